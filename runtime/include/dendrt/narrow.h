/* narrow.h: one or two columns of plain bytes times the filters of a layer, for cores that multiply one by one.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Method: the weights of up to four filters alternate, so that eight sums share the two elements and four weights that
 * a step loads, and one pointer walks over all of them. */
#ifndef DENDRT_NARROW_H
#define DENDRT_NARROW_H

#include "neuron.h"

/* The packed filters of a layer; moves along with its blocks of channels. */
typedef struct {
  const int8_t *weights;
  const int32_t *bias;
  int32_t length; /* elements of a column */
  int32_t second; /* elements from the bias of the first position to that of the second */
} dendrt_narrow_filters_t;

#if defined(__thumb2__) && !defined(DENDRT_PORTABLE)
/* In assembly, since compilers compute addresses, and load ahead into registers that are not there. The next elements
 * of two columns. */
DENDRT_INLINE void dendrt_narrow_load(int32_t *u, int32_t *v, const void **x0, const void **x1, int pixels, int size) {
  if (size == 1)
    __asm__ volatile("ldrsb\t%[u], [%[x0]], #1" : [u] "=&r"(*u), [x0] "+&r"(*x0) : : "memory");
  else
    __asm__ volatile("ldrsh\t%[u], [%[x0]], #2" : [u] "=&r"(*u), [x0] "+&r"(*x0) : : "memory");
  if (pixels == 2 && size == 1)
    __asm__ volatile("ldrsb\t%[v], [%[x1]], #1" : [v] "=&r"(*v), [x1] "+&r"(*x1) : : "memory");
  else if (pixels == 2)
    __asm__ volatile("ldrsh\t%[v], [%[x1]], #2" : [v] "=&r"(*v), [x1] "+&r"(*x1) : : "memory");
}

/* Adds their products with the next weight. */
DENDRT_INLINE void dendrt_narrow_filter(int32_t *a, int32_t *b, int32_t u, int32_t v, const int8_t **weights,
                                        int pixels) {
  int32_t w;
  if (pixels == 2)
    __asm__ volatile("ldrsb\t%[w], [%[weights]], #1\n\t"
                     "mla\t%[a], %[u], %[w], %[a]\n\t"
                     "mla\t%[b], %[v], %[w], %[b]"
                     : [a] "+&r"(*a), [b] "+&r"(*b), [weights] "+&r"(*weights), [w] "=&r"(w)
                     : [u] "r"(u), [v] "r"(v)
                     : "memory");
  else
    __asm__ volatile("ldrsb\t%[w], [%[weights]], #1\n\t"
                     "mla\t%[a], %[u], %[w], %[a]"
                     : [a] "+&r"(*a), [weights] "+&r"(*weights), [w] "=&r"(w)
                     : [u] "r"(u)
                     : "memory");
}
#else
DENDRT_INLINE void dendrt_narrow_load(int32_t *u, int32_t *v, const void **x0, const void **x1, int pixels, int size) {
  *u = dendrt_load_element(*x0, 0, size);
  *x0 = dendrt_at(*x0, size);
  if (pixels == 2) {
    *v = dendrt_load_element(*x1, 0, size);
    *x1 = dendrt_at(*x1, size);
  }
}

DENDRT_INLINE void dendrt_narrow_filter(int32_t *a, int32_t *b, int32_t u, int32_t v, const int8_t **weights,
                                        int pixels) {
  const int32_t w = *(*weights)++;
  *a += u * w;
  if (pixels == 2)
    *b += v * w;
}
#endif

/* One element of each column with a weight of each filter: 1.75 instructions per product of four filters and two
 * columns. */
DENDRT_INLINE void dendrt_narrow_step(dendrt_tile_t *tile, const void **x0, const void **x1, const int8_t **weights,
                                      int32_t filters, int pixels, int size) {
  int32_t *sum = tile->value, u, v = 0;
  dendrt_narrow_load(&u, &v, x0, x1, pixels, size);
  dendrt_narrow_filter(sum, sum + 1, u, v, weights, pixels);
  if (filters > 1)
    dendrt_narrow_filter(sum + 2, sum + 3, u, v, weights, pixels);
  if (filters > 2)
    dendrt_narrow_filter(sum + 4, sum + 5, u, v, weights, pixels);
  if (filters > 3)
    dendrt_narrow_filter(sum + 6, sum + 7, u, v, weights, pixels);
}

/* Elements that inner loops of four filters take at once: eight would take Cortex-M0 more registers than it has. */
#if defined(__thumb__) && !defined(__thumb2__)
enum { DENDRT_NARROW_AT_ONCE = 4 };
#else
enum { DENDRT_NARROW_AT_ONCE = DENDRT_WORDS_AT_ONCE < 8 ? 4 : 8 };
#endif

DENDRT_INLINE void dendrt_narrow_four(dendrt_tile_t *tile, const void **x0, const void **x1, const int8_t **weights,
                                      int32_t filters, int pixels, int size) {
  dendrt_narrow_step(tile, x0, x1, weights, filters, pixels, size);
  dendrt_narrow_step(tile, x0, x1, weights, filters, pixels, size);
  dendrt_narrow_step(tile, x0, x1, weights, filters, pixels, size);
  dendrt_narrow_step(tile, x0, x1, weights, filters, pixels, size);
}

/* Compilers told to save bytes do without the high registers of these cores. */
#if defined(__thumb__) && !defined(__thumb2__) && !defined(DENDRT_PORTABLE) && defined(__OPTIMIZE__) &&                \
    !defined(__OPTIMIZE_SIZE__)
#define DENDRT_NARROW_PAIRS 1
/* Two filters times two columns where multiplies and loads take low registers only: the four sums stand in r8 to r11,
 * a weight that is needed again in lr. A step: `load` of an element at the end of a column less what is left, and the
 * weights `place` behind the first. 17 instructions for four products. */
#define DENDRT_NARROW_PAIR_STEP(load, size, place)                                                                     \
  load "\t%[u], [%[x0], %[left]]\n\t"                                                                                  \
  load "\t%[v], [%[x1], %[left]]\n\t"                                                                                  \
  "ldrb\t%[w], [%[weights], #(" place ")]\n\t"                                                                         \
  "sxtb\t%[w], %[w]\n\t"                                                                                               \
  "mov\tlr, %[w]\n\t"                                                                                                  \
  "muls\t%[w], %[u]\n\t"                                                                                               \
  "add\tr8, %[w]\n\t"                                                                                                  \
  "mov\t%[w], lr\n\t"                                                                                                  \
  "muls\t%[w], %[v]\n\t"                                                                                               \
  "add\tr9, %[w]\n\t"                                                                                                  \
  "ldrb\t%[w], [%[weights], #(" place "+1)]\n\t"                                                                       \
  "sxtb\t%[w], %[w]\n\t"                                                                                               \
  "muls\t%[u], %[w]\n\t"                                                                                               \
  "add\tr10, %[u]\n\t"                                                                                                 \
  "muls\t%[v], %[w]\n\t"                                                                                               \
  "add\tr11, %[v]\n\t"                                                                                                 \
  "adds\t%[left], #" size "\n\t"
#define DENDRT_NARROW_PAIR_LOAD(place, high) "ldr\t%[w], [%[u], #" place "]\n\tmov\t" high ", %[w]\n\t"
#define DENDRT_NARROW_PAIR_STORE(place, high) "mov\t%[w], " high "\n\tstr\t%[w], [%[u], #" place "]\n\t"
#define DENDRT_NARROW_PAIR_SUMS(access) access("0", "r8") access("4", "r9") access("8", "r10") access("12", "r11")
#define DENDRT_NARROW_PAIR(steps, taken)                                                                               \
  __asm__ volatile(".syntax unified\n\t"                                                                               \
                   "mov\tr12, %[u]\n\t"                                                                                \
                   DENDRT_NARROW_PAIR_SUMS(DENDRT_NARROW_PAIR_LOAD)                                                    \
                   "1:\n\t"                                                                                            \
                   steps                                                                                               \
                   "adds\t%[weights], #(" taken ")\n\t"                                                                \
                   "cmp\t%[left], #0\n\t"                                                                              \
                   "bne\t1b\n\t"                                                                                       \
                   "mov\t%[u], r12\n\t"                                                                                \
                   DENDRT_NARROW_PAIR_SUMS(DENDRT_NARROW_PAIR_STORE)                                                   \
                   : [u] "+&l"(u), [v] "=&l"(v), [w] "=&l"(w), [weights] "+&l"(weights), [left] "+&l"(left)            \
                   : [x0] "l"(x0), [x1] "l"(x1), [stride] "i"(stride)                                                  \
                   : "memory", "cc", "r8", "r9", "r10", "r11", "r12", "lr")
#define DENDRT_NARROW_PAIR_ONE(load, size) DENDRT_NARROW_PAIR(DENDRT_NARROW_PAIR_STEP(load, size, "0"), "%c[stride]")
#define DENDRT_NARROW_PAIR_FOUR(load, size)                                                                            \
  DENDRT_NARROW_PAIR(DENDRT_NARROW_PAIR_STEP(load, size, "0") DENDRT_NARROW_PAIR_STEP(load, size, "%c[stride]")        \
                         DENDRT_NARROW_PAIR_STEP(load, size, "2*%c[stride]")                                           \
                             DENDRT_NARROW_PAIR_STEP(load, size, "3*%c[stride]"),                                      \
                     "4*%c[stride]")

/* Adds to the sums of two filters at two positions, whose weights are `stride` apart, a constant. */
DENDRT_INLINE void dendrt_narrow_pair(int32_t *sums, const void *x0, const void *x1, const int8_t *weights,
                                      int32_t length, int stride, int size) {
  const int32_t *u = sums;
  const int32_t rest = length % 4 * size, fours = length / 4 * 4 * size;
  int32_t v, w, left = -rest;
  x0 = dendrt_at(x0, rest);
  x1 = dendrt_at(x1, rest);
  if (left != 0 && size == 1)
    DENDRT_NARROW_PAIR_ONE("ldrsb", "1");
  else if (left != 0)
    DENDRT_NARROW_PAIR_ONE("ldrsh", "2");
  x0 = dendrt_at(x0, fours);
  x1 = dendrt_at(x1, fours);
  left = -fours;
  u = sums;
  if (left != 0 && size == 1)
    DENDRT_NARROW_PAIR_FOUR("ldrsb", "1");
  else if (left != 0)
    DENDRT_NARROW_PAIR_FOUR("ldrsh", "2");
}
#endif

/* The sums of the next `count` (1 to 4) filters; moves on past them. */
DENDRT_INLINE void dendrt_narrow_tile(dendrt_tile_t *tile, dendrt_narrow_filters_t *filters, const void *x0,
                                      const void *x1, int32_t count, int pixels, int size) {
  const int32_t *bias = filters->bias;
  const int8_t *weights = filters->weights;
  dendrt_tile_t sums = dendrt_tile_zero();
  dendrt_tile_start(&sums, bias, filters->second, count);
#if defined(DENDRT_NARROW_PAIRS)
  if (pixels == 2 && count > 1) {
    dendrt_narrow_pair(sums.value, x0, x1, weights, filters->length, count, size);
    if (count == 4)
      dendrt_narrow_pair(sums.value + 4, x0, x1, weights + 2, filters->length, count, size);
    if (count == 3)
      for (int32_t k = 0; k < filters->length; ++k) {
        const int32_t w = weights[3 * k + 2];
        sums.value[4] += dendrt_load_element(x0, k, size) * w;
        sums.value[5] += dendrt_load_element(x1, k, size) * w;
      }
    *tile = sums;
    filters->weights = weights + count * filters->length;
    filters->bias = bias + count;
    return;
  }
#endif
  const int32_t at_once = count == 4 ? DENDRT_NARROW_AT_ONCE : 4, rest = filters->length % at_once * size;
  const void *end = dendrt_at(x0, filters->length * size), *unrolled_end = dendrt_at(end, -rest);
  while (x0 != unrolled_end) {
    dendrt_narrow_four(&sums, &x0, &x1, &weights, count, pixels, size);
    if (at_once == 8)
      dendrt_narrow_four(&sums, &x0, &x1, &weights, count, pixels, size);
  }
  while (x0 != end)
    dendrt_narrow_step(&sums, &x0, &x1, &weights, count, pixels, size);
  *tile = sums;
  filters->weights = weights;
  filters->bias = bias + count;
}

/* The same where their number is not known: one place for every tile. */
DENDRT_INLINE void dendrt_narrow_next(dendrt_tile_t *tile, dendrt_narrow_filters_t *filters, const void *x0,
                                      const void *x1, int32_t count, int pixels, int size) {
  if (count == 4)
    dendrt_narrow_tile(tile, filters, x0, x1, 4, pixels, size);
  else if (count == 3)
    dendrt_narrow_tile(tile, filters, x0, x1, 3, pixels, size);
  else if (count == 2)
    dendrt_narrow_tile(tile, filters, x0, x1, 2, pixels, size);
  else
    dendrt_narrow_tile(tile, filters, x0, x1, 1, pixels, size);
}

/* Outputs [channel, channel + channels) of one or two positions from their columns; `filters` moves on to those that
 * follow. Up to four filters of a block stay in registers until they are stored, more go by way of `sums`. */
DENDRT_INLINE void dendrt_narrow(dendrt_narrow_filters_t *filters, const void *x0, const void *x1,
                                 const dendrt_channel_requant_t *requant, const dendrt_dendrites_t *dendrites,
                                 int32_t channel, int32_t channels, int pixels, int size, dendrt_int32_t *sums,
                                 const dendrt_positions_t *positions) {
  const int32_t branches = dendrites->count + 1, block = branches == 1 ? 4 : branches == 2 ? 2 : 1;
  const int32_t end = channel + channels;
  const int even_blocks = channels % block == 0;
  while (channel < end) {
    const int32_t count = even_blocks || end - channel >= block ? block : end - channel;
    dendrt_tile_t tile;
    if (branches <= 4) {
      dendrt_narrow_next(&tile, filters, x0, x1, count * branches, pixels, size);
      if (branches == 1)
        dendrt_neuron_tile(requant, &tile, channel, count, pixels, positions, 0);
      else
        dendrt_neuron_dendritic_tile(requant, dendrites, &tile, channel, count, pixels, positions);
    } else {
      dendrt_int32_t *place = sums;
      for (int32_t left = branches; left > 0; left -= 4, place += 4 * pixels) {
        const int32_t next = left < 4 ? left : 4;
        dendrt_narrow_next(&tile, filters, x0, x1, next, pixels, size);
        dendrt_tile_leave(&tile, next, pixels, place);
      }
      dendrt_neuron_block(requant, dendrites, sums, channel, 1, pixels, positions);
    }
    channel += count;
  }
}

#endif
