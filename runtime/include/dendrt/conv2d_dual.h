/* conv2d_dual.h: int8 convolution, weights of two filters per 16-bit lane.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#ifndef DENDRT_CONV2D_DUAL_H
#define DENDRT_CONV2D_DUAL_H

#include "conv2d.h"

/* For cores with SMLAD. Packing, bias and chunks: README, "Layout dual". */
typedef struct {
  dendrt_conv2d_shape_t shape;
  const uint32_t *weights;
  const int32_t *bias;              /* {256 * A + B, B} per pair of filters */
  int32_t chunk_length;             /* column elements whose sums fit 24 bits, even; >= the column: no limit */
  dendrt_channel_requant_t requant; /* multipliers per output channel */
  dendrt_dendrites_t dendrites;
} dendrt_conv2d_dual_t;

/* dendrt_conv2d_s8_dual(layer, input, output, scratch): all rows; ..._rows: output rows
 * [first, first + count), for which the input rows of their windows are in the input's ring.
 *   input   [height][width][channels] int8, any alignment, row-addressed
 *   output  the same of int8 (_s8_dual) or of int16, aligned to 2 (_s8_s16_dual); not the input
 *   scratch aligned to 4; 8 * Kw bytes, with dendrites 32 * (D + 1) more; Kw = (K + 1) / 2,
 *           K = window height * width * input channels / groups, D dendrites
 * Not checked: sizes, alignment, overflow (the packer proves the bounds). */
#define DENDRT_CONV2D_DUAL(types, output_size)                                                                         \
  typedef dendrt_conv2d_dual_t dendrt_conv2d_##types##_dual_t;                                                         \
  DENDRT_INLINE void dendrt_conv2d_##types##_dual_rows(const dendrt_conv2d_##types##_dual_t *layer, const void *input, \
                                                       void *output, void *scratch, int32_t first, int32_t count) {    \
    dendrt_conv2d_rows(&layer->shape, layer->weights, layer->bias, layer->chunk_length, &layer->requant,               \
                       &layer->dendrites, input, output, scratch, first, count, 1, output_size, DENDRT_DUAL);          \
  }                                                                                                                    \
  DENDRT_INLINE void dendrt_conv2d_##types##_dual(const dendrt_conv2d_##types##_dual_t *layer, const void *input,      \
                                                  void *output, void *scratch) {                                       \
    dendrt_conv2d_##types##_dual_rows(layer, input, output, scratch, 0, layer->shape.output.height);                   \
  }
DENDRT_CONV2D_DUAL(s8, 1)
DENDRT_CONV2D_DUAL(s8_s16, 2)
#undef DENDRT_CONV2D_DUAL

#endif
