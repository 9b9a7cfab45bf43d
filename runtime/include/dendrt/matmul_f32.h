/* matmul_f32.h: products of two computed matrices in float, rows by rows.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#ifndef DENDRT_MATMUL_F32_H
#define DENDRT_MATMUL_F32_H

#include "memory.h"

/* y[m][n] = sum over k of a[m][k] * b[n][k], for every batch. Matrices are contiguous. */
typedef struct {
  int32_t batches, rows, columns, depth; /* a: [rows][depth], b: [columns][depth] */
  int32_t a_stride, b_stride;            /* elements from matrix to matrix; 0 where all batches share one */
} dendrt_matmul_f32_t;

/* dendrt_matmul_f32(layer, a, b, y): aligned to 4; the output is neither operand. */
DENDRT_INLINE void dendrt_matmul_f32(const dendrt_matmul_f32_t *layer, const void *a, const void *b, void *y) {
  dendrt_float_t *output = (dendrt_float_t *)y;
  const int32_t depth = layer->depth;
  for (int32_t batch = 0; batch < layer->batches; ++batch) {
    const dendrt_float_t *row = (const dendrt_float_t *)a + batch * layer->a_stride;
    for (int32_t m = 0; m < layer->rows; ++m, row += depth) {
      const dendrt_float_t *column = (const dendrt_float_t *)b + batch * layer->b_stride;
      for (int32_t n = 0; n < layer->columns; ++n, column += depth) {
        float sum = 0.0f;
        for (int32_t k = 0; k < depth; ++k)
          sum += row[k] * column[k];
        *output++ = sum;
      }
    }
  }
}

#endif
