/* softmax.h: softmax of int8 and int16 along the last axis.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Method: e^-u of the distance u to the row's largest value comes from a table, twice: once for the
 * sum and once for the quotient, so that no row of exponentials has to be kept. */
#ifndef DENDRT_SOFTMAX_H
#define DENDRT_SOFTMAX_H

#include "arithmetic.h"
#include "memory.h"

/* e[i] = table of exp(-input scale * (max - x[i])) * 2^15;
 * y[i] = clamp(zero_point + (e[i] * levels + S / 2) / S, min, max), S the sum of e. */
typedef struct {
  int32_t rows, count;   /* rows of `count` elements, 1 <= count <= 65536 */
  const uint16_t *table; /* int8: 256 entries by max - x; int16: 257, one every 256 steps */
  int32_t levels;        /* output steps of 1.0, 1 to 65535 */
  int32_t zero_point, min, max;
} dendrt_softmax_t;

/* The exponential of a distance. */
DENDRT_INLINE uint32_t dendrt_softmax_exponential(const uint16_t *table, int32_t distance, int input_size) {
  if (input_size == 1)
    return table[distance];
  const uint16_t *entry = table + (distance >> 8);
  const int32_t low = entry[0], rise = entry[1] - low;
  return (uint32_t)(low + ((rise * (distance & 255) + 128) >> 8));
}

/* The sizes are the bytes of an element: constants that the named kernels pass. */
DENDRT_INLINE void dendrt_softmax(const dendrt_softmax_t *layer, const void *input, void *output, int input_size,
                                  int output_size) {
  const int32_t count = layer->count;
  const uint16_t *table = layer->table;
  for (int32_t row = 0; row < layer->rows; ++row) {
    int32_t largest = INT16_MIN;
    for (int32_t i = 0; i < count; ++i) {
      const int32_t x = dendrt_load_element(input, i, input_size);
      largest = x > largest ? x : largest;
    }
    uint32_t sum = 0;
    for (int32_t i = 0; i < count; ++i)
      sum += dendrt_softmax_exponential(table, largest - dendrt_load_element(input, i, input_size), input_size);
    for (int32_t i = 0; i < count; ++i) {
      const uint32_t e =
          dendrt_softmax_exponential(table, largest - dendrt_load_element(input, i, input_size), input_size);
      const uint32_t share = (e * (uint32_t)layer->levels + sum / 2) / sum;
      dendrt_store_element(output, i, dendrt_clamp(layer->zero_point + (int32_t)share, layer->min, layer->max),
                           output_size);
    }
    input = dendrt_at(input, count * input_size);
    output = dendrt_at_mutable(output, count * output_size);
  }
}

/* dendrt_softmax_s8(layer, input, output), and for other types dendrt_softmax_<input>_<output>.
 * int16 data are aligned to 2. `output` may be `input` where the types are the same. */
#define DENDRT_SOFTMAX(types, input_size, output_size)                                                                 \
  typedef dendrt_softmax_t dendrt_softmax_##types##_t;                                                                 \
  DENDRT_INLINE void dendrt_softmax_##types(const dendrt_softmax_##types##_t *layer, const void *input,                \
                                            void *output) {                                                            \
    dendrt_softmax(layer, input, output, input_size, output_size);                                                     \
  }
DENDRT_SOFTMAX(s8, 1, 1)
DENDRT_SOFTMAX(s8_s16, 1, 2)
DENDRT_SOFTMAX(s16_s8, 2, 1)
DENDRT_SOFTMAX(s16, 2, 2)
#undef DENDRT_SOFTMAX

#endif
