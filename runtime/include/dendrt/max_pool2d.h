/* max_pool2d.h: the largest value of every window, int8 and int16.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#ifndef DENDRT_MAX_POOL2D_H
#define DENDRT_MAX_POOL2D_H

#include "window.h"

/* Every window holds at least one position inside the input. */
typedef struct {
  dendrt_plane_t input, output; /* of equal channels */
  dendrt_window_t window;
} dendrt_max_pool2d_t;

/* Output rows [first, first + count); `size` is the bytes of an element. */
DENDRT_INLINE void dendrt_max_pool2d_rows(const dendrt_max_pool2d_t *layer, const void *input, void *output,
                                          int32_t first, int32_t count, int size) {
  const int32_t channels = layer->input.channels;
  const dendrt_window_t *window = &layer->window;
  for (int32_t row = first; row < first + count; ++row) {
    uint8_t *position = (uint8_t *)output + dendrt_row_offset(&layer->output, row);
    for (int32_t x = 0; x < layer->output.width; ++x, position += channels * size) {
      const dendrt_taps_t taps = dendrt_taps_at(window, &layer->input, row, x);
      for (int32_t c = 0; c < channels; ++c) {
        int32_t largest = INT16_MIN;
        for (int32_t ky = taps.top; ky < taps.bottom; ++ky) {
          const void *source = dendrt_taps_row(window, &layer->input, input, &taps, ky);
          for (int32_t kx = taps.left; kx < taps.right; ++kx) {
            const int32_t index = (taps.column + kx * window->dilation_width) * channels + c;
            const int32_t value = dendrt_load_element(source, index, size);
            largest = value > largest ? value : largest;
          }
        }
        dendrt_store_element(position, c, largest, size);
      }
    }
  }
}

/* dendrt_max_pool2d_s8(layer, input, output): all rows; ..._rows: output rows
 * [first, first + count), for which the input rows of their windows are in the input's ring.
 *   input, output  [height][width][channels] int8 (_s8) or int16 aligned to 2 (_s16),
 *                  row-addressed, not the same memory
 * Not checked: sizes, alignment. */
#define DENDRT_MAX_POOL2D(type, size)                                                                                  \
  typedef dendrt_max_pool2d_t dendrt_max_pool2d_##type##_t;                                                            \
  DENDRT_INLINE void dendrt_max_pool2d_##type##_rows(const dendrt_max_pool2d_##type##_t *layer, const void *input,     \
                                                     void *output, int32_t first, int32_t count) {                     \
    dendrt_max_pool2d_rows(layer, input, output, first, count, size);                                                  \
  }                                                                                                                    \
  DENDRT_INLINE void dendrt_max_pool2d_##type(const dendrt_max_pool2d_##type##_t *layer, const void *input,            \
                                              void *output) {                                                          \
    dendrt_max_pool2d_rows(layer, input, output, 0, layer->output.height, size);                                       \
  }
DENDRT_MAX_POOL2D(s8, 1)
DENDRT_MAX_POOL2D(s16, 2)
#undef DENDRT_MAX_POOL2D

#endif
