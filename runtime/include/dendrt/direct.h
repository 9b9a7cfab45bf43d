/* direct.h: products of bytes where they lie with weights of two filters per 16-bit lane.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Method: as dual.h, for one position whose column is not made: four bytes at a time are widened for every tile anew,
 * in the order in which layout dual has their weights. */
#ifndef DENDRT_DIRECT_H
#define DENDRT_DIRECT_H

#include "column.h"
#include "dual.h"

/* Four bytes of the input with two words of each of `pairs` (1 or 2) pairs of filters; `input` and `weights` move on.
 * 1 instruction per multiply-accumulate on a DSP core with two pairs. */
DENDRT_INLINE void dendrt_direct_step(dendrt_dual_t *p, dendrt_dual_t *q, const void **input, const uint32_t **weights,
                                      int pairs) {
#if defined(DENDRT_DSP)
  if (pairs == 2) {
    uint32_t x0, x1;
    __asm__ volatile(
        "ldr %[x1], [%[input]], #4\n\t"
        "ldmia %[weights]!, {r8, r9, r10, r11}\n\t"
        "sxtb16 %[x0], %[x1]\n\t"
        "sxtb16 %[x1], %[x1], ror #8\n\t"
        "smlad %[a0], %[x0], r8, %[a0]\n\t"
        "sxtb16 r8, r8\n\t"
        "smlad %[a1], %[x0], r9, %[a1]\n\t"
        "sxtb16 r9, r9\n\t"
        "smlad %[a0], %[x1], r10, %[a0]\n\t"
        "sxtb16 r10, r10\n\t"
        "smlad %[a1], %[x1], r11, %[a1]\n\t"
        "sxtb16 r11, r11\n\t"
        "smlad %[b0], %[x0], r8, %[b0]\n\t"
        "smlad %[b1], %[x0], r9, %[b1]\n\t"
        "smlad %[b0], %[x1], r10, %[b0]\n\t"
        "smlad %[b1], %[x1], r11, %[b1]"
        : [a0] "+&r"(p->both[0]), [b0] "+&r"(p->second[0]), [a1] "+&r"(q->both[0]), [b1] "+&r"(q->second[0]),
          [x0] "=&r"(x0), [x1] "=&r"(x1), [input] "+&r"(*input), [weights] "+&r"(*weights)
        :
        : "r8", "r9", "r10", "r11", "memory");
    return;
  }
#endif
  const uint32_t bytes = dendrt_load32(*input);
  const dendrt_uint32_t column[2] = {dendrt_sxtb16(bytes), dendrt_sxtb16_ror8(bytes)};
  const dendrt_uint32_t *word = column;
  dendrt_dual_step(p, q, &word, weights, 1, pairs);
  dendrt_dual_step(p, q, &word, weights, 1, pairs);
  *input = dendrt_at(*input, 4);
}

/* The sums of `pairs` pairs of filters over `length` bytes, which `bias` begins; those of a lane fit it. Returns the
 * end of the weights. */
DENDRT_INLINE const void *dendrt_direct_tile(dendrt_tile_t *tile, const void *input, const uint32_t *weights,
                                             const int32_t *bias, int32_t length, int pairs, int doubled) {
  dendrt_dual_t p = {{bias[0], 0}, {bias[1], 0}}, q = {{0, 0}, {0, 0}};
  *tile = dendrt_tile_zero();
  if (pairs == 2)
    q = (dendrt_dual_t){{bias[2], 0}, {bias[3], 0}};
  DENDRT_UNROLL
  for (int32_t fours = length / 4; fours > 0; --fours)
    dendrt_direct_step(&p, &q, &input, &weights, pairs);
  if (length % 4 > 0) {
    dendrt_uint32_t column[2];
    const dendrt_uint32_t *word = column;
    const int32_t words = (length % 4 + 1) / 2;
    const uint32_t rest = dendrt_column_run(column, 1, input, length % 4, 1, 0);
    if (length % 2)
      column[words - 1] = rest & 0xffff;
    dendrt_dual_sums(&p, &q, word, &weights, words, 1, pairs);
  }
  int32_t *value = tile->value;
  dendrt_dual_split(value, value + 2, p.both[0], p.second[0], doubled);
  if (pairs == 2)
    dendrt_dual_split(value + 4, value + 6, q.both[0], q.second[0], doubled);
  return weights;
}

#endif
