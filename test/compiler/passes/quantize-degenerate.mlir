// Weights that are all zero, inputs that never change, activations that are always zero: types and integers all the same.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// RUN: dend-opt %s --split-input-file --dend-equalize-channels --dend-round-weights --dend-calibrate --dend-quantize --kern-lower-to-kern | FileCheck %s
// RUN: dend-opt %s --split-input-file --dend-equalize-channels --dend-round-weights --dend-calibrate=precision=int16 --dend-quantize --kern-lower-to-kern | FileCheck %s
// RUN: dend-opt %s --split-input-file --dend-equalize-channels --dend-round-weights --dend-calibrate=precision=auto --dend-quantize --kern-lower-to-kern | FileCheck %s

// One channel's weights are zero, of the neuron and of the dendrite.
// CHECK-LABEL: @zero_channel
// CHECK: kern.dense
// CHECK-NOT: nan
func.func @zero_channel(%x: tensor<1x2xf32> {calibration.samples = dense<[[[1.0, 2.0]], [[-1.0, 0.5]]]> : tensor<2x1x2xf32>}) -> tensor<1x2xf32> {
  %w = dend.constant dense<[[1.0, 0.3], [0.0, 0.0], [0.4, -0.9], [0.0, 0.0]]> : tensor<4x2xf32> -> tensor<4x2xf32>
  %c = dend.constant dense<[[0.5, 0.0]]> : tensor<1x2xf32> -> tensor<1x2xf32>
  %y = dend.dense %x, %w to_neuron %c {dendrite_count = 1 : i64, dendrite_function = #dend.function<sigmoid>}
    : (tensor<1x2xf32>, tensor<4x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  return %y : tensor<1x2xf32>
}

// -----

// All weights are zero: the output is the bias.
// CHECK-LABEL: @zero_weights
// CHECK: kern.dense
// CHECK-NOT: nan
func.func @zero_weights(%x: tensor<1x2xf32> {calibration.samples = dense<[[[1.0, 2.0]], [[-1.0, 0.5]]]> : tensor<2x1x2xf32>}) -> tensor<1x2xf32> {
  %w = dend.constant dense<0.0> : tensor<2x2xf32> -> tensor<2x2xf32>
  %b = dend.constant dense<[0.25, -1.0]> : tensor<2xf32> -> tensor<2xf32>
  %y = dend.dense %x, %w bias %b : (tensor<1x2xf32>, tensor<2x2xf32>, tensor<2xf32>) -> tensor<1x2xf32>
  return %y : tensor<1x2xf32>
}

// -----

// Inputs that never change, and are zero.
// CHECK-LABEL: @constant_inputs
// CHECK: kern.dense
// CHECK-NOT: nan
func.func @constant_inputs(%x: tensor<1x2xf32> {calibration.samples = dense<[[[0.0, 3.0]], [[0.0, 3.0]]]> : tensor<2x1x2xf32>},
                           %zero: tensor<1x2xf32> {calibration.samples = dense<0.0> : tensor<2x1x2xf32>}) -> tensor<1x2xf32> {
  %s = dend.add %x, %zero : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  %w = dend.constant dense<[[1.0, 0.3], [0.4, -0.9]]> : tensor<2x2xf32> -> tensor<2x2xf32>
  %y = dend.dense %s, %w : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  return %y : tensor<1x2xf32>
}

// -----

// A relu that is never on, and a layer that reads it.
// CHECK-LABEL: @dead_relu
// CHECK: kern.dense
// CHECK: kern.dense
// CHECK-NOT: nan
func.func @dead_relu(%x: tensor<1x2xf32> {calibration.samples = dense<[[[1.0, 2.0]], [[3.0, 0.5]]]> : tensor<2x1x2xf32>}) -> tensor<1x2xf32> {
  %w = dend.constant dense<-1.0> : tensor<2x2xf32> -> tensor<2x2xf32>
  %y = dend.dense %x, %w {activation = #dend.function<relu>} : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  %v = dend.constant dense<[[1.0, 0.3], [0.4, -0.9]]> : tensor<2x2xf32> -> tensor<2x2xf32>
  %z = dend.dense %y, %v : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  return %z : tensor<1x2xf32>
}
