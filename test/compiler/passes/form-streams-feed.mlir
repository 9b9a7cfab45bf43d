// RUN: dend-opt %s "--kern-form-streams=feed-input ram=120" --kern-plan-memory --split-input-file --verify-diagnostics | FileCheck %s

// An input that is fed by rows: the layers that read it are one stream, and it keeps as many rows as they need.
// CHECK-LABEL: func.func @main(
// CHECK-SAME:    kern.input_rows = 16 : i64, {{.*}}kern.ring_rows = 3 : i64
// CHECK:         kern.stream 1 attributes {kern.scratch_offset
// CHECK:           kern.max_pool2d {{.*}}kern.pace
// CHECK:           kern.max_pool2d
func.func @main(%x: tensor<16x8xi8>) -> tensor<1x8x8x1xi8> {
  %image = kern.reshape %x : (tensor<16x8xi8>) -> tensor<1x16x8x1xi8>
  %0 = kern.max_pool2d %image {kern.kernel = "max_pool2d_s8", padding = array<i64: 1, 1, 1, 1>, window = array<i64: 3, 3>} : (tensor<1x16x8x1xi8>) -> tensor<1x16x8x1xi8>
  %1 = kern.max_pool2d %0 {kern.kernel = "max_pool2d_s8", strides = array<i64: 2, 1>, window = array<i64: 2, 1>} : (tensor<1x16x8x1xi8>) -> tensor<1x8x8x1xi8>
  return %1 : tensor<1x8x8x1xi8>
}

// -----

// A single layer is a stream, too.
// CHECK-LABEL: func.func @main(
// CHECK-SAME:    kern.input_rows = 16 : i64, {{.*}}kern.ring_rows = 4 : i64
func.func @main(%x: tensor<1x16x8x1xi8>) -> tensor<1x8x8x1xi8> {
  %0 = kern.max_pool2d %x {kern.kernel = "max_pool2d_s8", strides = array<i64: 2, 1>, window = array<i64: 2, 1>} : (tensor<1x16x8x1xi8>) -> tensor<1x8x8x1xi8>
  return %0 : tensor<1x8x8x1xi8>
}

// -----

func.func @main(%x: tensor<1x4x4x1xi8>) -> tensor<1x4x4x1xi8> {
  // expected-error@+1 {{expected layers that compute one row after the other from the input on, to feed it by rows, found 'transpose'}}
  %0 = kern.transpose %x {kern.kernel = "transpose_x8", permutation = array<i64: 0, 2, 1, 3>} : (tensor<1x4x4x1xi8>) -> tensor<1x4x4x1xi8>
  return %0 : tensor<1x4x4x1xi8>
}

// -----

// expected-error@+1 {{expected one input to feed by rows, found 2}}
func.func @main(%x: tensor<1x4x4x1xi8>, %y: tensor<1x4x4x1xi8>) -> tensor<1x4x4x1xi8> {
  %0 = kern.max_pool2d %x {kern.kernel = "max_pool2d_s8", padding = array<i64: 1, 1, 1, 1>, window = array<i64: 3, 3>} : (tensor<1x4x4x1xi8>) -> tensor<1x4x4x1xi8>
  return %0 : tensor<1x4x4x1xi8>
}

// -----

// What rows of the input are needed for is not computed in patches.
func.func @main(%x: tensor<1x8x64x1xi8>) -> tensor<1x4x4x1xi8> {
  // expected-error@+1 {{expected an arena of at most 120 bytes, found that at least 412 are needed, while this layer is computed together with those up to 'last' as rows of the input come}}
  %0 = kern.max_pool2d %x {kern.kernel = "max_pool2d_s8", padding = array<i64: 1, 1, 1, 1>, window = array<i64: 3, 3>} : (tensor<1x8x64x1xi8>) -> tensor<1x8x64x1xi8>
  %1 = kern.max_pool2d %0 {kern.kernel = "max_pool2d_s8", strides = array<i64: 2, 16>, window = array<i64: 3, 16>, padding = array<i64: 1, 0, 0, 0>} : (tensor<1x8x64x1xi8>) -> tensor<1x4x4x1xi8> loc("last")
  return %1 : tensor<1x4x4x1xi8>
}
