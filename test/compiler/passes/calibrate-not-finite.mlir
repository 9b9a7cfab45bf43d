// A network whose values overflow on the calibration data has no ranges.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// RUN: dend-opt %s --dend-calibrate --verify-diagnostics

func.func @overflow(%x: tensor<1x1xf32> {calibration.samples = dense<1.0e30> : tensor<1x1x1xf32>}) -> tensor<1x1xf32> {
  // expected-error@+1 {{expected finite values on calibration data, found NaN or infinity}}
  %y = dend.unary <square> %x : (tensor<1x1xf32>) -> tensor<1x1xf32>
  return %y : tensor<1x1xf32>
}
