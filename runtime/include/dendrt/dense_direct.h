/* dense_direct.h: int8 dense layer of one row, the input read where it lies.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#ifndef DENDRT_DENSE_DIRECT_H
#define DENDRT_DENSE_DIRECT_H

#include "dense.h"

/* For cores with SMLAD, where there is no memory for the input widened to int16, or few outputs to widen it for.
 * Packing and bias are those of layout dual, all sums in one chunk. */
typedef struct {
  dendrt_dense_shape_t shape; /* of one row */
  const uint32_t *weights;
  const int32_t *bias;              /* {256 * A + B, B} per pair of filters */
  dendrt_channel_requant_t requant; /* multipliers per output */
  dendrt_dendrites_t dendrites;
} dendrt_dense_direct_t;

/* `output_size` is the bytes of an element. */
DENDRT_INLINE void dendrt_dense_direct(const dendrt_dense_direct_t *layer, const void *input, void *output,
                                       void *scratch, int output_size) {
  dendrt_filters_t filters = {layer->weights, layer->bias, layer->shape.inputs, 0, 0, 0};
  const dendrt_positions_t positions = {output, NULL, output_size};
  dendrt_matrix(&filters, (const dendrt_uint32_t *)input, &layer->requant, &layer->dendrites, 0, layer->shape.outputs,
                1, (dendrt_int32_t *)scratch, &positions, DENDRT_DIRECT);
}

/* dendrt_dense_s8_direct(layer, input, output, scratch)
 *   input   [1][inputs] int8, any alignment
 *   output  [1][outputs] of int8 (_s8_direct) or int16 aligned to 2 (_s8_s16_direct); not the input
 *   scratch aligned to 4; with dendrites 16 * (D + 1) bytes, D dendrites; else none
 * Not checked: sizes, alignment, overflow (the packer proves the bounds). */
#define DENDRT_DENSE_DIRECT(types, output_size)                                                                        \
  typedef dendrt_dense_direct_t dendrt_dense_##types##_direct_t;                                                       \
  DENDRT_INLINE void dendrt_dense_##types##_direct(const dendrt_dense_##types##_direct_t *layer, const void *input,    \
                                                   void *output, void *scratch) {                                      \
    dendrt_dense_direct(layer, input, output, scratch, output_size);                                                   \
  }
DENDRT_DENSE_DIRECT(s8, 1)
DENDRT_DENSE_DIRECT(s8_s16, 2)
#undef DENDRT_DENSE_DIRECT

#endif
