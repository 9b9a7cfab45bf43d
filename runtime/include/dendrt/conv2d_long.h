/* conv2d_long.h: int16 convolution with sums of 64 bits, without dendrites.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Method: output by output straight from the input, whose zero point is 0: taps outside it add nothing. */
#ifndef DENDRT_CONV2D_LONG_H
#define DENDRT_CONV2D_LONG_H

#include "long.h"
#include "shape.h"
#include "window.h"

/* Weights and bias in logical order: README, "Layout long". */
typedef struct {
  dendrt_conv2d_shape_t shape;
  const int8_t *weights;
  const int32_t *bias;
  dendrt_channel_requant_t requant; /* multipliers per output channel */
  dendrt_dendrites_t dendrites;     /* none */
} dendrt_conv2d_long_t;

/* The sum of one filter, which reads `depth` channels from `first` on, at the position whose window is at `taps`. */
DENDRT_INLINE int64_t dendrt_conv2d_long_sum(const dendrt_conv2d_shape_t *shape, const void *input,
                                             const dendrt_taps_t *taps, int32_t first, int32_t depth,
                                             const int8_t *weights, int64_t sum) {
  const dendrt_window_t *window = &shape->window;
  for (int32_t ky = taps->top; ky < taps->bottom; ++ky) {
    const dendrt_int16_t *row = (const dendrt_int16_t *)dendrt_taps_row(window, &shape->input, input, taps, ky) + first;
    for (int32_t kx = taps->left; kx < taps->right; ++kx) {
      const int32_t column = taps->column + kx * window->dilation_width;
      sum = dendrt_long_add(sum, row + column * shape->input.channels, weights + (ky * window->width + kx) * depth,
                            depth);
    }
  }
  return sum;
}

DENDRT_INLINE void dendrt_conv2d_long_rows(const dendrt_conv2d_long_t *layer, const void *input, void *output,
                                           int32_t first, int32_t count, int output_size) {
  const dendrt_conv2d_shape_t *shape = &layer->shape;
  const int32_t channels = shape->output.channels, group_channels = channels / shape->groups;
  const int32_t depth = shape->input.channels / shape->groups;
  const int32_t length = shape->window.height * shape->window.width * depth;
  for (int32_t row = first; row < first + count; ++row)
    for (int32_t x = 0; x < shape->output.width; ++x) {
      const dendrt_taps_t taps = dendrt_taps_at(&shape->window, &shape->input, row, x);
      const dendrt_positions_t position = {dendrt_conv2d_output(&shape->output, output, row, x, output_size), NULL,
                                           output_size};
      for (int32_t c = 0; c < channels; ++c) {
        const int64_t sum = dendrt_conv2d_long_sum(shape, input, &taps, c / group_channels * depth, depth,
                                                   layer->weights + c * length, layer->bias[c]);
        dendrt_long_store(sum, &layer->requant, c, &position);
      }
    }
}

/* dendrt_conv2d_s16_long(layer, input, output, scratch): all rows; ..._rows: output rows
 * [first, first + count), for which the input rows of their windows are in the input's ring.
 *   input   [height][width][channels] int16 aligned to 2, row-addressed
 *   output  the same of int16, or int8 (_s16_s8_long); not the input
 *   scratch none
 * Not checked: sizes, alignment; sums of more than 2^39 inputs. */
#define DENDRT_CONV2D_LONG(types, output_size)                                                                         \
  typedef dendrt_conv2d_long_t dendrt_conv2d_##types##_long_t;                                                         \
  DENDRT_INLINE void dendrt_conv2d_##types##_long_rows(const dendrt_conv2d_##types##_long_t *layer, const void *input, \
                                                       void *output, void *scratch, int32_t first, int32_t count) {    \
    (void)scratch;                                                                                                     \
    dendrt_conv2d_long_rows(layer, input, output, first, count, output_size);                                          \
  }                                                                                                                    \
  DENDRT_INLINE void dendrt_conv2d_##types##_long(const dendrt_conv2d_##types##_long_t *layer, const void *input,      \
                                                  void *output, void *scratch) {                                       \
    dendrt_conv2d_##types##_long_rows(layer, input, output, scratch, 0, layer->shape.output.height);                   \
  }
DENDRT_CONV2D_LONG(s16, 2)
DENDRT_CONV2D_LONG(s16_s8, 1)
#undef DENDRT_CONV2D_LONG

#endif
