/* interpolate.h: a function of int16 as an interpolated table.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#ifndef DENDRT_INTERPOLATE_H
#define DENDRT_INTERPOLATE_H

#include "table16.h"

/* int16 to int16. */
typedef struct {
  int32_t count;        /* elements */
  const int16_t *table; /* 257 or 513 entries, one every 2^bits steps from -32768 to 32768 */
  int32_t bits;         /* 8 or 7 */
} dendrt_interpolate_s16_t;

/* int16 to int8. */
typedef struct {
  int32_t count;        /* elements */
  const int16_t *table; /* 257 entries, one every 256 steps, in 1/256 steps of the output */
  int32_t min, max;
} dendrt_interpolate_s16_s8_t;

/* `input` and `output` aligned to 2; they may be the same. */
DENDRT_INLINE void dendrt_interpolate_s16(const dendrt_interpolate_s16_t *layer, const void *input, void *output) {
  const dendrt_int16_t *x = (const dendrt_int16_t *)input;
  dendrt_int16_t *y = (dendrt_int16_t *)output;
  const int32_t count = layer->count, bits = layer->bits;
  const int16_t *middle = layer->table + (32768 >> bits);
  DENDRT_UNROLL
  for (int32_t i = 0; i < count; ++i)
    y[i] = (int16_t)dendrt_table16_fine(middle, x[i], bits);
}

/* clamp((t[i] * 256 + (t[i+1] - t[i]) * r + 32768) >> 16, min, max). `input` aligned to 2, and not
 * `output`. */
DENDRT_INLINE void dendrt_interpolate_s16_s8(const dendrt_interpolate_s16_s8_t *layer, const void *input,
                                             void *output) {
  const dendrt_int16_t *x = (const dendrt_int16_t *)input;
  int8_t *y = (int8_t *)output;
  const int16_t *middle = layer->table + 128;
  const int32_t count = layer->count, min = layer->min, max = layer->max;
  DENDRT_UNROLL
  for (int32_t i = 0; i < count; ++i)
    y[i] = (int8_t)dendrt_clamp(dendrt_table16_sum(middle, x[i], 8, 32768) >> 16, min, max);
}

#endif
