// RUN: dend-opt %s --canonicalize --dend-fold-affine --canonicalize --split-input-file | FileCheck %s

// Batch normalization after a convolution: the example of the pass's description, with an activation on the shift.
// CHECK-LABEL: @after_conv(
// CHECK-DAG: %[[W:.*]] = dend.constant dense<{{\[\[\[\[}}2.000000e+00]]], {{\[\[\[}}6.000000e+00]]]]>
// CHECK-DAG: %[[B:.*]] = dend.constant dense<[2.100000e+01, 6.200000e+01]>
// CHECK: %[[Y:.*]] = dend.conv2d %{{.*}}, %[[W]] bias %[[B]]
// CHECK-NEXT: %[[RELU:.*]] = dend.unary <relu> %[[Y]]
// CHECK-NEXT: return %[[RELU]]
func.func @after_conv(%x: tensor<1x4x4x1xf32>) -> tensor<1x4x4x2xf32> {
  %w = dend.constant dense<[[[[1.0]]], [[[2.0]]]]> : tensor<2x1x1x1xf32> -> tensor<2x1x1x1xf32>
  %b = dend.constant dense<[10.0, 20.0]> : tensor<2xf32> -> tensor<2xf32>
  %scale = dend.constant dense<[[[[2.0, 3.0]]]]> : tensor<1x1x1x2xf32> -> tensor<1x1x1x2xf32>
  %shift = dend.constant dense<[[[[1.0, 2.0]]]]> : tensor<1x1x1x2xf32> -> tensor<1x1x1x2xf32>
  %0 = dend.conv2d %x, %w bias %b : (tensor<1x4x4x1xf32>, tensor<2x1x1x1xf32>, tensor<2xf32>) -> tensor<1x4x4x2xf32>
  %1 = dend.mul %0, %scale : (tensor<1x4x4x2xf32>, tensor<1x1x1x2xf32>) -> tensor<1x4x4x2xf32>
  %2 = dend.add %1, %shift {activation = #dend.function<relu>} : (tensor<1x4x4x2xf32>, tensor<1x1x1x2xf32>) -> tensor<1x4x4x2xf32>
  return %2 : tensor<1x4x4x2xf32>
}

// -----

// A layer with dendrites: the neuron's weights and bias and the coefficients to it change, the dendrites do not.
// CHECK-LABEL: @after_dendrites(
// CHECK-DAG: %[[W:.*]] = dend.constant dense<{{\[\[}}-1.000000e+00], [-2.000000e+00], [3.000000e+00], [4.000000e+00]]>
// CHECK-DAG: %[[B:.*]] = dend.constant dense<[0.000000e+00, -1.000000e+00, 3.000000e+00, 4.000000e+00]>
// CHECK-DAG: %[[T:.*]] = dend.constant dense<{{\[\[}}-5.000000e+00, -6.000000e+00]]>
// CHECK: dend.dense %{{.*}}, %[[W]] bias %[[B]] to_neuron %[[T]] {dendrite_count = 1 : i64
// CHECK-NEXT: return
func.func @after_dendrites(%x: tensor<1x1xf32>) -> tensor<1x2xf32> {
  %w = dend.constant dense<[[1.0], [2.0], [3.0], [4.0]]> : tensor<4x1xf32> -> tensor<4x1xf32>
  %b = dend.constant dense<[1.0, 2.0, 3.0, 4.0]> : tensor<4xf32> -> tensor<4xf32>
  %t = dend.constant dense<[[5.0, 6.0]]> : tensor<1x2xf32> -> tensor<1x2xf32>
  %one = dend.constant dense<1.0> : tensor<f32> -> tensor<f32>
  %0 = dend.dense %x, %w bias %b to_neuron %t {dendrite_count = 1 : i64, dendrite_function = #dend.function<tanh>} : (tensor<1x1xf32>, tensor<4x1xf32>, tensor<4xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  %1 = dend.sub %one, %0 : (tensor<f32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  return %1 : tensor<1x2xf32>
}

// -----

// Behind a mean pool; behind a max pool where no scale is negative. Padding that counts holds a shift back.
// CHECK-LABEL: @behind_pools(
// CHECK: %[[A:.*]] = dend.depthwise_conv2d
// CHECK-NEXT: %[[MEAN:.*]] = dend.average_pool2d %[[A]]
// CHECK-NEXT: %[[B:.*]] = dend.depthwise_conv2d
// CHECK-NEXT: %[[MAX:.*]] = dend.max_pool2d %[[B]]
// CHECK-NEXT: %[[C:.*]] = dend.depthwise_conv2d
// CHECK-NEXT: %[[MAX2:.*]] = dend.max_pool2d %[[C]]
// CHECK-NEXT: %[[KEPT:.*]] = dend.mul %[[MAX2]]
// CHECK-NEXT: %[[D:.*]] = dend.depthwise_conv2d
// CHECK-NEXT: %[[PADDED:.*]] = dend.average_pool2d %[[D]]
// CHECK-NEXT: %[[SHIFTED:.*]] = dend.add %[[PADDED]]
// CHECK-NEXT: return %[[MEAN]], %[[MAX]], %[[KEPT]], %[[SHIFTED]]
func.func @behind_pools(%x: tensor<1x4x4x2xf32>) -> (tensor<1x2x2x2xf32>, tensor<1x2x2x2xf32>, tensor<1x2x2x2xf32>, tensor<1x3x3x2xf32>) {
  %w = dend.constant dense<0.5> : tensor<2x1x1x1xf32> -> tensor<2x1x1x1xf32>
  %signed = dend.constant dense<[2.0, -3.0]> : tensor<2xf32> -> tensor<2xf32>
  %positive = dend.constant dense<[2.0, 3.0]> : tensor<2xf32> -> tensor<2xf32>
  %0 = dend.depthwise_conv2d %x, %w : (tensor<1x4x4x2xf32>, tensor<2x1x1x1xf32>) -> tensor<1x4x4x2xf32>
  %1 = dend.average_pool2d %0 {window = array<i64: 2, 2>, strides = array<i64: 2, 2>} : (tensor<1x4x4x2xf32>) -> tensor<1x2x2x2xf32>
  %2 = dend.mul %1, %signed : (tensor<1x2x2x2xf32>, tensor<2xf32>) -> tensor<1x2x2x2xf32>
  %3 = dend.add %2, %signed : (tensor<1x2x2x2xf32>, tensor<2xf32>) -> tensor<1x2x2x2xf32>
  %4 = dend.depthwise_conv2d %x, %w : (tensor<1x4x4x2xf32>, tensor<2x1x1x1xf32>) -> tensor<1x4x4x2xf32>
  %5 = dend.max_pool2d %4 {window = array<i64: 2, 2>, strides = array<i64: 2, 2>} : (tensor<1x4x4x2xf32>) -> tensor<1x2x2x2xf32>
  %6 = dend.mul %5, %positive : (tensor<1x2x2x2xf32>, tensor<2xf32>) -> tensor<1x2x2x2xf32>
  %7 = dend.depthwise_conv2d %x, %w : (tensor<1x4x4x2xf32>, tensor<2x1x1x1xf32>) -> tensor<1x4x4x2xf32>
  %8 = dend.max_pool2d %7 {window = array<i64: 2, 2>, strides = array<i64: 2, 2>} : (tensor<1x4x4x2xf32>) -> tensor<1x2x2x2xf32>
  %9 = dend.mul %8, %signed : (tensor<1x2x2x2xf32>, tensor<2xf32>) -> tensor<1x2x2x2xf32>
  %10 = dend.depthwise_conv2d %x, %w : (tensor<1x4x4x2xf32>, tensor<2x1x1x1xf32>) -> tensor<1x4x4x2xf32>
  %11 = dend.average_pool2d %10 {window = array<i64: 2, 2>, strides = array<i64: 2, 2>, padding = array<i64: 1, 1, 1, 1>, count_padding} : (tensor<1x4x4x2xf32>) -> tensor<1x3x3x2xf32>
  %12 = dend.add %11, %signed : (tensor<1x3x3x2xf32>, tensor<2xf32>) -> tensor<1x3x3x2xf32>
  return %3, %6, %9, %12 : tensor<1x2x2x2xf32>, tensor<1x2x2x2xf32>, tensor<1x2x2x2xf32>, tensor<1x3x3x2xf32>
}

// -----

// Before convolutions without padding, with groups and with a channel multiplier: scale and shift of the input.
// CHECK-LABEL: @before_convs(
// CHECK-SAME: %[[X:.*]]: tensor<1x4x4x2xf32>)
// CHECK-DAG: %[[W0:.*]] = dend.constant dense<{{\[\[\[\[}}2.000000e+00]]], {{\[\[\[}}6.000000e+00]]]]>
// CHECK-DAG: %[[B0:.*]] = dend.constant dense<[1.000000e+01, 4.000000e+01]>
// CHECK-DAG: %[[W1:.*]] = dend.constant dense<{{\[\[\[\[}}2.000000e+00]]], {{\[\[\[}}4.000000e+00]]], {{\[\[\[}}9.000000e+00]]], {{\[\[\[}}1.200000e+01]]]]>
// CHECK-DAG: %[[B1:.*]] = dend.constant dense<[1.000000e+01, 2.000000e+01, 6.000000e+01, 8.000000e+01]>
// CHECK: dend.conv2d %[[X]], %[[W0]] bias %[[B0]] {groups = 2 : i64}
// CHECK: dend.depthwise_conv2d %[[X]], %[[W1]] bias %[[B1]]
// CHECK-NEXT: return
func.func @before_convs(%x: tensor<1x4x4x2xf32>) -> (tensor<1x4x4x2xf32>, tensor<1x4x4x4xf32>) {
  %w0 = dend.constant dense<[[[[1.0]]], [[[2.0]]]]> : tensor<2x1x1x1xf32> -> tensor<2x1x1x1xf32>
  %w1 = dend.constant dense<[[[[1.0]]], [[[2.0]]], [[[3.0]]], [[[4.0]]]]> : tensor<4x1x1x1xf32> -> tensor<4x1x1x1xf32>
  %scale = dend.constant dense<[2.0, 3.0]> : tensor<2xf32> -> tensor<2xf32>
  %shift = dend.constant dense<[10.0, 20.0]> : tensor<2xf32> -> tensor<2xf32>
  %0 = dend.mul %x, %scale : (tensor<1x4x4x2xf32>, tensor<2xf32>) -> tensor<1x4x4x2xf32>
  %1 = dend.add %0, %shift : (tensor<1x4x4x2xf32>, tensor<2xf32>) -> tensor<1x4x4x2xf32>
  %2 = dend.conv2d %1, %w0 {groups = 2 : i64} : (tensor<1x4x4x2xf32>, tensor<2x1x1x1xf32>) -> tensor<1x4x4x2xf32>
  %3 = dend.depthwise_conv2d %1, %w1 : (tensor<1x4x4x2xf32>, tensor<4x1x1x1xf32>) -> tensor<1x4x4x4xf32>
  return %2, %3 : tensor<1x4x4x2xf32>, tensor<1x4x4x4xf32>
}

// -----

// Before dense layers, also per element and through flattening.
// CHECK-LABEL: @before_dense(
// CHECK-SAME: %[[X:.*]]: tensor<1x1x2x2xf32>)
// CHECK-DAG: %[[W:.*]] = dend.constant dense<{{\[\[}}2.000000e+00, 6.000000e+00, 6.000000e+00, 1.200000e+01]]>
// CHECK-DAG: %[[B:.*]] = dend.constant dense<3.000000e+01>
// CHECK: %[[FLAT:.*]] = dend.reshape %[[X]]
// CHECK: dend.dense %[[FLAT]], %[[W]] bias %[[B]]
// CHECK-NEXT: return
func.func @before_dense(%x: tensor<1x1x2x2xf32>) -> tensor<1x1xf32> {
  %w = dend.constant dense<[[1.0, 2.0, 3.0, 4.0]]> : tensor<1x4xf32> -> tensor<1x4xf32>
  %scale = dend.constant dense<[2.0, 3.0]> : tensor<2xf32> -> tensor<2xf32>
  %shift = dend.constant dense<[[1.0, 2.0, 3.0, 4.0]]> : tensor<1x4xf32> -> tensor<1x4xf32>
  %0 = dend.mul %x, %scale : (tensor<1x1x2x2xf32>, tensor<2xf32>) -> tensor<1x1x2x2xf32>
  %1 = dend.reshape %0 : (tensor<1x1x2x2xf32>) -> tensor<1x4xf32>
  %2 = dend.add %1, %shift : (tensor<1x4xf32>, tensor<1x4xf32>) -> tensor<1x4xf32>
  %3 = dend.dense %2, %w : (tensor<1x4xf32>, tensor<1x4xf32>) -> tensor<1x1xf32>
  return %3 : tensor<1x1xf32>
}

// -----

// A shift before padding is not a bias; a value that something else reads stays; constants per position stay; an
// activation in between ends it.
// CHECK-LABEL: @stays(
// CHECK: dend.add
// CHECK: dend.conv2d
// CHECK: dend.mul
// CHECK: dend.conv2d
// CHECK: dend.mul
// CHECK: dend.conv2d
// CHECK: dend.unary <relu>
// CHECK: dend.add
// CHECK-NEXT: return
func.func @stays(%x: tensor<1x4x1x1xf32>) -> (tensor<1x4x1x1xf32>, tensor<1x4x1x1xf32>, tensor<1x4x1x1xf32>, tensor<1x4x1x1xf32>, tensor<1x4x1x1xf32>) {
  %w3 = dend.constant dense<0.5> : tensor<1x3x1x1xf32> -> tensor<1x3x1x1xf32>
  %w = dend.constant dense<0.5> : tensor<1x1x1x1xf32> -> tensor<1x1x1x1xf32>
  %two = dend.constant dense<2.0> : tensor<1xf32> -> tensor<1xf32>
  %positions = dend.constant dense<[[[[1.0]], [[2.0]], [[3.0]], [[4.0]]]]> : tensor<1x4x1x1xf32> -> tensor<1x4x1x1xf32>
  %0 = dend.add %x, %two : (tensor<1x4x1x1xf32>, tensor<1xf32>) -> tensor<1x4x1x1xf32>
  %1 = dend.conv2d %0, %w3 {padding = array<i64: 1, 0, 1, 0>} : (tensor<1x4x1x1xf32>, tensor<1x3x1x1xf32>) -> tensor<1x4x1x1xf32>
  %2 = dend.mul %x, %two : (tensor<1x4x1x1xf32>, tensor<1xf32>) -> tensor<1x4x1x1xf32>
  %3 = dend.conv2d %2, %w : (tensor<1x4x1x1xf32>, tensor<1x1x1x1xf32>) -> tensor<1x4x1x1xf32>
  %4 = dend.mul %3, %positions : (tensor<1x4x1x1xf32>, tensor<1x4x1x1xf32>) -> tensor<1x4x1x1xf32>
  %5 = dend.conv2d %x, %w {activation = #dend.function<relu>} : (tensor<1x4x1x1xf32>, tensor<1x1x1x1xf32>) -> tensor<1x4x1x1xf32>
  %6 = dend.unary <relu> %5 : (tensor<1x4x1x1xf32>) -> tensor<1x4x1x1xf32>
  %7 = dend.add %6, %two : (tensor<1x4x1x1xf32>, tensor<1xf32>) -> tensor<1x4x1x1xf32>
  return %1, %2, %4, %7, %5 : tensor<1x4x1x1xf32>, tensor<1x4x1x1xf32>, tensor<1x4x1x1xf32>, tensor<1x4x1x1xf32>, tensor<1x4x1x1xf32>
}
