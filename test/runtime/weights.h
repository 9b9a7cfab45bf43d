// weights.h: random weights and neurons for the tests of the runtime.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#ifndef DENDRT_TEST_WEIGHTS_H
#define DENDRT_TEST_WEIGHTS_H

#include "reference.h"

#include "dendrt/neuron.h"

#include <stdint.h>

// Random values within bounds, in the pool.
int32_t *random_array(int32_t count, int32_t min, int32_t max);

// Weights, bias and neuron of a random layer whose geometry is set. `sum_bits` bounds every sum.
void random_weights(convolution_t *layer, int input_size, int output_size, int sum_bits);

// Replaces the table of the dendrites' function by one whose neighbours differ by what 16 bits hold: for kernels of
// MVE.
void flatten_table(neuron_t *neuron);

// The dendrites of a neuron with their function as a table, parameters in the pool; none where it has none.
dendrt_dendrites_t dendrites_of(const neuron_t *neuron);

#endif
