// RUN: dend-opt %s --kern-form-streams --kern-plan-memory --split-input-file | FileCheck %s

// Two branches that are wide in the middle, side by side in the file: one after the other, only one of them is wide at a time, and the
// wider one comes first, where the input lies in it. The reshape goes with what it reshapes.
// CHECK:       kern.arena_size = 48 : i64
// CHECK-LABEL: func.func @main(
// CHECK:         %[[WIDER:.*]] = kern.concat {{.*}} -> tensor<1x40xi8>
// CHECK-NEXT:    %[[FIRST:.*]] = kern.slice %[[WIDER]]
// CHECK-NEXT:    %[[WIDE:.*]] = kern.concat {{.*}} -> tensor<1x32xi8>
// CHECK-NEXT:    %[[ROW:.*]] = kern.reshape %[[WIDE]]
// CHECK-NEXT:    %[[COLUMN:.*]] = kern.slice %[[ROW]]
// CHECK-NEXT:    %[[SECOND:.*]] = kern.reshape %[[COLUMN]]
// CHECK-NEXT:    kern.add %[[SECOND]], %[[FIRST]]
func.func @main(%x: tensor<1x8xi8>) -> tensor<1x8xi8> {
  %0 = kern.concat %x, %x, %x, %x {axis = 1 : i64, kern.kernel = "concat_x8"} : (tensor<1x8xi8>, tensor<1x8xi8>, tensor<1x8xi8>, tensor<1x8xi8>) -> tensor<1x32xi8>
  %row = kern.reshape %0 : (tensor<1x32xi8>) -> tensor<32x1xi8>
  %1 = kern.concat %x, %x, %x, %x, %x {axis = 1 : i64, kern.kernel = "concat_x8"} : (tensor<1x8xi8>, tensor<1x8xi8>, tensor<1x8xi8>, tensor<1x8xi8>, tensor<1x8xi8>) -> tensor<1x40xi8>
  %2 = kern.slice %row {begin = array<i64: 7, 0>, kern.kernel = "slice_x8", steps = array<i64: 1, 1>} : (tensor<32x1xi8>) -> tensor<8x1xi8>
  %3 = kern.slice %1 {begin = array<i64: 0, 7>, kern.kernel = "slice_x8", steps = array<i64: 1, 1>} : (tensor<1x40xi8>) -> tensor<1x8xi8>
  %4 = kern.reshape %2 : (tensor<8x1xi8>) -> tensor<1x8xi8>
  %5 = kern.add %4, %3 {kern.kernel = "add_s8", lhs_multiplier = 1 : i32, max = 127 : i32, min = -128 : i32, offset = 0 : i32, rhs_multiplier = 1 : i32, shift = 0 : i32} : (tensor<1x8xi8>, tensor<1x8xi8>) -> tensor<1x8xi8>
  return %5 : tensor<1x8xi8>
}

// -----

// Where no order needs less, the file's remains.
// CHECK-LABEL: func.func @main(
// CHECK:         kern.slice {{.*}}array<i64: 0, 4>
// CHECK-NEXT:    kern.slice {{.*}}array<i64: 0, 0>
// CHECK-NEXT:    kern.transpose
// CHECK-NEXT:    kern.transpose
func.func @main(%x: tensor<1x8xi8>) -> (tensor<4x1xi8>, tensor<4x1xi8>) {
  %0 = kern.slice %x {begin = array<i64: 0, 4>, kern.kernel = "slice_x8", steps = array<i64: 1, 1>} : (tensor<1x8xi8>) -> tensor<1x4xi8>
  %1 = kern.slice %x {begin = array<i64: 0, 0>, kern.kernel = "slice_x8", steps = array<i64: 1, 1>} : (tensor<1x8xi8>) -> tensor<1x4xi8>
  %2 = kern.transpose %0 {kern.kernel = "transpose_x8", permutation = array<i64: 1, 0>} : (tensor<1x4xi8>) -> tensor<4x1xi8>
  %3 = kern.transpose %1 {kern.kernel = "transpose_x8", permutation = array<i64: 1, 0>} : (tensor<1x4xi8>) -> tensor<4x1xi8>
  return %2, %3 : tensor<4x1xi8>, tensor<4x1xi8>
}
