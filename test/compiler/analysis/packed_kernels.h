/* packed_kernels.h: the runtime's kernels with packed weights, one function for all of them.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#ifndef TEST_COMPILER_ANALYSIS_PACKED_KERNELS_H
#define TEST_COMPILER_ANALYSIS_PACKED_KERNELS_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A layer as the fields of the runtime's structs; dense uses the rows of the input as its height. */
typedef struct {
  const char *kernel; /* without "dendrt_" */
  int32_t input[3], output[3], window[2], strides[2], dilations[2], padding[2], groups, input_zero_point;
  int32_t borders[4], bias_size; /* top, left, bottom, right, and the elements of each bias; 0: one for all positions */
  int input_size, output_size;   /* bytes of an element */
  const void *weights;
  const int32_t *bias;
  int32_t chunk_length;
  const int32_t *multipliers;
  int32_t shift, zero_point, min, max;
  int32_t dendrites;
  const int16_t *function;
  const int32_t *parameters;
  int32_t table_bits, dendrite_shift, dendrite_zero_point, dendrite_min, dendrite_max;
} packed_layer_t;

/* Runs the kernel named there; 0 where there is none. */
int run_packed_kernel(const packed_layer_t *layer, const void *input, void *output, void *scratch);

#ifdef __cplusplus
}
#endif

#endif
