/* rescale.h: from one integer type, scale and zero point to another.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#ifndef DENDRT_RESCALE_H
#define DENDRT_RESCALE_H

#include "arithmetic.h"
#include "memory.h"

/* y = requant(x - input_zero_point). */
typedef struct {
  int32_t count; /* elements */
  int32_t input_zero_point;
  dendrt_requant_t requant;
} dendrt_rescale_t;

/* The sizes are the bytes of an element: constants that the named kernels pass. */
DENDRT_INLINE void dendrt_rescale(const dendrt_rescale_t *layer, const void *input, void *output, int input_size,
                                  int output_size) {
  const int32_t count = layer->count, input_zero_point = layer->input_zero_point;
  const dendrt_requant_t requant = layer->requant;
  DENDRT_UNROLL
  for (int32_t i = 0; i < count; ++i) {
    const int32_t x = dendrt_load_element(input, i, input_size) - input_zero_point;
    dendrt_store_element(output, i, dendrt_requantize(x, &requant), output_size);
  }
}

/* dendrt_rescale_s8(layer, input, output), and for other types dendrt_rescale_<input>_<output>.
 * int16 data are aligned to 2. `output` may be `input` where the types are the same. */
#define DENDRT_RESCALE(types, input_size, output_size)                                                                 \
  typedef dendrt_rescale_t dendrt_rescale_##types##_t;                                                                 \
  DENDRT_INLINE void dendrt_rescale_##types(const dendrt_rescale_##types##_t *layer, const void *input,                \
                                            void *output) {                                                            \
    dendrt_rescale(layer, input, output, input_size, output_size);                                                     \
  }
DENDRT_RESCALE(s8, 1, 1)
DENDRT_RESCALE(s8_s16, 1, 2)
DENDRT_RESCALE(s16_s8, 2, 1)
DENDRT_RESCALE(s16, 2, 2)
#undef DENDRT_RESCALE

#endif
