/* resize_bilinear.h: an image of another size, interpolated between its elements: int8, int16 and float.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#ifndef DENDRT_RESIZE_BILINEAR_H
#define DENDRT_RESIZE_BILINEAR_H

#include "memory.h"

/* Where every row and column of the output lies in the input, in 1/1024 of an element; each from 0 to the last. */
typedef struct {
  dendrt_plane_t input, output; /* of equal channels */
  const int32_t *rows, *columns;
} dendrt_resize_bilinear_t;

/* The same, in elements. */
typedef struct {
  dendrt_plane_t input, output;
  const float *rows, *columns;
} dendrt_resize_bilinear_f32_t;

/* `size` is the bytes of an element: 32 bits hold the sums of int8. */
DENDRT_INLINE void dendrt_resize_bilinear(const dendrt_resize_bilinear_t *layer, const void *input, void *output,
                                          int size) {
  const int32_t channels = layer->input.channels;
  for (int32_t y = 0; y < layer->output.height; ++y) {
    const int32_t v = layer->rows[y] & 1023;
    const void *top = dendrt_at(input, dendrt_row_offset(&layer->input, layer->rows[y] >> 10));
    const void *bottom = v == 0 ? top : dendrt_at(input, dendrt_row_offset(&layer->input, (layer->rows[y] >> 10) + 1));
    void *target = dendrt_at_mutable(output, dendrt_row_offset(&layer->output, y));
    for (int32_t x = 0; x < layer->output.width; ++x) {
      const int32_t u = layer->columns[x] & 1023, left = (layer->columns[x] >> 10) * channels;
      const int32_t right = u == 0 ? left : left + channels;
      for (int32_t c = 0; c < channels; ++c) {
        const int32_t a = dendrt_load_element(top, left + c, size), b = dendrt_load_element(top, right + c, size);
        const int32_t d = dendrt_load_element(bottom, left + c, size), e = dendrt_load_element(bottom, right + c, size);
        const int32_t upper = a * 1024 + (b - a) * u, lower = d * 1024 + (e - d) * u;
        int32_t value;
        if (size == 1) {
          const int32_t sum = upper * 1024 + (lower - upper) * v;
          value = (sum + (1 << 19) - (sum < 0)) >> 20;
        } else {
          const int64_t sum = (int64_t)upper * 1024 + (int64_t)(lower - upper) * v;
          value = (int32_t)((sum + (1 << 19) - (sum < 0)) >> 20);
        }
        dendrt_store_element(target, x * channels + c, value, size);
      }
    }
  }
}

/* `input` and `output` [height][width][channels], not the same memory; int16 data aligned to 2. */
typedef dendrt_resize_bilinear_t dendrt_resize_bilinear_s8_t;
DENDRT_INLINE void dendrt_resize_bilinear_s8(const dendrt_resize_bilinear_s8_t *layer, const void *input,
                                             void *output) {
  dendrt_resize_bilinear(layer, input, output, 1);
}

typedef dendrt_resize_bilinear_t dendrt_resize_bilinear_s16_t;
DENDRT_INLINE void dendrt_resize_bilinear_s16(const dendrt_resize_bilinear_s16_t *layer, const void *input,
                                              void *output) {
  dendrt_resize_bilinear(layer, input, output, 2);
}

/* The same of float, aligned to 4. */
DENDRT_INLINE void dendrt_resize_bilinear_f32(const dendrt_resize_bilinear_f32_t *layer, const void *input,
                                              void *output) {
  const int32_t channels = layer->input.channels;
  for (int32_t y = 0; y < layer->output.height; ++y) {
    const int32_t row = (int32_t)layer->rows[y];
    const float v = layer->rows[y] - (float)row;
    const dendrt_float_t *top = (const dendrt_float_t *)dendrt_at(input, dendrt_row_offset(&layer->input, row));
    const dendrt_float_t *bottom =
        v > 0.0f ? (const dendrt_float_t *)dendrt_at(input, dendrt_row_offset(&layer->input, row + 1)) : top;
    dendrt_float_t *target = (dendrt_float_t *)dendrt_at_mutable(output, dendrt_row_offset(&layer->output, y));
    for (int32_t x = 0; x < layer->output.width; ++x) {
      const int32_t column = (int32_t)layer->columns[x], left = column * channels;
      const float u = layer->columns[x] - (float)column;
      const int32_t right = u > 0.0f ? left + channels : left;
      for (int32_t c = 0; c < channels; ++c) {
        const float upper = top[left + c] + (top[right + c] - top[left + c]) * u;
        const float lower = bottom[left + c] + (bottom[right + c] - bottom[left + c]) * u;
        target[x * channels + c] = upper + (lower - upper) * v;
      }
    }
  }
}

#endif
