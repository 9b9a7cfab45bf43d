// Every op in every form it can be written in, and the examples of the reference.
// RUN: dend-opt %s --verify-roundtrip
// RUN: dend-opt %s --emit-bytecode | dend-opt | FileCheck %s

!input = !quant.uniform<i8:f32, 0.25:-6>
!signal = !quant.uniform<i16:f32, 2.0e-4>
!output = !quant.uniform<i8:f32, 0.5:3>
!logits = !quant.uniform<i16:f32, 0.001>

//===----------------------------------------------------------------------===//
// Constants
//===----------------------------------------------------------------------===//

// CHECK-LABEL: @constant
func.func @constant() -> (tensor<2xf32>, tensor<2x2x!quant.uniform<i8:f32, 0.5>>) {
  // CHECK: dend.constant dense<[5.000000e-01, -1.000000e+00]> : tensor<2xf32> -> tensor<2xf32>
  %bias = dend.constant dense<[0.5, -1.0]> : tensor<2xf32> -> tensor<2xf32>
  // CHECK: dend.constant dense<3> : tensor<2x2xi8> -> tensor<2x2x!quant.uniform<i8:f32, 5.000000e-01>>
  %weights = dend.constant dense<3> : tensor<2x2xi8> -> tensor<2x2x!quant.uniform<i8:f32, 0.5>>
  return %bias, %weights : tensor<2xf32>, tensor<2x2x!quant.uniform<i8:f32, 0.5>>
}

//===----------------------------------------------------------------------===//
// Weighted ops
//===----------------------------------------------------------------------===//

// No dendrites: an ordinary layer, at defaults.
// CHECK-LABEL: @conv2d_plain
func.func @conv2d_plain(%x: tensor<1x4x4x2xf32>, %w: tensor<3x3x3x2xf32>) -> tensor<1x2x2x3xf32> {
  // CHECK: dend.conv2d %{{.*}}, %{{.*}} : (tensor<1x4x4x2xf32>, tensor<3x3x3x2xf32>) -> tensor<1x2x2x3xf32>
  %y = dend.conv2d %x, %w : (tensor<1x4x4x2xf32>, tensor<3x3x3x2xf32>) -> tensor<1x2x2x3xf32>
  return %y : tensor<1x2x2x3xf32>
}

// One dendrite: coefficients to the neuron, none between dendrites.
// CHECK-LABEL: @conv2d_one_dendrite
func.func @conv2d_one_dendrite(%x: tensor<1x49x13x1xf32>, %w: tensor<8x3x3x1xf32>, %b: tensor<8xf32>,
                               %t: tensor<1x4xf32>) -> tensor<1x49x13x4xf32> {
  // CHECK: dend.conv2d %{{.*}}, %{{.*}} bias %{{.*}} to_neuron %{{.*}} {
  // CHECK-SAME: dendrite_count = 1 : i64, dendrite_function = #dend.function<tanh>, padding = array<i64: 1, 1, 1, 1>
  %y = dend.conv2d %x, %w bias %b to_neuron %t {dendrite_count = 1 : i64, dendrite_function = #dend.function<tanh>,
      padding = array<i64: 1, 1, 1, 1>}
    : (tensor<1x49x13x1xf32>, tensor<8x3x3x1xf32>, tensor<8xf32>, tensor<1x4xf32>) -> tensor<1x49x13x4xf32>
  return %y : tensor<1x49x13x4xf32>
}

// Two dendrites, no bias, an activation; strides, dilations and unequal paddings.
// CHECK-LABEL: @conv2d_two_dendrites
func.func @conv2d_two_dendrites(%x: tensor<1x49x13x1xf32>, %w: tensor<12x3x3x1xf32>, %s: tensor<1x4xf32>,
                                %t: tensor<2x4xf32>) -> tensor<1x25x11x4xf32> {
  // CHECK: dend.conv2d %{{.*}}, %{{.*}} between %{{.*}} to_neuron %{{.*}} {
  // CHECK-SAME: activation = #dend.function<clip, 0.000000e+00, 6.000000e+00>, dendrite_count = 2 : i64
  // CHECK-SAME: dilations = array<i64: 1, 2>, padding = array<i64: 1, 0, 2, 2>, strides = array<i64: 2, 1>
  %y = dend.conv2d %x, %w between %s to_neuron %t {dendrite_count = 2 : i64,
      dendrite_function = #dend.function<sigmoid>, activation = #dend.function<clip, 0.0, 6.0>,
      strides = array<i64: 2, 1>, dilations = array<i64: 1, 2>, padding = array<i64: 1, 0, 2, 2>}
    : (tensor<1x49x13x1xf32>, tensor<12x3x3x1xf32>, tensor<1x4xf32>, tensor<2x4xf32>) -> tensor<1x25x11x4xf32>
  return %y : tensor<1x25x11x4xf32>
}

// Three dendrites: three coefficients between them for each channel; groups.
// CHECK-LABEL: @conv2d_three_dendrites_in_groups
func.func @conv2d_three_dendrites_in_groups(%x: tensor<1x5x5x6xf32>, %w: tensor<16x1x1x3xf32>, %b: tensor<16xf32>,
                                            %s: tensor<3x4xf32>, %t: tensor<3x4xf32>) -> tensor<1x5x5x4xf32> {
  // CHECK: dend.conv2d %{{.*}}, %{{.*}} bias %{{.*}} between %{{.*}} to_neuron %{{.*}} {
  // CHECK-SAME: groups = 2 : i64
  %y = dend.conv2d %x, %w bias %b between %s to_neuron %t {dendrite_count = 3 : i64,
      dendrite_function = #dend.function<relu>, groups = 2 : i64}
    : (tensor<1x5x5x6xf32>, tensor<16x1x1x3xf32>, tensor<16xf32>, tensor<3x4xf32>, tensor<3x4xf32>) -> tensor<1x5x5x4xf32>
  return %y : tensor<1x5x5x4xf32>
}

// Weights per channel over both branches, bias per channel, coefficients left as real numbers, signals of 16 bits.
// CHECK-LABEL: @conv2d_quantized_per_channel
func.func @conv2d_quantized_per_channel(%x: tensor<1x4x4x1x!input>, %t: tensor<1x2xf32>) -> tensor<1x4x4x2x!output> {
  %w = dend.constant dense<1> : tensor<4x1x1x1xi8> -> tensor<4x1x1x1x!quant.uniform<i8<-127:127>:f32:0, {0.1, 0.2, 0.3, 0.4}>>
  %b = dend.constant dense<7> : tensor<4xi32> -> tensor<4x!quant.uniform<i32:f32:0, {0.025, 0.05, 0.075, 0.1}>>
  // CHECK: dend.conv2d
  // CHECK-SAME: arithmetic = #dend.arithmetic<native>
  // CHECK-SAME: signal_types = [!quant.uniform<i16:f32, 2.000000e-04>, !quant.uniform<i16:f32, 2.000000e-04>]
  %y = dend.conv2d %x, %w bias %b to_neuron %t {dendrite_count = 1 : i64, dendrite_function = #dend.function<sigmoid>,
      signal_types = [!signal, !signal], arithmetic = #dend.arithmetic<native>}
    : (tensor<1x4x4x1x!input>, tensor<4x1x1x1x!quant.uniform<i8<-127:127>:f32:0, {0.1, 0.2, 0.3, 0.4}>>,
       tensor<4x!quant.uniform<i32:f32:0, {0.025, 0.05, 0.075, 0.1}>>, tensor<1x2xf32>) -> tensor<1x4x4x2x!output>
  return %y : tensor<1x4x4x2x!output>
}

// CHECK-LABEL: @depthwise_conv2d
func.func @depthwise_conv2d(%x: tensor<1x25x5x16xf32>, %w: tensor<16x3x3x1xf32>) -> tensor<1x25x5x16xf32> {
  // CHECK: dend.depthwise_conv2d %{{.*}}, %{{.*}} {padding = array<i64: 1, 1, 1, 1>}
  %y = dend.depthwise_conv2d %x, %w {padding = array<i64: 1, 1, 1, 1>}
    : (tensor<1x25x5x16xf32>, tensor<16x3x3x1xf32>) -> tensor<1x25x5x16xf32>
  return %y : tensor<1x25x5x16xf32>
}

// Two output channels per input channel, two dendrites.
// CHECK-LABEL: @depthwise_conv2d_multiplier_dendrites
func.func @depthwise_conv2d_multiplier_dendrites(%x: tensor<1x6x6x2xf32>, %w: tensor<12x3x3x1xf32>, %b: tensor<12xf32>,
                                                 %s: tensor<1x4xf32>, %t: tensor<2x4xf32>) -> tensor<1x2x2x4xf32> {
  // CHECK: dend.depthwise_conv2d %{{.*}}, %{{.*}} bias %{{.*}} between %{{.*}} to_neuron %{{.*}} {
  %y = dend.depthwise_conv2d %x, %w bias %b between %s to_neuron %t {dendrite_count = 2 : i64,
      dendrite_function = #dend.function<tanh>, strides = array<i64: 2, 2>}
    : (tensor<1x6x6x2xf32>, tensor<12x3x3x1xf32>, tensor<12xf32>, tensor<1x4xf32>, tensor<2x4xf32>) -> tensor<1x2x2x4xf32>
  return %y : tensor<1x2x2x4xf32>
}

// Weights quantized per tensor in another arithmetic, and per channel.
// CHECK-LABEL: @depthwise_conv2d_quantized
func.func @depthwise_conv2d_quantized(%x: tensor<1x4x4x2x!input>, %w: tensor<2x2x2x1x!quant.uniform<i8:f32, 0.1>>,
                                      %c: tensor<2x2x2x1x!quant.uniform<i8:f32:0, {0.1, 0.2}>>)
    -> (tensor<1x3x3x2x!output>, tensor<1x3x3x2x!output>) {
  // CHECK: dend.depthwise_conv2d {{.*}} {arithmetic = #dend.arithmetic<tflite>}
  %y = dend.depthwise_conv2d %x, %w {arithmetic = #dend.arithmetic<tflite>}
    : (tensor<1x4x4x2x!input>, tensor<2x2x2x1x!quant.uniform<i8:f32, 0.1>>) -> tensor<1x3x3x2x!output>
  // CHECK: dend.depthwise_conv2d {{.*}} {arithmetic = #dend.arithmetic<native>}
  %z = dend.depthwise_conv2d %x, %c {arithmetic = #dend.arithmetic<native>}
    : (tensor<1x4x4x2x!input>, tensor<2x2x2x1x!quant.uniform<i8:f32:0, {0.1, 0.2}>>) -> tensor<1x3x3x2x!output>
  return %y, %z : tensor<1x3x3x2x!output>, tensor<1x3x3x2x!output>
}

// CHECK-LABEL: @dense
func.func @dense(%x: tensor<1x48xf32>, %w: tensor<3x48xf32>, %b: tensor<3xf32>) -> tensor<1x3xf32> {
  // CHECK: dend.dense %{{.*}}, %{{.*}} bias %{{.*}} : (tensor<1x48xf32>, tensor<3x48xf32>, tensor<3xf32>) -> tensor<1x3xf32>
  %y = dend.dense %x, %w bias %b : (tensor<1x48xf32>, tensor<3x48xf32>, tensor<3xf32>) -> tensor<1x3xf32>
  return %y : tensor<1x3xf32>
}

// Of rank 1, and along the last of three axes with three dendrites.
// CHECK-LABEL: @dense_ranks
func.func @dense_ranks(%v: tensor<48xf32>, %vw: tensor<3x48xf32>, %x: tensor<1x10x8xf32>, %w: tensor<8x8xf32>,
                       %s: tensor<3x2xf32>, %t: tensor<3x2xf32>) -> (tensor<3xf32>, tensor<1x10x2xf32>) {
  // CHECK: dend.dense {{.*}} -> tensor<3xf32>
  %u = dend.dense %v, %vw : (tensor<48xf32>, tensor<3x48xf32>) -> tensor<3xf32>
  // CHECK: dend.dense {{.*}} -> tensor<1x10x2xf32>
  %y = dend.dense %x, %w between %s to_neuron %t {dendrite_count = 3 : i64, dendrite_function = #dend.function<sigmoid>}
    : (tensor<1x10x8xf32>, tensor<8x8xf32>, tensor<3x2xf32>, tensor<3x2xf32>) -> tensor<1x10x2xf32>
  return %u, %y : tensor<3xf32>, tensor<1x10x2xf32>
}

// Logits of 16 bits, another arithmetic.
// CHECK-LABEL: @dense_quantized
func.func @dense_quantized(%x: tensor<1x8x!input>, %w: tensor<4x8x!quant.uniform<i8:f32:0, {0.1, 0.2, 0.3, 0.4}>>,
                           %t: tensor<1x2xf32>) -> tensor<1x2x!logits> {
  // CHECK: dend.dense {{.*}}arithmetic = #dend.arithmetic<onnxruntime>
  %y = dend.dense %x, %w to_neuron %t {dendrite_count = 1 : i64, dendrite_function = #dend.function<tanh>,
      signal_types = [!signal, !signal], arithmetic = #dend.arithmetic<onnxruntime>}
    : (tensor<1x8x!input>, tensor<4x8x!quant.uniform<i8:f32:0, {0.1, 0.2, 0.3, 0.4}>>,
       tensor<1x2xf32>) -> tensor<1x2x!logits>
  return %y : tensor<1x2x!logits>
}

//===----------------------------------------------------------------------===//
// Recurrent layers
//===----------------------------------------------------------------------===//

// CHECK-LABEL: @recurrent
func.func @recurrent(%g: tensor<1x49x1x8xf32>, %h: tensor<1x1x1x8xf32>, %r: tensor<8x8xf32>) -> tensor<1x49x1x8xf32> {
  // CHECK: dend.recurrent <rnn> %{{.*}} from %{{.*}}, %{{.*}} {functions = [#dend.function<tanh>]}
  %y = dend.recurrent <rnn> %g from %h, %r {functions = [#dend.function<tanh>]}
    : (tensor<1x49x1x8xf32>, tensor<1x1x1x8xf32>, tensor<8x8xf32>) -> tensor<1x49x1x8xf32>
  return %y : tensor<1x49x1x8xf32>
}

// Two sequences, two dendrites, a bias that is reset with the state.
// CHECK-LABEL: @recurrent_dendrites
func.func @recurrent_dendrites(%g: tensor<1x5x2x18xf32>, %h: tensor<1x1x2x6xf32>, %r: tensor<18x2xf32>, %b: tensor<18xf32>,
                               %s: tensor<1x2xf32>, %t: tensor<2x2xf32>) -> tensor<1x5x2x2xf32> {
  // CHECK: dend.recurrent <gru_reset_after> %{{.*}} from %{{.*}}, %{{.*}} bias %{{.*}} between %{{.*}} to_neuron %{{.*}} {
  // CHECK-SAME: dendrite_count = 2 : i64, dendrite_function = #dend.function<sigmoid>
  %y = dend.recurrent <gru_reset_after> %g from %h, %r bias %b between %s to_neuron %t {dendrite_count = 2 : i64,
      dendrite_function = #dend.function<sigmoid>, functions = [#dend.function<sigmoid>, #dend.function<tanh>]}
    : (tensor<1x5x2x18xf32>, tensor<1x1x2x6xf32>, tensor<18x2xf32>, tensor<18xf32>, tensor<1x2xf32>, tensor<2x2xf32>)
    -> tensor<1x5x2x2xf32>
  return %y : tensor<1x5x2x2xf32>
}

!gates = !quant.uniform<i16:f32, 2.44140625e-4>
!states = !quant.uniform<i16:f32, 3.0517578125e-5>

// Two states, quantized; that of the cells after the last step is returned.
// CHECK-LABEL: @recurrent_quantized
func.func @recurrent_quantized(%g: tensor<1x5x1x8x!gates>, %h: tensor<1x1x1x2x!states>, %c: tensor<1x1x1x2x!states>,
                               %r: tensor<8x2x!quant.uniform<i8:f32, 0.01>>) -> (tensor<1x5x1x2x!output>, tensor<1x1x1x2x!states>) {
  // CHECK: %{{.*}}, %{{.*}} = dend.recurrent <lstm> %{{.*}} from %{{.*}} cell %{{.*}}, %{{.*}} {arithmetic = #dend.arithmetic<native>
  %y, %d = dend.recurrent <lstm> %g from %h cell %c, %r {arithmetic = #dend.arithmetic<native>,
      functions = [#dend.function<sigmoid>, #dend.function<tanh>, #dend.function<tanh>]}
    : (tensor<1x5x1x8x!gates>, tensor<1x1x1x2x!states>, tensor<1x1x1x2x!states>, tensor<8x2x!quant.uniform<i8:f32, 0.01>>)
    -> (tensor<1x5x1x2x!output>, tensor<1x1x1x2x!states>)
  return %y, %d : tensor<1x5x1x2x!output>, tensor<1x1x1x2x!states>
}

// CHECK-LABEL: @recurrent_peepholes
func.func @recurrent_peepholes(%g: tensor<1x5x1x8x!gates>, %h: tensor<1x1x1x2x!states>, %c: tensor<1x1x1x2x!states>,
                               %r: tensor<8x2x!quant.uniform<i8:f32, 0.01>>,
                               %p: tensor<3x2x!quant.uniform<i16:f32:0, {0.1, 0.2, 0.3}>>) -> tensor<1x5x1x2x!output> {
  // CHECK: dend.recurrent <lstm> %{{.*}} from %{{.*}} cell %{{.*}}, %{{.*}} peepholes %{{.*}} {arithmetic = #dend.arithmetic<native>
  %y = dend.recurrent <lstm> %g from %h cell %c, %r peepholes %p {arithmetic = #dend.arithmetic<native>,
      functions = [#dend.function<sigmoid>, #dend.function<tanh>, #dend.function<tanh>]}
    : (tensor<1x5x1x8x!gates>, tensor<1x1x1x2x!states>, tensor<1x1x1x2x!states>, tensor<8x2x!quant.uniform<i8:f32, 0.01>>,
       tensor<3x2x!quant.uniform<i16:f32:0, {0.1, 0.2, 0.3}>>) -> tensor<1x5x1x2x!output>
  return %y : tensor<1x5x1x2x!output>
}

//===----------------------------------------------------------------------===//
// Pools and reductions
//===----------------------------------------------------------------------===//

// CHECK-LABEL: @max_pool2d
func.func @max_pool2d(%x: tensor<1x49x13x4xf32>, %q: tensor<1x6x6x2x!input>)
    -> (tensor<1x24x6x4xf32>, tensor<1x6x4x2x!input>) {
  // CHECK: dend.max_pool2d %{{.*}} {strides = array<i64: 2, 2>, window = array<i64: 2, 2>}
  %y = dend.max_pool2d %x {window = array<i64: 2, 2>, strides = array<i64: 2, 2>}
    : (tensor<1x49x13x4xf32>) -> tensor<1x24x6x4xf32>
  // CHECK: dend.max_pool2d %{{.*}} {dilations = array<i64: 1, 2>, padding = array<i64: 1, 1, 1, 1>, window = array<i64: 3, 3>}
  %z = dend.max_pool2d %q {window = array<i64: 3, 3>, dilations = array<i64: 1, 2>, padding = array<i64: 1, 1, 1, 1>}
    : (tensor<1x6x6x2x!input>) -> tensor<1x6x4x2x!input>
  return %y, %z : tensor<1x24x6x4xf32>, tensor<1x6x4x2x!input>
}

// The second counts padding and rounds.
// CHECK-LABEL: @average_pool2d
func.func @average_pool2d(%x: tensor<1x25x5x16xf32>, %q: tensor<1x4x4x2x!input>)
    -> (tensor<1x1x1x16xf32>, tensor<1x2x2x2x!output>) {
  // CHECK: dend.average_pool2d %{{.*}} {window = array<i64: 25, 5>}
  %y = dend.average_pool2d %x {window = array<i64: 25, 5>} : (tensor<1x25x5x16xf32>) -> tensor<1x1x1x16xf32>
  // CHECK: dend.average_pool2d %{{.*}} {arithmetic = #dend.arithmetic<native>, count_padding,
  %z = dend.average_pool2d %q {window = array<i64: 4, 4>, strides = array<i64: 2, 2>, padding = array<i64: 1, 1, 1, 1>,
      count_padding, arithmetic = #dend.arithmetic<native>} : (tensor<1x4x4x2x!input>) -> tensor<1x2x2x2x!output>
  return %y, %z : tensor<1x1x1x16xf32>, tensor<1x2x2x2x!output>
}

// CHECK-LABEL: @matmul_heads
func.func @matmul_heads(%q: tensor<4x49x16xf32>, %k: tensor<4x49x16xf32>) -> tensor<4x49x49xf32> {
  // CHECK: dend.matmul %arg0, %arg1
  %y = dend.matmul %q, %k : (tensor<4x49x16xf32>, tensor<4x49x16xf32>) -> tensor<4x49x49xf32>
  return %y : tensor<4x49x49xf32>
}

// CHECK-LABEL: @matmul
func.func @matmul(%a: tensor<4x5x6xf32>, %b: tensor<1x7x6xf32>, %q: tensor<2x5x6x!input>)
    -> (tensor<4x5x7xf32>, tensor<2x5x5x!input>) {
  // CHECK: dend.matmul %{{.*}}, %{{.*}} : (tensor<4x5x6xf32>, tensor<1x7x6xf32>) -> tensor<4x5x7xf32>
  %y = dend.matmul %a, %b : (tensor<4x5x6xf32>, tensor<1x7x6xf32>) -> tensor<4x5x7xf32>
  // CHECK: dend.matmul %{{.*}}, %{{.*}} {arithmetic = #dend.arithmetic<tflite>}
  %z = dend.matmul %q, %q {arithmetic = #dend.arithmetic<tflite>}
    : (tensor<2x5x6x!input>, tensor<2x5x6x!input>) -> tensor<2x5x5x!input>
  return %y, %z : tensor<4x5x7xf32>, tensor<2x5x5x!input>
}

// CHECK-LABEL: @log_softmax
func.func @log_softmax(%x: tensor<1x10xf32>, %q: tensor<2x3x!input>) -> (tensor<1x10xf32>, tensor<2x3x!input>) {
  // CHECK: dend.log_softmax %arg0 : (tensor<1x10xf32>) -> tensor<1x10xf32>
  %y = dend.log_softmax %x : (tensor<1x10xf32>) -> tensor<1x10xf32>
  // CHECK: dend.log_softmax %arg1 {arithmetic = #dend.arithmetic<tflite>}
  %z = dend.log_softmax %q {arithmetic = #dend.arithmetic<tflite>} : (tensor<2x3x!input>) -> tensor<2x3x!input>
  return %y, %z : tensor<1x10xf32>, tensor<2x3x!input>
}

// CHECK-LABEL: @dot
func.func @dot(%x: tensor<8x10xf32>, %w: tensor<8x10xf32>, %b: tensor<8xf32>, %q: tensor<2x3x!quant.uniform<i16:f32, 0.5>>)
    -> (tensor<8xf32>, tensor<2x!input>) {
  // CHECK: dend.dot %arg0, %arg1 bias %arg2 : (tensor<8x10xf32>, tensor<8x10xf32>, tensor<8xf32>) -> tensor<8xf32>
  %y = dend.dot %x, %w bias %b : (tensor<8x10xf32>, tensor<8x10xf32>, tensor<8xf32>) -> tensor<8xf32>
  // CHECK: dend.dot %arg3, %arg3 {arithmetic = #dend.arithmetic<tflite>}
  %z = dend.dot %q, %q {arithmetic = #dend.arithmetic<tflite>}
    : (tensor<2x3x!quant.uniform<i16:f32, 0.5>>, tensor<2x3x!quant.uniform<i16:f32, 0.5>>) -> tensor<2x!input>
  return %y, %z : tensor<8xf32>, tensor<2x!input>
}

// CHECK-LABEL: @reduce
func.func @reduce(%x: tensor<1x25x5x16xf32>, %q: tensor<1x4x!input>)
    -> (tensor<1x1x1x16xf32>, tensor<1x25x5x1xf32>, tensor<1x1x!input>, tensor<1x1x!output>) {
  // CHECK: dend.reduce <mean> %{{.*}} {axes = array<i64: 1, 2>}
  %y = dend.reduce <mean> %x {axes = array<i64: 1, 2>} : (tensor<1x25x5x16xf32>) -> tensor<1x1x1x16xf32>
  // CHECK: dend.reduce <sum>
  %s = dend.reduce <sum> %x {axes = array<i64: 3>} : (tensor<1x25x5x16xf32>) -> tensor<1x25x5x1xf32>
  // CHECK: dend.reduce <max>
  %m = dend.reduce <max> %q {axes = array<i64: 1>, arithmetic = #dend.arithmetic<native>}
    : (tensor<1x4x!input>) -> tensor<1x1x!input>
  // CHECK: dend.reduce <min>
  %n = dend.reduce <min> %q {axes = array<i64: 1>, arithmetic = #dend.arithmetic<native>}
    : (tensor<1x4x!input>) -> tensor<1x1x!input>
  // CHECK: dend.reduce <mean> %{{.*}} {arithmetic = #dend.arithmetic<native>, axes = array<i64: 0, 1>}
  %z = dend.reduce <mean> %q {axes = array<i64: 0, 1>, arithmetic = #dend.arithmetic<native>}
    : (tensor<1x4x!input>) -> tensor<1x1x!output>
  return %y, %s, %n, %z : tensor<1x1x1x16xf32>, tensor<1x25x5x1xf32>, tensor<1x1x!input>, tensor<1x1x!output>
}

//===----------------------------------------------------------------------===//
// Elementwise
//===----------------------------------------------------------------------===//

// Without parameters, with them (infinity among them), quantized, and of rank 0.
// CHECK-LABEL: @unary
func.func @unary(%x: tensor<1x12xf32>, %q: tensor<1x12x!input>, %scalar: tensor<f32>)
    -> (tensor<1x12xf32>, tensor<1x12xf32>, tensor<1x12x!output>, tensor<f32>) {
  // CHECK: dend.unary <relu> %{{.*}} : (tensor<1x12xf32>) -> tensor<1x12xf32>
  %y = dend.unary <relu> %x : (tensor<1x12xf32>) -> tensor<1x12xf32>
  // CHECK: dend.unary <clip, -1.000000e+00, 0x7FF0000000000000>
  %c = dend.unary <clip, -1.0, 0x7FF0000000000000> %x : (tensor<1x12xf32>) -> tensor<1x12xf32>
  // CHECK: dend.unary <sigmoid> %{{.*}} {arithmetic = #dend.arithmetic<native>}
  %z = dend.unary <sigmoid> %q {arithmetic = #dend.arithmetic<native>} : (tensor<1x12x!input>) -> tensor<1x12x!output>
  // CHECK: dend.unary <exp> %{{.*}} : (tensor<f32>) -> tensor<f32>
  %s = dend.unary <exp> %scalar : (tensor<f32>) -> tensor<f32>
  return %y, %c, %z, %s : tensor<1x12xf32>, tensor<1x12xf32>, tensor<1x12x!output>, tensor<f32>
}

// CHECK-LABEL: @binary
func.func @binary(%a: tensor<1x24x6x8xf32>, %b: tensor<8xf32>) -> tensor<1x24x6x8xf32> {
  // CHECK: dend.add
  %0 = dend.add %a, %b : (tensor<1x24x6x8xf32>, tensor<8xf32>) -> tensor<1x24x6x8xf32>
  // CHECK: dend.sub
  %1 = dend.sub %a, %b : (tensor<1x24x6x8xf32>, tensor<8xf32>) -> tensor<1x24x6x8xf32>
  // CHECK: dend.mul
  %2 = dend.mul %a, %b : (tensor<1x24x6x8xf32>, tensor<8xf32>) -> tensor<1x24x6x8xf32>
  // CHECK: dend.div
  %3 = dend.div %a, %b : (tensor<1x24x6x8xf32>, tensor<8xf32>) -> tensor<1x24x6x8xf32>
  // CHECK: dend.minimum
  %4 = dend.minimum %a, %b : (tensor<1x24x6x8xf32>, tensor<8xf32>) -> tensor<1x24x6x8xf32>
  // CHECK: dend.maximum
  %5 = dend.maximum %a, %b : (tensor<1x24x6x8xf32>, tensor<8xf32>) -> tensor<1x24x6x8xf32>
  // CHECK: dend.pow
  %6 = dend.pow %a, %b : (tensor<1x24x6x8xf32>, tensor<8xf32>) -> tensor<1x24x6x8xf32>
  return %0 : tensor<1x24x6x8xf32>
}

// Both operands stretch, one is a scalar, an activation, quantized operands of different types.
// CHECK-LABEL: @binary_forms
func.func @binary_forms(%a: tensor<4x1xf32>, %b: tensor<1x3xf32>, %scalar: tensor<f32>, %p: tensor<1x3x!input>,
                        %q: tensor<1x3x!signal>) -> (tensor<4x3xf32>, tensor<4x1xf32>, tensor<1x3x!output>) {
  // CHECK: dend.add %{{.*}}, %{{.*}} {activation = #dend.function<relu>} : (tensor<4x1xf32>, tensor<1x3xf32>) -> tensor<4x3xf32>
  %y = dend.add %a, %b {activation = #dend.function<relu>} : (tensor<4x1xf32>, tensor<1x3xf32>) -> tensor<4x3xf32>
  // CHECK: dend.mul {{.*}} (tensor<4x1xf32>, tensor<f32>) -> tensor<4x1xf32>
  %z = dend.mul %a, %scalar : (tensor<4x1xf32>, tensor<f32>) -> tensor<4x1xf32>
  // CHECK: dend.add {{.*}} {arithmetic = #dend.arithmetic<native>}
  %u = dend.add %p, %q {arithmetic = #dend.arithmetic<native>} : (tensor<1x3x!input>, tensor<1x3x!signal>) -> tensor<1x3x!output>
  return %y, %z, %u : tensor<4x3xf32>, tensor<4x1xf32>, tensor<1x3x!output>
}

// CHECK-LABEL: @softmax
func.func @softmax(%x: tensor<1x12xf32>, %q: tensor<1x4x3x!input>)
    -> (tensor<1x12xf32>, tensor<1x4x3x!quant.uniform<i8:f32, 0.00390625:-128>>) {
  // CHECK: dend.softmax %{{.*}} {axis = 1 : i64}
  %y = dend.softmax %x {axis = 1 : i64} : (tensor<1x12xf32>) -> tensor<1x12xf32>
  // CHECK: dend.softmax %{{.*}} {arithmetic = #dend.arithmetic<tflite>, axis = 2 : i64}
  %z = dend.softmax %q {axis = 2 : i64, arithmetic = #dend.arithmetic<tflite>}
    : (tensor<1x4x3x!input>) -> tensor<1x4x3x!quant.uniform<i8:f32, 0.00390625:-128>>
  return %y, %z : tensor<1x12xf32>, tensor<1x4x3x!quant.uniform<i8:f32, 0.00390625:-128>>
}

// CHECK-LABEL: @softmax_exponentials
func.func @softmax_exponentials(%x: tensor<1x4x!input>) -> tensor<1x4x!quant.uniform<i8:f32, 1.0:-128>> {
  // CHECK: dend.softmax %{{.*}} {arithmetic = #dend.arithmetic<tosa_single_round>, axis = 1 : i64, exponentials = array<i32: 2147483647, 7, {{.*}} 7>}
  %y = dend.softmax %x {axis = 1 : i64, arithmetic = #dend.arithmetic<tosa_single_round>,
      exponentials = array<i32: 2147483647, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
      7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
      7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
      7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
      7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
      7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
      7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7>}
    : (tensor<1x4x!input>) -> tensor<1x4x!quant.uniform<i8:f32, 1.0:-128>>
  return %y : tensor<1x4x!quant.uniform<i8:f32, 1.0:-128>>
}

// CHECK-LABEL: @l2_normalization
func.func @l2_normalization(%x: tensor<1x64xf32>, %q: tensor<1x4x3x!input>)
    -> (tensor<1x64xf32>, tensor<1x4x3x!quant.uniform<i8:f32, 0.0078125>>) {
  // CHECK: dend.l2_normalization %{{.*}} : (tensor<1x64xf32>) -> tensor<1x64xf32>
  %y = dend.l2_normalization %x : (tensor<1x64xf32>) -> tensor<1x64xf32>
  // CHECK: dend.l2_normalization %{{.*}} {arithmetic = #dend.arithmetic<tflite>}
  %z = dend.l2_normalization %q {arithmetic = #dend.arithmetic<tflite>}
    : (tensor<1x4x3x!input>) -> tensor<1x4x3x!quant.uniform<i8:f32, 0.0078125>>
  return %y, %z : tensor<1x64xf32>, tensor<1x4x3x!quant.uniform<i8:f32, 0.0078125>>
}

//===----------------------------------------------------------------------===//
// Data movement
//===----------------------------------------------------------------------===//

// CHECK-LABEL: @reshape
func.func @reshape(%x: tensor<1x6x1x8xf32>, %q: tensor<1x1x!input>) -> (tensor<1x48xf32>, tensor<!input>) {
  // CHECK: dend.reshape %{{.*}} : (tensor<1x6x1x8xf32>) -> tensor<1x48xf32>
  %y = dend.reshape %x : (tensor<1x6x1x8xf32>) -> tensor<1x48xf32>
  // CHECK: dend.reshape {{.*}} -> tensor<!quant.uniform
  %z = dend.reshape %q : (tensor<1x1x!input>) -> tensor<!input>
  return %y, %z : tensor<1x48xf32>, tensor<!input>
}

// CHECK-LABEL: @transpose
func.func @transpose(%x: tensor<1x8x24x6xf32>, %q: tensor<2x3x!input>) -> (tensor<1x24x6x8xf32>, tensor<3x2x!input>) {
  // CHECK: dend.transpose %{{.*}} {permutation = array<i64: 0, 2, 3, 1>}
  %y = dend.transpose %x {permutation = array<i64: 0, 2, 3, 1>} : (tensor<1x8x24x6xf32>) -> tensor<1x24x6x8xf32>
  // CHECK: dend.transpose {{.*}} -> tensor<3x2x!quant.uniform
  %z = dend.transpose %q {permutation = array<i64: 1, 0>} : (tensor<2x3x!input>) -> tensor<3x2x!input>
  return %y, %z : tensor<1x24x6x8xf32>, tensor<3x2x!input>
}

// CHECK-LABEL: @concat
func.func @concat(%a: tensor<1x4x4x2xf32>, %b: tensor<1x4x4x3xf32>, %p: tensor<1x2x!input>, %q: tensor<1x3x!output>)
    -> (tensor<1x4x4x5xf32>, tensor<1x4x4x2xf32>, tensor<1x7x!output>) {
  // CHECK: dend.concat %{{.*}}, %{{.*}} {axis = 3 : i64}
  %y = dend.concat %a, %b {axis = 3 : i64} : (tensor<1x4x4x2xf32>, tensor<1x4x4x3xf32>) -> tensor<1x4x4x5xf32>
  // CHECK: dend.concat %{{[^,]*}} {axis = 0 : i64}
  %z = dend.concat %a {axis = 0 : i64} : (tensor<1x4x4x2xf32>) -> tensor<1x4x4x2xf32>
  // CHECK: dend.concat %{{.*}}, %{{.*}}, %{{.*}} {arithmetic = #dend.arithmetic<native>, axis = 1 : i64}
  %u = dend.concat %p, %q, %p {axis = 1 : i64, arithmetic = #dend.arithmetic<native>}
    : (tensor<1x2x!input>, tensor<1x3x!output>, tensor<1x2x!input>) -> tensor<1x7x!output>
  return %y, %z, %u : tensor<1x4x4x5xf32>, tensor<1x4x4x2xf32>, tensor<1x7x!output>
}

// The second runs backwards.
// CHECK-LABEL: @slice
func.func @slice(%x: tensor<1x12xf32>, %q: tensor<1x12x!input>) -> (tensor<1x4xf32>, tensor<1x4x!input>) {
  // CHECK: dend.slice %{{.*}} {begin = array<i64: 0, 2>, steps = array<i64: 1, 1>}
  %y = dend.slice %x {begin = array<i64: 0, 2>, steps = array<i64: 1, 1>} : (tensor<1x12xf32>) -> tensor<1x4xf32>
  // CHECK: dend.slice %{{.*}} {begin = array<i64: 0, 11>, steps = array<i64: 1, -3>}
  %z = dend.slice %q {begin = array<i64: 0, 11>, steps = array<i64: 1, -3>} : (tensor<1x12x!input>) -> tensor<1x4x!input>
  return %y, %z : tensor<1x4xf32>, tensor<1x4x!input>
}

// CHECK-LABEL: @pad
func.func @pad(%x: tensor<1x4x4x8xf32>, %q: tensor<4x!input>) -> (tensor<1x6x6x8xf32>, tensor<6x!input>) {
  // CHECK: dend.pad %{{.*}} {high = array<i64: 0, 1, 1, 0>, low = array<i64: 0, 1, 1, 0>, value = 0.000000e+00 : f32}
  %y = dend.pad %x {low = array<i64: 0, 1, 1, 0>, high = array<i64: 0, 1, 1, 0>, value = 0.0 : f32}
    : (tensor<1x4x4x8xf32>) -> tensor<1x6x6x8xf32>
  // CHECK: dend.pad %{{.*}} {high = array<i64: 2>, low = array<i64: 0>, value = 0xFF800000 : f32}
  %z = dend.pad %q {low = array<i64: 0>, high = array<i64: 2>, value = 0xFF800000 : f32} : (tensor<4x!input>) -> tensor<6x!input>
  return %y, %z : tensor<1x6x6x8xf32>, tensor<6x!input>
}

//===----------------------------------------------------------------------===//
// Quantization
//===----------------------------------------------------------------------===//

// From float, from another quantized type, and weights per channel.
// CHECK-LABEL: @quantize
func.func @quantize(%x: tensor<1x12xf32>, %q: tensor<1x12x!signal>, %w: tensor<2x3xf32>)
    -> (tensor<1x12x!quant.uniform<i8:f32, 0.5:-3>>, tensor<1x12x!output>, tensor<2x3x!quant.uniform<i8:f32:0, {0.1, 0.2}>>) {
  // CHECK: dend.quantize %{{.*}} {arithmetic = #dend.arithmetic<native>} : (tensor<1x12xf32>)
  %y = dend.quantize %x {arithmetic = #dend.arithmetic<native>}
    : (tensor<1x12xf32>) -> tensor<1x12x!quant.uniform<i8:f32, 0.5:-3>>
  // CHECK: dend.quantize %{{.*}} {arithmetic = #dend.arithmetic<onnxruntime>} : (tensor<1x12x!quant.uniform<i16
  %z = dend.quantize %q {arithmetic = #dend.arithmetic<onnxruntime>} : (tensor<1x12x!signal>) -> tensor<1x12x!output>
  // CHECK: dend.quantize {{.*}} -> tensor<2x3x!quant.uniform<i8:f32:0,
  %u = dend.quantize %w {arithmetic = #dend.arithmetic<native>}
    : (tensor<2x3xf32>) -> tensor<2x3x!quant.uniform<i8:f32:0, {0.1, 0.2}>>
  return %y, %z, %u : tensor<1x12x!quant.uniform<i8:f32, 0.5:-3>>, tensor<1x12x!output>,
                      tensor<2x3x!quant.uniform<i8:f32:0, {0.1, 0.2}>>
}

// CHECK-LABEL: @dequantize
func.func @dequantize(%q: tensor<1x12x!quant.uniform<i8:f32, 0.5:-3>>, %w: tensor<2x3x!quant.uniform<i8:f32:1, {0.1, 0.2, 0.3}>>)
    -> (tensor<1x12xf32>, tensor<2x3xf32>) {
  // CHECK: dend.dequantize %{{.*}} : (tensor<1x12x!quant.uniform<i8:f32, 5.000000e-01:-3>>) -> tensor<1x12xf32>
  %x = dend.dequantize %q : (tensor<1x12x!quant.uniform<i8:f32, 0.5:-3>>) -> tensor<1x12xf32>
  // CHECK: dend.dequantize {{.*}} -> tensor<2x3xf32>
  %y = dend.dequantize %w : (tensor<2x3x!quant.uniform<i8:f32:1, {0.1, 0.2, 0.3}>>) -> tensor<2x3xf32>
  return %x, %y : tensor<1x12xf32>, tensor<2x3xf32>
}

// CHECK-LABEL: @reinterpret
func.func @reinterpret(%x: tensor<1x12x!quant.uniform<i8:f32, 0.5:-3>>) -> tensor<1x12x!quant.uniform<i8:f32, 0.25>> {
  // CHECK: dend.reinterpret %{{.*}} : (tensor<1x12x!quant.uniform<i8:f32, 5.000000e-01:-3>>) -> tensor<1x12x!quant.uniform<i8:f32, 2.500000e-01>>
  %y = dend.reinterpret %x : (tensor<1x12x!quant.uniform<i8:f32, 0.5:-3>>) -> tensor<1x12x!quant.uniform<i8:f32, 0.25>>
  return %y : tensor<1x12x!quant.uniform<i8:f32, 0.25>>
}

// CHECK-LABEL: @lookup
func.func @lookup(%x: tensor<12x!quant.uniform<i8:f32, 1.0:-3>>) -> tensor<12x!quant.uniform<i16:f32, 0.5>> {
  // CHECK: dend.lookup %{{.*}} {table = array<i16: -7680, {{.*}}, 7620>} : (tensor<12x!quant.uniform<i8:f32, 1.000000e+00:-3>>) -> tensor<12x!quant.uniform<i16:f32, 5.000000e-01>>
  %y = dend.lookup %x {table = array<i16: -7680, -7620, -7560, -7500, -7440, -7380, -7320, -7260, -7200, -7140, -7080, -7020, -6960, -6900, -6840,
      -6780, -6720, -6660, -6600, -6540, -6480, -6420, -6360, -6300, -6240, -6180, -6120, -6060, -6000, -5940,
      -5880, -5820, -5760, -5700, -5640, -5580, -5520, -5460, -5400, -5340, -5280, -5220, -5160, -5100, -5040,
      -4980, -4920, -4860, -4800, -4740, -4680, -4620, -4560, -4500, -4440, -4380, -4320, -4260, -4200, -4140,
      -4080, -4020, -3960, -3900, -3840, -3780, -3720, -3660, -3600, -3540, -3480, -3420, -3360, -3300, -3240,
      -3180, -3120, -3060, -3000, -2940, -2880, -2820, -2760, -2700, -2640, -2580, -2520, -2460, -2400, -2340,
      -2280, -2220, -2160, -2100, -2040, -1980, -1920, -1860, -1800, -1740, -1680, -1620, -1560, -1500, -1440,
      -1380, -1320, -1260, -1200, -1140, -1080, -1020, -960, -900, -840, -780, -720, -660, -600, -540, -480, -420,
      -360, -300, -240, -180, -120, -60, 0, 60, 120, 180, 240, 300, 360, 420, 480, 540, 600, 660, 720, 780, 840,
      900, 960, 1020, 1080, 1140, 1200, 1260, 1320, 1380, 1440, 1500, 1560, 1620, 1680, 1740, 1800, 1860, 1920,
      1980, 2040, 2100, 2160, 2220, 2280, 2340, 2400, 2460, 2520, 2580, 2640, 2700, 2760, 2820, 2880, 2940, 3000,
      3060, 3120, 3180, 3240, 3300, 3360, 3420, 3480, 3540, 3600, 3660, 3720, 3780, 3840, 3900, 3960, 4020, 4080,
      4140, 4200, 4260, 4320, 4380, 4440, 4500, 4560, 4620, 4680, 4740, 4800, 4860, 4920, 4980, 5040, 5100, 5160,
      5220, 5280, 5340, 5400, 5460, 5520, 5580, 5640, 5700, 5760, 5820, 5880, 5940, 6000, 6060, 6120, 6180, 6240,
      6300, 6360, 6420, 6480, 6540, 6600, 6660, 6720, 6780, 6840, 6900, 6960, 7020, 7080, 7140, 7200, 7260, 7320,
      7380, 7440, 7500, 7560, 7620>}
    : (tensor<12x!quant.uniform<i8:f32, 1.0:-3>>) -> tensor<12x!quant.uniform<i16:f32, 0.5>>
  return %y : tensor<12x!quant.uniform<i16:f32, 0.5>>
}

// CHECK-LABEL: @resize_bilinear
func.func @resize_bilinear(%x: tensor<1x4x6x8xf32>, %q: tensor<1x4x6x8x!input>) -> (tensor<1x8x12x8xf32>, tensor<1x2x3x8x!input>) {
  // CHECK: dend.resize_bilinear %{{.*}} {half_pixel_centers} : (tensor<1x4x6x8xf32>) -> tensor<1x8x12x8xf32>
  %y = dend.resize_bilinear %x {half_pixel_centers} : (tensor<1x4x6x8xf32>) -> tensor<1x8x12x8xf32>
  %z = dend.resize_bilinear %q : (tensor<1x4x6x8x!input>) -> tensor<1x2x3x8x!input>
  return %y, %z : tensor<1x8x12x8xf32>, tensor<1x2x3x8x!input>
}
