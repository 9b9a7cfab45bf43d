/* vector.h: one or two columns times the filters of a layer, 16 bytes of a column at a time, to stored outputs.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Method: four filters times two columns make eight sums in registers; VMLADAVA adds the 16 (int16: 8) products of a
 * step to one of them. A filter's sums of four channels are then the lanes of a vector, where dendrites, requantization
 * and store take an instruction per operation. Dendrites come first, so that no sum waits for another branch. */
#ifndef DENDRT_VECTOR_H
#define DENDRT_VECTOR_H

#include "neuron_lanes.h"

enum { DENDRT_VECTOR_SIZE = 16 };

/* Steps of a column of `length` elements of `size` bytes; the bytes of the column with what fills the last step. */
DENDRT_INLINE int32_t dendrt_vector_steps(int32_t length, int size) {
  return (length * size + DENDRT_VECTOR_SIZE - 1) / DENDRT_VECTOR_SIZE;
}

#if defined(DENDRT_MVE)
/* Tiles are written in assembly, since sums must stand in registers of even number and eight of them are all there are:
 * those of the first column in r0, r2, r4, r6, of the second in r8, r10, r12, lr.
 *
 * One step, as text: `mla` is vmladava, or vmladav for the first step, whose sums are new. Filter after filter: its
 * weights, widened to int16 where the column is, and the products with each column. */
#define DENDRT_VECTOR_FILTER_2(mla, type, weights, w, a, b)                                                            \
  weights(w)                                                                                                           \
  mla "." type "\t" a ", %q[u], %q[" w "]\n\t"                                                                         \
  mla "." type "\t" b ", %q[v], %q[" w "]\n\t"
#define DENDRT_VECTOR_FILTER_1(mla, type, weights, w, a, b) weights(w) mla "." type "\t" a ", %q[u], %q[" w "]\n\t"
#define DENDRT_VECTOR_FILTERS_4(filter, mla, type, weights)                                                            \
  filter(mla, type, weights, "f", "r0", "r8") filter(mla, type, weights, "g", "r2", "r10")                             \
      filter(mla, type, weights, "f", "r4", "r12") filter(mla, type, weights, "g", "r6", "lr")
#define DENDRT_VECTOR_FILTERS_1(filter, mla, type, weights) filter(mla, type, weights, "f", "%[a]", "%[b]")
#define DENDRT_VECTOR_WEIGHTS_S8(w) "vldrb.8\t%q[" w "], [%[w]], #16\n\t"
#define DENDRT_VECTOR_WEIGHTS_S16(w) "vldrb.s16\t%q[" w "], [%[w]], #8\n\t"
#define DENDRT_VECTOR_COLUMN_1(load) load "\t%q[u], [%[x0]], #16\n\t"
#define DENDRT_VECTOR_COLUMN_2(load) DENDRT_VECTOR_COLUMN_1(load) load "\t%q[v], [%[x1]], #16\n\t"
#define DENDRT_VECTOR_LOAD_S8 "vldrb.8"
#define DENDRT_VECTOR_LOAD_S16 "vldrh.16"
#define DENDRT_VECTOR_TYPE_S8 "s8"
#define DENDRT_VECTOR_TYPE_S16 "s16"
#define DENDRT_VECTOR_STEP(mla, pixels, filters, size)                                                                 \
  DENDRT_VECTOR_COLUMN_##pixels(DENDRT_VECTOR_LOAD_##size) DENDRT_VECTOR_FILTERS_##filters(                            \
      DENDRT_VECTOR_FILTER_##pixels, mla, DENDRT_VECTOR_TYPE_##size, DENDRT_VECTOR_WEIGHTS_##size)

/* All steps: the first, one more if an odd number is left, then two at a time. Loads and products leave the flags
 * alone, so those of the halved count serve twice. */
#define DENDRT_VECTOR_STEPS(pixels, filters, size)                                                                     \
  DENDRT_VECTOR_STEP("vmladav", pixels, filters, size)                                                                 \
  "lsrs\t%[n], %[n], #1\n\t"                                                                                           \
  "bcc\t1f\n\t"                                                                                                        \
  DENDRT_VECTOR_STEP("vmladava", pixels, filters, size)                                                                \
  "1:\n\t"                                                                                                             \
  "beq\t3f\n"                                                                                                          \
  "2:\n\t"                                                                                                             \
  DENDRT_VECTOR_STEP("vmladava", pixels, filters, size)                                                                \
  DENDRT_VECTOR_STEP("vmladava", pixels, filters, size)                                                                \
  "subs\t%[n], %[n], #1\n\t"                                                                                           \
  "bne\t2b\n"                                                                                                          \
  "3:\n\t"
/* The same for up to four steps, a number known at compile time. */
#define DENDRT_VECTOR_STEPS_1(pixels, filters, size) DENDRT_VECTOR_STEP("vmladav", pixels, filters, size)
#define DENDRT_VECTOR_STEPS_2(pixels, filters, size)                                                                   \
  DENDRT_VECTOR_STEPS_1(pixels, filters, size) DENDRT_VECTOR_STEP("vmladava", pixels, filters, size)
#define DENDRT_VECTOR_STEPS_3(pixels, filters, size)                                                                   \
  DENDRT_VECTOR_STEPS_2(pixels, filters, size) DENDRT_VECTOR_STEP("vmladava", pixels, filters, size)
#define DENDRT_VECTOR_STEPS_4(pixels, filters, size)                                                                   \
  DENDRT_VECTOR_STEPS_3(pixels, filters, size) DENDRT_VECTOR_STEP("vmladava", pixels, filters, size)

/* The sums of four filters as lanes, those of the second column if there are any. */
#define DENDRT_VECTOR_RESULT_1                                                                                         \
  "vmov\t%q[u][2], %q[u][0], r0, r4\n\t"                                                                               \
  "vmov\t%q[u][3], %q[u][1], r2, r6\n\t"
#define DENDRT_VECTOR_RESULT_2                                                                                         \
  DENDRT_VECTOR_RESULT_1                                                                                               \
  "vmov\t%q[v][2], %q[v][0], r8, r12\n\t"                                                                              \
  "vmov\t%q[v][3], %q[v][1], r10, lr\n\t"
#define DENDRT_VECTOR_CLOBBERS_1 "memory", "cc", "r0", "r2", "r4", "r6"
#define DENDRT_VECTOR_CLOBBERS_2 DENDRT_VECTOR_CLOBBERS_1, "r8", "r10", "r12", "lr"
/* A load that widens takes its address from a low register. */
#define DENDRT_VECTOR_BASE_S8 "+&r"
#define DENDRT_VECTOR_BASE_S16 "+&l"
#define DENDRT_VECTOR_FOUR(pixels, size, all_steps, count)                                                             \
  __asm__ volatile(all_steps(pixels, 4, size) DENDRT_VECTOR_RESULT_##pixels                                            \
                   : [u] "=&w"(sums.first), [v] "=&w"(sums.second), [f] "=&w"(f), [g] "=&w"(g), [x0] "+&r"(x0),        \
                     [x1] "+&r"(x1), [w] DENDRT_VECTOR_BASE_##size(weights), [n] count(left)                           \
                   :                                                                                                   \
                   : DENDRT_VECTOR_CLOBBERS_##pixels)
/* Few steps stand in line, where the number of them is known and `left` of no use. */
#define DENDRT_VECTOR_FOUR_STEPS(pixels, size)                                                                         \
  do {                                                                                                                 \
    if (!__builtin_constant_p(steps) || steps > 4)                                                                     \
      DENDRT_VECTOR_FOUR(pixels, size, DENDRT_VECTOR_STEPS, "+&r");                                                    \
    else if (steps == 1)                                                                                               \
      DENDRT_VECTOR_FOUR(pixels, size, DENDRT_VECTOR_STEPS_1, "=&r");                                                  \
    else if (steps == 2)                                                                                               \
      DENDRT_VECTOR_FOUR(pixels, size, DENDRT_VECTOR_STEPS_2, "=&r");                                                  \
    else if (steps == 3)                                                                                               \
      DENDRT_VECTOR_FOUR(pixels, size, DENDRT_VECTOR_STEPS_3, "=&r");                                                  \
    else                                                                                                               \
      DENDRT_VECTOR_FOUR(pixels, size, DENDRT_VECTOR_STEPS_4, "=&r");                                                  \
  } while (0)
#define DENDRT_VECTOR_ONE(pixels, size)                                                                                \
  __asm__ volatile(DENDRT_VECTOR_STEPS(pixels, 1, size)                                                                \
                   : [a] "=&Te"(*first), [b] "=&Te"(*second), [u] "=&w"(u), [v] "=&w"(v), [f] "=&w"(f),                \
                     [x0] "+&r"(x0), [x1] "+&r"(x1), [w] DENDRT_VECTOR_BASE_##size(weights), [n] "+&r"(left)           \
                   :                                                                                                   \
                   : "memory", "cc")

/* The sums of four filters over `steps` steps; moves `weights` on to those that follow. Instructions per step and
 * filter: 3.75 at two positions (1.9 each), 2.5 at one. */
DENDRT_INLINE dendrt_lanes_two_t dendrt_vector_four(const int8_t **next, const void *x0, const void *x1, int32_t steps,
                                                    int pixels, int size) {
  const int8_t *weights = *next;
  dendrt_lanes_two_t sums;
  dendrt_lanes_t f, g;
  int32_t left = steps - 1;
  if (size == 1 && pixels == 2)
    DENDRT_VECTOR_FOUR_STEPS(2, S8);
  else if (size == 1)
    DENDRT_VECTOR_FOUR_STEPS(1, S8);
  else if (pixels == 2)
    DENDRT_VECTOR_FOUR_STEPS(2, S16);
  else
    DENDRT_VECTOR_FOUR_STEPS(1, S16);
  *next = weights;
  return sums;
}

/* The same for one filter: 6 instructions per step at two positions, 4 at one. */
DENDRT_INLINE void dendrt_vector_one(int32_t *first, int32_t *second, const int8_t **next, const void *x0,
                                     const void *x1, int32_t steps, int pixels, int size) {
  const int8_t *weights = *next;
  dendrt_lanes_t u, v, f;
  int32_t left = steps - 1;
  if (size == 1 && pixels == 2)
    DENDRT_VECTOR_ONE(2, S8);
  else if (size == 1)
    DENDRT_VECTOR_ONE(1, S8);
  else if (pixels == 2)
    DENDRT_VECTOR_ONE(2, S16);
  else
    DENDRT_VECTOR_ONE(1, S16);
  *next = weights;
}

#else

/* The sum of filter `i` of `filters` that alternate. */
DENDRT_INLINE int32_t dendrt_vector_sum(const int8_t *weights, const void *x, int32_t i, int32_t filters, int32_t steps,
                                        int size) {
  const int32_t elements = DENDRT_VECTOR_SIZE / size;
  uint32_t sum = 0;
  for (int32_t step = 0; step < steps; ++step)
    for (int32_t k = 0; k < elements; ++k)
      sum +=
          (uint32_t)(weights[(step * filters + i) * elements + k] * dendrt_load_element(x, step * elements + k, size));
  return (int32_t)sum;
}

DENDRT_INLINE dendrt_lanes_two_t dendrt_vector_four(const int8_t **next, const void *x0, const void *x1, int32_t steps,
                                                    int pixels, int size) {
  dendrt_lanes_two_t sums;
  for (int32_t i = 0; i < DENDRT_LANES; ++i) {
    sums.first.lane[i] = dendrt_vector_sum(*next, x0, i, DENDRT_LANES, steps, size);
    sums.second.lane[i] = pixels == 2 ? dendrt_vector_sum(*next, x1, i, DENDRT_LANES, steps, size) : 0;
  }
  *next += DENDRT_LANES * steps * DENDRT_VECTOR_SIZE / size;
  return sums;
}

DENDRT_INLINE void dendrt_vector_one(int32_t *first, int32_t *second, const int8_t **next, const void *x0,
                                     const void *x1, int32_t steps, int pixels, int size) {
  *first = dendrt_vector_sum(*next, x0, 0, 1, steps, size);
  *second = pixels == 2 ? dendrt_vector_sum(*next, x1, 0, 1, steps, size) : 0;
  *next += steps * DENDRT_VECTOR_SIZE / size;
}

#endif

/* Clears the last step of a column. */
DENDRT_INLINE void dendrt_vector_clear(void *step) { memset(step, 0, DENDRT_VECTOR_SIZE); }

/* What the outputs of a layer are made of; moves along with its blocks of channels. */
typedef struct {
  const int8_t *weights;
  const dendrt_int32_t *bias, *multipliers;
  const int8_t *rights;
  const dendrt_int32_t *parameters; /* of the dendrites */
  int32_t steps;                    /* of a column */
  const int16_t *middle;            /* of the dendrites' table */
  int32_t second;                   /* elements from the bias of the first column to that of the second */
} dendrt_vector_filters_t;

/* Those of a whole layer. */
DENDRT_INLINE dendrt_vector_filters_t dendrt_vector_filters(const int8_t *weights, const int32_t *bias,
                                                            const dendrt_channel_requant_t *requant,
                                                            const dendrt_dendrites_t *dendrites, int32_t steps,
                                                            const int16_t *middle) {
  const dendrt_vector_filters_t filters = {
      weights, bias, requant->multipliers, requant->rights, dendrites->parameters, steps, middle, 0};
  return filters;
}

/* The sums of the next `count` (1 to 4) filters of two columns (or of `x0` alone), bias included; moves on past them.
 * Four filters' weights alternate, fewer follow one another. */
DENDRT_INLINE dendrt_lanes_two_t dendrt_vector_next(dendrt_vector_filters_t *filters, const void *x0, const void *x1,
                                                    int32_t count, int pixels, int size) {
  dendrt_lanes_two_t sums;
  if (count == DENDRT_LANES) {
    sums = dendrt_vector_four(&filters->weights, x0, x1, filters->steps, pixels, size);
  } else {
    int32_t first[DENDRT_LANES] = {0}, second[DENDRT_LANES] = {0};
    for (int32_t i = 0; i < count; ++i)
      dendrt_vector_one(first + i, second + i, &filters->weights, x0, x1, filters->steps, pixels, size);
    sums.first = dendrt_lanes_load(first);
    sums.second = dendrt_lanes_load(second);
  }
  const dendrt_lanes_t bias = dendrt_lanes_load(filters->bias);
  sums.first = dendrt_lanes_add(sums.first, bias);
  if (pixels == 2)
    sums.second = dendrt_lanes_add(sums.second, __builtin_constant_p(filters->second) && filters->second == 0
                                                    ? bias
                                                    : dendrt_lanes_load(filters->bias + filters->second));
  filters->bias += DENDRT_LANES;
  return sums;
}

/* What dendrite `k` of the next `count` channels leads to their neurons. `before` has room for 8 int32 per dendrite but
 * the last: 2^16 * d of those before this one, to which its own is added. */
DENDRT_INLINE dendrt_lanes_two_t dendrt_vector_dendrite(dendrt_vector_filters_t *filters,
                                                        const dendrt_dendrites_t *dendrites, int32_t k, const void *x0,
                                                        const void *x1, int32_t count, int pixels, int size,
                                                        dendrt_int32_t *before) {
  dendrt_lanes_two_t sums = dendrt_vector_next(filters, x0, x1, count, pixels, size);
  const dendrt_int32_t *p = filters->parameters, *d = before;
  DENDRT_UNROLL
  for (int32_t j = 0; j < k; ++j) {
    const dendrt_lanes_t between = dendrt_lanes_next(&p);
    sums.first = dendrt_lanes_lead(sums.first, between, dendrt_lanes_next(&d));
    if (pixels == 2)
      sums.second = dendrt_lanes_lead(sums.second, between, dendrt_lanes_next(&d));
    sums = dendrt_lanes_settle(sums);
  }
  if (pixels == 1)
    sums.second = sums.first;
  const dendrt_lanes_t multipliers = dendrt_lanes_next(&p);
  const dendrt_lanes_two_t factors = {multipliers, multipliers};
  dendrt_lanes_two_t signals = dendrt_lanes_dendrite(dendrites, filters->middle, factors, sums);
  if (k + 1 < dendrites->count) {
    dendrt_int32_t *own = before + (d - before);
    dendrt_lanes_append(&own, signals.first);
    if (pixels == 2)
      dendrt_lanes_append(&own, signals.second);
  }
  const dendrt_lanes_t to_neuron = dendrt_lanes_next(&p);
  filters->parameters = p;
  signals.first = dendrt_lanes_high_floor(to_neuron, signals.first);
  signals.second = dendrt_lanes_high_floor(to_neuron, signals.second);
  return signals;
}

/* The sum of two. */
DENDRT_INLINE dendrt_lanes_two_t dendrt_vector_plus(dendrt_lanes_two_t a, dendrt_lanes_two_t b, int pixels) {
  a.first = dendrt_lanes_add(a.first, b.first);
  if (pixels == 2)
    a.second = dendrt_lanes_add(a.second, b.second);
  return a;
}

/* The sums of the next `count` channels with what their dendrites lead to them. */
DENDRT_INLINE dendrt_lanes_two_t dendrt_vector_neurons(dendrt_vector_filters_t *filters,
                                                       const dendrt_dendrites_t *dendrites, const void *x0,
                                                       const void *x1, int32_t count, int pixels, int size,
                                                       dendrt_int32_t *before) {
  if (dendrites->count == 0)
    return dendrt_vector_next(filters, x0, x1, count, pixels, size);
  dendrt_lanes_two_t total = dendrt_vector_dendrite(filters, dendrites, 0, x0, x1, count, pixels, size, before);
  DENDRT_UNROLL
  for (int32_t k = 1; k < dendrites->count; ++k) {
    total = dendrt_vector_plus(
        total, dendrt_vector_dendrite(filters, dendrites, k, x0, x1, count, pixels, size, before), pixels);
    total = dendrt_lanes_settle(total);
  }
  return dendrt_vector_plus(dendrt_vector_next(filters, x0, x1, count, pixels, size), total, pixels);
}

/* Outputs [channel, channel + count), count 1 to 4, of one or two positions. */
DENDRT_INLINE void dendrt_vector_block(dendrt_vector_filters_t *filters, const void *x0, const void *x1,
                                       const dendrt_channel_requant_t *requant, const dendrt_dendrites_t *dendrites,
                                       int32_t channel, int32_t count, int pixels, int size, dendrt_int32_t *before,
                                       const dendrt_positions_t *positions) {
  const int32_t offset = channel * positions->size;
  dendrt_lanes_two_t sums = dendrt_vector_neurons(filters, dendrites, x0, x1, count, pixels, size, before);
  const dendrt_lanes_t multipliers = dendrt_lanes_load(filters->multipliers);
  filters->multipliers += DENDRT_LANES;
  const dendrt_factors_t factors = dendrt_factors_of(multipliers, &filters->rights, requant->rounding);
  sums.first = dendrt_lanes_product(requant, &factors, sums.first);
  if (pixels == 2)
    sums.second = dendrt_lanes_product(requant, &factors, sums.second);
  else
    sums.second = sums.first;
  sums = dendrt_lanes_cut(requant, sums, pixels, positions->size);
  dendrt_lanes_put(dendrt_at_mutable(positions->first, offset), sums.first, count, positions->size);
  if (pixels == 2)
    dendrt_lanes_put(dendrt_at_mutable(positions->second, offset), sums.second, count, positions->size);
}

/* Outputs [channel, channel + channels) of one or two positions from their columns; `filters` moves on to those that
 * follow. `size` is the bytes of a column's element. */
DENDRT_INLINE void dendrt_vector(dendrt_vector_filters_t *filters, const void *x0, const void *x1,
                                 const dendrt_channel_requant_t *requant, const dendrt_dendrites_t *dendrites,
                                 int32_t channel, int32_t channels, int pixels, int size, dendrt_int32_t *before,
                                 const dendrt_positions_t *positions) {
  const int32_t end = channel + channels;
  for (; channel + DENDRT_LANES <= end; channel += DENDRT_LANES)
    dendrt_vector_block(filters, x0, x1, requant, dendrites, channel, DENDRT_LANES, pixels, size, before, positions);
  if (channel < end)
    dendrt_vector_block(filters, x0, x1, requant, dendrites, channel, end - channel, pixels, size, before, positions);
}

#endif
