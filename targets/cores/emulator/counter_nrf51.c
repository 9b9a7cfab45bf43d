/* counter_nrf51.c: the instruction counter of the BBC micro:bit, from TIMER0 of its nRF51822 at 16
 * MHz (Nordic, nRF51 Series Reference Manual, chapter 18).
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * A tick is 62.5 ns and an instruction 128 ns, so a difference of ticks is less than half an
 * instruction off and rounds to the exact count.
 */
#include "board.h"

#define TIMER0 0x40008000u
#define TIMER0_REGISTER(offset) (*(volatile uint32_t *)(TIMER0 + (offset)))
#define TASK_START TIMER0_REGISTER(0x000)
#define TASK_CAPTURE TIMER0_REGISTER(0x040)
#define BIT_MODE TIMER0_REGISTER(0x508)
#define PRESCALER TIMER0_REGISTER(0x510)
#define CAPTURED TIMER0_REGISTER(0x540)

#define BIT_MODE_32 3u

static uint32_t reading_cost;

__attribute__((noinline)) void board_time_read(board_time_t *time) {
  TASK_CAPTURE = 1;
  time->ticks = CAPTURED;
  time->coarse = 0;
}

uint64_t board_instructions(const board_time_t *begin, const board_time_t *end) {
  const uint64_t ticks = end->ticks - begin->ticks;
  return (ticks * 125u + 128u) / 256u - reading_cost; /* 62.5 ns over 128 ns */
}

void board_counter_start(void);
void board_counter_start(void) {
  board_time_t first, second;
  BIT_MODE = BIT_MODE_32;
  PRESCALER = 0;
  TASK_START = 1;
  board_time_read(&first);
  board_time_read(&second);
  reading_cost = (uint32_t)board_instructions(&first, &second);
}
