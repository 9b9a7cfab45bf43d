// Channels without weights, and what yields their outputs by another channel's factor.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// RUN: split-file %s %t
// RUN: dend-opt %t/factors.mlir --kern-normalize-factors -o %t/normal.mlir
// RUN: FileCheck %t/factors.mlir --input-file=%t/normal.mlir
// RUN: dend-eval %t/factors.mlir > %t/expected.txt
// RUN: dend-eval %t/normal.mlir | diff %t/expected.txt -
// RUN: dend-opt %t/no-model.mlir --kern-normalize-factors | FileCheck %t/no-model.mlir
// RUN: dend-opt %t/no-sum.mlir --kern-normalize-factors | FileCheck %t/no-sum.mlir

//--- factors.mlir
// Channels 0, 2 and 3 have no weights: they are 8, -8 and 127 by factors of 2^-27 and 2^-4, and by the 2^-2 of channel 1 too,
// from the sums nearest to 0, halves being rounded away from zero.
// CHECK: kern.conv2d {{.*}}bias = dense<[29, 7, -30, 505]> : tensor<4xi32>
// CHECK-SAME: multipliers = [1073741824, 1073741824, 1073741824, 1073741824]
// CHECK-SAME: shifts = [-1, -1, -1, -1]
func.func @main(%x: tensor<1x4x4x1xi8>) -> tensor<1x4x4x4xi8> attributes {eval.inputs = [dense<[[[[-128], [-7], [3], [127]], [[1], [2], [3], [4]], [[5], [6], [7], [8]], [[9], [10], [11], [12]]]]> : tensor<1x4x4x1xi8>]} {
  %y = kern.conv2d %x {weights = dense<[[[[0]]], [[[3]]], [[[0]]], [[[0]]]]> : tensor<4x1x1x1xi8>, bias = dense<[1073741824, 7, -1073741824, 2000000000]> : tensor<4xi32>,
      requant = #kern.requant<multipliers = [1073741824, 1073741824, 1073741824, 1073741824], shift = 0, zero_point = 0, min = -128, max = 127, rounding = tflite, shifts = [-26, -1, -26, -3]>}
    : (tensor<1x4x4x1xi8>) -> tensor<1x4x4x4xi8>
  return %y : tensor<1x4x4x4xi8>
}

//--- no-model.mlir
// No channel has weights: none is better than another.
// CHECK: bias = dense<[1073741824, 2000000000]>
// CHECK-SAME: shifts = [-26, -3]
func.func @main(%x: tensor<1x1xi8>) -> tensor<1x2xi8> {
  %y = kern.dense %x {weights = dense<0> : tensor<2x1xi8>, bias = dense<[1073741824, 2000000000]> : tensor<2xi32>,
      requant = #kern.requant<multipliers = [1073741824, 1073741824], shift = 0, zero_point = 0, min = -128, max = 127, rounding = tflite, shifts = [-26, -3]>}
    : (tensor<1x1xi8>) -> tensor<1x2xi8>
  return %y : tensor<1x2xi8>
}

//--- no-sum.mlir
// By the factor of channel 0, sums of 30 bits yield 0 and 1 at most: channel 1, which is 8, keeps its own.
// CHECK: bias = dense<[7, 1073741824]>
// CHECK-SAME: shifts = [-29, -26]
func.func @main(%x: tensor<1x1xi8>) -> tensor<1x2xi8> {
  %y = kern.dense %x {weights = dense<[[3], [0]]> : tensor<2x1xi8>, bias = dense<[7, 1073741824]> : tensor<2xi32>,
      requant = #kern.requant<multipliers = [1073741824, 1073741824], shift = 0, zero_point = 0, min = -128, max = 127, rounding = tflite, shifts = [-29, -26]>}
    : (tensor<1x1xi8>) -> tensor<1x2xi8>
  return %y : tensor<1x2xi8>
}
