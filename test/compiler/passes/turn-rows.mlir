// RUN: dend-opt %s --kern-turn-rows --split-input-file | FileCheck %s

// A network in one dimension: one reshape before, one behind; windows, strides, paddings and weights turn.
// CHECK-LABEL: func.func @main(
// CHECK:         %[[X:.*]] = kern.reshape %{{.*}} : (tensor<1x1x9x2xf32>) -> tensor<1x9x1x2xf32>
// CHECK:         %[[CONV:.*]] = kern.conv2d %[[X]] {{.*}}padding = array<i64: 1, 0, 2, 0>, strides = array<i64: 2, 1>
// CHECK-SAME{LITERAL}: weights = dense<[[[[1.000000e+00, 2.000000e+00]], [[3.000000e+00, 4.000000e+00]]]]> : tensor<1x2x1x2xf32>}
// CHECK-SAME:      (tensor<1x9x1x2xf32>) -> tensor<1x6x1x1xf32>
// CHECK:         %[[NEG:.*]] = kern.float_unary %[[CONV]]
// CHECK:         %[[ADD:.*]] = kern.float_binary %[[NEG]], %[[CONV]]
// CHECK:         %[[POOL:.*]] = kern.max_pool2d %[[ADD]] {{.*}}window = array<i64: 3, 1>
// CHECK:         %[[Y:.*]] = kern.reshape %[[POOL]] : (tensor<1x4x1x1xf32>) -> tensor<4xf32>
// CHECK-NEXT:    return %[[Y]]
func.func @main(%x: tensor<1x1x9x2xf32>) -> tensor<4xf32> {
  %0 = kern.conv2d %x {weights = dense<[[[[1.0, 2.0], [3.0, 4.0]]]]> : tensor<1x1x2x2xf32>, bias = dense<0.0> : tensor<1xf32>,
      strides = array<i64: 1, 2>, padding = array<i64: 0, 1, 0, 2>} : (tensor<1x1x9x2xf32>) -> tensor<1x1x6x1xf32>
  %1 = kern.float_unary %0 {function = #dend.function<neg>} : (tensor<1x1x6x1xf32>) -> tensor<1x1x6x1xf32>
  %2 = kern.float_binary %1, %0 {kind = #kern.binary<sub>} : (tensor<1x1x6x1xf32>, tensor<1x1x6x1xf32>) -> tensor<1x1x6x1xf32>
  %3 = kern.max_pool2d %2 {window = array<i64: 1, 3>} : (tensor<1x1x6x1xf32>) -> tensor<1x1x4x1xf32>
  %4 = kern.reshape %3 : (tensor<1x1x4x1xf32>) -> tensor<4xf32>
  return %4 : tensor<4xf32>
}

// -----

// Borders turn, too; their biases follow one another as before.
// CHECK-LABEL: func.func @main(
// CHECK:         kern.conv2d {{.*}}bias = dense<{{\[\[}}1], [2], [3]]> : tensor<3x1xi32>, borders = array<i64: 2, 0, 0, 0>
// CHECK-SAME:      -> tensor<1x8x1x1xi8>
func.func @main(%x: tensor<1x1x8x1xi8>) -> tensor<1x1x8x1xi8> {
  %0 = kern.conv2d %x {weights = dense<1> : tensor<1x1x1x1xi8>, bias = dense<[[1], [2], [3]]> : tensor<3x1xi32>, borders = array<i64: 0, 2, 0, 0>,
      requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -128, max = 127>}
    : (tensor<1x1x8x1xi8>) -> tensor<1x1x8x1xi8>
  return %0 : tensor<1x1x8x1xi8>
}

// -----

// Not where a window is higher than the row, or where there are rows already.
// CHECK-LABEL: func.func @main(
// CHECK-NOT:     kern.reshape
// CHECK:         return
func.func @main(%x: tensor<1x1x8x2xi8>) -> tensor<1x3x8x2xi8> {
  %0 = kern.max_pool2d %x {window = array<i64: 3, 1>, padding = array<i64: 1, 0, 1, 0>} : (tensor<1x1x8x2xi8>) -> tensor<1x1x8x2xi8>
  %1 = kern.pad %0 {low = array<i64: 0, 1, 0, 0>, high = array<i64: 0, 1, 0, 0>, value = 0 : i8} : (tensor<1x1x8x2xi8>) -> tensor<1x3x8x2xi8>
  %2 = kern.max_pool2d %1 {window = array<i64: 1, 1>} : (tensor<1x3x8x2xi8>) -> tensor<1x3x8x2xi8>
  return %2 : tensor<1x3x8x2xi8>
}
