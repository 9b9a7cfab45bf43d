/* functions_f32.h: functions of one float, for dendrites and for unary_f32.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * All have one signature: `p` holds the function's parameters in the order of its comment, and is
 * not read where there are none. */
#ifndef DENDRT_FUNCTIONS_F32_H
#define DENDRT_FUNCTIONS_F32_H

#include "dendrt.h"

#include <math.h>

typedef float (*dendrt_function_f32_t)(float x, const float *p);

/* A function with its parameters. */
typedef struct {
  dendrt_function_f32_t function;
  float parameters[2];
} dendrt_scalar_f32_t;

/* DENDRT_FUNCTION(name, value): float dendrt_<name>_f32(float x, const float *p). */
#define DENDRT_FUNCTION(name, value)                                                                                   \
  static inline __attribute__((unused)) float dendrt_##name##_f32(float x, const float *p) {                           \
    (void)p;                                                                                                           \
    return value;                                                                                                      \
  }

DENDRT_INLINE float dendrt_clamp_f32(float x, float min, float max) { return x < min ? min : x > max ? max : x; }

DENDRT_FUNCTION(abs, fabsf(x))
DENDRT_FUNCTION(acos, acosf(x))
DENDRT_FUNCTION(acosh, acoshf(x))
DENDRT_FUNCTION(asin, asinf(x))
DENDRT_FUNCTION(asinh, asinhf(x))
DENDRT_FUNCTION(atan, atanf(x))
DENDRT_FUNCTION(atanh, atanhf(x))
DENDRT_FUNCTION(ceil, ceilf(x))
DENDRT_FUNCTION(clip, dendrt_clamp_f32(x, p[0], p[1])) /* min, max */
DENDRT_FUNCTION(cos, cosf(x))
DENDRT_FUNCTION(cosh, coshf(x))
DENDRT_FUNCTION(elu, x < 0.0f ? p[0] * expm1f(x) : x) /* alpha */
DENDRT_FUNCTION(erf, erff(x))
DENDRT_FUNCTION(exp, expf(x))
DENDRT_FUNCTION(floor, floorf(x))
DENDRT_FUNCTION(gelu, 0.5f * x * (1.0f + erff(x * 0.70710678118654752f)))
DENDRT_FUNCTION(gelu_tanh, 0.5f * x * (1.0f + tanhf(0.79788456080286536f * (x + 0.044715f * x * x * x))))
DENDRT_FUNCTION(hard_sigmoid, dendrt_clamp_f32(p[0] * x + p[1], 0.0f, 1.0f)) /* alpha, beta */
DENDRT_FUNCTION(hard_swish, x *dendrt_clamp_f32(x / 6.0f + 0.5f, 0.0f, 1.0f))
DENDRT_FUNCTION(identity, x)
DENDRT_FUNCTION(leaky_relu, x < 0.0f ? p[0] * x : x) /* alpha */
DENDRT_FUNCTION(log, logf(x))
DENDRT_FUNCTION(neg, -x)
DENDRT_FUNCTION(reciprocal, 1.0f / x)
DENDRT_FUNCTION(relu, x < 0.0f ? 0.0f : x)
DENDRT_FUNCTION(round, nearbyintf(x)) /* half to even */
DENDRT_FUNCTION(rsqrt, 1.0f / sqrtf(x))
DENDRT_FUNCTION(selu, 1.0507009873554805f * (x < 0.0f ? 1.6732632423543772f * expm1f(x) : x))
DENDRT_FUNCTION(shrink, x<-p[0] ? x + p[1] : x> p[0] ? x - p[1] : 0.0f) /* lambda, bias */
DENDRT_FUNCTION(sigmoid, 1.0f / (1.0f + expf(-x)))
DENDRT_FUNCTION(sign, (float)((x > 0.0f) - (x < 0.0f)))
DENDRT_FUNCTION(silu, x / (1.0f + expf(-x)))
DENDRT_FUNCTION(sin, sinf(x))
DENDRT_FUNCTION(sinh, sinhf(x))
DENDRT_FUNCTION(softplus, (x < 0.0f ? 0.0f : x) + log1pf(expf(-fabsf(x))))
DENDRT_FUNCTION(softsign, x / (1.0f + fabsf(x)))
DENDRT_FUNCTION(sqrt, sqrtf(x))
DENDRT_FUNCTION(square, x *x)
DENDRT_FUNCTION(tan, tanf(x))
DENDRT_FUNCTION(tanh, tanhf(x))
DENDRT_FUNCTION(thresholded_relu, x > p[0] ? x : 0.0f) /* alpha */
DENDRT_FUNCTION(mish, x *tanhf(dendrt_softplus_f32(x, p)))
#undef DENDRT_FUNCTION

#endif
