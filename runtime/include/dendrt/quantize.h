/* quantize.h: float to integer and back.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#ifndef DENDRT_QUANTIZE_H
#define DENDRT_QUANTIZE_H

#include "arithmetic.h"
#include "memory.h"

/* y = clamp(zero_point + round(x / scale), min, max), half away from zero, NaN to the zero point.
 */
typedef struct {
  int32_t count; /* elements */
  float scale;   /* > 0 */
  int32_t zero_point, min, max;
} dendrt_quantize_t;

/* One value. The quotient is cut to +-2^20 first, far beyond any int16, so that the conversion to
 * int is exact; then what it cut off decides about rounding, which adding 0.5 would get wrong just
 * below a half. */
DENDRT_INLINE int32_t dendrt_quantize_value(float x, float scale, int32_t zero_point, int32_t min, int32_t max) {
  float quotient = x / scale;
  if (quotient != quotient)
    return zero_point;
  quotient = quotient < -1048576.0f ? -1048576.0f : quotient;
  quotient = quotient > 1048576.0f ? 1048576.0f : quotient;
  int32_t whole = (int32_t)quotient;
  const float rest = quotient - (float)whole;
  whole += rest >= 0.5f;
  whole -= rest <= -0.5f;
  return dendrt_clamp(zero_point + whole, min, max);
}

/* y = (float)(x - zero_point) * scale. */
typedef struct {
  int32_t count; /* elements */
  float scale;
  int32_t zero_point;
} dendrt_dequantize_t;

/* dendrt_quantize_f32_<output>(layer, input, output), dendrt_dequantize_<input>_f32(layer, input,
 * output). float data are aligned to 4, int16 data to 2. Quantizing in place is allowed: the
 * output may begin where the input begins. */
#define DENDRT_QUANTIZE(type, size)                                                                                    \
  typedef dendrt_quantize_t dendrt_quantize_f32_##type##_t;                                                            \
  typedef dendrt_dequantize_t dendrt_dequantize_##type##_f32_t;                                                        \
  DENDRT_INLINE void dendrt_quantize_f32_##type(const dendrt_quantize_f32_##type##_t *layer, const void *input,        \
                                                void *output) {                                                        \
    const dendrt_quantize_t q = *layer;                                                                                \
    for (int32_t i = 0; i < q.count; ++i) {                                                                            \
      const float x = ((const dendrt_float_t *)input)[i];                                                              \
      dendrt_store_element(output, i, dendrt_quantize_value(x, q.scale, q.zero_point, q.min, q.max), size);            \
    }                                                                                                                  \
  }                                                                                                                    \
  DENDRT_INLINE void dendrt_dequantize_##type##_f32(const dendrt_dequantize_##type##_f32_t *layer, const void *input,  \
                                                    void *output) {                                                    \
    const dendrt_dequantize_t q = *layer;                                                                              \
    for (int32_t i = 0; i < q.count; ++i) {                                                                            \
      const int32_t x = dendrt_load_element(input, i, size) - q.zero_point;                                            \
      ((dendrt_float_t *)output)[i] = (float)x * q.scale;                                                              \
    }                                                                                                                  \
  }
DENDRT_QUANTIZE(s8, 1)
DENDRT_QUANTIZE(s16, 2)
#undef DENDRT_QUANTIZE

#endif
