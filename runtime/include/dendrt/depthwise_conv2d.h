/* depthwise_conv2d.h: depthwise convolution with dendrites, int8 and int16.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Method: four channels at a time, tap by tap, straight from the input; taps outside it read a group
 * of four zero points. */
#ifndef DENDRT_DEPTHWISE_CONV2D_H
#define DENDRT_DEPTHWISE_CONV2D_H

#include "neuron.h"
#include "quad.h"
#include "window.h"

/* Output channel c reads input channel c / (output channels / input channels). */
typedef struct {
  dendrt_plane_t input, output; /* output channels: a multiple of the input's */
  dendrt_window_t window;
  int32_t input_zero_point; /* what padding reads */
} dendrt_depthwise_conv2d_shape_t;

/* Weights of four channels' taps side by side: README, "Layout quad". */
typedef struct {
  dendrt_depthwise_conv2d_shape_t shape;
  const int8_t *weights;            /* aligned to 4 */
  const int32_t *bias;              /* as the weights, four per block and branch */
  dendrt_channel_requant_t requant; /* multipliers per output channel */
  dendrt_dendrites_t dendrites;
} dendrt_depthwise_conv2d_quad_t;

/* What the sums of four channels at one position are made of. */
typedef struct {
  const dendrt_window_t *window;
  const dendrt_plane_t *plane;
  const dendrt_taps_t *taps;
  const void *zero_points; /* four of them */
  const int8_t *weights;
  const int32_t *bias;
  int size; /* bytes of an input element */
} dendrt_depthwise_source_t;

/* The sums over a window wholly inside the input, whose first tap's four channels are at `x`, in row
 * `slot` of the buffer. */
DENDRT_INLINE void dendrt_depthwise_inside(int32_t *s, const dendrt_depthwise_source_t *source, const void *x,
                                           int32_t slot) {
  const dendrt_window_t *window = source->window;
  const dendrt_plane_t *plane = source->plane;
  const int8_t *weights = source->weights;
  const int32_t step = window->dilation_width * plane->channels * source->size;
  for (int32_t ky = 0; ky < window->height; ++ky) {
    for (int32_t kx = 0; kx < window->width; ++kx)
      dendrt_quad_step(s, dendrt_at(x, kx * step), &weights, source->size);
    x = dendrt_at(x, window->dilation_height * plane->row_size);
    slot += window->dilation_height;
    if (plane->row_capacity < plane->height && slot >= plane->row_capacity) {
      slot -= plane->row_capacity;
      x = dendrt_at(x, -plane->row_capacity * plane->row_size);
    }
  }
}

/* The same for a window that reaches beyond the input: `input` moved to the four channels. */
DENDRT_INLINE void dendrt_depthwise_border(int32_t *s, const dendrt_depthwise_source_t *source, const void *input) {
  const dendrt_window_t *window = source->window;
  const dendrt_plane_t *plane = source->plane;
  const dendrt_taps_t *taps = source->taps;
  const int8_t *weights = source->weights;
  const int32_t step = window->dilation_width * plane->channels * source->size;
  for (int32_t ky = 0; ky < window->height; ++ky) {
    const void *x = NULL;
    if (ky >= taps->top && ky < taps->bottom)
      x = dendrt_at(dendrt_taps_row(window, plane, input, taps, ky), taps->column * plane->channels * source->size);
    for (int32_t kx = 0; kx < window->width; ++kx) {
      const int outside = !x || kx < taps->left || kx >= taps->right;
      dendrt_quad_step(s, outside ? source->zero_points : dendrt_at(x, kx * step), &weights, source->size);
    }
  }
}

/* The same for output channels from `channel` on that are fewer than four or read input channels
 * other than their own, element by element. */
DENDRT_INLINE void dendrt_depthwise_single(int32_t *s, const dendrt_depthwise_source_t *source, const void *input,
                                           int32_t channel, int32_t count, int32_t multiplier) {
  const dendrt_window_t *window = source->window;
  const dendrt_plane_t *plane = source->plane;
  const dendrt_taps_t *taps = source->taps;
  const int8_t *w = source->weights;
  for (int32_t ky = 0; ky < window->height; ++ky) {
    const void *row = NULL;
    if (ky >= taps->top && ky < taps->bottom)
      row = dendrt_taps_row(window, plane, input, taps, ky);
    for (int32_t kx = 0; kx < window->width; ++kx, w += 4) {
      const int outside = !row || kx < taps->left || kx >= taps->right;
      const int32_t position = (taps->column + kx * window->dilation_width) * plane->channels;
      for (int32_t i = 0; i < count; ++i) {
        const int32_t weight = w[source->size == 1 || i == 0 || i == 3 ? i : 3 - i];
        const int32_t x = outside ? dendrt_load_element(source->zero_points, 0, source->size)
                                  : dendrt_load_element(row, position + (channel + i) / multiplier, source->size);
        s[i] += x * weight;
      }
    }
  }
}

/* Outputs of all channels at the position whose window is at `taps`, all of them `inside` the input
 * or not. */
DENDRT_INLINE void dendrt_depthwise_position(const dendrt_depthwise_conv2d_quad_t *layer, const void *input,
                                             dendrt_int32_t *sums, const void *zero_points, const dendrt_taps_t *taps,
                                             int inside, const dendrt_positions_t *positions, int size) {
  const dendrt_depthwise_conv2d_shape_t *shape = &layer->shape;
  const dendrt_window_t *window = &shape->window;
  const dendrt_plane_t *plane = &shape->input;
  const int32_t outputs = shape->output.channels, branches = layer->dendrites.count + 1;
  const int32_t multiplier = outputs / plane->channels, slot = inside ? dendrt_row_slot(plane, taps->row) : 0;
  const int32_t first = inside ? slot * plane->row_size + taps->column * plane->channels * size : 0;
  const int even_blocks = outputs % 4 == 0;
  dendrt_depthwise_source_t source = {window,
                                      plane,
                                      taps,
                                      zero_points,
                                      (const int8_t *)dendrt_opaque(layer->weights),
                                      (const int32_t *)dendrt_opaque(layer->bias),
                                      size};
  for (int32_t channel = 0; channel < outputs; channel += 4) {
    const int32_t count = even_blocks || outputs - channel >= 4 ? 4 : outputs - channel;
    dendrt_int32_t *place = sums;
    dendrt_tile_t tile = {{0}};
    for (int32_t branch = 0; branch < branches; ++branch) {
      int32_t s[4] = {source.bias[0], source.bias[1], source.bias[2], source.bias[3]};
      if (multiplier != 1 || count < 4)
        dendrt_depthwise_single(s, &source, input, channel, count, multiplier);
      else if (inside)
        dendrt_depthwise_inside(s, &source, dendrt_at(input, first + channel * size), slot);
      else
        dendrt_depthwise_border(s, &source, dendrt_at(input, channel * size));
      source.weights += 4 * window->height * window->width;
      source.bias += 4;
      tile = (dendrt_tile_t){{s[0], 0, s[1], 0, s[2], 0, s[3], 0}};
      if (branches > 1) {
        dendrt_tile_leave(&tile, count, 1, place);
        place += count;
      }
    }
    if (branches == 1)
      dendrt_neuron_tile(&layer->requant, &tile, channel, count, 1, positions, 0);
    else if (even_blocks || count == 4)
      dendrt_neuron_block(&layer->requant, &layer->dendrites, sums, channel, 4, 1, positions);
    else
      dendrt_neuron_block(&layer->requant, &layer->dendrites, sums, channel, count, 1, positions);
  }
}

/* Output rows [first, first + count); `input_size` and `output_size` are the bytes of an element:
 * constants that the named kernels pass. */
DENDRT_INLINE void dendrt_depthwise_conv2d_rows(const dendrt_depthwise_conv2d_quad_t *layer, const void *input,
                                                void *output, void *scratch, int32_t first, int32_t count,
                                                int input_size, int output_size) {
  const dendrt_depthwise_conv2d_shape_t *shape = &layer->shape;
  const dendrt_window_t *window = &shape->window;
  const uint32_t word = dendrt_repeat(shape->input_zero_point, input_size), zero_points[2] = {word, word};
  for (int32_t row = first; row < first + count; ++row) {
    dendrt_taps_t taps = dendrt_taps_at(window, &shape->input, row, 0);
    const int rows_inside = taps.bottom - taps.top == window->height;
    uint8_t *place = (uint8_t *)output + dendrt_row_offset(&shape->output, row);
    taps.column = -window->pad_left;
    for (int32_t x = 0; x < shape->output.width; ++x) {
      const int32_t last = taps.column + (window->width - 1) * window->dilation_width;
      const int inside = rows_inside && taps.column >= 0 && last < shape->input.width;
      const dendrt_positions_t positions = {place, NULL, output_size};
      taps.left = 0;
      taps.right = window->width;
      if (!inside)
        dendrt_taps_clip(taps.column, window->dilation_width, shape->input.width, &taps.left, &taps.right);
      dendrt_depthwise_position(layer, input, (dendrt_int32_t *)scratch, zero_points, &taps, inside, &positions,
                                input_size);
      taps.column += window->stride_width;
      place += shape->output.channels * output_size;
    }
  }
}

/* dendrt_depthwise_conv2d_s8_quad(layer, input, output, scratch): all rows; ..._rows: output rows
 * [first, first + count), for which the input rows of their windows are in the input's ring.
 *   input   [height][width][channels] int8, or int16 aligned to 2 (_s16...), row-addressed
 *   output  [height][width][channels] of int8 (_s8_quad, _s16_s8_quad), or int16 aligned to 2; not
 *           the input
 *   scratch aligned to 4; with dendrites 16 * (D + 1) bytes, D dendrites; else none
 * Not checked: sizes, alignment, overflow (the packer proves the bounds). */
#define DENDRT_DEPTHWISE_CONV2D_QUAD(types, input_size, output_size)                                                   \
  typedef dendrt_depthwise_conv2d_quad_t dendrt_depthwise_conv2d_##types##_quad_t;                                     \
  DENDRT_INLINE void dendrt_depthwise_conv2d_##types##_quad_rows(                                                      \
      const dendrt_depthwise_conv2d_##types##_quad_t *layer, const void *input, void *output, void *scratch,           \
      int32_t first, int32_t count) {                                                                                  \
    dendrt_depthwise_conv2d_rows(layer, input, output, scratch, first, count, input_size, output_size);                \
  }                                                                                                                    \
  DENDRT_INLINE void dendrt_depthwise_conv2d_##types##_quad(const dendrt_depthwise_conv2d_##types##_quad_t *layer,     \
                                                            const void *input, void *output, void *scratch) {          \
    dendrt_depthwise_conv2d_##types##_quad_rows(layer, input, output, scratch, 0, layer->shape.output.height);         \
  }
DENDRT_DEPTHWISE_CONV2D_QUAD(s8, 1, 1)
DENDRT_DEPTHWISE_CONV2D_QUAD(s8_s16, 1, 2)
DENDRT_DEPTHWISE_CONV2D_QUAD(s16, 2, 2)
DENDRT_DEPTHWISE_CONV2D_QUAD(s16_s8, 2, 1)
#undef DENDRT_DEPTHWISE_CONV2D_QUAD

#endif
