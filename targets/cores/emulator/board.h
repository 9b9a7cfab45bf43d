/* board.h: what a bare-metal C program may use on every emulated machine that stands for our cores.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * A program defines `int main(void)`; its return value becomes QEMU's exit status. `printf` of
 * newlib works, and so do the files of the host, opened relative to the folder QEMU was started in.
 */
#ifndef DENDC_EMULATOR_BOARD_H
#define DENDC_EMULATOR_BOARD_H

#include <stddef.h>
#include <stdint.h>

/* ---- Files of the host and the console, by semihosting ---- */

/* Prints a string that ends in '\0' to QEMU's standard error; printf prints to its standard output.
 */
void board_print(const char *text);

/* Ends the program; `status` is QEMU's exit status, 0 to 255. */
void board_exit(int status) __attribute__((noreturn));

enum board_mode { BOARD_READ = 1, BOARD_WRITE = 5, BOARD_APPEND = 9 }; /* C's "rb", "wb" and "ab" */

/* Opens a file of the host: a handle, or -1. */
int board_open(const char *path, enum board_mode mode);
/* Moves `size` bytes: how many were moved. */
size_t board_read(int file, void *bytes, size_t size);
size_t board_write(int file, const void *bytes, size_t size);
int board_close(int file);

/* ---- Instructions executed ---- */

/* A reading of the board's counters. Under `-icount shift=7` an instruction takes 128 ns of virtual
 * time. `ticks` is faster than that, so it tells two instructions apart; `coarse` counts hundredths
 * of a second and tells how often `ticks` went round. */
typedef struct {
  uint32_t ticks;
  uint32_t coarse;
} board_time_t;

/* Reads the counters. Takes the same number of instructions each time. */
void board_time_read(board_time_t *time);

/* Instructions from the end of one reading to the end of a later one, the second reading's own cost
 * taken off: 0 for two readings that follow each other. Exact up to 2^43 instructions (2^31 on
 * microbit, which has no coarse counter). */
uint64_t board_instructions(const board_time_t *begin, const board_time_t *end);

/* ---- Stack ---- */

extern uint32_t board_stack_limit[]; /* lowest word of the stack */

#define BOARD_STACK_PATTERN 0xC5C5C5C5u

/* Fills the stack below the caller's frame with a pattern and returns the stack pointer that frame
 * has. */
static inline __attribute__((always_inline)) uint32_t *board_stack_paint(void) {
  uint32_t *top;
  uint32_t *word = board_stack_limit;
  __asm__ volatile("mov %[top], sp\n"
                   "1: stmia %[word]!, {%[pattern]}\n"
                   "cmp %[word], %[top]\n"
                   "blo 1b"
                   : [top] "=&l"(top), [word] "+&l"(word)
                   : [pattern] "l"(BOARD_STACK_PATTERN)
                   : "cc", "memory");
  return top;
}

/* Bytes below `top` that were written since board_stack_paint returned it. */
size_t board_stack_used(const uint32_t *top);

#endif
