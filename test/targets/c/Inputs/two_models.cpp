// two_models.cpp - two networks in one C++ program, on two arenas each: one with inputs in its arena, one with the
// caller's.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "one.h"
#include "two.h"

#include <cstdio>
#include <cstring>

static const uint8_t kPoison = 0xA5;

#define CHECK(condition)                                                                                               \
  if (!(condition)) {                                                                                                  \
    std::printf("not so: %s\n", #condition);                                                                           \
    return 1;                                                                                                          \
  }

int main() {
  static_assert(ONE_INPUT_COUNT == TWO_INPUT_COUNT && ONE_OUTPUT_COUNT == TWO_OUTPUT_COUNT, "one network twice");
  alignas(ONE_ARENA_ALIGNMENT) static uint8_t guarded[ONE_ARENA_SIZE + 64];
  static TWO_ARENA(arena);
  static TWO_ARENA(other);
  two_input_t input[TWO_INPUT_COUNT], copy[TWO_INPUT_COUNT];
  two_output_t output[TWO_OUTPUT_COUNT], again[TWO_OUTPUT_COUNT];
  for (int i = 0; i < TWO_INPUT_COUNT; ++i)
    input[i] = two_input_t(i * 37 % 251 - 125);
  std::memcpy(copy, input, sizeof input);

  // Whatever an arena held before does not matter, and nothing behind it is written.
  std::memset(guarded, kPoison, sizeof guarded);
  std::memset(arena, kPoison, sizeof arena);
  std::memcpy(one_input(guarded), input, sizeof input);
  CHECK(one_run(guarded) == 0);
  for (size_t i = ONE_ARENA_SIZE; i < sizeof guarded; ++i)
    CHECK(guarded[i] == kPoison);

  // The caller's input is only read, and the output does not live in it.
  CHECK(two_run(arena, input, output) == 0);
  CHECK(std::memcmp(input, copy, sizeof input) == 0);
  CHECK(std::memcmp(output, one_output(guarded), sizeof output) == 0);
  std::memset(input, kPoison, sizeof input);
  std::memset(arena, kPoison, sizeof arena);
  CHECK(std::memcmp(output, one_output(guarded), sizeof output) == 0);

  // A run consumes the input in the arena: the same again needs it written again; no state is left from before.
  std::memcpy(one_input(guarded), copy, sizeof copy);
  CHECK(one_run(guarded) == 0);
  CHECK(two_run(other, copy, again) == 0);
  CHECK(std::memcmp(again, one_output(guarded), sizeof again) == 0);
  CHECK(std::memcmp(again, output, sizeof again) == 0);

  CHECK(two_run(arena + 1, copy, again) < 0);
  CHECK(two_run(nullptr, copy, again) < 0);
  CHECK(two_run(arena, nullptr, again) < 0);
  CHECK(one_run(guarded + 1) < 0);
  CHECK(std::strcmp(one_labels[0], two_labels[0]) == 0);
  std::puts("as one");
  return 0;
}
