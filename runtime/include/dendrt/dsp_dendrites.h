/* dsp_dendrites.h: what dendrites make of the sums of two positions, in assembly for the DSP extension.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * The formulas of neuron.h for what most layers have: rounding NATIVE, z of all int16, outputs of the full range.
 * Registers are those of dsp_tile.h, sums as its tiles leave them; r0 parameters, r2 and r3 the function: offsets and
 * slopes of its segments, its table and half of what it rounds to, or its values. Signals d are kept times 2^16, values
 * as they are. Constants (DENDRT_DSP_DENDRITES): `shift`, `z_shift` to the left, `zero_point`, `z_zero_point`, `bits`
 * of an output, `table_bits`, 8 less than those of z, `function`, what it is given by. */
#ifndef DENDRT_DSP_DENDRITES_H
#define DENDRT_DSP_DENDRITES_H

#include "dsp_tile.h"
#include "neuron.h"

/* What a function is given by. */
enum { DENDRT_DSP_IDENTITY, DENDRT_DSP_BY_TABLE, DENDRT_DSP_BY_SEGMENTS, DENDRT_DSP_BY_VALUES, DENDRT_DSP_RELU };

/* Words of a table are read where its entries lie. */
#if defined(__ARM_FEATURE_UNALIGNED)
enum { DENDRT_DSP_TAKES_TABLES = 1 };
#else
enum { DENDRT_DSP_TAKES_TABLES = 0 };
#endif

/* The function of dendrites. */
DENDRT_INLINE int dendrt_dsp_function(const dendrt_dendrites_t *dendrites) {
  if (dendrites->values)
    return DENDRT_DSP_BY_VALUES;
  if (dendrites->segments)
    return DENDRT_DSP_BY_SEGMENTS;
  if (dendrites->function)
    return DENDRT_DSP_BY_TABLE;
  return dendrites->min == 0 ? DENDRT_DSP_RELU : DENDRT_DSP_IDENTITY;
}

/* The bits of z, all of int16 but for tables and values of fewer, less 8. */
DENDRT_INLINE int dendrt_dsp_table_bits(const dendrt_dendrites_t *dendrites) {
  return dendrt_signed_bits(dendrites->min, dendrites->max) - 8;
}

/* Its first register: the middle of its offsets, of its table or of its values, and its second one. */
DENDRT_INLINE const int32_t *dendrt_dsp_offsets(const dendrt_dendrites_t *dendrites) {
  return (const int32_t *)dendrt_table_middle(dendrites);
}
DENDRT_INLINE const int32_t *dendrt_dsp_slopes(const dendrt_dendrites_t *dendrites, const int32_t *offsets) {
  return dendrites->segments ? offsets + 1 : NULL;
}

/* Whether these formulas are a layer's: all that they need is known to the compiler. */
DENDRT_INLINE int dendrt_dsp_is_dendritic(const dendrt_channel_requant_t *requant, const dendrt_dendrites_t *dendrites,
                                          int output_size) {
  const int bits = dendrt_signed_bits(dendrites->min, dendrites->max);
  const int has_table = dendrites->function || dendrites->values;
  const int is_relu = dendrt_dsp_function(dendrites) == DENDRT_DSP_RELU && dendrites->max == INT16_MAX;
  return dendrites->count > 0 && (!dendrites->function || DENDRT_DSP_TAKES_TABLES) &&
         (bits == 16 || is_relu || (has_table && bits > 8)) && requant->rounding == DENDRT_NATIVE &&
         requant->min == (output_size == 1 ? INT8_MIN : INT16_MIN) &&
         requant->max == (output_size == 1 ? INT8_MAX : INT16_MAX) && __builtin_constant_p(dendrites->shift) &&
         __builtin_constant_p(dendrites->zero_point) && __builtin_constant_p(requant->shift) &&
         __builtin_constant_p(requant->zero_point);
}

/* The constants of the formulas, for outputs of `size` bytes. */
#define DENDRT_DSP_DENDRITES(requant, dendrites, size)                                                                 \
  [shift] "i"((requant)->shift), [z_shift] "i"((dendrites)->shift), [zero_point] "i"((requant)->zero_point),           \
      [z_zero_point] "i"((dendrites)->zero_point), [bits] "i"(8 * (size)),                                             \
      [table_bits] "i"(dendrt_dsp_table_bits(dendrites)), [function] "i"(dendrt_dsp_function(dendrites))

/* An int16 constant into a register. */
#define DENDRT_DSP_CONSTANT(to, constant)                                                                              \
  ".if %c[" constant "] >= -128 && %c[" constant "] < 128\n\t"                                                         \
  "mov " to ", #%c[" constant "]\n\t"                                                                                  \
  ".else\n\t"                                                                                                          \
  "movw " to ", #%c[" constant "] & 65535\n\t"                                                                         \
  "sxth " to ", " to "\n\t"                                                                                            \
  ".endif\n\t"

/* The sums at both positions to the left. */
#define DENDRT_DSP_LEFT(first, second, shift)                                                                          \
  ".if %c[" shift "]\n\t"                                                                                              \
  "lsl " first ", " first ", #%c[" shift "]\n\t"                                                                       \
  "lsl " second ", " second ", #%c[" shift "]\n\t"                                                                     \
  ".endif\n\t"

/* The register of the slopes where there are none. */
#define DENDRT_DSP_SLOPES(slopes)                                                                                      \
  ".if %c[function] == 1\n\t"                                                                                          \
  "mov " slopes ", #1 << %c[table_bits] >> 1\n\t"                                                                      \
  ".endif\n\t"

/* f(z) in place of z: from its values, or times 2^16 by segments, by its table (dendrt_table16_fine), or z itself. */
#define DENDRT_DSP_FUNCTION(z, offsets, slopes, t, u)                                                                  \
  ".if %c[function] == 3\n\t"                                                                                          \
  "ldrsh " z ", [" offsets ", " z ", lsl #1]\n\t"                                                                      \
  ".elseif %c[function] == 2\n\t"                                                                                      \
  "asr " t ", " z ", #8\n\t"                                                                                           \
  "ldr " u ", [" offsets ", " t ", lsl #3]\n\t"                                                                        \
  "ldr " t ", [" slopes ", " t ", lsl #3]\n\t"                                                                         \
  "mla " z ", " t ", " z ", " u "\n\t"                                                                                 \
  ".elseif %c[function] == 1\n\t"                                                                                      \
  "asr " t ", " z ", %[table_bits]\n\t"                                                                                \
  "ldr " u ", [" offsets ", " t ", lsl #1]\n\t"                                                                        \
  "and " z ", " z ", #(1 << %c[table_bits]) - 1\n\t"                                                                   \
  "rsb " t ", " z ", " z ", lsl #16\n\t"                                                                               \
  "add " t ", " t ", #1 << %c[table_bits]\n\t"                                                                         \
  "smlad " z ", " u ", " t ", " slopes "\n\t"                                                                          \
  "lsl " z ", " z ", #16 - %c[table_bits]\n\t"                                                                         \
  ".else\n\t"                                                                                                          \
  "lsl " z ", " z ", #16\n\t"                                                                                          \
  ".endif\n\t"

/* z cut to its range. */
#define DENDRT_DSP_CUT(z)                                                                                              \
  ".if %c[function] == 4\n\t"                                                                                          \
  "usat " z ", #15, " z "\n\t"                                                                                         \
  ".else\n\t"                                                                                                          \
  "ssat " z ", #8 + %c[table_bits], " z "\n\t"                                                                         \
  ".endif\n\t"

/* d at both positions in place of a dendrite's sums, the multiplier from `place`: 3.5 instructions each with its
 * values, 6.5 by segments, 9.5 by a table, one more with a shift. */
#define DENDRT_DSP_SIGNAL(place, first, second)                                                                        \
  DENDRT_DSP_LEFT(first, second, "z_shift")                                                                            \
  "ldr r4, " place "\n\t"                                                                                              \
  ".if %c[z_zero_point]\n\t"                                                                                           \
  DENDRT_DSP_CONSTANT("r7", "z_zero_point")                                                                            \
  "smmlar " first ", " first ", r4, r7\n\t"                                                                            \
  "smmlar " second ", " second ", r4, r7\n\t"                                                                          \
  ".else\n\t"                                                                                                          \
  "smmulr " first ", " first ", r4\n\t"                                                                                \
  "smmulr " second ", " second ", r4\n\t"                                                                              \
  ".endif\n\t"                                                                                                         \
  DENDRT_DSP_CUT(first)                                                                                                \
  DENDRT_DSP_CUT(second)                                                                                               \
  DENDRT_DSP_FUNCTION(first, "r2", "r3", "r4", "r7")                                                                   \
  DENDRT_DSP_FUNCTION(second, "r2", "r3", "r4", "r7")

/* Adds what a dendrite's signals contribute to the sums of another branch, by the coefficient at `place`. */
#define DENDRT_DSP_TAKE(place, first, second, signal, signal2)                                                         \
  "ldr r4, " place "\n\t"                                                                                              \
  ".if %c[function] == 3\n\t"                                                                                          \
  "smlawb " first ", r4, " signal ", " first "\n\t"                                                                    \
  "smlawb " second ", r4, " signal2 ", " second "\n\t"                                                                 \
  ".else\n\t"                                                                                                          \
  "smlawt " first ", r4, " signal ", " first "\n\t"                                                                    \
  "smlawt " second ", r4, " signal2 ", " second "\n\t"                                                                 \
  ".endif\n\t"

/* The signals of the dendrites of a tile, added to the sums of its neurons: a channel with one to three, or two
 * channels with one dendrite each, as tiles of layout wide have them. `place(i)` is where parameter i of a channel is,
 * each asked for once, in their order. */
#define DENDRT_DSP_ONE_DENDRITE(place)                                                                                 \
  DENDRT_DSP_SIGNAL(place(0), "r8", "r9")                                                                              \
  DENDRT_DSP_TAKE(place(1), "r5", "r6", "r8", "r9")
#define DENDRT_DSP_ONE_EACH(place)                                                                                     \
  DENDRT_DSP_SIGNAL(place(0), "r10", "r11")                                                                            \
  DENDRT_DSP_TAKE(place(1), "r5", "r6", "r10", "r11")                                                                  \
  DENDRT_DSP_SIGNAL(place(2), "r12", "lr")                                                                             \
  DENDRT_DSP_TAKE(place(3), "r8", "r9", "r12", "lr")
#define DENDRT_DSP_TWO_DENDRITES(place)                                                                                \
  DENDRT_DSP_ONE_DENDRITE(place)                                                                                       \
  DENDRT_DSP_TAKE(place(2), "r10", "r11", "r8", "r9")                                                                  \
  DENDRT_DSP_SIGNAL(place(3), "r10", "r11")                                                                            \
  DENDRT_DSP_TAKE(place(4), "r5", "r6", "r10", "r11")
#define DENDRT_DSP_THREE_DENDRITES(place)                                                                              \
  DENDRT_DSP_TWO_DENDRITES(place)                                                                                      \
  DENDRT_DSP_TAKE(place(5), "r12", "lr", "r8", "r9")                                                                   \
  DENDRT_DSP_TAKE(place(6), "r12", "lr", "r10", "r11")                                                                 \
  DENDRT_DSP_SIGNAL(place(7), "r12", "lr")                                                                             \
  DENDRT_DSP_TAKE(place(8), "r5", "r6", "r12", "lr")
#define DENDRT_DSP_PARAMETER(i) "[r0], #4"

/* Both outputs of a neuron: multiplier from `multiplier`, zero point in r7, stores at `place` and `place2`. */
#define DENDRT_DSP_FINISH(multiplier, first, second, place, place2)                                                    \
  DENDRT_DSP_LEFT(first, second, "shift")                                                                              \
  "ldr r4, " multiplier "\n\t"                                                                                         \
  "smmlar " first ", " first ", r4, r7\n\t"                                                                            \
  "smmlar " second ", " second ", r4, r7\n\t"                                                                          \
  "ssat " first ", %[bits], " first "\n\t"                                                                             \
  "ssat " second ", %[bits], " second "\n\t"                                                                           \
  ".if %c[bits] == 8\n\t"                                                                                              \
  "strb " first ", " place "\n\t"                                                                                      \
  "strb " second ", " place2 "\n\t"                                                                                    \
  ".else\n\t"                                                                                                          \
  "strh " first ", " place "\n\t"                                                                                      \
  "strh " second ", " place2 "\n\t"                                                                                    \
  ".endif\n\t"

/* The same with multipliers from r0, outputs at r2 and r3, all of which move on. */
#define DENDRT_DSP_NEURON(first, second)                                                                               \
  DENDRT_DSP_FINISH("[r0], #4", first, second, "[r2], %[bits] / 8", "[r3], %[bits] / 8")

/* Offsets and slopes of the function, which is the same address a word further. */
#define DENDRT_DSP_TABLES "ldrd r2, r3, [sp, #36]\n\t"
#define DENDRT_DSP_ONE_TABLE "ldr r2, [sp, #36]\n\tadd r3, r2, #4\n\t"

/* From the sums of a tile to its outputs: 10 instructions, 5 for each dendrite and output (8 by segments), 1.5 for each
 * other coefficient, 3 for each output. */
#define DENDRT_DSP_DENDRITIC(tables, signals, neurons)                                                                 \
  "ldr r0, [sp, #20]\n\t"                                                                                              \
  tables                                                                                                               \
  DENDRT_DSP_SLOPES("r3")                                                                                              \
  signals(DENDRT_DSP_PARAMETER)                                                                                        \
  "str r0, [sp, #20]\n\t"                                                                                              \
  "ldr r0, [sp, #44]\n\t"                                                                                              \
  "ldrd r2, r3, [sp, #8]\n\t"                                                                                          \
  DENDRT_DSP_CONSTANT("r7", "zero_point")                                                                              \
  neurons                                                                                                              \
  "str r0, [sp, #44]\n\t"                                                                                              \
  "strd r2, r3, [sp, #8]\n\t"

/* The sums of four filters of layout dual at both positions, as they are. */
#define DENDRT_DSP_PART                                                                                                \
  "sub r5, r5, r8\n\t"                                                                                                 \
  "sub r6, r6, r9\n\t"                                                                                                 \
  "sub r10, r10, r12\n\t"                                                                                              \
  "sub r11, r11, lr\n\t"                                                                                               \
  "asr r5, r5, #8\n\t"                                                                                                 \
  "asr r6, r6, #8\n\t"                                                                                                 \
  "asr r10, r10, #8\n\t"                                                                                               \
  "asr r11, r11, #8\n\t"

/* A channel's sums from those of a block of four, branch by branch: the first at r4, which moves on to the next one. */
#define DENDRT_DSP_SUMS_TWO                                                                                            \
  "ldrd r8, r9, [r4, #32]\n\t"                                                                                         \
  "ldrd r5, r6, [r4], #8\n\t"
#define DENDRT_DSP_SUMS_THREE                                                                                          \
  "ldrd r10, r11, [r4, #64]\n\t"                                                                                       \
  DENDRT_DSP_SUMS_TWO
#define DENDRT_DSP_SUMS_FOUR                                                                                           \
  "ldrd r12, lr, [r4, #96]\n\t"                                                                                        \
  DENDRT_DSP_SUMS_THREE

/* DENDRT_DSP_BLOCKS of layout dual with dendrites: blocks of four channels, whose tiles, one for each branch, leave
 * their sums in scratch, `all` bytes of it, from which `load` has those of a channel. On the stack beside: 48 sums, 52
 * their end. Around `loop` a tile takes 19 instructions, around `signals` and `neurons` a channel 20. */
#define DENDRT_DSP_DUAL_BLOCKS(blocks, scratch, loop, load, signals, neurons, ...)                                     \
  do {                                                                                                                 \
    register const dendrt_uint32_t *r0 __asm__("r0") = (blocks)->column, *r9 __asm__("r9") = (blocks)->end;            \
    register const uint32_t *r1 __asm__("r1") = (blocks)->weights;                                                     \
    register uint8_t *r3 __asm__("r3") = (blocks)->first, *r2 __asm__("r2") = r3 + (blocks)->size;                     \
    register uint8_t *r4 __asm__("r4") = (blocks)->second;                                                             \
    register const int32_t *r5 __asm__("r5") = (blocks)->bias, *r6 __asm__("r6") = (blocks)->values;                   \
    register uint32_t r8 __asm__("r8") = (blocks)->late;                                                               \
    register const int32_t *r10 __asm__("r10") = (blocks)->offsets, *r11 __asm__("r11") = (blocks)->slopes;            \
    register const int32_t *r12 __asm__("r12") = (blocks)->multipliers;                                                \
    register dendrt_int32_t *lr __asm__("lr") = (scratch);                                                             \
    __asm__ volatile("add lr, lr, %[all]\n\t"                                                                          \
                     "push {lr}\n\t"                                                                                   \
                     "sub lr, lr, %[all]\n\t"                                                                          \
                     "push {" DENDRT_DSP_SAVED ", r10, r11, r12, lr}\n"                                                \
                     "1:\n\t"                                                                                          \
                     "ldr r0, [sp]\n\t"                                                                                \
                     "ldr r4, [sp, #16]\n\t"                                                                           \
                     "ldmia r4!, {r5, r8, r10, r12}\n\t"                                                               \
                     "str r4, [sp, #16]\n\t"                                                                           \
                     loop                                                                                              \
                     DENDRT_DSP_PART                                                                                   \
                     "ldrd r2, r3, [sp, #48]\n\t"                                                                      \
                     "stmia r2!, {r5, r6, r8, r9, r10, r11, r12, lr}\n\t"                                              \
                     "str r2, [sp, #48]\n\t"                                                                           \
                     "cmp r2, r3\n\t"                                                                                  \
                     "bne.w 1b\n\t"                                                                                    \
                     "sub r4, r2, %[all]\n"                                                                            \
                     "3:\n\t"                                                                                          \
                     load                                                                                              \
                     "str r4, [sp, #48]\n\t"                                                                           \
                     DENDRT_DSP_DENDRITIC(DENDRT_DSP_TABLES, signals, neurons)                                         \
                     "ldrd r4, r7, [sp, #48]\n\t"                                                                      \
                     "sub r7, r7, %[all] - 32\n\t"                                                                     \
                     "cmp r4, r7\n\t"                                                                                  \
                     "bne.w 3b\n\t"                                                                                    \
                     "sub r4, r4, #32\n\t"                                                                             \
                     "str r4, [sp, #48]\n\t"                                                                           \
                     "ldr r4, [sp, #4]\n\t"                                                                            \
                     "cmp r2, r4\n\t"                                                                                  \
                     "bne.w 1b\n\t"                                                                                    \
                     "pop {" DENDRT_DSP_SAVED ", r10, r11, r12, lr}\n\t"                                               \
                     "add sp, sp, #4"                                                                                  \
                     : "+r"(r1), "+r"(r3), "+r"(r4), "+r"(r5), "+r"(r6), "+r"(r12)                                     \
                     : "r"(r0), "r"(r2), "r"(r8), "r"(r9), "r"(r10), "r"(r11), "r"(lr), __VA_ARGS__                    \
                     : "memory", "cc");                                                                                \
    (blocks)->weights = r1;                                                                                            \
    (blocks)->bias = r5;                                                                                               \
    (blocks)->values = r6;                                                                                             \
  } while (0)

#endif
