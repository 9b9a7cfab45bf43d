/* column.h: gathers the windows of one or two output positions into columns of int16.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * A column is a sequence of words, each two consecutive elements of the window in column order (see
 * the README). The words of two positions alternate, so that one double load fetches both. */
#ifndef DENDRT_COLUMN_H
#define DENDRT_COLUMN_H

#include "simd.h"
#include "window.h"

/* Writes element `k` of the column of one position. `column` is its first word. */
DENDRT_INLINE void dendrt_column_set(dendrt_uint32_t *column, int pixels, int32_t k, int32_t value) {
  ((dendrt_int16_t *)column)[(k >> 1) * 2 * pixels + (k & 1)] = (int16_t)value;
}

/* Sets what lies between the `length` elements of the column of one position and its last word.
 * Their weights are zero, so any value will do; but it is to be a defined one. */
DENDRT_INLINE void dendrt_column_pad(dendrt_uint32_t *column, int pixels, int32_t length, int32_t words) {
  for (int32_t i = length / 2; i < words; ++i)
    column[i * pixels] = 0;
}

/* Fills the column of one position with `value`. */
DENDRT_INLINE void dendrt_column_fill(dendrt_uint32_t *column, int pixels, int32_t words, int32_t value) {
  const uint32_t word = dendrt_pair(value, value);
  for (int32_t i = 0; i < words; ++i)
    column[i * pixels] = word;
}

/* Copies `count` elements into the column of one position from element `k` on. With `exchange` the
 * middle two of every full group of four change places (`k` is then a multiple of 4): the order in
 * which SXTB16 yields int8. `size` is that of an input element in bytes. */
DENDRT_INLINE void dendrt_column_copy(dendrt_uint32_t *column, int pixels, int32_t k, const void *source, int32_t count,
                                      int size, int exchange) {
  if (size == 1 && exchange) {
    dendrt_uint32_t *word = column + (k >> 1) * pixels;
    for (uint32_t groups = (uint32_t)count / 4; groups > 0; --groups, word += 2 * pixels) {
      const uint32_t bytes = dendrt_load32(source);
      word[0] = dendrt_sxtb16(bytes);
      word[pixels] = dendrt_sxtb16_ror8(bytes);
      source = dendrt_at(source, 4);
    }
    k += count & ~3;
    count &= 3;
  }
  for (; count > 0; --count, ++k, source = dendrt_at(source, size))
    dendrt_column_set(column, pixels, k, dendrt_load_element(source, 0, size));
}

/* The same for two positions at once, whose elements are at `source` and `distance` bytes further
 * on. */
DENDRT_INLINE void dendrt_column_copy_two(dendrt_uint32_t *column, int32_t k, const void *source, int32_t distance,
                                          int32_t count, int size, int exchange) {
  if (size == 1 && exchange) {
    dendrt_uint32_t *word = column + k;
    for (uint32_t groups = (uint32_t)count / 4; groups > 0; --groups, word += 4) {
      const uint32_t first = dendrt_load32(source), second = dendrt_load32(dendrt_at(source, distance));
      word[0] = dendrt_sxtb16(first);
      word[1] = dendrt_sxtb16(second);
      word[2] = dendrt_sxtb16_ror8(first);
      word[3] = dendrt_sxtb16_ror8(second);
      source = dendrt_at(source, 4);
    }
    k += count & ~3;
    count &= 3;
  }
  for (; count > 0; --count, ++k, source = dendrt_at(source, size)) {
    dendrt_column_set(column, 2, k, dendrt_load_element(source, 0, size));
    dendrt_column_set(column + 1, 2, k, dendrt_load_element(dendrt_at(source, distance), 0, size));
  }
}

/* What a column holds: `channels` channels from `first_channel` on, of every tap of the window. */
typedef struct {
  const dendrt_plane_t *plane;
  const dendrt_window_t *window;
  int32_t first_channel, channels;
  int32_t words;      /* of one column */
  int32_t zero_point; /* what padding reads */
  int size, exchange;
} dendrt_column_source_t;

/* Whether the window that starts at input row `y`, column `x` lies inside the input. */
DENDRT_INLINE int dendrt_column_inside(const dendrt_column_source_t *s, int32_t y, int32_t x) {
  const dendrt_window_t *window = s->window;
  return y >= 0 && y + (window->height - 1) * window->dilation_height < s->plane->height && x >= 0 &&
         x + (window->width - 1) * window->dilation_width < s->plane->width;
}

/* Gathers tap rows [top, bottom) and columns [left, right) of the window that starts at input row
 * `y`, column `x`, all of them inside the input. With two positions, `distance` bytes apart, the
 * columns of both. */
DENDRT_INLINE void dendrt_column_gather_taps(const dendrt_column_source_t *s, dendrt_uint32_t *column, int pixels,
                                             int both, int32_t distance, const void *input, const dendrt_taps_t *taps) {
  const dendrt_plane_t *plane = s->plane;
  const dendrt_window_t *window = s->window;
  const int contiguous = (window->dilation_width == 1 || window->width == 1) && s->channels == plane->channels;
  const int32_t run = contiguous ? (taps->right - taps->left) * s->channels : s->channels;
  const int32_t runs = contiguous ? 1 : taps->right - taps->left;
  const int32_t position_size = plane->channels * s->size;
  const int32_t x = taps->column + taps->left * window->dilation_width;
  int32_t slot = dendrt_row_slot(plane, taps->row + taps->top * window->dilation_height);
  const void *row = dendrt_at(input, slot * plane->row_size + x * position_size + s->first_channel * s->size);
  int32_t k = (taps->top * window->width + taps->left) * s->channels;
  for (int32_t ky = taps->top; ky < taps->bottom; ++ky) {
    for (int32_t i = 0; i < runs; ++i) {
      const void *source = dendrt_at(row, i * window->dilation_width * position_size);
      if (both)
        dendrt_column_copy_two(column, k + i * run, source, distance, run, s->size, s->exchange);
      else
        dendrt_column_copy(column, pixels, k + i * run, source, run, s->size, s->exchange);
    }
    k += window->width * s->channels;
    row = dendrt_at(row, window->dilation_height * plane->row_size);
    slot += window->dilation_height;
    if (plane->row_capacity < plane->height && slot >= plane->row_capacity) {
      slot -= plane->row_capacity;
      row = dendrt_at(row, -plane->row_capacity * plane->row_size);
    }
  }
}

/* Gathers the column of the output position whose window starts at input row `y`, column `x`. */
DENDRT_INLINE void dendrt_column_gather(const dendrt_column_source_t *s, dendrt_uint32_t *column, int pixels,
                                        const void *input, int32_t y, int32_t x) {
  dendrt_taps_t taps = {y, x, 0, s->window->height, 0, s->window->width};
  if (!dendrt_column_inside(s, y, x)) {
    dendrt_column_fill(column, pixels, s->words, s->zero_point);
    dendrt_taps_clip(y, s->window->dilation_height, s->plane->height, &taps.top, &taps.bottom);
    dendrt_taps_clip(x, s->window->dilation_width, s->plane->width, &taps.left, &taps.right);
  }
  dendrt_column_gather_taps(s, column, pixels, 0, 0, input, &taps);
}

/* Gathers the columns of two output positions, whose windows start at input (y0, x0) and (y1, x1).
 */
DENDRT_INLINE void dendrt_column_gather_two(const dendrt_column_source_t *s, dendrt_uint32_t *column, const void *input,
                                            int32_t y0, int32_t x0, int32_t y1, int32_t x1) {
  const dendrt_plane_t *plane = s->plane;
  if ((y0 == y1 || plane->row_capacity >= plane->height) && dendrt_column_inside(s, y0, x0) &&
      dendrt_column_inside(s, y1, x1)) {
    const dendrt_taps_t taps = {y0, x0, 0, s->window->height, 0, s->window->width};
    const int32_t distance = (y1 - y0) * plane->row_size + (x1 - x0) * plane->channels * s->size;
    dendrt_column_gather_taps(s, column, 2, 1, distance, input, &taps);
    return;
  }
  dendrt_column_gather(s, column, 2, input, y0, x0);
  dendrt_column_gather(s, column + 1, 2, input, y1, x1);
}

#endif
