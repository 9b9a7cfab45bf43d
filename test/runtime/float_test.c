// float_test.c: weighted and elementwise float kernels against the same formulas in double.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "check.h"
#include "layers.h"

#include "dendrt/elementwise_f32.h"
#include "dendrt/weighted_f32.h"

#include <math.h>
#include <string.h>

void test_weighted_f32(void);
void test_elementwise_f32(void);

enum { MAX_DENDRITES = 4 };

static float random_float(float size) { return (float)random_in(-1000000, 1000000) * 1e-6f * size; }

static float *random_floats(int32_t count, float size) {
  float *values = pool((uint32_t)(count > 0 ? count : 1) * 4);
  for (int32_t i = 0; i < count; ++i)
    values[i] = random_float(size);
  return values;
}

// Within a few roundings of what is expected of numbers of about `size`.
static void expect_near(const char *what, int32_t round, int32_t index, double expected, float found, double size) {
  if (!(fabs(expected - (double)found) <= 4e-6 * (size + fabs(expected))))
    fail(what, round, index, expected, (double)found);
}

typedef struct {
  dendrt_plane_t input, output;
  dendrt_window_t window;
  int32_t groups;
  dendrt_filters_f32_t filters;
} weighted_t;

static void reference_weighted(const weighted_t *layer, const float *x, double *y) {
  const dendrt_window_t *w = &layer->window;
  const dendrt_dendrites_f32_t *dendrites = &layer->filters.dendrites;
  const int32_t outputs = layer->output.channels, inputs = layer->input.channels / layer->groups;
  for (int32_t n = 0; n < layer->output.height * layer->output.width * outputs; ++n) {
    const int32_t c = n % outputs, column = n / outputs % layer->output.width, row = n / outputs / layer->output.width;
    double sums[MAX_DENDRITES + 1] = {0};
    for (int32_t b = 0; b <= dendrites->count; ++b) {
      const float *weight = layer->filters.weights + (b * outputs + c) * w->height * w->width * inputs;
      sums[b] = (double)layer->filters.bias[b * outputs + c];
      for (int32_t ky = 0; ky < w->height; ++ky)
        for (int32_t kx = 0; kx < w->width; ++kx)
          for (int32_t i = 0; i < inputs; ++i, ++weight) {
            const int32_t iy = row * w->stride_height - w->pad_top + ky * w->dilation_height;
            const int32_t ix = column * w->stride_width - w->pad_left + kx * w->dilation_width;
            if (iy < 0 || iy >= layer->input.height || ix < 0 || ix >= layer->input.width)
              continue;
            const int32_t channel = c / (outputs / layer->groups) * inputs + i;
            sums[b] += (double)*weight * (double)x[(iy * layer->input.width + ix) * layer->input.channels + channel];
          }
    }
    const float *coefficient = dendrites->coefficients;
    if (dendrites->count > 0)
      coefficient += c * (dendrites->count * (dendrites->count + 1) / 2);
    double d[MAX_DENDRITES];
    for (int32_t k = 0; k < dendrites->count; ++k) {
      double z = sums[k + 1];
      for (int32_t j = 0; j < k; ++j)
        z += (double)*coefficient++ * d[j];
      d[k] = 1 / (1 + exp(-z));
      sums[0] += (double)*coefficient++ * d[k];
    }
    y[n] = sums[0]<(double)layer->filters.min ? (double)layer->filters.min : sums[0]>(double) layer->filters.max
               ? (double)layer->filters.max
               : sums[0];
  }
}

static void rows_conv2d_f32(const void *layer, const void *input, void *output, void *scratch, int32_t first,
                            int32_t count) {
  dendrt_conv2d_f32_rows(layer, input, output, scratch, first, count);
}
static void rows_depthwise_conv2d_f32(const void *layer, const void *input, void *output, void *scratch, int32_t first,
                                      int32_t count) {
  dendrt_depthwise_conv2d_f32_rows(layer, input, output, scratch, first, count);
}

void test_weighted_f32(void) {
  for (int32_t round = 0; round < TEST_ROUNDS / 2; ++round) {
    pool_reset();
    enum { CONV2D, DEPTHWISE, DENSE };
    const int32_t kind = random_in(0, 2);
    weighted_t layer = {0};
    int32_t height = random_in(1, 7), width = random_in(1, 7), channels = random_in(1, 9), outputs = random_in(1, 9);
    int32_t output_height = height, output_width = width;
    dendrt_window_t *w = &layer.window;
    layer.groups = kind == CONV2D ? random_in(1, 3) : 1;
    if (kind == DENSE) {
      width = output_width = 1;
      *w = (dendrt_window_t){1, 1, 1, 1, 1, 1, 0, 0};
    } else {
      random_axis(height, &w->height, &w->stride_height, &w->dilation_height, &w->pad_top, &output_height);
      random_axis(width, &w->width, &w->stride_width, &w->dilation_width, &w->pad_left, &output_width);
      outputs = kind == DEPTHWISE ? channels * random_in(1, 3) : outputs * layer.groups;
      channels *= layer.groups;
      layer.groups = kind == DEPTHWISE ? channels : layer.groups;
    }
    layer.input = plane_of(height, width, channels, 4);
    layer.output = plane_of(output_height, output_width, outputs, 4);
    const int32_t d = random_one_in(2) ? 0 : random_in(1, MAX_DENDRITES), filters = (d + 1) * outputs;
    const int32_t length = w->height * w->width * channels / layer.groups;
    layer.filters.weights = random_floats(filters * length, 1.0f);
    layer.filters.bias = random_floats(filters, 1.0f);
    layer.filters.min = random_one_in(2) ? 0.0f : -INFINITY;
    layer.filters.max = random_one_in(2) ? 6.0f : INFINITY;
    layer.filters.dendrites.count = d;
    layer.filters.dendrites.function.function = dendrt_sigmoid_f32;
    layer.filters.dendrites.coefficients = random_floats(outputs * (d * (d + 1) / 2), 2.0f);

    float *x = random_floats(height * width * channels, 2.0f);
    const int32_t count = output_height * output_width * outputs;
    float *y = pool((uint32_t)count * 4), *ring_y = pool((uint32_t)count * 4), *over_y = pool((uint32_t)count * 4);
    float *scratch = pool((uint32_t)(4 * (d + 1)));
    double *expected = pool((uint32_t)count * 8);
    reference_weighted(&layer, x, expected);
    if (kind == DENSE) {
      const dendrt_dense_f32_t dense = {height, channels, outputs, layer.filters};
      dendrt_dense_f32(&dense, x, y, scratch);
      memcpy(ring_y, y, (size_t)count * 4);
      memcpy(over_y, y, (size_t)count * 4);
    } else if (kind == DEPTHWISE) {
      dendrt_depthwise_conv2d_f32_t depthwise = {layer.input, layer.output, layer.window, layer.filters};
      dendrt_depthwise_conv2d_f32(&depthwise, x, y, scratch);
      run_in_rings(&depthwise, rows_depthwise_conv2d_f32, &depthwise.input, &depthwise.output, w, x, ring_y, scratch);
      run_over_input(&depthwise, rows_depthwise_conv2d_f32, &depthwise.input, &depthwise.output, w, (overlap_t){1, 0},
                     x, over_y, scratch);
    } else {
      dendrt_conv2d_f32_t conv = {layer.input, layer.output, layer.window, layer.groups, layer.filters};
      dendrt_conv2d_f32(&conv, x, y, scratch);
      run_in_rings(&conv, rows_conv2d_f32, &conv.input, &conv.output, w, x, ring_y, scratch);
      run_over_input(&conv, rows_conv2d_f32, &conv.input, &conv.output, w, (overlap_t){1, 0}, x, over_y, scratch);
    }
    for (int32_t i = 0; i < count; ++i)
      expect_near("weighted_f32", round, i, expected[i], y[i], 10 + length);
    same_elements("weighted_f32 in rings", round, y, ring_y, count, 4);
    same_elements("weighted_f32 over its input", round, y, over_y, count, 4);
    pool_check("weighted_f32", round);
  }
}

static double clip(double x, double min, double max) { return x < min ? min : x > max ? max : x; }

// The table of functions again, in double.
#define FUNCTIONS(F)                                                                                                   \
  F(abs, fabs(x))                                                                                                      \
  F(acos, acos(x))                                                                                                     \
  F(acosh, acosh(x))                                                                                                   \
  F(asin, asin(x))                                                                                                     \
  F(asinh, asinh(x))                                                                                                   \
  F(atan, atan(x))                                                                                                     \
  F(atanh, atanh(x))                                                                                                   \
  F(ceil, ceil(x))                                                                                                     \
  F(clip, clip(x, p, q))                                                                                               \
  F(cos, cos(x))                                                                                                       \
  F(cosh, cosh(x))                                                                                                     \
  F(elu, x < 0 ? p * expm1(x) : x)                                                                                     \
  F(erf, erf(x))                                                                                                       \
  F(exp, exp(x))                                                                                                       \
  F(floor, floor(x))                                                                                                   \
  F(gelu, 0.5 * x * (1 + erf(x / sqrt(2))))                                                                            \
  F(gelu_tanh, 0.5 * x * (1 + tanh(0.79788456080286535588 * (x + 0.044715 * x * x * x))))                              \
  F(hard_sigmoid, clip(p *x + q, 0, 1))                                                                                \
  F(hard_swish, x *clip(x / 6 + 0.5, 0, 1))                                                                            \
  F(identity, x)                                                                                                       \
  F(leaky_relu, x < 0 ? p * x : x)                                                                                     \
  F(log, log(x))                                                                                                       \
  F(mish, x *tanh(log1p(exp(x))))                                                                                      \
  F(neg, -x)                                                                                                           \
  F(reciprocal, 1 / x)                                                                                                 \
  F(relu, x < 0 ? 0 : x)                                                                                               \
  F(round, nearbyint(x))                                                                                               \
  F(rsqrt, 1 / sqrt(x))                                                                                                \
  F(selu, 1.05070102214813232421875 * (x < 0 ? 1.67326319217681884765625 * expm1(x) : x))                              \
  F(shrink, x<-p ? x + q : x> p ? x - q : 0)                                                                           \
  F(sigmoid, 1 / (1 + exp(-x)))                                                                                        \
  F(sign, (x > 0) - (x < 0))                                                                                           \
  F(silu, x / (1 + exp(-x)))                                                                                           \
  F(sin, sin(x))                                                                                                       \
  F(sinh, sinh(x))                                                                                                     \
  F(softplus, log1p(exp(x)))                                                                                           \
  F(softsign, x / (1 + fabs(x)))                                                                                       \
  F(sqrt, sqrt(x))                                                                                                     \
  F(square, x *x)                                                                                                      \
  F(tanh, tanh(x))                                                                                                     \
  F(thresholded_relu, x > p ? x : 0)

#define F(name, value)                                                                                                 \
  static double reference_##name(double x, double p, double q) {                                                       \
    (void)p, (void)q;                                                                                                  \
    return value;                                                                                                      \
  }
FUNCTIONS(F)
#undef F

static const struct {
  const char *name;
  dendrt_function_f32_t function;
  double (*reference)(double x, double p, double q);
} functions[] = {
#define F(name, value) {#name, dendrt_##name##_f32, reference_##name},
    FUNCTIONS(F)
#undef F
};

static void test_unary(int32_t round) {
  float *x = random_floats(16, 12.0f), *y = pool(16 * 4);
  for (unsigned f = 0; f < sizeof functions / sizeof *functions; ++f) {
    const dendrt_unary_f32_t layer = {16, {functions[f].function, {-0.25f, 0.5f}}};
    dendrt_unary_f32(&layer, x, y);
    for (int32_t i = 0; i < 16; ++i) {
      const double expected = functions[f].reference((double)x[i], -0.25, 0.5);
      if (isnan(expected)) {
        if (!isnan(y[i]))
          fail(functions[f].name, round, i, expected, (double)y[i]);
        continue;
      }
      expect_near(functions[f].name, round, i, expected, y[i], 1);
    }
  }
}

static double reference_binary(dendrt_binary_kind_t kind, double a, double b) {
  switch (kind) {
  case DENDRT_ADD_F32:
    return a + b;
  case DENDRT_SUB_F32:
    return a - b;
  case DENDRT_MUL_F32:
    return a * b;
  case DENDRT_DIV_F32:
    return a / b;
  case DENDRT_MINIMUM_F32:
    return fmin(a, b);
  case DENDRT_MAXIMUM_F32:
    return fmax(a, b);
  default:
    return pow(a, b);
  }
}

void test_elementwise_f32(void) {
  for (int32_t round = 0; round < TEST_ROUNDS; ++round) {
    pool_reset();
    test_unary(round);
    // [rows][columns] and a row, a column or one element.
    const int32_t rows = random_in(1, 6), columns = random_in(1, 6), down = random_in(0, 1), along = random_in(0, 1);
    const dendrt_binary_f32_t layer = {{1, 1, 1, 1, rows, columns},
                                       {0, 0, 0, 0, columns, 1},
                                       {0, 0, 0, 0, down * (along ? columns : 1), along},
                                       (dendrt_binary_kind_t)random_in(0, 6),
                                       random_one_in(2) ? 0.0f : -INFINITY,
                                       random_one_in(2) ? 6.0f : INFINITY};
    float *a = random_floats(rows * columns, 4.0f), *b = random_floats(rows * columns, 4.0f);
    float *y = pool((uint32_t)(rows * columns) * 4);
    for (int32_t i = 0; i < rows * columns; ++i)
      a[i] = layer.kind == DENDRT_POW_F32 ? fabsf(a[i]) : a[i];
    dendrt_binary_f32(&layer, a, b, y);
    for (int32_t i = 0; i < rows * columns; ++i) {
      const float other = b[i / columns * layer.b_stride[4] + i % columns * layer.b_stride[5]];
      const double value = reference_binary(layer.kind, (double)a[i], (double)other);
      expect_near("binary_f32", round, i, clip(value, (double)layer.min, (double)layer.max), y[i], 1);
    }
    pool_check("elementwise_f32", round);
  }
}
