// The smallest network that can be quantized.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
func.func @main(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %w = dend.constant dense<[[1.0, 0.3], [0.4, -0.9]]> : tensor<2x2xf32> -> tensor<2x2xf32>
  %y = dend.dense %x, %w : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  return %y : tensor<1x2xf32>
}
