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

/* With dendrites: taps stay in memory, r1, three rows of (w0, w1), (w1, w2) for each branch; r0 words of the plane.
 * Sums are in r5 r6, r8 r9, r10 r11, r12 lr, the neuron's first, one of each output. What a row of the window adds to
 * those of a branch, which go on from `start`: of outputs side by side, or two positions apart, whose last word is in
 * r12 or at `place`. */
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
#define DENDRT_DSP_PLANES_LOADING_BRANCH(taps, first, second, start, place)                                            \
  "ldrd r4, r7, [r1, #" taps "]\n\t"                                                                                   \
  "smlad " second ", r3, r4, " start "\n\t"                                                                            \
  "smlad " first ", r2, r4, " first "\n\t"                                                                             \
  "ldr r4, " place "\n\t"                                                                                              \
  "smlabt " first ", r3, r7, " first "\n\t"                                                                            \
  "smlabt " second ", r4, r7, " second "\n\t"

/* The three rows: `branches` has what each adds, taps `row` bytes behind a branch's first, to sums that go on from one
 * of both positions. The first moves on in the plane. `third` loads the word at a place that it is given. */
#define DENDRT_DSP_PLANES_ROWS(branches, third)                                                                        \
  "ldrd r2, r3, [r0], %[ahead]\n\t"                                                                                    \
  third("[r0]")                                                                                                        \
  branches("0", DENDRT_DSP_FROM_FIRST, "[r0]")                                                                         \
  "ldrd r2, r3, [r0, %[row] - %c[ahead]]\n\t"                                                                          \
  third("[r0, %[row]]")                                                                                                \
  branches("8", DENDRT_DSP_FROM_SECOND, "[r0, %[row]]")                                                                \
  "ldrd r2, r3, [r0, %[row] * 2 - %c[ahead]]\n\t"                                                                      \
  third("[r0, %[row] * 2]")                                                                                            \
  branches("16", DENDRT_DSP_FROM_SECOND, "[r0, %[row] * 2]")
#define DENDRT_DSP_FROM_FIRST(first, second) first
#define DENDRT_DSP_FROM_SECOND(first, second) second
#define DENDRT_DSP_PLANES_NO_THIRD(place) ""
#define DENDRT_DSP_PLANES_THIRD(place) "ldr r12, " place "\n\t"

/* A neuron and its one to three dendrites. */
#define DENDRT_DSP_PLANES_NEAR_TWO(row, from, place)                                                                   \
  DENDRT_DSP_PLANES_NEAR_BRANCH(row, "r5", "r6", from("r5", "r6"))                                                     \
  DENDRT_DSP_PLANES_NEAR_BRANCH("24 + " row, "r8", "r9", from("r8", "r9"))
#define DENDRT_DSP_PLANES_NEAR_THREE(row, from, place)                                                                 \
  DENDRT_DSP_PLANES_NEAR_TWO(row, from, place)                                                                         \
  DENDRT_DSP_PLANES_NEAR_BRANCH("48 + " row, "r10", "r11", from("r10", "r11"))
#define DENDRT_DSP_PLANES_NEAR_FOUR(row, from, place)                                                                  \
  DENDRT_DSP_PLANES_NEAR_THREE(row, from, place)                                                                       \
  DENDRT_DSP_PLANES_NEAR_BRANCH("72 + " row, "r12", "lr", from("r12", "lr"))
#define DENDRT_DSP_PLANES_FAR_TWO(row, from, place)                                                                    \
  DENDRT_DSP_PLANES_FAR_BRANCH(row, "r5", "r6", from("r5", "r6"))                                                      \
  DENDRT_DSP_PLANES_FAR_BRANCH("24 + " row, "r8", "r9", from("r8", "r9"))
#define DENDRT_DSP_PLANES_FAR_THREE(row, from, place)                                                                  \
  DENDRT_DSP_PLANES_FAR_TWO(row, from, place)                                                                          \
  DENDRT_DSP_PLANES_FAR_BRANCH("48 + " row, "r10", "r11", from("r10", "r11"))
#define DENDRT_DSP_PLANES_FAR_FOUR(row, from, place)                                                                   \
  DENDRT_DSP_PLANES_LOADING_BRANCH(row, "r5", "r6", from("r5", "r6"), place)                                           \
  DENDRT_DSP_PLANES_LOADING_BRANCH("24 + " row, "r8", "r9", from("r8", "r9"), place)                                   \
  DENDRT_DSP_PLANES_LOADING_BRANCH("48 + " row, "r10", "r11", from("r10", "r11"), place)                               \
  DENDRT_DSP_PLANES_LOADING_BRANCH("72 + " row, "r12", "lr", from("r12", "lr"), place)

/* What outputs of one channel are made of. */
typedef struct {
  const dendrt_uint32_t *taps;
  const int32_t *bias, *parameters, *multiplier, *offsets, *slopes;
} dendrt_dsp_planes_t;

/* Both outputs of the neuron, at `outputs`, which moves on. */
#define DENDRT_DSP_PLANES_DENDRITIC_STORE(outputs)                                                                     \
  ".if %c[step] < 256\n\t"                                                                                             \
  DENDRT_DSP_FINISH("[sp, #52]", "r5", "r6", "[" outputs "], %[step]", "[" outputs "], %[step]")                       \
  ".else\n\t"                                                                                                          \
  DENDRT_DSP_FINISH("[sp, #52]", "r5", "r6", "[" outputs "]", "[" outputs ", %[step]]")                                \
  "add " outputs ", " outputs ", %[step] * 2\n\t"                                                                      \
  ".endif\n\t"
#define DENDRT_DSP_PLANES_PARAMETER(i) "[sp, #16 + 4 * " #i "]"

/* `count` rows of outputs of a channel, `pairs` times two of each, from `words` of a plane on, where a row begins
 * `line` bytes behind the end of the one before. Outputs are `step` bytes apart, `gap` is what is left of a row.
 * `begin` and `values` are the registers that take biases, the first position's sums, and parameters, in brackets;
 * `next` is where outputs go on: a register, or one that `load` and `save` keep on the stack. There: 0 biases, 16
 * parameters, 52 multiplier, 56 offsets, 60 slopes, 64 outputs, 68 the end of the row, 72 rows, 76 r7. Two outputs take
 * 56 instructions with one dendrite, 84 with two, 117 with three: 6 more for each by segments. */
#define DENDRT_DSP_PLANES_DENDRITIC(channel, words, outputs, count, begin, values, rows, signals, next, load, save, ...)\
  do {                                                                                                                 \
    register const dendrt_uint32_t *r0 __asm__("r0") = (words);                                                        \
    register void *r2 __asm__("r2") = (outputs);                                                                       \
    register int32_t r4 __asm__("r4") = (count);                                                                       \
    register const dendrt_dsp_planes_t *r5 __asm__("r5") = (channel);                                                  \
    __asm__ volatile("push {r2, r3, r4, r7}\n\t"                                                                       \
                     "ldm r5, {r1, r5, r6, r8, r9, r10}\n\t"                                                           \
                     "ldr r8, [r8]\n\t"                                                                                \
                     "push {r8, r9, r10}\n\t"                                                                          \
                     "ldm r6, {" values "}\n\t"                                                                        \
                     "sub sp, sp, #36\n\t"                                                                             \
                     "stm sp, {" values "}\n\t"                                                                        \
                     "ldm r5, {" begin "}\n\t"                                                                         \
                     "sub sp, sp, #16\n\t"                                                                             \
                     "stm sp, {" begin "}\n\t"                                                                         \
                     "ldr " next ", [sp, #64]\n"                                                                       \
                     "1:\n\t"                                                                                          \
                     "add r4, r0, %[pairs] * %c[ahead]\n\t"                                                            \
                     "str r4, [sp, #68]\n"                                                                             \
                     "2:\n\t"                                                                                          \
                     "ldm sp, {" begin "}\n\t"                                                                         \
                     rows                                                                                              \
                     "ldrd r2, r3, [sp, #56]\n\t"                                                                      \
                     DENDRT_DSP_SLOPES("r3")                                                                           \
                     signals(DENDRT_DSP_PLANES_PARAMETER)                                                              \
                     DENDRT_DSP_CONSTANT("r7", "zero_point")                                                           \
                     load                                                                                              \
                     DENDRT_DSP_PLANES_DENDRITIC_STORE(next)                                                           \
                     save                                                                                              \
                     "ldr r4, [sp, #68]\n\t"                                                                           \
                     "cmp r0, r4\n\t"                                                                                  \
                     "bne.w 2b\n\t"                                                                                    \
                     "add r0, r0, %[line]\n\t"                                                                         \
                     "add " next ", " next ", %[gap]\n\t"                                                              \
                     save                                                                                              \
                     "ldr r4, [sp, #72]\n\t"                                                                           \
                     "subs r4, r4, #1\n\t"                                                                             \
                     "str r4, [sp, #72]\n\t"                                                                           \
                     "bne.w 1b\n\t"                                                                                    \
                     "add sp, sp, #64\n\t"                                                                             \
                     "pop {r2, r3, r4, r7}"                                                                            \
                     : "+r"(r0), "+r"(r2), "+r"(r4), "+r"(r5)                                                          \
                     : __VA_ARGS__                                                                                     \
                     : "r1", "r3", "r6", "r8", "r9", "r10", "r11", "r12", "lr", "memory", "cc");                       \
  } while (0)

#endif
