// A dense layer of three neurons with one sigmoid dendrite, as converters leave it: five ops, each with a rounding of
// its own, and a relu hidden in the last zero point.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
!x = !quant.uniform<i8:f32, 0.02>
!w = !quant.uniform<i8:f32, 0.01>
!b = !quant.uniform<i32:f32, 0.0002>
!z = !quant.uniform<i8:f32, 0.04:5>
!d = !quant.uniform<i8:f32, 0.00390625:-128>
!c = !quant.uniform<i8:f32, 0.01>
!y = !quant.uniform<i8:f32, 0.02:-128>
func.func @main(%x: tensor<1x4x!x>) -> tensor<1x3x!y> {
  %w0 = dend.constant dense<[[90, -127, 30, 50], [10, 20, 127, -70], [-60, 127, 5, 64]]> : tensor<3x4xi8> -> tensor<3x4x!w>
  %b0 = dend.constant dense<[2000, -900, 400]> : tensor<3xi32> -> tensor<3x!b>
  %w1 = dend.constant dense<[[127, 40, -20, 80], [-50, 127, 60, 3], [70, -30, 127, -90]]> : tensor<3x4xi8> -> tensor<3x4x!w>
  %c = dend.constant dense<[[80, -127, 60]]> : tensor<1x3xi8> -> tensor<1x3x!c>
  %neuron = dend.dense %x, %w0 bias %b0 {arithmetic = #dend.arithmetic<tflite>}
    : (tensor<1x4x!x>, tensor<3x4x!w>, tensor<3x!b>) -> tensor<1x3x!z> loc("neuron")
  %z = dend.dense %x, %w1 {arithmetic = #dend.arithmetic<tflite>} : (tensor<1x4x!x>, tensor<3x4x!w>) -> tensor<1x3x!z> loc("dendrite")
  %d = dend.unary <sigmoid> %z {arithmetic = #dend.arithmetic<tflite>} : (tensor<1x3x!z>) -> tensor<1x3x!d> loc("sigmoid")
  %t = dend.mul %d, %c {arithmetic = #dend.arithmetic<tflite>} : (tensor<1x3x!d>, tensor<1x3x!c>) -> tensor<1x3x!c> loc("term")
  %y = dend.add %neuron, %t {arithmetic = #dend.arithmetic<tflite>} : (tensor<1x3x!z>, tensor<1x3x!c>) -> tensor<1x3x!y> loc("sum")
  return %y : tensor<1x3x!y>
}
