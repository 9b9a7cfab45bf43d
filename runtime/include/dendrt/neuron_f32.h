/* neuron_f32.h: from the sums of a neuron and its dendrites to its output, in float.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#ifndef DENDRT_NEURON_F32_H
#define DENDRT_NEURON_F32_H

#include "functions_f32.h"
#include "memory.h"

/* The dendrites of a layer. `coefficients` holds, per output channel and for k = 0 .. count - 1 in
 * turn: between[k][0] .. between[k][k - 1], to_neuron[k]; count * (count + 1) / 2 values. */
typedef struct {
  int32_t count; /* >= 0; with 0 the other fields are not read */
  dendrt_scalar_f32_t function;
  const float *coefficients; /* [channels][count * (count + 1) / 2] */
} dendrt_dendrites_f32_t;

/* Everything of a weighted layer but its geometry. Weights and bias are in logical order, branch by
 * branch: filter b * channels + c, b = 0 the neuron. A fused activation is `min` and `max`
 * (-INFINITY, INFINITY: none). */
typedef struct {
  const float *weights; /* [(count + 1) * channels][elements of a window] */
  const float *bias;    /* [(count + 1) * channels] */
  float min, max;
  dendrt_dendrites_f32_t dendrites;
} dendrt_filters_f32_t;

/* The output of channel `channel` from `sums`, the neuron's and then its dendrites'; each d
 * overwrites the sum it came from. */
DENDRT_INLINE float dendrt_neuron_f32(const dendrt_filters_f32_t *filters, int32_t channel, dendrt_float_t *sums) {
  const dendrt_dendrites_f32_t *dendrites = &filters->dendrites;
  float y = sums[0];
  const float *p = dendrites->coefficients;
  if (dendrites->count > 0)
    p += channel * (dendrites->count * (dendrites->count + 1) / 2);
  for (int32_t k = 0; k < dendrites->count; ++k) {
    float z = sums[k + 1];
    for (int32_t j = 0; j < k; ++j)
      z += *p++ * sums[j + 1];
    const float d = dendrites->function.function(z, dendrites->function.parameters);
    sums[k + 1] = d;
    y += *p++ * d;
  }
  return dendrt_clamp_f32(y, filters->min, filters->max);
}

#endif
