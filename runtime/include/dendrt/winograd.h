/* winograd.h: convolutions of 3x3 windows by F(2x2, 3x3), exactly, in integers.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Method: Winograd's minimal filtering (S. Winograd, Arithmetic Complexity of Computations, 1980; for convolutional
 * networks A. Lavin, S. Gray, 2015). A tile of 2x2 outputs reads 4x4 inputs d; with the filter g
 *
 *   Y = A^T [ (G g G^T) * (B^T d B) ] A     16 products for each input channel instead of 36
 *
 *   B^T = 1  0 -1  0     2 G = 2  0  0     A^T = 1  1  1  0
 *         0  1  1  0           1  1  1           0  1 -1 -1
 *         0 -1  1  0           1 -1  1
 *         0  1  0 -1           0  0  2
 *
 * With G doubled on both axes everything is an integer and the sums are 4 times those of the direct form: the same
 * bits. Transformed bytes fit 11 bits, transformed weights 12. The two bits by which sums are too large serve rounding
 * FOLDED; sums between may wrap, since the last ones fit 32 bits. */
#ifndef DENDRT_WINOGRAD_H
#define DENDRT_WINOGRAD_H

#include "dsp_tile.h"

/* Products of a tile; tiles side by side that are computed at once; what they read, and outputs they have. */
enum {
  DENDRT_WINOGRAD_PRODUCTS = 16,
  DENDRT_WINOGRAD_TILES = 2,
  DENDRT_WINOGRAD_ROWS = 4,
  DENDRT_WINOGRAD_COLUMNS = 6,
  DENDRT_WINOGRAD_OUTPUTS = 8
};

/* Where the inputs of both tiles lie: channel 0 of the first position of each row, and the bytes from one position to
 * the next. */
typedef struct {
  const void *rows[DENDRT_WINOGRAD_ROWS];
  int32_t step;
} dendrt_winograd_source_t;

/* A row of d times B, two channels in every word. */
typedef struct {
  uint32_t a, b, c, d;
} dendrt_winograd_row_t;

/* Bytes 0 and 2 of the four at `p`, or with `odd` bytes 1 and 3. */
DENDRT_INLINE uint32_t dendrt_winograd_load(const void *p, int odd) {
  const uint32_t bytes = dendrt_load32(p);
  return odd ? dendrt_sxtb16_ror8(bytes) : dendrt_sxtb16(bytes);
}

DENDRT_INLINE dendrt_winograd_row_t dendrt_winograd_row(const void *row, int32_t step, int odd) {
  const uint32_t x0 = dendrt_winograd_load(row, odd), x1 = dendrt_winograd_load(dendrt_at(row, step), odd);
  const uint32_t x2 = dendrt_winograd_load(dendrt_at(row, 2 * step), odd);
  const uint32_t x3 = dendrt_winograd_load(dendrt_at(row, 3 * step), odd);
  return (dendrt_winograd_row_t){dendrt_ssub16(x0, x2), dendrt_sadd16(x1, x2), dendrt_ssub16(x2, x1),
                                 dendrt_ssub16(x1, x3)};
}

/* Stores one row of B^T d B, `distance` words from one product to the next. */
DENDRT_INLINE void dendrt_winograd_put(dendrt_uint32_t *column, int32_t distance, uint32_t a, uint32_t b, uint32_t c,
                                       uint32_t d) {
  column[0] = a;
  column[distance] = b;
  column[2 * distance] = c;
  column[3 * distance] = d;
}

/* Transforms two of the four channels at `offset` bytes of a tile's positions. */
DENDRT_INLINE void dendrt_winograd_two(const dendrt_winograd_source_t *source, int32_t offset, int odd,
                                       dendrt_uint32_t *column, int32_t distance) {
  const int32_t step = source->step;
  const dendrt_winograd_row_t r2 = dendrt_winograd_row(dendrt_at(source->rows[2], offset), step, odd);
  const dendrt_winograd_row_t r0 = dendrt_winograd_row(dendrt_at(source->rows[0], offset), step, odd);
  dendrt_winograd_put(column, distance, dendrt_ssub16(r0.a, r2.a), dendrt_ssub16(r0.b, r2.b), dendrt_ssub16(r0.c, r2.c),
                      dendrt_ssub16(r0.d, r2.d));
  const dendrt_winograd_row_t r1 = dendrt_winograd_row(dendrt_at(source->rows[1], offset), step, odd);
  dendrt_winograd_put(column + 4 * distance, distance, dendrt_sadd16(r1.a, r2.a), dendrt_sadd16(r1.b, r2.b),
                      dendrt_sadd16(r1.c, r2.c), dendrt_sadd16(r1.d, r2.d));
  dendrt_winograd_put(column + 8 * distance, distance, dendrt_ssub16(r2.a, r1.a), dendrt_ssub16(r2.b, r1.b),
                      dendrt_ssub16(r2.c, r1.c), dendrt_ssub16(r2.d, r1.d));
  const dendrt_winograd_row_t r3 = dendrt_winograd_row(dendrt_at(source->rows[3], offset), step, odd);
  dendrt_winograd_put(column + 12 * distance, distance, dendrt_ssub16(r1.a, r3.a), dendrt_ssub16(r1.b, r3.b),
                      dendrt_ssub16(r1.c, r3.c), dendrt_ssub16(r1.d, r3.d));
}

/* Transforms the inputs of both tiles: columns[product][word][tile], `words` words of two channels, an even number. */
DENDRT_INLINE void dendrt_winograd_columns(const dendrt_winograd_source_t *source, dendrt_uint32_t *columns,
                                           int32_t words) {
  for (int32_t word = 0; word < words; word += 2, columns += 2 * DENDRT_WINOGRAD_TILES)
    for (int tile = 0; tile < DENDRT_WINOGRAD_TILES; ++tile) {
      const int32_t offset = 2 * word + 2 * tile * source->step;
      dendrt_winograd_two(source, offset, 0, columns + tile, DENDRT_WINOGRAD_TILES * words);
      dendrt_winograd_two(source, offset, 1, columns + DENDRT_WINOGRAD_TILES + tile, DENDRT_WINOGRAD_TILES * words);
    }
}

#if defined(DENDRT_DSP_TILES)
/* The first step of DENDRT_DSP_WIDE_FOUR, whose sums begin with nothing. */
#define DENDRT_WINOGRAD_FIRST                                                                                          \
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

/* All products of a tile in turn. On the stack: where sums go and their end, the bytes by which the loop is entered
 * late, the end of the product's column, its bytes. */
#define DENDRT_WINOGRAD_SUMS(loop, ...)                                                                                \
  __asm__ volatile("push {r2, r3, r4, r5, r6, r7}\n"                                                                   \
                   "1:\n\t" loop "ldrd r2, r3, [sp]\n\t"                                                               \
                   "stmia r2!, {r5, r6, r8, r9, r10, r11, r12, lr}\n\t"                                                \
                   "str r2, [sp]\n\t"                                                                                  \
                   "cmp r2, r3\n\t"                                                                                    \
                   "bne.w 1b\n\t"                                                                                      \
                   "pop {r2, r3, r4, r5, r6, r7}"                                                                      \
                   : "+r"(r0), "+r"(r1), "+r"(r2), "+r"(r3), "+r"(r4), "+r"(r5), "+r"(r6)                              \
                   : __VA_ARGS__                                                                                       \
                   : "r8", "r9", "r10", "r11", "r12", "lr", "memory", "cc")
#endif

/* The sums over all input channels of each product of four filters: sums[product][filter][tile]. Returns the end of
 * the weights. */
DENDRT_INLINE const uint32_t *dendrt_winograd_sums(dendrt_int32_t *sums, const dendrt_uint32_t *columns,
                                                   const uint32_t *weights, int32_t words) {
#if defined(DENDRT_DSP_TILES)
  register const dendrt_uint32_t *r0 __asm__("r0") = columns;
  register const uint32_t *r1 __asm__("r1") = weights;
  register dendrt_int32_t *r2 __asm__("r2") = sums;
  register dendrt_int32_t *r3 __asm__("r3") = sums + DENDRT_WINOGRAD_PRODUCTS * DENDRT_WINOGRAD_OUTPUTS;
  register uint32_t r4 __asm__("r4") = DENDRT_DSP_LATE(words - 1, 44);
  register const dendrt_uint32_t *r5 __asm__("r5") = columns + DENDRT_WINOGRAD_TILES * words;
  register int32_t r6 __asm__("r6") = 4 * DENDRT_WINOGRAD_TILES * words;
  if (__builtin_constant_p(words) && words <= DENDRT_STRAIGHT_WORDS)
    DENDRT_WINOGRAD_SUMS(
        DENDRT_DSP_STRAIGHT(DENDRT_WINOGRAD_FIRST, DENDRT_DSP_NEXT(DENDRT_DSP_WIDE_FOUR)), [steps] "i"(words - 1));
  else
    DENDRT_WINOGRAD_SUMS(DENDRT_DSP_LOOP(DENDRT_WINOGRAD_FIRST, DENDRT_DSP_NEXT(DENDRT_DSP_WIDE_FOUR), "8", "12") //
                         "ldrd r2, r3, [sp, #12]\n\t"
                         "add r2, r2, r3\n\t"
                         "str r2, [sp, #12]\n\t", );
  return r1;
#else
  for (int product = 0; product < DENDRT_WINOGRAD_PRODUCTS; ++product, columns += DENDRT_WINOGRAD_TILES * words) {
    int32_t sum[DENDRT_WINOGRAD_OUTPUTS] = {0};
    for (int32_t word = 0; word < words; ++word)
      for (int filter = 0; filter < 4; ++filter, ++weights)
        for (int tile = 0; tile < DENDRT_WINOGRAD_TILES; ++tile)
          sum[DENDRT_WINOGRAD_TILES * filter + tile] = dendrt_smlad(
              columns[DENDRT_WINOGRAD_TILES * word + tile], *weights, sum[DENDRT_WINOGRAD_TILES * filter + tile]);
    for (int i = 0; i < DENDRT_WINOGRAD_OUTPUTS; ++i)
      *sums++ = sum[i];
  }
  return weights;
#endif
}

/* The outputs of a tile: upper left, upper right, lower left, lower right. */
typedef struct {
  uint32_t value[4];
} dendrt_winograd_tile_t;

/* A^T M A, M being the sums of the products of one filter and tile; `bias` is part of all outputs, as M's second
 * element of the second row is. */
DENDRT_INLINE dendrt_winograd_tile_t dendrt_winograd_tile(const dendrt_int32_t *sums, int32_t bias) {
  const dendrt_uint32_t *m = (const dendrt_uint32_t *)sums;
  uint32_t upper[4], lower[4];
#define DENDRT_WINOGRAD_SUM(product) m[(product) * DENDRT_WINOGRAD_OUTPUTS]
#define DENDRT_WINOGRAD_COLUMN(x, bias)                                                                                \
  do {                                                                                                                 \
    const uint32_t second = DENDRT_WINOGRAD_SUM(4 + x) + (bias), third = DENDRT_WINOGRAD_SUM(8 + x);                   \
    upper[x] = DENDRT_WINOGRAD_SUM(x) + second + third;                                                                \
    lower[x] = second - third - DENDRT_WINOGRAD_SUM(12 + x);                                                           \
  } while (0)
  DENDRT_WINOGRAD_COLUMN(0, 0);
  DENDRT_WINOGRAD_COLUMN(1, (uint32_t)bias);
  DENDRT_WINOGRAD_COLUMN(2, 0);
  DENDRT_WINOGRAD_COLUMN(3, 0);
#undef DENDRT_WINOGRAD_COLUMN
#undef DENDRT_WINOGRAD_SUM
  return (dendrt_winograd_tile_t){{upper[0] + upper[1] + upper[2], upper[1] - upper[2] - upper[3],
                                   lower[0] + lower[1] + lower[2], lower[1] - lower[2] - lower[3]}};
}

#if defined(DENDRT_DSP_TILES)
/* One instruction for each of two tiles. */
#define DENDRT_WINOGRAD_BOTH(op, x0, x1, y0, y1) op " " x0 ", " x0 ", " y0 "\n\t" op " " x1 ", " x1 ", " y1 "\n\t"

/* The outputs of both tiles as int8, of the channels from `sums` on to those before `end`, in one piece of assembly:
 * those of the first tile, upper left, upper right, lower left and lower right, are in r1, r3, r5 and r8, those of the
 * second in r2, r4, r6 and r9. The stack has r0, bias, factors, both rows, the end, rights and r7. `load` brings what
 * `finish` takes to finish one. */
#define DENDRT_WINOGRAD_OUTPUTS(load, finish, ...)                                                                                                                                    \
  __asm__ volatile(                                                                                                                                                                   \
      "push {r0, r1, r2, r3, r4, r5, r6, r7}\n"                                                                                                                                       \
      "1:\n\t"                                                                                                                                                                        \
      "ldrd r1, r2, [r0]\n\t"                                                                                                                                                         \
      "ldrd r5, r6, [r0, #128]\n\t"                                                                                                                                                   \
      "ldrd r10, r11, [r0, #256]\n\t" DENDRT_WINOGRAD_BOTH("add", "r1", "r2", "r5", "r6")                                                                                             \
          DENDRT_WINOGRAD_BOTH("add", "r1", "r2", "r10", "r11") DENDRT_WINOGRAD_BOTH(                                                                                                 \
              "sub", "r5", "r6", "r10",                                                                                                                                               \
              "r11") "ldrd r10, r11, [r0, #384]\n\t"                                                                                                                                  \
                     "ldr r7, [sp, #4]\n\t" DENDRT_WINOGRAD_BOTH(                                                                                                                     \
                         "sub", "r5", "r6", "r10",                                                                                                                                    \
                         "r11") "ldr r12, [r7], #4\n\t"                                                                                                                               \
                                "ldrd r8, r9, [r0, #160]\n\t"                                                                                                                         \
                                "ldrd r3, r4, [r0, #32]\n\t"                                                                                                                          \
                                "ldrd r10, r11, [r0, #288]\n\t"                                                                                                                       \
                                "str r7, [sp, #4]\n\t" DENDRT_WINOGRAD_BOTH(                                                                                                          \
                                    "add", "r8", "r9", "r12", "r12") DENDRT_WINOGRAD_BOTH("add", "r3", "r4", "r8",                                                                    \
                                                                                          "r9")                                                                                       \
                                    DENDRT_WINOGRAD_BOTH("add", "r3", "r4", "r10", "r11") DENDRT_WINOGRAD_BOTH(                                                                       \
                                        "sub", "r8", "r9", "r10",                                                                                                                     \
                                        "r11") "ldrd r10, r11, [r0, #416]\n\t" DENDRT_WINOGRAD_BOTH("add", "r1", "r2",                                                                \
                                                                                                    "r3", "r4")                                                                       \
                                        DENDRT_WINOGRAD_BOTH(                                                                                                                         \
                                            "sub", "r8", "r9", "r10",                                                                                                                 \
                                            "r11") "ldrd r10, r11, [r0, #64]\n\t"                                                                                                     \
                                                   "ldrd r12, lr, [r0, #192]\n\t"                                                                                                     \
                                                   "ldr r7, [r0, #320]\n\t" DENDRT_WINOGRAD_BOTH("add", "r5", "r6", "r8", "r9") DENDRT_WINOGRAD_BOTH(                                 \
                                                       "add", "r10", "r11",                                                                                                           \
                                                       "r12",                                                                                                                         \
                                                       "lr") "add r10, r10, r7\n\t"                                                                                                   \
                                                             "sub r12, r12, r7\n\t"                                                                                                   \
                                                             "ldr r7, [r0, #324]\n\t"                                                                                                 \
                                                             "add r1, r1, r10\n\t"                                                                                                    \
                                                             "sub r3, r3, r10\n\t"                                                                                                    \
                                                             "add r11, r11, r7\n\t"                                                                                                   \
                                                             "sub lr, lr, r7\n\t"                                                                                                     \
                                                             "add r2, r2, r11\n\t"                                                                                                    \
                                                             "sub r4, r4, r11\n\t"                                                                                                    \
                                                             "ldrd r10, r11, [r0, #448]\n\t"                                                                                          \
                                                             "ldr r7, [sp, #8]\n\t" DENDRT_WINOGRAD_BOTH(                                                                             \
                                                                 "sub", "r12", "lr", "r10",                                                                                           \
                                                                 "r11") "ldrd r10, r11, [r0, "                                                                                        \
                                                                        "#96]\n\t" DENDRT_WINOGRAD_BOTH(                                                                              \
                                                                            "add", "r5", "r6", "r12",                                                                                 \
                                                                            "lr")                                                                                                     \
                                                                            DENDRT_WINOGRAD_BOTH("sub", "r8", "r9", "r12", "lr") "ldrd r12, lr, [r0, #224]\n\t" DENDRT_WINOGRAD_BOTH( \
                                                                                "sub", "r3", "r4", "r10",                                                                             \
                                                                                "r11") "ldrd r10, r11, [r0, "                                                                         \
                                                                                       "#352]"                                                                                        \
                                                                                       "\n\t" DENDRT_WINOGRAD_BOTH(                                                                   \
                                                                                           "s"                                                                                        \
                                                                                           "u"                                                                                        \
                                                                                           "b",                                                                                       \
                                                                                           "r"                                                                                        \
                                                                                           "3",                                                                                       \
                                                                                           "r"                                                                                        \
                                                                                           "4",                                                                                       \
                                                                                           "r"                                                                                        \
                                                                                           "1"                                                                                        \
                                                                                           "2",                                                                                       \
                                                                                           "l"                                                                                        \
                                                                                           "r")                                                                                       \
                                                                                           DENDRT_WINOGRAD_BOTH(                                                                      \
                                                                                               "sub", "r8", "r9",                                                                     \
                                                                                               "r12",                                                                                 \
                                                                                               "lr") "ldrd r12, lr, "                                                                 \
                                                                                                     "[r0, "                                                                          \
                                                                                                     "#480]"                                                                          \
                                                                                                     "\n"                                                                             \
                                                                                                     "\t" DENDRT_WINOGRAD_BOTH(                                                       \
                                                                                                         "sub", "r3",                                                                 \
                                                                                                         "r4", "r10",                                                                 \
                                                                                                         "r11")                                                                       \
                                                                                                         DENDRT_WINOGRAD_BOTH(                                                        \
                                                                                                             "add",                                                                   \
                                                                                                             "r8",                                                                    \
                                                                                                             "r9",                                                                    \
                                                                                                             "r10",                                                                   \
                                                                                                             "r11")                                                                   \
                                                                                                             DENDRT_WINOGRAD_BOTH(                                                    \
                                                                                                                 "ad"                                                                 \
                                                                                                                 "d",                                                                 \
                                                                                                                 "r8",                                                                \
                                                                                                                 "r9",                                                                \
                                                                                                                 "r1"                                                                 \
                                                                                                                 "2",                                                                 \
                                                                                                                 "lr")                                                                \
                                                                                                                 load                                                                 \
      "ldrd r12, lr, [sp, #12]\n\t" finish("r3", "[r12, %[one]]") finish("r2", "[r12, %[two]]")                                                                                       \
          finish("r4", "[r12, %[three]]") finish("r1", "[r12], #1") finish("r8", "[lr, %[one]]")                                                                                      \
              finish("r6", "[lr, %[two]]") finish("r9", "[lr, %[three]]")                                                                                                             \
                  finish("r5", "[lr], #1") "strd r12, lr, [sp, #12]\n\t"                                                                                                              \
                                           "ldr r0, [sp]\n\t"                                                                                                                         \
                                           "ldr r7, [sp, #20]\n\t"                                                                                                                    \
                                           "add r0, r0, #8\n\t"                                                                                                                       \
                                           "str r0, [sp]\n\t"                                                                                                                         \
                                           "cmp r0, r7\n\t"                                                                                                                           \
                                           "bne.w 1b\n\t"                                                                                                                             \
                                           "add sp, sp, #28\n\t"                                                                                                                      \
                                           "pop {r7}"                                                                                                                                 \
      : "+r"(r0), "+r"(r1), "+r"(r2), "+r"(r3), "+r"(r4), "+r"(r5), "+r"(r6)                                                                                                          \
      : __VA_ARGS__                                                                                                                                                                   \
      : "r8", "r9", "r10", "r11", "r12", "lr", "memory", "cc")

/* FOLDED: {multiplier, offset} in r10 and r11. 105 instructions for 8 outputs. */
#define DENDRT_WINOGRAD_LOAD_FOLDED "ldrd r10, r11, [r7], #8\n\tstr r7, [sp, #8]\n\t"
#define DENDRT_WINOGRAD_FOLDED(sum, place)                                                                             \
  "smmla " sum ", " sum ", r10, r11\n\t"                                                                               \
  "ssat " sum ", #8, " sum ", asr %[right]\n\t"                                                                        \
  "strb " sum ", " place "\n\t"

/* TFLITE: the multiplier in r10, the offset in r11, the bits to the right in r7; r0 is free. Sums come 4 times as
 * large, and are taken twice. 134 instructions for 8 outputs. */
#define DENDRT_WINOGRAD_LOAD_TFLITE                                                                                    \
  "ldr r12, [sp, #24]\n\t"                                                                                             \
  "ldr r10, [r7], #4\n\t"                                                                                              \
  "str r7, [sp, #8]\n\t"                                                                                               \
  "ldrsb r7, [r12], #1\n\t"                                                                                            \
  "str r12, [sp, #24]\n\t"                                                                                             \
  "mov r11, %[half]\n\t"                                                                                               \
  "lsl r11, r11, r7\n\t"
#define DENDRT_WINOGRAD_TFLITE(sum, place)                                                                             \
  "asr " sum ", " sum ", #1\n\t"                                                                                       \
  "add r0, r11, " sum ", asr #31\n\t"                                                                                  \
  "smmlar " sum ", " sum ", r10, r0\n\t"                                                                               \
  "asr " sum ", " sum ", r7\n\t"                                                                                       \
  "ssat " sum ", #8, " sum ", asr #1\n\t"                                                                              \
  "strb " sum ", " place "\n\t"

/* Whether dendrt_winograd_finish can finish outputs that are `step` bytes from one position to the next: offsets to the
 * fourth one fit an instruction. */
DENDRT_INLINE int dendrt_winograd_finishes(const dendrt_channel_requant_t *requant, int32_t step, int output_size) {
  const int folded = requant->rounding == DENDRT_FOLDED && __builtin_constant_p(requant->right);
  const int tflite = requant->rounding == DENDRT_TFLITE && __builtin_constant_p(requant->zero_point);
  return output_size == 1 && requant->min == INT8_MIN && requant->max == INT8_MAX && (folded || tflite) &&
         __builtin_constant_p(step) && step <= 4095 / 3;
}

/* The outputs of `count` channels from `channel` on; `upper` and `lower` are the first ones of each row. */
DENDRT_INLINE void dendrt_winograd_finish(const dendrt_channel_requant_t *requant, const dendrt_int32_t *sums,
                                          const int32_t *bias, int32_t channel, int32_t count, void *upper, void *lower,
                                          int32_t step) {
  const int folded = requant->rounding == DENDRT_FOLDED;
  register const dendrt_int32_t *r0 __asm__("r0") = sums;
  register const int32_t *r1 __asm__("r1") = bias;
  register const int32_t *r2 __asm__("r2") = folded ? requant->folded + 2 * channel : requant->multipliers + channel;
  register void *r3 __asm__("r3") = upper;
  register void *r4 __asm__("r4") = lower;
  register const dendrt_int32_t *r5 __asm__("r5") = sums + DENDRT_WINOGRAD_TILES * count;
  register const int8_t *r6 __asm__("r6") = folded ? NULL : requant->rights + channel;
  if (folded)
    DENDRT_WINOGRAD_OUTPUTS(DENDRT_WINOGRAD_LOAD_FOLDED, DENDRT_WINOGRAD_FOLDED, [one] "i"(step), [two] "i"(2 * step),
                            [three] "i"(3 * step), [right] "i"(requant->right));
  else
    DENDRT_WINOGRAD_OUTPUTS(DENDRT_WINOGRAD_LOAD_TFLITE, DENDRT_WINOGRAD_TFLITE, [one] "i"(step), [two] "i"(2 * step),
                            [three] "i"(3 * step), [half] "i"(2 * requant->zero_point + 1));
}
#endif

#endif
