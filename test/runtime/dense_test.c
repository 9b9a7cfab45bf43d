// dense_test.c: dense in all layouts and types against the reference, over random layers.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "check.h"
#include "weighted_layers.h"

#include "dendrt/dense_direct.h"
#include "dendrt/dense_dual.h"
#include "dendrt/dense_long.h"
#include "dendrt/dense_narrow.h"
#include "dendrt/dense_paired.h"
#include "dendrt/dense_quartet.h"
#include "dendrt/dense_vector.h"
#include "dendrt/dense_wide.h"

#include <string.h>

void test_dense(void);

static void call_dense(const packed_t *p, const dendrt_dense_shape_t *shape, int input_size, int output_size,
                       const void *x, void *y, void *scratch) {
  const dendrt_dense_dual_t dual = {*shape, p->weights, p->bias, p->chunk_length, p->requant, p->dendrites};
  const dendrt_dense_paired_t paired = {*shape, p->weights, p->bias, p->requant, p->dendrites};
  const dendrt_dense_wide_t wide = {*shape, p->weights, p->bias, p->requant, p->dendrites};
  const dendrt_dense_vector_t vector = {*shape, p->weights, p->bias, p->requant, p->dendrites};
  const dendrt_dense_narrow_t narrow = {*shape, p->weights, p->bias, p->requant, p->dendrites};
  const dendrt_dense_long_t with_long_sums = {*shape, p->weights, p->bias, p->requant, p->dendrites};
  switch (p->layout * 4 + (input_size - 1) * 2 + output_size - 1) {
  case DUAL * 4:
    dendrt_dense_s8_dual(&dual, x, y, scratch);
    break;
  case DUAL * 4 + 1:
    dendrt_dense_s8_s16_dual(&dual, x, y, scratch);
    break;
  case PAIRED * 4:
    dendrt_dense_s8_paired(&paired, x, y, scratch);
    break;
  case PAIRED * 4 + 1:
    dendrt_dense_s8_s16_paired(&paired, x, y, scratch);
    break;
  case PAIRED * 4 + 2:
    dendrt_dense_s16_s8_paired(&paired, x, y, scratch);
    break;
  case PAIRED * 4 + 3:
    dendrt_dense_s16_paired(&paired, x, y, scratch);
    break;
  case WIDE * 4:
    dendrt_dense_s8_wide(&wide, x, y, scratch);
    break;
  case WIDE * 4 + 1:
    dendrt_dense_s8_s16_wide(&wide, x, y, scratch);
    break;
  case WIDE * 4 + 2:
    dendrt_dense_s16_s8_wide(&wide, x, y, scratch);
    break;
  case WIDE * 4 + 3:
    dendrt_dense_s16_wide(&wide, x, y, scratch);
    break;
  case VECTOR * 4:
    dendrt_dense_s8_vector(&vector, x, y, scratch);
    break;
  case VECTOR * 4 + 1:
    dendrt_dense_s8_s16_vector(&vector, x, y, scratch);
    break;
  case VECTOR * 4 + 2:
    dendrt_dense_s16_s8_vector(&vector, x, y, scratch);
    break;
  case VECTOR * 4 + 3:
    dendrt_dense_s16_vector(&vector, x, y, scratch);
    break;
  case NARROW * 4:
    dendrt_dense_s8_narrow(&narrow, x, y, scratch);
    break;
  case NARROW * 4 + 1:
    dendrt_dense_s8_s16_narrow(&narrow, x, y, scratch);
    break;
  case NARROW * 4 + 2:
    dendrt_dense_s16_s8_narrow(&narrow, x, y, scratch);
    break;
  case LONG * 4 + 2:
    dendrt_dense_s16_s8_long(&with_long_sums, x, y, scratch);
    break;
  case LONG * 4 + 3:
    dendrt_dense_s16_long(&with_long_sums, x, y, scratch);
    break;
  default:
    dendrt_dense_s16_narrow(&narrow, x, y, scratch);
  }
}

void test_dense(void) {
  for (int32_t round = 0; round < TEST_ROUNDS; ++round) {
    pool_reset();
    random_seed((uint32_t)round);
    convolution_t layer = {0};
    layer.height = layer.output_height = random_one_in(2) ? 1 : random_in(1, 5);
    layer.width = layer.output_width = layer.groups = 1;
    layer.window = (dendrt_window_t){1, 1, 1, 1, 1, 1, 0, 0};
    layer.channels = random_one_in(4) ? random_in(131, 700) : random_channels();
    layer.neuron.channels = random_channels();
    layer.neuron.dendrites = random_one_in(2) ? 0 : random_in(1, MAX_DENDRITES);
    int input_size, output_size;
    const int layout = random_layout(&layer, 1, &input_size, &output_size);
    const packed_t p = pack(&layer, layout, (run_t){layer.channels, input_size == 1});
    const int32_t rows = layer.height;
    const dendrt_dense_shape_t shape = {rows, layer.channels, layer.neuron.channels};

    int32_t *x;
    void *input;
    random_input(rows * layer.channels, input_size, &x, &input);
    const int32_t count = rows * layer.neuron.channels;
    int32_t *expected = pool((uint32_t)count * 4);
    void *output = pool((uint32_t)(count * output_size));
    const int32_t scratch_size = p.scratch_size - (layout == NARROW ? 2 : rows > 1 ? 0 : 1) * 4 * p.words;
    void *scratch = pool((uint32_t)scratch_size);
    reference_convolution(&layer, x, expected);
    call_dense(&p, &shape, input_size, output_size, input, output, scratch);
    check_outputs("dense", round, expected, output, count, output_size);
    const dendrt_plane_t input_plane = plane_of(rows, 1, layer.channels, input_size);
    const dendrt_plane_t output_plane = plane_of(rows, 1, layer.neuron.channels, output_size);
    const int32_t distance = overlap_distance(&input_plane, &output_plane, &layer.window, (overlap_t){2, 0});
    const int32_t bytes = rows * layer.channels * input_size;
    uint8_t *memory = pool((uint32_t)(distance + bytes > count * output_size ? distance + bytes : count * output_size));
    memcpy(memory + distance, input, (size_t)bytes);
    call_dense(&p, &shape, input_size, output_size, memory + distance, memory, scratch);
    check_outputs("dense over its input", round, expected, memory, count, output_size);
    if (rows == 1 && layout == DUAL && p.chunk_length >= layer.channels) {
      const dendrt_dense_direct_t direct = {shape, p.weights, p.bias, p.requant, p.dendrites};
      void *sums = pool((uint32_t)(layer.neuron.dendrites > 0 ? 16 * (layer.neuron.dendrites + 1) : 0));
      memset(output, 0x5a, (size_t)(count * output_size));
      (output_size == 1 ? dendrt_dense_s8_direct : dendrt_dense_s8_s16_direct)(&direct, input, output, sums);
      check_outputs("dense, direct", round, expected, output, count, output_size);
    }
    if (rows == 1 && layout == NARROW && input_size == 1 && layer.channels <= 512) {
      const int32_t filters = (layer.neuron.dendrites + 1) * layer.neuron.channels;
      const int32_t branches = layer.neuron.dendrites + 1;
      int8_t *weights = pool((uint32_t)(filters * layer.channels));
      int32_t *folded = pool((uint32_t)filters * 4), *bias = pool((uint32_t)filters * 4);
      fold_bias(&layer, folded);
      pack_quartet(&layer, folded, weights, bias);
      const dendrt_dense_quartet_t quartet = {shape, weights, bias, p.requant, p.dendrites};
      void *sums = pool((uint32_t)(4 % branches != 0 ? 32 * branches : 0));
      memset(output, 0x5a, (size_t)(count * output_size));
      (output_size == 1 ? dendrt_dense_s8_quartet : dendrt_dense_s8_s16_quartet)(&quartet, input, output, sums);
      check_outputs("dense, quartet", round, expected, output, count, output_size);
    }
    if (rows == 1 && layout < VECTOR) {
      const int32_t begin = input_size == 1 ? (bytes + 3) / 4 * 4 : 0;
      memory = pool((uint32_t)(begin + bytes > scratch_size ? begin + bytes : scratch_size));
      memcpy(memory + begin, input, (size_t)bytes);
      memset(output, 0x5a, (size_t)(count * output_size));
      call_dense(&p, &shape, input_size, output_size, memory + begin, output, memory);
      check_outputs("dense, the input in scratch", round, expected, output, count, output_size);
    }
    pool_check("dense", round);
  }
}
