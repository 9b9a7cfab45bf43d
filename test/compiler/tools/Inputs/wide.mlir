// Wide layers whose rows alone take more RAM than patches of them.
#requant = #kern.requant<multipliers = [99999999, 99999999, 99999999, 99999999], shift = 0, zero_point = 0, min = -128, max = 127>
func.func @main(%x: tensor<1x8x48x1xi8>) -> tensor<1x4x24x4xi8> {
  %0 = kern.conv2d %x {weights = dense<3> : tensor<4x3x3x1xi8>, bias = dense<0> : tensor<4xi32>, padding = array<i64: 1, 1, 1, 1>,
      requant = #requant} : (tensor<1x8x48x1xi8>) -> tensor<1x8x48x4xi8> loc("edges")
  %1 = kern.depthwise_conv2d %0 {weights = dense<5> : tensor<4x3x3x1xi8>, bias = dense<7> : tensor<4xi32>, padding = array<i64: 1, 1, 1, 1>,
      requant = #requant} : (tensor<1x8x48x4xi8>) -> tensor<1x8x48x4xi8> loc("blur")
  %2 = kern.max_pool2d %1 {window = array<i64: 2, 2>, strides = array<i64: 2, 2>} : (tensor<1x8x48x4xi8>) -> tensor<1x4x24x4xi8> loc("largest")
  return %2 : tensor<1x4x24x4xi8>
}
