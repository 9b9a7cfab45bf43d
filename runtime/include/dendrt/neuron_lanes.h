/* neuron_lanes.h: from the sums of four channels side by side to their outputs: neuron.h in lanes.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#ifndef DENDRT_NEURON_LANES_H
#define DENDRT_NEURON_LANES_H

#include "lanes.h"
#include "neuron.h"

/* Values of four channels at two positions, or of eight channels. */
typedef struct {
  dendrt_lanes_t first, second;
} dendrt_lanes_two_t;

/* Both, no more than two vectors: what is added up is, before anything else begins. */
DENDRT_INLINE dendrt_lanes_two_t dendrt_lanes_settle(dendrt_lanes_two_t two) {
#if defined(DENDRT_MVE)
  __asm__ volatile("" : "+w"(two.first), "+w"(two.second));
#endif
  return two;
}

/* sums + (coefficients * d >> 16), from 2^16 * d. */
DENDRT_INLINE dendrt_lanes_t dendrt_lanes_lead(dendrt_lanes_t sums, dendrt_lanes_t coefficients, dendrt_lanes_t d) {
  return dendrt_lanes_add(sums, dendrt_lanes_high_floor(coefficients, d));
}

/* The same with the coefficients that are vector `index` of `p`. In assembly where products take all registers: a
 * compiler begins all of several such products before it adds one up. */
DENDRT_INLINE dendrt_lanes_t dendrt_lanes_lead_at(dendrt_lanes_t sums, const dendrt_int32_t *p, int32_t index,
                                                  dendrt_lanes_t d) {
#if defined(DENDRT_MVE)
  dendrt_lanes_t product;
#define DENDRT_LANES_LEAD(address, ...)                                                                                \
  __asm__ volatile("vldrw.u32\t%q0, " address "\n\t"                                                                  \
                   "vmulh.s32\t%q0, %q0, %q2\n\t"                                                                     \
                   "vadd.i32\t%q1, %q1, %q0"                                                                           \
                   : "=&w"(product), "+w"(sums)                                                                        \
                   : "w"(d), __VA_ARGS__                                                                               \
                   : "memory")
  if (__builtin_constant_p(index) && index < 32)
    DENDRT_LANES_LEAD("[%3, %4]", "r"(p), "i"(16 * index));
  else
    DENDRT_LANES_LEAD("[%3]", "r"(p + DENDRT_LANES * index));
#undef DENDRT_LANES_LEAD
  return sums;
#else
  return dendrt_lanes_lead(sums, dendrt_lanes_at(p, index), d);
#endif
}

#if defined(DENDRT_MVE)

/* z of the sums of one dendrite, not yet within its bounds, around `zero_point`. */
DENDRT_INLINE dendrt_lanes_t dendrt_lanes_argument(const dendrt_dendrites_t *dendrites, dendrt_lanes_t multipliers,
                                                   dendrt_lanes_t sums, int32_t zero_point) {
  const dendrt_lanes_t z = dendrt_lanes_high(dendrt_lanes_shift_left(sums, dendrites->shift), multipliers);
  return dendrt_lanes_add_all(z, zero_point);
}

/* d of the sums of one dendrite, in even and odd lanes. Eight z share a vector of 16 bits. */
DENDRT_INLINE int16x8_t dendrt_lanes_signal(const dendrt_dendrites_t *dendrites, const int16_t *middle,
                                            dendrt_lanes_two_t multipliers, dendrt_lanes_two_t sums) {
  const int32_t min = dendrites->min, max = dendrites->max;
  const int has_table = dendrites->values || dendrites->function;
  const int is_cut = has_table && max - min < UINT16_MAX;
  const int32_t zero_point = dendrites->zero_point + (is_cut ? UINT16_MAX - max : 0);
  const dendrt_lanes_t first = dendrt_lanes_argument(dendrites, multipliers.first, sums.first, zero_point);
  const dendrt_lanes_t second = dendrt_lanes_argument(dendrites, multipliers.second, sums.second, zero_point);
  if (has_table) {
    const uint16x8_t place = is_cut ? dendrt_lanes_places(first, second, max - min)
                                    : vreinterpretq_u16_s16(vaddq_n_s16(dendrt_lanes_narrow(first, second), INT16_MIN));
    if (dendrites->values)
      return vldrhq_gather_shifted_offset_s16(middle + min, place);
    const int32_t before = min + (128 << dendrites->table_bits); /* places that no z has */
    return dendrt_lanes_table16(middle - 128, before > 0 ? vaddq_n_u16(place, (uint16_t)before) : place,
                                dendrites->table_bits);
  }
  int16x8_t z = dendrt_lanes_narrow(first, second);
  if (min > INT16_MIN)
    z = vmaxq_s16(z, vdupq_n_s16((int16_t)min));
  if (max < INT16_MAX)
    z = vminq_s16(z, vdupq_n_s16((int16_t)max));
  return z;
}

/* 2^16 * d of the sums of one dendrite. */
DENDRT_INLINE dendrt_lanes_two_t dendrt_lanes_dendrite(const dendrt_dendrites_t *dendrites, const int16_t *middle,
                                                       dendrt_lanes_two_t multipliers, dendrt_lanes_two_t sums) {
  const int16x8_t d = dendrt_lanes_signal(dendrites, middle, multipliers, sums);
  const dendrt_lanes_two_t result = {vshllbq_n_s16(d, 16), vshlltq_n_s16(d, 16)};
  return result;
}

#else

DENDRT_INLINE dendrt_lanes_two_t dendrt_lanes_dendrite(const dendrt_dendrites_t *dendrites, const int16_t *middle,
                                                       dendrt_lanes_two_t multipliers, dendrt_lanes_two_t sums) {
  for (int i = 0; i < DENDRT_LANES; ++i) {
    sums.first.lane[i] = 65536 * dendrt_dendrite(dendrites, middle, multipliers.first.lane[i], sums.first.lane[i]);
    sums.second.lane[i] = 65536 * dendrt_dendrite(dendrites, middle, multipliers.second.lane[i], sums.second.lane[i]);
  }
  return sums;
}

#endif

/* What the sums of four channels are multiplied with. */
typedef struct {
  dendrt_lanes_t multipliers;
  dendrt_lanes_t lefts; /* -r, if there are bits to the right */
} dendrt_factors_t;

/* The factors of four channels: `rights`, not read if NATIVE, moves on past them. */
DENDRT_INLINE dendrt_factors_t dendrt_factors_of(dendrt_lanes_t multipliers, const int8_t **rights,
                                                 dendrt_rounding_t rounding) {
  dendrt_factors_t factors = {multipliers, dendrt_lanes_all(0)};
  if (rounding != DENDRT_NATIVE) {
    factors.lefts = dendrt_lanes_lefts(*rights);
    *rights += DENDRT_LANES;
  }
  return factors;
}

/* The rounded products of dendrt_scale of rounding TFLITE_WIDE. */
static DENDRT_NOINLINE __attribute__((unused)) void dendrt_lanes_scale_wide(int32_t *values, const int32_t *multipliers,
                                                                            const int32_t *lefts) {
  for (int i = 0; i < DENDRT_LANES; ++i)
    values[i] = dendrt_scale_wide(values[i], multipliers[i], -lefts[i], 0);
}

/* The rounded products of dendrt_scale, without the zero point. */
DENDRT_INLINE dendrt_lanes_t dendrt_lanes_product(const dendrt_channel_requant_t *requant,
                                                  const dendrt_factors_t *factors, dendrt_lanes_t sums) {
  const dendrt_rounding_t rounding = requant->rounding;
  if (rounding == DENDRT_TFLITE_WIDE) {
    int32_t values[DENDRT_LANES], multipliers[DENDRT_LANES], lefts[DENDRT_LANES];
    dendrt_lanes_store(values, sums);
    dendrt_lanes_store(multipliers, factors->multipliers);
    dendrt_lanes_store(lefts, factors->lefts);
    dendrt_lanes_scale_wide(values, multipliers, lefts);
    return dendrt_lanes_load(values);
  }
  if (rounding == DENDRT_NATIVE)
    return dendrt_lanes_high(dendrt_lanes_shift_left(sums, requant->shift), factors->multipliers);
  if (rounding == DENDRT_NEAREST)
    return dendrt_lanes_round_left(
        dendrt_lanes_high_floor(dendrt_lanes_shift_left(sums, requant->shift), factors->multipliers), factors->lefts);
  const dendrt_lanes_t high = dendrt_lanes_high_double(sums, factors->multipliers);
  /* Halves away from zero differ below it only, where a relu leaves nothing. */
  return dendrt_lanes_round_left(
      requant->min >= requant->zero_point ? high : dendrt_lanes_add(high, dendrt_lanes_sign(sums)), factors->lefts);
}

/* clamp(zero_point + product, min, max), in the low `size` bytes of each lane, of one position or two. */
DENDRT_INLINE dendrt_lanes_two_t dendrt_lanes_cut(const dendrt_channel_requant_t *requant, dendrt_lanes_two_t products,
                                                  int pixels, int size) {
#if defined(DENDRT_MVE)
  if (size == 1 && pixels == 2) { /* what 16 bits do not hold, a zero point of 8 bits does not bring back */
    int16x8_t y = dendrt_lanes_narrow(products.first, products.second);
    y = vqaddq_n_s16(y, (int16_t)requant->zero_point);
    if (requant->min > INT8_MIN)
      y = vmaxq_s16(y, vdupq_n_s16((int16_t)requant->min));
    if (requant->max < INT8_MAX)
      y = vminq_s16(y, vdupq_n_s16((int16_t)requant->max));
    products.first = vreinterpretq_s32_s8(dendrt_lanes_narrow_even(y));
    products.second = vshrq_n_s32(products.first, 16);
    return products;
  }
#endif
  (void)pixels;
  (void)size;
  products.first = dendrt_lanes_add_all(products.first, requant->zero_point);
  products.second = dendrt_lanes_add_all(products.second, requant->zero_point);
  products.first = dendrt_lanes_clamp(products.first, requant->min, requant->max);
  products.second = dendrt_lanes_clamp(products.second, requant->min, requant->max);
  return products;
}

#endif
