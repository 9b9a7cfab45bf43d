// Calibration data that are missing, do not fit or give no numbers; the same for all passes that need them.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// RUN: dend-opt %s --dend-calibrate --split-input-file --verify-diagnostics
// RUN: dend-opt %s --dend-round-weights --split-input-file --verify-diagnostics
// RUN: dend-opt %s --dend-equalize-channels --split-input-file --verify-diagnostics

// expected-error@+1 {{expected calibration data for int8 or int16 precision, found none: pass --calibration=FILE}}
func.func @no_data(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  return %x : tensor<1x2xf32>
}

// -----

// expected-error@+1 {{expected calibration data of one or more samples, found none}}
func.func @no_samples(%x: tensor<1x2xf32> {calibration.samples = dense<> : tensor<0x1x2xf32>}) -> tensor<1x2xf32> {
  return %x : tensor<1x2xf32>
}

// -----

// expected-error@+1 {{expected calibration data of type 1x2xf32, found 1x3xf32 in sample 0}}
func.func @other_shape(%x: tensor<1x2xf32> {calibration.samples = dense<1.0> : tensor<4x1x3xf32>}) -> tensor<1x2xf32> {
  return %x : tensor<1x2xf32>
}

// -----

// expected-error@+1 {{expected calibration data for int8 or int16 precision, found none: pass --calibration=FILE}}
func.func @other_type(%x: tensor<1x2xf32> {calibration.samples = dense<1> : tensor<4x1x2xi32>}) -> tensor<1x2xf32> {
  return %x : tensor<1x2xf32>
}

// -----

// 0x7FC00000 is NaN.
// expected-error@+1 {{expected finite calibration data, found NaN or infinity in sample 1}}
func.func @not_a_number(%x: tensor<1x1xf32> {calibration.samples = dense<[[[1.0]], [[0x7FC00000]]]> : tensor<2x1x1xf32>}) -> tensor<1x1xf32> {
  return %x : tensor<1x1xf32>
}

// -----

// 0xFF800000 is minus infinity.
// expected-error@+1 {{expected finite calibration data, found NaN or infinity in sample 0}}
func.func @infinite(%x: tensor<1x1xf32> {calibration.samples = dense<[[[0xFF800000]]]> : tensor<1x1x1xf32>}) -> tensor<1x1xf32> {
  return %x : tensor<1x1xf32>
}

// -----

// expected-error@+1 {{expected calibration data for 2 inputs, found data for 1 in sample 1}}
func.func @other_count(%x: tensor<1x1xf32> {calibration.samples = dense<1.0> : tensor<2x1x1xf32>},
                       %y: tensor<1x1xf32> {calibration.samples = dense<1.0> : tensor<1x1x1xf32>}) -> tensor<1x1xf32> {
  return %x : tensor<1x1xf32>
}
