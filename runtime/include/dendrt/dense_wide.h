/* dense_wide.h: int8 and int16 dense layer, weights widened to int16.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#ifndef DENDRT_DENSE_WIDE_H
#define DENDRT_DENSE_WIDE_H

#include "dense.h"

/* For cores with SMLAD, where flash allows. Packing and bias: README, "Layout wide". */
typedef struct {
  dendrt_dense_shape_t shape;
  const uint32_t *weights;
  const int32_t *bias;              /* one per filter */
  dendrt_channel_requant_t requant; /* multipliers per output */
  dendrt_dendrites_t dendrites;
} dendrt_dense_wide_t;

/* dendrt_dense_s8_wide(layer, input, output, scratch)
 *   input   [rows][inputs] int8, or int16 aligned to 2 (_s16...)
 *   output  [rows][outputs] of int8 (_s8_wide, _s16_s8_wide), int16 aligned to 2, or int32
 *           aligned to 4 (_s16_s32_wide); not the input
 *   scratch aligned to 4; 4 * P * Kw bytes, with more than three dendrites 8 * (D + 1) more;
 *           Kw = (inputs + 1) / 2, P = 1 for one row and 2 for more, D dendrites
 * Not checked: sizes, alignment, overflow (the packer proves the bounds). */
#define DENDRT_DENSE_WIDE(types, input_size, output_size)                                                              \
  typedef dendrt_dense_wide_t dendrt_dense_##types##_wide_t;                                                           \
  DENDRT_INLINE void dendrt_dense_##types##_wide(const dendrt_dense_##types##_wide_t *layer, const void *input,        \
                                                 void *output, void *scratch) {                                        \
    dendrt_dense(&layer->shape, layer->weights, layer->bias, 0, &layer->requant, &layer->dendrites, input, output,     \
                 scratch, input_size, output_size, DENDRT_WIDE);                                                       \
  }
DENDRT_DENSE_WIDE(s8, 1, 1)
DENDRT_DENSE_WIDE(s8_s16, 1, 2)
DENDRT_DENSE_WIDE(s16, 2, 2)
DENDRT_DENSE_WIDE(s16_s8, 2, 1)
DENDRT_DENSE_WIDE(s16_s32, 2, 4)
#undef DENDRT_DENSE_WIDE

#endif
