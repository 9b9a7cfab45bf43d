/* stream.h: how far each layer of a stream comes in a step.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * A stream computes layers together, a few rows at a time: one of them some rows, those before it the
 * rows needed for them, the others the rows for which there is enough. Rows are counted from the
 * first. */
#ifndef DENDRT_STREAM_H
#define DENDRT_STREAM_H

#include "memory.h"

/* The larger one. */
DENDRT_INLINE int32_t dendrt_stream_max(int32_t a, int32_t b) { return a > b ? a : b; }

/* The smaller one. */
DENDRT_INLINE int32_t dendrt_stream_min(int32_t a, int32_t b) { return a < b ? a : b; }

/* Where `rows` rows (>= 1) more of `height` lead, `done` being there. */
DENDRT_INLINE int32_t dendrt_stream_next(int32_t done, int32_t rows, int32_t height) {
  return height - done < rows ? height : done + rows;
}

/* The rows of an input of `height` rows that output rows before `end` need, row y reading input rows up
 * to (y * stride + last) / divisor, rounded down; >= 0. */
DENDRT_INLINE int32_t dendrt_stream_needed_of(int32_t divisor, int32_t end, int32_t stride, int32_t last,
                                              int32_t height) {
  const int32_t place = (end - 1) * stride + last;
  return end == 0 || place < 0 ? 0 : dendrt_stream_min(place / divisor + 1, height);
}

DENDRT_INLINE int32_t dendrt_stream_needed(int32_t end, int32_t stride, int32_t last, int32_t height) {
  return dendrt_stream_needed_of(1, end, stride, last, height);
}

/* The output rows that can be computed once the input's rows before `end` are there, row y reading
 * input rows up to (y * stride + last) / divisor; all `height` of them, the bottom padding too, with `needed` rows. */
DENDRT_INLINE int32_t dendrt_stream_ready_of(int32_t divisor, int32_t end, int32_t stride, int32_t last, int32_t needed,
                                             int32_t height) {
  const int32_t spare = end * divisor - 1 - last;
  if (end >= needed)
    return height;
  return spare < 0 ? 0 : dendrt_stream_min(spare / stride + 1, height);
}

DENDRT_INLINE int32_t dendrt_stream_ready(int32_t end, int32_t stride, int32_t last, int32_t needed, int32_t height) {
  return dendrt_stream_ready_of(1, end, stride, last, needed, height);
}

/* Rows that are fed to a stream: the ring of `capacity` rows of `row_size` bytes in which it keeps them,
 * the next row's number, and what is left of those that the caller brought. */
typedef struct {
  void *ring;
  int32_t capacity, row_size;
  int32_t row;
  const void *rows;
  int32_t count;
} dendrt_feed_t;

/* Takes rows before `end` into the ring: 0 where the caller brought too few. */
DENDRT_INLINE int dendrt_stream_feed(dendrt_feed_t *feed, int32_t end) {
  while (feed->row < end && feed->count > 0) {
    const int32_t slot = feed->row % feed->capacity;
    int32_t count = end - feed->row;
    if (count > feed->capacity - slot)
      count = feed->capacity - slot;
    if (count > feed->count)
      count = feed->count;
    memcpy(dendrt_at_mutable(feed->ring, slot * feed->row_size), feed->rows, (size_t)(count * feed->row_size));
    feed->rows = dendrt_at(feed->rows, count * feed->row_size);
    feed->row += count;
    feed->count -= count;
  }
  return feed->row >= end;
}

#endif
