/* pair.c: as dendc would write it, by hand: left + right, and the length of left.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "pair.h"

#include <math.h>

static float call_count; /* static RAM: what dendc's code has none of */

int pair_run(void *arena, const pair_input_left_t *input_left, const pair_input_right_t *input_right,
             pair_output_sum_t *output_sum, pair_output_norm_t *output_norm) {
  float *squares = (float *)arena;
  *squares = 0;
  for (int element = 0; element < PAIR_INPUT_LEFT_COUNT; ++element) {
    output_sum[element] = input_left[element] + input_right[element];
    *squares += input_left[element] * input_left[element];
  }
  *output_norm = powf(*squares, 0.5f);
  call_count += 1.0f;
  return call_count > 1e6f ? -1 : 0;
}
