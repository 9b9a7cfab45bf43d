/* A loop of known length is counted to the instruction on every machine, also where the counter
 * goes round.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * REQUIRES: arm-none-eabi-gcc, qemu-system-arm
 * RUN: %run_on_core cortex-m0 %s | FileCheck %s
 * RUN: %run_on_core cortex-m0 --machine=microbit %s | FileCheck %s
 * RUN: %run_on_core cortex-m0plus %s | FileCheck %s
 * RUN: %run_on_core cortex-m3 %s -DLONG | FileCheck %s --check-prefixes=CHECK,LONG
 * RUN: %run_on_core cortex-m4 %s | FileCheck %s
 * RUN: %run_on_core cortex-m7 %s | FileCheck %s
 * RUN: %run_on_core cortex-m33 %s | FileCheck %s
 * RUN: %run_on_core cortex-m55 %s | FileCheck %s
 * RUN: %run_on_core cortex-m85 %s | FileCheck %s
 */
#include "board.h"

#include <stdio.h>

/* 2 * rounds + 1 instructions (the return), and the call's. */
__attribute__((noinline)) static void loop(uint32_t rounds) {
  __asm__ volatile(".syntax unified\n1: subs %0, %0, #1\n bne 1b" : "+l"(rounds) : : "cc");
}

__attribute__((noinline)) static unsigned long long counted(uint32_t rounds) {
  board_time_t begin, end;
  board_time_read(&begin);
  loop(rounds);
  board_time_read(&end);
  return board_instructions(&begin, &end);
}

int main(void) {
  board_time_t begin, end;
  board_time_read(&begin);
  board_time_read(&end);
  printf("nothing %u\n", (unsigned)board_instructions(&begin, &end));

  static volatile const uint32_t rounds[] = {2, 3, 10, 100, 12345, 1000000};
  const unsigned long long call = counted(rounds[0]) - 2 * rounds[0];
  printf("call %u\n", (unsigned)call);
  for (size_t index = 1; index < sizeof rounds / sizeof *rounds; ++index)
    printf("%u: %u\n", (unsigned)rounds[index], (unsigned)(counted(rounds[index]) - call));
#ifdef LONG
  /* 25 MHz: 1000 s are 25e9 ticks and 7,812,500,000 instructions; the counter went round five
   * times. */
  begin = (board_time_t){.ticks = 4000000000u, .coarse = 4294967290u};
  end.ticks = begin.ticks + (uint32_t)25000000000ull;
  end.coarse = begin.coarse + 100000u;
  printf("long, but for the reading: %d\n", (int)(board_instructions(&begin, &end) - 7812500000ull));
#endif
  return 0;
}

/* CHECK: nothing 0
 * CHECK-NEXT: call {{[2-6]$}}
 * CHECK-NEXT: 3: 6
 * CHECK-NEXT: 10: 20
 * CHECK-NEXT: 100: 200
 * CHECK-NEXT: 12345: 24690
 * CHECK-NEXT: 1000000: 2000000
 * LONG-NEXT: long, but for the reading: -{{[0-9][0-9]?$}}
 */
