/* dsp_planes.h: 3x3 depthwise windows over planes of int16, in assembly for the DSP extension.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Six words of taps, two sums, two words of a plane, bias and addresses are all the registers there are: r0 words of
 * the plane, r1 outputs, r2 and r3 a double word of the plane, r4 r5, r6 r8, r9 r10 the taps (w0, w1) and (w1, w2) of
 * each row, r11 bias, r12 and lr the sums, r7 the end of a row. On the stack: 0 multiplier, 4 offset, 8 the end of the
 * plane, 12 r7. */
#ifndef DENDRT_DSP_PLANES_H
#define DENDRT_DSP_PLANES_H

#include "dsp_dendrites.h"

/* Adds what a row of the window has at `place`, (w0, w1) in `a` and (w1, w2) in `b`: to one output, or two side by
 * side. Sums go on from `first` and `second`. */
#define DENDRT_DSP_PLANES_ONE(place, a, b, first)                                                                      \
  "ldrd r2, r3, " place "\n\t"                                                                                         \
  "smlad r12, r2, " a ", " first "\n\t"                                                                                \
  "smlabt r12, r3, " b ", r12\n\t"
#define DENDRT_DSP_PLANES_TWO(place, a, b, first, second)                                                              \
  DENDRT_DSP_PLANES_ONE(place, a, b, first)                                                                            \
  "smlabt lr, " a ", r2, " second "\n\t"                                                                               \
  "smlad lr, r3, " b ", lr\n\t"
/* The same two positions apart. */
#define DENDRT_DSP_PLANES_FAR(place, place2, a, b, first, second)                                                      \
  DENDRT_DSP_PLANES_ONE(place, a, b, first)                                                                            \
  "ldr r2, " place2 "\n\t"                                                                                             \
  "smlad lr, r3, " a ", " second "\n\t"                                                                                \
  "smlabt lr, r2, " b ", lr\n\t"

/* FOLDED, to int8 of the full range. */
#define DENDRT_DSP_PLANES_FINISH                                                                                       \
  "ldrd r2, r3, [sp]\n\t"                                                                                              \
  "smmla r12, r12, r2, r3\n\t"                                                                                         \
  "ssat r12, #8, r12, asr %[right]\n\t"
#define DENDRT_DSP_PLANES_STORE_TWO                                                                                    \
  DENDRT_DSP_PLANES_FINISH                                                                                             \
  "smmla lr, lr, r2, r3\n\t"                                                                                           \
  "ssat lr, #8, lr, asr %[right]\n\t"                                                                                  \
  ".if %c[step] < 256\n\t"                                                                                             \
  "strb r12, [r1], %[step]\n\t"                                                                                        \
  "strb lr, [r1], %[step]\n\t"                                                                                         \
  ".else\n\t"                                                                                                          \
  "strb r12, [r1]\n\t"                                                                                                 \
  "strb lr, [r1, %[step]]\n\t"                                                                                         \
  "add r1, r1, %[step] * 2\n\t"                                                                                        \
  ".endif\n\t"

/* Two outputs: 22 instructions, with windows two positions apart 25; one more with 256 channels; one output: 13. */
#define DENDRT_DSP_PLANES_NEAR_PAIR                                                                                    \
  DENDRT_DSP_PLANES_TWO("[r0], %[ahead]", "r4", "r5", "r11", "r11")                                                    \
  DENDRT_DSP_PLANES_TWO("[r0, %[row] - %c[ahead]]", "r6", "r8", "r12", "lr")                                           \
  DENDRT_DSP_PLANES_TWO("[r0, %[row] * 2 - %c[ahead]]", "r9", "r10", "r12", "lr")                                      \
  DENDRT_DSP_PLANES_STORE_TWO
#define DENDRT_DSP_PLANES_FAR_PAIR                                                                                     \
  DENDRT_DSP_PLANES_FAR("[r0], %[ahead]", "[r0]", "r4", "r5", "r11", "r11")                                            \
  DENDRT_DSP_PLANES_FAR("[r0, %[row] - %c[ahead]]", "[r0, %[row]]", "r6", "r8", "r12", "lr")                           \
  DENDRT_DSP_PLANES_FAR("[r0, %[row] * 2 - %c[ahead]]", "[r0, %[row] * 2]", "r9", "r10", "r12", "lr")                  \
  DENDRT_DSP_PLANES_STORE_TWO
#define DENDRT_DSP_PLANES_SINGLE                                                                                       \
  ".if %c[odd]\n\t"                                                                                                    \
  DENDRT_DSP_PLANES_ONE("[r0]", "r4", "r5", "r11")                                                                     \
  DENDRT_DSP_PLANES_ONE("[r0, %[row]]", "r6", "r8", "r12")                                                             \
  DENDRT_DSP_PLANES_ONE("[r0, %[row] * 2]", "r9", "r10", "r12")                                                        \
  DENDRT_DSP_PLANES_FINISH                                                                                             \
  "strb r12, [r1]\n\t"                                                                                                 \
  ".endif\n\t"

/* Rows of outputs of a channel, from `words` up to `end` of a plane: `pairs` (not 0) of each by twos, and one more if
 * `odd`. `taps` are six words, 8 bits to the left, like `bias`; `factor` is {multiplier, offset}. The others are
 * constants; in bytes: of the plane, `row` from one row of the window to the next, `ahead` from one pair to the next,
 * `gap` from the last pair of a row to the next row; of outputs `step` from one to the next, `skip` from the last pair
 * of a row to the next row. `unroll` divides `pairs`. */
#define DENDRT_DSP_PLANES(pair, words, end, outputs, taps, bias, factor, ...)                                          \
  do {                                                                                                                 \
    register const dendrt_uint32_t *r0 __asm__("r0") = (words);                                                        \
    register void *r1 __asm__("r1") = (outputs);                                                                       \
    register int32_t r2 __asm__("r2") = (factor).multiplier, r3 __asm__("r3") = (factor).offset;                       \
    register uint32_t r4 __asm__("r4") = (taps)[0], r5 __asm__("r5") = (taps)[1], r6 __asm__("r6") = (taps)[2];        \
    register uint32_t r8 __asm__("r8") = (taps)[3], r9 __asm__("r9") = (taps)[4], r10 __asm__("r10") = (taps)[5];      \
    register int32_t r11 __asm__("r11") = (bias);                                                                      \
    register const dendrt_uint32_t *r12 __asm__("r12") = (end);                                                        \
    __asm__ volatile("push {r2, r3, r7, r12}\n"                                                                        \
                     "1:\n\t"                                                                                          \
                     "add r7, r0, %[pairs] * %c[ahead]\n"                                                              \
                     "2:\n\t"                                                                                          \
                     ".rept %c[unroll]\n\t"                                                                            \
                     pair                                                                                              \
                     ".endr\n\t"                                                                                       \
                     ".if %c[pairs] != %c[unroll]\n\t"                                                                 \
                     "cmp r0, r7\n\t"                                                                                  \
                     "bne.w 2b\n\t"                                                                                    \
                     ".endif\n\t"                                                                                      \
                     DENDRT_DSP_PLANES_SINGLE                                                                          \
                     "add r0, r0, %[gap]\n\t"                                                                          \
                     "add r1, r1, %[skip]\n\t"                                                                         \
                     "ldr r2, [sp, #12]\n\t"                                                                           \
                     "cmp r0, r2\n\t"                                                                                  \
                     "bne.w 1b\n\t"                                                                                    \
                     "pop {r2, r3, r7, r12}"                                                                           \
                     : "+r"(r0), "+r"(r1), "+r"(r2), "+r"(r3), "+r"(r12)                                               \
                     : "r"(r4), "r"(r5), "r"(r6), "r"(r8), "r"(r9), "r"(r10), "r"(r11), __VA_ARGS__                    \
                     : "lr", "memory", "cc");                                                                          \
  } while (0)

/* With dendrites: taps stay in memory, r1, three rows of (w0, w1), (w1, w2) for each branch; registers are those of
 * dsp_tile.h otherwise, r0 words of the plane. What a row of the window adds to the sums of a branch, whose first
 * words come from `start`: of outputs side by side, or two positions apart. */
#define DENDRT_DSP_PLANES_NEAR_BRANCH(taps, first, second, start)                                                      \
  "ldrd r4, r7, [r1, #" taps "]\n\t"                                                                                   \
  "smlabt " second ", r4, r2, " start "\n\t"                                                                           \
  "smlad " second ", r3, r7, " second "\n\t"                                                                           \
  "smlad " first ", r2, r4, " first "\n\t"                                                                             \
  "smlabt " first ", r3, r7, " first "\n\t"
#define DENDRT_DSP_PLANES_FAR_BRANCH(taps, first, second, start)                                                       \
  "ldrd r4, r7, [r1, #" taps "]\n\t"                                                                                   \
  "smlad " second ", r3, r4, " start "\n\t"                                                                            \
  "smlabt " second ", r12, r7, " second "\n\t"                                                                         \
  "smlad " first ", r2, r4, " first "\n\t"                                                                             \
  "smlabt " first ", r3, r7, " first "\n\t"

/* The three rows: `branches` has what each adds, taps `row` bytes behind a branch's first, to sums that go on from one
 * of both positions. The first moves on in the plane. */
#define DENDRT_DSP_PLANES_NEAR_ROWS(branches)                                                                          \
  "ldrd r2, r3, [r0], %[ahead]\n\t"                                                                                    \
  "str r0, [sp]\n\t"                                                                                                   \
  branches("0", DENDRT_DSP_FROM_FIRST)                                                                                 \
  "ldrd r2, r3, [r0, %[row] - %c[ahead]]\n\t"                                                                          \
  branches("8", DENDRT_DSP_FROM_SECOND)                                                                                \
  "ldrd r2, r3, [r0, %[row] * 2 - %c[ahead]]\n\t"                                                                      \
  branches("16", DENDRT_DSP_FROM_SECOND)
#define DENDRT_DSP_PLANES_FAR_ROWS(branches)                                                                           \
  "ldrd r2, r3, [r0], %[ahead]\n\t"                                                                                    \
  "ldr r12, [r0]\n\t"                                                                                                  \
  "str r0, [sp]\n\t"                                                                                                   \
  branches("0", DENDRT_DSP_FROM_FIRST)                                                                                 \
  "ldrd r2, r3, [r0, %[row] - %c[ahead]]\n\t"                                                                          \
  "ldr r12, [r0, %[row]]\n\t"                                                                                          \
  branches("8", DENDRT_DSP_FROM_SECOND)                                                                                \
  "ldrd r2, r3, [r0, %[row] * 2 - %c[ahead]]\n\t"                                                                      \
  "ldr r12, [r0, %[row] * 2]\n\t"                                                                                      \
  branches("16", DENDRT_DSP_FROM_SECOND)
#define DENDRT_DSP_FROM_FIRST(first, second) first
#define DENDRT_DSP_FROM_SECOND(first, second) second

/* A neuron and its one to three dendrites. */
#define DENDRT_DSP_PLANES_NEAR_TWO(row, from)                                                                          \
  DENDRT_DSP_PLANES_NEAR_BRANCH(row, "r5", "r6", from("r5", "r6"))                                                     \
  DENDRT_DSP_PLANES_NEAR_BRANCH("24 + " row, "r8", "r9", from("r8", "r9"))
#define DENDRT_DSP_PLANES_NEAR_THREE(row, from)                                                                        \
  DENDRT_DSP_PLANES_NEAR_TWO(row, from)                                                                                \
  DENDRT_DSP_PLANES_NEAR_BRANCH("48 + " row, "r10", "r11", from("r10", "r11"))
#define DENDRT_DSP_PLANES_NEAR_FOUR(row, from)                                                                         \
  DENDRT_DSP_PLANES_NEAR_THREE(row, from)                                                                              \
  DENDRT_DSP_PLANES_NEAR_BRANCH("72 + " row, "r12", "lr", from("r12", "lr"))
#define DENDRT_DSP_PLANES_FAR_TWO(row, from)                                                                           \
  DENDRT_DSP_PLANES_FAR_BRANCH(row, "r5", "r6", from("r5", "r6"))                                                      \
  DENDRT_DSP_PLANES_FAR_BRANCH("24 + " row, "r8", "r9", from("r8", "r9"))
#define DENDRT_DSP_PLANES_FAR_THREE(row, from)                                                                         \
  DENDRT_DSP_PLANES_FAR_TWO(row, from)                                                                                 \
  DENDRT_DSP_PLANES_FAR_BRANCH("48 + " row, "r10", "r11", from("r10", "r11"))

/* What outputs of one channel are made of. */
typedef struct {
  const dendrt_uint32_t *taps;
  const int32_t *bias, *parameters, *multiplier, *offsets, *slopes;
} dendrt_dsp_planes_t;

/* `count` rows of outputs of a channel, `pairs` times two of each, from `words` of a plane on, where a row begins
 * `line` bytes behind the end of the one before. Outputs are `step` bytes apart: `skip` is two steps less the size of
 * an output, `gap` what is left of a row. `begin` lists the registers of the first position's sums. On the stack: 0
 * words, 4 outputs, 8 bias, 12 parameters, 16 multiplier, 20 r7, 24 offsets, 28 slopes, 32 rows, 36 the end of the row.
 * With two dendrites 111 instructions for two outputs. */
#define DENDRT_DSP_PLANES_DENDRITIC(channel, words, outputs, count, begin, window, signals, ...)                       \
  do {                                                                                                                 \
    register const dendrt_uint32_t *r0 __asm__("r0") = (words), *r1 __asm__("r1") = (channel)->taps;                   \
    register void *r2 __asm__("r2") = (outputs);                                                                       \
    register const int32_t *r4 __asm__("r4") = (channel)->bias, *r5 __asm__("r5") = (channel)->parameters;             \
    register const int32_t *r6 __asm__("r6") = (channel)->multiplier, *r8 __asm__("r8") = (channel)->offsets;          \
    register const int32_t *r9 __asm__("r9") = (channel)->slopes;                                                      \
    register int32_t r10 __asm__("r10") = (count);                                                                     \
    __asm__ volatile("push {r0, r2, r4, r5, r6, r7, r8, r9, r10, r11}\n"                                               \
                     "1:\n\t"                                                                                          \
                     "add r4, r0, %[pairs] * %c[ahead]\n\t"                                                            \
                     "str r4, [sp, #36]\n"                                                                             \
                     "2:\n\t"                                                                                          \
                     "ldr r4, [sp, #8]\n\t"                                                                            \
                     "ldm r4, {" begin "}\n\t"                                                                         \
                     window                                                                                            \
                     "ldr r0, [sp, #12]\n\t"                                                                           \
                     "ldrd r2, r3, [sp, #24]\n\t"                                                                      \
                     DENDRT_DSP_SLOPES("r3")                                                                           \
                     signals                                                                                           \
                     "ldr r0, [sp, #16]\n\t"                                                                           \
                     "ldr r2, [sp, #4]\n\t"                                                                            \
                     "add r3, r2, %[step]\n\t"                                                                         \
                     DENDRT_DSP_CONSTANT("r7", "zero_point")                                                           \
                     DENDRT_DSP_NEURON("r5", "r6")                                                                     \
                     "add r2, r2, %[skip]\n\t"                                                                         \
                     "str r2, [sp, #4]\n\t"                                                                            \
                     "ldr r0, [sp]\n\t"                                                                                \
                     "ldrd r3, r4, [sp, #32]\n\t"                                                                      \
                     "cmp r0, r4\n\t"                                                                                  \
                     "bne.w 2b\n\t"                                                                                    \
                     "add r0, r0, %[line]\n\t"                                                                         \
                     "add r2, r2, %[gap]\n\t"                                                                          \
                     "str r2, [sp, #4]\n\t"                                                                            \
                     "subs r3, r3, #1\n\t"                                                                             \
                     "str r3, [sp, #32]\n\t"                                                                           \
                     "bne.w 1b\n\t"                                                                                    \
                     "pop {r0, r2, r4, r5, r6, r7, r8, r9, r10, r11}"                                                  \
                     : "+r"(r0), "+r"(r2), "+r"(r10)                                                                   \
                     : "r"(r1), "r"(r4), "r"(r5), "r"(r6), "r"(r8), "r"(r9), __VA_ARGS__                               \
                     : "r3", "r11", "r12", "lr", "memory", "cc");                                                      \
  } while (0)

#endif
