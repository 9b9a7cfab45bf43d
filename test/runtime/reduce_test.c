// reduce_test.c: reductions and softmax against their formulas, in integers and in float.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "check.h"
#include "layers.h"
#include "reference.h"

#include "dendrt/fixed_l2_normalization.h"
#include "dendrt/fixed_log_softmax.h"
#include "dendrt/interpolated_softmax.h"
#include "dendrt/reduce.h"
#include "dendrt/reduce_f32.h"
#include "dendrt/softmax.h"

#include <math.h>

void test_reduce(void);
void test_reduce_f32(void);
void test_softmax(void);
void test_fixed_l2_normalization(void);
void test_fixed_log_softmax(void);
void test_interpolated_softmax(void);

// A random tensor of six axes, of which every other one is reduced, innermost kept or reduced; the input's strides.
static dendrt_reduce_shape_t random_shape(int32_t *element_count, int32_t *kept_count) {
  dendrt_reduce_shape_t shape;
  const int innermost_reduced = random_in(0, 1);
  *element_count = *kept_count = 1;
  for (int axis = 2; axis >= 0; --axis)
    for (int turn = 0; turn < 2; ++turn) {
      const int reduced = turn == 0 ? innermost_reduced : !innermost_reduced;
      const int32_t size = random_one_in(3) ? 1 : random_in(1, 5);
      (reduced ? shape.reduced_size : shape.kept_size)[axis] = size;
      (reduced ? shape.reduced_stride : shape.kept_stride)[axis] = *element_count;
      *element_count *= size;
      *kept_count *= reduced ? 1 : size;
    }
  return shape;
}

// The input's index of reduced element r of output n.
static int32_t element_index(const dendrt_reduce_shape_t *shape, int32_t n, int32_t r) {
  int32_t index = 0;
  for (int axis = 2; axis >= 0; --axis) {
    index += n % shape->kept_size[axis] * shape->kept_stride[axis];
    index += r % shape->reduced_size[axis] * shape->reduced_stride[axis];
    n /= shape->kept_size[axis];
    r /= shape->reduced_size[axis];
  }
  return index;
}

void test_reduce(void) {
  for (int32_t round = 0; round < TEST_ROUNDS; ++round) {
    pool_reset();
    const dendrt_reduce_kind_t kind = (dendrt_reduce_kind_t)random_in(0, 2);
    const int input_size = random_in(1, 2), output_size = kind == DENDRT_REDUCE_SUM ? random_in(1, 2) : input_size;
    int32_t elements, outputs;
    dendrt_reduce_t layer = {random_shape(&elements, &outputs), kind, 0, {0}};
    const int32_t reduced = elements / outputs;
    const int64_t bound = (int64_t)reduced << (8 * input_size);
    layer.input_zero_point = random_in(min_of(input_size), max_of(input_size));
    layer.requant = random_requant(bound, output_size);
    int32_t *x, *expected = pool((uint32_t)outputs * 4);
    void *input, *output = pool((uint32_t)(outputs * output_size));
    random_input(elements, input_size, &x, &input);
    for (int32_t n = 0; n < outputs; ++n) {
      int64_t sum = 0, largest = INT32_MIN, smallest = INT32_MAX;
      for (int32_t r = 0; r < reduced; ++r) {
        const int32_t value = x[element_index(&layer.shape, n, r)];
        sum += value - layer.input_zero_point;
        largest = value > largest ? value : largest;
        smallest = value < smallest ? value : smallest;
      }
      expected[n] = kind == DENDRT_REDUCE_SUM   ? reference_requantize(sum, &layer.requant)
                    : kind == DENDRT_REDUCE_MAX ? (int32_t)largest
                                                : (int32_t)smallest;
    }
    if (input_size == 1 && output_size == 1)
      dendrt_reduce_s8(&layer, input, output);
    else if (input_size == 1)
      dendrt_reduce_s8_s16(&layer, input, output);
    else if (output_size == 1)
      dendrt_reduce_s16_s8(&layer, input, output);
    else
      dendrt_reduce_s16(&layer, input, output);
    check_outputs("reduce", round, expected, output, outputs, output_size);
    pool_check("reduce", round);
  }
}

static void test_softmax_f32(int32_t round) {
  const dendrt_softmax_f32_t layer = {random_in(1, 4), random_in(1, 20)};
  const int32_t count = layer.rows * layer.count;
  float *x = pool((uint32_t)count * 4), *y = pool((uint32_t)count * 4);
  for (int32_t i = 0; i < count; ++i)
    x[i] = (float)random_in(-4000, 4000) / 100.0f;
  dendrt_softmax_f32(&layer, x, y);
  for (int32_t i = 0; i < count; ++i) {
    const float *row = x + i / layer.count * layer.count;
    double sum = 0;
    for (int32_t j = 0; j < layer.count; ++j)
      sum += exp((double)row[j] - (double)x[i]);
    if (fabs(1 / sum - (double)y[i]) > 1e-6)
      fail("softmax_f32", round, i, 1 / sum, (double)y[i]);
  }
}

// Whole numbers, so that float sums are exact and only the mean's division rounds.
void test_reduce_f32(void) {
  for (int32_t round = 0; round < TEST_ROUNDS; ++round) {
    pool_reset();
    int32_t elements, outputs;
    dendrt_reduce_f32_t layer = {random_shape(&elements, &outputs), (dendrt_reduce_kind_t)random_in(0, 2), 1};
    const int32_t reduced = elements / outputs;
    if (random_one_in(2))
      layer.divisor = (float)reduced;
    float *x = pool((uint32_t)elements * 4), *y = pool((uint32_t)outputs * 4), *expected = pool((uint32_t)outputs * 4);
    for (int32_t i = 0; i < elements; ++i)
      x[i] = (float)random_in(-1000, 1000);
    for (int32_t n = 0; n < outputs; ++n) {
      float sum = 0, largest = -INFINITY, smallest = INFINITY;
      for (int32_t r = 0; r < reduced; ++r) {
        const float value = x[element_index(&layer.shape, n, r)];
        sum += value;
        largest = value > largest ? value : largest;
        smallest = value < smallest ? value : smallest;
      }
      expected[n] = layer.kind == DENDRT_REDUCE_SUM   ? sum / layer.divisor
                    : layer.kind == DENDRT_REDUCE_MAX ? largest
                                                      : smallest;
    }
    dendrt_reduce_f32(&layer, x, y);
    for (int32_t n = 0; n < outputs; ++n)
      if (y[n] != expected[n])
        fail("reduce_f32", round, n, (double)expected[n], (double)y[n]);
    test_softmax_f32(round);
    pool_check("reduce_f32", round);
  }
}

void test_softmax(void) {
  for (int32_t round = 0; round < TEST_ROUNDS; ++round) {
    pool_reset();
    const int input_size = random_in(1, 2), output_size = random_in(1, 2);
    const double scale = random_in(1, 1000) / (input_size == 1 ? 2000.0 : 300000.0);
    uint16_t *table = pool(257 * 2);
    for (int i = 0; i < 257; ++i)
      table[i] = (uint16_t)(exp(-scale * i * (input_size == 1 ? 1 : 256)) * 32768 + 0.5);
    const dendrt_softmax_t layer = {random_in(1, 4),
                                    random_one_in(8) ? random_in(100, 1000) : random_in(1, 20),
                                    table,
                                    output_size == 1 ? 256 : random_in(30000, 65535),
                                    min_of(output_size),
                                    min_of(output_size),
                                    max_of(output_size)};
    const int32_t count = layer.rows * layer.count;
    int32_t *x, *expected = pool((uint32_t)count * 4);
    uint64_t *e = pool((uint32_t)layer.count * 8);
    void *input, *output = pool((uint32_t)(count * output_size));
    random_input(count, input_size, &x, &input);
    for (int32_t row = 0; row < layer.rows; ++row) {
      int32_t largest = INT32_MIN;
      uint64_t sum = 0;
      for (int32_t i = 0; i < layer.count; ++i)
        largest = x[row * layer.count + i] > largest ? x[row * layer.count + i] : largest;
      for (int32_t i = 0; i < layer.count; ++i) {
        const int32_t u = largest - x[row * layer.count + i];
        e[i] = table[input_size == 1 ? u : u / 256];
        if (input_size == 2) { // the table falls, so the product is rounded as a positive number
          const int32_t fall = (table[u / 256] - table[u / 256 + 1]) * (u % 256);
          e[i] -= (uint64_t)((fall + 127) / 256);
        }
        sum += e[i];
      }
      for (int32_t i = 0; i < layer.count; ++i)
        expected[row * layer.count + i] = reference_clamp(
            layer.zero_point + (int64_t)((e[i] * (uint64_t)layer.levels + sum / 2) / sum), layer.min, layer.max);
    }
    if (input_size == 1 && output_size == 1)
      dendrt_softmax_s8(&layer, input, output);
    else if (input_size == 1)
      dendrt_softmax_s8_s16(&layer, input, output);
    else if (output_size == 1)
      dendrt_softmax_s16_s8(&layer, input, output);
    else
      dendrt_softmax_s16(&layer, input, output);
    check_outputs("softmax", round, expected, output, count, output_size);
    pool_check("softmax", round);
  }
}

// Within the step that its fixed point may be off; what is far below the largest is the least output.
void test_fixed_log_softmax(void) {
  for (int32_t round = 0; round < TEST_ROUNDS; ++round) {
    pool_reset();
    const double scale = random_in(1, 1000) / 2000.0;
    int32_t *exponentials = pool(256 * 4), *arguments = pool(256 * 4);
    for (int32_t i = 0; i < 256; ++i) {
      const double argument = -scale * i;
      exponentials[i] = i == 0 ? INT32_MAX : argument < -31 ? 0 : (int32_t)(exp(argument) * 2147483648.0 + 0.5);
      arguments[i] = argument < -16 ? -(1 << 30) : (int32_t)floor(argument * 67108864.0 + 0.5);
    }
    const dendrt_fixed_log_softmax_s8_t layer = {
        random_in(1, 4), random_one_in(8) ? random_in(100, 1000) : random_in(1, 20), exponentials, arguments};
    const int32_t count = layer.rows * layer.count;
    int32_t *x;
    void *input;
    int8_t *output = pool((uint32_t)count);
    random_input(count, 1, &x, &input);
    dendrt_fixed_log_softmax_s8(&layer, input, output);
    for (int32_t i = 0; i < count; ++i) {
      const int32_t *row = x + i / layer.count * layer.count;
      double sum = 0;
      for (int32_t j = 0; j < layer.count; ++j)
        sum += exp(scale * (row[j] - x[i]));
      const double expected = fmax(127 - 16 * log(sum), -128);
      if (fabs(expected - output[i]) > 0.501)
        fail("fixed_log_softmax", round, i, expected, output[i]);
    }
    pool_check("fixed_log_softmax", round);
  }
}

// The entry of a table of 513 at `value`, saturated to int16.
static int64_t entry_at(const int16_t *table, int64_t value) {
  value = value < INT16_MIN ? INT16_MIN : value > INT16_MAX ? INT16_MAX : value;
  const int64_t i = (value + 32768) / 128, rest = (value + 32768) % 128;
  return table[i] + (int64_t)floor(((double)((table[i + 1] - table[i]) * rest) + 64) / 128);
}

// To the formula, and near the function itself.
void test_interpolated_softmax(void) {
  static int16_t exponentials[513], reciprocals[513];
  for (int32_t i = 0; i < 513; ++i) {
    exponentials[i] = (int16_t)fmin(32767, floor(exp((i - 512) * 10 / 512.0) * 32767.5 + 0.5));
    reciprocals[i] = (int16_t)fmin(32767, floor(32767.5 / (1 + i / 512.0) + 0.5));
  }
  for (int32_t round = 0; round < TEST_ROUNDS; ++round) {
    pool_reset();
    const int32_t left = random_in(-8, 4), rows = random_in(1, 3), length = random_in(1, 30), count = rows * length;
    const dendrt_interpolated_softmax_s16_t layer = {rows,  length,       random_in(1 << 30, INT32_MAX),
                                                     -left, exponentials, reciprocals};
    int32_t *x, *expected = pool((uint32_t)count * 4);
    int64_t *e = pool((uint32_t)length * 8);
    void *input, *output = pool((uint32_t)count * 2);
    random_input(count, 2, &x, &input);
    const double scale = layer.multiplier / 2147483648.0 * exp2(left) * 10 / 65535;
    for (int32_t row = 0; row < rows; ++row) {
      const int32_t *line = x + row * length;
      int64_t largest = INT16_MIN, sum = 0;
      double exact = 0;
      for (int32_t i = 0; i < length; ++i)
        largest = line[i] > largest ? line[i] : largest;
      for (int32_t i = 0; i < length; ++i) {
        e[i] = entry_at(exponentials, 32767 + reference_round(line[i] - largest, layer.multiplier, layer.right, 0,
                                                              DENDRT_TFLITE_WIDE));
        sum += e[i];
        exact += exp(scale * (double)(line[i] - largest));
      }
      int32_t bits = 0; // of the sum
      for (int64_t rest = sum; rest > 0; rest /= 2)
        ++bits;
      const int64_t fraction = (int64_t)floor(((double)sum * exp2(31 - bits) + 8192) / 16384);
      const int64_t reciprocal = entry_at(reciprocals, fraction - 65536 - 32768);
      for (int32_t i = 0; i < length; ++i) {
        const double share = floor((double)(e[i] * reciprocal) / exp2(bits - 1) + 0.5);
        expected[row * length + i] = (int32_t)fmin(fmax(share, 0), 32767);
        const double wanted = exp(scale * (double)(line[i] - largest)) / exact * 32768;
        if (fabs(wanted - expected[row * length + i]) > 32)
          fail("interpolated_softmax against the function", round, i, wanted, expected[row * length + i]);
      }
    }
    dendrt_interpolated_softmax_s16(&layer, input, output);
    check_outputs("interpolated_softmax", round, expected, output, count, 2);
    pool_check("interpolated_softmax", round);
  }
}

// Against the share of the length itself; of long vectors it is rounded twice, first to a sixteenth.
void test_fixed_l2_normalization(void) {
  for (int32_t round = 0; round < TEST_ROUNDS; ++round) {
    pool_reset();
    const dendrt_fixed_l2_normalization_s8_t layer = {random_in(1, 3), random_one_in(8) ? 20000 : random_in(1, 40),
                                                      random_in(-128, 127)};
    const int32_t count = layer.rows * layer.count, reach = random_one_in(2) ? 255 : random_in(0, 3);
    int8_t *x = pool((uint32_t)count), *y = random_one_in(2) ? x : pool((uint32_t)count);
    double *expected = pool((uint32_t)count * sizeof(double));
    for (int32_t row = 0; row < layer.rows; ++row) {
      double square = 0;
      for (int32_t i = row * layer.count; i < (row + 1) * layer.count; ++i) {
        x[i] = (int8_t)reference_clamp(layer.zero_point + random_in(-reach, reach), -128, 127);
        expected[i] = x[i] - layer.zero_point;
        square += expected[i] * expected[i];
      }
      for (int32_t i = row * layer.count; i < (row + 1) * layer.count; ++i)
        expected[i] = fmin(expected[i] / sqrt(fmax(square, 1)) * 128, 127);
    }
    dendrt_fixed_l2_normalization_s8(&layer, x, y);
    for (int32_t i = 0; i < count; ++i)
      if (fabs(expected[i] - y[i]) > 0.54)
        fail("fixed_l2_normalization_s8", round, i, expected[i], y[i]);
    pool_check("fixed_l2_normalization", round);
  }
}
