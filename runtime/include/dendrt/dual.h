/* dual.h: products of int16 columns with weights of two filters per 16-bit lane.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * A lane holds 256 * a + b, the weights of filters A and B for one element x of the column. Summed
 * over the column, t = 256 * A + B and, with the low bytes alone, b = B; then A = (t - b) >> 8
 * exactly, as long as A fits 24 bits: t and b themselves may wrap. One SXTB16 thus serves four
 * weights, and flash still holds one byte per weight. */
#ifndef DENDRT_DUAL_H
#define DENDRT_DUAL_H

#include "simd.h"
#include "tile.h"

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
 * Instructions per multiply-accumulate on a DSP core: 0.75 (2 positions, 2 pairs), 0.88 (2, 1),
 * 1 (1, 2), 1.25 (1, 1). In assembly, because compilers read weights far ahead of their use and
 * then run out of registers; in two pieces, so that no piece needs more than ten. */
DENDRT_INLINE void dendrt_dual_step(dendrt_dual_t *p, dendrt_dual_t *q, const dendrt_uint32_t **column,
                                    const uint32_t **weights, int pixels, int pairs) {
#if defined(DENDRT_DSP)
  uint32_t x0, x1, w, u;
  if (pixels == 2 && pairs == 2) {
    __asm__ volatile(
        "ldrd %[x0], %[x1], [%[column]], #8\n\t"
        "ldrd %[w], %[u], [%[weights]], #8\n\t"
        "smlad %[a0], %[x0], %[w], %[a0]\n\t"
        "smlad %[a1], %[x1], %[w], %[a1]\n\t"
        "sxtb16 %[w], %[w]\n\t"
        "smlad %[b0], %[x0], %[w], %[b0]\n\t"
        "smlad %[b1], %[x1], %[w], %[b1]"
        : [a0] "+&r"(p->both[0]), [a1] "+&r"(p->both[1]), [b0] "+&r"(p->second[0]), [b1] "+&r"(p->second[1]),
          [x0] "=&r"(x0), [x1] "=&r"(x1), [w] "=&r"(w), [u] "=&r"(u), [column] "+&r"(*column), [weights] "+&r"(*weights)
        :
        : "memory");
    __asm__ volatile("smlad %[a0], %[x0], %[u], %[a0]\n\t"
                     "smlad %[a1], %[x1], %[u], %[a1]\n\t"
                     "sxtb16 %[u], %[u]\n\t"
                     "smlad %[b0], %[x0], %[u], %[b0]\n\t"
                     "smlad %[b1], %[x1], %[u], %[b1]"
                     : [a0] "+&r"(q->both[0]), [a1] "+&r"(q->both[1]), [b0] "+&r"(q->second[0]),
                       [b1] "+&r"(q->second[1]), [u] "+&r"(u)
                     : [x0] "r"(x0), [x1] "r"(x1));
  } else if (pixels == 2) {
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
  } else if (pairs == 2) {
    __asm__ volatile(
        "ldr %[x0], [%[column]], #4\n\t"
        "ldrd %[w], %[u], [%[weights]], #8\n\t"
        "smlad %[a0], %[x0], %[w], %[a0]\n\t"
        "sxtb16 %[w], %[w]\n\t"
        "smlad %[a1], %[x0], %[u], %[a1]\n\t"
        "sxtb16 %[u], %[u]\n\t"
        "smlad %[b0], %[x0], %[w], %[b0]\n\t"
        "smlad %[b1], %[x0], %[u], %[b1]"
        : [a0] "+&r"(p->both[0]), [b0] "+&r"(p->second[0]), [a1] "+&r"(q->both[0]), [b1] "+&r"(q->second[0]),
          [x0] "=&r"(x0), [w] "=&r"(w), [u] "=&r"(u), [column] "+&r"(*column), [weights] "+&r"(*weights)
        :
        : "memory");
  } else {
    __asm__ volatile("ldr %[x0], [%[column]], #4\n\t"
                     "ldr %[w], [%[weights]], #4\n\t"
                     "smlad %[a0], %[x0], %[w], %[a0]\n\t"
                     "sxtb16 %[w], %[w]\n\t"
                     "smlad %[b0], %[x0], %[w], %[b0]"
                     : [a0] "+&r"(p->both[0]), [b0] "+&r"(p->second[0]), [x0] "=&r"(x0), [w] "=&r"(w),
                       [column] "+&r"(*column), [weights] "+&r"(*weights)
                     :
                     : "memory");
  }
#else
  const uint32_t *w = *weights;
  const dendrt_uint32_t *x = *column;
  dendrt_dual_add(p, w[0], x[0], 0);
  if (pixels == 2)
    dendrt_dual_add(p, w[0], x[1], 1);
  if (pairs == 2) {
    dendrt_dual_add(q, w[1], x[0], 0);
    if (pixels == 2)
      dendrt_dual_add(q, w[1], x[1], 1);
  }
  *column += pixels;
  *weights += pairs;
#endif
}

#if defined(DENDRT_DSP)
/* Two steps of one position and two pairs at once, which shares a double load of the column: 0.94
 * instructions per multiply-accumulate. */
DENDRT_INLINE void dendrt_dual_two_steps(dendrt_dual_t *p, dendrt_dual_t *q, const dendrt_uint32_t **column,
                                         const uint32_t **weights) {
  uint32_t x, y, w, u;
  __asm__ volatile(
      "ldrd %[x], %[y], [%[column]], #8\n\t"
      "ldrd %[w], %[u], [%[weights]], #8\n\t"
      "smlad %[a0], %[x], %[w], %[a0]\n\t"
      "sxtb16 %[w], %[w]\n\t"
      "smlad %[a1], %[x], %[u], %[a1]\n\t"
      "sxtb16 %[u], %[u]\n\t"
      "smlad %[b0], %[x], %[w], %[b0]\n\t"
      "smlad %[b1], %[x], %[u], %[b1]\n\t"
      "ldrd %[w], %[u], [%[weights]], #8\n\t"
      "smlad %[a0], %[y], %[w], %[a0]\n\t"
      "sxtb16 %[w], %[w]\n\t"
      "smlad %[a1], %[y], %[u], %[a1]\n\t"
      "sxtb16 %[u], %[u]\n\t"
      "smlad %[b0], %[y], %[w], %[b0]\n\t"
      "smlad %[b1], %[y], %[u], %[b1]"
      : [a0] "+&r"(p->both[0]), [b0] "+&r"(p->second[0]), [a1] "+&r"(q->both[0]), [b1] "+&r"(q->second[0]),
        [x] "=&r"(x), [y] "=&r"(y), [w] "=&r"(w), [u] "=&r"(u), [column] "+&r"(*column), [weights] "+&r"(*weights)
      :
      : "memory");
}
#endif

/* Two and four steps. */
DENDRT_INLINE void dendrt_dual_two(dendrt_dual_t *p, dendrt_dual_t *q, const dendrt_uint32_t **column,
                                   const uint32_t **weights, int pixels, int pairs) {
#if defined(DENDRT_DSP)
  if (pixels == 1 && pairs == 2) {
    dendrt_dual_two_steps(p, q, column, weights);
    return;
  }
#endif
  dendrt_dual_step(p, q, column, weights, pixels, pairs);
  dendrt_dual_step(p, q, column, weights, pixels, pairs);
}

DENDRT_INLINE void dendrt_dual_four(dendrt_dual_t *p, dendrt_dual_t *q, const dendrt_uint32_t **column,
                                    const uint32_t **weights, int pixels, int pairs) {
  dendrt_dual_two(p, q, column, weights, pixels, pairs);
  dendrt_dual_two(p, q, column, weights, pixels, pairs);
}

/* `count` steps, a power of two up to 8. */
DENDRT_INLINE void dendrt_dual_steps(dendrt_dual_t *p, dendrt_dual_t *q, const dendrt_uint32_t **column,
                                     const uint32_t **weights, int count, int pixels, int pairs) {
  if (count == 8) {
    dendrt_dual_four(p, q, column, weights, pixels, pairs);
    dendrt_dual_four(p, q, column, weights, pixels, pairs);
  } else if (count == 4) {
    dendrt_dual_four(p, q, column, weights, pixels, pairs);
  } else if (count == 2) {
    dendrt_dual_two(p, q, column, weights, pixels, pairs);
  } else {
    dendrt_dual_step(p, q, column, weights, pixels, pairs);
  }
}

#if defined(DENDRT_DSP) && defined(__OPTIMIZE_SIZE__)
/* All steps of two positions and two pairs up to `end` of the column: 0.81 instructions per multiply-accumulate and the
 * loop. As one piece, which compilers cannot fill with spills when they optimize for size; thirteen registers. */
#define DENDRT_DUAL_STEP                                                                                               \
  "ldrd %[x0], %[x1], [%[column]], #8\n\t"                                                                             \
  "ldr %[w], [%[weights]], #4\n\t"                                                                                     \
  "smlad %[a0], %[x0], %[w], %[a0]\n\t"                                                                                \
  "smlad %[a1], %[x1], %[w], %[a1]\n\t"                                                                                \
  "sxtb16 %[w], %[w]\n\t"                                                                                              \
  "smlad %[b0], %[x0], %[w], %[b0]\n\t"                                                                                \
  "smlad %[b1], %[x1], %[w], %[b1]\n\t"                                                                                \
  "ldr %[w], [%[weights]], #4\n\t"                                                                                     \
  "smlad %[c0], %[x0], %[w], %[c0]\n\t"                                                                                \
  "smlad %[c1], %[x1], %[w], %[c1]\n\t"                                                                                \
  "sxtb16 %[w], %[w]\n\t"                                                                                              \
  "smlad %[d0], %[x0], %[w], %[d0]\n\t"                                                                                \
  "smlad %[d1], %[x1], %[w], %[d1]\n\t"
DENDRT_INLINE void dendrt_dual_loop(dendrt_dual_t *p, dendrt_dual_t *q, const dendrt_uint32_t **column,
                                    const uint32_t **weights, const dendrt_uint32_t *end) {
  uint32_t x0, x1, w;
  __asm__ volatile("b 2f\n"
                   "1:\n\t" DENDRT_DUAL_STEP DENDRT_DUAL_STEP DENDRT_DUAL_STEP DENDRT_DUAL_STEP "2:\n\t"
                   "ldr %[w], %[end]\n\t"
                   "cmp %[column], %[w]\n\t"
                   "bne 1b"
                   : [a0] "+&r"(p->both[0]), [a1] "+&r"(p->both[1]), [b0] "+&r"(p->second[0]), [b1] "+&r"(p->second[1]),
                     [c0] "+&r"(q->both[0]), [c1] "+&r"(q->both[1]), [d0] "+&r"(q->second[0]), [d1] "+&r"(q->second[1]),
                     [x0] "=&r"(x0), [x1] "=&r"(x1), [w] "=&r"(w), [column] "+&r"(*column), [weights] "+&r"(*weights)
                   : [end] "m"(end)
                   : "memory", "cc");
}
#endif

/* Adds the two sums of a pair, times 2^`doubled` (0 or 1), to those of its filters A, at `a`, and B, at `b`. */
DENDRT_INLINE void dendrt_dual_split(int32_t *a, int32_t *b, int32_t both, int32_t second, int doubled) {
  *a += (int32_t)((uint32_t)both - (uint32_t)second) >> (8 - doubled);
  *b += dendrt_shift_left(second, doubled);
}

/* Adds to `tile` the sums, `doubled` or not, of `pairs` (1 or 2) pairs of filters over `words` words of the columns of
 * `pixels` (1 or 2) positions. The words of two pairs alternate. `start` holds {256 * A + B, B} per
 * pair: the sums to start from. Returns the end of the weights. */
DENDRT_INLINE const uint32_t *dendrt_dual_chunk(dendrt_tile_t *tile, const dendrt_uint32_t *column,
                                                const uint32_t *weights, const int32_t *start, int32_t words,
                                                int pixels, int pairs, int doubled) {
  dendrt_dual_t p = {{start[0], start[0]}, {start[1], start[1]}}, q = {{0, 0}, {0, 0}};
  if (pairs == 2) {
    q.both[0] = q.both[1] = start[2];
    q.second[0] = q.second[1] = start[3];
  }
  const dendrt_uint32_t *end = column + words / DENDRT_WORDS_AT_ONCE * DENDRT_WORDS_AT_ONCE * pixels;
#if defined(DENDRT_DSP) && defined(__OPTIMIZE_SIZE__)
  if (pixels == 2 && pairs == 2)
    dendrt_dual_loop(&p, &q, &column, &weights, end);
#endif
  while (column != end)
    dendrt_dual_steps(&p, &q, &column, &weights, DENDRT_WORDS_AT_ONCE, pixels, pairs);
  if (DENDRT_WORDS_AT_ONCE > 4 && words & 4)
    dendrt_dual_steps(&p, &q, &column, &weights, 4, pixels, pairs);
  if (words & 2)
    dendrt_dual_steps(&p, &q, &column, &weights, 2, pixels, pairs);
  if (words & 1)
    dendrt_dual_steps(&p, &q, &column, &weights, 1, pixels, pairs);
  int32_t *value = tile->value;
  dendrt_dual_split(value, value + 2, p.both[0], p.second[0], doubled);
  dendrt_dual_split(value + 1, value + 3, p.both[1], p.second[1], doubled);
  if (pairs == 2) {
    dendrt_dual_split(value + 4, value + 6, q.both[0], q.second[0], doubled);
    dendrt_dual_split(value + 5, value + 7, q.both[1], q.second[1], doubled);
  }
  return weights;
}

/* The sums over the whole column, in chunks of at most `chunk_words` words. Returns the end of the weights. */
DENDRT_INLINE const void *dendrt_dual_tile(dendrt_tile_t *tile, const dendrt_uint32_t *column, const uint32_t *weights,
                                           const int32_t *bias, int32_t words, int32_t chunk_words, int pixels,
                                           int pairs, int doubled) {
  static const int32_t zero[4] = {0, 0, 0, 0};
  *tile = dendrt_tile_zero();
  for (;;) {
    const int32_t length = chunk_words < words ? chunk_words : words;
    weights = dendrt_dual_chunk(tile, column, weights, bias, length, pixels, pairs, doubled);
    words -= length;
    if (words == 0)
      return weights;
    column += length * pixels;
    bias = zero;
  }
}

#endif
