// recurrent_test.c: recurrent layers against the formulas of dialects/kern/README.md, in integers and in double.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "check.h"
#include "layers.h"
#include "reference.h"
#include "weights.h"

#include "dendrt/recurrent_f32.h"
#include "dendrt/recurrent_paired.h"
#include "dendrt/recurrent_vector.h"
#include "dendrt/recurrent_wide.h"

#include <math.h>
#include <string.h>

void test_recurrent(void);
void test_recurrent_f32(void);

enum { MAX_UNITS = 130 };

// The geometry of a layer; `gates` and `states` are those of its cell.
typedef struct {
  dendrt_cell_t cell;
  int32_t gates, states, steps, sequences, units, dendrites, appends_cell; // 1 or 0
  int has_peepholes;
  float cell_clip; // 0: none
} geometry_t;

static geometry_t random_geometry(dendrt_cell_t last, int output_size) {
  geometry_t g = {.cell = (dendrt_cell_t)random_in(DENDRT_RNN, (int32_t)last)};
  g.gates = dendrt_cell_gates(g.cell);
  g.states = dendrt_cell_states(g.cell);
  g.steps = random_in(1, 6);
  g.sequences = random_one_in(3) ? random_in(2, 3) : 1;
  g.units = random_channels();
  if (g.units > 40)
    g.sequences = 1;
  g.dendrites = g.cell == DENDRT_FIXED_LSTM || random_one_in(2) ? 0 : random_in(1, g.units > 40 ? 1 : MAX_DENDRITES);
  g.appends_cell = g.cell >= DENDRT_LSTM && g.dendrites == 0 && output_size > 1 && random_one_in(2);
  g.cell_clip = g.cell >= DENDRT_LSTM && random_one_in(2) ? 0.25f : 0.0f;
  g.has_peepholes = g.cell >= DENDRT_LSTM && random_one_in(2);
  return g;
}

static int32_t rows_of(const geometry_t *g) { return (g->dendrites + 1) * g->gates * g->units; }
static int32_t outputs_of(const geometry_t *g) { return (g->steps + g->appends_cell) * g->sequences * g->units; }
static int32_t peepholes_of(const geometry_t *g) { return 3 * (g->dendrites + 1) * g->units; }
static int32_t states_of(const geometry_t *g) { return g->states * g->sequences * (g->dendrites + 1) * g->units; }

//===----------------------------------------------------------------------===//
// Integers
//===----------------------------------------------------------------------===//

typedef struct {
  geometry_t g;
  const int8_t *weights;      // [rows][units]
  const int32_t *bias;        // [rows]
  const int32_t *multipliers; // [rows]
  const int8_t *rights;       // [rows]
  dendrt_rounding_t rounding; // of products
  dendrt_requant_t hidden;
  const int16_t *peepholes; // [D + 1][3][units], or NULL
  dendrt_channel_requant_t peephole;
  int32_t product_shift, gate_shift, cell_shift, cell_limit, neuron_shift;
  const int16_t *tables;
  neuron_t neuron;
} layer_t;

static int64_t halve(int64_t product) { return (product + (1 << 14)) >> 15; }
static int64_t saturate(int64_t value) { return reference_clamp(value, INT16_MIN, INT16_MAX); }

static int64_t apply(const layer_t *layer, int function, int64_t value, int32_t shift) {
  return reference_table(layer->tables + 257 * function, (int32_t)saturate(value * ((int64_t)1 << shift)), 8);
}

// The sum of row `row` with `v`, requantized.
static int64_t product(const layer_t *layer, int32_t row, const int64_t *v) {
  int64_t sum = layer->bias[row];
  for (int32_t i = 0; i < layer->g.units; ++i)
    sum += layer->weights[row * layer->g.units + i] * v[i];
  const int64_t rounded =
      reference_round(sum, layer->multipliers[row], layer->rights[row], layer->product_shift, layer->rounding);
  return layer->g.cell == DENDRT_FIXED_LSTM ? reference_clamp(rounded, -65536, 65535) : saturate(rounded);
}

// What a gate sees of a cell, requantized.
static int64_t seen(const layer_t *layer, int32_t branch, int32_t gate, int32_t u, int64_t cell) {
  const int32_t row = 3 * branch + gate;
  if (!layer->peepholes)
    return 0;
  const int64_t rounded =
      reference_round(layer->peepholes[row * layer->g.units + u] * cell, layer->peephole.multipliers[row],
                      layer->peephole.rights[row] + 1, layer->peephole.shift, layer->peephole.rounding);
  return reference_clamp(rounded, -65536, 65535);
}

static int64_t divide(int64_t value, int32_t bits) {
  return (value + ((int64_t)1 << (bits - 1)) - (value < 0)) >> bits;
}

// 1 / (1 + e^-x) with 14 fractional bits, x > 0.
static int64_t share(int64_t x) {
  static const int32_t powers[] = {25520, 19875, 12055, 4435, 600, 11};
  const int64_t u = (-x & 8191) - 4096, n = (x + u - 4096) >> 13, w = halve(u * u);
  int64_t e = 28918 + halve(28918 * (u + divide(halve((divide(halve(w * w), 2) + halve(w * u)) * 10923) + w, 1)));
  for (int k = 0; k < 6; ++k)
    if (n >> k & 1)
      e = halve(e * powers[k]);
  const int64_t d = ((n < 64 ? e : 0) + 32768) >> 1;
  int64_t r = 23130 + halve(d * -15420);
  for (int i = 0; i < 3; ++i)
    r += 4 * halve(r * (8192 - halve(d * r)));
  return r;
}

static int64_t fixed_sigmoid(int64_t x) {
  const int64_t y = x == 0 ? 0 : 2 * share(x < 0 ? -x : x), cut = y < 32767 ? y : 32767;
  return x == 0 ? 16384 : x < 0 ? 32767 - cut : cut;
}

static int64_t fixed_tanh(int64_t x) {
  const int64_t y = x == 0 ? 0 : 4 * (share(x < 0 ? -2 * x : 2 * x) - 8192), cut = y < 32767 ? y : 32767;
  return x < 0 ? -cut : cut;
}

static void reference_step_fixed(const layer_t *layer, const int32_t *x, int64_t *h, int64_t *c) {
  const int32_t units = layer->g.units;
  int64_t before[MAX_UNITS];
  memcpy(before, h, (size_t)units * sizeof *h);
  for (int32_t u = 0; u < units; ++u) {
    int64_t a[4];
    for (int32_t gate = 0; gate < 4; ++gate) {
      a[gate] = saturate(x[gate * units + u] + product(layer, gate * units + u, before));
      if (gate == 0 || gate == 2)
        a[gate] = saturate(a[gate] + seen(layer, 0, gate, u, c[u]));
    }
    const int64_t added = fixed_sigmoid(8 * a[0]) * fixed_tanh(8 * a[3]);
    c[u] = saturate(divide(fixed_sigmoid(8 * a[2]) * c[u], 15) + divide(added, 15 + layer->cell_shift));
    if (layer->cell_limit > 0)
      c[u] = reference_clamp(c[u], -layer->cell_limit, layer->cell_limit);
    const int64_t shown = fixed_tanh(c[u] * ((int64_t)1 << layer->cell_shift));
    a[1] = saturate(a[1] + seen(layer, 0, 1, u, c[u]));
    h[u] = reference_requantize(fixed_sigmoid(8 * a[1]) * shown, &layer->hidden);
  }
}

static void reference_step(const layer_t *layer, int32_t branch, const int32_t *x, int64_t *h, int64_t *c) {
  const int32_t units = layer->g.units, first = branch * layer->g.gates * units, shift = layer->gate_shift;
  int64_t before[MAX_UNITS], scaled[MAX_UNITS];
  memcpy(before, h, (size_t)units * sizeof *h);
#define GATE(gate) (x[(gate) * units + u] + product(layer, first + (gate) * units + u, before))
  if (layer->g.cell == DENDRT_GRU)
    for (int32_t u = 0; u < units; ++u)
      scaled[u] = saturate(halve(apply(layer, 0, GATE(1), shift) * before[u]));
  for (int32_t u = 0; u < units; ++u) {
    const int is_lstm = layer->g.cell == DENDRT_LSTM;
    const int64_t one = apply(layer, 0, GATE(0) + (is_lstm ? seen(layer, branch, 0, u, c[u]) : 0), shift);
    if (layer->g.cell == DENDRT_RNN) {
      h[u] = one;
    } else if (is_lstm) {
      const int64_t keep = apply(layer, 0, GATE(2) + seen(layer, branch, 2, u, c[u]), shift) * c[u];
      c[u] = saturate(halve(keep + one * apply(layer, 1, GATE(3), shift)));
      if (layer->cell_limit > 0)
        c[u] = reference_clamp(c[u], -layer->cell_limit, layer->cell_limit);
      const int64_t shown = apply(layer, 0, GATE(1) + seen(layer, branch, 1, u, c[u]), shift);
      h[u] = saturate(halve(shown * apply(layer, 2, c[u], layer->cell_shift)));
    } else {
      const int32_t row = first + 2 * units + u;
      const int64_t sum = layer->g.cell == DENDRT_GRU
                              ? product(layer, row, scaled)
                              : halve(apply(layer, 0, GATE(1), shift) * product(layer, row, before));
      const int64_t next = apply(layer, 1, x[2 * units + u] + sum, shift);
      h[u] = saturate(next + halve(one * (before[u] - next)));
    }
  }
#undef GATE
}

static void reference_recurrent(const layer_t *layer, const int32_t *x, const int32_t *initial, int32_t *y) {
  const geometry_t *g = &layer->g;
  const int32_t branches = g->dendrites + 1, size = g->sequences * branches * g->units;
  int64_t *states = pool((uint32_t)states_of(g) * sizeof *states);
  for (int32_t i = 0; i < states_of(g); ++i)
    states[i] = initial[i];
  for (int32_t n = 0; n < g->steps * g->sequences; ++n) {
    int64_t *h = states + n % g->sequences * branches * g->units, *c = h + (g->states - 1) * size;
    for (int32_t b = 0; b < branches; ++b, x += g->gates * g->units)
      if (g->cell == DENDRT_FIXED_LSTM)
        reference_step_fixed(layer, x, h, c);
      else
        reference_step(layer, b, x, h + b * g->units, c + b * g->units);
    for (int32_t u = 0; u < g->units; ++u) {
      int64_t sums[MAX_DENDRITES + 1];
      for (int32_t b = 0; b < branches; ++b)
        sums[b] = h[b * g->units + u] * ((int64_t)1 << layer->neuron_shift);
      *y++ = reference_neuron(&layer->neuron, u, sums);
    }
  }
  for (int32_t i = 0; i < g->appends_cell * size; ++i)
    *y++ = (int32_t)states[size + i];
}

static int32_t *random_values(int32_t count, int32_t most) {
  int32_t *values = pool((uint32_t)(count > 0 ? count : 1) * 4);
  for (int32_t i = 0; i < count; ++i)
    values[i] = random_in(-most, most);
  return values;
}

static int16_t *random_table(int32_t count) {
  int16_t *table = pool((uint32_t)count * 2);
  for (int32_t i = 0; i < count; ++i)
    table[i] = (int16_t)random_in(-INT16_MAX, INT16_MAX);
  return table;
}

static layer_t random_layer(int output_size) {
  layer_t layer = {.g = random_geometry(DENDRT_FIXED_LSTM, output_size)};
  const geometry_t *g = &layer.g;
  const int32_t rows = rows_of(g), d = g->dendrites, units = g->units;
  int8_t *weights = pool((uint32_t)(rows * units));
  for (int32_t i = 0; i < rows * units; ++i)
    weights[i] = (int8_t)random_in(-127, 127);
  layer.weights = weights;
  layer.bias = random_values(rows, random_one_in(2) ? 0 : 1000000);
  const int64_t bound = (int64_t)units * 127 * 32768 + 1000000;
  const int fixed = layer.g.cell == DENDRT_FIXED_LSTM;
  if (fixed)
    layer.rounding = (dendrt_rounding_t)random_in(DENDRT_TFLITE, DENDRT_NEAREST);
  if (layer.rounding == DENDRT_NATIVE || layer.rounding == DENDRT_NEAREST)
    layer.product_shift = random_shift(bound);
  int32_t *multipliers = pool((uint32_t)rows * 4);
  int8_t *rights = pool((uint32_t)rows);
  for (int32_t i = 0; i < rows; ++i)
    multipliers[i] = random_factor(bound, 1 << 18, layer.rounding, layer.product_shift, &rights[i]);
  layer.multipliers = multipliers;
  layer.rights = rights;
  layer.hidden = (dendrt_requant_t){.multiplier = random_in(1 << 30, INT32_MAX),
                                    .min = random_one_in(2) ? INT16_MIN : random_in(-255, -1),
                                    .max = random_one_in(2) ? INT16_MAX : random_in(1, 255),
                                    .rounding = DENDRT_TFLITE,
                                    .right = random_in(14, 24)};
  if (layer.g.has_peepholes) {
    layer.peepholes = random_table(peepholes_of(g));
    const int64_t product = (int64_t)INT16_MAX * -INT16_MIN;
    const dendrt_rounding_t rounding = fixed ? DENDRT_TFLITE : DENDRT_NATIVE;
    const int32_t count = 3 * (d + 1), shift = fixed ? 0 : random_in(0, 1);
    int32_t *factors = pool((uint32_t)count * 4);
    int8_t *bits = pool((uint32_t)count);
    for (int32_t i = 0; i < count; ++i) {
      factors[i] = random_factor(product, 1 << 17, rounding, shift, &bits[i]);
      bits[i] = (int8_t)(bits[i] - 1);
    }
    layer.peephole = (dendrt_channel_requant_t){
        .multipliers = factors, .shift = shift, .min = -65536, .max = 65535, .rounding = rounding, .rights = bits};
  }
  layer.tables = random_table(3 * 257);
  layer.gate_shift = fixed ? 3 : random_one_in(2) ? 0 : random_in(1, 14);
  layer.cell_shift = random_one_in(2) ? 0 : random_in(1, fixed ? 6 : 14);
  layer.cell_limit = layer.g.cell_clip > 0.0f ? random_in(1, 32767) : 0;
  layer.neuron_shift = random_in(0, 12);

  neuron_t *n = &layer.neuron;
  *n = (neuron_t){.channels = units, .dendrites = d, .max = max_of(output_size), .min = min_of(output_size)};
  const int64_t sum_bound = ((int64_t)32768 << layer.neuron_shift) + ((int64_t)d << 22);
  n->shift = random_shift(sum_bound);
  n->z_shift = random_shift(sum_bound);
  n->zero_point = random_in(-100, 100);
  n->z_min = INT16_MIN;
  n->z_max = INT16_MAX;
  n->between = random_values(d * (d - 1) / 2 * units, 1 << 23);
  n->to_neuron = random_values(d * units, 1 << 23);
  n->function = random_one_in(3) ? NULL : random_table(257);
  n->table_bits = 8;
  const int32_t factor = random_multiplier(sum_bound << n->shift, 2 * max_of(output_size));
  int32_t *all = pool((uint32_t)units * 4), *z = pool((uint32_t)(d * units + 1) * 4);
  int8_t *none = pool((uint32_t)units);
  for (int32_t u = 0; u < units; ++u) {
    all[u] = factor;
    none[u] = 0;
  }
  for (int32_t i = 0; i < d * units; ++i)
    z[i] = random_multiplier(sum_bound << n->z_shift, 65536);
  n->multipliers = all;
  n->dendrite_multipliers = z;
  n->rights = none;
  return layer;
}

// One gate of one branch, as a dense layer.
static convolution_t gate_of(const layer_t *layer, int32_t gate) {
  const int32_t units = layer->g.units;
  convolution_t c = {.height = 1, .width = 1, .channels = units, .output_height = 1, .output_width = 1, .groups = 1};
  c.window = (dendrt_window_t){.height = 1, .width = 1, .stride_height = 1, .stride_width = 1};
  c.weights = layer->weights + gate * units * units;
  c.bias = layer->bias + gate * units;
  c.neuron = (neuron_t){
      .channels = units, .multipliers = layer->multipliers + gate * units, .rights = layer->rights + gate * units};
  return c;
}

// What the layouts share; `steps` are those of weights, biases and multipliers.
static dendrt_recurrent_t layer_of(const layer_t *layer, int output_size, const int32_t *steps) {
  const geometry_t *g = &layer->g;
  const neuron_t *n = &layer->neuron;
  const int32_t d = g->dendrites;
  dendrt_recurrent_t r = {
      .input = plane_of(g->steps, g->sequences, (d + 1) * g->gates * g->units, 2),
      .output = plane_of(g->steps + g->appends_cell, g->sequences, g->units, output_size),
      .cell = g->cell,
      .appends_cell = g->appends_cell,
      .tables = layer->tables,
      .gate_shift = layer->gate_shift,
      .cell_shift = layer->cell_shift,
      .cell_limit = layer->cell_limit,
      .neuron_shift = layer->neuron_shift,
      .hidden = layer->hidden,
      .peepholes = layer->peepholes,
      .peephole = layer->peephole,
      .weights_step = steps[0],
      .bias_step = steps[1],
      .rows_step = steps[2],
  };
  r.requant = (dendrt_requant_t){
      .multiplier = n->multipliers[0], .shift = n->shift, .zero_point = n->zero_point, .min = n->min, .max = n->max};
  r.dendrites = dendrites_of(n);
  return r;
}

// Bytes of scratch, of which a product takes `product`.
static uint32_t scratch_of(const geometry_t *g, int32_t product, int32_t element_size) {
  const int32_t beside = g->cell == DENDRT_FIXED_LSTM ? 16 * g->units : element_size * (g->gates + 1) * g->units;
  return (uint32_t)(4 * (g->dendrites + 1) + product + element_size * states_of(g) + beside);
}

// Runs a layer in calls of random numbers of steps, and in one, and compares.
#define RUN(name, type, layer, g, x, initial, expected, scratch_size, output_size, round)                              \
  do {                                                                                                                 \
    const int32_t count = outputs_of(g), rows = (g)->steps + (g)->appends_cell;                                        \
    void *scratch = pool(scratch_size), *y = pool((uint32_t)(count * output_size));                                    \
    dendrt_recurrent_##type(&layer, x, initial, y, scratch);                                                           \
    check_outputs(name, round, expected, y, count, output_size);                                                       \
    memset(y, 0, (size_t)(count * output_size));                                                                       \
    for (int32_t first = 0, n; first < rows; first += n) {                                                             \
      n = random_in(1, rows - first);                                                                                  \
      dendrt_recurrent_##type##_rows(&layer, x, initial, y, scratch, first, n);                                        \
    }                                                                                                                  \
    check_outputs(name ", steps", round, expected, y, count, output_size);                                             \
    pool_check(name, round);                                                                                           \
  } while (0)

#define TEST_LAYOUT(layout, element, pack, padded, product_size)                                                       \
  static void run_##layout(const layer_t *layer, const void *x, const void *initial, const int32_t *expected,          \
                           int output_size, int32_t round) {                                                           \
    const geometry_t *g = &layer->g;                                                                                   \
    const int32_t gates = (g->dendrites + 1) * g->gates, outputs = padded, units = g->units;                           \
    const uint32_t most = (uint32_t)((units + 3) * (units + 15));                                                      \
    element *weights = pool((uint32_t)gates * most * (uint32_t)sizeof(element));                                       \
    int32_t *bias = pool((uint32_t)(gates * outputs) * 4), *rows = pool((uint32_t)(gates * outputs) * 4);              \
    int8_t *rights = pool((uint32_t)(gates * outputs));                                                                \
    const dendrt_channel_requant_t requant = {.multipliers = rows,                                                     \
                                              .shift = layer->product_shift,                                           \
                                              .min = g->cell == DENDRT_FIXED_LSTM ? -65536 : INT16_MIN,                \
                                              .max = g->cell == DENDRT_FIXED_LSTM ? 65535 : INT16_MAX,                 \
                                              .rounding = layer->rounding,                                             \
                                              .rights = rights};                                                       \
    int32_t steps[3] = {0, outputs, outputs};                                                                          \
    for (int32_t gate = 0; gate < gates; ++gate) {                                                                     \
      const convolution_t c = gate_of(layer, gate);                                                                    \
      const run_t run = {units, 0};                                                                                    \
      (void)run;                                                                                                       \
      steps[0] = pack;                                                                                                 \
      pack_rows(&c, outputs, rows + gate * outputs, rights + gate * outputs);                                          \
    }                                                                                                                  \
    dendrt_recurrent_##layout##_t all = {.layer = layer_of(layer, output_size, steps)};                                \
    all.product = (dendrt_dense_##layout##_t){                                                                         \
        .shape = {1, units, units},                                                                                    \
        .weights = weights,                                                                                            \
        .bias = bias,                                                                                                  \
        .requant = requant,                                                                                            \
    };                                                                                                                 \
    all.product_scratch = product_size;                                                                                \
    const uint32_t scratch_size = scratch_of(g, all.product_scratch, 2);                                               \
    if (output_size == 1)                                                                                              \
      RUN("recurrent_s16_s16_s8_" #layout, s16_s16_s8_##layout, all, g, x, initial, expected, scratch_size, 1, round); \
    else                                                                                                               \
      RUN("recurrent_s16_" #layout, s16_##layout, all, g, x, initial, expected, scratch_size, 2, round);               \
  }

// Multipliers and rights as a layout has them that may fill up its filters.
static void pack_rows(const convolution_t *gate, int32_t outputs, int32_t *multipliers, int8_t *rights) {
  for (int32_t i = 0; i < outputs; ++i) {
    const int inside = i < gate->neuron.channels;
    multipliers[i] = inside ? gate->neuron.multipliers[i] : 0;
    rights[i] = (int8_t)(inside ? gate->neuron.rights[i] - 1 : 0);
  }
}

TEST_LAYOUT(paired, int8_t, pack_paired(&c, c.bias, run, weights + gate * steps[0], bias + gate * outputs),
            (g->units + 1) / 2 * 2, 4 * ((units + 3) / 4 * 2))
TEST_LAYOUT(wide, uint32_t, pack_wide(&c, c.bias, &requant, run, weights + gate * steps[0], bias + gate * outputs),
            g->units, 4 * ((units + 1) / 2))
TEST_LAYOUT(vector, int8_t, pack_vector(&c, c.bias, 2, weights + gate * steps[0], bias + gate * outputs),
            (g->units + 3) / 4 * 4, units % 8 == 0 ? 0 : (2 * units + 15) / 16 * 16)

void test_recurrent(void) {
  for (int32_t round = 0; round < TEST_ROUNDS; ++round) {
    pool_reset();
    const int output_size = random_in(1, 2);
    const layer_t layer = random_layer(output_size);
    int32_t *x, *initial;
    void *gates, *start;
    random_input(layer.g.steps * layer.g.sequences * rows_of(&layer.g), 2, &x, &gates);
    random_input(states_of(&layer.g), 2, &initial, &start);
    int32_t *expected = pool((uint32_t)outputs_of(&layer.g) * 4);
    reference_recurrent(&layer, x, initial, expected);
    run_paired(&layer, gates, start, expected, output_size, round);
    run_wide(&layer, gates, start, expected, output_size, round);
    run_vector(&layer, gates, start, expected, output_size, round);
  }
}

//===----------------------------------------------------------------------===//
// Float
//===----------------------------------------------------------------------===//

static float *random_floats(int32_t count, float size) {
  float *values = pool((uint32_t)(count > 0 ? count : 1) * 4);
  for (int32_t i = 0; i < count; ++i)
    values[i] = (float)random_in(-1000000, 1000000) * 1e-6f * size;
  return values;
}

static double sigmoid(double x) { return 1 / (1 + exp(-x)); }

static double seen_f32(const geometry_t *g, const float *peepholes, int32_t row, int32_t u, double cell) {
  return peepholes ? (double)peepholes[row * g->units + u] * cell : 0;
}

static void reference_step_f32(const geometry_t *g, const dendrt_filters_f32_t *filters, const float *peepholes,
                               int32_t branch, const float *x, double *h, double *c) {
  const int32_t units = g->units;
  double sums[4][MAX_UNITS], scaled[MAX_UNITS];
  for (int pass = 0; pass < 2; ++pass) {
    const double *v = pass ? scaled : h;
    for (int32_t row = pass ? 2 * units : 0; row < g->gates * units; ++row) {
      double sum = (double)filters->bias[branch * g->gates * units + row];
      for (int32_t i = 0; i < units; ++i)
        sum += (double)filters->weights[(branch * g->gates * units + row) * units + i] * v[i];
      sums[row / units][row % units] = sum;
    }
    if (g->cell != DENDRT_GRU)
      break;
    for (int32_t u = 0; u < units && !pass; ++u)
      scaled[u] = h[u] * sigmoid((double)x[units + u] + sums[1][u]);
  }
  for (int32_t u = 0; u < units; ++u) {
    const double sum = (double)x[u] + sums[0][u];
    if (g->cell == DENDRT_RNN) {
      h[u] = tanh(sum);
    } else if (g->cell == DENDRT_LSTM) {
      const double in = sum + seen_f32(g, peepholes, 3 * branch, u, c[u]);
      const double keep = (double)x[2 * units + u] + sums[2][u] + seen_f32(g, peepholes, 3 * branch + 2, u, c[u]);
      c[u] = sigmoid(keep) * c[u] + sigmoid(in) * tanh((double)x[3 * units + u] + sums[3][u]);
      if (g->cell_clip > 0.0f)
        c[u] = fmin(fmax(c[u], (double)-g->cell_clip), (double)g->cell_clip);
      const double out = (double)x[units + u] + sums[1][u] + seen_f32(g, peepholes, 3 * branch + 1, u, c[u]);
      h[u] = sigmoid(out) * tanh(c[u]);
    } else {
      const double reset = g->cell == DENDRT_GRU ? 1 : sigmoid((double)x[units + u] + sums[1][u]);
      h[u] = (1 - sigmoid(sum)) * tanh((double)x[2 * units + u] + reset * sums[2][u]) + sigmoid(sum) * h[u];
    }
  }
}

static void reference_recurrent_f32(const geometry_t *g, const dendrt_filters_f32_t *filters, const float *peepholes,
                                    const float *x, const float *initial, double *y) {
  const int32_t branches = g->dendrites + 1, size = g->sequences * branches * g->units;
  double *states = pool((uint32_t)states_of(g) * sizeof *states);
  for (int32_t i = 0; i < states_of(g); ++i)
    states[i] = (double)initial[i];
  for (int32_t n = 0; n < g->steps * g->sequences; ++n) {
    double *h = states + n % g->sequences * branches * g->units, *c = h + (g->states - 1) * size;
    for (int32_t b = 0; b < branches; ++b, x += g->gates * g->units)
      reference_step_f32(g, filters, peepholes, b, x, h + b * g->units, c + b * g->units);
    const float *p = filters->dendrites.coefficients;
    for (int32_t u = 0; u < g->units; ++u) {
      double sum = h[u], d[MAX_DENDRITES];
      for (int32_t k = 0; k < g->dendrites; ++k) {
        double z = h[(k + 1) * g->units + u];
        for (int32_t j = 0; j < k; ++j)
          z += (double)*p++ * d[j];
        d[k] = tanh(z);
        sum += (double)*p++ * d[k];
      }
      *y++ = sum;
    }
  }
  for (int32_t i = 0; i < g->appends_cell * size; ++i)
    *y++ = states[size + i];
}

void test_recurrent_f32(void) {
  for (int32_t round = 0; round < TEST_ROUNDS; ++round) {
    pool_reset();
    const geometry_t g = random_geometry(DENDRT_LSTM, 4);
    const int32_t rows = rows_of(&g), d = g.dendrites, count = outputs_of(&g), steps = g.steps + g.appends_cell;
    dendrt_recurrent_f32_t layer = {
        .input = plane_of(g.steps, g.sequences, rows, 4),
        .output = plane_of(steps, g.sequences, g.units, 4),
        .cell = g.cell,
        .appends_cell = g.appends_cell,
        .cell_clip = g.cell_clip,
        .peepholes = g.has_peepholes ? random_floats(peepholes_of(&g), 1) : NULL,
        .functions = {{.function = g.cell == DENDRT_RNN ? dendrt_tanh_f32 : dendrt_sigmoid_f32},
                      {.function = dendrt_tanh_f32},
                      {.function = dendrt_tanh_f32}},
        .filters = {random_floats(rows * g.units, 1 / sqrtf((float)g.units)),
                    random_floats(rows, 1),
                    -INFINITY,
                    INFINITY,
                    {d, {.function = dendrt_tanh_f32}, random_floats(g.units * d * (d + 1) / 2, 1)}},
    };
    const float *x = random_floats(g.steps * g.sequences * rows, 2), *initial = random_floats(states_of(&g), 1);
    double *expected = pool((uint32_t)count * sizeof *expected);
    reference_recurrent_f32(&g, &layer.filters, layer.peepholes, x, initial, expected);
    float *y = pool((uint32_t)count * 4);
    void *scratch = pool(scratch_of(&g, 0, 4));
    for (int parts = 0; parts < 2; ++parts) {
      memset(y, 0, (size_t)count * 4);
      if (!parts)
        dendrt_recurrent_f32(&layer, x, initial, y, scratch);
      for (int32_t first = 0, n; parts && first < steps; first += n) {
        n = random_in(1, steps - first);
        dendrt_recurrent_f32_rows(&layer, x, initial, y, scratch, first, n);
      }
      for (int32_t i = 0; i < count; ++i)
        if (!(fabs(expected[i] - (double)y[i]) <= 2e-5)) {
          fail("recurrent_f32", round, i, expected[i], (double)y[i]);
          break;
        }
    }
    pool_check("recurrent_f32", round);
  }
}
