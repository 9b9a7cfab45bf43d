/* quartet.h: a row of int8 times the filters of a layer, for cores that multiply 32 by 32 bits to 32.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Method: a word has a weight of four filters, a + 128 in its lowest byte, b, c and d above it. Of the word turned, all
 * but two bytes masked, and as it is, three products with an element hold four: with A to D the filters' sums
 *   T1 = C + 2^24 * B,   T2 = D + 2^16 * B,   T0 = A + 2^8 * B + 2^16 * C + 2^24 * D   modulo 2^32.
 * T1 has C in its lower 24 bits and the lower 8 of B; these taken from T2, D and the lower 16 of B; C, D and these
 * taken from T0, A and what is missing of B. It is exact where every sum has 24 bits, as the packer proves. */
#ifndef DENDRT_QUARTET_H
#define DENDRT_QUARTET_H

#include "neuron.h"

/* The packed filters of a layer; moves along with its blocks of channels. */
typedef struct {
  const uint8_t *weights;
  const int32_t *bias;
  int32_t length;
  int32_t offset; /* what 128 in every weight adds to a sum */
} dendrt_quartet_filters_t;

/* Elements of a row, summed. */
DENDRT_SHARED int32_t dendrt_quartet_sum(const int8_t *x, int32_t length) {
  int32_t sum = 0;
  DENDRT_UNROLL
  for (const int8_t *end = x + length; x != end; ++x)
    sum += *x;
  return sum;
}

/* Adds what T0, T1 and T2 hold to the sums of four filters. */
DENDRT_INLINE void dendrt_quartet_part(uint32_t t0, uint32_t t1, uint32_t t2, dendrt_int32_t *sums) {
  const int32_t c = (int32_t)(t1 << 8) >> 8, d = (int32_t)((t2 - ((t1 - (uint32_t)c) >> 8)) << 8) >> 8;
  t0 -= ((uint32_t)c << 16) + ((uint32_t)d << 24);
  const int32_t a = (int32_t)((t0 - ((t2 - (uint32_t)d) >> 8)) << 8) >> 8, b = (int32_t)(t0 - (uint32_t)a) >> 8;
  sums[0] += a;
  sums[1] += b;
  sums[2] += c;
  sums[3] += d;
}

/* Adds to the sums of four filters. */
DENDRT_SHARED void dendrt_quartet_four(dendrt_int32_t *sums, const uint8_t *weights, const int8_t *x, int32_t length,
                                       int32_t offset) {
#if defined(DENDRT_NARROW_MULTIPLY)
  /* Where a product destroys a factor and masks take registers that there are not, byte by byte. */
  int32_t a = sums[0] - offset, b = sums[1] - offset, c = sums[2] - offset, d = sums[3] - offset;
  DENDRT_UNROLL
  for (const int8_t *end = x + length; x != end; ++x, weights += 4) {
    const int32_t value = *x;
    a += value * weights[0];
    b += value * weights[1];
    c += value * weights[2];
    d += value * weights[3];
  }
  sums[0] = a;
  sums[1] = b;
  sums[2] = c;
  sums[3] = d;
#else
  const uint32_t less = (uint32_t)-offset;
  uint32_t t0 = less * 0x01010101u, t1 = less * 0x01000001u, t2 = less * 0x00010001u;
  DENDRT_UNROLL
  for (const int8_t *end = x + length; x != end; ++x, weights += 4) {
    const uint32_t value = (uint32_t)(int32_t)*x, word = dendrt_load32(weights);
    t0 += value * word;
    t1 += value * ((word >> 16 | word << 16) & 0xff0000ffu);
    t2 += value * ((word >> 24 | word << 8) & 0x00ff00ffu);
  }
  dendrt_quartet_part(t0, t1, t2, sums);
#endif
}

/* Adds to the sums of eight filters, four and the next four. */
#if defined(__thumb2__) && !defined(DENDRT_PORTABLE) && defined(__OPTIMIZE__)
/* r0 row, r1 and r2 words of weights, r3 an element, r4 a word, r7 what is left of it, r12 and lr the masks, the others
 * T0, T1 and T2 of both: 13 instructions for 8 products. What is left lies on the stack, with r7, which may be the
 * frame pointer. */
#define DENDRT_QUARTET_WORD(place, t0, t1, t2)                                                                         \
  "ldr\tr4, [" place "], #4\n\t"                                                                                       \
  "mla\t" t0 ", r3, r4, " t0 "\n\t"                                                                                    \
  "and\tr7, r12, r4, ror #16\n\t"                                                                                      \
  "mla\t" t1 ", r3, r7, " t1 "\n\t"                                                                                    \
  "and\tr7, lr, r4, ror #24\n\t"                                                                                       \
  "mla\t" t2 ", r3, r7, " t2 "\n\t"
#define DENDRT_QUARTET_STEP                                                                                            \
  "ldrsb\tr3, [r0], #1\n\t"                                                                                            \
  DENDRT_QUARTET_WORD("r1", "r5", "r6", "r8")                                                                          \
  DENDRT_QUARTET_WORD("r2", "r9", "r10", "r11")
DENDRT_SHARED void dendrt_quartet_eight(dendrt_int32_t *sums, const uint8_t *weights, const int8_t *row, int32_t length,
                                        int32_t offset) {
  const uint32_t less = (uint32_t)-offset;
  register const int8_t *r0 __asm__("r0") = row;
  register const uint8_t *r1 __asm__("r1") = weights, *r2 __asm__("r2") = weights + 4 * length;
  register const int8_t *r3 __asm__("r3") = row + length;
  register uint32_t r4 __asm__("r4") = (uint32_t)-length % 4 * 52;
  register uint32_t r5 __asm__("r5") = less * 0x01010101u, r6 __asm__("r6") = less * 0x01000001u;
  register uint32_t r8 __asm__("r8") = less * 0x00010001u, r9 __asm__("r9") = r5, r10 __asm__("r10") = r6;
  register uint32_t r11 __asm__("r11") = r8, r12 __asm__("r12") = 0xff0000ffu, lr __asm__("lr") = 0x00ff00ffu;
  __asm__ volatile("push\t{r3, r7}\n\t"
                   "add\tpc, r4\n\t"
                   "nop\n"
                   "1:\n\t" DENDRT_QUARTET_STEP DENDRT_QUARTET_STEP DENDRT_QUARTET_STEP DENDRT_QUARTET_STEP
                   "ldr\tr3, [sp]\n\t"
                   "cmp\tr0, r3\n\t"
                   "bne.w\t1b\n\t"
                   "pop\t{r3, r7}"
                   : "+r"(r0), "+r"(r1), "+r"(r2), "+r"(r3), "+r"(r4), "+r"(r5), "+r"(r6), "+r"(r8), "+r"(r9),
                     "+r"(r10), "+r"(r11), "+r"(r12), "+r"(lr)
                   :
                   : "memory", "cc");
  dendrt_quartet_part(r5, r6, r8, sums);
  dendrt_quartet_part(r9, r10, r11, sums + 4);
}
#else
DENDRT_SHARED void dendrt_quartet_eight(dendrt_int32_t *sums, const uint8_t *weights, const int8_t *row, int32_t length,
                                        int32_t offset) {
  dendrt_quartet_four(sums, weights, row, length, offset);
  dendrt_quartet_four(sums + 4, weights + 4 * length, row, length, offset);
}
#endif

/* Adds to the sums of `count` filters, 1 to 3. */
DENDRT_SHARED void dendrt_quartet_few(dendrt_int32_t *sums, const uint8_t *weights, const int8_t *x, int32_t length,
                                      int32_t offset, int32_t count) {
  for (int32_t f = 0; f < count; ++f) {
    const uint8_t *w = weights + f;
    int32_t sum = sums[f] - offset;
    DENDRT_UNROLL
    for (int32_t k = 0; k < length; ++k, w += count)
      sum += x[k] * *w;
    sums[f] = sum;
  }
}

/* The sums of the next `count` filters, 1 to 4 or 8; moves on past them. */
DENDRT_INLINE void dendrt_quartet_next(dendrt_int32_t *sums, dendrt_quartet_filters_t *filters, const int8_t *x,
                                       int32_t count) {
  for (int32_t f = 0; f < count; ++f)
    sums[f] = filters->bias[f];
  if (count == 8)
    dendrt_quartet_eight(sums, filters->weights, x, filters->length, filters->offset);
  else if (count == 4)
    dendrt_quartet_four(sums, filters->weights, x, filters->length, filters->offset);
  else
    dendrt_quartet_few(sums, filters->weights, x, filters->length, filters->offset, count);
  filters->weights += count * filters->length;
  filters->bias += count;
}

/* Channels of a block: so many that their filters are four, or else eight. */
DENDRT_INLINE int32_t dendrt_quartet_block(int32_t branches) {
  return branches == 1 ? 4 : branches == 2 ? 2 : branches == 4 ? 1 : 8;
}

/* All outputs. The filters of a block, if they are four, go straight on to the neurons, others by way of `sums`. */
DENDRT_INLINE void dendrt_quartet(dendrt_quartet_filters_t *filters, const int8_t *x,
                                  const dendrt_channel_requant_t *requant, const dendrt_dendrites_t *dendrites,
                                  int32_t channels, dendrt_int32_t *sums, const dendrt_positions_t *positions) {
  const int32_t branches = dendrites->count + 1, block = dendrt_quartet_block(branches);
  const int even_blocks = channels % block == 0;
  for (int32_t channel = 0; channel < channels;) {
    const int32_t count = even_blocks || channels - channel >= block ? block : channels - channel;
    dendrt_tile_t tile;
    if (block * branches == 4 && channels - channel >= 2 * block) {
      dendrt_int32_t eight[8];
      dendrt_quartet_next(eight, filters, x, 8);
      if (branches == 1) {
        const dendrt_channel_requant_t own = dendrt_requant_opaque(requant);
        for (int32_t i = 0; i < 8; i = dendrt_opaque_index(i + 1))
          dendrt_neuron_store(&own, channel + i, eight[i], 0, 1, positions, 0);
      } else {
        for (const dendrt_int32_t *s = eight; s != eight + 8; s += 4) {
          tile = (dendrt_tile_t){{s[0], 0, s[1], 0, s[2], 0, s[3], 0}};
          dendrt_neuron_dendritic_tile(requant, dendrites, &tile, channel + (int32_t)(s - eight) / branches, block, 1,
                                       positions);
        }
      }
      channel += 2 * block;
      continue;
    }
    if (block * branches == 4) {
      dendrt_int32_t s[4] = {0, 0, 0, 0};
      dendrt_quartet_next(s, filters, x, count * branches);
      tile = (dendrt_tile_t){{s[0], 0, s[1], 0, s[2], 0, s[3], 0}};
      if (branches == 1)
        dendrt_neuron_tile(requant, &tile, channel, count, 1, positions, 0);
      else
        dendrt_neuron_dendritic_tile(requant, dendrites, &tile, channel, count, 1, positions);
    } else {
      dendrt_int32_t *place = sums;
      for (int32_t left = count * branches; left > 0;) {
        const int32_t next = left >= 8 ? 8 : left >= 4 ? 4 : left;
        dendrt_quartet_next(place, filters, x, next);
        place += next;
        left -= next;
      }
      dendrt_neuron_block(requant, dendrites, sums, channel, count, 1, positions);
    }
    channel += count;
  }
}

#endif
