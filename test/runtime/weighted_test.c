// weighted_test.c: conv2d, dense and depthwise_conv2d in all layouts and types against the
// reference, over random layers; and rows out of and into rings against the whole.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "check.h"
#include "layers.h"
#include "weights.h"

#include "dendrt/conv2d_dual.h"
#include "dendrt/conv2d_long.h"
#include "dendrt/conv2d_narrow.h"
#include "dendrt/conv2d_paired.h"
#include "dendrt/conv2d_triple.h"
#include "dendrt/conv2d_vector.h"
#include "dendrt/conv2d_wide.h"
#include "dendrt/conv2d_winograd.h"
#include "dendrt/dense_direct.h"
#include "dendrt/dense_dual.h"
#include "dendrt/dense_long.h"
#include "dendrt/dense_narrow.h"
#include "dendrt/dense_paired.h"
#include "dendrt/dense_quartet.h"
#include "dendrt/dense_vector.h"
#include "dendrt/dense_wide.h"
#include "dendrt/depthwise_conv2d.h"
#include "dendrt/depthwise_conv2d_planes.h"
#include "dendrt/depthwise_conv2d_sixteen.h"

#include <string.h>

void test_conv2d(void);
void test_conv2d_winograd(void);
void test_dense(void);
void test_depthwise_conv2d(void);

// random_weights of a layer whose sums may leave 32 bits.
static void random_long_weights(convolution_t *layer, int output_size) {
  neuron_t *neuron = &layer->neuron;
  const int32_t count = neuron->channels * column_length(layer);
  neuron->dendrites = 0;
  random_weights(layer, 2, output_size, 31);
  int8_t *weights = pool((uint32_t)count), *rights = pool((uint32_t)neuron->channels);
  int32_t *multipliers = pool((uint32_t)neuron->channels * 4);
  for (int32_t i = 0; i < count; ++i)
    weights[i] = (int8_t)random_in(-128, 127);
  for (int32_t c = 0; c < neuron->channels; ++c) {
    multipliers[c] = random_in(1 << 30, INT32_MAX);
    rights[c] = (int8_t)random_in(1, 14);
  }
  layer->weights = weights;
  layer->bias = random_array(neuron->channels, INT32_MIN, INT32_MAX);
  layer->zero_point = 0;
  layer->saturates = 1;
  neuron->rounding = DENDRT_NEAREST;
  neuron->shift = random_in(0, 3);
  neuron->multipliers = multipliers;
  neuron->rights = rights;
}

static dendrt_channel_requant_t requant_of(const neuron_t *n) {
  int8_t *rights = pool((uint32_t)n->channels);
  for (int32_t c = 0; c < n->channels; ++c)
    rights[c] = (int8_t)(n->rights[c] - 1);
  return (dendrt_channel_requant_t){.multipliers = n->multipliers,
                                    .shift = n->shift,
                                    .zero_point = n->zero_point,
                                    .min = n->min,
                                    .max = n->max,
                                    .rounding = n->rounding,
                                    .rights = rights};
}

// The largest magnitude of the sums of channel `c` of a layer without dendrites, from inputs of `size` bytes.
static int64_t bound_of(const convolution_t *layer, const int32_t *folded_bias, int32_t c, int size) {
  const int32_t length = column_length(layer);
  int64_t low = folded_bias[c], high = low;
  for (int32_t k = 0; k < length; ++k) {
    const int64_t w = layer->weights[c * length + k];
    low += w < 0 ? w * max_of(size) : w * min_of(size);
    high += w < 0 ? w * min_of(size) : w * max_of(size);
  }
  return -low > high ? -low : high;
}

// Rounding FOLDED instead, if the layer and its rounding allow it: where it is the same by its formula. With x the
// product of a sum and its factor M / 2^32
//   native   floor(x + 1/2)                    = (floor(2x) + 1) >> 1
//   nearest  floor((x + 2^(r-1)) / 2^r)        = (floor(x) + 2^(r-1)) >> r
//   tflite   floor((floor(2x + 1/2) + 2^(r-1)) / 2^r) where it is not negative
//                                              = (floor(4x) + 2^r + 1) >> (r + 1)
// and each takes d more bits before the last shift, times 2^d all of it, since the constants are integers. What a sum
// has more to the left, at most `left` bits, M may have less.
static int fold(const convolution_t *layer, const int32_t *folded_bias, int size, int32_t left,
                dendrt_channel_requant_t *requant) {
  const neuron_t *n = &layer->neuron;
  const int tflite = n->rounding == DENDRT_TFLITE, native = n->rounding == DENDRT_NATIVE;
  if (n->dendrites > 0 || n->rounding == DENDRT_TFLITE_WIDE || (tflite && n->zero_point > n->min))
    return 0;
  int32_t *factors = pool((uint32_t)n->channels * 8), right = 1;
  for (int32_t c = 0; c < n->channels; ++c) {
    const int32_t r = native ? 1 : n->rights[c] + tflite;
    right = r > right ? r : right;
    while (left > 0 && bound_of(layer, folded_bias, c, size) << left > INT32_MAX)
      --left;
  }
  for (int32_t c = 0; c < n->channels; ++c) {
    const int32_t more = right - (native ? 1 : n->rights[c] + tflite), bits = (tflite ? 2 : n->shift + native) + more;
    const int64_t offset = (2 * (int64_t)n->zero_point + 1) * ((int64_t)1 << (right - 1)) + (tflite ? 1 << more : 0);
    if (left < 1 || bits > left || n->multipliers[c] & ((1 << (left - bits)) - 1) || offset >= 1 << 30 ||
        offset <= -(1 << 30))
      return 0;
    factors[2 * c] = n->multipliers[c] >> (left - bits);
    factors[2 * c + 1] = (int32_t)offset;
  }
  *requant = (dendrt_channel_requant_t){
      .min = n->min, .max = n->max, .rounding = DENDRT_FOLDED, .folded = factors, .left = left, .right = right};
  return 1;
}

// Its segments instead of the table of the dendrites' function: what kernels without lanes may have.
static void random_segments(dendrt_dendrites_t *dendrites) {
  if (!dendrites->function || random_one_in(2))
    return;
  int32_t *segments = pool(256 * 8);
  pack_segments(dendrites->function, segments);
  dendrites->segments = segments;
  dendrites->function = NULL;
}

static void random_geometry(convolution_t *layer, int32_t max_size) {
  layer->height = random_in(1, max_size);
  layer->width = random_one_in(4) ? 1 : random_in(1, max_size);
  dendrt_window_t *w = &layer->window;
  random_axis(layer->height, &w->height, &w->stride_height, &w->dilation_height, &w->pad_top, &layer->output_height);
  random_axis(layer->width, &w->width, &w->stride_width, &w->dilation_width, &w->pad_left, &layer->output_width);
  layer->neuron.dendrites = random_one_in(2) ? 0 : random_in(1, MAX_DENDRITES);
}

#define ROWS(name)                                                                                                     \
  static void rows_##name(const void *layer, const void *input, void *output, void *scratch, int32_t first,            \
                          int32_t count) {                                                                             \
    dendrt_##name##_rows(layer, input, output, scratch, first, count);                                                 \
  }
ROWS(conv2d_s8_dual)
ROWS(conv2d_s8_s16_dual)
ROWS(conv2d_s8_paired)
ROWS(conv2d_s8_s16_paired)
ROWS(conv2d_s16_paired)
ROWS(conv2d_s16_s8_paired)
ROWS(conv2d_s8_wide)
ROWS(conv2d_s8_s16_wide)
ROWS(conv2d_s16_wide)
ROWS(conv2d_s16_s8_wide)
ROWS(conv2d_s16_long)
ROWS(conv2d_s16_s8_long)
ROWS(conv2d_s8_narrow)
ROWS(conv2d_s8_s16_narrow)
ROWS(conv2d_s16_narrow)
ROWS(conv2d_s16_s8_narrow)
ROWS(conv2d_s8_triple)
ROWS(conv2d_s8_s16_triple)
ROWS(conv2d_s8_vector)
ROWS(conv2d_s8_s16_vector)
ROWS(conv2d_s16_vector)
ROWS(conv2d_s16_s8_vector)
ROWS(conv2d_s8_winograd)
ROWS(conv2d_s8_s16_winograd)
ROWS(depthwise_conv2d_s8_quad)
ROWS(depthwise_conv2d_s8_s16_quad)
ROWS(depthwise_conv2d_s16_quad)
ROWS(depthwise_conv2d_s16_s8_quad)
ROWS(depthwise_conv2d_s8_planes)
ROWS(depthwise_conv2d_s8_s16_planes)
ROWS(depthwise_conv2d_s16_planes)
ROWS(depthwise_conv2d_s16_s8_planes)
ROWS(depthwise_conv2d_s8_sixteen)
ROWS(depthwise_conv2d_s8_s16_sixteen)

// The worst case of a sum of `length` products fits 24 bits: no chunks needed.
static int32_t random_chunk(int32_t length) {
  if (length > 2 && random_one_in(3))
    return 2 * random_in(1, length / 2);
  return random_one_in(2) ? length + length % 2 : INT32_MAX - 1;
}

// The most elements whose sums have 21 bits in every filter, for elements of 0 to 255; now and then fewer.
static int32_t random_triple_chunk(const convolution_t *layer) {
  const int32_t length = column_length(layer), filters = (layer->neuron.dendrites + 1) * layer->neuron.channels;
  int32_t chunk = random_one_in(2) ? length : random_in(1, length);
  for (int32_t f = 0; f < filters; ++f) {
    int32_t low = 0, high = 0;
    for (int32_t k = 0; k < length; ++k) {
      if (k % chunk == 0)
        low = high = 0;
      const int32_t w = layer->weights[f * length + k] * 255;
      low += w < 0 ? w : 0;
      high += w > 0 ? w : 0;
      if (low < -(1 << 20) || high >= 1 << 20) { // again with less
        chunk = k % chunk;
        k = -1;
      }
    }
  }
  return chunk;
}

enum { DUAL, PAIRED, WIDE, VECTOR, NARROW, TRIPLE, LONG };

// A layer's filters in a layout, of random chunks.
typedef struct {
  int layout;
  int32_t words;        // of a column, as if copied where it may be read in place
  int32_t scratch_size; // two columns taken
  void *weights;
  int32_t *bias;
  int32_t chunk_length;
  dendrt_channel_requant_t requant;
  dendrt_dendrites_t dendrites;
} packed_t;

// Puts what kernels of four lanes read per channel, `padded` of them, into their order.
static void pack_lane_neuron(const convolution_t *layer, lane_order_t order, int32_t padded,
                             dendrt_channel_requant_t *requant, dendrt_dendrites_t *dendrites) {
  const neuron_t *neuron = &layer->neuron;
  const int32_t d = neuron->dendrites;
  int32_t *multipliers = pool((uint32_t)padded * 4), *rights = pool((uint32_t)neuron->channels * 4);
  int32_t *packed_rights = pool((uint32_t)padded * 4);
  int8_t *bytes = pool((uint32_t)padded);
  pack_lanes(layer, order, neuron->multipliers, multipliers);
  for (int32_t c = 0; c < neuron->channels; ++c)
    rights[c] = neuron->rights[c] - 1;
  pack_lanes(layer, order, rights, packed_rights);
  for (int32_t i = 0; i < padded; ++i)
    bytes[i] = (int8_t)packed_rights[i];
  *requant = requant_of(neuron);
  requant->multipliers = multipliers;
  requant->rights = bytes;
  *dendrites = dendrites_of(neuron);
  if (d > 0) {
    int32_t *parameters = pool((uint32_t)((2 * d + d * (d - 1) / 2) * padded) * 4);
    pack_lane_parameters(layer, order, parameters);
    dendrites->parameters = parameters;
  }
}

// Layout vector: all that kernels read goes by blocks of 4 channels.
static packed_t pack_by_vectors(const convolution_t *layer, int input_size) {
  const int32_t length = column_length(layer), d = layer->neuron.dendrites, channels = layer->neuron.channels;
  const int32_t padded = layer->groups * ((channels / layer->groups + 3) / 4 * 4);
  const int32_t steps = (length * input_size + 15) / 16;
  packed_t p = {.layout = VECTOR, .words = 4 * steps, .scratch_size = 32 * steps + (d > 1 ? 32 * (d - 1) : 0)};
  p.bias = pool((uint32_t)(padded * (d + 1)) * 4);
  p.weights = pool((uint32_t)(channels * (d + 1) * steps * 16 / input_size));
  int32_t *folded = pool((uint32_t)(channels * (d + 1)) * 4);
  fold_bias(layer, folded);
  pack_vector(layer, folded, input_size, p.weights, p.bias);
  pack_lane_neuron(layer, BY_FOURS, padded, &p.requant, &p.dendrites);
  return p;
}

// Layout winograd, for outputs of `output_size` bytes.
static packed_t pack_by_winograd(const convolution_t *layer, int output_size) {
  const int32_t inputs = (layer->channels + 3) / 4 * 4, channels = layer->neuron.channels, d = layer->neuron.dendrites;
  const int32_t patch = 24 * inputs, edge = 8 * channels * output_size, filters = (d + 1) * channels;
  packed_t p = {.requant = requant_of(&layer->neuron), .dendrites = dendrites_of(&layer->neuron)};
  p.scratch_size = 64 * inputs + 512 + (d > 0 ? 128 * (d + 1) : 0) + (patch > edge ? patch : edge);
  p.bias = pool((uint32_t)filters * 4);
  p.weights = pool((uint32_t)((d + 1) * ((channels + 3) / 4 * 4) * inputs * 32));
  random_segments(&p.dendrites);
  int32_t *folded = pool((uint32_t)filters * 4);
  fold_bias(layer, folded);
  const int is_folded = random_one_in(2) && fold(layer, folded, 1, 6, &p.requant);
  pack_winograd(layer, folded, is_folded ? p.requant.left : 2, p.weights, p.bias);
  return p;
}

static packed_t pack(const convolution_t *layer, int layout, run_t run) {
  if (layout == VECTOR)
    return pack_by_vectors(layer, run.is_byte ? 1 : 2);
  const int32_t length = column_length(layer), d = layer->neuron.dendrites;
  const int32_t filters = (d + 1) * layer->neuron.channels;
  // Every block may have one filter of zeros.
  const int32_t padded = filters + layer->groups * ((layer->neuron.channels / layer->groups + 3) / 4);
  packed_t p = {.layout = layout, .chunk_length = random_chunk(length)};
  p.words = layout == PAIRED ? (length + 3) / 4 * 2 : (length + 1) / 2;
  if (layout == NARROW)
    p.words = (length * (run.is_byte ? 1 : 2) + 3) / 4;
  if (layout == LONG)
    p.words = 0;
  p.scratch_size =
      8 * p.words + (layout == WIDE || layout == NARROW ? (d > 3 ? 8 * (d + 1) : 0) : (d > 0 ? 32 * (d + 1) : 0));
  if (layout == TRIPLE) {
    p.chunk_length = random_triple_chunk(layer);
    p.scratch_size = 4 * length + (d > 3 ? 12 * (d + 1) : 0);
  }
  p.bias = pool((uint32_t)padded * 4);
  p.weights = pool((uint32_t)(layout >= NARROW ? filters * length : padded * p.words * (layout == WIDE ? 4 : 2)));
  p.requant = requant_of(&layer->neuron);
  p.dendrites = dendrites_of(&layer->neuron);
  random_segments(&p.dendrites);
  int32_t *folded = pool((uint32_t)filters * 4);
  fold_bias(layer, folded);
  if (layout != PAIRED && layout != LONG && random_one_in(2))
    fold(layer, folded, run.is_byte ? 1 : 2, 8, &p.requant);
  if (layout == DUAL)
    pack_dual(layer, folded, run, p.weights, p.bias);
  else if (layout == PAIRED)
    pack_paired(layer, folded, run, p.weights, p.bias);
  else if (layout == NARROW)
    pack_narrow(layer, folded, p.weights, p.bias);
  else if (layout == TRIPLE)
    pack_triple(layer, folded, p.weights, p.bias);
  else if (layout == LONG) {
    memcpy(p.weights, layer->weights, (size_t)(filters * length));
    memcpy(p.bias, layer->bias, (size_t)filters * 4);
  } else
    pack_wide(layer, folded, &p.requant, run, p.weights, p.bias);
  return p;
}

// A random layout, of dense layers or of convolutions, with the size of its input, and of an output, and weights for
// them.
static int random_layout(convolution_t *layer, int is_dense, int *input_size, int *output_size) {
  int layout = random_in(DUAL, LONG);
  if (is_dense && layout == TRIPLE)
    layout = NARROW;
  *input_size = layout == DUAL || layout == TRIPLE ? 1 : layout == LONG ? 2 : random_in(1, 2);
  *output_size = random_in(1, 2);
  if (layout == LONG)
    random_long_weights(layer, *output_size);
  else
    random_weights(layer, *input_size, *output_size, layout == DUAL ? 23 : 31);
  if (layout == VECTOR)
    flatten_table(&layer->neuron);
  return layout;
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
    int input_size, output_size;
    const int layout = random_layout(&layer, 0, &input_size, &output_size);
    const int contiguous = layer.groups == 1 && (layer.window.dilation_width == 1 || layer.window.width == 1);
    const int line =
        layer.groups == 1 && layer.width == 1 && layer.window.width == 1 && layer.window.dilation_height == 1;
    const int32_t run_taps = line ? layer.window.height : contiguous ? layer.window.width : 1;
    const run_t run_order = {run_taps * layer.channels / layer.groups, input_size == 1};
    const packed_t p = pack(&layer, layout, run_order);
    const dendrt_conv2d_shape_t shape = {
        plane_of(layer.height, layer.width, layer.channels, input_size),
        plane_of(layer.output_height, layer.output_width, layer.neuron.channels, output_size), layer.window,
        layer.groups, layer.zero_point};
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

    int32_t *x;
    void *input;
    random_input(layer.height * layer.width * layer.channels, input_size, &x, &input);
    const int32_t count = layer.output_height * layer.output_width * layer.neuron.channels;
    int32_t *expected = pool((uint32_t)count * 4);
    void *output = pool((uint32_t)(count * output_size)), *scratch = pool((uint32_t)p.scratch_size);
    reference_convolution(&layer, x, expected);
    rows_fn run = kernels[layout][input_size - 1][output_size - 1];
    run(&kernel_layer, input, output, scratch, 0, layer.output_height);
    check_outputs("conv2d", round, expected, output, count, output_size);
    memset(output, 0x5a, (size_t)(count * output_size));
    run_in_rings(&kernel_layer, run, &kernel_layer.shape.input, &kernel_layer.shape.output, &layer.window, input,
                 output, scratch);
    check_outputs("conv2d in rings", round, expected, output, count, output_size);
    memset(output, 0x5a, (size_t)(count * output_size));
    const int is_gathered = layout == DUAL || layout == PAIRED || layout == WIDE || layout == TRIPLE;
    const int is_window = layout != LONG && layer.window.height * layer.window.width > 1;
    const int is_copied = layer.groups == 1 && (is_gathered || is_window);
    run_over_input(&kernel_layer, run, &kernel_layer.shape.input, &kernel_layer.shape.output, &layer.window,
                   (overlap_t){layout == TRIPLE ? 3 : 2, is_copied}, input, output, scratch);
    check_outputs("conv2d over its input", round, expected, output, count, output_size);
    pool_check("conv2d", round);
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
         plane_of(layer.output_height, layer.output_width, layer.neuron.channels, output_size), layer.window, 1,
         layer.zero_point},
        p.weights,
        p.bias,
        p.requant,
        p.dendrites};

    int32_t *x;
    void *input;
    random_input(layer.height * layer.width * layer.channels, 1, &x, &input);
    const int32_t count = layer.output_height * layer.output_width * layer.neuron.channels;
    int32_t *expected = pool((uint32_t)count * 4);
    void *output = pool((uint32_t)(count * output_size)), *scratch = pool((uint32_t)p.scratch_size);
    reference_convolution(&layer, x, expected);
    rows_fn run = kernels[output_size - 1];
    run(&kernel_layer, input, output, scratch, 0, layer.output_height);
    check_outputs("conv2d_winograd", round, expected, output, count, output_size);
    memset(output, 0x5a, (size_t)(count * output_size));
    run_in_rings(&kernel_layer, run, &kernel_layer.shape.input, &kernel_layer.shape.output, &layer.window, input,
                 output, scratch);
    check_outputs("conv2d_winograd in rings", round, expected, output, count, output_size);
    memset(output, 0x5a, (size_t)(count * output_size));
    run_over_input(&kernel_layer, run, &kernel_layer.shape.input, &kernel_layer.shape.output, &layer.window,
                   (overlap_t){2 * layer.output_width, 0}, input, output, scratch);
    check_outputs("conv2d_winograd over its input", round, expected, output, count, output_size);
    pool_check("conv2d_winograd", round);
  }
}

static void call_dense(const packed_t *p, const dendrt_dense_shape_t *shape, int input_size, int output_size,
                       const void *x, void *y, void *scratch) {
  const dendrt_dense_dual_t dual = {*shape, p->weights, p->bias, p->chunk_length, p->requant, p->dendrites};
  const dendrt_dense_paired_t paired = {*shape, p->weights, p->bias, p->requant, p->dendrites};
  const dendrt_dense_wide_t wide = {*shape, p->weights, p->bias, p->requant, p->dendrites};
  const dendrt_dense_vector_t vector = {*shape, p->weights, p->bias, p->requant, p->dendrites};
  const dendrt_dense_narrow_t narrow = {*shape, p->weights, p->bias, p->requant, p->dendrites};
  const dendrt_dense_long_t with_long_sums = {*shape, p->weights, p->bias, p->requant, p->dendrites};
  switch (p->layout * 4 + (input_size - 1) * 2 + output_size - 1) {
  case DUAL * 4:
    dendrt_dense_s8_dual(&dual, x, y, scratch);
    break;
  case DUAL * 4 + 1:
    dendrt_dense_s8_s16_dual(&dual, x, y, scratch);
    break;
  case PAIRED * 4:
    dendrt_dense_s8_paired(&paired, x, y, scratch);
    break;
  case PAIRED * 4 + 1:
    dendrt_dense_s8_s16_paired(&paired, x, y, scratch);
    break;
  case PAIRED * 4 + 2:
    dendrt_dense_s16_s8_paired(&paired, x, y, scratch);
    break;
  case PAIRED * 4 + 3:
    dendrt_dense_s16_paired(&paired, x, y, scratch);
    break;
  case WIDE * 4:
    dendrt_dense_s8_wide(&wide, x, y, scratch);
    break;
  case WIDE * 4 + 1:
    dendrt_dense_s8_s16_wide(&wide, x, y, scratch);
    break;
  case WIDE * 4 + 2:
    dendrt_dense_s16_s8_wide(&wide, x, y, scratch);
    break;
  case WIDE * 4 + 3:
    dendrt_dense_s16_wide(&wide, x, y, scratch);
    break;
  case VECTOR * 4:
    dendrt_dense_s8_vector(&vector, x, y, scratch);
    break;
  case VECTOR * 4 + 1:
    dendrt_dense_s8_s16_vector(&vector, x, y, scratch);
    break;
  case VECTOR * 4 + 2:
    dendrt_dense_s16_s8_vector(&vector, x, y, scratch);
    break;
  case VECTOR * 4 + 3:
    dendrt_dense_s16_vector(&vector, x, y, scratch);
    break;
  case NARROW * 4:
    dendrt_dense_s8_narrow(&narrow, x, y, scratch);
    break;
  case NARROW * 4 + 1:
    dendrt_dense_s8_s16_narrow(&narrow, x, y, scratch);
    break;
  case NARROW * 4 + 2:
    dendrt_dense_s16_s8_narrow(&narrow, x, y, scratch);
    break;
  case LONG * 4 + 2:
    dendrt_dense_s16_s8_long(&with_long_sums, x, y, scratch);
    break;
  case LONG * 4 + 3:
    dendrt_dense_s16_long(&with_long_sums, x, y, scratch);
    break;
  default:
    dendrt_dense_s16_narrow(&narrow, x, y, scratch);
  }
}

void test_dense(void) {
  for (int32_t round = 0; round < TEST_ROUNDS; ++round) {
    pool_reset();
    random_seed((uint32_t)round);
    convolution_t layer = {0};
    layer.height = layer.output_height = random_one_in(2) ? 1 : random_in(1, 5);
    layer.width = layer.output_width = layer.groups = 1;
    layer.window = (dendrt_window_t){1, 1, 1, 1, 1, 1, 0, 0};
    layer.channels = random_one_in(4) ? random_in(131, 700) : random_channels();
    layer.neuron.channels = random_channels();
    layer.neuron.dendrites = random_one_in(2) ? 0 : random_in(1, MAX_DENDRITES);
    int input_size, output_size;
    const int layout = random_layout(&layer, 1, &input_size, &output_size);
    const packed_t p = pack(&layer, layout, (run_t){layer.channels, input_size == 1});
    const int32_t rows = layer.height;
    const dendrt_dense_shape_t shape = {rows, layer.channels, layer.neuron.channels};

    int32_t *x;
    void *input;
    random_input(rows * layer.channels, input_size, &x, &input);
    const int32_t count = rows * layer.neuron.channels;
    int32_t *expected = pool((uint32_t)count * 4);
    void *output = pool((uint32_t)(count * output_size));
    const int32_t scratch_size = p.scratch_size - (layout == NARROW ? 2 : rows > 1 ? 0 : 1) * 4 * p.words;
    void *scratch = pool((uint32_t)scratch_size);
    reference_convolution(&layer, x, expected);
    call_dense(&p, &shape, input_size, output_size, input, output, scratch);
    check_outputs("dense", round, expected, output, count, output_size);
    const dendrt_plane_t input_plane = plane_of(rows, 1, layer.channels, input_size);
    const dendrt_plane_t output_plane = plane_of(rows, 1, layer.neuron.channels, output_size);
    const int32_t distance = overlap_distance(&input_plane, &output_plane, &layer.window, (overlap_t){2, 0});
    const int32_t bytes = rows * layer.channels * input_size;
    uint8_t *memory = pool((uint32_t)(distance + bytes > count * output_size ? distance + bytes : count * output_size));
    memcpy(memory + distance, input, (size_t)bytes);
    call_dense(&p, &shape, input_size, output_size, memory + distance, memory, scratch);
    check_outputs("dense over its input", round, expected, memory, count, output_size);
    if (rows == 1 && layout == DUAL && p.chunk_length >= layer.channels) {
      const dendrt_dense_direct_t direct = {shape, p.weights, p.bias, p.requant, p.dendrites};
      void *sums = pool((uint32_t)(layer.neuron.dendrites > 0 ? 16 * (layer.neuron.dendrites + 1) : 0));
      memset(output, 0x5a, (size_t)(count * output_size));
      (output_size == 1 ? dendrt_dense_s8_direct : dendrt_dense_s8_s16_direct)(&direct, input, output, sums);
      check_outputs("dense, direct", round, expected, output, count, output_size);
    }
    if (rows == 1 && layout == NARROW && input_size == 1 && layer.channels <= 512) {
      const int32_t filters = (layer.neuron.dendrites + 1) * layer.neuron.channels;
      int8_t *weights = pool((uint32_t)(filters * layer.channels));
      for (int32_t i = 0; i < filters * layer.channels; ++i)
        weights[i] = (int8_t)(((int8_t *)p.weights)[i] ^ 0x80);
      const dendrt_dense_quartet_t quartet = {shape, weights, p.bias, p.requant, p.dendrites};
      void *sums = pool((uint32_t)(layer.neuron.dendrites > 3 ? 8 * (layer.neuron.dendrites + 1) : 0));
      memset(output, 0x5a, (size_t)(count * output_size));
      (output_size == 1 ? dendrt_dense_s8_quartet : dendrt_dense_s8_s16_quartet)(&quartet, input, output, sums);
      check_outputs("dense, quartet", round, expected, output, count, output_size);
    }
    if (rows == 1 && layout < VECTOR) {
      const int32_t begin = input_size == 1 ? (bytes + 3) / 4 * 4 : 0;
      memory = pool((uint32_t)(begin + bytes > scratch_size ? begin + bytes : scratch_size));
      memcpy(memory + begin, input, (size_t)bytes);
      memset(output, 0x5a, (size_t)(count * output_size));
      call_dense(&p, &shape, input_size, output_size, memory + begin, output, memory);
      check_outputs("dense, the input in scratch", round, expected, output, count, output_size);
    }
    pool_check("dense", round);
  }
}

// Whether layout planes holds windows of this kind.
static int fits_planes(const dendrt_window_t *w) {
  return w->width <= 3 && w->stride_width <= 2 && (w->width == 1 || w->dilation_width == 1);
}

static int32_t planes_scratch(const convolution_t *layer) {
  const dendrt_window_t *w = &layer->window;
  const int32_t branches = layer->neuron.dendrites + 1, height = layer->output_height, strips = (height + 7) / 8;
  const int32_t rows =
      ((height + strips - 1) / strips - 1) * w->stride_height + (w->height - 1) * w->dilation_height + 1;
  const int32_t words = (((layer->output_width + 1) / 2 * 2 - 1) * w->stride_width + 4) / 2;
  return 8 * branches * w->height + 16 * words * rows + (branches > 4 ? 8 * branches : 0);
}

enum { QUAD, PLANES, SIXTEEN };

void test_depthwise_conv2d(void) {
  static const rows_fn kernels[3][2][2] = {{{rows_depthwise_conv2d_s8_quad, rows_depthwise_conv2d_s8_s16_quad},
                                            {rows_depthwise_conv2d_s16_s8_quad, rows_depthwise_conv2d_s16_quad}},
                                           {{rows_depthwise_conv2d_s8_planes, rows_depthwise_conv2d_s8_s16_planes},
                                            {rows_depthwise_conv2d_s16_s8_planes, rows_depthwise_conv2d_s16_planes}},
                                           {{rows_depthwise_conv2d_s8_sixteen, rows_depthwise_conv2d_s8_s16_sixteen}}};
  for (int32_t round = 0; round < TEST_ROUNDS; ++round) {
    pool_reset();
    random_seed((uint32_t)round);
    convolution_t layer = {0};
    const int layout = random_in(QUAD, SIXTEEN), planes = layout == PLANES, sixteen = layout == SIXTEEN;
    do
      random_geometry(&layer, planes ? 20 : 9);
    while (planes && !fits_planes(&layer.window));
    layer.groups = layer.channels = planes && layer.height * layer.width > 81 ? random_in(1, 9) : random_channels();
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
      else
        pack_quad(&layer, folded, input_size, weights, bias);
      requant = requant_of(&layer.neuron);
      if (random_one_in(2))
        fold(&layer, folded, input_size, 8, &requant);
      dendrites = dendrites_of(&layer.neuron);
      random_segments(&dendrites);
    }
    const dendrt_depthwise_conv2d_shape_t shape = {
        plane_of(layer.height, layer.width, layer.channels, input_size),
        plane_of(layer.output_height, layer.output_width, layer.neuron.channels, output_size), layer.window,
        layer.zero_point};
    union {
      dendrt_depthwise_conv2d_shape_t shape; // the first member of each
      dendrt_depthwise_conv2d_quad_t quad;
      dendrt_depthwise_conv2d_planes_t planes;
      dendrt_depthwise_conv2d_sixteen_t sixteen;
    } kernel_layer;
    if (planes)
      kernel_layer.planes = (dendrt_depthwise_conv2d_planes_t){shape, weights, bias, requant, dendrites};
    else if (sixteen)
      kernel_layer.sixteen = (dendrt_depthwise_conv2d_sixteen_t){shape, weights, bias, requant, dendrites};
    else
      kernel_layer.quad = (dendrt_depthwise_conv2d_quad_t){shape, weights, bias, requant, dendrites};
    const int32_t scratch_size = planes    ? planes_scratch(&layer)
                                 : sixteen ? padded_channels + 8 * taps + (d > 1 ? 64 * (d - 1) : 0)
                                 : d > 0   ? 16 * (d + 1)
                                           : 0;

    int32_t *x;
    void *input;
    random_input(layer.height * layer.width * layer.channels, input_size, &x, &input);
    const int32_t count = layer.output_height * layer.output_width * layer.neuron.channels;
    int32_t *expected = pool((uint32_t)count * 4);
    void *output = pool((uint32_t)(count * output_size)), *scratch = pool((uint32_t)scratch_size);
    reference_convolution(&layer, x, expected);
    rows_fn run = kernels[layout][input_size - 1][output_size - 1];
    run(&kernel_layer, input, output, scratch, 0, layer.output_height);
    check_outputs("depthwise_conv2d", round, expected, output, count, output_size);
    memset(output, 0x5a, (size_t)(count * output_size));
    run_in_rings(&kernel_layer, run, &kernel_layer.shape.input, &kernel_layer.shape.output, &layer.window, input,
                 output, scratch);
    check_outputs("depthwise_conv2d in rings", round, expected, output, count, output_size);
    memset(output, 0x5a, (size_t)(count * output_size));
    const int32_t position_size = layer.channels * input_size;
    if (!planes || position_size == layer.neuron.channels * output_size) {
      run_over_input(&kernel_layer, run, &kernel_layer.shape.input, &kernel_layer.shape.output, &layer.window,
                     planes ? (overlap_t){STRIPS, 1} : (overlap_t){1, 0}, input, output, scratch);
      check_outputs("depthwise_conv2d over its input", round, expected, output, count, output_size);
    }
    pool_check("depthwise_conv2d", round);
  }
}
