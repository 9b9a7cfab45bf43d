/* window.h: which taps of a window lie inside the input.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#ifndef DENDRT_WINDOW_H
#define DENDRT_WINDOW_H

#include "memory.h"

/* The window of one output position: its origin in the input, and the taps inside it, rows
 * [top, bottom) and columns [left, right) of the window. */
typedef struct {
  int32_t row, column;
  int32_t top, bottom, left, right;
} dendrt_taps_t;

/* Narrows [*from, *to) to the taps t with 0 <= origin + t * dilation < size. */
DENDRT_INLINE void dendrt_taps_clip(int32_t origin, int32_t dilation, int32_t size, int32_t *from, int32_t *to) {
  while (*from < *to && origin + *from * dilation < 0)
    ++*from;
  while (*from < *to && origin + (*to - 1) * dilation >= size)
    --*to;
}

/* The taps of output position (row, x). */
DENDRT_INLINE dendrt_taps_t dendrt_taps_at(const dendrt_window_t *window, const dendrt_plane_t *plane, int32_t row,
                                           int32_t x) {
  dendrt_taps_t taps = {row * window->stride_height - window->pad_top,
                        x * window->stride_width - window->pad_left,
                        0,
                        window->height,
                        0,
                        window->width};
  dendrt_taps_clip(taps.row, window->dilation_height, plane->height, &taps.top, &taps.bottom);
  dendrt_taps_clip(taps.column, window->dilation_width, plane->width, &taps.left, &taps.right);
  return taps;
}

/* Whether all taps are inside the input. */
DENDRT_INLINE int dendrt_taps_all(const dendrt_window_t *window, const dendrt_taps_t *taps) {
  return taps->bottom - taps->top == window->height && taps->right - taps->left == window->width;
}

/* The number of taps inside the input. */
DENDRT_INLINE int32_t dendrt_taps_inside(const dendrt_taps_t *taps) {
  return (taps->bottom - taps->top) * (taps->right - taps->left);
}

/* The number of taps inside the input with its padding, `pad_bottom` rows and `pad_right` columns
 * beyond the end; a window never begins before the padding does. */
DENDRT_INLINE int32_t dendrt_taps_padded(const dendrt_window_t *window, const dendrt_plane_t *plane, int32_t pad_bottom,
                                         int32_t pad_right, const dendrt_taps_t *taps) {
  const int32_t bottom = plane->height + pad_bottom, right = plane->width + pad_right;
  int32_t rows = window->height, columns = window->width;
  while (taps->row + (rows - 1) * window->dilation_height >= bottom)
    --rows;
  while (taps->column + (columns - 1) * window->dilation_width >= right)
    --columns;
  return rows * columns;
}

/* The input row that tap row `ky` reads. */
DENDRT_INLINE const void *dendrt_taps_row(const dendrt_window_t *window, const dendrt_plane_t *plane, const void *input,
                                          const dendrt_taps_t *taps, int32_t ky) {
  return dendrt_at(input, dendrt_row_offset(plane, taps->row + ky * window->dilation_height));
}

#endif
