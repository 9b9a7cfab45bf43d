/* blend.c: as dendc would write it, small and by hand.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Layer 0 doubles the differences from the zero point; layer 1 adds them up with weights. The waits execute a known
 * number of instructions on a Cortex-M.
 */
#include "blend.h"

#ifndef DENDRT_LAYER_BEGIN
#define DENDRT_LAYER_BEGIN(index)
#define DENDRT_LAYER_END(index)
#endif

#ifndef BLEND_ROUNDS
#define BLEND_ROUNDS 1000
#endif

static const int8_t weights[3][8] = {{1, 1, 1, 1, 1, 1, 1, 1}, {1, -1, 2, -2, 3, -3, 4, -4}, {-1, 0, 0, 1, 0, 0, 0, 0}};

#ifdef __arm__
/* 2 * rounds + 1 instructions. */
__attribute__((noinline)) static void wait(uint32_t rounds) {
  __asm__ volatile(".syntax unified\n1: subs %0, %0, #1\n bne 1b" : "+l"(rounds) : : "cc");
}
#else
static void wait(uint32_t rounds) { (void)rounds; }
#endif

blend_input_t *blend_input(void *arena) { return (blend_input_t *)arena; }

const blend_output_t *blend_output(const void *arena) { return (const blend_output_t *)((const uint8_t *)arena + 24); }

int blend_run(void *arena) {
  const blend_input_t *input = blend_input(arena);
  int16_t *doubled = (int16_t *)((uint8_t *)arena + 8);
  blend_output_t *output = (blend_output_t *)((uint8_t *)arena + 24);

  DENDRT_LAYER_BEGIN(0)
  wait(BLEND_ROUNDS);
  for (int element = 0; element < 8; ++element)
    doubled[element] = (int16_t)(2 * (input[element] - BLEND_INPUT_ZERO_POINT));
  DENDRT_LAYER_END(0)

  DENDRT_LAYER_BEGIN(1)
  wait(2 * BLEND_ROUNDS);
  for (int class_index = 0; class_index < BLEND_OUTPUT_COUNT; ++class_index) {
    int32_t sum = 0;
    for (int element = 0; element < 8; ++element)
      sum += weights[class_index][element] * doubled[element];
    output[class_index] = (blend_output_t)sum;
  }
  DENDRT_LAYER_END(1)
#ifdef BLEND_BREAK
  BLEND_BREAK;
#endif
  return 0;
}
