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
