// RUN: dend-opt %s --dend-fuse-activations --split-input-file | FileCheck %s

// The example of the pass's description, and a sum.
// CHECK-LABEL: @relu(
// CHECK: %[[Y:.*]] = dend.dense {{.*}} {activation = #dend.function<relu>}
// CHECK-NEXT: %[[SUM:.*]] = dend.add %[[Y]], %[[Y]] {activation = #dend.function<clip, 0.000000e+00, 6.000000e+00>}
// CHECK-NEXT: return %[[SUM]]
func.func @relu(%x: tensor<1x3xf32>) -> tensor<1x2xf32> {
  %w = dend.constant dense<0.5> : tensor<2x3xf32> -> tensor<2x3xf32>
  %0 = dend.dense %x, %w : (tensor<1x3xf32>, tensor<2x3xf32>) -> tensor<1x2xf32>
  %1 = dend.unary <relu> %0 : (tensor<1x2xf32>) -> tensor<1x2xf32>
  %2 = dend.add %1, %1 : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  %3 = dend.unary <clip, 0.0, 6.0> %2 : (tensor<1x2xf32>) -> tensor<1x2xf32>
  return %3 : tensor<1x2xf32>
}

// -----

// A second clamp joins the first.
// CHECK-LABEL: @clamp_of_clamp(
// CHECK: dend.mul {{.*}} {activation = #dend.function<clip, 0.000000e+00, 1.000000e+00>}
// CHECK-NEXT: return
func.func @clamp_of_clamp(%x: tensor<1x3xf32>) -> tensor<1x3xf32> {
  %0 = dend.mul %x, %x {activation = #dend.function<clip, -1.0, 1.0>} : (tensor<1x3xf32>, tensor<1x3xf32>) -> tensor<1x3xf32>
  %1 = dend.unary <relu> %0 : (tensor<1x3xf32>) -> tensor<1x3xf32>
  return %1 : tensor<1x3xf32>
}

// -----

// Through a max pool, and through a concatenation into all that is joined.
// CHECK-LABEL: @passed_on(
// CHECK: %[[A:.*]] = dend.conv2d {{.*}} {activation = #dend.function<relu>}
// CHECK-NEXT: %[[POOL:.*]] = dend.max_pool2d %[[A]]
// CHECK-NEXT: %[[B:.*]] = dend.conv2d {{.*}} {activation = #dend.function<relu>
// CHECK-NEXT: %[[JOINED:.*]] = dend.concat %[[POOL]], %[[B]]
// CHECK-NEXT: %[[FLAT:.*]] = dend.reshape %[[JOINED]]
// CHECK-NEXT: return %[[FLAT]]
func.func @passed_on(%x: tensor<1x4x4x1xf32>) -> tensor<1x8xf32> {
  %w = dend.constant dense<0.5> : tensor<1x1x1x1xf32> -> tensor<1x1x1x1xf32>
  %0 = dend.conv2d %x, %w : (tensor<1x4x4x1xf32>, tensor<1x1x1x1xf32>) -> tensor<1x4x4x1xf32>
  %1 = dend.max_pool2d %0 {window = array<i64: 2, 2>, strides = array<i64: 2, 2>} : (tensor<1x4x4x1xf32>) -> tensor<1x2x2x1xf32>
  %2 = dend.conv2d %x, %w {strides = array<i64: 2, 2>} : (tensor<1x4x4x1xf32>, tensor<1x1x1x1xf32>) -> tensor<1x2x2x1xf32>
  %3 = dend.concat %1, %2 {axis = 3 : i64} : (tensor<1x2x2x1xf32>, tensor<1x2x2x1xf32>) -> tensor<1x2x2x2xf32>
  %4 = dend.reshape %3 : (tensor<1x2x2x2xf32>) -> tensor<1x8xf32>
  %5 = dend.unary <relu> %4 : (tensor<1x8xf32>) -> tensor<1x8xf32>
  return %5 : tensor<1x8xf32>
}

// -----

// Not fused: a function that is no clamp, a value that is read unclamped, a mean in between, the network's input, an
// activation that is no clamp.
// CHECK-LABEL: @not_fused(
// CHECK: dend.unary <tanh>
// CHECK: dend.unary <relu>
// CHECK: dend.unary <relu>
// CHECK: dend.unary <relu>
// CHECK: dend.unary <relu>
// CHECK-NEXT: return
func.func @not_fused(%x: tensor<1x2x2x1xf32>) -> (tensor<1x2x2x1xf32>, tensor<1x2x2x1xf32>, tensor<1x2x2x1xf32>, tensor<1x1x1x1xf32>, tensor<1x2x2x1xf32>, tensor<1x2x2x1xf32>) {
  %w = dend.constant dense<0.5> : tensor<1x1x1x1xf32> -> tensor<1x1x1x1xf32>
  %0 = dend.conv2d %x, %w : (tensor<1x2x2x1xf32>, tensor<1x1x1x1xf32>) -> tensor<1x2x2x1xf32>
  %1 = dend.unary <tanh> %0 : (tensor<1x2x2x1xf32>) -> tensor<1x2x2x1xf32>
  %2 = dend.conv2d %x, %w : (tensor<1x2x2x1xf32>, tensor<1x1x1x1xf32>) -> tensor<1x2x2x1xf32>
  %3 = dend.unary <relu> %2 : (tensor<1x2x2x1xf32>) -> tensor<1x2x2x1xf32>
  %4 = dend.conv2d %x, %w : (tensor<1x2x2x1xf32>, tensor<1x1x1x1xf32>) -> tensor<1x2x2x1xf32>
  %5 = dend.average_pool2d %4 {window = array<i64: 2, 2>} : (tensor<1x2x2x1xf32>) -> tensor<1x1x1x1xf32>
  %6 = dend.unary <relu> %5 : (tensor<1x1x1x1xf32>) -> tensor<1x1x1x1xf32>
  %7 = dend.unary <relu> %x : (tensor<1x2x2x1xf32>) -> tensor<1x2x2x1xf32>
  %8 = dend.conv2d %x, %w {activation = #dend.function<tanh>} : (tensor<1x2x2x1xf32>, tensor<1x1x1x1xf32>) -> tensor<1x2x2x1xf32>
  %9 = dend.unary <relu> %8 : (tensor<1x2x2x1xf32>) -> tensor<1x2x2x1xf32>
  return %1, %2, %3, %6, %7, %9 : tensor<1x2x2x1xf32>, tensor<1x2x2x1xf32>, tensor<1x2x2x1xf32>, tensor<1x1x1x1xf32>, tensor<1x2x2x1xf32>, tensor<1x2x2x1xf32>
}

// -----

// Of integers: the limits are the same ones there, but not in another type.
!a = !quant.uniform<i8:f32, 1.0:-3>
!b = !quant.uniform<i8:f32, 0.5:-3>
// CHECK-LABEL: @integers(
// CHECK: %[[A:.*]] = dend.mul %{{.*}} {activation = #dend.function<relu>, arithmetic = #dend.arithmetic<tosa_single_round>}
// CHECK-NEXT: %[[B:.*]] = dend.reinterpret %[[A]]
// CHECK-NEXT: dend.unary <clip, 0.000000e+00, 6.000000e+00> %[[B]]
func.func @integers(%x: tensor<1x3x!a>) -> tensor<1x3x!b> {
  %0 = dend.mul %x, %x {arithmetic = #dend.arithmetic<tosa_single_round>} : (tensor<1x3x!a>, tensor<1x3x!a>) -> tensor<1x3x!a>
  %1 = dend.unary <relu> %0 {arithmetic = #dend.arithmetic<native>} : (tensor<1x3x!a>) -> tensor<1x3x!a>
  %2 = dend.reinterpret %1 : (tensor<1x3x!a>) -> tensor<1x3x!b>
  %3 = dend.unary <clip, 0.0, 6.0> %2 {arithmetic = #dend.arithmetic<native>} : (tensor<1x3x!b>) -> tensor<1x3x!b>
  return %3 : tensor<1x3x!b>
}
