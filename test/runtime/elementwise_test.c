// elementwise_test.c: integer elementwise kernels against their formulas.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "check.h"
#include "layers.h"
#include "reference.h"

#include "dendrt/add.h"
#include "dendrt/fixed_div.h"
#include "dendrt/fixed_sigmoid.h"
#include "dendrt/interpolate.h"
#include "dendrt/lookup.h"
#include "dendrt/mul.h"
#include "dendrt/quantize.h"
#include "dendrt/rescale.h"
#include "dendrt/scaled_add.h"

#include <math.h>
#include <string.h>

void test_lookup(void);
void test_add(void);
void test_mul(void);
void test_fixed_div(void);
void test_rescale(void);
void test_interpolate(void);
void test_fixed_sigmoid(void);
void test_quantize(void);

// A random output shape and, per operand, strides with some axes broadcast; counts of elements.
static void random_broadcast(int32_t *size, int32_t *a_stride, int32_t *b_stride, int32_t *a_count, int32_t *b_count,
                             int32_t *count) {
  *a_count = *b_count = *count = 1;
  for (int axis = DENDRT_LAST_AXIS; axis >= 0; --axis) {
    size[axis] = axis < 2 && !random_one_in(4) ? 1 : random_in(1, 5);
    const int kind = random_in(0, 3); // 2: a is broadcast, 3: b is
    a_stride[axis] = kind == 2 ? 0 : *a_count;
    b_stride[axis] = kind == 3 ? 0 : *b_count;
    *a_count *= kind == 2 ? 1 : size[axis];
    *b_count *= kind == 3 ? 1 : size[axis];
    *count *= size[axis];
  }
}

// The operand's element that belongs to output element n.
static int32_t operand_index(const int32_t *size, const int32_t *stride, int32_t n) {
  int32_t index = 0;
  for (int axis = DENDRT_LAST_AXIS; axis >= 0; --axis) {
    index += n % size[axis] * stride[axis];
    n /= size[axis];
  }
  return index;
}

DEFINE_CALL(add)
DEFINE_CALL(mul)

// The operand that may be overwritten by the output is tried as such, now and then.
static void *output_of(int32_t count, int size, void *a, int32_t a_count, int a_size) {
  if (a_count == count && a_size == size && random_one_in(2))
    return a;
  return pool((uint32_t)(count * size));
}

void test_add(void) {
  for (int32_t round = 0; round < TEST_ROUNDS; ++round) {
    pool_reset();
    const int types = random_in(0, 7);
    const int a_size = types & 4 ? 2 : 1, b_size = types & 2 ? 2 : 1, y_size = types & 1 ? 2 : 1;
    dendrt_add_t layer;
    int32_t a_count, b_count, count, *a, *b;
    random_broadcast(layer.size, layer.a_stride, layer.b_stride, &a_count, &b_count, &count);
    const int32_t bound = INT32_MAX / 3 >> (a_size + b_size == 2 ? 8 : 16);
    layer.a_multiplier = random_in(-bound, bound);
    layer.b_multiplier = random_in(-bound, bound);
    layer.offset = random_in(INT32_MIN / 4, INT32_MAX / 4);
    layer.shift = random_in(0, 24);
    layer.min = min_of(y_size);
    layer.max = random_in(0, max_of(y_size));
    void *a_elements, *b_elements;
    random_input(a_count, a_size, &a, &a_elements);
    random_input(b_count, b_size, &b, &b_elements);
    int32_t *expected = pool((uint32_t)count * 4);
    for (int32_t n = 0; n < count; ++n) {
      const int64_t sum = (int64_t)a[operand_index(layer.size, layer.a_stride, n)] * layer.a_multiplier +
                          (int64_t)b[operand_index(layer.size, layer.b_stride, n)] * layer.b_multiplier + layer.offset;
      expected[n] =
          reference_clamp((int64_t)floor((double)sum / (double)((int64_t)1 << layer.shift)), layer.min, layer.max);
    }
    void *y = output_of(count, y_size, a_elements, a_count, a_size);
    call_add(&layer, a_elements, b_elements, y, types);
    check_outputs("add", round, expected, y, count, y_size);
    pool_check("add", round);
  }
}

// An operand of at most `bound` from its zero point; the factor is at most 1/2.
// Of TFLite all operands go `left` bits to the left and the smaller ones back; of TOSA each goes its own way.
static dendrt_scaled_operand_t random_operand(int size, int32_t left, int is_tflite) {
  const int32_t right = is_tflite ? random_in(0, 4) : 0, zero_point = size == 1 ? random_in(-128, 127) : 0;
  const int is_half = is_tflite && right == 0;
  return (dendrt_scaled_operand_t){zero_point, is_half ? random_in(0, 1 << 30) : random_in(1 << 30, INT32_MAX),
                                   is_tflite ? left : random_in(0, left - 2), right};
}

static int64_t scaled(int32_t x, const dendrt_scaled_operand_t *operand) {
  const int64_t value = (int64_t)(x - operand->zero_point) * ((int64_t)1 << operand->left);
  return reference_round(value, operand->multiplier, operand->right, 0, DENDRT_TFLITE);
}

void test_scaled_add(void) {
  for (int32_t round = 0; round < TEST_ROUNDS; ++round) {
    pool_reset();
    const int is_wide = random_one_in(2), size = is_wide ? 2 : 1;
    const int32_t bits = is_wide ? 15 : random_in(10, 20);
    dendrt_scaled_add_t layer = {.subtract = random_in(0, 1)};
    int32_t a_count, b_count, count, *a, *b;
    random_broadcast(layer.size, layer.a_stride, layer.b_stride, &a_count, &b_count, &count);
    layer.a = random_operand(size, bits, random_in(0, 1));
    layer.b = random_operand(size, bits, random_in(0, 1));
    do
      layer.requant = random_requant((int64_t)1 << (bits + 8 * size), size);
    while (layer.requant.rounding == DENDRT_NATIVE);
    void *a_elements, *b_elements;
    random_input(a_count, size, &a, &a_elements);
    random_input(b_count, size, &b, &b_elements);
    int32_t *expected = pool((uint32_t)count * 4);
    for (int32_t n = 0; n < count; ++n) {
      const int64_t left = scaled(a[operand_index(layer.size, layer.a_stride, n)], &layer.a);
      const int64_t right = scaled(b[operand_index(layer.size, layer.b_stride, n)], &layer.b);
      expected[n] = reference_requantize(layer.subtract ? left - right : left + right, &layer.requant);
    }
    void *y = output_of(count, size, a_elements, a_count, size);
    if (is_wide)
      dendrt_scaled_add_s16(&layer, a_elements, b_elements, y);
    else
      dendrt_scaled_add_s8(&layer, a_elements, b_elements, y);
    check_outputs("scaled_add", round, expected, y, count, size);
    pool_check("scaled_add", round);
  }
}

void test_mul(void) {
  for (int32_t round = 0; round < TEST_ROUNDS; ++round) {
    pool_reset();
    const int types = random_in(0, 7);
    const int a_size = types & 4 ? 2 : 1, b_size = types & 2 ? 2 : 1, y_size = types & 1 ? 2 : 1;
    dendrt_mul_t layer;
    int32_t a_count, b_count, count, *a, *b;
    random_broadcast(layer.size, layer.a_stride, layer.b_stride, &a_count, &b_count, &count);
    layer.a_zero_point = a_size == 1 ? random_in(-128, 127) : 0;
    layer.b_zero_point = b_size == 1 ? random_in(-128, 127) : 0;
    const int64_t bound = (int64_t)(a_size == 1 ? 255 : 32768) * (b_size == 1 ? 255 : 32768);
    layer.requant = random_requant(bound, y_size);
    void *a_elements, *b_elements;
    random_input(a_count, a_size, &a, &a_elements);
    random_input(b_count, b_size, &b, &b_elements);
    int32_t *expected = pool((uint32_t)count * 4);
    for (int32_t n = 0; n < count; ++n) {
      const int64_t left = a[operand_index(layer.size, layer.a_stride, n)] - layer.a_zero_point;
      const int64_t right = b[operand_index(layer.size, layer.b_stride, n)] - layer.b_zero_point;
      expected[n] = reference_requantize(left * right, &layer.requant);
    }
    void *y = output_of(count, y_size, a_elements, a_count, a_size);
    call_mul(&layer, a_elements, b_elements, y, types);
    check_outputs("mul", round, expected, y, count, y_size);
    pool_check("mul", round);
  }
}

// Against the quotient itself: it is off by little more than its rounding.
void test_fixed_div(void) {
  for (int32_t round = 0; round < TEST_ROUNDS; ++round) {
    pool_reset();
    dendrt_fixed_div_s8_t layer = {.a_zero_point = random_in(-128, 127), .b_zero_point = random_in(-128, 127)};
    int32_t a_count, b_count, count, *a, *b;
    random_broadcast(layer.size, layer.a_stride, layer.b_stride, &a_count, &b_count, &count);
    const int32_t left = random_in(-8, 10), min = random_in(-128, 0);
    layer.requant = (dendrt_requant_t){
        random_in(1 << 30, INT32_MAX), 0, random_in(-128, 127), min, random_in(min, 127), DENDRT_TFLITE, -left};
    void *a_elements, *b_elements;
    random_input(a_count, 1, &a, &a_elements);
    random_input(b_count, 1, &b, &b_elements);
    int8_t *y = output_of(count, 1, a_elements, a_count, 1);
    dendrt_fixed_div_s8(&layer, a_elements, b_elements, y);
    const double factor = layer.requant.multiplier / 2147483648.0 * exp2(left);
    for (int32_t n = 0; n < count; ++n) {
      const int32_t divisor = b[operand_index(layer.size, layer.b_stride, n)] - layer.b_zero_point;
      const double dividend = a[operand_index(layer.size, layer.a_stride, n)] - layer.a_zero_point;
      const double quotient = layer.requant.zero_point + dividend / (divisor == 0 ? 1 : divisor) * factor;
      const double expected = fmin(fmax(quotient, layer.requant.min), layer.requant.max);
      if (fabs(expected - y[n]) > 0.501)
        fail("fixed_div_s8", round, n, expected, y[n]);
    }
    pool_check("fixed_div", round);
  }
}

void test_rescale(void) {
  for (int32_t round = 0; round < TEST_ROUNDS; ++round) {
    pool_reset();
    const int input_size = random_in(1, 2), output_size = random_in(1, 2);
    const int32_t count = random_in(1, 50);
    const dendrt_rescale_t layer = {count, random_in(min_of(input_size), max_of(input_size)),
                                    random_requant((int64_t)1 << (8 * input_size), output_size)};
    int32_t *x, *expected = pool((uint32_t)count * 4);
    void *input;
    random_input(count, input_size, &x, &input);
    for (int32_t i = 0; i < count; ++i)
      expected[i] = reference_requantize((int64_t)x[i] - layer.input_zero_point, &layer.requant);
    void *output = output_of(count, output_size, input, count, input_size);
    if (input_size == 1 && output_size == 1)
      dendrt_rescale_s8(&layer, input, output);
    else if (input_size == 1)
      dendrt_rescale_s8_s16(&layer, input, output);
    else if (output_size == 1)
      dendrt_rescale_s16_s8(&layer, input, output);
    else
      dendrt_rescale_s16(&layer, input, output);
    check_outputs("rescale", round, expected, output, count, output_size);
    pool_check("rescale", round);
  }
}

void test_lookup(void) {
  static int8_t input[256], narrow_table[256], narrow[256];
  static int16_t wide_table[256], wide[256];
  for (int32_t i = 0; i < 256; ++i) {
    input[i] = (int8_t)(i * 7 - 128);
    narrow_table[i] = (int8_t)random_in(-128, 127);
    wide_table[i] = (int16_t)random_in(-32768, 32767);
  }
  dendrt_lookup_s8(&(dendrt_lookup_s8_t){256, narrow_table}, input, narrow);
  dendrt_lookup_s8_s16(&(dendrt_lookup_s8_s16_t){256, wide_table}, input, wide);
  for (int32_t i = 0; i < 256; ++i) {
    if (narrow[i] != narrow_table[input[i] + 128])
      fail("lookup_s8", 0, i, narrow_table[input[i] + 128], narrow[i]);
    if (wide[i] != wide_table[input[i] + 128])
      fail("lookup_s8_s16", 0, i, wide_table[input[i] + 128], wide[i]);
  }
}

// Every int16, through random tables and through the steepest one.
void test_interpolate(void) {
  static int16_t table[513], x[256], y[256];
  static int8_t narrow[256];
  for (int32_t round = 0; round < 256; ++round) {
    for (int32_t i = 0; i < 513; ++i)
      table[i] = (int16_t)(round % 16 == 0 ? (i % 2 ? INT16_MAX : INT16_MIN) : random_in(INT16_MIN, INT16_MAX));
    for (int32_t i = 0; i < 256; ++i)
      x[i] = (int16_t)(round * 256 + i - 32768);
    const int32_t min = random_in(-128, 0), max = random_in(1, 127);
    dendrt_interpolate_s16(&(dendrt_interpolate_s16_t){256, table, 8}, x, y);
    dendrt_interpolate_s16_s8(&(dendrt_interpolate_s16_s8_t){256, table, min, max}, x, narrow);
    for (int32_t i = 0; i < 256; ++i) {
      const int32_t expected = reference_table(table, x[i], 8);
      if (y[i] != expected)
        fail("interpolate_s16", round, i, expected, y[i]);
      const double value = table[round] * 256.0 + (table[round + 1] - table[round]) * (double)i;
      const int32_t rounded = reference_clamp((int64_t)floor((value + 32768) / 65536), min, max);
      if (narrow[i] != rounded)
        fail("interpolate_s16_s8", round, i, rounded, narrow[i]);
    }
    // Entries half as far apart, whose segments are no steeper than 16 bits.
    for (int32_t i = 0; i < 513; ++i)
      table[i] = (int16_t)(table[i] / 2);
    dendrt_interpolate_s16(&(dendrt_interpolate_s16_t){256, table, 7}, x, y);
    for (int32_t i = 0; i < 256; ++i) {
      const int32_t entry = 2 * round + i / 128;
      const double slope = (table[entry + 1] - table[entry]) * (double)(i % 128);
      const int32_t expected = table[entry] + (int32_t)floor((slope + 64) / 128);
      if (y[i] != expected)
        fail("interpolate_s16 of 513 entries", round, i, expected, y[i]);
    }
  }
}

// Sigmoid and tanh of random scales: to the formula, and near the functions themselves.
void test_fixed_sigmoid(void) {
  static int16_t table[256], x[64], y[64];
  for (int32_t i = 0; i < 256; ++i)
    table[i] = (int16_t)(i == 255 ? 32767 : (int32_t)floor(65536 / (1 + exp(-i / 24.0)) + 0.5) - 32768);
  for (int32_t round = 0; round < TEST_ROUNDS; ++round) {
    const int32_t shift = random_in(0, 16), tanh_of = random_in(0, 1);
    const int32_t multiplier = shift == 0 ? random_in(1, 65535) : random_in(16384, 32767);
    for (int32_t i = 0; i < 64; ++i)
      x[i] = (int16_t)(random_one_in(8) ? (random_one_in(2) ? INT16_MIN : INT16_MAX) : random_in(INT16_MIN, INT16_MAX));
    dendrt_fixed_sigmoid_s16(&(dendrt_fixed_sigmoid_s16_t){64, table, multiplier, shift, tanh_of}, x, y);
    for (int32_t i = 0; i < 64; ++i) {
      const double unit = tanh_of ? 256 : 512, v = floor(((double)x[i] * multiplier) / exp2(shift) + (shift ? 0.5 : 0));
      const double a = fmin(fabs(v), 255 * unit - 1), h = floor(a / unit);
      const double u = table[(int)h] * unit + (table[(int)h + 1] - table[(int)h]) * (a - h * unit);
      const double share = u / (tanh_of ? 256 : 1024), away = floor(share + 0.5) * (v < 0 ? -1 : 1);
      const double expected = tanh_of ? away : 16384 + away;
      if (y[i] != expected)
        fail("fixed_sigmoid_s16", round, i, expected, y[i]);
      const double exact = tanh_of ? tanh(v / (48 * 256)) * 32768 : 32768 / (1 + exp(-v / (24 * 512)));
      if (fabs(exact - y[i]) > 8)
        fail("fixed_sigmoid_s16 against the function", round, i, exact, y[i]);
    }
  }
}

// The function of <math.h>, whose name the loop below uses for something else.
static double rounded(double value) { return round(value); }

void test_quantize(void) {
  static float x[16], back[16];
  static int8_t narrow[16];
  static int16_t wide[16];
  for (int32_t round = 0; round < TEST_ROUNDS; ++round) {
    const float scale = (float)random_in(1, 100000) / 65536.0f;
    const int32_t zero_point = random_in(-128, 127);
    static const float special[] = {NAN, INFINITY, -INFINITY, 0.0f, -0.0f, 3e38f, -3e38f, 1e-40f};
    for (int32_t i = 0; i < 8; ++i) {
      x[i] = special[i];
      // Halves and their neighbours: the quotient is exact where the scale is a power of two.
      const float half = ((float)random_in(-300, 300) + 0.5f) * (random_one_in(2) ? 0.0078125f : scale);
      x[i + 8] = random_one_in(2) ? half : nextafterf(half, random_one_in(2) ? INFINITY : -INFINITY);
    }
    const float used = random_one_in(2) ? 0.0078125f : scale;
    const dendrt_quantize_t layer = {16, used, zero_point, -128, 127};
    const dendrt_quantize_t wide_layer = {16, used, 0, -32768, 32767};
    dendrt_quantize_f32_s8(&layer, x, narrow);
    dendrt_quantize_f32_s16(&wide_layer, x, wide);
    for (int32_t i = 0; i < 16; ++i) {
      const float quotient = x[i] / used;
      double expected = isnan(x[i]) ? zero_point : zero_point + rounded((double)quotient);
      expected = expected < -128 ? -128 : expected > 127 ? 127 : expected;
      if (narrow[i] != expected)
        fail("quantize_f32_s8", round, i, expected, narrow[i]);
      expected = isnan(x[i]) ? 0 : rounded((double)quotient);
      expected = expected < -32768 ? -32768 : expected > 32767 ? 32767 : expected;
      if (wide[i] != expected)
        fail("quantize_f32_s16", round, i, expected, wide[i]);
    }
    dendrt_dequantize_s8_f32(&(dendrt_dequantize_t){16, used, zero_point}, narrow, back);
    for (int32_t i = 0; i < 16; ++i)
      if (back[i] != (float)(narrow[i] - zero_point) * used)
        fail("dequantize_s8_f32", round, i, (double)((float)(narrow[i] - zero_point) * used), (double)back[i]);
    dendrt_dequantize_s16_f32(&(dendrt_dequantize_t){16, used, 0}, wide, back);
    for (int32_t i = 0; i < 16; ++i)
      if (back[i] != (float)wide[i] * used)
        fail("dequantize_s16_f32", round, i, (double)((float)wide[i] * used), (double)back[i]);
  }
}
