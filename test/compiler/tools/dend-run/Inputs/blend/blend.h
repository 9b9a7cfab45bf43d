/* blend.h: as dendc would write it, small and by hand: three classes from a 2x2x2 input, int8 to int16.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef BLEND_H
#define BLEND_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define BLEND_ARENA_SIZE 32
#define BLEND_ARENA_ALIGNMENT 16
#define BLEND_ARENA(name) static uint8_t name[BLEND_ARENA_SIZE] __attribute__((aligned(BLEND_ARENA_ALIGNMENT)))

typedef int8_t blend_input_t;
typedef int16_t blend_output_t;

#define BLEND_INPUT_COUNT 8
#define BLEND_INPUT_SCALE 0.5f
#define BLEND_INPUT_ZERO_POINT (-2)
#define BLEND_OUTPUT_COUNT 3
#define BLEND_OUTPUT_SCALE 0.25f
#define BLEND_OUTPUT_ZERO_POINT 0

blend_input_t *blend_input(void *arena); /* [2][2][2] */
int blend_run(void *arena);
const blend_output_t *blend_output(const void *arena); /* [3] */

#ifdef __cplusplus
}
#endif

#endif
