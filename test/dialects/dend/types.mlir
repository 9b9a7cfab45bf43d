// Types of tensors, and attributes, in every form that is allowed. What is not is in invalid.mlir.
// RUN: dend-opt %s --verify-roundtrip | FileCheck %s

// Storage of 8, 16 and, for constants, 32 bits; whole and narrow ranges; a zero point at either end.
// CHECK-LABEL: @storage
func.func @storage(%a: tensor<2x!quant.uniform<i8:f32, 0.5:-128>>, %b: tensor<2x!quant.uniform<i16:f32, 0.5:32767>>,
                   %c: tensor<2x!quant.uniform<i32:f32, 0.5>>, %d: tensor<2x!quant.uniform<i8<-127:127>:f32, 0.5:127>>) {
  // CHECK-COUNT-4: dend.dequantize
  %0 = dend.dequantize %a : (tensor<2x!quant.uniform<i8:f32, 0.5:-128>>) -> tensor<2xf32>
  %1 = dend.dequantize %b : (tensor<2x!quant.uniform<i16:f32, 0.5:32767>>) -> tensor<2xf32>
  %2 = dend.dequantize %c : (tensor<2x!quant.uniform<i32:f32, 0.5>>) -> tensor<2xf32>
  %3 = dend.dequantize %d : (tensor<2x!quant.uniform<i8<-127:127>:f32, 0.5:127>>) -> tensor<2xf32>
  return
}

// The largest tensor there can be.
// CHECK-LABEL: @largest
func.func @largest(%x: tensor<1x2147483647xf32>) -> tensor<2147483647x1xf32> {
  // CHECK: dend.reshape
  %y = dend.reshape %x : (tensor<1x2147483647xf32>) -> tensor<2147483647x1xf32>
  return %y : tensor<2147483647x1xf32>
}

// What the user's file calls the tensors of the network, and how it lays them out.
// CHECK: @main(%{{.*}}: tensor<1x49x13x1xf32> {dend.file_permutation = array<i64: 0, 2, 3, 1>, dend.file_shape = array<i64: 1, 1, 49, 13>, dend.name = "audio"})
// CHECK-SAME: -> (tensor<1x637xf32> {dend.file_shape = array<i64: 637>, dend.name = "scores"})
func.func @main(%x: tensor<1x49x13x1xf32> {dend.name = "audio", dend.file_shape = array<i64: 1, 1, 49, 13>,
                                           dend.file_permutation = array<i64: 0, 2, 3, 1>})
    -> (tensor<1x637xf32> {dend.name = "scores", dend.file_shape = array<i64: 637>}) {
  %y = dend.reshape %x : (tensor<1x49x13x1xf32>) -> tensor<1x637xf32>
  return %y : tensor<1x637xf32>
}
