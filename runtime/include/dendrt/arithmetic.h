/* arithmetic.h: the integer arithmetic all kernels share, bit for bit the same on every core.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * The formulas are those of dialects/kern/README.md. `__ARM_FEATURE_*` and DENDRT_PORTABLE choose
 * instructions, never results. gcc 12 forms neither SMMULR nor SXTB16 with rotation and its
 * arm_acle.h needs intrinsics it does not fold, hence one-instruction helpers in assembly. */
#ifndef DENDRT_ARITHMETIC_H
#define DENDRT_ARITHMETIC_H

#include "dendrt.h"

/* DENDRT_DSP: the core has the DSP extension's 16-bit multiplies and 32x32 high products; DENDRT_DSP_TILES: and the
 * compiler optimizes, so that it gives assembly the registers it asks for.
 * DENDRT_SATURATE: it has SSAT. DENDRT_NARROW_MULTIPLY: it has no 64-bit product. */
#if !defined(DENDRT_PORTABLE)
#if defined(__ARM_FEATURE_DSP) && __ARM_FEATURE_DSP && defined(__thumb2__)
#define DENDRT_DSP 1
#if defined(__OPTIMIZE__)
#define DENDRT_DSP_TILES 1
#endif
#endif
#if defined(__ARM_FEATURE_SAT) && __ARM_FEATURE_SAT && defined(__thumb2__)
#define DENDRT_SATURATE 1
#endif
#endif
#if defined(__ARM_ARCH_ISA_THUMB) && __ARM_ARCH_ISA_THUMB < 2
#define DENDRT_NARROW_MULTIPLY 1
#endif

/* (a * b + 2^31) >> 32 of the 64-bit product, any a, any b >= 0, from a 64-bit multiply. */
DENDRT_INLINE int32_t dendrt_high_wide(int32_t a, int32_t b) {
  const int64_t product = (int64_t)a * b;
  return (int32_t)(product >> 32) + (int32_t)((uint32_t)product >> 31);
}

/* The same from 16-bit pieces, for cores that multiply 32 x 32 to 32 bits only. With
 * a = ah * 2^16 + al and b = bh * 2^16 + bl (al, bl unsigned) every piece fits 32 bits; the low
 * half of al * bl cannot reach bit 32, and the rounding constant enters at bit 15 of the middle. */
DENDRT_INLINE int32_t dendrt_high_narrow(int32_t a, int32_t b) {
  uint32_t al = (uint32_t)a & 0xffff, bl = (uint32_t)b & 0xffff;
  int32_t ah = a >> 16, bh = b >> 16;
  int32_t cross = ah * (int32_t)bl + (int32_t)((al * bl) >> 16);
  uint32_t middle = ((uint32_t)cross & 0xffff) + al * (uint32_t)bh + 0x8000;
  return ah * bh + (cross >> 16) + (int32_t)(middle >> 16);
}

/* c + ((a * b + 2^31) >> 32): one SMMLAR. 0 <= b; the sum must fit. */
DENDRT_INLINE int32_t dendrt_high_add(int32_t a, int32_t b, int32_t c) {
#if defined(DENDRT_DSP)
  int32_t result;
  __asm__("smmlar %0, %1, %2, %3" : "=r"(result) : "r"(a), "r"(b), "r"(c));
  return result;
#elif defined(DENDRT_NARROW_MULTIPLY)
  return c + dendrt_high_narrow(a, b);
#else
  return c + dendrt_high_wide(a, b);
#endif
}

/* c + ((a * b) >> 32), not rounded: one SMMLA. 0 <= b; the sum must fit. */
DENDRT_INLINE int32_t dendrt_high_floor_add(int32_t a, int32_t b, int32_t c) {
#if defined(DENDRT_DSP)
  int32_t result;
  __asm__("smmla %0, %1, %2, %3" : "=r"(result) : "r"(a), "r"(b), "r"(c));
  return result;
#else
  return c + (int32_t)(((int64_t)a * b) >> 32);
#endif
}

/* c + ((a * b) >> 16), the product in 48 bits, b an int16: one SMLAWB. The sum must fit. */
DENDRT_INLINE int32_t dendrt_scale_add(int32_t a, int32_t b, int32_t c) {
#if defined(DENDRT_DSP)
  int32_t result;
  __asm__("smlawb %0, %1, %2, %3" : "=r"(result) : "r"(a), "r"(b), "r"(c));
  return result;
#elif defined(DENDRT_NARROW_MULTIPLY)
  int32_t low = (int32_t)((uint32_t)a & 0xffff);
  return c + (a >> 16) * b + ((low * b) >> 16);
#else
  return dendrt_high_floor_add(a, b * 65536, c);
#endif
}

/* `value` moved left by `shift` (0 to 31) bits, the result known to fit. */
DENDRT_INLINE int32_t dendrt_shift_left(int32_t value, int32_t shift) { return (int32_t)((uint32_t)value << shift); }

/* n where the bounds are those of integers of n bits, signed or from 0 on, else 0. */
DENDRT_INLINE int dendrt_signed_bits(int32_t min, int32_t max) {
  return max > 0 && min == -max - 1 && (max & (max + 1)) == 0 ? 33 - __builtin_clz((uint32_t)max) : 0;
}
DENDRT_INLINE int dendrt_unsigned_bits(int32_t min, int32_t max) {
  return max > 0 && min == 0 && (max & (max + 1)) == 0 ? 32 - __builtin_clz((uint32_t)max) : 0;
}

/* clamp(value, min, max), min <= max; one SSAT or USAT where the bounds are those of integers of some bits. */
DENDRT_INLINE int32_t dendrt_clamp(int32_t value, int32_t min, int32_t max) {
#if defined(DENDRT_SATURATE) && defined(__OPTIMIZE__)
  if (__builtin_constant_p(min) && __builtin_constant_p(max)) {
    if (dendrt_signed_bits(min, max) > 0) {
      __asm__("ssat %0, %2, %1" : "=r"(value) : "r"(value), "i"(dendrt_signed_bits(min, max)));
      return value;
    }
    if (dendrt_unsigned_bits(min, max) > 0) {
      __asm__("usat %0, %2, %1" : "=r"(value) : "r"(value), "i"(dendrt_unsigned_bits(min, max)));
      return value;
    }
  }
#endif
  return value < min ? min : value > max ? max : value;
}

/* clamp(value >> right, min, max), min <= max, 0 <= right <= 31; one SSAT where the bounds are those of integers of
 * some bits and `right` is a constant. */
DENDRT_INLINE int32_t dendrt_clamp_right(int32_t value, int32_t right, int32_t min, int32_t max) {
#if defined(DENDRT_SATURATE) && defined(__OPTIMIZE__)
  if (__builtin_constant_p(min) && __builtin_constant_p(max) && __builtin_constant_p(right) && right > 0 &&
      dendrt_signed_bits(min, max) > 0) {
    __asm__("ssat %0, %3, %1, asr %2" : "=r"(value) : "r"(value), "i"(right), "i"(dendrt_signed_bits(min, max)));
    return value;
  }
#endif
  return dendrt_clamp(value >> right, min, max);
}

/* How a product with a real factor is rounded; r are the bits to the right of its channel.
 *   NATIVE       (sum << shift) * multiplier / 2^32, halves up
 *   TFLITE       sum * multiplier / 2^31, halves up, and that / 2^r, halves away from zero; 1 <= r
 *   TFLITE_WIDE  the same for any sum and -30 <= r <= 31, a negative one being bits of the sum to the left
 *   NEAREST      (sum << shift) * multiplier / 2^(32 + r), halves up; 1 <= r
 *   FOLDED       any of these, by channel, as ((sum << left) * multiplier / 2^32, down, + offset) / 2^right, down
 * TFLITE and NEAREST: (2 * |zero_point| + 1) << (r - 1) is below 2^30, and TFLITE: so is every |sum|, or the sum is
 * -2^30. */
typedef enum { DENDRT_NATIVE, DENDRT_TFLITE, DENDRT_TFLITE_WIDE, DENDRT_NEAREST, DENDRT_FOLDED } dendrt_rounding_t;

/* How a sum becomes an output where one factor serves all channels:
 * clamp(zero_point + rounded product, min, max). */
typedef struct {
  int32_t multiplier; /* 0 <= multiplier < 2^31 */
  int32_t shift;      /* bits to the left, 0 to 31; the shifted sum fits 32 bits */
  int32_t zero_point;
  int32_t min, max; /* within the output type */
  dendrt_rounding_t rounding;
  int32_t right; /* r; not read if NATIVE */
} dendrt_requant_t;

/* The same with one multiplier per channel (per count of positions in an average pool). */
typedef struct {
  const int32_t *multipliers; /* each 0 <= M < 2^31 */
  int32_t shift;              /* bits to the left, 0 to 31; every shifted sum fits 32 bits */
  int32_t zero_point;
  int32_t min, max; /* within the output type */
  dendrt_rounding_t rounding;
  const int8_t *rights; /* r - 1 of each channel; TFLITE, TFLITE_WIDE, NEAREST */
  /* FOLDED, which reads neither shift, zero_point, multipliers nor rights: */
  const int32_t *folded; /* {multiplier, offset} of each channel; the offset holds zero point and halves */
  int32_t left, right;   /* 1 to 8 and 1 to 30, one for all; shifted sums fit 32 bits */
} dendrt_channel_requant_t;

/* value / 2^right, halves away from zero; 0 <= right <= 31, |value| <= 2^62. */
DENDRT_INLINE int64_t dendrt_divide_wide(int64_t value, int32_t right) {
  return right > 0 ? (value + (INT64_C(1) << (right - 1)) + (value >> 63)) >> right : value;
}

/* zero_point + the product rounded TFLITE_WIDE: rare, and too large to be inlined for every sum. */
static DENDRT_NOINLINE __attribute__((unused)) int32_t dendrt_scale_wide(int32_t sum, int32_t multiplier, int32_t right,
                                                                         int32_t zero_point) {
  const int64_t product = (int64_t)dendrt_shift_left(sum, right < 0 ? -right : 0) * multiplier;
  return zero_point + (int32_t)dendrt_divide_wide((product + (1 << 30)) >> 31, right < 0 ? 0 : right);
}

/* The product rounded TFLITE, before its bits to the right are cut off; `offset` is the zero point and a half at the
 * place they have there. Takes the sign of the sum for that of its product: where that is 0, the bits to the right cut
 * it off. Not `has_sign`: the zero point is the minimum, which negative sums yield anyway. */
DENDRT_INLINE int32_t dendrt_scale_tflite(int32_t doubled, int32_t multiplier, int32_t offset, int has_sign) {
  return dendrt_high_add(doubled, multiplier, has_sign ? offset + (doubled >> 31) : offset);
}

DENDRT_INLINE int32_t dendrt_requantize(int32_t sum, const dendrt_requant_t *requant) {
  const int32_t zero_point = requant->zero_point, multiplier = requant->multiplier, right = requant->right;
  const int32_t shifted = dendrt_shift_left(sum, requant->rounding == DENDRT_TFLITE ? 1 : requant->shift);
  if (requant->rounding == DENDRT_NATIVE)
    return dendrt_clamp(dendrt_high_add(shifted, multiplier, zero_point), requant->min, requant->max);
  if (requant->rounding == DENDRT_TFLITE_WIDE)
    return dendrt_clamp(dendrt_scale_wide(sum, multiplier, right, zero_point), requant->min, requant->max);
  const int32_t offset = dendrt_shift_left(2 * zero_point + 1, right - 1);
  const int32_t value = requant->rounding == DENDRT_NEAREST
                            ? dendrt_high_floor_add(shifted, multiplier, offset)
                            : dendrt_scale_tflite(shifted, multiplier, offset, zero_point > requant->min);
  return dendrt_clamp_right(value, right, requant->min, requant->max);
}

/* What one channel's sums are requantized with. */
typedef struct {
  int32_t multiplier, offset, left, right;
} dendrt_factor_t;

/* That of `channel`. `scaled`: sums come `left` bits to the left already, if FOLDED, or doubled, if TFLITE. */
DENDRT_INLINE dendrt_factor_t dendrt_factor_of(const dendrt_channel_requant_t *requant, int32_t channel, int scaled) {
  const dendrt_rounding_t rounding = requant->rounding;
  if (rounding == DENDRT_FOLDED)
    return (dendrt_factor_t){requant->folded[2 * channel], requant->folded[2 * channel + 1], scaled ? 0 : requant->left,
                             requant->right};
  const int32_t multiplier = requant->multipliers[channel], zero_point = requant->zero_point;
  if (rounding == DENDRT_NATIVE)
    return (dendrt_factor_t){multiplier, zero_point, requant->shift, 0};
  const int32_t right = requant->rights[channel];
  if (rounding == DENDRT_TFLITE_WIDE)
    return (dendrt_factor_t){multiplier, zero_point, 0, right + 1};
  return (dendrt_factor_t){multiplier, dendrt_shift_left(2 * zero_point + 1, right),
                           rounding == DENDRT_NEAREST ? requant->shift : !scaled, right};
}

/* dendrt_requantize for a channel. TFLITE and NEAREST: the last of the bits to the right goes with the clamp. */
DENDRT_INLINE int32_t dendrt_requantize_channel(int32_t sum, dendrt_factor_t factor,
                                                const dendrt_channel_requant_t *requant) {
#if defined(DENDRT_NARROW_MULTIPLY)
  /* Where a product is dear, none that relu cuts off. */
  if (sum < 0 && requant->rounding != DENDRT_FOLDED && requant->min >= requant->zero_point)
    return requant->min;
#endif
  const int32_t shifted = dendrt_shift_left(sum, factor.left), min = requant->min, max = requant->max;
  switch (requant->rounding) {
  case DENDRT_NATIVE:
    return dendrt_clamp(dendrt_high_add(shifted, factor.multiplier, factor.offset), min, max);
  case DENDRT_TFLITE_WIDE:
    return dendrt_clamp(dendrt_scale_wide(sum, factor.multiplier, factor.right, factor.offset), min, max);
  case DENDRT_FOLDED:
    return dendrt_clamp_right(dendrt_high_floor_add(shifted, factor.multiplier, factor.offset), factor.right, min, max);
  case DENDRT_NEAREST:
    return dendrt_clamp_right(dendrt_high_floor_add(shifted, factor.multiplier, factor.offset) >> factor.right, 1, min,
                              max);
  default:
    return dendrt_clamp_right(
        dendrt_scale_tflite(shifted, factor.multiplier, factor.offset, requant->zero_point > min) >> factor.right, 1,
        min, max);
  }
}

#endif
