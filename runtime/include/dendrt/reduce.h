/* reduce.h: mean, sum, largest or smallest value along axes, int8 and int16.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#ifndef DENDRT_REDUCE_H
#define DENDRT_REDUCE_H

#include "arithmetic.h"
#include "memory.h"

/* The axes of a reduction. Neighbouring axes of one kind (kept or reduced) are one axis, so that up
 * to six axes make at most three of each kind, outermost first; axes in front that a tensor does
 * not have are 1. Strides are elements of the input. The output holds the kept axes, contiguous. */
typedef struct {
  int32_t kept_size[3], kept_stride[3];
  int32_t reduced_size[3], reduced_stride[3];
} dendrt_reduce_shape_t;

/* The mean is a sum whose multiplier divides. */
typedef enum { DENDRT_REDUCE_SUM, DENDRT_REDUCE_MAX, DENDRT_REDUCE_MIN } dendrt_reduce_kind_t;

/* sum: requant(sum of (x - input_zero_point)); max, min: the value, type unchanged. */
typedef struct {
  dendrt_reduce_shape_t shape;
  dendrt_reduce_kind_t kind;
  int32_t input_zero_point; /* sum */
  dendrt_requant_t requant; /* sum */
} dendrt_reduce_t;

/* Sum, largest or smallest of the elements at `input` over the reduced axes. */
DENDRT_INLINE int32_t dendrt_reduce_one(const dendrt_reduce_shape_t *shape, dendrt_reduce_kind_t kind,
                                        const void *input, int32_t offset, int size) {
  const int32_t *stride = shape->reduced_stride, *extent = shape->reduced_size;
  int32_t result = kind == DENDRT_REDUCE_SUM ? 0 : kind == DENDRT_REDUCE_MAX ? INT32_MIN : INT32_MAX;
  for (int32_t i = 0; i < extent[0]; ++i)
    for (int32_t j = 0; j < extent[1]; ++j) {
      int32_t index = offset + i * stride[0] + j * stride[1];
      for (int32_t k = 0; k < extent[2]; ++k, index += stride[2]) {
        const int32_t x = dendrt_load_element(input, index, size);
        if (kind == DENDRT_REDUCE_SUM)
          result += x;
        else if (kind == DENDRT_REDUCE_MAX)
          result = x > result ? x : result;
        else
          result = x < result ? x : result;
      }
    }
  return result;
}

/* The sizes are the bytes of an element: constants that the named kernels pass. */
DENDRT_INLINE void dendrt_reduce(const dendrt_reduce_t *layer, const void *input, void *output, int input_size,
                                 int output_size) {
  const dendrt_reduce_shape_t *shape = &layer->shape;
  const int32_t *stride = shape->kept_stride, *extent = shape->kept_size;
  const int32_t zero_points =
      layer->input_zero_point * shape->reduced_size[0] * shape->reduced_size[1] * shape->reduced_size[2];
  int32_t n = 0;
  for (int32_t i = 0; i < extent[0]; ++i)
    for (int32_t j = 0; j < extent[1]; ++j)
      for (int32_t k = 0; k < extent[2]; ++k, ++n) {
        const int32_t offset = i * stride[0] + j * stride[1] + k * stride[2];
        int32_t value = dendrt_reduce_one(shape, layer->kind, input, offset, input_size);
        if (layer->kind == DENDRT_REDUCE_SUM)
          value = dendrt_requantize(value - zero_points, &layer->requant);
        dendrt_store_element(output, n, value, output_size);
      }
}

/* dendrt_reduce_s8(layer, input, output), and for other types dendrt_reduce_<input>_<output> (sums
 * only). int16 data are aligned to 2; the output is not the input.
 * Not checked: sizes, overflow of the sums. */
#define DENDRT_REDUCE(types, input_size, output_size)                                                                  \
  typedef dendrt_reduce_t dendrt_reduce_##types##_t;                                                                   \
  DENDRT_INLINE void dendrt_reduce_##types(const dendrt_reduce_##types##_t *layer, const void *input, void *output) {  \
    dendrt_reduce(layer, input, output, input_size, output_size);                                                      \
  }
DENDRT_REDUCE(s8, 1, 1)
DENDRT_REDUCE(s8_s16, 1, 2)
DENDRT_REDUCE(s16_s8, 2, 1)
DENDRT_REDUCE(s16, 2, 2)
#undef DENDRT_REDUCE

#endif
