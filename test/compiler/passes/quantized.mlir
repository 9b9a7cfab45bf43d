// Ops of a file that was quantized keep every bit on the way to `lower`: what would be folded, fused or rewritten in
// floats, where it rounds elsewhere or not at all, stays as it is.
// RUN: dendc %s --stop-after=quantize | FileCheck %s

!x = !quant.uniform<i8:f32, 0.5:-3>
!y = !quant.uniform<i8:f32, 0.25:-128>
!c = !quant.uniform<i8:f32, 0.125>
!b = !quant.uniform<i32:f32, 0.0625>

// CHECK-LABEL: func.func @main
// CHECK-SAME: %[[X:.*]]: tensor<1x4x4x2x
func.func @main(%x: tensor<1x4x4x2x!x>) -> (tensor<1x4x4x2x!y>, tensor<1x1x1x2x!y>, tensor<1x5x5x2x!x>, tensor<1x5x5x2x!y>, tensor<1x4x4x2x!x>) {
  %w = dend.constant dense<1> : tensor<2x1x1x2xi8> -> tensor<2x1x1x2x!c>
  %w2 = dend.constant dense<1> : tensor<2x2x2x2xi8> -> tensor<2x2x2x2x!c>
  %one = dend.constant dense<8> : tensor<2xi8> -> tensor<2x!c>
  %zero = dend.constant dense<0> : tensor<2xi8> -> tensor<2x!c>

  // Neither 1 nor 0 nor a scale is folded into weights, and the sigmoid's formula stays one.
  // CHECK: %[[CONV:.*]] = dend.conv2d %[[X]]
  %0 = dend.conv2d %x, %w {arithmetic = #dend.arithmetic<tflite>} : (tensor<1x4x4x2x!x>, tensor<2x1x1x2x!c>) -> tensor<1x4x4x2x!x>
  // CHECK: %[[ONE:.*]] = dend.mul %[[CONV]], %{{.*}} {arithmetic
  %1 = dend.mul %0, %one {arithmetic = #dend.arithmetic<tflite>} : (tensor<1x4x4x2x!x>, tensor<2x!c>) -> tensor<1x4x4x2x!x>
  // CHECK: %[[ZERO:.*]] = dend.add %[[ONE]], %{{.*}} {arithmetic
  %2 = dend.add %1, %zero {arithmetic = #dend.arithmetic<tflite>} : (tensor<1x4x4x2x!x>, tensor<2x!c>) -> tensor<1x4x4x2x!x>
  // CHECK: %[[NEG:.*]] = dend.unary <neg> %[[ZERO]]
  %3 = dend.unary <neg> %2 {arithmetic = #dend.arithmetic<tflite>} : (tensor<1x4x4x2x!x>) -> tensor<1x4x4x2x!x>
  // CHECK: %[[SIGMOID:.*]] = dend.unary <sigmoid> %[[NEG]]
  %4 = dend.unary <sigmoid> %3 {arithmetic = #dend.arithmetic<tflite>} : (tensor<1x4x4x2x!x>) -> tensor<1x4x4x2x!y>
  // CHECK: %[[SUM:.*]] = dend.add %[[SIGMOID]], %[[CONV]]
  %5 = dend.add %4, %0 {arithmetic = #dend.arithmetic<tflite>} : (tensor<1x4x4x2x!y>, tensor<1x4x4x2x!x>) -> tensor<1x4x4x2x!y>
  // CHECK: %[[RELU:.*]] = dend.unary <relu> %[[SUM]]
  %6 = dend.unary <relu> %5 {arithmetic = #dend.arithmetic<tflite>} : (tensor<1x4x4x2x!y>) -> tensor<1x4x4x2x!y>

  // A mean is no average.
  // CHECK: %[[MEAN:.*]] = dend.reduce <mean> %[[X]]
  %7 = dend.reduce <mean> %x {axes = array<i64: 1, 2>, arithmetic = #dend.arithmetic<tflite>} : (tensor<1x4x4x2x!x>) -> tensor<1x1x1x2x!y>

  // An average has no padding that counts; a convolution pads with the very integer.
  // CHECK: %[[PAD:.*]] = dend.pad %[[X]]
  // CHECK: %[[AVERAGE:.*]] = dend.average_pool2d %[[PAD]]
  %8 = dend.pad %x {low = array<i64: 0, 1, 1, 0>, high = array<i64: 0, 1, 1, 0>, value = 0.0 : f32} : (tensor<1x4x4x2x!x>) -> tensor<1x6x6x2x!x>
  %9 = dend.average_pool2d %8 {window = array<i64: 2, 2>, arithmetic = #dend.arithmetic<tflite>} : (tensor<1x6x6x2x!x>) -> tensor<1x5x5x2x!x>
  // CHECK: %[[PADDED:.*]] = dend.conv2d %[[X]], %{{.*}} {arithmetic = #dend.arithmetic<tflite>, padding = array<i64: 1, 1, 1, 1>}
  %10 = dend.conv2d %8, %w2 {arithmetic = #dend.arithmetic<tflite>} : (tensor<1x6x6x2x!x>, tensor<2x2x2x2x!c>) -> tensor<1x5x5x2x!y>

  // What two transposes undo is not moved.
  %11 = dend.transpose %5 {permutation = array<i64: 0, 3, 1, 2>} : (tensor<1x4x4x2x!y>) -> tensor<1x2x4x4x!y>
  // CHECK: %[[TANH:.*]] = dend.unary <tanh> %[[SUM]]
  %12 = dend.unary <tanh> %11 {arithmetic = #dend.arithmetic<tflite>} : (tensor<1x2x4x4x!y>) -> tensor<1x2x4x4x!x>
  %13 = dend.transpose %12 {permutation = array<i64: 0, 2, 3, 1>} : (tensor<1x2x4x4x!x>) -> tensor<1x4x4x2x!x>
  // CHECK: return %[[RELU]], %[[MEAN]], %[[AVERAGE]], %[[PADDED]], %[[TANH]]
  return %6, %7, %9, %10, %13 : tensor<1x4x4x2x!y>, tensor<1x1x1x2x!y>, tensor<1x5x5x2x!x>, tensor<1x5x5x2x!y>, tensor<1x4x4x2x!x>
}
