/* paired.h: products of int16 columns with plain int8 weights.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Four bytes hold the weights of column elements k, k + 2, k + 1, k + 3, so that SXTB16 yields the
 * pair for the first word of the column and SXTB16 with ROR #8 the one for the second. Sums of any
 * 32 bits. Cores without SMLAD read the bytes one by one. */
#ifndef DENDRT_PAIRED_H
#define DENDRT_PAIRED_H

#include "memory.h"
#include "simd.h"

/* sum + the products of four elements of a column, `x` and `x` + `pixels`, with four weights. */
DENDRT_INLINE int32_t dendrt_paired_add(int32_t sum, const dendrt_uint32_t *x, int pixels, const int8_t *w) {
#if defined(DENDRT_DSP)
  uint32_t bytes = dendrt_load32_aligned(w);
  sum = dendrt_smlad(x[0], dendrt_sxtb16(bytes), sum);
  return dendrt_smlad(x[pixels], dendrt_sxtb16_ror8(bytes), sum);
#else
  const dendrt_int16_t *half = (const dendrt_int16_t *)x;
  sum += half[0] * w[0] + half[1] * w[2];
  return sum + half[2 * pixels] * w[1] + half[2 * pixels + 1] * w[3];
#endif
}

/* Sums of two filters, whose words alternate, over `words` words (even) of the columns of `pixels`
 * (1 or 2) positions. sums[filter * pixels + pixel] receives the sums. */
DENDRT_INLINE void dendrt_paired_tile(const dendrt_uint32_t *column, const int8_t *weights, const int32_t *bias,
                                      int32_t words, int pixels, dendrt_int32_t *sums) {
  int32_t a0 = bias[0], a1 = bias[0], b0 = bias[1], b1 = bias[1];
  const dendrt_uint32_t *end = column + words * pixels;
  for (; column != end; column += 2 * pixels, weights += 8) {
    a0 = dendrt_paired_add(a0, column, pixels, weights);
    b0 = dendrt_paired_add(b0, column, pixels, weights + 4);
    if (pixels == 2) {
      a1 = dendrt_paired_add(a1, column + 1, pixels, weights);
      b1 = dendrt_paired_add(b1, column + 1, pixels, weights + 4);
    }
  }
  sums[0] = a0;
  sums[pixels] = b0;
  if (pixels == 2) {
    sums[1] = a1;
    sums[3] = b1;
  }
}

/* Sums of `filters` filters (an odd number is filled up with a filter of zeros). */
DENDRT_INLINE void dendrt_paired_filters(const dendrt_uint32_t *column, const int8_t *weights, const int32_t *bias,
                                         int32_t words, int pixels, int32_t filters, dendrt_int32_t *sums) {
  for (; filters > 0; filters -= 2) {
    dendrt_paired_tile(column, weights, bias, words, pixels, sums);
    weights += 4 * words;
    bias += 2;
    sums += 2 * pixels;
  }
}

#endif
