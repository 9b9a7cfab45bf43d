/* shape.h: the geometry of convolutions and dense layers, whatever their layout and types.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#ifndef DENDRT_SHAPE_H
#define DENDRT_SHAPE_H

#include "memory.h"

/* The positions of a convolution's output that have biases of their own: rows and columns at the borders. Those between
 * share one. Biases follow one another row by row. Left out (zero): one for all. */
typedef struct {
  int32_t top, left;     /* rows, columns with their own */
  int32_t bottom, right; /* the first row, column of those at the other end that have their own */
  int32_t columns;       /* biases side by side */
  int32_t first_column;  /* that of the output in the image these columns count in: not 0 in a patch */
  int32_t size;          /* elements of a bias */
} dendrt_borders_t;

/* The geometry of a convolution. */
typedef struct {
  dendrt_plane_t input, output;
  dendrt_window_t window;
  int32_t groups;           /* >= 1, divides both channel counts */
  int32_t input_zero_point; /* what padding reads */
  dendrt_borders_t borders; /* not in layouts long and winograd */
  /* Layouts dual, paired and wide, inputs wider than a position: output rows whose input is copied to scratch at once,
   * with its padding, so that all windows lie inside; 0: none. */
  int32_t padded_rows;
} dendrt_conv2d_shape_t;

/* Whether place `i` is one of the first `before`, or one from `end` on, or between: the number of its bias. */
DENDRT_INLINE int32_t dendrt_border_place(int32_t i, int32_t before, int32_t end) {
  return i < before ? i : i < end ? before : before + 1 + i - end;
}

/* Where the bias of output position (row, x) begins. */
DENDRT_INLINE int32_t dendrt_bias_offset(const dendrt_conv2d_shape_t *shape, int32_t row, int32_t x) {
  const dendrt_borders_t *borders = &shape->borders;
  if (borders->size == 0)
    return 0;
  return (dendrt_border_place(row, borders->top, borders->bottom) * borders->columns +
          dendrt_border_place(x + borders->first_column, borders->left, borders->right)) *
         borders->size;
}

/* The store address of output position (row, x). */
DENDRT_INLINE void *dendrt_conv2d_output(const dendrt_plane_t *plane, void *output, int32_t row, int32_t x, int size) {
  return dendrt_at_mutable(output, dendrt_row_offset(plane, row) + x * plane->channels * size);
}

/* The size of a dense layer: [rows][inputs] to [rows][outputs], all >= 1. */
typedef struct {
  int32_t rows, inputs, outputs;
} dendrt_dense_shape_t;

#endif
