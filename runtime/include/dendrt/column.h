/* column.h: gathers the windows of one or two output positions into columns of int16.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * A column is a sequence of words, each two elements of the window in column order (see the README):
 * the order in which whole words of a run, the elements of a window that lie side by side in the input,
 * are widened with the fewest instructions. The words of two positions alternate, so that one double
 * load fetches both. */
#ifndef DENDRT_COLUMN_H
#define DENDRT_COLUMN_H

#include "simd.h"
#include "window.h"

/* What a column holds: `channels` channels from `first_channel` on, of every tap of the window, as `runs`
 * runs of `run` elements. */
typedef struct {
  const dendrt_plane_t *plane;
  const dendrt_window_t *window;
  int32_t first_channel, channels;
  int32_t run, runs;
  int32_t words;      /* of one column */
  int32_t zero_point; /* what padding reads */
  int size;           /* bytes of an input element */
} dendrt_column_source_t;

/* Whether all taps of a row of the window lie side by side. */
DENDRT_INLINE int dendrt_column_contiguous(const dendrt_window_t *window, int32_t groups) {
  return groups == 1 && (window->dilation_width == 1 || window->width == 1);
}

/* Whether all taps of the window lie side by side: those of 1-D tensors, whose rows are of one position. */
DENDRT_INLINE int dendrt_column_line(const dendrt_plane_t *plane, const dendrt_window_t *window, int32_t groups) {
  return groups == 1 && plane->width == 1 && window->width == 1 && window->dilation_height == 1;
}

/* Fills `words` words of the column of one position with the pair `word`. */
DENDRT_INLINE void dendrt_column_fill(dendrt_uint32_t *column, int pixels, int32_t words, uint32_t word) {
  for (int32_t i = 0; i < words; ++i)
    column[i * pixels] = word;
}

/* Sets what lies between the `length` elements of the column of one position and its last word.
 * Their weights are zero, so any value will do; but it is to be a defined one. */
DENDRT_INLINE void dendrt_column_pad(dendrt_uint32_t *column, int pixels, int32_t length, int32_t words) {
  dendrt_column_fill(column + (length + 1) / 2 * pixels, pixels, words - (length + 1) / 2, 0);
}

/* Puts element `i` of a run, whose words begin at `word`, into its place; the one that is left over of a run of odd
 * length goes to `*rest`. */
DENDRT_INLINE void dendrt_column_put(dendrt_uint32_t *word, int pixels, int32_t run, int32_t i, int32_t value, int size,
                                     uint32_t *rest) {
  dendrt_int16_t *half = (dendrt_int16_t *)word;
  const int32_t fours = size == 1 ? run & ~3 : 0;
  if (i < fours) {
    half[((i & ~3) / 2 + (i & 1)) * 2 * pixels + (i >> 1 & 1)] = (int16_t)value;
    return;
  }
  const int three = size == 1 && run % 4 == 3;
  if (run % 2 && i == (three ? run - 2 : run - 1))
    *rest = (uint32_t)value;
  else if (three)
    half[fours * pixels + (i - fours) / 2] = (int16_t)value;
  else
    half[i / 2 * 2 * pixels + i % 2] = (int16_t)value;
}

/* Copies a run into the words at `word`; where its length is odd, returns the element that is left over, in the
 * lower half. `beyond`: the byte behind the run may be read. */
DENDRT_INLINE uint32_t dendrt_column_run(dendrt_uint32_t *word, int pixels, const void *source, int32_t run, int size,
                                         int beyond) {
  if (size != 1) {
    const dendrt_int16_t *element = (const dendrt_int16_t *)source;
    for (int32_t i = 0; i < run / 2; ++i)
      word[i * pixels] = dendrt_load_pair(element + 2 * i);
    return run % 2 ? (uint32_t)element[run - 1] : 0;
  }
  const int8_t *byte = (const int8_t *)source;
  DENDRT_UNROLL
  for (int32_t fours = run / 4; fours > 0; --fours, byte += 4, word += 2 * pixels) {
    const uint32_t bytes = dendrt_load32(byte);
    word[0] = dendrt_sxtb16(bytes);
    word[pixels] = dendrt_sxtb16_ror8(bytes);
  }
  if (run % 4 == 3 && beyond) {
    const uint32_t bytes = dendrt_load32(byte);
    word[0] = dendrt_sxtb16(bytes);
    return dendrt_sxtb16_ror8(bytes);
  }
  if (run % 4 == 3)
    word[0] = dendrt_pair(byte[0], byte[2]);
  if (run % 4 == 2)
    word[0] = dendrt_pair(byte[0], byte[1]);
  return run % 2 ? (uint32_t)byte[run % 4 / 2] : 0;
}

/* The same for two positions, the second one's elements `distance` bytes further on; what is left over goes to
 * `rest`. */
DENDRT_INLINE void dendrt_column_run_two(dendrt_uint32_t *word, const void *source, int32_t distance, int32_t run,
                                         int size, int beyond, uint32_t *rest) {
  if (size == 1) {
    DENDRT_UNROLL
    for (int32_t fours = run / 4; fours > 0; --fours, source = dendrt_at(source, 4), word += 4) {
      const uint32_t first = dendrt_load32(source), second = dendrt_load32(dendrt_at(source, distance));
      word[0] = dendrt_sxtb16(first);
      word[1] = dendrt_sxtb16(second);
      word[2] = dendrt_sxtb16_ror8(first);
      word[3] = dendrt_sxtb16_ror8(second);
    }
    run %= 4;
  }
  if (size == 1 && run == 3 && beyond && __builtin_constant_p(distance) && distance == 1) { /* both are in one word */
    const uint32_t bytes = dendrt_load32(source), even = dendrt_sxtb16(bytes);
    word[0] = even;
    word[1] = rest[0] = dendrt_sxtb16_ror8(bytes);
    rest[1] = even >> 16;
    return;
  }
  rest[0] = dendrt_column_run(word, 2, source, run, size, beyond);
  rest[1] = dendrt_column_run(word + 1, 2, dendrt_at(source, distance), run, size, beyond);
}

/* Widens four bytes to the words `word` and `word` + 2. */
DENDRT_INLINE void dendrt_column_four(dendrt_uint32_t *word, uint32_t bytes) {
  word[0] = dendrt_sxtb16(bytes);
  word[2] = dendrt_sxtb16_ror8(bytes);
}

/* dendrt_column_run_two where the second position's run is the first one's from its second tap on, and one tap more:
 * what both have is loaded and widened once. Taps are whole words of bytes, `tap` elements. */
DENDRT_INLINE void dendrt_column_run_neighbours(dendrt_uint32_t *word, const void *source, int32_t tap, int32_t run) {
  dendrt_uint32_t *second = word + 1;
  DENDRT_UNROLL
  for (int32_t i = 0; i < tap; i += 4)
    dendrt_column_four(word + i, dendrt_load32(dendrt_at(source, i)));
  DENDRT_UNROLL
  for (int32_t i = tap; i < run; i += 4) {
    const uint32_t bytes = dendrt_load32(dendrt_at(source, i));
    dendrt_column_four(word + i, bytes);
    dendrt_column_four(second + i - tap, bytes);
  }
  DENDRT_UNROLL
  for (int32_t i = run; i < run + tap; i += 4)
    dendrt_column_four(second + i - tap, dendrt_load32(dendrt_at(source, i)));
}

/* Gathers the columns of two output positions. The first one's window begins at `source`, the second one's `distance`
 * bytes further on; both lie inside the input, and `slot` is the row of the buffer in which they begin; a run of
 * several rows does not reach beyond the buffer. */
DENDRT_INLINE void dendrt_column_gather_two(const dendrt_column_source_t *s, dendrt_uint32_t *column,
                                            const void *source, int32_t distance, int32_t slot, int beyond) {
  const dendrt_plane_t *plane = s->plane;
  const dendrt_window_t *window = s->window;
  const int32_t rows = s->runs < window->height ? 1 : window->height, row_runs = s->runs / rows, run_words = s->run / 2;
  const int32_t tap_size = window->dilation_width * plane->channels * s->size;
  dendrt_uint32_t *tail = column + s->runs * run_words * 2;
  uint32_t even[2] = {0, 0}, odd[2];
  int32_t u = 0;
  /* Not in kernels that layers share to save flash. */
  const int neighbours = __builtin_constant_p(s->channels) && s->runs == window->height && window->width > 1 &&
                         s->size == 1 && s->channels % 4 == 0 && distance == s->channels;
  DENDRT_UNROLL
  for (int32_t ky = 0; ky < rows; ++ky) {
    if (neighbours)
      dendrt_column_run_neighbours(column + ky * run_words * 2, source, s->channels, s->run);
    for (int32_t i = 0; i < row_runs && !neighbours; ++i, ++u) {
      dendrt_column_run_two(column + u * run_words * 2, dendrt_at(source, i * tap_size), distance, s->run, s->size,
                            beyond, u % 2 ? odd : even);
      if (s->run % 2 && (u % 2 || u == s->runs - 1)) {
        tail[u / 2 * 2] = u % 2 ? dendrt_pack_halves(even[0], odd[0]) : even[0] & 0xffff;
        tail[u / 2 * 2 + 1] = u % 2 ? dendrt_pack_halves(even[1], odd[1]) : even[1] & 0xffff;
      }
    }
    source = dendrt_at(source, window->dilation_height * plane->row_size);
    slot += window->dilation_height;
    if (plane->row_capacity < plane->height && slot >= plane->row_capacity) {
      slot -= plane->row_capacity;
      source = dendrt_at(source, -plane->row_capacity * plane->row_size);
    }
  }
}

/* Gathers taps [from, to) of a run of `taps` taps, the first of which lies at `source`; the others are padding.
 * Returns what is left over. */
DENDRT_INLINE uint32_t dendrt_column_part(const dendrt_column_source_t *s, dendrt_uint32_t *word, int pixels,
                                          const void *source, int32_t from, int32_t to, int32_t taps) {
  const int32_t channels = s->channels, whole = s->size == 1 ? 4 : 2;
  if (from == 0 && to == taps)
    return dendrt_column_run(word, pixels, source, s->run, s->size, 0);
  dendrt_column_fill(word, pixels, s->run / 2, dendrt_pair(s->zero_point, s->zero_point));
  uint32_t rest = (uint32_t)s->zero_point;
  if (from >= to)
    return rest;
  if (channels % whole == 0) { /* in words: the order of the part is that of a shorter run */
    dendrt_column_run(word + from * channels / 2 * pixels, pixels, dendrt_at(source, from * channels * s->size),
                      (to - from) * channels, s->size, 0);
    return 0;
  }
  /* Words that the run has whole as such, what is before and behind them one by one. */
  const int32_t end = to * channels, first = (from * channels + whole - 1) / whole * whole, last = end / whole * whole;
  const int by_words = __builtin_constant_p(channels) && channels > whole && last > first;
  const int32_t length = by_words ? last - first : 0, before = by_words ? first : end;
  for (int32_t i = from * channels; i < before; ++i)
    dendrt_column_put(word, pixels, s->run, i, dendrt_load_element(source, i, s->size), s->size, &rest);
  dendrt_column_run(word + first / 2 * pixels, pixels, dendrt_at(source, first * s->size), length, s->size, 0);
  for (int32_t i = before + length; i < end; ++i)
    dendrt_column_put(word, pixels, s->run, i, dendrt_load_element(source, i, s->size), s->size, &rest);
  return rest;
}

/* Gathers the column of a window that is one run, which starts at input row `y`, column `x`, wherever that is. */
DENDRT_INLINE void dendrt_column_gather_line(const dendrt_column_source_t *s, dendrt_uint32_t *column, int pixels,
                                             const void *input, int32_t y, int32_t x) {
  const dendrt_plane_t *plane = s->plane;
  uint32_t rest = 0;
  for (int32_t i = 0; i < s->run; ++y) {
    const int inside = x == 0 && y >= 0 && y < plane->height;
    const void *row = inside ? dendrt_at(input, dendrt_row_offset(plane, y)) : input;
    for (int32_t c = 0; c < s->channels; ++c, ++i)
      dendrt_column_put(column, pixels, s->run, i, inside ? dendrt_load_element(row, c, s->size) : s->zero_point,
                        s->size, &rest);
  }
  if (s->run % 2)
    column[s->run / 2 * pixels] = rest & 0xffff;
}

/* Gathers the column of the output position whose window starts at input row `y`, column `x`, wherever that is. */
DENDRT_INLINE void dendrt_column_gather(const dendrt_column_source_t *s, dendrt_uint32_t *column, int pixels,
                                        const void *input, int32_t y, int32_t x) {
  const dendrt_plane_t *plane = s->plane;
  const dendrt_window_t *window = s->window;
  const int contiguous = s->runs == window->height;
  const int32_t run_words = s->run / 2, position_size = plane->channels * s->size;
  const int32_t run_taps = contiguous ? window->width : 1, row_runs = contiguous ? 1 : window->width;
  dendrt_uint32_t *word = column, *tail = column + s->runs * run_words * pixels;
  dendrt_taps_t taps = {y, x, 0, window->height, 0, window->width};
  uint32_t even = 0;
  int odd = 0;
  if (s->runs < window->height) {
    dendrt_column_gather_line(s, column, pixels, input, y, x);
    return;
  }
  dendrt_taps_clip(x, window->dilation_width, plane->width, &taps.left, &taps.right);
  input = dendrt_at(input, x * position_size + s->first_channel * s->size);
  for (int32_t ky = 0; ky < window->height; ++ky, y += window->dilation_height) {
    const int inside = y >= 0 && y < plane->height;
    const void *row = inside ? dendrt_at(input, dendrt_row_offset(plane, y)) : input;
    for (int32_t tap = 0; tap < row_runs; ++tap, word += run_words * pixels) {
      const int32_t from = taps.left > tap ? taps.left - tap : 0;
      const int32_t to = taps.right - tap < run_taps ? taps.right - tap : run_taps;
      const uint32_t rest = dendrt_column_part(s, word, pixels, row, from, inside ? to : 0, run_taps);
      row = dendrt_at(row, window->dilation_width * position_size);
      if (s->run % 2 == 0)
        continue;
      if (odd) {
        *tail = dendrt_pack_halves(even, rest);
        tail += pixels;
      }
      even = rest;
      odd = !odd;
    }
  }
  if (odd)
    *tail = even & 0xffff;
}

#endif
