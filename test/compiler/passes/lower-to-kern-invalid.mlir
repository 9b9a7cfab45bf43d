// RUN: dend-opt %s --kern-lower-to-kern --split-input-file --verify-diagnostics

// Weights are numbers, not values.
func.func @computed_weights(%x: tensor<1x2xf32>, %w: tensor<1x2xf32>) -> tensor<1x1xf32> {
  // expected-error@+1 {{'dend.dense' op expected constant weights, found a computed value}}
  %y = dend.dense %x, %w : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x1xf32>
  return %y : tensor<1x1xf32>
}

// -----

func.func @computed_bias(%x: tensor<1x2xf32>, %b: tensor<1xf32>) -> tensor<1x1xf32> {
  %w = dend.constant dense<1.0> : tensor<1x2xf32> -> tensor<1x2xf32>
  // expected-error@+1 {{'dend.dense' op expected constant bias, found a computed value}}
  %y = dend.dense %x, %w bias %b : (tensor<1x2xf32>, tensor<1x2xf32>, tensor<1xf32>) -> tensor<1x1xf32>
  return %y : tensor<1x1xf32>
}

// -----

!x = !quant.uniform<i8:f32, 0.5>
!b = tensor<1x!quant.uniform<i32:f32, 0.25>>
func.func @computed_integer_bias(%x: tensor<1x2x!x>, %b: !b) -> tensor<1x1x!x> {
  %w = dend.constant dense<1> : tensor<1x2xi8> -> tensor<1x2x!x>
  // expected-error@+1 {{'dend.dense' op expected constant bias, found a computed value}}
  %y = dend.dense %x, %w bias %b {arithmetic = #dend.arithmetic<native>} : (tensor<1x2x!x>, tensor<1x2x!x>, !b) -> tensor<1x1x!x>
  return %y : tensor<1x1x!x>
}

// -----

func.func @computed_coefficients(%x: tensor<1x2xf32>, %t: tensor<1x1xf32>) -> tensor<1x1xf32> {
  %w = dend.constant dense<1.0> : tensor<2x2xf32> -> tensor<2x2xf32>
  // expected-error@+1 {{'dend.dense' op expected constant to_neuron, found a computed value}}
  %y = dend.dense %x, %w to_neuron %t {dendrite_count = 1 : i64, dendrite_function = #dend.function<tanh>}
    : (tensor<1x2xf32>, tensor<2x2xf32>, tensor<1x1xf32>) -> tensor<1x1xf32>
  return %y : tensor<1x1xf32>
}

// -----

!x = !quant.uniform<i8:f32, 0.5>
!s = !quant.uniform<i16:f32, 0.001>
func.func @computed_integer_coefficients(%x: tensor<1x2x!x>, %b: tensor<1x1xf32>) -> tensor<1x1x!x> {
  %w = dend.constant dense<1> : tensor<3x2xi8> -> tensor<3x2x!x>
  %t = dend.constant dense<1.0> : tensor<2x1xf32> -> tensor<2x1xf32>
  // expected-error@+1 {{'dend.dense' op expected constant between, found a computed value}}
  %y = dend.dense %x, %w between %b to_neuron %t {arithmetic = #dend.arithmetic<native>, dendrite_count = 2 : i64,
      dendrite_function = #dend.function<relu>, signal_types = [!s, !s, !s, !s]}
    : (tensor<1x2x!x>, tensor<3x2x!x>, tensor<1x1xf32>, tensor<2x1xf32>) -> tensor<1x1x!x>
  return %y : tensor<1x1x!x>
}

// -----

// One table and one range serve all dendrites of a layer.
!x = !quant.uniform<i8:f32, 0.5>
!s = !quant.uniform<i16:f32, 0.5>
!t = !quant.uniform<i16:f32, 0.25>
func.func @different_signals(%x: tensor<1x2x!x>) -> tensor<1x1x!x> {
  %w = dend.constant dense<1> : tensor<3x2xi8> -> tensor<3x2x!x>
  %b = dend.constant dense<1.0> : tensor<1x1xf32> -> tensor<1x1xf32>
  %t = dend.constant dense<1.0> : tensor<2x1xf32> -> tensor<2x1xf32>
  // expected-error@+1 {{'dend.dense' op expected the same signal types for all its dendrites, found !quant.uniform<i16:f32, 5.000000e-01> and !quant.uniform<i16:f32, 5.000000e-01> for dendrite 0, !quant.uniform<i16:f32, 5.000000e-01> and !quant.uniform<i16:f32, 2.500000e-01> for dendrite 1}}
  %y = dend.dense %x, %w between %b to_neuron %t {arithmetic = #dend.arithmetic<native>, dendrite_count = 2 : i64,
      dendrite_function = #dend.function<relu>, signal_types = [!s, !s, !s, !t]}
    : (tensor<1x2x!x>, tensor<3x2x!x>, tensor<1x1xf32>, tensor<2x1xf32>) -> tensor<1x1x!x>
  return %y : tensor<1x1x!x>
}

// -----

!x = !quant.uniform<i8:f32, 0.5>
!s = !quant.uniform<i16:f32, 0.5>
!d = !quant.uniform<i16:f32, 0.5:1>
func.func @zero_point_of_dendrites(%x: tensor<1x2x!x>) -> tensor<1x1x!x> {
  %w = dend.constant dense<1> : tensor<2x2xi8> -> tensor<2x2x!x>
  %t = dend.constant dense<1.0> : tensor<1x1xf32> -> tensor<1x1xf32>
  // expected-error@+1 {{'dend.dense' op expected a zero point of 0 for the outputs of its dendrites, found 1}}
  %y = dend.dense %x, %w to_neuron %t {arithmetic = #dend.arithmetic<native>, dendrite_count = 1 : i64,
      dendrite_function = #dend.function<relu>, signal_types = [!s, !d]}
    : (tensor<1x2x!x>, tensor<2x2x!x>, tensor<1x1xf32>) -> tensor<1x1x!x>
  return %y : tensor<1x1x!x>
}

// -----

// 600 products of 127 * 32768 are 2^31.2.
!x = !quant.uniform<i16:f32, 0.5>
!y = tensor<1x2x!quant.uniform<i16:f32, 1.0>>
!w = tensor<2x600x!quant.uniform<i8:f32, 0.5>>
func.func @sums_beyond_32_bits(%x: tensor<1x600x!x>) -> !y {
  %w = dend.constant dense<127> : tensor<2x600xi8> -> !w
  // expected-error@+1 {{'dend.dense' op expected accumulators within 32 bits, found a bound of 2^32 on channel 0}}
  %y = dend.dense %x, %w {arithmetic = #dend.arithmetic<native>} : (tensor<1x600x!x>, !w) -> !y
  return %y : !y
}

// -----

// Sums of 2^26.99 fit, but not once they are shifted by 12 for a factor of 2^10.
!x = !quant.uniform<i16:f32, 0.5>
!w = tensor<1x32x!quant.uniform<i8:f32, 1.0>>
!y = tensor<1x1x!quant.uniform<i16:f32, 0.00048828125>>
func.func @shifted_beyond_32_bits(%x: tensor<1x32x!x>) -> !y {
  %w = dend.constant dense<127> : tensor<1x32xi8> -> !w
  // expected-error@+1 {{'dend.dense' op expected accumulators within 32 bits, found a bound of 2^39 on channel 0}}
  %y = dend.dense %x, %w {arithmetic = #dend.arithmetic<native>} : (tensor<1x32x!x>, !w) -> !y
  return %y : !y
}

// -----

// What dendrites add counts too: 30000 * 32768 is 2^29.9, and a factor of 1 is a shift of 2.
!x = !quant.uniform<i8:f32, 1.0>
!s = !quant.uniform<i16:f32, 1.0>
func.func @dendrites_beyond_32_bits(%x: tensor<1x2x!x>) -> tensor<1x2x!x> {
  %w = dend.constant dense<1> : tensor<4x2xi8> -> tensor<4x2x!x>
  %t = dend.constant dense<[[0.5, 30000.0]]> : tensor<1x2xf32> -> tensor<1x2xf32>
  // expected-error@+1 {{'dend.dense' op expected accumulators within 32 bits, found a bound of 2^32 on channel 1}}
  %y = dend.dense %x, %w to_neuron %t {arithmetic = #dend.arithmetic<native>, dendrite_count = 1 : i64,
      dendrite_function = #dend.function<relu>, signal_types = [!s, !s]}
    : (tensor<1x2x!x>, tensor<4x2x!x>, tensor<1x2xf32>) -> tensor<1x2x!x>
  return %y : tensor<1x2x!x>
}

// -----

!x = !quant.uniform<i8:f32, 1.0>
!s = !quant.uniform<i16:f32, 1.0>
func.func @large_coefficient(%x: tensor<1x2x!x>) -> tensor<1x2x!x> {
  %w = dend.constant dense<1> : tensor<4x2xi8> -> tensor<4x2x!x>
  %t = dend.constant dense<[[0.5, 40000.0]]> : tensor<1x2xf32> -> tensor<1x2xf32>
  // expected-error@+1 {{'dend.dense' op expected coefficients of dendrites within 2^31 steps of the weights' scale, found 4.000000e+04 on channel 1}}
  %y = dend.dense %x, %w to_neuron %t {arithmetic = #dend.arithmetic<native>, dendrite_count = 1 : i64,
      dendrite_function = #dend.function<relu>, signal_types = [!s, !s]}
    : (tensor<1x2x!x>, tensor<4x2x!x>, tensor<1x2xf32>) -> tensor<1x2x!x>
  return %y : tensor<1x2x!x>
}

// -----

!x = !quant.uniform<i16:f32, 1.0>
func.func @long_sum(%x: tensor<300x300x!x>) -> tensor<1x1x!x> {
  // expected-error@+1 {{'dend.reduce' op expected sums within 32 bits, found 90000 summands of 'tensor<300x300x!quant.uniform<i16:f32, 1.000000e+00>>' for 'tensor<1x1x!quant.uniform<i16:f32, 1.000000e+00>>'}}
  %y = dend.reduce <mean> %x {arithmetic = #dend.arithmetic<native>, axes = array<i64: 0, 1>} : (tensor<300x300x!x>) -> tensor<1x1x!x>
  return %y : tensor<1x1x!x>
}

// -----

// A window may be as large as its padding: no list of multipliers that long is made.
!x = !quant.uniform<i8:f32, 1.0>
func.func @huge_window(%x: tensor<1x2x2x1x!x>) -> tensor<1x2x2x1x!x> {
  // expected-error@+1 {{'dend.average_pool2d' op expected sums within 32 bits, found 1000000000000000000 summands of}}
  %y = dend.average_pool2d %x {arithmetic = #dend.arithmetic<native>, padding = array<i64: 999999999, 999999999, 0, 0>,
      window = array<i64: 1000000000, 1000000000>} : (tensor<1x2x2x1x!x>) -> tensor<1x2x2x1x!x>
  return %y : tensor<1x2x2x1x!x>
}

// -----

// Scales per channel and 32 bits are for constants that become part of an op.
!c = tensor<2x!quant.uniform<i8:f32:0, {0.5, 0.25}>>
func.func @channels_at_run_time(%x: !c) -> tensor<2xf32> {
  // expected-error@+1 {{'dend.dequantize' op expected f32, or 8 or 16 bits quantized per tensor, at run time, found 'tensor<2x!quant.uniform<i8:f32:0, {5.000000e-01,2.500000e-01}>>'}}
  %y = dend.dequantize %x : (!c) -> tensor<2xf32>
  return %y : tensor<2xf32>
}

// -----

!c = tensor<2x!quant.uniform<i32:f32, 0.5>>
func.func @wide_constant(%x: tensor<2xf32>) -> tensor<2xf32> {
  // expected-error@+1 {{'dend.constant' op expected f32, or 8 or 16 bits quantized per tensor, at run time, found 'tensor<2x!quant.uniform<i32:f32, 5.000000e-01>>'}}
  %c = dend.constant dense<1> : tensor<2xi32> -> !c
  %d = dend.dequantize %c : (!c) -> tensor<2xf32>
  %y = dend.add %x, %d : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  return %y : tensor<2xf32>
}

// -----

!c = tensor<2x!quant.uniform<i8:f32:0, {0.5, 0.25}>>
func.func @quantize_per_channel(%x: tensor<2xf32>) -> tensor<2xf32> {
  // expected-error@+1 {{'dend.quantize' op expected f32, or 8 or 16 bits quantized per tensor, at run time}}
  %q = dend.quantize %x {arithmetic = #dend.arithmetic<native>} : (tensor<2xf32>) -> !c
  %y = dend.dequantize %q : (!c) -> tensor<2xf32>
  return %y : tensor<2xf32>
}

// -----

// A gate is a share.
!g = !quant.uniform<i16:f32, 2.44140625e-4>
!w = !quant.uniform<i8:f32, 0.01>
func.func @unbounded_gate(%g: tensor<1x2x1x3x!g>) -> tensor<1x2x1x1x!w> {
  %h = dend.constant dense<0> : tensor<1x1x1x1xi16> -> tensor<1x1x1x1x!g>
  %w = dend.constant dense<1> : tensor<3x1xi8> -> tensor<3x1x!w>
  // expected-error@+1 {{expected gates with functions from -1 to 1, found #dend.function<relu>}}
  %y = dend.recurrent <gru> %g from %h, %w {arithmetic = #dend.arithmetic<native>, functions = [#dend.function<relu>, #dend.function<tanh>]}
    : (tensor<1x2x1x3x!g>, tensor<1x1x1x1x!g>, tensor<3x1x!w>) -> tensor<1x2x1x1x!w>
  return %y : tensor<1x2x1x1x!w>
}

// -----

!g = !quant.uniform<i16:f32, 2.44140625e-4>
!w = !quant.uniform<i8:f32, 0.01>
func.func @recurrent_arithmetic(%g: tensor<1x2x1x4x!g>) -> tensor<1x2x1x1x!w> {
  %h = dend.constant dense<0> : tensor<1x1x1x1xi8> -> tensor<1x1x1x1x!w>
  %c = dend.constant dense<0> : tensor<1x1x1x1xi16> -> tensor<1x1x1x1x!g>
  %w = dend.constant dense<1> : tensor<4x1xi8> -> tensor<4x1x!w>
  // expected-error@+1 {{expected arithmetic 'tflite' of an lstm of sigmoid, tanh and tanh without dendrites, with gates in steps of 2^-12, cells of 2^-15 to 2^-9 and 8-bit outputs, found lstm of}}
  %y = dend.recurrent <lstm> %g from %h cell %c, %w {arithmetic = #dend.arithmetic<tflite>,
      functions = [#dend.function<sigmoid>, #dend.function<relu>, #dend.function<tanh>]}
    : (tensor<1x2x1x4x!g>, tensor<1x1x1x1x!w>, tensor<1x1x1x1x!g>, tensor<4x1x!w>) -> tensor<1x2x1x1x!w>
  return %y : tensor<1x2x1x1x!w>
}

// -----

func.func @computed_recurrent_weights(%g: tensor<1x2x1x1xf32>, %h: tensor<1x1x1x1xf32>, %w: tensor<1x1xf32>) -> tensor<1x2x1x1xf32> {
  // expected-error@+1 {{expected constant weights, found a computed value}}
  %y = dend.recurrent <rnn> %g from %h, %w {functions = [#dend.function<tanh>]}
    : (tensor<1x2x1x1xf32>, tensor<1x1x1x1xf32>, tensor<1x1xf32>) -> tensor<1x2x1x1xf32>
  return %y : tensor<1x2x1x1xf32>
}

// -----

// A factor of 2^-17 gives the outermost outputs only of sums beyond 32 bits.
!x = !quant.uniform<i16:f32, 0.5>
!y = tensor<1x1x!quant.uniform<i16:f32, 32768.0>>
!w = tensor<1x600x!quant.uniform<i8:f32, 0.5>>
func.func @tflite_sums_beyond_32_bits(%x: tensor<1x600x!x>) -> !y {
  %w = dend.constant dense<127> : tensor<1x600xi8> -> !w
  // expected-error@+1 {{'dend.dense' op expected sums of 16-bit inputs within 32 bits, found a bound of 2.496922e+09 to be multiplied by 7.629395e-06}}
  %y = dend.dense %x, %w {arithmetic = #dend.arithmetic<tflite>} : (tensor<1x600x!x>, !w) -> !y
  return %y : !y
}

// -----

func.func @softmax_without_exponentials(%x: tensor<1x4x!quant.uniform<i8:f32, 0.5>>) {
  // expected-error @below {{expected exponentials and an output around its least integer for arithmetic 'tosa_single_round', found no exponentials and}}
  %y = dend.softmax %x {axis = 1 : i64, arithmetic = #dend.arithmetic<tosa_single_round>}
    : (tensor<1x4x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x4x!quant.uniform<i8:f32, 1.0:-128>>
  return
}
