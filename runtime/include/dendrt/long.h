/* long.h: sums of int16 inputs beyond 32 bits, which end in the largest that the output is made of.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#ifndef DENDRT_LONG_H
#define DENDRT_LONG_H

#include "neuron.h"

/* As many products of int16 and int8 as are sure to fit 32 bits. */
enum { DENDRT_LONG_RUN = 256 };

/* Adds the products of `count` elements side by side. */
DENDRT_INLINE int64_t dendrt_long_add(int64_t sum, const dendrt_int16_t *input, const int8_t *weights, int32_t count) {
  while (count > 0) {
    const int32_t run = count < DENDRT_LONG_RUN ? count : DENDRT_LONG_RUN;
    int32_t part = 0;
    for (int32_t k = 0; k < run; ++k)
      part += input[k] * weights[k];
    sum += part;
    input += run;
    weights += run;
    count -= run;
  }
  return sum;
}

/* Stores the output of `channel`, whose sum is cut to what may be shifted to the left. */
DENDRT_INLINE void dendrt_long_store(int64_t sum, const dendrt_channel_requant_t *requant, int32_t channel,
                                     const dendrt_positions_t *position) {
  const int32_t limit = INT32_MAX >> requant->shift;
  const int32_t cut = sum > limit ? limit : sum < -limit ? -limit : (int32_t)sum;
  dendrt_neuron_store(requant, channel, cut, 0, 1, position, 0);
}

#endif
