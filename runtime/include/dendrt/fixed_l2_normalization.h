/* fixed_l2_normalization.h: unit length of int8 along the last axis as TensorFlow Lite's reference kernels compute it.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Method: the inverse root of the sum of squares from five steps of Newton and Raphson in 32-bit fixed point. */
#ifndef DENDRT_FIXED_L2_NORMALIZATION_H
#define DENDRT_FIXED_L2_NORMALIZATION_H

#include "fixed_point.h"
#include "memory.h"

/* The formulas are those of dialects/kern/README.md. The output is in steps of 2^-7. */
typedef struct {
  int32_t rows, count; /* rows of `count` elements, 1 <= count <= 33025 */
  int32_t zero_point;  /* of the input */
} dendrt_fixed_l2_normalization_s8_t;

/* About 1 / sqrt(square) = multiplier / 2^31 / 2^right. */
typedef struct {
  int32_t multiplier, right; /* 0 <= right <= 12 */
} dendrt_inverse_root_t;

static DENDRT_NOINLINE __attribute__((unused)) dendrt_inverse_root_t dendrt_inverse_root(int32_t square) {
  if (square <= 1)
    return (dendrt_inverse_root_t){INT32_MAX, 0};
  int32_t right = 11;
  if (square >= 1 << 29) {
    square /= 4;
    ++right;
  }
  const int32_t pairs = (__builtin_clz((uint32_t)square) - 1) / 2 - 1;
  right -= pairs;
  const int32_t half = ((square << 2 * pairs >> 1) + 1) >> 1;
  int32_t estimate = 1 << 28; /* with 28 fractional bits, as half */
  for (int step = 0; step < 5; ++step) {
    const int32_t product = dendrt_product31(dendrt_product31(estimate, estimate), estimate);
    const int32_t cube = dendrt_shift_saturated(product, 6);
    estimate = dendrt_shift_saturated(dendrt_product31(3 << 27, estimate) - dendrt_product31(half, cube), 3);
  }
  const int32_t root = dendrt_product31(estimate, 1518500250); /* sqrt(1/2) */
  return right < 0 ? (dendrt_inverse_root_t){root << -right, 0} : (dendrt_inverse_root_t){root, right};
}

/* int8 to int8; `output` may be `input`. */
DENDRT_INLINE void dendrt_fixed_l2_normalization_s8(const dendrt_fixed_l2_normalization_s8_t *layer, const void *input,
                                                    void *output) {
  const int32_t count = layer->count, zero_point = layer->zero_point;
  for (int32_t row = 0; row < layer->rows; ++row) {
    int32_t sum = 0;
    for (int32_t i = 0; i < count; ++i) {
      const int32_t x = dendrt_load_element(input, i, 1) - zero_point;
      sum += x * x;
    }
    const dendrt_inverse_root_t root = dendrt_inverse_root(sum);
    const int32_t left = root.right < 7 ? 7 - root.right : 0, right = root.right - 7 + left;
    for (int32_t i = 0; i < count; ++i) {
      const int32_t x = (dendrt_load_element(input, i, 1) - zero_point) * (1 << left);
      const int32_t rounded = (int32_t)dendrt_divide_wide(dendrt_product31(x, root.multiplier), right);
      dendrt_store_element(output, i, dendrt_clamp(rounded, INT8_MIN, INT8_MAX), 1);
    }
    input = dendrt_at(input, count);
    output = dendrt_at_mutable(output, count);
  }
}

#endif
