/* neuron.h: from the int32 sums of a neuron and its dendrites to the stored output.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Every weighted kernel ends here, so the arithmetic between sums and output exists once. */
#ifndef DENDRT_NEURON_H
#define DENDRT_NEURON_H

#include "table16.h"
#include "tile.h"

/* Output channels that layouts `dual`, `paired` and `quad` take at once; see the README. */
enum { DENDRT_BLOCK_CHANNELS = 4 };

/* The dendrites of a layer. `parameters` holds, per output channel and for k = 0 .. count - 1 in
 * turn: between[k][0] .. between[k][k - 1], the multiplier of z_k, to_neuron[k];
 * 2 * count + count * (count - 1) / 2 values per channel. (Layout `vector` has those of four channels side by side.) */
typedef struct {
  int32_t count;             /* >= 0; with 0 the other fields are not read */
  const int16_t *function;   /* table of f, 257 entries; NULL: `segments` or `values`, or the identity */
  const int32_t *segments;   /* {offset, slope} of f, 256 of them, z of all int16: dendrt_table16_segment */
  const int16_t *values;     /* f of each z from `min` to `max` */
  int32_t table_bits;        /* of `function`: z is 2^table_bits steps from one entry to the next; 1 to 8 */
  const int32_t *parameters; /* [channels][2 * count + count * (count - 1) / 2] */
  int32_t shift;             /* of z, bits to the left, 0 to 31 */
  int32_t zero_point;        /* of z */
  int32_t min, max;          /* of z, within int16 */
} dendrt_dendrites_t;

/* Where a tile of one or two positions stores: their channel 0, and the bytes of an element. */
typedef struct {
  void *first, *second;
  int size;
} dendrt_positions_t;

/* Where a channel's parameters of dendrite `k` begin. */
DENDRT_INLINE int32_t dendrt_dendrite_parameter(int32_t k) { return 2 * k + k * (k - 1) / 2; }

/* The values of `parameters` that belong to one channel. */
DENDRT_INLINE int32_t dendrt_parameter_count(const dendrt_dendrites_t *dendrites) {
  return dendrt_dendrite_parameter(dendrites->count);
}

/* d = f(z) of the sum `a` of one dendrite. `middle` is what dendrt_table_middle returns. */
DENDRT_INLINE int32_t dendrt_dendrite(const dendrt_dendrites_t *dendrites, const void *middle, int32_t multiplier,
                                      int32_t a) {
  int32_t z = dendrt_high_add(dendrt_shift_left(a, dendrites->shift), multiplier, dendrites->zero_point);
  z = dendrt_clamp(z, dendrites->min, dendrites->max);
  if (dendrites->values)
    return ((const int16_t *)middle)[z];
  if (dendrites->segments)
    return dendrt_table16_segment((const int32_t *)middle, z);
  return dendrites->function ? dendrt_table16_fine((const int16_t *)middle, z, dendrites->table_bits) : z;
}

/* The neuron's sum `y` with the contributions of up to three dendrites, whose sums are `a0` to `a2`
 * (those beyond `count` are not read), of one channel of one position. `p` are the channel's
 * parameters. */
DENDRT_INLINE int32_t dendrt_neuron_few(const dendrt_dendrites_t *dendrites, const void *middle, const int32_t *p,
                                        int32_t y, int32_t a0, int32_t a1, int32_t a2) {
  const int32_t count = dendrites->count;
  const int32_t d0 = dendrt_dendrite(dendrites, middle, p[0], a0);
  y = dendrt_scale_add(p[1], d0, y);
  if (count == 1)
    return y;
  a1 = dendrt_scale_add(p[2], d0, a1);
  const int32_t d1 = dendrt_dendrite(dendrites, middle, p[3], a1);
  y = dendrt_scale_add(p[4], d1, y);
  if (count == 2)
    return y;
  a2 = dendrt_scale_add(p[6], d1, dendrt_scale_add(p[5], d0, a2));
  const int32_t d2 = dendrt_dendrite(dendrites, middle, p[7], a2);
  return dendrt_scale_add(p[8], d2, y);
}

/* The same for any number of dendrites. The neuron's own sum is sums[0], those of its dendrites
 * follow at multiples of `step`; each d overwrites the sum it came from. */
DENDRT_INLINE int32_t dendrt_neuron_many(const dendrt_dendrites_t *dendrites, const void *middle, const int32_t *p,
                                         dendrt_int32_t *sums, int32_t step) {
  int32_t y = sums[0];
  dendrt_int32_t *first = sums + step, *a = first;
  for (int32_t k = 0; k < dendrites->count; ++k, a += step) {
    int32_t sum = *a;
    for (const dendrt_int32_t *d = first; d != a; d += step)
      sum = dendrt_scale_add(*p++, *d, sum);
    const int32_t d = dendrt_dendrite(dendrites, middle, p[0], sum);
    *a = d;
    y = dendrt_scale_add(p[1], d, y);
    p += 2;
  }
  return y;
}

/* The same, whichever: sums in scratch. */
DENDRT_INLINE int32_t dendrt_neuron_sum(const dendrt_dendrites_t *dendrites, const void *middle, const int32_t *p,
                                        dendrt_int32_t *sums, int32_t step) {
  const int32_t count = dendrites->count;
  if (count > 3)
    return dendrt_neuron_many(dendrites, middle, p, sums, step);
  return dendrt_neuron_few(dendrites, middle, p, sums[0], sums[step], count > 1 ? sums[2 * step] : 0,
                           count > 2 ? sums[3 * step] : 0);
}

/* The requantization of a layer, of whose tables the compiler forgets what it knows. */
DENDRT_INLINE dendrt_channel_requant_t dendrt_requant_opaque(const dendrt_channel_requant_t *requant) {
  dendrt_channel_requant_t own = *requant;
  if (own.rounding == DENDRT_FOLDED) {
    own.folded = (const int32_t *)dendrt_opaque(own.folded);
    return own;
  }
  own.multipliers = (const int32_t *)dendrt_opaque(own.multipliers);
  if (own.rounding != DENDRT_NATIVE)
    own.rights = (const int8_t *)dendrt_opaque(own.rights);
  return own;
}

/* Requantizes the sums of `channel` at one or two positions, `scaled` as dendrt_factor_of says, and stores them. */
DENDRT_INLINE void dendrt_neuron_store(const dendrt_channel_requant_t *requant, int32_t channel, int32_t first,
                                       int32_t second, int pixels, const dendrt_positions_t *positions, int scaled) {
  const dendrt_factor_t factor = dendrt_factor_of(requant, channel, scaled);
  dendrt_store_element(positions->first, channel, dendrt_requantize_channel(first, factor, requant), positions->size);
  if (pixels == 2)
    dendrt_store_element(positions->second, channel, dendrt_requantize_channel(second, factor, requant),
                         positions->size);
}

/* Finishes channels [channel, channel + count), 1 to 4, without dendrites, straight from a tile of sums, `scaled` or
 * not. */
DENDRT_INLINE void dendrt_neuron_tile(const dendrt_channel_requant_t *requant, const dendrt_tile_t *tile,
                                      int32_t channel, int32_t count, int pixels, const dendrt_positions_t *positions,
                                      int scaled) {
  const dendrt_channel_requant_t own = dendrt_requant_opaque(requant);
  const int32_t *s = tile->value;
  dendrt_neuron_store(&own, channel, s[0], s[1], pixels, positions, scaled);
  if (count > 1)
    dendrt_neuron_store(&own, channel + 1, s[2], s[3], pixels, positions, scaled);
  if (count > 2)
    dendrt_neuron_store(&own, channel + 2, s[4], s[5], pixels, positions, scaled);
  if (count > 3)
    dendrt_neuron_store(&own, channel + 3, s[6], s[7], pixels, positions, scaled);
}

/* The table of the dendrites' function at z = 0, of whichever kind, or NULL. */
DENDRT_INLINE const void *dendrt_table_middle(const dendrt_dendrites_t *dendrites) {
  if (dendrites->values)
    return dendrt_opaque(dendrites->values - dendrites->min);
  if (dendrites->segments)
    return dendrt_opaque(dendrites->segments + 2 * 128);
  return dendrites->function ? dendrt_opaque(dendrites->function + 128) : NULL;
}

/* Finishes channels [channel, channel + count) of a layer with dendrites, whose sums are
 *   sums[(branch * count + channel in block) * pixels + position]
 * branch 0 being the neuron and branch k + 1 its dendrite k. */
DENDRT_INLINE void dendrt_neuron_block(const dendrt_channel_requant_t *requant, const dendrt_dendrites_t *dendrites,
                                       dendrt_int32_t *sums, int32_t channel, int32_t count, int pixels,
                                       const dendrt_positions_t *positions) {
  const int32_t step = count * pixels, parameter_count = dendrt_parameter_count(dendrites);
  const int32_t *p = (const int32_t *)dendrt_opaque(dendrites->parameters + channel * parameter_count);
  const dendrt_channel_requant_t own = dendrt_requant_opaque(requant);
  const void *middle = dendrt_table_middle(dendrites);
  const int32_t end = channel + count;
  while (channel < end) {
    channel = dendrt_opaque_index(channel);
    const int32_t first = dendrt_neuron_sum(dendrites, middle, p, sums, step);
    int32_t second = 0;
    if (pixels == 2)
      second = dendrt_neuron_sum(dendrites, middle, p, sums + 1, step);
    dendrt_neuron_store(&own, channel, first, second, pixels, positions, 0);
    sums += pixels;
    p += parameter_count;
    ++channel;
  }
}

/* The same straight from a tile of `count` * (dendrites + 1) <= 4 filters: two channels with one
 * dendrite, or one channel with up to three. */
DENDRT_INLINE void dendrt_neuron_dendritic_tile(const dendrt_channel_requant_t *requant,
                                                const dendrt_dendrites_t *dendrites, const dendrt_tile_t *tile,
                                                int32_t channel, int32_t count, int pixels,
                                                const dendrt_positions_t *positions) {
  const int32_t parameter_count = dendrt_parameter_count(dendrites);
  const int32_t *p = (const int32_t *)dendrt_opaque(dendrites->parameters + channel * parameter_count);
  const dendrt_channel_requant_t own = dendrt_requant_opaque(requant);
  const void *middle = dendrt_table_middle(dendrites);
  const int32_t *sums = tile->value;
  int32_t second = 0;
  if (count == 2) {
    int32_t first = dendrt_neuron_few(dendrites, middle, p, sums[0], sums[4], 0, 0);
    if (pixels == 2)
      second = dendrt_neuron_few(dendrites, middle, p, sums[1], sums[5], 0, 0);
    dendrt_neuron_store(&own, channel, first, second, pixels, positions, 0);
    p += parameter_count;
    first = dendrt_neuron_few(dendrites, middle, p, sums[2], sums[6], 0, 0);
    if (pixels == 2)
      second = dendrt_neuron_few(dendrites, middle, p, sums[3], sums[7], 0, 0);
    dendrt_neuron_store(&own, channel + 1, first, second, pixels, positions, 0);
  } else {
    const int32_t first = dendrt_neuron_few(dendrites, middle, p, sums[0], sums[2], sums[4], sums[6]);
    if (pixels == 2)
      second = dendrt_neuron_few(dendrites, middle, p, sums[1], sums[3], sums[5], sums[7]);
    dendrt_neuron_store(&own, channel, first, second, pixels, positions, 0);
  }
}

#endif
