// window_test.c: pools against plain loops, over random planes, whole and in rings; images of another size.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "check.h"
#include "layers.h"
#include "reference.h"

#include "dendrt/average_pool2d.h"
#include "dendrt/max_pool2d.h"
#include "dendrt/pool2d_f32.h"
#include "dendrt/resize_bilinear.h"

#include <math.h>
#include <string.h>

void test_max_pool2d(void);
void test_average_pool2d(void);
void test_pool2d_f32(void);
void test_resize_bilinear(void);

// A random pool: planes of `input_size` and `output_size` bytes an element, its window and padding at the end.
typedef struct {
  dendrt_plane_t input, output;
  dendrt_window_t window;
  int32_t pad_bottom, pad_right;
} pool_t;

static void random_pool_axis(int32_t size, int32_t *taps, int32_t *stride, int32_t *dilation, int32_t *pad,
                             int32_t *pad_after, int32_t *output) {
  random_axis(size, taps, stride, dilation, pad, output);
  if (*dilation > 1 || size + *pad < *taps) { // every window is to hold a position inside
    *dilation = *taps = 1;
    *pad = 0;
  }
  *pad_after = random_in(0, *taps - 1);
  *output = (size + *pad + *pad_after - *taps) / *stride + 1;
  if (random_one_in(4) && (*output) * *stride < size + *pad) {
    // As with rounding up: the last window reaches beyond the padding.
    ++*output;
    if (random_one_in(2))
      *pad_after = 0;
  }
}

static pool_t random_pool(int input_size, int output_size) {
  pool_t pool = {{0}, {0}, {0}, 0, 0};
  const int32_t height = random_in(1, 9), width = random_in(1, 9), channels = random_in(1, 20);
  int32_t output_height, output_width;
  dendrt_window_t *w = &pool.window;
  random_pool_axis(height, &w->height, &w->stride_height, &w->dilation_height, &w->pad_top, &pool.pad_bottom,
                   &output_height);
  random_pool_axis(width, &w->width, &w->stride_width, &w->dilation_width, &w->pad_left, &pool.pad_right,
                   &output_width);
  pool.input = plane_of(height, width, channels, input_size);
  pool.output = plane_of(output_height, output_width, channels, output_size);
  if (random_one_in(3)) { // dilated windows inside
    w->dilation_height = (height - 1) / (w->height > 1 ? w->height - 1 : 1);
    w->dilation_height = w->dilation_height < 1 ? 1 : w->dilation_height;
    if ((w->height - 1) * w->dilation_height < height) {
      w->pad_top = 0;
      pool.pad_bottom = 0;
      pool.output.height = pool.output.row_capacity =
          (height - (w->height - 1) * w->dilation_height - 1) / w->stride_height + 1;
    } else {
      w->dilation_height = 1;
    }
  }
  return pool;
}

// The elements of channel c that the window of output (y, x) holds inside the input; returns how many.
static int32_t window_elements(const pool_t *pool, int32_t y, int32_t x, int32_t c, int32_t *indices,
                               int32_t *counted) {
  const dendrt_window_t *w = &pool->window;
  int32_t count = 0;
  *counted = 0;
  for (int32_t ky = 0; ky < w->height; ++ky)
    for (int32_t kx = 0; kx < w->width; ++kx) {
      const int32_t row = y * w->stride_height - w->pad_top + ky * w->dilation_height;
      const int32_t column = x * w->stride_width - w->pad_left + kx * w->dilation_width;
      if (row >= pool->input.height + pool->pad_bottom || column >= pool->input.width + pool->pad_right)
        continue;
      ++*counted;
      if (row >= 0 && row < pool->input.height && column >= 0 && column < pool->input.width)
        indices[count++] = (row * pool->input.width + column) * pool->input.channels + c;
    }
  return count;
}

#define ROWS(name)                                                                                                     \
  static void rows_##name(const void *layer, const void *input, void *output, void *scratch, int32_t first,            \
                          int32_t count) {                                                                             \
    (void)scratch;                                                                                                     \
    dendrt_##name##_rows(layer, input, output, first, count);                                                          \
  }
ROWS(max_pool2d_s8)
ROWS(max_pool2d_s16)
ROWS(average_pool2d_s8)
ROWS(average_pool2d_s8_s16)
ROWS(average_pool2d_s16_s8)
ROWS(average_pool2d_s16)
ROWS(max_pool2d_f32)
ROWS(average_pool2d_f32)
ROWS(resize_bilinear_s8)
ROWS(resize_bilinear_s16)
ROWS(resize_bilinear_f32)

#define PARTS(name)                                                                                                    \
  static void parts_##name(const void *layer, const void *input, void *output, void *scratch, int32_t first,           \
                           int32_t count) {                                                                            \
    dendrt_##name##_parts(layer, input, output, scratch, first, count);                                                \
  }
PARTS(average_pool2d_s8)
PARTS(average_pool2d_s8_s16)
PARTS(average_pool2d_s16_s8)
PARTS(average_pool2d_s16)

void test_max_pool2d(void) {
  for (int32_t round = 0; round < TEST_ROUNDS; ++round) {
    pool_reset();
    const int size = random_in(1, 2);
    const pool_t p = random_pool(size, size);
    dendrt_max_pool2d_t layer = {p.input, p.output, p.window};
    int32_t *x, indices[64], counted, n = 0;
    void *input;
    random_input(p.input.height * p.input.width * p.input.channels, size, &x, &input);
    const int32_t count = p.output.height * p.output.width * p.output.channels;
    int32_t *expected = pool((uint32_t)count * 4);
    for (int32_t row = 0; row < p.output.height; ++row)
      for (int32_t column = 0; column < p.output.width; ++column)
        for (int32_t c = 0; c < p.output.channels; ++c, ++n) {
          const int32_t inside = window_elements(&p, row, column, c, indices, &counted);
          expected[n] = INT32_MIN;
          for (int32_t i = 0; i < inside; ++i)
            expected[n] = x[indices[i]] > expected[n] ? x[indices[i]] : expected[n];
        }
    void *output = pool((uint32_t)(count * size));
    rows_fn run = size == 1 ? rows_max_pool2d_s8 : rows_max_pool2d_s16;
    run(&layer, input, output, NULL, 0, p.output.height);
    check_outputs("max_pool2d", round, expected, output, count, size);
    memset(output, 0x5a, (size_t)(count * size));
    run_in_rings(&layer, run, &layer.input, &layer.output, &layer.window, input, output, NULL);
    check_outputs("max_pool2d in rings", round, expected, output, count, size);
    memset(output, 0x5a, (size_t)(count * size));
    run_over_input(&layer, run, &layer.input, &layer.output, &layer.window, (overlap_t){1, 0}, input, output, NULL);
    check_outputs("max_pool2d over its input", round, expected, output, count, size);
    if (p.window.stride_height == p.window.height && p.window.dilation_height == 1 && p.window.pad_top == 0) {
      memset(output, 0x5a, (size_t)(count * size));
      const int32_t parts = p.output.height * p.window.height;
      for (int32_t part = 0, step; part < parts; part += step) {
        step = random_in(0, parts - part);
        (size == 1 ? dendrt_max_pool2d_s8_parts : dendrt_max_pool2d_s16_parts)(&layer, input, output, part, step);
      }
      check_outputs("max_pool2d part by part", round, expected, output, count, size);
    }
    pool_check("max_pool2d", round);
  }
}

void test_average_pool2d(void) {
  static const rows_fn kernels[2][2] = {{rows_average_pool2d_s8, rows_average_pool2d_s8_s16},
                                        {rows_average_pool2d_s16_s8, rows_average_pool2d_s16}};
  for (int32_t round = 0; round < TEST_ROUNDS; ++round) {
    pool_reset();
    const int input_size = random_in(1, 2), output_size = random_in(1, 2);
    const pool_t p = random_pool(input_size, output_size);
    const int32_t taps = p.window.height * p.window.width;
    int32_t *multipliers = pool((uint32_t)taps * 4), shift;
    int8_t *rights = pool((uint32_t)taps);
    dendrt_rounding_t rounding;
    const int64_t bound = (int64_t)taps << (8 * input_size);
    random_rounding(bound, 100, &rounding, &shift);
    for (int32_t i = 0; i < taps; ++i) {
      multipliers[i] = random_factor(bound, 2 * max_of(output_size), rounding, shift, &rights[i]);
      --rights[i];
    }
    const int32_t zero_point = random_in(min_of(input_size), max_of(input_size));
    dendrt_average_pool2d_t layer = {p.input,
                                     p.output,
                                     p.window,
                                     p.pad_bottom,
                                     p.pad_right,
                                     random_in(0, 1),
                                     zero_point,
                                     random_one_in(4) ? 1 : taps,
                                     {.multipliers = multipliers,
                                      .shift = shift,
                                      .zero_point = random_in(-100, 100),
                                      .min = min_of(output_size),
                                      .max = max_of(output_size),
                                      .rounding = rounding,
                                      .rights = rights}};
    int32_t *x, indices[64], counted, n = 0;
    void *input;
    random_input(p.input.height * p.input.width * p.input.channels, input_size, &x, &input);
    const int32_t count = p.output.height * p.output.width * p.output.channels;
    int32_t *expected = pool((uint32_t)count * 4);
    for (int32_t row = 0; row < p.output.height; ++row)
      for (int32_t column = 0; column < p.output.width; ++column)
        for (int32_t c = 0; c < p.output.channels; ++c, ++n) {
          const int32_t inside = window_elements(&p, row, column, c, indices, &counted);
          int64_t sum = 0;
          for (int32_t i = 0; i < inside; ++i)
            sum += x[indices[i]] - zero_point;
          const int32_t index = (layer.count_padding ? counted : inside) - 1;
          const int32_t entry = layer.multiplier_count == 1 ? 0 : index;
          const dendrt_requant_t requant = {multipliers[entry], shift,    layer.requant.zero_point, layer.requant.min,
                                            layer.requant.max,  rounding, rights[entry] + 1};
          expected[n] = reference_requantize(sum, &requant);
        }
    void *output = pool((uint32_t)(count * output_size));
    rows_fn run = kernels[input_size - 1][output_size - 1];
    run(&layer, input, output, NULL, 0, p.output.height);
    check_outputs("average_pool2d", round, expected, output, count, output_size);
    memset(output, 0x5a, (size_t)(count * output_size));
    run_in_rings(&layer, run, &layer.input, &layer.output, &layer.window, input, output, NULL);
    check_outputs("average_pool2d in rings", round, expected, output, count, output_size);
    memset(output, 0x5a, (size_t)(count * output_size));
    run_over_input(&layer, run, &layer.input, &layer.output, &layer.window, (overlap_t){1, 0}, input, output, NULL);
    check_outputs("average_pool2d over its input", round, expected, output, count, output_size);
    const int is_apart = p.window.stride_height == p.window.height || p.output.height == 1;
    if (is_apart && p.window.dilation_height == 1 && p.window.pad_top == 0) {
      static const rows_fn parts_kernels[2][2] = {{parts_average_pool2d_s8, parts_average_pool2d_s8_s16},
                                                  {parts_average_pool2d_s16_s8, parts_average_pool2d_s16}};
      void *sums = pool((uint32_t)(4 * p.output.width * p.output.channels));
      memset(output, 0x5a, (size_t)(count * output_size));
      const int32_t parts = p.output.height * p.window.height;
      for (int32_t part = 0, step; part < parts; part += step) {
        step = random_in(0, parts - part);
        parts_kernels[input_size - 1][output_size - 1](&layer, input, output, sums, part, step);
      }
      check_outputs("average_pool2d part by part", round, expected, output, count, output_size);
    }
    pool_check("average_pool2d", round);
  }
}

// Whole numbers, so that float sums are exact and only the mean's division rounds.
void test_pool2d_f32(void) {
  for (int32_t round = 0; round < TEST_ROUNDS; ++round) {
    pool_reset();
    const pool_t p = random_pool(4, 4);
    const int32_t elements = p.input.height * p.input.width * p.input.channels;
    const int32_t count = p.output.height * p.output.width * p.output.channels;
    float *input = pool((uint32_t)elements * 4), *expected = pool((uint32_t)count * 4);
    float *output = pool((uint32_t)count * 4);
    for (int32_t i = 0; i < elements; ++i)
      input[i] = (float)random_in(-1000, 1000);
    const int is_max = random_one_in(2);
    dendrt_max_pool2d_f32_t max_layer = {p.input, p.output, p.window};
    dendrt_average_pool2d_f32_t average_layer = {p.input,      p.output,    p.window,
                                                 p.pad_bottom, p.pad_right, random_in(0, 1)};
    int32_t indices[64], counted, n = 0;
    for (int32_t row = 0; row < p.output.height; ++row)
      for (int32_t column = 0; column < p.output.width; ++column)
        for (int32_t c = 0; c < p.output.channels; ++c, ++n) {
          const int32_t inside = window_elements(&p, row, column, c, indices, &counted);
          float largest = input[indices[0]], sum = 0;
          for (int32_t i = 0; i < inside; ++i) {
            largest = input[indices[i]] > largest ? input[indices[i]] : largest;
            sum += input[indices[i]];
          }
          expected[n] = is_max ? largest : sum / (float)(average_layer.count_padding ? counted : inside);
        }
    const void *layer = is_max ? (const void *)&max_layer : (const void *)&average_layer;
    rows_fn run = is_max ? rows_max_pool2d_f32 : rows_average_pool2d_f32;
    run(layer, input, output, NULL, 0, p.output.height);
    same_elements("pool2d_f32", round, expected, output, count, 4);
    memset(output, 0x5a, (size_t)count * 4);
    run_in_rings(layer, run, is_max ? &max_layer.input : &average_layer.input,
                 is_max ? &max_layer.output : &average_layer.output, &p.window, input, output, NULL);
    same_elements("pool2d_f32 in rings", round, expected, output, count, 4);
    memset(output, 0x5a, (size_t)count * 4);
    run_over_input(layer, run, &p.input, &p.output, &p.window, (overlap_t){1, 0}, input, output, NULL);
    same_elements("pool2d_f32 over its input", round, expected, output, count, 4);
    pool_check("pool2d_f32", round);
  }
}

// Random places that rise from 0 to `last`, in 1/1024.
static int32_t *random_places(int32_t count, int32_t last) {
  int32_t *places = pool((uint32_t)count * 4);
  for (int32_t i = 0; i < count; ++i)
    places[i] = random_one_in(3) ? 1024 * random_in(0, last) : random_in(0, 1024 * last);
  for (int32_t i = 1; i < count; ++i)
    for (int32_t j = i; j > 0 && places[j - 1] > places[j]; --j) {
      const int32_t place = places[j];
      places[j] = places[j - 1];
      places[j - 1] = place;
    }
  return places;
}

// A few output rows at a time, from a ring that holds no more input rows than lie around their `places`, and through a
// ring of those rows.
static void resize_in_rings(const void *layer, rows_fn run, dendrt_plane_t *input_plane, dendrt_plane_t *output_plane,
                            const int32_t *places, const void *input, void *output) {
  const int32_t height = output_plane->height, step = random_in(1, 3);
  const int32_t input_size = input_plane->row_size, output_size = output_plane->row_size;
  int32_t capacity = 1, filled = 0;
  for (int32_t row = 0; row < height; row += step) {
    const int32_t last = row + step < height ? row + step - 1 : height - 1;
    const int32_t rows = ((places[last] + 1023) >> 10) - (places[row] >> 10) + 1;
    capacity = rows > capacity ? rows : capacity;
  }
  input_plane->row_capacity = capacity;
  output_plane->row_capacity = step;
  uint8_t *ring = pool((uint32_t)(capacity * input_size)), *taken = pool((uint32_t)(step * output_size));
  for (int32_t row = 0; row < height; row += step) {
    const int32_t count = row + step < height ? step : height - row;
    for (; filled <= (places[row + count - 1] + 1023) >> 10; ++filled)
      memcpy(ring + dendrt_row_offset(input_plane, filled), (const uint8_t *)input + filled * input_size,
             (size_t)input_size);
    run(layer, ring, taken, NULL, row, count);
    for (int32_t y = row; y < row + count; ++y)
      memcpy((uint8_t *)output + y * output_size, taken + dendrt_row_offset(output_plane, y), (size_t)output_size);
  }
}

// Doubles are exact: int16 times 20 bits. Integers to the bit, floats of the same numbers nearly.
void test_resize_bilinear(void) {
  for (int32_t round = 0; round < TEST_ROUNDS; ++round) {
    pool_reset();
    const int size = random_in(1, 2);
    const int32_t height = random_in(1, 6), width = random_in(1, 6), channels = random_in(1, 5);
    const int32_t rows = random_in(1, 8), columns = random_in(1, 8), count = rows * columns * channels;
    dendrt_resize_bilinear_t layer = {plane_of(height, width, channels, size), plane_of(rows, columns, channels, size),
                                      random_places(rows, height - 1), random_places(columns, width - 1)};
    int32_t *x, *expected = pool((uint32_t)count * 4), n = 0;
    void *input, *output = pool((uint32_t)(count * size));
    random_input(height * width * channels, size, &x, &input);
    float *real = pool((uint32_t)(height * width * channels) * 4), *blended = pool((uint32_t)count * 4);
    float *row_places = pool((uint32_t)rows * 4), *column_places = pool((uint32_t)columns * 4);
    for (int32_t i = 0; i < height * width * channels; ++i)
      real[i] = (float)x[i];
    for (int32_t i = 0; i < rows; ++i)
      row_places[i] = (float)layer.rows[i] / 1024;
    for (int32_t i = 0; i < columns; ++i)
      column_places[i] = (float)layer.columns[i] / 1024;
    dendrt_resize_bilinear_f32_t float_layer = {plane_of(height, width, channels, 4),
                                                plane_of(rows, columns, channels, 4), row_places, column_places};
    dendrt_resize_bilinear_f32(&float_layer, real, blended);
    for (int32_t row = 0; row < rows; ++row)
      for (int32_t column = 0; column < columns; ++column)
        for (int32_t c = 0; c < channels; ++c, ++n) {
          double sum = 0;
          for (int32_t y = 0; y < height; ++y)
            for (int32_t x_at = 0; x_at < width; ++x_at) {
              const double near = 1024 - fabs(layer.rows[row] - 1024.0 * y);
              const double beside = 1024 - fabs(layer.columns[column] - 1024.0 * x_at);
              if (near > 0 && beside > 0)
                sum += near * beside * x[(y * width + x_at) * channels + c];
            }
          expected[n] = (int32_t)(sum < 0 ? -floor(-sum / 1048576 + 0.5) : floor(sum / 1048576 + 0.5));
          if (fabs((double)blended[n] - sum / 1048576) > 0.02)
            fail("resize_bilinear_f32", round, n, sum / 1048576, (double)blended[n]);
        }
    if (size == 1)
      dendrt_resize_bilinear_s8(&layer, input, output);
    else
      dendrt_resize_bilinear_s16(&layer, input, output);
    check_outputs("resize_bilinear", round, expected, output, count, size);
    memset(output, 0x5a, (size_t)(count * size));
    resize_in_rings(&layer, size == 1 ? rows_resize_bilinear_s8 : rows_resize_bilinear_s16, &layer.input, &layer.output,
                    layer.rows, input, output);
    check_outputs("resize_bilinear in rings", round, expected, output, count, size);
    float *streamed = pool((uint32_t)count * 4);
    resize_in_rings(&float_layer, rows_resize_bilinear_f32, &float_layer.input, &float_layer.output, layer.rows, real,
                    streamed);
    same_elements("resize_bilinear_f32 in rings", round, blended, streamed, count, 4);
    pool_check("resize_bilinear", round);
  }
}
