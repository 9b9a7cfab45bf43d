// RUN: dend-opt %s --split-input-file --convert-tosa-to-dend | FileCheck %s
// RUN: dend-opt %s --split-input-file --convert-tosa-to-dend --mlir-print-debuginfo | FileCheck %s --check-prefix=NAME

// Quantized networks: what the differential test finds right to the bit, seen.

// A layer and its requantization are one op. Factors are the scales of its weights, whose zero point is subtracted; tensors
// have the zero points of those that read or give them. The clamp is part of the layer after phase fuse.
// CHECK-LABEL: @main
// CHECK-SAME: tensor<1x2x2x1x!quant.uniform<i8:f32, 1.000000e+00:-4>>
// CHECK: dend.constant dense<{{\[\[\[\[2\]\]\], \[\[\[-6\]\]\]\]}}> : tensor<2x1x1x1xi8> -> tensor<2x1x1x1x!quant.uniform<i8<-127:127>:f32:0, {3.125000e-02,9.375000e-02}>>
// CHECK: dend.constant dense<[7, 8]> : tensor<2xi32>
// CHECK: dend.conv2d {{.*}} {arithmetic = #dend.arithmetic<tosa_double_round>} {{.*}} -> tensor<1x2x2x2x!quant.uniform<i8:f32, 1.000000e+00:-128>>
// CHECK: dend.unary <clip, 0xFFF0000000000000, 2.280000e+02>
func.func @layer(%x: tensor<1x2x2x1xi8>) -> tensor<1x2x2x2xi8> {
  %w = "tosa.const"() <{values = dense<[[[[3]]], [[[-5]]]]> : tensor<2x1x1x1xi8>}> : () -> tensor<2x1x1x1xi8>
  %b = "tosa.const"() <{values = dense<[7, 8]> : tensor<2xi32>}> : () -> tensor<2xi32>
  %xz = "tosa.const"() <{values = dense<-4> : tensor<1xi8>}> : () -> tensor<1xi8>
  %wz = "tosa.const"() <{values = dense<1> : tensor<1xi8>}> : () -> tensor<1xi8>
  %m = "tosa.const"() <{values = dense<[1073741824, 1610612736]> : tensor<2xi32>}> : () -> tensor<2xi32>
  %s = "tosa.const"() <{values = dense<[35, 34]> : tensor<2xi8>}> : () -> tensor<2xi8>
  %z = "tosa.const"() <{values = dense<0> : tensor<1xi32>}> : () -> tensor<1xi32>
  %yz = "tosa.const"() <{values = dense<-128> : tensor<1xi8>}> : () -> tensor<1xi8>
  %0 = tosa.conv2d %x, %w, %b, %xz, %wz {acc_type = i32, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>, dilation = array<i64: 1, 1>} : (tensor<1x2x2x1xi8>, tensor<2x1x1x1xi8>, tensor<2xi32>, tensor<1xi8>, tensor<1xi8>) -> tensor<1x2x2x2xi32>
  %1 = tosa.rescale %0, %m, %s, %z, %yz {scale32 = true, rounding_mode = DOUBLE_ROUND, per_channel = true, input_unsigned = false, output_unsigned = false} : (tensor<1x2x2x2xi32>, tensor<2xi32>, tensor<2xi8>, tensor<1xi32>, tensor<1xi8>) -> tensor<1x2x2x2xi8>
  %2 = tosa.clamp %1 {min_val = -128 : i8, max_val = 100 : i8} : (tensor<1x2x2x2xi8>) -> tensor<1x2x2x2xi8>
  return %2 : tensor<1x2x2x2xi8>
}

// -----

// A difference has both its operands in steps of 1 of 32 bits. What a type says that integers stand for users are told. The
// op has the name of the difference.
// CHECK-LABEL: @main
// CHECK-SAME: (%[[X:.*]]: tensor<4x!quant.uniform<i8:f32, 5.000000e-01:3>> {{.*}}, %[[Y:.*]]: tensor<4x!quant.uniform<i8:f32, 1.000000e+00:-7>>
// CHECK: %[[A:.*]] = dend.reinterpret %[[X]] : {{.*}} -> tensor<4x!quant.uniform<i8:f32, 5.242880e+05:3>>
// CHECK: %[[B:.*]] = dend.reinterpret %[[Y]] : {{.*}} -> tensor<4x!quant.uniform<i8:f32, 5.242880e+05:-7>>
// CHECK: %[[SUM:.*]] = dend.sub %[[A]], %[[B]] {arithmetic = #dend.arithmetic<tosa_single_round>}
// CHECK: dend.reinterpret %[[SUM]] : {{.*}} -> tensor<4x!quant.uniform<i8:f32, 1.000000e+00:3>>
// NAME: dend.sub {{.*}} loc(#[[LOC:.*]])
// NAME: #[[LOC]] = loc("difference"
func.func @sum(%x: tensor<4x!quant.uniform<i8:f32, 0.5:3>>, %y: tensor<4xi8>) -> tensor<4xi8> {
  %m = "tosa.const"() <{values = dense<1073741824> : tensor<1xi32>}> : () -> tensor<1xi32>
  %l = "tosa.const"() <{values = dense<11> : tensor<1xi8>}> : () -> tensor<1xi8>
  %s = "tosa.const"() <{values = dense<49> : tensor<1xi8>}> : () -> tensor<1xi8>
  %z = "tosa.const"() <{values = dense<0> : tensor<1xi32>}> : () -> tensor<1xi32>
  %a = "tosa.const"() <{values = dense<3> : tensor<1xi8>}> : () -> tensor<1xi8>
  %b = "tosa.const"() <{values = dense<-7> : tensor<1xi8>}> : () -> tensor<1xi8>
  %0 = tosa.rescale %x, %m, %l, %a, %z {scale32 = true, rounding_mode = SINGLE_ROUND, per_channel = false, input_unsigned = false, output_unsigned = false} : (tensor<4x!quant.uniform<i8:f32, 0.5:3>>, tensor<1xi32>, tensor<1xi8>, tensor<1xi8>, tensor<1xi32>) -> tensor<4xi32>
  %1 = tosa.rescale %y, %m, %l, %b, %z {scale32 = true, rounding_mode = SINGLE_ROUND, per_channel = false, input_unsigned = false, output_unsigned = false} : (tensor<4xi8>, tensor<1xi32>, tensor<1xi8>, tensor<1xi8>, tensor<1xi32>) -> tensor<4xi32>
  %2 = tosa.sub %0, %1 : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi32> loc("difference")
  %3 = tosa.rescale %2, %m, %s, %z, %a {scale32 = true, rounding_mode = INEXACT_ROUND, per_channel = false, input_unsigned = false, output_unsigned = false} : (tensor<4xi32>, tensor<1xi32>, tensor<1xi8>, tensor<1xi32>, tensor<1xi8>) -> tensor<4xi8>
  return %3 : tensor<4xi8>
}

// -----

// Ops on 32 bits that depend on one tensor of 8 are a table, here the distance from 2.
// CHECK-LABEL: @main
// CHECK: dend.lookup %{{.*}} {table = array<i16: 127, 127, 127, 127, 127, 127, 126, 125, {{.*}}, 4, 3, 2, 3, 4, {{.*}}, 126, 127>}
func.func @function(%x: tensor<4xi8>) -> tensor<4xi8> {
  %m = "tosa.const"() <{values = dense<1073741824> : tensor<1xi32>}> : () -> tensor<1xi32>
  %s = "tosa.const"() <{values = dense<30> : tensor<1xi8>}> : () -> tensor<1xi8>
  %z = "tosa.const"() <{values = dense<0> : tensor<1xi32>}> : () -> tensor<1xi32>
  %a = "tosa.const"() <{values = dense<2> : tensor<1xi8>}> : () -> tensor<1xi8>
  %0 = tosa.rescale %x, %m, %s, %a, %z {scale32 = true, rounding_mode = SINGLE_ROUND, per_channel = false, input_unsigned = false, output_unsigned = false} : (tensor<4xi8>, tensor<1xi32>, tensor<1xi8>, tensor<1xi8>, tensor<1xi32>) -> tensor<4xi32>
  %1 = tosa.abs %0 : (tensor<4xi32>) -> tensor<4xi32>
  %2 = tosa.rescale %1, %m, %s, %z, %a {scale32 = true, rounding_mode = SINGLE_ROUND, per_channel = false, input_unsigned = false, output_unsigned = false} : (tensor<4xi32>, tensor<1xi32>, tensor<1xi8>, tensor<1xi32>, tensor<1xi8>) -> tensor<4xi8>
  return %2 : tensor<4xi8>
}

// -----

// Constants that are moved stay known; an open batch is 1.
// CHECK-LABEL: @main
// CHECK-SAME: tensor<1x2x2x1x!quant.uniform<i8:f32, 1.000000e+00>>
// CHECK-NEXT: dend.constant {{.*}} -> tensor<2x1x1x1x!quant.uniform<i8<-127:127>:f32, 3.125000e-02>>
// CHECK-NEXT: dend.constant {{.*}} -> tensor<2x!quant.uniform<i32:f32, 3.125000e-02>>
// CHECK-NEXT: dend.conv2d
// CHECK-NEXT: return
func.func @constants(%x: tensor<?x2x2x1xi8>) -> tensor<?x2x2x2xi8> {
  %w = "tosa.const"() <{values = dense<[[[[3]]], [[[-5]]]]> : tensor<2x1x1x1xi8>}> : () -> tensor<2x1x1x1xi8>
  %sh = tosa.const_shape {values = dense<[1, 1, 1, 2]> : tensor<4xindex>} : () -> !tosa.shape<4>
  %w1 = tosa.reshape %w, %sh : (tensor<2x1x1x1xi8>, !tosa.shape<4>) -> tensor<1x1x1x2xi8>
  %w2 = tosa.transpose %w1 {perms = array<i32: 3, 1, 2, 0>} : (tensor<1x1x1x2xi8>) -> tensor<2x1x1x1xi8>
  %b = "tosa.const"() <{values = dense<[7, 8]> : tensor<2xi32>}> : () -> tensor<2xi32>
  %z8 = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %m = "tosa.const"() <{values = dense<[1073741824]> : tensor<1xi32>}> : () -> tensor<1xi32>
  %s = "tosa.const"() <{values = dense<[35]> : tensor<1xi8>}> : () -> tensor<1xi8>
  %z = "tosa.const"() <{values = dense<0> : tensor<1xi32>}> : () -> tensor<1xi32>
  %0 = tosa.conv2d %x, %w2, %b, %z8, %z8 {acc_type = i32, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>, dilation = array<i64: 1, 1>} : (tensor<?x2x2x1xi8>, tensor<2x1x1x1xi8>, tensor<2xi32>, tensor<1xi8>, tensor<1xi8>) -> tensor<?x2x2x2xi32>
  %1 = tosa.rescale %0, %m, %s, %z, %z8 {scale32 = true, rounding_mode = DOUBLE_ROUND, per_channel = false, input_unsigned = false, output_unsigned = false} : (tensor<?x2x2x2xi32>, tensor<1xi32>, tensor<1xi8>, tensor<1xi32>, tensor<1xi8>) -> tensor<?x2x2x2xi8>
  return %1 : tensor<?x2x2x2xi8>
}
