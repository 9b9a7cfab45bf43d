/* conv2d_wide.h: int8 and int16 convolution, weights widened to int16.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#ifndef DENDRT_CONV2D_WIDE_H
#define DENDRT_CONV2D_WIDE_H

#include "conv2d.h"

/* For cores with SMLAD, where flash allows. Packing and bias: README, "Layout wide". */
typedef struct {
  dendrt_conv2d_shape_t shape;
  const uint32_t *weights;
  const int32_t *bias;              /* one per filter */
  dendrt_channel_requant_t requant; /* multipliers per output channel */
  dendrt_dendrites_t dendrites;
} dendrt_conv2d_wide_t;

/* dendrt_conv2d_s8_wide(layer, input, output, scratch): all rows; ..._rows: output rows
 * [first, first + count), for which the input rows of their windows are in the input's ring.
 *   input   [height][width][channels] int8, or int16 aligned to 2 (_s16...), row-addressed
 *   output  the same of int8 (_s8_wide, _s16_s8_wide), or int16 aligned to 2; not the input
 *   scratch aligned to 4; 8 * Kw bytes, with more than three dendrites 8 * (D + 1) more; Kw = (K + 1) / 2,
 *           K = window height * width * input channels / groups, D dendrites
 * Not checked: sizes, alignment, overflow (the packer proves the bounds). */
#define DENDRT_CONV2D_WIDE(types, input_size, output_size)                                                             \
  typedef dendrt_conv2d_wide_t dendrt_conv2d_##types##_wide_t;                                                         \
  DENDRT_INLINE void dendrt_conv2d_##types##_wide_rows(const dendrt_conv2d_##types##_wide_t *layer, const void *input, \
                                                       void *output, void *scratch, int32_t first, int32_t count) {    \
    dendrt_conv2d_rows(&layer->shape, layer->weights, layer->bias, 0, &layer->requant, &layer->dendrites, input,       \
                       output, scratch, first, count, input_size, output_size, DENDRT_WIDE);                           \
  }                                                                                                                    \
  DENDRT_INLINE void dendrt_conv2d_##types##_wide(const dendrt_conv2d_##types##_wide_t *layer, const void *input,      \
                                                  void *output, void *scratch) {                                       \
    dendrt_conv2d_##types##_wide_rows(layer, input, output, scratch, 0, layer->shape.output.height);                   \
  }
DENDRT_CONV2D_WIDE(s8, 1, 1)
DENDRT_CONV2D_WIDE(s8_s16, 1, 2)
DENDRT_CONV2D_WIDE(s16, 2, 2)
DENDRT_CONV2D_WIDE(s16_s8, 2, 1)
#undef DENDRT_CONV2D_WIDE

#endif
