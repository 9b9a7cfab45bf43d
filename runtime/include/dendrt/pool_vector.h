/* pool_vector.h: pools of channels side by side in a vector, for cores with MVE.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#ifndef DENDRT_POOL_VECTOR_H
#define DENDRT_POOL_VECTOR_H

#include "lanes.h"
#include "window.h"

#if defined(DENDRT_MVE)
/* The largest values of all channels over the taps of a window, a vector of channels at a time; `goes_on`: and of what
 * the output holds. */
DENDRT_INLINE void dendrt_max_pool2d_vectors(const dendrt_window_t *window, const dendrt_plane_t *plane,
                                             const void *input, const dendrt_taps_t *taps, void *output, int goes_on,
                                             int size) {
  const int32_t position_size = plane->channels * size, step = window->dilation_width * position_size;
  const int32_t first = (taps->column + taps->left * window->dilation_width) * position_size;
  for (int32_t offset = 0; offset < position_size; offset += 16) {
    const mve_pred16_t some = vctp8q((uint32_t)(position_size - offset));
    int8x16_t largest = size == 1 ? vdupq_n_s8(INT8_MIN) : vreinterpretq_s8_s16(vdupq_n_s16(INT16_MIN));
    if (goes_on)
      largest = vldrbq_z_s8((const int8_t *)output + offset, some);
    for (int32_t ky = taps->top; ky < taps->bottom; ++ky) {
      const int8_t *x = (const int8_t *)dendrt_at(dendrt_taps_row(window, plane, input, taps, ky), first + offset);
      for (int32_t kx = taps->left; kx < taps->right; ++kx, x += step) {
        const int8x16_t bytes = vldrbq_z_s8(x, some);
        largest = size == 1
                      ? vmaxq_s8(largest, bytes)
                      : vreinterpretq_s8_s16(vmaxq_s16(vreinterpretq_s16_s8(largest), vreinterpretq_s16_s8(bytes)));
      }
    }
    vstrbq_p_s8((int8_t *)output + offset, largest, some);
  }
}

/* The sums of four channels from `channel` on over the taps of a window, and `sum`. */
DENDRT_INLINE dendrt_lanes_t dendrt_average_pool2d_fours(const dendrt_window_t *window, const dendrt_plane_t *plane,
                                                         const void *input, const dendrt_taps_t *taps, int32_t channel,
                                                         int32_t sum, int size) {
  const int32_t position_size = plane->channels * size, step = window->dilation_width * position_size;
  const int32_t first = (taps->column + taps->left * window->dilation_width) * position_size + channel * size;
  dendrt_lanes_t sums = dendrt_lanes_all(sum);
  for (int32_t ky = taps->top; ky < taps->bottom; ++ky) {
    const void *x = dendrt_at(dendrt_taps_row(window, plane, input, taps, ky), first);
    DENDRT_UNROLL
    for (int32_t kx = taps->left; kx < taps->right; ++kx, x = dendrt_at(x, step))
      sums = dendrt_lanes_add(sums, dendrt_lanes_get(x, size));
  }
  return sums;
}
#endif

#endif
