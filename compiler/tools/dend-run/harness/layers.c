/* layers.c: counts the instructions between the two hooks of each layer, the hooks' own taken off.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "layers.h"

#include "board.h"
#include "config.h"
#include "platform.h"
#include "run.h"

static board_time_t begin;
static uint64_t instructions[DEND_RUN_LAYER_COUNT];
static uint64_t hook_cost;

void dend_run_layer_begin(unsigned index) {
  (void)index;
  board_time_read(&begin);
}

void dend_run_layer_end(unsigned index) {
  board_time_t end;
  board_time_read(&end);
  if (index < DEND_RUN_LAYER_COUNT)
    instructions[index] += board_instructions(&begin, &end) - hook_cost;
}

void run_layers_reset(void) {
  /* What two hooks cost with nothing between them. */
  hook_cost = 0;
  instructions[0] = 0;
  dend_run_layer_begin(0);
  dend_run_layer_end(0);
  hook_cost = instructions[0];
  for (unsigned index = 0; index < DEND_RUN_LAYER_COUNT; ++index)
    instructions[index] = 0;
}

void run_layers_write(void) { platform_write(COUNTS, instructions, sizeof instructions); }
