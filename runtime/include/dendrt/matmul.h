/* matmul.h: products of two computed matrices, rows by rows.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#ifndef DENDRT_MATMUL_H
#define DENDRT_MATMUL_H

#include "memory.h"
#include "simd.h"

/* y[m][n] = requant(sum over k of cut(a[m][k] - a_zero_point) * cut(b[n][k] - b_zero_point)), for
 * every batch; cut(v) = (v + (1 << right >> 1)) >> right. Matrices are contiguous.
 * With a limit, sums of int16 have 64 bits and are saturated to +-limit; zero points and bits to the right are 0. */
typedef struct {
  int32_t batches, rows, columns, depth; /* a: [rows][depth], b: [columns][depth] */
  int32_t a_stride, b_stride;            /* elements from matrix to matrix; 0 where all batches share one */
  int32_t a_zero_point, b_zero_point;
  int32_t a_right, b_right; /* bits that int16 operands lose; 0 for int8 */
  int32_t limit;            /* INT32_MAX >> requant.shift; 0: the sums fit 32 bits */
  dendrt_requant_t requant;
} dendrt_matmul_t;

/* Element `index` of an operand without its zero point, cut. */
DENDRT_INLINE int32_t dendrt_matmul_factor(const void *data, int32_t index, int32_t zero_point, int32_t right,
                                           int size) {
  const int32_t x = dendrt_load_element(data, index, size) - zero_point;
  return size == 1 ? x : (x + (1 << right >> 1)) >> right;
}

/* The sums of products of row `a` with `columns` (1 or 4) rows of `b`; int8 of `b` count with their zero points. */
DENDRT_INLINE void dendrt_matmul_sums(const dendrt_matmul_t *layer, int32_t *sums, const void *a, const void *b,
                                      int columns, int a_size, int b_size) {
  const int32_t depth = layer->depth, a_zero_point = layer->a_zero_point;
  const int32_t b_zero_point = b_size == 1 ? 0 : layer->b_zero_point;
  int32_t k = 0;
  for (int n = 0; n < columns; ++n)
    sums[n] = 0;
#if defined(DENDRT_DSP)
  if (a_size == 1 && b_size == 1) {
    const uint32_t offsets = dendrt_pair(-a_zero_point, -a_zero_point);
    for (; k + 4 <= depth; k += 4) {
      const uint32_t x = dendrt_load32(dendrt_at(a, k));
      const uint32_t even = dendrt_sxtab16(offsets, x), odd = dendrt_sxtab16_ror8(offsets, x);
      for (int n = 0; n < columns; ++n) {
        const uint32_t w = dendrt_load32(dendrt_at(b, n * depth + k));
        sums[n] = dendrt_smlad(even, dendrt_sxtb16(w), sums[n]);
        sums[n] = dendrt_smlad(odd, dendrt_sxtb16_ror8(w), sums[n]);
      }
    }
  }
#endif
  for (; k < depth; ++k) {
    const int32_t x = dendrt_matmul_factor(a, k, a_zero_point, layer->a_right, a_size);
    for (int n = 0; n < columns; ++n)
      sums[n] += x * dendrt_matmul_factor(b, n * depth + k, b_zero_point, layer->b_right, b_size);
  }
}

/* The sum of products of two rows of int16, saturated. */
DENDRT_INLINE int32_t dendrt_matmul_long_sum(const dendrt_matmul_t *layer, const void *a, const void *b) {
  const int32_t limit = layer->limit;
  int64_t sum = 0;
  for (int32_t k = 0; k < layer->depth; ++k)
    sum += dendrt_load_element(a, k, 2) * dendrt_load_element(b, k, 2);
  return sum > limit ? limit : sum < -limit ? -limit : (int32_t)sum;
}

/* One row of y. */
DENDRT_INLINE void dendrt_matmul_row(const dendrt_matmul_t *layer, const void *a, const void *b, void *y, int a_size,
                                     int b_size, int y_size) {
  const int32_t depth = layer->depth, columns = layer->columns;
  const dendrt_requant_t requant = layer->requant;
  int32_t offset = 0, sums[4], n = 0;
  if (a_size == 2 && b_size == 2 && layer->limit > 0) {
    for (; n < columns; ++n) {
      const int32_t sum = dendrt_matmul_long_sum(layer, a, dendrt_at(b, n * depth * b_size));
      dendrt_store_element(y, n, dendrt_requantize(sum, &requant), y_size);
    }
    return;
  }
  if (b_size == 1) {
    for (int32_t k = 0; k < depth; ++k)
      offset += dendrt_matmul_factor(a, k, layer->a_zero_point, layer->a_right, a_size);
    offset *= layer->b_zero_point;
  }
  for (; n + 4 <= columns; n += 4) {
    dendrt_matmul_sums(layer, sums, a, dendrt_at(b, n * depth * b_size), 4, a_size, b_size);
    for (int i = 0; i < 4; ++i)
      dendrt_store_element(y, n + i, dendrt_requantize(sums[i] - offset, &requant), y_size);
  }
  for (; n < columns; ++n) {
    dendrt_matmul_sums(layer, sums, a, dendrt_at(b, n * depth * b_size), 1, a_size, b_size);
    dendrt_store_element(y, n, dendrt_requantize(sums[0] - offset, &requant), y_size);
  }
}

/* The sizes are the bytes of an element: constants that the named kernels pass. */
DENDRT_INLINE void dendrt_matmul(const dendrt_matmul_t *layer, const void *a, const void *b, void *y, int a_size,
                                 int b_size, int y_size) {
  for (int32_t batch = 0; batch < layer->batches; ++batch)
    for (int32_t m = 0; m < layer->rows; ++m) {
      const void *row = dendrt_at(a, (batch * layer->a_stride + m * layer->depth) * a_size);
      dendrt_matmul_row(layer, row, dendrt_at(b, batch * layer->b_stride * b_size), y, a_size, b_size, y_size);
      y = dendrt_at_mutable(y, layer->columns * y_size);
    }
}

/* dendrt_matmul_s8(layer, a, b, y), and for other types dendrt_matmul_<a>_<b>_<y>. int16 data are
 * aligned to 2; the output is neither operand.
 * Instructions per multiply-accumulate of int8 on a DSP core: 1.6.
 * Not checked: sizes, overflow (the compiler proves the bound). */
#define DENDRT_MATMUL(types, a_size, b_size, y_size)                                                                   \
  typedef dendrt_matmul_t dendrt_matmul_##types##_t;                                                                   \
  DENDRT_INLINE void dendrt_matmul_##types(const dendrt_matmul_##types##_t *layer, const void *a, const void *b,       \
                                           void *y) {                                                                  \
    dendrt_matmul(layer, a, b, y, a_size, b_size, y_size);                                                             \
  }
DENDRT_MATMUL(s8, 1, 1, 1)
DENDRT_MATMUL(s8_s8_s16, 1, 1, 2)
DENDRT_MATMUL(s8_s16_s8, 1, 2, 1)
DENDRT_MATMUL(s8_s16_s16, 1, 2, 2)
DENDRT_MATMUL(s16_s8_s8, 2, 1, 1)
DENDRT_MATMUL(s16_s8_s16, 2, 1, 2)
DENDRT_MATMUL(s16_s16_s8, 2, 2, 1)
DENDRT_MATMUL(s16, 2, 2, 2)
#undef DENDRT_MATMUL

#endif
