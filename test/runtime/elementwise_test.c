// elementwise_test.c: elementwise kernels against their formulas.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "check.h"
#include "reference.h"

#include "dendrt/lookup.h"

void test_lookup(void);

void test_lookup(void) {
  static int8_t input[256], narrow_table[256], narrow[256];
  static int16_t wide_table[256], wide[256];
  for (int32_t i = 0; i < 256; ++i) {
    input[i] = (int8_t)(i * 7 - 128);
    narrow_table[i] = (int8_t)random_in(-128, 127);
    wide_table[i] = (int16_t)random_in(-32768, 32767);
  }
  dendrt_lookup_s8(&(dendrt_lookup_s8_t){256, narrow_table}, input, narrow);
  dendrt_lookup_s8_s16(&(dendrt_lookup_s8_s16_t){256, wide_table}, input, wide);
  for (int32_t i = 0; i < 256; ++i) {
    if (narrow[i] != narrow_table[input[i] + 128])
      fail("lookup_s8", 0, i, narrow_table[input[i] + 128], narrow[i]);
    if (wide[i] != wide_table[input[i] + 128])
      fail("lookup_s8_s16", 0, i, wide_table[input[i] + 128], wide[i]);
  }
}
