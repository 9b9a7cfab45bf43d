/* add.h: weighted sum of two tensors, with broadcasting.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#ifndef DENDRT_ADD_H
#define DENDRT_ADD_H

#include "arithmetic.h"
#include "lanes.h"
#include "strides.h"

/* y = clamp((a * a_multiplier + b * b_multiplier + offset) >> shift, min, max). Axes in front that
 * a tensor does not have are 1. The output is contiguous. */
typedef struct {
  int32_t size[DENDRT_MAX_RANK];     /* of the output */
  int32_t a_stride[DENDRT_MAX_RANK]; /* elements; 0 where a is broadcast */
  int32_t b_stride[DENDRT_MAX_RANK];
  int32_t a_multiplier, b_multiplier;
  int32_t offset; /* zero points, rounding; the sum fits 32 bits, in any order of adding */
  int32_t shift;  /* bits to the right, 0 to 31 */
  int32_t min, max;
} dendrt_add_t;

#if defined(DENDRT_MVE)
/* As many of `count` elements in a row as come in fours; returns how many. */
DENDRT_INLINE int32_t dendrt_add_fours(const dendrt_add_t *layer, const void *a, const void *b, void *y, int32_t count,
                                       int a_size, int b_size, int y_size) {
  for (int32_t fours = count / DENDRT_LANES; fours > 0; --fours) {
    dendrt_lanes_t sum = vmlaq_n_s32(vdupq_n_s32(layer->offset), dendrt_lanes_get(a, a_size), layer->a_multiplier);
    sum = vshlq_r_s32(vmlaq_n_s32(sum, dendrt_lanes_get(b, b_size), layer->b_multiplier), -layer->shift);
    dendrt_lanes_put(y, dendrt_lanes_clamp(sum, layer->min, layer->max), DENDRT_LANES, y_size);
    a = dendrt_at(a, DENDRT_LANES * a_size);
    b = dendrt_at(b, DENDRT_LANES * b_size);
    y = dendrt_at_mutable(y, DENDRT_LANES * y_size);
  }
  return count / DENDRT_LANES * DENDRT_LANES;
}
#endif

/* The sizes are the bytes of an element: constants that the named kernels pass. */
DENDRT_INLINE void dendrt_add(const dendrt_add_t *layer, const void *a, const void *b, void *y, int a_size, int b_size,
                              int y_size) {
  const int32_t count = layer->size[DENDRT_LAST_AXIS];
  const int32_t a_step = layer->a_stride[DENDRT_LAST_AXIS];
  const int32_t b_step = layer->b_stride[DENDRT_LAST_AXIS];
  const int32_t a_multiplier = layer->a_multiplier, b_multiplier = layer->b_multiplier;
  const int32_t offset = layer->offset, shift = layer->shift, min = layer->min, max = layer->max;
  dendrt_walk_t walk = {{0}, 0, 0};
  do {
    const void *a_row = dendrt_at(a, walk.first * a_size);
    const void *b_row = dendrt_at(b, walk.second * b_size);
    int32_t i = 0;
#if defined(DENDRT_MVE)
    if (a_step == 1 && b_step == 1)
      i = dendrt_add_fours(layer, a_row, b_row, y, count, a_size, b_size, y_size);
#endif
    DENDRT_UNROLL
    for (; i < count; ++i) {
      int32_t sum = dendrt_load_element(a_row, i * a_step, a_size) * a_multiplier + offset;
      sum += dendrt_load_element(b_row, i * b_step, b_size) * b_multiplier;
      dendrt_store_element(y, i, dendrt_clamp_right(sum, shift, min, max), y_size);
    }
    y = dendrt_at_mutable(y, count * y_size);
  } while (dendrt_walk_next(&walk, layer->size, layer->a_stride, layer->b_stride));
}

/* dendrt_add_s8(layer, a, b, y), and for other types dendrt_add_<a>_<b>_<y>. int16 data are aligned
 * to 2. `y` may be `a` or `b` where that operand is not broadcast and of the output's type.
 * Not checked: sizes, overflow (the compiler proves the bound). */
#define DENDRT_ADD(types, a_size, b_size, y_size)                                                                      \
  typedef dendrt_add_t dendrt_add_##types##_t;                                                                         \
  DENDRT_INLINE void dendrt_add_##types(const dendrt_add_##types##_t *layer, const void *a, const void *b, void *y) {  \
    dendrt_add(layer, a, b, y, a_size, b_size, y_size);                                                                \
  }
DENDRT_ADD(s8, 1, 1, 1)
DENDRT_ADD(s8_s8_s16, 1, 1, 2)
DENDRT_ADD(s8_s16_s8, 1, 2, 1)
DENDRT_ADD(s8_s16_s16, 1, 2, 2)
DENDRT_ADD(s16_s8_s8, 2, 1, 1)
DENDRT_ADD(s16_s8_s16, 2, 1, 2)
DENDRT_ADD(s16_s16_s8, 2, 2, 1)
DENDRT_ADD(s16, 2, 2, 2)
#undef DENDRT_ADD

#endif
