/* byte_column.h: the window of an output position as a column of the input's own elements, in the order of k.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#ifndef DENDRT_BYTE_COLUMN_H
#define DENDRT_BYTE_COLUMN_H

#include "lanes.h"
#include "neuron.h"
#include "shape.h"
#include "window.h"

/* Copies `count` bytes: with MVE 16 at a time, the last of them predicated. */
DENDRT_INLINE void dendrt_bytes_copy(void *to, const void *from, int32_t count) {
#if defined(DENDRT_MVE)
  __asm__ volatile("wlstp.8\tlr, %[count], 2f\n"
                   "1:\n\t"
                   "vldrb.8\tq0, [%[from]], #16\n\t"
                   "vstrb.8\tq0, [%[to]], #16\n\t"
                   "letp\tlr, 1b\n"
                   "2:"
                   : [to] "+&r"(to), [from] "+&r"(from)
                   : [count] "r"(count)
                   : "memory", "lr", "q0");
#else
  uint8_t *byte = (uint8_t *)to;
  const uint8_t *source = (const uint8_t *)from;
#if defined(__ARM_FEATURE_UNALIGNED)
  DENDRT_UNROLL
  for (; count >= 4; count -= 4, byte += 4, source += 4)
    dendrt_store32(byte, dendrt_load32(source));
#endif
  DENDRT_UNROLL
  for (; count > 0; --count)
    *byte++ = *source++;
#endif
}

/* Fills `count` elements of `size` bytes. */
DENDRT_INLINE void dendrt_bytes_fill(void *to, int32_t count, int32_t value, int size) {
#if defined(DENDRT_MVE)
  const int8x16_t bytes = size == 1 ? vdupq_n_s8((int8_t)value) : vreinterpretq_s8_s16(vdupq_n_s16((int16_t)value));
  __asm__ volatile("wlstp.8\tlr, %[count], 2f\n"
                   "1:\n\t"
                   "vstrb.8\t%q[bytes], [%[to]], #16\n\t"
                   "letp\tlr, 1b\n"
                   "2:"
                   : [to] "+&r"(to)
                   : [count] "r"(count * size), [bytes] "w"(bytes)
                   : "memory", "lr");
#else
  if (size == 1)
    memset(to, value, (size_t)count);
  else
    for (int32_t i = 0; i < count; ++i)
      dendrt_store_element(to, i, value, size);
#endif
}

/* Whether windows take whole rows that follow one another without gaps, as those of 1-D convolutions do. */
DENDRT_INLINE int dendrt_bytes_whole_rows(const dendrt_conv2d_shape_t *shape, int32_t channels, int size) {
  const dendrt_window_t *window = &shape->window;
  const dendrt_plane_t *plane = &shape->input;
  return window->width == plane->width && window->pad_left == 0 && shape->output.width == 1 &&
         (window->width == 1 || window->dilation_width == 1) && window->dilation_height == 1 &&
         channels == plane->channels && plane->row_size == plane->width * channels * size;
}

/* The column of output position (row, x), of `length` elements: `channels` channels from `first_channel` on of every
 * tap. What is behind it is left as it is. */
DENDRT_INLINE void dendrt_bytes_gather(const dendrt_conv2d_shape_t *shape, void *column, const void *input,
                                       int32_t length, int32_t row, int32_t x, int32_t first_channel, int32_t channels,
                                       int size) {
  const dendrt_window_t *window = &shape->window;
  const dendrt_plane_t *plane = &shape->input;
  const dendrt_taps_t taps = dendrt_taps_at(window, plane, row, x);
  if (!dendrt_taps_all(window, &taps))
    dendrt_bytes_fill(column, length, shape->input_zero_point, size);
  const int contiguous = (window->dilation_width == 1 || window->width == 1) && channels == plane->channels;
  if (dendrt_bytes_whole_rows(shape, channels, size)) { /* at once, but for the end of a ring */
    const int32_t rows = taps.bottom - taps.top, slot = dendrt_row_slot(plane, taps.row + taps.top);
    const int32_t before_end = rows <= plane->row_capacity - slot ? rows : plane->row_capacity - slot;
    void *to = dendrt_at_mutable(column, taps.top * plane->row_size);
    if (rows > 0)
      dendrt_bytes_copy(to, dendrt_at(input, slot * plane->row_size), before_end * plane->row_size);
    if (rows > before_end)
      dendrt_bytes_copy(dendrt_at_mutable(to, before_end * plane->row_size), input,
                        (rows - before_end) * plane->row_size);
    return;
  }
  const int32_t columns = taps.right - taps.left, position_size = plane->channels * size;
  const int32_t offset = (taps.column + taps.left * window->dilation_width) * position_size + first_channel * size;
  const int32_t tap_size = channels * size;
  uint8_t *to = (uint8_t *)column + (taps.top * window->width + taps.left) * tap_size;
  for (int32_t ky = taps.top; ky < taps.bottom; ++ky, to += window->width * tap_size) {
    const void *from = dendrt_at(dendrt_taps_row(window, plane, input, &taps, ky), offset);
    if (contiguous)
      dendrt_bytes_copy(to, from, columns * tap_size);
    else
      for (int32_t kx = 0; kx < columns; ++kx)
        dendrt_bytes_copy(to + kx * tap_size, dendrt_at(from, kx * window->dilation_width * position_size), tap_size);
  }
}

/* Whether every window is one position inside the input, all its channels, so that its column lies there. */
DENDRT_INLINE int dendrt_bytes_direct(const dendrt_conv2d_shape_t *shape) {
  const dendrt_window_t *window = &shape->window;
  return window->height * window->width == 1 && shape->groups == 1 && window->pad_top == 0 && window->pad_left == 0 &&
         (shape->output.height - 1) * window->stride_height < shape->input.height &&
         (shape->output.width - 1) * window->stride_width < shape->input.width;
}

/* Two output positions, neighbours or the end of a row and the beginning of the next. */
typedef struct {
  int32_t row, x, next_row, next_x;
} dendrt_two_t;

/* Those that follow from (row, x) on; the same twice if it is the last. */
DENDRT_INLINE dendrt_two_t dendrt_two(int32_t row, int32_t x, int32_t width, int last) {
  dendrt_two_t two = {row, x, row, x};
  if (!last) {
    two.next_x = x + 1 < width ? x + 1 : 0;
    two.next_row = row + (two.next_x == 0);
  }
  return two;
}

/* Where the outputs of the two are stored. */
DENDRT_INLINE dendrt_positions_t dendrt_two_positions(const dendrt_two_t *two, const dendrt_plane_t *plane,
                                                      void *output, int size) {
  const dendrt_positions_t positions = {dendrt_conv2d_output(plane, output, two->row, two->x, size),
                                        dendrt_conv2d_output(plane, output, two->next_row, two->next_x, size), size};
  return positions;
}

/* Moves (row, x) on to the position behind the two. */
DENDRT_INLINE void dendrt_two_pass(const dendrt_two_t *two, int32_t width, int32_t *row, int32_t *x) {
  *x = two->next_x + 1 < width ? two->next_x + 1 : 0;
  *row = two->next_row + (*x == 0);
}

/* The columns of two output positions, where they lie or in `scratch`, `column_size` bytes each; where they are the
 * same position, only the first is made. */
DENDRT_INLINE void dendrt_bytes_two(const void **x0, const void **x1, const dendrt_conv2d_shape_t *shape,
                                    const void *input, const dendrt_two_t *two, void *scratch, int32_t column_size,
                                    int direct, int32_t first_channel, int32_t channels, int size) {
  const dendrt_window_t *window = &shape->window;
  const dendrt_plane_t *plane = &shape->input;
  if (direct) {
    const int32_t step = window->stride_width * plane->channels * size;
    *x0 = dendrt_at(input, dendrt_row_offset(plane, two->row * window->stride_height) + two->x * step);
    *x1 = dendrt_at(input, dendrt_row_offset(plane, two->next_row * window->stride_height) + two->next_x * step);
    return;
  }
  const int32_t length = window->height * window->width * channels;
  void *second = dendrt_at_mutable(scratch, column_size);
  dendrt_bytes_gather(shape, scratch, input, length, two->row, two->x, first_channel, channels, size);
  dendrt_bytes_gather(shape, second, input, length, two->next_row, two->next_x, first_channel, channels, size);
  *x0 = scratch;
  *x1 = second;
}

#endif
