// window_test.c: pools against plain loops, over random planes.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "check.h"
#include "reference.h"

#include "dendrt/max_pool2d.h"

void test_max_pool2d(void);

void test_max_pool2d(void) {
  for (int32_t round = 0; round < TEST_ROUNDS; ++round) {
    pool_reset();
    const int size = random_in(1, 2);
    dendrt_window_t w = {random_in(1, 4), random_in(1, 4), random_in(1, 4), random_in(1, 4), 1, 1, 0, 0};
    if (random_one_in(4))
      w.dilation_height = w.dilation_width = 2;
    w.pad_top = random_in(0, w.height - 1);
    w.pad_left = random_in(0, w.width - 1);
    const int32_t reach_y = (w.height - 1) * w.dilation_height + 1;
    const int32_t reach_x = (w.width - 1) * w.dilation_width + 1;
    const int32_t channels = random_in(1, 20);
    dendrt_plane_t in = {reach_y + random_in(0, 6), reach_x + random_in(0, 6), channels, 0, 0};
    in.row_capacity = in.height;
    in.row_size = in.width * channels * size;
    dendrt_plane_t out = {(in.height + w.pad_top - reach_y) / w.stride_height + 1,
                          (in.width + w.pad_left - reach_x) / w.stride_width + 1, channels, 0, 0};
    out.row_capacity = out.height;
    out.row_size = out.width * channels * size;
    void *input = pool((uint32_t)(in.height * in.row_size));
    void *output = pool((uint32_t)(out.height * out.row_size));
    for (int32_t i = 0; i < in.height * in.width * channels; ++i)
      dendrt_store_element(input, i, (int32_t)random_bits() >> (size == 1 ? 24 : 16), size);
    dendrt_max_pool2d_t layer = {in, out, w};
    if (size == 1)
      dendrt_max_pool2d_s8(&layer, input, output);
    else
      dendrt_max_pool2d_s16(&layer, input, output);
    for (int32_t i = 0; i < out.height * out.width * channels; ++i) {
      const int32_t c = i % channels, x = i / channels % out.width, y = i / channels / out.width;
      int32_t largest = INT32_MIN;
      for (int32_t ky = 0; ky < w.height; ++ky)
        for (int32_t kx = 0; kx < w.width; ++kx) {
          int32_t iy = y * w.stride_height - w.pad_top + ky * w.dilation_height;
          int32_t ix = x * w.stride_width - w.pad_left + kx * w.dilation_width;
          if (iy < 0 || iy >= in.height || ix < 0 || ix >= in.width)
            continue;
          int32_t value = dendrt_load_element(input, (iy * in.width + ix) * channels + c, size);
          largest = value > largest ? value : largest;
        }
      int32_t found = dendrt_load_element(output, i, size);
      if (found != largest) {
        fail("max_pool2d", round, i, largest, found);
        break;
      }
    }
    pool_check("max_pool2d", round);
  }
}
