/* pool2d_f32.h: the largest value and the mean of every window, in float.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#ifndef DENDRT_POOL2D_F32_H
#define DENDRT_POOL2D_F32_H

#include "window.h"

/* Every window holds at least one position inside the input. */
typedef struct {
  dendrt_plane_t input, output; /* of equal channels */
  dendrt_window_t window;
} dendrt_max_pool2d_f32_t;

/* The mean is over the positions inside the input, or with `count_padding` the sum over those
 * divided by the number of those inside the padded input. */
typedef struct {
  dendrt_plane_t input, output; /* of equal channels */
  dendrt_window_t window;
  int32_t pad_bottom, pad_right; /* read only with count_padding */
  int32_t count_padding;         /* 0 or 1 */
} dendrt_average_pool2d_f32_t;

/* dendrt_max_pool2d_f32(layer, input, output): all rows; ..._rows: output rows
 * [first, first + count), for which the input rows of their windows are in the input's ring.
 * Row-addressed, aligned to 4, not the same memory. The same holds for the average. */
DENDRT_INLINE void dendrt_max_pool2d_f32_rows(const dendrt_max_pool2d_f32_t *layer, const void *input, void *output,
                                              int32_t first, int32_t count) {
  const int32_t channels = layer->input.channels;
  const dendrt_window_t *window = &layer->window;
  for (int32_t row = first; row < first + count; ++row) {
    dendrt_float_t *y = (dendrt_float_t *)dendrt_at_mutable(output, dendrt_row_offset(&layer->output, row));
    for (int32_t x = 0; x < layer->output.width; ++x, y += channels) {
      const dendrt_taps_t taps = dendrt_taps_at(window, &layer->input, row, x);
      for (int32_t ky = taps.top; ky < taps.bottom; ++ky) {
        const dendrt_float_t *source = (const dendrt_float_t *)dendrt_taps_row(window, &layer->input, input, &taps, ky);
        for (int32_t kx = taps.left; kx < taps.right; ++kx) {
          const dendrt_float_t *position = source + (taps.column + kx * window->dilation_width) * channels;
          const int first_tap = ky == taps.top && kx == taps.left;
          for (int32_t c = 0; c < channels; ++c)
            y[c] = first_tap || position[c] > y[c] ? position[c] : y[c];
        }
      }
    }
  }
}
DENDRT_INLINE void dendrt_max_pool2d_f32(const dendrt_max_pool2d_f32_t *layer, const void *input, void *output) {
  dendrt_max_pool2d_f32_rows(layer, input, output, 0, layer->output.height);
}

DENDRT_INLINE void dendrt_average_pool2d_f32_rows(const dendrt_average_pool2d_f32_t *layer, const void *input,
                                                  void *output, int32_t first, int32_t count) {
  const int32_t channels = layer->input.channels;
  const dendrt_window_t *window = &layer->window;
  for (int32_t row = first; row < first + count; ++row) {
    dendrt_float_t *y = (dendrt_float_t *)dendrt_at_mutable(output, dendrt_row_offset(&layer->output, row));
    for (int32_t x = 0; x < layer->output.width; ++x, y += channels) {
      const dendrt_taps_t taps = dendrt_taps_at(window, &layer->input, row, x);
      const int32_t counted =
          layer->count_padding ? dendrt_taps_padded(window, &layer->input, layer->pad_bottom, layer->pad_right, &taps)
                               : dendrt_taps_inside(&taps);
      for (int32_t c = 0; c < channels; ++c) {
        float sum = 0.0f;
        for (int32_t ky = taps.top; ky < taps.bottom; ++ky) {
          const dendrt_float_t *source =
              (const dendrt_float_t *)dendrt_taps_row(window, &layer->input, input, &taps, ky);
          for (int32_t kx = taps.left; kx < taps.right; ++kx)
            sum += source[(taps.column + kx * window->dilation_width) * channels + c];
        }
        y[c] = sum / (float)counted;
      }
    }
  }
}
DENDRT_INLINE void dendrt_average_pool2d_f32(const dendrt_average_pool2d_f32_t *layer, const void *input,
                                             void *output) {
  dendrt_average_pool2d_f32_rows(layer, input, output, 0, layer->output.height);
}

#endif
