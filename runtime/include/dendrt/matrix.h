/* matrix.h: one or two columns times all filters of a layer (or group), to stored outputs.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#ifndef DENDRT_MATRIX_H
#define DENDRT_MATRIX_H

#include "direct.h"
#include "dsp_dendrites.h"
#include "dual.h"
#include "neuron.h"
#include "paired.h"
#include "wide.h"

/* How weights are packed. */
enum { DENDRT_DUAL, DENDRT_PAIRED, DENDRT_WIDE, DENDRT_DIRECT };

/* The packed filters of a layer. */
typedef struct {
  const void *weights;
  const int32_t *bias;
  int32_t words;       /* of one column; direct: its bytes, which lie where the column would */
  int32_t chunk_words; /* dual: words summed before the lanes are split */
  int has_borders;     /* the second position may have a bias of its own, */
  int32_t second;      /* so many elements behind that of the first; else 0 */
} dendrt_filters_t;

/* Words of a column of `length` elements. */
DENDRT_INLINE int32_t dendrt_column_words(int32_t length, int layout) {
  return layout == DENDRT_PAIRED ? (length + 3) / 4 * 2 : (length + 1) / 2;
}

/* The sums of the next `tile_filters` filters (dual, direct: 2 or 4; paired: 2; wide: 1 to 4); moves on past
 * them. `scaled`: layout dual leaves them times two. */
DENDRT_INLINE void dendrt_matrix_tile(dendrt_tile_t *tile, dendrt_filters_t *filters, const dendrt_uint32_t *column,
                                      int pixels, int tile_filters, int layout, int scaled) {
  const void *weights = dendrt_opaque(filters->weights);
  const int32_t *bias = (const int32_t *)dendrt_opaque(filters->bias);
  const int32_t words = filters->words;
  if (layout == DENDRT_DUAL)
    filters->weights = dendrt_dual_tile(tile, column, (const uint32_t *)weights, bias, filters->second, words,
                                        filters->chunk_words, pixels, tile_filters / 2, scaled);
  else if (layout == DENDRT_DIRECT)
    filters->weights =
        dendrt_direct_tile(tile, column, (const uint32_t *)weights, bias, words, tile_filters / 2, scaled);
  else if (layout == DENDRT_PAIRED)
    filters->weights = dendrt_paired_tile(tile, column, (const int8_t *)weights, bias, filters->second, words, pixels);
  else
    filters->weights =
        dendrt_wide_tile(tile, column, (const uint32_t *)weights, bias, filters->second, words, pixels, tile_filters);
  filters->bias = bias + tile_filters;
}

/* The sums of the next `count` (1 to 4; paired: 1 or 2) filters, the end of their block if less than a
 * full tile; an odd number is filled up in layouts dual and paired. One place for every tile, so that
 * a kernel that layers share holds each inner loop once. */
DENDRT_INLINE void dendrt_matrix_next(dendrt_tile_t *tile, dendrt_filters_t *filters, const dendrt_uint32_t *column,
                                      int pixels, int32_t count, int layout, int scaled) {
  if (layout == DENDRT_WIDE && count == 3)
    dendrt_matrix_tile(tile, filters, column, pixels, 3, layout, scaled);
  else if (layout != DENDRT_PAIRED && count > 2)
    dendrt_matrix_tile(tile, filters, column, pixels, 4, layout, scaled);
  else if (layout != DENDRT_WIDE || count == 2)
    dendrt_matrix_tile(tile, filters, column, pixels, 2, layout, scaled);
  else
    dendrt_matrix_tile(tile, filters, column, pixels, 1, layout, scaled);
}

/* Channels whose filters follow one another branch by branch, with `branches` branches. */
DENDRT_INLINE int32_t dendrt_block_channels(int32_t branches, int layout) {
  if (layout != DENDRT_WIDE)
    return DENDRT_BLOCK_CHANNELS;
  return branches == 1 ? 4 : branches == 2 ? 2 : 1;
}

#if defined(DENDRT_DSP_TILES)
/* Whether dendrt_matrix_folded can finish a layer's outputs. */
DENDRT_INLINE int dendrt_matrix_folds(const dendrt_filters_t *filters, const dendrt_channel_requant_t *requant,
                                      int output_size, int layout) {
  return requant->rounding == DENDRT_FOLDED && output_size == 1 && requant->min == INT8_MIN &&
         requant->max == INT8_MAX && __builtin_constant_p(requant->right) &&
         (layout == DENDRT_WIDE ||
          (layout == DENDRT_DUAL && filters->chunk_words >= filters->words && requant->left == 8));
}

/* Whether dendrt_matrix_dendritic can. */
DENDRT_INLINE int dendrt_matrix_is_dendritic(const dendrt_filters_t *filters, const dendrt_channel_requant_t *requant,
                                             const dendrt_dendrites_t *dendrites, int output_size, int layout) {
  return (layout == DENDRT_WIDE ||
          (layout == DENDRT_DUAL && !filters->has_borders && filters->chunk_words >= filters->words)) &&
         dendrites->count < 4 && dendrt_dsp_is_dendritic(requant, dendrites, output_size);
}

/* DENDRT_DSP_BLOCKS for columns of any length, and for short ones of known length, of `step`s of `bytes` bytes, the
 * first of which is `first`. */
#define DENDRT_MATRIX_BLOCKS(blocks, words, saved, tables, begin, first, step, bytes, finish, ...)                     \
  do {                                                                                                                 \
    if (__builtin_constant_p(words) && (words) <= DENDRT_STRAIGHT_WORDS) {                                             \
      DENDRT_DSP_BLOCKS(blocks, saved, tables, begin,                                                                  \
                        DENDRT_DSP_STRAIGHT(first(step), DENDRT_DSP_NEXT(step)),                                       \
                        finish, [steps] "i"((words) - 1), __VA_ARGS__);                                                \
    } else {                                                                                                           \
      (blocks)->late = DENDRT_DSP_LATE((words) - 1, bytes);                                                            \
      (blocks)->end = (blocks)->column + 2 * (words);                                                                  \
      DENDRT_DSP_BLOCKS(blocks, saved, tables, begin,                                                                  \
                        DENDRT_DSP_LOOP(first(step), DENDRT_DSP_NEXT(step), "28", "32"), finish, __VA_ARGS__);         \
    }                                                                                                                  \
  } while (0)

/* What blocks of outputs of `count` channels from `channel` on are made of, `values` being theirs. */
DENDRT_INLINE dendrt_dsp_blocks_t dendrt_matrix_blocks(const dendrt_filters_t *filters, const dendrt_uint32_t *column,
                                                       const int32_t *values, int32_t channel, int32_t count,
                                                       const dendrt_positions_t *positions) {
  const int32_t offset = channel * positions->size;
  return (dendrt_dsp_blocks_t){.column = column,
                               .weights = (const uint32_t *)dendrt_opaque(filters->weights),
                               .bias = (const int32_t *)dendrt_opaque(filters->bias),
                               .values = (const int32_t *)dendrt_opaque(values),
                               .first = (uint8_t *)positions->first + offset,
                               .second = (uint8_t *)positions->second + offset,
                               .size = count * positions->size};
}

/* The outputs of full blocks of channels from `channel` to `end` at two positions, in assembly from the first product
 * to the store. Returns the channel that follows. */
DENDRT_INLINE int32_t dendrt_matrix_folded(dendrt_filters_t *filters, const dendrt_uint32_t *column,
                                           const dendrt_channel_requant_t *requant, int32_t channel, int32_t end,
                                           const dendrt_positions_t *positions, int layout) {
  const int32_t words = filters->words, count = (end - channel) / DENDRT_BLOCK_CHANNELS * DENDRT_BLOCK_CHANNELS;
  if (count == 0)
    return channel;
  dendrt_dsp_blocks_t blocks =
      dendrt_matrix_blocks(filters, column, requant->folded + 2 * channel, channel, count, positions);
  if (filters->has_borders)
    blocks.slopes = blocks.bias + filters->second;
#define DENDRT_MATRIX_FOLDED(saved, tables, first, step, bytes, finish)                                                \
  DENDRT_MATRIX_BLOCKS(&blocks, words, saved, tables, "r5, r8, r10, r12", first, step, bytes, finish,                  \
                       [right] "i"(requant->right))
  if (layout == DENDRT_WIDE && filters->has_borders)
    DENDRT_MATRIX_FOLDED(DENDRT_DSP_SAVED ", r11", "+r", DENDRT_DSP_BORDER, DENDRT_DSP_WIDE_FOUR, 44,
                         DENDRT_DSP_FOLDED);
  else if (layout == DENDRT_WIDE)
    DENDRT_MATRIX_FOLDED(DENDRT_DSP_SAVED, "=r", DENDRT_DSP_FIRST, DENDRT_DSP_WIDE_FOUR, 44, DENDRT_DSP_FOLDED);
  else if (filters->has_borders)
    DENDRT_MATRIX_FOLDED(DENDRT_DSP_SAVED ", r11", "+r", DENDRT_DSP_BORDER, DENDRT_DSP_DUAL, 48,
                         DENDRT_DSP_SPLIT DENDRT_DSP_FOLDED);
  else
    DENDRT_MATRIX_FOLDED(DENDRT_DSP_SAVED, "=r", DENDRT_DSP_FIRST, DENDRT_DSP_DUAL, 48,
                         DENDRT_DSP_SPLIT DENDRT_DSP_FOLDED);
#undef DENDRT_MATRIX_FOLDED
  filters->weights = blocks.weights;
  filters->bias = blocks.bias;
  return channel + count;
}

/* What blocks with dendrites are made of. */
DENDRT_INLINE dendrt_dsp_blocks_t dendrt_matrix_dendritic_blocks(const dendrt_filters_t *filters,
                                                                 const dendrt_uint32_t *column,
                                                                 const dendrt_channel_requant_t *requant,
                                                                 const dendrt_dendrites_t *dendrites, int32_t channel,
                                                                 int32_t count, const dendrt_positions_t *positions) {
  dendrt_dsp_blocks_t blocks = dendrt_matrix_blocks(
      filters, column, dendrites->parameters + channel * dendrt_parameter_count(dendrites), channel, count, positions);
  blocks.offsets = dendrt_dsp_offsets(dendrites);
  blocks.slopes = filters->has_borders ? blocks.bias + filters->second : dendrt_dsp_slopes(dendrites, blocks.offsets);
  blocks.multipliers = (const int32_t *)dendrt_opaque(requant->multipliers + channel);
  return blocks;
}

/* The same with one to three dendrites. */
DENDRT_INLINE int32_t dendrt_matrix_dendritic(dendrt_filters_t *filters, const dendrt_uint32_t *column,
                                              const dendrt_channel_requant_t *requant,
                                              const dendrt_dendrites_t *dendrites, int32_t channel, int32_t end,
                                              const dendrt_positions_t *positions) {
  const int32_t words = filters->words, block = dendrites->count == 1 ? 2 : 1;
  const int32_t count = (end - channel) / block * block;
  if (count == 0)
    return channel;
  dendrt_dsp_blocks_t blocks =
      dendrt_matrix_dendritic_blocks(filters, column, requant, dendrites, channel, count, positions);
#define DENDRT_MATRIX_DENDRITIC(begin, own_first, step, bytes, signals, neurons)                                       \
  do {                                                                                                                 \
    if (filters->has_borders)                                                                                          \
      DENDRT_MATRIX_SIGNALS(begin, own_first, step, bytes,                                                             \
                            DENDRT_DSP_DENDRITIC(DENDRT_DSP_ONE_TABLE, signals, neurons));                             \
    else                                                                                                               \
      DENDRT_MATRIX_SIGNALS(begin, DENDRT_DSP_FIRST, step, bytes,                                                      \
                            DENDRT_DSP_DENDRITIC(DENDRT_DSP_TABLES, signals, neurons));                                \
  } while (0)
#define DENDRT_MATRIX_SIGNALS(begin, first, step, bytes, finish)                                                       \
  DENDRT_MATRIX_BLOCKS(&blocks, words, DENDRT_DSP_SAVED ", r10, r11, r12", "+r", begin, first, step, bytes, finish,    \
                       DENDRT_DSP_DENDRITES(requant, dendrites, positions->size))
  if (dendrites->count == 1)
    DENDRT_MATRIX_DENDRITIC("r5, r8, r10, r12", DENDRT_DSP_BORDER_DENDRITIC, DENDRT_DSP_WIDE_FOUR, 44,
                            DENDRT_DSP_ONE_EACH, DENDRT_DSP_NEURON("r5", "r6") DENDRT_DSP_NEURON("r8", "r9"));
  else if (dendrites->count == 2)
    DENDRT_MATRIX_DENDRITIC("r5, r8, r10", DENDRT_DSP_BORDER_THREE, DENDRT_DSP_WIDE_THREE, 36, DENDRT_DSP_TWO_DENDRITES,
                            DENDRT_DSP_NEURON("r5", "r6"));
  else
    DENDRT_MATRIX_DENDRITIC("r5, r8, r10, r12", DENDRT_DSP_BORDER_DENDRITIC, DENDRT_DSP_WIDE_FOUR, 44,
                            DENDRT_DSP_THREE_DENDRITES, DENDRT_DSP_NEURON("r5", "r6"));
#undef DENDRT_MATRIX_SIGNALS
#undef DENDRT_MATRIX_DENDRITIC
  filters->weights = blocks.weights;
  filters->bias = blocks.bias;
  return channel + count;
}

/* The same in layout dual, by way of `sums`: full blocks of channels from `channel` to `end`. */
DENDRT_INLINE int32_t dendrt_matrix_dual_dendritic(dendrt_filters_t *filters, const dendrt_uint32_t *column,
                                                   const dendrt_channel_requant_t *requant,
                                                   const dendrt_dendrites_t *dendrites, int32_t channel, int32_t end,
                                                   dendrt_int32_t *sums, const dendrt_positions_t *positions) {
  const int32_t words = filters->words, count = (end - channel) / DENDRT_BLOCK_CHANNELS * DENDRT_BLOCK_CHANNELS;
  const int32_t all = 8 * DENDRT_BLOCK_CHANNELS * (dendrites->count + 1);
  if (count == 0)
    return channel;
  dendrt_dsp_blocks_t blocks =
      dendrt_matrix_dendritic_blocks(filters, column, requant, dendrites, channel, count, positions);
#define DENDRT_MATRIX_DUAL(load, signals)                                                                              \
  do {                                                                                                                 \
    if (__builtin_constant_p(words) && words <= DENDRT_STRAIGHT_WORDS)                                                 \
      DENDRT_DSP_DUAL_BLOCKS(                                                                                          \
          &blocks, sums,                                                                                               \
          DENDRT_DSP_STRAIGHT(DENDRT_DSP_FIRST(DENDRT_DSP_DUAL), DENDRT_DSP_NEXT(DENDRT_DSP_DUAL)), load, signals,     \
          DENDRT_DSP_NEURON("r5", "r6"), DENDRT_DSP_DENDRITES(requant, dendrites, positions->size), [all] "i"(all),    \
          [steps] "i"(words - 1));                                                                                     \
    else                                                                                                               \
      DENDRT_DSP_DUAL_BLOCKS(                                                                                          \
          &blocks, sums,                                                                                               \
          DENDRT_DSP_LOOP(DENDRT_DSP_FIRST(DENDRT_DSP_DUAL), DENDRT_DSP_NEXT(DENDRT_DSP_DUAL), "28", "32"), load,      \
          signals, DENDRT_DSP_NEURON("r5", "r6"), DENDRT_DSP_DENDRITES(requant, dendrites, positions->size),           \
          [all] "i"(all));                                                                                             \
  } while (0)
  blocks.late = DENDRT_DSP_LATE(words - 1, 48);
  blocks.end = column + 2 * words;
  if (dendrites->count == 1)
    DENDRT_MATRIX_DUAL(DENDRT_DSP_SUMS_TWO, DENDRT_DSP_ONE_DENDRITE);
  else if (dendrites->count == 2)
    DENDRT_MATRIX_DUAL(DENDRT_DSP_SUMS_THREE, DENDRT_DSP_TWO_DENDRITES);
  else
    DENDRT_MATRIX_DUAL(DENDRT_DSP_SUMS_FOUR, DENDRT_DSP_THREE_DENDRITES);
#undef DENDRT_MATRIX_DUAL
  filters->weights = blocks.weights;
  filters->bias = blocks.bias;
  return channel + count;
}
#undef DENDRT_MATRIX_BLOCKS
#endif

/* Outputs [channel, channel + channels) of `pixels` (1 or 2) positions from their columns; `filters`
 * moves on to those that follow. Where all filters of a block fit one tile its sums go straight on
 * to the neurons, else by way of `sums`. */
DENDRT_INLINE void dendrt_matrix(dendrt_filters_t *filters, const dendrt_uint32_t *column,
                                 const dendrt_channel_requant_t *requant, const dendrt_dendrites_t *dendrites,
                                 int32_t channel, int32_t channels, int pixels, dendrt_int32_t *sums,
                                 const dendrt_positions_t *positions, int layout) {
  const int32_t branches = dendrites->count + 1, block = dendrt_block_channels(branches, layout);
  const int32_t tile_filters = layout == DENDRT_PAIRED ? 2 : 4;
  const int32_t end = channel + channels;
  /* Sums come as their rounding takes them: layout wide has it in the weights. */
  const int scaled = branches == 1 && ((requant->rounding == DENDRT_TFLITE && layout != DENDRT_PAIRED) ||
                                       (requant->rounding == DENDRT_FOLDED && layout == DENDRT_WIDE));
  const int plain = branches == 1, direct = plain || (layout == DENDRT_WIDE && branches <= 4);
  const int32_t step = plain && layout == DENDRT_PAIRED ? 2 : block;
  /* Known at compile time for most layers: no smaller block, no smaller tile at the end. */
  const int even_blocks = channels % step == 0;
  const int even_tiles = even_blocks && step * branches % tile_filters == 0;
#if defined(DENDRT_DSP_TILES)
  if (pixels == 2 && dendrt_matrix_folds(filters, requant, positions->size, layout))
    channel = dendrt_matrix_folded(filters, column, requant, channel, end, positions, layout);
  else if (pixels == 2 && dendrt_matrix_is_dendritic(filters, requant, dendrites, positions->size, layout))
    channel = layout == DENDRT_DUAL
                  ? dendrt_matrix_dual_dendritic(filters, column, requant, dendrites, channel, end, sums, positions)
                  : dendrt_matrix_dendritic(filters, column, requant, dendrites, channel, end, positions);
#endif
  while (channel < end) {
    const int32_t left = end - channel, count = even_blocks || left >= step ? step : left;
    int32_t filters_left = count * branches;
    dendrt_int32_t *place = sums;
    dendrt_tile_t tile;
    for (;;) {
      const int32_t next = even_tiles || filters_left >= tile_filters ? tile_filters : filters_left;
      dendrt_matrix_next(&tile, filters, column, pixels, next, layout, scaled);
      if (direct)
        break;
      dendrt_tile_leave(&tile, next, pixels, place);
      place += next * pixels;
      filters_left -= next;
      if (filters_left == 0)
        break;
    }
    if (plain)
      dendrt_neuron_tile(requant, &tile, channel, count, pixels, positions, scaled);
    else if (direct)
      dendrt_neuron_dendritic_tile(requant, dendrites, &tile, channel, count, pixels, positions);
    else if (even_blocks || count == block) /* the usual block, with constant distances in `sums` */
      dendrt_neuron_block(requant, dendrites, sums, channel, block, pixels, positions);
    else
      dendrt_neuron_block(requant, dendrites, sums, channel, count, pixels, positions);
    channel += count;
  }
}

#endif
