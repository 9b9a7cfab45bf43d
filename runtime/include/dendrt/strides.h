/* strides.h: walks tensors of up to six axes row by row, each operand with strides of its own.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Broadcasting, transposing and slicing are all the same walk with other strides (0 repeats an
 * element, a negative one runs backwards). The last axis is the caller's inner loop. */
#ifndef DENDRT_STRIDES_H
#define DENDRT_STRIDES_H

#include "memory.h"

enum { DENDRT_MAX_RANK = 6, DENDRT_LAST_AXIS = DENDRT_MAX_RANK - 1 };

/* The position of the current row: one index per axis but the last, and element offsets of two
 * operands. */
typedef struct {
  int32_t index[DENDRT_LAST_AXIS];
  int32_t first, second;
} dendrt_walk_t;

/* Moves on to the next row of a walk over `size`; 0 after the last one. */
DENDRT_INLINE int dendrt_walk_next(dendrt_walk_t *walk, const int32_t *size, const int32_t *first_stride,
                                   const int32_t *second_stride) {
  for (int axis = DENDRT_LAST_AXIS - 1; axis >= 0; --axis) {
    if (++walk->index[axis] < size[axis]) {
      walk->first += first_stride[axis];
      walk->second += second_stride[axis];
      return 1;
    }
    walk->first -= first_stride[axis] * (size[axis] - 1);
    walk->second -= second_stride[axis] * (size[axis] - 1);
    walk->index[axis] = 0;
  }
  return 0;
}

#endif
