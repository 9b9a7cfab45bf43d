// arithmetic_test.c: the helpers of arithmetic.h and simd.h against wide arithmetic.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "check.h"
#include "reference.h"

#include "dendrt/arithmetic.h"
#include "dendrt/simd.h"

void test_arithmetic(void);

// A random value that is often near an end or zero.
static int32_t edgy(void) {
  static const int32_t edges[] = {0, 1, -1, INT32_MAX, INT32_MIN, 0x7fff, 0x8000, 0xffff, 0x10000};
  int32_t edge = edges[random_in(0, (int32_t)(sizeof edges / sizeof *edges) - 1)];
  switch (random_in(0, 2)) {
  case 0:
    return (int32_t)((uint32_t)edge + (uint32_t)random_in(-2, 2));
  case 1:
    return (int32_t)random_bits() >> random_in(0, 31);
  default:
    return (int32_t)random_bits();
  }
}

void test_arithmetic(void) {
  for (int32_t round = 0; round < 100 * TEST_ROUNDS; ++round) {
    int32_t a = edgy(), b = edgy() & INT32_MAX, half = (int16_t)edgy(), c = random_in(-40000, 40000);
    int32_t high = (int32_t)reference_high(a, b);
    if (dendrt_high_wide(a, b) != high)
      fail("dendrt_high_wide", round, 0, high, dendrt_high_wide(a, b));
    if (dendrt_high_narrow(a, b) != high)
      fail("dendrt_high_narrow", round, 0, high, dendrt_high_narrow(a, b));
    if (high < INT32_MAX - 40000 && high > INT32_MIN + 40000 && dendrt_high_add(a, b, c) != high + c)
      fail("dendrt_high_add", round, 0, high + c, dendrt_high_add(a, b, c));
    int32_t scaled = (int32_t)(((int64_t)a * half) >> 16);
    if (dendrt_scale_add(a, half, c) != scaled + c)
      fail("dendrt_scale_add", round, 0, scaled + c, dendrt_scale_add(a, half, c));
    if (dendrt_clamp(a, INT8_MIN, INT8_MAX) != reference_clamp(a, INT8_MIN, INT8_MAX))
      fail("dendrt_clamp to int8", round, 0, reference_clamp(a, INT8_MIN, INT8_MAX),
           dendrt_clamp(a, INT8_MIN, INT8_MAX));
    if (dendrt_clamp(a, INT16_MIN, INT16_MAX) != reference_clamp(a, INT16_MIN, INT16_MAX))
      fail("dendrt_clamp to int16", round, 0, reference_clamp(a, INT16_MIN, INT16_MAX),
           dendrt_clamp(a, INT16_MIN, INT16_MAX));

    uint32_t x = random_bits(), w = random_bits();
    int32_t xl = (int16_t)(x & 0xffff), xh = (int16_t)(x >> 16);
    int32_t wl = (int16_t)(w & 0xffff), wh = (int16_t)(w >> 16);
    int32_t both = (int32_t)((uint32_t)(xl * wl) + (uint32_t)(xh * wh) + (uint32_t)c);
    if (dendrt_smlad(x, w, c) != both)
      fail("dendrt_smlad", round, 0, both, dendrt_smlad(x, w, c));
    if (dendrt_smlabb(x, w, c) != xl * wl + c)
      fail("dendrt_smlabb", round, 0, xl * wl + c, dendrt_smlabb(x, w, c));
    if (dendrt_smlatt(x, w, c) != xh * wh + c)
      fail("dendrt_smlatt", round, 0, xh * wh + c, dendrt_smlatt(x, w, c));
    uint32_t even = ((uint32_t)(int8_t)(x & 0xff) & 0xffff) | (uint32_t)(int8_t)(x >> 16 & 0xff) << 16;
    uint32_t odd = ((uint32_t)(int8_t)(x >> 8 & 0xff) & 0xffff) | (uint32_t)(int8_t)(x >> 24) << 16;
    if (dendrt_sxtb16(x) != even)
      fail("dendrt_sxtb16", round, 0, even, dendrt_sxtb16(x));
    if (dendrt_sxtb16_ror8(x) != odd)
      fail("dendrt_sxtb16_ror8", round, 0, odd, dendrt_sxtb16_ror8(x));
  }
}
