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

/* The output positions from (row, x) on, fewer than `rows` rows from there, whose windows follow one another at one
 * distance in the input's buffer, inside it, and whose outputs lie side by side: at least 1. `y` is the input row of
 * the first window, which lies inside; positions from `end` on in each row do not. `flat`: rows follow without a gap.
 */
DENDRT_INLINE int32_t dendrt_conv2d_run(const dendrt_conv2d_shape_t *shape, int32_t row, int32_t x, int32_t y,
                                        int32_t end, int32_t rows, int flat) {
  const dendrt_plane_t *plane = &shape->input, *output = &shape->output;
  const int32_t stride = shape->window.stride_height;
  const int32_t reach = (shape->window.height - 1) * shape->window.dilation_height + 1;
  if (!flat)
    return (end < output->width ? end : output->width) - x;
  const int32_t below = (plane->height - reach - y) / stride + 1;
  rows = below < rows ? below : rows;
  if (plane->row_capacity < plane->height) {
    const int32_t room = (plane->row_capacity - reach - dendrt_row_slot(plane, y)) / stride + 1;
    rows = room < rows ? room : rows;
  }
  if (output->row_capacity < output->height) {
    const int32_t room = output->row_capacity - dendrt_row_slot(output, row);
    rows = room < rows ? room : rows;
  }
  return rows * output->width - x;
}

/* Output rows [first, first + count) of a convolution with packed filters, the windows of the first beginning at input
 * row `y`. `padded`: all windows lie inside the input. */
DENDRT_INLINE void dendrt_conv2d_positions(const dendrt_conv2d_shape_t *shape, const void *weights, const int32_t *bias,
                                           int32_t chunk_length, const dendrt_channel_requant_t *requant,
                                           const dendrt_dendrites_t *dendrites, const void *input, void *output,
                                           void *scratch, int32_t first, int32_t count, int32_t y, int padded,
                                           int input_size, int output_size, int layout) {
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
  const int32_t position_size = plane->channels * input_size, output_position = shape->output.channels * output_size;
  const int32_t row_step = window->stride_height * plane->row_size;
  const int32_t step = width == 1 ? row_step : window->stride_width * position_size;
  const int32_t reach = (window->height - 1) * window->dilation_height + 1;
  int32_t begin, end;
  dendrt_conv2d_inside(shape, beyond, &begin, &end);
  const int all_columns = window->pad_left == 0 && end >= width;
  const int all_inside = padded || (window->pad_top == 0 && all_columns &&
                                    (shape->output.height - 1) * window->stride_height + reach <= plane->height);
  const int flat = all_columns && row_step == width * step && shape->output.row_size == width * output_position;
  dendrt_column_fill(column, 1, 2 * words, 0);
  const int has_borders = shape->borders.size != 0;
  int32_t x = 0, row = first;
  dendrt_positions_t positions = {dendrt_conv2d_output(&shape->output, output, first, 0, output_size), NULL,
                                  output_size};
  for (int32_t left = count * width; left > 0;) {
    int32_t next = x + 1, next_y = y, distance = step, pairs = 1;
    positions.second = dendrt_at_mutable(positions.first, output_position);
    if (width % 2 && left == 1) { /* the last of an odd number goes with itself */
      next = x;
      distance = 0;
      positions.second = positions.first;
    } else if (width % 2 && next == width) { /* an even number of positions leaves no pair at the end of a row */
      next = 0;
      next_y += window->stride_height;
      distance = row_step - x * step;
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
    if (inside && !has_borders) {
      const int32_t run = dendrt_conv2d_run(shape, row, x, y, end, first + count - row, flat);
      if (run > 3 && (next > x || flat)) {
        pairs = run / 2;
        distance = step;
      }
    }
    const void *start =
        dendrt_at(input, slot * plane->row_size + (x * window->stride_width - window->pad_left) * position_size);
    const int32_t next_row = row + (next_y != y), own = dendrt_bias_offset(shape, row, x);
    const int32_t second = dendrt_bias_offset(shape, next_row, next) - own;
    left -= 2 * pairs;
    x += 2 * pairs;
    for (; pairs > 0; --pairs) { /* x is past them */
      dendrt_filters_t filters = {weights, bias + own, words, chunk_length / 2, has_borders, second};
      for (int32_t group = 0; group < shape->groups; ++group) {
        source.first_channel = group * inputs;
        if (inside)
          dendrt_column_gather_two(&source, column, dendrt_at(start, group * inputs * input_size), distance, slot,
                                   beyond);
        else
          for (int i = 0; i < 2; ++i)
            dendrt_column_gather(&source, column + i, 2, input, i == 0 ? y : next_y,
                                 (i == 0 ? x - 2 : next) * window->stride_width - window->pad_left);
        dendrt_matrix(&filters, column, requant, dendrites, group * outputs, outputs, 2, sums, &positions, layout);
      }
      start = dendrt_at(start, 2 * step);
      positions.first = dendrt_at_mutable(positions.second, output_position);
      positions.second = dendrt_at_mutable(positions.first, output_position);
    }
    const int32_t ended = x / width;
    row += ended;
    y += ended * window->stride_height;
    x -= ended * width;
    if (x == 0)
      positions.first = dendrt_row_next(&shape->output, output, positions.first, output_size);
  }
}

/* The rows of the input that `rows` output rows read, with all their padding and one byte more. */
DENDRT_INLINE dendrt_plane_t dendrt_conv2d_padded(const dendrt_conv2d_shape_t *shape, int32_t rows, int input_size) {
  const dendrt_window_t *window = &shape->window;
  const int32_t height = (rows - 1) * window->stride_height + (window->height - 1) * window->dilation_height + 1;
  const int32_t width = (shape->output.width - 1) * window->stride_width +
                        (window->width - 1) * window->dilation_width + 1 + (input_size == 1);
  return (dendrt_plane_t){height, width, shape->input.channels, height,
                          (width * shape->input.channels * input_size + 3) / 4 * 4};
}

/* Copies the input rows from `y` on to `copy`, as dendrt_conv2d_padded has them: the first `rows` of them. What is no
 * row of the input is filled; beside rows there is padding already. */
DENDRT_INLINE void dendrt_conv2d_pad(const dendrt_conv2d_shape_t *shape, const dendrt_plane_t *padded,
                                     const void *input, void *copy, int32_t y, int32_t rows, int input_size) {
  const int32_t position_size = shape->input.channels * input_size, left = shape->window.pad_left;
  const int32_t room = padded->width - left, width = shape->input.width < room ? shape->input.width : room;
  const uint32_t padding = dendrt_repeat(shape->input_zero_point, input_size);
  for (; rows > 0; --rows, ++y, copy = dendrt_at_mutable(copy, padded->row_size)) {
    if (y >= 0 && y < shape->input.height)
      dendrt_copy_bytes(dendrt_at_mutable(copy, left * position_size),
                        dendrt_at(input, dendrt_row_offset(&shape->input, y)), width * position_size);
    else
      dendrt_column_fill((dendrt_uint32_t *)copy, 1, padded->row_size / 4, padding);
  }
}

/* Output rows [first, first + count) of a convolution with packed filters. `input_size` and
 * `output_size` are the bytes of an element, `layout` one of DENDRT_DUAL and so on: constants that
 * the named kernels pass. */
DENDRT_INLINE void dendrt_conv2d_rows(const dendrt_conv2d_shape_t *shape, const void *weights, const int32_t *bias,
                                      int32_t chunk_length, const dendrt_channel_requant_t *requant,
                                      const dendrt_dendrites_t *dendrites, const void *input, void *output,
                                      void *scratch, int32_t first, int32_t count, int input_size, int output_size,
                                      int layout) {
  const int is_padded = shape->padded_rows > 0;
  const int32_t most = is_padded ? shape->padded_rows : count;
  dendrt_conv2d_shape_t inside = *shape;
  void *columns = scratch;
  if (is_padded) {
    inside.input = dendrt_conv2d_padded(shape, most, input_size);
    inside.window.pad_top = inside.window.pad_left = 0;
    columns = dendrt_at_mutable(scratch, inside.input.height * inside.input.row_size);
    dendrt_column_fill((dendrt_uint32_t *)scratch, 1, inside.input.height * inside.input.row_size / 4,
                       dendrt_repeat(shape->input_zero_point, input_size));
  }
  for (int32_t end = first + count; first < end; first += most) {
    const int32_t rows = end - first < most ? end - first : most;
    int32_t y = first * shape->window.stride_height - shape->window.pad_top;
    if (is_padded) {
      dendrt_conv2d_pad(shape, &inside.input, input, scratch, y,
                        inside.input.height - (most - rows) * shape->window.stride_height, input_size);
      y = 0;
    }
    dendrt_conv2d_positions(&inside, weights, bias, chunk_length, requant, dendrites, is_padded ? scratch : input,
                            output, columns, first, rows, y, is_padded, input_size, output_size, layout);
  }
}

#endif
