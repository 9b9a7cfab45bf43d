/* reduce_f32.h: mean, sum, largest or smallest value along axes, and softmax, in float.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#ifndef DENDRT_REDUCE_F32_H
#define DENDRT_REDUCE_F32_H

#include "memory.h"
#include "reduce.h"

#include <math.h>

/* sum: the sum divided by `divisor` (1, or for the mean the number of elements); max, min. */
typedef struct {
  dendrt_reduce_shape_t shape;
  dendrt_reduce_kind_t kind;
  float divisor;
} dendrt_reduce_f32_t;

/* Softmax along the last axis. */
typedef struct {
  int32_t rows, count; /* rows of `count` elements */
} dendrt_softmax_f32_t;

/* Sum, largest or smallest of the elements at `x` over the reduced axes. */
DENDRT_INLINE float dendrt_reduce_one_f32(const dendrt_reduce_shape_t *shape, dendrt_reduce_kind_t kind,
                                          const dendrt_float_t *x) {
  const int32_t *stride = shape->reduced_stride, *extent = shape->reduced_size;
  float result = kind == DENDRT_REDUCE_SUM ? 0.0f : x[0];
  for (int32_t i = 0; i < extent[0]; ++i)
    for (int32_t j = 0; j < extent[1]; ++j) {
      const dendrt_float_t *element = x + i * stride[0] + j * stride[1];
      for (int32_t k = 0; k < extent[2]; ++k, element += stride[2]) {
        if (kind == DENDRT_REDUCE_SUM)
          result += *element;
        else if (kind == DENDRT_REDUCE_MAX)
          result = *element > result ? *element : result;
        else
          result = *element < result ? *element : result;
      }
    }
  return result;
}

/* dendrt_reduce_f32(layer, input, output): aligned to 4; the output is not the input. */
DENDRT_INLINE void dendrt_reduce_f32(const dendrt_reduce_f32_t *layer, const void *input, void *output) {
  const dendrt_reduce_shape_t *shape = &layer->shape;
  const int32_t *stride = shape->kept_stride, *extent = shape->kept_size;
  const dendrt_float_t *x = (const dendrt_float_t *)input;
  dendrt_float_t *y = (dendrt_float_t *)output;
  for (int32_t i = 0; i < extent[0]; ++i)
    for (int32_t j = 0; j < extent[1]; ++j)
      for (int32_t k = 0; k < extent[2]; ++k) {
        const float value =
            dendrt_reduce_one_f32(shape, layer->kind, x + i * stride[0] + j * stride[1] + k * stride[2]);
        *y++ = layer->kind == DENDRT_REDUCE_SUM ? value / layer->divisor : value;
      }
}

/* dendrt_softmax_f32(layer, input, output): aligned to 4; `output` may be `input`. */
DENDRT_INLINE void dendrt_softmax_f32(const dendrt_softmax_f32_t *layer, const void *input, void *output) {
  const dendrt_float_t *x = (const dendrt_float_t *)input;
  dendrt_float_t *y = (dendrt_float_t *)output;
  const int32_t count = layer->count;
  for (int32_t row = 0; row < layer->rows; ++row, x += count, y += count) {
    float largest = x[0], sum = 0.0f;
    for (int32_t i = 1; i < count; ++i)
      largest = x[i] > largest ? x[i] : largest;
    for (int32_t i = 0; i < count; ++i) {
      y[i] = expf(x[i] - largest);
      sum += y[i];
    }
    for (int32_t i = 0; i < count; ++i)
      y[i] /= sum;
  }
}

#endif
