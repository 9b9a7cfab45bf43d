/* recurrent.h: recurrent layers with dendrites, int8 weights and int16 states: what all layouts of weights share.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Method: step by step; at each, for every sequence, each branch goes on to its next state, and then the neurons
 * take up what their dendrites say of theirs. The products of a gate of a branch with the state are a dense layer. */
#ifndef DENDRT_RECURRENT_H
#define DENDRT_RECURRENT_H

#include "cell.h"
#include "fixed_functions.h"
#include "neuron.h"
#include "shape.h"

/* A step of a layer is a row of its planes, and its sequences are the positions of a row. */
typedef struct {
  dendrt_plane_t input, output; /* input channels: D + 1 times the sums of the cell times those of the output */
  dendrt_cell_t cell;
  int32_t appends_cell;  /* the output has a row more, the cells' states after the last step; int16, no dendrites */
  const int16_t *tables; /* 257 entries for each function of the cell; not of FIXED_LSTM */
  int32_t gate_shift;    /* bits to the left between sums and functions, 0 to 14 */
  int32_t cell_shift;    /* the same for the state of the cell, of lstm */
  int32_t cell_limit;    /* that state is clamped to +- this, 1 to 32767; 0: to int16 */
  int32_t neuron_shift;  /* and between hidden states and the neurons' sums */
  int32_t weights_step, bias_step,
      rows_step; /* elements of the product's tables from one gate of a branch to the next */
  dendrt_dendrites_t dendrites;
  dendrt_requant_t requant;
  dendrt_requant_t hidden;  /* of FIXED_LSTM, from products of two numbers with 15 fractional bits to hidden states */
  const int16_t *peepholes; /* [D + 1][3][units], what gates 0, 1 and 2 see of the cells of lstm; NULL: nothing */
  dendrt_channel_requant_t peephole; /* from products of these with cells, a row of 3 * (D + 1) each, to 17 bits */
} dendrt_recurrent_t;

/* The state of a cell, clamped. */
DENDRT_INLINE int16_t dendrt_recurrent_limit(const dendrt_recurrent_t *layer, int32_t cell) {
  const int32_t limit = layer->cell_limit;
  return (int16_t)dendrt_clamp(cell, limit > 0 ? -limit : INT16_MIN, limit > 0 ? limit : INT16_MAX);
}

/* A product of which one factor counts 2^-15, rounded. */
DENDRT_INLINE int32_t dendrt_recurrent_scale(int32_t product) { return (product + (1 << 14)) >> 15; }

/* Function `index` of `value`, moved left by `shift`. */
DENDRT_INLINE int32_t dendrt_recurrent_apply(const dendrt_recurrent_t *layer, int index, int32_t value, int32_t shift) {
  const int32_t z = dendrt_clamp(dendrt_shift_left(value, shift), INT16_MIN, INT16_MAX);
  return dendrt_table16(layer->tables + 257 * index + 128, z);
}

/* `scaled`, the state `h` times its reset, of a unit each. `x` are the gates' inputs, `products` those with the state.
 */
DENDRT_INLINE void dendrt_recurrent_reset(const dendrt_recurrent_t *layer, const dendrt_int16_t *x,
                                          const dendrt_int16_t *products, const dendrt_int16_t *h,
                                          dendrt_int16_t *scaled) {
  const int32_t units = layer->output.channels;
  for (int32_t u = 0; u < units; ++u) {
    const int32_t reset = dendrt_recurrent_apply(layer, 0, x[units + u] + products[units + u], layer->gate_shift);
    scaled[u] = (int16_t)dendrt_clamp(dendrt_recurrent_scale(reset * h[u]), INT16_MIN, INT16_MAX);
  }
}

/* What a gate of a branch sees of the state `cell` of unit `u`. */
DENDRT_INLINE int32_t dendrt_recurrent_peephole(const dendrt_recurrent_t *layer, int32_t branch, int32_t gate,
                                                int32_t u, int32_t cell) {
  const int32_t row = 3 * branch + gate;
  if (layer->peepholes == NULL)
    return 0;
  return dendrt_requantize_channel(layer->peepholes[row * layer->output.channels + u] * cell,
                                   dendrt_factor_of(&layer->peephole, row, 0), &layer->peephole);
}

/* The states of a branch after a step. */
DENDRT_INLINE void dendrt_recurrent_update(const dendrt_recurrent_t *layer, int32_t branch, const dendrt_int16_t *x,
                                           const dendrt_int16_t *products, dendrt_int16_t *h, dendrt_int16_t *c) {
  const int32_t units = layer->output.channels, shift = layer->gate_shift;
  for (int32_t u = 0; u < units; ++u) {
    const dendrt_int16_t *p = products + u, *in = x + u;
    const int32_t seen = layer->cell == DENDRT_LSTM ? dendrt_recurrent_peephole(layer, branch, 0, u, c[u]) : 0;
    const int32_t first = dendrt_recurrent_apply(layer, 0, in[0] + p[0] + seen, shift);
    if (layer->cell == DENDRT_RNN) {
      h[u] = (int16_t)first;
    } else if (layer->cell == DENDRT_LSTM) {
      const int32_t kept = in[2 * units] + p[2 * units] + dendrt_recurrent_peephole(layer, branch, 2, u, c[u]);
      const int32_t next = dendrt_recurrent_apply(layer, 1, in[3 * units] + p[3 * units], shift);
      const int32_t cell = dendrt_recurrent_apply(layer, 0, kept, shift) * c[u] + first * next;
      c[u] = dendrt_recurrent_limit(layer, dendrt_recurrent_scale(cell));
      const int32_t shown = in[units] + p[units] + dendrt_recurrent_peephole(layer, branch, 1, u, c[u]);
      const int32_t hidden =
          dendrt_recurrent_apply(layer, 0, shown, shift) * dendrt_recurrent_apply(layer, 2, c[u], layer->cell_shift);
      h[u] = (int16_t)dendrt_clamp(dendrt_recurrent_scale(hidden), INT16_MIN, INT16_MAX);
    } else {
      int32_t sum = p[2 * units];
      if (layer->cell == DENDRT_GRU_RESET_AFTER)
        sum = dendrt_recurrent_scale(dendrt_recurrent_apply(layer, 0, in[units] + p[units], shift) * sum);
      const int32_t next = dendrt_recurrent_apply(layer, 1, in[2 * units] + sum, shift);
      const int32_t hidden = next + dendrt_recurrent_scale(first * (h[u] - next));
      h[u] = (int16_t)dendrt_clamp(hidden, INT16_MIN, INT16_MAX);
    }
  }
}

/* Gate 0, 1 or 2 of FIXED_LSTM, of unit `u`. */
DENDRT_INLINE int32_t dendrt_recurrent_fixed_gate(const dendrt_recurrent_t *layer, int32_t gate, int32_t u,
                                                  const int32_t *sums, int32_t cell) {
  const int32_t sum = sums[gate] + dendrt_recurrent_peephole(layer, 0, gate, u, cell);
  return dendrt_fixed_sigmoid(dendrt_shift_left(dendrt_clamp(sum, INT16_MIN, INT16_MAX), layer->gate_shift));
}

/* The states after a step of FIXED_LSTM, whose products have 17 bits. */
DENDRT_INLINE void dendrt_recurrent_update_fixed(const dendrt_recurrent_t *layer, const dendrt_int16_t *x,
                                                 const dendrt_int32_t *products, dendrt_int16_t *h, dendrt_int16_t *c) {
  const int32_t units = layer->output.channels;
  for (int32_t u = 0; u < units; ++u) {
    int32_t sums[4];
    for (int32_t gate = 0; gate < 4; ++gate)
      sums[gate] = dendrt_clamp(x[gate * units + u] + products[gate * units + u], INT16_MIN, INT16_MAX);
    const int32_t kept = dendrt_fixed_divide(dendrt_recurrent_fixed_gate(layer, 2, u, sums, c[u]) * c[u], 15);
    const int32_t next = dendrt_fixed_tanh(dendrt_shift_left(sums[3], layer->gate_shift));
    const int32_t added = dendrt_recurrent_fixed_gate(layer, 0, u, sums, c[u]) * next;
    const int32_t cell = kept + dendrt_fixed_divide(added, 15 + layer->cell_shift);
    c[u] = dendrt_recurrent_limit(layer, cell);
    const int32_t shown = dendrt_fixed_tanh(dendrt_shift_left(c[u], layer->cell_shift));
    h[u] = (int16_t)dendrt_requantize(dendrt_recurrent_fixed_gate(layer, 1, u, sums, c[u]) * shown, &layer->hidden);
  }
}

/* The outputs of one sequence at one step from its states at `h`, all branches; `sums` has room for one of each. */
DENDRT_INLINE void dendrt_recurrent_output(const dendrt_recurrent_t *layer, const dendrt_int16_t *h,
                                           dendrt_int32_t *sums, void *y, int output_size) {
  const int32_t units = layer->output.channels, count = layer->dendrites.count;
  const int16_t *middle = (const int16_t *)dendrt_table_middle(&layer->dendrites);
  const int32_t *p = layer->dendrites.parameters;
  for (int32_t u = 0; u < units; ++u) {
    int32_t sum = dendrt_shift_left(h[u], layer->neuron_shift);
    if (count > 0) {
      sums[0] = sum;
      for (int32_t k = 1; k <= count; ++k)
        sums[k] = dendrt_shift_left(h[k * units + u], layer->neuron_shift);
      sum = dendrt_neuron_sum(&layer->dendrites, middle, p, sums, 1);
      p += dendrt_parameter_count(&layer->dendrites);
    }
    dendrt_store_element(y, u, dendrt_requantize(sum, &layer->requant), output_size);
  }
}

/* dendrt_recurrent_s16_paired(layer, gates, initial, output, scratch): all steps; ..._rows: steps
 * [first, first + count), in order and on one scratch, which holds the states between calls. `paired`, `wide` and
 * `vector` are the layouts of the product's weights.
 *   gates    [steps][sequences][(D + 1) * gates * units] int16, aligned to 2, row-addressed
 *   initial  [states][sequences][(D + 1) * units] int16, aligned to 2: what the states are before step 0
 *   output   [steps][sequences][units] of int16 aligned to 2 (_s16), or int8 (_s16_s16_s8), row-addressed; with
 *            `appends_cell` [steps + 1]
 *   scratch  aligned to 4; 4 * (D + 1) bytes, what the product takes as a dense layer of one row, filled up to 4, and
 *            2 * ((D + 1) * units * states * sequences + (gates + 1) * units), of FIXED_LSTM 6 * units more
 * Not checked: sizes, alignment, overflow (the packer proves the bounds).
 *
 * The product is a dense layer of one row without dendrites, [units] to [units], all int16, of FIXED_LSTM from int16 to
 * int32: its weights, biases, multipliers and rights are those of gate 0 of the neuron; those of the others follow. */
#define DENDRT_RECURRENT(layout)                                                                                       \
  typedef struct {                                                                                                     \
    dendrt_recurrent_t layer;                                                                                          \
    dendrt_dense_##layout##_t product;                                                                                 \
    int32_t product_scratch; /* bytes, a multiple of 4 */                                                              \
  } dendrt_recurrent_##layout##_t;                                                                                     \
                                                                                                                       \
  /* The product of gate `block` of all, counted branch by branch, with `v`. */                                        \
  DENDRT_INLINE void dendrt_recurrent_product_##layout(const dendrt_recurrent_##layout##_t *all, int32_t block,        \
                                                       const dendrt_int16_t *v, void *products, void *scratch) {       \
    dendrt_dense_##layout##_t product = all->product;                                                                  \
    product.weights += block * all->layer.weights_step;                                                                \
    product.bias += block * all->layer.bias_step;                                                                      \
    product.requant.multipliers += block * all->layer.rows_step;                                                       \
    if (all->layer.cell == DENDRT_FIXED_LSTM) {                                                                        \
      product.requant.rights += block * all->layer.rows_step;                                                          \
      dendrt_dense_s16_s32_##layout(&product, v, products, scratch);                                                   \
    } else                                                                                                             \
      dendrt_dense_s16_##layout(&product, v, products, scratch);                                                       \
  }                                                                                                                    \
                                                                                                                       \
  DENDRT_INLINE void dendrt_recurrent_rows_##layout(const dendrt_recurrent_##layout##_t *all, const void *gates,       \
                                                    const void *initial, void *output, void *scratch, int32_t first,   \
                                                    int32_t count, int output_size) {                                  \
    const dendrt_recurrent_t *layer = &all->layer;                                                                     \
    const int32_t units = layer->output.channels, sequences = layer->output.width;                                     \
    const int32_t branches = layer->dendrites.count + 1, blocks = dendrt_cell_gates(layer->cell);                      \
    const int32_t size = sequences * branches * units, states = dendrt_cell_states(layer->cell);                       \
    const int32_t product_size = layer->cell == DENDRT_FIXED_LSTM ? 4 : 2;                                             \
    /* Gates that multiply the state as it is. */                                                                      \
    const int32_t direct = layer->cell == DENDRT_GRU ? 2 : blocks;                                                     \
    dendrt_int32_t *sums = (dendrt_int32_t *)scratch;                                                                  \
    void *product_scratch = sums + branches;                                                                           \
    dendrt_int16_t *hidden = (dendrt_int16_t *)dendrt_at_mutable(product_scratch, all->product_scratch);               \
    dendrt_int16_t *cells = hidden + (states - 1) * size, *products = hidden + states * size;                          \
    if (first == 0)                                                                                                    \
      memcpy(hidden, initial, (size_t)(states * size) * sizeof(int16_t));                                              \
    for (int32_t row = first; row < first + count; ++row) {                                                            \
      const dendrt_int16_t *x = (const dendrt_int16_t *)dendrt_at(gates, dendrt_row_offset(&layer->input, row));       \
      void *y = dendrt_at_mutable(output, dendrt_row_offset(&layer->output, row));                                     \
      dendrt_int16_t *h = hidden, *c = cells;                                                                          \
      if (layer->appends_cell && row == layer->input.height) {                                                         \
        memcpy(y, cells, (size_t)size * sizeof(int16_t));                                                              \
        break;                                                                                                         \
      }                                                                                                                \
      for (int32_t sequence = 0; sequence < sequences; ++sequence) {                                                   \
        const dendrt_int16_t *shown = h;                                                                               \
        for (int32_t branch = 0; branch < branches; ++branch, x += blocks * units, h += units, c += units) {           \
          for (int32_t gate = 0; gate < blocks; ++gate) {                                                              \
            const dendrt_int16_t *v = h;                                                                               \
            if (gate == direct) {                                                                                      \
              dendrt_recurrent_reset(layer, x, products, h, products + blocks * units);                                \
              v = products + blocks * units;                                                                           \
            }                                                                                                          \
            dendrt_recurrent_product_##layout(all, branch * blocks + gate, v,                                          \
                                              dendrt_at_mutable(products, gate * units * product_size),                \
                                              product_scratch);                                                        \
          }                                                                                                            \
          if (layer->cell == DENDRT_FIXED_LSTM)                                                                        \
            dendrt_recurrent_update_fixed(layer, x, (const dendrt_int32_t *)products, h, c);                           \
          else                                                                                                         \
            dendrt_recurrent_update(layer, branch, x, products, h, c);                                                 \
        }                                                                                                              \
        dendrt_recurrent_output(layer, shown, sums, y, output_size);                                                   \
        y = dendrt_at_mutable(y, units * output_size);                                                                 \
      }                                                                                                                \
    }                                                                                                                  \
  }                                                                                                                    \
  DENDRT_RECURRENT_TYPES(s16, layout, 2)                                                                               \
  DENDRT_RECURRENT_TYPES(s16_s16_s8, layout, 1)

#define DENDRT_RECURRENT_TYPES(types, layout, output_size)                                                             \
  typedef dendrt_recurrent_##layout##_t dendrt_recurrent_##types##_##layout##_t;                                       \
  DENDRT_INLINE void dendrt_recurrent_##types##_##layout##_rows(const dendrt_recurrent_##types##_##layout##_t *layer,  \
                                                                const void *gates, const void *initial, void *output,  \
                                                                void *scratch, int32_t first, int32_t count) {         \
    dendrt_recurrent_rows_##layout(layer, gates, initial, output, scratch, first, count, output_size);                 \
  }                                                                                                                    \
  DENDRT_INLINE void dendrt_recurrent_##types##_##layout(const dendrt_recurrent_##types##_##layout##_t *layer,         \
                                                         const void *gates, const void *initial, void *output,         \
                                                         void *scratch) {                                              \
    dendrt_recurrent_rows_##layout(layer, gates, initial, output, scratch, 0, layer->layer.output.height,              \
                                   output_size);                                                                       \
  }

#endif
