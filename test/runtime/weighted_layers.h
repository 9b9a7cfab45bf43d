// weighted_layers.h: random weighted layers, their filters packed for a kernel, and what is checked of spatial ones.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#ifndef DENDRT_TEST_WEIGHTED_LAYERS_H
#define DENDRT_TEST_WEIGHTED_LAYERS_H

#include "layers.h"
#include "reference.h"

#include "dendrt/neuron.h"

#include <stdint.h>

// The geometry of a random convolution of up to `max_size` rows and columns, and how many dendrites it has.
void random_geometry(convolution_t *layer, int32_t max_size);

// Random borders, now and then, of an output of known size.
void random_borders(convolution_t *layer);

// Its requantization, channel by channel in the pool.
dendrt_channel_requant_t requant_of(const neuron_t *n);

// Rounding FOLDED instead, if the layer and its rounding allow it, for inputs of `size` bytes: whether they do. Sums
// have at most `left` bits to the left.
int fold(const convolution_t *layer, const int32_t *folded_bias, int size, int32_t left,
         dendrt_channel_requant_t *requant);

// The dendrites' function as its values or its segments instead of a table, now and then: kernels in lanes have no
// segments.
void random_form(dendrt_dendrites_t *dendrites, int in_lanes);

// Puts what kernels of several lanes read per channel, `padded` of them, into their order.
void pack_lane_neuron(const convolution_t *layer, lane_order_t order, int32_t padded, dendrt_channel_requant_t *requant,
                      dendrt_dendrites_t *dendrites);

enum { DUAL, PAIRED, WIDE, VECTOR, NARROW, TRIPLE, LONG };

// A layer's filters in a layout, of random chunks.
typedef struct {
  int layout;
  int32_t words;        // of a column, as if copied where it may be read in place
  int32_t scratch_size; // two columns taken
  void *weights;
  int32_t *bias;
  int32_t bias_size; // elements of each
  int32_t chunk_length;
  dendrt_channel_requant_t requant;
  dendrt_dendrites_t dendrites;
} packed_t;

// Packs filters in one of these layouts, whose columns have runs of that order, or in layout winograd for outputs of
// `output_size` bytes.
packed_t pack(const convolution_t *layer, int layout, run_t run);
packed_t pack_by_winograd(const convolution_t *layer, int output_size);

// A random layout, of dense layers or of convolutions, with the size of its input, and of an output, and weights for
// them.
int random_layout(convolution_t *layer, int is_dense, int *input_size, int *output_size);

// Runs a spatial kernel on random inputs, all rows at once, through rings, and, unless `overlap` is NULL, into its
// input, and compares outputs with the reference's. The planes belong to `kernel_layer`; `names` are those of the three
// in messages.
#define SPATIAL_NAMES(name) ((const char *const[]){name, name " in rings", name " over its input"})
void check_spatial(const char *const *names, int32_t round, const convolution_t *layer, const void *kernel_layer,
                   dendrt_plane_t *input_plane, dendrt_plane_t *output_plane, rows_fn run, int input_size,
                   int output_size, int32_t scratch_size, const overlap_t *overlap);

#endif
