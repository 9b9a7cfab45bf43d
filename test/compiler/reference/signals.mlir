// RUN: dend-eval --signals %s | FileCheck %s

// Two channels with two dendrites each over two positions: channels last, dendrites in order, the result at the end.
// CHECK:      dend.dense input 0: 1, 2
// CHECK-NEXT: dend.dense dendrite-input 0: 2, 4, 4, 8
// CHECK-NEXT: dend.dense dendrite-output 0: 2, 4, 4, 8
// CHECK-NEXT: dend.dense dendrite-input 1: -2, -4, -4, -8
// CHECK-NEXT: dend.dense dendrite-output 1: 0, 0, 0, 0
// CHECK-NEXT: dend.dense pre-activation 0: -1, -2, -2, -4
// CHECK-NEXT: dend.dense result 0: 1, 2, 2, 4
// CHECK-NEXT: dend.add pre-activation 0: 2, 4, 4, 8
// CHECK-NEXT: dend.add result 0: 2, 3, 3, 3
// CHECK-NEXT: main: dense
func.func @main(%x: tensor<2x1xf32>) -> tensor<2x2xf32> attributes {eval.inputs = [dense<[[1.0], [2.0]]> : tensor<2x1xf32>]} {
  %w = dend.constant dense<[[1.0], [2.0], [2.0], [4.0], [0.0], [0.0]]> : tensor<6x1xf32> -> tensor<6x1xf32>
  %s = dend.constant dense<-1.0> : tensor<1x2xf32> -> tensor<1x2xf32>
  %t = dend.constant dense<-1.0> : tensor<2x2xf32> -> tensor<2x2xf32>
  %y = dend.dense %x, %w between %s to_neuron %t
    {dendrite_count = 2 : i64, dendrite_function = #dend.function<relu>, activation = #dend.function<abs>}
    : (tensor<2x1xf32>, tensor<6x1xf32>, tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  %z = dend.add %y, %y {activation = #dend.function<clip, 0.0, 3.0>} : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  return %z : tensor<2x2xf32>
}
