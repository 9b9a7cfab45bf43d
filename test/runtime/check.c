// check.c: random numbers, memory and failure reports of the runtime's tests.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "check.h"

#include <string.h>

#ifdef TEST_ON_BOARD
#include "board.h"

// newlib's memcpy for ARMv7-M makes unaligned accesses, which the runs with trapped ones cannot have.
void *memcpy(void *restrict to, const void *restrict from, size_t size) {
  volatile uint8_t *out = (uint8_t *)to; // so that the loop is not made a call of memcpy
  for (size_t i = 0; i < size; ++i)
    out[i] = ((const uint8_t *)from)[i];
  return to;
}
#else
#include <stdio.h>
#endif

#ifndef TEST_POOL_SIZE
#define TEST_POOL_SIZE (4u << 20)
#endif
enum { GUARD = 16, MAX_BLOCKS = 128 };

int failure_count;

static uint32_t state = 1;
static uint8_t memory[TEST_POOL_SIZE] __attribute__((aligned(16)));
static uint32_t used, block_ends[MAX_BLOCKS], block_count;

void random_seed(uint32_t seed) { state = seed * 2654435761u + 1; }

uint32_t random_bits(void) {
  // xorshift32 (Marsaglia 2003), with its weak low bits mixed by a multiplication.
  state ^= state << 13;
  state ^= state >> 17;
  state ^= state << 5;
  return state * 0x9e3779b1u;
}

int32_t random_in(int32_t min, int32_t max) {
  uint64_t span = (uint64_t)((int64_t)max - min + 1);
  return (int32_t)(min + (int64_t)((random_bits() * span) >> 32));
}

int random_one_in(int32_t odds) { return random_in(1, odds) == 1; }

// The C library's printf makes unaligned accesses of its own, so boards that trap them cannot use it.
void print(const char *text) {
#ifdef TEST_ON_BOARD
  board_print(text);
#else
  fputs(text, stdout);
#endif
}

// Prints a number with six digits after the point where it has a fraction.
static void print_number(double value) {
  char text[40], *end = text + sizeof text - 1, *p = end;
  if (!(value > -9e12 && value < 9e12)) {
    print(value != value ? "NaN" : value < 0 ? "below -9e12" : "above 9e12");
    return;
  }
  const uint64_t micros = (uint64_t)((value < 0 ? -value : value) * 1e6 + 0.5);
  const uint32_t fraction = (uint32_t)(micros % 1000000);
  uint64_t whole = micros / 1000000;
  *p = 0;
  if (fraction != 0) {
    uint32_t rest = fraction;
    for (int i = 0; i < 6; ++i, rest /= 10)
      *--p = (char)('0' + rest % 10);
    *--p = '.';
  }
  do
    *--p = (char)('0' + whole % 10);
  while (whole /= 10);
  if (value < 0)
    *--p = '-';
  print(p);
}

void fail(const char *what, int32_t round, int32_t index, double expected, double found) {
  if (++failure_count > 20)
    return;
  print(what);
  print(": round ");
  print_number(round);
  print(", element ");
  print_number(index);
  print(": expected ");
  print_number(expected);
  print(", found ");
  print_number(found);
  print("\n");
}

static int32_t element(const void *data, int32_t index, int size) {
  switch (size) {
  case 1:
    return ((const int8_t *)data)[index];
  case 2:
    return ((const int16_t *)data)[index];
  default:
    return ((const int32_t *)data)[index];
  }
}

int same_elements(const char *what, int32_t round, const void *expected, const void *found, int32_t count, int size) {
  for (int32_t i = 0; i < count; ++i) {
    int32_t e = element(expected, i, size), f = element(found, i, size);
    if (e != f) {
      fail(what, round, i, e, f);
      return 0;
    }
  }
  return 1;
}

void *pool(uint32_t size) {
  uint32_t start = used, end = start + size;
  used = (end + GUARD + 15) & ~15u;
  if (used > sizeof memory || block_count == MAX_BLOCKS) {
    print("the pool of the tests is too small\n");
    __builtin_trap();
  }
  block_ends[block_count++] = end;
  memset(memory + start, 0x5a, size);
  memset(memory + end, 0xa5, used - end);
  return memory + start;
}

void pool_reset(void) { used = block_count = 0; }

void pool_check(const char *what, int32_t round) {
  for (uint32_t b = 0; b < block_count; ++b)
    for (uint32_t i = 0; i < GUARD; ++i)
      if (memory[block_ends[b] + i] != 0xa5) {
        print("written behind a block of memory, the index being the block's:\n");
        fail(what, round, (int32_t)b, 0xa5, memory[block_ends[b] + i]);
        return;
      }
}
