/* shape.h: the geometry of convolutions and dense layers, whatever their layout and types.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#ifndef DENDRT_SHAPE_H
#define DENDRT_SHAPE_H

#include "memory.h"

/* The geometry of a convolution. */
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

/* The size of a dense layer: [rows][inputs] to [rows][outputs], all >= 1. */
typedef struct {
  int32_t rows, inputs, outputs;
} dendrt_dense_shape_t;

#endif
