// RUN: dend-opt %s --kern-form-streams=ram=130 | FileCheck %s
// RUN: dend-opt %s --kern-form-streams=ram=120 | FileCheck %s --check-prefix=LESS
// RUN: not dend-opt %s --kern-form-streams=ram=100 2>&1 | FileCheck %s --check-prefix=LEAST
// RUN: dend-opt %s --kern-form-streams=ram=130 --kern-form-streams | FileCheck %s --check-prefix=FREE

// Under a budget the fastest schedule that fits: the less RAM, the fewer rows in a step, and what that costs is on the module.
// CHECK: module attributes {kern.fastest_arena_size = 136 : i64, kern.fastest_instructions = 1600 : i64, kern.instructions = 2320 : i64}
// CHECK: kern.stream 4
// LESS: kern.stream 2
// FREE: module attributes {kern.instructions = 1600 : i64}
// LEAST: error: expected an arena of at most 100 bytes, found that at least 104 are needed
func.func @main(%x: tensor<1x8x8x1xi8>) -> (tensor<1x8x8x1xi8>, tensor<1x4x4x1xi8>) {
  %y:2 = kern.stream 3 : tensor<1x8x8x1xi8>, tensor<1x4x4x1xi8> {
    %0 = kern.max_pool2d %x {kern.kernel = "max_pool2d_s8", padding = array<i64: 8, 0, 8, 0>, window = array<i64: 9, 1>} : (tensor<1x8x8x1xi8>) -> tensor<1x16x8x1xi8>
    %1 = kern.max_pool2d %0 {kern.kernel = "max_pool2d_s8", strides = array<i64: 2, 1>, window = array<i64: 2, 1>} : (tensor<1x16x8x1xi8>) -> tensor<1x8x8x1xi8>
    %2 = kern.max_pool2d %1 {kern.kernel = "max_pool2d_s8", strides = array<i64: 2, 2>, window = array<i64: 2, 2>} : (tensor<1x8x8x1xi8>) -> tensor<1x4x4x1xi8>
    kern.yield %1, %2 : tensor<1x8x8x1xi8>, tensor<1x4x4x1xi8>
  }
  return %y#0, %y#1 : tensor<1x8x8x1xi8>, tensor<1x4x4x1xi8>
}
