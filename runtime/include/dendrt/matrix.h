/* matrix.h: one or two columns times all filters of a layer (or group), to stored outputs.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#ifndef DENDRT_MATRIX_H
#define DENDRT_MATRIX_H

#include "dual.h"
#include "neuron.h"
#include "paired.h"
#include "wide.h"

/* How weights are packed. */
enum { DENDRT_DUAL, DENDRT_PAIRED, DENDRT_WIDE };

/* The packed filters of a layer. */
typedef struct {
  const void *weights;
  const int32_t *bias;
  int32_t words;       /* of one column */
  int32_t chunk_words; /* dual: words summed before the lanes are split */
} dendrt_filters_t;

/* Words of a column of `length` elements. */
DENDRT_INLINE int32_t dendrt_column_words(int32_t length, int layout) {
  return layout == DENDRT_PAIRED ? (length + 3) / 4 * 2 : (length + 1) / 2;
}

/* The sums of the next `tile_filters` filters (dual: 2 or 4; paired: 2; wide: 1 to 4); moves on past
 * them. */
DENDRT_INLINE void dendrt_matrix_tile(dendrt_tile_t *tile, dendrt_filters_t *filters, const dendrt_uint32_t *column,
                                      int pixels, int tile_filters, int layout) {
  const void *weights = dendrt_opaque(filters->weights);
  const int32_t *bias = (const int32_t *)dendrt_opaque(filters->bias);
  const int32_t words = filters->words;
  if (layout == DENDRT_DUAL)
    dendrt_dual_tile(tile, column, (const uint32_t *)weights, bias, words, filters->chunk_words, pixels,
                     tile_filters / 2);
  else if (layout == DENDRT_PAIRED)
    dendrt_paired_tile(tile, column, (const int8_t *)weights, bias, words, pixels);
  else
    dendrt_wide_tile(tile, column, (const uint32_t *)weights, bias, words, pixels, tile_filters);
  filters->weights = dendrt_at(weights, (layout == DENDRT_WIDE ? 4 : 2) * words * tile_filters);
  filters->bias = bias + tile_filters;
}

/* The same for the last `count` (1 to 3) filters of a block; an odd number is filled up in layouts
 * dual and paired. */
DENDRT_INLINE void dendrt_matrix_rest(dendrt_tile_t *tile, dendrt_filters_t *filters, const dendrt_uint32_t *column,
                                      int pixels, int32_t count, int layout) {
  if (count == 3)
    dendrt_matrix_tile(tile, filters, column, pixels, layout == DENDRT_WIDE ? 3 : 4, layout);
  else if (count == 2 || layout != DENDRT_WIDE)
    dendrt_matrix_tile(tile, filters, column, pixels, 2, layout);
  else
    dendrt_matrix_tile(tile, filters, column, pixels, 1, layout);
}

/* Filters in a full tile. */
DENDRT_INLINE int dendrt_tile_filters(int layout) { return layout == DENDRT_PAIRED ? 2 : 4; }

/* Outputs [channel, channel + channels) of `pixels` (1 or 2) positions from their columns, without
 * dendrites: straight from the tile. */
DENDRT_INLINE void dendrt_matrix_plain(dendrt_filters_t *filters, const dendrt_uint32_t *column,
                                       const dendrt_channel_requant_t *requant, int32_t channel, int32_t channels,
                                       int pixels, const dendrt_positions_t *positions, int layout) {
  const int tile_filters = dendrt_tile_filters(layout);
  const int32_t end = channel + channels;
  dendrt_tile_t tile;
  for (; end - channel >= tile_filters; channel += tile_filters) {
    dendrt_matrix_tile(&tile, filters, column, pixels, tile_filters, layout);
    dendrt_neuron_tile(requant, &tile, channel, tile_filters, pixels, positions);
  }
  if (channel < end) {
    dendrt_matrix_rest(&tile, filters, column, pixels, end - channel, layout);
    dendrt_neuron_tile(requant, &tile, channel, end - channel, pixels, positions);
  }
}

/* The sums of the next `count` filters in scratch, `pixels` values each. */
DENDRT_INLINE void dendrt_matrix_sums(dendrt_filters_t *filters, const dendrt_uint32_t *column, int32_t count,
                                      int pixels, dendrt_int32_t *sums, int layout) {
  const int tile_filters = dendrt_tile_filters(layout);
  dendrt_tile_t tile;
  for (; count >= tile_filters; count -= tile_filters) {
    dendrt_matrix_tile(&tile, filters, column, pixels, tile_filters, layout);
    dendrt_tile_leave(&tile, tile_filters, pixels, sums);
    sums += tile_filters * pixels;
  }
  if (count > 0) {
    dendrt_matrix_rest(&tile, filters, column, pixels, count, layout);
    dendrt_tile_leave(&tile, count, pixels, sums);
  }
}

/* As dendrt_matrix_plain, with dendrites, by way of scratch: blocks of at most `block_channels`. */
DENDRT_INLINE void dendrt_matrix_dendritic(dendrt_filters_t *filters, const dendrt_uint32_t *column,
                                           const dendrt_channel_requant_t *requant, const dendrt_dendrites_t *dendrites,
                                           int32_t channel, int32_t channels, int pixels, dendrt_int32_t *sums,
                                           const dendrt_positions_t *positions, int layout, int32_t block_channels) {
  const int32_t end = channel + channels, branches = dendrites->count + 1;
  while (channel < end) {
    int32_t count = block_channels;
    if (count <= end - channel) { /* the usual block, of a constant size */
      dendrt_matrix_sums(filters, column, count * branches, pixels, sums, layout);
      dendrt_neuron_block(requant, dendrites, sums, channel, count, pixels, positions);
    } else {
      count = end - channel;
      dendrt_matrix_sums(filters, column, count * branches, pixels, sums, layout);
      dendrt_neuron_block(requant, dendrites, sums, channel, count, pixels, positions);
    }
    channel += count;
  }
}

/* As dendrt_matrix_plain, with up to three dendrites and layout wide: the filters of two channels
 * with one dendrite each, or of one channel, are one tile. */
DENDRT_INLINE void dendrt_matrix_wide(dendrt_filters_t *filters, const dendrt_uint32_t *column,
                                      const dendrt_channel_requant_t *requant, const dendrt_dendrites_t *dendrites,
                                      int32_t channel, int32_t channels, int pixels,
                                      const dendrt_positions_t *positions) {
  const int32_t end = channel + channels;
  dendrt_tile_t tile;
  if (dendrites->count == 1) {
    for (; end - channel >= 2; channel += 2) {
      dendrt_matrix_tile(&tile, filters, column, pixels, 4, DENDRT_WIDE);
      dendrt_neuron_dendritic_tile(requant, dendrites, &tile, channel, 2, pixels, positions);
    }
    if (channel < end) {
      dendrt_matrix_tile(&tile, filters, column, pixels, 2, DENDRT_WIDE);
      dendrt_neuron_dendritic_tile(requant, dendrites, &tile, channel, 1, pixels, positions);
    }
    return;
  }
  for (; channel < end; ++channel) {
    if (dendrites->count == 2)
      dendrt_matrix_tile(&tile, filters, column, pixels, 3, DENDRT_WIDE);
    else
      dendrt_matrix_tile(&tile, filters, column, pixels, 4, DENDRT_WIDE);
    dendrt_neuron_dendritic_tile(requant, dendrites, &tile, channel, 1, pixels, positions);
  }
}

/* Outputs [channel, channel + channels) of `pixels` (1 or 2) positions from their columns.
 * `filters` moves on to those that follow. */
DENDRT_INLINE void dendrt_matrix(dendrt_filters_t *filters, const dendrt_uint32_t *column,
                                 const dendrt_channel_requant_t *requant, const dendrt_dendrites_t *dendrites,
                                 int32_t channel, int32_t channels, int pixels, dendrt_int32_t *sums,
                                 const dendrt_positions_t *positions, int layout) {
  if (dendrites->count == 0)
    dendrt_matrix_plain(filters, column, requant, channel, channels, pixels, positions, layout);
  else if (layout == DENDRT_WIDE && dendrites->count <= 3)
    dendrt_matrix_wide(filters, column, requant, dendrites, channel, channels, pixels, positions);
  else
    dendrt_matrix_dendritic(filters, column, requant, dendrites, channel, channels, pixels, sums, positions, layout,
                            layout == DENDRT_WIDE ? 1 : DENDRT_BLOCK_CHANNELS);
}

#endif
