// A dendritic convolution, a pool and an ordinary layer.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
func.func @main(%x: tensor<1x6x4x2xf32> {dend.name = "picture"}) -> tensor<1x3xf32> {
  %w = dend.constant dense<[[[[0.5, -0.3]]], [[[0.7, 0.1]]], [[[-0.2, 0.9]]], [[[0.3, 0.3]]], [[[-0.6, 0.2]]], [[[0.1, -0.8]]]]> : tensor<6x1x1x2xf32> -> tensor<6x1x1x2xf32>
  %c = dend.constant dense<[[0.8, -0.5, 0.4]]> : tensor<1x3xf32> -> tensor<1x3xf32>
  %y = dend.conv2d %x, %w to_neuron %c {dendrite_count = 1 : i64, dendrite_function = #dend.function<tanh>, activation = #dend.function<relu>}
    : (tensor<1x6x4x2xf32>, tensor<6x1x1x2xf32>, tensor<1x3xf32>) -> tensor<1x6x4x3xf32> loc("first")
  %p = dend.max_pool2d %y {window = array<i64: 6, 4>} : (tensor<1x6x4x3xf32>) -> tensor<1x1x1x3xf32>
  %r = dend.reshape %p : (tensor<1x1x1x3xf32>) -> tensor<1x3xf32>
  %v = dend.constant dense<[[1.0, -0.6, 0.2], [-0.4, 0.9, 0.1], [0.3, 0.2, -0.8]]> : tensor<3x3xf32> -> tensor<3x3xf32>
  %z = dend.dense %r, %v : (tensor<1x3xf32>, tensor<3x3xf32>) -> tensor<1x3xf32> loc("second")
  return %z : tensor<1x3xf32>
}
