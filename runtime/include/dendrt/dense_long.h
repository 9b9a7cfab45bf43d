/* dense_long.h: int16 dense layer with sums of 64 bits, without dendrites.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#ifndef DENDRT_DENSE_LONG_H
#define DENDRT_DENSE_LONG_H

#include "long.h"
#include "shape.h"

/* Weights and bias in logical order: README, "Layout long". */
typedef struct {
  dendrt_dense_shape_t shape;
  const int8_t *weights;
  const int32_t *bias;
  dendrt_channel_requant_t requant; /* multipliers per output */
  dendrt_dendrites_t dendrites;     /* none */
} dendrt_dense_long_t;

DENDRT_INLINE void dendrt_dense_long(const dendrt_dense_long_t *layer, const void *input, void *output,
                                     int output_size) {
  const dendrt_dense_shape_t *shape = &layer->shape;
  const dendrt_int16_t *x = (const dendrt_int16_t *)input;
  dendrt_positions_t position = {output, NULL, output_size};
  for (int32_t row = 0; row < shape->rows; ++row) {
    const int8_t *weights = layer->weights;
    for (int32_t c = 0; c < shape->outputs; ++c, weights += shape->inputs)
      dendrt_long_store(dendrt_long_add(layer->bias[c], x, weights, shape->inputs), &layer->requant, c, &position);
    x += shape->inputs;
    position.first = dendrt_at_mutable(position.first, shape->outputs * output_size);
  }
}

/* dendrt_dense_s16_long(layer, input, output, scratch)
 *   input   [rows][inputs] int16, aligned to 2
 *   output  [rows][outputs] of int16 aligned to 2, or int8 (_s16_s8_long); not the input
 *   scratch none
 * Not checked: sizes, alignment; sums of more than 2^39 inputs. */
#define DENDRT_DENSE_LONG(types, output_size)                                                                          \
  typedef dendrt_dense_long_t dendrt_dense_##types##_long_t;                                                           \
  DENDRT_INLINE void dendrt_dense_##types##_long(const dendrt_dense_##types##_long_t *layer, const void *input,        \
                                                 void *output, void *scratch) {                                        \
    (void)scratch;                                                                                                     \
    dendrt_dense_long(layer, input, output, output_size);                                                              \
  }
DENDRT_DENSE_LONG(s16, 2)
DENDRT_DENSE_LONG(s16_s8, 1)
#undef DENDRT_DENSE_LONG

#endif
