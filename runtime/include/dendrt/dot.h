/* dot.h: products of rows of int16 with weights of their own.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#ifndef DENDRT_DOT_H
#define DENDRT_DOT_H

#include "memory.h"
#include "simd.h"

/* y[c] = requant(bias[c] + sum over k of weights[c][k] * x[c][k]), the sum modulo 2^32. */
typedef struct {
  int32_t rows, count;
  const int16_t *weights; /* [rows][count] */
  const int32_t *bias;    /* [rows] */
  dendrt_requant_t requant;
} dendrt_dot_t;

/* The size is the bytes of an output: a constant that the named kernels pass. */
DENDRT_INLINE void dendrt_dot(const dendrt_dot_t *layer, const void *x, void *y, int y_size) {
  const int32_t count = layer->count;
  const dendrt_requant_t requant = layer->requant;
  const dendrt_int16_t *values = (const dendrt_int16_t *)x;
  const int16_t *weights = layer->weights;
  for (int32_t row = 0; row < layer->rows; ++row, values += count, weights += count) {
    int32_t sum = layer->bias[row], k = 0;
    for (; k + 2 <= count; k += 2)
      sum = dendrt_smlad(dendrt_load_pair(values + k), dendrt_load_pair(weights + k), sum);
    if (k < count)
      sum = (int32_t)((uint32_t)sum + (uint32_t)(values[k] * weights[k]));
    dendrt_store_element(y, row, dendrt_requantize(sum, &requant), y_size);
  }
}

/* dendrt_dot_s16_s8(layer, x, y), dendrt_dot_s16: aligned to 2; the output is not the input.
 * Not checked: sizes. */
typedef dendrt_dot_t dendrt_dot_s16_s8_t;
DENDRT_INLINE void dendrt_dot_s16_s8(const dendrt_dot_s16_s8_t *layer, const void *x, void *y) {
  dendrt_dot(layer, x, y, 1);
}
typedef dendrt_dot_t dendrt_dot_s16_t;
DENDRT_INLINE void dendrt_dot_s16(const dendrt_dot_s16_t *layer, const void *x, void *y) { dendrt_dot(layer, x, y, 2); }

#endif
