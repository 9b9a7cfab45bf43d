/* dense_vector.h: int8 and int16 dense layer, columns of bytes in steps of 16.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Method: as conv2d_vector.h, a column being one row of the input: where it lies, or copied into scratch where it does
 * not end with a full step. */
#ifndef DENDRT_DENSE_VECTOR_H
#define DENDRT_DENSE_VECTOR_H

#include "byte_column.h"
#include "vector.h"

/* For cores with MVE. Packing, bias, multipliers and parameters: README, "Layout vector". */
typedef struct {
  dendrt_dense_shape_t shape;
  const int8_t *weights;
  const int32_t *bias;              /* one per filter, blocks filled up to 4 outputs */
  dendrt_channel_requant_t requant; /* multipliers per output, likewise */
  dendrt_dendrites_t dendrites;     /* parameters of four outputs side by side */
} dendrt_dense_vector_t;

/* The column of the row at `x`, in `column` where it has to be copied. */
DENDRT_INLINE const void *dendrt_dense_column(void *column, const void *x, int32_t row_size, int32_t column_size) {
  if (row_size == column_size)
    return x;
  dendrt_bytes_copy(column, x, row_size);
  return column;
}

/* All rows. The sizes are the bytes of an element: constants that the named kernels pass. The last of an odd number of
 * rows is taken twice. */
DENDRT_INLINE void dendrt_dense_vector(const dendrt_dense_vector_t *layer, const void *input, void *output,
                                       void *scratch, int input_size, int output_size) {
  const dendrt_dense_shape_t *shape = &layer->shape;
  const int32_t steps = dendrt_vector_steps(shape->inputs, input_size), column_size = steps * DENDRT_VECTOR_SIZE;
  const int32_t input_row = shape->inputs * input_size, output_row = shape->outputs * output_size;
  const int32_t copied = input_row == column_size ? 0 : column_size;
  void *second = dendrt_at_mutable(scratch, copied);
  dendrt_int32_t *before = (dendrt_int32_t *)dendrt_at_mutable(scratch, (shape->rows > 1 ? 2 : 1) * copied);
  if (copied > 0)
    dendrt_vector_clear(dendrt_at_mutable(scratch, copied - DENDRT_VECTOR_SIZE));
  if (copied > 0 && shape->rows > 1)
    dendrt_vector_clear(dendrt_at_mutable(second, copied - DENDRT_VECTOR_SIZE));
  const int16_t *middle = (const int16_t *)dendrt_table_middle(&layer->dendrites);
  dendrt_positions_t positions = {output, output, output_size};
  if (shape->rows == 1) {
    dendrt_vector_filters_t filters =
        dendrt_vector_filters(layer->weights, layer->bias, &layer->requant, &layer->dendrites, steps, middle);
    const void *x = dendrt_dense_column(scratch, input, input_row, column_size);
    dendrt_vector(&filters, x, x, &layer->requant, &layer->dendrites, 0, shape->outputs, 1, input_size, before,
                  &positions);
    return;
  }
  for (int32_t left = shape->rows; left > 0; left -= 2) {
    dendrt_vector_filters_t filters =
        dendrt_vector_filters(layer->weights, layer->bias, &layer->requant, &layer->dendrites, steps, middle);
    positions.second = left > 1 ? dendrt_at_mutable(positions.first, output_row) : positions.first;
    const void *x0 = dendrt_dense_column(scratch, input, input_row, column_size), *x1 = x0;
    if (left > 1)
      x1 = dendrt_dense_column(second, dendrt_at(input, input_row), input_row, column_size);
    dendrt_vector(&filters, x0, x1, &layer->requant, &layer->dendrites, 0, shape->outputs, 2, input_size, before,
                  &positions);
    input = dendrt_at(input, 2 * input_row);
    positions.first = dendrt_at_mutable(positions.second, output_row);
  }
}

/* dendrt_dense_s8_vector(layer, input, output, scratch)
 *   input   [rows][inputs] int8, or int16 aligned to 2 (_s16...)
 *   output  [rows][outputs] of int8 (_s8_vector, _s16_s8_vector), int16 aligned to 2, or int32
 *           aligned to 4 (_s16_s32_vector); not the input
 *   scratch aligned to 4; P * Kb bytes, with D > 1 dendrites 32 * (D - 1) more; P = 1 for one row and
 *           2 for more; Kb: the bytes of a row in full 16, or 0 where it is no less
 * Not checked: sizes, alignment, overflow (the packer proves the bounds). */
#define DENDRT_DENSE_VECTOR(types, input_size, output_size)                                                            \
  typedef dendrt_dense_vector_t dendrt_dense_##types##_vector_t;                                                       \
  DENDRT_INLINE void dendrt_dense_##types##_vector(const dendrt_dense_##types##_vector_t *layer, const void *input,    \
                                                   void *output, void *scratch) {                                      \
    dendrt_dense_vector(layer, input, output, scratch, input_size, output_size);                                       \
  }
DENDRT_DENSE_VECTOR(s8, 1, 1)
DENDRT_DENSE_VECTOR(s8_s16, 1, 2)
DENDRT_DENSE_VECTOR(s16, 2, 2)
DENDRT_DENSE_VECTOR(s16_s8, 2, 1)
DENDRT_DENSE_VECTOR(s16_s32, 2, 4)
#undef DENDRT_DENSE_VECTOR

#endif
