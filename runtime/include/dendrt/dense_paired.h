/* dense_paired.h: int8 and int16 dense layer, plain int8 weights in SXTB16 order.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#ifndef DENDRT_DENSE_PAIRED_H
#define DENDRT_DENSE_PAIRED_H

#include "dense.h"

/* For int16 inputs and for cores without SMLAD. Packing and bias: README, "Layout paired". */
typedef struct {
  dendrt_dense_shape_t shape;
  const int8_t *weights;            /* aligned to 4 */
  const int32_t *bias;              /* one per filter */
  dendrt_channel_requant_t requant; /* multipliers per output */
  dendrt_dendrites_t dendrites;
} dendrt_dense_paired_t;

/* dendrt_dense_s8_paired(layer, input, output, scratch)
 *   input   [rows][inputs] int8, or int16 aligned to 2 (_s16...)
 *   output  [rows][outputs] of int8 (_s8_paired, _s16_s8_paired), int16 aligned to 2, or int32
 *           aligned to 4 (_s16_s32_paired); not the input
 *   scratch aligned to 4; 4 * P * Kw bytes, with dendrites 32 * (D + 1) more; Kw = (inputs + 3) / 4 * 2,
 *           P = 1 for one row and 2 for more, D dendrites
 * Not checked: sizes, alignment, overflow (the packer proves the bounds). */
#define DENDRT_DENSE_PAIRED(types, input_size, output_size)                                                            \
  typedef dendrt_dense_paired_t dendrt_dense_##types##_paired_t;                                                       \
  DENDRT_INLINE void dendrt_dense_##types##_paired(const dendrt_dense_##types##_paired_t *layer, const void *input,    \
                                                   void *output, void *scratch) {                                      \
    dendrt_dense(&layer->shape, layer->weights, layer->bias, 0, &layer->requant, &layer->dendrites, input, output,     \
                 scratch, input_size, output_size, DENDRT_PAIRED);                                                     \
  }
DENDRT_DENSE_PAIRED(s8, 1, 1)
DENDRT_DENSE_PAIRED(s8_s16, 1, 2)
DENDRT_DENSE_PAIRED(s16, 2, 2)
DENDRT_DENSE_PAIRED(s16_s8, 2, 1)
DENDRT_DENSE_PAIRED(s16_s32, 2, 4)
#undef DENDRT_DENSE_PAIRED

#endif
