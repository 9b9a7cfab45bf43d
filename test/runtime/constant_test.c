// constant_test.c: kernels with layers that the compiler knows, as generated code has them: what they specialize to,
// the assembly of DSP cores above all. The contents of tables are random.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "check.h"
#include "layers.h"
#include "weights.h"

#include "dendrt/conv2d_dual.h"
#include "dendrt/conv2d_wide.h"
#include "dendrt/conv2d_winograd.h"
#include "dendrt/depthwise_conv2d_planes.h"
#include "dendrt/depthwise_conv2d_single.h"

#include <string.h>

void test_constant_layers(void);

enum { WEIGHT_WORDS = 2816, FILTERS = 160, RIGHT = 4, INPUT_ZERO_POINT = 3 };

static uint32_t weights[WEIGHT_WORDS];
static int32_t bias[4 * FILTERS], multipliers[FILTERS], factors[2 * FILTERS], parameters[9 * FILTERS], segments[512];
static int8_t rights[FILTERS];
static int16_t table[257], values[1024];

// A layer with a window of `kh` x `kw`, padded by `pad` on all sides, from `h` x `w` x `c` to `o` channels. `in` and
// `out` are the bytes of elements; what follows is the rest of its shape, then of its struct.
#define SIZE(size, taps, stride, pad) (((size) + 2 * (pad) - (taps)) / (stride) + 1)
#define PLANE(h, w, c, size) {h, w, c, h, (w) * (c) * (size)}
#define LAYER(name, kernel, in, out, h, w, c, o, kh, kw, stride, pad, groups, ...)                                     \
  static const dendrt_##kernel##_t layer_##name = {                                                                    \
      .shape = {PLANE(h, w, c, in),                                                                                    \
                PLANE(SIZE(h, kh, stride, pad), SIZE(w, kw, stride, pad), o, out),                                     \
                {kh, kw, stride, stride, 1, 1, pad, pad},                                                              \
                groups},                                                                                               \
      .weights = (const void *)weights,                                                                                \
      .bias = bias,                                                                                                    \
      __VA_ARGS__};                                                                                                    \
  static void run_##name(const void *input, void *output, void *scratch) {                                             \
    dendrt_##kernel(&layer_##name, input, output, scratch);                                                            \
  }
#define ONE_GROUP PADDED(0)
#define DEPTHWISE INPUT_ZERO_POINT
#define STRIPS .strip_rows = 4
// With a copy of the padded input that `rows` output rows read.
#define PADDED(rows) 1, INPUT_ZERO_POINT, {0}, rows
// With biases of their own at the borders of a h x w output, BORDER rows and columns, `size` elements each.
#define BORDERED(h, w, size)                                                                                           \
  1, INPUT_ZERO_POINT, {TOP, LEFT, (h) - BOTTOM, (w) - RIGHT_SIDE, LEFT + 1 + RIGHT_SIDE, 0, size}, 0
enum { TOP = 1, LEFT = 2, BOTTOM = 1, RIGHT_SIDE = 1 };

#define FOLDED_BY(bits)                                                                                                \
  .requant = {                                                                                                         \
      .min = INT8_MIN, .max = INT8_MAX, .rounding = DENDRT_FOLDED, .folded = factors, .left = bits, .right = RIGHT}
#define FOLDED FOLDED_BY(8)
#define TFLITE(requant_zero_point)                                                                                     \
  .requant = {.multipliers = multipliers,                                                                              \
              .zero_point = requant_zero_point,                                                                        \
              .min = INT8_MIN,                                                                                         \
              .max = INT8_MAX,                                                                                         \
              .rounding = DENDRT_TFLITE,                                                                               \
              .rights = rights}
#define NATIVE(bits, requant_shift, requant_zero_point)                                                                \
  .requant = {.multipliers = multipliers,                                                                              \
              .shift = requant_shift,                                                                                  \
              .zero_point = requant_zero_point,                                                                        \
              .min = INT##bits##_MIN,                                                                                  \
              .max = INT##bits##_MAX}
#define DENDRITES(number, z_shift, z_zero_point)                                                                       \
  DENDRITES_BY(.segments = segments, number, z_shift, z_zero_point)
#define DENDRITES_BY(of_function, number, z_shift, z_zero_point)                                                       \
  DENDRITES_OF(8, of_function, number, z_shift, z_zero_point)
// z of 10 bits.
#define DENDRITES_BY_VALUES(number, z_shift, z_zero_point)                                                             \
  DENDRITES_OF(2, .values = values, number, z_shift, z_zero_point)
#define DENDRITES_OF(bits, of_function, number, z_shift, z_zero_point)                                                 \
  DENDRITES_FROM(-(128 << (bits)), bits, of_function, number, z_shift, z_zero_point)
#define RELU_DENDRITES(number, z_shift, z_zero_point)                                                                  \
  DENDRITES_FROM(0, 8, .function = NULL, number, z_shift, z_zero_point)
#define DENDRITES_FROM(least, bits, of_function, number, z_shift, z_zero_point)                                        \
  .dendrites = {.count = number,                                                                                       \
                of_function,                                                                                           \
                .table_bits = bits,                                                                                    \
                .parameters = parameters,                                                                              \
                .shift = z_shift,                                                                                      \
                .zero_point = z_zero_point,                                                                            \
                .min = least,                                                                                          \
                .max = (128 << (bits)) - 1}

// Columns in straight line and in loops, numbers of channels that blocks do not divide, odd numbers of positions.
LAYER(folded_wide, conv2d_s8_wide, 1, 1, 5, 7, 3, 7, 3, 3, 1, 1, ONE_GROUP, FOLDED)
LAYER(folded_wide_long, conv2d_s8_wide, 1, 1, 4, 5, 9, 5, 3, 3, 1, 1, ONE_GROUP, FOLDED)
LAYER(folded_neighbours, conv2d_s8_wide, 1, 1, 6, 7, 4, 5, 3, 3, 1, 1, ONE_GROUP, FOLDED)
LAYER(padded_wide, conv2d_s8_wide, 1, 1, 9, 12, 1, 8, 3, 3, 1, 1, PADDED(1), FOLDED)
LAYER(padded_wide_odd, conv2d_s8_wide, 1, 1, 7, 9, 1, 5, 5, 5, 1, 2, PADDED(2), FOLDED)
LAYER(padded_dual, conv2d_s8_dual, 1, 1, 13, 10, 3, 7, 5, 5, 2, 2, PADDED(2), .chunk_length = 76, FOLDED)
LAYER(padded_dendrites, conv2d_s8_wide, 1, 1, 9, 13, 1, 8, 3, 3, 1, 1, PADDED(2), NATIVE(8, 0, 17), DENDRITES(2, 2, 0))
LAYER(padded_s16, conv2d_s16_wide, 2, 2, 7, 8, 2, 5, 3, 3, 1, 1, PADDED(1), NATIVE(16, 0, 0), DENDRITES(3, 0, 0))
LAYER(inside_wide, conv2d_s8_wide, 1, 1, 9, 14, 1, 4, 3, 3, 1, 0, ONE_GROUP, FOLDED)
LAYER(flat_wide, conv2d_s8_wide, 1, 1, 5, 7, 3, 8, 1, 1, 1, 0, ONE_GROUP, FOLDED)
LAYER(line_wide, conv2d_s8_wide, 1, 1, 40, 1, 1, 8, 9, 1, 1, 0, ONE_GROUP, FOLDED)
LAYER(folded_dual, conv2d_s8_dual, 1, 1, 5, 7, 3, 7, 3, 3, 1, 1, ONE_GROUP, .chunk_length = 28, FOLDED)
LAYER(folded_dual_long, conv2d_s8_dual, 1, 1, 4, 5, 9, 9, 3, 3, 2, 1, ONE_GROUP, .chunk_length = 82, FOLDED)
LAYER(bordered_wide, conv2d_s8_wide, 1, 1, 5, 7, 3, 7, 3, 3, 1, 1, BORDERED(5, 7, 7), FOLDED)
LAYER(bordered_wide_long, conv2d_s8_wide, 1, 1, 4, 5, 9, 8, 3, 3, 1, 1, BORDERED(4, 5, 8), FOLDED)
LAYER(bordered_dual, conv2d_s8_dual, 1, 1, 5, 7, 3, 7, 3, 3, 1, 1, BORDERED(5, 7, 8), .chunk_length = 28, FOLDED)
LAYER(bordered_dual_long, conv2d_s8_dual, 1, 1, 6, 6, 83, 9, 1, 1, 1, 0, BORDERED(6, 6, 10), .chunk_length = 84, FOLDED)
LAYER(bordered_dual_tflite, conv2d_s8_dual, 1, 1, 5, 6, 37, 8, 1, 1, 1, 0, BORDERED(5, 6, 8), .chunk_length = 20,
      TFLITE(-13))
LAYER(bordered_dendrite, conv2d_s8_wide, 1, 1, 5, 7, 3, 5, 3, 3, 1, 1, BORDERED(5, 7, 10), NATIVE(8, 0, -128),
      DENDRITES(1, 2, 0))
LAYER(bordered_two_dendrites, conv2d_s8_wide, 1, 1, 5, 7, 3, 5, 3, 3, 1, 1, BORDERED(5, 7, 15), NATIVE(8, 0, 17),
      DENDRITES(2, 2, 0))
LAYER(bordered_three_dendrites, conv2d_s8_wide, 1, 1, 5, 5, 40, 3, 1, 1, 1, 0, BORDERED(5, 5, 12), NATIVE(8, 1, 100),
      DENDRITES(3, 1, -100))
LAYER(one_dendrite, conv2d_s8_wide, 1, 1, 5, 7, 3, 5, 3, 3, 1, 1, ONE_GROUP, NATIVE(8, 0, -128), DENDRITES(1, 2, 0))
LAYER(one_dendrite_long, conv2d_s8_s16_wide, 1, 2, 5, 5, 9, 4, 3, 3, 1, 0, ONE_GROUP, NATIVE(16, 1, -3000),
      DENDRITES(1, 0, 1234))
LAYER(two_dendrites, conv2d_s8_wide, 1, 1, 5, 7, 3, 5, 3, 3, 1, 1, ONE_GROUP, NATIVE(8, 0, 17), DENDRITES(2, 2, 0))
LAYER(two_dendrites_long, conv2d_s16_s8_wide, 2, 1, 5, 5, 9, 4, 3, 3, 1, 1, ONE_GROUP, NATIVE(8, 3, -128),
      DENDRITES(2, 3, -20000))
LAYER(three_dendrites, conv2d_s16_wide, 2, 2, 5, 7, 3, 5, 3, 3, 1, 1, ONE_GROUP, NATIVE(16, 0, 0), DENDRITES(3, 0, 0))
LAYER(three_dendrites_long, conv2d_s8_wide, 1, 1, 5, 5, 40, 3, 1, 1, 1, 0, ONE_GROUP, NATIVE(8, 1, 100),
      DENDRITES(3, 1, -100))
LAYER(one_dendrite_by_table, conv2d_s8_wide, 1, 1, 5, 7, 3, 5, 3, 3, 1, 1, ONE_GROUP, NATIVE(8, 0, 9),
      DENDRITES_BY(.function = table, 1, 1, 20))
LAYER(bordered_by_table, conv2d_s8_wide, 1, 1, 5, 7, 3, 5, 3, 3, 1, 1, BORDERED(5, 7, 10), NATIVE(8, 0, 9),
      DENDRITES_BY(.function = table, 1, 1, 20))
LAYER(three_linear_dendrites, conv2d_s8_wide, 1, 1, 5, 7, 3, 5, 3, 3, 1, 1, ONE_GROUP, NATIVE(8, 0, -9),
      DENDRITES_BY(.function = NULL, 3, 1, -20))
LAYER(one_dendrite_by_values, conv2d_s8_wide, 1, 1, 5, 7, 3, 5, 3, 3, 1, 1, ONE_GROUP, NATIVE(8, 0, 9),
      DENDRITES_BY_VALUES(1, 0, 0))
LAYER(two_dendrites_by_values, conv2d_s8_wide, 1, 1, 5, 7, 3, 5, 3, 3, 1, 1, BORDERED(5, 7, 15), NATIVE(8, 1, -9),
      DENDRITES_BY_VALUES(2, 0, 0))
LAYER(three_dendrites_by_values, conv2d_s8_s16_wide, 1, 2, 5, 5, 40, 3, 1, 1, 1, 0, ONE_GROUP, NATIVE(16, 1, 100),
      DENDRITES_BY_VALUES(3, 2, -100))
LAYER(two_dendrites_by_short_table, conv2d_s8_wide, 1, 1, 5, 7, 3, 5, 3, 3, 1, 1, ONE_GROUP, NATIVE(8, 0, 9),
      DENDRITES_OF(2, .function = table, 2, 1, 20))
LAYER(dual_by_values, conv2d_s8_dual, 1, 1, 5, 7, 3, 9, 3, 3, 1, 1, ONE_GROUP, .chunk_length = 28, NATIVE(8, 1, 9),
      DENDRITES_BY_VALUES(2, 0, 0))
LAYER(two_relu_dendrites, conv2d_s8_wide, 1, 1, 5, 7, 3, 5, 3, 3, 1, 1, ONE_GROUP, NATIVE(8, 0, -9),
      RELU_DENDRITES(2, 1, 0))
LAYER(dual_one, conv2d_s8_dual, 1, 1, 5, 7, 3, 9, 3, 3, 1, 1, ONE_GROUP, .chunk_length = 28, NATIVE(8, 1, 9),
      DENDRITES(1, 2, 11))
LAYER(dual_two_long, conv2d_s8_s16_dual, 1, 2, 4, 5, 9, 8, 3, 3, 2, 1, ONE_GROUP, .chunk_length = 82,
      NATIVE(16, 0, 700), DENDRITES(2, 1, 0))
LAYER(dual_three, conv2d_s8_dual, 1, 1, 5, 6, 40, 4, 1, 1, 1, 0, ONE_GROUP, .chunk_length = 40, NATIVE(8, 0, -9),
      DENDRITES_BY(.function = table, 3, 1, -20))
LAYER(folded_winograd, conv2d_s8_winograd, 1, 1, 9, 11, 8, 7, 3, 3, 1, 1, ONE_GROUP, FOLDED_BY(6))
LAYER(folded_winograd_long, conv2d_s8_winograd, 1, 1, 7, 9, 41, 3, 3, 3, 1, 1, ONE_GROUP, FOLDED_BY(5))
LAYER(winograd, conv2d_s8_winograd, 1, 1, 8, 9, 12, 6, 3, 3, 1, 1, ONE_GROUP, TFLITE(-13))
LAYER(dendritic_winograd, conv2d_s8_winograd, 1, 1, 6, 10, 4, 5, 3, 3, 1, 0, ONE_GROUP, NATIVE(8, 0, 17),
      DENDRITES(2, 2, 0))
LAYER(one_dendrite_winograd, conv2d_s8_s16_winograd, 1, 2, 7, 9, 9, 3, 3, 3, 1, 1, ONE_GROUP, NATIVE(16, 1, -900),
      DENDRITES(1, 0, 1234))
LAYER(three_dendrites_winograd, conv2d_s8_winograd, 1, 1, 5, 8, 3, 6, 3, 3, 1, 1, ONE_GROUP, NATIVE(8, 2, -128),
      DENDRITES(3, 1, -100))
LAYER(four_dendrites_winograd, conv2d_s8_s16_winograd, 1, 2, 4, 7, 6, 5, 3, 3, 1, 1, ONE_GROUP, NATIVE(16, 0, 0),
      DENDRITES(4, 3, 17))
LAYER(winograd_by_table, conv2d_s8_winograd, 1, 1, 6, 10, 4, 5, 3, 3, 1, 1, ONE_GROUP, NATIVE(8, 0, -17),
      DENDRITES_BY(.function = table, 2, 2, 300))
LAYER(winograd_by_values, conv2d_s8_winograd, 1, 1, 6, 10, 4, 5, 3, 3, 1, 1, ONE_GROUP, NATIVE(8, 0, -17),
      DENDRITES_BY_VALUES(3, 0, 0))
LAYER(relu_winograd, conv2d_s8_winograd, 1, 1, 6, 9, 5, 2, 3, 3, 1, 1, ONE_GROUP, NATIVE(8, 1, 5),
      RELU_DENDRITES(1, 1, 4))
LAYER(linear_winograd, conv2d_s8_winograd, 1, 1, 6, 9, 5, 2, 3, 3, 1, 1, ONE_GROUP, NATIVE(8, 1, 5),
      DENDRITES_BY(.function = NULL, 2, 1, 0))
LAYER(folded_planes, depthwise_conv2d_s8_planes, 1, 1, 9, 6, 5, 5, 3, 3, 1, 1, DEPTHWISE, STRIPS, FOLDED)
LAYER(folded_planes_far, depthwise_conv2d_s8_planes, 1, 1, 9, 9, 5, 5, 3, 3, 2, 1, DEPTHWISE, STRIPS, FOLDED)
LAYER(planes_one, depthwise_conv2d_s8_s16_planes, 1, 2, 9, 6, 5, 5, 3, 3, 1, 1, DEPTHWISE, STRIPS, NATIVE(16, 2, 700),
      DENDRITES(1, 0, 90))
LAYER(planes_one_far, depthwise_conv2d_s16_planes, 2, 2, 9, 8, 5, 5, 3, 3, 2, 1, DEPTHWISE, STRIPS, NATIVE(16, 0, 0),
      DENDRITES(1, 1, -3000))
LAYER(planes_two, depthwise_conv2d_s8_planes, 1, 1, 9, 7, 5, 5, 3, 3, 1, 1, DEPTHWISE, STRIPS, NATIVE(8, 0, -5),
      DENDRITES(2, 2, 0))
LAYER(planes_two_far, depthwise_conv2d_s16_s8_planes, 2, 1, 9, 9, 5, 5, 3, 3, 2, 1, DEPTHWISE, STRIPS,
      NATIVE(8, 3, -128), DENDRITES(2, 0, 11))
LAYER(planes_three, depthwise_conv2d_s8_planes, 1, 1, 9, 7, 5, 5, 3, 3, 1, 1, DEPTHWISE, STRIPS, NATIVE(8, 1, 20),
      DENDRITES(3, 1, 0))
LAYER(planes_by_table, depthwise_conv2d_s8_planes, 1, 1, 9, 7, 5, 5, 3, 3, 1, 1, DEPTHWISE, STRIPS, NATIVE(8, 0, 3),
      DENDRITES_BY(.function = table, 2, 1, -7))
LAYER(planes_three_far, depthwise_conv2d_s8_planes, 1, 1, 9, 9, 5, 5, 3, 3, 2, 1, DEPTHWISE, STRIPS, NATIVE(8, 1, 20),
      DENDRITES(3, 1, 0))
LAYER(planes_one_by_values, depthwise_conv2d_s8_planes, 1, 1, 9, 6, 5, 5, 3, 3, 1, 1, DEPTHWISE, STRIPS,
      NATIVE(8, 0, 3), DENDRITES_BY_VALUES(1, 0, 0))
LAYER(planes_two_by_values, depthwise_conv2d_s8_s16_planes, 1, 2, 9, 7, 129, 129, 3, 3, 1, 1, DEPTHWISE, STRIPS,
      NATIVE(16, 0, 3), DENDRITES_BY_VALUES(2, 0, 5))
LAYER(planes_three_by_values, depthwise_conv2d_s8_planes, 1, 1, 9, 7, 5, 5, 3, 3, 2, 1, DEPTHWISE, STRIPS,
      NATIVE(8, 0, 3), DENDRITES_BY_VALUES(3, 1, 0))
LAYER(folded_single, depthwise_conv2d_s8_single, 1, 1, 9, 7, 5, 5, 3, 3, 1, 1, DEPTHWISE, STRIPS, FOLDED)
LAYER(folded_single_far, depthwise_conv2d_s8_single, 1, 1, 9, 13, 5, 5, 3, 3, 2, 1, DEPTHWISE, STRIPS, FOLDED)
LAYER(single_one_far, depthwise_conv2d_s8_s16_single, 1, 2, 9, 9, 5, 5, 3, 3, 2, 1, DEPTHWISE, STRIPS,
      NATIVE(16, 2, 700), DENDRITES(1, 0, 90))
LAYER(single_two, depthwise_conv2d_s16_s8_single, 2, 1, 9, 7, 5, 5, 3, 3, 1, 1, DEPTHWISE, STRIPS, NATIVE(8, 0, -5),
      DENDRITES(2, 2, 0))
LAYER(single_tflite, depthwise_conv2d_s8_single, 1, 1, 9, 11, 5, 5, 5, 5, 1, 2, DEPTHWISE, STRIPS, TFLITE(-13))

enum { DUAL, WIDE, WINOGRAD, PLANES, SINGLE };

static const struct {
  const char *name;
  int layout, input_size, output_size, bias_size; // 0: one bias for all positions
  const dendrt_plane_t *input, *output;
  const dendrt_window_t *window;
  const dendrt_channel_requant_t *requant;
  const dendrt_dendrites_t *dendrites;
  void (*run)(const void *input, void *output, void *scratch);
} cases[] = {
#define CASE_OF(name, layout, in, out, bias_size)                                                                      \
  {#name,                                                                                                              \
   layout,                                                                                                             \
   in,                                                                                                                 \
   out,                                                                                                                \
   bias_size,                                                                                                          \
   &layer_##name.shape.input,                                                                                          \
   &layer_##name.shape.output,                                                                                         \
   &layer_##name.shape.window,                                                                                         \
   &layer_##name.requant,                                                                                              \
   &layer_##name.dendrites,                                                                                            \
   run_##name},
#define CASE(name, layout, in, out) CASE_OF(name, layout, in, out, 0)
#define BORDERED_CASE(name, layout, bias_size) CASE_OF(name, layout, 1, 1, bias_size)
    CASE(folded_wide, WIDE, 1, 1)                     //
    CASE(folded_wide_long, WIDE, 1, 1)                //
    CASE(folded_neighbours, WIDE, 1, 1)               //
    CASE(padded_wide, WIDE, 1, 1)                     //
    CASE(padded_wide_odd, WIDE, 1, 1)                 //
    CASE(padded_dual, DUAL, 1, 1)                     //
    CASE(padded_dendrites, WIDE, 1, 1)                //
    CASE(padded_s16, WIDE, 2, 2)                      //
    CASE(inside_wide, WIDE, 1, 1)                     //
    CASE(flat_wide, WIDE, 1, 1)                       //
    CASE(line_wide, WIDE, 1, 1)                       //
    CASE(folded_dual, DUAL, 1, 1)                     //
    CASE(folded_dual_long, DUAL, 1, 1)                //
    CASE(one_dendrite, WIDE, 1, 1)                    //
    CASE(one_dendrite_long, WIDE, 1, 2)               //
    CASE(two_dendrites, WIDE, 1, 1)                   //
    CASE(two_dendrites_long, WIDE, 2, 1)              //
    CASE(three_dendrites, WIDE, 2, 2)                 //
    CASE(three_dendrites_long, WIDE, 1, 1)            //
    CASE(one_dendrite_by_table, WIDE, 1, 1)           //
    CASE(one_dendrite_by_values, WIDE, 1, 1)          //
    CASE(three_dendrites_by_values, WIDE, 1, 2)       //
    CASE(two_dendrites_by_short_table, WIDE, 1, 1)    //
    CASE(three_linear_dendrites, WIDE, 1, 1)          //
    CASE(two_relu_dendrites, WIDE, 1, 1)              //
    BORDERED_CASE(two_dendrites_by_values, WIDE, 15)  //
    CASE(dual_one, DUAL, 1, 1)                        //
    CASE(dual_by_values, DUAL, 1, 1)                  //
    CASE(dual_two_long, DUAL, 1, 2)                   //
    CASE(dual_three, DUAL, 1, 1)                      //
    BORDERED_CASE(bordered_wide, WIDE, 7)             //
    BORDERED_CASE(bordered_wide_long, WIDE, 8)        //
    BORDERED_CASE(bordered_dual, DUAL, 8)             //
    BORDERED_CASE(bordered_dual_long, DUAL, 10)       //
    BORDERED_CASE(bordered_dual_tflite, DUAL, 8)      //
    BORDERED_CASE(bordered_dendrite, WIDE, 10)        //
    BORDERED_CASE(bordered_by_table, WIDE, 10)        //
    BORDERED_CASE(bordered_two_dendrites, WIDE, 15)   //
    BORDERED_CASE(bordered_three_dendrites, WIDE, 12) //
    CASE(folded_winograd, WINOGRAD, 1, 1)             //
    CASE(folded_winograd_long, WINOGRAD, 1, 1)        //
    CASE(winograd, WINOGRAD, 1, 1)                    //
    CASE(dendritic_winograd, WINOGRAD, 1, 1)          //
    CASE(one_dendrite_winograd, WINOGRAD, 1, 2)       //
    CASE(three_dendrites_winograd, WINOGRAD, 1, 1)    //
    CASE(four_dendrites_winograd, WINOGRAD, 1, 2)     //
    CASE(winograd_by_table, WINOGRAD, 1, 1)           //
    CASE(winograd_by_values, WINOGRAD, 1, 1)          //
    CASE(linear_winograd, WINOGRAD, 1, 1)             //
    CASE(relu_winograd, WINOGRAD, 1, 1)               //
    CASE(folded_planes, PLANES, 1, 1)                 //
    CASE(folded_planes_far, PLANES, 1, 1)             //
    CASE(planes_one, PLANES, 1, 2)                    //
    CASE(planes_one_far, PLANES, 2, 2)                //
    CASE(planes_two, PLANES, 1, 1)                    //
    CASE(planes_two_far, PLANES, 2, 1)                //
    CASE(planes_three, PLANES, 1, 1)                  //
    CASE(planes_by_table, PLANES, 1, 1)               //
    CASE(planes_three_far, PLANES, 1, 1)              //
    CASE(planes_one_by_values, PLANES, 1, 1)          //
    CASE(planes_two_by_values, PLANES, 1, 2)          //
    CASE(planes_three_by_values, PLANES, 1, 1)        //
    CASE(folded_single, SINGLE, 1, 1)                 //
    CASE(folded_single_far, SINGLE, 1, 1)             //
    CASE(single_one_far, SINGLE, 1, 2)                //
    CASE(single_two, SINGLE, 2, 1)                    //
    CASE(single_tflite, SINGLE, 1, 1)                 //
};

// A random neuron with the constants of a layer: of rounding FOLDED one of rounding NATIVE that it is the same as,
// floor(x + 1/2) being (floor(x * 2^RIGHT) + 2^(RIGHT-1)) >> RIGHT.
static void constant_neuron(neuron_t *neuron, const dendrt_channel_requant_t *requant,
                            const dendrt_dendrites_t *dendrites) {
  const int is_folded = requant->rounding == DENDRT_FOLDED;
  const int32_t channels = neuron->channels, d = dendrites->count, most = 1 << 19;
  int16_t *function = pool(257 * 2);
  for (int i = 0; i < 257; ++i)
    function[i] = (int16_t)random_in(INT16_MIN, INT16_MAX);
  neuron->function = dendrites->segments || dendrites->values || dendrites->function ? function : NULL;
  neuron->table_bits = dendrites->table_bits;
  neuron->rounding = is_folded ? DENDRT_NATIVE : requant->rounding;
  neuron->shift = is_folded ? 0 : requant->shift;
  neuron->zero_point = is_folded ? random_in(INT8_MIN, INT8_MAX) : requant->zero_point;
  neuron->min = requant->min;
  neuron->max = requant->max;
  int32_t *values = random_array(channels, 0, is_folded || requant->min == INT8_MIN ? 1 << 20 : 1 << 28);
  for (int32_t c = 0; c < channels; ++c)
    values[c] &= -(1 << RIGHT);
  neuron->multipliers = values;
  int8_t *own_rights = pool((uint32_t)channels);
  for (int32_t c = 0; c < channels && neuron->rounding == DENDRT_TFLITE; ++c) {
    values[c] = random_in(1 << 30, INT32_MAX);
    own_rights[c] = (int8_t)random_in(8, 16);
  }
  neuron->rights = own_rights;
  neuron->between = random_array(d * (d - 1) / 2 * channels, -most, most);
  neuron->to_neuron = random_array(d * channels, -most, most);
  neuron->dendrite_multipliers = random_array(d * channels, 0, 1 << (20 + dendrites->table_bits));
  neuron->z_shift = dendrites->shift;
  neuron->z_zero_point = dendrites->zero_point;
  neuron->z_min = dendrites->min;
  neuron->z_max = dendrites->max;
}

static void fill_tables(const convolution_t *layer, int layout, int input_size, int32_t bias_size,
                        const dendrt_channel_requant_t *requant) {
  const neuron_t *n = &layer->neuron;
  const int32_t taps = layer->width == 1 ? layer->window.height : layer->window.width; // side by side
  const run_t run = {taps * layer->channels, input_size == 1};
  const int32_t filters = (n->dendrites + 1) * n->channels, biases = bias_count(layer);
  int32_t *folded = pool((uint32_t)(filters * biases) * 4);
  fold_bias(layer, folded);
  for (int32_t b = 0; b < biases; ++b) {
    if (layout == DUAL)
      pack_dual(layer, folded + b * filters, run, weights, bias + b * bias_size);
    else if (layout == WIDE)
      pack_wide(layer, folded + b * filters, requant, run, weights, bias + b * bias_size);
  }
  if (layout == WINOGRAD)
    pack_winograd(layer, folded, requant->rounding == DENDRT_FOLDED ? requant->left : 2, weights, bias);
  else if (layout == PLANES)
    pack_planes(layer, folded, (int8_t *)weights, bias);
  else if (layout == SINGLE)
    pack_single(layer, folded, (int8_t *)weights, bias);
  pack_parameters(n, parameters);
  if (n->function) {
    memcpy(table, n->function, sizeof table);
    pack_segments(table, segments);
    if (n->table_bits == 2)
      pack_values(table, 2, n->z_min, n->z_max, values);
  }
  for (int32_t c = 0; c < n->channels; ++c) {
    multipliers[c] = n->multipliers[c];
    if (requant->rounding == DENDRT_TFLITE)
      rights[c] = (int8_t)(n->rights[c] - 1);
    factors[2 * c] = n->multipliers[c] >> (requant->left > RIGHT ? requant->left - RIGHT : 0);
    factors[2 * c + 1] = (2 * n->zero_point + 1) * (1 << (RIGHT - 1));
  }
}

void test_constant_layers(void) {
  for (int32_t i = 0; i < (int32_t)(sizeof cases / sizeof *cases); ++i)
    for (int32_t round = 0; round < 1 + TEST_ROUNDS / 40; ++round) {
      pool_reset();
      random_seed((uint32_t)(100 * i + round));
      const dendrt_plane_t *input_plane = cases[i].input, *output_plane = cases[i].output;
      const int depthwise = cases[i].layout >= PLANES;
      convolution_t layer = {input_plane->height,
                             input_plane->width,
                             input_plane->channels,
                             output_plane->height,
                             output_plane->width,
                             *cases[i].window,
                             .groups = depthwise ? input_plane->channels : 1};
      if (cases[i].bias_size > 0) {
        layer.top = TOP;
        layer.left = LEFT;
        layer.bottom = BOTTOM;
        layer.right = RIGHT_SIDE;
      }
      layer.neuron.channels = output_plane->channels;
      layer.neuron.dendrites = cases[i].dendrites->count;
      random_weights(&layer, cases[i].input_size, cases[i].output_size, 22);
      layer.zero_point = INPUT_ZERO_POINT;
      constant_neuron(&layer.neuron, cases[i].requant, cases[i].dendrites);
      fill_tables(&layer, cases[i].layout, cases[i].input_size, cases[i].bias_size, cases[i].requant);

      int32_t *x;
      void *input;
      random_input(layer.height * layer.width * layer.channels, cases[i].input_size, &x, &input);
      const int32_t count = layer.output_height * layer.output_width * layer.neuron.channels;
      int32_t *expected = pool((uint32_t)count * 4);
      void *output = pool((uint32_t)(count * cases[i].output_size)), *scratch = pool(8192);
      reference_convolution(&layer, x, expected);
      memset(output, 0x5a, (size_t)(count * cases[i].output_size));
      cases[i].run(input, output, scratch);
      check_outputs(cases[i].name, round, expected, output, count, cases[i].output_size);
      pool_check(cases[i].name, round);
    }
}
