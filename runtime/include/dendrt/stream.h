/* stream.h: how far each layer of a stream has to come in a step.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * A stream computes layers together, a few rows at a time: the last one some rows, those before it the
 * rows needed for them. Rows are counted from the first. */
#ifndef DENDRT_STREAM_H
#define DENDRT_STREAM_H

#include "memory.h"

/* The larger one. */
DENDRT_INLINE int32_t dendrt_stream_max(int32_t a, int32_t b) { return a > b ? a : b; }

/* Where `rows` rows (>= 1) more of `height` lead, `done` being there. */
DENDRT_INLINE int32_t dendrt_stream_next(int32_t done, int32_t rows, int32_t height) {
  return height - done < rows ? height : done + rows;
}

/* The rows of an input of `height` rows that output rows before `end` need, row y reading input rows up
 * to y * stride + last; >= 0. */
DENDRT_INLINE int32_t dendrt_stream_needed(int32_t end, int32_t stride, int32_t last, int32_t height) {
  const int32_t needed = (end - 1) * stride + last + 1;
  if (end == 0 || needed < 0)
    return 0;
  return needed < height ? needed : height;
}

#endif
