// conv2d_test.c: conv2d in all layouts and types against the reference, over random layers.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "check.h"
#include "weighted_layers.h"
#include "weights.h"

#include "dendrt/conv2d_dual.h"
#include "dendrt/conv2d_long.h"
#include "dendrt/conv2d_narrow.h"
#include "dendrt/conv2d_paired.h"
#include "dendrt/conv2d_triple.h"
#include "dendrt/conv2d_vector.h"
#include "dendrt/conv2d_wide.h"
#include "dendrt/conv2d_winograd.h"

void test_conv2d(void);
void test_conv2d_winograd(void);

DEFINE_ROWS(conv2d_s8_dual)
DEFINE_ROWS(conv2d_s8_s16_dual)
DEFINE_ROWS(conv2d_s8_paired)
DEFINE_ROWS(conv2d_s8_s16_paired)
DEFINE_ROWS(conv2d_s16_paired)
DEFINE_ROWS(conv2d_s16_s8_paired)
DEFINE_ROWS(conv2d_s8_wide)
DEFINE_ROWS(conv2d_s8_s16_wide)
DEFINE_ROWS(conv2d_s16_wide)
DEFINE_ROWS(conv2d_s16_s8_wide)
DEFINE_ROWS(conv2d_s16_long)
DEFINE_ROWS(conv2d_s16_s8_long)
DEFINE_ROWS(conv2d_s8_narrow)
DEFINE_ROWS(conv2d_s8_s16_narrow)
DEFINE_ROWS(conv2d_s16_narrow)
DEFINE_ROWS(conv2d_s16_s8_narrow)
DEFINE_ROWS(conv2d_s8_triple)
DEFINE_ROWS(conv2d_s8_s16_triple)
DEFINE_ROWS(conv2d_s8_vector)
DEFINE_ROWS(conv2d_s8_s16_vector)
DEFINE_ROWS(conv2d_s16_vector)
DEFINE_ROWS(conv2d_s16_s8_vector)
DEFINE_ROWS(conv2d_s8_winograd)
DEFINE_ROWS(conv2d_s8_s16_winograd)

// None where all positions have the same bias.
static dendrt_borders_t borders_of(const convolution_t *layer, int32_t bias_size) {
  if (bias_count(layer) == 1)
    return (dendrt_borders_t){0};
  return (dendrt_borders_t){.top = layer->top,
                            .left = layer->left,
                            .bottom = layer->output_height - layer->bottom,
                            .right = layer->output_width - layer->right,
                            .columns = layer->left + 1 + layer->right,
                            .size = bias_size};
}

void test_conv2d(void) {
  static const rows_fn kernels[7][2][2] = {
      {{rows_conv2d_s8_dual, rows_conv2d_s8_s16_dual}, {NULL, NULL}},
      {{rows_conv2d_s8_paired, rows_conv2d_s8_s16_paired}, {rows_conv2d_s16_s8_paired, rows_conv2d_s16_paired}},
      {{rows_conv2d_s8_wide, rows_conv2d_s8_s16_wide}, {rows_conv2d_s16_s8_wide, rows_conv2d_s16_wide}},
      {{rows_conv2d_s8_vector, rows_conv2d_s8_s16_vector}, {rows_conv2d_s16_s8_vector, rows_conv2d_s16_vector}},
      {{rows_conv2d_s8_narrow, rows_conv2d_s8_s16_narrow}, {rows_conv2d_s16_s8_narrow, rows_conv2d_s16_narrow}},
      {{rows_conv2d_s8_triple, rows_conv2d_s8_s16_triple}, {NULL, NULL}},
      {{NULL, NULL}, {rows_conv2d_s16_s8_long, rows_conv2d_s16_long}}};
  for (int32_t round = 0; round < TEST_ROUNDS; ++round) {
    pool_reset();
    random_seed((uint32_t)round);
    convolution_t layer = {0};
    random_geometry(&layer, 9);
    layer.groups = random_one_in(4) ? random_in(2, 4) : 1;
    layer.channels = layer.groups * random_channels();
    layer.neuron.channels = layer.groups * random_channels();
    if (layer.channels * layer.neuron.channels > 4000) {
      layer.neuron.channels = layer.groups * random_in(1, 9);
      layer.neuron.dendrites = layer.neuron.dendrites > 2 ? 2 : layer.neuron.dendrites;
    }
    random_borders(&layer);
    int input_size, output_size;
    const int layout = random_layout(&layer, 0, &input_size, &output_size);
    const int contiguous = layer.groups == 1 && (layer.window.dilation_width == 1 || layer.window.width == 1);
    const int line =
        layer.groups == 1 && layer.width == 1 && layer.window.width == 1 && layer.window.dilation_height == 1;
    const int32_t run_taps = line ? layer.window.height : contiguous ? layer.window.width : 1;
    const run_t run_order = {run_taps * layer.channels / layer.groups, input_size == 1};
    const packed_t p = pack(&layer, layout, run_order);
    dendrt_conv2d_shape_t shape = {
        plane_of(layer.height, layer.width, layer.channels, input_size),
        plane_of(layer.output_height, layer.output_width, layer.neuron.channels, output_size),
        layer.window,
        layer.groups,
        layer.zero_point,
        borders_of(&layer, p.bias_size),
        0};
    int32_t scratch_size = p.scratch_size;
    if ((layout == DUAL || layout == PAIRED || layout == WIDE) && layer.width > 1 && random_one_in(2)) {
      shape.padded_rows = random_in(1, 3);
      const dendrt_plane_t padded = dendrt_conv2d_padded(&shape, shape.padded_rows, input_size);
      scratch_size += padded.height * padded.row_size;
    }
    union {
      dendrt_conv2d_shape_t shape; // the first member of each
      dendrt_conv2d_dual_t dual;
      dendrt_conv2d_paired_t paired;
      dendrt_conv2d_wide_t wide;
      dendrt_conv2d_vector_t vector;
      dendrt_conv2d_narrow_t narrow;
      dendrt_conv2d_triple_t triple;
      dendrt_conv2d_long_t with_long_sums;
    } kernel_layer;
    if (layout == DUAL)
      kernel_layer.dual = (dendrt_conv2d_dual_t){shape, p.weights, p.bias, p.chunk_length, p.requant, p.dendrites};
    else if (layout == PAIRED)
      kernel_layer.paired = (dendrt_conv2d_paired_t){shape, p.weights, p.bias, p.requant, p.dendrites};
    else if (layout == NARROW)
      kernel_layer.narrow = (dendrt_conv2d_narrow_t){shape, p.weights, p.bias, p.requant, p.dendrites};
    else if (layout == TRIPLE)
      kernel_layer.triple = (dendrt_conv2d_triple_t){shape, p.weights, p.bias, p.chunk_length, p.requant, p.dendrites};
    else if (layout == LONG)
      kernel_layer.with_long_sums = (dendrt_conv2d_long_t){shape, p.weights, p.bias, p.requant, p.dendrites};
    else if (layout == VECTOR)
      kernel_layer.vector = (dendrt_conv2d_vector_t){shape, p.weights, p.bias, p.requant, p.dendrites};
    else
      kernel_layer.wide = (dendrt_conv2d_wide_t){shape, p.weights, p.bias, p.requant, p.dendrites};
    const int is_gathered = layout == DUAL || layout == PAIRED || layout == WIDE || layout == TRIPLE;
    const int is_window = layout != LONG && layer.window.height * layer.window.width > 1;
    const overlap_t overlap = {layout == TRIPLE ? 3 : 2, layer.groups == 1 && (is_gathered || is_window)};
    check_spatial(SPATIAL_NAMES("conv2d"), round, &layer, &kernel_layer, &kernel_layer.shape.input,
                  &kernel_layer.shape.output, kernels[layout][input_size - 1][output_size - 1], input_size, output_size,
                  scratch_size, &overlap);
  }
}

// Size, padding and output size of an axis for windows of 3 taps.
static void random_winograd_axis(int32_t *size, int32_t *pad, int32_t *output) {
  *size = random_in(1, 13);
  *pad = random_in(0, 2);
  const int32_t most = *size + *pad; // two positions of padding behind
  *output = most > 2 && random_one_in(2) ? most - 2 : random_in(1, most);
}

void test_conv2d_winograd(void) {
  static const rows_fn kernels[2] = {rows_conv2d_s8_winograd, rows_conv2d_s8_s16_winograd};
  for (int32_t round = 0; round < TEST_ROUNDS; ++round) {
    pool_reset();
    random_seed((uint32_t)round);
    convolution_t layer = {.window = {3, 3, 1, 1, 1, 1, 0, 0}, .groups = 1};
    random_winograd_axis(&layer.height, &layer.window.pad_top, &layer.output_height);
    random_winograd_axis(&layer.width, &layer.window.pad_left, &layer.output_width);
    layer.channels = random_channels();
    layer.neuron.channels = layer.channels > 40 ? random_in(1, 9) : random_channels();
    layer.neuron.dendrites = random_one_in(2) ? 0 : random_in(1, MAX_DENDRITES);
    const int output_size = random_in(1, 2);
    random_weights(&layer, 1, output_size, 29);
    const packed_t p = pack_by_winograd(&layer, output_size);
    dendrt_conv2d_winograd_t kernel_layer = {
        {plane_of(layer.height, layer.width, layer.channels, 1),
         plane_of(layer.output_height, layer.output_width, layer.neuron.channels, output_size),
         layer.window,
         1,
         layer.zero_point,
         {0},
         0},
        p.weights,
        p.bias,
        p.requant,
        p.dendrites};
    const overlap_t overlap = {2 * layer.output_width, 0};
    check_spatial(SPATIAL_NAMES("conv2d_winograd"), round, &layer, &kernel_layer, &kernel_layer.shape.input,
                  &kernel_layer.shape.output, kernels[output_size - 1], 1, output_size, p.scratch_size, &overlap);
  }
}
