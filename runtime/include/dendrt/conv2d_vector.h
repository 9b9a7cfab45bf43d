/* conv2d_vector.h: int8 and int16 convolution with dendrites, columns of bytes in steps of 16.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Method: the windows of two neighbouring output positions are copied into two columns in scratch, or read where they
 * lie where a window is one position of whole steps; vector.h does the rest. */
#ifndef DENDRT_CONV2D_VECTOR_H
#define DENDRT_CONV2D_VECTOR_H

#include "shape.h"
#include "vector.h"
#include "window.h"

/* For cores with MVE. Packing, bias, multipliers and parameters: README, "Layout vector". */
typedef struct {
  dendrt_conv2d_shape_t shape;
  const int8_t *weights;
  const int32_t *bias;              /* one per filter, blocks filled up to 4 channels */
  dendrt_channel_requant_t requant; /* multipliers per channel, likewise */
  dendrt_dendrites_t dendrites;     /* parameters of four channels side by side */
} dendrt_conv2d_vector_t;

/* Copies the window of output position (row, x) into a column. Beyond its `length` elements the column keeps what it
 * has: the weights there are zero. */
DENDRT_INLINE void dendrt_vector_gather(const dendrt_conv2d_shape_t *shape, void *column, const void *input,
                                        int32_t steps, int32_t row, int32_t x, int32_t first_channel, int32_t channels,
                                        int size) {
  const dendrt_window_t *window = &shape->window;
  const dendrt_plane_t *plane = &shape->input;
  const dendrt_taps_t taps = dendrt_taps_at(window, plane, row, x);
  if (!dendrt_taps_all(window, &taps))
    dendrt_vector_fill(column, steps, shape->input_zero_point, size);
  const int contiguous = (window->dilation_width == 1 || window->width == 1) && channels == plane->channels;
  const int32_t columns = taps.right - taps.left, position_size = plane->channels * size;
  const int32_t offset = (taps.column + taps.left * window->dilation_width) * position_size + first_channel * size;
  const int32_t tap_size = channels * size;
  uint8_t *to = (uint8_t *)column + (taps.top * window->width + taps.left) * tap_size;
  for (int32_t ky = taps.top; ky < taps.bottom; ++ky, to += window->width * tap_size) {
    const void *from = dendrt_at(dendrt_taps_row(window, plane, input, &taps, ky), offset);
    if (contiguous)
      dendrt_vector_copy(to, from, columns * tap_size);
    else
      for (int32_t kx = 0; kx < columns; ++kx)
        dendrt_vector_copy(to + kx * tap_size, dendrt_at(from, kx * window->dilation_width * position_size), tap_size);
  }
}

/* Output rows [first, first + count). The sizes are the bytes of an element: constants that the named kernels pass. An
 * odd number of positions ends with one taken twice. */
DENDRT_INLINE void dendrt_conv2d_vector_rows(const dendrt_conv2d_vector_t *layer, const void *input, void *output,
                                             void *scratch, int32_t first, int32_t count, int input_size,
                                             int output_size) {
  const dendrt_conv2d_shape_t *shape = &layer->shape;
  const dendrt_window_t *window = &shape->window;
  const int32_t inputs = shape->input.channels / shape->groups, outputs = shape->output.channels / shape->groups;
  const int32_t taps = window->height * window->width, length = taps * inputs, width = shape->output.width;
  const int32_t steps = dendrt_vector_steps(length, input_size), column_size = steps * DENDRT_VECTOR_SIZE;
  const int direct = taps == 1 && shape->groups == 1 && length * input_size == column_size && window->pad_top == 0 &&
                     window->pad_left == 0 &&
                     (shape->output.height - 1) * window->stride_height < shape->input.height &&
                     (width - 1) * window->stride_width < shape->input.width;
  void *columns[2] = {scratch, dendrt_at_mutable(scratch, column_size)};
  dendrt_int32_t *before = (dendrt_int32_t *)dendrt_at_mutable(scratch, 2 * column_size);
  if (!direct) { /* beyond a window: any values, but defined ones */
    dendrt_vector_fill(dendrt_at_mutable(scratch, column_size - DENDRT_VECTOR_SIZE), 1, 0, 1);
    dendrt_vector_fill(dendrt_at_mutable(scratch, 2 * column_size - DENDRT_VECTOR_SIZE), 1, 0, 1);
  }
  const int16_t *middle = dendrt_table_middle(&layer->dendrites);
  int32_t row = first, x = 0;
  for (int32_t left = count * width; left > 0; left -= 2) {
    int32_t next_x = x, next_row = row;
    if (left > 1) {
      next_x = x + 1 < width ? x + 1 : 0;
      next_row = row + (next_x == 0);
    }
    const dendrt_positions_t positions = {dendrt_conv2d_output(&shape->output, output, row, x, output_size),
                                          dendrt_conv2d_output(&shape->output, output, next_row, next_x, output_size),
                                          output_size};
    dendrt_vector_filters_t filters =
        dendrt_vector_filters(layer->weights, layer->bias, &layer->requant, &layer->dendrites, steps, middle);
    for (int32_t group = 0; group < shape->groups; ++group) {
      const void *x0 = columns[0], *x1 = columns[1];
      if (direct) {
        x0 = dendrt_at(input, dendrt_row_offset(&shape->input, row * window->stride_height) +
                                  x * window->stride_width * column_size);
        x1 = dendrt_at(input, dendrt_row_offset(&shape->input, next_row * window->stride_height) +
                                  next_x * window->stride_width * column_size);
      } else {
        dendrt_vector_gather(shape, columns[0], input, steps, row, x, group * inputs, inputs, input_size);
        dendrt_vector_gather(shape, columns[1], input, steps, next_row, next_x, group * inputs, inputs, input_size);
      }
      dendrt_vector(&filters, x0, x1, &layer->requant, &layer->dendrites, group * outputs, outputs, 2, input_size,
                    before, &positions);
    }
    x = next_x + 1 < width ? next_x + 1 : 0;
    row = next_row + (x == 0);
  }
}

/* dendrt_conv2d_s8_vector(layer, input, output, scratch): all rows;
 * dendrt_conv2d_s8_vector_rows(..., first, count): output rows [first, first + count), for which the input rows of
 * their windows are in the input's ring. input   row-addressed int8, or int16 aligned to 2 (_s16...) output
 * row-addressed, of int8 (_s8_vector, _s16_s8_vector), or int16 aligned to 2; not the input scratch aligned to 4; 2 *
 * Kb bytes, with D > 1 dendrites 32 * (D - 1) more; Kb: the bytes of a window, in full 16 Not checked: sizes,
 * alignment, overflow (the packer proves the bounds). */
#define DENDRT_CONV2D_VECTOR(types, input_size, output_size)                                                           \
  typedef dendrt_conv2d_vector_t dendrt_conv2d_##types##_vector_t;                                                     \
  DENDRT_INLINE void dendrt_conv2d_##types##_vector_rows(const dendrt_conv2d_##types##_vector_t *layer,                \
                                                         const void *input, void *output, void *scratch,               \
                                                         int32_t first, int32_t count) {                               \
    dendrt_conv2d_vector_rows(layer, input, output, scratch, first, count, input_size, output_size);                   \
  }                                                                                                                    \
  DENDRT_INLINE void dendrt_conv2d_##types##_vector(const dendrt_conv2d_##types##_vector_t *layer, const void *input,  \
                                                    void *output, void *scratch) {                                     \
    dendrt_conv2d_##types##_vector_rows(layer, input, output, scratch, 0, layer->shape.output.height);                 \
  }
DENDRT_CONV2D_VECTOR(s8, 1, 1)
DENDRT_CONV2D_VECTOR(s8_s16, 1, 2)
DENDRT_CONV2D_VECTOR(s16, 2, 2)
DENDRT_CONV2D_VECTOR(s16_s8, 2, 1)
#undef DENDRT_CONV2D_VECTOR

#endif
