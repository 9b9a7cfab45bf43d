/* dense_quartet.h: int8 dense layer of one row, three products for four filters.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#ifndef DENDRT_DENSE_QUARTET_H
#define DENDRT_DENSE_QUARTET_H

#include "quartet.h"
#include "shape.h"

/* For cores without SMLAD. Packing and bias: README, "Layout quartet". */
typedef struct {
  dendrt_dense_shape_t shape;       /* of one row */
  const int8_t *weights;            /* 128 more each, as unsigned bytes */
  const int32_t *bias;              /* one per filter */
  dendrt_channel_requant_t requant; /* multipliers per output */
  dendrt_dendrites_t dendrites;
} dendrt_dense_quartet_t;

/* `output_size` is the bytes of an element. */
DENDRT_INLINE void dendrt_dense_quartet(const dendrt_dense_quartet_t *layer, const void *input, void *output,
                                        void *scratch, int output_size) {
  const dendrt_dense_shape_t *shape = &layer->shape;
  const int8_t *x = (const int8_t *)input;
  dendrt_quartet_filters_t filters = {(const uint8_t *)layer->weights, layer->bias, shape->inputs,
                                      128 * dendrt_quartet_sum(x, shape->inputs)};
  const dendrt_positions_t positions = {output, NULL, output_size};
  dendrt_quartet(&filters, x, &layer->requant, &layer->dendrites, shape->outputs, (dendrt_int32_t *)scratch,
                 &positions);
}

/* dendrt_dense_s8_quartet(layer, input, output, scratch)
 *   input   [1][inputs] int8
 *   output  [1][outputs] of int8 (_s8_quartet) or int16 aligned to 2 (_s8_s16_quartet); not the input
 *   scratch aligned to 4; with D = 2 or D > 3 dendrites 32 * (D + 1) bytes, else none
 * Not checked: sizes, alignment, overflow (the packer proves the bounds). */
#define DENDRT_DENSE_QUARTET(types, output_size)                                                                       \
  typedef dendrt_dense_quartet_t dendrt_dense_##types##_quartet_t;                                                     \
  DENDRT_INLINE void dendrt_dense_##types##_quartet(const dendrt_dense_##types##_quartet_t *layer, const void *input,  \
                                                    void *output, void *scratch) {                                     \
    dendrt_dense_quartet(layer, input, output, scratch, output_size);                                                  \
  }
DENDRT_DENSE_QUARTET(s8, 1)
DENDRT_DENSE_QUARTET(s8_s16, 2)
#undef DENDRT_DENSE_QUARTET

#endif
