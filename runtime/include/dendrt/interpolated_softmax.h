/* interpolated_softmax.h: softmax of int16 along the last axis as TensorFlow Lite's reference kernels compute it.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Method: exponentials and the sum's reciprocal come from interpolated tables. The output holds the exponentials until
 * their sum is known. */
#ifndef DENDRT_INTERPOLATED_SOFTMAX_H
#define DENDRT_INTERPOLATED_SOFTMAX_H

#include "arithmetic.h"
#include "memory.h"
#include "table16.h"

/* The formulas are those of dialects/kern/README.md. The output is in steps of 2^-15. */
typedef struct {
  int32_t rows, count;         /* rows of `count` elements, 1 <= count <= 65535 */
  int32_t multiplier;          /* 0 <= multiplier < 2^31; times x / 2^31 / 2^right: in steps of 10/65535 */
  int32_t right;               /* -14 to 31, a negative one being bits to the left */
  const int16_t *exponentials; /* 513 entries: e^x for x from -10 to 0, rising */
  const int16_t *reciprocals;  /* 513 entries: 1 / (1 + x) for x from 0 to 1 */
} dendrt_interpolated_softmax_s16_t;

/* The table of 513 entries at `value`, saturated to 16 bits. */
DENDRT_INLINE int32_t dendrt_table16_saturated(const int16_t *table, int32_t value) {
  return dendrt_table16_fine(table + 256, dendrt_clamp(value, INT16_MIN, INT16_MAX), 7);
}

/* `input` and `output` aligned to 2; they may be the same. */
DENDRT_INLINE void dendrt_interpolated_softmax_s16(const dendrt_interpolated_softmax_s16_t *layer, const void *input,
                                                   void *output) {
  const dendrt_int16_t *x = (const dendrt_int16_t *)input;
  dendrt_int16_t *y = (dendrt_int16_t *)output;
  const int32_t count = layer->count;
  for (int32_t row = 0; row < layer->rows; ++row, x += count, y += count) {
    int32_t largest = INT16_MIN;
    for (int32_t i = 0; i < count; ++i)
      largest = x[i] > largest ? x[i] : largest;
    uint32_t sum = 0;
    for (int32_t i = 0; i < count; ++i) {
      const int32_t value = dendrt_scale_wide(x[i] - largest, layer->multiplier, layer->right, 32767);
      const int32_t exponential = dendrt_table16_saturated(layer->exponentials, value);
      y[i] = (int16_t)exponential;
      sum += (uint32_t)exponential;
    }
    const int32_t headroom = __builtin_clz(sum), right = 31 - headroom;
    const int32_t fraction = (int32_t)(((sum << (headroom - 1)) + (1 << 13)) >> 14); /* 1 to 2 times 2^16 */
    const int32_t reciprocal = dendrt_table16_saturated(layer->reciprocals, fraction - (1 << 16) - (1 << 15));
    for (int32_t i = 0; i < count; ++i)
      y[i] = (int16_t)dendrt_clamp((y[i] * reciprocal + (1 << (right - 1))) >> right, 0, INT16_MAX);
  }
}

#endif
