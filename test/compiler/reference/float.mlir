// RUN: dend-eval %s | FileCheck %s

// 3x3 input, 2x2 window, padded by one column at the right and one row below: positions outside count as zero.
// CHECK: conv2d: dense
// CHECK-SAME{LITERAL}: <[[[[1.250000e+01], [1.650000e+01], [9.500000e+00]], [[2.450000e+01], [2.850000e+01], [1.550000e+01]], [[1.550000e+01], [1.750000e+01], [9.500000e+00]]]]>
func.func @conv2d(%x: tensor<1x3x3x1xf32>) -> tensor<1x3x3x1xf32>
    attributes {eval.inputs = [dense<[[[[1.0], [2.0], [3.0]], [[4.0], [5.0], [6.0]], [[7.0], [8.0], [9.0]]]]> : tensor<1x3x3x1xf32>]} {
  %w = dend.constant dense<1.0> : tensor<1x2x2x1xf32> -> tensor<1x2x2x1xf32>
  %b = dend.constant dense<0.5> : tensor<1xf32> -> tensor<1xf32>
  %y = dend.conv2d %x, %w bias %b {padding = array<i64: 0, 0, 1, 1>}
    : (tensor<1x3x3x1xf32>, tensor<1x2x2x1xf32>, tensor<1xf32>) -> tensor<1x3x3x1xf32>
  return %y : tensor<1x3x3x1xf32>
}

// Windows start at rows -1 and 1 and columns 0 and 2, and read rows two apart.
// CHECK: conv2d_strides_and_dilations: dense
// CHECK-SAME{LITERAL}: <[[[[8.000000e+00], [1.200000e+01]], [[2.400000e+01], [3.000000e+01]]]]>
func.func @conv2d_strides_and_dilations(%x: tensor<1x4x3x1xf32>) -> tensor<1x2x2x1xf32>
    attributes {eval.inputs = [dense<[[[[1.0], [2.0], [3.0]], [[4.0], [6.0], [6.0]], [[7.0], [8.0], [9.0]], [[10.0], [11.0], [12.0]]]]> : tensor<1x4x3x1xf32>]} {
  %w = dend.constant dense<[[[[1.0]], [[2.0]]]]> : tensor<1x2x1x1xf32> -> tensor<1x2x1x1xf32>
  %y = dend.conv2d %x, %w {padding = array<i64: 1, 0, 0, 0>, strides = array<i64: 2, 2>, dilations = array<i64: 2, 1>}
    : (tensor<1x4x3x1xf32>, tensor<1x2x1x1xf32>) -> tensor<1x2x2x1xf32>
  return %y : tensor<1x2x2x1xf32>
}

// Two groups of two input channels and one output channel each.
// CHECK: conv2d_groups: dense
// CHECK-SAME{LITERAL}: <[[[[2.100000e+01, 4.300000e+03]]]]>
func.func @conv2d_groups(%x: tensor<1x1x1x4xf32>) -> tensor<1x1x1x2xf32>
    attributes {eval.inputs = [dense<[[[[1.0, 2.0, 3.0, 4.0]]]]> : tensor<1x1x1x4xf32>]} {
  %w = dend.constant dense<[[[[1.0, 10.0]]], [[[100.0, 1000.0]]]]> : tensor<2x1x1x2xf32> -> tensor<2x1x1x2xf32>
  %y = dend.conv2d %x, %w {groups = 2 : i64} : (tensor<1x1x1x4xf32>, tensor<2x1x1x2xf32>) -> tensor<1x1x1x2xf32>
  return %y : tensor<1x1x1x2xf32>
}

// Channel multiplier 2: outputs 0 and 1 read input 0, outputs 2 and 3 input 1.
// CHECK: depthwise_conv2d: dense
// CHECK-SAME{LITERAL}: <[[[[1.000000e+00, 1.000000e+01, 2.000000e+02, 2.000000e+03]]]]>
func.func @depthwise_conv2d(%x: tensor<1x1x1x2xf32>) -> tensor<1x1x1x4xf32>
    attributes {eval.inputs = [dense<[[[[1.0, 2.0]]]]> : tensor<1x1x1x2xf32>]} {
  %w = dend.constant dense<[[[[1.0]]], [[[10.0]]], [[[100.0]]], [[[1000.0]]]]> : tensor<4x1x1x1xf32> -> tensor<4x1x1x1xf32>
  %y = dend.depthwise_conv2d %x, %w : (tensor<1x1x1x2xf32>, tensor<4x1x1x1xf32>) -> tensor<1x1x1x4xf32>
  return %y : tensor<1x1x1x4xf32>
}

// Along the last axis of every position.
// CHECK: dense: dense
// CHECK-SAME{LITERAL}: <[[[-3.500000e+00], [-7.500000e+00]]]>
func.func @dense(%x: tensor<1x2x2xf32>) -> tensor<1x2x1xf32>
    attributes {eval.inputs = [dense<[[[1.0, 2.0], [3.0, 4.0]]]> : tensor<1x2x2xf32>]} {
  %w = dend.constant dense<[[-1.0, -1.0]]> : tensor<1x2xf32> -> tensor<1x2xf32>
  %b = dend.constant dense<-0.5> : tensor<1xf32> -> tensor<1xf32>
  %y = dend.dense %x, %w bias %b : (tensor<1x2x2xf32>, tensor<1x2xf32>, tensor<1xf32>) -> tensor<1x2x1xf32>
  return %y : tensor<1x2x1xf32>
}

// Three dendrites of one neuron; `between` runs from 0 to 1, from 0 to 2, from 1 to 2.
//   d0 = relu(2x + 1) = 5,  d1 = relu(3x - d0) = 1,  d2 = relu(-x + 2 d0 + 3 d1) = 11
//   y  = clip(x + d0 + 10 d1 + 0.5 d2, 0, 20) = clip(22.5)
// CHECK: dendrites: dense
// CHECK-SAME{LITERAL}: <2.000000e+01>
func.func @dendrites(%x: tensor<1x1xf32>) -> tensor<1x1xf32> attributes {eval.inputs = [dense<2.0> : tensor<1x1xf32>]} {
  %w = dend.constant dense<[[1.0], [2.0], [3.0], [-1.0]]> : tensor<4x1xf32> -> tensor<4x1xf32>
  %b = dend.constant dense<[0.0, 1.0, 0.0, 0.0]> : tensor<4xf32> -> tensor<4xf32>
  %s = dend.constant dense<[[-1.0], [2.0], [3.0]]> : tensor<3x1xf32> -> tensor<3x1xf32>
  %t = dend.constant dense<[[1.0], [10.0], [0.5]]> : tensor<3x1xf32> -> tensor<3x1xf32>
  %y = dend.dense %x, %w bias %b between %s to_neuron %t
    {dendrite_count = 3 : i64, dendrite_function = #dend.function<relu>, activation = #dend.function<clip, 0.0, 20.0>}
    : (tensor<1x1xf32>, tensor<4x1xf32>, tensor<4xf32>, tensor<3x1xf32>, tensor<3x1xf32>) -> tensor<1x1xf32>
  return %y : tensor<1x1xf32>
}

// Padding never wins, however negative the input.
// CHECK: max_pool2d: dense
// CHECK-SAME{LITERAL}: <[[[[-1.000000e+00], [-2.000000e+00]], [[-4.000000e+00], [-5.000000e+00]]]]>
func.func @max_pool2d(%x: tensor<1x2x2x1xf32>) -> tensor<1x2x2x1xf32>
    attributes {eval.inputs = [dense<[[[[-1.0], [-2.0]], [[-4.0], [-5.0]]]]> : tensor<1x2x2x1xf32>]} {
  %y = dend.max_pool2d %x {window = array<i64: 2, 2>, strides = array<i64: 2, 2>, padding = array<i64: 1, 1, 1, 1>}
    : (tensor<1x2x2x1xf32>) -> tensor<1x2x2x1xf32>
  return %y : tensor<1x2x2x1xf32>
}

// CHECK: average_pool2d: dense
// CHECK-SAME{LITERAL}: <[[[[1.000000e+00], [2.500000e+00]]]]>
// CHECK: average_pool2d: dense
// CHECK-SAME{LITERAL}: <[[[[5.000000e-01], [2.500000e+00]]]]>
func.func @average_pool2d(%x: tensor<1x1x3x1xf32>) -> (tensor<1x1x2x1xf32>, tensor<1x1x2x1xf32>)
    attributes {eval.inputs = [dense<[[[[1.0], [2.0], [3.0]]]]> : tensor<1x1x3x1xf32>]} {
  %y = dend.average_pool2d %x {window = array<i64: 1, 2>, strides = array<i64: 1, 2>, padding = array<i64: 0, 1, 0, 0>}
    : (tensor<1x1x3x1xf32>) -> tensor<1x1x2x1xf32>
  %z = dend.average_pool2d %x {window = array<i64: 1, 2>, strides = array<i64: 1, 2>, padding = array<i64: 0, 1, 0, 0>, count_padding}
    : (tensor<1x1x3x1xf32>) -> tensor<1x1x2x1xf32>
  return %y, %z : tensor<1x1x2x1xf32>, tensor<1x1x2x1xf32>
}

// CHECK: reduce: dense
// CHECK-SAME{LITERAL}: <[[[3.000000e+00, 4.000000e+00]]]>
// CHECK: reduce: dense
// CHECK-SAME{LITERAL}: <[[[3.000000e+00], [1.100000e+01]]]>
// CHECK: reduce: dense
// CHECK-SAME{LITERAL}: <6.000000e+00>
// CHECK: reduce: dense
// CHECK-SAME{LITERAL}: <[[[1.000000e+00, 2.000000e+00]]]>
func.func @reduce(%x: tensor<1x2x2xf32>) -> (tensor<1x1x2xf32>, tensor<1x2x1xf32>, tensor<1x1x1xf32>, tensor<1x1x2xf32>)
    attributes {eval.inputs = [dense<[[[1.0, 2.0], [5.0, 6.0]]]> : tensor<1x2x2xf32>]} {
  %mean = dend.reduce <mean> %x {axes = array<i64: 1>} : (tensor<1x2x2xf32>) -> tensor<1x1x2xf32>
  %sum = dend.reduce <sum> %x {axes = array<i64: 2>} : (tensor<1x2x2xf32>) -> tensor<1x2x1xf32>
  %max = dend.reduce <max> %x {axes = array<i64: 1, 2>} : (tensor<1x2x2xf32>) -> tensor<1x1x1xf32>
  %min = dend.reduce <min> %x {axes = array<i64: 0, 1>} : (tensor<1x2x2xf32>) -> tensor<1x1x2xf32>
  return %mean, %sum, %max, %min : tensor<1x1x2xf32>, tensor<1x2x1xf32>, tensor<1x1x1xf32>, tensor<1x1x2xf32>
}

// CHECK: unary: dense
// CHECK-SAME{LITERAL}: <[-5.000000e-01, 0.000000e+00, 3.000000e+00]>
func.func @unary(%x: tensor<3xf32>) -> tensor<3xf32> attributes {eval.inputs = [dense<[-1.0, 0.0, 3.0]> : tensor<3xf32>]} {
  %y = dend.unary <leaky_relu, 0.5> %x : (tensor<3xf32>) -> tensor<3xf32>
  return %y : tensor<3xf32>
}

// Operands broadcast; the second add clamps.
// CHECK-LABEL: binary: dense
// CHECK-SAME{LITERAL}: <[[5.000000e+00, 6.000000e+00], [7.000000e+00, 8.000000e+00]]>
// CHECK: binary: dense
// CHECK-SAME{LITERAL}: <[[0.000000e+00, 0.000000e+00], [3.000000e+00, 4.000000e+00]]>
// CHECK: binary: dense
// CHECK-SAME{LITERAL}: <[[0.000000e+00, 0.000000e+00], [-2.000000e+00, -2.000000e+00]]>
// CHECK: binary: dense
// CHECK-SAME{LITERAL}: <[[4.000000e+00, 8.000000e+00], [1.200000e+01, 1.600000e+01]]>
// CHECK: binary: dense
// CHECK-SAME{LITERAL}: <[[2.500000e-01, 5.000000e-01], [7.500000e-01, 1.000000e+00]]>
// CHECK: binary: dense
// CHECK-SAME{LITERAL}: <[[1.000000e+00, 2.000000e+00], [1.000000e+00, 2.000000e+00]]>
// CHECK: binary: dense
// CHECK-SAME{LITERAL}: <[[1.000000e+00, 2.000000e+00], [3.000000e+00, 4.000000e+00]]>
// CHECK: binary: dense
// CHECK-SAME{LITERAL}: <[[1.000000e+00, 1.600000e+01], [8.100000e+01, 2.560000e+02]]>
func.func @binary(%a: tensor<2x2xf32>, %four: tensor<f32>, %row: tensor<2xf32>)
    -> (tensor<2x2xf32>, tensor<2x2xf32>, tensor<2x2xf32>, tensor<2x2xf32>, tensor<2x2xf32>, tensor<2x2xf32>, tensor<2x2xf32>, tensor<2x2xf32>)
    attributes {eval.inputs = [dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>, dense<4.0> : tensor<f32>, dense<[1.0, 2.0]> : tensor<2xf32>]} {
  %column = dend.constant dense<[[-3.0], [0.0]]> : tensor<2x1xf32> -> tensor<2x1xf32>
  %0 = dend.add %a, %four : (tensor<2x2xf32>, tensor<f32>) -> tensor<2x2xf32>
  %1 = dend.add %column, %a {activation = #dend.function<clip, 0.0, 4.0>} : (tensor<2x1xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  %2 = dend.sub %row, %a : (tensor<2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  %3 = dend.mul %four, %a : (tensor<f32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  %4 = dend.div %a, %four : (tensor<2x2xf32>, tensor<f32>) -> tensor<2x2xf32>
  %5 = dend.minimum %a, %row : (tensor<2x2xf32>, tensor<2xf32>) -> tensor<2x2xf32>
  %6 = dend.maximum %a, %row : (tensor<2x2xf32>, tensor<2xf32>) -> tensor<2x2xf32>
  %7 = dend.pow %a, %four : (tensor<2x2xf32>, tensor<f32>) -> tensor<2x2xf32>
  return %0, %1, %2, %3, %4, %5, %6, %7 : tensor<2x2xf32>, tensor<2x2xf32>, tensor<2x2xf32>, tensor<2x2xf32>, tensor<2x2xf32>, tensor<2x2xf32>, tensor<2x2xf32>, tensor<2x2xf32>
}

// Along axis 1 of three; exp(1000) alone would overflow.
// CHECK-LABEL: softmax: dense
// CHECK-SAME{LITERAL}: <[[[5.000000e-01, 2.500000e-01], [5.000000e-01, 7.500000e-01]]]>
func.func @softmax(%x: tensor<1x2x2xf32>) -> tensor<1x2x2xf32>
    attributes {eval.inputs = [dense<[[[1000.0, 0.0], [1000.0, 1.0986123]]]> : tensor<1x2x2xf32>]} {
  %y = dend.softmax %x {axis = 1 : i64} : (tensor<1x2x2xf32>) -> tensor<1x2x2xf32>
  return %y : tensor<1x2x2xf32>
}

// However large the logits are; log(4) and log(4/3).
// CHECK-LABEL: log_softmax: dense
// CHECK-SAME{LITERAL}: <[[-0.693147182, -0.693147182], [-1.38629436, -0.287682056]]>
func.func @log_softmax(%x: tensor<2x2xf32>) -> tensor<2x2xf32>
    attributes {eval.inputs = [dense<[[1000.0, 1000.0], [0.0, 1.0986123]]> : tensor<2x2xf32>]} {
  %y = dend.log_softmax %x : (tensor<2x2xf32>) -> tensor<2x2xf32>
  return %y : tensor<2x2xf32>
}

// CHECK-LABEL: dot: dense
// CHECK-SAME{LITERAL}: <[1.750000e+01, 5.200000e+01]>
func.func @dot(%x: tensor<2x2xf32>) -> tensor<2xf32>
    attributes {eval.inputs = [dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>]} {
  %w = dend.constant dense<[[5.0, 6.0], [7.0, 8.0]]> : tensor<2x2xf32> -> tensor<2x2xf32>
  %b = dend.constant dense<[0.5, -1.0]> : tensor<2xf32> -> tensor<2xf32>
  %y = dend.dot %x, %w bias %b : (tensor<2x2xf32>, tensor<2x2xf32>, tensor<2xf32>) -> tensor<2xf32>
  return %y : tensor<2xf32>
}

// A vector of zeros has no length.
// CHECK-LABEL: l2_normalization: dense
// CHECK-SAME{LITERAL}: <[[6.000000e-01, -8.000000e-01], [0.000000e+00, 0.000000e+00]]>
func.func @l2_normalization(%x: tensor<2x2xf32>) -> tensor<2x2xf32>
    attributes {eval.inputs = [dense<[[3.0, -4.0], [0.0, 0.0]]> : tensor<2x2xf32>]} {
  %y = dend.l2_normalization %x : (tensor<2x2xf32>) -> tensor<2x2xf32>
  return %y : tensor<2x2xf32>
}

// CHECK: move: dense
// CHECK-SAME{LITERAL}: <[[1.000000e+00, 2.000000e+00], [3.000000e+00, 4.000000e+00], [5.000000e+00, 6.000000e+00]]>
// CHECK: move: dense
// CHECK-SAME{LITERAL}: <[[1.000000e+00, 4.000000e+00], [2.000000e+00, 5.000000e+00], [3.000000e+00, 6.000000e+00]]>
// CHECK: move: dense
// CHECK-SAME{LITERAL}: <[[6.000000e+00, 4.000000e+00]]>
// CHECK: move: dense
// CHECK-SAME{LITERAL}: <[[9.000000e+00, 1.000000e+00, 2.000000e+00, 3.000000e+00], [9.000000e+00, 4.000000e+00, 5.000000e+00, 6.000000e+00], [9.000000e+00, 9.000000e+00, 9.000000e+00, 9.000000e+00]]>
// CHECK: move: dense
// CHECK-SAME{LITERAL}: <[[1.000000e+00, 2.000000e+00, 3.000000e+00, 7.000000e+00], [4.000000e+00, 5.000000e+00, 6.000000e+00, 8.000000e+00]]>
func.func @move(%x: tensor<2x3xf32>) -> (tensor<3x2xf32>, tensor<3x2xf32>, tensor<1x2xf32>, tensor<3x4xf32>, tensor<2x4xf32>)
    attributes {eval.inputs = [dense<[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]> : tensor<2x3xf32>]} {
  %column = dend.constant dense<[[7.0], [8.0]]> : tensor<2x1xf32> -> tensor<2x1xf32>
  %0 = dend.reshape %x : (tensor<2x3xf32>) -> tensor<3x2xf32>
  %1 = dend.transpose %x {permutation = array<i64: 1, 0>} : (tensor<2x3xf32>) -> tensor<3x2xf32>
  %2 = dend.slice %x {begin = array<i64: 1, 2>, steps = array<i64: 1, -2>} : (tensor<2x3xf32>) -> tensor<1x2xf32>
  %3 = dend.pad %x {low = array<i64: 0, 1>, high = array<i64: 1, 0>, value = 9.0 : f32} : (tensor<2x3xf32>) -> tensor<3x4xf32>
  %4 = dend.concat %x, %column {axis = 1 : i64} : (tensor<2x3xf32>, tensor<2x1xf32>) -> tensor<2x4xf32>
  return %0, %1, %2, %3, %4 : tensor<3x2xf32>, tensor<3x2xf32>, tensor<1x2xf32>, tensor<3x4xf32>, tensor<2x4xf32>
}
