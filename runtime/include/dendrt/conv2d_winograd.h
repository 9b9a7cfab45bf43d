/* conv2d_winograd.h: int8 convolution of 3x3 windows with strides of 1, with 16 products for 4 outputs instead of 36.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#ifndef DENDRT_CONV2D_WINOGRAD_H
#define DENDRT_CONV2D_WINOGRAD_H

#include "neuron.h"
#include "shape.h"
#include "winograd.h"

/* For cores with SMLAD, where flash allows. Packing, bias and conditions: README, "Layout winograd". */
typedef struct {
  dendrt_conv2d_shape_t shape;      /* a window of 3x3, strides and dilations of 1, one group */
  const uint32_t *weights;          /* `left` - 2 bits to the left, `left` being 2 or, FOLDED, requant.left */
  const int32_t *bias;              /* one per filter, `left` bits to the left */
  dendrt_channel_requant_t requant; /* multipliers per output channel; FOLDED: left is 2 or more */
  dendrt_dendrites_t dendrites;
} dendrt_conv2d_winograd_t;

/* Copies the inputs of two tiles, which begin at input row `y`, column `x`, to `patch`, positions of `size` bytes:
 * padding, and channels beyond the input's, are the zero point. */
DENDRT_INLINE void dendrt_winograd_gather(const dendrt_conv2d_shape_t *shape, const void *input, int32_t y, int32_t x,
                                          void *patch, int32_t size) {
  const dendrt_plane_t *plane = &shape->input;
  const int32_t channels = plane->channels, whole = channels & ~3;
  const uint32_t padding = ((uint32_t)shape->input_zero_point & 0xff) * 0x01010101;
  for (int32_t row = y; row < y + DENDRT_WINOGRAD_ROWS; ++row) {
    const int inside = row >= 0 && row < plane->height;
    const int32_t offset = inside ? dendrt_row_offset(plane, row) : 0;
    for (int32_t column = x; column < x + DENDRT_WINOGRAD_COLUMNS; ++column, patch = dendrt_at_mutable(patch, size)) {
      const int32_t copied = inside && column >= 0 && column < plane->width ? whole : 0;
      const void *position = dendrt_at(input, offset + column * channels);
      for (int32_t i = 0; i < copied; i += 4)
        dendrt_store32(dendrt_at_mutable(patch, i), dendrt_load32(dendrt_at(position, i)));
      for (int32_t i = copied; i < size; i += 4)
        dendrt_store32(dendrt_at_mutable(patch, i), padding);
      if (inside && column >= 0 && column < plane->width)
        for (int32_t i = whole; i < channels; ++i)
          ((int8_t *)patch)[i] = ((const int8_t *)position)[i];
    }
  }
}

/* Where the outputs of two tiles go: channel 0 of the first position of both rows, the bytes from one position to the
 * next and of an element. */
typedef struct {
  void *rows[2];
  int32_t step;
  int size;
} dendrt_winograd_target_t;

/* The output position of output `i` of tile `tile`. */
DENDRT_INLINE void *dendrt_winograd_position(const dendrt_winograd_target_t *target, int tile, int i) {
  return dendrt_at_mutable(target->rows[i / 2], (2 * tile + i % 2) * target->step);
}

/* Finishes `count` channels from `channel` on, without dendrites. */
DENDRT_INLINE void dendrt_winograd_plain(const dendrt_channel_requant_t *requant, const dendrt_int32_t *sums,
                                         const int32_t *bias, int32_t channel, int32_t count,
                                         const dendrt_winograd_target_t *target) {
  const dendrt_channel_requant_t own = dendrt_requant_opaque(requant);
  const int folded = own.rounding == DENDRT_FOLDED;
#if defined(DENDRT_DSP_TILES)
  if (dendrt_winograd_finishes(&own, target->step, target->size)) {
    dendrt_winograd_finish(&own, sums, bias, channel, count, dendrt_at_mutable(target->rows[0], channel),
                           dendrt_at_mutable(target->rows[1], channel), target->step);
    return;
  }
#endif
  for (int32_t end = channel + count; channel < end; ++channel, sums += DENDRT_WINOGRAD_TILES) {
    const dendrt_factor_t factor = dendrt_factor_of(&own, channel, folded);
    const int32_t own_bias = *bias++;
    for (int tile = 0; tile < DENDRT_WINOGRAD_TILES; ++tile) {
      const dendrt_winograd_tile_t outputs = dendrt_winograd_tile(sums + tile, own_bias);
#define DENDRT_WINOGRAD_OUTPUT(i)                                                                                      \
  dendrt_store_element(dendrt_winograd_position(target, tile, i), channel,                                             \
                       dendrt_requantize_channel((int32_t)outputs.value[i] >> (folded ? 0 : 2), factor, &own),         \
                       target->size)
      DENDRT_WINOGRAD_OUTPUT(0);
      DENDRT_WINOGRAD_OUTPUT(1);
      DENDRT_WINOGRAD_OUTPUT(2);
      DENDRT_WINOGRAD_OUTPUT(3);
#undef DENDRT_WINOGRAD_OUTPUT
    }
  }
}

/* The channels of a block whose branches are finished one after another. */
typedef struct {
  int32_t channel, count;    /* the first, and how many */
  dendrt_int16_t *signals;   /* [dendrite][4 channels][8 outputs] */
  const int32_t *parameters; /* of the first channel */
  int32_t parameter_count;   /* of each */
} dendrt_winograd_block_t;

/* The signals of dendrite `k` from its sums. */
DENDRT_INLINE void dendrt_winograd_signals(const dendrt_dendrites_t *dendrites, const dendrt_int32_t *sums,
                                           const int32_t *bias, const dendrt_winograd_block_t *block, int32_t k) {
  const void *middle = dendrt_table_middle(dendrites);
  for (int32_t i = 0; i < block->count; ++i)
    for (int tile = 0; tile < DENDRT_WINOGRAD_TILES; ++tile) {
      const dendrt_winograd_tile_t own = dendrt_winograd_tile(sums + DENDRT_WINOGRAD_TILES * i + tile, bias[i]);
      for (int output = 0; output < 4; ++output) {
        const int32_t *p = block->parameters + i * block->parameter_count + dendrt_dendrite_parameter(k);
        dendrt_int16_t *d = block->signals + DENDRT_WINOGRAD_OUTPUTS * i + DENDRT_WINOGRAD_TILES * output + tile;
        int32_t sum = (int32_t)own.value[output] >> 2;
        for (int32_t left = k; left > 0; --left, d += DENDRT_WINOGRAD_SIGNALS)
          sum = dendrt_scale_add(*p++, *d, sum);
        *d = (int16_t)dendrt_dendrite(dendrites, middle, *p, sum);
      }
    }
}

/* The outputs of the neurons, from their sums and their dendrites' signals. */
DENDRT_INLINE void dendrt_winograd_neurons(const dendrt_channel_requant_t *requant, int32_t dendrite_count,
                                           const dendrt_int32_t *sums, const int32_t *bias,
                                           const dendrt_winograd_block_t *block,
                                           const dendrt_winograd_target_t *target) {
  for (int32_t i = 0; i < block->count; ++i) {
    const int32_t channel = block->channel + i;
    const dendrt_factor_t factor = dendrt_factor_of(requant, channel, 0);
    for (int tile = 0; tile < DENDRT_WINOGRAD_TILES; ++tile) {
      const dendrt_winograd_tile_t own = dendrt_winograd_tile(sums + DENDRT_WINOGRAD_TILES * i + tile, bias[i]);
      for (int output = 0; output < 4; ++output) {
        const int32_t *p = block->parameters + i * block->parameter_count;
        const dendrt_int16_t *d = block->signals + DENDRT_WINOGRAD_OUTPUTS * i + DENDRT_WINOGRAD_TILES * output + tile;
        int32_t sum = (int32_t)own.value[output] >> 2;
        for (int32_t k = 0; k < dendrite_count; ++k, d += DENDRT_WINOGRAD_SIGNALS)
          sum = dendrt_scale_add(p[dendrt_dendrite_parameter(k + 1) - 1], *d, sum);
        dendrt_store_element(dendrt_winograd_position(target, tile, output), channel,
                             dendrt_requantize_channel(sum, factor, requant), target->size);
      }
    }
  }
}

/* Finishes a branch of a layer with dendrites: those in their order, then the neuron. */
DENDRT_INLINE void dendrt_winograd_branch(const dendrt_channel_requant_t *requant, const dendrt_dendrites_t *dendrites,
                                          const dendrt_int32_t *sums, const int32_t *bias,
                                          const dendrt_winograd_block_t *block, int32_t branch,
                                          const dendrt_winograd_target_t *target) {
  const dendrt_channel_requant_t own = dendrt_requant_opaque(requant);
#if defined(DENDRT_DSP_TILES)
  if (dendrt_winograd_is_dendritic(requant, dendrites, target->step, target->size)) {
    if (branch < dendrites->count)
      dendrt_winograd_dendrite(dendrites, sums, bias, block->parameters, 4 * block->parameter_count, branch,
                               block->count, block->signals);
    else
      dendrt_winograd_neuron(
          &own, dendrites, sums, bias, block->parameters, 4 * block->parameter_count, block->channel, block->count,
          block->signals, dendrt_at_mutable(target->rows[0], block->channel * target->size),
          dendrt_at_mutable(target->rows[1], block->channel * target->size), target->step, target->size);
    return;
  }
#endif
  if (branch < dendrites->count)
    dendrt_winograd_signals(dendrites, sums, bias, block, branch);
  else
    dendrt_winograd_neurons(&own, dendrites->count, sums, bias, block, target);
}

/* Output rows [first, first + count), two at a time, of elements of `output_size` bytes. */
DENDRT_INLINE void dendrt_conv2d_winograd_rows(const dendrt_conv2d_winograd_t *layer, const void *input, void *output,
                                               void *scratch, int32_t first, int32_t count, int output_size) {
  const dendrt_conv2d_shape_t *shape = &layer->shape;
  const dendrt_plane_t *plane = &shape->input;
  const int32_t channels = shape->output.channels, width = shape->output.width, branches = layer->dendrites.count + 1;
  const int32_t size = (plane->channels + 3) & ~3, words = size / 2, step = channels * output_size;
  const int32_t parameter_count = dendrt_parameter_count(&layer->dendrites);
  /* What has been gathered is transformed before the first sum. */
  dendrt_uint32_t *columns = (dendrt_uint32_t *)scratch;
  void *patch = columns + DENDRT_WINOGRAD_PRODUCTS * DENDRT_WINOGRAD_TILES * words;
  dendrt_int32_t *sums = (dendrt_int32_t *)patch;
  dendrt_int16_t *signals = (dendrt_int16_t *)(sums + DENDRT_WINOGRAD_PRODUCTS * DENDRT_WINOGRAD_OUTPUTS);
  void *edge = signals + DENDRT_WINOGRAD_SIGNALS * layer->dendrites.count;
  for (const int32_t end = first + count; first < end; first += 2)
    for (int32_t x = 0; x < width; x += 4) {
      const int32_t top = first - shape->window.pad_top, left = x - shape->window.pad_left;
      dendrt_winograd_source_t source = {.step = size};
      if (size == plane->channels && top >= 0 && top + DENDRT_WINOGRAD_ROWS <= plane->height && left >= 0 &&
          left + DENDRT_WINOGRAD_COLUMNS <= plane->width)
        for (int row = 0; row < DENDRT_WINOGRAD_ROWS; ++row)
          source.rows[row] = dendrt_at(input, dendrt_row_offset(plane, top + row) + left * size);
      else {
        dendrt_winograd_gather(shape, input, top, left, patch, size);
        for (int row = 0; row < DENDRT_WINOGRAD_ROWS; ++row)
          source.rows[row] = dendrt_at(patch, row * DENDRT_WINOGRAD_COLUMNS * size);
      }
      dendrt_winograd_columns(&source, columns, words);
      /* Tiles at the edge go to scratch first. */
      const int32_t rows = end - first < 2 ? 1 : 2, positions = width - x < 4 ? width - x : 4;
      const int whole = rows == 2 && positions == 4;
      dendrt_winograd_target_t target = {.step = step, .size = output_size};
      void *places[2];
      for (int row = 0; row < 2; ++row) {
        places[row] = row < rows ? dendrt_conv2d_output(&shape->output, output, first + row, x, output_size) : NULL;
        target.rows[row] = whole ? places[row] : dendrt_at_mutable(edge, 4 * row * step);
      }
      const uint32_t *weights = (const uint32_t *)dendrt_opaque(layer->weights);
      const int32_t *bias = (const int32_t *)dendrt_opaque(layer->bias);
      for (int32_t channel = 0; channel < channels; channel += DENDRT_BLOCK_CHANNELS) {
        const int32_t left_over = channels - channel;
        const dendrt_winograd_block_t block = {
            channel, left_over < DENDRT_BLOCK_CHANNELS ? left_over : DENDRT_BLOCK_CHANNELS, signals,
            branches > 1 ? layer->dendrites.parameters + channel * parameter_count : NULL, parameter_count};
        for (int32_t branch = 0; branch < branches; ++branch, bias += block.count) {
          weights = dendrt_winograd_sums(sums, columns, weights, words);
          if (branches == 1)
            dendrt_winograd_plain(&layer->requant, sums, bias, channel, block.count, &target);
          else
            dendrt_winograd_branch(&layer->requant, &layer->dendrites, sums, bias, &block, branch, &target);
        }
      }
      for (int32_t row = 0; row < rows && !whole; ++row)
        memcpy(places[row], target.rows[row], (size_t)(positions * step));
    }
}

/* dendrt_conv2d_s8_winograd(layer, input, output, scratch): all rows; ..._rows: output rows [first, first + count), two
 * at a time, for which the input rows of their windows are in the input's ring.
 *   input   [height][width][channels] int8, row-addressed
 *   output  the same of int8 (_s8_winograd), or int16 aligned to 2 (_s8_s16_winograd); not the input
 *   scratch aligned to 4; 64 * P bytes, and the larger of 24 * P and 512 + 64 * D + 8 * C elements of output;
 *           P = input channels rounded up to a multiple of 4, C output channels, D dendrites
 * Not checked: sizes, alignment, overflow (the packer proves the bounds). */
#define DENDRT_CONV2D_WINOGRAD(types, output_size)                                                                     \
  typedef dendrt_conv2d_winograd_t dendrt_conv2d_##types##_winograd_t;                                                 \
  DENDRT_INLINE void dendrt_conv2d_##types##_winograd_rows(const dendrt_conv2d_##types##_winograd_t *layer,            \
                                                           const void *input, void *output, void *scratch,             \
                                                           int32_t first, int32_t count) {                             \
    dendrt_conv2d_winograd_rows(layer, input, output, scratch, first, count, output_size);                             \
  }                                                                                                                    \
  DENDRT_INLINE void dendrt_conv2d_##types##_winograd(const dendrt_conv2d_##types##_winograd_t *layer,                 \
                                                      const void *input, void *output, void *scratch) {                \
    dendrt_conv2d_winograd_rows(layer, input, output, scratch, 0, layer->shape.output.height, output_size);            \
  }
DENDRT_CONV2D_WINOGRAD(s8, 1)
DENDRT_CONV2D_WINOGRAD(s8_s16, 2)
#undef DENDRT_CONV2D_WINOGRAD

#endif
