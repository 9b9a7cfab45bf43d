/* dual.h: products of int16 columns with weights of two filters per 16-bit lane.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * A lane holds 256 * a + b, the weights of filters A and B for one element x of the column. Summed
 * over the column, t = 256 * A + B and, with the low bytes alone, b = B; then A = (t - b) >> 8
 * exactly, as long as A fits 24 bits: t and b themselves may wrap. One SXTB16 thus serves four
 * weights, and flash still holds one byte per weight. */
#ifndef DENDRT_DUAL_H
#define DENDRT_DUAL_H

#include "dsp_tile.h"

/* The sums of one pair of filters at two positions: `both` = 256 * A + B, `second` = B, modulo
 * 2^32. */
typedef struct {
  int32_t both[2], second[2];
} dendrt_dual_t;

/* Adds the product of a word of weights with a word of the column of one position. */
DENDRT_INLINE void dendrt_dual_add(dendrt_dual_t *sums, uint32_t w, uint32_t x, int pixel) {
  sums->both[pixel] = dendrt_smlad(x, w, sums->both[pixel]);
  sums->second[pixel] = dendrt_smlad(x, dendrt_sxtb16(w), sums->second[pixel]);
}

/* One word of the columns of `pixels` (1 or 2) positions with one word of each of `pairs` (1 or 2)
 * pairs of filters; both pointers move on.
 * Instructions per multiply-accumulate on a DSP core: 0.88 (2 positions, 1 pair), 1 (1, 2), 1.25 (1, 1). In assembly,
 * because compilers read weights far ahead of their use and then run out of registers. */
DENDRT_INLINE void dendrt_dual_step(dendrt_dual_t *p, dendrt_dual_t *q, const dendrt_uint32_t **column,
                                    const uint32_t **weights, int pixels, int pairs) {
#if defined(DENDRT_DSP)
  uint32_t x0, x1, w;
  if (pixels == 2 && pairs == 1) {
    __asm__ volatile(
        "ldrd %[x0], %[x1], [%[column]], #8\n\t"
        "ldr %[w], [%[weights]], #4\n\t"
        "smlad %[a0], %[x0], %[w], %[a0]\n\t"
        "smlad %[a1], %[x1], %[w], %[a1]\n\t"
        "sxtb16 %[w], %[w]\n\t"
        "smlad %[b0], %[x0], %[w], %[b0]\n\t"
        "smlad %[b1], %[x1], %[w], %[b1]"
        : [a0] "+&r"(p->both[0]), [a1] "+&r"(p->both[1]), [b0] "+&r"(p->second[0]), [b1] "+&r"(p->second[1]),
          [x0] "=&r"(x0), [x1] "=&r"(x1), [w] "=&r"(w), [column] "+&r"(*column), [weights] "+&r"(*weights)
        :
        : "memory");
    return;
  }
  if (pixels == 1) {
    __asm__ volatile("ldr %[x0], [%[column]], #4\n\t"
                     "ldr %[w], [%[weights]], #4\n\t"
                     "smlad %[a0], %[x0], %[w], %[a0]\n\t"
                     "sxtb16 %[w], %[w]\n\t"
                     "smlad %[b0], %[x0], %[w], %[b0]"
                     : [a0] "+&r"(p->both[0]), [b0] "+&r"(p->second[0]), [x0] "=&r"(x0), [w] "=&r"(w),
                       [column] "+&r"(*column), [weights] "+&r"(*weights)
                     :
                     : "memory");
    if (pairs == 2)
      __asm__ volatile("ldr %[w], [%[weights]], #4\n\t"
                       "smlad %[a0], %[x0], %[w], %[a0]\n\t"
                       "sxtb16 %[w], %[w]\n\t"
                       "smlad %[b0], %[x0], %[w], %[b0]"
                       : [a0] "+&r"(q->both[0]), [b0] "+&r"(q->second[0]), [w] "=&r"(w), [weights] "+&r"(*weights)
                       : [x0] "r"(x0)
                       : "memory");
    return;
  }
#endif
  const uint32_t *words = *weights;
  const dendrt_uint32_t *x = *column;
  dendrt_dual_add(p, words[0], x[0], 0);
  if (pixels == 2)
    dendrt_dual_add(p, words[0], x[1], 1);
  if (pairs == 2) {
    dendrt_dual_add(q, words[1], x[0], 0);
    if (pixels == 2)
      dendrt_dual_add(q, words[1], x[1], 1);
  }
  *column += pixels;
  *weights += pairs;
}

/* The sums of `pairs` pairs over `words` words of the columns; the pointers move on. */
DENDRT_INLINE void dendrt_dual_sums(dendrt_dual_t *p, dendrt_dual_t *q, const dendrt_uint32_t *column,
                                    const uint32_t **weights, int32_t words, int pixels, int pairs) {
  const dendrt_uint32_t *end = column + words * pixels, *unrolled_end = end - words % 4 * pixels;
  while (!DENDRT_IS_SMALL && column != unrolled_end) {
    dendrt_dual_step(p, q, &column, weights, pixels, pairs);
    dendrt_dual_step(p, q, &column, weights, pixels, pairs);
    dendrt_dual_step(p, q, &column, weights, pixels, pairs);
    dendrt_dual_step(p, q, &column, weights, pixels, pairs);
  }
  while (column != end)
    dendrt_dual_step(p, q, &column, weights, pixels, pairs);
}

#if defined(DENDRT_DSP_TILES)
/* The same for two positions and two pairs, from the sums at `start` on, those of the second position `second` elements
 * further. */
DENDRT_INLINE void dendrt_dual_two(dendrt_dual_t *p, dendrt_dual_t *q, const dendrt_uint32_t *column,
                                   const uint32_t **weights, const int32_t *start, int32_t second, int32_t words) {
  dendrt_tile_t tile;
  DENDRT_DSP_TILE(&tile, column, *weights, start, words, DENDRT_DSP_BEGIN_FOUR, DENDRT_DSP_DUAL, 48);
  int32_t *s = tile.value;
  if (second != 0) {
    s[1] = dendrt_tile_begin(s[1], start[0], start[second]);
    s[3] = dendrt_tile_begin(s[3], start[1], start[second + 1]);
    s[5] = dendrt_tile_begin(s[5], start[2], start[second + 2]);
    s[7] = dendrt_tile_begin(s[7], start[3], start[second + 3]);
  }
  *p = (dendrt_dual_t){{s[0], s[1]}, {s[2], s[3]}};
  *q = (dendrt_dual_t){{s[4], s[5]}, {s[6], s[7]}};
}

/* The same for one position. */
DENDRT_INLINE void dendrt_dual_one(dendrt_dual_t *p, dendrt_dual_t *q, const dendrt_uint32_t *column,
                                   const uint32_t **weights, const int32_t *start, int32_t words) {
  DENDRT_DSP_DUAL_ONE(p->both[0], p->second[0], q->both[0], q->second[0], column, *weights, start, words / 2);
  if (words % 2) {
    column += words - 1;
    dendrt_dual_step(p, q, &column, weights, 1, 2);
  }
}
#endif

/* Adds the two sums of a pair, times 2^`doubled` (0 or 1), to those of its filters A, at `a`, and B, at `b`. */
DENDRT_INLINE void dendrt_dual_split(int32_t *a, int32_t *b, int32_t both, int32_t second, int doubled) {
  *a += (int32_t)((uint32_t)both - (uint32_t)second) >> (8 - doubled);
  *b += dendrt_shift_left(second, doubled);
}

/* Adds to `tile` the sums, `doubled` or not, of `pairs` (1 or 2) pairs of filters over `words` words of the columns of
 * `pixels` (1 or 2) positions. The words of two pairs alternate. `start` holds {256 * A + B, B} per
 * pair: the sums to start from, `second` elements further on those of the second position. Returns the end of the
 * weights. */
DENDRT_INLINE const uint32_t *dendrt_dual_chunk(dendrt_tile_t *tile, const dendrt_uint32_t *column,
                                                const uint32_t *weights, const int32_t *start, int32_t second,
                                                int32_t words, int pixels, int pairs, int doubled) {
  dendrt_dual_t p = {{start[0], start[second]}, {start[1], start[second + 1]}}, q = {{0, 0}, {0, 0}};
  if (pairs == 2)
    q = (dendrt_dual_t){{start[2], start[second + 2]}, {start[3], start[second + 3]}};
#if defined(DENDRT_DSP_TILES)
  if (pairs == 2 && pixels == 2)
    dendrt_dual_two(&p, &q, column, &weights, start, second, words);
  else if (pairs == 2 && words > 1)
    dendrt_dual_one(&p, &q, column, &weights, start, words);
  else
#endif
    dendrt_dual_sums(&p, &q, column, &weights, words, pixels, pairs);
  int32_t *value = tile->value;
  dendrt_dual_split(value, value + 2, p.both[0], p.second[0], doubled);
  dendrt_dual_split(value + 1, value + 3, p.both[1], p.second[1], doubled);
  if (pairs == 2) {
    dendrt_dual_split(value + 4, value + 6, q.both[0], q.second[0], doubled);
    dendrt_dual_split(value + 5, value + 7, q.both[1], q.second[1], doubled);
  }
  return weights;
}

/* The sums over the whole column, from a bias on, that of the second position `second` elements further, in chunks of
 * at most `chunk_words` words. Returns the end of the weights. */
DENDRT_INLINE const void *dendrt_dual_tile(dendrt_tile_t *tile, const dendrt_uint32_t *column, const uint32_t *weights,
                                           const int32_t *bias, int32_t second, int32_t words, int32_t chunk_words,
                                           int pixels, int pairs, int doubled) {
  static const int32_t zero[4] = {0, 0, 0, 0};
  *tile = dendrt_tile_zero();
  for (;;) {
    const int32_t length = chunk_words < words ? chunk_words : words;
    weights = dendrt_dual_chunk(tile, column, weights, bias, second, length, pixels, pairs, doubled);
    words -= length;
    if (words == 0)
      return weights;
    column += length * pixels;
    bias = zero;
    second = 0;
  }
}

#endif
