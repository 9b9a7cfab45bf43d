/* average_pool2d.h: the mean of every window, int8 and int16.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#ifndef DENDRT_AVERAGE_POOL2D_H
#define DENDRT_AVERAGE_POOL2D_H

#include "arithmetic.h"
#include "pool_vector.h"
#include "simd.h"
#include "window.h"

/* y = requant(sum of (x - input_zero_point)) over the positions inside the input, with the
 * multiplier of the number n of positions counted: those inside the input, or with `count_padding`
 * those inside the padded input. */
typedef struct {
  dendrt_plane_t input, output; /* of equal channels */
  dendrt_window_t window;
  int32_t pad_bottom, pad_right; /* read only with count_padding */
  int32_t count_padding;         /* 0 or 1 */
  int32_t input_zero_point;
  int32_t multiplier_count;         /* 1: every window counts the same; else the window's size */
  dendrt_channel_requant_t requant; /* multipliers[n - 1], or the only one */
} dendrt_average_pool2d_t;

#if defined(DENDRT_DSP) && !defined(DENDRT_MVE)
/* The sums of the int8 channels c + 0, 2 and c + 1, 3 of all taps, at most 256, in 16 bits each. */
DENDRT_INLINE void dendrt_average_pool2d_word(const dendrt_average_pool2d_t *layer, const void *input,
                                              const dendrt_taps_t *taps, int32_t c, uint32_t *even, uint32_t *odd) {
  const dendrt_window_t *window = &layer->window;
  const int32_t channels = layer->input.channels, step = window->dilation_width * channels;
  *even = *odd = 0;
  for (int32_t ky = taps->top; ky < taps->bottom; ++ky) {
    const void *x = dendrt_taps_row(window, &layer->input, input, taps, ky);
    x = dendrt_at(x, (taps->column + taps->left * window->dilation_width) * channels + c);
    DENDRT_UNROLL
    for (int32_t kx = taps->left; kx < taps->right; ++kx, x = dendrt_at(x, step)) {
      const uint32_t word = dendrt_load32(x);
      *even = dendrt_sxtab16(*even, word);
      *odd = dendrt_sxtab16_ror8(*odd, word);
    }
  }
}
#endif

/* Takes the sum of channel `c` as it is now: as an output where it is at its `end`, else into `sums`. */
DENDRT_INLINE void dendrt_average_pool2d_put(const dendrt_channel_requant_t *requant, dendrt_factor_t factor,
                                             void *position, dendrt_int32_t *sums, int32_t c, int32_t sum, int end,
                                             int output_size) {
  if (end)
    dendrt_store_element(position, c, dendrt_requantize_channel(sum, factor, requant), output_size);
  else
    sums[c] = sum;
}

/* What tap rows [top, bottom) add to output row `row`, to `sums` or, where these `begin` with them, the zero point;
 * where they `end` with them, the output. The sizes are the bytes of an element. */
DENDRT_INLINE void dendrt_average_pool2d_row(const dendrt_average_pool2d_t *layer, const void *input, void *output,
                                             dendrt_int32_t *sums, int32_t row, int32_t top, int32_t bottom, int begin,
                                             int end, int input_size, int output_size) {
  const int32_t channels = layer->input.channels;
  const dendrt_window_t *window = &layer->window;
  const dendrt_channel_requant_t *requant = &layer->requant;
  uint8_t *position = (uint8_t *)output + dendrt_row_offset(&layer->output, row);
  for (int32_t x = 0; x < layer->output.width; ++x, position += channels * output_size) {
    dendrt_taps_t taps = dendrt_taps_at(window, &layer->input, row, x);
    const int32_t inside = dendrt_taps_inside(&taps);
    const int32_t counted = layer->count_padding
                                ? dendrt_taps_padded(window, &layer->input, layer->pad_bottom, layer->pad_right, &taps)
                                : inside;
    const int32_t entry = layer->multiplier_count > 1 ? counted - 1 : 0;
    const dendrt_factor_t factor = dendrt_factor_of(requant, entry, 0);
    const int32_t zero = -layer->input_zero_point * inside;
    int32_t c = 0;
    taps.top = taps.top > top ? taps.top : top;
    taps.bottom = taps.bottom < bottom ? taps.bottom : bottom;
#if defined(DENDRT_MVE)
    if (requant->rounding != DENDRT_TFLITE_WIDE)
      for (; c + DENDRT_LANES <= channels; c += DENDRT_LANES) {
        dendrt_lanes_t four =
            dendrt_average_pool2d_fours(window, &layer->input, input, &taps, c, begin ? zero : 0, input_size);
        if (!begin)
          four = dendrt_lanes_add(four, dendrt_lanes_load(sums + c));
        if (!end) {
          dendrt_lanes_store(sums + c, four);
          continue;
        }
        four = dendrt_lanes_scale(four, factor.multiplier, factor.right + 1, requant->shift, requant->rounding, 0);
        four = dendrt_lanes_clamp(dendrt_lanes_add_all(four, requant->zero_point), requant->min, requant->max);
        dendrt_lanes_put(position + c * output_size, four, DENDRT_LANES, output_size);
      }
#elif defined(DENDRT_DSP)
    for (; input_size == 1 && inside <= 256 && c + 4 <= channels; c += 4) {
      uint32_t even, odd;
      dendrt_average_pool2d_word(layer, input, &taps, c, &even, &odd);
      const int32_t four[4] = {dendrt_lower(even), dendrt_lower(odd), dendrt_upper(even), dendrt_upper(odd)};
      for (int i = 0; i < 4; ++i)
        dendrt_average_pool2d_put(requant, factor, position, sums, c + i, (begin ? zero : sums[c + i]) + four[i], end,
                                  output_size);
    }
#endif
    for (; c < channels; ++c) {
      int32_t sum = begin ? zero : sums[c];
      for (int32_t ky = taps.top; ky < taps.bottom; ++ky) {
        const void *source = dendrt_taps_row(window, &layer->input, input, &taps, ky);
        for (int32_t kx = taps.left; kx < taps.right; ++kx) {
          const int32_t tap = (taps.column + kx * window->dilation_width) * channels;
          sum += dendrt_load_element(dendrt_at(source, tap * input_size), c, input_size);
        }
      }
      dendrt_average_pool2d_put(requant, factor, position, sums, c, sum, end, output_size);
    }
    if (!begin || !end)
      sums += channels;
  }
}

/* Output rows [first, first + count). */
DENDRT_INLINE void dendrt_average_pool2d_rows(const dendrt_average_pool2d_t *layer, const void *input, void *output,
                                              int32_t first, int32_t count, int input_size, int output_size) {
  for (int32_t row = first; row < first + count; ++row)
    dendrt_average_pool2d_row(layer, input, output, NULL, row, 0, layer->window.height, 1, 1, input_size, output_size);
}

/* Parts [first, first + count): part i is what tap row i % height adds to output row i / height. */
DENDRT_INLINE void dendrt_average_pool2d_parts(const dendrt_average_pool2d_t *layer, const void *input, void *output,
                                               void *scratch, int32_t first, int32_t count, int input_size,
                                               int output_size) {
  const int32_t height = layer->window.height;
  for (int32_t part = first; part < first + count; ++part) {
    const int32_t tap = part % height;
    dendrt_average_pool2d_row(layer, input, output, (dendrt_int32_t *)scratch, part / height, tap, tap + 1, tap == 0,
                              tap == height - 1, input_size, output_size);
  }
}

/* dendrt_average_pool2d_s8(layer, input, output), for other types
 * dendrt_average_pool2d_<input>_<output>: all rows; ..._rows: output rows [first, first + count),
 * for which the input rows of their windows are in the input's ring. Row-addressed, int16 data
 * aligned to 2, not the same memory.
 * ..._parts(layer, input, output, scratch, first, count): parts [first, first + count), window height to an output row,
 * where windows neither overlap from row to row (stride and dilation are height and 1, or there is one output row) nor
 * begin above the input: part i needs input row i alone. scratch, aligned to 4, holds 4 bytes for each element of an
 * output row from one call to the next.
 * Not checked: sizes, overflow of the sums. */
#define DENDRT_AVERAGE_POOL2D(types, input_size, output_size)                                                          \
  typedef dendrt_average_pool2d_t dendrt_average_pool2d_##types##_t;                                                   \
  DENDRT_INLINE void dendrt_average_pool2d_##types##_rows(                                                             \
      const dendrt_average_pool2d_##types##_t *layer, const void *input, void *output, int32_t first, int32_t count) { \
    dendrt_average_pool2d_rows(layer, input, output, first, count, input_size, output_size);                           \
  }                                                                                                                    \
  DENDRT_INLINE void dendrt_average_pool2d_##types##_parts(const dendrt_average_pool2d_##types##_t *layer,             \
                                                           const void *input, void *output, void *scratch,             \
                                                           int32_t first, int32_t count) {                             \
    dendrt_average_pool2d_parts(layer, input, output, scratch, first, count, input_size, output_size);                 \
  }                                                                                                                    \
  DENDRT_INLINE void dendrt_average_pool2d_##types(const dendrt_average_pool2d_##types##_t *layer, const void *input,  \
                                                   void *output) {                                                     \
    dendrt_average_pool2d_rows(layer, input, output, 0, layer->output.height, input_size, output_size);                \
  }
DENDRT_AVERAGE_POOL2D(s8, 1, 1)
DENDRT_AVERAGE_POOL2D(s8_s16, 1, 2)
DENDRT_AVERAGE_POOL2D(s16_s8, 2, 1)
DENDRT_AVERAGE_POOL2D(s16, 2, 2)
#undef DENDRT_AVERAGE_POOL2D

#endif
