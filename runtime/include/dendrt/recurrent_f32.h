/* recurrent_f32.h: recurrent layers with dendrites, in float.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Method: step by step; at each, for every sequence, each branch goes on to its next state, and then the neurons
 * take up what their dendrites say of theirs. */
#ifndef DENDRT_RECURRENT_F32_H
#define DENDRT_RECURRENT_F32_H

#include "cell.h"
#include "weighted_f32.h"

/* A step of a layer is a row of its planes, and its sequences are the positions of a row. */
typedef struct {
  dendrt_plane_t input, output; /* input channels: D + 1 times the sums of the cell times those of the output */
  dendrt_cell_t cell;
  int32_t appends_cell;   /* the output has a row more, the cells' states after the last step; no dendrites */
  float cell_clip;        /* the state of a cell is clamped to +- this; 0: it is not; lstm only */
  const float *peepholes; /* [D + 1][3][units]: what gates 0, 1 and 2 see of cells; NULL: nothing; lstm only */
  dendrt_scalar_f32_t functions[3]; /* as many as the cell has */
  dendrt_filters_f32_t filters;     /* per branch and gate [units][units], bias likewise; no limits */
} dendrt_recurrent_f32_t;

/* The value of one of the layer's functions. */
DENDRT_INLINE float dendrt_recurrent_function_f32(const dendrt_recurrent_f32_t *layer, int index, float x) {
  const dendrt_scalar_f32_t *scalar = &layer->functions[index];
  return scalar->function(x, scalar->parameters);
}

/* Gate 0, 1 or 2 of unit `u` of a branch of an lstm, whose cell has the state `cell`. */
DENDRT_INLINE float dendrt_recurrent_gate_f32(const dendrt_recurrent_f32_t *layer, int32_t branch, int32_t gate,
                                              int32_t u, float sum, float cell) {
  const float *peepholes = layer->peepholes;
  if (peepholes != NULL)
    sum += peepholes[(3 * branch + gate) * layer->output.channels + u] * cell;
  return dendrt_recurrent_function_f32(layer, 0, sum);
}

/* sums[u] = bias + the products of the weights of unit u of `block`, a gate of a branch, with `v`. */
DENDRT_INLINE void dendrt_recurrent_products_f32(const dendrt_recurrent_f32_t *layer, int32_t block,
                                                 const dendrt_float_t *v, dendrt_float_t *sums) {
  const int32_t units = layer->output.channels, first = block * units;
  for (int32_t u = 0; u < units; ++u)
    sums[u] = dendrt_dot_f32(layer->filters.bias[first + u], v, layer->filters.weights + (first + u) * units, units);
}

/* One step of a branch, whose gates are at `x` and whose states are at `h` and `c`. `sums` has room for those of the
 * cell's gates and for a state. */
DENDRT_INLINE void dendrt_recurrent_step_f32(const dendrt_recurrent_f32_t *layer, int32_t branch,
                                             const dendrt_float_t *x, dendrt_float_t *h, dendrt_float_t *c,
                                             dendrt_float_t *sums) {
  const int32_t units = layer->output.channels, gates = dendrt_cell_gates(layer->cell);
  const int32_t direct = layer->cell == DENDRT_GRU ? 2 : gates; /* gates that multiply the state as it is */
  for (int32_t gate = 0; gate < direct; ++gate)
    dendrt_recurrent_products_f32(layer, branch * gates + gate, h, sums + gate * units);
  if (layer->cell == DENDRT_GRU) {
    dendrt_float_t *scaled = sums + 3 * units; /* the state times its reset */
    for (int32_t u = 0; u < units; ++u)
      scaled[u] = h[u] * dendrt_recurrent_function_f32(layer, 0, x[units + u] + sums[units + u]);
    dendrt_recurrent_products_f32(layer, branch * gates + 2, scaled, sums + 2 * units);
  }
  for (int32_t u = 0; u < units; ++u) {
    const dendrt_float_t *p = sums + u;
    if (layer->cell == DENDRT_LSTM) {
      const float in = dendrt_recurrent_gate_f32(layer, branch, 0, u, x[u] + p[0], c[u]);
      const float keep = dendrt_recurrent_gate_f32(layer, branch, 2, u, x[2 * units + u] + p[2 * units], c[u]);
      c[u] = keep * c[u] + in * dendrt_recurrent_function_f32(layer, 1, x[3 * units + u] + p[3 * units]);
      if (layer->cell_clip > 0.0f)
        c[u] = c[u] > layer->cell_clip ? layer->cell_clip : c[u] < -layer->cell_clip ? -layer->cell_clip : c[u];
      const float out = dendrt_recurrent_gate_f32(layer, branch, 1, u, x[units + u] + p[units], c[u]);
      h[u] = out * dendrt_recurrent_function_f32(layer, 2, c[u]);
      continue;
    }
    const float first = dendrt_recurrent_function_f32(layer, 0, x[u] + p[0]);
    if (layer->cell == DENDRT_RNN) {
      h[u] = first;
    } else {
      float sum = p[2 * units];
      if (layer->cell == DENDRT_GRU_RESET_AFTER)
        sum *= dendrt_recurrent_function_f32(layer, 0, x[units + u] + p[units]);
      const float next = dendrt_recurrent_function_f32(layer, 1, x[2 * units + u] + sum);
      h[u] = (1.0f - first) * next + first * h[u];
    }
  }
}

/* dendrt_recurrent_f32(layer, gates, initial, output, scratch): all steps; ..._rows: steps [first, first + count), in
 * order and on one scratch, which holds the states between calls.
 *   gates    [steps][sequences][(D + 1) * gates * units], aligned to 4, row-addressed
 *   initial  [states][sequences][(D + 1) * units], aligned to 4: what the states are before step 0
 *   output   [steps][sequences][units], aligned to 4, row-addressed; with `appends_cell` [steps + 1]
 *   scratch  aligned to 4; 4 * ((D + 1) * units * states * sequences + (gates + 1) * units + D + 1) bytes
 * Not checked: sizes, alignment. */
DENDRT_INLINE void dendrt_recurrent_f32_rows(const dendrt_recurrent_f32_t *layer, const void *gates,
                                             const void *initial, void *output, void *scratch, int32_t first,
                                             int32_t count) {
  const int32_t units = layer->output.channels, sequences = layer->output.width;
  const int32_t branches = layer->filters.dendrites.count + 1, branch_gates = dendrt_cell_gates(layer->cell) * units;
  const int32_t size = sequences * branches * units, states = dendrt_cell_states(layer->cell);
  dendrt_float_t *hidden = (dendrt_float_t *)scratch, *cells = hidden + (states - 1) * size;
  dendrt_float_t *sums = hidden + states * size, *signals = sums + branch_gates + units;
  if (first == 0)
    memcpy(scratch, initial, (size_t)(states * size) * sizeof(float));
  for (int32_t row = first; row < first + count; ++row) {
    const dendrt_float_t *x = (const dendrt_float_t *)dendrt_at(gates, dendrt_row_offset(&layer->input, row));
    dendrt_float_t *y = (dendrt_float_t *)dendrt_at_mutable(output, dendrt_row_offset(&layer->output, row));
    dendrt_float_t *h = hidden, *c = cells;
    if (layer->appends_cell && row == layer->input.height) {
      memcpy(y, cells, (size_t)size * sizeof(float));
      break;
    }
    for (int32_t sequence = 0; sequence < sequences; ++sequence, y += units) {
      for (int32_t branch = 0; branch < branches; ++branch, x += branch_gates)
        dendrt_recurrent_step_f32(layer, branch, x, h + branch * units, c + branch * units, sums);
      for (int32_t u = 0; u < units; ++u) {
        for (int32_t branch = 0; branch < branches; ++branch)
          signals[branch] = h[branch * units + u];
        y[u] = dendrt_neuron_f32(&layer->filters, u, signals);
      }
      h += branches * units;
      c += branches * units;
    }
  }
}
DENDRT_INLINE void dendrt_recurrent_f32(const dendrt_recurrent_f32_t *layer, const void *gates, const void *initial,
                                        void *output, void *scratch) {
  dendrt_recurrent_f32_rows(layer, gates, initial, output, scratch, 0, layer->output.height);
}

#endif
