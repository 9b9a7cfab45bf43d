/* conv2d_vector.h: int8 and int16 convolution with dendrites, columns of bytes in steps of 16.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Method: the windows of two neighbouring output positions are copied into two columns in scratch, or read where they
 * lie where a window is one position of whole steps; vector.h does the rest. */
#ifndef DENDRT_CONV2D_VECTOR_H
#define DENDRT_CONV2D_VECTOR_H

#include "byte_column.h"
#include "vector.h"

/* For cores with MVE. Packing, bias, multipliers and parameters: README, "Layout vector". */
typedef struct {
  dendrt_conv2d_shape_t shape;
  const int8_t *weights;
  const int32_t *bias;              /* one per filter, blocks filled up to 4 channels */
  dendrt_channel_requant_t requant; /* multipliers per channel, likewise */
  dendrt_dendrites_t dendrites;     /* parameters of four channels side by side */
} dendrt_conv2d_vector_t;

/* Output rows [first, first + count). The sizes are the bytes of an element: constants that the named kernels pass. An
 * odd number of positions ends with one taken twice. Behind a window, up to full steps, columns hold anything, since
 * the weights there are zero. */
DENDRT_INLINE void dendrt_conv2d_vector_rows(const dendrt_conv2d_vector_t *layer, const void *input, void *output,
                                             void *scratch, int32_t first, int32_t count, int input_size,
                                             int output_size) {
  const dendrt_conv2d_shape_t *shape = &layer->shape;
  const int32_t inputs = shape->input.channels / shape->groups, outputs = shape->output.channels / shape->groups;
  const int32_t length = shape->window.height * shape->window.width * inputs, width = shape->output.width;
  const int32_t steps = dendrt_vector_steps(length, input_size), column_size = steps * DENDRT_VECTOR_SIZE;
  const int direct = dendrt_bytes_direct(shape) && length * input_size == column_size;
  dendrt_int32_t *before = (dendrt_int32_t *)dendrt_at_mutable(scratch, 2 * column_size);
  if (!direct) { /* any values, but defined ones */
    dendrt_vector_clear(dendrt_at_mutable(scratch, column_size - DENDRT_VECTOR_SIZE));
    dendrt_vector_clear(dendrt_at_mutable(scratch, 2 * column_size - DENDRT_VECTOR_SIZE));
  }
  const int16_t *middle = (const int16_t *)dendrt_table_middle(&layer->dendrites);
  int32_t row = first, x = 0;
  for (int32_t left = count * width; left > 0; left -= 2) {
    const dendrt_two_t two = dendrt_two(row, x, width, left == 1);
    const dendrt_positions_t positions = dendrt_two_positions(&two, &shape->output, output, output_size);
    const int32_t own = dendrt_bias_offset(shape, two.row, two.x);
    dendrt_vector_filters_t filters =
        dendrt_vector_filters(layer->weights, layer->bias + own, &layer->requant, &layer->dendrites, steps, middle);
    filters.second = dendrt_bias_offset(shape, two.next_row, two.next_x) - own;
    for (int32_t group = 0; group < shape->groups; ++group) {
      const void *x0, *x1;
      dendrt_bytes_two(&x0, &x1, shape, input, &two, scratch, column_size, direct, group * inputs, inputs, input_size);
      dendrt_vector(&filters, x0, x1, &layer->requant, &layer->dendrites, group * outputs, outputs, 2, input_size,
                    before, &positions);
    }
    dendrt_two_pass(&two, width, &row, &x);
  }
}

/* dendrt_conv2d_s8_vector(layer, input, output, scratch): all rows;
 * dendrt_conv2d_s8_vector_rows(..., first, count): output rows [first, first + count), for which the input rows of
 * their windows are in the input's ring.
 *   input   row-addressed int8, or int16 aligned to 2 (_s16...)
 *   output  row-addressed, of int8 (_s8_vector, _s16_s8_vector), or int16 aligned to 2; not the input
 *   scratch aligned to 4; 2 * Kb bytes, with D > 1 dendrites 32 * (D - 1) more; Kb: the bytes of a window, in full 16
 * Not checked: sizes, alignment, overflow (the packer proves the bounds). */
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
