/* pair.h: as dendc would write it, by hand: two inputs and two outputs in float, in the caller's memory.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef PAIR_H
#define PAIR_H

#include <stddef.h>
#include <stdint.h>

#define PAIR_ARENA_SIZE 16
#define PAIR_ARENA_ALIGNMENT 16

typedef float pair_input_left_t;
#define PAIR_INPUT_LEFT_COUNT 3
typedef float pair_input_right_t;
#define PAIR_INPUT_RIGHT_COUNT 3
typedef float pair_output_sum_t;
#define PAIR_OUTPUT_SUM_COUNT 3
typedef float pair_output_norm_t;
#define PAIR_OUTPUT_NORM_COUNT 1

int pair_run(void *arena, const pair_input_left_t *input_left, const pair_input_right_t *input_right,
             pair_output_sum_t *output_sum, pair_output_norm_t *output_norm);

#endif
