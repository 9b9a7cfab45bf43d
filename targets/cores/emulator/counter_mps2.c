/* counter_mps2.c: the instruction counter of Arm's MPS2 and MPS3 boards, from the counters of their
 * FPGAIO block (Arm AN385, AN505 and AN547: 0x14 counts at 100 Hz, 0x18 at the prescaled clock,
 * 0x1C is the prescaler).
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * A tick is 40 or 50 ns and an instruction 128 ns, so a difference of ticks is less than half an
 * instruction off and rounds to the exact count.
 */
#include "board.h"

#define INSTRUCTION_NS 128u
#define SECOND_NS 1000000000u

/* Both from the machine's linker script. */
typedef struct {
  volatile uint32_t registers[5], coarse, counter, prescale;
} fpgaio_t;
extern fpgaio_t board_fpgaio;
extern const uint32_t board_fpgaio_frequency;

static uint32_t reading_cost;

__attribute__((noinline)) void board_time_read(board_time_t *time) {
  time->coarse = board_fpgaio.coarse;
  time->ticks = board_fpgaio.counter;
}

uint64_t board_instructions(const board_time_t *begin, const board_time_t *end) {
  const uint64_t ticks_per_coarse = board_fpgaio_frequency / 100u;
  const uint64_t expected = (uint64_t)(end->coarse - begin->coarse) * ticks_per_coarse;
  uint64_t ticks = end->ticks - begin->ticks;
  if (expected > ticks) /* the number of whole turns that brings `ticks` nearest to `expected` */
    ticks += ((expected - ticks + (UINT64_C(1) << 31)) >> 32) << 32;
  const uint64_t tick_ns = SECOND_NS / board_fpgaio_frequency;
  return (ticks * tick_ns + INSTRUCTION_NS / 2) / INSTRUCTION_NS - reading_cost;
}

void board_counter_start(void);
void board_counter_start(void) {
  board_time_t first, second;
  board_fpgaio.prescale = 0;
  board_time_read(&first);
  board_time_read(&second);
  reading_cost = (uint32_t)board_instructions(&first, &second);
}
