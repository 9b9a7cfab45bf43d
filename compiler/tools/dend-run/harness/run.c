/* run.c: runs the network on every input of the file and writes outputs and counts.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * config.h and dend_run.h are written by dend-run. The arena lies between two guards and is filled with a pattern
 * before each run: code that reads bytes it did not write, or writes bytes outside, shows.
 */
#include "run.h"
#include "config.h"
#include "dend_run.h"
#include "platform.h"

#include <string.h>

#define GUARD_SIZE 64
#define GUARD_PATTERN 0x3C
#define ARENA_PATTERN 0xA5

_Static_assert(GUARD_SIZE % DEND_RUN_ARENA_ALIGNMENT == 0, "the guard keeps the arena's alignment");

static uint8_t memory[GUARD_SIZE + DEND_RUN_ARENA_SIZE + GUARD_SIZE] __attribute__((aligned(DEND_RUN_ARENA_ALIGNMENT)));

static int is_guard(const uint8_t *guard) {
  for (int index = 0; index < GUARD_SIZE; ++index)
    if (guard[index] != GUARD_PATTERN)
      return 0;
  return 1;
}

int main(void) {
  uint8_t *const arena = memory + GUARD_SIZE;
  platform_start();
  memset(memory, GUARD_PATTERN, sizeof memory);
  for (;;) {
    memset(arena, ARENA_PATTERN, DEND_RUN_ARENA_SIZE);
    if (!dend_run_read(arena))
      platform_finish();
#ifdef RUN_LAYERS
    run_layers_reset();
    const int status = dend_run_run(arena);
#else
    platform_cost_t cost;
    const int status = platform_measure(dend_run_run, arena, &cost);
#endif
    if (status != 0)
      platform_fail(DEND_RUN_NAME "_run returned", status);
    if (!is_guard(memory) || !is_guard(arena + DEND_RUN_ARENA_SIZE))
      platform_fail(DEND_RUN_NAME "_run wrote outside its arena", 0);
    dend_run_write(arena);
#ifdef RUN_LAYERS
    run_layers_write();
#else
    if (platform_counts)
      platform_write(COUNTS, &cost, sizeof cost);
#endif
  }
}
