/* platform_board.c: generated code on an emulated board; files by semihosting, instructions and stack counted.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "platform.h"

#include "board.h"
#include "config.h"

const int platform_counts = 1;
const uint32_t *platform_stack;

static int files[FILE_COUNT];

/* What measuring costs beside the instructions of `run`. */
static uint64_t measuring_cost;

__attribute__((naked, noinline)) static int one_instruction(void *arena) { __asm__ volatile("bx lr"); }

void platform_start(void) {
  platform_cost_t cost;
  platform_measure(one_instruction, NULL, &cost);
  measuring_cost = cost.instructions - 1;
  files[INPUTS] = board_open(RUN_FOLDER "inputs", BOARD_READ);
  files[OUTPUTS] = board_open(RUN_FOLDER "outputs", BOARD_WRITE);
  files[COUNTS] = board_open(RUN_FOLDER "counts", BOARD_WRITE);
  for (int file = 0; file < FILE_COUNT; ++file)
    if (files[file] < 0)
      platform_fail("cannot open a file in '" RUN_FOLDER "'", 0);
}

size_t platform_read(void *bytes, size_t size) { return board_read(files[INPUTS], bytes, size); }

void platform_write(enum file file, const void *bytes, size_t size) {
  if (board_write(files[file], bytes, size) != size)
    platform_fail("cannot write to '" RUN_FOLDER "'", 0);
}

void platform_fail(const char *message, int number) {
  char digits[12] = "";
  char *digit = digits + sizeof digits - 1;
  unsigned rest = number < 0 ? 0u - (unsigned)number : (unsigned)number;
  for (; rest; rest /= 10)
    *--digit = (char)('0' + rest % 10);
  if (number < 0)
    *--digit = '-';
  board_print(message);
  board_print(number ? " " : "");
  board_print(number ? digit : "");
  board_print("\n");
  board_exit(1);
}

void platform_finish(void) {
  for (int file = 0; file < FILE_COUNT; ++file)
    board_close(files[file]);
  board_exit(0);
}

int platform_measure(int (*run)(void *arena), void *arena, platform_cost_t *cost) {
  board_time_t begin, end;
  platform_stack = board_stack_paint();
  board_time_read(&begin);
  const int status = run(arena);
  board_time_read(&end);
  cost->stack_size = board_stack_used(platform_stack);
  cost->instructions = board_instructions(&begin, &end) - measuring_cost;
  return status;
}
