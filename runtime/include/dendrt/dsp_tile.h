/* dsp_tile.h: the inner loops of register tiles of two positions, in assembly for the DSP extension.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * A tile needs all fourteen registers, more than compilers give to pieces of assembly between which they move values
 * about, so a loop is one piece with registers of its own: r0 column, r1 weights, r2 and r3 a word of each position's
 * column, r4 and r7 words of weights, r5 r6, r8 r9, r10 r11, r12 lr the sums of one filter after the other at both
 * positions. What is left lies on the stack, with r7, which may be the frame pointer. */
#ifndef DENDRT_DSP_TILE_H
#define DENDRT_DSP_TILE_H

#include "simd.h"
#include "tile.h"

/* To clang a piece of assembly is a string literal, and longer ones than C99 guarantees a warning. */
#if defined(__clang__)
#pragma clang diagnostic ignored "-Woverlength-strings"
#endif

/* Steps in straight line; the loop is entered in the middle, so that any number of words is done. */
#if defined(DENDRT_SMALL)
#define DENDRT_DSP_REPEAT(step) step
#elif defined(__OPTIMIZE_SIZE__)
#define DENDRT_DSP_REPEAT(step) step step step step
#else
#define DENDRT_DSP_REPEAT(step) step step step step step step step step
#endif

/* The bytes by which the loop of DENDRT_DSP_LOOP is entered late, for `count` steps of `size` bytes. */
#define DENDRT_DSP_LATE(count, size)                                                                                   \
  ((count) == 0 ? 2 * DENDRT_WORDS_AT_ONCE * (size) : (uint32_t)-(count) % (2 * DENDRT_WORDS_AT_ONCE) * (size))

/* The first step, and `step` for the other words: `late` and `end`, places on the stack, have the bytes by which the
 * loop is entered late and the end of the column. */
#define DENDRT_DSP_LOOP(first, step, late, end)                                                                        \
  first                                                                                                                \
  "ldr r4, [sp, #" late "]\n\t"                                                                                        \
  "add pc, r4\n\t"                                                                                                     \
  "nop\n"                                                                                                              \
  "2:\n\t"                                                                                                             \
  DENDRT_DSP_REPEAT(step)                                                                                              \
  DENDRT_DSP_REPEAT(step)                                                                                              \
  "ldr r2, [sp, #" end "]\n\t"                                                                                         \
  "cmp r0, r2\n\t"                                                                                                     \
  "bne.w 2b\n\t"

/* The same for a constant number of words, in straight line. */
#define DENDRT_DSP_STRAIGHT(first, step) first ".rept %c[steps]\n\t" step ".endr\n\t"

/* Steps take a word of both columns. Where a sum begins, both positions have it from the first one's register, hence
 * the second position goes first: `a` to `d` are what its sums are added to. Layout wide: 11 instructions for 16
 * products (0.69 each), and with three filters 9 for 12 (0.75). */
#define DENDRT_DSP_WIDE_TWO(a, b)                                                                                      \
  "ldrd r2, r3, [r0], #8\n\t"                                                                                          \
  "ldrd r4, r7, [r1], #8\n\t"                                                                                          \
  "smlad r6, r3, r4, " a "\n\t"                                                                                        \
  "smlad r5, r2, r4, r5\n\t"                                                                                           \
  "smlad r9, r3, r7, " b "\n\t"                                                                                        \
  "smlad r8, r2, r7, r8\n\t"
#define DENDRT_DSP_WIDE_FOUR(a, b, c, d)                                                                               \
  DENDRT_DSP_WIDE_TWO(a, b)                                                                                            \
  "ldrd r4, r7, [r1], #8\n\t"                                                                                          \
  "smlad r11, r3, r4, " c "\n\t"                                                                                       \
  "smlad r10, r2, r4, r10\n\t"                                                                                         \
  "smlad lr, r3, r7, " d "\n\t"                                                                                        \
  "smlad r12, r2, r7, r12\n\t"
#define DENDRT_DSP_WIDE_THREE(a, b, c, d)                                                                              \
  DENDRT_DSP_WIDE_TWO(a, b)                                                                                            \
  "ldr r4, [r1], #4\n\t"                                                                                               \
  "smlad r11, r3, r4, " c "\n\t"                                                                                       \
  "smlad r10, r2, r4, r10\n\t"

/* Layout dual, two pairs of filters: 12 instructions for 16 products (0.75 each). */
#define DENDRT_DSP_DUAL(a, b, c, d)                                                                                    \
  "ldrd r2, r3, [r0], #8\n\t"                                                                                          \
  "ldrd r4, r7, [r1], #8\n\t"                                                                                          \
  "smlad r6, r3, r4, " a "\n\t"                                                                                        \
  "smlad r5, r2, r4, r5\n\t"                                                                                           \
  "sxtb16 r4, r4\n\t"                                                                                                  \
  "smlad r9, r3, r4, " b "\n\t"                                                                                        \
  "smlad r8, r2, r4, r8\n\t"                                                                                           \
  "smlad r11, r3, r7, " c "\n\t"                                                                                       \
  "smlad r10, r2, r7, r10\n\t"                                                                                         \
  "sxtb16 r7, r7\n\t"                                                                                                  \
  "smlad lr, r3, r7, " d "\n\t"                                                                                        \
  "smlad r12, r2, r7, r12\n\t"

/* What a step's sums begin with, and where they go on. */
#define DENDRT_DSP_FIRST(step) step("r5", "r8", "r10", "r12")
#define DENDRT_DSP_NEXT(step) step("r6", "r9", "r11", "lr")
/* The first step of DENDRT_DSP_BLOCKS where the second position's `sums` begin with words of their own, at the
 * address that is on the stack at `place`. */
#define DENDRT_DSP_OWN(place, sums, step)                                                                              \
  "ldr r2, [sp, #" place "]\n\t"                                                                                       \
  "ldmia r2!, {" sums "}\n\t"                                                                                          \
  "str r2, [sp, #" place "]\n\t"                                                                                       \
  DENDRT_DSP_NEXT(step)
#define DENDRT_DSP_BORDER(step) DENDRT_DSP_OWN("36", "r6, r9, r11, lr", step)
#define DENDRT_DSP_BORDER_DENDRITIC(step) DENDRT_DSP_OWN("40", "r6, r9, r11, lr", step)
#define DENDRT_DSP_BORDER_THREE(step) DENDRT_DSP_OWN("40", "r6, r9, r11", step)

/* Four filters, or three: where their sums begin. */
#define DENDRT_DSP_BEGIN_FOUR "ldrd r5, r8, [r2]\n\tldrd r10, r12, [r2, #8]\n\t"
#define DENDRT_DSP_BEGIN_THREE "ldrd r5, r8, [r2]\n\tldr r10, [r2, #8]\n\t"

/* The sums of `words` words (not 0): those of the filters begin with the words at `start`, which `begin` loads. A step
 * has `size` bytes. Moves `weights` on. */
#define DENDRT_DSP_TILE(tile, column, weights, start, words, begin, step, size)                                        \
  do {                                                                                                                 \
    register const dendrt_uint32_t *r0 __asm__("r0") = (column);                                                       \
    register const uint32_t *r1 __asm__("r1") = (weights);                                                             \
    register const int32_t *r2 __asm__("r2") = (start);                                                                \
    register const dendrt_uint32_t *r3 __asm__("r3") = r0 + 2 * (words);                                               \
    register uint32_t r4 __asm__("r4") = DENDRT_DSP_LATE((words) - 1, size);                                           \
    register int32_t r5 __asm__("r5"), r6 __asm__("r6"), r8 __asm__("r8"), r9 __asm__("r9"), r10 __asm__("r10"),       \
        r11 __asm__("r11"), r12 __asm__("r12"), lr __asm__("lr");                                                      \
    __asm__ volatile("push {r3, r4, r7}\n\t"                                                                           \
                     begin                                                                                             \
                     DENDRT_DSP_LOOP(DENDRT_DSP_FIRST(step), DENDRT_DSP_NEXT(step), "4", "0")                          \
                     "pop {r3, r4, r7}"                                                                                \
                     : "+r"(r0), "+r"(r1), "+r"(r2), "+r"(r3), "+r"(r4), "=r"(r5), "=r"(r6), "=r"(r8), "=r"(r9),       \
                       "=r"(r10), "=r"(r11), "=r"(r12), "=r"(lr)                                                       \
                     :                                                                                                 \
                     : "memory", "cc");                                                                                \
    (weights) = r1;                                                                                                    \
    *(tile) = (dendrt_tile_t){{r5, r6, r8, r9, r10, r11, r12, lr}};                                                    \
  } while (0)

/* One position, two pairs, two words at a step: 14 instructions for 16 products (0.88 each), `twos` times (not 0). Adds
 * to the sums a, b of the first pair and c, d of the second, which begin with the words at `start`. */
#define DENDRT_DSP_DUAL_ONE_STEP                                                                                       \
  "ldrd r2, r3, [r0], #8\n\t"                                                                                          \
  "ldmia r1!, {r8, r9, r10, r11}\n\t"                                                                                  \
  "smlad r4, r2, r8, r4\n\t"                                                                                           \
  "sxtb16 r8, r8\n\t"                                                                                                  \
  "smlad r6, r2, r9, r6\n\t"                                                                                           \
  "sxtb16 r9, r9\n\t"                                                                                                  \
  "smlad r4, r3, r10, r4\n\t"                                                                                          \
  "sxtb16 r10, r10\n\t"                                                                                                \
  "smlad r6, r3, r11, r6\n\t"                                                                                          \
  "sxtb16 r11, r11\n\t"                                                                                                \
  "smlad r5, r2, r8, r5\n\t"                                                                                           \
  "smlad r12, r2, r9, r12\n\t"                                                                                         \
  "smlad r5, r3, r10, r5\n\t"                                                                                          \
  "smlad r12, r3, r11, r12\n\t"
#define DENDRT_DSP_DUAL_ONE(a, b, c, d, column, weights, start, twos)                                                  \
  do {                                                                                                                 \
    register const dendrt_uint32_t *r0 __asm__("r0") = (column);                                                       \
    register const uint32_t *r1 __asm__("r1") = (weights);                                                             \
    register const int32_t *r2 __asm__("r2") = (start);                                                                \
    register uint32_t r3 __asm__("r3") = (uint32_t)-(twos) % DENDRT_WORDS_AT_ONCE * 56;                                \
    register const dendrt_uint32_t *lr __asm__("lr") = r0 + 2 * (twos);                                                \
    register int32_t r4 __asm__("r4"), r5 __asm__("r5"), r6 __asm__("r6"), r12 __asm__("r12");                         \
    __asm__ volatile("ldrd r4, r5, [r2]\n\t"                                                                           \
                     "ldrd r6, r12, [r2, #8]\n\t"                                                                      \
                     "add pc, r3\n\t"                                                                                  \
                     "nop\n"                                                                                           \
                     "1:\n\t"                                                                                          \
                     DENDRT_DSP_REPEAT(DENDRT_DSP_DUAL_ONE_STEP)                                                       \
                     "cmp r0, lr\n\t"                                                                                  \
                     "bne.w 1b"                                                                                        \
                     : "+r"(r0), "+r"(r1), "+r"(r2), "+r"(r3), "=r"(r4), "=r"(r5), "=r"(r6), "=r"(r12)                 \
                     : "r"(lr)                                                                                         \
                     : "r8", "r9", "r10", "r11", "memory", "cc");                                                      \
    (weights) = r1;                                                                                                    \
    (a) = r4;                                                                                                          \
    (b) = r5;                                                                                                          \
    (c) = r6;                                                                                                          \
    (d) = r12;                                                                                                         \
  } while (0)

/* The sums of four filters of layout dual at both positions, 8 bits to the left. */
#define DENDRT_DSP_SPLIT                                                                                               \
  "sub r5, r5, r8\n\t"                                                                                                 \
  "sub r6, r6, r9\n\t"                                                                                                 \
  "sub r10, r10, r12\n\t"                                                                                              \
  "sub r11, r11, lr\n\t"                                                                                               \
  "lsl r8, r8, #8\n\t"                                                                                                 \
  "lsl r9, r9, #8\n\t"                                                                                                 \
  "lsl r12, r12, #8\n\t"                                                                                               \
  "lsl lr, lr, #8\n\t"

/* Both outputs of a channel, FOLDED to int8 of the full range: {multiplier, offset} from r0, stores at r2 and r3. */
#define DENDRT_DSP_OUTPUT(first, second)                                                                               \
  "ldrd r4, r7, [r0], #8\n\t"                                                                                          \
  "smmla " first ", " first ", r4, r7\n\t"                                                                             \
  "smmla " second ", " second ", r4, r7\n\t"                                                                           \
  "ssat " first ", #8, " first ", asr %[right]\n\t"                                                                    \
  "ssat " second ", #8, " second ", asr %[right]\n\t"                                                                  \
  "strb " first ", [r2], #1\n\t"                                                                                       \
  "strb " second ", [r3], #1\n\t"

/* Those of four channels: 3.5 instructions each (of layout dual, with DENDRT_DSP_SPLIT before, 4.5). */
#define DENDRT_DSP_FOLDED                                                                                              \
  "ldr r0, [sp, #20]\n\t"                                                                                              \
  "ldrd r2, r3, [sp, #8]\n\t"                                                                                          \
  DENDRT_DSP_OUTPUT("r5", "r6")                                                                                        \
  DENDRT_DSP_OUTPUT("r8", "r9")                                                                                        \
  DENDRT_DSP_OUTPUT("r10", "r11")                                                                                      \
  DENDRT_DSP_OUTPUT("r12", "lr")                                                                                       \
  "str r0, [sp, #20]\n\t"                                                                                              \
  "strd r2, r3, [sp, #8]\n\t"

/* Registers that DENDRT_DSP_BLOCKS has on the stack. */
#define DENDRT_DSP_SAVED "r0, r2, r3, r4, r5, r6, r7, r8, r9"

/* What blocks of outputs at two positions are made of. */
typedef struct {
  const dendrt_uint32_t *column;
  const uint32_t *weights;                       /* moves on */
  const int32_t *bias;                           /* moves on */
  const int32_t *values;                         /* factors or parameters of the channels; moves on */
  const int32_t *offsets, *slopes, *multipliers; /* with dendrites; see DENDRT_DSP_BLOCKS */
  uint8_t *first, *second;                       /* where outputs are stored */
  int32_t size;                                  /* bytes of the outputs of a position, not 0 */
  uint32_t late;                                 /* as DENDRT_DSP_LOOP needs them */
  const dendrt_uint32_t *end;
} dendrt_dsp_blocks_t;

/* The outputs of blocks of filters, whose sums begin with the words that `begin` lists the registers of, from the first
 * product to the store: `loop` adds up, `finish` stores at r2 and r3. On the stack: 0 column, 4 the end of the first
 * position's outputs, 8 and 12 where outputs are stored, 16 bias, 20 values, 24 r7, 28 and 32 as `loop` needs them;
 * with dendrites, whose `tables` is "+r" instead of "=r", 36 offsets, 40 slopes, 44 multipliers, all of which `saved`
 * lists. At borders `slopes` is the second position's bias, at 40, or at 36 where there are no other tables. Around
 * `loop` and `finish` a block takes 6 instructions. */
#define DENDRT_DSP_BLOCKS(blocks, saved, tables, begin, loop, finish, ...)                                             \
  do {                                                                                                                 \
    register const dendrt_uint32_t *r0 __asm__("r0") = (blocks)->column, *r9 __asm__("r9") = (blocks)->end;            \
    register const uint32_t *r1 __asm__("r1") = (blocks)->weights;                                                     \
    register uint8_t *r3 __asm__("r3") = (blocks)->first, *r2 __asm__("r2") = r3 + (blocks)->size;                     \
    register uint8_t *r4 __asm__("r4") = (blocks)->second;                                                             \
    register const int32_t *r5 __asm__("r5") = (blocks)->bias, *r6 __asm__("r6") = (blocks)->values;                   \
    register uint32_t r8 __asm__("r8") = (blocks)->late;                                                               \
    register const int32_t *r10 __asm__("r10") = (blocks)->offsets, *r11 __asm__("r11") = (blocks)->slopes;            \
    register const int32_t *r12 __asm__("r12") = (blocks)->multipliers;                                                \
    __asm__ volatile("push {" saved "}\n"                                                                              \
                     "1:\n\t"                                                                                          \
                     "ldr r4, [sp, #16]\n\t"                                                                           \
                     "ldmia r4!, {" begin "}\n\t"                                                                      \
                     "str r4, [sp, #16]\n\t"                                                                           \
                     loop                                                                                              \
                     finish                                                                                            \
                     "ldrd r0, r4, [sp]\n\t"                                                                           \
                     "cmp r2, r4\n\t"                                                                                  \
                     "bne.w 1b\n\t"                                                                                    \
                     "pop {" saved "}"                                                                                 \
                     : "+r"(r1), "+r"(r3), "+r"(r4), "+r"(r5), "+r"(r6), tables(r10), tables(r11), tables(r12)         \
                     : "r"(r0), "r"(r2), "r"(r8), "r"(r9), __VA_ARGS__                                                 \
                     : "lr", "memory", "cc");                                                                          \
    (blocks)->weights = r1;                                                                                            \
    (blocks)->bias = r5;                                                                                               \
    (blocks)->values = r6;                                                                                             \
  } while (0)

#endif
