// RUN: dend-opt %s --dend-recognize-functions | FileCheck %s

// The example of the pass's description.
// CHECK-LABEL: @silu(
// CHECK-SAME: %[[X:[a-z0-9]+]]: tensor<1x4xf32>
// CHECK: %[[Y:.*]] = dend.unary <silu> %[[X]]
// CHECK-NEXT: return %[[Y]]
func.func @silu(%x: tensor<1x4xf32>) -> tensor<1x4xf32> {
  %1 = dend.unary <sigmoid> %x : (tensor<1x4xf32>) -> tensor<1x4xf32>
  %2 = dend.mul %x, %1 : (tensor<1x4xf32>, tensor<1x4xf32>) -> tensor<1x4xf32>
  return %2 : tensor<1x4xf32>
}

// As exporters before opset 20 write it.
// CHECK-LABEL: @gelu(
// CHECK-SAME: %[[X:[a-z0-9]+]]: tensor<1x4xf32>
// CHECK: %[[Y:.*]] = dend.unary <gelu> %[[X]]
// CHECK-NEXT: return %[[Y]]
func.func @gelu(%x: tensor<1x4xf32>) -> tensor<1x4xf32> {
  %c1 = dend.constant dense<1.41421354> : tensor<f32> -> tensor<f32>
  %2 = dend.div %x, %c1 : (tensor<1x4xf32>, tensor<f32>) -> tensor<1x4xf32>
  %3 = dend.unary <erf> %2 : (tensor<1x4xf32>) -> tensor<1x4xf32>
  %c4 = dend.constant dense<1.0> : tensor<f32> -> tensor<f32>
  %5 = dend.add %3, %c4 : (tensor<1x4xf32>, tensor<f32>) -> tensor<1x4xf32>
  %6 = dend.mul %x, %5 : (tensor<1x4xf32>, tensor<1x4xf32>) -> tensor<1x4xf32>
  %c7 = dend.constant dense<0.5> : tensor<f32> -> tensor<f32>
  %8 = dend.mul %6, %c7 : (tensor<1x4xf32>, tensor<f32>) -> tensor<1x4xf32>
  return %8 : tensor<1x4xf32>
}

// The approximation by tanh, x cubed as a power.
// CHECK-LABEL: @gelu_tanh(
// CHECK-SAME: %[[X:[a-z0-9]+]]: tensor<1x4xf32>
// CHECK: %[[Y:.*]] = dend.unary <gelu_tanh> %[[X]]
// CHECK-NEXT: return %[[Y]]
func.func @gelu_tanh(%x: tensor<1x4xf32>) -> tensor<1x4xf32> {
  %c1 = dend.constant dense<0.5> : tensor<f32> -> tensor<f32>
  %2 = dend.mul %x, %c1 : (tensor<1x4xf32>, tensor<f32>) -> tensor<1x4xf32>
  %c3 = dend.constant dense<3.0> : tensor<f32> -> tensor<f32>
  %4 = dend.pow %x, %c3 : (tensor<1x4xf32>, tensor<f32>) -> tensor<1x4xf32>
  %c5 = dend.constant dense<0.044715> : tensor<f32> -> tensor<f32>
  %6 = dend.mul %4, %c5 : (tensor<1x4xf32>, tensor<f32>) -> tensor<1x4xf32>
  %7 = dend.add %x, %6 : (tensor<1x4xf32>, tensor<1x4xf32>) -> tensor<1x4xf32>
  %c8 = dend.constant dense<0.797884583> : tensor<f32> -> tensor<f32>
  %9 = dend.mul %7, %c8 : (tensor<1x4xf32>, tensor<f32>) -> tensor<1x4xf32>
  %10 = dend.unary <tanh> %9 : (tensor<1x4xf32>) -> tensor<1x4xf32>
  %c11 = dend.constant dense<1.0> : tensor<f32> -> tensor<f32>
  %12 = dend.add %10, %c11 : (tensor<1x4xf32>, tensor<f32>) -> tensor<1x4xf32>
  %13 = dend.mul %2, %12 : (tensor<1x4xf32>, tensor<1x4xf32>) -> tensor<1x4xf32>
  return %13 : tensor<1x4xf32>
}

// As exporters before opset 14 write it.
// CHECK-LABEL: @hard_swish(
// CHECK-SAME: %[[X:[a-z0-9]+]]: tensor<1x4xf32>
// CHECK: %[[Y:.*]] = dend.unary <hard_swish> %[[X]]
// CHECK-NEXT: return %[[Y]]
func.func @hard_swish(%x: tensor<1x4xf32>) -> tensor<1x4xf32> {
  %c1 = dend.constant dense<3.0> : tensor<f32> -> tensor<f32>
  %2 = dend.add %x, %c1 : (tensor<1x4xf32>, tensor<f32>) -> tensor<1x4xf32>
  %3 = dend.unary <clip, 0.0, 6.0> %2 : (tensor<1x4xf32>) -> tensor<1x4xf32>
  %4 = dend.mul %x, %3 : (tensor<1x4xf32>, tensor<1x4xf32>) -> tensor<1x4xf32>
  %c5 = dend.constant dense<6.0> : tensor<f32> -> tensor<f32>
  %6 = dend.div %4, %c5 : (tensor<1x4xf32>, tensor<f32>) -> tensor<1x4xf32>
  return %6 : tensor<1x4xf32>
}

// Parameters are read off: relu6(x + 3) / 6.
// CHECK-LABEL: @hard_sigmoid(
// CHECK-SAME: %[[X:[a-z0-9]+]]: tensor<1x4xf32>
// CHECK: %[[Y:.*]] = dend.unary <hard_sigmoid, {{0.1666666[0-9]+, 5.000000e-01}}> %[[X]]
// CHECK-NEXT: return %[[Y]]
func.func @hard_sigmoid(%x: tensor<1x4xf32>) -> tensor<1x4xf32> {
  %c1 = dend.constant dense<3.0> : tensor<f32> -> tensor<f32>
  %2 = dend.add %x, %c1 : (tensor<1x4xf32>, tensor<f32>) -> tensor<1x4xf32>
  %3 = dend.unary <clip, 0.0, 6.0> %2 : (tensor<1x4xf32>) -> tensor<1x4xf32>
  %c4 = dend.constant dense<0.166666672> : tensor<f32> -> tensor<f32>
  %5 = dend.mul %3, %c4 : (tensor<1x4xf32>, tensor<f32>) -> tensor<1x4xf32>
  return %5 : tensor<1x4xf32>
}

// Two relus, one of the negated value.
// CHECK-LABEL: @leaky_relu(
// CHECK-SAME: %[[X:[a-z0-9]+]]: tensor<1x4xf32>
// CHECK: %[[Y:.*]] = dend.unary <leaky_relu, 2.500000e-01> %[[X]]
// CHECK-NEXT: return %[[Y]]
func.func @leaky_relu(%x: tensor<1x4xf32>) -> tensor<1x4xf32> {
  %1 = dend.unary <relu> %x : (tensor<1x4xf32>) -> tensor<1x4xf32>
  %2 = dend.unary <neg> %x : (tensor<1x4xf32>) -> tensor<1x4xf32>
  %3 = dend.unary <relu> %2 : (tensor<1x4xf32>) -> tensor<1x4xf32>
  %c4 = dend.constant dense<0.25> : tensor<f32> -> tensor<f32>
  %5 = dend.mul %3, %c4 : (tensor<1x4xf32>, tensor<f32>) -> tensor<1x4xf32>
  %6 = dend.sub %1, %5 : (tensor<1x4xf32>, tensor<1x4xf32>) -> tensor<1x4xf32>
  return %6 : tensor<1x4xf32>
}

// max(x, x / 4).
// CHECK-LABEL: @leaky_relu_max(
// CHECK-SAME: %[[X:[a-z0-9]+]]: tensor<1x4xf32>
// CHECK: %[[Y:.*]] = dend.unary <leaky_relu, 2.500000e-01> %[[X]]
// CHECK-NEXT: return %[[Y]]
func.func @leaky_relu_max(%x: tensor<1x4xf32>) -> tensor<1x4xf32> {
  %c1 = dend.constant dense<0.25> : tensor<f32> -> tensor<f32>
  %2 = dend.mul %x, %c1 : (tensor<1x4xf32>, tensor<f32>) -> tensor<1x4xf32>
  %3 = dend.maximum %x, %2 : (tensor<1x4xf32>, tensor<1x4xf32>) -> tensor<1x4xf32>
  return %3 : tensor<1x4xf32>
}

// 2 * sigmoid(2 * x) - 1.
// CHECK-LABEL: @tanh(
// CHECK-SAME: %[[X:[a-z0-9]+]]: tensor<1x4xf32>
// CHECK: %[[Y:.*]] = dend.unary <tanh> %[[X]]
// CHECK-NEXT: return %[[Y]]
func.func @tanh(%x: tensor<1x4xf32>) -> tensor<1x4xf32> {
  %c1 = dend.constant dense<2.0> : tensor<f32> -> tensor<f32>
  %2 = dend.mul %x, %c1 : (tensor<1x4xf32>, tensor<f32>) -> tensor<1x4xf32>
  %3 = dend.unary <sigmoid> %2 : (tensor<1x4xf32>) -> tensor<1x4xf32>
  %c4 = dend.constant dense<2.0> : tensor<f32> -> tensor<f32>
  %5 = dend.mul %3, %c4 : (tensor<1x4xf32>, tensor<f32>) -> tensor<1x4xf32>
  %c6 = dend.constant dense<1.0> : tensor<f32> -> tensor<f32>
  %7 = dend.sub %5, %c6 : (tensor<1x4xf32>, tensor<f32>) -> tensor<1x4xf32>
  return %7 : tensor<1x4xf32>
}

// x * tanh(log(1 + exp(x))), which overflows where mish does not.
// CHECK-LABEL: @mish(
// CHECK-SAME: %[[X:[a-z0-9]+]]: tensor<1x4xf32>
// CHECK: %[[Y:.*]] = dend.unary <mish> %[[X]]
// CHECK-NEXT: return %[[Y]]
func.func @mish(%x: tensor<1x4xf32>) -> tensor<1x4xf32> {
  %1 = dend.unary <exp> %x : (tensor<1x4xf32>) -> tensor<1x4xf32>
  %c2 = dend.constant dense<1.0> : tensor<f32> -> tensor<f32>
  %3 = dend.add %1, %c2 : (tensor<1x4xf32>, tensor<f32>) -> tensor<1x4xf32>
  %4 = dend.unary <log> %3 : (tensor<1x4xf32>) -> tensor<1x4xf32>
  %5 = dend.unary <tanh> %4 : (tensor<1x4xf32>) -> tensor<1x4xf32>
  %6 = dend.mul %x, %5 : (tensor<1x4xf32>, tensor<1x4xf32>) -> tensor<1x4xf32>
  return %6 : tensor<1x4xf32>
}

// x / (1 + |x|).
// CHECK-LABEL: @softsign(
// CHECK-SAME: %[[X:[a-z0-9]+]]: tensor<1x4xf32>
// CHECK: %[[Y:.*]] = dend.unary <softsign> %[[X]]
// CHECK-NEXT: return %[[Y]]
func.func @softsign(%x: tensor<1x4xf32>) -> tensor<1x4xf32> {
  %1 = dend.unary <abs> %x : (tensor<1x4xf32>) -> tensor<1x4xf32>
  %c2 = dend.constant dense<1.0> : tensor<f32> -> tensor<f32>
  %3 = dend.add %1, %c2 : (tensor<1x4xf32>, tensor<f32>) -> tensor<1x4xf32>
  %4 = dend.div %x, %3 : (tensor<1x4xf32>, tensor<1x4xf32>) -> tensor<1x4xf32>
  return %4 : tensor<1x4xf32>
}

// The variable is found where the formula ends, not where elementwise ops do.
// CHECK-LABEL: @inner_variable(
// CHECK-SAME: %[[X:[a-z0-9]+]]: tensor<1x4xf32>
// CHECK: %[[RELU:.*]] = dend.unary <relu> %[[X]]
// CHECK-NEXT: %[[Y:.*]] = dend.unary <silu> %[[RELU]]
// CHECK-NEXT: return %[[Y]]
func.func @inner_variable(%x: tensor<1x4xf32>) -> tensor<1x4xf32> {
  %1 = dend.unary <relu> %x : (tensor<1x4xf32>) -> tensor<1x4xf32>
  %2 = dend.unary <sigmoid> %1 : (tensor<1x4xf32>) -> tensor<1x4xf32>
  %3 = dend.mul %1, %2 : (tensor<1x4xf32>, tensor<1x4xf32>) -> tensor<1x4xf32>
  return %3 : tensor<1x4xf32>
}

// Not silu: it is limited far out. Not gelu: another constant.
// CHECK-LABEL: @limited(
// CHECK-SAME: %[[X:[a-z0-9]+]]: tensor<1x4xf32>
// CHECK: dend.unary <clip
// CHECK: dend.add
// CHECK-NOT: dend.unary <gelu>
// CHECK: return
func.func @limited(%x: tensor<1x4xf32>) -> tensor<1x4xf32> {
  %1 = dend.unary <sigmoid> %x : (tensor<1x4xf32>) -> tensor<1x4xf32>
  %2 = dend.mul %x, %1 : (tensor<1x4xf32>, tensor<1x4xf32>) -> tensor<1x4xf32>
  %3 = dend.unary <clip, -1.0, 9000.0> %2 : (tensor<1x4xf32>) -> tensor<1x4xf32>
  %c4 = dend.constant dense<0.7071> : tensor<f32> -> tensor<f32>
  %5 = dend.mul %x, %c4 : (tensor<1x4xf32>, tensor<f32>) -> tensor<1x4xf32>
  %6 = dend.unary <erf> %5 : (tensor<1x4xf32>) -> tensor<1x4xf32>
  %c7 = dend.constant dense<1.0> : tensor<f32> -> tensor<f32>
  %8 = dend.add %6, %c7 : (tensor<1x4xf32>, tensor<f32>) -> tensor<1x4xf32>
  %9 = dend.mul %x, %8 : (tensor<1x4xf32>, tensor<1x4xf32>) -> tensor<1x4xf32>
  %c10 = dend.constant dense<0.5> : tensor<f32> -> tensor<f32>
  %11 = dend.mul %9, %c10 : (tensor<1x4xf32>, tensor<f32>) -> tensor<1x4xf32>
  %12 = dend.add %3, %11 : (tensor<1x4xf32>, tensor<1x4xf32>) -> tensor<1x4xf32>
  return %12 : tensor<1x4xf32>
}

// A gate: two variables.
// CHECK-LABEL: @two_variables(
// CHECK-SAME: %[[X:[a-z0-9]+]]: tensor<1x4xf32>
// CHECK: dend.unary <sigmoid>
// CHECK-NEXT: dend.mul
// CHECK-NEXT: return
func.func @two_variables(%x: tensor<1x4xf32>, %g: tensor<1x4xf32>) -> tensor<1x4xf32> {
  %1 = dend.unary <sigmoid> %g : (tensor<1x4xf32>) -> tensor<1x4xf32>
  %2 = dend.mul %x, %1 : (tensor<1x4xf32>, tensor<1x4xf32>) -> tensor<1x4xf32>
  return %2 : tensor<1x4xf32>
}

// Constants that differ between elements are no function of one variable.
// CHECK-LABEL: @constants_per_element(
// CHECK: dend.mul
// CHECK-NEXT: dend.unary <sigmoid>
// CHECK-NEXT: dend.mul
// CHECK-NEXT: return
func.func @constants_per_element(%x: tensor<1x4xf32>) -> tensor<1x4xf32> {
  %c = dend.constant dense<[1.0, 1.0, 1.0, 2.0]> : tensor<4xf32> -> tensor<4xf32>
  %0 = dend.mul %x, %c : (tensor<1x4xf32>, tensor<4xf32>) -> tensor<1x4xf32>
  %1 = dend.unary <sigmoid> %0 : (tensor<1x4xf32>) -> tensor<1x4xf32>
  %2 = dend.mul %x, %1 : (tensor<1x4xf32>, tensor<1x4xf32>) -> tensor<1x4xf32>
  return %2 : tensor<1x4xf32>
}
