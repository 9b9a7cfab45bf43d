/* conv2d_triple.h: int8 convolution with dendrites, two products for three positions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Method: the windows of three output positions that follow one another are gathered into one column in scratch, a word
 * per element; triple.h does the rest. */
#ifndef DENDRT_CONV2D_TRIPLE_H
#define DENDRT_CONV2D_TRIPLE_H

#include "shape.h"
#include "triple.h"

/* For cores without SMLAD. Packing, bias and chunk_length: README, "Layout triple". */
typedef struct {
  dendrt_conv2d_shape_t shape;
  const int8_t *weights;
  const int32_t *bias;              /* one per filter */
  int32_t chunk_length;             /* > 0 */
  dendrt_channel_requant_t requant; /* multipliers per output channel */
  dendrt_dendrites_t dendrites;
} dendrt_conv2d_triple_t;

/* A word for each of `count` elements of three positions that lie in the input. */
DENDRT_SHARED void dendrt_triple_join(dendrt_uint32_t *to, const uint8_t *first, const uint8_t *second,
                                      const uint8_t *third, int32_t count) {
  DENDRT_UNROLL
  for (; count > 0; --count)
    *to++ = (*first++ | (uint32_t)*third++ << DENDRT_TRIPLE_THIRD | (uint32_t)*second++ << DENDRT_TRIPLE_SECOND) ^
            DENDRT_TRIPLE_SIGNS;
}

/* The same where a position may be NULL: its elements are `zero_point`. */
DENDRT_SHARED void dendrt_triple_join_border(dendrt_uint32_t *to, const uint8_t *first, const uint8_t *second,
                                             const uint8_t *third, int32_t count, int32_t zero_point) {
  const uint8_t zero = (uint8_t)zero_point;
  const int32_t steps[3] = {first != NULL, second != NULL, third != NULL};
  first = first ? first : &zero;
  second = second ? second : &zero;
  third = third ? third : &zero;
  for (; count > 0; --count, first += steps[0], second += steps[1], third += steps[2])
    *to++ = (*first | (uint32_t)*third << DENDRT_TRIPLE_THIRD | (uint32_t)*second << DENDRT_TRIPLE_SECOND) ^
            DENDRT_TRIPLE_SIGNS;
}

/* One of three positions in the output. */
typedef struct {
  int32_t row, x;
  int32_t slot; /* of the first row of its window in the input, or where it would be if it is negative */
} dendrt_triple_window_t;

DENDRT_INLINE dendrt_triple_window_t dendrt_triple_window(const dendrt_conv2d_shape_t *shape, int32_t row, int32_t x) {
  const dendrt_plane_t *plane = &shape->input;
  int32_t slot = row * shape->window.stride_height - shape->window.pad_top;
  if (plane->row_capacity < plane->height) {
    while (slot < 0)
      slot += plane->row_capacity;
    slot = dendrt_row_slot(plane, slot);
  }
  return (dendrt_triple_window_t){row, x, slot};
}

/* The position after `last`. */
DENDRT_INLINE dendrt_triple_window_t dendrt_triple_window_next(const dendrt_conv2d_shape_t *shape,
                                                               const dendrt_triple_window_t *last) {
  if (last->x + 1 == shape->output.width)
    return dendrt_triple_window(shape, last->row + 1, 0);
  return (dendrt_triple_window_t){last->row, last->x + 1, last->slot};
}

/* Three positions from at[3] on, or the last again where `left` are fewer, and where they are stored; at[3] is the one
 * after them. */
DENDRT_INLINE void dendrt_triple_three(const dendrt_conv2d_shape_t *shape, dendrt_triple_window_t *at, int32_t left,
                                       void *output, dendrt_three_t *three) {
  for (int32_t i = 0; i < 3; i = dendrt_opaque_index(i + 1)) {
    at[i] = at[3];
    three->place[i] = dendrt_conv2d_output(&shape->output, output, at[i].row, at[i].x, three->size);
    if (i + 1 < left)
      at[3] = dendrt_triple_window_next(shape, &at[i]);
  }
}

/* Whether the rows of a window follow one another without gaps in the input, as those of 1-D convolutions do. */
DENDRT_INLINE int dendrt_triple_whole_rows(const dendrt_conv2d_shape_t *shape) {
  const dendrt_window_t *window = &shape->window;
  const dendrt_plane_t *plane = &shape->input;
  return shape->groups == 1 && window->width == plane->width && window->pad_left == 0 && shape->output.width == 1 &&
         (window->width == 1 || window->dilation_width == 1) && window->dilation_height == 1 &&
         plane->row_size == plane->width * plane->channels;
}

/* Whether the window lies inside the input from top to bottom, and does not go round the end of a ring. */
DENDRT_INLINE int dendrt_triple_unbroken(const dendrt_conv2d_shape_t *shape, const dendrt_triple_window_t *at) {
  const int32_t y = at->row * shape->window.stride_height - shape->window.pad_top;
  return y >= 0 && y + shape->window.height <= shape->input.height &&
         at->slot + shape->window.height <= shape->input.row_capacity;
}

/* The windows of three positions as one column: `channels` channels from `first_channel` on of every tap. */
DENDRT_INLINE void dendrt_triple_gather(const dendrt_conv2d_shape_t *shape, dendrt_uint32_t *column, const void *input,
                                        const dendrt_triple_window_t *at, int32_t first_channel, int32_t channels) {
  const dendrt_window_t *window = &shape->window;
  const dendrt_plane_t *plane = &shape->input;
  const uint8_t *data = (const uint8_t *)input + first_channel;
  if (dendrt_triple_whole_rows(shape) && dendrt_triple_unbroken(shape, &at[0]) &&
      dendrt_triple_unbroken(shape, &at[1]) && dendrt_triple_unbroken(shape, &at[2])) {
    dendrt_triple_join(column, data + at[0].slot * plane->row_size, data + at[1].slot * plane->row_size,
                       data + at[2].slot * plane->row_size, window->height * plane->row_size);
    return;
  }
  /* The columns of the window that lie inside the input at all three positions. */
  const int contiguous = (window->dilation_width == 1 || window->width == 1) && channels == plane->channels;
  int32_t left = 0, right = contiguous ? window->width : 0;
  int32_t x[3];
  for (int32_t i = 0; i < 3; i = dendrt_opaque_index(i + 1)) {
    x[i] = at[i].x * window->stride_width - window->pad_left;
    left = left < -x[i] ? -x[i] : left;
    right = right > plane->width - x[i] ? plane->width - x[i] : right;
  }
  for (int32_t ky = 0; ky < window->height; ++ky) {
    const uint8_t *row[3], *from[3];
    for (int32_t i = 0; i < 3; i = dendrt_opaque_index(i + 1)) {
      const int32_t down = ky * window->dilation_height;
      const int32_t y = at[i].row * window->stride_height - window->pad_top + down;
      int32_t slot = at[i].slot + down;
      while (plane->row_capacity < plane->height && slot >= plane->row_capacity)
        slot -= plane->row_capacity;
      row[i] = (uint32_t)y < (uint32_t)plane->height ? data + slot * plane->row_size : NULL;
    }
    for (int32_t kx = 0; kx < window->width;) {
      const int32_t dx = kx * window->dilation_width, taps = kx == left && left < right ? right - left : 1;
      for (int32_t i = 0; i < 3; i = dendrt_opaque_index(i + 1))
        from[i] =
            row[i] && (uint32_t)(x[i] + dx) < (uint32_t)plane->width ? row[i] + (x[i] + dx) * plane->channels : NULL;
      if (from[0] && from[1] && from[2])
        dendrt_triple_join(column, from[0], from[1], from[2], taps * channels);
      else
        dendrt_triple_join_border(column, from[0], from[1], from[2], taps * channels, shape->input_zero_point);
      column += taps * channels;
      kx += taps;
    }
  }
}

/* Output rows [first, first + count). `output_size` are the bytes of an element: a constant that the named kernels
 * pass. */
DENDRT_INLINE void dendrt_conv2d_triple_rows(const dendrt_conv2d_triple_t *layer, const void *input, void *output,
                                             void *scratch, int32_t first, int32_t count, int output_size) {
  const dendrt_conv2d_shape_t *shape = &layer->shape;
  const int32_t inputs = shape->input.channels / shape->groups, outputs = shape->output.channels / shape->groups;
  const int32_t length = shape->window.height * shape->window.width * inputs;
  dendrt_uint32_t *column = (dendrt_uint32_t *)scratch;
  dendrt_int32_t *sums = (dendrt_int32_t *)scratch + length;
  dendrt_triple_window_t at[4];
  at[3] = dendrt_triple_window(shape, first, 0);
  for (int32_t left = count * shape->output.width; left > 0; left -= 3) {
    dendrt_three_t three = {{NULL, NULL, NULL}, output_size};
    dendrt_triple_three(shape, at, left, output, &three);
    const int32_t own = dendrt_bias_offset(shape, at[0].row, at[0].x);
    dendrt_triple_filters_t filters = {layer->weights,
                                       layer->bias + own,
                                       length,
                                       layer->chunk_length,
                                       dendrt_bias_offset(shape, at[1].row, at[1].x) - own,
                                       dendrt_bias_offset(shape, at[2].row, at[2].x) - own};
    for (int32_t group = 0; group < shape->groups; ++group) {
      dendrt_triple_gather(shape, column, input, at, group * inputs, inputs);
      dendrt_triple(&filters, column, &layer->requant, &layer->dendrites, group * outputs, outputs, left == 1, sums,
                    &three);
    }
  }
}

/* dendrt_conv2d_s8_triple(layer, input, output, scratch): all rows; ..._rows: output rows [first, first + count), for
 * which the input rows of their windows are in the input's ring.
 *   input   row-addressed int8
 *   output  row-addressed, of int8 (_s8_triple), or int16 aligned to 2; not the input
 *   scratch aligned to 4; 4 bytes for each element of a window, with D > 3 dendrites 12 * (D + 1) more
 * Not checked: sizes, alignment, overflow (the packer proves the bounds). */
#define DENDRT_CONV2D_TRIPLE(types, output_size)                                                                       \
  typedef dendrt_conv2d_triple_t dendrt_conv2d_##types##_triple_t;                                                     \
  DENDRT_INLINE void dendrt_conv2d_##types##_triple_rows(const dendrt_conv2d_##types##_triple_t *layer,                \
                                                         const void *input, void *output, void *scratch,               \
                                                         int32_t first, int32_t count) {                               \
    dendrt_conv2d_triple_rows(layer, input, output, scratch, first, count, output_size);                               \
  }                                                                                                                    \
  DENDRT_INLINE void dendrt_conv2d_##types##_triple(const dendrt_conv2d_##types##_triple_t *layer, const void *input,  \
                                                    void *output, void *scratch) {                                     \
    dendrt_conv2d_##types##_triple_rows(layer, input, output, scratch, 0, layer->shape.output.height);                 \
  }
DENDRT_CONV2D_TRIPLE(s8, 1)
DENDRT_CONV2D_TRIPLE(s8_s16, 2)
#undef DENDRT_CONV2D_TRIPLE

#endif
