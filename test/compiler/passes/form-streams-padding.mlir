// RUN: dend-opt %s --kern-form-streams --split-input-file | FileCheck %s

#m4 = #kern.target<name = "m4", core = "cortex-m4", isa = ["thumb2", "dsp"], flash = 0, ram = 0, alignment = 16>
#eight = #kern.requant<multipliers = [1, 1, 1, 1, 1, 1, 1, 1], shift = 0, zero_point = 0, min = -128, max = 127>

// A third of the windows reach beyond the input: a copy of few bytes is worth it.
// CHECK-LABEL: func.func @main(
// CHECK:         kern.conv2d {{.*}}kern.padded_rows = 1 : i64
module attributes {kern.target = #m4} {
  func.func @main(%x: tensor<1x12x12x1xi8>) -> tensor<1x12x12x8xi8> {
    %0 = kern.conv2d %x {kern.kernel = "conv2d_s8_wide", weights = dense<1> : tensor<8x3x3x1xi8>, bias = dense<0> : tensor<8xi32>, requant = #eight,
      padding = array<i64: 1, 1, 1, 1>} : (tensor<1x12x12x1xi8>) -> tensor<1x12x12x8xi8>
    return %0 : tensor<1x12x12x8xi8>
  }
}

// -----

#m4 = #kern.target<name = "m4", core = "cortex-m4", isa = ["thumb2", "dsp"], flash = 0, ram = 0, alignment = 16>
#eight = #kern.requant<multipliers = [1, 1, 1, 1, 1, 1, 1, 1], shift = 0, zero_point = 0, min = -128, max = 127>

// Positions go in pairs: where rows have an odd number of them, those of two rows together.
// CHECK-LABEL: func.func @main(
// CHECK:         kern.conv2d {{.*}}kern.padded_rows = 2 : i64
module attributes {kern.target = #m4} {
  func.func @main(%x: tensor<1x11x11x1xi8>) -> tensor<1x11x11x8xi8> {
    %0 = kern.conv2d %x {kern.kernel = "conv2d_s8_wide", weights = dense<1> : tensor<8x3x3x1xi8>, bias = dense<0> : tensor<8xi32>, requant = #eight,
      padding = array<i64: 1, 1, 1, 1>} : (tensor<1x11x11x1xi8>) -> tensor<1x11x11x8xi8>
    return %0 : tensor<1x11x11x8xi8>
  }
}

// -----

#m4 = #kern.target<name = "m4", core = "cortex-m4", isa = ["thumb2", "dsp"], flash = 0, ram = 0, alignment = 16>
#eight = #kern.requant<multipliers = [1, 1, 1, 1, 1, 1, 1, 1], shift = 0, zero_point = 0, min = -128, max = 127>

// Not without padding, in layouts that have no columns, or where a copy would be large.
// CHECK-LABEL: func.func @main(
// CHECK-NOT:     kern.padded_rows
module attributes {kern.target = #m4} {
  func.func @main(%x: tensor<1x14x14x1xi8>) -> tensor<1x12x12x8xi8> {
    %0 = kern.conv2d %x {kern.kernel = "conv2d_s8_wide", weights = dense<1> : tensor<8x3x3x1xi8>, bias = dense<0> : tensor<8xi32>, requant = #eight}
      : (tensor<1x14x14x1xi8>) -> tensor<1x12x12x8xi8>
    %1 = kern.conv2d %0 {kern.kernel = "conv2d_s8_narrow", weights = dense<1> : tensor<8x3x3x8xi8>, bias = dense<0> : tensor<8xi32>, requant = #eight,
      padding = array<i64: 1, 1, 1, 1>} : (tensor<1x12x12x8xi8>) -> tensor<1x12x12x8xi8>
    %2 = kern.conv2d %1 {kern.kernel = "conv2d_s8_wide", weights = dense<1> : tensor<8x5x5x8xi8>, bias = dense<0> : tensor<8xi32>, requant = #eight,
      padding = array<i64: 2, 2, 2, 2>} : (tensor<1x12x12x8xi8>) -> tensor<1x12x12x8xi8>
    return %2 : tensor<1x12x12x8xi8>
  }
}

// -----

#m4 = #kern.target<name = "m4", core = "cortex-m4", isa = ["thumb2", "dsp"], flash = 0, ram = 0, alignment = 16>
#eight = #kern.requant<multipliers = [1, 1, 1, 1, 1, 1, 1, 1], shift = 0, zero_point = 0, min = -128, max = 127>

// Of the second layer few windows reach beyond the input: not worth more RAM.
// CHECK-LABEL: func.func @main(
// CHECK:         kern.padded_rows = 1 : i64
// CHECK-NOT:     kern.padded_rows
module attributes {kern.target = #m4} {
  func.func @main(%x: tensor<1x12x12x1xi8>) -> tensor<1x6x5x8xi8> {
    %0 = kern.conv2d %x {kern.kernel = "conv2d_s8_wide", weights = dense<1> : tensor<8x3x3x1xi8>, bias = dense<0> : tensor<8xi32>, requant = #eight,
      padding = array<i64: 1, 1, 1, 1>} : (tensor<1x12x12x1xi8>) -> tensor<1x12x12x8xi8>
    %1 = kern.conv2d %0 {kern.kernel = "conv2d_s8_wide", weights = dense<1> : tensor<8x2x4x8xi8>, bias = dense<0> : tensor<8xi32>, requant = #eight,
      padding = array<i64: 0, 1, 0, 0>, strides = array<i64: 2, 2>} : (tensor<1x12x12x8xi8>) -> tensor<1x6x5x8xi8>
    return %1 : tensor<1x6x5x8xi8>
  }
}
