// Every op in every form it can be written in, and the examples of the reference.
// RUN: dend-opt %s --verify-roundtrip | FileCheck %s

// CHECK: module attributes {kern.target = #kern.target<name = "cortex-m4", core = "cortex-m4", isa = ["dsp"], flash = 0, ram = 0, alignment = 16>}
module attributes {kern.target = #kern.target<name = "cortex-m4", core = "cortex-m4", isa = ["dsp"], flash = 0, ram = 0,
                                              alignment = 16>} {

// CHECK-LABEL: @constant
func.func @constant() -> (tensor<4xi8>, tensor<2xi16>, tensor<f32>) {
  // CHECK: kern.constant dense<3> : tensor<4xi8>
  %c = kern.constant dense<3> : tensor<4xi8>
  %d = kern.constant dense<[-32768, 32767]> : tensor<2xi16>
  %e = kern.constant dense<0.5> : tensor<f32>
  return %c, %d, %e : tensor<4xi8>, tensor<2xi16>, tensor<f32>
}

//===----------------------------------------------------------------------===//
// Weighted ops
//===----------------------------------------------------------------------===//

// CHECK-LABEL: @conv2d
func.func @conv2d(%x: tensor<1x8x8x2xi8>) -> tensor<1x8x8x4xi8> {
  // CHECK: kern.conv2d %{{.*}} {bias = dense<0> : tensor<4xi32>, requant = #kern.requant<multipliers = [9, 9, 9, 9], shift = 0, zero_point = 0, min = -128, max = 127>, weights = dense<1> : tensor<4x1x1x2xi8>}
  %y = kern.conv2d %x {weights = dense<1> : tensor<4x1x1x2xi8>, bias = dense<0> : tensor<4xi32>,
      requant = #kern.requant<multipliers = [9, 9, 9, 9], shift = 0, zero_point = 0, min = -128, max = 127>}
    : (tensor<1x8x8x2xi8>) -> tensor<1x8x8x4xi8>
  return %y : tensor<1x8x8x4xi8>
}

// Two dendrites with a table, coefficients between them, groups, an output of 16 bits.
// CHECK-LABEL: @conv2d_dendrites
func.func @conv2d_dendrites(%x: tensor<1x4x4x2xi8>) -> tensor<1x3x2x2xi16> {
  // CHECK: kern.conv2d %{{.*}} {between = dense<[{{\[}}1, -1]]> : tensor<1x2xi32>
  // CHECK-SAME: dendrite_requant = #kern.requant<multipliers = [1, 2, 3, 4], shift = 8
  // CHECK-SAME: dilations = array<i64: 1, 2>, groups = 2 : i64, input_zero_point = -6 : i32
  %y = kern.conv2d %x {dendrite_count = 2 : i64, weights = dense<1> : tensor<6x3x2x1xi8>, bias = dense<7> : tensor<6xi32>,
      input_zero_point = -6 : i32, between = dense<[[1, -1]]> : tensor<1x2xi32>,
      to_neuron = dense<65536> : tensor<2x2xi32>, dendrite_function = #dend.function<sigmoid>,
      dendrite_table = array<i16: 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
          1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
          1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
          1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1>,
      dendrite_requant = #kern.requant<multipliers = [1, 2, 3, 4], shift = 8, zero_point = 0, min = -32768, max = 32767>,
      requant = #kern.requant<multipliers = [9, 9], shift = 0, zero_point = 5, min = 0, max = 32767>,
      groups = 2 : i64, padding = array<i64: 1, 0, 0, 0>, dilations = array<i64: 1, 2>}
    : (tensor<1x4x4x2xi8>) -> tensor<1x3x2x2xi16>
  return %y : tensor<1x3x2x2xi16>
}

// Biases of their own in the first row and the last column, of one dendrite too.
// CHECK-LABEL: @conv2d_borders
func.func @conv2d_borders(%x: tensor<1x3x3x1xi8>) -> tensor<1x3x3x1xi8> {
  // CHECK: kern.conv2d %{{.*}} {bias = dense<{{\[\[}}1, 2], [3, 4], [5, 6], [7, 8]]> : tensor<4x2xi32>, borders = array<i64: 1, 0, 0, 1>
  %y = kern.conv2d %x {dendrite_count = 1 : i64, weights = dense<1> : tensor<2x1x1x1xi8>,
      bias = dense<[[1, 2], [3, 4], [5, 6], [7, 8]]> : tensor<4x2xi32>, borders = array<i64: 1, 0, 0, 1>,
      to_neuron = dense<65536> : tensor<1x1xi32>, dendrite_function = #dend.function<relu>,
      dendrite_requant = #kern.requant<multipliers = [9], shift = 2, zero_point = 0, min = 0, max = 32767>,
      requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -128, max = 127>}
    : (tensor<1x3x3x1xi8>) -> tensor<1x3x3x1xi8>
  return %y : tensor<1x3x3x1xi8>
}

// In float: no requant, an activation.
// CHECK-LABEL: @conv2d_float
func.func @conv2d_float(%x: tensor<1x4x4x1xf32>) -> tensor<1x2x2x1xf32> {
  // CHECK: kern.conv2d %{{.*}} {activation = #dend.function<clip, 0.000000e+00, 6.000000e+00>
  // CHECK-SAME: strides = array<i64: 2, 2>
  %y = kern.conv2d %x {dendrite_count = 1 : i64, weights = dense<0.5> : tensor<2x1x1x1xf32>, bias = dense<0.0> : tensor<2xf32>,
      to_neuron = dense<2.0> : tensor<1x1xf32>, dendrite_function = #dend.function<tanh>,
      activation = #dend.function<clip, 0.0, 6.0>, strides = array<i64: 2, 2>}
    : (tensor<1x4x4x1xf32>) -> tensor<1x2x2x1xf32>
  return %y : tensor<1x2x2x1xf32>
}

// CHECK-LABEL: @depthwise_conv2d
func.func @depthwise_conv2d(%x: tensor<1x8x8x2xf32>, %q: tensor<1x3x3x2xi16>) -> (tensor<1x8x8x2xf32>, tensor<1x1x1x4xi8>) {
  // CHECK: kern.depthwise_conv2d
  %y = kern.depthwise_conv2d %x {weights = dense<1.0> : tensor<2x3x3x1xf32>, bias = dense<0.0> : tensor<2xf32>,
      padding = array<i64: 1, 1, 1, 1>}
    : (tensor<1x8x8x2xf32>) -> tensor<1x8x8x2xf32>
  // CHECK: kern.depthwise_conv2d {{.*}} -> tensor<1x1x1x4xi8>
  %z = kern.depthwise_conv2d %q {weights = dense<1> : tensor<4x3x3x1xi8>, bias = dense<0> : tensor<4xi32>,
      requant = #kern.requant<multipliers = [9, 9, 9, 9], shift = 0, zero_point = 0, min = -128, max = 127>}
    : (tensor<1x3x3x2xi16>) -> tensor<1x1x1x4xi8>
  return %y, %z : tensor<1x8x8x2xf32>, tensor<1x1x1x4xi8>
}

// A dendrite whose function is a clamp needs no table; along the last of three axes in float.
// CHECK-LABEL: @dense
func.func @dense(%x: tensor<1x8xi8>, %f: tensor<1x3x8xf32>) -> (tensor<1x1xi16>, tensor<1x3x2xf32>) {
  // CHECK: kern.dense
  %y = kern.dense %x {dendrite_count = 1 : i64, weights = dense<1> : tensor<2x8xi8>, bias = dense<0> : tensor<2xi32>,
      to_neuron = dense<65536> : tensor<1x1xi32>, dendrite_function = #dend.function<relu>,
      dendrite_requant = #kern.requant<multipliers = [9], shift = 2, zero_point = 0, min = 0, max = 32767>,
      requant = #kern.requant<multipliers = [9], shift = 0, zero_point = -3, min = -32768, max = 32767>}
    : (tensor<1x8xi8>) -> tensor<1x1xi16>
  // CHECK: kern.dense
  %z = kern.dense %f {weights = dense<1.0> : tensor<2x8xf32>, bias = dense<0.0> : tensor<2xf32>}
    : (tensor<1x3x8xf32>) -> tensor<1x3x2xf32>
  return %y, %z : tensor<1x1xi16>, tensor<1x3x2xf32>
}

//===----------------------------------------------------------------------===//
// Recurrent layers
//===----------------------------------------------------------------------===//

// CHECK-LABEL: @recurrent
func.func @recurrent(%g: tensor<1x9x1x2xf32>, %h: tensor<1x1x1x2xf32>) -> tensor<1x9x1x2xf32> {
  // CHECK: kern.recurrent %{{.*}}, %{{.*}} {bias = dense<0.000000e+00> : tensor<2xf32>, cell = #dend.cell<rnn>
  %y = kern.recurrent %g, %h {cell = #dend.cell<rnn>, functions = [#dend.function<tanh>],
      weights = dense<0.5> : tensor<2x2xf32>, bias = dense<0.0> : tensor<2xf32>}
    : (tensor<1x9x1x2xf32>, tensor<1x1x1x2xf32>) -> tensor<1x9x1x2xf32>
  return %y : tensor<1x9x1x2xf32>
}

// An LSTM in fixed point; the cells after the last step follow its hidden states.
// CHECK-LABEL: @recurrent_fixed
func.func @recurrent_fixed(%g: tensor<1x9x1x4xi16>, %h: tensor<1x2x1x1xi16>) -> tensor<1x10x1x1xi16> {
  // CHECK: kern.recurrent %{{.*}}, %{{.*}} {appends_cell, bias = dense<0> : tensor<4xi32>, cell = #dend.cell<lstm>, cell_limit = 99 : i32, cell_shift = 4 : i32
  // CHECK-SAME: hidden_requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -125, max = 130, rounding = tflite, shifts = [-23]>
  %y = kern.recurrent %g, %h {cell = #dend.cell<lstm>, functions = [#dend.function<sigmoid>, #dend.function<tanh>, #dend.function<tanh>],
      weights = dense<3> : tensor<4x1xi8>, bias = dense<0> : tensor<4xi32>, gate_shift = 3 : i32, cell_shift = 4 : i32, cell_limit = 99 : i32, appends_cell,
      sum_requant = #kern.requant<multipliers = [9, 9, 9, 9], shift = 0, zero_point = 0, min = -65536, max = 65535, rounding = tflite, shifts = [-2, -2, -3, -1]>,
      hidden_requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -125, max = 130, rounding = tflite, shifts = [-23]>,
      requant = #kern.requant<multipliers = [1073741824], shift = 2, zero_point = 0, min = -32768, max = 32767>}
    : (tensor<1x9x1x4xi16>, tensor<1x2x1x1xi16>) -> tensor<1x10x1x1xi16>
  return %y : tensor<1x10x1x1xi16>
}

// CHECK-LABEL: @recurrent_peepholes
func.func @recurrent_peepholes(%g: tensor<1x9x1x4xf32>, %h: tensor<1x2x1x1xf32>) -> tensor<1x9x1x1xf32> {
  // CHECK: kern.recurrent %{{.*}}, %{{.*}} {{{.*}}peepholes = dense<{{.*}}> : tensor<3x1xf32>
  %y = kern.recurrent %g, %h {cell = #dend.cell<lstm>, functions = [#dend.function<sigmoid>, #dend.function<tanh>, #dend.function<tanh>],
      weights = dense<0.5> : tensor<4x1xf32>, bias = dense<0.0> : tensor<4xf32>, peepholes = dense<[[0.1], [0.2], [0.3]]> : tensor<3x1xf32>}
    : (tensor<1x9x1x4xf32>, tensor<1x2x1x1xf32>) -> tensor<1x9x1x1xf32>
  return %y : tensor<1x9x1x1xf32>
}

// Integers, with a dendrite that is a clamp.
// CHECK-LABEL: @recurrent_integers
func.func @recurrent_integers(%g: tensor<1x9x1x2xi16>, %h: tensor<1x1x1x2xi16>) -> tensor<1x9x1x1xi8> {
  // CHECK: kern.recurrent %{{.*}}, %{{.*}} {bias = dense<0> : tensor<2xi32>
  // CHECK-SAME: gate_shift = 1 : i32, neuron_shift = 6 : i32
  %y = kern.recurrent %g, %h {cell = #dend.cell<rnn>, functions = [#dend.function<tanh>], weights = dense<3> : tensor<2x1xi8>,
      bias = dense<0> : tensor<2xi32>, gate_shift = 1 : i32, neuron_shift = 6 : i32, dendrite_count = 1 : i64,
      sum_requant = #kern.requant<multipliers = [9, 9], shift = 0, zero_point = 0, min = -32768, max = 32767>,
      tables = array<i16: 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0>, to_neuron = dense<65536> : tensor<1x1xi32>, dendrite_function = #dend.function<relu>,
      dendrite_requant = #kern.requant<multipliers = [9], shift = 2, zero_point = 0, min = 0, max = 32767>,
      requant = #kern.requant<multipliers = [9], shift = 0, zero_point = -3, min = -128, max = 127>}
    : (tensor<1x9x1x2xi16>, tensor<1x1x1x2xi16>) -> tensor<1x9x1x1xi8>
  return %y : tensor<1x9x1x1xi8>
}

//===----------------------------------------------------------------------===//
// Pools and reductions
//===----------------------------------------------------------------------===//

// CHECK-LABEL: @max_pool2d
func.func @max_pool2d(%x: tensor<1x8x8x4xi8>) -> tensor<1x4x4x4xi8> {
  // CHECK: kern.max_pool2d %{{.*}} {strides = array<i64: 2, 2>, window = array<i64: 2, 2>}
  %y = kern.max_pool2d %x {window = array<i64: 2, 2>, strides = array<i64: 2, 2>}
    : (tensor<1x8x8x4xi8>) -> tensor<1x4x4x4xi8>
  return %y : tensor<1x4x4x4xi8>
}

// One multiplier for all windows; one for each number of positions; in float.
// CHECK-LABEL: @average_pool2d
func.func @average_pool2d(%x: tensor<1x8x8x4xi8>, %f: tensor<1x4x4x1xf32>)
    -> (tensor<1x4x4x4xi8>, tensor<1x5x5x4xi8>, tensor<1x5x5x4xi8>, tensor<1x2x2x1xf32>) {
  // CHECK: kern.average_pool2d
  %y = kern.average_pool2d %x {window = array<i64: 2, 2>, strides = array<i64: 2, 2>, input_zero_point = 7 : i32,
      requant = #kern.requant<multipliers = [1073741824], shift = 0, zero_point = 7, min = -128, max = 127>}
    : (tensor<1x8x8x4xi8>) -> tensor<1x4x4x4xi8>
  // CHECK: kern.average_pool2d {{.*}}multipliers = [2147483647, 1073741824, 715827883, 536870912]
  %z = kern.average_pool2d %x {window = array<i64: 2, 2>, strides = array<i64: 2, 2>, padding = array<i64: 1, 1, 1, 1>,
      requant = #kern.requant<multipliers = [2147483647, 1073741824, 715827883, 536870912], shift = 1, zero_point = 0, min = -128, max = 127>}
    : (tensor<1x8x8x4xi8>) -> tensor<1x5x5x4xi8>
  // CHECK: kern.average_pool2d %{{.*}} {count_padding,
  %u = kern.average_pool2d %x {window = array<i64: 2, 2>, strides = array<i64: 2, 2>, padding = array<i64: 1, 1, 1, 1>, count_padding,
      requant = #kern.requant<multipliers = [1073741824], shift = 0, zero_point = 0, min = -128, max = 127>}
    : (tensor<1x8x8x4xi8>) -> tensor<1x5x5x4xi8>
  // CHECK: kern.average_pool2d
  %v = kern.average_pool2d %f {window = array<i64: 2, 2>, strides = array<i64: 2, 2>} : (tensor<1x4x4x1xf32>) -> tensor<1x2x2x1xf32>
  return %y, %z, %u, %v : tensor<1x4x4x4xi8>, tensor<1x5x5x4xi8>, tensor<1x5x5x4xi8>, tensor<1x2x2x1xf32>
}

// CHECK-LABEL: @matmul_heads
func.func @matmul_heads(%q: tensor<4x49x16xi8>, %k: tensor<4x49x16xi8>) -> tensor<4x49x49xi8> {
  // CHECK: kern.matmul %arg0, %arg1 {lhs_zero_point = -3 : i32
  %y = kern.matmul %q, %k {lhs_zero_point = -3 : i32, rhs_zero_point = 0 : i32,
      requant = #kern.requant<multipliers = [8388608], shift = 4, zero_point = 5, min = -128, max = 127>}
    : (tensor<4x49x16xi8>, tensor<4x49x16xi8>) -> tensor<4x49x49xi8>
  return %y : tensor<4x49x49xi8>
}

// CHECK-LABEL: @matmul
func.func @matmul(%a: tensor<4x5x6xi8>, %b: tensor<1x7x6xi16>, %f: tensor<2x5x6xf32>)
    -> (tensor<4x5x7xi8>, tensor<2x5x5xf32>) {
  // CHECK: kern.matmul %{{.*}}, %{{.*}} {lhs_zero_point = -3 : i32, requant = #kern.requant<
  %y = kern.matmul %a, %b {lhs_zero_point = -3 : i32,
      requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -128, max = 127>}
    : (tensor<4x5x6xi8>, tensor<1x7x6xi16>) -> tensor<4x5x7xi8>
  // CHECK: kern.matmul %{{.*}}, %{{.*}} : (tensor<2x5x6xf32>, tensor<2x5x6xf32>) -> tensor<2x5x5xf32>
  %z = kern.matmul %f, %f : (tensor<2x5x6xf32>, tensor<2x5x6xf32>) -> tensor<2x5x5xf32>
  return %y, %z : tensor<4x5x7xi8>, tensor<2x5x5xf32>
}

// CHECK-LABEL: @fixed_log_softmax
func.func @fixed_log_softmax(%x: tensor<2x4xi8>, %a: tensor<1x3x4xi16>) -> (tensor<2x4xi8>, tensor<1x3x3xi16>) {
  // CHECK: kern.fixed_log_softmax %arg0 {{{.*}}arguments = array<i32: 0, -9,{{.*}}exponentials = array<i32: 2147483647, 0,
  %y = kern.fixed_log_softmax %x {exponentials = array<i32: 2147483647, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0>, arguments = array<i32: 0, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9, -9>} : (tensor<2x4xi8>) -> tensor<2x4xi8>
  // CHECK: kern.matmul %arg1, %arg1 {requant = {{.*}}, saturates}
  %z = kern.matmul %a, %a {saturates, requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -32768, max = 32767>}
    : (tensor<1x3x4xi16>, tensor<1x3x4xi16>) -> tensor<1x3x3xi16>
  return %y, %z : tensor<2x4xi8>, tensor<1x3x3xi16>
}

// CHECK-LABEL: @dot
func.func @dot(%x: tensor<8x10xi16>) -> tensor<8xi8> {
  // CHECK: kern.dot %arg0 {bias = dense<5> : tensor<8xi32>, requant = #kern.requant<
  %y = kern.dot %x {weights = dense<-300> : tensor<8x10xi16>, bias = dense<5> : tensor<8xi32>,
      requant = #kern.requant<multipliers = [1073741824], shift = 0, zero_point = -128, min = -128, max = 127,
        rounding = tflite, shifts = [-9]>}
    : (tensor<8x10xi16>) -> tensor<8xi8>
  return %y : tensor<8xi8>
}

// CHECK-LABEL: @reduce
func.func @reduce(%x: tensor<1x8x8x4xi8>, %f: tensor<4x3xf32>)
    -> (tensor<1x1x1x4xi8>, tensor<1x8x8x1xi16>, tensor<1x3xf32>, tensor<4x1xf32>) {
  // CHECK: kern.reduce %{{.*}} {axes = array<i64: 1, 2>, kind = #dend.reduction<max>}
  %y = kern.reduce %x {kind = #dend.reduction<max>, axes = array<i64: 1, 2>} : (tensor<1x8x8x4xi8>) -> tensor<1x1x1x4xi8>
  // CHECK: kern.reduce {{.*}}kind = #dend.reduction<sum>
  %s = kern.reduce %x {kind = #dend.reduction<sum>, axes = array<i64: 3>, input_zero_point = -128 : i32,
      requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -32768, max = 32767>}
    : (tensor<1x8x8x4xi8>) -> tensor<1x8x8x1xi16>
  // CHECK: kern.reduce {{.*}}kind = #dend.reduction<mean>
  %m = kern.reduce %f {kind = #dend.reduction<mean>, axes = array<i64: 0>} : (tensor<4x3xf32>) -> tensor<1x3xf32>
  // CHECK: kern.reduce {{.*}}kind = #dend.reduction<min>
  %n = kern.reduce %f {kind = #dend.reduction<min>, axes = array<i64: 1>} : (tensor<4x3xf32>) -> tensor<4x1xf32>
  return %y, %s, %m, %n : tensor<1x1x1x4xi8>, tensor<1x8x8x1xi16>, tensor<1x3xf32>, tensor<4x1xf32>
}

//===----------------------------------------------------------------------===//
// Elementwise, integer
//===----------------------------------------------------------------------===//

// CHECK-LABEL: @add
func.func @add(%a: tensor<1x4x4x8xi8>, %b: tensor<8xi8>, %c: tensor<8xi16>) -> (tensor<1x4x4x8xi8>, tensor<8xi8>) {
  // CHECK: kern.add %{{.*}}, %{{.*}} {lhs_multiplier = 16384 : i32, max = 127 : i32
  %y = kern.add %a, %b {lhs_multiplier = 16384 : i32, rhs_multiplier = 8192 : i32, offset = 16384 : i32,
      shift = 15 : i32, min = -128 : i32, max = 127 : i32}
    : (tensor<1x4x4x8xi8>, tensor<8xi8>) -> tensor<1x4x4x8xi8>
  // CHECK: kern.add {{.*}}rhs_multiplier = -9 : i32{{.*}} : (tensor<8xi8>, tensor<8xi16>) -> tensor<8xi8>
  %z = kern.add %b, %c {lhs_multiplier = 16384 : i32, rhs_multiplier = -9 : i32, offset = -100 : i32,
      shift = 0 : i32, min = 0 : i32, max = 127 : i32} : (tensor<8xi8>, tensor<8xi16>) -> tensor<8xi8>
  return %y, %z : tensor<1x4x4x8xi8>, tensor<8xi8>
}

// CHECK-LABEL: @scaled_add
func.func @scaled_add(%a: tensor<1x4x4x8xi8>, %b: tensor<8xi8>) -> (tensor<1x4x4x8xi8>, tensor<8xi16>) {
  // CHECK: kern.scaled_add {{.*}}rounding = tflite, shifts = [-18]>
  %y = kern.scaled_add %a, %b {lhs_zero_point = -3 : i32, rhs_zero_point = 0 : i32, shift = 20 : i32,
      lhs_multiplier = 1073741824 : i32, lhs_shift = 0 : i32, rhs_multiplier = 1610612736 : i32, rhs_shift = -1 : i32,
      requant = #kern.requant<multipliers = [1073741824], shift = 0, zero_point = 5, min = -128, max = 127,
                              rounding = tflite, shifts = [-18]>}
    : (tensor<1x4x4x8xi8>, tensor<8xi8>) -> tensor<1x4x4x8xi8>
  // CHECK: kern.scaled_add {{.*}}subtract
  %z = kern.scaled_add %b, %b {lhs_zero_point = 0 : i32, rhs_zero_point = 0 : i32, shift = 15 : i32, subtract,
      lhs_multiplier = 1073741824 : i32, lhs_shift = 0 : i32, rhs_multiplier = 9 : i32, rhs_shift = -31 : i32,
      requant = #kern.requant<multipliers = [1073741824], shift = 0, zero_point = 0, min = -32768, max = 32767,
                              rounding = tflite, shifts = [-13]>}
    : (tensor<8xi8>, tensor<8xi8>) -> tensor<8xi16>
  // CHECK: kern.scaled_add {{.*}}rounding = nearest, shifts = [-19]>
  %w = kern.scaled_add %b, %b {lhs_zero_point = -3 : i32, rhs_zero_point = 5 : i32, shift = 0 : i32,
      lhs_multiplier = 1073741824 : i32, lhs_shift = 20 : i32, rhs_multiplier = 1610612736 : i32, rhs_shift = 19 : i32,
      requant = #kern.requant<multipliers = [1073741824], shift = 0, zero_point = 5, min = -128, max = 127,
                              rounding = nearest, shifts = [-19]>}
    : (tensor<8xi8>, tensor<8xi8>) -> tensor<8xi8>
  return %y, %z : tensor<1x4x4x8xi8>, tensor<8xi16>
}

// CHECK-LABEL: @mul
func.func @mul(%a: tensor<1x4x4x8xi8>, %b: tensor<8xi8>) -> tensor<1x4x4x8xi8> {
  // CHECK: kern.mul
  %y = kern.mul %a, %b {lhs_zero_point = -3 : i32, rhs_zero_point = 0 : i32,
      requant = #kern.requant<multipliers = [8388608], shift = 4, zero_point = 5, min = -128, max = 127>}
    : (tensor<1x4x4x8xi8>, tensor<8xi8>) -> tensor<1x4x4x8xi8>
  return %y : tensor<1x4x4x8xi8>
}

// CHECK-LABEL: @fixed_div
func.func @fixed_div(%a: tensor<1x4x4x8xi8>, %b: tensor<8xi8>) -> tensor<1x4x4x8xi8> {
  // CHECK: kern.fixed_div
  %y = kern.fixed_div %a, %b {lhs_zero_point = -3 : i32, rhs_zero_point = -128 : i32,
      requant = #kern.requant<multipliers = [1073741824], shift = 0, zero_point = 5, min = -128, max = 127,
          rounding = tflite, shifts = [-2]>}
    : (tensor<1x4x4x8xi8>, tensor<8xi8>) -> tensor<1x4x4x8xi8>
  return %y : tensor<1x4x4x8xi8>
}

// CHECK-LABEL: @fixed_l2_normalization
func.func @fixed_l2_normalization(%x: tensor<1x64xi8>) -> tensor<1x64xi8> {
  // CHECK: kern.fixed_l2_normalization
  %y = kern.fixed_l2_normalization %x {input_zero_point = -3 : i32} : (tensor<1x64xi8>) -> tensor<1x64xi8>
  return %y : tensor<1x64xi8>
}

// CHECK-LABEL: @rescale
func.func @rescale(%x: tensor<1x12xi8>) -> tensor<1x12xi16> {
  // CHECK: kern.rescale
  %y = kern.rescale %x {input_zero_point = -3 : i32,
      requant = #kern.requant<multipliers = [8388608], shift = 9, zero_point = 0, min = -32768, max = 32767>}
    : (tensor<1x12xi8>) -> tensor<1x12xi16>
  return %y : tensor<1x12xi16>
}

// CHECK-LABEL: @lookup
func.func @lookup(%x: tensor<3xi8>) -> (tensor<3xi8>, tensor<3xi16>) {
  // CHECK: kern.lookup {{.*}} -> tensor<3xi8>
  %y = kern.lookup %x {table = array<i16: -128, -127, -126, -125, -124, -123, -122, -121, -120, -119, -118, -117, -116, -115, -114, -113, -112, -111,
      -110, -109, -108, -107, -106, -105, -104, -103, -102, -101, -100, -99, -98, -97, -96, -95, -94, -93, -92, -91,
      -90, -89, -88, -87, -86, -85, -84, -83, -82, -81, -80, -79, -78, -77, -76, -75, -74, -73, -72, -71, -70, -69,
      -68, -67, -66, -65, -64, -63, -62, -61, -60, -59, -58, -57, -56, -55, -54, -53, -52, -51, -50, -49, -48, -47,
      -46, -45, -44, -43, -42, -41, -40, -39, -38, -37, -36, -35, -34, -33, -32, -31, -30, -29, -28, -27, -26, -25,
      -24, -23, -22, -21, -20, -19, -18, -17, -16, -15, -14, -13, -12, -11, -10, -9, -8, -7, -6, -5, -4, -3, -2, -1,
      0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29,
      30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57,
      58, 59, 60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70, 71, 72, 73, 74, 75, 76, 77, 78, 79, 80, 81, 82, 83, 84, 85,
      86, 87, 88, 89, 90, 91, 92, 93, 94, 95, 96, 97, 98, 99, 100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110,
      111, 112, 113, 114, 115, 116, 117, 118, 119, 120, 121, 122, 123, 124, 125, 126, 127>} : (tensor<3xi8>) -> tensor<3xi8>
  // CHECK: kern.lookup {{.*}} -> tensor<3xi16>
  %z = kern.lookup %x {table = array<i16: -32768, -32512, -32256, -32000, -31744, -31488, -31232, -30976, -30720, -30464, -30208, -29952, -29696, -29440,
      -29184, -28928, -28672, -28416, -28160, -27904, -27648, -27392, -27136, -26880, -26624, -26368, -26112, -25856,
      -25600, -25344, -25088, -24832, -24576, -24320, -24064, -23808, -23552, -23296, -23040, -22784, -22528, -22272,
      -22016, -21760, -21504, -21248, -20992, -20736, -20480, -20224, -19968, -19712, -19456, -19200, -18944, -18688,
      -18432, -18176, -17920, -17664, -17408, -17152, -16896, -16640, -16384, -16128, -15872, -15616, -15360, -15104,
      -14848, -14592, -14336, -14080, -13824, -13568, -13312, -13056, -12800, -12544, -12288, -12032, -11776, -11520,
      -11264, -11008, -10752, -10496, -10240, -9984, -9728, -9472, -9216, -8960, -8704, -8448, -8192, -7936, -7680,
      -7424, -7168, -6912, -6656, -6400, -6144, -5888, -5632, -5376, -5120, -4864, -4608, -4352, -4096, -3840, -3584,
      -3328, -3072, -2816, -2560, -2304, -2048, -1792, -1536, -1280, -1024, -768, -512, -256, 0, 256, 512, 768, 1024,
      1280, 1536, 1792, 2048, 2304, 2560, 2816, 3072, 3328, 3584, 3840, 4096, 4352, 4608, 4864, 5120, 5376, 5632,
      5888, 6144, 6400, 6656, 6912, 7168, 7424, 7680, 7936, 8192, 8448, 8704, 8960, 9216, 9472, 9728, 9984, 10240,
      10496, 10752, 11008, 11264, 11520, 11776, 12032, 12288, 12544, 12800, 13056, 13312, 13568, 13824, 14080, 14336,
      14592, 14848, 15104, 15360, 15616, 15872, 16128, 16384, 16640, 16896, 17152, 17408, 17664, 17920, 18176, 18432,
      18688, 18944, 19200, 19456, 19712, 19968, 20224, 20480, 20736, 20992, 21248, 21504, 21760, 22016, 22272, 22528,
      22784, 23040, 23296, 23552, 23808, 24064, 24320, 24576, 24832, 25088, 25344, 25600, 25856, 26112, 26368, 26624,
      26880, 27136, 27392, 27648, 27904, 28160, 28416, 28672, 28928, 29184, 29440, 29696, 29952, 30208, 30464, 30720,
      30976, 31232, 31488, 31744, 32000, 32256, 32512>} : (tensor<3xi8>) -> tensor<3xi16>
  return %y, %z : tensor<3xi8>, tensor<3xi16>
}

// CHECK-LABEL: @interpolate
func.func @interpolate(%x: tensor<3xi16>) -> (tensor<3xi16>, tensor<3xi8>) {
  // CHECK: kern.interpolate {{.*}} -> tensor<3xi16>
  %y = kern.interpolate %x {min = -32768 : i32, max = 32767 : i32, table = array<i16: -32768, -32512, -32256, -32000, -31744, -31488, -31232, -30976, -30720, -30464, -30208, -29952, -29696, -29440,
      -29184, -28928, -28672, -28416, -28160, -27904, -27648, -27392, -27136, -26880, -26624, -26368, -26112, -25856,
      -25600, -25344, -25088, -24832, -24576, -24320, -24064, -23808, -23552, -23296, -23040, -22784, -22528, -22272,
      -22016, -21760, -21504, -21248, -20992, -20736, -20480, -20224, -19968, -19712, -19456, -19200, -18944, -18688,
      -18432, -18176, -17920, -17664, -17408, -17152, -16896, -16640, -16384, -16128, -15872, -15616, -15360, -15104,
      -14848, -14592, -14336, -14080, -13824, -13568, -13312, -13056, -12800, -12544, -12288, -12032, -11776, -11520,
      -11264, -11008, -10752, -10496, -10240, -9984, -9728, -9472, -9216, -8960, -8704, -8448, -8192, -7936, -7680,
      -7424, -7168, -6912, -6656, -6400, -6144, -5888, -5632, -5376, -5120, -4864, -4608, -4352, -4096, -3840, -3584,
      -3328, -3072, -2816, -2560, -2304, -2048, -1792, -1536, -1280, -1024, -768, -512, -256, 0, 256, 512, 768, 1024,
      1280, 1536, 1792, 2048, 2304, 2560, 2816, 3072, 3328, 3584, 3840, 4096, 4352, 4608, 4864, 5120, 5376, 5632,
      5888, 6144, 6400, 6656, 6912, 7168, 7424, 7680, 7936, 8192, 8448, 8704, 8960, 9216, 9472, 9728, 9984, 10240,
      10496, 10752, 11008, 11264, 11520, 11776, 12032, 12288, 12544, 12800, 13056, 13312, 13568, 13824, 14080, 14336,
      14592, 14848, 15104, 15360, 15616, 15872, 16128, 16384, 16640, 16896, 17152, 17408, 17664, 17920, 18176, 18432,
      18688, 18944, 19200, 19456, 19712, 19968, 20224, 20480, 20736, 20992, 21248, 21504, 21760, 22016, 22272, 22528,
      22784, 23040, 23296, 23552, 23808, 24064, 24320, 24576, 24832, 25088, 25344, 25600, 25856, 26112, 26368, 26624,
      26880, 27136, 27392, 27648, 27904, 28160, 28416, 28672, 28928, 29184, 29440, 29696, 29952, 30208, 30464, 30720,
      30976, 31232, 31488, 31744, 32000, 32256, 32512, 32767>}
    : (tensor<3xi16>) -> tensor<3xi16>
  // CHECK: kern.interpolate {{.*}} -> tensor<3xi8>
  %z = kern.interpolate %x {min = -128 : i32, max = 127 : i32, table = array<i16: -32768, -32512, -32256, -32000, -31744, -31488, -31232, -30976, -30720, -30464, -30208, -29952, -29696, -29440,
      -29184, -28928, -28672, -28416, -28160, -27904, -27648, -27392, -27136, -26880, -26624, -26368, -26112, -25856,
      -25600, -25344, -25088, -24832, -24576, -24320, -24064, -23808, -23552, -23296, -23040, -22784, -22528, -22272,
      -22016, -21760, -21504, -21248, -20992, -20736, -20480, -20224, -19968, -19712, -19456, -19200, -18944, -18688,
      -18432, -18176, -17920, -17664, -17408, -17152, -16896, -16640, -16384, -16128, -15872, -15616, -15360, -15104,
      -14848, -14592, -14336, -14080, -13824, -13568, -13312, -13056, -12800, -12544, -12288, -12032, -11776, -11520,
      -11264, -11008, -10752, -10496, -10240, -9984, -9728, -9472, -9216, -8960, -8704, -8448, -8192, -7936, -7680,
      -7424, -7168, -6912, -6656, -6400, -6144, -5888, -5632, -5376, -5120, -4864, -4608, -4352, -4096, -3840, -3584,
      -3328, -3072, -2816, -2560, -2304, -2048, -1792, -1536, -1280, -1024, -768, -512, -256, 0, 256, 512, 768, 1024,
      1280, 1536, 1792, 2048, 2304, 2560, 2816, 3072, 3328, 3584, 3840, 4096, 4352, 4608, 4864, 5120, 5376, 5632,
      5888, 6144, 6400, 6656, 6912, 7168, 7424, 7680, 7936, 8192, 8448, 8704, 8960, 9216, 9472, 9728, 9984, 10240,
      10496, 10752, 11008, 11264, 11520, 11776, 12032, 12288, 12544, 12800, 13056, 13312, 13568, 13824, 14080, 14336,
      14592, 14848, 15104, 15360, 15616, 15872, 16128, 16384, 16640, 16896, 17152, 17408, 17664, 17920, 18176, 18432,
      18688, 18944, 19200, 19456, 19712, 19968, 20224, 20480, 20736, 20992, 21248, 21504, 21760, 22016, 22272, 22528,
      22784, 23040, 23296, 23552, 23808, 24064, 24320, 24576, 24832, 25088, 25344, 25600, 25856, 26112, 26368, 26624,
      26880, 27136, 27392, 27648, 27904, 28160, 28416, 28672, 28928, 29184, 29440, 29696, 29952, 30208, 30464, 30720,
      30976, 31232, 31488, 31744, 32000, 32256, 32512, 32767>}
    : (tensor<3xi16>) -> tensor<3xi8>
  return %y, %z : tensor<3xi16>, tensor<3xi8>
}

//===----------------------------------------------------------------------===//
// Elementwise, float, and the borders between float and integer
//===----------------------------------------------------------------------===//

// CHECK-LABEL: @float_unary
func.func @float_unary(%x: tensor<1x12xf32>) -> tensor<1x12xf32> {
  // CHECK: kern.float_unary %{{.*}} {function = #dend.function<tanh>}
  %y = kern.float_unary %x {function = #dend.function<tanh>} : (tensor<1x12xf32>) -> tensor<1x12xf32>
  return %y : tensor<1x12xf32>
}

// CHECK-LABEL: @float_binary
func.func @float_binary(%a: tensor<1x4x4x8xf32>, %b: tensor<8xf32>) -> (tensor<1x4x4x8xf32>, tensor<8xf32>) {
  // CHECK: kern.float_binary %{{.*}}, %{{.*}} {kind = #kern.binary<sub>}
  %y = kern.float_binary %a, %b {kind = #kern.binary<sub>} : (tensor<1x4x4x8xf32>, tensor<8xf32>) -> tensor<1x4x4x8xf32>
  // CHECK: kern.float_binary {{.*}}activation = #dend.function<relu>, kind = #kern.binary<add>
  %0 = kern.float_binary %b, %b {kind = #kern.binary<add>, activation = #dend.function<relu>} : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
  // CHECK: kern.float_binary {{.*}}#kern.binary<mul>
  %1 = kern.float_binary %b, %b {kind = #kern.binary<mul>} : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
  // CHECK: kern.float_binary {{.*}}#kern.binary<div>
  %2 = kern.float_binary %b, %b {kind = #kern.binary<div>} : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
  // CHECK: kern.float_binary {{.*}}#kern.binary<minimum>
  %3 = kern.float_binary %b, %b {kind = #kern.binary<minimum>} : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
  // CHECK: kern.float_binary {{.*}}#kern.binary<maximum>
  %4 = kern.float_binary %b, %b {kind = #kern.binary<maximum>} : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
  // CHECK: kern.float_binary {{.*}}#kern.binary<pow>
  %5 = kern.float_binary %b, %b {kind = #kern.binary<pow>} : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
  return %y, %5 : tensor<1x4x4x8xf32>, tensor<8xf32>
}

// CHECK-LABEL: @quantize
func.func @quantize(%x: tensor<1x12xf32>) -> tensor<1x12xi8> {
  // CHECK: kern.quantize
  %y = kern.quantize %x {scale = 0.5 : f32, zero_point = -3 : i32, min = -128 : i32, max = 127 : i32}
    : (tensor<1x12xf32>) -> tensor<1x12xi8>
  return %y : tensor<1x12xi8>
}

// CHECK-LABEL: @dequantize
func.func @dequantize(%x: tensor<1x12xi8>) -> tensor<1x12xf32> {
  // CHECK: kern.dequantize
  %y = kern.dequantize %x {scale = 0.5 : f32, zero_point = -3 : i32} : (tensor<1x12xi8>) -> tensor<1x12xf32>
  return %y : tensor<1x12xf32>
}

// CHECK-LABEL: @softmax
func.func @softmax(%x: tensor<1x12xf32>, %q: tensor<1x12xi8>, %w: tensor<1x12xi16>)
    -> (tensor<1x12xf32>, tensor<1x12xi8>, tensor<1x12xi16>) {
  // CHECK: kern.softmax %{{.*}} : (tensor<1x12xf32>)
  %y = kern.softmax %x : (tensor<1x12xf32>) -> tensor<1x12xf32>
  // CHECK: kern.softmax {{.*}} -> tensor<1x12xi8>
  %z = kern.softmax %q {levels = 256 : i32, zero_point = -128 : i32, min = -128 : i32, max = 127 : i32,
      table = array<i32: 32768, 32768, 32768, 32768, 32768, 32768, 32768, 32768, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384,
      8192, 8192, 8192, 8192, 8192, 8192, 8192, 8192, 4096, 4096, 4096, 4096, 4096, 4096, 4096, 4096, 2048, 2048,
      2048, 2048, 2048, 2048, 2048, 2048, 1024, 1024, 1024, 1024, 1024, 1024, 1024, 1024, 512, 512, 512, 512, 512,
      512, 512, 512, 256, 256, 256, 256, 256, 256, 256, 256, 128, 128, 128, 128, 128, 128, 128, 128, 64, 64, 64, 64,
      64, 64, 64, 64, 32, 32, 32, 32, 32, 32, 32, 32, 16, 16, 16, 16, 16, 16, 16, 16, 8, 8, 8, 8, 8, 8, 8, 8, 4, 4, 4,
      4, 4, 4, 4, 4, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
      0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
      0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
      0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0>} : (tensor<1x12xi8>) -> tensor<1x12xi8>
  // CHECK: kern.softmax {{.*}} -> tensor<1x12xi16>
  %u = kern.softmax %w {levels = 32768 : i32, max = 32767 : i32, table = array<i32: 32768, 32768, 32768, 32768, 32768, 32768, 32768, 32768, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384,
      8192, 8192, 8192, 8192, 8192, 8192, 8192, 8192, 4096, 4096, 4096, 4096, 4096, 4096, 4096, 4096, 2048, 2048,
      2048, 2048, 2048, 2048, 2048, 2048, 1024, 1024, 1024, 1024, 1024, 1024, 1024, 1024, 512, 512, 512, 512, 512,
      512, 512, 512, 256, 256, 256, 256, 256, 256, 256, 256, 128, 128, 128, 128, 128, 128, 128, 128, 64, 64, 64, 64,
      64, 64, 64, 64, 32, 32, 32, 32, 32, 32, 32, 32, 16, 16, 16, 16, 16, 16, 16, 16, 8, 8, 8, 8, 8, 8, 8, 8, 4, 4, 4,
      4, 4, 4, 4, 4, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
      0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
      0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
      0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
      0, 0>}
    : (tensor<1x12xi16>) -> tensor<1x12xi16>
  return %y, %z, %u : tensor<1x12xf32>, tensor<1x12xi8>, tensor<1x12xi16>
}

//===----------------------------------------------------------------------===//
// Data movement
//===----------------------------------------------------------------------===//

// CHECK-LABEL: @reshape
func.func @reshape(%x: tensor<1x6x1x8xi8>, %s: tensor<1x1xi16>) -> (tensor<1x48xi8>, tensor<i16>) {
  // CHECK: kern.reshape %{{.*}} : (tensor<1x6x1x8xi8>) -> tensor<1x48xi8>
  %y = kern.reshape %x : (tensor<1x6x1x8xi8>) -> tensor<1x48xi8>
  // CHECK: kern.reshape %{{.*}} : (tensor<1x1xi16>) -> tensor<i16>
  %z = kern.reshape %s : (tensor<1x1xi16>) -> tensor<i16>
  return %y, %z : tensor<1x48xi8>, tensor<i16>
}

// CHECK-LABEL: @transpose
func.func @transpose(%x: tensor<1x8x24x6xi8>) -> tensor<1x24x6x8xi8> {
  // CHECK: kern.transpose %{{.*}} {permutation = array<i64: 0, 2, 3, 1>}
  %y = kern.transpose %x {permutation = array<i64: 0, 2, 3, 1>} : (tensor<1x8x24x6xi8>) -> tensor<1x24x6x8xi8>
  return %y : tensor<1x24x6x8xi8>
}

// CHECK-LABEL: @slice
func.func @slice(%x: tensor<1x12xi8>) -> (tensor<1x4xi8>, tensor<1x4xi8>) {
  // CHECK: kern.slice %{{.*}} {begin = array<i64: 0, 2>, steps = array<i64: 1, 1>}
  %y = kern.slice %x {begin = array<i64: 0, 2>, steps = array<i64: 1, 1>} : (tensor<1x12xi8>) -> tensor<1x4xi8>
  // CHECK: kern.slice %{{.*}} {begin = array<i64: 0, 11>, steps = array<i64: 1, -3>}
  %z = kern.slice %x {begin = array<i64: 0, 11>, steps = array<i64: 1, -3>} : (tensor<1x12xi8>) -> tensor<1x4xi8>
  return %y, %z : tensor<1x4xi8>, tensor<1x4xi8>
}

// CHECK-LABEL: @pad
func.func @pad(%x: tensor<1x4x4x8xi8>, %f: tensor<4xf32>) -> (tensor<1x6x6x8xi8>, tensor<5xf32>) {
  // CHECK: kern.pad {{.*}}value = -3 : i8
  %y = kern.pad %x {low = array<i64: 0, 1, 1, 0>, high = array<i64: 0, 1, 1, 0>, value = -3 : i8}
    : (tensor<1x4x4x8xi8>) -> tensor<1x6x6x8xi8>
  // CHECK: kern.pad {{.*}}value = 0xFF800000 : f32
  %z = kern.pad %f {low = array<i64: 1>, high = array<i64: 0>, value = 0xFF800000 : f32} : (tensor<4xf32>) -> tensor<5xf32>
  return %y, %z : tensor<1x6x6x8xi8>, tensor<5xf32>
}

// CHECK-LABEL: @concat
func.func @concat(%a: tensor<1x4x4x2xi8>, %b: tensor<1x4x4x3xi8>) -> (tensor<1x4x4x5xi8>, tensor<1x4x4x2xi8>) {
  // CHECK: kern.concat %{{.*}}, %{{.*}} {axis = 3 : i64}
  %y = kern.concat %a, %b {axis = 3 : i64} : (tensor<1x4x4x2xi8>, tensor<1x4x4x3xi8>) -> tensor<1x4x4x5xi8>
  // CHECK: kern.concat %{{[^,]*}} {axis = 0 : i64}
  %z = kern.concat %a {axis = 0 : i64} : (tensor<1x4x4x2xi8>) -> tensor<1x4x4x2xi8>
  return %y, %z : tensor<1x4x4x5xi8>, tensor<1x4x4x2xi8>
}

}

// CHECK-LABEL: @stream
func.func @stream(%x: tensor<1x6x8x4xi8>) -> tensor<1x3x8x4xi8> {
  // CHECK: kern.stream 1 : tensor<1x3x8x4xi8> {
  // CHECK:   kern.yield %{{.*}} : tensor<1x3x8x4xi8>
  %y = kern.stream 1 : tensor<1x3x8x4xi8> {
    %0 = kern.max_pool2d %x {window = array<i64: 3, 3>, padding = array<i64: 1, 1, 1, 1>, kern.ring_rows = 2 : i64}
      : (tensor<1x6x8x4xi8>) -> tensor<1x6x8x4xi8>
    %1 = kern.max_pool2d %0 {window = array<i64: 2, 1>, strides = array<i64: 2, 1>}
      : (tensor<1x6x8x4xi8>) -> tensor<1x3x8x4xi8>
    kern.yield %1 : tensor<1x3x8x4xi8>
  }
  // CHECK: kern.stream 2 patches 3 : tensor<1x3x8x4xi8> {
  %z = kern.stream 2 patches 3 : tensor<1x3x8x4xi8> {
    %0 = kern.max_pool2d %x {window = array<i64: 3, 3>, padding = array<i64: 1, 1, 1, 1>} : (tensor<1x6x8x4xi8>) -> tensor<1x6x8x4xi8>
    %1 = kern.max_pool2d %0 {window = array<i64: 2, 1>, strides = array<i64: 2, 1>} : (tensor<1x6x8x4xi8>) -> tensor<1x3x8x4xi8>
    kern.yield %1 : tensor<1x3x8x4xi8>
  }
  return %y : tensor<1x3x8x4xi8>
}

// CHECK-LABEL: @resize_bilinear
func.func @resize_bilinear(%x: tensor<1x2x2x4xi8>, %f: tensor<1x2x2x4xf32>) -> (tensor<1x3x2x4xi8>, tensor<1x1x2x4xf32>) {
  // CHECK: kern.resize_bilinear %{{.*}} {columns = array<f32: 0.000000e+00, 2.500000e-01>, rows = array<f32: 0.000000e+00, 5.000000e-01, 1.000000e+00>}
  %y = kern.resize_bilinear %x {rows = array<f32: 0.0, 0.5, 1.0>, columns = array<f32: 0.0, 0.25>}
    : (tensor<1x2x2x4xi8>) -> tensor<1x3x2x4xi8>
  %z = kern.resize_bilinear %f {rows = array<f32: 0.33>, columns = array<f32: 0.0, 1.0>}
    : (tensor<1x2x2x4xf32>) -> tensor<1x1x2x4xf32>
  return %y, %z : tensor<1x3x2x4xi8>, tensor<1x1x2x4xf32>
}

// CHECK-LABEL: @fixed_sigmoid
func.func @fixed_sigmoid(%x: tensor<3xi16>) -> tensor<3xi16> {
  // CHECK: kern.fixed_sigmoid {{.*}}, tanh} : (tensor<3xi16>) -> tensor<3xi16>
  %y = kern.fixed_sigmoid %x {multiplier = 3 : i32, shift = 0 : i32, tanh, table = array<i16: 0, 683, 1365, 2045, 2724, 3401, 4075, 4745, 5411, 6073, 6730, 7381, 8025, 8664, 9295, 9919, 10535, 11143, 11743, 12333, 12914, 13486, 14048, 14601, 15143, 15674, 16196, 16706, 17206, 17695, 18173, 18640, 19097, 19542, 19976, 20400, 20813,
          21214, 21606, 21986, 22356, 22716, 23066, 23405, 23734, 24054, 24364, 24665, 24956, 25238, 25511, 25776, 26032, 26280, 26519, 26751, 26975, 27191, 27400, 27602, 27797, 27985, 28166, 28341, 28510, 28673, 28830, 28982, 29128, 29268, 29404, 29534, 29660, 29781,
          29898, 30010, 30118, 30222, 30322, 30418, 30511, 30600, 30685, 30768, 30847, 30923, 30996, 31067, 31135, 31200, 31262, 31322, 31380, 31435, 31489, 31540, 31589, 31637, 31682, 31726, 31767, 31808, 31846, 31883, 31919, 31953, 31986, 32018, 32048, 32077, 32105,
          32132, 32157, 32182, 32206, 32229, 32250, 32271, 32292, 32311, 32329, 32347, 32364, 32381, 32396, 32411, 32426, 32440, 32453, 32466, 32478, 32490, 32501, 32512, 32523, 32532, 32542, 32551, 32560, 32569, 32577, 32584, 32592, 32599, 32606, 32613, 32619, 32625,
          32631, 32636, 32642, 32647, 32652, 32657, 32661, 32665, 32670, 32674, 32677, 32681, 32685, 32688, 32691, 32694, 32697, 32700, 32703, 32706, 32708, 32711, 32713, 32715, 32717, 32720, 32721, 32723, 32725, 32727, 32729, 32730, 32732, 32733, 32735, 32736, 32737,
          32739, 32740, 32741, 32742, 32743, 32744, 32745, 32746, 32747, 32748, 32749, 32749, 32750, 32751, 32752, 32752, 32753, 32754, 32754, 32755, 32755, 32756, 32756, 32757, 32757, 32758, 32758, 32758, 32759, 32759, 32760, 32760, 32760, 32761, 32761, 32761, 32761,
          32762, 32762, 32762, 32762, 32763, 32763, 32763, 32763, 32763, 32764, 32764, 32764, 32764, 32764, 32764, 32765, 32765, 32765, 32765, 32765, 32765, 32765, 32765, 32766, 32766, 32766, 32766, 32766, 32766, 32766, 32766, 32766, 32766, 32766>}
    : (tensor<3xi16>) -> tensor<3xi16>
  return %y : tensor<3xi16>
}

// CHECK-LABEL: @interpolated_softmax
func.func @interpolated_softmax(%x: tensor<3xi16>) -> tensor<3xi16> {
  // CHECK: kern.interpolated_softmax {{.*}} : (tensor<3xi16>) -> tensor<3xi16>
  %y = kern.interpolated_softmax %x {multiplier = 1073741824 : i32, shift = 1 : i32, exponentials = array<i16: 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 127, 254,
          381, 508, 635, 762, 889, 1016, 1143, 1270, 1397, 1524, 1651, 1778, 1905, 2032, 2159, 2286, 2413, 2540, 2667, 2794, 2921, 3048, 3175, 3302, 3429, 3556, 3683, 3810, 3937, 4064, 4191, 4318, 4445, 4572, 4699, 4826, 4953,
          5080, 5207, 5334, 5461, 5588, 5715, 5842, 5969, 6096, 6223, 6350, 6477, 6604, 6731, 6858, 6985, 7112, 7239, 7366, 7493, 7620, 7747, 7874, 8001, 8128, 8255, 8382, 8509, 8636, 8763, 8890, 9017, 9144, 9271, 9398, 9525, 9652,
          9779, 9906, 10033, 10160, 10287, 10414, 10541, 10668, 10795, 10922, 11049, 11176, 11303, 11430, 11557, 11684, 11811, 11938, 12065, 12192, 12319, 12446, 12573, 12700, 12827, 12954, 13081, 13208, 13335, 13462, 13589, 13716, 13843, 13970, 14097, 14224, 14351,
          14478, 14605, 14732, 14859, 14986, 15113, 15240, 15367, 15494, 15621, 15748, 15875, 16002, 16129, 16256, 16383, 16510, 16637, 16764, 16891, 17018, 17145, 17272, 17399, 17526, 17653, 17780, 17907, 18034, 18161, 18288, 18415, 18542, 18669, 18796, 18923, 19050,
          19177, 19304, 19431, 19558, 19685, 19812, 19939, 20066, 20193, 20320, 20447, 20574, 20701, 20828, 20955, 21082, 21209, 21336, 21463, 21590, 21717, 21844, 21971, 22098, 22225, 22352, 22479, 22606, 22733, 22860, 22987, 23114, 23241, 23368, 23495, 23622, 23749,
          23876, 24003, 24130, 24257, 24384, 24511, 24638, 24765, 24892, 25019, 25146, 25273, 25400, 25527, 25654, 25781, 25908, 26035, 26162, 26289, 26416, 26543, 26670, 26797, 26924, 27051, 27178, 27305, 27432, 27559, 27686, 27813, 27940, 28067, 28194, 28321, 28448,
          28575, 28702, 28829, 28956, 29083, 29210, 29337, 29464, 29591, 29718, 29845, 29972, 30099, 30226, 30353, 30480, 30607, 30734, 30861, 30988, 31115, 31242, 31369, 31496, 31623, 31750, 31877, 32004, 32131, 32258, 32385, 32512>,
      reciprocals = array<i16: 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 127, 254,
          381, 508, 635, 762, 889, 1016, 1143, 1270, 1397, 1524, 1651, 1778, 1905, 2032, 2159, 2286, 2413, 2540, 2667, 2794, 2921, 3048, 3175, 3302, 3429, 3556, 3683, 3810, 3937, 4064, 4191, 4318, 4445, 4572, 4699, 4826, 4953,
          5080, 5207, 5334, 5461, 5588, 5715, 5842, 5969, 6096, 6223, 6350, 6477, 6604, 6731, 6858, 6985, 7112, 7239, 7366, 7493, 7620, 7747, 7874, 8001, 8128, 8255, 8382, 8509, 8636, 8763, 8890, 9017, 9144, 9271, 9398, 9525, 9652,
          9779, 9906, 10033, 10160, 10287, 10414, 10541, 10668, 10795, 10922, 11049, 11176, 11303, 11430, 11557, 11684, 11811, 11938, 12065, 12192, 12319, 12446, 12573, 12700, 12827, 12954, 13081, 13208, 13335, 13462, 13589, 13716, 13843, 13970, 14097, 14224, 14351,
          14478, 14605, 14732, 14859, 14986, 15113, 15240, 15367, 15494, 15621, 15748, 15875, 16002, 16129, 16256, 16383, 16510, 16637, 16764, 16891, 17018, 17145, 17272, 17399, 17526, 17653, 17780, 17907, 18034, 18161, 18288, 18415, 18542, 18669, 18796, 18923, 19050,
          19177, 19304, 19431, 19558, 19685, 19812, 19939, 20066, 20193, 20320, 20447, 20574, 20701, 20828, 20955, 21082, 21209, 21336, 21463, 21590, 21717, 21844, 21971, 22098, 22225, 22352, 22479, 22606, 22733, 22860, 22987, 23114, 23241, 23368, 23495, 23622, 23749,
          23876, 24003, 24130, 24257, 24384, 24511, 24638, 24765, 24892, 25019, 25146, 25273, 25400, 25527, 25654, 25781, 25908, 26035, 26162, 26289, 26416, 26543, 26670, 26797, 26924, 27051, 27178, 27305, 27432, 27559, 27686, 27813, 27940, 28067, 28194, 28321, 28448,
          28575, 28702, 28829, 28956, 29083, 29210, 29337, 29464, 29591, 29718, 29845, 29972, 30099, 30226, 30353, 30480, 30607, 30734, 30861, 30988, 31115, 31242, 31369, 31496, 31623, 31750, 31877, 32004, 32131, 32258, 32385, 32512>}
    : (tensor<3xi16>) -> tensor<3xi16>
  return %y : tensor<3xi16>
}
