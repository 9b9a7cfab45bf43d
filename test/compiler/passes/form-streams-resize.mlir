// RUN: dend-opt %s "--kern-form-streams=ram=400 io-in-arena=false" --kern-plan-memory=io-in-arena=false | FileCheck %s

// An image that is enlarged exists a few rows at a time: of its input the rows that lie around those of a step are read, be it between
// its rows or at them.
// CHECK-LABEL: func.func @main(
// CHECK:         kern.stream 1
// CHECK:           kern.max_pool2d {{.*}}kern.ring_rows = 3 : i64
// CHECK:           kern.resize_bilinear {{.*}}kern.ring_rows = 3 : i64
// CHECK:           kern.max_pool2d
func.func @main(%x: tensor<1x16x16x4xi8>) -> tensor<1x8x4x4xi8> {
  %0 = kern.max_pool2d %x {kern.kernel = "max_pool2d_s8", padding = array<i64: 1, 1, 1, 1>, strides = array<i64: 2, 2>, window = array<i64: 3, 3>} : (tensor<1x16x16x4xi8>) -> tensor<1x8x8x4xi8>
  %1 = kern.resize_bilinear %0 {kern.kernel = "resize_bilinear_s8",
      rows = array<f32: 0.0, 0.25, 0.75, 1.25, 1.75, 2.25, 2.75, 3.25, 3.75, 4.25, 4.75, 5.25, 5.75, 6.25, 6.75, 7.0>,
      columns = array<f32: 0.0, 0.0, 1.0, 1.0, 2.0, 2.0, 3.0, 3.0, 4.0, 4.0, 5.0, 5.0, 6.0, 6.0, 7.0, 7.0>}
    : (tensor<1x8x8x4xi8>) -> tensor<1x16x16x4xi8>
  %2 = kern.max_pool2d %1 {kern.kernel = "max_pool2d_s8", strides = array<i64: 2, 4>, window = array<i64: 3, 4>, padding = array<i64: 1, 0, 0, 0>} : (tensor<1x16x16x4xi8>) -> tensor<1x8x4x4xi8>
  return %2 : tensor<1x8x4x4xi8>
}
