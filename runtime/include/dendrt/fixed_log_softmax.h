/* fixed_log_softmax.h: logarithm of the softmax of int8 along the last axis as TensorFlow Lite's reference kernels
 * compute it.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Method: the sum of exponentials, which come from a table, is brought near sqrt(sqrt(1/2)) by a power of sqrt(2); its
 * logarithm is that of the power and, of what remains, a fraction of polynomials in 32-bit fixed point. */
#ifndef DENDRT_FIXED_LOG_SOFTMAX_H
#define DENDRT_FIXED_LOG_SOFTMAX_H

#include "fixed_point.h"
#include "memory.h"

/* The formulas are those of dialects/kern/README.md. The output is in steps of 1/16, 0 being 127. */
typedef struct {
  int32_t rows, count;         /* rows of `count` elements, 1 <= count <= 4095 */
  const int32_t *exponentials; /* 256 entries by max - x: exp(-input scale * (max - x)) * 2^31 */
  const int32_t *arguments;    /* 256 entries: -input scale * (max - x) * 2^26, at least -2^30 */
} dendrt_fixed_log_softmax_s8_t;

/* The logarithm of `sum` of 19 fractional bits, 2^19 <= sum < 2^31, with 26. */
static DENDRT_NOINLINE __attribute__((unused)) int32_t dendrt_logarithm(int32_t sum) {
  const int32_t root_of_half = 1518500250, middle = 1805811301; /* sqrt(1/2), sqrt(sqrt(1/2)) times 2^31 */
  const int32_t zeros = __builtin_clz((uint32_t)sum);
  const int32_t room = __builtin_clz((uint32_t)dendrt_product31(sum, root_of_half)) - 1;
  const int32_t below = dendrt_shift_saturated(dendrt_product31(dendrt_shift_left(sum, zeros - 1), root_of_half), 1);
  const int32_t above = dendrt_shift_saturated(sum, room), r = above < below ? above : below;
  const int32_t low = dendrt_shift_left(12 - zeros, 25) + (1 << 23),
                high = dendrt_shift_left(12 - room, 25) - (1 << 23);
  const int32_t q = 2 * (r - middle), square = dendrt_product31(q, q);
  const int32_t numerator = dendrt_product31(q, r) + dendrt_product31(dendrt_product31(q, square), 117049297);
  const int32_t half = (int32_t)(((uint32_t)r + (uint32_t)middle + 1) >> 1);
  const int32_t denominator =
      dendrt_product31(half, 1057819769 + q + dendrt_product31(127690142, square)) + dendrt_product31(638450708, q);
  const int32_t scaled = (int32_t)dendrt_divide_wide(numerator, 6);
  return 2 * (dendrt_product31(low > high ? low : high, 1488522236) +
              dendrt_product31(scaled, dendrt_reciprocal(denominator)));
}

/* `output` may be `input`. */
DENDRT_INLINE void dendrt_fixed_log_softmax_s8(const dendrt_fixed_log_softmax_s8_t *layer, const void *input,
                                               void *output) {
  const int32_t count = layer->count;
  for (int32_t row = 0; row < layer->rows; ++row) {
    int32_t largest = INT8_MIN, sum = 0;
    for (int32_t i = 0; i < count; ++i) {
      const int32_t x = dendrt_load_element(input, i, 1);
      largest = x > largest ? x : largest;
    }
    for (int32_t i = 0; i < count; ++i) {
      const uint32_t exponential = (uint32_t)layer->exponentials[largest - dendrt_load_element(input, i, 1)];
      sum += (int32_t)((exponential + 2048) >> 12);
    }
    const int32_t logarithm = dendrt_logarithm(sum);
    for (int32_t i = 0; i < count; ++i) {
      const int32_t difference = layer->arguments[largest - dendrt_load_element(input, i, 1)] - logarithm;
      const int32_t value = INT8_MAX + (int32_t)dendrt_divide_wide(difference, 22);
      dendrt_store_element(output, i, dendrt_clamp(value, INT8_MIN, INT8_MAX), 1);
    }
    input = dendrt_at(input, count);
    output = dendrt_at_mutable(output, count);
  }
}

#endif
