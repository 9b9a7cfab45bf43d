/* depthwise_conv2d_single.h: depthwise convolution of one channel after the other.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Method: an input channel becomes a plane of words in scratch, with its padding; so do the weights of an output
 * channel. The plane holds what a strip of output rows reads: strips are those of layout planes. */
#ifndef DENDRT_DEPTHWISE_CONV2D_SINGLE_H
#define DENDRT_DEPTHWISE_CONV2D_SINGLE_H

#include "depthwise_conv2d.h"
#include "planes.h"
#include "single.h"

/* Any window. Packing and bias: README, "Layout single". */
typedef struct {
  dendrt_depthwise_conv2d_shape_t shape;
  const int8_t *weights;            /* per output channel, branch by branch, tap by tap */
  const int32_t *bias;              /* per output channel, branch by branch */
  dendrt_channel_requant_t requant; /* multipliers per output channel */
  dendrt_dendrites_t dendrites;
  int32_t strip_rows; /* output rows that planes are made for at once, at most */
} dendrt_depthwise_conv2d_single_t;

/* An output channel. */
typedef struct {
  const dendrt_int32_t *weights; /* of all branches, widened */
  const int32_t *bias;           /* per branch */
  const int32_t *parameters;     /* of its dendrites */
  dendrt_int32_t *sums;          /* room for those of a tile, with two dendrites and more */
  int32_t left;                  /* bits that weights are to the left, and the bias has to be */
  dendrt_factor_t factor;
} dendrt_single_filter_t;

/* The words of a row of a plane. */
DENDRT_INLINE int32_t dendrt_single_row_words(const dendrt_depthwise_conv2d_shape_t *shape) {
  const dendrt_window_t *window = &shape->window;
  return (shape->output.width - 1) * window->stride_width + (window->width - 1) * window->dilation_width + 1;
}

/* The bits that sums without dendrites are to the left for nothing, weights being so. */
DENDRT_INLINE int32_t dendrt_single_left(const dendrt_channel_requant_t *requant) {
  return requant->rounding == DENDRT_FOLDED ? requant->left : requant->rounding == DENDRT_TFLITE;
}

/* Leaves the sums of all branches at `count` (1, 2 or 4) positions in scratch, those of the neuron being `y`. */
DENDRT_INLINE void dendrt_single_leave(const dendrt_single_filter_t *filter, const dendrt_single_window_t *window,
                                       const dendrt_int32_t *x, const int32_t *y, int32_t dendrites, int count) {
  const dendrt_int32_t *weights = filter->weights;
  dendrt_int32_t *sums = filter->sums;
  int32_t s[DENDRT_SINGLE_OUTPUTS] = {y[0], y[1], y[2], y[3]};
  for (int32_t branch = 0;;) {
    sums[0] = s[0];
    if (count > 1)
      sums[1] = s[1];
    if (count > 2) {
      sums[2] = s[2];
      sums[3] = s[3];
    }
    if (branch == dendrites)
      return;
    weights += window->height * window->width;
    sums += DENDRT_SINGLE_OUTPUTS;
    dendrt_single_sums(s, window, x, weights, filter->bias[++branch], count);
  }
}

/* The output at position `i` of a tile, from the neuron's sum `y` and that of its dendrite, `a`, if it has one; with
 * more all sums are in scratch. `p` are the channel's parameters. */
DENDRT_INLINE int32_t dendrt_single_output(const dendrt_depthwise_conv2d_single_t *layer,
                                           const dendrt_single_filter_t *filter, const int32_t *p, const void *middle,
                                           int32_t y, int32_t a, int i) {
  const dendrt_dendrites_t *dendrites = &layer->dendrites;
  if (dendrites->count == 1)
    y = dendrt_neuron_few(dendrites, middle, p, y, a, 0, 0);
  else if (dendrites->count > 1)
    y = dendrt_neuron_sum(dendrites, middle, p, filter->sums + i, DENDRT_SINGLE_OUTPUTS);
  return dendrt_requantize_channel(y, filter->factor, &layer->requant);
}

/* Finishes and stores the outputs of `channel` at position `i` and, if there are two, the next: both before the first
 * is stored, so that parameters are loaded once. */
DENDRT_INLINE void dendrt_single_finish(const dendrt_depthwise_conv2d_single_t *layer,
                                        const dendrt_single_filter_t *filter, const int32_t *y, const int32_t *a, int i,
                                        int count, void *output, int32_t channel, int32_t step, int size) {
  const void *middle = layer->dendrites.count > 0 ? dendrt_table_middle(&layer->dendrites) : NULL;
  const int32_t *p = layer->dendrites.count > 0 ? (const int32_t *)dendrt_opaque(filter->parameters) : NULL;
  const int32_t first = dendrt_single_output(layer, filter, p, middle, y[i], a[i], i);
  const int32_t second = count > 1 ? dendrt_single_output(layer, filter, p, middle, y[i + 1], a[i + 1], i + 1) : 0;
  dendrt_store_element(dendrt_at_mutable(output, i * step), channel, first, size);
  if (count > 1)
    dendrt_store_element(dendrt_at_mutable(output, (i + 1) * step), channel, second, size);
}

/* Outputs of `channel` at `count` (1, 2 or 4) positions side by side, whose first window is at `x`; the first is stored
 * at `output`, its position, the others follow `step` bytes after each other. */
DENDRT_INLINE void dendrt_single_outputs(const dendrt_depthwise_conv2d_single_t *layer,
                                         const dendrt_single_filter_t *filter, const dendrt_single_window_t *window,
                                         const dendrt_int32_t *x, void *output, int32_t channel, int count,
                                         int32_t step, int size) {
  const int32_t dendrites = layer->dendrites.count;
  int32_t y[DENDRT_SINGLE_OUTPUTS], a[DENDRT_SINGLE_OUTPUTS] = {0, 0, 0, 0};
  dendrt_single_sums(y, window, x, filter->weights, dendrt_shift_left(filter->bias[0], filter->left), count);
  if (dendrites == 1)
    dendrt_single_sums(a, window, x, filter->weights + window->height * window->width, filter->bias[1], count);
  else if (dendrites > 1)
    dendrt_single_leave(filter, window, x, y, dendrites, count);
  dendrt_single_finish(layer, filter, y, a, 0, count, output, channel, step, size);
  if (count > 2)
    dendrt_single_finish(layer, filter, y, a, 2, count, output, channel, step, size);
}

/* A row of outputs of `channel`, whose windows begin at `x`. */
DENDRT_INLINE void dendrt_single_row(const dendrt_depthwise_conv2d_single_t *layer,
                                     const dendrt_single_filter_t *filter, const dendrt_single_window_t *window,
                                     const dendrt_int32_t *x, void *output, int32_t channel, int size) {
  const dendrt_plane_t *plane = &layer->shape.output;
  const int32_t step = plane->channels * size;
  for (int32_t left = plane->width; left >= 4; left -= 4, x += 4 * window->step) {
    dendrt_single_outputs(layer, filter, window, x, output, channel, 4, step, size);
    output = dendrt_at_mutable(output, 4 * step);
  }
  if (plane->width & 2) {
    dendrt_single_outputs(layer, filter, window, x, output, channel, 2, step, size);
    x += 2 * window->step;
    output = dendrt_at_mutable(output, 2 * step);
  }
  if (plane->width & 1)
    dendrt_single_outputs(layer, filter, window, x, output, channel, 1, step, size);
}

/* Output rows [first, first + count), at most those of a strip. */
DENDRT_INLINE void dendrt_single_strip(const dendrt_depthwise_conv2d_single_t *layer, const void *input, void *output,
                                       void *scratch, int32_t first, int32_t count, int input_size, int output_size) {
  const dendrt_depthwise_conv2d_shape_t *shape = &layer->shape;
  const dendrt_window_t *window = &shape->window;
  const dendrt_plane_t *plane = &shape->input;
  const int32_t multiplier = shape->output.channels / plane->channels, branches = layer->dendrites.count + 1;
  const int32_t taps = window->height * window->width, row_words = dendrt_single_row_words(shape);
  const int32_t top = first * window->stride_height - window->pad_top;
  const int32_t rows = (count - 1) * window->stride_height + (window->height - 1) * window->dilation_height + 1;
  const int32_t above = top < 0 ? -top : 0, inside = plane->height - top < rows ? plane->height - top : rows;
  const int32_t room = row_words > window->pad_left ? row_words - window->pad_left : 0;
  const int32_t columns = plane->width < room ? plane->width : room;
  const dendrt_single_window_t places = {window->height, window->width, window->dilation_height * row_words,
                                         window->dilation_width, window->stride_width};
  dendrt_int32_t *weights = (dendrt_int32_t *)scratch, *sums = weights + branches * taps;
  dendrt_int32_t *words = sums + (branches > 2 ? DENDRT_SINGLE_OUTPUTS * branches : 0);
  dendrt_single_filter_t filter = {.weights = weights,
                                   .bias = layer->bias,
                                   .sums = sums,
                                   .left = branches > 1 ? 0 : dendrt_single_left(&layer->requant)};
  const int8_t *packed = layer->weights;
  for (int32_t i = 0; i < rows * row_words; ++i)
    words[i] = shape->input_zero_point;
  for (int32_t channel = 0; channel < shape->output.channels; ++channel) {
    if (multiplier == 1 || channel % multiplier == 0)
      dendrt_single_plane(words + above * row_words + window->pad_left, plane, input, top + above, inside - above,
                          columns, row_words, channel / multiplier, input_size);
    for (int32_t i = 0; i < branches * taps; ++i)
      weights[i] = dendrt_shift_left(*packed++, filter.left);
    if (branches > 1)
      filter.parameters = layer->dendrites.parameters + channel * dendrt_parameter_count(&layer->dendrites);
    filter.factor = dendrt_factor_of(&layer->requant, channel, branches == 1);
    const dendrt_int32_t *x = words;
    for (int32_t row = first; row < first + count; ++row, x += window->stride_height * row_words)
      dendrt_single_row(layer, &filter, &places, x, dendrt_at_mutable(output, dendrt_row_offset(&shape->output, row)),
                        channel, output_size);
    filter.bias += branches;
  }
}

/* dendrt_depthwise_conv2d_s8_single(layer, input, output, scratch): all rows; ..._rows: output rows
 * [first, first + count), for which the input rows of their windows are in the input's ring.
 *   input   [height][width][channels] int8, or int16 aligned to 2 (_s16...), row-addressed
 *   output  the same of int8 (_s8_single, _s16_s8_single), or int16 aligned to 2; where it runs into the input, as in
 *           layout planes
 *   scratch aligned to 4; 4 * (D + 1) * taps + 4 * words * rows bytes, D > 1: 16 * (D + 1) more, D dendrites;
 *           rows = (strip rows - 1) * stride_height + (window height - 1) * dilation_height + 1,
 *           strip rows = strip_rows, or the most rows of a call if these are fewer,
 *           words = (output width - 1) * stride_width + (window width - 1) * dilation_width + 1
 * Not checked: sizes, alignment, overflow (the packer proves the bounds). */
#define DENDRT_DEPTHWISE_CONV2D_SINGLE(types, input_size, output_size)                                                 \
  typedef dendrt_depthwise_conv2d_single_t dendrt_depthwise_conv2d_##types##_single_t;                                 \
  DENDRT_INLINE void dendrt_depthwise_conv2d_##types##_single_rows(                                                    \
      const dendrt_depthwise_conv2d_##types##_single_t *layer, const void *input, void *output, void *scratch,         \
      int32_t first, int32_t count) {                                                                                  \
    const int32_t strip = layer->strip_rows;                                                                           \
    for (; count > 0; first += strip, count -= strip)                                                                  \
      dendrt_single_strip(layer, input, output, scratch, first, count < strip ? count : strip, input_size,             \
                          output_size);                                                                                \
  }                                                                                                                    \
  DENDRT_INLINE void dendrt_depthwise_conv2d_##types##_single(const dendrt_depthwise_conv2d_##types##_single_t *layer, \
                                                              const void *input, void *output, void *scratch) {        \
    dendrt_depthwise_conv2d_##types##_single_rows(layer, input, output, scratch, 0, layer->shape.output.height);       \
  }
DENDRT_DEPTHWISE_CONV2D_SINGLE(s8, 1, 1)
DENDRT_DEPTHWISE_CONV2D_SINGLE(s8_s16, 1, 2)
DENDRT_DEPTHWISE_CONV2D_SINGLE(s16, 2, 2)
DENDRT_DEPTHWISE_CONV2D_SINGLE(s16_s8, 2, 1)
#undef DENDRT_DEPTHWISE_CONV2D_SINGLE

#endif
