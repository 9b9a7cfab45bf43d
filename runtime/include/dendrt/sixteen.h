/* sixteen.h: sixteen channels of a depthwise window at a time, a channel per lane.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * VMULLB and VMULLT multiply the even and the odd channels of two vectors of int8; what two taps give is added up in 16
 * bits and widened by VMOVLB and VMOVLT. Narrowing instructions put channels back in order the same way. */
#ifndef DENDRT_SIXTEEN_H
#define DENDRT_SIXTEEN_H

#include "neuron_lanes.h"

enum { DENDRT_SIXTEEN = 16, DENDRT_QUARTERS = DENDRT_SIXTEEN / DENDRT_LANES };

/* Values of sixteen channels: lane i of quarters 0 to 3 is channel 4 * i + 0, 2, 1, 3. */
typedef struct {
  dendrt_lanes_t quarter[DENDRT_QUARTERS];
} dendrt_sixteen_t;

/* Where a tap lies. */
typedef const int8_t *__attribute__((may_alias, aligned(4))) dendrt_place_t;

/* Those at `p`, quarter after quarter, aligned to 4. */
DENDRT_INLINE dendrt_sixteen_t dendrt_sixteen_load(const void *p) {
  const dendrt_int32_t *next = (const dendrt_int32_t *)p;
  dendrt_sixteen_t result;
  DENDRT_UNROLL
  for (int i = 0; i < DENDRT_QUARTERS; ++i)
    result.quarter[i] = dendrt_lanes_next(&next);
  return result;
}

#if defined(DENDRT_MVE)
/* Sums and what is added to them take all vector registers, which compilers do not manage: hence assembly.
 *
 * The products of a tap at [a], those of even channels to `e`, of odd ones to `o`. Its channels are read once more
 * where they take the place of their products. */
#define DENDRT_SIXTEEN_LOAD_ALL(x, a) "vldrb.8\t%q[" x "], [%[" a "]]\n\t"
#define DENDRT_SIXTEEN_LOAD_SOME(x, a) "vpst\n\tvldrbt.8\t%q[" x "], [%[" a "]]\n\t"
#define DENDRT_SIXTEEN_WEIGHTS "vldrb.8\t%q[w], [%[weights]], #16\n\t"
#define DENDRT_SIXTEEN_FIRST(load, a)                                                                                  \
  load("o", a)                                                                                                         \
  DENDRT_SIXTEEN_WEIGHTS                                                                                               \
  "vmullb.s8\t%q[e], %q[o], %q[w]\n\t"                                                                                 \
  "vmullt.s8\t%q[o], %q[o], %q[w]\n\t"
#define DENDRT_SIXTEEN_SECOND(load, a)                                                                                 \
  load("x", a)                                                                                                         \
  DENDRT_SIXTEEN_WEIGHTS                                                                                               \
  "vmullb.s8\t%q[x], %q[x], %q[w]\n\t"                                                                                 \
  "vadd.i16\t%q[e], %q[e], %q[x]\n\t"                                                                                  \
  load("x", a)                                                                                                         \
  "vmullt.s8\t%q[x], %q[x], %q[w]\n\t"                                                                                 \
  "vadd.i16\t%q[o], %q[o], %q[x]\n\t"
/* Adds them to the sums. */
#define DENDRT_SIXTEEN_WIDEN(half, b, t)                                                                               \
  "vmovlb.s16\t%q[x], %q[" half "]\n\t"                                                                                \
  "vmovlt.s16\t%q[" half "], %q[" half "]\n\t"                                                                         \
  "vadd.i32\t%q[" b "], %q[" b "], %q[x]\n\t"                                                                          \
  "vadd.i32\t%q[" t "], %q[" t "], %q[" half "]\n\t"
#define DENDRT_SIXTEEN_ADD DENDRT_SIXTEEN_WIDEN("e", "s0", "s1") DENDRT_SIXTEEN_WIDEN("o", "s2", "s3")
/* Where an offset is no zero, it is added to each place. */
#define DENDRT_SIXTEEN_MOVE(a) "add\t%[" a "], %[" a "], %[offset]\n\t"
#define DENDRT_SIXTEEN_STAY(a)
#define DENDRT_SIXTEEN_PAIRS(load, move)                                                                               \
  "wls\tlr, %[pairs], 2f\n"                                                                                            \
  "1:\n\t"                                                                                                             \
  "ldrd\t%[a], %[b], [%[places]], #8\n\t"                                                                              \
  move("a") move("b")                                                                                                  \
  DENDRT_SIXTEEN_FIRST(load, "a")                                                                                      \
  DENDRT_SIXTEEN_SECOND(load, "b")                                                                                     \
  DENDRT_SIXTEEN_ADD                                                                                                   \
  "le\tlr, 1b\n"                                                                                                       \
  "2:\n\t"
#define DENDRT_SIXTEEN_LAST(load, move)                                                                                \
  "ldr\t%[a], [%[places]]\n\t"                                                                                         \
  move("a") DENDRT_SIXTEEN_FIRST(load, "a")                                                                            \
  DENDRT_SIXTEEN_ADD
#define DENDRT_SIXTEEN_ASSEMBLY(text, ...)                                                                             \
  __asm__ volatile(text                                                                                                \
                   : [s0] "+&w"(sums->quarter[0]), [s1] "+&w"(sums->quarter[1]), [s2] "+&w"(sums->quarter[2]),         \
                     [s3] "+&w"(sums->quarter[3]), [x] "=&w"(x), [w] "=&w"(w), [e] "=&w"(even), [o] "=&w"(odd),        \
                     [places] "+&r"(places), [weights] "+&r"(weights), [a] "=&r"(a), [b] "=&r"(b) __VA_ARGS__          \
                   : [pairs] "r"(taps / 2), [offset] "ri"(offset)                                                      \
                   : "memory", "cc", "lr")
#define DENDRT_SIXTEEN_TAPS(begin, load, end, ...)                                                                     \
  do {                                                                                                                 \
    if (stay && taps % 2 == 0)                                                                                         \
      DENDRT_SIXTEEN_ASSEMBLY(begin DENDRT_SIXTEEN_PAIRS(load, DENDRT_SIXTEEN_STAY) end, __VA_ARGS__);                 \
    else if (stay)                                                                                                     \
      DENDRT_SIXTEEN_ASSEMBLY(begin DENDRT_SIXTEEN_PAIRS(load, DENDRT_SIXTEEN_STAY)                                    \
                                  DENDRT_SIXTEEN_LAST(load, DENDRT_SIXTEEN_STAY) end,                                  \
                              __VA_ARGS__);                                                                            \
    else if (taps % 2 == 0)                                                                                            \
      DENDRT_SIXTEEN_ASSEMBLY(begin DENDRT_SIXTEEN_PAIRS(load, DENDRT_SIXTEEN_MOVE) end, __VA_ARGS__);                 \
    else                                                                                                               \
      DENDRT_SIXTEEN_ASSEMBLY(begin DENDRT_SIXTEEN_PAIRS(load, DENDRT_SIXTEEN_MOVE)                                    \
                                  DENDRT_SIXTEEN_LAST(load, DENDRT_SIXTEEN_MOVE) end,                                  \
                              __VA_ARGS__);                                                                            \
  } while (0)
/* The predicate is left as it was found. */
#define DENDRT_SIXTEEN_KEEP , [keep] "=&r"(keep), [count] "+r"(count)
#define DENDRT_SIXTEEN_BEGIN                                                                                           \
  "vmrs\t%[keep], p0\n\t"                                                                                              \
  "vctp.8\t%[count]\n\t"
#define DENDRT_SIXTEEN_END "vmsr\tp0, %[keep]\n\t"

/* Adds the products of `count` channels of `taps` taps, which lie at places[tap] + offset, with the sixteen weights
 * each that follow one another at `weights`. 23 instructions per two taps, 21 where the offset is known to be 0. */
DENDRT_INLINE void dendrt_sixteen_sum(dendrt_sixteen_t *sums, const dendrt_place_t *places, int32_t offset,
                                      int32_t taps, const int8_t *weights, int32_t count) {
  const int stay = __builtin_constant_p(offset) && offset == 0;
  dendrt_lanes_t x, w, even, odd;
  int32_t a, b, keep;
  if (count == DENDRT_SIXTEEN)
    DENDRT_SIXTEEN_TAPS("", DENDRT_SIXTEEN_LOAD_ALL, "", );
  else
    DENDRT_SIXTEEN_TAPS(DENDRT_SIXTEEN_BEGIN, DENDRT_SIXTEEN_LOAD_SOME, DENDRT_SIXTEEN_END, DENDRT_SIXTEEN_KEEP);
}

/* Adds `distance` to the places of `taps` taps, four at a time: behind more than one is room for as many. */
DENDRT_INLINE void dendrt_sixteen_move(dendrt_place_t *places, int32_t taps, int32_t distance) {
  if (taps == 1) {
    *places += distance;
    return;
  }
  dendrt_int32_t *four = (dendrt_int32_t *)places;
  DENDRT_UNROLL
  for (int32_t i = 0; i < (taps + DENDRT_LANES - 1) / DENDRT_LANES; ++i)
    dendrt_lanes_put_at(four, i, dendrt_lanes_add_all(dendrt_lanes_at(four, i), distance));
}

/* Stores the first `count` bytes. */
DENDRT_INLINE void dendrt_sixteen_store(void *p, int8x16_t bytes, int32_t count) {
  if (count == DENDRT_SIXTEEN)
    vstrbq_s8((int8_t *)p, bytes);
  else
    vstrbq_p_s8((int8_t *)p, bytes, vctp8q((uint32_t)count));
}

/* Stores the first `count` channels as elements of `size` bytes: clamp(zero_point + value, min, max). */
DENDRT_INLINE void dendrt_sixteen_put(void *p, const dendrt_sixteen_t *values, int32_t zero_point, int32_t min,
                                      int32_t max, int32_t count, int size) {
  dendrt_sixteen_t y = *values;
  if (size == 2)
    for (int i = 0; i < DENDRT_QUARTERS; ++i)
      y.quarter[i] = dendrt_lanes_add_all(y.quarter[i], zero_point);
  int16x8_t even = dendrt_lanes_narrow(y.quarter[0], y.quarter[1]);
  int16x8_t odd = dendrt_lanes_narrow(y.quarter[2], y.quarter[3]);
  if (size == 1 && zero_point == INT8_MIN && min == INT8_MIN && max == INT8_MAX) { /* 0 to 255, 128 less */
    const uint8x16_t bytes = dendrt_lanes_narrow_u8(even, odd);
    dendrt_sixteen_store(p, vreinterpretq_s8_u8(vaddq_n_u8(bytes, 128)), count);
    return;
  }
  if (size == 1) {
    even = vqaddq_n_s16(even, (int16_t)zero_point);
    odd = vqaddq_n_s16(odd, (int16_t)zero_point);
    int8x16_t bytes = dendrt_lanes_narrow_s16(even, odd);
    if (min > INT8_MIN)
      bytes = vmaxq_s8(bytes, vdupq_n_s8((int8_t)min));
    if (max < INT8_MAX)
      bytes = vminq_s8(bytes, vdupq_n_s8((int8_t)max));
    dendrt_sixteen_store(p, bytes, count);
    return;
  }
  const uint16x8_t places = vshlq_n_u16(vidupq_n_u16(0, 1), 1);
  even = vminq_s16(vmaxq_s16(even, vdupq_n_s16((int16_t)min)), vdupq_n_s16((int16_t)max));
  odd = vminq_s16(vmaxq_s16(odd, vdupq_n_s16((int16_t)min)), vdupq_n_s16((int16_t)max));
  vstrhq_scatter_shifted_offset_p_s16((int16_t *)p, places, even, vctp16q((uint32_t)(count + 1) / 2));
  vstrhq_scatter_shifted_offset_p_s16((int16_t *)p + 1, places, odd, vctp16q((uint32_t)count / 2));
}

#else

/* The channel in lane `lane` of quarter `quarter`. */
DENDRT_INLINE int32_t dendrt_sixteen_channel(int32_t quarter, int32_t lane) {
  return 4 * lane + (quarter == 1 || quarter == 2 ? 3 - quarter : quarter);
}

DENDRT_INLINE void dendrt_sixteen_sum(dendrt_sixteen_t *sums, const dendrt_place_t *places, int32_t offset,
                                      int32_t taps, const int8_t *weights, int32_t count) {
  for (int32_t tap = 0; tap < taps; ++tap, weights += DENDRT_SIXTEEN)
    for (int32_t quarter = 0; quarter < DENDRT_QUARTERS; ++quarter)
      for (int32_t lane = 0; lane < DENDRT_LANES; ++lane) {
        const int32_t channel = dendrt_sixteen_channel(quarter, lane);
        if (channel < count)
          sums->quarter[quarter].lane[lane] += places[tap][offset + channel] * weights[channel];
      }
}

DENDRT_INLINE void dendrt_sixteen_move(dendrt_place_t *places, int32_t taps, int32_t distance) {
  for (int32_t tap = 0; tap < taps; ++tap)
    places[tap] += distance;
}

DENDRT_INLINE void dendrt_sixteen_put(void *p, const dendrt_sixteen_t *values, int32_t zero_point, int32_t min,
                                      int32_t max, int32_t count, int size) {
  for (int32_t quarter = 0; quarter < DENDRT_QUARTERS; ++quarter)
    for (int32_t lane = 0; lane < DENDRT_LANES; ++lane) {
      const int32_t channel = dendrt_sixteen_channel(quarter, lane);
      if (channel < count)
        dendrt_store_element(p, channel, dendrt_clamp(values->quarter[quarter].lane[lane] + zero_point, min, max),
                             size);
    }
}

#endif

#endif
