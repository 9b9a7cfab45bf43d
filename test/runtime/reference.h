// reference.h: the formulas of dialects/kern/README.md written down plainly, on logical weights,
// and the packed layouts of runtime/README.md written down a second time.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#ifndef DENDRT_TEST_REFERENCE_H
#define DENDRT_TEST_REFERENCE_H

#include "dendrt/neuron.h"

#include <stdint.h>

enum { MAX_DENDRITES = 4 };

// A neuron layer: everything behind the sums, per output channel, in logical order.
typedef struct {
  int32_t channels, dendrites;
  const int32_t *multipliers;          // [channels]
  const int32_t *dendrite_multipliers; // [dendrites][channels]
  const int32_t *between;              // [dendrites (dendrites - 1) / 2][channels]
  const int32_t *to_neuron;            // [dendrites][channels]
  const int16_t *function;             // a table of 257 entries, or NULL
  int32_t table_bits;                  // its entries are 2^table_bits steps of z apart
  int32_t shift, zero_point, min, max;
  dendrt_rounding_t rounding;
  const int8_t *rights; // [channels]
  int32_t z_shift, z_zero_point, z_min, z_max;
} neuron_t;

// A convolution; a dense layer is one with a 1x1 window on a plane of rows x 1.
typedef struct {
  int32_t height, width, channels;
  int32_t output_height, output_width;
  dendrt_window_t window;
  int32_t groups; // depthwise: the number of input channels
  int32_t zero_point;
  int saturates;                    // sums, to what fits 32 bits shifted to the left
  const int8_t *weights;            // [(dendrites + 1) * output channels][taps][channels / groups]
  int32_t top, left, bottom, right; // rows and columns of the output with biases of their own
  const int32_t *bias;              // [biases, row by row][(dendrites + 1) * output channels]
  neuron_t neuron;
} convolution_t;

// The biases of a convolution, and which of them an output position has.
int32_t bias_count(const convolution_t *layer);
int32_t bias_index(const convolution_t *layer, int32_t row, int32_t column);

// A sum times a real factor, by the formulas of dendrt_rounding_t.
int64_t reference_round(int64_t sum, int32_t multiplier, int32_t right, int32_t shift, dendrt_rounding_t rounding);

int64_t reference_high(int64_t a, int64_t multiplier);
int32_t reference_clamp(int64_t value, int32_t min, int32_t max);
int32_t reference_table(const int16_t *table, int32_t z, int32_t bits);
int32_t reference_requantize(int64_t sum, const dendrt_requant_t *requant);

// The output of channel `c` from the sums of its branches.
int32_t reference_neuron(const neuron_t *neuron, int32_t c, const int64_t *sums);

// x and y hold one value per int32.
void reference_convolution(const convolution_t *layer, const int32_t *x, int32_t *y);

// Elements of the window of one output position.
int32_t column_length(const convolution_t *layer);

// bias - zero point * sum of weights, per bias and filter.
void fold_bias(const convolution_t *layer, int32_t *folded);

// dendrites.parameters.
void pack_parameters(const neuron_t *neuron, int32_t *parameters);

// dendrites.segments, 256 times {offset, slope}.
void pack_segments(const int16_t *function, int32_t *segments);

// dendrites.values, from those of `min` to those of `max`.
void pack_values(const int16_t *function, int32_t bits, int32_t min, int32_t max, int16_t *values);

// What kernels of four lanes read: values of the channels in blocks of 4, zeros beyond, those of each group in order or
// every fourth of sixteen. Dendrites' parameters, and one value per channel.
typedef enum { BY_FOURS, BY_SIXTEENS } lane_order_t;
void pack_lane_parameters(const convolution_t *layer, lane_order_t order, int32_t *parameters);
void pack_lanes(const convolution_t *layer, lane_order_t order, const int32_t *values, int32_t *packed);

// Elements of a window that lie side by side in the input; int8 or int16.
typedef struct {
  int32_t length;
  int is_byte;
} run_t;

// Layouts. Each returns the number of
// words (dual) or bytes (paired, quad) written.
int32_t pack_dual(const convolution_t *layer, const int32_t *folded, run_t run, uint32_t *weights, int32_t *bias);
int32_t pack_paired(const convolution_t *layer, const int32_t *folded, run_t run, int8_t *weights, int32_t *bias);
int32_t pack_wide(const convolution_t *layer, const int32_t *folded, const dendrt_channel_requant_t *requant, run_t run,
                  uint32_t *weights, int32_t *bias);
int32_t pack_winograd(const convolution_t *layer, const int32_t *folded, int32_t left, uint32_t *weights,
                      int32_t *bias);
int32_t pack_narrow(const convolution_t *layer, const int32_t *folded, int8_t *weights, int32_t *bias);
int32_t pack_quartet(const convolution_t *layer, const int32_t *folded, int8_t *weights, int32_t *bias);
int32_t pack_triple(const convolution_t *layer, const int32_t *folded, int8_t *weights, int32_t *bias);
int32_t pack_vector(const convolution_t *layer, const int32_t *folded, int input_size, int8_t *weights, int32_t *bias);
int32_t pack_quad(const convolution_t *layer, const int32_t *folded, int input_size, int8_t *weights, int32_t *bias);
int32_t pack_planes(const convolution_t *layer, const int32_t *folded, int8_t *weights, int32_t *bias);
int32_t pack_single(const convolution_t *layer, const int32_t *folded, int8_t *weights, int32_t *bias);
int32_t pack_sixteen(const convolution_t *layer, const int32_t *folded, int8_t *weights, int32_t *bias);

#endif
