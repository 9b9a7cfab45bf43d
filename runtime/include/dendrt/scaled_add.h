/* scaled_add.h: sum or difference of two tensors as TensorFlow Lite and TOSA add, with broadcasting.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#ifndef DENDRT_SCALED_ADD_H
#define DENDRT_SCALED_ADD_H

#include "arithmetic.h"
#include "lanes.h"
#include "strides.h"

/* One operand: (x - zero_point) << left times multiplier / 2^31 / 2^right, rounded TFLITE. Sums of two are below 2^30.
 */
typedef struct {
  int32_t zero_point;
  int32_t multiplier; /* 0 <= multiplier < 2^31 */
  int32_t left;       /* twice a shifted difference fits 32 bits */
  int32_t right;      /* 0 to 31 */
} dendrt_scaled_operand_t;

/* y = requant(a' + b'), or requant(a' - b'). Axes in front that a tensor does not have are 1. The
 * output is contiguous. */
typedef struct {
  int32_t size[DENDRT_MAX_RANK];     /* of the output */
  int32_t a_stride[DENDRT_MAX_RANK]; /* elements; 0 where a is broadcast */
  int32_t b_stride[DENDRT_MAX_RANK];
  dendrt_scaled_operand_t a, b;
  int32_t subtract; /* 0 or 1 */
  dendrt_requant_t requant;
} dendrt_scaled_add_t;

/* An operand's element on the common scale. */
DENDRT_INLINE int32_t dendrt_scaled_operand(const dendrt_scaled_operand_t *operand, int32_t x) {
  const int32_t value = dendrt_shift_left(x - operand->zero_point, operand->left);
  if (operand->right == 0 && operand->multiplier == 1 << 30 && operand->left > 0)
    return value >> 1; /* the operand of the larger scale: exactly half of it */
  if (operand->right == 0)
    return dendrt_high_add(dendrt_shift_left(value, 1), operand->multiplier, 0);
  const int32_t half = dendrt_shift_left(1, operand->right - 1);
  return dendrt_scale_tflite(dendrt_shift_left(value, 1), operand->multiplier, half, 1) >> operand->right;
}

#if defined(DENDRT_MVE)
DENDRT_INLINE dendrt_lanes_t dendrt_scaled_lanes(const dendrt_scaled_operand_t *operand, const void *x, int size) {
  const dendrt_lanes_t difference = dendrt_lanes_add_all(dendrt_lanes_get(x, size), -operand->zero_point);
  return dendrt_lanes_scale(dendrt_lanes_shift_left(difference, operand->left), operand->multiplier, operand->right, 0,
                            DENDRT_TFLITE, 0);
}

/* As many of `count` elements in a row as come in fours; returns how many. */
DENDRT_INLINE int32_t dendrt_scaled_add_fours(const dendrt_scaled_add_t *layer, const void *a, const void *b, void *y,
                                              int32_t count, int a_size, int b_size, int y_size) {
  const dendrt_requant_t *requant = &layer->requant;
  const int is_relu = requant->min >= requant->zero_point;
  for (int32_t fours = count / DENDRT_LANES; fours > 0; --fours) {
    const dendrt_lanes_t first = dendrt_scaled_lanes(&layer->a, a, a_size);
    const dendrt_lanes_t second = dendrt_scaled_lanes(&layer->b, b, b_size);
    dendrt_lanes_t sum = layer->subtract ? vsubq_s32(first, second) : dendrt_lanes_add(first, second);
    sum = dendrt_lanes_scale(sum, requant->multiplier, requant->right, requant->shift, requant->rounding, is_relu);
    sum = dendrt_lanes_clamp(dendrt_lanes_add_all(sum, requant->zero_point), requant->min, requant->max);
    dendrt_lanes_put(y, sum, DENDRT_LANES, y_size);
    a = dendrt_at(a, DENDRT_LANES * a_size);
    b = dendrt_at(b, DENDRT_LANES * b_size);
    y = dendrt_at_mutable(y, DENDRT_LANES * y_size);
  }
  return count / DENDRT_LANES * DENDRT_LANES;
}
#endif

/* The sizes are the bytes of an element: constants that the named kernels pass. */
DENDRT_INLINE void dendrt_scaled_add(const dendrt_scaled_add_t *layer, const void *a, const void *b, void *y,
                                     int a_size, int b_size, int y_size) {
  const int32_t count = layer->size[DENDRT_LAST_AXIS];
  const int32_t a_step = layer->a_stride[DENDRT_LAST_AXIS];
  const int32_t b_step = layer->b_stride[DENDRT_LAST_AXIS];
  const dendrt_scaled_operand_t a_operand = layer->a, b_operand = layer->b;
  const dendrt_requant_t requant = layer->requant;
  const int32_t subtract = layer->subtract;
  dendrt_walk_t walk = {{0}, 0, 0};
  do {
    const void *a_row = dendrt_at(a, walk.first * a_size);
    const void *b_row = dendrt_at(b, walk.second * b_size);
    int32_t i = 0;
#if defined(DENDRT_MVE)
    if (a_step == 1 && b_step == 1 && requant.rounding != DENDRT_TFLITE_WIDE)
      i = dendrt_scaled_add_fours(layer, a_row, b_row, y, count, a_size, b_size, y_size);
#endif
    DENDRT_UNROLL
    for (; i < count; ++i) {
      const int32_t left = dendrt_scaled_operand(&a_operand, dendrt_load_element(a_row, i * a_step, a_size));
      const int32_t right = dendrt_scaled_operand(&b_operand, dendrt_load_element(b_row, i * b_step, b_size));
      dendrt_store_element(y, i, dendrt_requantize(subtract ? left - right : left + right, &requant), y_size);
    }
    y = dendrt_at_mutable(y, count * y_size);
  } while (dendrt_walk_next(&walk, layer->size, layer->a_stride, layer->b_stride));
}

/* dendrt_scaled_add_s8(layer, a, b, y), and for other types dendrt_scaled_add_<a>_<b>_<y>. int16 data are aligned
 * to 2. `y` may be `a` or `b` where that operand is not broadcast and of the output's type.
 * Not checked: sizes, overflow (the compiler proves the bound). */
#define DENDRT_SCALED_ADD(types, a_size, b_size, y_size)                                                               \
  typedef dendrt_scaled_add_t dendrt_scaled_add_##types##_t;                                                           \
  DENDRT_INLINE void dendrt_scaled_add_##types(const dendrt_scaled_add_##types##_t *layer, const void *a,              \
                                               const void *b, void *y) {                                               \
    dendrt_scaled_add(layer, a, b, y, a_size, b_size, y_size);                                                         \
  }
DENDRT_SCALED_ADD(s8, 1, 1, 1)
DENDRT_SCALED_ADD(s8_s8_s16, 1, 1, 2)
DENDRT_SCALED_ADD(s8_s16_s8, 1, 2, 1)
DENDRT_SCALED_ADD(s8_s16_s16, 1, 2, 2)
DENDRT_SCALED_ADD(s16_s8_s8, 2, 1, 1)
DENDRT_SCALED_ADD(s16_s8_s16, 2, 1, 2)
DENDRT_SCALED_ADD(s16_s16_s8, 2, 2, 1)
DENDRT_SCALED_ADD(s16, 2, 2, 2)
#undef DENDRT_SCALED_ADD

#endif
