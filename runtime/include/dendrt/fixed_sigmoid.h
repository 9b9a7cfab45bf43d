/* fixed_sigmoid.h: sigmoid and tanh of int16 as TensorFlow Lite's reference kernels compute them.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Method: both are odd around their middle, and tanh(x) = 2 * sigmoid(2x) - 1: one interpolated table of half a
 * sigmoid serves both. */
#ifndef DENDRT_FIXED_SIGMOID_H
#define DENDRT_FIXED_SIGMOID_H

#include "arithmetic.h"
#include "memory.h"

/* The formulas are those of dialects/kern/README.md. */
typedef struct {
  int32_t count;        /* elements */
  const int16_t *table; /* 256 entries: 2^16 * sigmoid(i / 24) - 2^15 */
  int32_t multiplier;   /* x * multiplier / 2^shift is in steps of 1/(24 * 512), of tanh of 1/(48 * 256) */
  int32_t shift;        /* 0 to 31; no product with half a step leaves 32 bits */
  int32_t tanh;         /* 0 or 1 */
} dendrt_fixed_sigmoid_s16_t;

/* `input` and `output` aligned to 2; they may be the same. */
DENDRT_INLINE void dendrt_fixed_sigmoid_s16(const dendrt_fixed_sigmoid_s16_t *layer, const void *input, void *output) {
  const dendrt_int16_t *x = (const dendrt_int16_t *)input;
  dendrt_int16_t *y = (dendrt_int16_t *)output;
  const int16_t *table = layer->table;
  const int32_t count = layer->count, multiplier = layer->multiplier, shift = layer->shift;
  const int32_t half = (int32_t)((UINT32_C(1) << shift) >> 1);
  /* Bits below an entry, to the right at the end, and the middle of the function. */
  const int32_t bits = layer->tanh ? 8 : 9, right = layer->tanh ? 8 : 10, middle = layer->tanh ? 0 : 16384;
  const int32_t last = (255 << bits) - 1;
  for (int32_t i = 0; i < count; ++i) {
    const int32_t value = (x[i] * multiplier + half) >> shift;
    const int32_t distance = value < -last ? last : value < 0 ? -value : value > last ? last : value;
    const int32_t rest = distance & ((1 << bits) - 1);
    const int16_t *entry = table + (distance >> bits);
    const int32_t sum = entry[0] * (1 << bits) + (entry[1] - entry[0]) * rest;
    y[i] = (int16_t)(middle + (((value < 0 ? -sum - 1 : sum) + (1 << (right - 1))) >> right));
  }
}

#endif
