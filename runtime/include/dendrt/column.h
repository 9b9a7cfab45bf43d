/* column.h: gathers the window of one or two output positions into a column of int16.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * A column is a sequence of words, each two consecutive elements of the window in column order (see
 * the README); the words of two positions alternate, so that one double load fetches both. */
#ifndef DENDRT_COLUMN_H
#define DENDRT_COLUMN_H

#include "memory.h"
#include "simd.h"

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
  uint32_t word = dendrt_pair(value, value);
  for (int32_t i = 0; i < words; ++i)
    column[i * pixels] = word;
}

/* Copies `count` elements into the column of one position from element `k` on. With `exchange` the
 * middle two of every full group of four change places (`k` is then a multiple of 4): the order in
 * which SXTB16 yields int8. `size` is that of an input element in bytes. */
DENDRT_INLINE void dendrt_column_copy(dendrt_uint32_t *column, int pixels, int32_t k, const void *source, int32_t count,
                                      int size, int exchange) {
  int32_t i = 0;
  if (size == 1 && exchange) {
    dendrt_uint32_t *word = column + (k >> 1) * pixels;
    for (; i + 4 <= count; i += 4, word += 2 * pixels) {
      uint32_t bytes = dendrt_load32(dendrt_at(source, i));
      word[0] = dendrt_sxtb16(bytes);
      word[pixels] = dendrt_sxtb16_ror8(bytes);
    }
  }
  for (; i < count; ++i)
    dendrt_column_set(column, pixels, k + i, dendrt_load_element(source, i, size));
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

/* Gathers the column of output position (row, x) from `input`. */
DENDRT_INLINE void dendrt_column_gather(const dendrt_column_source_t *s, dendrt_uint32_t *column, int pixels,
                                        const void *input, int32_t row, int32_t x) {
  const dendrt_plane_t *plane = s->plane;
  const dendrt_window_t *window = s->window;
  const int32_t top = row * window->stride_height - window->pad_top;
  const int32_t left = x * window->stride_width - window->pad_left;
  const int32_t bottom = top + (window->height - 1) * window->dilation_height;
  const int32_t right = left + (window->width - 1) * window->dilation_width;
  const int inside = top >= 0 && left >= 0 && bottom < plane->height && right < plane->width;
  const int contiguous = (window->dilation_width == 1 || window->width == 1) && s->channels == plane->channels;
  if (!inside)
    dendrt_column_fill(column, pixels, s->words, s->zero_point);
  const int32_t run = window->width * s->channels;
  for (int32_t ky = 0; ky < window->height; ++ky) {
    const int32_t y = top + ky * window->dilation_height;
    if (!inside && (y < 0 || y >= plane->height))
      continue;
    const void *source = dendrt_at(input, dendrt_row_offset(plane, y));
    if (inside && contiguous) {
      source = dendrt_at(source, left * plane->channels * s->size);
      dendrt_column_copy(column, pixels, ky * run, source, run, s->size, s->exchange);
      continue;
    }
    for (int32_t kx = 0; kx < window->width; ++kx) {
      const int32_t column_x = left + kx * window->dilation_width;
      if (!inside && (column_x < 0 || column_x >= plane->width))
        continue;
      const void *position = dendrt_at(source, (column_x * plane->channels + s->first_channel) * s->size);
      dendrt_column_copy(column, pixels, ky * run + kx * s->channels, position, s->channels, s->size, s->exchange);
    }
  }
}

#endif
