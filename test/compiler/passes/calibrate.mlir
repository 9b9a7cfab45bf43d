// Ranges, storage and borders as the precision and the user have them.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// RUN: dend-opt %s --dend-calibrate | FileCheck %s --check-prefixes=CHECK,INT8
// RUN: dend-opt %s --dend-calibrate=precision=int16 | FileCheck %s --check-prefixes=CHECK,INT16
// RUN: dend-opt %s --dend-calibrate=precision=auto | FileCheck %s --check-prefixes=CHECK,AUTO
// RUN: dend-opt %s "--dend-calibrate=input-type=int16 output-type=int8" | FileCheck %s --check-prefixes=CHECK,BORDERS
// RUN: dend-opt %s "--dend-calibrate=input-type=float32 output-type=float32" | FileCheck %s --check-prefixes=CHECK,FLOAT

// 8 bits reach 5 % beyond the data, 16 bits 25 %; a relu's range ends at its limit; a pool's is its operand's.
// CHECK-LABEL: @layers
// INT8-SAME: calibrated.border = i8, calibrated.range = array<f64: -2.100000e+00, 4.200000e+00>, calibrated.storage = i8
// INT8-SAME: calibrated.border = i16
// INT8-SAME: calibrated.report = {agreement = {{[0-9]+}} : i64, method = "min-max", samples = 4 : i64, sqnr_db = {{.*}}}
// INT16-SAME: calibrated.border = i16, calibrated.range = array<f64: -2.500000e+00, 5.000000e+00>, calibrated.storage = i16
// INT16-SAME: calibrated.report = {agreement = 4 : i64, method = "min-max", samples = 4
// AUTO-SAME: int16 = [{
// BORDERS-SAME: calibrated.border = i16, {{.*}}calibrated.storage = i16
// BORDERS-SAME: -> (tensor<1x2xf32> {calibrated.border = i8})
// FLOAT-SAME: calibrated.border = f32, {{.*}}calibrated.storage = i8
// FLOAT-SAME: -> (tensor<1x2xf32> {calibrated.border = f32})
func.func @layers(%x: tensor<1x2x1x1xf32> {calibration.samples = dense<[[[[[1.0]], [[-2.0]]]], [[[[4.0]], [[0.5]]]], [[[[-1.0]], [[3.0]]]], [[[[0.1]], [[-0.3]]]]]> : tensor<4x1x2x1x1xf32>}) -> tensor<1x2xf32> {
  %w = dend.constant dense<[[[[1.0]]], [[[-0.5]]]]> : tensor<2x1x1x1xf32> -> tensor<2x1x1x1xf32>
  // INT8: dend.conv2d {{.*}}calibrated.range = array<f64: 0.000000e+00, 4.200000e+00>, calibrated.storage = i8
  // INT16: dend.conv2d {{.*}}calibrated.range = array<f64: 0.000000e+00, 5.000000e+00>, calibrated.storage = i16
  // BORDERS: dend.conv2d {{.*}}calibrated.storage = i8
  %y = dend.conv2d %x, %w {activation = #dend.function<relu>} : (tensor<1x2x1x1xf32>, tensor<2x1x1x1xf32>) -> tensor<1x2x1x2xf32>
  // CHECK: dend.max_pool2d
  // CHECK-NOT: calibrated
  // CHECK: dend.reshape
  %p = dend.max_pool2d %y {window = array<i64: 2, 1>} : (tensor<1x2x1x2xf32>) -> tensor<1x1x1x2xf32>
  %r = dend.reshape %p : (tensor<1x1x1x2xf32>) -> tensor<1x2xf32>
  %v = dend.constant dense<[[1.0, 0.3], [-0.7, 0.2], [0.4, -0.9], [0.1, 0.2]]> : tensor<4x2xf32> -> tensor<4x2xf32>
  %c = dend.constant dense<[[0.5, -0.5]]> : tensor<1x2xf32> -> tensor<1x2xf32>
  // CHECK: dend.dense {{.*}}calibrated.dendrite_ranges = array<f64:
  // INT8-SAME: calibrated.storage = i16
  // INT16-SAME: calibrated.storage = i16
  // BORDERS-SAME: calibrated.storage = i8
  %z = dend.dense %r, %v to_neuron %c {dendrite_count = 1 : i64, dendrite_function = #dend.function<tanh>}
    : (tensor<1x2xf32>, tensor<4x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  return %z : tensor<1x2xf32>
}
