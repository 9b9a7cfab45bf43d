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

/* Puts the sums of `count` filters of a branch where dendrt_winograd_dendritic finds them. */
DENDRT_INLINE void dendrt_winograd_leave(dendrt_int32_t *outputs, const dendrt_int32_t *sums, const int32_t *bias,
                                         int32_t count) {
  for (int32_t i = 0; i < count; ++i)
    for (int tile = 0; tile < DENDRT_WINOGRAD_TILES; ++tile, outputs += 4) {
      const dendrt_winograd_tile_t own = dendrt_winograd_tile(sums + DENDRT_WINOGRAD_TILES * i + tile, bias[i]);
      for (int output = 0; output < 4; ++output)
        outputs[output] = (int32_t)own.value[output] >> 2;
    }
}

/* Finishes `count` channels from `channel` on, with dendrites: outputs[branch][4 channels][tile][4 outputs]. */
DENDRT_INLINE void dendrt_winograd_dendritic(const dendrt_channel_requant_t *requant,
                                             const dendrt_dendrites_t *dendrites, dendrt_int32_t *outputs,
                                             int32_t channel, int32_t count, const dendrt_winograd_target_t *target) {
  const int32_t parameter_count = dendrt_parameter_count(dendrites);
  const int32_t *p = (const int32_t *)dendrt_opaque(dendrites->parameters + channel * parameter_count);
  const dendrt_channel_requant_t own = dendrt_requant_opaque(requant);
  const void *middle = dendrt_table_middle(dendrites);
  for (int32_t end = channel + count; channel < end; ++channel, p += parameter_count) {
    const dendrt_factor_t factor = dendrt_factor_of(&own, channel, 0);
    for (int i = 0; i < DENDRT_WINOGRAD_OUTPUTS; ++i, ++outputs) {
      const int32_t sum = dendrt_neuron_sum(dendrites, middle, p, outputs, 4 * DENDRT_WINOGRAD_OUTPUTS);
      dendrt_store_element(dendrt_winograd_position(target, i / 4, i % 4), channel,
                           dendrt_requantize_channel(sum, factor, &own), target->size);
    }
  }
}

/* Output rows [first, first + count), two at a time, of elements of `output_size` bytes. */
DENDRT_INLINE void dendrt_conv2d_winograd_rows(const dendrt_conv2d_winograd_t *layer, const void *input, void *output,
                                               void *scratch, int32_t first, int32_t count, int output_size) {
  const dendrt_conv2d_shape_t *shape = &layer->shape;
  const dendrt_plane_t *plane = &shape->input;
  const int32_t channels = shape->output.channels, width = shape->output.width, branches = layer->dendrites.count + 1;
  const int32_t size = (plane->channels + 3) & ~3, words = size / 2, step = channels * output_size;
  dendrt_uint32_t *columns = (dendrt_uint32_t *)scratch;
  dendrt_int32_t *sums = (dendrt_int32_t *)(columns + DENDRT_WINOGRAD_PRODUCTS * DENDRT_WINOGRAD_TILES * words);
  dendrt_int32_t *outputs = sums + DENDRT_WINOGRAD_PRODUCTS * DENDRT_WINOGRAD_OUTPUTS;
  void *patch = outputs + (branches > 1 ? 4 * DENDRT_WINOGRAD_OUTPUTS * branches : 0);
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
      /* Tiles at the edge go to the patch first. */
      const int32_t rows = end - first < 2 ? 1 : 2, positions = width - x < 4 ? width - x : 4;
      const int whole = rows == 2 && positions == 4;
      dendrt_winograd_target_t target = {.step = step, .size = output_size};
      void *places[2];
      for (int row = 0; row < 2; ++row) {
        places[row] = row < rows ? dendrt_conv2d_output(&shape->output, output, first + row, x, output_size) : NULL;
        target.rows[row] = whole ? places[row] : dendrt_at_mutable(patch, 4 * row * step);
      }
      const uint32_t *weights = (const uint32_t *)dendrt_opaque(layer->weights);
      const int32_t *bias = (const int32_t *)dendrt_opaque(layer->bias);
      for (int32_t channel = 0; channel < channels; channel += DENDRT_BLOCK_CHANNELS) {
        const int32_t left_over = channels - channel;
        const int32_t block = left_over < DENDRT_BLOCK_CHANNELS ? left_over : DENDRT_BLOCK_CHANNELS;
        for (int32_t branch = 0; branch < branches; ++branch, bias += block) {
          weights = dendrt_winograd_sums(sums, columns, weights, words);
          if (branches == 1)
            dendrt_winograd_plain(&layer->requant, sums, bias, channel, block, &target);
          else
            dendrt_winograd_leave(outputs + 4 * DENDRT_WINOGRAD_OUTPUTS * branch, sums, bias, block);
        }
        if (branches > 1)
          dendrt_winograd_dendritic(&layer->requant, &layer->dendrites, outputs, channel, block, &target);
      }
      for (int32_t row = 0; row < rows && !whole; ++row)
        memcpy(places[row], target.rows[row], (size_t)(positions * step));
    }
}

/* dendrt_conv2d_s8_winograd(layer, input, output, scratch): all rows; ..._rows: output rows [first, first + count), two
 * at a time, for which the input rows of their windows are in the input's ring.
 *   input   [height][width][channels] int8, row-addressed
 *   output  the same of int8 (_s8_winograd), or int16 aligned to 2 (_s8_s16_winograd); not the input
 *   scratch aligned to 4; 64 * P + 512 bytes, with dendrites 128 * (D + 1) more, and the larger of 24 * P and 8 * C
 *           elements of output; P = input channels rounded up to a multiple of 4, C output channels, D dendrites
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
