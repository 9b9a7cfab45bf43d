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
#include "shape.h"

/* The output positions of a row whose windows lie inside the input from left to right: [*begin, *end). With `beyond`
 * there is one more input position behind them. */
DENDRT_INLINE void dendrt_conv2d_inside(const dendrt_conv2d_shape_t *shape, int beyond, int32_t *begin, int32_t *end) {
  const dendrt_window_t *window = &shape->window;
  const int32_t reach = (window->width - 1) * window->dilation_width + 1 + beyond;
  const int32_t last = shape->input.width - reach + window->pad_left;
  *begin = (window->pad_left + window->stride_width - 1) / window->stride_width;
  *end = last < 0 ? 0 : last / window->stride_width + 1;
}

/* Whether the window that starts at input row `y` lies inside the input from top to bottom. */
DENDRT_INLINE int dendrt_conv2d_row_inside(const dendrt_conv2d_shape_t *shape, int32_t y) {
  return y >= 0 && y + (shape->window.height - 1) * shape->window.dilation_height < shape->input.height;
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
  const dendrt_plane_t *plane = &shape->input;
  const int32_t inputs = plane->channels / shape->groups, outputs = shape->output.channels / shape->groups;
  const int contiguous = dendrt_column_contiguous(window, shape->groups), whole = plane->row_capacity >= plane->height;
  const int line = window->height > 1 && dendrt_column_line(plane, window, shape->groups);
  const int32_t taps = window->height * window->width, length = taps * inputs;
  const int32_t words = dendrt_column_words(length, layout), width = shape->output.width;
  dendrt_uint32_t *column = (dendrt_uint32_t *)scratch;
  dendrt_int32_t *sums = (dendrt_int32_t *)scratch + 2 * words;
  dendrt_column_source_t source = {
      .plane = plane,
      .window = window,
      .channels = inputs,
      .run = line         ? length
             : contiguous ? window->width * inputs
                          : inputs,
      .runs = line         ? 1
              : contiguous ? window->height
                           : taps,
      .words = words,
      .zero_point = shape->input_zero_point,
      .size = input_size,
  };
  /* In narrow inputs too many positions would count as border. */
  const int beyond = input_size == 1 && source.run % 4 == 3 && plane->width >= 8;
  const int32_t position_size = plane->channels * input_size, step = window->stride_width * position_size;
  const int32_t reach = (window->height - 1) * window->dilation_height + 1;
  int32_t begin, end;
  dendrt_conv2d_inside(shape, beyond, &begin, &end);
  const int all_inside =
      window->pad_top == 0 && window->pad_left == 0 && end >= width &&
      (shape->output.height - 1) * window->stride_height + (window->height - 1) * window->dilation_height <
          plane->height;
  dendrt_column_fill(column, 1, 2 * words, 0);
  const int has_borders = shape->borders.size != 0;
  int32_t x = 0, y = first * window->stride_height - window->pad_top, row = first;
  dendrt_positions_t positions = {dendrt_conv2d_output(&shape->output, output, first, 0, output_size), NULL,
                                  output_size};
  for (int32_t left = count * width; left > 0; left -= 2) {
    int32_t next = x + 1, next_y = y, distance = step;
    positions.second = dendrt_at_mutable(positions.first, shape->output.channels * output_size);
    if (width % 2 && left == 1) { /* the last of an odd number goes with itself */
      next = x;
      distance = 0;
      positions.second = positions.first;
    } else if (width % 2 && next == width) { /* an even number of positions leaves no pair at the end of a row */
      next = 0;
      next_y += window->stride_height;
      distance = window->stride_height * plane->row_size - x * step;
      positions.second = dendrt_row_next(&shape->output, output, positions.second, output_size);
    }
    int inside = /* both windows can be gathered together */
        !DENDRT_IS_SMALL && (!line || plane->row_size == position_size) &&
        (all_inside || (x >= begin && x < end && next >= begin && next < end && dendrt_conv2d_row_inside(shape, y) &&
                        (next != 0 || dendrt_conv2d_row_inside(shape, next_y))));
    const int32_t slot = inside ? dendrt_row_slot(plane, y) : 0;
    if (inside && !whole && (next == 0 || line)) { /* in a ring, where neither window goes round its end */
      const int32_t next_slot = dendrt_row_slot(plane, next_y);
      inside = slot + reach <= plane->row_capacity && next_slot + reach <= plane->row_capacity;
      if (next == 0)
        distance = (next_slot - slot) * plane->row_size - x * step;
    }
    const int32_t offset = slot * plane->row_size + (x * window->stride_width - window->pad_left) * position_size;
    const int32_t next_row = row + (next_y != y), own = dendrt_bias_offset(shape, row, x);
    dendrt_filters_t filters = {weights,          bias + own,  words,
                                chunk_length / 2, has_borders, dendrt_bias_offset(shape, next_row, next) - own};
    for (int32_t group = 0; group < shape->groups; ++group) {
      source.first_channel = group * inputs;
      if (inside)
        dendrt_column_gather_two(&source, column, dendrt_at(input, offset + group * inputs * input_size), distance,
                                 slot, beyond);
      else
        for (int i = 0; i < 2; ++i)
          dendrt_column_gather(&source, column + i, 2, input, i == 0 ? y : next_y,
                               (i == 0 ? x : next) * window->stride_width - window->pad_left);
      dendrt_matrix(&filters, column, requant, dendrites, group * outputs, outputs, 2, sums, &positions, layout);
    }
    positions.first = dendrt_at_mutable(positions.second, shape->output.channels * output_size);
    y = next_y;
    row = next_row;
    x = next + 1;
    if (x == width) {
      x = 0;
      ++row;
      y += window->stride_height;
      positions.first = dendrt_row_next(&shape->output, output, positions.first, output_size);
    }
  }
}

#endif
