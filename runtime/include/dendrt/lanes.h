/* lanes.h: four int32 side by side, one channel each: one instruction of MVE (Helium), or plain C.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#ifndef DENDRT_LANES_H
#define DENDRT_LANES_H

#include "arithmetic.h"
#include "memory.h"

/* DENDRT_MVE: the core has vectors of 128 bits with integer arithmetic, and the compiler optimizes: its tiles need
 * nearly all registers, which a compiler that does not will not give. */
#if !defined(DENDRT_PORTABLE) && defined(__ARM_FEATURE_MVE) && defined(__OPTIMIZE__)
#if __ARM_FEATURE_MVE & 1
#define DENDRT_MVE 1
#endif
#endif

enum { DENDRT_LANES = 4 };

#if defined(DENDRT_MVE)
#include <arm_mve.h>

typedef int32x4_t dendrt_lanes_t;

/* Those at `p`, aligned to 4. */
DENDRT_INLINE dendrt_lanes_t dendrt_lanes_load(const void *p) { return vldrwq_s32((const int32_t *)p); }
DENDRT_INLINE void dendrt_lanes_store(void *p, dendrt_lanes_t a) { vstrwq_s32((int32_t *)p, a); }
DENDRT_INLINE dendrt_lanes_t dendrt_lanes_all(int32_t value) { return vdupq_n_s32(value); }

/* Those at `*p`, or stored there; moves on past them. One instruction that stays where it stands: where products take
 * all registers, compilers that load ahead send vectors to the stack and back. */
DENDRT_INLINE dendrt_lanes_t dendrt_lanes_next(const dendrt_int32_t **p) {
  dendrt_lanes_t a;
  __asm__ volatile("vldrw.u32\t%q0, [%1], #16" : "=w"(a), "+r"(*p) : : "memory");
  return a;
}
DENDRT_INLINE void dendrt_lanes_append(dendrt_int32_t **p, dendrt_lanes_t a) {
  __asm__ volatile("vstrw.32\t%q1, [%0], #16" : "+r"(*p) : "w"(a) : "memory");
}

/* Those that are vector `index` of `p`, or stored there: likewise, and where the compiler knows the index, which is
 * below 32, one address serves many. */
DENDRT_INLINE dendrt_lanes_t dendrt_lanes_at(const dendrt_int32_t *p, int32_t index) {
  dendrt_lanes_t a;
  if (__builtin_constant_p(index) && index < 32)
    __asm__ volatile("vldrw.u32\t%q0, [%1, %2]" : "=w"(a) : "r"(p), "i"(16 * index) : "memory");
  else
    __asm__ volatile("vldrw.u32\t%q0, [%1]" : "=w"(a) : "r"(p + DENDRT_LANES * index) : "memory");
  return a;
}
DENDRT_INLINE void dendrt_lanes_put_at(dendrt_int32_t *p, int32_t index, dendrt_lanes_t a) {
  if (__builtin_constant_p(index) && index < 32)
    __asm__ volatile("vstrw.32\t%q0, [%1, %2]" : : "w"(a), "r"(p), "i"(16 * index) : "memory");
  else
    __asm__ volatile("vstrw.32\t%q0, [%1]" : : "w"(a), "r"(p + DENDRT_LANES * index) : "memory");
}

/* a + b, modulo 2^32. */
DENDRT_INLINE dendrt_lanes_t dendrt_lanes_add(dendrt_lanes_t a, dendrt_lanes_t b) { return vaddq_s32(a, b); }
DENDRT_INLINE dendrt_lanes_t dendrt_lanes_add_all(dendrt_lanes_t a, int32_t b) {
  return __builtin_constant_p(b) && b == 0 ? a : vaddq_n_s32(a, b);
}

/* a << shift, 0 to 31. */
DENDRT_INLINE dendrt_lanes_t dendrt_lanes_shift_left(dendrt_lanes_t a, int32_t shift) {
  return __builtin_constant_p(shift) && shift == 0 ? a : vshlq_r_s32(a, shift);
}

/* (a * b + 2^31) >> 32 */
DENDRT_INLINE dendrt_lanes_t dendrt_lanes_high(dendrt_lanes_t a, dendrt_lanes_t b) { return vrmulhq_s32(a, b); }

/* (a * b) >> 32 */
DENDRT_INLINE dendrt_lanes_t dendrt_lanes_high_floor(dendrt_lanes_t a, dendrt_lanes_t b) { return vmulhq_s32(a, b); }

/* a >> 31: -1 where it is negative. */
DENDRT_INLINE dendrt_lanes_t dendrt_lanes_sign(dendrt_lanes_t a) { return vshrq_n_s32(a, 31); }

/* (2 * a * b + 2^31) >> 32, 0 <= b. */
DENDRT_INLINE dendrt_lanes_t dendrt_lanes_high_double(dendrt_lanes_t a, dendrt_lanes_t b) {
  return vqrdmulhq_s32(a, b);
}

/* -r of the four r - 1 at `rights`. */
DENDRT_INLINE dendrt_lanes_t dendrt_lanes_lefts(const int8_t *rights) { return vmvnq_s32(vldrbq_s32(rights)); }

/* a * 2^left, halves up; left is -31 to 0. */
DENDRT_INLINE dendrt_lanes_t dendrt_lanes_round_left(dendrt_lanes_t a, dendrt_lanes_t left) {
  return vrshlq_s32(a, left);
}

DENDRT_INLINE dendrt_lanes_t dendrt_lanes_clamp(dendrt_lanes_t a, int32_t min, int32_t max) {
  return vminq_s32(vmaxq_s32(a, vdupq_n_s32(min)), vdupq_n_s32(max));
}

/* Saturated to half the size: those of `even` to even lanes, of `odd` to odd ones. In assembly, since compilers load or
 * copy a vector for the instruction that fills only half of it. */
DENDRT_INLINE int16x8_t dendrt_lanes_narrow(int32x4_t even, int32x4_t odd) {
  __asm__("vqmovnb.s32\t%q0, %q0\n\tvqmovnt.s32\t%q0, %q1" : "+w"(even) : "w"(odd));
  return vreinterpretq_s16_s32(even);
}
DENDRT_INLINE int8x16_t dendrt_lanes_narrow_even(int16x8_t even) {
  __asm__("vqmovnb.s16\t%q0, %q0" : "+w"(even));
  return vreinterpretq_s8_s16(even);
}
DENDRT_INLINE int8x16_t dendrt_lanes_narrow_s16(int16x8_t even, int16x8_t odd) {
  __asm__("vqmovnb.s16\t%q0, %q0\n\tvqmovnt.s16\t%q0, %q1" : "+w"(even) : "w"(odd));
  return vreinterpretq_s8_s16(even);
}
DENDRT_INLINE uint8x16_t dendrt_lanes_narrow_u8(int16x8_t even, int16x8_t odd) {
  __asm__("vqmovunb.s16\t%q0, %q0\n\tvqmovunt.s16\t%q0, %q1" : "+w"(even) : "w"(odd));
  return vreinterpretq_u8_s16(even);
}

/* Places in a table: `even` and `odd` in even and odd lanes, cut to those from 0 to `last`. They come with UINT16_MAX -
 * last more: so one saturation cuts above, and the other below, where it takes that off again. */
DENDRT_INLINE uint16x8_t dendrt_lanes_places(int32x4_t even, int32x4_t odd, int32_t last) {
  __asm__("vqmovunb.s32\t%q0, %q0\n\tvqmovunt.s32\t%q0, %q1" : "+w"(even) : "w"(odd));
  const uint16x8_t place = vreinterpretq_u16_s32(even);
  return vqsubq_n_u16(place, (uint16_t)(UINT16_MAX - last));
}

/* What an interpolated table with an entry every 2^bits places (table16.h), whose neighbours differ by what 16 bits
 * hold, has there. VQRDMULH rounds (high - low) * (rest * 2^(15 - bits)) * 2 / 2^16; with bits = 1 that is the mean of
 * two entries, or of one and itself. */
DENDRT_INLINE int16x8_t dendrt_lanes_table16(const int16_t *table, uint16x8_t place, int32_t bits) {
  if (bits == 1)
    return vrhaddq_s16(vldrhq_gather_shifted_offset_s16(table, vshrq_n_u16(place, 1)),
                       vldrhq_gather_shifted_offset_s16(table, vrshrq_n_u16(place, 1)));
  const uint16x8_t index = vshlq_r_u16(place, -bits);
  const int16x8_t low = vldrhq_gather_shifted_offset_s16(table, index);
  const int16x8_t high = vldrhq_gather_shifted_offset_s16(table + 1, index);
  const uint16x8_t rest = vshrq_n_u16(vshlq_r_u16(place, 16 - bits), 1);
  return vaddq_s16(low, vqrdmulhq_s16(vsubq_s16(high, low), vreinterpretq_s16_u16(rest)));
}

/* Stores the first `count` (1 to 4) as elements of `size` bytes, already within range. */
DENDRT_INLINE void dendrt_lanes_put(void *p, dendrt_lanes_t a, int32_t count, int size) {
  if (size == 4)
    vstrwq_p_s32((int32_t *)p, a, vctp32q((uint32_t)count));
  else if (count == DENDRT_LANES && size == 1)
    vstrbq_s32((int8_t *)p, a);
  else if (count == DENDRT_LANES)
    vstrhq_s32((int16_t *)p, a);
  else if (size == 1)
    vstrbq_p_s32((int8_t *)p, a, vctp32q((uint32_t)count));
  else
    vstrhq_p_s32((int16_t *)p, a, vctp32q((uint32_t)count));
}

/* Four elements of `size` bytes; int16 are aligned to 2. */
DENDRT_INLINE dendrt_lanes_t dendrt_lanes_get(const void *p, int size) {
  return size == 1 ? vldrbq_s32((const int8_t *)p) : vldrhq_s32((const int16_t *)p);
}

/* The rounded product of dendrt_scale where one factor serves all, without the zero point; not for TFLITE_WIDE.
 * `is_relu`: of negative ones only the sign counts. */
DENDRT_INLINE dendrt_lanes_t dendrt_lanes_scale(dendrt_lanes_t sums, int32_t multiplier, int32_t right, int32_t shift,
                                                dendrt_rounding_t rounding, int is_relu) {
  const dendrt_lanes_t factor = dendrt_lanes_all(multiplier);
  if (rounding == DENDRT_NATIVE)
    return dendrt_lanes_high(dendrt_lanes_shift_left(sums, shift), factor);
  if (rounding == DENDRT_NEAREST)
    return vrshlq_n_s32(dendrt_lanes_high_floor(dendrt_lanes_shift_left(sums, shift), factor), -right);
  const dendrt_lanes_t high = dendrt_lanes_high_double(sums, factor);
  if (right == 0)
    return high;
  return vrshlq_n_s32(is_relu ? high : dendrt_lanes_add(high, dendrt_lanes_sign(sums)), -right);
}

#else

typedef struct {
  int32_t lane[DENDRT_LANES];
} dendrt_lanes_t;

DENDRT_INLINE dendrt_lanes_t dendrt_lanes_load(const void *p) {
  dendrt_lanes_t result;
  for (int i = 0; i < DENDRT_LANES; ++i)
    result.lane[i] = ((const dendrt_int32_t *)p)[i];
  return result;
}

DENDRT_INLINE void dendrt_lanes_store(void *p, dendrt_lanes_t a) {
  for (int i = 0; i < DENDRT_LANES; ++i)
    ((dendrt_int32_t *)p)[i] = a.lane[i];
}

DENDRT_INLINE dendrt_lanes_t dendrt_lanes_all(int32_t value) {
  const dendrt_lanes_t result = {{value, value, value, value}};
  return result;
}

DENDRT_INLINE dendrt_lanes_t dendrt_lanes_next(const dendrt_int32_t **p) {
  *p += DENDRT_LANES;
  return dendrt_lanes_load(*p - DENDRT_LANES);
}

DENDRT_INLINE void dendrt_lanes_append(dendrt_int32_t **p, dendrt_lanes_t a) {
  dendrt_lanes_store(*p, a);
  *p += DENDRT_LANES;
}

DENDRT_INLINE dendrt_lanes_t dendrt_lanes_at(const dendrt_int32_t *p, int32_t index) {
  return dendrt_lanes_load(p + DENDRT_LANES * index);
}

DENDRT_INLINE void dendrt_lanes_put_at(dendrt_int32_t *p, int32_t index, dendrt_lanes_t a) {
  dendrt_lanes_store(p + DENDRT_LANES * index, a);
}

DENDRT_INLINE dendrt_lanes_t dendrt_lanes_add(dendrt_lanes_t a, dendrt_lanes_t b) {
  for (int i = 0; i < DENDRT_LANES; ++i)
    a.lane[i] = (int32_t)((uint32_t)a.lane[i] + (uint32_t)b.lane[i]);
  return a;
}

DENDRT_INLINE dendrt_lanes_t dendrt_lanes_add_all(dendrt_lanes_t a, int32_t b) {
  return dendrt_lanes_add(a, dendrt_lanes_all(b));
}

DENDRT_INLINE dendrt_lanes_t dendrt_lanes_shift_left(dendrt_lanes_t a, int32_t shift) {
  for (int i = 0; i < DENDRT_LANES; ++i)
    a.lane[i] = dendrt_shift_left(a.lane[i], shift);
  return a;
}

DENDRT_INLINE dendrt_lanes_t dendrt_lanes_high(dendrt_lanes_t a, dendrt_lanes_t b) {
  for (int i = 0; i < DENDRT_LANES; ++i)
    a.lane[i] = dendrt_high_add(a.lane[i], b.lane[i], 0);
  return a;
}

DENDRT_INLINE dendrt_lanes_t dendrt_lanes_high_floor(dendrt_lanes_t a, dendrt_lanes_t b) {
  for (int i = 0; i < DENDRT_LANES; ++i)
    a.lane[i] = (int32_t)(((int64_t)a.lane[i] * b.lane[i]) >> 32);
  return a;
}

DENDRT_INLINE dendrt_lanes_t dendrt_lanes_sign(dendrt_lanes_t a) {
  for (int i = 0; i < DENDRT_LANES; ++i)
    a.lane[i] >>= 31;
  return a;
}

DENDRT_INLINE dendrt_lanes_t dendrt_lanes_high_double(dendrt_lanes_t a, dendrt_lanes_t b) {
  for (int i = 0; i < DENDRT_LANES; ++i)
    a.lane[i] = (int32_t)((2 * (int64_t)a.lane[i] * b.lane[i] + INT64_C(0x80000000)) >> 32);
  return a;
}

DENDRT_INLINE dendrt_lanes_t dendrt_lanes_lefts(const int8_t *rights) {
  const dendrt_lanes_t result = {{~rights[0], ~rights[1], ~rights[2], ~rights[3]}};
  return result;
}

DENDRT_INLINE dendrt_lanes_t dendrt_lanes_round_left(dendrt_lanes_t a, dendrt_lanes_t left) {
  for (int i = 0; i < DENDRT_LANES; ++i)
    a.lane[i] = (int32_t)((a.lane[i] + ((INT64_C(1) << -left.lane[i]) >> 1)) >> -left.lane[i]);
  return a;
}

DENDRT_INLINE dendrt_lanes_t dendrt_lanes_clamp(dendrt_lanes_t a, int32_t min, int32_t max) {
  for (int i = 0; i < DENDRT_LANES; ++i)
    a.lane[i] = dendrt_clamp(a.lane[i], min, max);
  return a;
}

DENDRT_INLINE void dendrt_lanes_put(void *p, dendrt_lanes_t a, int32_t count, int size) {
  for (int32_t i = 0; i < count; ++i)
    dendrt_store_element(p, i, a.lane[i], size);
}

#endif

#endif
