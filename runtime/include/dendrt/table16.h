/* table16.h: the interpolated table of an int16 signal.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#ifndef DENDRT_TABLE16_H
#define DENDRT_TABLE16_H

#include "memory.h"
#include "simd.h"

/* t[i] * 256 + (t[i + 1] - t[i]) * r + rounding, where i = (z + 32768) >> 8 and r = z & 255, of a
 * table of 257 entries, one every 256 steps of z (an int16) from -32768 to 32768. `middle` is its
 * entry 128, that of z = 0. With both entries in one word that is one SMLAD with 256 - r and r. */
DENDRT_INLINE int32_t dendrt_table16_sum(const int16_t *middle, int32_t z, int32_t rounding) {
  const int16_t *entry = middle + (z >> 8);
  const uint32_t rest = (uint32_t)z & 255;
#if defined(DENDRT_DSP)
  uint32_t entries;
  __builtin_memcpy(&entries, __builtin_assume_aligned(entry, 2), sizeof entries);
  return dendrt_smlad(entries, (rest << 16) - rest + 256, rounding);
#else
  return entry[0] * 256 + (entry[1] - entry[0]) * (int32_t)rest + rounding;
#endif
}

/* f(z) = t[i] + (((t[i + 1] - t[i]) * r + 128) >> 8) */
DENDRT_INLINE int32_t dendrt_table16(const int16_t *middle, int32_t z) {
  return dendrt_table16_sum(middle, z, 128) >> 8;
}

#endif
