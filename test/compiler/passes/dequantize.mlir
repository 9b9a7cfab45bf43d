// RUN: dend-opt %s --pass-pipeline="builtin.module(func.func(dend-dequantize))" | FileCheck %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

!x = !quant.uniform<i8:f32, 0.5:-3>
!w = !quant.uniform<i8:f32:0, {0.25, 0.5}>
!b = !quant.uniform<i32:f32:0, {0.125, 0.25}>
!y = !quant.uniform<i8:f32, 0.5:-128>
!six = !quant.uniform<i8:f32, 0.0235294117647:-128>

// Weights and biases by the scale of their row; a relu where no number is negative.
// CHECK-LABEL: @layer
// CHECK-SAME:  (%[[X:.*]]: tensor<1x2xf32> {calibrated.range = array<f64: -6.250000e+01, 6.500000e+01>}) -> tensor<1x2xf32>
// CHECK-DAG:   %[[W:.*]] = dend.constant dense<{{\[}}[1.000000e+00, -5.000000e-01], [5.000000e-01, 1.500000e+00]]> : tensor<2x2xf32>
// CHECK-DAG:   %[[B:.*]] = dend.constant dense<[1.250000e+00, -5.000000e-01]> : tensor<2xf32>
// CHECK:       %[[Y:.*]] = dend.dense %[[X]], %[[W]] bias %[[B]] : (tensor<1x2xf32>, tensor<2x2xf32>, tensor<2xf32>) -> tensor<1x2xf32>
// CHECK:       %[[R:.*]] = dend.unary <relu> %[[Y]]
// CHECK:       return %[[R]]
func.func @layer(%x: tensor<1x2x!x>) -> tensor<1x2x!y> {
  %w = dend.constant dense<[[4, -2], [1, 3]]> : tensor<2x2xi8> -> tensor<2x2x!w>
  %b = dend.constant dense<[10, -2]> : tensor<2xi32> -> tensor<2x!b>
  %y = dend.dense %x, %w bias %b {arithmetic = #dend.arithmetic<tflite>} : (tensor<1x2x!x>, tensor<2x2x!w>, tensor<2x!b>) -> tensor<1x2x!y>
  return %y : tensor<1x2x!y>
}

// An activation that clamps already stays alone; one that ends at six is a clip.
// CHECK-LABEL: @clamps
// CHECK:       %[[A:.*]] = dend.add %{{.*}}, %{{.*}} {activation = #dend.function<relu>}
// CHECK-NEXT:  %[[M:.*]] = dend.mul %[[A]], %[[A]]
// CHECK-NEXT:  %[[C:.*]] = dend.unary <clip, 0.000000e+00, 6.000000e+00> %[[M]]
// CHECK-NEXT:  return %[[C]]
func.func @clamps(%x: tensor<1x2x!x>) -> tensor<1x2x!six> {
  %a = dend.add %x, %x {activation = #dend.function<relu>, arithmetic = #dend.arithmetic<tflite>} : (tensor<1x2x!x>, tensor<1x2x!x>) -> tensor<1x2x!y>
  %m = dend.mul %a, %a {arithmetic = #dend.arithmetic<tflite>} : (tensor<1x2x!y>, tensor<1x2x!y>) -> tensor<1x2x!six>
  return %m : tensor<1x2x!six>
}

// Roundings vanish: of floats on their way in, back to floats, and to other integers, but for the relu they may hold.
// CHECK-LABEL: @roundings
// CHECK-SAME:  (%[[X:.*]]: tensor<1x2xf32>) -> tensor<1x2xf32>
// CHECK-NEXT:  %[[T:.*]] = dend.unary <tanh> %[[X]]
// CHECK-NEXT:  %[[R:.*]] = dend.unary <relu> %[[T]]
// CHECK-NEXT:  return %[[R]]
func.func @roundings(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %q = dend.quantize %x {arithmetic = #dend.arithmetic<tflite>} : (tensor<1x2xf32>) -> tensor<1x2x!y>
  %t = dend.unary <tanh> %q {arithmetic = #dend.arithmetic<tflite>} : (tensor<1x2x!y>) -> tensor<1x2x!x>
  %r = dend.quantize %t {arithmetic = #dend.arithmetic<tflite>} : (tensor<1x2x!x>) -> tensor<1x2x!y>
  %f = dend.dequantize %r : (tensor<1x2x!y>) -> tensor<1x2xf32>
  return %f : tensor<1x2xf32>
}

// Integers that move to another scale: (q + 3) * 0.5 becomes (q + 128) * 0.25.
!other = !quant.uniform<i8:f32, 0.25:-128>
// CHECK-LABEL: @reinterpret
// CHECK-SAME:  (%[[X:.*]]: tensor<1x2xf32>
// CHECK-DAG:   %[[F:.*]] = dend.constant dense<5.000000e-01> : tensor<1x1xf32>
// CHECK-DAG:   %[[O:.*]] = dend.constant dense<3.125000e+01> : tensor<1x1xf32>
// CHECK:       %[[M:.*]] = dend.mul %[[X]], %[[F]]
// CHECK:       %[[A:.*]] = dend.add %[[M]], %[[O]]
// CHECK:       return %[[A]]
func.func @reinterpret(%x: tensor<1x2x!x>) -> tensor<1x2x!other> {
  %y = dend.reinterpret %x : (tensor<1x2x!x>) -> tensor<1x2x!other>
  return %y : tensor<1x2x!other>
}

// 16 bits: as many numbers either side of zero.
!wide = !quant.uniform<i16:f32, 0.5>
// CHECK-LABEL: @wide
// CHECK-SAME:  calibrated.range = array<f64: -1.638350e+04, 1.638350e+04>
func.func @wide(%x: tensor<1x2x!wide>) -> tensor<1x2x!wide> {
  return %x : tensor<1x2x!wide>
}
