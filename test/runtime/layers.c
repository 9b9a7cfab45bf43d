// layers.c: random geometries and inputs, and rings of rows, for the tests of the runtime.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "layers.h"
#include "check.h"

#include <string.h>

int32_t min_of(int size) { return size == 1 ? INT8_MIN : INT16_MIN; }
int32_t max_of(int size) { return size == 1 ? INT8_MAX : INT16_MAX; }

// A multiplier that brings sums of about `range` to about `levels`; now and then an extreme one.
int32_t random_multiplier(int64_t range, int64_t levels) {
  if (random_one_in(20))
    return random_one_in(2) ? INT32_MAX : 0;
  int64_t m = levels * ((int64_t)1 << 32) / (range + 1) * random_in(1, 64) / 16;
  return m > INT32_MAX ? INT32_MAX : (int32_t)m;
}

// The largest shift that leaves a value of at most `bound` within 32 bits, or less.
int32_t random_shift(int64_t bound) {
  int32_t shift = 0;
  while (shift < 31 && bound << (shift + 1) <= INT32_MAX)
    ++shift;
  return random_in(0, shift);
}

// The largest number of bits that leaves `value` times 2^bits below 2^limit.
static int32_t room(int64_t value, int32_t limit) {
  int32_t bits = 0;
  while (bits < 30 && value << (bits + 1) < (int64_t)1 << limit)
    ++bits;
  return bits;
}

void random_rounding(int64_t bound, int32_t zero_point, dendrt_rounding_t *rounding, int32_t *shift) {
  *rounding = (dendrt_rounding_t)random_in(DENDRT_NATIVE, DENDRT_NEAREST);
  if (*rounding == DENDRT_TFLITE && (bound >= 1 << 30 || zero_point > 1 << 20))
    *rounding = DENDRT_TFLITE_WIDE;
  *shift = *rounding == DENDRT_NATIVE || *rounding == DENDRT_NEAREST ? random_shift(bound) : 0;
}

int32_t random_factor(int64_t bound, int64_t levels, dendrt_rounding_t rounding, int32_t shift, int8_t *right) {
  *right = 0;
  if (rounding == DENDRT_NATIVE)
    return random_multiplier(bound << shift, levels);
  if (rounding == DENDRT_TFLITE_WIDE && random_one_in(4)) {
    *right = (int8_t)(random_one_in(2) ? 0 : -random_in(0, room(bound, 31)));
  } else {
    // 16 bits for zero points of up to 15, below 2^30.
    const int32_t limit = rounding == DENDRT_TFLITE_WIDE ? 31 : 14;
    int32_t bits = random_in(-3, 3) - shift;
    while (bits >= 0 && bits < limit && bound >> bits > levels)
      ++bits;
    *right = (int8_t)(bits < 1 ? 1 : bits > limit ? limit : bits);
  }
  return random_one_in(20) ? (random_one_in(2) ? INT32_MAX : 0) : random_in(1 << 30, INT32_MAX);
}

dendrt_requant_t random_requant(int64_t bound, int size) {
  dendrt_requant_t requant = {.zero_point = random_in(-100, 100), .min = min_of(size), .max = max_of(size)};
  int8_t right;
  random_rounding(bound, 100, &requant.rounding, &requant.shift);
  requant.multiplier = random_factor(bound, 2 * max_of(size), requant.rounding, requant.shift, &right);
  requant.right = right;
  return requant;
}

// Random inputs, as int32 values and as elements of `size` bytes.
void random_input(int32_t count, int size, int32_t **values, void **elements) {
  *values = pool((uint32_t)count * 4);
  *elements = pool((uint32_t)(count * size));
  const int extreme = random_one_in(8);
  for (int32_t i = 0; i < count; ++i) {
    int32_t value = extreme ? (random_one_in(2) ? min_of(size) : max_of(size)) : random_in(min_of(size), max_of(size));
    (*values)[i] = value;
    dendrt_store_element(*elements, i, value, size);
  }
}

void check_outputs(const char *what, int32_t round, const int32_t *expected, const void *found, int32_t count,
                   int size) {
  for (int32_t i = 0; i < count; ++i) {
    int32_t value = dendrt_load_element(found, i, size);
    if (value != expected[i]) {
      fail(what, round, i, expected[i], value);
      return;
    }
  }
}

dendrt_plane_t plane_of(int32_t height, int32_t width, int32_t channels, int size) {
  return (dendrt_plane_t){height, width, channels, height, width * channels * size};
}

// A random size of a window, stride, dilation, padding and the output it gives, at least 1 x 1.
void random_axis(int32_t size, int32_t *taps, int32_t *stride, int32_t *dilation, int32_t *pad, int32_t *output) {
  *dilation = random_one_in(4) ? random_in(2, 3) : 1;
  *stride = random_one_in(2) ? random_in(2, 4) : 1;
  *taps = random_in(1, 5);
  int32_t reach = (*taps - 1) * *dilation + 1;
  *pad = random_one_in(2) ? 0 : random_in(0, reach - 1);
  int32_t pad_after = random_one_in(2) ? 0 : random_in(0, reach - 1);
  if (size + *pad + pad_after < reach) {
    *taps = reach = 1;
    *dilation = 1;
    *pad = 0;
    pad_after = 0;
  }
  *output = (size + *pad + pad_after - reach) / *stride + 1;
}

int32_t random_channels(void) {
  switch (random_in(0, 5)) {
  case 0:
    return 1;
  case 1:
    return random_in(5, 40);
  case 2:
    return random_in(41, 130);
  default:
    return random_in(1, 9);
  }
}

// The `gap` bytes before `end` hold what was there before the kernel ran.
enum { GAP = 0xa5 };
static void check_gap(const uint8_t *end, int32_t gap) {
  for (const uint8_t *byte = end - gap; byte < end; ++byte)
    if (*byte != GAP)
      fail("bytes between output rows", 0, (int32_t)(byte - end), GAP, *byte);
}

// Feeds a row-addressed kernel through rings: rows of the input are copied into a ring just large
// enough, outputs are taken out of a ring of a few rows, what is between those staying as it is. `input_plane` and
// `output_plane` belong to `layer`.
void run_in_rings(const void *layer, rows_fn run, dendrt_plane_t *input_plane, dendrt_plane_t *output_plane,
                  const dendrt_window_t *window, const void *input, void *output, void *scratch) {
  const dendrt_plane_t whole_input = *input_plane, whole_output = *output_plane;
  const int32_t reach = (window->height - 1) * window->dilation_height + 1;
  const int32_t step = random_in(1, 3);
  input_plane->row_capacity = reach + (step - 1) * window->stride_height;
  input_plane->row_size = whole_input.row_size + 4 * random_in(0, 2);
  output_plane->row_capacity = random_in(step, step + 2);
  output_plane->row_size = whole_output.row_size + 4 * random_in(0, 2);
  uint8_t *input_ring = pool((uint32_t)(input_plane->row_capacity * input_plane->row_size));
  uint8_t *output_ring = pool((uint32_t)(output_plane->row_capacity * output_plane->row_size));
  memset(output_ring, GAP, (size_t)(output_plane->row_capacity * output_plane->row_size));
  int32_t fed = 0;
  for (int32_t first = 0; first < whole_output.height; first += step) {
    int32_t count = whole_output.height - first < step ? whole_output.height - first : step;
    int32_t needed = (first + count - 1) * window->stride_height - window->pad_top + reach;
    for (; fed < needed && fed < whole_input.height; ++fed)
      memcpy(input_ring + fed % input_plane->row_capacity * input_plane->row_size,
             (const uint8_t *)input + fed * whole_input.row_size, (size_t)whole_input.row_size);
    run(layer, input_ring, output_ring, scratch, first, count);
    for (int32_t row = first; row < first + count; ++row) {
      const uint8_t *computed = output_ring + row % output_plane->row_capacity * output_plane->row_size;
      memcpy((uint8_t *)output + row * whole_output.row_size, computed, (size_t)whole_output.row_size);
      check_gap(computed + output_plane->row_size, output_plane->row_size - whole_output.row_size);
    }
  }
  *input_plane = whole_input;
  *output_plane = whole_output;
}

// The first of `size` places that the window of output place `place` reads, or `size`.
static int32_t first_of_window(int32_t place, int32_t stride, int32_t pad, int32_t size) {
  const int32_t first = place * stride - pad;
  return first < 0 ? 0 : first < size ? first : size;
}

int32_t overlap_distance(const dendrt_plane_t *input, const dendrt_plane_t *output, const dendrt_window_t *window,
                         overlap_t overlap) {
  const int32_t width = output->width, position_size = output->row_size / width, count = output->height * width;
  const int32_t at_once = overlap.at_once;
  int32_t distance = 0;
  for (int32_t first = 0; first < count; first += at_once) {
    const int32_t end = count - first < at_once ? count : first + at_once;
    int32_t needed = input->height * input->row_size;
    for (int32_t later = overlap.copying != NOT_COPIED ? end : first; later < count; ++later) {
      const int32_t place =
          first_of_window(later / width, window->stride_height, window->pad_top, input->height) * input->row_size +
          first_of_window(later % width, window->stride_width, window->pad_left, input->width) *
              (input->row_size / input->width);
      needed = place < needed ? place : needed;
    }
    const int32_t lead = end * position_size - needed;
    distance = lead > distance ? lead : distance;
  }
  while (distance % 4 != 0 || (overlap.copying == COPIED_BY_CHANNELS && distance % position_size != 0))
    ++distance;
  return distance;
}

void run_over_input(const void *layer, rows_fn run, const dendrt_plane_t *input_plane,
                    const dendrt_plane_t *output_plane, const dendrt_window_t *window, overlap_t overlap,
                    const void *input, void *output, void *scratch) {
  const int32_t input_size = input_plane->height * input_plane->row_size;
  const int32_t output_size = output_plane->height * output_plane->row_size;
  const int32_t distance = overlap_distance(input_plane, output_plane, window, overlap);
  uint8_t *memory = pool((uint32_t)(distance + input_size > output_size ? distance + input_size : output_size));
  memcpy(memory + distance, input, (size_t)input_size);
  run(layer, memory + distance, memory, scratch, 0, output_plane->height);
  memcpy(output, memory, (size_t)output_size);
}
