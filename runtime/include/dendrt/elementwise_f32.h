/* elementwise_f32.h: functions of one and of two tensors, in float.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#ifndef DENDRT_ELEMENTWISE_F32_H
#define DENDRT_ELEMENTWISE_F32_H

#include "functions_f32.h"
#include "strides.h"

/* y = function(x). */
typedef struct {
  int32_t count; /* elements */
  dendrt_scalar_f32_t function;
} dendrt_unary_f32_t;

typedef enum {
  DENDRT_ADD_F32,
  DENDRT_SUB_F32,
  DENDRT_MUL_F32,
  DENDRT_DIV_F32,
  DENDRT_MINIMUM_F32,
  DENDRT_MAXIMUM_F32,
  DENDRT_POW_F32
} dendrt_binary_kind_t;

/* y = clamp(a kind b, min, max), -INFINITY and INFINITY for no clamp. Axes in front that a tensor
 * does not have are 1. The output is contiguous. */
typedef struct {
  int32_t size[DENDRT_MAX_RANK];     /* of the output */
  int32_t a_stride[DENDRT_MAX_RANK]; /* elements; 0 where a is broadcast */
  int32_t b_stride[DENDRT_MAX_RANK];
  dendrt_binary_kind_t kind;
  float min, max;
} dendrt_binary_f32_t;

/* dendrt_unary_f32(layer, input, output): aligned to 4; `output` may be `input`. */
DENDRT_INLINE void dendrt_unary_f32(const dendrt_unary_f32_t *layer, const void *input, void *output) {
  const dendrt_float_t *x = (const dendrt_float_t *)input;
  dendrt_float_t *y = (dendrt_float_t *)output;
  for (int32_t i = 0; i < layer->count; ++i)
    y[i] = layer->function.function(x[i], layer->function.parameters);
}

/* One pair of elements. */
DENDRT_INLINE float dendrt_binary_value_f32(dendrt_binary_kind_t kind, float a, float b) {
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
    return a < b ? a : b;
  case DENDRT_MAXIMUM_F32:
    return a > b ? a : b;
  default:
    return powf(a, b);
  }
}

/* dendrt_binary_f32(layer, a, b, y): aligned to 4; `y` may be `a` or `b` where that operand is not
 * broadcast. */
DENDRT_INLINE void dendrt_binary_f32(const dendrt_binary_f32_t *layer, const void *a, const void *b, void *y) {
  const int32_t count = layer->size[DENDRT_LAST_AXIS];
  const int32_t a_step = layer->a_stride[DENDRT_LAST_AXIS];
  const int32_t b_step = layer->b_stride[DENDRT_LAST_AXIS];
  dendrt_float_t *out = (dendrt_float_t *)y;
  dendrt_walk_t walk = {{0}, 0, 0};
  do {
    const dendrt_float_t *a_row = (const dendrt_float_t *)a + walk.first;
    const dendrt_float_t *b_row = (const dendrt_float_t *)b + walk.second;
    for (int32_t i = 0; i < count; ++i) {
      const float value = dendrt_binary_value_f32(layer->kind, a_row[i * a_step], b_row[i * b_step]);
      *out++ = dendrt_clamp_f32(value, layer->min, layer->max);
    }
  } while (dendrt_walk_next(&walk, layer->size, layer->a_stride, layer->b_stride));
}

#endif
