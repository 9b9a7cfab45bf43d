// layers.h: random geometries and inputs, and rings of rows, for the tests of the runtime.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#ifndef DENDRT_TEST_LAYERS_H
#define DENDRT_TEST_LAYERS_H

#include "dendrt/arithmetic.h"
#include "dendrt/memory.h"

#include <stdint.h>

// The range of int8 (`size` 1) or int16 (`size` 2).
int32_t min_of(int size);
int32_t max_of(int size);

// A multiplier that brings sums of about `range` to about `levels`; now and then an extreme one.
int32_t random_multiplier(int64_t range, int64_t levels);

// A shift that leaves values up to `bound` within 32 bits.
int32_t random_shift(int64_t bound);

// A rounding that sums up to `bound` and zero points up to `zero_point` allow, and with it the shift of all channels.
void random_rounding(int64_t bound, int32_t zero_point, dendrt_rounding_t *rounding, int32_t *shift);

// The multiplier, and the bits to the right, that bring sums up to `bound` to about `levels` with that rounding.
int32_t random_factor(int64_t bound, int64_t levels, dendrt_rounding_t rounding, int32_t shift, int8_t *right);

// Both for one factor, for an output of `size` bytes.
dendrt_requant_t random_requant(int64_t bound, int size);

// Random inputs in the pool, as int32 values and as elements of `size` bytes.
void random_input(int32_t count, int size, int32_t **values, void **elements);

// Compares elements of `size` bytes with expected values and reports the first that differs.
void check_outputs(const char *what, int32_t round, const int32_t *expected, const void *found, int32_t count,
                   int size);

// A tensor held whole.
dendrt_plane_t plane_of(int32_t height, int32_t width, int32_t channels, int size);

// Taps, stride, dilation and padding of a window along an axis of `size` positions, and the size of the output, at
// least 1.
void random_axis(int32_t size, int32_t *taps, int32_t *stride, int32_t *dilation, int32_t *pad, int32_t *output);

// Mostly few channels, sometimes up to 130.
int32_t random_channels(void);

// Defines call_NAME: a call of the kernel NAME of two operands for its types, which are 4 for a first operand of 16
// bits, and 2 for a second, and 1 for an output.
#define DEFINE_CALL(name)                                                                                              \
  static void call_##name(const dendrt_##name##_t *layer, const void *a, const void *b, void *y, int types) {          \
    switch (types) {                                                                                                   \
    case 0:                                                                                                            \
      dendrt_##name##_s8(layer, a, b, y);                                                                              \
      break;                                                                                                           \
    case 1:                                                                                                            \
      dendrt_##name##_s8_s8_s16(layer, a, b, y);                                                                       \
      break;                                                                                                           \
    case 2:                                                                                                            \
      dendrt_##name##_s8_s16_s8(layer, a, b, y);                                                                       \
      break;                                                                                                           \
    case 3:                                                                                                            \
      dendrt_##name##_s8_s16_s16(layer, a, b, y);                                                                      \
      break;                                                                                                           \
    case 4:                                                                                                            \
      dendrt_##name##_s16_s8_s8(layer, a, b, y);                                                                       \
      break;                                                                                                           \
    case 5:                                                                                                            \
      dendrt_##name##_s16_s8_s16(layer, a, b, y);                                                                      \
      break;                                                                                                           \
    case 6:                                                                                                            \
      dendrt_##name##_s16_s16_s8(layer, a, b, y);                                                                      \
      break;                                                                                                           \
    default:                                                                                                           \
      dendrt_##name##_s16(layer, a, b, y);                                                                             \
    }                                                                                                                  \
  }

// One call of a spatial kernel, whichever.
typedef void (*rows_fn)(const void *layer, const void *input, void *output, void *scratch, int32_t first,
                        int32_t count);

// Defines rows_NAME: such a call of the kernel NAME, which has scratch.
#define DEFINE_ROWS(name)                                                                                              \
  static void rows_##name(const void *layer, const void *input, void *output, void *scratch, int32_t first,            \
                          int32_t count) {                                                                             \
    dendrt_##name##_rows(layer, input, output, scratch, first, count);                                                 \
  }

// Feeds a row-addressed kernel through rings: rows of the input are copied into a ring just large enough, outputs are
// taken out of a ring of a few rows. `input_plane` and `output_plane` belong to `layer`.
void run_in_rings(const void *layer, rows_fn run, dendrt_plane_t *input_plane, dendrt_plane_t *output_plane,
                  const dendrt_window_t *window, const void *input, void *output, void *scratch);

// How a kernel goes through its output, and so how far that may run into its input: so many positions at a time, whose
// windows are copied before they are written, or not, or channels by channels.
enum { NOT_COPIED, COPIED, COPIED_BY_CHANNELS };
typedef struct {
  int32_t at_once;
  int copying; // one of the above
} overlap_t;

// The bytes, a multiple of 4, an output must begin before its input if it runs into it as far as it may. Where it is
// copied by channels, also a multiple of the size of a position, which is the same in input and output.
int32_t overlap_distance(const dendrt_plane_t *input, const dendrt_plane_t *output, const dendrt_window_t *window,
                         overlap_t overlap);

// Computes all rows with the output that far before the input.
void run_over_input(const void *layer, rows_fn run, const dendrt_plane_t *input_plane,
                    const dendrt_plane_t *output_plane, const dendrt_window_t *window, overlap_t overlap,
                    const void *input, void *output, void *scratch);

#endif
