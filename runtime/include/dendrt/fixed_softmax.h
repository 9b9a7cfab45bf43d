/* fixed_softmax.h: softmax of int8 along the last axis as TensorFlow Lite's reference kernels compute it.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Method: exponentials come from a table, twice, as in softmax.h; the sum's reciprocal from three steps of Newton
 * and Raphson in 32-bit fixed point. */
#ifndef DENDRT_FIXED_SOFTMAX_H
#define DENDRT_FIXED_SOFTMAX_H

#include "arithmetic.h"
#include "fixed_point.h"
#include "memory.h"

/* The formulas are those of dialects/kern/README.md. The output spans the range of its type. */
typedef struct {
  int32_t rows, count;  /* rows of `count` elements, 1 <= count <= 4095 */
  const int32_t *table; /* `length` entries by max - x: exp(-input scale * (max - x)) * 2^31 */
  int32_t length;       /* 1 to 256; what would follow is below 2^11 and counts for nothing */
} dendrt_fixed_softmax_t;

/* The exponential of x, `distance` below the largest. */
DENDRT_INLINE int32_t dendrt_fixed_softmax_exponential(const dendrt_fixed_softmax_t *layer, int32_t distance) {
  return distance < layer->length ? layer->table[distance] : 0;
}

/* `output_size` is the bytes of an element: a constant that the named kernels pass. */
DENDRT_INLINE void dendrt_fixed_softmax(const dendrt_fixed_softmax_t *layer, const void *input, void *output,
                                        int output_size) {
  const int32_t count = layer->count;
  const int32_t lowest = output_size == 1 ? INT8_MIN : INT16_MIN, highest = output_size == 1 ? INT8_MAX : INT16_MAX;
  for (int32_t row = 0; row < layer->rows; ++row) {
    int32_t largest = INT8_MIN;
    for (int32_t i = 0; i < count; ++i) {
      const int32_t x = dendrt_load_element(input, i, 1);
      largest = x > largest ? x : largest;
    }
    uint32_t sum = 0;
    for (int32_t i = 0; i < count; ++i) {
      const int32_t x = dendrt_load_element(input, i, 1);
      sum += ((uint32_t)dendrt_fixed_softmax_exponential(layer, largest - x) + 2048) >> 12;
    }
    const int32_t headroom = __builtin_clz(sum);
    const int32_t reciprocal = dendrt_reciprocal((int32_t)((sum << headroom) & 0x7fffffff));
    const int32_t bits = 12 - headroom + 31 - 8 * output_size;
    for (int32_t i = 0; i < count; ++i) {
      const int32_t x = dendrt_load_element(input, i, 1);
      const int32_t product = dendrt_product31(reciprocal, dendrt_fixed_softmax_exponential(layer, largest - x));
      const int32_t share = bits > 31 ? 0 : (int32_t)(((uint32_t)product + (1u << (bits - 1))) >> bits);
      dendrt_store_element(output, i, share > highest - lowest ? highest : lowest + share, output_size);
    }
    input = dendrt_at(input, count);
    output = dendrt_at_mutable(output, count * output_size);
  }
}

/* int8 to int8; `output` may be `input`. */
typedef dendrt_fixed_softmax_t dendrt_fixed_softmax_s8_t;
DENDRT_INLINE void dendrt_fixed_softmax_s8(const dendrt_fixed_softmax_s8_t *layer, const void *input, void *output) {
  dendrt_fixed_softmax(layer, input, output, 1);
}

/* int8 to int16, `output` aligned to 2 and not `input`. */
typedef dendrt_fixed_softmax_t dendrt_fixed_softmax_s8_s16_t;
DENDRT_INLINE void dendrt_fixed_softmax_s8_s16(const dendrt_fixed_softmax_s8_s16_t *layer, const void *input,
                                               void *output) {
  dendrt_fixed_softmax(layer, input, output, 2);
}

#endif
