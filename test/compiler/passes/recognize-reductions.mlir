// RUN: dend-opt %s --dend-recognize-reductions | FileCheck %s

// The example of the pass's description, along another axis than the last.
// CHECK-LABEL: @softmax(
// CHECK-SAME: %[[X:[a-z0-9]+]]: tensor<1x4x3xf32>
// CHECK-NEXT: %[[Y:.*]] = dend.softmax %[[X]] {axis = 1 : i64}
// CHECK-NEXT: return %[[Y]]
func.func @softmax(%x: tensor<1x4x3xf32>) -> tensor<1x4x3xf32> {
  %0 = dend.reduce <max> %x {axes = array<i64: 1>} : (tensor<1x4x3xf32>) -> tensor<1x1x3xf32>
  %1 = dend.sub %x, %0 : (tensor<1x4x3xf32>, tensor<1x1x3xf32>) -> tensor<1x4x3xf32>
  %2 = dend.unary <exp> %1 : (tensor<1x4x3xf32>) -> tensor<1x4x3xf32>
  %3 = dend.reduce <sum> %2 {axes = array<i64: 1>} : (tensor<1x4x3xf32>) -> tensor<1x1x3xf32>
  %4 = dend.unary <reciprocal> %3 : (tensor<1x1x3xf32>) -> tensor<1x1x3xf32>
  %5 = dend.mul %4, %2 : (tensor<1x1x3xf32>, tensor<1x4x3xf32>) -> tensor<1x4x3xf32>
  return %5 : tensor<1x4x3xf32>
}

// Without the largest value, as a quotient.
// CHECK-LABEL: @softmax_of_quotient(
// CHECK-SAME: %[[X:[a-z0-9]+]]: tensor<1x4xf32>
// CHECK-NEXT: %[[Y:.*]] = dend.softmax %[[X]] {axis = 1 : i64}
// CHECK-NEXT: return %[[Y]]
func.func @softmax_of_quotient(%x: tensor<1x4xf32>) -> tensor<1x4xf32> {
  %0 = dend.unary <exp> %x : (tensor<1x4xf32>) -> tensor<1x4xf32>
  %1 = dend.reduce <sum> %0 {axes = array<i64: 1>} : (tensor<1x4xf32>) -> tensor<1x1xf32>
  %2 = dend.div %0, %1 : (tensor<1x4xf32>, tensor<1x1xf32>) -> tensor<1x4xf32>
  return %2 : tensor<1x4xf32>
}

// The distances are from values along another axis: they are the input.
// CHECK-LABEL: @distances_from_others(
// CHECK: %[[DISTANCES:.*]] = dend.sub
// CHECK-NEXT: dend.softmax %[[DISTANCES]] {axis = 1 : i64}
func.func @distances_from_others(%x: tensor<2x4xf32>) -> tensor<2x4xf32> {
  %0 = dend.reduce <max> %x {axes = array<i64: 0>} : (tensor<2x4xf32>) -> tensor<1x4xf32>
  %1 = dend.sub %x, %0 : (tensor<2x4xf32>, tensor<1x4xf32>) -> tensor<2x4xf32>
  %2 = dend.unary <exp> %1 : (tensor<2x4xf32>) -> tensor<2x4xf32>
  %3 = dend.reduce <sum> %2 {axes = array<i64: 1>} : (tensor<2x4xf32>) -> tensor<2x1xf32>
  %4 = dend.div %2, %3 : (tensor<2x4xf32>, tensor<2x1xf32>) -> tensor<2x4xf32>
  return %4 : tensor<2x4xf32>
}

// The sum is not that of the exponentials.
// CHECK-LABEL: @sum_of_others(
// CHECK-NOT: dend.softmax
func.func @sum_of_others(%x: tensor<1x4xf32>) -> tensor<1x4xf32> {
  %0 = dend.unary <exp> %x : (tensor<1x4xf32>) -> tensor<1x4xf32>
  %1 = dend.reduce <sum> %x {axes = array<i64: 1>} : (tensor<1x4xf32>) -> tensor<1x1xf32>
  %2 = dend.div %0, %1 : (tensor<1x4xf32>, tensor<1x1xf32>) -> tensor<1x4xf32>
  return %2 : tensor<1x4xf32>
}

// A mean, one axis after the other.
// CHECK-LABEL: @mean(
// CHECK-SAME: %[[X:[a-z0-9]+]]: tensor<1x3x5x2xf32>
// CHECK: %[[Y:.*]] = dend.reduce <mean> %[[X]] {axes = array<i64: 1, 2>}
// CHECK-NEXT: return %[[Y]]
func.func @mean(%x: tensor<1x3x5x2xf32>) -> tensor<1x1x1x2xf32> {
  %n = dend.constant dense<0.0666666701> : tensor<1x1x1x1xf32> -> tensor<1x1x1x1xf32>
  %0 = dend.reduce <sum> %x {axes = array<i64: 2>} : (tensor<1x3x5x2xf32>) -> tensor<1x3x1x2xf32>
  %1 = dend.reduce <sum> %0 {axes = array<i64: 1>} : (tensor<1x3x1x2xf32>) -> tensor<1x1x1x2xf32>
  %2 = dend.mul %1, %n : (tensor<1x1x1x2xf32>, tensor<1x1x1x1xf32>) -> tensor<1x1x1x2xf32>
  return %2 : tensor<1x1x1x2xf32>
}

// A sum by another number than theirs.
// CHECK-LABEL: @scaled_sum(
// CHECK: dend.reduce <sum>
// CHECK-NEXT: dend.mul
func.func @scaled_sum(%x: tensor<1x4xf32>) -> tensor<1x1xf32> {
  %n = dend.constant dense<0.2> : tensor<f32> -> tensor<f32>
  %0 = dend.reduce <sum> %x {axes = array<i64: 1>} : (tensor<1x4xf32>) -> tensor<1x1xf32>
  %1 = dend.mul %0, %n : (tensor<1x1xf32>, tensor<f32>) -> tensor<1x1xf32>
  return %1 : tensor<1x1xf32>
}

// Steps that others read stay.
// CHECK-LABEL: @shared_step(
// CHECK-COUNT-2: dend.reduce <max>
func.func @shared_step(%x: tensor<1x3x5xf32>) -> (tensor<1x3x1xf32>, tensor<1x1x1xf32>) {
  %0 = dend.reduce <max> %x {axes = array<i64: 2>} : (tensor<1x3x5xf32>) -> tensor<1x3x1xf32>
  %1 = dend.reduce <max> %0 {axes = array<i64: 1>} : (tensor<1x3x1xf32>) -> tensor<1x1x1xf32>
  return %0, %1 : tensor<1x3x1xf32>, tensor<1x1x1xf32>
}

// What is quantized rounds at every step.
// CHECK-LABEL: @quantized(
// CHECK-COUNT-2: dend.reduce <max>
func.func @quantized(%x: tensor<1x3x5x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x1x1x!quant.uniform<i8:f32, 0.5>> {
  %0 = dend.reduce <max> %x {axes = array<i64: 2>, arithmetic = #dend.arithmetic<native>} : (tensor<1x3x5x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x3x1x!quant.uniform<i8:f32, 0.5>>
  %1 = dend.reduce <max> %0 {axes = array<i64: 1>, arithmetic = #dend.arithmetic<native>} : (tensor<1x3x1x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x1x1x!quant.uniform<i8:f32, 0.5>>
  return %1 : tensor<1x1x1x!quant.uniform<i8:f32, 0.5>>
}
