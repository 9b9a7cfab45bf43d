// matmul_test.c: products of matrices, and of rows, against their formulas, in integers and in float.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "check.h"
#include "layers.h"
#include "reference.h"

#include "dendrt/dot.h"
#include "dendrt/matmul.h"
#include "dendrt/matmul_f32.h"

#include <math.h>

void test_matmul(void);
void test_dot(void);
void test_matmul_f32(void);

enum { MAX_DEPTH = 40 };

// A random geometry; one of the operands may be one matrix for all batches. The matrices of each operand.
typedef struct {
  int32_t batches, rows, columns, depth, a_stride, b_stride, a_count, b_count;
} shape_t;

static shape_t random_shape(void) {
  shape_t shape = {.batches = random_in(1, 4), .rows = random_in(1, 6), .columns = random_in(1, 11)};
  shape.depth = random_in(1, MAX_DEPTH);
  const int shared = random_in(0, 3); // 1: a is, 2: b is
  shape.a_stride = shared == 1 ? 0 : shape.rows * shape.depth;
  shape.b_stride = shared == 2 ? 0 : shape.columns * shape.depth;
  shape.a_count = (shared == 1 ? 1 : shape.batches) * shape.rows * shape.depth;
  shape.b_count = (shared == 2 ? 1 : shape.batches) * shape.columns * shape.depth;
  return shape;
}

// Where the rows of `a` and `b` begin whose product output n is.
static void find_rows(const shape_t *shape, int32_t n, int32_t *a, int32_t *b) {
  const int32_t column = n % shape->columns, row = n / shape->columns % shape->rows;
  const int32_t batch = n / shape->columns / shape->rows;
  *a = batch * shape->a_stride + row * shape->depth;
  *b = batch * shape->b_stride + column * shape->depth;
}

DEFINE_CALL(matmul)

static int64_t cut(int32_t value, int32_t right) {
  return (int64_t)floor(((double)value + (right > 0 ? 1 << (right - 1) : 0)) / (1 << right));
}

void test_matmul(void) {
  for (int32_t round = 0; round < TEST_ROUNDS; ++round) {
    pool_reset();
    const int types = random_in(0, 7);
    const int a_size = types & 4 ? 2 : 1, b_size = types & 2 ? 2 : 1, y_size = types & 1 ? 2 : 1;
    const shape_t shape = random_shape();
    const int32_t count = shape.batches * shape.rows * shape.columns;
    // As many levels of 16 bits as sums of the deepest products leave room for.
    const int32_t least = a_size + b_size == 4 ? 3 : 0;
    const int32_t a_right = a_size == 1 ? 0 : random_in(least, 6), b_right = b_size == 1 ? 0 : random_in(least, 6);
    const int64_t bound =
        (int64_t)shape.depth * (a_size == 1 ? 256 : 32768 >> a_right) * (b_size == 1 ? 256 : 32768 >> b_right);
    dendrt_matmul_t layer = {shape.batches,
                             shape.rows,
                             shape.columns,
                             shape.depth,
                             shape.a_stride,
                             shape.b_stride,
                             a_size == 1 ? random_in(-128, 127) : 0,
                             b_size == 1 ? random_in(-128, 127) : 0,
                             a_right,
                             b_right,
                             0,
                             random_requant(bound, y_size)};
    // Sums of 64 bits, saturated to what the shift of their requantization has room for.
    const int is_long = a_size + b_size == 4 && random_one_in(2);
    if (is_long) {
      const int32_t shift = random_in(0, 3);
      layer.a_right = layer.b_right = 0;
      layer.limit = INT32_MAX >> shift;
      layer.requant.rounding = DENDRT_NEAREST;
      layer.requant.shift = shift;
      layer.requant.right = random_in(1, 14);
    }
    int32_t *a, *b, *expected = pool((uint32_t)count * 4);
    void *a_elements, *b_elements, *y = pool((uint32_t)(count * y_size));
    random_input(shape.a_count, a_size, &a, &a_elements);
    random_input(shape.b_count, b_size, &b, &b_elements);
    for (int32_t n = 0; n < count; ++n) {
      int32_t a_row, b_row;
      int64_t sum = 0;
      find_rows(&shape, n, &a_row, &b_row);
      for (int32_t k = 0; k < shape.depth; ++k)
        sum += cut(a[a_row + k] - layer.a_zero_point, layer.a_right) *
               cut(b[b_row + k] - layer.b_zero_point, layer.b_right);
      if (is_long)
        sum = sum > layer.limit ? layer.limit : sum < -layer.limit ? -layer.limit : sum;
      expected[n] = reference_requantize(sum, &layer.requant);
    }
    call_matmul(&layer, a_elements, b_elements, y, types);
    check_outputs("matmul", round, expected, y, count, y_size);
    pool_check("matmul", round);
  }
}

// Numbers of 16 bits over their whole range: many sums leave 32 bits.
void test_dot(void) {
  for (int32_t round = 0; round < TEST_ROUNDS; ++round) {
    pool_reset();
    const int y_size = random_in(1, 2);
    const int32_t rows = random_in(1, 9), depth = random_in(1, MAX_DEPTH), count = rows * depth;
    int32_t *x, *w, *expected = pool((uint32_t)rows * 4), *bias = pool((uint32_t)rows * 4);
    void *input, *weights, *y = pool((uint32_t)(rows * y_size));
    random_input(count, 2, &x, &input);
    random_input(count, 2, &w, &weights);
    dendrt_dot_t layer = {rows, depth, (const int16_t *)weights, bias, {0}};
    layer.requant = random_requant(INT64_C(1) << 31, y_size);
    for (int32_t row = 0; row < rows; ++row) {
      int64_t sum = bias[row] = (int32_t)random_bits();
      for (int32_t k = 0; k < depth; ++k)
        sum += (int64_t)x[row * depth + k] * w[row * depth + k];
      const int64_t low = sum & 0xffffffff;
      expected[row] = reference_requantize(low < INT64_C(1) << 31 ? low : low - (INT64_C(1) << 32), &layer.requant);
    }
    if (y_size == 1)
      dendrt_dot_s16_s8(&layer, input, y);
    else
      dendrt_dot_s16(&layer, input, y);
    check_outputs("dot", round, expected, y, rows, y_size);
    pool_check("dot", round);
  }
}

// Whole numbers, so that float sums are exact.
void test_matmul_f32(void) {
  for (int32_t round = 0; round < TEST_ROUNDS; ++round) {
    pool_reset();
    const shape_t shape = random_shape();
    const int32_t count = shape.batches * shape.rows * shape.columns;
    const dendrt_matmul_f32_t layer = {shape.batches, shape.rows,     shape.columns,
                                       shape.depth,   shape.a_stride, shape.b_stride};
    float *a = pool((uint32_t)shape.a_count * 4), *b = pool((uint32_t)shape.b_count * 4);
    float *y = pool((uint32_t)count * 4);
    for (int32_t i = 0; i < shape.a_count; ++i)
      a[i] = (float)random_in(-100, 100);
    for (int32_t i = 0; i < shape.b_count; ++i)
      b[i] = (float)random_in(-100, 100);
    dendrt_matmul_f32(&layer, a, b, y);
    for (int32_t n = 0; n < count; ++n) {
      int32_t a_row, b_row;
      double sum = 0;
      find_rows(&shape, n, &a_row, &b_row);
      for (int32_t k = 0; k < shape.depth; ++k)
        sum += (double)a[a_row + k] * (double)b[b_row + k];
      if (sum != (double)y[n])
        fail("matmul_f32", round, n, sum, (double)y[n]);
    }
    pool_check("matmul_f32", round);
  }
}
