/* conv2d.h: two-dimensional convolution with dendrites, the loop all layouts share.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Method: the windows of two neighbouring output positions are gathered into two int16 columns in
 * scratch (im2col, two columns at a time), which are multiplied with the packed filters of all
 * branches, a block of channels at a time. Positions are paired across the end of a row, so narrow
 * tensors and 1-D convolutions (width 1) lose nothing. */
#ifndef DENDRT_CONV2D_H
#define DENDRT_CONV2D_H

#include "column.h"
#include "matrix.h"

/* The geometry of a convolution, whatever its layout and types. */
typedef struct {
  dendrt_plane_t input, output;
  dendrt_window_t window;
  int32_t groups;           /* >= 1, divides both channel counts */
  int32_t input_zero_point; /* what padding reads */
} dendrt_conv2d_shape_t;

/* The store address of output position (row, x). */
DENDRT_INLINE void *dendrt_conv2d_output(const dendrt_plane_t *plane, void *output, int32_t row, int32_t x, int size) {
  return dendrt_at_mutable(output, dendrt_row_offset(plane, row) + x * plane->channels * size);
}

/* Output rows [first, first + count) of a convolution with packed filters. `input_size` and
 * `output_size` are the bytes of an element, `layout` one of DENDRT_DUAL and so on: constants that
 * the named kernels pass. */
DENDRT_INLINE void dendrt_conv2d_rows(const dendrt_conv2d_shape_t *shape, const void *weights, const int32_t *bias,
                                      int32_t chunk_length, const dendrt_channel_requant_t *requant,
                                      const dendrt_dendrites_t *dendrites, const void *input, void *output,
                                      void *scratch, int32_t first, int32_t count, int input_size, int output_size,
                                      int layout) {
  const dendrt_window_t *window = &shape->window;
  const int32_t taps = window->height * window->width;
  const int32_t inputs = shape->input.channels / shape->groups;
  const int32_t outputs = shape->output.channels / shape->groups;
  const int32_t length = taps * inputs, words = dendrt_column_words(length, layout);
  const int32_t width = shape->output.width;
  dendrt_uint32_t *column = (dendrt_uint32_t *)scratch;
  dendrt_int32_t *sums = (dendrt_int32_t *)scratch + 2 * words;
  dendrt_column_source_t source = {
      .plane = &shape->input,
      .window = window,
      .channels = inputs,
      .words = words,
      .zero_point = shape->input_zero_point,
      .size = input_size,
      .exchange = inputs % 4 == 0 || taps == 1,
  };
  dendrt_column_pad(column, 2, length, words);
  dendrt_column_pad(column + 1, 2, length, words);
  int32_t row = first, x = 0, left = count * width;
  for (; left > 0; left -= 2) {
    const int32_t next_x = x + 1 < width ? x + 1 : 0, next_row = row + (next_x == 0);
    const int32_t y0 = row * window->stride_height - window->pad_top;
    const int32_t x0 = x * window->stride_width - window->pad_left;
    dendrt_positions_t positions = {NULL, NULL, output_size};
    positions.first = dendrt_conv2d_output(&shape->output, output, row, x, output_size);
    if (left > 1)
      positions.second = dendrt_conv2d_output(&shape->output, output, next_row, next_x, output_size);
    dendrt_filters_t filters = {weights, bias, words, chunk_length / 2};
    for (int32_t group = 0; group < shape->groups; ++group) {
      source.first_channel = group * inputs;
      if (left > 1) {
        const int32_t y1 = next_row * window->stride_height - window->pad_top;
        const int32_t x1 = next_x * window->stride_width - window->pad_left;
        dendrt_column_gather_two(&source, column, input, y0, x0, y1, x1);
        dendrt_matrix(&filters, column, requant, dendrites, group * outputs, outputs, 2, sums, &positions, layout);
      } else {
        dendrt_column_pad(column, 1, length, words);
        dendrt_column_gather(&source, column, 1, input, y0, x0);
        dendrt_matrix_last(&filters, column, requant, dendrites, group * outputs, outputs, sums, &positions, layout);
      }
    }
    x = next_x + 1 < width ? next_x + 1 : 0;
    row = next_row + (x == 0);
  }
}

#endif
