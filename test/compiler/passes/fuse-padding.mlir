// RUN: dend-opt %s --dend-fuse-padding --canonicalize --split-input-file | FileCheck %s

// The example of the pass's description; padding the op has already is kept.
// CHECK-LABEL: @conv(
// CHECK: dend.conv2d %{{.*}} {padding = array<i64: 1, 0, 0, 2>} : (tensor<1x4x4x1xf32>
// CHECK: dend.depthwise_conv2d %{{.*}} {padding = array<i64: 2, 1, 1, 3>} : (tensor<1x4x4x1xf32>
// CHECK-NEXT: return
func.func @conv(%x: tensor<1x4x4x1xf32>) -> (tensor<1x4x4x1xf32>, tensor<1x6x6x1xf32>) {
  %w = dend.constant dense<0.5> : tensor<1x2x3x1xf32> -> tensor<1x2x3x1xf32>
  %0 = dend.pad %x {low = array<i64: 0, 1, 0, 0>, high = array<i64: 0, 0, 2, 0>, value = 0.0 : f32} : (tensor<1x4x4x1xf32>) -> tensor<1x5x6x1xf32>
  %1 = dend.conv2d %0, %w : (tensor<1x5x6x1xf32>, tensor<1x2x3x1xf32>) -> tensor<1x4x4x1xf32>
  %2 = dend.depthwise_conv2d %0, %w {padding = array<i64: 1, 1, 1, 1>} : (tensor<1x5x6x1xf32>, tensor<1x2x3x1xf32>) -> tensor<1x6x6x1xf32>
  return %1, %2 : tensor<1x4x4x1xf32>, tensor<1x6x6x1xf32>
}

// -----

// A padded sequence, seen as an image.
// CHECK-LABEL: @sequence(
// CHECK: %[[IMAGE:.*]] = dend.reshape %{{.*}} : (tensor<1x8x2xf32>) -> tensor<1x8x1x2xf32>
// CHECK: dend.conv2d %[[IMAGE]], %{{.*}} {padding = array<i64: 2, 0, 0, 0>}
// CHECK-NEXT: return
func.func @sequence(%x: tensor<1x8x2xf32>) -> tensor<1x8x1x1xf32> {
  %w = dend.constant dense<0.5> : tensor<1x3x1x2xf32> -> tensor<1x3x1x2xf32>
  %0 = dend.pad %x {low = array<i64: 0, 2, 0>, high = array<i64: 0, 0, 0>, value = 0.0 : f32} : (tensor<1x8x2xf32>) -> tensor<1x10x2xf32>
  %1 = dend.reshape %0 : (tensor<1x10x2xf32>) -> tensor<1x10x1x2xf32>
  %2 = dend.conv2d %1, %w : (tensor<1x10x1x2xf32>, tensor<1x3x1x2xf32>) -> tensor<1x8x1x1xf32>
  return %2 : tensor<1x8x1x1xf32>
}

// -----

// A mean counts the border from then on; a maximum ignores a border that is never the largest, or of zeros where
// nothing is negative.
// CHECK-LABEL: @pools(
// CHECK: dend.average_pool2d %{{.*}} {count_padding, padding = array<i64: 1, 1, 1, 1>, strides = array<i64: 2, 2>, window = array<i64: 2, 2>} : (tensor<1x4x4x1xf32>)
// CHECK: dend.max_pool2d %{{.*}} {padding = array<i64: 1, 1, 1, 1>, window = array<i64: 3, 3>} : (tensor<1x4x4x1xf32>)
// CHECK: dend.unary <relu>
// CHECK: dend.max_pool2d %{{.*}} {padding = array<i64: 1, 1, 1, 1>, window = array<i64: 3, 3>} : (tensor<1x4x4x1xf32>)
// CHECK-NEXT: return
func.func @pools(%x: tensor<1x4x4x1xf32>) -> (tensor<1x3x3x1xf32>, tensor<1x4x4x1xf32>, tensor<1x4x4x1xf32>) {
  %0 = dend.pad %x {low = array<i64: 0, 1, 1, 0>, high = array<i64: 0, 1, 1, 0>, value = 0.0 : f32} : (tensor<1x4x4x1xf32>) -> tensor<1x6x6x1xf32>
  %1 = dend.average_pool2d %0 {window = array<i64: 2, 2>, strides = array<i64: 2, 2>} : (tensor<1x6x6x1xf32>) -> tensor<1x3x3x1xf32>
  %2 = dend.pad %x {low = array<i64: 0, 1, 1, 0>, high = array<i64: 0, 1, 1, 0>, value = 0xFF800000 : f32} : (tensor<1x4x4x1xf32>) -> tensor<1x6x6x1xf32>
  %3 = dend.max_pool2d %2 {window = array<i64: 3, 3>} : (tensor<1x6x6x1xf32>) -> tensor<1x4x4x1xf32>
  %4 = dend.unary <relu> %x : (tensor<1x4x4x1xf32>) -> tensor<1x4x4x1xf32>
  %5 = dend.pad %4 {low = array<i64: 0, 1, 1, 0>, high = array<i64: 0, 1, 1, 0>, value = 0.0 : f32} : (tensor<1x4x4x1xf32>) -> tensor<1x6x6x1xf32>
  %6 = dend.max_pool2d %5 {window = array<i64: 3, 3>} : (tensor<1x6x6x1xf32>) -> tensor<1x4x4x1xf32>
  return %1, %3, %6 : tensor<1x3x3x1xf32>, tensor<1x4x4x1xf32>, tensor<1x4x4x1xf32>
}

// -----

// Not fused: other values, other axes, a window that could lie in the padding, a mean with padding that does not count,
// a maximum of values that may be negative.
// CHECK-LABEL: @not_fused(
// CHECK: dend.pad
// CHECK: dend.conv2d
// CHECK: dend.pad
// CHECK: dend.conv2d
// CHECK: dend.pad
// CHECK: dend.max_pool2d
// CHECK: dend.pad
// CHECK: dend.average_pool2d
// CHECK: dend.max_pool2d
// CHECK-NEXT: return
func.func @not_fused(%x: tensor<1x4x4x1xf32>) -> (tensor<1x5x6x1xf32>, tensor<1x4x4x1xf32>, tensor<1x4x4x1xf32>, tensor<1x7x7x1xf32>, tensor<1x4x4x1xf32>) {
  %w = dend.constant dense<0.5> : tensor<1x2x1x1xf32> -> tensor<1x2x1x1xf32>
  %w2 = dend.constant dense<0.5> : tensor<1x1x1x2xf32> -> tensor<1x1x1x2xf32>
  %0 = dend.pad %x {low = array<i64: 0, 1, 1, 0>, high = array<i64: 0, 1, 1, 0>, value = 1.0 : f32} : (tensor<1x4x4x1xf32>) -> tensor<1x6x6x1xf32>
  %1 = dend.conv2d %0, %w : (tensor<1x6x6x1xf32>, tensor<1x2x1x1xf32>) -> tensor<1x5x6x1xf32>
  %2 = dend.pad %x {low = array<i64: 0, 0, 0, 0>, high = array<i64: 0, 0, 0, 1>, value = 0.0 : f32} : (tensor<1x4x4x1xf32>) -> tensor<1x4x4x2xf32>
  %3 = dend.conv2d %2, %w2 : (tensor<1x4x4x2xf32>, tensor<1x1x1x2xf32>) -> tensor<1x4x4x1xf32>
  %4 = dend.pad %x {low = array<i64: 0, 2, 2, 0>, high = array<i64: 0, 0, 0, 0>, value = 0xFF800000 : f32} : (tensor<1x4x4x1xf32>) -> tensor<1x6x6x1xf32>
  %5 = dend.max_pool2d %4 {window = array<i64: 2, 2>, padding = array<i64: 1, 1, 1, 1>, strides = array<i64: 2, 2>} : (tensor<1x6x6x1xf32>) -> tensor<1x4x4x1xf32>
  %6 = dend.pad %x {low = array<i64: 0, 1, 1, 0>, high = array<i64: 0, 1, 1, 0>, value = 0.0 : f32} : (tensor<1x4x4x1xf32>) -> tensor<1x6x6x1xf32>
  %7 = dend.average_pool2d %6 {window = array<i64: 2, 2>, padding = array<i64: 1, 1, 1, 1>} : (tensor<1x6x6x1xf32>) -> tensor<1x7x7x1xf32>
  %8 = dend.max_pool2d %6 {window = array<i64: 3, 3>} : (tensor<1x6x6x1xf32>) -> tensor<1x4x4x1xf32>
  return %1, %3, %5, %7, %8 : tensor<1x5x6x1xf32>, tensor<1x4x4x1xf32>, tensor<1x4x4x1xf32>, tensor<1x7x7x1xf32>, tensor<1x4x4x1xf32>
}
