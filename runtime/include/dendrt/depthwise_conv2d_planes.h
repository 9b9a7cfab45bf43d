/* depthwise_conv2d_planes.h: depthwise convolution of windows up to three wide, by planes.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Method: four input channels at a time become planes of int16 in scratch, with their padding; in a plane one word
 * holds two neighbours, so that SMLAD multiplies two taps, and two outputs side by side share all loads. The planes
 * hold what a strip of output rows reads: all strips have as many, but for the last one. */
#ifndef DENDRT_DEPTHWISE_CONV2D_PLANES_H
#define DENDRT_DEPTHWISE_CONV2D_PLANES_H

#include "depthwise_conv2d.h"
#include "dsp_planes.h"
#include "planes.h"

/* For cores with SMLAD, windows of width 1 to 3 with dilation_width 1 and stride_width 1 or 2. Packing and bias:
 * README, "Layout planes". */
typedef struct {
  dendrt_depthwise_conv2d_shape_t shape;
  const int8_t *weights;            /* aligned to 4 */
  const int32_t *bias;              /* per output channel, branch by branch */
  dendrt_channel_requant_t requant; /* multipliers per output channel */
  dendrt_dendrites_t dendrites;
  int32_t strip_rows; /* output rows that planes are made for at once, at most */
} dendrt_depthwise_conv2d_planes_t;

/* Adds the products of a row of three taps, (w0, w1) in `a` and (w1, w2) in `b`, with the words at `x` to the sums of
 * two outputs side by side. */
DENDRT_INLINE void dendrt_planes_taps(int32_t *s, uint32_t p, uint32_t q, uint32_t r, uint32_t a, uint32_t b,
                                      int32_t stride) {
  s[0] = dendrt_smlad(p, a, s[0]);
  s[0] = dendrt_smlabt(q, b, s[0]);
  if (stride == 1) {
    s[1] = dendrt_smlabt(a, p, s[1]);
    s[1] = dendrt_smlad(q, b, s[1]);
  } else {
    s[1] = dendrt_smlad(q, a, s[1]);
    s[1] = dendrt_smlabt(r, b, s[1]);
  }
}

/* What the sums of one output channel are made of. */
typedef struct {
  const dendrt_uint32_t *taps; /* (w0, w1), (w1, w2) per row of the window, branch by branch */
  const int32_t *bias;         /* per branch */
  int32_t rows;                /* of the window */
  int32_t row_step;            /* words of the plane from one row of the window to the next */
  int32_t stride;              /* stride_width */
  int scaled;                  /* taps and bias are 8 bits to the left, as rounding FOLDED takes sums */
} dendrt_planes_filter_t;

/* The sums of up to `branches` branches of two outputs whose window begins at `x`: value[2 * branch + position]. */
DENDRT_INLINE void dendrt_planes_sums(int32_t *value, const dendrt_planes_filter_t *filter, const dendrt_uint32_t *x,
                                      int32_t branches) {
  const dendrt_uint32_t *taps = filter->taps;
  const int32_t step = 2 * filter->rows;
  value[0] = value[1] = filter->bias[0];
  if (branches > 1)
    value[2] = value[3] = filter->bias[1];
  if (branches > 2)
    value[4] = value[5] = filter->bias[2];
  if (branches > 3)
    value[6] = value[7] = filter->bias[3];
  DENDRT_UNROLL
  for (int32_t ky = 0; ky < filter->rows; ++ky, x += filter->row_step, taps += 2) {
    const uint32_t p = x[0], q = x[1], r = filter->stride == 1 ? 0 : x[2];
    dendrt_planes_taps(value, p, q, r, taps[0], taps[1], filter->stride);
    if (branches > 1)
      dendrt_planes_taps(value + 2, p, q, r, taps[step], taps[step + 1], filter->stride);
    if (branches > 2)
      dendrt_planes_taps(value + 4, p, q, r, taps[2 * step], taps[2 * step + 1], filter->stride);
    if (branches > 3)
      dendrt_planes_taps(value + 6, p, q, r, taps[3 * step], taps[3 * step + 1], filter->stride);
  }
}

/* One or two outputs of `channel`, whose window begins at `x`. */
DENDRT_INLINE void dendrt_planes_outputs(const dendrt_depthwise_conv2d_planes_t *layer,
                                         const dendrt_planes_filter_t *filter, const dendrt_uint32_t *x,
                                         dendrt_int32_t *sums, int32_t channel, int pixels,
                                         const dendrt_positions_t *positions) {
  const int32_t branches = layer->dendrites.count + 1;
  dendrt_tile_t tile = dendrt_tile_zero();
  if (branches > 4) {
    dendrt_planes_filter_t one = *filter;
    for (int32_t b = 0; b < branches; ++b, one.taps += 2 * one.rows, ++one.bias) {
      dendrt_planes_sums(tile.value, &one, x, 1);
      sums[b * pixels] = tile.value[0];
      if (pixels == 2)
        sums[b * pixels + 1] = tile.value[1];
    }
    dendrt_neuron_block(&layer->requant, &layer->dendrites, sums, channel, 1, pixels, positions);
    return;
  }
  dendrt_planes_sums(tile.value, filter, x, branches);
  if (branches == 1)
    dendrt_neuron_tile(&layer->requant, &tile, channel, 1, pixels, positions, filter->scaled);
  else
    dendrt_neuron_dendritic_tile(&layer->requant, &layer->dendrites, &tile, channel, 1, pixels, positions);
}

/* Outputs of a row without dendrites, windows three high: what belongs to the channel stays in registers, or on the
 * stack, where stores of bytes cannot be taken to change it. */
DENDRT_INLINE void dendrt_planes_plain_row(const dendrt_channel_requant_t *requant,
                                           const dendrt_planes_filter_t *filter, const dendrt_uint32_t *x,
                                           int32_t channel, int32_t width, int32_t step, void *output, int size) {
  const dendrt_uint32_t *taps = filter->taps;
  const uint32_t a0 = taps[0], b0 = taps[1], a1 = taps[2], b1 = taps[3], a2 = taps[4], b2 = taps[5];
  const int32_t bias = filter->bias[0], stride = filter->stride;
  const dendrt_factor_t factor = dendrt_factor_of(requant, channel, filter->scaled);
  for (int32_t left = width; left > 0; left -= 2, x += stride) {
    const dendrt_uint32_t *y = x + filter->row_step, *z = y + filter->row_step;
    int32_t s[2] = {bias, bias};
    dendrt_planes_taps(s, x[0], x[1], stride == 1 ? 0 : x[2], a0, b0, stride);
    dendrt_planes_taps(s, y[0], y[1], stride == 1 ? 0 : y[2], a1, b1, stride);
    dendrt_planes_taps(s, z[0], z[1], stride == 1 ? 0 : z[2], a2, b2, stride);
    dendrt_store_element(output, channel, dendrt_requantize_channel(s[0], factor, requant), size);
    if (left > 1)
      dendrt_store_element(dendrt_at_mutable(output, step), channel, dendrt_requantize_channel(s[1], factor, requant),
                           size);
    output = dendrt_at_mutable(output, 2 * step);
  }
}

/* The words of a row of the planes. */
DENDRT_INLINE int32_t dendrt_planes_row_words(const dendrt_depthwise_conv2d_shape_t *shape) {
  return (((shape->output.width + 1) / 2 * 2 - 1) * shape->window.stride_width + 4) / 2;
}

#if defined(DENDRT_DSP_TILES)
/* Whether dendrt_planes_folded can compute a layer: all it needs is known to the compiler and fits the immediate
 * operands of instructions. */
DENDRT_INLINE int dendrt_planes_folds(const dendrt_depthwise_conv2d_planes_t *layer, int output_size) {
  const dendrt_depthwise_conv2d_shape_t *shape = &layer->shape;
  const dendrt_channel_requant_t *requant = &layer->requant;
  const int32_t row = shape->window.dilation_height * dendrt_planes_row_words(shape) * 4;
  return requant->rounding == DENDRT_FOLDED && requant->left == 8 && requant->min == INT8_MIN &&
         requant->max == INT8_MAX && layer->dendrites.count == 0 && output_size == 1 && shape->window.height == 3 &&
         __builtin_constant_p(requant->right) && __builtin_constant_p(row) &&
         __builtin_constant_p(shape->output.row_size) && __builtin_constant_p(shape->window.stride_height) &&
         shape->output.width > 1 && 2 * row < 1024 &&
         shape->window.stride_height * dendrt_planes_row_words(shape) < 1024 && shape->output.row_size < 4096;
}

/* Output rows [row, row + count) of `channel`, whose windows begin at `x`. */
DENDRT_INLINE void dendrt_planes_folded(const dendrt_depthwise_conv2d_planes_t *layer, const dendrt_uint32_t *x,
                                        void *output, int32_t channel, int32_t row, int32_t count) {
  const dendrt_depthwise_conv2d_shape_t *shape = &layer->shape;
  const dendrt_plane_t *plane = &shape->output;
  const int8_t *weights = layer->weights + 12 * channel;
  const uint32_t mask = 0xff00ff00, bytes[3] = {dendrt_load32_aligned(weights), dendrt_load32_aligned(weights + 4),
                                                dendrt_load32_aligned(weights + 8)};
  const uint32_t taps[6] = {bytes[0] << 8 & mask, bytes[0] & mask,      bytes[1] << 8 & mask,
                            bytes[1] & mask,      bytes[2] << 8 & mask, bytes[2] & mask};
  const int32_t bias = dendrt_shift_left(layer->bias[channel], 8), step = plane->channels, right = layer->requant.right;
  const dendrt_factor_t factor = dendrt_factor_of(&layer->requant, channel, 1);
  const int32_t row_words = dendrt_planes_row_words(shape), pairs = plane->width / 2,
                stride = shape->window.stride_width;
  const int32_t unroll = pairs <= 4 ? pairs : pairs % 4 == 0 ? 4 : pairs % 3 == 0 ? 3 : pairs % 2 == 0 ? 2 : 1;
  const int32_t window_row = shape->window.dilation_height * row_words * 4,
                line = shape->window.stride_height * row_words;
  while (count > 0) {
    const int32_t slot = dendrt_row_slot(plane, row);
    const int32_t room = plane->row_capacity >= plane->height ? count : plane->row_capacity - slot;
    const int32_t rows = count < room ? count : room;
    void *place = dendrt_at_mutable(output, slot * plane->row_size + channel);
    const dendrt_uint32_t *end = x + rows * line;
    if (stride == 1)
      DENDRT_DSP_PLANES(DENDRT_DSP_PLANES_NEAR_PAIR, x, end, place, taps, bias,
                        factor, [pairs] "i"(pairs), [unroll] "i"(unroll), [odd] "i"(plane->width % 2),
                        [row] "i"(window_row), [ahead] "i"(4), [gap] "i"(4 * (line - pairs)), [step] "i"(step),
                        [skip] "i"(plane->row_size - 2 * pairs * step), [right] "i"(right));
    else
      DENDRT_DSP_PLANES(DENDRT_DSP_PLANES_FAR_PAIR, x, end, place, taps, bias,
                        factor, [pairs] "i"(pairs), [unroll] "i"(unroll), [odd] "i"(plane->width % 2),
                        [row] "i"(window_row), [ahead] "i"(8), [gap] "i"(4 * (line - 2 * pairs)), [step] "i"(step),
                        [skip] "i"(plane->row_size - 2 * pairs * step), [right] "i"(right));
    x = end;
    row += rows;
    count -= rows;
  }
}
/* Whether dendrt_planes_dendritic can compute a layer. */
DENDRT_INLINE int dendrt_planes_is_dendritic(const dendrt_depthwise_conv2d_planes_t *layer, int output_size) {
  const dendrt_depthwise_conv2d_shape_t *shape = &layer->shape;
  const int32_t row_words = dendrt_planes_row_words(shape), step = shape->output.channels * output_size;
  return dendrt_dsp_is_dendritic(&layer->requant, &layer->dendrites, output_size) && shape->window.height == 3 &&
         layer->dendrites.count < 4 && __builtin_constant_p(row_words) && __builtin_constant_p(step) &&
         __builtin_constant_p(shape->window.stride_height) && 8 * shape->window.dilation_height * row_words < 1024 &&
         shape->window.stride_height * row_words < 1024 && 2 * step < 4096 && shape->output.width > 1 &&
         __builtin_constant_p(shape->output.row_size) && shape->output.row_size < 4096;
}

/* `rows` output rows, whose windows begin at `x`, by twos; an odd one at the end of each is left out. */
DENDRT_INLINE void dendrt_planes_dendritic_rows(const dendrt_depthwise_conv2d_planes_t *layer,
                                                const dendrt_dsp_planes_t *filter, const dendrt_uint32_t *x,
                                                int32_t rows, void *output, int output_size) {
  const dendrt_depthwise_conv2d_shape_t *shape = &layer->shape;
  const dendrt_dendrites_t *dendrites = &layer->dendrites;
  const int32_t row_bytes = 4 * dendrt_planes_row_words(shape), ahead = 4 * shape->window.stride_width;
  const int32_t step = shape->output.channels * output_size, pairs = shape->output.width / 2;
#define DENDRT_PLANES_DENDRITIC(begin, values, window_rows, signals, next, load, save)                                 \
  DENDRT_DSP_PLANES_DENDRITIC(filter, x, output, rows, begin, values, window_rows, signals, next, load, save,          \
                              [row] "i"(shape->window.dilation_height * row_bytes), [ahead] "i"(ahead),                \
                              [pairs] "i"(pairs), [line] "i"(shape->window.stride_height * row_bytes - pairs * ahead), \
                              [step] "i"(step), [gap] "i"(shape->output.row_size - 2 * pairs * step),                  \
                              DENDRT_DSP_DENDRITES(&layer->requant, dendrites, output_size))
#define DENDRT_PLANES_ONE_DENDRITE(window_rows)                                                                        \
  DENDRT_PLANES_DENDRITIC("r5, r8", "r3, r4", window_rows, DENDRT_DSP_ONE_DENDRITE, "r10", "", "")
#define DENDRT_PLANES_TWO_DENDRITES(window_rows)                                                                       \
  DENDRT_PLANES_DENDRITIC("r5, r8, r10", "r3, r4, r8, r9, r10", window_rows, DENDRT_DSP_TWO_DENDRITES, "lr", "", "")
#define DENDRT_PLANES_THREE_DENDRITES(window_rows)                                                                     \
  DENDRT_PLANES_DENDRITIC("r5, r8, r10, r12", "r2, r3, r4, r8, r9, r10, r11, r12, lr", window_rows,                    \
                          DENDRT_DSP_THREE_DENDRITES, "r2", "ldr r2, [sp, #64]\n\t", "str r2, [sp, #64]\n\t")
  if (dendrites->count == 1 && ahead == 4)
    DENDRT_PLANES_ONE_DENDRITE(DENDRT_DSP_PLANES_ROWS(DENDRT_DSP_PLANES_NEAR_TWO, DENDRT_DSP_PLANES_NO_THIRD));
  else if (dendrites->count == 1)
    DENDRT_PLANES_ONE_DENDRITE(DENDRT_DSP_PLANES_ROWS(DENDRT_DSP_PLANES_FAR_TWO, DENDRT_DSP_PLANES_THIRD));
  else if (dendrites->count == 2 && ahead == 4)
    DENDRT_PLANES_TWO_DENDRITES(DENDRT_DSP_PLANES_ROWS(DENDRT_DSP_PLANES_NEAR_THREE, DENDRT_DSP_PLANES_NO_THIRD));
  else if (dendrites->count == 2)
    DENDRT_PLANES_TWO_DENDRITES(DENDRT_DSP_PLANES_ROWS(DENDRT_DSP_PLANES_FAR_THREE, DENDRT_DSP_PLANES_THIRD));
  else if (ahead == 4)
    DENDRT_PLANES_THREE_DENDRITES(DENDRT_DSP_PLANES_ROWS(DENDRT_DSP_PLANES_NEAR_FOUR, DENDRT_DSP_PLANES_NO_THIRD));
  else
    DENDRT_PLANES_THREE_DENDRITES(DENDRT_DSP_PLANES_ROWS(DENDRT_DSP_PLANES_FAR_FOUR, DENDRT_DSP_PLANES_NO_THIRD));
#undef DENDRT_PLANES_THREE_DENDRITES
#undef DENDRT_PLANES_TWO_DENDRITES
#undef DENDRT_PLANES_ONE_DENDRITE
#undef DENDRT_PLANES_DENDRITIC
}

/* Output rows [row, row + count) of `channel`, which has dendrites, whose windows begin at `x`, by twos; an odd one at
 * the end of each is left out. */
DENDRT_INLINE void dendrt_planes_dendritic(const dendrt_depthwise_conv2d_planes_t *layer, const dendrt_uint32_t *taps,
                                           const dendrt_uint32_t *x, void *output, int32_t channel, int32_t row,
                                           int32_t count, int output_size) {
  const dendrt_depthwise_conv2d_shape_t *shape = &layer->shape;
  const dendrt_plane_t *plane = &shape->output;
  const dendrt_dendrites_t *dendrites = &layer->dendrites;
  const int32_t *offsets = dendrt_dsp_offsets(dendrites);
  const dendrt_dsp_planes_t filter = {.taps = taps,
                                      .bias = layer->bias + channel * (dendrites->count + 1),
                                      .parameters = dendrites->parameters + channel * dendrt_parameter_count(dendrites),
                                      .multiplier = layer->requant.multipliers + channel,
                                      .offsets = offsets,
                                      .slopes = dendrt_dsp_slopes(dendrites, offsets)};
  while (count > 0) {
    const int32_t slot = dendrt_row_slot(plane, row);
    const int32_t room = plane->row_capacity >= plane->height ? count : plane->row_capacity - slot;
    const int32_t rows = count < room ? count : room;
    dendrt_planes_dendritic_rows(layer, &filter, x, rows,
                                 dendrt_at_mutable(output, slot * plane->row_size + channel * output_size),
                                 output_size);
    x += rows * shape->window.stride_height * dendrt_planes_row_words(shape);
    row += rows;
    count -= rows;
  }
}
#endif

/* Output rows [first, first + count), at most those of a strip. */
DENDRT_INLINE void dendrt_planes_strip(const dendrt_depthwise_conv2d_planes_t *layer, const void *input, void *output,
                                       void *scratch, int32_t first, int32_t count, int input_size, int output_size) {
  const dendrt_depthwise_conv2d_shape_t *shape = &layer->shape;
  const dendrt_window_t *window = &shape->window;
  const dendrt_plane_t *plane = &shape->input;
  const int32_t outputs = shape->output.channels, multiplier = outputs / plane->channels;
  const int32_t branches = layer->dendrites.count + 1, width = shape->output.width;
  const int32_t top = first * window->stride_height - window->pad_top;
  const int32_t rows = (count - 1) * window->stride_height + (window->height - 1) * window->dilation_height + 1;
  const int32_t position_size = plane->channels * input_size, filter_words = 2 * window->height * branches;
  const uint32_t pair = dendrt_pair(shape->input_zero_point, shape->input_zero_point);
  const uint32_t word = dendrt_repeat(shape->input_zero_point, input_size), zero_points[2] = {word, word};
  dendrt_uint32_t *taps = (dendrt_uint32_t *)scratch;
  dendrt_int32_t *sums = (dendrt_int32_t *)taps + filter_words;
  dendrt_planes_t planes = {taps + filter_words + (branches > 4 ? 2 * branches : 0), dendrt_planes_row_words(shape), 0};
  planes.plane_words = rows * planes.row_words;
  const int32_t row_step = window->dilation_height * planes.row_words;
  const int scaled = layer->requant.rounding == DENDRT_FOLDED && layer->requant.left == 8;
  const int8_t *weights = layer->weights;
  const int32_t above = top < 0 ? -top : 0, inside = plane->height - top < rows ? plane->height - top : rows;
  const int32_t pad_left = window->pad_left / 2 < planes.row_words ? window->pad_left / 2 : planes.row_words;
  const int32_t pad_right = (window->pad_left + plane->width + 1) / 2;
  for (int32_t row = 0; row < rows; ++row) {
    const int is_padding = row < above || row >= inside;
    dendrt_planes_fill(&planes, row, 0, is_padding ? planes.row_words : pad_left, pair);
    dendrt_planes_fill(&planes, row, pad_right, is_padding ? 0 : planes.row_words, pair);
  }
  for (int32_t block = 0; block < plane->channels; block += DENDRT_PLANE_CHANNELS) {
    const int32_t left = plane->channels - block, channels = left < 4 ? left : 4;
    int32_t slot = dendrt_row_slot(plane, top + above);
    for (int32_t row = above; row < inside; ++row) {
      const void *source = dendrt_at(input, slot * plane->row_size + block * input_size);
      if (++slot == plane->row_capacity)
        slot = 0;
      if (plane->channels % 4 == 0 || channels == 4)
        dendrt_planes_row(&planes, row, source, plane->width, position_size, window->pad_left, zero_points, input_size);
      else
        dendrt_planes_few(&planes, row, source, plane->width, position_size, window->pad_left, channels,
                          shape->input_zero_point, input_size);
    }
    for (int32_t channel = block * multiplier; channel < (block + channels) * multiplier; ++channel) {
      const dendrt_uint32_t *x = planes.words + (channel / multiplier - block) * planes.plane_words;
#if defined(DENDRT_DSP_TILES)
      if (dendrt_planes_folds(layer, output_size)) {
        dendrt_planes_folded(layer, x, output, channel, first, count);
        continue;
      }
#endif
      for (int32_t i = 0; i < filter_words; i += 2, weights += 4) {
        const uint32_t bytes = dendrt_load32_aligned(weights);
        taps[i] = scaled ? bytes << 8 & 0xff00ff00 : dendrt_sxtb16(bytes);
        taps[i + 1] = scaled ? bytes & 0xff00ff00 : dendrt_sxtb16_ror8(bytes);
      }
#if defined(DENDRT_DSP_TILES)
      const int by_twos = dendrt_planes_is_dendritic(layer, output_size);
      if (by_twos)
        dendrt_planes_dendritic(layer, taps, x, output, channel, first, count, output_size);
      if (by_twos && width % 2 == 0)
        continue;
#else
      const int by_twos = 0;
#endif
      const int32_t *bias = (const int32_t *)dendrt_opaque(layer->bias + channel * branches);
      const int32_t scaled_bias = dendrt_shift_left(bias[0], 8);
      const dendrt_planes_filter_t filter = {taps,     scaled ? &scaled_bias : bias, window->height,
                                             row_step, window->stride_width,         scaled};
      for (int32_t row = 0; row < count; ++row, x += window->stride_height * planes.row_words) {
        dendrt_positions_t positions = {dendrt_at_mutable(output, dendrt_row_offset(&shape->output, first + row)), NULL,
                                        output_size};
        const dendrt_uint32_t *place = x;
        if (branches == 1 && window->height == 3) {
          dendrt_planes_plain_row(&layer->requant, &filter, x, channel, width, outputs * output_size, positions.first,
                                  output_size);
          continue;
        }
        if (by_twos) {
          place += width / 2 * window->stride_width;
          positions.first = dendrt_at_mutable(positions.first, (width - 1) * outputs * output_size);
        }
        for (int32_t pairs = by_twos ? 0 : width / 2; pairs > 0; --pairs, place += window->stride_width) {
          positions.second = dendrt_at_mutable(positions.first, outputs * output_size);
          dendrt_planes_outputs(layer, &filter, place, sums, channel, 2, &positions);
          positions.first = dendrt_at_mutable(positions.second, outputs * output_size);
        }
        if (width % 2)
          dendrt_planes_outputs(layer, &filter, place, sums, channel, 1, &positions);
      }
    }
  }
}

/* The rows of the next strip of `count` rows. With dendrites the compiler forgets how many: it would write out the rows
 * of short strips one by one. */
DENDRT_INLINE int32_t dendrt_planes_strip_rows(const dendrt_depthwise_conv2d_planes_t *layer, int32_t count) {
  const int32_t rows = count < layer->strip_rows ? count : layer->strip_rows;
  return layer->dendrites.count > 0 ? dendrt_opaque_index(rows) : rows;
}

/* dendrt_depthwise_conv2d_s8_planes(layer, input, output, scratch): all rows; ..._rows: output rows
 * [first, first + count), for which the input rows of their windows are in the input's ring.
 *   input   [height][width][channels] int8, or int16 aligned to 2 (_s16...), row-addressed
 *   output  the same of int8 (_s8_planes, _s16_s8_planes), or int16 aligned to 2; where it runs into the input, as if
 *           the rows of a strip were computed at once, or position over position, and as if they were copied before
 *   scratch aligned to 4; 8 * (D + 1) * window height + 16 * words * rows bytes, D > 3: 8 * (D + 1) more, D dendrites;
 *           rows = (strip rows - 1) * stride_height + (window height - 1) * dilation_height + 1,
 *           strip rows = strip_rows, or the most rows of a call if these are fewer,
 *           words = (((output width + 1) / 2 * 2 - 1) * stride_width + 4) / 2
 * Not checked: sizes, alignment, overflow (the packer proves the bounds). */
#define DENDRT_DEPTHWISE_CONV2D_PLANES(types, input_size, output_size)                                                 \
  typedef dendrt_depthwise_conv2d_planes_t dendrt_depthwise_conv2d_##types##_planes_t;                                 \
  DENDRT_INLINE void dendrt_depthwise_conv2d_##types##_planes_rows(                                                    \
      const dendrt_depthwise_conv2d_##types##_planes_t *layer, const void *input, void *output, void *scratch,         \
      int32_t first, int32_t count) {                                                                                  \
    const int32_t strip = layer->strip_rows;                                                                           \
    for (; count > 0; first += strip, count -= strip)                                                                  \
      dendrt_planes_strip(layer, input, output, scratch, first, dendrt_planes_strip_rows(layer, count), input_size,    \
                          output_size);                                                                                \
  }                                                                                                                    \
  DENDRT_INLINE void dendrt_depthwise_conv2d_##types##_planes(const dendrt_depthwise_conv2d_##types##_planes_t *layer, \
                                                              const void *input, void *output, void *scratch) {        \
    dendrt_depthwise_conv2d_##types##_planes_rows(layer, input, output, scratch, 0, layer->shape.output.height);       \
  }
DENDRT_DEPTHWISE_CONV2D_PLANES(s8, 1, 1)
DENDRT_DEPTHWISE_CONV2D_PLANES(s8_s16, 1, 2)
DENDRT_DEPTHWISE_CONV2D_PLANES(s16, 2, 2)
DENDRT_DEPTHWISE_CONV2D_PLANES(s16_s8, 2, 1)
#undef DENDRT_DEPTHWISE_CONV2D_PLANES

#endif
