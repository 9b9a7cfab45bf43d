/* fixed_point.h: products, shifts and reciprocals of numbers with 31 fractional bits.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#ifndef DENDRT_FIXED_POINT_H
#define DENDRT_FIXED_POINT_H

#include "arithmetic.h"

/* (a * b + 2^30) >> 31, the result known to fit. */
DENDRT_INLINE int32_t dendrt_product31(int32_t a, int32_t b) { return (int32_t)(((int64_t)a * b + (1 << 30)) >> 31); }

/* value << bits, saturated. */
DENDRT_INLINE int32_t dendrt_shift_saturated(int32_t value, int32_t bits) {
  return dendrt_shift_left(dendrt_clamp(value, INT32_MIN >> bits, INT32_MAX >> bits), bits) |
         (value > INT32_MAX >> bits ? (1 << bits) - 1 : 0);
}

/* 2^31 / (1 + x / 2^31) for 0 <= x < 2^31. */
DENDRT_INLINE int32_t dendrt_reciprocal(int32_t x) {
  const int32_t half = (int32_t)(((uint32_t)x + 0x80000000u) / 2);
  int32_t estimate = 1515870810 + dendrt_product31(half, -1010580540); /* 48/17, -32/17 times 2^29 */
  for (int step = 0; step < 3; ++step) {
    const int32_t error = (1 << 29) - dendrt_product31(half, estimate);
    estimate += dendrt_shift_saturated(dendrt_product31(estimate, error), 2);
  }
  return dendrt_shift_saturated(estimate, 1);
}

#endif
