/* memory.h: types and helpers to reach bytes that lie in an arena.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * One arena holds int8, int16, int32 and float tensors one after another in the same bytes, so
 * everything wider than a byte is read and written through types that may alias. Wide access goes
 * through __builtin_memcpy, which becomes one instruction where the core allows it and bytes where
 * it does not (ARMv6-M faults on unaligned words). */
#ifndef DENDRT_MEMORY_H
#define DENDRT_MEMORY_H

#include "dendrt.h"

#include <string.h>

typedef int16_t __attribute__((may_alias)) dendrt_int16_t;
typedef int32_t __attribute__((may_alias)) dendrt_int32_t;
typedef uint32_t __attribute__((may_alias)) dendrt_uint32_t;
typedef float __attribute__((may_alias)) dendrt_float_t;

/* The four bytes at `p`, any alignment. */
DENDRT_INLINE uint32_t dendrt_load32(const void *p) {
  uint32_t value;
  __builtin_memcpy(&value, p, sizeof value);
  return value;
}

/* Stores four bytes at `p`, any alignment. */
DENDRT_INLINE void dendrt_store32(void *p, uint32_t value) { __builtin_memcpy(p, &value, sizeof value); }

/* The four bytes at `p`, aligned to 4. */
DENDRT_INLINE uint32_t dendrt_load32_aligned(const void *p) {
  uint32_t value;
  __builtin_memcpy(&value, __builtin_assume_aligned(p, 4), sizeof value);
  return value;
}

/* Copies `size` bytes, which do not overlap, any alignment: rows that are too short for memcpy to be called. */
DENDRT_INLINE void dendrt_copy_bytes(void *to, const void *from, int32_t size) {
  uint8_t *target = (uint8_t *)to;
  const uint8_t *source = (const uint8_t *)from;
  for (; size >= 4; size -= 4, target += 4, source += 4)
    dendrt_store32(target, dendrt_load32(source));
  for (; size > 0; --size)
    *target++ = *source++;
}

/* The two int16 at `p`, aligned to 2, in one word. */
DENDRT_INLINE uint32_t dendrt_load_pair(const dendrt_int16_t *p) {
  uint32_t value;
  __builtin_memcpy(&value, p, sizeof value);
  return value;
}

/* Element `index` of a tensor of int8 (`size` 1) or int16 (`size` 2). */
DENDRT_INLINE int32_t dendrt_load_element(const void *data, int32_t index, int size) {
  return size == 1 ? ((const int8_t *)data)[index] : ((const dendrt_int16_t *)data)[index];
}

/* Stores `value`, already within range, as element `index` of a tensor of int8 (`size` 1), int16 (`size` 2) or int32
 * (`size` 4). */
DENDRT_INLINE void dendrt_store_element(void *data, int32_t index, int32_t value, int size) {
  if (size == 1)
    ((int8_t *)data)[index] = (int8_t)value;
  else if (size == 2)
    ((dendrt_int16_t *)data)[index] = (int16_t)value;
  else
    ((dendrt_int32_t *)data)[index] = value;
}

/* `p`, of which the compiler forgets what it knows. Tables whose addresses are known would otherwise
 * be read ahead of the loops that use them, into registers and stack that are not there. */
DENDRT_INLINE const void *dendrt_opaque(const void *p) {
  __asm__ volatile("" : "+r"(p));
  return p;
}

/* An index of which the compiler forgets how it came about, so that a loop over several arrays keeps
 * the one index instead of a pointer into each. */
DENDRT_INLINE int32_t dendrt_opaque_index(int32_t index) {
  __asm__ volatile("" : "+r"(index));
  return index;
}

/* `p` moved by `offset` bytes. */
DENDRT_INLINE const void *dendrt_at(const void *p, int32_t offset) { return (const uint8_t *)p + offset; }
DENDRT_INLINE void *dendrt_at_mutable(void *p, int32_t offset) { return (uint8_t *)p + offset; }

/* A tensor [height][width][channels] of a spatial kernel. Its rows may live in a ring: row r
 * starts at data + (r % row_capacity) * row_size. A tensor held whole has row_capacity = height.
 * A 1-D tensor has height = length and width = 1. */
typedef struct {
  int32_t height;       /* rows, >= 1 */
  int32_t width;        /* positions in a row, >= 1 */
  int32_t channels;     /* elements at a position, >= 1 */
  int32_t row_capacity; /* rows the buffer holds, >= 1 */
  int32_t row_size;     /* bytes from one row to the next, >= width * channels * element size */
} dendrt_plane_t;

/* The place of row `row` (0 <= row < height) in the buffer. */
DENDRT_INLINE int32_t dendrt_row_slot(const dendrt_plane_t *plane, int32_t row) {
  if (plane->row_capacity >= plane->height)
    return row;
  return (int32_t)((uint32_t)row % (uint32_t)plane->row_capacity);
}

/* The byte offset of row `row`. */
DENDRT_INLINE int32_t dendrt_row_offset(const dendrt_plane_t *plane, int32_t row) {
  return dendrt_row_slot(plane, row) * plane->row_size;
}

/* The row that follows where one of a buffer at `data` ends, at `end`. */
DENDRT_INLINE void *dendrt_row_next(const dendrt_plane_t *plane, void *data, void *end, int size) {
  void *next = dendrt_at_mutable(end, plane->row_size - plane->width * plane->channels * size);
  const int is_ring = plane->row_capacity < plane->height;
  return is_ring && next == dendrt_at_mutable(data, plane->row_capacity * plane->row_size) ? data : next;
}

/* How a window slides over a plane: input row of tap ky of output row y is
 * y * stride_height - pad_top + ky * dilation_height, and so for columns. What lies outside the
 * input is padding, at the bottom and right as far as the output's size asks for it. */
typedef struct {
  int32_t height, width;                   /* taps, >= 1 */
  int32_t stride_height, stride_width;     /* >= 1 */
  int32_t dilation_height, dilation_width; /* >= 1 */
  int32_t pad_top, pad_left;               /* >= 0 */
} dendrt_window_t;

#endif
