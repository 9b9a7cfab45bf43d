/* platform.h: what the program around generated code needs from where it runs.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef DEND_RUN_PLATFORM_H
#define DEND_RUN_PLATFORM_H

#include <stddef.h>
#include <stdint.h>

enum file { INPUTS, OUTPUTS, COUNTS, FILE_COUNT };

/* Opens the three files in RUN_FOLDER: inputs to read, the others to write. */
void platform_start(void);

/* Reads up to `size` bytes of the inputs: how many there were. */
size_t platform_read(void *bytes, size_t size);
void platform_write(enum file file, const void *bytes, size_t size);

/* Prints to standard error "message" and, unless it is 0, the number; ends the program with status 1. */
void platform_fail(const char *message, int number);

/* Ends the program with status 0. */
void platform_finish(void);

/* What `run` cost: every instruction from its first to its return, and bytes of stack below its caller, or below the
 * function that says PLATFORM_STACK_BEGINS. Platforms that cannot count give zeros, and platform_counts is 0. */
typedef struct {
  uint64_t instructions;
  uint64_t stack_size;
} platform_cost_t;
extern const int platform_counts;
#if defined(__arm__)
extern const uint32_t *platform_stack;
#define PLATFORM_STACK_BEGINS() __asm__ volatile("mov %0, sp" : "=r"(platform_stack))
#else
#define PLATFORM_STACK_BEGINS() (void)0
#endif

/* Calls `run` on the arena and counts: what it returned. */
int platform_measure(int (*run)(void *arena), void *arena, platform_cost_t *cost);

#endif
