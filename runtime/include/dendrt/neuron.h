/* neuron.h: from the int32 sums of a neuron and its dendrites to the stored output.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Every weighted kernel ends here, so the arithmetic between sums and output exists once. Kernels
 * leave the sums of a block of channels in scratch as
 *   sums[(branch * block_channels + channel_in_block) * pixels + pixel]
 * branch 0 being the neuron and branch k + 1 its dendrite k. */
#ifndef DENDRT_NEURON_H
#define DENDRT_NEURON_H

#include "arithmetic.h"
#include "memory.h"

/* Output channels that a weighted kernel takes at once; see "Filter order" in the README. */
#define DENDRT_BLOCK_CHANNELS 4

/* The dendrites of a layer. `parameters` holds, per output channel and for k = 0 .. count - 1 in
 * turn: between[k][0] .. between[k][k - 1], the multiplier of z_k, to_neuron[k];
 * 2 * count + count * (count - 1) / 2 values per channel. */
typedef struct {
  int32_t count;             /* >= 0; with 0 the other fields are not read */
  const int16_t *function;   /* table of f, 257 entries; NULL: the identity */
  const int32_t *parameters; /* [channels][2 * count + count * (count - 1) / 2] */
  int32_t shift;             /* of z, bits to the left, 0 to 31 */
  int32_t zero_point;        /* of z */
  int32_t min, max;          /* of z, within int16 */
} dendrt_dendrites_t;

/* d = f(z) of the sum `a` of one dendrite. */
DENDRT_INLINE int32_t dendrt_dendrite(const dendrt_dendrites_t *dendrites, int32_t multiplier, int32_t a) {
  int32_t z = dendrt_high_add(dendrt_shift_left(a, dendrites->shift), multiplier, dendrites->zero_point);
  z = dendrt_clamp(z, dendrites->min, dendrites->max);
  return dendrites->function ? dendrt_interpolate(dendrites->function, z) : z;
}

/* The neuron's sum with the contributions of its dendrites, of one channel of one pixel.
 * `sums` points at the neuron's own sum, those of its dendrites follow at multiples of `step`.
 * `p` are the channel's parameters. Beyond two dendrites each d overwrites the sum it came from. */
DENDRT_INLINE int32_t dendrt_neuron_sum(const dendrt_dendrites_t *dendrites, const int32_t *p, dendrt_int32_t *sums,
                                        int32_t step) {
  int32_t y = sums[0];
  if (dendrites->count == 1) {
    int32_t d0 = dendrt_dendrite(dendrites, p[0], sums[step]);
    return dendrt_scale_add(p[1], d0, y);
  }
  if (dendrites->count == 2) {
    int32_t d0 = dendrt_dendrite(dendrites, p[0], sums[step]);
    int32_t a1 = dendrt_scale_add(p[2], d0, sums[2 * step]);
    int32_t d1 = dendrt_dendrite(dendrites, p[3], a1);
    return dendrt_scale_add(p[4], d1, dendrt_scale_add(p[1], d0, y));
  }
  dendrt_int32_t *first = sums + step, *a = first;
  for (int32_t k = 0; k < dendrites->count; ++k, a += step) {
    int32_t sum = *a;
    for (const dendrt_int32_t *d = first; d != a; d += step)
      sum = dendrt_scale_add(*p++, *d, sum);
    int32_t d = dendrt_dendrite(dendrites, p[0], sum);
    *a = d;
    y = dendrt_scale_add(p[1], d, y);
    p += 2;
  }
  return y;
}

/* The values of `parameters` that belong to one channel. */
DENDRT_INLINE int32_t dendrt_parameter_count(const dendrt_dendrites_t *dendrites) {
  int32_t count = dendrites->count;
  return 2 * count + count * (count - 1) / 2;
}

/* Requantizes and stores one output; `channel` is its index among all output channels. */
DENDRT_INLINE void dendrt_neuron_store(const dendrt_channel_requant_t *requant, int32_t channel, int32_t sum,
                                       void *output, int output_size) {
  int32_t value =
      dendrt_high_add(dendrt_shift_left(sum, requant->shift), requant->multipliers[channel], requant->zero_point);
  dendrt_store_element(output, channel, dendrt_clamp(value, requant->min, requant->max), output_size);
}

/* Finishes channels [channel, channel + count) of `pixels` (1 or 2) positions. `outputs` are the
 * positions' channel 0. */
DENDRT_INLINE void dendrt_neuron_block(const dendrt_channel_requant_t *requant, const dendrt_dendrites_t *dendrites,
                                       dendrt_int32_t *sums, int32_t channel, int32_t count, int pixels,
                                       void *const *outputs, int output_size) {
  const int32_t step = count * pixels;
  const int32_t *p = dendrites->parameters;
  if (dendrites->count > 0)
    p += channel * dendrt_parameter_count(dendrites);
  for (int32_t i = 0; i < count; ++i) {
    for (int pixel = 0; pixel < pixels; ++pixel) {
      dendrt_int32_t *own = sums + i * pixels + pixel;
      int32_t sum = dendrites->count > 0 ? dendrt_neuron_sum(dendrites, p, own, step) : *own;
      dendrt_neuron_store(requant, channel + i, sum, outputs[pixel], output_size);
    }
    if (dendrites->count > 0)
      p += dendrt_parameter_count(dendrites);
  }
}

#endif
