/* triple.h: columns of three positions times the filters of a layer, for cores that multiply 32 by 32 bits to 32.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Method: a word of the column holds an element of three positions, x + 128 each, those of the first in bits 0 to 7, of
 * the third in bits 11 to 18, of the second in bits 21 to 28. With w a weight, u the word without the third, v the word
 * shifted to the third, and S1, S2, S3 the positions' sums, two products for three positions give
 *   T1 = sum of w * u = S1 + 2^21 * S2,   T2 = sum of w * v = S3 + 2^10 * S2   modulo 2^32.
 * T1 has S1 in its lower 21 bits and of S2 the lower 11; with these taken from T2 it has S3 in its lower 21 bits, and
 * above what is missing of S2. It is exact where every S has 21 bits, which the packer proves for `chunk_length`
 * elements at a time. */
#ifndef DENDRT_TRIPLE_H
#define DENDRT_TRIPLE_H

#include "neuron.h"

/* Where the elements of the second and third position are in a word, and what is 128 in all three. */
enum { DENDRT_TRIPLE_SECOND = 21, DENDRT_TRIPLE_THIRD = 11 };
#define DENDRT_TRIPLE_SIGNS (128u | 128u << DENDRT_TRIPLE_THIRD | 128u << DENDRT_TRIPLE_SECOND)

/* The packed filters of a layer; moves along with its blocks of channels. */
typedef struct {
  const int8_t *weights;
  const int32_t *bias;
  int32_t length, chunk_length; /* elements of a column, and those that are summed at a time */
  int32_t second, third;        /* elements from the bias of the first position to those of the others */
} dendrt_triple_filters_t;

/* What up to four filters have at three positions. */
typedef struct {
  uint32_t pairs[8]; /* T1 and T2 of one filter after the other, of the last chunk */
  int32_t sums[12];  /* [filter][position], of what was before */
} dendrt_triple_tile_t;

/* Where three positions store: their channel 0, and the bytes of an element. */
typedef struct {
  void *place[3];
  int size;
} dendrt_three_t;

/* In assembly, loops take this many elements at once; they are entered in the middle, so that any number is done. */
#if defined(__OPTIMIZE_SIZE__)
enum { DENDRT_TRIPLE_AT_ONCE = 4 };
#define DENDRT_TRIPLE_REPEAT(step) step("0") step("1") step("2") step("3")
#else
enum { DENDRT_TRIPLE_AT_ONCE = 8 };
#define DENDRT_TRIPLE_REPEAT(step) step("0") step("1") step("2") step("3") step("4") step("5") step("6") step("7")
#endif
#define DENDRT_TRIPLE_LATE(length) ((uint32_t)-(length) % DENDRT_TRIPLE_AT_ONCE)

/* T1 and T2 of a constant number of filters, from `length` (not 0) elements. Weights of the filters alternate. */
#if defined(__thumb2__) && !defined(DENDRT_PORTABLE) && defined(__OPTIMIZE__)
/* r0 column, r1 weights, r2 and r3 a word as u and v, r4 and r7 weights, r5 r6, r8 r9, r10 r11, r12 lr the sums of one
 * filter after the other. Of four filters a step is 15 instructions for 12 products. What is left lies on the stack,
 * with r7, which may be the frame pointer. */
#define DENDRT_TRIPLE_WEIGHT(w) "ldrsb\t" w ", [r1], #1\n\t"
#define DENDRT_TRIPLE_SUMS(w, a, b) "mla\t" a ", r2, " w ", " a "\n\tmla\t" b ", r3, " w ", " b "\n\t"
#define DENDRT_TRIPLE_STEP(weights)                                                                                    \
  "ldr\tr2, [r0], #4\n\t"                                                                                              \
  weights                                                                                                              \
  "lsr\tr3, r2, #11\n\t"                                                                                               \
  "bic\tr2, r2, #0x7f800\n\t"
#define DENDRT_TRIPLE_1(i) DENDRT_TRIPLE_STEP(DENDRT_TRIPLE_WEIGHT("r4")) DENDRT_TRIPLE_SUMS("r4", "r5", "r6")
#define DENDRT_TRIPLE_2(i)                                                                                             \
  DENDRT_TRIPLE_STEP(DENDRT_TRIPLE_WEIGHT("r4") DENDRT_TRIPLE_WEIGHT("r7"))                                            \
  DENDRT_TRIPLE_SUMS("r4", "r5", "r6") DENDRT_TRIPLE_SUMS("r7", "r8", "r9")
#define DENDRT_TRIPLE_3(i) DENDRT_TRIPLE_2(i) DENDRT_TRIPLE_WEIGHT("r4") DENDRT_TRIPLE_SUMS("r4", "r10", "r11")
#define DENDRT_TRIPLE_4(i)                                                                                             \
  DENDRT_TRIPLE_2(i)                                                                                                   \
  DENDRT_TRIPLE_WEIGHT("r4")                                                                                           \
  DENDRT_TRIPLE_WEIGHT("r7") DENDRT_TRIPLE_SUMS("r4", "r10", "r11") DENDRT_TRIPLE_SUMS("r7", "r12", "lr")

#define DENDRT_TRIPLE_PRODUCTS(name, count, step, list)                                                                \
  DENDRT_SHARED void name(uint32_t *pairs, const dendrt_uint32_t *column, const int8_t *weights, int32_t length) {     \
    register const dendrt_uint32_t *r0 __asm__("r0") = column;                                                         \
    register const int8_t *r1 __asm__("r1") = weights;                                                                 \
    register const dendrt_uint32_t *r2 __asm__("r2") = column + length;                                                \
    register uint32_t *r3 __asm__("r3") = pairs;                                                                       \
    register uint32_t r4 __asm__("r4") = DENDRT_TRIPLE_LATE(length) * (12 * (count) + 12);                             \
    __asm__ volatile("push\t{r2, r3, r7}\n\t"                                                                          \
                     "movs\tr5, #0\n\t"                                                                                \
                     "movs\tr6, #0\n\t"                                                                                \
                     "mov\tr8, r5\n\t"                                                                                 \
                     "mov\tr9, r5\n\t"                                                                                 \
                     "mov\tr10, r5\n\t"                                                                                \
                     "mov\tr11, r5\n\t"                                                                                \
                     "mov\tr12, r5\n\t"                                                                                \
                     "mov\tlr, r5\n\t"                                                                                 \
                     "add\tpc, r4\n\t"                                                                                 \
                     "nop\n"                                                                                           \
                     "1:\n\t"                                                                                          \
                     DENDRT_TRIPLE_REPEAT(step)                                                                        \
                     "ldr\tr2, [sp]\n\t"                                                                               \
                     "cmp\tr0, r2\n\t"                                                                                 \
                     "bne.w\t1b\n\t"                                                                                   \
                     "ldr\tr3, [sp, #4]\n\t"                                                                           \
                     "stmia\tr3, " list "\n\t"                                                                         \
                     "pop\t{r2, r3, r7}"                                                                               \
                     : "+r"(r0), "+r"(r1), "+r"(r2), "+r"(r3), "+r"(r4)                                                \
                     :                                                                                                 \
                     : "memory", "cc", "r5", "r6", "r8", "r9", "r10", "r11", "r12", "lr");                             \
  }
DENDRT_TRIPLE_PRODUCTS(dendrt_triple_1, 1, DENDRT_TRIPLE_1, "{r5, r6}")
DENDRT_TRIPLE_PRODUCTS(dendrt_triple_2, 2, DENDRT_TRIPLE_2, "{r5, r6, r8, r9}")
DENDRT_TRIPLE_PRODUCTS(dendrt_triple_3, 3, DENDRT_TRIPLE_3, "{r5, r6, r8, r9, r10, r11}")
DENDRT_TRIPLE_PRODUCTS(dendrt_triple_4, 4, DENDRT_TRIPLE_4, "{r5, r6, r8, r9, r10, r11, r12, lr}")
#elif defined(__thumb__) && !defined(__thumb2__) && !defined(DENDRT_PORTABLE) && defined(__OPTIMIZE__)
/* The same where multiplies and loads take low registers only, and destroy a factor: r4 a weight, r5 a copy of it, r8
 * r9, r10 r11, r12 lr, r6 r7 the sums. Of four filters a step is 32 instructions for 12 products. */
#define DENDRT_TRIPLE_WEIGHT(place) "ldrb\tr4, [r1, #(" place ")]\n\tsxtb\tr4, r4\n\t"
#define DENDRT_TRIPLE_SUMS(place, a, b)                                                                                \
  DENDRT_TRIPLE_WEIGHT(place)                                                                                          \
  "mov\tr5, r4\n\t"                                                                                                    \
  "muls\tr5, r2, r5\n\t"                                                                                               \
  "add\t" a ", r5\n\t"                                                                                                 \
  "muls\tr4, r3, r4\n\t"                                                                                               \
  "add\t" b ", r4\n\t"
#define DENDRT_TRIPLE_LAST(place, a, b)                                                                                \
  DENDRT_TRIPLE_WEIGHT(place)                                                                                          \
  "muls\tr2, r4, r2\n\t"                                                                                               \
  "add\t" a ", r2\n\t"                                                                                                 \
  "muls\tr3, r4, r3\n\t"                                                                                               \
  "add\t" b ", r3\n\t"
#define DENDRT_TRIPLE_STEP                                                                                             \
  "ldmia\tr0!, {r2}\n\t"                                                                                               \
  "lsrs\tr3, r2, #11\n\t"                                                                                              \
  "uxtb\tr4, r3\n\t"                                                                                                   \
  "lsls\tr4, r4, #11\n\t"                                                                                              \
  "subs\tr2, r2, r4\n\t"
#define DENDRT_TRIPLE_1(i) DENDRT_TRIPLE_STEP DENDRT_TRIPLE_LAST(i, "r8", "r9")
#define DENDRT_TRIPLE_2(i)                                                                                             \
  DENDRT_TRIPLE_STEP DENDRT_TRIPLE_SUMS("2*" i, "r8", "r9") DENDRT_TRIPLE_LAST("2*" i "+1", "r10", "r11")
#define DENDRT_TRIPLE_3(i)                                                                                             \
  DENDRT_TRIPLE_STEP DENDRT_TRIPLE_SUMS("3*" i, "r8", "r9") DENDRT_TRIPLE_SUMS("3*" i "+1", "r10", "r11")              \
      DENDRT_TRIPLE_LAST("3*" i "+2", "r12", "lr")
#define DENDRT_TRIPLE_4(i)                                                                                             \
  DENDRT_TRIPLE_STEP DENDRT_TRIPLE_SUMS("4*" i, "r8", "r9") DENDRT_TRIPLE_SUMS("4*" i "+1", "r10", "r11")              \
      DENDRT_TRIPLE_SUMS("4*" i "+2", "r12", "lr") DENDRT_TRIPLE_LAST("4*" i "+3", "r6", "r7")
#define DENDRT_TRIPLE_LEAVE(a, b) "mov\tr4, " a "\n\tmov\tr5, " b "\n\tstmia\tr2!, {r4, r5}\n\t"

#define DENDRT_TRIPLE_PRODUCTS(name, count, step, list)                                                                \
  DENDRT_SHARED void name(uint32_t *pairs, const dendrt_uint32_t *column, const int8_t *weights, int32_t length) {     \
    register const dendrt_uint32_t *r0 __asm__("r0") = column;                                                         \
    register const int8_t *r1 __asm__("r1") = weights - (count) * DENDRT_TRIPLE_LATE(length);                          \
    register uint32_t *r2 __asm__("r2") = pairs;                                                                       \
    register const dendrt_uint32_t *r3 __asm__("r3") = column + length;                                                \
    register uint32_t r5 __asm__("r5") = DENDRT_TRIPLE_LATE(length) * (14 * (count) + 8);                              \
    __asm__ volatile(".syntax unified\n\t"                                                                             \
                     "push\t{r2, r3, r7}\n\t"                                                                          \
                     "movs\tr6, #0\n\t"                                                                                \
                     "mov\tr7, r6\n\t"                                                                                 \
                     "mov\tr8, r6\n\t"                                                                                 \
                     "mov\tr9, r6\n\t"                                                                                 \
                     "mov\tr10, r6\n\t"                                                                                \
                     "mov\tr11, r6\n\t"                                                                                \
                     "mov\tr12, r6\n\t"                                                                                \
                     "mov\tlr, r6\n\t"                                                                                 \
                     "add\tpc, r5\n\t"                                                                                 \
                     "nop\n"                                                                                           \
                     "1:\n\t"                                                                                          \
                     DENDRT_TRIPLE_REPEAT(step)                                                                        \
                     "adds\tr1, %[taken]\n\t"                                                                          \
                     "ldr\tr2, [sp, #4]\n\t"                                                                           \
                     "cmp\tr0, r2\n\t"                                                                                 \
                     "beq\t2f\n\t"                                                                                     \
                     "b\t1b\n"                                                                                         \
                     "2:\n\t"                                                                                          \
                     "ldr\tr2, [sp]\n\t"                                                                               \
                     list                                                                                              \
                     "pop\t{r2, r3, r7}"                                                                               \
                     : "+l"(r0), "+l"(r1), "+l"(r2), "+l"(r3), "+l"(r5)                                                \
                     : [taken] "i"((count) * DENDRT_TRIPLE_AT_ONCE)                                                    \
                     : "memory", "cc", "r4", "r6", "r8", "r9", "r10", "r11", "r12", "lr");                             \
  }
#define DENDRT_TRIPLE_LEAVE_1 DENDRT_TRIPLE_LEAVE("r8", "r9")
#define DENDRT_TRIPLE_LEAVE_2 DENDRT_TRIPLE_LEAVE_1 DENDRT_TRIPLE_LEAVE("r10", "r11")
#define DENDRT_TRIPLE_LEAVE_3 DENDRT_TRIPLE_LEAVE_2 DENDRT_TRIPLE_LEAVE("r12", "lr")
DENDRT_TRIPLE_PRODUCTS(dendrt_triple_1, 1, DENDRT_TRIPLE_1, DENDRT_TRIPLE_LEAVE_1)
DENDRT_TRIPLE_PRODUCTS(dendrt_triple_2, 2, DENDRT_TRIPLE_2, DENDRT_TRIPLE_LEAVE_2)
DENDRT_TRIPLE_PRODUCTS(dendrt_triple_3, 3, DENDRT_TRIPLE_3, DENDRT_TRIPLE_LEAVE_3)
DENDRT_TRIPLE_PRODUCTS(dendrt_triple_4, 4, DENDRT_TRIPLE_4, DENDRT_TRIPLE_LEAVE_3 "stmia\tr2!, {r6, r7}\n\t")
#else
#define DENDRT_TRIPLE_PRODUCTS(name, count)                                                                            \
  DENDRT_SHARED void name(uint32_t *pairs, const dendrt_uint32_t *column, const int8_t *weights, int32_t length) {     \
    for (int32_t i = 0; i < 2 * (count); ++i)                                                                          \
      pairs[i] = 0;                                                                                                    \
    for (const dendrt_uint32_t *end = column + length; column != end; ++column) {                                      \
      const uint32_t v = *column >> DENDRT_TRIPLE_THIRD, u = *column & ~(0xffu << DENDRT_TRIPLE_THIRD);                \
      for (int32_t i = 0; i < 2 * (count); i += 2) {                                                                   \
        const uint32_t w = (uint32_t)(int32_t)*weights++;                                                              \
        pairs[i] += w * u;                                                                                             \
        pairs[i + 1] += w * v;                                                                                         \
      }                                                                                                                \
    }                                                                                                                  \
  }
DENDRT_TRIPLE_PRODUCTS(dendrt_triple_1, 1)
DENDRT_TRIPLE_PRODUCTS(dendrt_triple_2, 2)
DENDRT_TRIPLE_PRODUCTS(dendrt_triple_3, 3)
DENDRT_TRIPLE_PRODUCTS(dendrt_triple_4, 4)
#endif

/* The sums of the first position alone, left as those of all three. */
#define DENDRT_TRIPLE_ALONE(name, count)                                                                               \
  DENDRT_SHARED void name(int32_t *sums, const dendrt_uint32_t *column, const int8_t *weights, const int32_t *bias,    \
                          int32_t length) {                                                                            \
    int32_t a = bias[0], b = (count) > 1 ? bias[1] : 0, c = (count) > 2 ? bias[2] : 0, d = (count) > 3 ? bias[3] : 0;  \
    DENDRT_UNROLL                                                                                                      \
    for (const dendrt_uint32_t *end = column + length; column != end; ++column, weights += (count)) {                  \
      const int32_t x = *(const uint8_t *)column;                                                                      \
      a += x * weights[0];                                                                                             \
      b += (count) > 1 ? x * weights[1] : 0;                                                                           \
      c += (count) > 2 ? x * weights[2] : 0;                                                                           \
      d += (count) > 3 ? x * weights[3] : 0;                                                                           \
    }                                                                                                                  \
    sums[0] = sums[1] = sums[2] = a;                                                                                   \
    sums[3] = sums[4] = sums[5] = b;                                                                                   \
    sums[6] = sums[7] = sums[8] = c;                                                                                   \
    sums[9] = sums[10] = sums[11] = d;                                                                                 \
  }
DENDRT_TRIPLE_ALONE(dendrt_triple_alone_1, 1)
DENDRT_TRIPLE_ALONE(dendrt_triple_alone_2, 2)
DENDRT_TRIPLE_ALONE(dendrt_triple_alone_3, 3)
DENDRT_TRIPLE_ALONE(dendrt_triple_alone_4, 4)

/* `value` cut to its lower 21 bits, signed. */
DENDRT_INLINE int32_t dendrt_triple_low(uint32_t value) { return (int32_t)(value << 11) >> 11; }

/* Adds what T1 and T2 of a filter hold to its sums. */
DENDRT_INLINE void dendrt_triple_part(const uint32_t *pair, int32_t *sums) {
  const uint32_t t1 = pair[0];
  const int32_t first = dendrt_triple_low(t1), rest = (int32_t)(t1 - (uint32_t)first); /* 2^21 * S2 modulo 2^32 */
  const uint32_t t2 = pair[1] - (uint32_t)(rest >> 11);
  const int32_t third = dendrt_triple_low(t2);
  sums[0] += first;
  sums[1] += (rest >> 21) + ((int32_t)(t2 - (uint32_t)third) >> 10);
  sums[2] += third;
}

/* What the sums of a filter, whose bias at the first position is `bias`, begin with. */
DENDRT_INLINE void dendrt_triple_begin(int32_t *sums, const dendrt_triple_filters_t *filters, const int32_t *bias) {
  sums[0] = bias[0];
  sums[1] = bias[filters->second];
  sums[2] = bias[filters->third];
}

/* The next `count` (1 to 4) filters, at three positions or at one, alone; moves on past their weights. */
DENDRT_INLINE void dendrt_triple_products(dendrt_triple_tile_t *tile, dendrt_triple_filters_t *filters,
                                          const dendrt_uint32_t *column, int32_t count, int alone) {
  const int8_t *weights = filters->weights;
  const int32_t *bias = filters->bias, chunk_length = filters->chunk_length;
  int32_t length = filters->length;
  filters->weights = weights + count * length;
  if (alone) {
    if (count == 4)
      dendrt_triple_alone_4(tile->sums, column, weights, bias, length);
    else if (count == 3)
      dendrt_triple_alone_3(tile->sums, column, weights, bias, length);
    else if (count == 2)
      dendrt_triple_alone_2(tile->sums, column, weights, bias, length);
    else
      dendrt_triple_alone_1(tile->sums, column, weights, bias, length);
    memset(tile->pairs, 0, sizeof tile->pairs);
    return;
  }
  if (length > chunk_length)
    for (int32_t f = 0; f < count; ++f)
      dendrt_triple_begin(tile->sums + 3 * f, filters, bias + f);
  for (;; column += chunk_length, weights += count * chunk_length, length -= chunk_length) {
    const int32_t chunk = length < chunk_length ? length : chunk_length;
    if (count == 4)
      dendrt_triple_4(tile->pairs, column, weights, chunk);
    else if (count == 3)
      dendrt_triple_3(tile->pairs, column, weights, chunk);
    else if (count == 2)
      dendrt_triple_2(tile->pairs, column, weights, chunk);
    else
      dendrt_triple_1(tile->pairs, column, weights, chunk);
    if (length <= chunk_length)
      return;
    for (int32_t f = 0; f < count; ++f)
      dendrt_triple_part(tile->pairs + 2 * f, tile->sums + 3 * f);
  }
}

/* The sums of filter `f` of a tile. */
DENDRT_INLINE void dendrt_triple_sums(dendrt_int32_t *sums, const dendrt_triple_tile_t *tile,
                                      const dendrt_triple_filters_t *filters, int32_t f, int alone) {
  int32_t own[3];
  dendrt_triple_begin(own, filters, filters->bias + f);
  if (alone || filters->length > filters->chunk_length) {
    own[0] = tile->sums[3 * f];
    own[1] = tile->sums[3 * f + 1];
    own[2] = tile->sums[3 * f + 2];
  }
  dendrt_triple_part(tile->pairs + 2 * f, own);
  sums[0] = own[0];
  sums[1] = own[1];
  sums[2] = own[2];
}

/* Finishes `channel`, whose filter `f` of a tile and those of one to three dendrites, `step` apart, have the sums. */
DENDRT_INLINE void dendrt_triple_few(const dendrt_triple_tile_t *tile, const dendrt_triple_filters_t *filters,
                                     const dendrt_channel_requant_t *requant, const dendrt_dendrites_t *dendrites,
                                     int32_t f, int32_t step, int32_t channel, int alone, const dendrt_three_t *three) {
  const int32_t *p =
      (const int32_t *)dendrt_opaque(dendrites->parameters + channel * dendrt_parameter_count(dendrites));
  const void *middle = dendrt_table_middle(dendrites);
  const dendrt_factor_t factor = dendrt_factor_of(requant, channel, 0);
  dendrt_int32_t y[3], a0[3], a1[3] = {0, 0, 0}, a2[3] = {0, 0, 0};
  dendrt_triple_sums(y, tile, filters, f, alone);
  dendrt_triple_sums(a0, tile, filters, f + step, alone);
  if (dendrites->count > 1)
    dendrt_triple_sums(a1, tile, filters, f + 2 * step, alone);
  if (dendrites->count > 2)
    dendrt_triple_sums(a2, tile, filters, f + 3 * step, alone);
  for (int i = 0; i < 3; ++i) {
    const int32_t sum = dendrt_neuron_few(dendrites, middle, p, y[i], a0[i], a1[i], a2[i]);
    dendrt_store_element(three->place[i], channel, dendrt_requantize_channel(sum, factor, requant), three->size);
    if (alone)
      return;
  }
}

/* Outputs [channel, channel + channels) of three positions, or of one, alone, from their column; `filters` moves on to
 * those that follow. The sums of more than four branches go by way of `scratch`. */
DENDRT_INLINE void dendrt_triple(dendrt_triple_filters_t *filters, const dendrt_uint32_t *column,
                                 const dendrt_channel_requant_t *requant, const dendrt_dendrites_t *dendrites,
                                 int32_t channel, int32_t channels, int alone, dendrt_int32_t *scratch,
                                 const dendrt_three_t *three) {
  const dendrt_channel_requant_t own = dendrt_requant_opaque(requant);
  const int32_t branches = dendrites->count + 1, block = branches == 1 ? 4 : branches == 2 ? 2 : 1;
  const int32_t end = channel + channels;
  const int even_blocks = channels % block == 0;
  dendrt_triple_tile_t tile;
  while (channel < end) {
    const int32_t count = even_blocks || end - channel >= block ? block : end - channel;
    if (branches <= 4) {
      dendrt_triple_products(&tile, filters, column, count * branches, alone);
      for (int32_t f = 0; f < count; ++f, ++channel) {
        channel = dendrt_opaque_index(channel);
        if (branches > 1) {
          dendrt_triple_few(&tile, filters, &own, dendrites, f, count, channel, alone, three);
          continue;
        }
        dendrt_int32_t sums[3];
        dendrt_triple_sums(sums, &tile, filters, f, alone);
        const dendrt_factor_t factor = dendrt_factor_of(&own, channel, 0);
        for (int i = 0; i < 3; ++i)
          dendrt_store_element(three->place[i], channel, dendrt_requantize_channel(sums[i], factor, &own), three->size);
      }
      filters->bias += count * branches;
      continue;
    }
    dendrt_int32_t *place = scratch;
    for (int32_t left = branches; left > 0; left -= 4) {
      const int32_t together = left < 4 ? left : 4;
      dendrt_triple_products(&tile, filters, column, together, alone);
      for (int32_t f = 0; f < together; ++f, place += 3)
        dendrt_triple_sums(place, &tile, filters, f, alone);
      filters->bias += together;
    }
    const int32_t *p =
        (const int32_t *)dendrt_opaque(dendrites->parameters + channel * dendrt_parameter_count(dendrites));
    const void *middle = dendrt_table_middle(dendrites);
    const dendrt_factor_t factor = dendrt_factor_of(&own, channel, 0);
    for (int32_t i = 0; i < 3 - 2 * alone; i = dendrt_opaque_index(i + 1)) {
      const int32_t sum = dendrt_neuron_many(dendrites, middle, p, scratch + i, 3);
      dendrt_store_element(three->place[i], channel, dendrt_requantize_channel(sum, factor, &own), three->size);
    }
    ++channel;
  }
}

#endif
