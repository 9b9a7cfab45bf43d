/* fixed_functions.h: sigmoid and tanh of numbers with 15 fractional bits as the cells of TensorFlow Lite's integer LSTM
 * compute them, from e^-x by a polynomial and Newton's division.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#ifndef DENDRT_FIXED_FUNCTIONS_H
#define DENDRT_FIXED_FUNCTIONS_H

#include "arithmetic.h"

/* The formulas are those of dialects/kern/README.md, "Recurrent layers in fixed point". */

/* A product of two numbers with 15 fractional bits, rounded; it fits 32 bits before it is. */
DENDRT_INLINE int32_t dendrt_fixed_multiply(int32_t a, int32_t b) { return (a * b + (1 << 14)) >> 15; }

/* value / 2^right, halves away from zero; 1 <= right <= 30, |value| <= 2^30. */
DENDRT_INLINE int32_t dendrt_fixed_divide(int32_t value, int32_t right) {
  return (value + (1 << (right - 1)) + (value >> 31)) >> right;
}

/* `value`, times `power` where bit `bit` of `quarters` is set. */
DENDRT_INLINE int32_t dendrt_fixed_power(int32_t value, int32_t quarters, int bit, int32_t power) {
  return quarters >> bit & 1 ? dendrt_fixed_multiply(value, power) : value;
}

/* e^-x with 15 fractional bits, as x has; 0 < x < 2^23. */
DENDRT_INLINE int32_t dendrt_fixed_exponential(int32_t x) {
  const int32_t u = (int32_t)(-(uint32_t)x & 0x1fff) - (1 << 12), quarters = (x + u - (1 << 12)) >> 13;
  if (quarters >= 64)
    return 0;
  const int32_t u2 = dendrt_fixed_multiply(u, u);
  const int32_t fourth = dendrt_fixed_divide(dendrt_fixed_multiply(u2, u2), 2);
  const int32_t third = dendrt_fixed_multiply(fourth + dendrt_fixed_multiply(u2, u), 10923);
  int32_t result = 28918 + dendrt_fixed_multiply(28918, u + dendrt_fixed_divide(third + u2, 1));
  /* e^-(2^k), k from -2 on */
  result = dendrt_fixed_power(result, quarters, 0, 25520);
  result = dendrt_fixed_power(result, quarters, 1, 19875);
  if (quarters < 4)
    return result;
  result = dendrt_fixed_power(result, quarters, 2, 12055);
  result = dendrt_fixed_power(result, quarters, 3, 4435);
  result = dendrt_fixed_power(result, quarters, 4, 600);
  return dendrt_fixed_power(result, quarters, 5, 11);
}

/* 1 / (1 + e^-x) with 14 fractional bits. Called for each of the functions of a cell. */
static DENDRT_NOINLINE __attribute__((unused)) int32_t dendrt_fixed_share(int32_t x) {
  const int32_t divisor = (dendrt_fixed_exponential(x) + (1 << 15)) >> 1;
  int32_t result = 23130 + dendrt_fixed_multiply(divisor, -15420);
  for (int i = 0; i < 3; ++i)
    result += 4 * dendrt_fixed_multiply(result, (1 << 13) - dendrt_fixed_multiply(divisor, result));
  return result;
}

/* |x| < 2^23; the result has 15 fractional bits, too. */
DENDRT_INLINE int32_t dendrt_fixed_sigmoid(int32_t x) {
  if (x == 0)
    return 1 << 14;
  const int32_t share = dendrt_clamp(2 * dendrt_fixed_share(x < 0 ? -x : x), 0, INT16_MAX);
  return x < 0 ? INT16_MAX - share : share;
}

/* |x| < 2^22; the result has 15 fractional bits, too. */
DENDRT_INLINE int32_t dendrt_fixed_tanh(int32_t x) {
  if (x == 0)
    return 0;
  const int32_t distance =
      dendrt_clamp(4 * (dendrt_fixed_share(x < 0 ? -2 * x : 2 * x) - (1 << 13)), -INT16_MAX, INT16_MAX);
  return x < 0 ? -distance : distance;
}

#endif
