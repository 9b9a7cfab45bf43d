/* dense_dual.h: int8 dense layer, weights of two filters per 16-bit lane.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#ifndef DENDRT_DENSE_DUAL_H
#define DENDRT_DENSE_DUAL_H

#include "dense.h"

/* For cores with SMLAD. Packing, bias and chunks: README, "Layout dual". */
typedef struct {
  dendrt_dense_shape_t shape;
  const uint32_t *weights;
  const int32_t *bias;              /* {256 * A + B, B} per pair of filters */
  int32_t chunk_length;             /* inputs whose sums fit 24 bits, even; >= inputs: no limit */
  dendrt_channel_requant_t requant; /* multipliers per output */
  dendrt_dendrites_t dendrites;
} dendrt_dense_dual_t;

/* dendrt_dense_s8_dual(layer, input, output, scratch)
 *   input   [rows][inputs] int8, any alignment
 *   output  [rows][outputs] of int8 (_s8_dual) or int16 aligned to 2 (_s8_s16_dual); not the input
 *   scratch aligned to 4; 4 * P * Kw bytes, with dendrites 32 * (D + 1) more; Kw = (inputs + 1) / 2,
 *           P = 1 for one row and 2 for more, D dendrites
 * Not checked: sizes, alignment, overflow (the packer proves the bounds). */
#define DENDRT_DENSE_DUAL(types, output_size)                                                                          \
  typedef dendrt_dense_dual_t dendrt_dense_##types##_dual_t;                                                           \
  DENDRT_INLINE void dendrt_dense_##types##_dual(const dendrt_dense_##types##_dual_t *layer, const void *input,        \
                                                 void *output, void *scratch) {                                        \
    dendrt_dense(&layer->shape, layer->weights, layer->bias, layer->chunk_length, &layer->requant, &layer->dendrites,  \
                 input, output, scratch, 1, output_size, DENDRT_DUAL);                                                 \
  }
DENDRT_DENSE_DUAL(s8, 1)
DENDRT_DENSE_DUAL(s8_s16, 2)
#undef DENDRT_DENSE_DUAL

#endif
