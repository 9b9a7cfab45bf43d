/* dsp_winograd_dendrites.h: what dendrites make of Winograd's tiles, in assembly for the DSP extension.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * The formulas of dsp_dendrites.h, branch by branch: the eight outputs of a filter are finished together, in registers
 * r1 to r6, r8 and r9, from A^T M A on. Signals d lie in scratch, int16 again, eight of each channel of a block: `next`
 * bytes from the end of those of a channel to those of the next dendrite. */
#ifndef DENDRT_DSP_WINOGRAD_DENDRITES_H
#define DENDRT_DSP_WINOGRAD_DENDRITES_H

#include "dsp_dendrites.h"
#include "dsp_winograd.h"

/* `step` for each of the eight. */
#define DENDRT_DSP_WINOGRAD_EACH(step)                                                                                 \
  step("r1") step("r2") step("r3") step("r4") step("r5") step("r6") step("r8") step("r9")

/* Sums are 4 times too large. */
#define DENDRT_DSP_WINOGRAD_QUARTER(sum) "asr " sum ", " sum ", #2\n\t"
#define DENDRT_DSP_WINOGRAD_Z_LEFT(sum) "lsl " sum ", " sum ", #%c[z_shift]\n\t"
#define DENDRT_DSP_WINOGRAD_LEFT(sum) "lsl " sum ", " sum ", #%c[shift]\n\t"

/* Adds signals at r0, with the coefficient r12, to four of the sums. r0 moves on. */
#define DENDRT_DSP_WINOGRAD_TAKE_FOUR(a, b, c, d)                                                                      \
  "ldrd r10, r11, [r0], #8\n\t"                                                                                        \
  "smlawb " a ", r12, r10, " a "\n\t"                                                                                  \
  "smlawt " b ", r12, r10, " b "\n\t"                                                                                  \
  "smlawb " c ", r12, r11, " c "\n\t"                                                                                  \
  "smlawt " d ", r12, r11, " d "\n\t"
#define DENDRT_DSP_WINOGRAD_TAKE                                                                                       \
  DENDRT_DSP_WINOGRAD_TAKE_FOUR("r1", "r2", "r3", "r4")                                                                \
  DENDRT_DSP_WINOGRAD_TAKE_FOUR("r5", "r6", "r8", "r9")                                                                \
  "add r0, r0, %[next]\n\t"

/* z with the multiplier r12, and f(z) by the offsets at r10 and the slopes at r11. */
#define DENDRT_DSP_WINOGRAD_Z(sum)                                                                                     \
  "smmulr " sum ", " sum ", r12\n\t"                                                                                   \
  DENDRT_DSP_CUT(sum)
#define DENDRT_DSP_WINOGRAD_Z_OFFSET(sum)                                                                              \
  "smmlar " sum ", " sum ", r12, r11\n\t"                                                                              \
  DENDRT_DSP_CUT(sum)
#define DENDRT_DSP_WINOGRAD_FUNCTION(z) DENDRT_DSP_FUNCTION(z, "r10", "r11", "r12", "lr")
/* Two signals in one word. */
#define DENDRT_DSP_WINOGRAD_PAIR(to, first, second)                                                                    \
  ".if %c[function] == 3\n\t"                                                                                          \
  "pkhbt " to ", " first ", " second ", lsl #16\n\t"                                                                   \
  ".else\n\t"                                                                                                          \
  "pkhtb " to ", " second ", " first ", asr #16\n\t"                                                                   \
  ".endif\n\t"

/* The signals of a dendrite of the channels from `sums` on to those before `end`. On the stack: 0 sums, 4 bias, 8
 * parameters of the first channel, 12 signals of the first dendrite, 16 those of this one, 20 the end of sums, 24 bytes
 * of the parameters of a channel, 28 r7, 32 offsets, 36 slopes. 157 instructions for 8 signals by segments, 133
 * from values, and 14 for each dendrite before. */
#define DENDRT_DSP_WINOGRAD_DENDRITE(...)                                                                              \
  __asm__ volatile("push {r0, r1, r2, r3, r4, r5, r6, r7, r8, r9}\n"                                                   \
                   "1:\n\t"                                                                                            \
                   DENDRT_DSP_WINOGRAD_TRANSFORM                                                                       \
                   DENDRT_DSP_WINOGRAD_EACH(DENDRT_DSP_WINOGRAD_QUARTER)                                               \
                   "ldrd r0, lr, [sp, #12]\n\t"                                                                        \
                   "cmp r0, lr\n\t"                                                                                    \
                   "beq 3f\n"                                                                                          \
                   "2:\n\t"                                                                                            \
                   "ldr r12, [r7], #4\n\t"                                                                             \
                   DENDRT_DSP_WINOGRAD_TAKE                                                                            \
                   "cmp r0, lr\n\t"                                                                                    \
                   "bne 2b\n"                                                                                          \
                   "3:\n\t"                                                                                            \
                   "ldr r12, [r7]\n\t"                                                                                 \
                   ".if %c[z_shift]\n\t"                                                                               \
                   DENDRT_DSP_WINOGRAD_EACH(DENDRT_DSP_WINOGRAD_Z_LEFT)                                                \
                   ".endif\n\t"                                                                                        \
                   ".if %c[z_zero_point]\n\t"                                                                          \
                   DENDRT_DSP_CONSTANT("r11", "z_zero_point")                                                          \
                   DENDRT_DSP_WINOGRAD_EACH(DENDRT_DSP_WINOGRAD_Z_OFFSET)                                              \
                   ".else\n\t"                                                                                         \
                   DENDRT_DSP_WINOGRAD_EACH(DENDRT_DSP_WINOGRAD_Z)                                                     \
                   ".endif\n\t"                                                                                        \
                   "ldrd r10, r11, [sp, #32]\n\t"                                                                      \
                   DENDRT_DSP_SLOPES("r11")                                                                            \
                   DENDRT_DSP_WINOGRAD_EACH(DENDRT_DSP_WINOGRAD_FUNCTION)                                              \
                   DENDRT_DSP_WINOGRAD_PAIR("r1", "r1", "r2")                                                          \
                   DENDRT_DSP_WINOGRAD_PAIR("r2", "r3", "r4")                                                          \
                   DENDRT_DSP_WINOGRAD_PAIR("r3", "r5", "r6")                                                          \
                   DENDRT_DSP_WINOGRAD_PAIR("r4", "r8", "r9")                                                          \
                   "ldrd r10, r11, [sp, #12]\n\t"                                                                      \
                   "add r10, r10, #16\n\t"                                                                             \
                   "stmia r11!, {r1, r2, r3, r4}\n\t"                                                                  \
                   "strd r10, r11, [sp, #12]\n\t"                                                                      \
                   "ldr r0, [sp]\n\t"                                                                                  \
                   "ldr r2, [sp, #8]\n\t"                                                                              \
                   "ldrd r5, r6, [sp, #20]\n\t"                                                                        \
                   "add r0, r0, #8\n\t"                                                                                \
                   "str r0, [sp]\n\t"                                                                                  \
                   "add r2, r2, r6\n\t"                                                                                \
                   "str r2, [sp, #8]\n\t"                                                                              \
                   "cmp r0, r5\n\t"                                                                                    \
                   "bne.w 1b\n\t"                                                                                      \
                   "pop {r0, r1, r2, r3, r4, r5, r6, r7, r8, r9}"                                                      \
                   : "+r"(r0), "+r"(r1), "+r"(r2), "+r"(r3), "+r"(r4), "+r"(r5), "+r"(r6), "+r"(r8), "+r"(r9)          \
                   : __VA_ARGS__                                                                                       \
                   : "r10", "r11", "r12", "lr", "memory", "cc")

/* An output, with the multiplier r10 and the zero point r11. */
#define DENDRT_DSP_WINOGRAD_NATIVE(sum, place)                                                                         \
  "smmlar " sum ", " sum ", r10, r11\n\t"                                                                              \
  "ssat " sum ", #%c[bits], " sum "\n\t"                                                                               \
  ".if %c[bits] == 8\n\t"                                                                                              \
  "strb " sum ", " place "\n\t"                                                                                        \
  ".else\n\t"                                                                                                          \
  "strh " sum ", " place "\n\t"                                                                                        \
  ".endif\n\t"

/* The outputs of the same channels, whose dendrites lead to the neuron with the parameters 1, 4, 8, ... of each. On the
 * stack: 0 sums, 4 bias, 8 multipliers, 12 and 16 both rows, 20 the end of sums, 24 parameters of the first channel
 * from the second one on, 28 r7, 32 signals, 36 their end, 40 bytes of the parameters of a channel. 125 instructions
 * for 8 outputs, and 17 for each dendrite. */
#define DENDRT_DSP_WINOGRAD_NEURON(...)                                                                                \
  __asm__ volatile("push {r0, r1, r2, r3, r4, r5, r6, r7, r8, r9, r10}\n"                                              \
                   "1:\n\t"                                                                                            \
                   DENDRT_DSP_WINOGRAD_TRANSFORM                                                                       \
                   DENDRT_DSP_WINOGRAD_EACH(DENDRT_DSP_WINOGRAD_QUARTER)                                               \
                   "ldr r0, [sp, #32]\n\t"                                                                             \
                   "ldr r7, [sp, #24]\n\t"                                                                             \
                   "mov lr, #12\n"                                                                                     \
                   "2:\n\t"                                                                                            \
                   "ldr r12, [r7]\n\t"                                                                                 \
                   "add r7, r7, lr\n\t"                                                                                \
                   "add lr, lr, #4\n\t"                                                                                \
                   DENDRT_DSP_WINOGRAD_TAKE                                                                            \
                   "ldr r12, [sp, #36]\n\t"                                                                            \
                   "cmp r0, r12\n\t"                                                                                   \
                   "bne 2b\n\t"                                                                                        \
                   ".if %c[shift]\n\t"                                                                                 \
                   DENDRT_DSP_WINOGRAD_EACH(DENDRT_DSP_WINOGRAD_LEFT)                                                  \
                   ".endif\n\t"                                                                                        \
                   "add r12, r12, #16\n\t"                                                                             \
                   "ldr r0, [sp, #32]\n\t"                                                                             \
                   "add r0, r0, #16\n\t"                                                                               \
                   "strd r0, r12, [sp, #32]\n\t"                                                                       \
                   "ldr r7, [sp, #8]\n\t"                                                                              \
                   "ldr r10, [r7], #4\n\t"                                                                             \
                   "str r7, [sp, #8]\n\t"                                                                              \
                   DENDRT_DSP_CONSTANT("r11", "zero_point")                                                            \
                   DENDRT_DSP_WINOGRAD_STORE(DENDRT_DSP_WINOGRAD_NATIVE)                                               \
                   "strd r12, lr, [sp, #12]\n\t"                                                                       \
                   "ldr r0, [sp]\n\t"                                                                                  \
                   "ldrd r1, r2, [sp, #20]\n\t"                                                                        \
                   "ldr r3, [sp, #40]\n\t"                                                                             \
                   "add r0, r0, #8\n\t"                                                                                \
                   "str r0, [sp]\n\t"                                                                                  \
                   "add r2, r2, r3\n\t"                                                                                \
                   "str r2, [sp, #24]\n\t"                                                                             \
                   "cmp r0, r1\n\t"                                                                                    \
                   "bne.w 1b\n\t"                                                                                      \
                   "pop {r0, r1, r2, r3, r4, r5, r6, r7, r8, r9, r10}"                                                 \
                   : "+r"(r0), "+r"(r1), "+r"(r2), "+r"(r3), "+r"(r4), "+r"(r5), "+r"(r6), "+r"(r8), "+r"(r9),         \
                     "+r"(r10)                                                                                         \
                   : __VA_ARGS__                                                                                       \
                   : "r11", "r12", "lr", "memory", "cc")

#endif
