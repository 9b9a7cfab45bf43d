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

// -----

// Softmax as TensorFlow writes it; here each exponential, in four bytes, is the largest.
// CHECK-LABEL: @main
// CHECK-NEXT: %[[Y:.*]] = dend.softmax %arg0 {arithmetic = #dend.arithmetic<tosa_single_round>, axis = 1 : i64, exponentials = array<i32: 2147483647, 2147483647, {{.*}}>} {{.*}} -> tensor<1x4x!quant.uniform<i8:f32, 1.000000e+00:-128>>
// CHECK-NEXT: return %[[Y]]
// NAME: dend.softmax {{.*}} loc(#[[LOC:.*]])
// NAME: #[[LOC]] = loc("shares")
func.func @softmax(%x: tensor<1x4xi8>) -> tensor<1x4xi8> {
  %c1 = "tosa.const"() <{values = dense<1> : tensor<1x1xi32>}> : () -> tensor<1x1xi32>
  %c7 = "tosa.const"() <{values = dense<7> : tensor<1x1xi32>}> : () -> tensor<1x1xi32>
  %c9 = "tosa.const"() <{values = dense<9> : tensor<1x1xi32>}> : () -> tensor<1x1xi32>
  %c12 = "tosa.const"() <{values = dense<12> : tensor<1x1xi32>}> : () -> tensor<1x1xi32>
  %c17 = "tosa.const"() <{values = dense<17> : tensor<1x1xi32>}> : () -> tensor<1x1xi32>
  %c35 = "tosa.const"() <{values = dense<35> : tensor<1x1xi32>}> : () -> tensor<1x1xi32>
  %four = "tosa.const"() <{values = dense<4> : tensor<1x1xi32>}> : () -> tensor<1x1xi32>
  %one = "tosa.const"() <{values = dense<536870912> : tensor<1x1xi32>}> : () -> tensor<1x1xi32>
  %x48 = "tosa.const"() <{values = dense<1515870810> : tensor<1x1xi32>}> : () -> tensor<1x1xi32>
  %x32 = "tosa.const"() <{values = dense<-1010580540> : tensor<1x1xi32>}> : () -> tensor<1x1xi32>
  %s0 = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %s23 = "tosa.const"() <{values = dense<23> : tensor<1xi8>}> : () -> tensor<1xi8>
  %s30 = "tosa.const"() <{values = dense<30> : tensor<1xi8>}> : () -> tensor<1xi8>
  %s31 = "tosa.const"() <{values = dense<31> : tensor<1xi8>}> : () -> tensor<1xi8>
  %lowest = "tosa.const"() <{values = dense<-128> : tensor<1xi8>}> : () -> tensor<1xi8>
  %m = "tosa.const"() <{values = dense<1073741824> : tensor<1xi32>}> : () -> tensor<1xi32>
  %z = "tosa.const"() <{values = dense<0> : tensor<1xi32>}> : () -> tensor<1xi32>
  %z16 = "tosa.const"() <{values = dense<0> : tensor<1xi16>}> : () -> tensor<1xi16>
  %high = "tosa.const"() <{values = dense<127> : tensor<513xi16>}> : () -> tensor<513xi16>
  %low = "tosa.const"() <{values = dense<255> : tensor<513xi16>}> : () -> tensor<513xi16>
  %wide = tosa.rescale %x, %m, %s30, %s0, %z {scale32 = true, rounding_mode = SINGLE_ROUND, per_channel = false, input_unsigned = false, output_unsigned = false} : (tensor<1x4xi8>, tensor<1xi32>, tensor<1xi8>, tensor<1xi8>, tensor<1xi32>) -> tensor<1x4xi32>
  %max = tosa.reduce_max %wide {axis = 1 : i32} : (tensor<1x4xi32>) -> tensor<1x1xi32>
  %d = tosa.sub %wide, %max : (tensor<1x4xi32>, tensor<1x1xi32>) -> tensor<1x4xi32>
  %i = tosa.rescale %d, %m, %s23, %z, %z16 {scale32 = true, rounding_mode = SINGLE_ROUND, per_channel = false, input_unsigned = false, output_unsigned = false} : (tensor<1x4xi32>, tensor<1xi32>, tensor<1xi8>, tensor<1xi32>, tensor<1xi16>) -> tensor<1x4xi16>
  %t0 = tosa.table %i, %high : (tensor<1x4xi16>, tensor<513xi16>) -> tensor<1x4xi32>
  %t1 = tosa.table %i, %low : (tensor<1x4xi16>, tensor<513xi16>) -> tensor<1x4xi32>
  %t2 = tosa.table %i, %low : (tensor<1x4xi16>, tensor<513xi16>) -> tensor<1x4xi32>
  %t3 = tosa.table %i, %low : (tensor<1x4xi16>, tensor<513xi16>) -> tensor<1x4xi32>
  %p0 = tosa.logical_left_shift %t0, %c17 : (tensor<1x4xi32>, tensor<1x1xi32>) -> tensor<1x4xi32>
  %p1 = tosa.logical_left_shift %t1, %c9 : (tensor<1x4xi32>, tensor<1x1xi32>) -> tensor<1x4xi32>
  %p2 = tosa.logical_left_shift %t2, %c1 : (tensor<1x4xi32>, tensor<1x1xi32>) -> tensor<1x4xi32>
  %p3 = tosa.arithmetic_right_shift %t3, %c7 {round = true} : (tensor<1x4xi32>, tensor<1x1xi32>) -> tensor<1x4xi32>
  %e1 = tosa.add %p0, %p1 : (tensor<1x4xi32>, tensor<1x4xi32>) -> tensor<1x4xi32>
  %e2 = tosa.add %e1, %p2 : (tensor<1x4xi32>, tensor<1x4xi32>) -> tensor<1x4xi32>
  %e = tosa.add %e2, %p3 : (tensor<1x4xi32>, tensor<1x4xi32>) -> tensor<1x4xi32>
  %r = tosa.arithmetic_right_shift %e, %c12 {round = true} : (tensor<1x4xi32>, tensor<1x1xi32>) -> tensor<1x4xi32>
  %sum = tosa.reduce_sum %r {axis = 1 : i32} : (tensor<1x4xi32>) -> tensor<1x1xi32>
  %clz = tosa.clz %sum : (tensor<1x1xi32>) -> tensor<1x1xi32>
  %room = tosa.sub %clz, %c1 : (tensor<1x1xi32>, tensor<1x1xi32>) -> tensor<1x1xi32>
  %half = tosa.logical_left_shift %sum, %room : (tensor<1x1xi32>, tensor<1x1xi32>) -> tensor<1x1xi32>
  %a = tosa.mul %half, %x32, %s31 : (tensor<1x1xi32>, tensor<1x1xi32>, tensor<1xi8>) -> tensor<1x1xi32>
  %n0 = tosa.add %a, %x48 : (tensor<1x1xi32>, tensor<1x1xi32>) -> tensor<1x1xi32>
  %k0 = tosa.mul %n0, %half, %s31 : (tensor<1x1xi32>, tensor<1x1xi32>, tensor<1xi8>) -> tensor<1x1xi32>
  %l0 = tosa.sub %one, %k0 : (tensor<1x1xi32>, tensor<1x1xi32>) -> tensor<1x1xi32>
  %o0 = tosa.mul %n0, %l0, %s31 : (tensor<1x1xi32>, tensor<1x1xi32>, tensor<1xi8>) -> tensor<1x1xi32>
  %q0 = tosa.mul %o0, %four, %s0 : (tensor<1x1xi32>, tensor<1x1xi32>, tensor<1xi8>) -> tensor<1x1xi32>
  %n1 = tosa.add %n0, %q0 : (tensor<1x1xi32>, tensor<1x1xi32>) -> tensor<1x1xi32>
  %k1 = tosa.mul %n1, %half, %s31 : (tensor<1x1xi32>, tensor<1x1xi32>, tensor<1xi8>) -> tensor<1x1xi32>
  %l1 = tosa.sub %one, %k1 : (tensor<1x1xi32>, tensor<1x1xi32>) -> tensor<1x1xi32>
  %o1 = tosa.mul %n1, %l1, %s31 : (tensor<1x1xi32>, tensor<1x1xi32>, tensor<1xi8>) -> tensor<1x1xi32>
  %q1 = tosa.mul %o1, %four, %s0 : (tensor<1x1xi32>, tensor<1x1xi32>, tensor<1xi8>) -> tensor<1x1xi32>
  %n2 = tosa.add %n1, %q1 : (tensor<1x1xi32>, tensor<1x1xi32>) -> tensor<1x1xi32>
  %k2 = tosa.mul %n2, %half, %s31 : (tensor<1x1xi32>, tensor<1x1xi32>, tensor<1xi8>) -> tensor<1x1xi32>
  %l2 = tosa.sub %one, %k2 : (tensor<1x1xi32>, tensor<1x1xi32>) -> tensor<1x1xi32>
  %o2 = tosa.mul %n2, %l2, %s31 : (tensor<1x1xi32>, tensor<1x1xi32>, tensor<1xi8>) -> tensor<1x1xi32>
  %q2 = tosa.mul %o2, %four, %s0 : (tensor<1x1xi32>, tensor<1x1xi32>, tensor<1xi8>) -> tensor<1x1xi32>
  %n3 = tosa.add %n2, %q2 : (tensor<1x1xi32>, tensor<1x1xi32>) -> tensor<1x1xi32>
  %y = tosa.mul %e, %n3, %s30 : (tensor<1x4xi32>, tensor<1x1xi32>, tensor<1xi8>) -> tensor<1x4xi32>
  %bits = tosa.sub %c35, %clz : (tensor<1x1xi32>, tensor<1x1xi32>) -> tensor<1x1xi32>
  %share = tosa.arithmetic_right_shift %y, %bits {round = true} : (tensor<1x4xi32>, tensor<1x1xi32>) -> tensor<1x4xi32>
  %out = tosa.rescale %share, %m, %s30, %z, %lowest {scale32 = true, rounding_mode = SINGLE_ROUND, per_channel = false, input_unsigned = false, output_unsigned = false} : (tensor<1x4xi32>, tensor<1xi32>, tensor<1xi8>, tensor<1xi32>, tensor<1xi8>) -> tensor<1x4xi8> loc("shares")
  return %out : tensor<1x4xi8>
}

// -----

// The parts of four places between two elements, the first and last of them beyond; then their product is divided by 16.
// CHECK-LABEL: @main
// CHECK: %[[PARTS:.*]] = dend.constant dense<{{\[\[}}4, 0], [3, 1], [1, 3], [0, 4]]> : tensor<4x2xi8>
// CHECK: %[[ROWS:.*]] = dend.dense %{{.*}}, %[[PARTS]] {arithmetic = #dend.arithmetic<tosa_single_round>} {{.*}} -> tensor<1x1x2x4x!quant.uniform<i16:f32, 1.000000e+00>>
// CHECK: dend.dense {{.*}} {arithmetic = #dend.arithmetic<tosa_single_round>} : (tensor<1x4x1x2x!quant.uniform<i16:f32, 1.000000e+00>>, {{.*}} -> tensor<1x4x1x4x!quant.uniform<i8:f32, 1.600000e+01>>
func.func @bilinear(%x: tensor<1x2x2x1xi8>) -> tensor<1x4x4x1xi8> {
  %sc = tosa.const_shape {values = dense<[4, 2, 4, 2]> : tensor<4xindex>} : () -> !tosa.shape<4>
  %of = tosa.const_shape {values = dense<-1> : tensor<2xindex>} : () -> !tosa.shape<2>
  %bo = tosa.const_shape {values = dense<1> : tensor<2xindex>} : () -> !tosa.shape<2>
  %m = "tosa.const"() <{values = dense<1073741824> : tensor<1xi32>}> : () -> tensor<1xi32>
  %s = "tosa.const"() <{values = dense<34> : tensor<1xi8>}> : () -> tensor<1xi8>
  %z = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %z32 = "tosa.const"() <{values = dense<0> : tensor<1xi32>}> : () -> tensor<1xi32>
  %0 = tosa.resize %x, %sc, %of, %bo {mode = BILINEAR} : (tensor<1x2x2x1xi8>, !tosa.shape<4>, !tosa.shape<2>, !tosa.shape<2>) -> tensor<1x4x4x1xi32>
  %1 = tosa.rescale %0, %m, %s, %z32, %z {scale32 = true, rounding_mode = SINGLE_ROUND, per_channel = false, input_unsigned = false, output_unsigned = false} : (tensor<1x4x4x1xi32>, tensor<1xi32>, tensor<1xi8>, tensor<1xi32>, tensor<1xi8>) -> tensor<1x4x4x1xi8>
  return %1 : tensor<1x4x4x1xi8>
}
