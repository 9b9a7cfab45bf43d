/* fixed_div.h: quotient of two tensors of int8, with broadcasting, as TensorFlow Lite's reference kernels compute it.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#ifndef DENDRT_FIXED_DIV_H
#define DENDRT_FIXED_DIV_H

#include "fixed_point.h"
#include "strides.h"

/* The formulas are those of dialects/kern/README.md. Axes in front that a tensor does not have are 1. The output is
 * contiguous. */
typedef struct {
  int32_t size[DENDRT_MAX_RANK];     /* of the output */
  int32_t a_stride[DENDRT_MAX_RANK]; /* elements; 0 where a is broadcast */
  int32_t b_stride[DENDRT_MAX_RANK];
  int32_t a_zero_point, b_zero_point;
  dendrt_requant_t requant; /* TFLITE, right at least -22 */
} dendrt_fixed_div_s8_t;

/* requant(dividend / divisor), both from -255 to 255. */
DENDRT_INLINE int32_t dendrt_fixed_quotient(int32_t dividend, int32_t divisor, const dendrt_requant_t *requant) {
  const int32_t u = divisor < 0 ? -dividend : dividend, v = divisor < 0 ? -divisor : divisor > 0 ? divisor : 1;
  const int32_t zeros = __builtin_clz((uint32_t)v), signs = __builtin_clrsb(u);
  const int32_t reciprocal = dendrt_reciprocal((int32_t)(((uint32_t)v << zeros) & 0x7fffffff));
  const int32_t quotient = dendrt_product31(dendrt_shift_left(u, signs), reciprocal);
  const int32_t product = dendrt_product31(quotient, requant->multiplier), right = signs + 31 - zeros + requant->right;
  const int32_t rounded = right > 31 ? 0 : (int32_t)dendrt_divide_wide(product, right);
  return dendrt_clamp(requant->zero_point + rounded, requant->min, requant->max);
}

/* `y` may be `a` or `b` where that operand is not broadcast. */
DENDRT_INLINE void dendrt_fixed_div_s8(const dendrt_fixed_div_s8_t *layer, const void *a, const void *b, void *y) {
  const int32_t count = layer->size[DENDRT_LAST_AXIS];
  const int32_t a_step = layer->a_stride[DENDRT_LAST_AXIS];
  const int32_t b_step = layer->b_stride[DENDRT_LAST_AXIS];
  dendrt_walk_t walk = {{0}, 0, 0};
  do {
    for (int32_t i = 0; i < count; ++i) {
      const int32_t dividend = dendrt_load_element(a, walk.first + i * a_step, 1) - layer->a_zero_point;
      const int32_t divisor = dendrt_load_element(b, walk.second + i * b_step, 1) - layer->b_zero_point;
      dendrt_store_element(y, i, dendrt_fixed_quotient(dividend, divisor, &layer->requant), 1);
    }
    y = dendrt_at_mutable(y, count);
  } while (dendrt_walk_next(&walk, layer->size, layer->a_stride, layer->b_stride));
}

#endif
