/* planes.h: channels of a tensor as planes of int16, two positions of a row to a word.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#ifndef DENDRT_PLANES_H
#define DENDRT_PLANES_H

#include "simd.h"
#include "window.h"

enum { DENDRT_PLANE_CHANNELS = 4 }; /* planes that are made at once */

/* Planes of up to four channels: rows of `words` words, `rows` of them to a plane. */
typedef struct {
  dendrt_uint32_t *words;
  int32_t row_words, plane_words;
} dendrt_planes_t;

/* Four channels at each of two positions side by side: those of the first one at `a`, as two words for int16, and of
 * the second one at `b`. Word `j` of each of four planes. */
DENDRT_INLINE void dendrt_planes_set(const dendrt_planes_t *planes, dendrt_uint32_t *word, const void *a, const void *b,
                                     int size) {
  uint32_t a0, a1, b0, b1; /* channels (0, 2) and (1, 3) for int8, (0, 1) and (2, 3) for int16 */
  if (size == 1) {
    a0 = dendrt_load32(a);
    b0 = dendrt_load32(b);
    a1 = dendrt_sxtb16_ror8(a0);
    b1 = dendrt_sxtb16_ror8(b0);
    a0 = dendrt_sxtb16(a0);
    b0 = dendrt_sxtb16(b0);
  } else {
    a0 = dendrt_load_pair((const dendrt_int16_t *)a);
    a1 = dendrt_load_pair((const dendrt_int16_t *)a + 2);
    b0 = dendrt_load_pair((const dendrt_int16_t *)b);
    b1 = dendrt_load_pair((const dendrt_int16_t *)b + 2);
  }
  const int32_t one = planes->plane_words, two = 2 * one;
  word[0] = dendrt_pack_halves(a0, b0);
  word[size == 1 ? two : one] = dendrt_pack_uppers(a0, b0);
  word[size == 1 ? one : two] = dendrt_pack_halves(a1, b1);
  word[one + two] = dendrt_pack_uppers(a1, b1);
}

/* Fills words [from, to) of row `row` of four planes with the pair `word`. */
DENDRT_INLINE void dendrt_planes_fill(const dendrt_planes_t *planes, int32_t row, int32_t from, int32_t to,
                                      uint32_t word) {
  for (int plane = 0; plane < DENDRT_PLANE_CHANNELS; ++plane)
    for (int32_t j = from; j < to; ++j)
      planes->words[plane * planes->plane_words + row * planes->row_words + j] = word;
}

/* Makes row `row` of four planes of a row of the input, at `source` of whose first position the first of the four
 * channels lies. Column 0 of the planes is `pad_left` before the input; what is outside it reads `padding`, four
 * elements. Words that are padding alone remain as they are. */
DENDRT_INLINE void dendrt_planes_row(const dendrt_planes_t *planes, int32_t row, const void *source, int32_t width,
                                     int32_t position_size, int32_t pad_left, const void *padding, int size) {
  dendrt_uint32_t *word = planes->words + row * planes->row_words, *end = word + planes->row_words;
  int32_t x = -(pad_left % 2);
  word += pad_left / 2;
  if (x < 0 && word < end) {
    dendrt_planes_set(planes, word++, padding, source, size);
    x = 1;
  }
  const void *place = dendrt_at(source, x * position_size);
  for (; word < end && x + 1 < width; ++word, x += 2, place = dendrt_at(place, 2 * position_size))
    dendrt_planes_set(planes, word, place, dendrt_at(place, position_size), size);
  if (word < end && x < width)
    dendrt_planes_set(planes, word, place, padding, size);
}

/* The same for fewer than four channels, element by element. */
DENDRT_INLINE void dendrt_planes_few(const dendrt_planes_t *planes, int32_t row, const void *source, int32_t width,
                                     int32_t position_size, int32_t pad_left, int32_t channels, int32_t padding,
                                     int size) {
  dendrt_int16_t *element = (dendrt_int16_t *)(planes->words + row * planes->row_words);
  for (int32_t x = -pad_left; x < 2 * planes->row_words - pad_left; ++x, ++element)
    for (int32_t c = 0; c < channels; ++c)
      element[2 * c * planes->plane_words] =
          (int16_t)(x < 0 || x >= width ? padding : dendrt_load_element(dendrt_at(source, x * position_size), c, size));
}

#endif
