// Annotations that are missing or no annotations.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// RUN: dend-opt %s --dend-quantize --split-input-file --verify-diagnostics

func.func @op_without_range(%x: tensor<1x2xf32> {calibrated.range = array<f64: 0.0, 1.0>, calibrated.storage = i8}) -> tensor<1x2xf32> {
  // expected-error@+1 {{expected 'calibrated.range' to be array<f64: min, max>, found none}}
  %y = dend.unary <abs> %x : (tensor<1x2xf32>) -> tensor<1x2xf32>
  return %y : tensor<1x2xf32>
}

// -----

func.func @range_upside_down(%x: tensor<1x2xf32> {calibrated.range = array<f64: 0.0, 1.0>, calibrated.storage = i8}) -> tensor<1x2xf32> {
  // expected-error@+1 {{expected 'calibrated.range' to be array<f64: min, max>, found array<f64: 1.000000e+00, 0.000000e+00>}}
  %y = dend.unary <abs> %x {calibrated.range = array<f64: 1.0, 0.0>, calibrated.storage = i8} : (tensor<1x2xf32>) -> tensor<1x2xf32>
  return %y : tensor<1x2xf32>
}

// -----

// 0x7FF0000000000000 is infinity.
// expected-error@+1 {{expected 'calibrated.range' to be array<f64: min, max>, found array<f64: 0.000000e+00, 0x7FF0000000000000>}}
func.func @range_infinite(%x: tensor<1x2xf32> {calibrated.range = array<f64: 0.0, 0x7FF0000000000000>, calibrated.storage = i8}) -> tensor<1x2xf32> {
  return %x : tensor<1x2xf32>
}

// -----

// expected-error@+1 {{expected 'calibrated.range' to be array<f64: min, max>, found "wide"}}
func.func @range_of_another_type(%x: tensor<1x2xf32> {calibrated.range = "wide", calibrated.storage = i8}) -> tensor<1x2xf32> {
  return %x : tensor<1x2xf32>
}

// -----

func.func @no_storage(%x: tensor<1x2xf32> {calibrated.range = array<f64: 0.0, 1.0>, calibrated.storage = i8}) -> tensor<1x2xf32> {
  // expected-error@+1 {{expected 'calibrated.storage' to be i8 or i16, found none}}
  %y = dend.unary <abs> %x {calibrated.range = array<f64: 0.0, 1.0>} : (tensor<1x2xf32>) -> tensor<1x2xf32>
  return %y : tensor<1x2xf32>
}

// -----

// expected-error@+1 {{expected 'calibrated.storage' to be i8 or i16, found i32}}
func.func @storage_of_32_bits(%x: tensor<1x2xf32> {calibrated.range = array<f64: 0.0, 1.0>, calibrated.storage = i32}) -> tensor<1x2xf32> {
  return %x : tensor<1x2xf32>
}

// -----

// expected-error@+1 {{expected 'calibrated.border' to be i8, i16 or f32, found i64}}
func.func @border_of_argument(%x: tensor<1x2xf32> {calibrated.border = i64, calibrated.range = array<f64: 0.0, 1.0>, calibrated.storage = i8}) -> tensor<1x2xf32> {
  return %x : tensor<1x2xf32>
}

// -----

// expected-error@+1 {{expected 'calibrated.border' to be i8, i16 or f32, found "i8"}}
func.func @border_of_result(%x: tensor<1x2xf32> {calibrated.range = array<f64: 0.0, 1.0>, calibrated.storage = i8}) -> (tensor<1x2xf32> {calibrated.border = "i8"}) {
  return %x : tensor<1x2xf32>
}

// -----

func.func @dendrites_without_ranges(%x: tensor<1x2xf32> {calibrated.range = array<f64: 0.0, 1.0>, calibrated.storage = i8}) -> tensor<1x1xf32> {
  %w = dend.constant dense<1.0> : tensor<2x2xf32> -> tensor<2x2xf32>
  %c = dend.constant dense<1.0> : tensor<1x1xf32> -> tensor<1x1xf32>
  // expected-error@+1 {{expected 'calibrated.dendrite_ranges' to be array<f64: z min, z max, d min, d max>, found none}}
  %y = dend.dense %x, %w to_neuron %c {dendrite_count = 1 : i64, dendrite_function = #dend.function<relu>, calibrated.range = array<f64: 0.0, 1.0>, calibrated.storage = i8}
    : (tensor<1x2xf32>, tensor<2x2xf32>, tensor<1x1xf32>) -> tensor<1x1xf32>
  return %y : tensor<1x1xf32>
}

// -----

func.func @row_scale_count(%x: tensor<1x2xf32> {calibrated.range = array<f64: 0.0, 1.0>, calibrated.storage = i8}) -> tensor<1x1xf32> {
  %w = dend.constant dense<1.0> : tensor<1x2xf32> -> tensor<1x2xf32>
  // expected-error@+1 {{expected 1 row scales, found 2}}
  %y = dend.dense %x, %w {calibrated.row_scales = array<f64: 0.1, 0.1>, calibrated.range = array<f64: 0.0, 1.0>, calibrated.storage = i8}
    : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x1xf32>
  return %y : tensor<1x1xf32>
}

// -----

func.func @row_scale_negative(%x: tensor<1x2xf32> {calibrated.range = array<f64: 0.0, 1.0>, calibrated.storage = i8}) -> tensor<1x1xf32> {
  %w = dend.constant dense<1.0> : tensor<1x2xf32> -> tensor<1x2xf32>
  // expected-error@+1 {{expected row scales that are finite and not negative, found -1}}
  %y = dend.dense %x, %w {calibrated.row_scales = array<f64: -1.0>, calibrated.range = array<f64: 0.0, 1.0>, calibrated.storage = i8}
    : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x1xf32>
  return %y : tensor<1x1xf32>
}

// -----

// Weights that a run of the network gives cannot be rounded.
func.func @weights_not_constant(%x: tensor<1x2xf32> {calibrated.range = array<f64: 0.0, 1.0>, calibrated.storage = i8}) -> tensor<1x1xf32> {
  // expected-error@+1 {{expected constant float weights to quantize}}
  %y = dend.dense %x, %x {calibrated.range = array<f64: 0.0, 1.0>, calibrated.storage = i8} : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x1xf32>
  return %y : tensor<1x1xf32>
}

// -----

// States have ranges of their own.
func.func @state_range(%g: tensor<1x2x1x1xf32> {calibrated.range = array<f64: 0.0, 1.0>, calibrated.storage = i16}) -> tensor<1x2x1x1xf32> {
  %h = dend.constant dense<0.0> : tensor<1x1x1x1xf32> -> tensor<1x1x1x1xf32>
  %w = dend.constant dense<1.0> : tensor<1x1xf32> -> tensor<1x1xf32>
  // expected-error@+1 {{expected 'calibrated.state_range' to be array<f64: min, max>, found none}}
  %y = dend.recurrent <rnn> %g from %h, %w {functions = [#dend.function<tanh>], calibrated.range = array<f64: 0.0, 1.0>, calibrated.storage = i8}
    : (tensor<1x2x1x1xf32>, tensor<1x1x1x1xf32>, tensor<1x1xf32>) -> tensor<1x2x1x1xf32>
  return %y : tensor<1x2x1x1xf32>
}

// -----

// What a cell reads at each step comes from the input.
func.func @constant_gates(%x: tensor<1x2x1x1xf32> {calibrated.range = array<f64: 0.0, 1.0>, calibrated.storage = i16}) -> tensor<1x2x1x1xf32> {
  %h = dend.constant dense<0.0> : tensor<1x1x1x1xf32> -> tensor<1x1x1x1xf32>
  %w = dend.constant dense<1.0> : tensor<1x1xf32> -> tensor<1x1xf32>
  %g = dend.constant dense<1.0> : tensor<1x2x1x1xf32> -> tensor<1x2x1x1xf32>
  // expected-error@+1 {{expected gates that the network computes to quantize, found constants}}
  %y = dend.recurrent <rnn> %g from %h, %w {functions = [#dend.function<tanh>], calibrated.state_range = array<f64: -1.0, 1.0>, calibrated.range = array<f64: 0.0, 1.0>, calibrated.storage = i8}
    : (tensor<1x2x1x1xf32>, tensor<1x1x1x1xf32>, tensor<1x1xf32>) -> tensor<1x2x1x1xf32>
  return %y : tensor<1x2x1x1xf32>
}

// -----

// Weights that a run of the network gives cannot be rounded.
func.func @recurrent_weights_not_constant(%g: tensor<1x2x1x1xf32> {calibrated.range = array<f64: 0.0, 1.0>, calibrated.storage = i16},
    %w: tensor<1x1xf32> {calibrated.range = array<f64: 0.0, 1.0>, calibrated.storage = i8}) -> tensor<1x2x1x1xf32> {
  %h = dend.constant dense<0.0> : tensor<1x1x1x1xf32> -> tensor<1x1x1x1xf32>
  // expected-error@+1 {{expected constant float weights to quantize}}
  %y = dend.recurrent <rnn> %g from %h, %w {functions = [#dend.function<tanh>], calibrated.state_range = array<f64: -1.0, 1.0>, calibrated.range = array<f64: 0.0, 1.0>, calibrated.storage = i8}
    : (tensor<1x2x1x1xf32>, tensor<1x1x1x1xf32>, tensor<1x1xf32>) -> tensor<1x2x1x1xf32>
  return %y : tensor<1x2x1x1xf32>
}
