// check.c: random numbers, memory and failure reports of the runtime's tests.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "check.h"

#include <stdio.h>
#include <string.h>

#ifndef TEST_POOL_SIZE
#define TEST_POOL_SIZE (4u << 20)
#endif
enum { GUARD = 16, MAX_BLOCKS = 64 };

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

void fail(const char *what, int32_t round, int32_t index, double expected, double found) {
  if (++failure_count <= 20)
    printf("%s: round %d, element %d: expected %.9g, found %.9g\n", what, (int)round, (int)index,
           expected, found);
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

int same_elements(const char *what, int32_t round, const void *expected, const void *found,
                  int32_t count, int size) {
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
    printf("the pool of the tests is too small: %u bytes asked for\n", (unsigned)size);
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
        fail(what, round, (int32_t)b, 0xa5, memory[block_ends[b] + i]);
        printf("  (written behind block %u)\n", (unsigned)b);
        return;
      }
}
