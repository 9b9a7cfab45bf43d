/* tile.h: the sums of a register tile, up to four filters at one or two positions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#ifndef DENDRT_TILE_H
#define DENDRT_TILE_H

#include "memory.h"

/* value[2 * filter + position]. Indexed with constants only, so that it stays in registers. */
typedef struct {
  int32_t value[8];
} dendrt_tile_t;

/* Words, or elements of layout narrow, that inner loops take at once; what is left over follows. */
#if defined(DENDRT_SMALL)
enum { DENDRT_WORDS_AT_ONCE = 1 };
#elif defined(__OPTIMIZE_SIZE__)
enum { DENDRT_WORDS_AT_ONCE = 4 };
#else
enum { DENDRT_WORDS_AT_ONCE = 8 };
#endif

/* Columns of so many words, known to the compiler, are steps in straight line, no more than the loop would have. */
enum { DENDRT_STRAIGHT_WORDS = 2 * DENDRT_WORDS_AT_ONCE + 1 };

/* No sums at all. (Written out, here and below: compilers keep an array in registers only once no
 * loop runs over it.) */
DENDRT_INLINE dendrt_tile_t dendrt_tile_zero(void) {
  const dendrt_tile_t tile = {{0, 0, 0, 0, 0, 0, 0, 0}};
  return tile;
}

/* Sums of `filters` (1 to 4) filters that begin with their bias; that of the second position is `second` elements
 * further. */
DENDRT_INLINE void dendrt_tile_start(dendrt_tile_t *tile, const int32_t *bias, int32_t second, int32_t filters) {
  int32_t *sum = tile->value;
  sum[0] = bias[0];
  sum[1] = bias[second];
  if (filters > 1) {
    sum[2] = bias[1];
    sum[3] = bias[second + 1];
  }
  if (filters > 2) {
    sum[4] = bias[2];
    sum[5] = bias[second + 2];
  }
  if (filters > 3) {
    sum[6] = bias[3];
    sum[7] = bias[second + 3];
  }
}

/* A sum that begins with `to` instead of `from`. */
DENDRT_INLINE int32_t dendrt_tile_begin(int32_t sum, int32_t from, int32_t to) {
  return (int32_t)((uint32_t)sum - (uint32_t)from + (uint32_t)to);
}

/* Leaves the sums of filter `i` in scratch, as those of filter after filter. */
DENDRT_INLINE void dendrt_tile_leave_one(const dendrt_tile_t *tile, int i, int pixels, dendrt_int32_t *sums) {
  sums[i * pixels] = tile->value[2 * i];
  if (pixels == 2)
    sums[i * pixels + 1] = tile->value[2 * i + 1];
}

/* Leaves the sums of `filters` (1 to 4) filters in scratch. */
DENDRT_INLINE void dendrt_tile_leave(const dendrt_tile_t *tile, int32_t filters, int pixels, dendrt_int32_t *sums) {
  dendrt_tile_leave_one(tile, 0, pixels, sums);
  if (filters > 1)
    dendrt_tile_leave_one(tile, 1, pixels, sums);
  if (filters > 2)
    dendrt_tile_leave_one(tile, 2, pixels, sums);
  if (filters > 3)
    dendrt_tile_leave_one(tile, 3, pixels, sums);
}

#endif
