/* startup.c: from reset to main, and what a fault prints.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * One file for all cores. ARMv6-M code may run on an ARMv7-M machine, which lets unaligned words
 * pass unless told to trap them as ARMv6-M does.
 */
#include "board.h"

#define CONFIGURATION_CONTROL (*(volatile uint32_t *)0xE000ED14u)
#define COPROCESSOR_ACCESS (*(volatile uint32_t *)0xE000ED88u)
#define CONFIGURABLE_FAULT_STATUS (*(volatile uint32_t *)0xE000ED28u)
#define BUS_FAULT_ADDRESS (*(volatile uint32_t *)0xE000ED38u)

#define CCR_UNALIGNED_TRAP (UINT32_C(1) << 3)
#define CCR_BRANCH_PREDICTION (UINT32_C(1) << 18)
#define CCR_LOW_OVERHEAD_LOOPS (UINT32_C(1) << 19)
#define CPACR_FPU_AND_MVE (UINT32_C(0xF) << 20)

extern uint32_t board_stack_top[];
extern uint32_t board_data_begin[], board_data_end[], board_data_image[];
extern uint32_t board_bss_begin[], board_bss_end[];
extern const uint32_t board_trap_unaligned; /* 0 or 1, from the linker's command line */

int main(void);
void board_reset(void);
void board_counter_start(void);
void board_fault(const uint32_t *frame) __attribute__((noreturn));

__attribute__((noreturn)) static void start(void) {
#if defined(__ARM_FP) || defined(__ARM_FEATURE_MVE)
  COPROCESSOR_ACCESS |= CPACR_FPU_AND_MVE;
#endif
  if (board_trap_unaligned)
    CONFIGURATION_CONTROL |= CCR_UNALIGNED_TRAP;
#if defined(__ARM_ARCH_8_1M_MAIN__)
  CONFIGURATION_CONTROL |= CCR_BRANCH_PREDICTION | CCR_LOW_OVERHEAD_LOOPS;
#endif
  __asm__ volatile("dsb\n isb" ::: "memory");
  const uint32_t *image = board_data_image;
  for (uint32_t *word = board_data_begin; word < board_data_end; ++word)
    *word = *image++;
  for (uint32_t *word = board_bss_begin; word < board_bss_end; ++word)
    *word = 0;
  board_counter_start();
  board_exit(main());
}

void board_reset(void) { start(); }

static void print_hex(const char *name, uint32_t value) {
  char text[] = " 0x00000000";
  for (int digit = 10; digit > 2; --digit, value >>= 4)
    text[digit] = "0123456789abcdef"[value & 15];
  board_print(name);
  board_print(text);
}

/* `frame` is what the core stacked: r0-r3, r12, lr, pc, xPSR. */
void board_fault(const uint32_t *frame) {
  print_hex("fault: pc", frame[6]);
  print_hex(", lr", frame[5]);
#if __ARM_ARCH >= 7 && !defined(__ARM_ARCH_8M_BASE__)
  print_hex(", CFSR", CONFIGURABLE_FAULT_STATUS);
  print_hex(", BFAR", BUS_FAULT_ADDRESS);
#endif
  board_print("\n");
  board_exit(125);
}

__attribute__((naked)) static void fault(void) {
  __asm__ volatile("mov r0, sp\n"
                   "ldr r1, =board_fault\n"
                   "bx r1\n"
                   ".ltorg");
}

typedef void (*handler_t)(void);

__attribute__((section(".vectors"), used)) static const struct {
  uint32_t *stack;
  handler_t reset, exceptions[14];
} vectors = {
    board_stack_top,
    board_reset,
    {fault, fault, fault, fault, fault, fault, fault, fault, fault, fault, fault, fault, fault, fault},
};
