// RUN: dend-opt %s --kern-lower-to-kern --split-input-file --verify-diagnostics | FileCheck %s

!x = !quant.uniform<i8:f32, 1.0:-3>

// One rounding is `nearest`, two are `tflite`; a shift of at most 31 has no second one.
// CHECK-LABEL: @roundings(
// CHECK: kern.rescale {{.*}}multipliers = [1610612736], shift = 0, zero_point = -3, min = -128, max = 127, rounding = nearest, shifts = [-3]>
// CHECK: kern.rescale {{.*}}multipliers = [1610612736], shift = 0, zero_point = -3, min = -128, max = 127, rounding = tflite, shifts = [-4]>
// CHECK: kern.rescale {{.*}}multipliers = [1610612736], shift = 3, zero_point = -3, min = -128, max = 127, rounding = nearest, shifts = [-1]>
func.func @roundings(%a: tensor<4x!quant.uniform<i8:f32, 0.046875:5>>, %b: tensor<4x!quant.uniform<i8:f32, 1.5:5>>)
    -> (tensor<4x!x>, tensor<4x!x>, tensor<4x!x>) {
  %0 = dend.quantize %a {arithmetic = #dend.arithmetic<tosa_single_round>} : (tensor<4x!quant.uniform<i8:f32, 0.046875:5>>) -> tensor<4x!x>
  %1 = dend.quantize %a {arithmetic = #dend.arithmetic<tosa_double_round>} : (tensor<4x!quant.uniform<i8:f32, 0.046875:5>>) -> tensor<4x!x>
  %2 = dend.quantize %b {arithmetic = #dend.arithmetic<tosa_double_round>} : (tensor<4x!quant.uniform<i8:f32, 1.5:5>>) -> tensor<4x!x>
  return %0, %1, %2 : tensor<4x!x>, tensor<4x!x>, tensor<4x!x>
}

// -----

// Sums of 8 bits are plain ones where no output differs; those of 16 are scaled ones, each operand by its own bits to the left.
!a = !quant.uniform<i8:f32, 524288.0:-3>
!y = !quant.uniform<i8:f32, 1048576.0:5>
!s = !quant.uniform<i16:f32, 16384.0>
!z = !quant.uniform<i16:f32, 65536.0>
// CHECK-LABEL: @sums(
// CHECK: kern.add
// CHECK: kern.scaled_add {{.*}}lhs_multiplier = 1073741824 : i32, lhs_shift = 15 : i32, {{.*}}rounding = tflite, shifts = [-15]>, rhs_multiplier = 1610612736 : i32, rhs_shift = 14 : i32
func.func @sums(%a: tensor<4x!a>, %s: tensor<4x!s>, %t: tensor<4x!quant.uniform<i16:f32, 12288.0>>) -> (tensor<4x!y>, tensor<4x!z>) {
  %0 = dend.add %a, %a {arithmetic = #dend.arithmetic<tosa_double_round>} : (tensor<4x!a>, tensor<4x!a>) -> tensor<4x!y>
  %1 = dend.add %s, %t {arithmetic = #dend.arithmetic<tosa_double_round>}
    : (tensor<4x!s>, tensor<4x!quant.uniform<i16:f32, 12288.0>>) -> tensor<4x!z>
  return %0, %1 : tensor<4x!y>, tensor<4x!z>
}

// -----

// A mean by TOSA's reciprocals of 1 to 4.
!x = !quant.uniform<i8:f32, 1.0:-3>
// CHECK-LABEL: @mean(
// CHECK: multipliers = [1073741825, 1073741825, 1431655766, 1073741825], shift = 3, zero_point = -3, min = -128, max = 127, rounding = nearest, shifts = [-1, -2, -3, -3]>
func.func @mean(%x: tensor<1x4x4x1x!x>) -> tensor<1x3x3x1x!x> {
  %0 = dend.average_pool2d %x {window = array<i64: 2, 2>, strides = array<i64: 2, 2>, padding = array<i64: 1, 1, 1, 1>,
      arithmetic = #dend.arithmetic<tosa_single_round>} : (tensor<1x4x4x1x!x>) -> tensor<1x3x3x1x!x>
  return %0 : tensor<1x3x3x1x!x>
}

// -----

// Low bits of a multiplier that a shift beyond a zero point's room leaves behind may count.
!x = !quant.uniform<i16:f32, 1.1e-9>
!y = !quant.uniform<i16:f32, 1.0:32000>
// CHECK-LABEL: @far_to_the_right(
// CHECK: kern.rescale {{.*}}multipliers = [154811], {{.*}}shifts = [-15]>
func.func @far_to_the_right(%x: tensor<4x!x>) -> tensor<4x!y> {
  %0 = dend.quantize %x {arithmetic = #dend.arithmetic<tosa_single_round>} : (tensor<4x!x>) -> tensor<4x!y>
  return %0 : tensor<4x!y>
}

// -----

// Nothing is computed in floats instead.
!x = !quant.uniform<i16:f32, 16777216.0>
func.func @sum_beyond_32_bits(%x: tensor<4x!x>) -> tensor<4x!x> {
  // expected-error @below {{expected sums that a multiplier of 32 bits rescales exactly, found sums up to 1.099512e+12}}
  %0 = dend.add %x, %x {arithmetic = #dend.arithmetic<tosa_single_round>} : (tensor<4x!x>, tensor<4x!x>) -> tensor<4x!x>
  return %0 : tensor<4x!x>
}

// -----

!x = !quant.uniform<i16:f32, 1.0:-32768>
!y = !quant.uniform<i16:f32, 0.25>
func.func @product_beyond_32_bits(%x: tensor<4x!x>) -> tensor<4x!y> {
  // expected-error @below {{expected sums that a multiplier of 32 bits rescales exactly, found sums up to 4.294836e+09}}
  %0 = dend.mul %x, %x {arithmetic = #dend.arithmetic<tosa_single_round>} : (tensor<4x!x>, tensor<4x!x>) -> tensor<4x!y>
  return %0 : tensor<4x!y>
}

// -----

!x = !quant.uniform<i8:f32, 1.0:-3>
func.func @layer_beyond_32_bits(%x: tensor<1x2x!x>) -> tensor<1x1x!x> {
  %w = dend.constant dense<1> : tensor<1x2xi8> -> tensor<1x2x!quant.uniform<i8:f32, 4.0>>
  %b = dend.constant dense<2000000000> : tensor<1xi32> -> tensor<1x!quant.uniform<i32:f32, 4.0>>
  // expected-error @below {{expected sums that a multiplier of 32 bits rescales exactly, found sums up to 2.000000e+09 to be multiplied by 4.000000e+00}}
  %0 = dend.dense %x, %w bias %b {arithmetic = #dend.arithmetic<tosa_single_round>}
    : (tensor<1x2x!x>, tensor<1x2x!quant.uniform<i8:f32, 4.0>>, tensor<1x!quant.uniform<i32:f32, 4.0>>) -> tensor<1x1x!x>
  return %0 : tensor<1x1x!x>
}
