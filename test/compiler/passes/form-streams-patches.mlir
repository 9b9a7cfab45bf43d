// RUN: dend-opt %s "--kern-form-streams=ram=330 io-in-arena=false" | FileCheck %s --check-prefix=STREAM
// RUN: dend-opt %s "--kern-form-streams=ram=150 io-in-arena=false" --kern-plan-memory | FileCheck %s
// RUN: dend-opt %s "--kern-form-streams=ram=150 io-in-arena=false" "--kern-form-streams=ram=330 io-in-arena=false" | FileCheck %s --check-prefix=STREAM
// RUN: not dend-opt %s "--kern-form-streams=ram=1 io-in-arena=false" 2>&1 | FileCheck %s --check-prefix=LEAST

// Patches are tried only where no stream of whole rows fits; those of rings are as narrow as the widest patch. Another budget, another schedule.
// STREAM: kern.stream
// STREAM-NOT: patches
// CHECK: kern.stream 1 patches 2 :
// CHECK: kern.max_pool2d {{.*}}kern.ring_rows = 3 : i64, kern.row_size = 34 : i64
// CHECK: kern.max_pool2d {{.*}}kern.ring_rows = 1 : i64, kern.row_size = 33 : i64
// LEAST: error: expected an arena of at most 1 bytes, found that at least {{[0-9]+}} are needed, while this layer is computed together with those up to 'last' in {{[0-9]+}} patches
func.func @main(%x: tensor<1x8x64x1xi8>) -> tensor<1x4x64x1xi8> {
  %0 = kern.max_pool2d %x {kern.kernel = "max_pool2d_s8", padding = array<i64: 1, 1, 1, 1>, window = array<i64: 3, 3>} : (tensor<1x8x64x1xi8>) -> tensor<1x8x64x1xi8>
  %1 = kern.max_pool2d %0 {kern.kernel = "max_pool2d_s8", padding = array<i64: 1, 1, 1, 1>, window = array<i64: 3, 3>} : (tensor<1x8x64x1xi8>) -> tensor<1x8x64x1xi8>
  %2 = kern.max_pool2d %1 {kern.kernel = "max_pool2d_s8", padding = array<i64: 0, 1, 0, 1>, strides = array<i64: 2, 1>, window = array<i64: 2, 3>} : (tensor<1x8x64x1xi8>) -> tensor<1x4x64x1xi8> loc("last")
  return %2 : tensor<1x4x64x1xi8>
}
