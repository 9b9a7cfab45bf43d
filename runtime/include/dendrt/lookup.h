/* lookup.h: a function of int8 as a table of its 256 values.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#ifndef DENDRT_LOOKUP_H
#define DENDRT_LOOKUP_H

#include "memory.h"

typedef struct {
  int32_t count;       /* elements */
  const int8_t *table; /* 256 entries, table[x + 128] */
} dendrt_lookup_s8_t;

typedef struct {
  int32_t count;        /* elements */
  const int16_t *table; /* 256 entries, table[x + 128] */
} dendrt_lookup_s8_s16_t;

/* int8 to int8; `output` may be `input`. */
DENDRT_INLINE void dendrt_lookup_s8(const dendrt_lookup_s8_t *layer, const void *input, void *output) {
  const int8_t *x = (const int8_t *)input, *table = layer->table + 128;
  int8_t *y = (int8_t *)output;
  const int32_t count = layer->count;
  DENDRT_UNROLL
  for (int32_t i = 0; i < count; ++i)
    y[i] = table[x[i]];
}

/* int8 to int16, `output` aligned to 2 and not `input`. */
DENDRT_INLINE void dendrt_lookup_s8_s16(const dendrt_lookup_s8_s16_t *layer, const void *input, void *output) {
  const int8_t *x = (const int8_t *)input;
  const int16_t *table = layer->table + 128;
  dendrt_int16_t *y = (dendrt_int16_t *)output;
  const int32_t count = layer->count;
  DENDRT_UNROLL
  for (int32_t i = 0; i < count; ++i)
    y[i] = table[x[i]];
}

#endif
