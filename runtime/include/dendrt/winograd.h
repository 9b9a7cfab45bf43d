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

#include "dsp_winograd_dendrites.h"

/* Products of a tile; tiles side by side that are computed at once; what they read, and outputs they have. */
enum {
  DENDRT_WINOGRAD_PRODUCTS = 16,
  DENDRT_WINOGRAD_TILES = 2,
  DENDRT_WINOGRAD_ROWS = 4,
  DENDRT_WINOGRAD_COLUMNS = 6,
  DENDRT_WINOGRAD_OUTPUTS = 8
};

/* Signals of a dendrite, of int16: those of a block of channels. */
enum { DENDRT_WINOGRAD_SIGNALS = DENDRT_BLOCK_CHANNELS * DENDRT_WINOGRAD_OUTPUTS };

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
    DENDRT_DSP_WINOGRAD_SUMS(DENDRT_DSP_WINOGRAD_STRAIGHT, [steps] "i"(words - 1));
  else
    DENDRT_DSP_WINOGRAD_SUMS(DENDRT_DSP_WINOGRAD_LOOP, );
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
    DENDRT_DSP_WINOGRAD_FINISH(DENDRT_DSP_WINOGRAD_LOAD_FOLDED, DENDRT_DSP_WINOGRAD_FOLDED, [one] "i"(step),
                               [two] "i"(2 * step), [three] "i"(3 * step), [size] "i"(1), [right] "i"(requant->right));
  else
    DENDRT_DSP_WINOGRAD_FINISH(DENDRT_DSP_WINOGRAD_LOAD_TFLITE,
                               DENDRT_DSP_WINOGRAD_TFLITE, [one] "i"(step), [two] "i"(2 * step), [three] "i"(3 * step),
                               [size] "i"(1), [half] "i"(2 * requant->zero_point + 1));
}

/* Whether dendrt_winograd_dendrite and dendrt_winograd_neuron can finish a layer with dendrites. */
DENDRT_INLINE int dendrt_winograd_is_dendritic(const dendrt_channel_requant_t *requant,
                                               const dendrt_dendrites_t *dendrites, int32_t step, int output_size) {
  return dendrt_dsp_is_dendritic(requant, dendrites, output_size) && __builtin_constant_p(step) && step <= 4095 / 3;
}

/* The signals of dendrite `k` of `count` channels, whose parameters begin at `parameters`, `stride` bytes from one
 * channel to the next. */
DENDRT_INLINE void dendrt_winograd_dendrite(const dendrt_dendrites_t *dendrites, const dendrt_int32_t *sums,
                                            const int32_t *bias, const int32_t *parameters, int32_t stride, int32_t k,
                                            int32_t count, dendrt_int16_t *signals) {
  const int32_t *offsets = dendrt_dsp_offsets(dendrites), *slopes = dendrt_dsp_slopes(dendrites, offsets);
  register const dendrt_int32_t *r0 __asm__("r0") = sums;
  register const int32_t *r1 __asm__("r1") = bias;
  register const int32_t *r2 __asm__("r2") = parameters + dendrt_dendrite_parameter(k);
  register dendrt_int16_t *r3 __asm__("r3") = signals;
  register dendrt_int16_t *r4 __asm__("r4") = signals + DENDRT_WINOGRAD_SIGNALS * k;
  register const dendrt_int32_t *r5 __asm__("r5") = sums + DENDRT_WINOGRAD_TILES * count;
  register int32_t r6 __asm__("r6") = stride;
  register const int32_t *r8 __asm__("r8") = offsets, *r9 __asm__("r9") = slopes;
  DENDRT_DSP_WINOGRAD_DENDRITE([z_shift] "i"(dendrites->shift), [z_zero_point] "i"(dendrites->zero_point),
                               [table_bits] "i"(dendrt_dsp_table_bits(dendrites)),
                               [function] "i"(dendrt_dsp_function(dendrites)),
                               [next] "i"(2 * (DENDRT_WINOGRAD_SIGNALS - DENDRT_WINOGRAD_OUTPUTS)));
}

/* The outputs of `count` channels from `channel` on; `upper` and `lower` are the first ones of each row. */
DENDRT_INLINE void dendrt_winograd_neuron(const dendrt_channel_requant_t *requant, const dendrt_dendrites_t *dendrites,
                                          const dendrt_int32_t *sums, const int32_t *bias, const int32_t *parameters,
                                          int32_t stride, int32_t channel, int32_t count, dendrt_int16_t *signals,
                                          void *upper, void *lower, int32_t step, int size) {
  register const dendrt_int32_t *r0 __asm__("r0") = sums;
  register const int32_t *r1 __asm__("r1") = bias;
  register const int32_t *r2 __asm__("r2") = requant->multipliers + channel;
  register void *r3 __asm__("r3") = upper;
  register void *r4 __asm__("r4") = lower;
  register const dendrt_int32_t *r5 __asm__("r5") = sums + DENDRT_WINOGRAD_TILES * count;
  register const int32_t *r6 __asm__("r6") = parameters + 1;
  register dendrt_int16_t *r8 __asm__("r8") = signals;
  register dendrt_int16_t *r9 __asm__("r9") = signals + DENDRT_WINOGRAD_SIGNALS * dendrites->count;
  register int32_t r10 __asm__("r10") = stride;
  DENDRT_DSP_WINOGRAD_NEURON([shift] "i"(requant->shift), [zero_point] "i"(requant->zero_point), [bits] "i"(8 * size),
                             [one] "i"(step), [two] "i"(2 * step), [three] "i"(3 * step), [size] "i"(size),
                             [next] "i"(2 * (DENDRT_WINOGRAD_SIGNALS - DENDRT_WINOGRAD_OUTPUTS)));
}
#endif

#endif
