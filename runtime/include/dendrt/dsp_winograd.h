/* dsp_winograd.h: products and outputs of Winograd's tiles, in assembly for the DSP extension.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Sums are those of winograd.h, sums[product][filter][tile], 32 bytes from one product to the next within a block of
 * four filters. Registers of products are those of dsp_tile.h. */
#ifndef DENDRT_DSP_WINOGRAD_H
#define DENDRT_DSP_WINOGRAD_H

#include "dsp_tile.h"

/* The first step of DENDRT_DSP_WIDE_FOUR, whose sums begin with nothing. */
#define DENDRT_DSP_WINOGRAD_FIRST                                                                                      \
  "ldrd r2, r3, [r0], #8\n\t"                                                                                          \
  "ldrd r4, r7, [r1], #8\n\t"                                                                                          \
  "smuad r5, r2, r4\n\t"                                                                                               \
  "smuad r6, r3, r4\n\t"                                                                                               \
  "smuad r8, r2, r7\n\t"                                                                                               \
  "smuad r9, r3, r7\n\t"                                                                                               \
  "ldrd r4, r7, [r1], #8\n\t"                                                                                          \
  "smuad r10, r2, r4\n\t"                                                                                              \
  "smuad r11, r3, r4\n\t"                                                                                              \
  "smuad r12, r2, r7\n\t"                                                                                              \
  "smuad lr, r3, r7\n\t"

/* All words of a product: as many as [steps] says, or any number. */
#define DENDRT_DSP_WINOGRAD_STRAIGHT                                                                                   \
  DENDRT_DSP_STRAIGHT(DENDRT_DSP_WINOGRAD_FIRST, DENDRT_DSP_NEXT(DENDRT_DSP_WIDE_FOUR))
#define DENDRT_DSP_WINOGRAD_LOOP                                                                                       \
  DENDRT_DSP_LOOP(DENDRT_DSP_WINOGRAD_FIRST, DENDRT_DSP_NEXT(DENDRT_DSP_WIDE_FOUR), "8", "12")                         \
  "ldrd r2, r3, [sp, #12]\n\t"                                                                                         \
  "add r2, r2, r3\n\t"                                                                                                 \
  "str r2, [sp, #12]\n\t"

/* All products of a tile in turn. On the stack: where sums go and their end, the bytes by which the loop is entered
 * late, the end of the product's column, its bytes. */
#define DENDRT_DSP_WINOGRAD_SUMS(loop, ...)                                                                            \
  __asm__ volatile("push {r2, r3, r4, r5, r6, r7}\n"                                                                   \
                   "1:\n\t"                                                                                            \
                   loop                                                                                                \
                   "ldrd r2, r3, [sp]\n\t"                                                                             \
                   "stmia r2!, {r5, r6, r8, r9, r10, r11, r12, lr}\n\t"                                                \
                   "str r2, [sp]\n\t"                                                                                  \
                   "cmp r2, r3\n\t"                                                                                    \
                   "bne.w 1b\n\t"                                                                                      \
                   "pop {r2, r3, r4, r5, r6, r7}"                                                                      \
                   : "+r"(r0), "+r"(r1), "+r"(r2), "+r"(r3), "+r"(r4), "+r"(r5), "+r"(r6)                              \
                   : __VA_ARGS__                                                                                       \
                   : "r8", "r9", "r10", "r11", "r12", "lr", "memory", "cc")

/* One instruction for each of two tiles. */
#define DENDRT_DSP_WINOGRAD_BOTH(op, x0, x1, y0, y1) op " " x0 ", " x0 ", " y0 "\n\t" op " " x1 ", " x1 ", " y1 "\n\t"

/* A^T M A of both tiles, from the sums at r0: outputs of the first tile, upper left, upper right, lower left and lower
 * right, in r1, r3, r5 and r8, those of the second in r2, r4, r6 and r9. Takes the bias at [sp, #4], which moves on,
 * and leaves in r7 what is at [sp, #8]. */
#define DENDRT_DSP_WINOGRAD_TRANSFORM                                                                                  \
  "ldrd r1, r2, [r0]\n\t"                                                                                              \
  "ldrd r5, r6, [r0, #128]\n\t"                                                                                        \
  "ldrd r10, r11, [r0, #256]\n\t"                                                                                      \
  DENDRT_DSP_WINOGRAD_BOTH("add", "r1", "r2", "r5", "r6")                                                              \
  DENDRT_DSP_WINOGRAD_BOTH("add", "r1", "r2", "r10", "r11")                                                            \
  DENDRT_DSP_WINOGRAD_BOTH("sub", "r5", "r6", "r10", "r11")                                                            \
  "ldrd r10, r11, [r0, #384]\n\t"                                                                                      \
  "ldr r7, [sp, #4]\n\t"                                                                                               \
  DENDRT_DSP_WINOGRAD_BOTH("sub", "r5", "r6", "r10", "r11")                                                            \
  "ldr r12, [r7], #4\n\t"                                                                                              \
  "ldrd r8, r9, [r0, #160]\n\t"                                                                                        \
  "ldrd r3, r4, [r0, #32]\n\t"                                                                                         \
  "ldrd r10, r11, [r0, #288]\n\t"                                                                                      \
  "str r7, [sp, #4]\n\t"                                                                                               \
  DENDRT_DSP_WINOGRAD_BOTH("add", "r8", "r9", "r12", "r12")                                                            \
  DENDRT_DSP_WINOGRAD_BOTH("add", "r3", "r4", "r8", "r9")                                                              \
  DENDRT_DSP_WINOGRAD_BOTH("add", "r3", "r4", "r10", "r11")                                                            \
  DENDRT_DSP_WINOGRAD_BOTH("sub", "r8", "r9", "r10", "r11")                                                            \
  "ldrd r10, r11, [r0, #416]\n\t"                                                                                      \
  DENDRT_DSP_WINOGRAD_BOTH("add", "r1", "r2", "r3", "r4")                                                              \
  DENDRT_DSP_WINOGRAD_BOTH("sub", "r8", "r9", "r10", "r11")                                                            \
  "ldrd r10, r11, [r0, #64]\n\t"                                                                                       \
  "ldrd r12, lr, [r0, #192]\n\t"                                                                                       \
  "ldr r7, [r0, #320]\n\t"                                                                                             \
  DENDRT_DSP_WINOGRAD_BOTH("add", "r5", "r6", "r8", "r9")                                                              \
  DENDRT_DSP_WINOGRAD_BOTH("add", "r10", "r11", "r12", "lr")                                                           \
  "add r10, r10, r7\n\t"                                                                                               \
  "sub r12, r12, r7\n\t"                                                                                               \
  "ldr r7, [r0, #324]\n\t"                                                                                             \
  "add r1, r1, r10\n\t"                                                                                                \
  "sub r3, r3, r10\n\t"                                                                                                \
  "add r11, r11, r7\n\t"                                                                                               \
  "sub lr, lr, r7\n\t"                                                                                                 \
  "add r2, r2, r11\n\t"                                                                                                \
  "sub r4, r4, r11\n\t"                                                                                                \
  "ldrd r10, r11, [r0, #448]\n\t"                                                                                      \
  "ldr r7, [sp, #8]\n\t"                                                                                               \
  DENDRT_DSP_WINOGRAD_BOTH("sub", "r12", "lr", "r10", "r11")                                                           \
  "ldrd r10, r11, [r0, #96]\n\t"                                                                                       \
  DENDRT_DSP_WINOGRAD_BOTH("add", "r5", "r6", "r12", "lr")                                                             \
  DENDRT_DSP_WINOGRAD_BOTH("sub", "r8", "r9", "r12", "lr")                                                             \
  "ldrd r12, lr, [r0, #224]\n\t"                                                                                       \
  DENDRT_DSP_WINOGRAD_BOTH("sub", "r3", "r4", "r10", "r11")                                                            \
  "ldrd r10, r11, [r0, #352]\n\t"                                                                                      \
  DENDRT_DSP_WINOGRAD_BOTH("sub", "r3", "r4", "r12", "lr")                                                             \
  DENDRT_DSP_WINOGRAD_BOTH("sub", "r8", "r9", "r12", "lr")                                                             \
  "ldrd r12, lr, [r0, #480]\n\t"                                                                                       \
  DENDRT_DSP_WINOGRAD_BOTH("sub", "r3", "r4", "r10", "r11")                                                            \
  DENDRT_DSP_WINOGRAD_BOTH("add", "r8", "r9", "r10", "r11")                                                            \
  DENDRT_DSP_WINOGRAD_BOTH("add", "r8", "r9", "r12", "lr")

/* Finishes all eight with `finish` and stores them at both rows, r12 and lr; the first ones last, which move on by
 * `size`. */
#define DENDRT_DSP_WINOGRAD_STORE(finish)                                                                              \
  "ldrd r12, lr, [sp, #12]\n\t"                                                                                        \
  finish("r3", "[r12, %[one]]")                                                                                        \
  finish("r2", "[r12, %[two]]")                                                                                        \
  finish("r4", "[r12, %[three]]")                                                                                      \
  finish("r1", "[r12], %[size]")                                                                                       \
  finish("r8", "[lr, %[one]]")                                                                                         \
  finish("r6", "[lr, %[two]]")                                                                                         \
  finish("r9", "[lr, %[three]]")                                                                                       \
  finish("r5", "[lr], %[size]")

/* The outputs of both tiles as int8, of the channels from `sums` on to those before `end`, in one piece of assembly.
 * The stack has r0, bias, factors, both rows, the end, rights and r7. `load` brings what `finish` takes to finish
 * one. */
#define DENDRT_DSP_WINOGRAD_FINISH(load, finish, ...)                                                                  \
  __asm__ volatile("push {r0, r1, r2, r3, r4, r5, r6, r7}\n"                                                           \
                   "1:\n\t"                                                                                            \
                   DENDRT_DSP_WINOGRAD_TRANSFORM                                                                       \
                   load                                                                                                \
                   DENDRT_DSP_WINOGRAD_STORE(finish)                                                                   \
                   "strd r12, lr, [sp, #12]\n\t"                                                                       \
                   "ldr r0, [sp]\n\t"                                                                                  \
                   "ldr r7, [sp, #20]\n\t"                                                                             \
                   "add r0, r0, #8\n\t"                                                                                \
                   "str r0, [sp]\n\t"                                                                                  \
                   "cmp r0, r7\n\t"                                                                                    \
                   "bne.w 1b\n\t"                                                                                      \
                   "add sp, sp, #28\n\t"                                                                               \
                   "pop {r7}"                                                                                          \
                   : "+r"(r0), "+r"(r1), "+r"(r2), "+r"(r3), "+r"(r4), "+r"(r5), "+r"(r6)                              \
                   : __VA_ARGS__                                                                                       \
                   : "r8", "r9", "r10", "r11", "r12", "lr", "memory", "cc")

/* FOLDED: {multiplier, offset} in r10 and r11. 105 instructions for 8 outputs. */
#define DENDRT_DSP_WINOGRAD_LOAD_FOLDED "ldrd r10, r11, [r7], #8\n\tstr r7, [sp, #8]\n\t"
#define DENDRT_DSP_WINOGRAD_FOLDED(sum, place)                                                                         \
  "smmla " sum ", " sum ", r10, r11\n\t"                                                                               \
  "ssat " sum ", #8, " sum ", asr %[right]\n\t"                                                                        \
  "strb " sum ", " place "\n\t"

/* TFLITE: the multiplier in r10, the offset in r11, the bits to the right in r7; r0 is free. Sums come 4 times as
 * large, and are taken twice. 134 instructions for 8 outputs. */
#define DENDRT_DSP_WINOGRAD_LOAD_TFLITE                                                                                \
  "ldr r12, [sp, #24]\n\t"                                                                                             \
  "ldr r10, [r7], #4\n\t"                                                                                              \
  "str r7, [sp, #8]\n\t"                                                                                               \
  "ldrsb r7, [r12], #1\n\t"                                                                                            \
  "str r12, [sp, #24]\n\t"                                                                                             \
  "mov r11, %[half]\n\t"                                                                                               \
  "lsl r11, r11, r7\n\t"
#define DENDRT_DSP_WINOGRAD_TFLITE(sum, place)                                                                         \
  "asr " sum ", " sum ", #1\n\t"                                                                                       \
  "add r0, r11, " sum ", asr #31\n\t"                                                                                  \
  "smmlar " sum ", " sum ", r10, r0\n\t"                                                                               \
  "asr " sum ", " sum ", r7\n\t"                                                                                       \
  "ssat " sum ", #8, " sum ", asr #1\n\t"                                                                              \
  "strb " sum ", " place "\n\t"

#endif
