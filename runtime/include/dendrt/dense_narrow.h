/* dense_narrow.h: int8 and int16 dense layer, weights byte by byte.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Method: as conv2d_narrow.h, a column being one row of the input where it lies. */
#ifndef DENDRT_DENSE_NARROW_H
#define DENDRT_DENSE_NARROW_H

#include "narrow.h"
#include "shape.h"

/* For cores without SMLAD. Packing and bias: README, "Layout narrow". */
typedef struct {
  dendrt_dense_shape_t shape;
  const int8_t *weights;
  const int32_t *bias;              /* one per filter */
  dendrt_channel_requant_t requant; /* multipliers per output */
  dendrt_dendrites_t dendrites;
} dendrt_dense_narrow_t;

/* All rows; the last of an odd number alone. The sizes are the bytes of an element: constants that the named kernels
 * pass. */
DENDRT_INLINE void dendrt_dense_narrow(const dendrt_dense_narrow_t *layer, const void *input, void *output,
                                       void *scratch, int input_size, int output_size) {
  const dendrt_dense_shape_t *shape = &layer->shape;
  const int32_t input_row = shape->inputs * input_size, output_row = shape->outputs * output_size;
  dendrt_int32_t *sums = (dendrt_int32_t *)scratch;
  dendrt_positions_t positions = {output, output, output_size};
  int32_t rows = shape->rows;
  for (; rows >= 2; rows -= 2) {
    dendrt_narrow_filters_t filters = {layer->weights, layer->bias, shape->inputs, 0};
    positions.second = dendrt_at_mutable(positions.first, output_row);
    dendrt_narrow(&filters, input, dendrt_at(input, input_row), &layer->requant, &layer->dendrites, 0, shape->outputs,
                  2, input_size, sums, &positions);
    input = dendrt_at(input, 2 * input_row);
    positions.first = dendrt_at_mutable(positions.second, output_row);
  }
  if (rows == 1) {
    dendrt_narrow_filters_t filters = {layer->weights, layer->bias, shape->inputs, 0};
    dendrt_narrow(&filters, input, input, &layer->requant, &layer->dendrites, 0, shape->outputs, 1, input_size, sums,
                  &positions);
  }
}

/* dendrt_dense_s8_narrow(layer, input, output, scratch)
 *   input   [rows][inputs] int8, or int16 aligned to 2 (_s16...)
 *   output  [rows][outputs] of int8 (_s8_narrow, _s16_s8_narrow), or int16 aligned to 2; not the input
 *   scratch aligned to 4; with D > 3 dendrites 8 * (D + 1) bytes, else none
 * Not checked: sizes, alignment, overflow (the packer proves the bounds). */
#define DENDRT_DENSE_NARROW(types, input_size, output_size)                                                            \
  typedef dendrt_dense_narrow_t dendrt_dense_##types##_narrow_t;                                                       \
  DENDRT_INLINE void dendrt_dense_##types##_narrow(const dendrt_dense_##types##_narrow_t *layer, const void *input,    \
                                                   void *output, void *scratch) {                                      \
    dendrt_dense_narrow(layer, input, output, scratch, input_size, output_size);                                       \
  }
DENDRT_DENSE_NARROW(s8, 1, 1)
DENDRT_DENSE_NARROW(s8_s16, 1, 2)
DENDRT_DENSE_NARROW(s16, 2, 2)
DENDRT_DENSE_NARROW(s16_s8, 2, 1)
#undef DENDRT_DENSE_NARROW

#endif
