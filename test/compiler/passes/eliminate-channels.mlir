// Channels that cannot matter, one kind of each; random networks compute the same without them.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// RUN: split-file %s %t
// RUN: dend-opt %t/border.mlir --kern-eliminate-channels | FileCheck %t/border.mlir --check-prefix=KEPT
// RUN: dend-opt %t/border.mlir --kern-eliminate-channels=instructions-per-byte=6 | FileCheck %t/border.mlir
// RUN: dend-opt %t/depthwise.mlir --kern-eliminate-channels=instructions-per-byte=0 | FileCheck %t/depthwise.mlir
// RUN: dend-opt %t/zero-point.mlir --kern-eliminate-channels | FileCheck %t/zero-point.mlir
// RUN: dend-opt %t/unread.mlir --kern-eliminate-channels | FileCheck %t/unread.mlir
// RUN: dend-opt %t/interface.mlir --kern-eliminate-channels | FileCheck %t/interface.mlir
// RUN: not dend-opt %t/overflow.mlir --kern-eliminate-channels 2>&1 | FileCheck %t/overflow.mlir
// RUN: %python %S/Inputs/same_without_channels.py %S/Inputs/dead_channels.py 40

//--- border.mlir
// Channel 1 is 5 everywhere, and padding is 0: a window at the border sees both. Nine biases, of which eight are 32 bytes more
// where 9 of weights are spared, stand for it if they cost no more than the 144 multiply-accumulates; else the channel stays.
// KEPT: kern.conv2d %{{.*}} : (tensor<1x4x4x1xi8>) -> tensor<1x4x4x2xi8>
// KEPT: kern.conv2d %{{.*}}bias = dense<0> : tensor<1xi32>, padding
// CHECK: kern.conv2d %{{.*}} : (tensor<1x4x4x1xi8>) -> tensor<1x4x4x1xi8>
// CHECK: kern.conv2d %{{.*}}bias = dense<{{\[\[}}20], [30], [20], [30], [45], [30], [20], [30], [20]]> : tensor<9x1xi32>, borders = array<i64: 1, 1, 1, 1>
// CHECK-SAME: : (tensor<1x4x4x1xi8>) -> tensor<1x4x4x1xi8>
func.func @main(%x: tensor<1x4x4x1xi8>) -> tensor<1x4x4x1xi8> {
  %h = kern.conv2d %x {weights = dense<[[[[3]]], [[[0]]]]> : tensor<2x1x1x1xi8>, bias = dense<[0, 5]> : tensor<2xi32>,
      requant = #kern.requant<multipliers = [1073741824, 1073741824], shift = 2, zero_point = 0, min = 0, max = 127>}
    : (tensor<1x4x4x1xi8>) -> tensor<1x4x4x2xi8>
  %y = kern.conv2d %h {weights = dense<1> : tensor<1x3x3x2xi8>, bias = dense<0> : tensor<1xi32>, padding = array<i64: 1, 1, 1, 1>,
      requant = #kern.requant<multipliers = [1073741824], shift = 2, zero_point = 0, min = 0, max = 127>}
    : (tensor<1x4x4x2xi8>) -> tensor<1x4x4x1xi8>
  return %y : tensor<1x4x4x1xi8>
}

//--- depthwise.mlir
// What is 5 everywhere is 20, 30 and 45 once it has gone through a depthwise convolution with padding, 2 being its weight of the
// 1x1 convolution behind, but for stride 2, which has no window at the lower border.
// CHECK: kern.depthwise_conv2d {{.*}} -> tensor<1x2x3x1xi8>
// CHECK: kern.conv2d {{.*}}bias = dense<{{\[\[}}47], [67], [47], [67], [97], [67]]> : tensor<6x1xi32>, borders = array<i64: 0, 0, 1, 2>{{.*}}kern.eliminated = array<i64: 1, 0>
func.func @main(%x: tensor<1x4x5x1xi8>) -> tensor<1x2x3x1xi8> {
  %h = kern.conv2d %x {weights = dense<[[[[3]]], [[[0]]]]> : tensor<2x1x1x1xi8>, bias = dense<[0, 5]> : tensor<2xi32>,
      requant = #kern.requant<multipliers = [1073741824, 1073741824], shift = 2, zero_point = 0, min = 0, max = 127>}
    : (tensor<1x4x5x1xi8>) -> tensor<1x4x5x2xi8>
  %d = kern.depthwise_conv2d %h {weights = dense<1> : tensor<2x3x3x1xi8>, bias = dense<0> : tensor<2xi32>, padding = array<i64: 1, 1, 0, 1>,
      strides = array<i64: 2, 2>, requant = #kern.requant<multipliers = [1073741824, 1073741824], shift = 2, zero_point = 0, min = 0, max = 127>}
    : (tensor<1x4x5x2xi8>) -> tensor<1x2x3x2xi8>
  %y = kern.conv2d %d {weights = dense<[[[[1, 2]]]]> : tensor<1x1x1x2xi8>, bias = dense<7> : tensor<1xi32>,
      requant = #kern.requant<multipliers = [1073741824], shift = 2, zero_point = 0, min = 0, max = 127>}
    : (tensor<1x2x3x2xi8>) -> tensor<1x2x3x1xi8>
  return %y : tensor<1x2x3x1xi8>
}

//--- zero-point.mlir
// Channel 1 is clamped to -128, the zero point of what follows: nothing is seen of it, through a depthwise convolution with
// padding and a pool, and neither is its dendrite.
// CHECK: kern.conv2d {{.*}}kern.eliminated = array<i64: 0, 1>{{.*}}to_neuron = dense<7> : tensor<1x1xi32>{{.*}}weights = dense<{{\[\[\[\[}}3]]], {{\[\[\[}}4]]]]> : tensor<2x1x1x1xi8>{{.*}} -> tensor<1x4x4x1xi8>
// CHECK: kern.depthwise_conv2d {{.*}}kern.eliminated = array<i64: 1, 1>{{.*}} -> tensor<1x4x4x1xi8>
// CHECK: kern.max_pool2d {{.*}} -> tensor<1x2x2x1xi8>
// CHECK: kern.reshape {{.*}} -> tensor<1x4xi8>
// CHECK: kern.dense {{.*}}bias = dense<9> : tensor<1xi32>{{.*}}kern.eliminated = array<i64: 4, 0>{{.*}}weights = dense<{{\[\[}}1, 3, 5, 7]]>
func.func @main(%x: tensor<1x4x4x1xi8>) -> tensor<1x1xi8> {
  %h = kern.conv2d %x {weights = dense<[[[[3]]], [[[0]]], [[[4]]], [[[0]]]]> : tensor<4x1x1x1xi8>, bias = dense<[0, -50, 0, 0]> : tensor<4xi32>,
      dendrite_count = 1 : i64, dendrite_function = #dend.function<relu>, to_neuron = dense<[[7, 8]]> : tensor<1x2xi32>,
      dendrite_requant = #kern.requant<multipliers = [1073741824, 1073741824], shift = 2, zero_point = 0, min = 0, max = 32767>,
      requant = #kern.requant<multipliers = [1073741824, 1073741824], shift = 2, zero_point = -128, min = -128, max = 127>}
    : (tensor<1x4x4x1xi8>) -> tensor<1x4x4x2xi8>
  %d = kern.depthwise_conv2d %h {weights = dense<1> : tensor<2x3x3x1xi8>, bias = dense<0> : tensor<2xi32>, padding = array<i64: 1, 1, 1, 1>,
      input_zero_point = -128 : i32, requant = #kern.requant<multipliers = [1073741824, 1073741824], shift = 2, zero_point = -128, min = -128, max = 127>}
    : (tensor<1x4x4x2xi8>) -> tensor<1x4x4x2xi8>
  %p = kern.max_pool2d %d {window = array<i64: 2, 2>, strides = array<i64: 2, 2>} : (tensor<1x4x4x2xi8>) -> tensor<1x2x2x2xi8>
  %f = kern.reshape %p : (tensor<1x2x2x2xi8>) -> tensor<1x8xi8>
  %y = kern.dense %f {weights = dense<[[1, 2, 3, 4, 5, 6, 7, 8]]> : tensor<1x8xi8>, bias = dense<9> : tensor<1xi32>, input_zero_point = -128 : i32,
      requant = #kern.requant<multipliers = [1073741824], shift = 2, zero_point = 0, min = 0, max = 127>}
    : (tensor<1x8xi8>) -> tensor<1x1xi8>
  return %y : tensor<1x1xi8>
}

//--- unread.mlir
// Nobody reads channel 0 of the sum, so none of its terms computes it; a constant operand shrinks too.
// CHECK: kern.constant dense<2> : tensor<1xi8>
// CHECK: kern.conv2d {{.*}} -> tensor<1x4x4x1xi8>
// CHECK: kern.add {{.*}} : (tensor<1x4x4x1xi8>, tensor<1xi8>) -> tensor<1x4x4x1xi8>
// CHECK: kern.conv2d {{.*}} : (tensor<1x4x4x1xi8>) -> tensor<1x4x4x1xi8>
func.func @main(%x: tensor<1x4x4x1xi8>) -> tensor<1x4x4x1xi8> {
  %c = kern.constant dense<[1, 2]> : tensor<2xi8>
  %h = kern.conv2d %x {weights = dense<[[[[3]]], [[[4]]]]> : tensor<2x1x1x1xi8>, bias = dense<[0, 5]> : tensor<2xi32>,
      requant = #kern.requant<multipliers = [1073741824, 1073741824], shift = 2, zero_point = 0, min = 0, max = 127>}
    : (tensor<1x4x4x1xi8>) -> tensor<1x4x4x2xi8>
  %s = kern.add %h, %c {lhs_multiplier = 2 : i32, rhs_multiplier = 3 : i32, offset = 0 : i32, shift = 2 : i32, min = -128 : i32, max = 127 : i32}
    : (tensor<1x4x4x2xi8>, tensor<2xi8>) -> tensor<1x4x4x2xi8>
  %y = kern.conv2d %s {weights = dense<[[[[0, 6]]]]> : tensor<1x1x1x2xi8>, bias = dense<0> : tensor<1xi32>,
      requant = #kern.requant<multipliers = [1073741824], shift = 2, zero_point = 0, min = 0, max = 127>}
    : (tensor<1x4x4x2xi8>) -> tensor<1x4x4x1xi8>
  return %y : tensor<1x4x4x1xi8>
}

//--- interface.mlir
// Arguments and results keep their shapes; softmax needs all its channels.
// CHECK: kern.dense %{{.*}} : (tensor<1x2xi8>) -> tensor<1x2xi8>
func.func @main(%x: tensor<1x2xi8>) -> tensor<1x2xi8> {
  %y = kern.dense %x {weights = dense<[[0, 1], [0, 0]]> : tensor<2x2xi8>, bias = dense<[0, 6]> : tensor<2xi32>,
      requant = #kern.requant<multipliers = [1073741824, 1073741824], shift = 1, zero_point = 0, min = 0, max = 127>}
    : (tensor<1x2xi8>) -> tensor<1x2xi8>
  return %y : tensor<1x2xi8>
}

//--- overflow.mlir
// CHECK: error: 'kern.dense' op expected a bias of 32 bits with the input channels that never change, found 2147483651
func.func @main(%x: tensor<1x1xi8>) -> tensor<1x1xi8> {
  %h = kern.dense %x {weights = dense<[[1], [0]]> : tensor<2x1xi8>, bias = dense<[0, 3]> : tensor<2xi32>,
      requant = #kern.requant<multipliers = [1073741824, 1073741824], shift = 2, zero_point = 0, min = 0, max = 127>}
    : (tensor<1x1xi8>) -> tensor<1x2xi8>
  %y = kern.dense %h {weights = dense<[[4, 2]]> : tensor<1x2xi8>, bias = dense<2147483647> : tensor<1xi32>, input_zero_point = 1 : i32,
      requant = #kern.requant<multipliers = [1073741824], shift = 0, zero_point = 0, min = 0, max = 127>}
    : (tensor<1x2xi8>) -> tensor<1x1xi8>
  return %y : tensor<1x1xi8>
}
