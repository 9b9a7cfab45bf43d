/* weighted_f32.h: conv2d, depthwise_conv2d and dense with dendrites, in float.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Method: every output is a sum over the taps inside the input, in the order bias, ky, kx, channel;
 * weights in logical order. */
#ifndef DENDRT_WEIGHTED_F32_H
#define DENDRT_WEIGHTED_F32_H

#include "neuron_f32.h"
#include "window.h"

typedef struct {
  dendrt_plane_t input, output;
  dendrt_window_t window;
  int32_t groups; /* >= 1, divides both channel counts */
  dendrt_filters_f32_t filters;
} dendrt_conv2d_f32_t;

/* Output channel c reads input channel c / (output channels / input channels). */
typedef struct {
  dendrt_plane_t input, output; /* output channels: a multiple of the input's */
  dendrt_window_t window;
  dendrt_filters_f32_t filters;
} dendrt_depthwise_conv2d_f32_t;

typedef struct {
  int32_t rows, inputs, outputs; /* >= 1 */
  dendrt_filters_f32_t filters;
} dendrt_dense_f32_t;

/* sum + the products of `count` neighbouring elements, in four partial sums: a long sum then rounds four times less,
 * and a core with pipelined float additions need not wait for each. */
DENDRT_INLINE float dendrt_dot_f32(float sum, const dendrt_float_t *x, const float *w, int32_t count) {
  float a = 0.0f, b = 0.0f, c = 0.0f, d = 0.0f;
  int32_t i = 0;
  for (; i + 4 <= count; i += 4) {
    a += x[i] * w[i];
    b += x[i + 1] * w[i + 1];
    c += x[i + 2] * w[i + 2];
    d += x[i + 3] * w[i + 3];
  }
  for (; i < count; ++i)
    a += x[i] * w[i];
  return sum + ((a + b) + (c + d));
}

/* sum + the products of the window at `taps` with the weights `w` of one filter, over `channels`
 * channels from `channel` on. */
DENDRT_INLINE float dendrt_window_dot_f32(float sum, const dendrt_plane_t *plane, const dendrt_window_t *window,
                                          const dendrt_taps_t *taps, const void *input, const float *w, int32_t channel,
                                          int32_t channels) {
  for (int32_t ky = taps->top; ky < taps->bottom; ++ky) {
    const dendrt_float_t *row = (const dendrt_float_t *)dendrt_taps_row(window, plane, input, taps, ky);
    for (int32_t kx = taps->left; kx < taps->right; ++kx) {
      const int32_t column = taps->column + kx * window->dilation_width;
      sum = dendrt_dot_f32(sum, row + column * plane->channels + channel, w + (ky * window->width + kx) * channels,
                           channels);
    }
  }
  return sum;
}

/* Rows of a convolution whose output channels read `channels` input channels each, in
 * `groups` groups. */
DENDRT_INLINE void dendrt_conv2d_rows_f32(const dendrt_plane_t *input_plane, const dendrt_plane_t *output_plane,
                                          const dendrt_window_t *window, int32_t groups,
                                          const dendrt_filters_f32_t *filters, const void *input, void *output,
                                          void *scratch, int32_t first, int32_t count) {
  const int32_t outputs = output_plane->channels, per_group = outputs / groups;
  const int32_t channels = input_plane->channels / groups;
  const int32_t length = window->height * window->width * channels;
  dendrt_float_t *sums = (dendrt_float_t *)scratch;
  for (int32_t row = first; row < first + count; ++row) {
    dendrt_float_t *y = (dendrt_float_t *)dendrt_at_mutable(output, dendrt_row_offset(output_plane, row));
    for (int32_t x = 0; x < output_plane->width; ++x, y += outputs) {
      const dendrt_taps_t taps = dendrt_taps_at(window, input_plane, row, x);
      for (int32_t c = 0; c < outputs; ++c) {
        const int32_t channel = c / per_group * channels;
        for (int32_t branch = 0; branch <= filters->dendrites.count; ++branch) {
          const int32_t filter = branch * outputs + c;
          sums[branch] = dendrt_window_dot_f32(filters->bias[filter], input_plane, window, &taps, input,
                                               filters->weights + filter * length, channel, channels);
        }
        y[c] = dendrt_neuron_f32(filters, c, sums);
      }
    }
  }
}

/* dendrt_conv2d_f32(layer, input, output, scratch): all rows; ..._rows: output rows
 * [first, first + count), for which the input rows of their windows are in the input's ring.
 *   input, output  [height][width][channels], aligned to 4, row-addressed, not the same memory
 *   scratch        aligned to 4; 4 * (D + 1) bytes, D dendrites
 * Not checked: sizes, alignment. The same holds for depthwise_conv2d and dense. */
DENDRT_INLINE void dendrt_conv2d_f32_rows(const dendrt_conv2d_f32_t *layer, const void *input, void *output,
                                          void *scratch, int32_t first, int32_t count) {
  dendrt_conv2d_rows_f32(&layer->input, &layer->output, &layer->window, layer->groups, &layer->filters, input, output,
                         scratch, first, count);
}
DENDRT_INLINE void dendrt_conv2d_f32(const dendrt_conv2d_f32_t *layer, const void *input, void *output, void *scratch) {
  dendrt_conv2d_f32_rows(layer, input, output, scratch, 0, layer->output.height);
}

DENDRT_INLINE void dendrt_depthwise_conv2d_f32_rows(const dendrt_depthwise_conv2d_f32_t *layer, const void *input,
                                                    void *output, void *scratch, int32_t first, int32_t count) {
  dendrt_conv2d_rows_f32(&layer->input, &layer->output, &layer->window, layer->input.channels, &layer->filters, input,
                         output, scratch, first, count);
}
DENDRT_INLINE void dendrt_depthwise_conv2d_f32(const dendrt_depthwise_conv2d_f32_t *layer, const void *input,
                                               void *output, void *scratch) {
  dendrt_depthwise_conv2d_f32_rows(layer, input, output, scratch, 0, layer->output.height);
}

/* dendrt_dense_f32(layer, input, output, scratch): [rows][inputs] to [rows][outputs]. */
DENDRT_INLINE void dendrt_dense_f32(const dendrt_dense_f32_t *layer, const void *input, void *output, void *scratch) {
  const dendrt_filters_f32_t *filters = &layer->filters;
  const dendrt_float_t *x = (const dendrt_float_t *)input;
  dendrt_float_t *y = (dendrt_float_t *)output, *sums = (dendrt_float_t *)scratch;
  for (int32_t row = 0; row < layer->rows; ++row, x += layer->inputs, y += layer->outputs)
    for (int32_t c = 0; c < layer->outputs; ++c) {
      for (int32_t branch = 0; branch <= filters->dendrites.count; ++branch) {
        const int32_t filter = branch * layer->outputs + c;
        sums[branch] =
            dendrt_dot_f32(filters->bias[filter], x, filters->weights + filter * layer->inputs, layer->inputs);
      }
      y[c] = dendrt_neuron_f32(filters, c, sums);
    }
}

#endif
