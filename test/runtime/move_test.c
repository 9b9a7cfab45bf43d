// move_test.c: copy, concat, slice, transpose and pad against index arithmetic, for all element sizes.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "check.h"

#include "dendrt/move.h"

#include <string.h>

void test_move(void);

// Element n of a tensor whose elements are told apart by their values.
static void number_elements(void *data, int32_t count, int size) {
  for (int32_t i = 0; i < count; ++i) {
    const uint32_t value = (uint32_t)i * 2654435761u;
    memcpy((uint8_t *)data + i * size, (const uint8_t *)&value + 4 - size, (size_t)size);
  }
}

static void expect_element(const char *what, int32_t round, int32_t index, const void *expected, const void *found,
                           int size) {
  if (memcmp(expected, found, (size_t)size) != 0)
    fail(what, round, index, *(const uint8_t *)expected, *(const uint8_t *)found);
}

// A slice along every axis and then an order of axes, both at once: what slice and transpose may do.
static void test_strided(int32_t round, int size) {
  int32_t shape[DENDRT_MAX_RANK], stride[DENDRT_MAX_RANK], order[DENDRT_MAX_RANK], count = 1;
  for (int axis = DENDRT_LAST_AXIS; axis >= 0; --axis) {
    shape[axis] = random_in(1, axis < 2 ? 2 : 5);
    stride[axis] = count;
    count *= shape[axis];
    order[axis] = axis;
  }
  if (random_one_in(2))
    for (int axis = DENDRT_LAST_AXIS; axis > 0; --axis) {
      const int32_t other = random_in(0, axis), kept = order[axis];
      order[axis] = order[other];
      order[other] = kept;
    }
  dendrt_strided_t layer;
  layer.offset = 0;
  int32_t output_count = 1;
  for (int axis = 0; axis < DENDRT_MAX_RANK; ++axis) {
    const int32_t length = shape[order[axis]], begin = random_one_in(2) ? 0 : random_in(0, length - 1);
    const int32_t step = random_one_in(3) ? random_in(1, 3) * (random_one_in(2) ? -1 : 1) : 1;
    layer.size[axis] = step > 0 ? (length - begin + step - 1) / step : begin / -step + 1;
    layer.stride[axis] = stride[order[axis]] * step;
    layer.offset += stride[order[axis]] * begin;
    output_count *= layer.size[axis];
  }
  uint8_t *input = pool((uint32_t)(count * size)), *output = pool((uint32_t)(output_count * size));
  number_elements(input, count, size);
  const int is_slice = random_one_in(2);
  if (size == 1)
    (is_slice ? dendrt_slice_x8 : dendrt_transpose_x8)(&layer, input, output);
  else if (size == 2)
    (is_slice ? dendrt_slice_x16 : dendrt_transpose_x16)(&layer, input, output);
  else
    (is_slice ? dendrt_slice_x32 : dendrt_transpose_x32)(&layer, input, output);
  for (int32_t n = 0; n < output_count; ++n) {
    int32_t rest = n, index = layer.offset;
    for (int axis = DENDRT_LAST_AXIS; axis >= 0; --axis) {
      index += rest % layer.size[axis] * layer.stride[axis];
      rest /= layer.size[axis];
    }
    expect_element("slice or transpose", round, n, input + index * size, output + n * size, size);
  }
}

static void test_pad(int32_t round, int size) {
  dendrt_pad_t layer;
  int32_t shape[DENDRT_MAX_RANK], low[DENDRT_MAX_RANK], count = 1;
  layer.output_count = 1;
  layer.offset = 0;
  layer.value = random_bits();
  for (int axis = DENDRT_LAST_AXIS; axis >= 0; --axis) {
    layer.size[axis] = random_in(1, axis < 2 ? 2 : 5);
    low[axis] = random_one_in(2) ? 0 : random_in(0, 2);
    shape[axis] = low[axis] + layer.size[axis] + (random_one_in(2) ? 0 : random_in(0, 2));
    layer.stride[axis] = layer.output_count;
    layer.offset += low[axis] * layer.output_count;
    layer.output_count *= shape[axis];
    count *= layer.size[axis];
  }
  uint8_t *input = pool((uint32_t)(count * size)), *output = pool((uint32_t)(layer.output_count * size));
  number_elements(input, count, size);
  if (size == 1)
    dendrt_pad_x8(&layer, input, output);
  else if (size == 2)
    dendrt_pad_x16(&layer, input, output);
  else
    dendrt_pad_x32(&layer, input, output);
  for (int32_t n = 0; n < layer.output_count; ++n) {
    int32_t rest = n, index = 0, step = 1, inside = 1;
    for (int axis = DENDRT_LAST_AXIS; axis >= 0; --axis) {
      const int32_t position = rest % shape[axis] - low[axis];
      inside = inside && position >= 0 && position < layer.size[axis];
      index += position * step;
      step *= layer.size[axis];
      rest /= shape[axis];
    }
    const void *expected = inside ? (const void *)(input + index * size) : (const void *)&layer.value;
    expect_element("pad", round, n, expected, output + n * size, size);
  }
}

static void test_concat(int32_t round, int size) {
  const int32_t rows = random_in(1, 5), counts[3] = {random_in(1, 6), random_in(1, 6), random_in(1, 6)};
  const int32_t total = counts[0] + counts[1] + counts[2];
  uint8_t *output = pool((uint32_t)(rows * total * size)), *inputs[3];
  dendrt_concat_t layer = {rows, 0, total, 0};
  for (int i = 0; i < 3; ++i, layer.offset += layer.count) {
    layer.count = counts[i];
    inputs[i] = pool((uint32_t)(rows * counts[i] * size));
    for (int32_t b = 0; b < rows * counts[i] * size; ++b)
      inputs[i][b] = (uint8_t)random_bits();
    if (size == 1)
      dendrt_concat_x8(&layer, inputs[i], output);
    else if (size == 2)
      dendrt_concat_x16(&layer, inputs[i], output);
    else
      dendrt_concat_x32(&layer, inputs[i], output);
  }
  for (int32_t n = 0; n < rows * total; ++n) {
    const int32_t row = n / total;
    int32_t index = n % total, i = 0;
    for (; index >= counts[i]; ++i)
      index -= counts[i];
    expect_element("concat", round, n, inputs[i] + (row * counts[i] + index) * size, output + n * size, size);
  }
}

void test_move(void) {
  for (int32_t round = 0; round < TEST_ROUNDS; ++round) {
    pool_reset();
    const int size = 1 << random_in(0, 2);
    test_strided(round, size);
    test_pad(round, size);
    test_concat(round, size);
    pool_check("move", round);
  }
  uint8_t from[5] = {1, 2, 3, 4, 5}, to[6] = {0, 0, 0, 0, 0, 9};
  dendrt_copy(&(dendrt_copy_t){5}, from, to);
  for (int i = 0; i < 6; ++i)
    if (to[i] != (i < 5 ? from[i] : 9))
      fail("copy", 0, i, i < 5 ? from[i] : 9, to[i]);
}
