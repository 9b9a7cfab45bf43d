/* packed_kernels.c: the runtime's kernels with packed weights, one function for all of them.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#include "packed_kernels.h"

#include "dendrt/conv2d_dual.h"
#include "dendrt/conv2d_narrow.h"
#include "dendrt/conv2d_paired.h"
#include "dendrt/conv2d_triple.h"
#include "dendrt/conv2d_vector.h"
#include "dendrt/conv2d_wide.h"
#include "dendrt/conv2d_winograd.h"
#include "dendrt/dense_dual.h"
#include "dendrt/dense_narrow.h"
#include "dendrt/dense_paired.h"
#include "dendrt/dense_quartet.h"
#include "dendrt/dense_vector.h"
#include "dendrt/dense_wide.h"
#include "dendrt/depthwise_conv2d.h"
#include "dendrt/depthwise_conv2d_planes.h"
#include "dendrt/depthwise_conv2d_sixteen.h"

static dendrt_plane_t make_plane(const int32_t *shape, int size) {
  return (dendrt_plane_t){shape[0], shape[1], shape[2], shape[0], shape[1] * shape[2] * size};
}

static dendrt_channel_requant_t make_requant(const packed_layer_t *l) {
  return (dendrt_channel_requant_t){
      .multipliers = l->multipliers, .shift = l->shift, .zero_point = l->zero_point, .min = l->min, .max = l->max};
}

static dendrt_dendrites_t make_dendrites(const packed_layer_t *l) {
  return (dendrt_dendrites_t){.count = l->dendrites,
                              .function = l->function,
                              .table_bits = l->table_bits,
                              .parameters = l->parameters,
                              .shift = l->dendrite_shift,
                              .zero_point = l->dendrite_zero_point,
                              .min = l->dendrite_min,
                              .max = l->dendrite_max};
}

static dendrt_window_t make_window(const packed_layer_t *l) {
  return (dendrt_window_t){l->window[0],    l->window[1],    l->strides[0], l->strides[1],
                           l->dilations[0], l->dilations[1], l->padding[0], l->padding[1]};
}

static dendrt_borders_t make_borders(const packed_layer_t *l) {
  return (dendrt_borders_t){.top = l->borders[0],
                            .left = l->borders[1],
                            .bottom = l->output[0] - l->borders[2],
                            .right = l->output[1] - l->borders[3],
                            .columns = l->borders[1] + 1 + l->borders[3],
                            .size = l->bias_size};
}

static dendrt_conv2d_shape_t make_conv2d_shape(const packed_layer_t *l) {
  return (dendrt_conv2d_shape_t){.input = make_plane(l->input, l->input_size),
                                 .output = make_plane(l->output, l->output_size),
                                 .window = make_window(l),
                                 .groups = l->groups,
                                 .input_zero_point = l->input_zero_point,
                                 .borders = make_borders(l)};
}

static dendrt_depthwise_conv2d_shape_t make_depthwise_shape(const packed_layer_t *l) {
  return (dendrt_depthwise_conv2d_shape_t){.input = make_plane(l->input, l->input_size),
                                           .output = make_plane(l->output, l->output_size),
                                           .window = make_window(l),
                                           .input_zero_point = l->input_zero_point};
}

static dendrt_dense_shape_t make_dense_shape(const packed_layer_t *l) {
  return (dendrt_dense_shape_t){.rows = l->input[0] * l->input[1], .inputs = l->input[2], .outputs = l->output[2]};
}

static int is_kernel(const packed_layer_t *l, const char *name) { return strcmp(l->kernel, name) == 0; }

/* Calls dendrt_KERNEL where it is the layer's. */
#define RUN(kernel, ...)                                                                                               \
  if (is_kernel(l, #kernel)) {                                                                                         \
    const dendrt_##kernel##_t layer = {__VA_ARGS__};                                                                   \
    dendrt_##kernel(&layer, input, output, scratch);                                                                   \
    return 1;                                                                                                          \
  }
#define PARTS .weights = l->weights, .bias = l->bias, .requant = make_requant(l), .dendrites = make_dendrites(l)
#define IN_CHUNKS .chunk_length = l->chunk_length, PARTS

int run_packed_kernel(const packed_layer_t *l, const void *input, void *output, void *scratch) {
  RUN(conv2d_s8_dual, .shape = make_conv2d_shape(l), IN_CHUNKS)
  RUN(conv2d_s8_s16_dual, .shape = make_conv2d_shape(l), IN_CHUNKS)
  RUN(conv2d_s8_paired, .shape = make_conv2d_shape(l), PARTS)
  RUN(conv2d_s8_s16_paired, .shape = make_conv2d_shape(l), PARTS)
  RUN(conv2d_s16_paired, .shape = make_conv2d_shape(l), PARTS)
  RUN(conv2d_s16_s8_paired, .shape = make_conv2d_shape(l), PARTS)
  RUN(conv2d_s8_wide, .shape = make_conv2d_shape(l), PARTS)
  RUN(conv2d_s8_s16_wide, .shape = make_conv2d_shape(l), PARTS)
  RUN(conv2d_s16_wide, .shape = make_conv2d_shape(l), PARTS)
  RUN(conv2d_s16_s8_wide, .shape = make_conv2d_shape(l), PARTS)
  RUN(conv2d_s8_winograd, .shape = make_conv2d_shape(l), PARTS)
  RUN(conv2d_s8_s16_winograd, .shape = make_conv2d_shape(l), PARTS)
  RUN(conv2d_s8_narrow, .shape = make_conv2d_shape(l), PARTS)
  RUN(conv2d_s8_s16_narrow, .shape = make_conv2d_shape(l), PARTS)
  RUN(conv2d_s16_narrow, .shape = make_conv2d_shape(l), PARTS)
  RUN(conv2d_s16_s8_narrow, .shape = make_conv2d_shape(l), PARTS)
  RUN(conv2d_s8_triple, .shape = make_conv2d_shape(l), IN_CHUNKS)
  RUN(conv2d_s8_s16_triple, .shape = make_conv2d_shape(l), IN_CHUNKS)
  RUN(dense_s8_quartet, .shape = make_dense_shape(l), PARTS)
  RUN(dense_s8_s16_quartet, .shape = make_dense_shape(l), PARTS)
  RUN(dense_s8_narrow, .shape = make_dense_shape(l), PARTS)
  RUN(dense_s8_s16_narrow, .shape = make_dense_shape(l), PARTS)
  RUN(dense_s16_narrow, .shape = make_dense_shape(l), PARTS)
  RUN(dense_s16_s8_narrow, .shape = make_dense_shape(l), PARTS)
  RUN(conv2d_s8_vector, .shape = make_conv2d_shape(l), PARTS)
  RUN(conv2d_s8_s16_vector, .shape = make_conv2d_shape(l), PARTS)
  RUN(conv2d_s16_vector, .shape = make_conv2d_shape(l), PARTS)
  RUN(conv2d_s16_s8_vector, .shape = make_conv2d_shape(l), PARTS)
  RUN(dense_s8_vector, .shape = make_dense_shape(l), PARTS)
  RUN(dense_s8_s16_vector, .shape = make_dense_shape(l), PARTS)
  RUN(dense_s16_vector, .shape = make_dense_shape(l), PARTS)
  RUN(dense_s16_s8_vector, .shape = make_dense_shape(l), PARTS)
  RUN(dense_s8_dual, .shape = make_dense_shape(l), IN_CHUNKS)
  RUN(dense_s8_s16_dual, .shape = make_dense_shape(l), IN_CHUNKS)
  RUN(dense_s8_paired, .shape = make_dense_shape(l), PARTS)
  RUN(dense_s8_s16_paired, .shape = make_dense_shape(l), PARTS)
  RUN(dense_s16_paired, .shape = make_dense_shape(l), PARTS)
  RUN(dense_s16_s8_paired, .shape = make_dense_shape(l), PARTS)
  RUN(dense_s8_wide, .shape = make_dense_shape(l), PARTS)
  RUN(dense_s8_s16_wide, .shape = make_dense_shape(l), PARTS)
  RUN(dense_s16_wide, .shape = make_dense_shape(l), PARTS)
  RUN(dense_s16_s8_wide, .shape = make_dense_shape(l), PARTS)
  RUN(depthwise_conv2d_s8_quad, .shape = make_depthwise_shape(l), PARTS)
  RUN(depthwise_conv2d_s8_s16_quad, .shape = make_depthwise_shape(l), PARTS)
  RUN(depthwise_conv2d_s16_quad, .shape = make_depthwise_shape(l), PARTS)
  RUN(depthwise_conv2d_s16_s8_quad, .shape = make_depthwise_shape(l), PARTS)
  RUN(depthwise_conv2d_s8_planes, .shape = make_depthwise_shape(l), PARTS)
  RUN(depthwise_conv2d_s8_s16_planes, .shape = make_depthwise_shape(l), PARTS)
  RUN(depthwise_conv2d_s16_planes, .shape = make_depthwise_shape(l), PARTS)
  RUN(depthwise_conv2d_s16_s8_planes, .shape = make_depthwise_shape(l), PARTS)
  RUN(depthwise_conv2d_s8_sixteen, .shape = make_depthwise_shape(l), PARTS)
  RUN(depthwise_conv2d_s8_s16_sixteen, .shape = make_depthwise_shape(l), PARTS)
  return 0;
}
