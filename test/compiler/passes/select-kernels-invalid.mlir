// RUN: dend-opt %s --kern-select-kernels --split-input-file --verify-diagnostics

func.func @axes_of_a_transpose(%x: tensor<2x3x2x3x2x3x2xi8>) -> tensor<2x3x2x3x2x3x2xi8> {
  // expected-error@+1 {{'kern.transpose' op expected at most 6 axes where neighbours that are walked alike count as one, found 7}}
  %0 = kern.transpose %x {permutation = array<i64: 6, 5, 4, 3, 2, 1, 0>} : (tensor<2x3x2x3x2x3x2xi8>) -> tensor<2x3x2x3x2x3x2xi8>
  return %0 : tensor<2x3x2x3x2x3x2xi8>
}

// -----

func.func @axes_of_a_sum(%x: tensor<2x3x2x3x2x3x2xf32>, %y: tensor<2x1x2x1x2x1x2xf32>) -> tensor<2x3x2x3x2x3x2xf32> {
  // expected-error@+1 {{'kern.float_binary' op expected at most 6 axes where neighbours that are walked alike count as one, found 7}}
  %0 = kern.float_binary %x, %y {kind = #kern.binary<add>} : (tensor<2x3x2x3x2x3x2xf32>, tensor<2x1x2x1x2x1x2xf32>) -> tensor<2x3x2x3x2x3x2xf32>
  return %0 : tensor<2x3x2x3x2x3x2xf32>
}

// -----

func.func @axes_of_a_slice(%x: tensor<4x4x4x4x4x4x4xi16>) -> tensor<2x2x2x2x2x2x2xi16> {
  // expected-error@+1 {{'kern.slice' op expected at most 6 axes where neighbours that are walked alike count as one, found 7}}
  %0 = kern.slice %x {begin = array<i64: 0, 0, 0, 0, 0, 0, 0>, steps = array<i64: 2, 2, 2, 2, 2, 2, 2>} : (tensor<4x4x4x4x4x4x4xi16>) -> tensor<2x2x2x2x2x2x2xi16>
  return %0 : tensor<2x2x2x2x2x2x2xi16>
}

// -----

func.func @axes_of_a_pad(%x: tensor<2x2x2x2x2x2x2xi8>) -> tensor<3x3x3x3x3x3x3xi8> {
  // expected-error@+1 {{'kern.pad' op expected at most 6 axes where neighbours that are walked alike count as one, found 7}}
  %0 = kern.pad %x {low = array<i64: 1, 1, 1, 1, 1, 1, 1>, high = array<i64: 0, 0, 0, 0, 0, 0, 0>, value = 0 : i8} : (tensor<2x2x2x2x2x2x2xi8>) -> tensor<3x3x3x3x3x3x3xi8>
  return %0 : tensor<3x3x3x3x3x3x3xi8>
}

// -----

func.func @axes_of_a_reduction(%x: tensor<2x2x2x2x2x2x2xf32>) -> tensor<1x2x1x2x1x2x1xf32> {
  // expected-error@+1 {{'kern.reduce' op expected at most 3 kept and as many reduced axes where neighbours of one kind count as one, found 3 and 4}}
  %0 = kern.reduce %x {kind = #dend.reduction<max>, axes = array<i64: 0, 2, 4, 6>} : (tensor<2x2x2x2x2x2x2xf32>) -> tensor<1x2x1x2x1x2x1xf32>
  return %0 : tensor<1x2x1x2x1x2x1xf32>
}
