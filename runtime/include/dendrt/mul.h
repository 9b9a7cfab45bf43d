/* mul.h: product of two tensors, with broadcasting.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#ifndef DENDRT_MUL_H
#define DENDRT_MUL_H

#include "arithmetic.h"
#include "strides.h"

/* y = requant((a - a_zero_point) * (b - b_zero_point)). Axes in front that a tensor does not have
 * are 1. The output is contiguous. */
typedef struct {
  int32_t size[DENDRT_MAX_RANK];     /* of the output */
  int32_t a_stride[DENDRT_MAX_RANK]; /* elements; 0 where a is broadcast */
  int32_t b_stride[DENDRT_MAX_RANK];
  int32_t a_zero_point, b_zero_point; /* the product fits 32 bits */
  dendrt_requant_t requant;
} dendrt_mul_t;

/* The sizes are the bytes of an element: constants that the named kernels pass. */
DENDRT_INLINE void dendrt_mul(const dendrt_mul_t *layer, const void *a, const void *b, void *y, int a_size, int b_size,
                              int y_size) {
  const int32_t count = layer->size[DENDRT_LAST_AXIS];
  const int32_t a_step = layer->a_stride[DENDRT_LAST_AXIS];
  const int32_t b_step = layer->b_stride[DENDRT_LAST_AXIS];
  const int32_t a_zero_point = layer->a_zero_point, b_zero_point = layer->b_zero_point;
  const dendrt_requant_t requant = layer->requant;
  dendrt_walk_t walk = {{0}, 0, 0};
  do {
    const void *a_row = dendrt_at(a, walk.first * a_size);
    const void *b_row = dendrt_at(b, walk.second * b_size);
    DENDRT_UNROLL
    for (int32_t i = 0; i < count; ++i) {
      const int32_t product = (dendrt_load_element(a_row, i * a_step, a_size) - a_zero_point) *
                              (dendrt_load_element(b_row, i * b_step, b_size) - b_zero_point);
      dendrt_store_element(y, i, dendrt_requantize(product, &requant), y_size);
    }
    y = dendrt_at_mutable(y, count * y_size);
  } while (dendrt_walk_next(&walk, layer->size, layer->a_stride, layer->b_stride));
}

/* dendrt_mul_s8(layer, a, b, y), and for other types dendrt_mul_<a>_<b>_<y>. int16 data are aligned
 * to 2. `y` may be `a` or `b` where that operand is not broadcast and of the output's type.
 * Not checked: sizes, overflow (the compiler proves the bound). */
#define DENDRT_MUL(types, a_size, b_size, y_size)                                                                      \
  typedef dendrt_mul_t dendrt_mul_##types##_t;                                                                         \
  DENDRT_INLINE void dendrt_mul_##types(const dendrt_mul_##types##_t *layer, const void *a, const void *b, void *y) {  \
    dendrt_mul(layer, a, b, y, a_size, b_size, y_size);                                                                \
  }
DENDRT_MUL(s8, 1, 1, 1)
DENDRT_MUL(s8_s8_s16, 1, 1, 2)
DENDRT_MUL(s8_s16_s8, 1, 2, 1)
DENDRT_MUL(s8_s16_s16, 1, 2, 2)
DENDRT_MUL(s16_s8_s8, 2, 1, 1)
DENDRT_MUL(s16_s8_s16, 2, 1, 2)
DENDRT_MUL(s16_s16_s8, 2, 2, 1)
DENDRT_MUL(s16, 2, 2, 2)
#undef DENDRT_MUL

#endif
