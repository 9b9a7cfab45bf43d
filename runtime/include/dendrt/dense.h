/* dense.h: rows of inputs times a matrix, with dendrites: the loop all layouts share.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Method: as conv2d.h, a column being one row of the input widened to int16. */
#ifndef DENDRT_DENSE_H
#define DENDRT_DENSE_H

#include "column.h"
#include "matrix.h"
#include "shape.h"

/* All rows of a dense layer. Where there is one row alone, the input may lie in scratch: elements of int8 from byte
 * `inputs` (up to a multiple of 4) on or later, of int16 from the beginning or later. `input_size` and `output_size`
 * are the bytes of an element, `layout` one of DENDRT_DUAL and so on: constants that the named kernels pass. */
DENDRT_INLINE void dendrt_dense(const dendrt_dense_shape_t *shape, const void *weights, const int32_t *bias,
                                int32_t chunk_length, const dendrt_channel_requant_t *requant,
                                const dendrt_dendrites_t *dendrites, const void *input, void *output, void *scratch,
                                int input_size, int output_size, int layout) {
  const int32_t length = shape->inputs, words = dendrt_column_words(length, layout);
  const int32_t input_row = length * input_size, output_row = shape->outputs * output_size;
  dendrt_uint32_t *column = (dendrt_uint32_t *)scratch;
  dendrt_int32_t *sums = (dendrt_int32_t *)scratch + (shape->rows > 1 ? 2 : 1) * words;
  dendrt_positions_t positions = {output, NULL, output_size};
  if (shape->rows == 1) {
    dendrt_filters_t filters = {weights, bias, words, chunk_length / 2, 0, 0};
    const uint32_t rest = dendrt_column_run(column, 1, input, length, input_size, 0);
    dendrt_column_pad(column, 1, length / 2 * 2, words);
    if (length % 2)
      column[length / 2] = rest & 0xffff;
    dendrt_matrix(&filters, column, requant, dendrites, 0, shape->outputs, 1, sums, &positions, layout);
    return;
  }
  for (int32_t rows = shape->rows; rows > 0; rows -= 2) {
    dendrt_filters_t filters = {weights, bias, words, chunk_length / 2, 0, 0};
    const int32_t others = rows > 1; /* the last of an odd number goes with itself */
    positions.second = dendrt_at_mutable(positions.first, others * output_row);
    uint32_t rest[2];
    dendrt_column_run_two(column, input, others * input_row, length, input_size, 0, rest);
    dendrt_column_pad(column, 2, length / 2 * 2, words);
    dendrt_column_pad(column + 1, 2, length / 2 * 2, words);
    if (length % 2) {
      column[length / 2 * 2] = rest[0] & 0xffff;
      column[length / 2 * 2 + 1] = rest[1] & 0xffff;
    }
    dendrt_matrix(&filters, column, requant, dendrites, 0, shape->outputs, 2, sums, &positions, layout);
    input = dendrt_at(input, 2 * input_row);
    positions.first = dendrt_at_mutable(positions.second, output_row);
  }
}

#endif
