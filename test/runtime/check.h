// check.h: what the tests of the runtime share: random numbers, one failure report, the list of
// tests.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#ifndef DENDRT_TEST_CHECK_H
#define DENDRT_TEST_CHECK_H

#include <stdint.h>

// Random geometries per test; fewer on the emulator.
#ifndef TEST_ROUNDS
#define TEST_ROUNDS 400
#endif

// The next of a repeatable sequence of 32 random bits.
uint32_t random_bits(void);

// A random integer in [min, max].
int32_t random_in(int32_t min, int32_t max);

// One in `odds` times.
int random_one_in(int32_t odds);

// Starts the sequence anew, so that a round can be repeated by its number.
void random_seed(uint32_t seed);

void print(const char *text);

// Reports a failure: what differs, in which round, at which element, expected and found.
void fail(const char *what, int32_t round, int32_t index, double expected, double found);

// Compares `count` elements of `size` bytes and reports the first that differs; for integers.
int same_elements(const char *what, int32_t round, const void *expected, const void *found, int32_t count, int size);

// Memory from a fixed pool that holds until pool_reset, aligned to 16, with 16 poisoned bytes
// behind it; pool_check fails if anything was written there.
void *pool(uint32_t size);
void pool_reset(void);
void pool_check(const char *what, int32_t round);

extern int failure_count;

#endif
