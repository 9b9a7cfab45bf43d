/* quad.h: four channels of a depthwise window at a time, int8 weights of four channels in a word.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * SXTB16 splits a word of weights into two pairs, and a word of int8 inputs likewise; SMLABB and
 * SMLATT then multiply channel by channel. int16 inputs are pairs already. */
#ifndef DENDRT_QUAD_H
#define DENDRT_QUAD_H

#include "arithmetic.h"
#include "memory.h"

/* Adds the products of the next tap's weights with four channels at `x`, of `size` bytes each, to the
 * four sums at `s`: 10 instructions (int8) or 9 (int16) on a DSP core. */
DENDRT_INLINE void dendrt_quad_step(int32_t *s, const void *x, const int8_t **weights, int size) {
#if defined(DENDRT_DSP)
  const dendrt_uint32_t *word = (const dendrt_uint32_t *)x;
  uint32_t a, b, even, odd;
  if (size == 1)
    __asm__ volatile("ldr %[even], [%[weights]], #4\n\t"
                     "ldr %[a], %[x]\n\t"
                     "sxtb16 %[odd], %[even], ror #8\n\t"
                     "sxtb16 %[b], %[a], ror #8\n\t"
                     "sxtb16 %[even], %[even]\n\t"
                     "sxtb16 %[a], %[a]\n\t"
                     "smlabb %[s1], %[b], %[odd], %[s1]\n\t"
                     "smlatt %[s3], %[b], %[odd], %[s3]\n\t"
                     "smlabb %[s0], %[a], %[even], %[s0]\n\t"
                     "smlatt %[s2], %[a], %[even], %[s2]"
                     : [s0] "+&r"(s[0]), [s1] "+&r"(s[1]), [s2] "+&r"(s[2]), [s3] "+&r"(s[3]), [a] "=&r"(a),
                       [b] "=&r"(b), [even] "=&r"(even), [odd] "=&r"(odd), [weights] "+&r"(*weights)
                     : [x] "m"(*word)
                     : "memory");
  else
    __asm__ volatile("ldr %[even], [%[weights]], #4\n\t"
                     "ldr %[a], %[x]\n\t"
                     "ldr %[b], %[next]\n\t"
                     "sxtb16 %[odd], %[even], ror #8\n\t"
                     "sxtb16 %[even], %[even]\n\t"
                     "smlabb %[s0], %[a], %[even], %[s0]\n\t"
                     "smlatt %[s1], %[a], %[even], %[s1]\n\t"
                     "smlabb %[s2], %[b], %[odd], %[s2]\n\t"
                     "smlatt %[s3], %[b], %[odd], %[s3]"
                     : [s0] "+&r"(s[0]), [s1] "+&r"(s[1]), [s2] "+&r"(s[2]), [s3] "+&r"(s[3]), [a] "=&r"(a),
                       [b] "=&r"(b), [even] "=&r"(even), [odd] "=&r"(odd), [weights] "+&r"(*weights)
                     : [x] "m"(word[0]), [next] "m"(word[1])
                     : "memory");
#else
  const int8_t *w = *weights;
  s[0] += dendrt_load_element(x, 0, size) * w[0];
  s[1] += dendrt_load_element(x, 1, size) * w[size == 1 ? 1 : 2];
  s[2] += dendrt_load_element(x, 2, size) * w[size == 1 ? 2 : 1];
  s[3] += dendrt_load_element(x, 3, size) * w[3];
  *weights += 4;
#endif
}

#endif
