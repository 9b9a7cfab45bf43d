// reference.c: plain formulas and packings for the runtime's tests.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "reference.h"
#include "check.h"

// Floor of a division by 2^bits, without shifting a negative number.
static int64_t floor_shift(int64_t value, int bits) {
  int64_t divisor = (int64_t)1 << bits, quotient = value / divisor;
  return value % divisor < 0 ? quotient - 1 : quotient;
}

int64_t reference_high(int64_t a, int64_t multiplier) { return floor_shift(a * multiplier + ((int64_t)1 << 31), 32); }

int32_t reference_clamp(int64_t value, int32_t min, int32_t max) {
  return value < min ? min : value > max ? max : (int32_t)value;
}

int32_t reference_table(const int16_t *table, int32_t z, int32_t bits) {
  int32_t step = 1 << bits, u = z + 128 * step, i = u / step, r = u % step;
  return table[i] + (int32_t)floor_shift((table[i + 1] - table[i]) * r + step / 2, bits);
}

// value / 2^bits to the nearest, halves away from zero.
static int64_t divide(int64_t value, int bits) {
  int64_t divisor = (int64_t)1 << bits;
  return (value < 0 ? value - divisor / 2 : value + divisor / 2) / divisor;
}

int64_t reference_round(int64_t sum, int32_t multiplier, int32_t right, int32_t shift, dendrt_rounding_t rounding) {
  const int64_t product = sum * ((int64_t)1 << shift) * multiplier;
  switch (rounding) {
  case DENDRT_NATIVE:
    return reference_high(sum * ((int64_t)1 << shift), multiplier);
  case DENDRT_NEAREST:
    return floor_shift(product + ((int64_t)1 << (31 + right)), 32 + right);
  default:
    return right < 0 ? floor_shift(product * ((int64_t)1 << -right) + (1 << 30), 31)
                     : divide(floor_shift(product + (1 << 30), 31), right);
  }
}

int32_t reference_requantize(int64_t sum, const dendrt_requant_t *requant) {
  int64_t rounded = reference_round(sum, requant->multiplier, requant->right, requant->shift, requant->rounding);
  return reference_clamp(requant->zero_point + rounded, requant->min, requant->max);
}

// A sum that leaves 32 bits is a mistake of the test, not of the kernel.
static int64_t fits(int64_t value) {
  if (value < INT32_MIN || value > INT32_MAX)
    __builtin_trap();
  return value;
}

int32_t reference_neuron(const neuron_t *neuron, int32_t c, const int64_t *sums) {
  int32_t d[MAX_DENDRITES];
  int64_t y = sums[0];
  for (int32_t k = 0; k < neuron->dendrites; ++k) {
    int64_t a = sums[k + 1];
    for (int32_t j = 0; j < k; ++j)
      a += floor_shift((int64_t)neuron->between[(k * (k - 1) / 2 + j) * neuron->channels + c] * d[j], 16);
    int64_t high = reference_high(fits(fits(a) * ((int64_t)1 << neuron->z_shift)),
                                  neuron->dendrite_multipliers[k * neuron->channels + c]);
    int32_t z = reference_clamp(neuron->z_zero_point + high, neuron->z_min, neuron->z_max);
    d[k] = neuron->function ? reference_table(neuron->function, z, neuron->table_bits) : z;
    y += floor_shift((int64_t)neuron->to_neuron[k * neuron->channels + c] * d[k], 16);
  }
  fits(fits(y) * ((int64_t)1 << neuron->shift));
  int64_t rounded = reference_round(y, neuron->multipliers[c], neuron->rights[c], neuron->shift, neuron->rounding);
  return reference_clamp(neuron->zero_point + rounded, neuron->min, neuron->max);
}

int32_t bias_count(const convolution_t *layer) {
  return (layer->top + 1 + layer->bottom) * (layer->left + 1 + layer->right);
}

int32_t bias_index(const convolution_t *layer, int32_t row, int32_t column) {
  int32_t y = 0, x = 0; // as often as a place and the one before it differ
  for (int32_t i = 1; i <= row; ++i)
    y += i <= layer->top || i >= layer->output_height - layer->bottom;
  for (int32_t i = 1; i <= column; ++i)
    x += i <= layer->left || i >= layer->output_width - layer->right;
  return y * (layer->left + 1 + layer->right) + x;
}

void reference_convolution(const convolution_t *layer, const int32_t *x, int32_t *y) {
  const dendrt_window_t *w = &layer->window;
  const int32_t outputs = layer->neuron.channels, inputs = layer->channels / layer->groups;
  const int32_t per_group = outputs / layer->groups, filters = (layer->neuron.dendrites + 1) * outputs;
  for (int32_t row = 0; row < layer->output_height; ++row)
    for (int32_t column = 0; column < layer->output_width; ++column)
      for (int32_t c = 0; c < outputs; ++c) {
        int64_t sums[MAX_DENDRITES + 1];
        for (int32_t b = 0; b <= layer->neuron.dendrites; ++b) {
          const int32_t filter = b * outputs + c;
          const int8_t *weight = layer->weights + filter * column_length(layer);
          sums[b] = layer->bias[bias_index(layer, row, column) * filters + filter];
          for (int32_t ky = 0; ky < w->height; ++ky)
            for (int32_t kx = 0; kx < w->width; ++kx)
              for (int32_t i = 0; i < inputs; ++i, ++weight) {
                int32_t iy = row * w->stride_height - w->pad_top + ky * w->dilation_height;
                int32_t ix = column * w->stride_width - w->pad_left + kx * w->dilation_width;
                if (iy < 0 || iy >= layer->height || ix < 0 || ix >= layer->width)
                  continue;
                int32_t channel = c / per_group * inputs + i;
                int32_t value = x[(iy * layer->width + ix) * layer->channels + channel];
                sums[b] += (int64_t)*weight * (value - layer->zero_point);
              }
        }
        if (layer->saturates)
          sums[0] = reference_clamp(sums[0], -(INT32_MAX >> layer->neuron.shift), INT32_MAX >> layer->neuron.shift);
        *y++ = reference_neuron(&layer->neuron, c, sums);
      }
}

int32_t column_length(const convolution_t *layer) {
  return layer->window.height * layer->window.width * (layer->channels / layer->groups);
}

void fold_bias(const convolution_t *layer, int32_t *folded) {
  const int32_t length = column_length(layer);
  const int32_t filters = (layer->neuron.dendrites + 1) * layer->neuron.channels;
  for (int32_t i = 0; i < filters * bias_count(layer); ++i) {
    int64_t sum = layer->bias[i];
    for (int32_t k = 0; k < length; ++k)
      sum -= (int64_t)layer->zero_point * layer->weights[i % filters * length + k];
    folded[i] = (int32_t)fits(sum);
  }
}

void pack_parameters(const neuron_t *neuron, int32_t *parameters) {
  for (int32_t c = 0; c < neuron->channels; ++c)
    for (int32_t k = 0; k < neuron->dendrites; ++k) {
      for (int32_t j = 0; j < k; ++j)
        *parameters++ = neuron->between[(k * (k - 1) / 2 + j) * neuron->channels + c];
      *parameters++ = neuron->dendrite_multipliers[k * neuron->channels + c];
      *parameters++ = neuron->to_neuron[k * neuron->channels + c];
    }
}

void pack_segments(const int16_t *function, int32_t *segments) {
  for (int64_t i = 0; i < 256; ++i) {
    const int64_t slope = function[i + 1] - function[i], z = 256 * (i - 128);
    *segments++ = (int32_t)(uint32_t)(65536 * function[i] + 32768 - 256 * slope * z);
    *segments++ = (int32_t)(256 * slope);
  }
}

void pack_values(const int16_t *function, int32_t bits, int32_t min, int32_t max, int16_t *values) {
  for (int32_t z = min; z <= max; ++z)
    *values++ = (int16_t)reference_table(function, z, bits);
}

// Channel `lane` of block `block` of 4 channels, or -1 for one beyond: of all groups' blocks, or of sixteens, each four
// blocks of every fourth channel.
static int32_t channel_of_lane(const convolution_t *layer, lane_order_t order, int32_t block, int32_t lane) {
  if (order == BY_SIXTEENS) {
    static const int32_t quarters[4] = {0, 2, 1, 3};
    const int32_t channel = block / 4 * 16 + 4 * lane + quarters[block % 4];
    return channel < layer->neuron.channels ? channel : -1;
  }
  const int32_t per_group = layer->neuron.channels / layer->groups, blocks = (per_group + 3) / 4;
  const int32_t c = block % blocks * 4 + lane;
  return c < per_group ? block / blocks * per_group + c : -1;
}

static int32_t block_count(const convolution_t *layer, lane_order_t order) {
  if (order == BY_SIXTEENS)
    return (layer->neuron.channels + 15) / 16 * 4;
  return layer->groups * ((layer->neuron.channels / layer->groups + 3) / 4);
}

void pack_lanes(const convolution_t *layer, lane_order_t order, const int32_t *values, int32_t *packed) {
  for (int32_t i = 0; i < 4 * block_count(layer, order); ++i) {
    const int32_t c = channel_of_lane(layer, order, i / 4, i % 4);
    packed[i] = c < 0 ? 0 : values[c];
  }
}

void pack_lane_parameters(const convolution_t *layer, lane_order_t order, int32_t *parameters) {
  const neuron_t *n = &layer->neuron;
  for (int32_t block = 0; block < block_count(layer, order); ++block)
    for (int32_t k = 0; k < n->dendrites; ++k)
      for (int32_t value = 0; value < k + 2; ++value)
        for (int32_t lane = 0; lane < 4; ++lane) {
          const int32_t c = channel_of_lane(layer, order, block, lane);
          const int32_t *row = value < k    ? n->between + (k * (k - 1) / 2 + value) * n->channels
                               : value == k ? n->dendrite_multipliers + k * n->channels
                                            : n->to_neuron + k * n->channels;
          *parameters++ = c < 0 ? 0 : row[c];
        }
}

// Filters of a layer in packed order, -1 for a filter of zeros, and of each pair whether it is not part of a quad.
typedef struct {
  int32_t count;
  int32_t *filters;
  int8_t *alone;
} filter_order_t;

static filter_order_t filter_order(const convolution_t *layer) {
  const int32_t channels = layer->neuron.channels, per_group = channels / layer->groups;
  const uint32_t padded = (uint32_t)((layer->neuron.dendrites + 1) * channels + layer->groups * ((per_group + 3) / 4));
  int32_t *order = pool(padded * 4), count = 0;
  int8_t *alone = pool(padded / 2 + 1);
  for (int32_t group = 0; group < layer->groups; ++group)
    for (int32_t first = 0; first < per_group; first += 4) {
      int32_t n = per_group - first < 4 ? per_group - first : 4, start = count;
      for (int32_t b = 0; b <= layer->neuron.dendrites; ++b)
        for (int32_t i = 0; i < n; ++i)
          order[count++] = b * channels + group * per_group + first + i;
      if ((count - start) % 2)
        order[count++] = -1;
      for (int32_t f = start; f < count; f += 2)
        alone[f / 2] = (count - start) % 4 != 0 && f == count - 2;
    }
  return (filter_order_t){count, order, alone};
}

// The weight of `filter` at element q of the column: of runs of `run` elements, int8 in the order of SXTB16.
static int32_t weight_at(const convolution_t *layer, int32_t filter, int32_t q, run_t run) {
  static const int8_t middle[4] = {0, 2, 1, 3};
  const int32_t length = column_length(layer), runs = length / run.length, even = run.length / 2 * 2;
  if (filter < 0 || q >= length)
    return 0;
  const int32_t rest = run.is_byte ? run.length % 4 : run.length;
  int32_t u = q / (even ? even : 1), i = q - u * even;
  if (q >= runs * even) { // what the runs leave over
    u = q - runs * even;
    i = run.is_byte && rest == 3 ? run.length - 2 : run.length - 1;
  } else if (i < run.length - rest) {
    i += middle[i % 4] - i % 4;
  } else if (run.is_byte && rest == 3) {
    i += i % 4;
  }
  return layer->weights[filter * length + u * run.length + i];
}

static int32_t bias_at(const int32_t *folded, int32_t filter) { return filter < 0 ? 0 : folded[filter]; }

int32_t pack_dual(const convolution_t *layer, const int32_t *folded, run_t run, uint32_t *weights, int32_t *bias) {
  const filter_order_t order = filter_order(layer);
  const int32_t words = (column_length(layer) + 1) / 2;
  uint32_t *w = weights;
  for (int32_t f = 0; f < order.count;) {
    const int32_t pairs = order.alone[f / 2] ? 1 : 2;
    for (int32_t j = 0; j < words; ++j)
      for (int32_t p = 0; p < pairs; ++p) {
        uint32_t lanes[2];
        for (int32_t h = 0; h < 2; ++h)
          lanes[h] = (uint32_t)(256 * weight_at(layer, order.filters[f + 2 * p], 2 * j + h, run) +
                                weight_at(layer, order.filters[f + 2 * p + 1], 2 * j + h, run)) &
                     0xffff;
        *w++ = lanes[0] | lanes[1] << 16;
      }
    for (int32_t p = 0; p < pairs; ++p, f += 2) {
      uint32_t a = (uint32_t)bias_at(folded, order.filters[f]);
      uint32_t b = (uint32_t)bias_at(folded, order.filters[f + 1]);
      *bias++ = (int32_t)(256 * a + b);
      *bias++ = (int32_t)b;
    }
  }
  return (int32_t)(w - weights);
}

int32_t pack_paired(const convolution_t *layer, const int32_t *folded, run_t run, int8_t *weights, int32_t *bias) {
  const filter_order_t order = filter_order(layer);
  const int32_t groups = (column_length(layer) + 3) / 4;
  int8_t *w = weights;
  for (int32_t f = 0; f < order.count; f += 2) {
    for (int32_t j = 0; j < groups; ++j)
      for (int32_t p = 0; p < 2; ++p) {
        *w++ = (int8_t)weight_at(layer, order.filters[f + p], 4 * j, run);
        *w++ = (int8_t)weight_at(layer, order.filters[f + p], 4 * j + 2, run);
        *w++ = (int8_t)weight_at(layer, order.filters[f + p], 4 * j + 1, run);
        *w++ = (int8_t)weight_at(layer, order.filters[f + p], 4 * j + 3, run);
      }
    *bias++ = bias_at(folded, order.filters[f]);
    *bias++ = bias_at(folded, order.filters[f + 1]);
  }
  return (int32_t)(w - weights);
}

// Up to four filters of a block of channels, which layouts wide and narrow take together, and where the next begin.
typedef struct {
  int32_t block; // channels of one
  int32_t group, first, start;
  int32_t filters[4], count;
} together_t;

static together_t begin_together(const convolution_t *layer) {
  const int32_t branches = layer->neuron.dendrites + 1;
  return (together_t){.block = branches > 4 ? 1 : 4 / branches};
}

// The next filters together; 0 after the last.
static int next_together(const convolution_t *layer, together_t *t) {
  const int32_t branches = layer->neuron.dendrites + 1, channels = layer->neuron.channels;
  const int32_t block = t->block, per_group = channels / layer->groups;
  if (t->group == layer->groups)
    return 0;
  const int32_t n = per_group - t->first < block ? per_group - t->first : block, count = branches * n;
  t->count = count - t->start < 4 ? count - t->start : 4;
  for (int32_t f = 0; f < t->count; ++f)
    t->filters[f] = (t->start + f) / n * channels + t->group * per_group + t->first + (t->start + f) % n;
  t->start += 4;
  if (t->start >= count) {
    t->start = 0;
    t->first += block;
  }
  if (t->first >= per_group) {
    t->first = 0;
    ++t->group;
  }
  return 1;
}

int32_t pack_wide(const convolution_t *layer, const int32_t *folded, const dendrt_channel_requant_t *requant, run_t run,
                  uint32_t *weights, int32_t *bias) {
  const int32_t words = (column_length(layer) + 1) / 2;
  const int doubled = layer->neuron.dendrites == 0 && requant->rounding == DENDRT_TFLITE;
  const int32_t factor = 1 << (requant->rounding == DENDRT_FOLDED ? requant->left : doubled);
  uint32_t *w = weights;
  for (together_t t = begin_together(layer); next_together(layer, &t);) {
    for (int32_t f = 0; f < t.count; ++f)
      *bias++ = (int32_t)fits((int64_t)factor * folded[t.filters[f]]);
    for (int32_t j = 0; j < words; ++j)
      for (int32_t f = 0; f < t.count; ++f)
        *w++ = ((uint32_t)(factor * weight_at(layer, t.filters[f], 2 * j, run)) & 0xffff) |
               (uint32_t)(factor * weight_at(layer, t.filters[f], 2 * j + 1, run)) << 16;
  }
  return (int32_t)(w - weights);
}

// An element of 2G g 2G^T, g being the 3x3 weights of a filter and input channel.
static int32_t transformed_weight(const convolution_t *layer, int32_t filter, int32_t channel, int row, int column) {
  static const int8_t twice_g[4][3] = {{2, 0, 0}, {1, 1, 1}, {1, -1, 1}, {0, 0, 2}};
  int32_t sum = 0;
  for (int tap = 0; tap < 9 && channel < layer->channels; ++tap)
    sum += twice_g[row][tap / 3] * twice_g[column][tap % 3] *
           layer->weights[(filter * 9 + tap) * layer->channels + channel];
  return sum;
}

int32_t pack_winograd(const convolution_t *layer, const int32_t *folded, int32_t left, uint32_t *weights,
                      int32_t *bias) {
  const int32_t channels = layer->neuron.channels, inputs = (layer->channels + 3) / 4 * 4;
  const int32_t factor = 1 << (left - 2);
  uint32_t *w = weights;
  for (int32_t first = 0; first < channels; first += 4)
    for (int32_t place = 0; place <= layer->neuron.dendrites; ++place) {
      const int32_t branch = place < layer->neuron.dendrites ? place + 1 : 0;
      for (int32_t c = first; c < first + 4 && c < channels; ++c)
        *bias++ = (int32_t)fits((int64_t)4 * factor * folded[branch * channels + c]);
      for (int product = 0; product < 16; ++product)
        for (int32_t i = 0; i < inputs; i += i % 4 == 0 ? 1 : 3)
          for (int32_t c = first; c < first + 4; ++c, ++w)
            for (int half = 0; half < 2; ++half) {
              const int32_t u = c < channels ? transformed_weight(layer, branch * channels + c, i + 2 * half,
                                                                  product / 4, product % 4)
                                             : 0;
              *w = (half ? *w : 0) | ((uint32_t)(factor * u) & 0xffff) << 16 * half;
            }
    }
  return (int32_t)(w - weights);
}

static int32_t pack_together(const convolution_t *layer, together_t t, const int32_t *folded, int8_t *weights,
                             int32_t *bias) {
  const int32_t length = column_length(layer);
  int8_t *w = weights;
  while (next_together(layer, &t)) {
    for (int32_t k = 0; k < length; ++k)
      for (int32_t f = 0; f < t.count; ++f)
        *w++ = layer->weights[t.filters[f] * length + k];
    for (int32_t f = 0; f < t.count; ++f)
      *bias++ = folded[t.filters[f]];
  }
  return (int32_t)(w - weights);
}

int32_t pack_narrow(const convolution_t *layer, const int32_t *folded, int8_t *weights, int32_t *bias) {
  return pack_together(layer, begin_together(layer), folded, weights, bias);
}

int32_t pack_quartet(const convolution_t *layer, const int32_t *folded, int8_t *weights, int32_t *bias) {
  together_t begin = begin_together(layer);
  if (4 % (layer->neuron.dendrites + 1) != 0)
    begin.block = 8;
  const int32_t size = pack_together(layer, begin, folded, weights, bias);
  for (int32_t i = 0; i < size; ++i)
    weights[i] = (int8_t)(weights[i] ^ 0x80);
  return size;
}

int32_t pack_triple(const convolution_t *layer, const int32_t *folded, int8_t *weights, int32_t *bias) {
  const int32_t length = column_length(layer), size = pack_narrow(layer, folded, weights, bias);
  for (together_t t = begin_together(layer); next_together(layer, &t);)
    for (int32_t f = 0; f < t.count; ++f, ++bias)
      for (int32_t k = 0; k < length; ++k)
        *bias = (int32_t)((uint32_t)*bias - (uint32_t)(128 * layer->weights[t.filters[f] * length + k]));
  return size;
}

int32_t pack_vector(const convolution_t *layer, const int32_t *folded, int input_size, int8_t *weights, int32_t *bias) {
  const int32_t length = column_length(layer), elements = 16 / input_size, steps = (length + elements - 1) / elements;
  const int32_t branches = layer->neuron.dendrites + 1, channels = layer->neuron.channels;
  int8_t *w = weights;
  for (int32_t block = 0; block < block_count(layer, BY_FOURS); ++block)
    for (int32_t b = 1; b <= branches; ++b) { // the neuron, branch 0, comes last
      const int32_t branch = b % branches;
      int32_t count = 0;
      for (; count < 4 && channel_of_lane(layer, BY_FOURS, block, count) >= 0; ++count)
        ;
      for (int32_t i = 0; i < count * steps * elements; ++i) {
        const int32_t lane = count == 4 ? i / elements % 4 : i / elements / steps;
        const int32_t step = count == 4 ? i / elements / 4 : i / elements % steps;
        const int32_t filter = branch * channels + channel_of_lane(layer, BY_FOURS, block, lane);
        const int32_t k = step * elements + i % elements;
        *w++ = k < length ? layer->weights[filter * length + k] : 0;
      }
      for (int32_t lane = 0; lane < 4; ++lane)
        *bias++ = lane < count ? folded[branch * channels + channel_of_lane(layer, BY_FOURS, block, lane)] : 0;
    }
  return (int32_t)(w - weights);
}

int32_t pack_quad(const convolution_t *layer, const int32_t *folded, int input_size, int8_t *weights, int32_t *bias) {
  static const int8_t wide_order[4] = {0, 2, 1, 3};
  const int32_t channels = layer->neuron.channels;
  const int32_t taps = layer->window.height * layer->window.width;
  int8_t *w = weights;
  for (int32_t first = 0; first < channels; first += 4)
    for (int32_t b = 0; b <= layer->neuron.dendrites; ++b) {
      for (int32_t t = 0; t < taps; ++t)
        for (int32_t i = 0; i < 4; ++i) {
          int32_t c = first + (input_size == 1 ? i : wide_order[i]);
          *w++ = c < channels ? layer->weights[(b * channels + c) * taps + t] : 0;
        }
      for (int32_t i = 0; i < 4; ++i)
        *bias++ = first + i < channels ? folded[b * channels + first + i] : 0;
    }
  return (int32_t)(w - weights);
}

int32_t pack_sixteen(const convolution_t *layer, const int32_t *folded, int8_t *weights, int32_t *bias) {
  const int32_t branches = layer->neuron.dendrites + 1, channels = layer->neuron.channels, taps = column_length(layer);
  int8_t *w = weights;
  for (int32_t first = 0; first < channels; first += 16)
    for (int32_t b = 1; b <= branches; ++b) { // the neuron, branch 0, comes last
      const int32_t row = b % branches * channels;
      for (int32_t tap = 0; tap < taps; ++tap)
        for (int32_t c = first; c < first + 16; ++c)
          *w++ = c < channels ? layer->weights[(row + c) * taps + tap] : 0;
      for (int32_t i = 0; i < 16; ++i) {
        const int32_t c = channel_of_lane(layer, BY_SIXTEENS, first / 4 + i / 4, i % 4);
        *bias++ = c < 0 ? 0 : folded[row + c];
      }
    }
  return (int32_t)(w - weights);
}

int32_t pack_planes(const convolution_t *layer, const int32_t *folded, int8_t *weights, int32_t *bias) {
  const int32_t channels = layer->neuron.channels, width = layer->window.width, taps = layer->window.height * width;
  int8_t *w = weights;
  for (int32_t c = 0; c < channels; ++c)
    for (int32_t b = 0; b <= layer->neuron.dendrites; ++b) {
      const int8_t *row = layer->weights + (b * channels + c) * taps;
      for (int32_t ky = 0; ky < layer->window.height; ++ky, row += width) {
        *w++ = row[0];
        *w++ = width > 1 ? row[1] : 0;
        *w++ = width > 1 ? row[1] : 0;
        *w++ = width > 2 ? row[2] : 0;
      }
      *bias++ = folded[b * channels + c];
    }
  return (int32_t)(w - weights);
}

int32_t pack_single(const convolution_t *layer, const int32_t *folded, int8_t *weights, int32_t *bias) {
  const int32_t channels = layer->neuron.channels, taps = layer->window.height * layer->window.width;
  int8_t *w = weights;
  for (int32_t c = 0; c < channels; ++c)
    for (int32_t b = 0; b <= layer->neuron.dendrites; ++b) {
      const int32_t filter = b * channels + c;
      for (int32_t t = 0; t < taps; ++t)
        *w++ = layer->weights[filter * taps + t];
      *bias++ = folded[filter];
    }
  return (int32_t)(w - weights);
}
