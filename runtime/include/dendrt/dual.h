/* dual.h: products of int16 columns with weights of two filters per 16-bit lane.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * A lane holds 256 * a + b, the weights of filters A and B for one element x of the column. Summed
 * over the column, t = 256 * A + B and, with the low bytes alone, b = B; then A = (t - b) >> 8
 * exactly, as long as A fits 24 bits: t and b themselves may wrap. One SXTB16 thus serves four
 * weights, and flash still holds one byte per weight. */
#ifndef DENDRT_DUAL_H
#define DENDRT_DUAL_H

#include "memory.h"
#include "simd.h"

/* The sums of one pair of filters: `both` = 256 * A + B, `second` = B, modulo 2^32. */
typedef struct {
  int32_t both, second;
} dendrt_dual_sum_t;

DENDRT_INLINE int32_t dendrt_dual_first(dendrt_dual_sum_t sum) {
  return (int32_t)((uint32_t)sum.both - (uint32_t)sum.second) >> 8;
}

/* Adds the product of one word of a column and one word of weights. */
DENDRT_INLINE void dendrt_dual_add(dendrt_dual_sum_t *sum, uint32_t x, uint32_t w, uint32_t second) {
  sum->both = dendrt_smlad(x, w, sum->both);
  sum->second = dendrt_smlad(x, second, sum->second);
}

/* Leaves a sum in its place, or adds it to what earlier words of the column left there. */
DENDRT_INLINE void dendrt_dual_leave(dendrt_int32_t *sum, int32_t value, int add) { *sum = add ? *sum + value : value; }

/* Sums of `pairs` (1 or 2) pairs of filters over `words` words of the columns of `pixels` (1 or 2)
 * positions. The words of two pairs alternate. `start` holds {256 * A + B, B} per pair, the bias of
 * the first words; NULL for later words, whose sums are added.
 * sums[filter * pixels + pixel] receives the sums of the 2 * pairs filters. */
DENDRT_INLINE void dendrt_dual_tile(const dendrt_uint32_t *column, const uint32_t *weights, const int32_t *start,
                                    int32_t words, int pixels, int pairs, dendrt_int32_t *sums) {
  const int add = start == NULL;
  dendrt_dual_sum_t p0q0 = {0, 0}, p1q0 = {0, 0}, p0q1 = {0, 0}, p1q1 = {0, 0};
  if (!add) {
    p0q0.both = p1q0.both = start[0];
    p0q0.second = p1q0.second = start[1];
    if (pairs == 2) {
      p0q1.both = p1q1.both = start[2];
      p0q1.second = p1q1.second = start[3];
    }
  }
  const dendrt_uint32_t *end = column + words * pixels;
  for (; column != end; column += pixels, weights += pairs) {
    uint32_t x0 = column[0], x1 = pixels == 2 ? column[1] : 0;
    uint32_t w = weights[0], second = dendrt_sxtb16(w);
    dendrt_dual_add(&p0q0, x0, w, second);
    if (pixels == 2)
      dendrt_dual_add(&p1q0, x1, w, second);
    if (pairs == 2) {
      w = weights[1];
      second = dendrt_sxtb16(w);
      dendrt_dual_add(&p0q1, x0, w, second);
      if (pixels == 2)
        dendrt_dual_add(&p1q1, x1, w, second);
    }
  }
  dendrt_dual_leave(sums, dendrt_dual_first(p0q0), add);
  dendrt_dual_leave(sums + pixels, p0q0.second, add);
  if (pixels == 2) {
    dendrt_dual_leave(sums + 1, dendrt_dual_first(p1q0), add);
    dendrt_dual_leave(sums + 3, p1q0.second, add);
  }
  if (pairs == 2) {
    dendrt_dual_leave(sums + 2 * pixels, dendrt_dual_first(p0q1), add);
    dendrt_dual_leave(sums + 3 * pixels, p0q1.second, add);
    if (pixels == 2) {
      dendrt_dual_leave(sums + 5, dendrt_dual_first(p1q1), add);
      dendrt_dual_leave(sums + 7, p1q1.second, add);
    }
  }
}

/* One tile over the whole column, in pieces of at most `chunk_words` words. */
DENDRT_INLINE void dendrt_dual_sums(const dendrt_uint32_t *column, const uint32_t *weights, const int32_t *bias,
                                    int32_t words, int32_t chunk_words, int pixels, int pairs, dendrt_int32_t *sums) {
  if (chunk_words >= words) {
    dendrt_dual_tile(column, weights, bias, words, pixels, pairs, sums);
    return;
  }
  const int32_t *start = bias;
  for (int32_t first = 0; first < words; first += chunk_words, start = NULL) {
    int32_t length = words - first < chunk_words ? words - first : chunk_words;
    dendrt_dual_tile(column + first * pixels, weights + first * pairs, start, length, pixels, pairs, sums);
  }
}

/* Sums of `filters` filters (an odd number is filled up with a filter of zeros). */
DENDRT_INLINE void dendrt_dual_filters(const dendrt_uint32_t *column, const uint32_t *weights, const int32_t *bias,
                                       int32_t words, int32_t chunk_words, int pixels, int32_t filters,
                                       dendrt_int32_t *sums) {
  for (; filters > 2; filters -= 4) {
    dendrt_dual_sums(column, weights, bias, words, chunk_words, pixels, 2, sums);
    weights += 2 * words;
    bias += 4;
    sums += 4 * pixels;
  }
  if (filters > 0)
    dendrt_dual_sums(column, weights, bias, words, chunk_words, pixels, 1, sums);
}

#endif
