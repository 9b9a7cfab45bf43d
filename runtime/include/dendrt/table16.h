/* table16.h: the interpolated table of an int16 signal.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#ifndef DENDRT_TABLE16_H
#define DENDRT_TABLE16_H

#include "memory.h"
#include "simd.h"

/* t[i] * 2^bits + (t[i + 1] - t[i]) * r + rounding, where i = (z + 32768) >> bits and r the bits of z below, of a
 * table with an entry every 2^bits steps of z (an int16) from -32768 to 32768. `middle` is its entry at z = 0.
 * With both entries in one word that is one SMLAD with 2^bits - r and r. */
DENDRT_INLINE int32_t dendrt_table16_sum(const int16_t *middle, int32_t z, int32_t bits, int32_t rounding) {
  const int16_t *entry = middle + (z >> bits);
  const uint32_t step = (uint32_t)1 << bits, rest = (uint32_t)z & (step - 1);
#if defined(DENDRT_DSP)
  uint32_t entries;
  __builtin_memcpy(&entries, __builtin_assume_aligned(entry, 2), sizeof entries);
  return dendrt_smlad(entries, (rest << 16) - rest + step, rounding);
#else
  return entry[0] * (int32_t)step + (entry[1] - entry[0]) * (int32_t)rest + rounding;
#endif
}

/* t[i] + (((t[i + 1] - t[i]) * r + 2^(bits - 1)) >> bits), 1 <= bits <= 8 */
DENDRT_INLINE int32_t dendrt_table16_fine(const int16_t *middle, int32_t z, int32_t bits) {
  return dendrt_table16_sum(middle, z, bits, 1 << (bits - 1)) >> bits;
}

/* The same of a table of 257 entries, one every 256 steps. */
DENDRT_INLINE int32_t dendrt_table16(const int16_t *middle, int32_t z) { return dendrt_table16_fine(middle, z, 8); }

/* The same from {offset, slope} of each of its 256 segments, 2^16 * f(z) being offset + slope * z modulo 2^32, rounded
 * down: one product. `middle` is the segment that begins at z = 0. */
DENDRT_INLINE int32_t dendrt_table16_segment(const int32_t *middle, int32_t z) {
  const int32_t *segment = middle + 2 * (z >> 8);
  return (int32_t)((uint32_t)segment[0] + (uint32_t)segment[1] * (uint32_t)z) >> 16;
}

#endif
