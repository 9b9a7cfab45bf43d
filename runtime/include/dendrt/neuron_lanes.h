/* neuron_lanes.h: from the sums of four channels side by side to their outputs: neuron.h in lanes.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#ifndef DENDRT_NEURON_LANES_H
#define DENDRT_NEURON_LANES_H

#include "lanes.h"
#include "neuron.h"

/* 2^16 * d of the sums of one dendrite. */
DENDRT_INLINE dendrt_lanes_t dendrt_lanes_dendrite(const dendrt_dendrites_t *dendrites, const int16_t *middle,
                                                   dendrt_lanes_t multipliers, dendrt_lanes_t sums) {
  dendrt_lanes_t z = dendrt_lanes_high(dendrt_lanes_shift_left(sums, dendrites->shift), multipliers);
  z = dendrt_lanes_clamp(dendrt_lanes_add_all(z, dendrites->zero_point), dendrites->min, dendrites->max);
  if (!dendrites->function)
    return dendrt_lanes_shift_left(z, 16);
  return dendrt_lanes_table16(middle, z);
}

/* What the sums of four channels are multiplied with. */
typedef struct {
  dendrt_lanes_t multipliers;
  dendrt_lanes_t lefts; /* -r, if there are bits to the right */
} dendrt_factors_t;

/* Those of the next four channels, `rights` not read if NATIVE. */
DENDRT_INLINE dendrt_factors_t dendrt_factors_load(const int32_t *multipliers, const int8_t *rights,
                                                   dendrt_rounding_t rounding) {
  const dendrt_factors_t factors = {dendrt_lanes_load(multipliers),
                                    rounding == DENDRT_NATIVE ? dendrt_lanes_all(0) : dendrt_lanes_lefts(rights)};
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

/* The outputs of four channels from their sums. */
DENDRT_INLINE dendrt_lanes_t dendrt_lanes_requantize(const dendrt_channel_requant_t *requant,
                                                     const dendrt_factors_t *factors, dendrt_lanes_t sums) {
  const dendrt_lanes_t product = dendrt_lanes_product(requant, factors, sums);
  return dendrt_lanes_clamp(dendrt_lanes_add_all(product, requant->zero_point), requant->min, requant->max);
}

#endif
