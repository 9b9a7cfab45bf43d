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

/* Output rows [first, first + count); `size` is the bytes of an element: 32 bits hold the sums of int8. */
DENDRT_INLINE void dendrt_resize_bilinear_rows(const dendrt_resize_bilinear_t *layer, const void *input, void *output,
                                               int32_t first, int32_t count, int size) {
  const int32_t channels = layer->input.channels;
  for (int32_t y = first; y < first + count; ++y) {
    const int32_t v = layer->rows[y] & 1023;
    const void *top = dendrt_at(input, dendrt_row_offset(&layer->input, layer->rows[y] >> 10));
    const void *bottom = v == 0 ? top : dendrt_at(input, dendrt_row_offset(&layer->input, (layer->rows[y] >> 10) + 1));
    void *target = dendrt_at_mutable(output, dendrt_row_offset(&layer->output, y));
    for (int32_t x = 0; x < layer->output.width; ++x) {
      const int32_t u = layer->columns[x] & 1023, left = (layer->columns[x] >> 10) * channels;
      const int32_t right = u == 0 ? left : left + channels;
      if ((u | v) == 0) {
        memcpy(dendrt_at_mutable(target, x * channels * size), dendrt_at(top, left * size), (size_t)(channels * size));
        continue;
      }
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

/* dendrt_resize_bilinear_s8(layer, input, output): all rows; ..._rows: output rows [first, first + count), for which
 * the input rows that they lie between are in the input's ring. `input` and `output` [height][width][channels],
 * row-addressed, not the same memory; int16 data aligned to 2. Elements at places that are whole are copied. */
#define DENDRT_RESIZE_BILINEAR(type, size)                                                                             \
  typedef dendrt_resize_bilinear_t dendrt_resize_bilinear_##type##_t;                                                  \
  DENDRT_INLINE void dendrt_resize_bilinear_##type##_rows(const dendrt_resize_bilinear_##type##_t *layer,              \
                                                          const void *input, void *output, int32_t first,              \
                                                          int32_t count) {                                             \
    dendrt_resize_bilinear_rows(layer, input, output, first, count, size);                                             \
  }                                                                                                                    \
  DENDRT_INLINE void dendrt_resize_bilinear_##type(const dendrt_resize_bilinear_##type##_t *layer, const void *input,  \
                                                   void *output) {                                                     \
    dendrt_resize_bilinear_rows(layer, input, output, 0, layer->output.height, size);                                  \
  }
DENDRT_RESIZE_BILINEAR(s8, 1)
DENDRT_RESIZE_BILINEAR(s16, 2)
#undef DENDRT_RESIZE_BILINEAR

/* The same of float, aligned to 4. */
DENDRT_INLINE void dendrt_resize_bilinear_f32_rows(const dendrt_resize_bilinear_f32_t *layer, const void *input,
                                                   void *output, int32_t first, int32_t count) {
  const int32_t channels = layer->input.channels;
  for (int32_t y = first; y < first + count; ++y) {
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
      if (!(u > 0.0f || v > 0.0f)) {
        memcpy(target + x * channels, top + left, (size_t)channels * sizeof *top);
        continue;
      }
      for (int32_t c = 0; c < channels; ++c) {
        const float upper = top[left + c] + (top[right + c] - top[left + c]) * u;
        const float lower = bottom[left + c] + (bottom[right + c] - bottom[left + c]) * u;
        target[x * channels + c] = upper + (lower - upper) * v;
      }
    }
  }
}

DENDRT_INLINE void dendrt_resize_bilinear_f32(const dendrt_resize_bilinear_f32_t *layer, const void *input,
                                              void *output) {
  dendrt_resize_bilinear_f32_rows(layer, input, output, 0, layer->output.height);
}

#endif
