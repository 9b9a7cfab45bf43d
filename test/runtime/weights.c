// weights.c: random weights and neurons for the tests of the runtime.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "weights.h"
#include "check.h"
#include "layers.h"

int32_t *random_array(int32_t count, int32_t min, int32_t max) {
  int32_t *values = pool((uint32_t)(count > 0 ? count : 1) * 4);
  for (int32_t i = 0; i < count; ++i)
    values[i] = random_in(min, max);
  return values;
}

static int32_t *random_multipliers(int32_t count, int64_t range, int64_t levels) {
  int32_t *values = pool((uint32_t)(count > 0 ? count : 1) * 4);
  for (int32_t i = 0; i < count; ++i)
    values[i] = random_multiplier(range, levels);
  return values;
}

// The function of dendrites, and what bounds its argument.
static void random_function(neuron_t *neuron) {
  neuron->function = NULL;
  neuron->z_min = random_one_in(2) ? INT16_MIN : random_in(INT16_MIN, 0);
  neuron->z_max = random_one_in(2) ? INT16_MAX : random_in(1, INT16_MAX);
  if (random_one_in(3))
    return;
  int16_t *table = pool(257 * 2);
  for (int i = 0; i < 257; ++i)
    table[i] = (int16_t)random_in(INT16_MIN, INT16_MAX);
  neuron->function = table;
  neuron->table_bits = random_one_in(2) ? 8 : random_in(1, 8);
  const int32_t reach = 128 << neuron->table_bits;
  neuron->z_min = random_one_in(2) ? -reach : random_in(-reach, 0);
  neuron->z_max = random_one_in(2) ? reach - 1 : random_in(1, reach - 1);
}

void random_weights(convolution_t *layer, int input_size, int output_size, int sum_bits) {
  neuron_t *neuron = &layer->neuron;
  const int32_t length = column_length(layer), channels = neuron->channels;
  const int32_t filters = (neuron->dendrites + 1) * channels;
  const int32_t x_span = input_size == 1 ? 256 : 65536;
  const int64_t bound = ((int64_t)1 << sum_bits) - 1;
  int64_t largest = bound / 2 / x_span / length;
  largest = largest > 127 ? 127 : largest < 1 ? 1 : largest;
  int8_t *weights = pool((uint32_t)(filters * length));
  const int extreme = random_one_in(8);
  for (int32_t i = 0; i < filters * length; ++i)
    weights[i] =
        (int8_t)(extreme ? (random_one_in(2) ? largest : -largest) : random_in((int32_t)-largest, (int32_t)largest));
  const int64_t product_bound = largest * length * x_span;
  const int64_t room = bound - product_bound;
  const int32_t bias_bound = (int32_t)(room < product_bound || random_one_in(8) ? room : product_bound);
  layer->weights = weights;
  layer->bias = random_array(filters * bias_count(layer), -bias_bound, bias_bound);
  layer->zero_point = random_in(min_of(input_size), max_of(input_size));

  const int64_t sum_bound = product_bound + bias_bound;
  const int32_t d = neuron->dendrites;
  int64_t coefficient = (INT32_MAX - sum_bound) / (d + 1);
  coefficient = random_one_in(2) ? coefficient / 1000 : coefficient;
  neuron->between = random_array(d * (d - 1) / 2 * channels, (int32_t)-coefficient, (int32_t)coefficient);
  neuron->to_neuron = random_array(d * channels, (int32_t)-coefficient, (int32_t)coefficient);
  const int64_t total = sum_bound + d * (coefficient / 2 + 1);
  neuron->zero_point = random_in(min_of(output_size), max_of(output_size));
  random_rounding(total, neuron->zero_point, &neuron->rounding, &neuron->shift);
  neuron->z_shift = random_shift(total);
  // Typical sums are far below their bound.
  const int64_t typical = total / 8;
  const int32_t fraction = random_one_in(2) ? 255 : 0; // bits that a shift to the right may cut off, for FOLDED
  int32_t *multipliers = pool((uint32_t)channels * 4);
  int8_t *rights = pool((uint32_t)channels);
  for (int32_t c = 0; c < channels; ++c)
    multipliers[c] =
        random_factor(total, 16 * max_of(output_size), neuron->rounding, neuron->shift, &rights[c]) & ~fraction;
  neuron->multipliers = multipliers;
  neuron->rights = rights;
  random_function(neuron);
  const int64_t levels = neuron->function ? 2 * neuron->z_max : 2 * INT16_MAX;
  neuron->dendrite_multipliers = random_multipliers(d * channels, typical << neuron->z_shift, levels);
  neuron->min = random_one_in(2) ? min_of(output_size) : random_in(min_of(output_size), 0);
  neuron->max = random_one_in(2) ? max_of(output_size) : random_in(1, max_of(output_size));
  neuron->z_zero_point = random_one_in(2) ? 0 : random_in(neuron->z_min, neuron->z_max);
}

void flatten_table(neuron_t *neuron) {
  if (!neuron->function)
    return;
  int16_t *table = pool(257 * 2);
  table[0] = neuron->function[0];
  for (int i = 1; i < 257; ++i) {
    const int32_t difference = neuron->function[i] - table[i - 1];
    table[i] = (int16_t)(table[i - 1] + (difference < INT16_MIN   ? INT16_MIN
                                         : difference > INT16_MAX ? INT16_MAX
                                                                  : difference));
  }
  neuron->function = table;
}

dendrt_dendrites_t dendrites_of(const neuron_t *neuron) {
  const int32_t d = neuron->dendrites;
  if (d == 0)
    return (dendrt_dendrites_t){0};
  int32_t *parameters = pool((uint32_t)((2 * d + d * (d - 1) / 2) * neuron->channels) * 4);
  pack_parameters(neuron, parameters);
  return (dendrt_dendrites_t){.count = d,
                              .function = neuron->function,
                              .table_bits = neuron->table_bits,
                              .parameters = parameters,
                              .shift = neuron->z_shift,
                              .zero_point = neuron->z_zero_point,
                              .min = neuron->z_min,
                              .max = neuron->z_max};
}
