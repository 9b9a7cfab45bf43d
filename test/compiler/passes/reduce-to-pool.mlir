// RUN: dend-opt %s --dend-reduce-to-pool | FileCheck %s

// The example of the pass's description; a maximum.
// CHECK-LABEL: @images(
// CHECK-SAME: %[[X:.*]]: tensor<1x25x5x16xf32>)
// CHECK-NEXT: dend.average_pool2d %[[X]] {window = array<i64: 25, 5>} : (tensor<1x25x5x16xf32>) -> tensor<1x1x1x16xf32>
// CHECK-NEXT: dend.max_pool2d %[[X]] {window = array<i64: 1, 5>} : (tensor<1x25x5x16xf32>) -> tensor<1x25x1x16xf32>
// CHECK-NEXT: return
func.func @images(%x: tensor<1x25x5x16xf32>) -> (tensor<1x1x1x16xf32>, tensor<1x25x1x16xf32>) {
  %0 = dend.reduce <mean> %x {axes = array<i64: 1, 2>} : (tensor<1x25x5x16xf32>) -> tensor<1x1x1x16xf32>
  %1 = dend.reduce <max> %x {axes = array<i64: 2>} : (tensor<1x25x5x16xf32>) -> tensor<1x25x1x16xf32>
  return %0, %1 : tensor<1x1x1x16xf32>, tensor<1x25x1x16xf32>
}

// The mean of a sequence.
// CHECK-LABEL: @sequence(
// CHECK: %[[IMAGE:.*]] = dend.reshape %{{.*}} : (tensor<1x8x2xf32>) -> tensor<1x8x1x2xf32>
// CHECK: %[[MEAN:.*]] = dend.average_pool2d %[[IMAGE]] {window = array<i64: 8, 1>}
// CHECK: dend.reshape %[[MEAN]] : (tensor<1x1x1x2xf32>) -> tensor<1x1x2xf32>
func.func @sequence(%x: tensor<1x8x2xf32>) -> tensor<1x1x2xf32> {
  %0 = dend.reduce <mean> %x {axes = array<i64: 1>} : (tensor<1x8x2xf32>) -> tensor<1x1x2xf32>
  return %0 : tensor<1x1x2xf32>
}

// What stays: sums, reductions of the last axis, axes that are no neighbours.
// CHECK-LABEL: @stays(
// CHECK-NEXT: dend.reduce <sum>
// CHECK-NEXT: dend.reduce <mean>
// CHECK-NEXT: dend.reduce <mean>
// CHECK-NEXT: return
func.func @stays(%x: tensor<1x4x5x6xf32>, %y: tensor<2x4x5x6xf32>) -> (tensor<1x1x1x6xf32>, tensor<1x4x5x1xf32>, tensor<1x4x1x6xf32>) {
  %0 = dend.reduce <sum> %x {axes = array<i64: 1, 2>} : (tensor<1x4x5x6xf32>) -> tensor<1x1x1x6xf32>
  %1 = dend.reduce <mean> %x {axes = array<i64: 3>} : (tensor<1x4x5x6xf32>) -> tensor<1x4x5x1xf32>
  %2 = dend.reduce <mean> %y {axes = array<i64: 0, 2>} : (tensor<2x4x5x6xf32>) -> tensor<1x4x1x6xf32>
  return %0, %1, %2 : tensor<1x1x1x6xf32>, tensor<1x4x5x1xf32>, tensor<1x4x1x6xf32>
}
