/* wide.h: products of int16 columns with weights widened to int16.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Twice the flash of the other layouts, but nothing to unpack: for layers with few weights and many
 * positions. Sums of any 32 bits. */
#ifndef DENDRT_WIDE_H
#define DENDRT_WIDE_H

#include "dsp_tile.h"

/* The next word of the columns of `pixels` (1 or 2) positions. */
DENDRT_INLINE void dendrt_wide_column(const dendrt_uint32_t **column, uint32_t *x0, uint32_t *x1, int pixels) {
#if defined(DENDRT_DSP)
  if (pixels == 2)
    __asm__ volatile("ldrd %[x0], %[x1], [%[column]], #8"
                     : [x0] "=&r"(*x0), [x1] "=&r"(*x1), [column] "+&r"(*column)
                     :
                     : "memory");
  else
    __asm__ volatile("ldr %[x0], [%[column]], #4" : [x0] "=&r"(*x0), [column] "+&r"(*column) : : "memory");
#else
  *x0 = (*column)[0];
  *x1 = pixels == 2 ? (*column)[1] : 0;
  *column += pixels;
#endif
}

/* Adds the products of a word of the columns with the next word of each of two filters, whose sums
 * per position are `a` and `b`. */
DENDRT_INLINE void dendrt_wide_add_two(int32_t *a, int32_t *b, uint32_t x0, uint32_t x1, const uint32_t **weights,
                                       int pixels) {
#if defined(DENDRT_DSP)
  uint32_t w, u;
  if (pixels == 2)
    __asm__ volatile("ldrd %[w], %[u], [%[weights]], #8\n\t"
                     "smlad %[a0], %[x0], %[w], %[a0]\n\t"
                     "smlad %[a1], %[x1], %[w], %[a1]\n\t"
                     "smlad %[b0], %[x0], %[u], %[b0]\n\t"
                     "smlad %[b1], %[x1], %[u], %[b1]"
                     : [a0] "+&r"(a[0]), [a1] "+&r"(a[1]), [b0] "+&r"(b[0]), [b1] "+&r"(b[1]), [w] "=&r"(w),
                       [u] "=&r"(u), [weights] "+&r"(*weights)
                     : [x0] "r"(x0), [x1] "r"(x1)
                     : "memory");
  else
    __asm__ volatile("ldrd %[w], %[u], [%[weights]], #8\n\t"
                     "smlad %[a0], %[x0], %[w], %[a0]\n\t"
                     "smlad %[b0], %[x0], %[u], %[b0]"
                     : [a0] "+&r"(a[0]), [b0] "+&r"(b[0]), [w] "=&r"(w), [u] "=&r"(u), [weights] "+&r"(*weights)
                     : [x0] "r"(x0)
                     : "memory");
#else
  const uint32_t w = (*weights)[0], u = (*weights)[1];
  a[0] = dendrt_smlad(x0, w, a[0]);
  b[0] = dendrt_smlad(x0, u, b[0]);
  if (pixels == 2) {
    a[1] = dendrt_smlad(x1, w, a[1]);
    b[1] = dendrt_smlad(x1, u, b[1]);
  }
  *weights += 2;
#endif
}

/* The same for one filter. */
DENDRT_INLINE void dendrt_wide_add_one(int32_t *a, uint32_t x0, uint32_t x1, const uint32_t **weights, int pixels) {
#if defined(DENDRT_DSP)
  uint32_t w;
  if (pixels == 2)
    __asm__ volatile("ldr %[w], [%[weights]], #4\n\t"
                     "smlad %[a0], %[x0], %[w], %[a0]\n\t"
                     "smlad %[a1], %[x1], %[w], %[a1]"
                     : [a0] "+&r"(a[0]), [a1] "+&r"(a[1]), [w] "=&r"(w), [weights] "+&r"(*weights)
                     : [x0] "r"(x0), [x1] "r"(x1)
                     : "memory");
  else
    __asm__ volatile("ldr %[w], [%[weights]], #4\n\t"
                     "smlad %[a0], %[x0], %[w], %[a0]"
                     : [a0] "+&r"(a[0]), [w] "=&r"(w), [weights] "+&r"(*weights)
                     : [x0] "r"(x0)
                     : "memory");
#else
  const uint32_t w = *(*weights)++;
  a[0] = dendrt_smlad(x0, w, a[0]);
  if (pixels == 2)
    a[1] = dendrt_smlad(x1, w, a[1]);
#endif
}

/* One word of the columns with one word of each of `filters` (1 to 4) filters.
 * Instructions per multiply-accumulate on a DSP core: 0.69 (2 positions, 4 filters), 0.75 (2, 3),
 * 0.75 (2, 2), 1 (2, 1), 0.88 (1, 4). */
DENDRT_INLINE void dendrt_wide_step(dendrt_tile_t *tile, const dendrt_uint32_t **column, const uint32_t **weights,
                                    int pixels, int filters) {
  uint32_t x0, x1;
  dendrt_wide_column(column, &x0, &x1, pixels);
  if (filters >= 2)
    dendrt_wide_add_two(tile->value, tile->value + 2, x0, x1, weights, pixels);
  if (filters == 4)
    dendrt_wide_add_two(tile->value + 4, tile->value + 6, x0, x1, weights, pixels);
  else if (filters == 3)
    dendrt_wide_add_one(tile->value + 4, x0, x1, weights, pixels);
  else if (filters == 1)
    dendrt_wide_add_one(tile->value, x0, x1, weights, pixels);
}

/* `count` steps: 8, 4, 2 or 1. */
DENDRT_INLINE void dendrt_wide_steps(dendrt_tile_t *tile, const dendrt_uint32_t **column, const uint32_t **weights,
                                     int count, int pixels, int filters) {
  dendrt_wide_step(tile, column, weights, pixels, filters);
  if (count == 1)
    return;
  dendrt_wide_step(tile, column, weights, pixels, filters);
  if (count == 2)
    return;
  dendrt_wide_step(tile, column, weights, pixels, filters);
  dendrt_wide_step(tile, column, weights, pixels, filters);
  if (count == 4)
    return;
  dendrt_wide_step(tile, column, weights, pixels, filters);
  dendrt_wide_step(tile, column, weights, pixels, filters);
  dendrt_wide_step(tile, column, weights, pixels, filters);
  dendrt_wide_step(tile, column, weights, pixels, filters);
}

/* The sums of `filters` (1 to 4) filters, whose words alternate, over `words` words of the columns
 * of `pixels` (1 or 2) positions, from a bias on, that of the second position `second` elements further. Returns the
 * end of the weights. */
DENDRT_INLINE const void *dendrt_wide_tile(dendrt_tile_t *tile, const dendrt_uint32_t *column, const uint32_t *weights,
                                           const int32_t *bias, int32_t second, int32_t words, int pixels,
                                           int filters) {
#if defined(DENDRT_DSP_TILES)
  /* Short columns of known length cost a compiler less: steps in straight line. */
  if (pixels == 2 && filters >= 3 && !(__builtin_constant_p(words) && words < DENDRT_WORDS_AT_ONCE)) {
    if (filters == 4)
      DENDRT_DSP_TILE(tile, column, weights, bias, words, DENDRT_DSP_BEGIN_FOUR, DENDRT_DSP_WIDE_FOUR, 44);
    else
      DENDRT_DSP_TILE(tile, column, weights, bias, words, DENDRT_DSP_BEGIN_THREE, DENDRT_DSP_WIDE_THREE, 36);
    if (second != 0) {
      int32_t *sum = tile->value;
      sum[1] = dendrt_tile_begin(sum[1], bias[0], bias[second]);
      sum[3] = dendrt_tile_begin(sum[3], bias[1], bias[second + 1]);
      sum[5] = dendrt_tile_begin(sum[5], bias[2], bias[second + 2]);
      if (filters == 4)
        sum[7] = dendrt_tile_begin(sum[7], bias[3], bias[second + 3]);
    }
    return weights;
  }
#endif
  *tile = dendrt_tile_zero();
  dendrt_tile_start(tile, bias, second, filters);
  const dendrt_uint32_t *end = column + words / DENDRT_WORDS_AT_ONCE * DENDRT_WORDS_AT_ONCE * pixels;
  while (column != end)
    dendrt_wide_steps(tile, &column, &weights, DENDRT_WORDS_AT_ONCE, pixels, filters);
  if (DENDRT_WORDS_AT_ONCE > 4 && words & 4)
    dendrt_wide_steps(tile, &column, &weights, 4, pixels, filters);
  if (DENDRT_WORDS_AT_ONCE > 2 && words & 2)
    dendrt_wide_steps(tile, &column, &weights, 2, pixels, filters);
  if (DENDRT_WORDS_AT_ONCE > 1 && words & 1)
    dendrt_wide_step(tile, &column, &weights, pixels, filters);
  return weights;
}

#endif
