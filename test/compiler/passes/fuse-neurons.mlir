// RUN: dend-opt %s --dend-fuse-neurons --canonicalize --split-input-file --mlir-print-local-scope | FileCheck %s
// RUN: dend-opt %s --dend-fuse-neurons --split-input-file --mlir-print-debuginfo --mlir-print-local-scope | FileCheck %s --check-prefix=LOC

// The example of the pass's description. The op keeps the neuron's name.
// CHECK-LABEL: @dense(
// CHECK-DAG: %[[W:.*]] = dend.constant dense<{{\[\[}}1.000000e+00, 2.000000e+00, 3.000000e+00], [4.000000e+00, 5.000000e+00, 6.000000e+00], [-1.000000e+00, -2.000000e+00, -3.000000e+00], [-4.000000e+00, -5.000000e+00, -6.000000e+00]]>
// CHECK-DAG: %[[B:.*]] = dend.constant dense<[1.000000e+01, 2.000000e+01, 3.000000e+01, 4.000000e+01]>
// CHECK-DAG: %[[T:.*]] = dend.constant dense<{{\[\[}}5.000000e-01, 2.500000e-01]]>
// CHECK: %[[Y:.*]] = dend.dense %{{.*}}, %[[W]] bias %[[B]] to_neuron %[[T]] {dendrite_count = 1 : i64, dendrite_function = #dend.function<tanh>}
// CHECK-NEXT: return %[[Y]]
// LOC-LABEL: @dense(
// LOC: dend.dense{{.*}}loc(fused<"/fc/main/Gemm">["/fc/main/Gemm"
func.func @dense(%x: tensor<1x3xf32>) -> tensor<1x2xf32> {
  %w = dend.constant dense<[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]> : tensor<2x3xf32> -> tensor<2x3xf32>
  %b = dend.constant dense<[10.0, 20.0]> : tensor<2xf32> -> tensor<2xf32>
  %w0 = dend.constant dense<[[-1.0, -2.0, -3.0], [-4.0, -5.0, -6.0]]> : tensor<2x3xf32> -> tensor<2x3xf32>
  %b0 = dend.constant dense<[30.0, 40.0]> : tensor<2xf32> -> tensor<2xf32>
  %t = dend.constant dense<[[0.5, 0.25]]> : tensor<1x2xf32> -> tensor<1x2xf32>
  %m = dend.dense %x, %w bias %b : (tensor<1x3xf32>, tensor<2x3xf32>, tensor<2xf32>) -> tensor<1x2xf32> loc("/fc/main/Gemm")
  %z = dend.dense %x, %w0 bias %b0 : (tensor<1x3xf32>, tensor<2x3xf32>, tensor<2xf32>) -> tensor<1x2xf32>
  %d = dend.unary <tanh> %z : (tensor<1x2xf32>) -> tensor<1x2xf32>
  %td = dend.mul %d, %t : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  %y = dend.add %m, %td : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  return %y : tensor<1x2xf32>
}

// -----

// Three dendrites; dendrite 1 does not feed dendrite 2, and dendrite 0 feeds the neuron only through others: zeros.
// A missing bias is zero, one coefficient for all channels is repeated, none is 1.
// CHECK-LABEL: @conv_three(
// CHECK-DAG: %[[W:.*]] = dend.constant dense<{{\[\[\[\[}}1.000000e+00]]], {{\[\[\[}}2.000000e+00]]], {{\[\[\[}}3.000000e+00]]], {{\[\[\[}}4.000000e+00]]], {{\[\[\[}}5.000000e+00]]], {{\[\[\[}}6.000000e+00]]], {{\[\[\[}}7.000000e+00]]], {{\[\[\[}}8.000000e+00]]]]>
// CHECK-DAG: %[[B:.*]] = dend.constant dense<[0.000000e+00, 0.000000e+00, 0.000000e+00, 0.000000e+00, 9.000000e+00, 1.000000e+01, 0.000000e+00, 0.000000e+00]>
// CHECK-DAG: %[[BETWEEN:.*]] = dend.constant dense<{{\[\[}}5.000000e-01, 2.500000e-01], [2.000000e+00, 2.000000e+00], [0.000000e+00, 0.000000e+00]]>
// CHECK-DAG: %[[T:.*]] = dend.constant dense<{{\[\[}}0.000000e+00, 0.000000e+00], [1.000000e+00, 1.000000e+00], [7.500000e-01, 1.500000e+00]]>
// CHECK: dend.conv2d %{{.*}}, %[[W]] bias %[[B]] between %[[BETWEEN]] to_neuron %[[T]] {dendrite_count = 3 : i64, dendrite_function = #dend.function<sigmoid>, strides = array<i64: 2, 2>}
// CHECK-NEXT: return
func.func @conv_three(%x: tensor<1x4x4x1xf32>) -> tensor<1x2x2x2xf32> {
  %w = dend.constant dense<[[[[1.0]]], [[[2.0]]]]> : tensor<2x1x1x1xf32> -> tensor<2x1x1x1xf32>
  %w0 = dend.constant dense<[[[[3.0]]], [[[4.0]]]]> : tensor<2x1x1x1xf32> -> tensor<2x1x1x1xf32>
  %w1 = dend.constant dense<[[[[5.0]]], [[[6.0]]]]> : tensor<2x1x1x1xf32> -> tensor<2x1x1x1xf32>
  %w2 = dend.constant dense<[[[[7.0]]], [[[8.0]]]]> : tensor<2x1x1x1xf32> -> tensor<2x1x1x1xf32>
  %b1 = dend.constant dense<[9.0, 10.0]> : tensor<2xf32> -> tensor<2xf32>
  %s10 = dend.constant dense<[[[[0.5, 0.25]]]]> : tensor<1x1x1x2xf32> -> tensor<1x1x1x2xf32>
  %s20 = dend.constant dense<2.0> : tensor<f32> -> tensor<f32>
  %t2 = dend.constant dense<[0.75, 1.5]> : tensor<2xf32> -> tensor<2xf32>
  %m = dend.conv2d %x, %w {strides = array<i64: 2, 2>} : (tensor<1x4x4x1xf32>, tensor<2x1x1x1xf32>) -> tensor<1x2x2x2xf32>
  %c0 = dend.conv2d %x, %w0 {strides = array<i64: 2, 2>} : (tensor<1x4x4x1xf32>, tensor<2x1x1x1xf32>) -> tensor<1x2x2x2xf32>
  %c1 = dend.conv2d %x, %w1 bias %b1 {strides = array<i64: 2, 2>} : (tensor<1x4x4x1xf32>, tensor<2x1x1x1xf32>, tensor<2xf32>) -> tensor<1x2x2x2xf32>
  %c2 = dend.conv2d %x, %w2 {strides = array<i64: 2, 2>} : (tensor<1x4x4x1xf32>, tensor<2x1x1x1xf32>) -> tensor<1x2x2x2xf32>
  %d0 = dend.unary <sigmoid> %c0 : (tensor<1x2x2x2xf32>) -> tensor<1x2x2x2xf32>
  %sd10 = dend.mul %s10, %d0 : (tensor<1x1x1x2xf32>, tensor<1x2x2x2xf32>) -> tensor<1x2x2x2xf32>
  %z1 = dend.add %c1, %sd10 : (tensor<1x2x2x2xf32>, tensor<1x2x2x2xf32>) -> tensor<1x2x2x2xf32>
  %d1 = dend.unary <sigmoid> %z1 : (tensor<1x2x2x2xf32>) -> tensor<1x2x2x2xf32>
  %sd20 = dend.mul %d0, %s20 : (tensor<1x2x2x2xf32>, tensor<f32>) -> tensor<1x2x2x2xf32>
  %z2 = dend.add %sd20, %c2 : (tensor<1x2x2x2xf32>, tensor<1x2x2x2xf32>) -> tensor<1x2x2x2xf32>
  %d2 = dend.unary <sigmoid> %z2 : (tensor<1x2x2x2xf32>) -> tensor<1x2x2x2xf32>
  %td2 = dend.mul %d2, %t2 : (tensor<1x2x2x2xf32>, tensor<2xf32>) -> tensor<1x2x2x2xf32>
  %a = dend.add %d1, %m : (tensor<1x2x2x2xf32>, tensor<1x2x2x2xf32>) -> tensor<1x2x2x2xf32>
  %y = dend.add %a, %td2 : (tensor<1x2x2x2xf32>, tensor<1x2x2x2xf32>) -> tensor<1x2x2x2xf32>
  return %y : tensor<1x2x2x2xf32>
}

// -----

// A dendrite whose relu is fused, subtracted terms, constants among the terms; the activation after the sum stays.
// CHECK-LABEL: @signs_and_constants(
// CHECK-DAG: %[[W:.*]] = dend.constant dense<{{\[\[\[\[}}-1.000000e+00]]], {{\[\[\[}}3.000000e+00]]]]>
// CHECK-DAG: %[[B:.*]] = dend.constant dense<[5.000000e+00, 2.500000e-01]>
// CHECK-DAG: %[[T:.*]] = dend.constant dense<-2.000000e+00> : tensor<1x1xf32>
// CHECK: %[[Y:.*]] = dend.depthwise_conv2d %{{.*}}, %[[W]] bias %[[B]] to_neuron %[[T]] {dendrite_count = 1 : i64, dendrite_function = #dend.function<relu>}
// CHECK: dend.unary <relu> %[[Y]]
func.func @signs_and_constants(%x: tensor<1x4x4x1xf32>) -> tensor<1x4x4x1xf32> {
  %w = dend.constant dense<1.0> : tensor<1x1x1x1xf32> -> tensor<1x1x1x1xf32>
  %w0 = dend.constant dense<3.0> : tensor<1x1x1x1xf32> -> tensor<1x1x1x1xf32>
  %b0 = dend.constant dense<0.25> : tensor<1xf32> -> tensor<1xf32>
  %c = dend.constant dense<5.0> : tensor<1x1x1x1xf32> -> tensor<1x1x1x1xf32>
  %t = dend.constant dense<2.0> : tensor<1xf32> -> tensor<1xf32>
  %m = dend.depthwise_conv2d %x, %w : (tensor<1x4x4x1xf32>, tensor<1x1x1x1xf32>) -> tensor<1x4x4x1xf32>
  %d = dend.depthwise_conv2d %x, %w0 bias %b0 {activation = #dend.function<relu>} : (tensor<1x4x4x1xf32>, tensor<1x1x1x1xf32>, tensor<1xf32>) -> tensor<1x4x4x1xf32>
  %td = dend.mul %d, %t : (tensor<1x4x4x1xf32>, tensor<1xf32>) -> tensor<1x4x4x1xf32>
  %a = dend.add %m, %td : (tensor<1x4x4x1xf32>, tensor<1x4x4x1xf32>) -> tensor<1x4x4x1xf32>
  %y = dend.sub %c, %a {activation = #dend.function<relu>} : (tensor<1x1x1x1xf32>, tensor<1x4x4x1xf32>) -> tensor<1x4x4x1xf32>
  return %y : tensor<1x4x4x1xf32>
}

// -----

// Two layers and a shortcut share one sum: two ops, and additions between what is left.
// CHECK-LABEL: @residual(
// CHECK-SAME: %[[X:.*]]: tensor<1x2xf32>, %[[V:.*]]: tensor<1x2xf32>)
// CHECK: %[[A:.*]] = dend.dense %[[X]], %{{.*}} {dendrite_count = 1 : i64, dendrite_function = #dend.function<sigmoid>}
// CHECK: %[[B:.*]] = dend.dense %[[V]], %{{.*}} {dendrite_count = 1 : i64, dendrite_function = #dend.function<tanh>}
// CHECK: %[[AB:.*]] = dend.add %[[A]], %[[B]]
// CHECK: %[[Y:.*]] = dend.add %[[AB]], %[[X]]
// CHECK: return %[[Y]]
func.func @residual(%x: tensor<1x2xf32>, %v: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %w = dend.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32> -> tensor<2x2xf32>
  %t = dend.constant dense<[0.5, 0.25]> : tensor<2xf32> -> tensor<2xf32>
  %m = dend.dense %x, %w : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  %z = dend.dense %x, %w : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  %d = dend.unary <sigmoid> %z : (tensor<1x2xf32>) -> tensor<1x2xf32>
  %td = dend.mul %d, %t : (tensor<1x2xf32>, tensor<2xf32>) -> tensor<1x2xf32>
  %n = dend.dense %v, %w : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  %u = dend.dense %v, %w : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  %e = dend.unary <tanh> %u : (tensor<1x2xf32>) -> tensor<1x2xf32>
  %te = dend.mul %e, %t : (tensor<1x2xf32>, tensor<2xf32>) -> tensor<1x2xf32>
  %0 = dend.add %m, %te : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  %1 = dend.add %n, %td : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  %2 = dend.add %1, %x : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  %3 = dend.add %0, %2 : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  return %3 : tensor<1x2xf32>
}

// -----

// One multiplication serves two sums, because two coefficients happened to be equal and were merged.
// CHECK-LABEL: @equal_coefficients(
// CHECK: dend.dense {{.*}} {dendrite_count = 2 : i64, dendrite_function = #dend.function<sigmoid>}
// CHECK-NEXT: return
func.func @equal_coefficients(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %w = dend.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32> -> tensor<2x2xf32>
  %t = dend.constant dense<[0.5, 0.25]> : tensor<2xf32> -> tensor<2xf32>
  %m = dend.dense %x, %w : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  %c0 = dend.dense %x, %w : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  %c1 = dend.dense %x, %w : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  %d0 = dend.unary <sigmoid> %c0 : (tensor<1x2xf32>) -> tensor<1x2xf32>
  %td0 = dend.mul %d0, %t : (tensor<1x2xf32>, tensor<2xf32>) -> tensor<1x2xf32>
  %z1 = dend.add %c1, %td0 : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  %d1 = dend.unary <sigmoid> %z1 : (tensor<1x2xf32>) -> tensor<1x2xf32>
  %td1 = dend.mul %d1, %t : (tensor<1x2xf32>, tensor<2xf32>) -> tensor<1x2xf32>
  %0 = dend.add %m, %td0 : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  %1 = dend.add %0, %td1 : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  return %1 : tensor<1x2xf32>
}

// -----

// Dendrites that are no copies of the neuron's operator stay: another kernel, another stride, another input, another
// kind. The one that is a copy is fused.
// CHECK-LABEL: @other_operators(
// CHECK: %[[FUSED:.*]] = dend.conv2d {{.*}} {dendrite_count = 1 : i64, dendrite_function = #dend.function<sigmoid>}
// CHECK: dend.add
// CHECK: dend.add
// CHECK: dend.add
// CHECK: return
func.func @other_operators(%x: tensor<1x4x4x2xf32>, %v: tensor<1x4x4x2xf32>) -> tensor<1x4x4x2xf32> {
  %w = dend.constant dense<0.5> : tensor<2x1x1x2xf32> -> tensor<2x1x1x2xf32>
  %w0 = dend.constant dense<0.25> : tensor<2x1x1x2xf32> -> tensor<2x1x1x2xf32>
  %w3 = dend.constant dense<0.5> : tensor<2x3x3x2xf32> -> tensor<2x3x3x2xf32>
  %wd = dend.constant dense<0.5> : tensor<2x1x1x1xf32> -> tensor<2x1x1x1xf32>
  %m = dend.conv2d %x, %w : (tensor<1x4x4x2xf32>, tensor<2x1x1x2xf32>) -> tensor<1x4x4x2xf32>
  %c0 = dend.conv2d %x, %w0 : (tensor<1x4x4x2xf32>, tensor<2x1x1x2xf32>) -> tensor<1x4x4x2xf32>
  %c1 = dend.conv2d %x, %w3 {padding = array<i64: 1, 1, 1, 1>} : (tensor<1x4x4x2xf32>, tensor<2x3x3x2xf32>) -> tensor<1x4x4x2xf32>
  %c2 = dend.conv2d %v, %w0 : (tensor<1x4x4x2xf32>, tensor<2x1x1x2xf32>) -> tensor<1x4x4x2xf32>
  %c3 = dend.depthwise_conv2d %x, %wd : (tensor<1x4x4x2xf32>, tensor<2x1x1x1xf32>) -> tensor<1x4x4x2xf32>
  %d0 = dend.unary <sigmoid> %c0 : (tensor<1x4x4x2xf32>) -> tensor<1x4x4x2xf32>
  %d1 = dend.unary <sigmoid> %c1 : (tensor<1x4x4x2xf32>) -> tensor<1x4x4x2xf32>
  %d2 = dend.unary <sigmoid> %c2 : (tensor<1x4x4x2xf32>) -> tensor<1x4x4x2xf32>
  %d3 = dend.unary <sigmoid> %c3 : (tensor<1x4x4x2xf32>) -> tensor<1x4x4x2xf32>
  %0 = dend.add %m, %d0 : (tensor<1x4x4x2xf32>, tensor<1x4x4x2xf32>) -> tensor<1x4x4x2xf32>
  %1 = dend.add %0, %d1 : (tensor<1x4x4x2xf32>, tensor<1x4x4x2xf32>) -> tensor<1x4x4x2xf32>
  %2 = dend.add %1, %d2 : (tensor<1x4x4x2xf32>, tensor<1x4x4x2xf32>) -> tensor<1x4x4x2xf32>
  %3 = dend.add %2, %d3 : (tensor<1x4x4x2xf32>, tensor<1x4x4x2xf32>) -> tensor<1x4x4x2xf32>
  return %3 : tensor<1x4x4x2xf32>
}

// -----

// A dendrite that the network gives out stays, and so do those that feed it.
// CHECK-LABEL: @read_outside(
// CHECK-NOT: dendrite_count
// CHECK: return
func.func @read_outside(%x: tensor<1x2xf32>) -> (tensor<1x2xf32>, tensor<1x2xf32>) {
  %w = dend.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32> -> tensor<2x2xf32>
  %t = dend.constant dense<[0.5, 0.25]> : tensor<2xf32> -> tensor<2xf32>
  %m = dend.dense %x, %w : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  %c0 = dend.dense %x, %w : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  %c1 = dend.dense %x, %w : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  %d0 = dend.unary <sigmoid> %c0 : (tensor<1x2xf32>) -> tensor<1x2xf32>
  %td0 = dend.mul %d0, %t : (tensor<1x2xf32>, tensor<2xf32>) -> tensor<1x2xf32>
  %z1 = dend.add %c1, %td0 : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  %d1 = dend.unary <sigmoid> %z1 : (tensor<1x2xf32>) -> tensor<1x2xf32>
  %0 = dend.add %m, %td0 : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  %1 = dend.add %0, %d1 : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  return %1, %z1 : tensor<1x2xf32>, tensor<1x2xf32>
}

// -----

// So does a neuron whose own sum is given out.
// CHECK-LABEL: @neuron_read_outside(
// CHECK-NOT: dendrite_count
// CHECK: return
func.func @neuron_read_outside(%x: tensor<1x2xf32>) -> (tensor<1x2xf32>, tensor<1x2xf32>) {
  %w = dend.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32> -> tensor<2x2xf32>
  %m = dend.dense %x, %w : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  %c = dend.dense %x, %w : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  %d = dend.unary <sigmoid> %c : (tensor<1x2xf32>) -> tensor<1x2xf32>
  %y = dend.add %m, %d : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  return %y, %m : tensor<1x2xf32>, tensor<1x2xf32>
}

// -----

// Of two functions the one of more dendrites makes the layer.
// CHECK-LABEL: @two_functions(
// CHECK: %[[FUSED:.*]] = dend.dense {{.*}} {dendrite_count = 2 : i64, dendrite_function = #dend.function<sigmoid>}
// CHECK: dend.add %[[FUSED]]
func.func @two_functions(%x: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %w = dend.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32> -> tensor<2x2xf32>
  %m = dend.dense %x, %w : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  %c0 = dend.dense %x, %w : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  %c1 = dend.dense %x, %w : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  %c2 = dend.dense %x, %w : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  %d0 = dend.unary <tanh> %c0 : (tensor<1x2xf32>) -> tensor<1x2xf32>
  %d1 = dend.unary <sigmoid> %c1 : (tensor<1x2xf32>) -> tensor<1x2xf32>
  %d2 = dend.unary <sigmoid> %c2 : (tensor<1x2xf32>) -> tensor<1x2xf32>
  %0 = dend.add %m, %d0 : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  %1 = dend.add %0, %d1 : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  %2 = dend.add %1, %d2 : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
  return %2 : tensor<1x2xf32>
}

// -----

// No dendrites: gates multiply values, z + tanh(z) computes z once, coefficients per position are none per channel,
// and a function of the network's input reads no weights.
// CHECK-LABEL: @plain(
// CHECK-NOT: dendrite_count
// CHECK: return
func.func @plain(%x: tensor<1x3x2xf32>) -> (tensor<1x3x2xf32>, tensor<1x3x2xf32>, tensor<1x3x2xf32>, tensor<1x3x2xf32>) {
  %w = dend.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32> -> tensor<2x2xf32>
  %t = dend.constant dense<[[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]]> : tensor<1x3x2xf32> -> tensor<1x3x2xf32>
  %a = dend.dense %x, %w : (tensor<1x3x2xf32>, tensor<2x2xf32>) -> tensor<1x3x2xf32>
  %b = dend.dense %x, %w : (tensor<1x3x2xf32>, tensor<2x2xf32>) -> tensor<1x3x2xf32>
  %g = dend.unary <sigmoid> %b : (tensor<1x3x2xf32>) -> tensor<1x3x2xf32>
  %gated = dend.mul %a, %g : (tensor<1x3x2xf32>, tensor<1x3x2xf32>) -> tensor<1x3x2xf32>
  %c = dend.dense %x, %w : (tensor<1x3x2xf32>, tensor<2x2xf32>) -> tensor<1x3x2xf32>
  %h = dend.unary <tanh> %c : (tensor<1x3x2xf32>) -> tensor<1x3x2xf32>
  %same = dend.add %c, %h : (tensor<1x3x2xf32>, tensor<1x3x2xf32>) -> tensor<1x3x2xf32>
  %e = dend.dense %x, %w : (tensor<1x3x2xf32>, tensor<2x2xf32>) -> tensor<1x3x2xf32>
  %f = dend.dense %x, %w : (tensor<1x3x2xf32>, tensor<2x2xf32>) -> tensor<1x3x2xf32>
  %s = dend.unary <sigmoid> %f : (tensor<1x3x2xf32>) -> tensor<1x3x2xf32>
  %ts = dend.mul %s, %t : (tensor<1x3x2xf32>, tensor<1x3x2xf32>) -> tensor<1x3x2xf32>
  %positions = dend.add %e, %ts : (tensor<1x3x2xf32>, tensor<1x3x2xf32>) -> tensor<1x3x2xf32>
  %i = dend.dense %x, %w : (tensor<1x3x2xf32>, tensor<2x2xf32>) -> tensor<1x3x2xf32>
  %j = dend.unary <sigmoid> %x : (tensor<1x3x2xf32>) -> tensor<1x3x2xf32>
  %skip = dend.add %i, %j : (tensor<1x3x2xf32>, tensor<1x3x2xf32>) -> tensor<1x3x2xf32>
  return %gated, %same, %positions, %skip : tensor<1x3x2xf32>, tensor<1x3x2xf32>, tensor<1x3x2xf32>, tensor<1x3x2xf32>
}

// -----

// Recurrent branches: one layer makes the gates of all, states lie side by side. A constant is no part of the cells.
// CHECK-LABEL: @recurrent(
// CHECK-DAG: %[[W:.*]] = dend.constant dense<{{\[\[}}1.000000e+00], [2.000000e+00], [3.000000e+00], [4.000000e+00]]>
// CHECK-DAG: %[[H:.*]] = dend.constant dense<{{\[\[\[\[}}0.000000e+00, 0.000000e+00, 1.000000e+00, 1.000000e+00]]]]>
// CHECK-DAG: %[[R:.*]] = dend.constant dense<{{\[\[}}1.000000e-01, 2.000000e-01], [3.000000e-01, 4.000000e-01], [5.000000e-01, 6.000000e-01], [0.699999988, 8.000000e-01]]>
// CHECK-DAG: %[[T:.*]] = dend.constant dense<{{\[\[}}5.000000e-01, 2.500000e-01]]>
// CHECK-DAG: %[[C:.*]] = dend.constant dense<7.000000e+00> : tensor<f32>
// CHECK: %[[G:.*]] = dend.dense %{{.*}}, %[[W]]{{.*}} -> tensor<1x9x1x4xf32>
// CHECK: %[[Y:.*]] = dend.recurrent <rnn> %[[G]] from %[[H]], %[[R]] to_neuron %[[T]] {dendrite_count = 1 : i64, dendrite_function = #dend.function<sigmoid>, functions = [#dend.function<tanh>]}
// CHECK: %[[SUM:.*]] = dend.add %[[Y]], %[[C]]
// CHECK-NEXT: return %[[SUM]]
func.func @recurrent(%x: tensor<1x9x1x1xf32>) -> tensor<1x9x1x2xf32> {
  %w = dend.constant dense<[[1.0], [2.0]]> : tensor<2x1xf32> -> tensor<2x1xf32>
  %w0 = dend.constant dense<[[3.0], [4.0]]> : tensor<2x1xf32> -> tensor<2x1xf32>
  %r = dend.constant dense<[[0.1, 0.2], [0.3, 0.4]]> : tensor<2x2xf32> -> tensor<2x2xf32>
  %r0 = dend.constant dense<[[0.5, 0.6], [0.7, 0.8]]> : tensor<2x2xf32> -> tensor<2x2xf32>
  %h = dend.constant dense<0.0> : tensor<1x1x1x2xf32> -> tensor<1x1x1x2xf32>
  %h0 = dend.constant dense<1.0> : tensor<1x1x1x2xf32> -> tensor<1x1x1x2xf32>
  %t = dend.constant dense<[0.5, 0.25]> : tensor<2xf32> -> tensor<2xf32>
  %g = dend.dense %x, %w : (tensor<1x9x1x1xf32>, tensor<2x1xf32>) -> tensor<1x9x1x2xf32>
  %g0 = dend.dense %x, %w0 : (tensor<1x9x1x1xf32>, tensor<2x1xf32>) -> tensor<1x9x1x2xf32>
  %n = dend.recurrent <rnn> %g from %h, %r {functions = [#dend.function<tanh>]} : (tensor<1x9x1x2xf32>, tensor<1x1x1x2xf32>, tensor<2x2xf32>) -> tensor<1x9x1x2xf32>
  %z = dend.recurrent <rnn> %g0 from %h0, %r0 {functions = [#dend.function<tanh>]} : (tensor<1x9x1x2xf32>, tensor<1x1x1x2xf32>, tensor<2x2xf32>) -> tensor<1x9x1x2xf32>
  %d = dend.unary <sigmoid> %z : (tensor<1x9x1x2xf32>) -> tensor<1x9x1x2xf32>
  %td = dend.mul %d, %t : (tensor<1x9x1x2xf32>, tensor<2xf32>) -> tensor<1x9x1x2xf32>
  %y = dend.add %n, %td : (tensor<1x9x1x2xf32>, tensor<1x9x1x2xf32>) -> tensor<1x9x1x2xf32>
  %c = dend.constant dense<7.0> : tensor<f32> -> tensor<f32>
  %s = dend.add %y, %c : (tensor<1x9x1x2xf32>, tensor<f32>) -> tensor<1x9x1x2xf32>
  return %s : tensor<1x9x1x2xf32>
}

// -----

// A branch without peepholes has some of 0.
// CHECK-LABEL: @recurrent_peepholes(
// CHECK-DAG: %[[P:.*]] = dend.constant dense<{{\[\[}}0.0{{.*}}], [0.0{{.*}}], [0.0{{.*}}], [1.0{{.*}}], [2.0{{.*}}], [3.0{{.*}}]]> : tensor<6x1xf32>
// CHECK: dend.recurrent <lstm> {{.*}} peepholes %[[P]] to_neuron {{.*}} {dendrite_count = 1 : i64
func.func @recurrent_peepholes(%x: tensor<1x9x1x1xf32>) -> tensor<1x9x1x1xf32> {
  %w = dend.constant dense<1.0> : tensor<4x1xf32> -> tensor<4x1xf32>
  %r = dend.constant dense<2.0> : tensor<4x1xf32> -> tensor<4x1xf32>
  %h = dend.constant dense<0.0> : tensor<1x1x1x1xf32> -> tensor<1x1x1x1xf32>
  %p = dend.constant dense<[[1.0], [2.0], [3.0]]> : tensor<3x1xf32> -> tensor<3x1xf32>
  %g = dend.dense %x, %w : (tensor<1x9x1x1xf32>, tensor<4x1xf32>) -> tensor<1x9x1x4xf32>
  %g0 = dend.dense %x, %r : (tensor<1x9x1x1xf32>, tensor<4x1xf32>) -> tensor<1x9x1x4xf32>
  %n = dend.recurrent <lstm> %g from %h cell %h, %r {functions = [#dend.function<sigmoid>, #dend.function<tanh>, #dend.function<tanh>]}
    : (tensor<1x9x1x4xf32>, tensor<1x1x1x1xf32>, tensor<1x1x1x1xf32>, tensor<4x1xf32>) -> tensor<1x9x1x1xf32>
  %z = dend.recurrent <lstm> %g0 from %h cell %h, %w peepholes %p {functions = [#dend.function<sigmoid>, #dend.function<tanh>, #dend.function<tanh>]}
    : (tensor<1x9x1x4xf32>, tensor<1x1x1x1xf32>, tensor<1x1x1x1xf32>, tensor<4x1xf32>, tensor<3x1xf32>) -> tensor<1x9x1x1xf32>
  %d = dend.unary <sigmoid> %z : (tensor<1x9x1x1xf32>) -> tensor<1x9x1x1xf32>
  %y = dend.add %n, %d : (tensor<1x9x1x1xf32>, tensor<1x9x1x1xf32>) -> tensor<1x9x1x1xf32>
  return %y : tensor<1x9x1x1xf32>
}

// -----

// Cells of another function than the neuron's are no dendrite of it.
// CHECK-LABEL: @recurrent_other(
// CHECK: dend.recurrent <rnn> {{.*}} {functions = [#dend.function<tanh>]}
// CHECK: dend.recurrent <rnn> {{.*}} {functions = [#dend.function<relu>]}
// CHECK: dend.unary <sigmoid>
func.func @recurrent_other(%x: tensor<1x9x1x1xf32>) -> tensor<1x9x1x2xf32> {
  %w = dend.constant dense<[[1.0], [2.0]]> : tensor<2x1xf32> -> tensor<2x1xf32>
  %w0 = dend.constant dense<[[3.0], [4.0]]> : tensor<2x1xf32> -> tensor<2x1xf32>
  %r = dend.constant dense<[[0.1, 0.2], [0.3, 0.4]]> : tensor<2x2xf32> -> tensor<2x2xf32>
  %r0 = dend.constant dense<[[0.5, 0.6], [0.7, 0.8]]> : tensor<2x2xf32> -> tensor<2x2xf32>
  %h = dend.constant dense<0.0> : tensor<1x1x1x2xf32> -> tensor<1x1x1x2xf32>
  %h0 = dend.constant dense<1.0> : tensor<1x1x1x2xf32> -> tensor<1x1x1x2xf32>
  %t = dend.constant dense<[0.5, 0.25]> : tensor<2xf32> -> tensor<2xf32>
  %g = dend.dense %x, %w : (tensor<1x9x1x1xf32>, tensor<2x1xf32>) -> tensor<1x9x1x2xf32>
  %g0 = dend.dense %x, %w0 : (tensor<1x9x1x1xf32>, tensor<2x1xf32>) -> tensor<1x9x1x2xf32>
  %n = dend.recurrent <rnn> %g from %h, %r {functions = [#dend.function<tanh>]} : (tensor<1x9x1x2xf32>, tensor<1x1x1x2xf32>, tensor<2x2xf32>) -> tensor<1x9x1x2xf32>
  %z = dend.recurrent <rnn> %g0 from %h0, %r0 {functions = [#dend.function<relu>]} : (tensor<1x9x1x2xf32>, tensor<1x1x1x2xf32>, tensor<2x2xf32>) -> tensor<1x9x1x2xf32>
  %d = dend.unary <sigmoid> %z : (tensor<1x9x1x2xf32>) -> tensor<1x9x1x2xf32>
  %td = dend.mul %d, %t : (tensor<1x9x1x2xf32>, tensor<2xf32>) -> tensor<1x9x1x2xf32>
  %y = dend.add %n, %td : (tensor<1x9x1x2xf32>, tensor<1x9x1x2xf32>) -> tensor<1x9x1x2xf32>
  return %y : tensor<1x9x1x2xf32>
}
