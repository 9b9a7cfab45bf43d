/* depthwise_conv2d.h: depthwise convolution with dendrites, int8 and int16.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Method: four output channels at a time, tap by tap straight from the input: one word of four int8
 * inputs and one of four weights each split by SXTB16, whose halves then meet in SMLABB and SMLATT.
 * Taps outside the input read a group of four zero points. */
#ifndef DENDRT_DEPTHWISE_CONV2D_H
#define DENDRT_DEPTHWISE_CONV2D_H

#include "neuron.h"
#include "simd.h"
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

/* Adds the products of one tap: four channels of `x` with four weights. */
DENDRT_INLINE void dendrt_depthwise_tap(int32_t *sums, const void *x, const int8_t *w, int size) {
#if defined(DENDRT_DSP)
  uint32_t weights = dendrt_load32_aligned(w);
  uint32_t even = dendrt_sxtb16(weights), odd = dendrt_sxtb16_ror8(weights);
  if (size == 1) {
    uint32_t bytes = dendrt_load32(x);
    uint32_t x_even = dendrt_sxtb16(bytes), x_odd = dendrt_sxtb16_ror8(bytes);
    sums[0] = dendrt_smlabb(x_even, even, sums[0]);
    sums[1] = dendrt_smlabb(x_odd, odd, sums[1]);
    sums[2] = dendrt_smlatt(x_even, even, sums[2]);
    sums[3] = dendrt_smlatt(x_odd, odd, sums[3]);
  } else {
    uint32_t lower = dendrt_load32(x), upper = dendrt_load32(dendrt_at(x, 4));
    sums[0] = dendrt_smlabb(lower, even, sums[0]);
    sums[1] = dendrt_smlatt(lower, even, sums[1]);
    sums[2] = dendrt_smlabb(upper, odd, sums[2]);
    sums[3] = dendrt_smlatt(upper, odd, sums[3]);
  }
#else
  sums[0] += dendrt_load_element(x, 0, size) * w[0];
  sums[1] += dendrt_load_element(x, 1, size) * w[size == 1 ? 1 : 2];
  sums[2] += dendrt_load_element(x, 2, size) * w[size == 1 ? 2 : 1];
  sums[3] += dendrt_load_element(x, 3, size) * w[3];
#endif
}

/* The sums of one branch of `channels` (1 to 4) output channels from `channel` on, at the output
 * position of `taps`. `padding` holds four zero points, for a window not wholly `inside`. */
DENDRT_INLINE void dendrt_depthwise_branch(const dendrt_depthwise_conv2d_shape_t *shape, const int8_t *weights,
                                           const int32_t *bias, const void *input, const void *padding,
                                           const dendrt_taps_t *taps, int inside, int32_t channel, int32_t channels,
                                           int size, dendrt_int32_t *result) {
  const dendrt_window_t *window = &shape->window;
  const int32_t inputs = shape->input.channels;
  const int32_t multiplier = shape->output.channels / inputs;
  int32_t sums[4] = {bias[0], bias[1], bias[2], bias[3]};
  for (int32_t ky = 0; ky < window->height; ++ky) {
    const int row_inside = inside || (ky >= taps->top && ky < taps->bottom);
    const void *row = row_inside ? dendrt_taps_row(window, &shape->input, input, taps, ky) : input;
    for (int32_t kx = 0; kx < window->width; ++kx, weights += 4) {
      const int tap_inside = inside || (row_inside && kx >= taps->left && kx < taps->right);
      const int32_t position = (taps->column + kx * window->dilation_width) * inputs;
      if (multiplier == 1 && channels == 4) {
        const void *x = tap_inside ? dendrt_at(row, (position + channel) * size) : padding;
        dendrt_depthwise_tap(sums, x, weights, size);
      } else {
        for (int32_t i = 0; i < channels; ++i) {
          const int32_t weight = weights[size == 1 || i == 0 || i == 3 ? i : 3 - i];
          const int32_t x = tap_inside ? dendrt_load_element(row, position + (channel + i) / multiplier, size)
                                       : shape->input_zero_point;
          sums[i] += x * weight;
        }
      }
    }
  }
  for (int32_t i = 0; i < channels; ++i)
    result[i] = sums[i];
}

/* Output rows [first, first + count); `input_size` and `output_size` are the bytes of an element:
 * constants that the named kernels pass. */
DENDRT_INLINE void dendrt_depthwise_conv2d_rows(const dendrt_depthwise_conv2d_quad_t *layer, const void *input,
                                                void *output, void *scratch, int32_t first, int32_t count,
                                                int input_size, int output_size) {
  const dendrt_depthwise_conv2d_shape_t *shape = &layer->shape;
  const int32_t outputs = shape->output.channels, branches = layer->dendrites.count + 1;
  const int32_t branch_size = shape->window.height * shape->window.width * 4;
  dendrt_int32_t *sums = (dendrt_int32_t *)scratch;
  int16_t padding[4];
  for (int i = 0; i < 4; ++i)
    dendrt_store_element(padding, i, shape->input_zero_point, input_size);
  for (int32_t row = first; row < first + count; ++row) {
    uint8_t *position = (uint8_t *)output + dendrt_row_offset(&shape->output, row);
    for (int32_t x = 0; x < shape->output.width; ++x, position += outputs * output_size) {
      const dendrt_taps_t taps = dendrt_taps_at(&shape->window, &shape->input, row, x);
      const int inside = dendrt_taps_all(&shape->window, &taps);
      const int8_t *weights = layer->weights;
      const int32_t *bias = layer->bias;
      for (int32_t channel = 0; channel < outputs; channel += 4) {
        const int32_t channels = outputs - channel < 4 ? outputs - channel : 4;
        for (int32_t branch = 0; branch < branches; ++branch) {
          dendrt_depthwise_branch(shape, weights, bias, input, padding, &taps, inside, channel, channels, input_size,
                                  sums + branch * channels);
          weights += branch_size;
          bias += 4;
        }
        const dendrt_positions_t positions = {position, NULL, output_size};
        if (branches == 1) {
          dendrt_tile_t tile = {{sums[0], 0, sums[1], 0, sums[2], 0, sums[3], 0}};
          dendrt_neuron_tile(&layer->requant, &tile, channel, channels, 1, &positions);
        } else {
          dendrt_neuron_block(&layer->requant, &layer->dendrites, sums, channel, channels, 1, &positions);
        }
      }
    }
  }
}

/* dendrt_depthwise_conv2d_s8_quad(layer, input, output, scratch): all rows; ..._rows: output rows
 * [first, first + count), for which the input rows of their windows are in the input's ring.
 *   input   [height][width][channels] int8, or int16 aligned to 2 (_s16...), row-addressed
 *   output  [height][width][channels] of int8 (_s8_quad, _s16_s8_quad), or int16 aligned to 2; not
 *           the input
 *   scratch aligned to 4; 32 * (D + 1) bytes, D dendrites
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
