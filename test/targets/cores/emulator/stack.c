/* The painted stack tells what a call wrote to it, to the word.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * REQUIRES: arm-none-eabi-gcc, qemu-system-arm
 * RUN: %run_on_core cortex-m0 %s | FileCheck %s
 * RUN: %run_on_core cortex-m0 --machine=microbit %s | FileCheck %s
 * RUN: %run_on_core cortex-m7 %s | FileCheck %s
 * RUN: %run_on_core cortex-m55 %s | FileCheck %s
 *
 * CHECK: nothing 0
 * CHECK-NEXT: four words 16
 * CHECK-NEXT: deep 416
 */
#include "board.h"

#include <stdio.h>

__attribute__((naked, noinline)) static void nothing(void) { __asm__ volatile("bx lr"); }

__attribute__((naked, noinline)) static void four_words(void) {
  __asm__ volatile("push {r0, r1, r2, lr}\n pop {r0, r1, r2, pc}");
}

__attribute__((naked, noinline)) static void deep(void) {
  __asm__ volatile("push {r4, r5, r6, lr}\n"
                   "sub sp, #400\n"
                   "str r4, [sp, #0]\n"
                   "add sp, #400\n"
                   "pop {r4, r5, r6, pc}");
}

static unsigned used(void (*function)(void)) {
  const uint32_t *top = board_stack_paint();
  function();
  return (unsigned)board_stack_used(top);
}

int main(void) {
  printf("nothing %u\n", used(nothing));
  printf("four words %u\n", used(four_words));
  printf("deep %u\n", used(deep));
  return 0;
}
