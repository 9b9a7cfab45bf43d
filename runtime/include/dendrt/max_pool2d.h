/* max_pool2d.h: the largest value of every window, int8 and int16.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#ifndef DENDRT_MAX_POOL2D_H
#define DENDRT_MAX_POOL2D_H

#include "pool_vector.h"
#include "simd.h"
#include "window.h"

/* Every window holds at least one position inside the input. */
typedef struct {
  dendrt_plane_t input, output; /* of equal channels */
  dendrt_window_t window;
} dendrt_max_pool2d_t;

#if defined(DENDRT_DSP) && !defined(DENDRT_MVE)
/* The largest values of the channels of one word, at byte offset `offset` of every tap, and of `largest`. */
DENDRT_INLINE uint32_t dendrt_max_pool2d_word(const dendrt_max_pool2d_t *layer, const void *input,
                                              const dendrt_taps_t *taps, int32_t offset, int size, uint32_t largest) {
  const dendrt_window_t *window = &layer->window;
  const int32_t step = window->dilation_width * layer->input.channels * size;
  for (int32_t ky = taps->top; ky < taps->bottom; ++ky) {
    const void *x = dendrt_taps_row(window, &layer->input, input, taps, ky);
    x = dendrt_at(x, (taps->column + taps->left * window->dilation_width) * layer->input.channels * size + offset);
    for (int32_t kx = taps->left; kx < taps->right; ++kx, x = dendrt_at(x, step))
      largest = dendrt_max_word(dendrt_load32(x), largest, size);
  }
  return largest;
}

/* The same where the window is one position wide: down the rows, as far as the ring goes and then from its beginning.
 */
DENDRT_INLINE uint32_t dendrt_max_pool2d_line(const dendrt_max_pool2d_t *layer, const void *input,
                                              const dendrt_taps_t *taps, int32_t offset, int size, uint32_t largest) {
  const dendrt_plane_t *plane = &layer->input;
  const int32_t dilation = layer->window.dilation_height, step = dilation * plane->row_size;
  offset += taps->column * plane->channels * size;
  for (int32_t ky = taps->top; ky < taps->bottom;) {
    const int32_t slot = dendrt_row_slot(plane, taps->row + ky * dilation);
    const void *x = dendrt_at(input, slot * plane->row_size + offset);
    int32_t rows = taps->bottom - ky;
    if (plane->row_capacity < plane->height) {
      const int32_t room = (plane->row_capacity - 1 - slot) / dilation + 1;
      rows = room < rows ? room : rows;
    }
    ky += rows;
    for (; rows >= 4; rows -= 4, x = dendrt_at(x, 4 * step)) {
      largest = dendrt_max_word(dendrt_load32(x), largest, size);
      largest = dendrt_max_word(dendrt_load32(dendrt_at(x, step)), largest, size);
      largest = dendrt_max_word(dendrt_load32(dendrt_at(x, 2 * step)), largest, size);
      largest = dendrt_max_word(dendrt_load32(dendrt_at(x, 3 * step)), largest, size);
    }
    for (; rows > 0; --rows, x = dendrt_at(x, step))
      largest = dendrt_max_word(dendrt_load32(x), largest, size);
  }
  return largest;
}
#endif

/* The largest value of channel `channel`, and of `largest`. */
DENDRT_INLINE int32_t dendrt_max_pool2d_one(const dendrt_max_pool2d_t *layer, const void *input,
                                            const dendrt_taps_t *taps, int32_t channel, int size, int32_t largest) {
  const dendrt_window_t *window = &layer->window;
  for (int32_t ky = taps->top; ky < taps->bottom; ++ky) {
    const void *row = dendrt_taps_row(window, &layer->input, input, taps, ky);
    for (int32_t kx = taps->left; kx < taps->right; ++kx) {
      const int32_t tap = (taps->column + kx * window->dilation_width) * layer->input.channels;
      const int32_t value = dendrt_load_element(dendrt_at(row, tap * size), channel, size);
      largest = value > largest ? value : largest;
    }
  }
  return largest;
}

/* Output row `row` of the tap rows [taps.top, taps.bottom); `goes_on`: and of what it holds. `size` is the bytes of an
 * element. */
DENDRT_INLINE void dendrt_max_pool2d_row(const dendrt_max_pool2d_t *layer, const void *input, void *output, int32_t row,
                                         dendrt_taps_t taps, int goes_on, int size) {
  const int32_t channels = layer->input.channels;
  const dendrt_window_t *window = &layer->window;
  uint8_t *position = (uint8_t *)output + dendrt_row_offset(&layer->output, row);
  taps.column = -window->pad_left;
  for (int32_t x = 0; x < layer->output.width; ++x, position += channels * size) {
    int32_t c = 0;
    taps.left = 0;
    taps.right = window->width;
    dendrt_taps_clip(taps.column, window->dilation_width, layer->input.width, &taps.left, &taps.right);
#if defined(DENDRT_MVE)
    dendrt_max_pool2d_vectors(window, &layer->input, input, &taps, position, goes_on, size);
    c = channels;
#elif defined(DENDRT_DSP)
    const int line = window->width == 1 && taps.left < taps.right;
    for (; c + 4 / size <= channels; c += 4 / size) {
      const uint32_t lowest = size == 1 ? 0x80808080 : 0x80008000;
      const uint32_t largest = goes_on ? dendrt_load32(position + c * size) : lowest;
      dendrt_store32(position + c * size, line ? dendrt_max_pool2d_line(layer, input, &taps, c * size, size, largest)
                                               : dendrt_max_pool2d_word(layer, input, &taps, c * size, size, largest));
    }
#endif
    for (; c < channels; ++c) {
      const int32_t largest = goes_on ? dendrt_load_element(position, c, size) : INT16_MIN;
      dendrt_store_element(position, c, dendrt_max_pool2d_one(layer, input, &taps, c, size, largest), size);
    }
    taps.column += window->stride_width;
  }
}

/* Output rows [first, first + count). */
DENDRT_INLINE void dendrt_max_pool2d_rows(const dendrt_max_pool2d_t *layer, const void *input, void *output,
                                          int32_t first, int32_t count, int size) {
  for (int32_t row = first; row < first + count; ++row)
    dendrt_max_pool2d_row(layer, input, output, row, dendrt_taps_at(&layer->window, &layer->input, row, 0), 0, size);
}

/* Parts [first, first + count): part i is what tap row i % height adds to output row i / height; those of one output
 * row are taken at once. */
DENDRT_INLINE void dendrt_max_pool2d_parts(const dendrt_max_pool2d_t *layer, const void *input, void *output,
                                           int32_t first, int32_t count, int size) {
  const int32_t height = layer->window.height;
  for (int32_t row = first / height, top = first % height; count > 0; ++row, top = 0) {
    dendrt_taps_t taps = dendrt_taps_at(&layer->window, &layer->input, row, 0);
    const int32_t parts = count < height - top ? count : height - top;
    count -= parts;
    taps.top = top;
    taps.bottom = top + parts < taps.bottom ? top + parts : taps.bottom;
    if (taps.top >= taps.bottom) /* beyond the input */
      continue;
    if (top > 0)
      dendrt_max_pool2d_row(layer, input, output, row, taps, 1, size);
    else
      dendrt_max_pool2d_row(layer, input, output, row, taps, 0, size);
  }
}

/* dendrt_max_pool2d_s8(layer, input, output): all rows; ..._rows: output rows
 * [first, first + count), for which the input rows of their windows are in the input's ring.
 * ..._parts: parts [first, first + count), window height to an output row, where windows neither overlap from row to
 * row (stride and dilation are height and 1) nor begin above the input: part i needs input row i alone. input, output
 * [height][width][channels] int8 (_s8) or int16 aligned to 2 (_s16), row-addressed, not the same memory Not checked:
 * sizes, alignment. */
#define DENDRT_MAX_POOL2D(type, size)                                                                                  \
  typedef dendrt_max_pool2d_t dendrt_max_pool2d_##type##_t;                                                            \
  DENDRT_INLINE void dendrt_max_pool2d_##type##_rows(const dendrt_max_pool2d_##type##_t *layer, const void *input,     \
                                                     void *output, int32_t first, int32_t count) {                     \
    dendrt_max_pool2d_rows(layer, input, output, first, count, size);                                                  \
  }                                                                                                                    \
  DENDRT_INLINE void dendrt_max_pool2d_##type##_parts(const dendrt_max_pool2d_##type##_t *layer, const void *input,    \
                                                      void *output, int32_t first, int32_t count) {                    \
    dendrt_max_pool2d_parts(layer, input, output, first, count, size);                                                 \
  }                                                                                                                    \
  DENDRT_INLINE void dendrt_max_pool2d_##type(const dendrt_max_pool2d_##type##_t *layer, const void *input,            \
                                              void *output) {                                                          \
    dendrt_max_pool2d_rows(layer, input, output, 0, layer->output.height, size);                                       \
  }
DENDRT_MAX_POOL2D(s8, 1)
DENDRT_MAX_POOL2D(s16, 2)
#undef DENDRT_MAX_POOL2D

#endif
