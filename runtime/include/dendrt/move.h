/* move.h: kernels that move elements and compute nothing: copy, concat, slice, transpose, pad.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * They come per element size: _x8, _x16, _x32 move any type of 8, 16 or 32 bits. Elements are
 * aligned to their size. No output overlaps its input. */
#ifndef DENDRT_MOVE_H
#define DENDRT_MOVE_H

#include "strides.h"

/* Bytes as they are. */
typedef struct {
  int32_t size; /* bytes */
} dendrt_copy_t;

/* One operand of a concatenation; one call per operand. Seen from the axis of concatenation, a
 * tensor is `rows` runs of contiguous elements (the axes before it) of `count` elements (the axis
 * itself and those behind it). */
typedef struct {
  int32_t rows;         /* product of the axes before the axis of concatenation */
  int32_t count;        /* elements of a run of this operand */
  int32_t output_count; /* elements of a run of the output */
  int32_t offset;       /* elements of earlier operands in a run of the output */
} dendrt_concat_t;

/* Output element [i0]..[i5] is input element offset + sum of i * stride. A slice begins at offset
 * and steps by stride; a transpose permutes the strides. Axes in front that a tensor does not
 * have are 1. */
typedef struct {
  int32_t size[DENDRT_MAX_RANK];   /* of the output */
  int32_t stride[DENDRT_MAX_RANK]; /* elements of the input */
  int32_t offset;                  /* elements of the input */
} dendrt_strided_t;

/* The output is all `value` but for the input, whose element [i0]..[i5] becomes output element
 * offset + sum of i * stride. */
typedef struct {
  int32_t size[DENDRT_MAX_RANK];   /* of the input */
  int32_t stride[DENDRT_MAX_RANK]; /* elements of the output */
  int32_t offset;                  /* elements of the output */
  int32_t output_count;            /* elements */
  uint32_t value;                  /* the bits of one element */
} dendrt_pad_t;

/* dendrt_copy(layer, input, output) */
DENDRT_INLINE void dendrt_copy(const dendrt_copy_t *layer, const void *input, void *output) {
  memcpy(output, input, (size_t)layer->size);
}

/* Element `index` of `from` becomes element `to_index` of `to`. */
DENDRT_INLINE void dendrt_move_element(void *to, int32_t to_index, const void *from, int32_t index, int size) {
  if (size == 1)
    ((uint8_t *)to)[to_index] = ((const uint8_t *)from)[index];
  else if (size == 2)
    ((dendrt_int16_t *)to)[to_index] = ((const dendrt_int16_t *)from)[index];
  else
    ((dendrt_uint32_t *)to)[to_index] = ((const dendrt_uint32_t *)from)[index];
}

DENDRT_INLINE void dendrt_concat(const dendrt_concat_t *layer, const void *input, void *output, int size) {
  for (int32_t row = 0; row < layer->rows; ++row)
    memcpy(dendrt_at_mutable(output, (row * layer->output_count + layer->offset) * size),
           dendrt_at(input, row * layer->count * size), (size_t)(layer->count * size));
}

DENDRT_INLINE void dendrt_strided(const dendrt_strided_t *layer, const void *input, void *output, int size) {
  const int32_t count = layer->size[DENDRT_LAST_AXIS], step = layer->stride[DENDRT_LAST_AXIS];
  dendrt_walk_t walk = {{0}, layer->offset, 0};
  do {
    const void *row = dendrt_at(input, walk.first * size);
    if (step == 1) {
      memcpy(output, row, (size_t)(count * size));
    } else {
      for (int32_t i = 0; i < count; ++i)
        dendrt_move_element(output, i, row, i * step, size);
    }
    output = dendrt_at_mutable(output, count * size);
  } while (dendrt_walk_next(&walk, layer->size, layer->stride, layer->stride));
}

DENDRT_INLINE void dendrt_pad(const dendrt_pad_t *layer, const void *input, void *output, int size) {
  for (int32_t i = 0; i < layer->output_count; ++i)
    dendrt_move_element(output, i, &layer->value, 0, size);
  const int32_t count = layer->size[DENDRT_LAST_AXIS], step = layer->stride[DENDRT_LAST_AXIS];
  dendrt_walk_t walk = {{0}, layer->offset, 0};
  do {
    void *row = dendrt_at_mutable(output, walk.first * size);
    for (int32_t i = 0; i < count; ++i)
      dendrt_move_element(row, i * step, input, i, size);
    input = dendrt_at(input, count * size);
  } while (dendrt_walk_next(&walk, layer->size, layer->stride, layer->stride));
}

/* dendrt_concat_x8(layer, input, output), dendrt_slice_x8, dendrt_transpose_x8, dendrt_pad_x8; and
 * so for _x16 and _x32. */
#define DENDRT_MOVE(type, size)                                                                                        \
  typedef dendrt_concat_t dendrt_concat_##type##_t;                                                                    \
  typedef dendrt_strided_t dendrt_slice_##type##_t, dendrt_transpose_##type##_t;                                       \
  typedef dendrt_pad_t dendrt_pad_##type##_t;                                                                          \
  DENDRT_INLINE void dendrt_concat_##type(const dendrt_concat_##type##_t *layer, const void *input, void *output) {    \
    dendrt_concat(layer, input, output, size);                                                                         \
  }                                                                                                                    \
  DENDRT_INLINE void dendrt_slice_##type(const dendrt_slice_##type##_t *layer, const void *input, void *output) {      \
    dendrt_strided(layer, input, output, size);                                                                        \
  }                                                                                                                    \
  DENDRT_INLINE void dendrt_transpose_##type(const dendrt_transpose_##type##_t *layer, const void *input,              \
                                             void *output) {                                                           \
    dendrt_strided(layer, input, output, size);                                                                        \
  }                                                                                                                    \
  DENDRT_INLINE void dendrt_pad_##type(const dendrt_pad_##type##_t *layer, const void *input, void *output) {          \
    dendrt_pad(layer, input, output, size);                                                                            \
  }
DENDRT_MOVE(x8, 1)
DENDRT_MOVE(x16, 2)
DENDRT_MOVE(x32, 4)
#undef DENDRT_MOVE

#endif
