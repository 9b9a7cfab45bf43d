// depthwise_conv2d_test.c: depthwise_conv2d in all layouts and types against the reference, over random layers.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "check.h"
#include "weighted_layers.h"
#include "weights.h"

#include "dendrt/depthwise_conv2d.h"
#include "dendrt/depthwise_conv2d_planes.h"
#include "dendrt/depthwise_conv2d_single.h"
#include "dendrt/depthwise_conv2d_sixteen.h"

void test_depthwise_conv2d(void);

DEFINE_ROWS(depthwise_conv2d_s8_quad)
DEFINE_ROWS(depthwise_conv2d_s8_s16_quad)
DEFINE_ROWS(depthwise_conv2d_s16_quad)
DEFINE_ROWS(depthwise_conv2d_s16_s8_quad)
DEFINE_ROWS(depthwise_conv2d_s8_planes)
DEFINE_ROWS(depthwise_conv2d_s8_s16_planes)
DEFINE_ROWS(depthwise_conv2d_s16_planes)
DEFINE_ROWS(depthwise_conv2d_s16_s8_planes)
DEFINE_ROWS(depthwise_conv2d_s8_single)
DEFINE_ROWS(depthwise_conv2d_s8_s16_single)
DEFINE_ROWS(depthwise_conv2d_s16_single)
DEFINE_ROWS(depthwise_conv2d_s16_s8_single)
DEFINE_ROWS(depthwise_conv2d_s8_sixteen)
DEFINE_ROWS(depthwise_conv2d_s8_s16_sixteen)

// Whether layout planes holds windows of this kind.
static int fits_planes(const dendrt_window_t *w) {
  return w->width <= 3 && w->stride_width <= 2 && (w->width == 1 || w->dilation_width == 1);
}

// The rows of the planes of a strip.
static int32_t plane_rows(const convolution_t *layer, int32_t strip_rows) {
  const dendrt_window_t *w = &layer->window;
  return (strip_rows - 1) * w->stride_height + (w->height - 1) * w->dilation_height + 1;
}

static int32_t single_scratch(const convolution_t *layer, int32_t strip_rows) {
  const dendrt_window_t *w = &layer->window;
  const int32_t branches = layer->neuron.dendrites + 1;
  const int32_t words = (layer->output_width - 1) * w->stride_width + (w->width - 1) * w->dilation_width + 1;
  return 4 * branches * w->height * w->width + 4 * words * plane_rows(layer, strip_rows) +
         (branches > 2 ? 16 * branches : 0);
}

static int32_t planes_scratch(const convolution_t *layer, int32_t strip_rows) {
  const dendrt_window_t *w = &layer->window;
  const int32_t branches = layer->neuron.dendrites + 1;
  const int32_t words = (((layer->output_width + 1) / 2 * 2 - 1) * w->stride_width + 4) / 2;
  return 8 * branches * w->height + 16 * words * plane_rows(layer, strip_rows) + (branches > 4 ? 8 * branches : 0);
}

enum { QUAD, PLANES, SINGLE, SIXTEEN };

void test_depthwise_conv2d(void) {
  static const rows_fn kernels[4][2][2] = {{{rows_depthwise_conv2d_s8_quad, rows_depthwise_conv2d_s8_s16_quad},
                                            {rows_depthwise_conv2d_s16_s8_quad, rows_depthwise_conv2d_s16_quad}},
                                           {{rows_depthwise_conv2d_s8_planes, rows_depthwise_conv2d_s8_s16_planes},
                                            {rows_depthwise_conv2d_s16_s8_planes, rows_depthwise_conv2d_s16_planes}},
                                           {{rows_depthwise_conv2d_s8_single, rows_depthwise_conv2d_s8_s16_single},
                                            {rows_depthwise_conv2d_s16_s8_single, rows_depthwise_conv2d_s16_single}},
                                           {{rows_depthwise_conv2d_s8_sixteen, rows_depthwise_conv2d_s8_s16_sixteen}}};
  for (int32_t round = 0; round < TEST_ROUNDS; ++round) {
    pool_reset();
    random_seed((uint32_t)round);
    convolution_t layer = {0};
    const int layout = random_in(QUAD, SIXTEEN), planes = layout == PLANES, sixteen = layout == SIXTEEN;
    const int single = layout == SINGLE, strips = planes || single;
    do
      random_geometry(&layer, strips ? 20 : 9);
    while (planes && !fits_planes(&layer.window));
    layer.groups = layer.channels = strips && layer.height * layer.width > 81 ? random_in(1, 9) : random_channels();
    layer.neuron.channels = layer.channels * (!sixteen && random_one_in(3) ? random_in(2, 4) : 1);
    const int input_size = sixteen ? 1 : random_in(1, 2), output_size = random_in(1, 2);
    random_weights(&layer, input_size, output_size, 31);
    if (sixteen)
      flatten_table(&layer.neuron);

    const int32_t taps = column_length(&layer), d = layer.neuron.dendrites;
    const int32_t filters = (d + 1) * layer.neuron.channels;
    const int32_t block = sixteen ? 16 : 4, padded_channels = (layer.neuron.channels + block - 1) / block * block;
    const int32_t padded = (d + 1) * padded_channels;
    int32_t *folded = pool((uint32_t)filters * 4), *bias = pool((uint32_t)padded * 4);
    int8_t *weights = pool((uint32_t)(padded * (planes ? 4 * layer.window.height : taps)));
    fold_bias(&layer, folded);
    dendrt_channel_requant_t requant;
    dendrt_dendrites_t dendrites;
    if (sixteen) {
      pack_sixteen(&layer, folded, weights, bias);
      pack_lane_neuron(&layer, BY_SIXTEENS, padded_channels, &requant, &dendrites);
    } else {
      if (planes)
        pack_planes(&layer, folded, weights, bias);
      else if (single)
        pack_single(&layer, folded, weights, bias);
      else
        pack_quad(&layer, folded, input_size, weights, bias);
      requant = requant_of(&layer.neuron);
      if (random_one_in(2))
        fold(&layer, folded, input_size, 8, &requant);
      dendrites = dendrites_of(&layer.neuron);
      random_form(&dendrites, 0);
    }
    const dendrt_depthwise_conv2d_shape_t shape = {
        plane_of(layer.height, layer.width, layer.channels, input_size),
        plane_of(layer.output_height, layer.output_width, layer.neuron.channels, output_size), layer.window,
        layer.zero_point};
    union {
      dendrt_depthwise_conv2d_shape_t shape; // the first member of each
      dendrt_depthwise_conv2d_quad_t quad;
      dendrt_depthwise_conv2d_planes_t planes;
      dendrt_depthwise_conv2d_single_t single;
      dendrt_depthwise_conv2d_sixteen_t sixteen;
    } kernel_layer;
    const int32_t strip_rows = random_in(1, layer.output_height < 8 ? layer.output_height : 8);
    if (planes)
      kernel_layer.planes = (dendrt_depthwise_conv2d_planes_t){shape, weights, bias, requant, dendrites, strip_rows};
    else if (single)
      kernel_layer.single = (dendrt_depthwise_conv2d_single_t){shape, weights, bias, requant, dendrites, strip_rows};
    else if (sixteen)
      kernel_layer.sixteen = (dendrt_depthwise_conv2d_sixteen_t){shape, weights, bias, requant, dendrites};
    else
      kernel_layer.quad = (dendrt_depthwise_conv2d_quad_t){shape, weights, bias, requant, dendrites};
    const int32_t scratch_size = planes    ? planes_scratch(&layer, strip_rows)
                                 : single  ? single_scratch(&layer, strip_rows)
                                 : sixteen ? padded_channels + 8 * taps + (d > 1 ? 64 * (d - 1) : 0)
                                 : d > 0   ? 16 * (d + 1)
                                           : 0;
    const overlap_t overlap = {strips ? strip_rows * layer.output_width : 1, strips ? COPIED_BY_CHANNELS : NOT_COPIED};
    const int overlaps = !strips || layer.channels * input_size == layer.neuron.channels * output_size;
    check_spatial(SPATIAL_NAMES("depthwise_conv2d"), round, &layer, &kernel_layer, &kernel_layer.shape.input,
                  &kernel_layer.shape.output, kernels[layout][input_size - 1][output_size - 1], input_size, output_size,
                  scratch_size, overlaps ? &overlap : NULL);
  }
}
