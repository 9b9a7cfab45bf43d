// RUN: dend-opt %s --dend-eliminate-transposes --canonicalize --split-input-file | FileCheck %s
// RUN: dend-opt %s --dend-eliminate-transposes=input-layout=nchw --canonicalize --split-input-file | FileCheck %s --check-prefix=NCHW

// The example of the pass's description: argument and result become NHWC, or stay as in the file.
// CHECK-LABEL: @main(
// CHECK-SAME: %[[X:.*]]: tensor<1x4x4x2xf32> {dend.file_permutation = array<i64: 0, 2, 3, 1>, dend.file_shape = array<i64: 1, 2, 4, 4>})
// CHECK-SAME: -> (tensor<1x4x4x2xf32> {dend.file_permutation = array<i64: 0, 2, 3, 1>, dend.file_shape = array<i64: 1, 2, 4, 4>})
// CHECK-NEXT: dend.constant
// CHECK-NEXT: %[[Y:.*]] = dend.conv2d %[[X]]
// CHECK-NEXT: %[[RELU:.*]] = dend.unary <relu> %[[Y]]
// CHECK-NEXT: return %[[RELU]]
// NCHW-LABEL: @main(
// NCHW-SAME: %[[X:.*]]: tensor<1x2x4x4xf32> {dend.file_shape = array<i64: 1, 2, 4, 4>}) -> tensor<1x2x4x4xf32>
// NCHW: %[[NHWC:.*]] = dend.transpose %[[X]]
// NCHW: %[[Y:.*]] = dend.conv2d %[[NHWC]]
// NCHW: %[[RELU:.*]] = dend.unary <relu> %[[Y]]
// NCHW: %[[BACK:.*]] = dend.transpose %[[RELU]]
// NCHW: return %[[BACK]]
func.func @main(%x: tensor<1x2x4x4xf32> {dend.file_shape = array<i64: 1, 2, 4, 4>}) -> tensor<1x2x4x4xf32> {
  %w = dend.constant dense<0.5> : tensor<2x1x1x2xf32> -> tensor<2x1x1x2xf32>
  %0 = dend.transpose %x {permutation = array<i64: 0, 2, 3, 1>} : (tensor<1x2x4x4xf32>) -> tensor<1x4x4x2xf32>
  %1 = dend.conv2d %0, %w : (tensor<1x4x4x2xf32>, tensor<2x1x1x2xf32>) -> tensor<1x4x4x2xf32>
  %2 = dend.transpose %1 {permutation = array<i64: 0, 3, 1, 2>} : (tensor<1x4x4x2xf32>) -> tensor<1x2x4x4xf32>
  %3 = dend.unary <relu> %2 : (tensor<1x2x4x4xf32>) -> tensor<1x2x4x4xf32>
  return %3 : tensor<1x2x4x4xf32>
}

// -----

// One channel: nothing to transpose in either layout; the argument with the axes of its first reader needs no reshape.
// CHECK-LABEL: @one_channel(
// CHECK-SAME: tensor<1x4x3x1xf32> {dend.file_permutation = array<i64: 0, 2, 3, 1>, dend.file_shape = array<i64: 1, 1, 4, 3>}
// CHECK-NOT: dend.{{transpose|reshape}}
// CHECK: return
// NCHW-LABEL: @one_channel(
// NCHW-NOT: dend.transpose
// NCHW: return
func.func @one_channel(%x: tensor<1x1x4x3xf32>) -> tensor<1x4x3x1xf32> {
  %0 = dend.transpose %x {permutation = array<i64: 0, 2, 3, 1>} : (tensor<1x1x4x3xf32>) -> tensor<1x4x3x1xf32>
  %1 = dend.max_pool2d %0 {window = array<i64: 3, 3>, padding = array<i64: 1, 1, 1, 1>} : (tensor<1x4x3x1xf32>) -> tensor<1x4x3x1xf32>
  return %1 : tensor<1x4x3x1xf32>
}

// -----

// A sequence that nothing wants transposed keeps its layout.
// CHECK-LABEL: @sequence(
// CHECK-SAME: %[[X:.*]]: tensor<1x4x3xf32>) -> tensor<1x4x2xf32>
// CHECK-NOT: dend.transpose
// CHECK: %[[STEPS:.*]] = dend.reshape %[[X]] : (tensor<1x4x3xf32>) -> tensor<4x1x3xf32>
// CHECK: dend.dense %[[STEPS]]
func.func @sequence(%x: tensor<1x4x3xf32>) -> tensor<1x4x2xf32> {
  %w = dend.constant dense<0.5> : tensor<2x3xf32> -> tensor<2x3xf32>
  %0 = dend.transpose %x {permutation = array<i64: 1, 0, 2>} : (tensor<1x4x3xf32>) -> tensor<4x1x3xf32>
  %1 = dend.dense %0, %w : (tensor<4x1x3xf32>, tensor<2x3xf32>) -> tensor<4x1x2xf32>
  %2 = dend.transpose %1 {permutation = array<i64: 1, 0, 2>} : (tensor<4x1x2xf32>) -> tensor<1x4x2xf32>
  return %2 : tensor<1x4x2xf32>
}

// -----

// A residual network: both sides of the sum are turned, per-channel constants and attributes per axis with them.
// CHECK-LABEL: @residual(
// CHECK-SAME: %[[X:.*]]: tensor<1x4x5x2xf32> {dend.file_permutation = array<i64: 0, 2, 3, 1>, dend.file_shape = array<i64: 1, 2, 4, 5>}
// CHECK-NOT: dend.transpose
// CHECK: dense<{{\[\[\[\[}}1.000000e+00, 2.000000e+00]]]]> : tensor<1x1x1x2xf32>
// CHECK-NOT: dend.transpose
// CHECK: %[[Y:.*]] = dend.conv2d %[[X]]
// CHECK: %[[SCALED:.*]] = dend.mul %[[Y]], %{{.*}} : (tensor<1x4x5x2xf32>, tensor<1x1x1x2xf32>)
// CHECK: %[[SUM:.*]] = dend.add %[[SCALED]], %[[X]] {activation = #dend.function<relu>}
// CHECK: %[[PADDED:.*]] = dend.pad %[[SUM]] {high = array<i64: 0, 0, 3, 0>, low = array<i64: 0, 1, 0, 2>
// CHECK: %[[SLICED:.*]] = dend.slice %[[PADDED]] {begin = array<i64: 0, 1, 3, 2>, steps = array<i64: 1, 2, 1, 1>} : (tensor<1x5x8x4xf32>) -> tensor<1x2x5x2xf32>
// CHECK: %[[JOINED:.*]] = dend.concat %[[SLICED]], %[[SLICED]] {axis = 3 : i64}
// CHECK: %[[SOFT:.*]] = dend.softmax %[[JOINED]] {axis = 3 : i64}
// CHECK: %[[MEAN:.*]] = dend.reduce <mean> %[[SOFT]] {axes = array<i64: 1, 2>} : (tensor<1x2x5x4xf32>) -> tensor<1x1x1x4xf32>
// CHECK: %[[FLAT:.*]] = dend.reshape %[[MEAN]] : (tensor<1x1x1x4xf32>) -> tensor<1x4xf32>
// CHECK: return %[[FLAT]]
func.func @residual(%x: tensor<1x2x4x5xf32>) -> tensor<1x4xf32> {
  %w = dend.constant dense<0.5> : tensor<2x1x1x2xf32> -> tensor<2x1x1x2xf32>
  %c = dend.constant dense<[[[[1.0]], [[2.0]]]]> : tensor<1x2x1x1xf32> -> tensor<1x2x1x1xf32>
  %0 = dend.transpose %x {permutation = array<i64: 0, 2, 3, 1>} : (tensor<1x2x4x5xf32>) -> tensor<1x4x5x2xf32>
  %1 = dend.conv2d %0, %w : (tensor<1x4x5x2xf32>, tensor<2x1x1x2xf32>) -> tensor<1x4x5x2xf32>
  %2 = dend.transpose %1 {permutation = array<i64: 0, 3, 1, 2>} : (tensor<1x4x5x2xf32>) -> tensor<1x2x4x5xf32>
  %3 = dend.mul %2, %c : (tensor<1x2x4x5xf32>, tensor<1x2x1x1xf32>) -> tensor<1x2x4x5xf32>
  %4 = dend.add %3, %x {activation = #dend.function<relu>} : (tensor<1x2x4x5xf32>, tensor<1x2x4x5xf32>) -> tensor<1x2x4x5xf32>
  %5 = dend.pad %4 {low = array<i64: 0, 2, 1, 0>, high = array<i64: 0, 0, 0, 3>, value = 0.0 : f32} : (tensor<1x2x4x5xf32>) -> tensor<1x4x5x8xf32>
  %6 = dend.slice %5 {begin = array<i64: 0, 2, 1, 3>, steps = array<i64: 1, 1, 2, 1>} : (tensor<1x4x5x8xf32>) -> tensor<1x2x2x5xf32>
  %7 = dend.concat %6, %6 {axis = 1 : i64} : (tensor<1x2x2x5xf32>, tensor<1x2x2x5xf32>) -> tensor<1x4x2x5xf32>
  %8 = dend.softmax %7 {axis = 1 : i64} : (tensor<1x4x2x5xf32>) -> tensor<1x4x2x5xf32>
  %9 = dend.reduce <mean> %8 {axes = array<i64: 2, 3>} : (tensor<1x4x2x5xf32>) -> tensor<1x4x1x1xf32>
  %10 = dend.reshape %9 : (tensor<1x4x1x1xf32>) -> tensor<1x4xf32>
  return %10 : tensor<1x4xf32>
}

// -----

// Flattening before dense layers: the columns of the weights take the new order, elementwise ops in between go along.
// CHECK-LABEL: @flatten(
// CHECK-SAME: %[[X:.*]]: tensor<1x2x1x2xf32>
// CHECK-DAG: %[[WEIGHTS:.*]] = dend.constant dense<{{\[\[}}0.000000e+00, 2.000000e+00, 1.000000e+00, 3.000000e+00]]> : tensor<1x4xf32>
// CHECK-DAG: %[[SCALE:.*]] = dend.constant dense<{{\[\[\[\[}}5.000000e+00, 7.000000e+00]], {{\[\[}}6.000000e+00, 8.000000e+00]]]]> : tensor<1x2x1x2xf32>
// CHECK: %[[POOL:.*]] = dend.max_pool2d %[[X]]
// CHECK: %[[SCALED:.*]] = dend.mul %[[POOL]], %[[SCALE]]
// CHECK: %[[FLAT:.*]] = dend.reshape %[[SCALED]] : (tensor<1x2x1x2xf32>) -> tensor<1x4xf32>
// CHECK: dend.dense %[[FLAT]], %[[WEIGHTS]]
func.func @flatten(%x: tensor<1x2x2x1xf32>) -> tensor<1x1xf32> {
  %scale = dend.constant dense<[[5.0, 6.0, 7.0, 8.0]]> : tensor<1x4xf32> -> tensor<1x4xf32>
  %w = dend.constant dense<[[0.0, 1.0, 2.0, 3.0]]> : tensor<1x4xf32> -> tensor<1x4xf32>
  %0 = dend.transpose %x {permutation = array<i64: 0, 2, 3, 1>} : (tensor<1x2x2x1xf32>) -> tensor<1x2x1x2xf32>
  %1 = dend.max_pool2d %0 {window = array<i64: 3, 1>, padding = array<i64: 1, 0, 1, 0>} : (tensor<1x2x1x2xf32>) -> tensor<1x2x1x2xf32>
  %2 = dend.transpose %1 {permutation = array<i64: 0, 3, 1, 2>} : (tensor<1x2x1x2xf32>) -> tensor<1x2x2x1xf32>
  %3 = dend.reshape %2 : (tensor<1x2x2x1xf32>) -> tensor<1x4xf32>
  %4 = dend.mul %3, %scale : (tensor<1x4xf32>, tensor<1x4xf32>) -> tensor<1x4xf32>
  %5 = dend.dense %4, %w : (tensor<1x4xf32>, tensor<1x4xf32>) -> tensor<1x1xf32>
  return %5 : tensor<1x1xf32>
}

// -----

// Two flattened images joined before a dense layer.
// CHECK-LABEL: @flatten_and_concat(
// CHECK-NOT: dend.transpose
// CHECK: dense<{{\[\[}}0.000000e+00, 2.000000e+00, 1.000000e+00, 3.000000e+00, 4.000000e+00, 5.000000e+00]]>
// CHECK-NOT: dend.transpose
// CHECK: dend.dense
func.func @flatten_and_concat(%x: tensor<1x2x1x2xf32>, %y: tensor<1x2xf32>) -> tensor<1x1xf32> {
  %w = dend.constant dense<[[0.0, 1.0, 2.0, 3.0, 4.0, 5.0]]> : tensor<1x6xf32> -> tensor<1x6xf32>
  %0 = dend.max_pool2d %x {window = array<i64: 3, 1>, padding = array<i64: 1, 0, 1, 0>} : (tensor<1x2x1x2xf32>) -> tensor<1x2x1x2xf32>
  %1 = dend.transpose %0 {permutation = array<i64: 0, 3, 1, 2>} : (tensor<1x2x1x2xf32>) -> tensor<1x2x2x1xf32>
  %2 = dend.reshape %1 : (tensor<1x2x2x1xf32>) -> tensor<1x4xf32>
  %3 = dend.concat %2, %y {axis = 1 : i64} : (tensor<1x4xf32>, tensor<1x2xf32>) -> tensor<1x6xf32>
  %4 = dend.dense %3, %w : (tensor<1x6xf32>, tensor<1x6xf32>) -> tensor<1x1xf32>
  return %4 : tensor<1x1xf32>
}

// -----

// A 1-D network: reshapes to images and back, per-channel constants on three axes, global pooling.
// CHECK-LABEL: @sequences_1d(
// CHECK-SAME: %[[X:.*]]: tensor<1x8x2xf32> {dend.file_permutation = array<i64: 0, 2, 1>, dend.file_shape = array<i64: 1, 2, 8>}
// CHECK-NOT: dend.transpose
// CHECK: %[[IMAGE:.*]] = dend.reshape %[[X]] : (tensor<1x8x2xf32>) -> tensor<1x8x1x2xf32>
// CHECK-NEXT: %[[Y:.*]] = dend.conv2d %[[IMAGE]]
// CHECK-NEXT: %[[SHIFTED:.*]] = dend.add %[[Y]], %{{.*}} : (tensor<1x8x1x2xf32>, tensor<1x1x1x2xf32>)
// CHECK-NEXT: %[[RELU:.*]] = dend.unary <relu> %[[SHIFTED]]
// CHECK-NEXT: %[[Z:.*]] = dend.conv2d %[[RELU]]
// CHECK-NOT: dend.transpose
// CHECK: return
func.func @sequences_1d(%x: tensor<1x2x8xf32>) -> tensor<1x2xf32> {
  %w = dend.constant dense<0.5> : tensor<2x3x1x2xf32> -> tensor<2x3x1x2xf32>
  %c = dend.constant dense<[[[1.0], [2.0]]]> : tensor<1x2x1xf32> -> tensor<1x2x1xf32>
  %0 = dend.reshape %x : (tensor<1x2x8xf32>) -> tensor<1x2x8x1xf32>
  %1 = dend.transpose %0 {permutation = array<i64: 0, 2, 3, 1>} : (tensor<1x2x8x1xf32>) -> tensor<1x8x1x2xf32>
  %2 = dend.conv2d %1, %w {padding = array<i64: 1, 0, 1, 0>} : (tensor<1x8x1x2xf32>, tensor<2x3x1x2xf32>) -> tensor<1x8x1x2xf32>
  %3 = dend.transpose %2 {permutation = array<i64: 0, 3, 1, 2>} : (tensor<1x8x1x2xf32>) -> tensor<1x2x8x1xf32>
  %4 = dend.reshape %3 : (tensor<1x2x8x1xf32>) -> tensor<1x2x8xf32>
  %5 = dend.add %4, %c : (tensor<1x2x8xf32>, tensor<1x2x1xf32>) -> tensor<1x2x8xf32>
  %6 = dend.unary <relu> %5 : (tensor<1x2x8xf32>) -> tensor<1x2x8xf32>
  %7 = dend.reshape %6 : (tensor<1x2x8xf32>) -> tensor<1x2x8x1xf32>
  %8 = dend.transpose %7 {permutation = array<i64: 0, 2, 3, 1>} : (tensor<1x2x8x1xf32>) -> tensor<1x8x1x2xf32>
  %9 = dend.conv2d %8, %w {padding = array<i64: 1, 0, 1, 0>} : (tensor<1x8x1x2xf32>, tensor<2x3x1x2xf32>) -> tensor<1x8x1x2xf32>
  %10 = dend.transpose %9 {permutation = array<i64: 0, 3, 1, 2>} : (tensor<1x8x1x2xf32>) -> tensor<1x2x8x1xf32>
  %11 = dend.reshape %10 : (tensor<1x2x8x1xf32>) -> tensor<1x2x8xf32>
  %12 = dend.reduce <mean> %11 {axes = array<i64: 2>} : (tensor<1x2x8xf32>) -> tensor<1x2x1xf32>
  %13 = dend.reshape %12 : (tensor<1x2x1xf32>) -> tensor<1x2xf32>
  return %13 : tensor<1x2xf32>
}

// -----

// A gate per channel (squeeze and excite): the small operand is reshaped, the image not moved.
// CHECK-LABEL: @gate(
// CHECK-NOT: dend.transpose
// CHECK: %[[GATE:.*]] = dend.reshape %{{.*}} : (tensor<1x2xf32>) -> tensor<1x1x1x2xf32>
// CHECK: dend.mul %{{.*}}, %[[GATE]] : (tensor<1x4x4x2xf32>, tensor<1x1x1x2xf32>) -> tensor<1x4x4x2xf32>
func.func @gate(%x: tensor<1x2x4x4xf32>, %g: tensor<1x2xf32>) -> tensor<1x2x4x4xf32> {
  %w = dend.constant dense<0.5> : tensor<2x1x1x2xf32> -> tensor<2x1x1x2xf32>
  %0 = dend.transpose %x {permutation = array<i64: 0, 2, 3, 1>} : (tensor<1x2x4x4xf32>) -> tensor<1x4x4x2xf32>
  %1 = dend.conv2d %0, %w : (tensor<1x4x4x2xf32>, tensor<2x1x1x2xf32>) -> tensor<1x4x4x2xf32>
  %2 = dend.transpose %1 {permutation = array<i64: 0, 3, 1, 2>} : (tensor<1x4x4x2xf32>) -> tensor<1x2x4x4xf32>
  %3 = dend.reshape %g : (tensor<1x2xf32>) -> tensor<1x2x1x1xf32>
  %4 = dend.mul %2, %3 : (tensor<1x2x4x4xf32>, tensor<1x2x1x1xf32>) -> tensor<1x2x4x4xf32>
  return %4 : tensor<1x2x4x4xf32>
}

// -----

// The model exchanges channels and height: the window of what follows is exchanged instead.
// CHECK-LABEL: @exchanged_axes(
// CHECK-NOT: dend.transpose
// CHECK: dend.conv2d %{{.*}}, %[[WEIGHTS:.*]] {padding = array<i64: 0, 1, 0, 1>, strides = array<i64: 1, 2>} : (tensor<1x6x4x1xf32>, tensor<1x1x3x1xf32>) -> tensor<1x6x2x1xf32>
// CHECK: dend.max_pool2d %{{.*}} {strides = array<i64: 2, 1>, window = array<i64: 3, 2>} : (tensor<1x6x2x1xf32>) -> tensor<1x2x1x1xf32>
// CHECK-NOT: dend.transpose
// CHECK: return
func.func @exchanged_axes(%x: tensor<1x1x6x4xf32>) -> tensor<1x2xf32> {
  %w = dend.constant dense<[[[[1.0]], [[2.0]], [[3.0]]]]> : tensor<1x3x1x1xf32> -> tensor<1x3x1x1xf32>
  %p = dend.max_pool2d %x {window = array<i64: 1, 3>, padding = array<i64: 0, 1, 0, 1>} : (tensor<1x1x6x4xf32>) -> tensor<1x1x6x4xf32>
  %0 = dend.transpose %p {permutation = array<i64: 0, 3, 1, 2>} : (tensor<1x1x6x4xf32>) -> tensor<1x4x1x6xf32>
  %1 = dend.transpose %0 {permutation = array<i64: 0, 2, 1, 3>} : (tensor<1x4x1x6xf32>) -> tensor<1x1x4x6xf32>
  %2 = dend.transpose %1 {permutation = array<i64: 0, 2, 3, 1>} : (tensor<1x1x4x6xf32>) -> tensor<1x4x6x1xf32>
  %3 = dend.conv2d %2, %w {padding = array<i64: 1, 0, 1, 0>, strides = array<i64: 2, 1>} : (tensor<1x4x6x1xf32>, tensor<1x3x1x1xf32>) -> tensor<1x2x6x1xf32>
  %4 = dend.max_pool2d %3 {window = array<i64: 2, 3>, strides = array<i64: 1, 2>} : (tensor<1x2x6x1xf32>) -> tensor<1x1x2x1xf32>
  %5 = dend.reshape %4 : (tensor<1x1x2x1xf32>) -> tensor<1x2xf32>
  return %5 : tensor<1x2xf32>
}

// -----

// Channels shuffled before a convolution: its weights are shuffled instead.
// CHECK-LABEL: @channel_shuffle(
// CHECK-NOT: dend.transpose
// CHECK: dense<{{\[\[\[\[}}0.000000e+00, 2.000000e+00, 1.000000e+00, 3.000000e+00]]]]>
// CHECK-NOT: dend.transpose
// CHECK: return
func.func @channel_shuffle(%x: tensor<1x4x3x5xf32>) -> tensor<1x3x5x1xf32> {
  %w = dend.constant dense<[[[[0.0, 1.0, 2.0, 3.0]]]]> : tensor<1x1x1x4xf32> -> tensor<1x1x1x4xf32>
  %0 = dend.reshape %x : (tensor<1x4x3x5xf32>) -> tensor<1x2x2x3x5xf32>
  %1 = dend.transpose %0 {permutation = array<i64: 0, 2, 1, 3, 4>} : (tensor<1x2x2x3x5xf32>) -> tensor<1x2x2x3x5xf32>
  %2 = dend.reshape %1 : (tensor<1x2x2x3x5xf32>) -> tensor<1x4x3x5xf32>
  %3 = dend.transpose %2 {permutation = array<i64: 0, 2, 3, 1>} : (tensor<1x4x3x5xf32>) -> tensor<1x3x5x4xf32>
  %4 = dend.conv2d %3, %w : (tensor<1x3x5x4xf32>, tensor<1x1x1x4xf32>) -> tensor<1x3x5x1xf32>
  return %4 : tensor<1x3x5x1xf32>
}

// -----

// Rows of a sequence made of channels and height: the weights of the dense layer take another order, per position.
// CHECK-LABEL: @rows_of_sequence(
// CHECK-NOT: dend.transpose
// CHECK: dense<{{\[\[}}0.000000e+00, 3.000000e+00, 1.000000e+00, 4.000000e+00, 2.000000e+00, 5.000000e+00]]>
// CHECK-NOT: dend.transpose
// CHECK: dend.dense %{{.*}} : (tensor<1x5x6xf32>, tensor<1x6xf32>) -> tensor<1x5x1xf32>
func.func @rows_of_sequence(%x: tensor<1x5x3x2xf32>) -> tensor<1x5x1xf32> {
  %w = dend.constant dense<[[0.0, 1.0, 2.0, 3.0, 4.0, 5.0]]> : tensor<1x6xf32> -> tensor<1x6xf32>
  %p = dend.max_pool2d %x {window = array<i64: 3, 1>, padding = array<i64: 1, 0, 1, 0>} : (tensor<1x5x3x2xf32>) -> tensor<1x5x3x2xf32>
  %0 = dend.transpose %p {permutation = array<i64: 0, 3, 1, 2>} : (tensor<1x5x3x2xf32>) -> tensor<1x2x5x3xf32>
  %1 = dend.transpose %0 {permutation = array<i64: 0, 2, 1, 3>} : (tensor<1x2x5x3xf32>) -> tensor<1x5x2x3xf32>
  %2 = dend.reshape %1 : (tensor<1x5x2x3xf32>) -> tensor<1x5x6xf32>
  %3 = dend.dense %2, %w : (tensor<1x5x6xf32>, tensor<1x6xf32>) -> tensor<1x5x1xf32>
  return %3 : tensor<1x5x1xf32>
}

// -----

// What must stay: elements in another order as the network's result, and a sum that would only move the transpose.
// CHECK-LABEL: @needed(
// CHECK: %[[T:.*]] = dend.transpose
// CHECK: %[[FLAT:.*]] = dend.reshape %[[T]]
// CHECK: %[[U:.*]] = dend.transpose
// CHECK: %[[SUM:.*]] = dend.add %[[U]]
// CHECK: dend.reshape %[[SUM]]
func.func @needed(%x: tensor<1x4x5x2xf32>, %y: tensor<1x2x4x5xf32>) -> (tensor<1x40xf32>, tensor<1x40xf32>) {
  %p = dend.max_pool2d %x {window = array<i64: 3, 1>, padding = array<i64: 1, 0, 1, 0>} : (tensor<1x4x5x2xf32>) -> tensor<1x4x5x2xf32>
  %q = dend.max_pool2d %p {window = array<i64: 3, 1>, padding = array<i64: 1, 0, 1, 0>} : (tensor<1x4x5x2xf32>) -> tensor<1x4x5x2xf32>
  %0 = dend.transpose %p {permutation = array<i64: 0, 3, 1, 2>} : (tensor<1x4x5x2xf32>) -> tensor<1x2x4x5xf32>
  %1 = dend.reshape %0 : (tensor<1x2x4x5xf32>) -> tensor<1x40xf32>
  %2 = dend.transpose %q {permutation = array<i64: 0, 3, 1, 2>} : (tensor<1x4x5x2xf32>) -> tensor<1x2x4x5xf32>
  %3 = dend.add %2, %y : (tensor<1x2x4x5xf32>, tensor<1x2x4x5xf32>) -> tensor<1x2x4x5xf32>
  %4 = dend.reshape %3 : (tensor<1x2x4x5xf32>) -> tensor<1x40xf32>
  return %1, %4 : tensor<1x40xf32>, tensor<1x40xf32>
}

// -----

// Images of one channel, joined: the joined image is NHWC for all that reads it.
// CHECK-LABEL: @join_single_channels(
// CHECK-NOT: dend.transpose
// CHECK: %[[JOINED:.*]] = dend.concat {{.*}} {axis = 3 : i64} : (tensor<1x4x5x1xf32>, tensor<1x4x5x1xf32>) -> tensor<1x4x5x2xf32>
// CHECK-NEXT: dend.concat %[[JOINED]], %[[JOINED]] {axis = 3 : i64}
// CHECK-NOT: dend.transpose
// CHECK: return
func.func @join_single_channels(%x: tensor<1x1x4x5xf32>) -> tensor<1x4x5x1xf32> {
  %w4 = dend.constant dense<0.5> : tensor<1x1x1x4xf32> -> tensor<1x1x1x4xf32>
  %w = dend.constant dense<0.5> : tensor<1x1x1x1xf32> -> tensor<1x1x1x1xf32>
  %0 = dend.reshape %x : (tensor<1x1x4x5xf32>) -> tensor<1x4x5x1xf32>
  %1 = dend.conv2d %0, %w : (tensor<1x4x5x1xf32>, tensor<1x1x1x1xf32>) -> tensor<1x4x5x1xf32>
  %2 = dend.reshape %1 : (tensor<1x4x5x1xf32>) -> tensor<1x1x4x5xf32>
  %3 = dend.concat %x, %2 {axis = 1 : i64} : (tensor<1x1x4x5xf32>, tensor<1x1x4x5xf32>) -> tensor<1x2x4x5xf32>
  %4 = dend.concat %3, %3 {axis = 1 : i64} : (tensor<1x2x4x5xf32>, tensor<1x2x4x5xf32>) -> tensor<1x4x4x5xf32>
  %5 = dend.transpose %4 {permutation = array<i64: 0, 2, 3, 1>} : (tensor<1x4x4x5xf32>) -> tensor<1x4x5x4xf32>
  %6 = dend.conv2d %5, %w4 : (tensor<1x4x5x4xf32>, tensor<1x1x1x4xf32>) -> tensor<1x4x5x1xf32>
  return %6 : tensor<1x4x5x1xf32>
}
