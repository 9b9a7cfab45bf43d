/* dense.h: rows of inputs times a matrix, with dendrites: the loop all layouts share.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Method: as conv2d.h, a column being one row of the input widened to int16. */
#ifndef DENDRT_DENSE_H
#define DENDRT_DENSE_H

#include "column.h"
#include "matrix.h"

/* The size of a dense layer: [rows][inputs] to [rows][outputs], all >= 1. */
typedef struct {
  int32_t rows, inputs, outputs;
} dendrt_dense_shape_t;

DENDRT_INLINE void dendrt_dense(const dendrt_dense_shape_t *shape, const void *weights, const int32_t *bias,
                                int32_t chunk_length, const dendrt_channel_requant_t *requant,
                                const dendrt_dendrites_t *dendrites, const void *input, void *output, void *scratch,
                                int input_size, int output_size, int layout) {
  const int32_t length = shape->inputs, words = dendrt_column_words(length, layout);
  const int32_t input_row = length * input_size, output_row = shape->outputs * output_size;
  dendrt_uint32_t *column = (dendrt_uint32_t *)scratch;
  dendrt_int32_t *sums = (dendrt_int32_t *)scratch + (shape->rows > 1 ? 2 : 1) * words;
  for (int32_t row = 0; row < shape->rows; row += 2) {
    dendrt_filters_t filters = {weights, bias, words, chunk_length / 2};
    const void *source = dendrt_at(input, row * input_row);
    dendrt_positions_t positions = {dendrt_at_mutable(output, row * output_row), NULL, output_size};
    if (row + 1 < shape->rows) {
      positions.second = dendrt_at_mutable(positions.first, output_row);
      dendrt_column_pad(column, 2, length, words);
      dendrt_column_pad(column + 1, 2, length, words);
      dendrt_column_copy(column, 2, 0, source, length, input_size, 1);
      dendrt_column_copy(column + 1, 2, 0, dendrt_at(source, input_row), length, input_size, 1);
      dendrt_matrix(&filters, column, requant, dendrites, 0, shape->outputs, 2, sums, &positions, layout);
    } else {
      dendrt_column_pad(column, 1, length, words);
      dendrt_column_copy(column, 1, 0, source, length, input_size, 1);
      dendrt_matrix(&filters, column, requant, dendrites, 0, shape->outputs, 1, sums, &positions, layout);
    }
  }
}

#endif
