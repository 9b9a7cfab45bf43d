/* matrix.h: one or two columns times all filters of a layer (or group), to stored outputs.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#ifndef DENDRT_MATRIX_H
#define DENDRT_MATRIX_H

#include "dual.h"
#include "neuron.h"
#include "paired.h"

/* How weights are packed. */
enum { DENDRT_DUAL, DENDRT_PAIRED };

/* The packed filters of a layer, layout by layout the same fields. */
typedef struct {
  const void *weights;
  const int32_t *bias;
  int32_t words;       /* of one column */
  int32_t chunk_words; /* dual: words summed before the lanes are split */
} dendrt_filters_t;

/* Words of a column of `length` elements. */
DENDRT_INLINE int32_t dendrt_column_words(int32_t length, int layout) {
  return layout == DENDRT_DUAL ? (length + 1) / 2 : (length + 3) / 4 * 2;
}

/* Outputs [channel, channel + channels) of `pixels` (1 or 2) positions from their columns.
 * `filters` moves on to the filters that follow. */
DENDRT_INLINE void dendrt_matrix(dendrt_filters_t *filters, const dendrt_uint32_t *column,
                                 const dendrt_channel_requant_t *requant, const dendrt_dendrites_t *dendrites,
                                 int32_t channel, int32_t channels, int pixels, dendrt_int32_t *sums,
                                 void *const *outputs, int output_size, int layout) {
  const int32_t end = channel + channels, words = filters->words;
  while (channel < end) {
    const int32_t left = end - channel;
    const int32_t count = left < DENDRT_BLOCK_CHANNELS ? left : DENDRT_BLOCK_CHANNELS;
    const int32_t filter_count = count * (dendrites->count + 1);
    const int32_t even_count = (filter_count + 1) / 2 * 2;
    if (layout == DENDRT_DUAL) {
      const uint32_t *weights = (const uint32_t *)filters->weights;
      dendrt_dual_filters(column, weights, filters->bias, words, filters->chunk_words, pixels, filter_count, sums);
      filters->weights = weights + even_count / 2 * words;
    } else {
      const int8_t *weights = (const int8_t *)filters->weights;
      dendrt_paired_filters(column, weights, filters->bias, words, pixels, filter_count, sums);
      filters->weights = weights + even_count * words * 2;
    }
    filters->bias += even_count;
    dendrt_neuron_block(requant, dendrites, sums, channel, count, pixels, outputs, output_size);
    channel += count;
  }
}

#endif
