module {
  func.func @blend(%x: tensor<1x2x2x2xf32>) -> tensor<1x3xf32> {
    %w = dend.constant dense<[[1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0], [1.0, -1.0, 2.0, -2.0, 3.0, -3.0, 4.0, -4.0], [-1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0]]> : tensor<3x8xf32> -> tensor<3x8xf32>
    %0 = dend.reshape %x : (tensor<1x2x2x2xf32>) -> tensor<1x8xf32>
    %1 = dend.dense %0, %w : (tensor<1x8xf32>, tensor<3x8xf32>) -> tensor<1x3xf32>
    return %1 : tensor<1x3xf32>
  }
}
