// weighted_layers.c: random weighted layers, their filters packed for a kernel, and what is checked of spatial ones.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "weighted_layers.h"
#include "check.h"
#include "weights.h"

#include <string.h>

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
  layer->top = layer->left = layer->bottom = layer->right = 0;
  layer->bias = random_array(neuron->channels, INT32_MIN, INT32_MAX);
  layer->zero_point = 0;
  layer->saturates = 1;
  neuron->rounding = DENDRT_NEAREST;
  neuron->shift = random_in(0, 3);
  neuron->multipliers = multipliers;
  neuron->rights = rights;
}

dendrt_channel_requant_t requant_of(const neuron_t *n) {
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

// Where rounding FOLDED is the same by its formula. With x the
// product of a sum and its factor M / 2^32
//   native   floor(x + 1/2)                    = (floor(2x) + 1) >> 1
//   nearest  floor((x + 2^(r-1)) / 2^r)        = (floor(x) + 2^(r-1)) >> r
//   tflite   floor((floor(2x + 1/2) + 2^(r-1)) / 2^r) where it is not negative
//                                              = (floor(4x) + 2^r + 1) >> (r + 1)
// and each takes d more bits before the last shift, times 2^d all of it, since the constants are integers. What a sum
// has more to the left, at most `left` bits, M may have less.
int fold(const convolution_t *layer, const int32_t *folded_bias, int size, int32_t left,
         dendrt_channel_requant_t *requant) {
  const neuron_t *n = &layer->neuron;
  const int tflite = n->rounding == DENDRT_TFLITE, native = n->rounding == DENDRT_NATIVE;
  if (n->dendrites > 0 || n->rounding == DENDRT_TFLITE_WIDE || (tflite && n->zero_point > n->min))
    return 0;
  int32_t *factors = pool((uint32_t)n->channels * 8), right = 1;
  for (int32_t c = 0; c < n->channels; ++c) {
    const int32_t r = native ? 1 : n->rights[c] + tflite;
    right = r > right ? r : right;
    for (int32_t b = 0; b < bias_count(layer); ++b)
      while (left > 0 && bound_of(layer, folded_bias + b * n->channels, c, size) << left > INT32_MAX)
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

void random_form(dendrt_dendrites_t *dendrites, int in_lanes) {
  const int32_t bits = dendrites->table_bits;
  if (!dendrites->function || random_one_in(2))
    return;
  if (bits < 4) {
    int16_t *values = pool((uint32_t)(dendrites->max - dendrites->min + 1) * 2);
    pack_values(dendrites->function, bits, dendrites->min, dendrites->max, values);
    dendrites->values = values;
  } else if (bits == 8 && !in_lanes) {
    int32_t *segments = pool(256 * 8);
    pack_segments(dendrites->function, segments);
    dendrites->segments = segments;
  } else {
    return;
  }
  dendrites->function = NULL;
}

void random_geometry(convolution_t *layer, int32_t max_size) {
  layer->height = random_in(1, max_size);
  layer->width = random_one_in(4) ? 1 : random_in(1, max_size);
  dendrt_window_t *w = &layer->window;
  random_axis(layer->height, &w->height, &w->stride_height, &w->dilation_height, &w->pad_top, &layer->output_height);
  random_axis(layer->width, &w->width, &w->stride_width, &w->dilation_width, &w->pad_left, &layer->output_width);
  layer->neuron.dendrites = random_one_in(2) ? 0 : random_in(1, MAX_DENDRITES);
}

// How many places at the one end and at the other end of `size` are borders.
static void random_border(int32_t size, int32_t *before, int32_t *behind) {
  *before = random_in(0, size > 3 ? 2 : size - 1);
  *behind = random_in(0, size - 1 - *before > 2 ? 2 : size - 1 - *before);
}

void random_borders(convolution_t *layer) {
  if (random_one_in(2))
    return;
  random_border(layer->output_height, &layer->top, &layer->bottom);
  random_border(layer->output_width, &layer->left, &layer->right);
}

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

void pack_lane_neuron(const convolution_t *layer, lane_order_t order, int32_t padded, dendrt_channel_requant_t *requant,
                      dendrt_dendrites_t *dendrites) {
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
  random_form(dendrites, 1);
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
  const int32_t filters = channels * (d + 1), biases = bias_count(layer);
  packed_t p = {.layout = VECTOR, .words = 4 * steps, .scratch_size = 32 * steps + (d > 1 ? 32 * (d - 1) : 0)};
  p.bias_size = padded * (d + 1);
  p.bias = pool((uint32_t)(p.bias_size * biases) * 4);
  p.weights = pool((uint32_t)(channels * (d + 1) * steps * 16 / input_size));
  int32_t *folded = pool((uint32_t)(filters * biases) * 4);
  fold_bias(layer, folded);
  for (int32_t b = 0; b < biases; ++b)
    pack_vector(layer, folded + b * filters, input_size, p.weights, p.bias + b * p.bias_size);
  pack_lane_neuron(layer, BY_FOURS, padded, &p.requant, &p.dendrites);
  return p;
}

packed_t pack_by_winograd(const convolution_t *layer, int output_size) {
  const int32_t inputs = (layer->channels + 3) / 4 * 4, channels = layer->neuron.channels, d = layer->neuron.dendrites;
  const int32_t patch = 24 * inputs, own = 512 + 64 * d + 8 * channels * output_size, filters = (d + 1) * channels;
  packed_t p = {.requant = requant_of(&layer->neuron), .dendrites = dendrites_of(&layer->neuron)};
  p.scratch_size = 64 * inputs + (patch > own ? patch : own);
  p.bias = pool((uint32_t)filters * 4);
  p.weights = pool((uint32_t)((d + 1) * ((channels + 3) / 4 * 4) * inputs * 32));
  random_form(&p.dendrites, 0);
  int32_t *folded = pool((uint32_t)filters * 4);
  fold_bias(layer, folded);
  const int is_folded = random_one_in(2) && fold(layer, folded, 1, 6, &p.requant);
  pack_winograd(layer, folded, is_folded ? p.requant.left : 2, p.weights, p.bias);
  return p;
}

// Filters in pairs: blocks of channels that have an odd number have one of zeros.
static int32_t paired_filters(const convolution_t *layer) {
  const int32_t channels = layer->neuron.channels / layer->groups, branches = layer->neuron.dendrites + 1;
  return layer->groups * (channels / 4 * 4 * branches + (channels % 4 * branches + 1) / 2 * 2);
}

packed_t pack(const convolution_t *layer, int layout, run_t run) {
  if (layout == VECTOR)
    return pack_by_vectors(layer, run.is_byte ? 1 : 2);
  const int32_t length = column_length(layer), d = layer->neuron.dendrites;
  const int32_t filters = (d + 1) * layer->neuron.channels, biases = bias_count(layer);
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
  p.bias_size = layout == DUAL || layout == PAIRED ? paired_filters(layer) : filters;
  p.bias = pool((uint32_t)(p.bias_size * biases) * 4);
  p.weights = pool((uint32_t)(layout >= NARROW ? filters * length : padded * p.words * (layout == WIDE ? 4 : 2)));
  p.requant = requant_of(&layer->neuron);
  p.dendrites = dendrites_of(&layer->neuron);
  random_form(&p.dendrites, 0);
  int32_t *folded = pool((uint32_t)(filters * biases) * 4);
  fold_bias(layer, folded);
  if (layout != PAIRED && layout != LONG && random_one_in(2))
    fold(layer, folded, run.is_byte ? 1 : 2, 8, &p.requant);
  for (int32_t b = 0; b < biases; ++b, folded += filters) {
    int32_t *bias = p.bias + b * p.bias_size;
    if (layout == DUAL)
      pack_dual(layer, folded, run, p.weights, bias);
    else if (layout == PAIRED)
      pack_paired(layer, folded, run, p.weights, bias);
    else if (layout == NARROW)
      pack_narrow(layer, folded, p.weights, bias);
    else if (layout == TRIPLE)
      pack_triple(layer, folded, p.weights, bias);
    else if (layout == LONG) {
      memcpy(p.weights, layer->weights, (size_t)(filters * length));
      memcpy(bias, layer->bias, (size_t)filters * 4);
    } else
      pack_wide(layer, folded, &p.requant, run, p.weights, bias);
  }
  return p;
}

int random_layout(convolution_t *layer, int is_dense, int *input_size, int *output_size) {
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

void check_spatial(const char *const *names, int32_t round, const convolution_t *layer, const void *kernel_layer,
                   dendrt_plane_t *input_plane, dendrt_plane_t *output_plane, rows_fn run, int input_size,
                   int output_size, int32_t scratch_size, const overlap_t *overlap) {
  int32_t *x;
  void *input;
  random_input(layer->height * layer->width * layer->channels, input_size, &x, &input);
  const int32_t count = layer->output_height * layer->output_width * layer->neuron.channels;
  int32_t *expected = pool((uint32_t)count * 4);
  void *output = pool((uint32_t)(count * output_size)), *scratch = pool((uint32_t)scratch_size);
  reference_convolution(layer, x, expected);
  run(kernel_layer, input, output, scratch, 0, layer->output_height);
  check_outputs(names[0], round, expected, output, count, output_size);
  memset(output, 0x5a, (size_t)(count * output_size));
  run_in_rings(kernel_layer, run, input_plane, output_plane, &layer->window, input, output, scratch);
  check_outputs(names[1], round, expected, output, count, output_size);
  if (overlap) {
    memset(output, 0x5a, (size_t)(count * output_size));
    run_over_input(kernel_layer, run, input_plane, output_plane, &layer->window, *overlap, input, output, scratch);
    check_outputs(names[2], round, expected, output, count, output_size);
  }
  pool_check(names[0], round);
}
