/* paired.h: products of int16 columns with plain int8 weights.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Four bytes hold the weights of column elements k, k + 2, k + 1, k + 3, so that SXTB16 yields the
 * pair for the first word of the column and SXTB16 with ROR #8 the one for the second. Sums of any
 * 32 bits. Cores without SMLAD read the bytes one by one. */
#ifndef DENDRT_PAIRED_H
#define DENDRT_PAIRED_H

#include "simd.h"
#include "tile.h"

/* Adds the products of one element of a column with a weight of filter A and of filter B. */
DENDRT_INLINE void dendrt_paired_add(int32_t *a, int32_t *b, int32_t x, int32_t wa, int32_t wb) {
  *a += x * wa;
  *b += x * wb;
}

/* Two words of the columns of `pixels` (1 or 2) positions with four weights of each of the filters A
 * and B, whose sums per position are `a` and `b`; both pointers move on.
 * Instructions per multiply-accumulate on a DSP core: 0.94 (2 positions), 1.25 (1). */
DENDRT_INLINE void dendrt_paired_step(int32_t *a, int32_t *b, const dendrt_uint32_t **column, const int8_t **weights,
                                      int pixels) {
#if defined(DENDRT_DSP)
  uint32_t x0, x1, y0, y1, w, u, odd;
  if (pixels == 2) {
    __asm__ volatile(
        "ldrd %[w], %[u], [%[weights]], #8\n\t"
        "ldrd %[x0], %[x1], [%[column]], #8\n\t"
        "ldrd %[y0], %[y1], [%[column]], #8\n\t"
        "sxtb16 %[odd], %[w], ror #8\n\t"
        "sxtb16 %[w], %[w]\n\t"
        "smlad %[a0], %[y0], %[odd], %[a0]\n\t"
        "smlad %[a1], %[y1], %[odd], %[a1]\n\t"
        "smlad %[a0], %[x0], %[w], %[a0]\n\t"
        "smlad %[a1], %[x1], %[w], %[a1]"
        : [a0] "+&r"(a[0]), [a1] "+&r"(a[1]), [x0] "=&r"(x0), [x1] "=&r"(x1), [y0] "=&r"(y0), [y1] "=&r"(y1),
          [w] "=&r"(w), [u] "=&r"(u), [odd] "=&r"(odd), [column] "+&r"(*column), [weights] "+&r"(*weights)
        :
        : "memory");
    __asm__ volatile("sxtb16 %[odd], %[u], ror #8\n\t"
                     "sxtb16 %[u], %[u]\n\t"
                     "smlad %[b0], %[y0], %[odd], %[b0]\n\t"
                     "smlad %[b1], %[y1], %[odd], %[b1]\n\t"
                     "smlad %[b0], %[x0], %[u], %[b0]\n\t"
                     "smlad %[b1], %[x1], %[u], %[b1]"
                     : [b0] "+&r"(b[0]), [b1] "+&r"(b[1]), [u] "+&r"(u), [odd] "=&r"(odd)
                     : [x0] "r"(x0), [x1] "r"(x1), [y0] "r"(y0), [y1] "r"(y1));
  } else {
    __asm__ volatile("ldrd %[w], %[u], [%[weights]], #8\n\t"
                     "ldrd %[x0], %[y0], [%[column]], #8\n\t"
                     "sxtb16 %[odd], %[w], ror #8\n\t"
                     "sxtb16 %[w], %[w]\n\t"
                     "smlad %[a0], %[y0], %[odd], %[a0]\n\t"
                     "sxtb16 %[odd], %[u], ror #8\n\t"
                     "sxtb16 %[u], %[u]\n\t"
                     "smlad %[b0], %[y0], %[odd], %[b0]\n\t"
                     "smlad %[a0], %[x0], %[w], %[a0]\n\t"
                     "smlad %[b0], %[x0], %[u], %[b0]"
                     : [a0] "+&r"(a[0]), [b0] "+&r"(b[0]), [x0] "=&r"(x0), [y0] "=&r"(y0), [w] "=&r"(w), [u] "=&r"(u),
                       [odd] "=&r"(odd), [column] "+&r"(*column), [weights] "+&r"(*weights)
                     :
                     : "memory");
  }
#else
  const dendrt_int16_t *x = (const dendrt_int16_t *)*column, *y = x + 2 * pixels;
  const int8_t *w = *weights;
  dendrt_paired_add(a, b, x[0], w[0], w[4]);
  dendrt_paired_add(a, b, x[1], w[2], w[6]);
  dendrt_paired_add(a, b, y[0], w[1], w[5]);
  dendrt_paired_add(a, b, y[1], w[3], w[7]);
  if (pixels == 2) {
    dendrt_paired_add(a + 1, b + 1, x[2], w[0], w[4]);
    dendrt_paired_add(a + 1, b + 1, x[3], w[2], w[6]);
    dendrt_paired_add(a + 1, b + 1, y[2], w[1], w[5]);
    dendrt_paired_add(a + 1, b + 1, y[3], w[3], w[7]);
  }
  *column += 2 * pixels;
  *weights += 8;
#endif
}

/* The sums of two filters, whose words alternate, over `words` words (even) of the columns of
 * `pixels` (1 or 2) positions, from a bias on, that of the second position `second` elements further. Returns the end
 * of the weights. */
DENDRT_INLINE const void *dendrt_paired_tile(dendrt_tile_t *tile, const dendrt_uint32_t *column, const int8_t *weights,
                                             const int32_t *bias, int32_t second, int32_t words, int pixels) {
  int32_t a[2] = {bias[0], bias[second]}, b[2] = {bias[1], bias[second + 1]};
  const dendrt_uint32_t *end = column + words * pixels, *unrolled_end = end - words % 4 * pixels;
  while (column != unrolled_end) {
    dendrt_paired_step(a, b, &column, &weights, pixels);
    dendrt_paired_step(a, b, &column, &weights, pixels);
  }
  if (column != end)
    dendrt_paired_step(a, b, &column, &weights, pixels);
  *tile = dendrt_tile_zero();
  tile->value[0] = a[0];
  tile->value[1] = a[1];
  tile->value[2] = b[0];
  tile->value[3] = b[1];
  return weights;
}

#endif
