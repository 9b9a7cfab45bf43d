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
/* The largest values of the channels of one word, at byte offset `offset` of every tap. */
DENDRT_INLINE uint32_t dendrt_max_pool2d_word(const dendrt_max_pool2d_t *layer, const void *input,
                                              const dendrt_taps_t *taps, int32_t offset, int size) {
  const dendrt_window_t *window = &layer->window;
  const int32_t step = window->dilation_width * layer->input.channels * size;
  uint32_t largest = size == 1 ? 0x80808080 : 0x80008000;
  for (int32_t ky = taps->top; ky < taps->bottom; ++ky) {
    const void *x = dendrt_taps_row(window, &layer->input, input, taps, ky);
    x = dendrt_at(x, (taps->column + taps->left * window->dilation_width) * layer->input.channels * size + offset);
    for (int32_t kx = taps->left; kx < taps->right; ++kx, x = dendrt_at(x, step))
      largest = dendrt_max_word(dendrt_load32(x), largest, size);
  }
  return largest;
}
#endif

/* The largest value of channel `channel`. */
DENDRT_INLINE int32_t dendrt_max_pool2d_one(const dendrt_max_pool2d_t *layer, const void *input,
                                            const dendrt_taps_t *taps, int32_t channel, int size) {
  const dendrt_window_t *window = &layer->window;
  int32_t largest = INT16_MIN;
  for (int32_t ky = taps->top; ky < taps->bottom; ++ky) {
    const void *row = dendrt_taps_row(window, &layer->input, input, taps, ky);
    for (int32_t kx = taps->left; kx < taps->right; ++kx) {
      const int32_t index = (taps->column + kx * window->dilation_width) * layer->input.channels + channel;
      const int32_t value = dendrt_load_element(row, index, size);
      largest = value > largest ? value : largest;
    }
  }
  return largest;
}

/* Output rows [first, first + count); `size` is the bytes of an element. */
DENDRT_INLINE void dendrt_max_pool2d_rows(const dendrt_max_pool2d_t *layer, const void *input, void *output,
                                          int32_t first, int32_t count, int size) {
  const int32_t channels = layer->input.channels;
  const dendrt_window_t *window = &layer->window;
  for (int32_t row = first; row < first + count; ++row) {
    uint8_t *position = (uint8_t *)output + dendrt_row_offset(&layer->output, row);
    dendrt_taps_t taps = dendrt_taps_at(window, &layer->input, row, 0);
    taps.column = -window->pad_left;
    for (int32_t x = 0; x < layer->output.width; ++x, position += channels * size) {
      int32_t c = 0;
      taps.left = 0;
      taps.right = window->width;
      dendrt_taps_clip(taps.column, window->dilation_width, layer->input.width, &taps.left, &taps.right);
#if defined(DENDRT_MVE)
      dendrt_max_pool2d_vectors(window, &layer->input, input, &taps, position, size);
      c = channels;
#elif defined(DENDRT_DSP)
      for (; c + 4 / size <= channels; c += 4 / size)
        dendrt_store32(position + c * size, dendrt_max_pool2d_word(layer, input, &taps, c * size, size));
#endif
      for (; c < channels; ++c)
        dendrt_store_element(position, c, dendrt_max_pool2d_one(layer, input, &taps, c, size), size);
      taps.column += window->stride_width;
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
