/* depthwise_conv2d_sixteen.h: int8 depthwise convolution with dendrites, sixteen channels at a time.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Method: a table tells where the taps of a position lie, those outside the input in a row of zero points. Positions
 * whose windows are inside the input share that of the first. sixteen.h does the rest, a block of channels after
 * another. */
#ifndef DENDRT_DEPTHWISE_CONV2D_SIXTEEN_H
#define DENDRT_DEPTHWISE_CONV2D_SIXTEEN_H

#include "depthwise_conv2d.h"
#include "sixteen.h"

/* For cores with MVE; as many output as input channels. Packing, bias, multipliers and parameters: README, "Layout
 * sixteen". */
typedef struct {
  dendrt_depthwise_conv2d_shape_t shape;
  const int8_t *weights;
  const int32_t *bias;              /* one per filter, blocks filled up to 16 channels */
  dendrt_channel_requant_t requant; /* multipliers per channel, likewise */
  dendrt_dendrites_t dendrites;     /* parameters of four channels side by side */
} dendrt_depthwise_conv2d_sixteen_t;

/* The filters of a layer, and where their taps lie; the former move along with the blocks of channels. */
typedef struct {
  const int8_t *weights;
  const dendrt_int32_t *bias, *multipliers, *parameters;
  const int8_t *rights;
  const int16_t *middle; /* of the dendrites' table */
  int32_t taps;
  const dendrt_place_t *places; /* of the taps at a position */
} dendrt_sixteen_filters_t;

/* Adds the products of the next filters of `count` channels, `offset` bytes behind the places of the taps, to `sums`,
 * which have their bias already. */
DENDRT_INLINE void dendrt_sixteen_next(dendrt_sixteen_t *sums, dendrt_sixteen_filters_t *filters, int32_t offset,
                                       int32_t count) {
  dendrt_sixteen_sum(sums, filters->places, offset, filters->taps, filters->weights, count);
  filters->bias += DENDRT_SIXTEEN;
  filters->weights += DENDRT_SIXTEEN * filters->taps;
}

/* The sums of dendrite `k` of the next `count` channels become its signals, 2^16 * d, which are left in `before`; those
 * of the last dendrite instead, with all before it, what the neurons' sums begin with: their bias and what dendrites
 * lead to them. `before` has room for 16 int32 per dendrite but the last, two quarters after the other two. */
DENDRT_INLINE dendrt_sixteen_t dendrt_sixteen_dendrite(dendrt_sixteen_filters_t *filters,
                                                       const dendrt_dendrites_t *dendrites, int32_t k, int32_t offset,
                                                       int32_t count, dendrt_int32_t *before) {
  const int32_t values = dendrt_parameter_count(dendrites); /* of a quarter; those of the next follow */
  const int32_t own = dendrt_dendrite_parameter(k), stored = dendrites->count - 1;
  const int is_last = k == stored;
  dendrt_sixteen_t sums, led;
  DENDRT_UNROLL
  for (int i = 0; i < DENDRT_QUARTERS; ++i)
    led.quarter[i] = sums.quarter[i] = dendrt_lanes_at(filters->bias, i);
  dendrt_sixteen_next(&sums, filters, offset, count);
  DENDRT_UNROLL
  for (int i = 0; i < DENDRT_QUARTERS; i += 2) {
    const dendrt_int32_t *p = filters->parameters + DENDRT_LANES * i * values;
    dendrt_lanes_t *a = sums.quarter + i, *y = led.quarter + i;
    if (is_last) {
      y[0] = dendrt_lanes_at(filters->bias, i);
      y[1] = dendrt_lanes_at(filters->bias, i + 1);
    }
    DENDRT_UNROLL
    for (int32_t j = 0; j < 2 * k; ++j) { /* of each dendrite before, the signals of the one quarter and of the other */
      const int32_t of = dendrt_dendrite_parameter(j / 2), quarter = j % 2 * values;
      const dendrt_lanes_t d = dendrt_lanes_at(before, i * stored + j);
      a[j % 2] = dendrt_lanes_lead_at(a[j % 2], p, quarter + own + j / 2, d);
      if (is_last)
        y[j % 2] = dendrt_lanes_lead_at(y[j % 2], p, quarter + of + j / 2 + 1, d);
    }
    const dendrt_lanes_two_t multipliers = {dendrt_lanes_at(p, own + k), dendrt_lanes_at(p, values + own + k)};
    const dendrt_lanes_two_t two = {a[0], a[1]};
    const dendrt_lanes_two_t d = dendrt_lanes_dendrite(dendrites, filters->middle, multipliers, two);
    if (is_last) {
      y[0] = dendrt_lanes_lead_at(y[0], p, own + k + 1, d.first);
      y[1] = dendrt_lanes_lead_at(y[1], p, values + own + k + 1, d.second);
    } else {
      dendrt_lanes_put_at(before, i * stored + 2 * k, d.first);
      dendrt_lanes_put_at(before, i * stored + 2 * k + 1, d.second);
    }
  }
  return led;
}

/* The sums of the next `count` channels with what their dendrites lead to them. */
DENDRT_INLINE dendrt_sixteen_t dendrt_sixteen_neurons(dendrt_sixteen_filters_t *filters,
                                                      const dendrt_dendrites_t *dendrites, int32_t offset,
                                                      int32_t count, dendrt_int32_t *before) {
  dendrt_sixteen_t sums;
  if (dendrites->count == 0) {
    sums = dendrt_sixteen_load(filters->bias);
  } else {
    DENDRT_UNROLL
    for (int32_t k = 0; k < dendrites->count; ++k)
      sums = dendrt_sixteen_dendrite(filters, dendrites, k, offset, count, before);
    filters->parameters += DENDRT_SIXTEEN * dendrt_parameter_count(dendrites);
  }
  dendrt_sixteen_next(&sums, filters, offset, count);
  return sums;
}

/* The outputs of the next `count` (1 to 16) channels, `offset` bytes behind the places of the taps, to `y`. */
DENDRT_INLINE void dendrt_sixteen_block(dendrt_sixteen_filters_t *filters, const dendrt_channel_requant_t *requant,
                                        const dendrt_dendrites_t *dendrites, int32_t offset, void *y, int32_t count,
                                        dendrt_int32_t *before, int output_size) {
  dendrt_sixteen_t sums = dendrt_sixteen_neurons(filters, dendrites, offset, count, before);
  DENDRT_UNROLL
  for (int i = 0; i < DENDRT_QUARTERS; ++i) {
    const dendrt_factors_t factors =
        dendrt_factors_of(dendrt_lanes_next(&filters->multipliers), &filters->rights, requant->rounding);
    sums.quarter[i] = dendrt_lanes_product(requant, &factors, sums.quarter[i]);
  }
  dendrt_sixteen_put(y, &sums, requant->zero_point, requant->min, requant->max, count, output_size);
}

/* The places of the taps at the position whose window is at `taps`. */
DENDRT_INLINE void dendrt_sixteen_places(const dendrt_depthwise_conv2d_shape_t *shape, dendrt_place_t *places,
                                         const void *input, const int8_t *zero_points, const dendrt_taps_t *taps) {
  const dendrt_window_t *window = &shape->window;
  const int32_t step = window->dilation_width * shape->input.channels;
  for (int32_t ky = 0; ky < window->height; ++ky) {
    const int inside = ky >= taps->top && ky < taps->bottom;
    const int8_t *row = inside ? (const int8_t *)dendrt_taps_row(window, &shape->input, input, taps, ky) : NULL;
    int32_t offset = taps->column * shape->input.channels;
    for (int32_t kx = 0; kx < window->width; ++kx, offset += step)
      *places++ = inside && kx >= taps->left && kx < taps->right ? row + offset : zero_points;
  }
}

/* Output rows [first, first + count); `output_size` is the bytes of an element. */
DENDRT_INLINE void dendrt_depthwise_conv2d_sixteen_rows(const dendrt_depthwise_conv2d_sixteen_t *layer,
                                                        const void *input, void *output, void *scratch, int32_t first,
                                                        int32_t count, int output_size) {
  const dendrt_depthwise_conv2d_shape_t *shape = &layer->shape;
  const dendrt_window_t *window = &shape->window;
  const int32_t channels = shape->input.channels, taps_count = window->height * window->width;
  const int32_t blocks = (channels + DENDRT_SIXTEEN - 1) / DENDRT_SIXTEEN;
  const int32_t last = shape->input.width - 1 - (window->width - 1) * window->dilation_width;
  const int16_t *middle = (const int16_t *)dendrt_table_middle(&layer->dendrites);
  /* With dendrites places move along with the blocks and, behind the last one, to the next position. */
  const int moves = layer->dendrites.count > 0;
  const int32_t next = window->stride_width * channels - DENDRT_SIXTEEN * (blocks - 1);
  int8_t *zero_points = (int8_t *)scratch;
  dendrt_place_t *places = (dendrt_place_t *)dendrt_at_mutable(scratch, blocks * DENDRT_SIXTEEN);
  dendrt_int32_t *before = (dendrt_int32_t *)dendrt_at_mutable(scratch, blocks * DENDRT_SIXTEEN + 8 * taps_count);
  memset(zero_points, shape->input_zero_point, (size_t)(blocks * DENDRT_SIXTEEN));
  for (int32_t row = first; row < first + count; ++row) {
    uint8_t *y = (uint8_t *)output + dendrt_row_offset(&shape->output, row);
    for (int32_t x = 0; x < shape->output.width;) {
      const dendrt_taps_t taps = dendrt_taps_at(window, &shape->input, row, x);
      dendrt_sixteen_places(shape, places, input, zero_points, &taps);
      int32_t end = x + 1; /* the places serve positions before it */
      if (dendrt_taps_all(window, &taps)) {
        const int32_t inside = (last + window->pad_left) / window->stride_width + 1;
        end = inside < shape->output.width ? inside : shape->output.width;
      }
      for (int32_t offset = 0; x < end; ++x, offset += window->stride_width * channels) {
        dendrt_sixteen_filters_t filters = {layer->weights,
                                            layer->bias,
                                            layer->requant.multipliers,
                                            layer->dendrites.parameters,
                                            layer->requant.rights,
                                            middle,
                                            taps_count,
                                            places};
        int32_t left = channels;
        for (; left >= DENDRT_SIXTEEN; left -= DENDRT_SIXTEEN) {
          dendrt_sixteen_block(&filters, &layer->requant, &layer->dendrites, moves ? 0 : offset + channels - left, y,
                               DENDRT_SIXTEEN, before, output_size);
          y += DENDRT_SIXTEEN * output_size;
          if (moves)
            dendrt_sixteen_move(places, taps_count, left > DENDRT_SIXTEEN ? DENDRT_SIXTEEN : next);
        }
        if (left > 0) {
          dendrt_sixteen_block(&filters, &layer->requant, &layer->dendrites, moves ? 0 : offset + channels - left, y,
                               left, before, output_size);
          y += left * output_size;
          if (moves)
            dendrt_sixteen_move(places, taps_count, next);
        }
      }
    }
  }
}

/* dendrt_depthwise_conv2d_s8_sixteen(layer, input, output, scratch): all rows; ..._rows: output rows
 * [first, first + count), for which the input rows of their windows are in the input's ring.
 *   input   [height][width][channels] int8, row-addressed
 *   output  [height][width][channels] of int8 (_s8_sixteen), or int16 aligned to 2; not the input
 *   scratch aligned to 4; the channels in full 16, and 8 bytes for each tap of the window; with D > 1 dendrites
 *           64 * (D - 1) more
 * Not checked: sizes, alignment, overflow (the packer proves the bounds). */
#define DENDRT_DEPTHWISE_CONV2D_SIXTEEN(types, output_size)                                                            \
  typedef dendrt_depthwise_conv2d_sixteen_t dendrt_depthwise_conv2d_##types##_sixteen_t;                               \
  DENDRT_INLINE void dendrt_depthwise_conv2d_##types##_sixteen_rows(                                                   \
      const dendrt_depthwise_conv2d_##types##_sixteen_t *layer, const void *input, void *output, void *scratch,        \
      int32_t first, int32_t count) {                                                                                  \
    dendrt_depthwise_conv2d_sixteen_rows(layer, input, output, scratch, first, count, output_size);                    \
  }                                                                                                                    \
  DENDRT_INLINE void dendrt_depthwise_conv2d_##types##_sixteen(                                                        \
      const dendrt_depthwise_conv2d_##types##_sixteen_t *layer, const void *input, void *output, void *scratch) {      \
    dendrt_depthwise_conv2d_##types##_sixteen_rows(layer, input, output, scratch, 0, layer->shape.output.height);      \
  }
DENDRT_DEPTHWISE_CONV2D_SIXTEEN(s8, 1)
DENDRT_DEPTHWISE_CONV2D_SIXTEEN(s8_s16, 2)
#undef DENDRT_DEPTHWISE_CONV2D_SIXTEEN

#endif
