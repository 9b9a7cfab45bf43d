/* simd.h: two 16-bit values in one word: the instructions of the DSP extension, or the same in C.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#ifndef DENDRT_SIMD_H
#define DENDRT_SIMD_H

#include "arithmetic.h"

/* The lower and the upper half of a word as int16. */
DENDRT_INLINE int32_t dendrt_lower(uint32_t word) { return (int16_t)(word & 0xffff); }
DENDRT_INLINE int32_t dendrt_upper(uint32_t word) { return (int16_t)(word >> 16); }

/* The word whose halves are the low 16 bits of `lower` and of `upper`: PKHBT. */
DENDRT_INLINE uint32_t dendrt_pair(int32_t lower, int32_t upper) {
  return ((uint32_t)lower & 0xffff) | (uint32_t)upper << 16;
}

/* A word of elements of `size` bytes (1 or 2), all of them `value`. */
DENDRT_INLINE uint32_t dendrt_repeat(int32_t value, int size) {
  const uint32_t pair = dendrt_pair(value, value);
  return size == 1 ? (pair & 0x00ff00ff) * 0x101 : pair;
}

/* The word whose lower half is that of `lower`, and whose upper half is the lower half of `upper`: PKHBT. */
DENDRT_INLINE uint32_t dendrt_pack_halves(uint32_t lower, uint32_t upper) {
#if defined(DENDRT_DSP)
  uint32_t result;
  __asm__("pkhbt %0, %1, %2, lsl #16" : "=r"(result) : "r"(lower), "r"(upper));
  return result;
#else
  return (lower & 0xffff) | upper << 16;
#endif
}

/* The word whose lower half is the upper half of `lower`, and whose upper half is that of `upper`: PKHTB. */
DENDRT_INLINE uint32_t dendrt_pack_uppers(uint32_t lower, uint32_t upper) {
#if defined(DENDRT_DSP)
  uint32_t result;
  __asm__("pkhtb %0, %1, %2, asr #16" : "=r"(result) : "r"(upper), "r"(lower));
  return result;
#else
  return lower >> 16 | (upper & 0xffff0000);
#endif
}

/* sum + x.lower * y.lower + x.upper * y.upper, modulo 2^32: SMLAD. */
DENDRT_INLINE int32_t dendrt_smlad(uint32_t x, uint32_t y, int32_t sum) {
#if defined(DENDRT_DSP)
  int32_t result;
  __asm__("smlad %0, %1, %2, %3" : "=r"(result) : "r"(x), "r"(y), "r"(sum));
  return result;
#else
  return (int32_t)((uint32_t)sum + (uint32_t)(dendrt_lower(x) * dendrt_lower(y)) +
                   (uint32_t)(dendrt_upper(x) * dendrt_upper(y)));
#endif
}

/* sum + x.lower * y.lower: SMLABB. The sum must fit. */
DENDRT_INLINE int32_t dendrt_smlabb(uint32_t x, uint32_t y, int32_t sum) {
#if defined(DENDRT_DSP)
  int32_t result;
  __asm__("smlabb %0, %1, %2, %3" : "=r"(result) : "r"(x), "r"(y), "r"(sum));
  return result;
#else
  return sum + dendrt_lower(x) * dendrt_lower(y);
#endif
}

/* sum + x.upper * y.upper: SMLATT. The sum must fit. */
DENDRT_INLINE int32_t dendrt_smlatt(uint32_t x, uint32_t y, int32_t sum) {
#if defined(DENDRT_DSP)
  int32_t result;
  __asm__("smlatt %0, %1, %2, %3" : "=r"(result) : "r"(x), "r"(y), "r"(sum));
  return result;
#else
  return sum + dendrt_upper(x) * dendrt_upper(y);
#endif
}

/* sum + x.lower * y.upper: SMLABT. The sum must fit. */
DENDRT_INLINE int32_t dendrt_smlabt(uint32_t x, uint32_t y, int32_t sum) {
#if defined(DENDRT_DSP)
  int32_t result;
  __asm__("smlabt %0, %1, %2, %3" : "=r"(result) : "r"(x), "r"(y), "r"(sum));
  return result;
#else
  return sum + dendrt_lower(x) * dendrt_upper(y);
#endif
}

/* Bytes 0 and 2 of a word, sign-extended to its halves: SXTB16. */
DENDRT_INLINE uint32_t dendrt_sxtb16(uint32_t word) {
#if defined(DENDRT_DSP)
  uint32_t result;
  __asm__("sxtb16 %0, %1" : "=r"(result) : "r"(word));
  return result;
#else
  return dendrt_pair((int8_t)(word & 0xff), (int8_t)(word >> 16 & 0xff));
#endif
}

/* Bytes 1 and 3 of a word, sign-extended to its halves: SXTB16 with ROR #8. */
DENDRT_INLINE uint32_t dendrt_sxtb16_ror8(uint32_t word) {
#if defined(DENDRT_DSP)
  uint32_t result;
  __asm__("sxtb16 %0, %1, ror #8" : "=r"(result) : "r"(word));
  return result;
#else
  return dendrt_sxtb16(word >> 8);
#endif
}

/* Sums and differences of the halves of two words, which fit: SADD16, SSUB16. */
DENDRT_INLINE uint32_t dendrt_sadd16(uint32_t a, uint32_t b) {
#if defined(DENDRT_DSP)
  uint32_t result;
  __asm__("sadd16 %0, %1, %2" : "=r"(result) : "r"(a), "r"(b));
  return result;
#else
  return dendrt_pair(dendrt_lower(a) + dendrt_lower(b), dendrt_upper(a) + dendrt_upper(b));
#endif
}
DENDRT_INLINE uint32_t dendrt_ssub16(uint32_t a, uint32_t b) {
#if defined(DENDRT_DSP)
  uint32_t result;
  __asm__("ssub16 %0, %1, %2" : "=r"(result) : "r"(a), "r"(b));
  return result;
#else
  return dendrt_pair(dendrt_lower(a) - dendrt_lower(b), dendrt_upper(a) - dendrt_upper(b));
#endif
}

#if defined(DENDRT_DSP)
/* The halves of `sums` and bytes 0 and 2 of a word, or 1 and 3: SXTAB16. */
DENDRT_INLINE uint32_t dendrt_sxtab16(uint32_t sums, uint32_t word) {
  uint32_t result;
  __asm__("sxtab16 %0, %1, %2" : "=r"(result) : "r"(sums), "r"(word));
  return result;
}
DENDRT_INLINE uint32_t dendrt_sxtab16_ror8(uint32_t sums, uint32_t word) {
  uint32_t result;
  __asm__("sxtab16 %0, %1, %2, ror #8" : "=r"(result) : "r"(sums), "r"(word));
  return result;
}

/* The larger of each pair of int8 (`size` 1: SSUB8, SEL) or int16 (2: SSUB16, SEL) in two words, `b` of which is in
 * use no more. The two instructions stay together: the first leaves in flags which one is larger. */
DENDRT_INLINE uint32_t dendrt_max_word(uint32_t a, uint32_t b, int size) {
  uint32_t difference;
  if (size == 1)
    __asm__("ssub8 %0, %2, %1\n\tsel %1, %2, %1" : "=&r"(difference), "+r"(b) : "r"(a));
  else
    __asm__("ssub16 %0, %2, %1\n\tsel %1, %2, %1" : "=&r"(difference), "+r"(b) : "r"(a));
  return b;
}
#endif

#endif
