// RUN: dend-opt %s --kern-lower-to-kern --split-input-file --verify-diagnostics | FileCheck %s

// Factors are M / 2^31 * 2^S with M from 2^30 on; scales are powers of two, so all integers can be worked out by hand.
#tflite = #dend.arithmetic<tflite>
!x8 = !quant.uniform<i8:f32, 0.5:3>
!y8 = !quant.uniform<i8:f32, 0.25:-5>

// Factors 1/4 and 3/64: 1/2 * 2^-1 and 3/4 * 2^-4. The bias is added as it is, on whatever scale.
// CHECK-LABEL: func.func @conv2d(
// CHECK:         kern.conv2d %{{.*}} {bias = dense<[10, 20]> : tensor<2xi32>, {{.*}}requant = #kern.requant<multipliers = [1073741824, 1610612736],
// CHECK-SAME:      shift = 0, zero_point = -5, min = -5, max = 127, rounding = tflite, shifts = [-1, -4]>
!w_conv = tensor<2x1x1x1x!quant.uniform<i8:f32:0, {0.125, 0.0234375}>>
!b_conv = tensor<2x!quant.uniform<i32:f32, 1.0>>
func.func @conv2d(%x: tensor<1x2x2x1x!x8>) -> tensor<1x2x2x2x!y8> {
  %w = dend.constant dense<1> : tensor<2x1x1x1xi8> -> !w_conv
  %b = dend.constant dense<[10, 20]> : tensor<2xi32> -> !b_conv
  %y = dend.conv2d %x, %w bias %b {activation = #dend.function<relu>, arithmetic = #tflite}
    : (tensor<1x2x2x1x!x8>, !w_conv, !b_conv) -> tensor<1x2x2x2x!y8>
  return %y : tensor<1x2x2x2x!y8>
}

// Factors 1 and 3: from 1/2 on the product alone is rounded, so that `nearest` gives the same.
// CHECK-LABEL: func.func @conv2d_of_large_factors(
// CHECK:         requant = #kern.requant<multipliers = [1073741824, 1610612736], shift = 4, zero_point = -5, min = -128, max = 127, rounding = nearest, shifts = [-2, -1]>
!w_large = tensor<2x1x1x1x!quant.uniform<i8:f32:0, {0.5, 1.5}>>
func.func @conv2d_of_large_factors(%x: tensor<1x2x2x1x!x8>) -> tensor<1x2x2x2x!y8> {
  %w = dend.constant dense<1> : tensor<2x1x1x1xi8> -> !w_large
  %y = dend.conv2d %x, %w {arithmetic = #tflite} : (tensor<1x2x2x1x!x8>, !w_large) -> tensor<1x2x2x2x!y8>
  return %y : tensor<1x2x2x2x!y8>
}

// One rounding of the factor 1/16, M / 2^32 * 2^S: the multiplier is just above 2^30, so that halves go away from zero.
// CHECK-LABEL: func.func @dense(
// CHECK:         requant = #kern.requant<multipliers = [1073741825], shift = 0, zero_point = -5, min = -128, max = 127, rounding = nearest, shifts = [-2]>
!w_dense = tensor<1x4x!quant.uniform<i8:f32, 0.03125>>
func.func @dense(%x: tensor<1x4x!x8>) -> tensor<1x1x!y8> {
  %w = dend.constant dense<1> : tensor<1x4xi8> -> !w_dense
  %y = dend.dense %x, %w {arithmetic = #tflite} : (tensor<1x4x!x8>, !w_dense) -> tensor<1x1x!y8>
  return %y : tensor<1x1x!y8>
}

// Half the larger scale is the unit: factors 1/2 and 1/4, and 1 / (2^20 * 1/4) for the output. Nothing is rounded there: 2 * a + b
// and the zero points -2 * 3 + 5 - 5, and half of any smaller step, yield the same.
// CHECK-LABEL: func.func @add(
// CHECK:         kern.add %{{.*}} {lhs_multiplier = 4194304 : i32, max = 127 : i32, min = -128 : i32, offset = -11534337 : i32, rhs_multiplier = 2097152 : i32, shift = 21 : i32}
// CHECK:         kern.add %{{.*}} {lhs_multiplier = 4194304 : i32, max = 127 : i32, min = -128 : i32, offset = -32505857 : i32, rhs_multiplier = -2097152 : i32, shift = 21 : i32}
func.func @add(%x: tensor<4x!x8>, %y: tensor<4x!y8>) -> (tensor<4x!y8>, tensor<4x!y8>) {
  %0 = dend.add %x, %y {arithmetic = #tflite} : (tensor<4x!x8>, tensor<4x!y8>) -> tensor<4x!y8>
  %1 = dend.sub %x, %y {arithmetic = #tflite} : (tensor<4x!x8>, tensor<4x!y8>) -> tensor<4x!y8>
  return %0, %1 : tensor<4x!y8>, tensor<4x!y8>
}

// Half of y + z lies halfway between two outputs and goes away from zero on both of its sides: multipliers a little larger than 1/2
// do so too. Where relu cuts one side off, 1/2 will do.
// CHECK-LABEL: func.func @halves(
// CHECK:         kern.add %{{.*}} {lhs_multiplier = 2097153 : i32, max = 127 : i32, min = -128 : i32, offset = 35651593 : i32, rhs_multiplier = 2097153 : i32, shift = 22 : i32}
// CHECK:         kern.add %{{.*}} {lhs_multiplier = 2097153 : i32, max = 127 : i32, min = -128 : i32, offset = 14680063 : i32, rhs_multiplier = -2097153 : i32, shift = 22 : i32}
// CHECK:         kern.add %{{.*}} {lhs_multiplier = 2097152 : i32, max = 127 : i32, min = 3 : i32, offset = 36700159 : i32, rhs_multiplier = 2097152 : i32, shift = 22 : i32}
func.func @halves(%y: tensor<4x!y8>, %z: tensor<4x!y8>) -> (tensor<4x!x8>, tensor<4x!x8>, tensor<4x!x8>) {
  %0 = dend.add %y, %z {arithmetic = #tflite} : (tensor<4x!y8>, tensor<4x!y8>) -> tensor<4x!x8>
  %1 = dend.sub %y, %z {arithmetic = #tflite} : (tensor<4x!y8>, tensor<4x!y8>) -> tensor<4x!x8>
  %2 = dend.add %y, %z {arithmetic = #tflite, activation = #dend.function<relu>} : (tensor<4x!y8>, tensor<4x!y8>) -> tensor<4x!x8>
  return %0, %1, %2 : tensor<4x!x8>, tensor<4x!x8>, tensor<4x!x8>
}

// 1/2 * 1/4 / (1/4), and 1/2 / (1/4).
// CHECK-LABEL: func.func @mul_and_quantize(
// CHECK:         kern.mul {{.*}}multipliers = [1073741824], shift = 0, zero_point = -5, min = -128, max = 127, rounding = tflite, shifts = [0]>
// CHECK:         kern.rescale {{.*}}multipliers = [1073741824], shift = 0, zero_point = -5, min = -128, max = 127, rounding = tflite, shifts = [2]>
func.func @mul_and_quantize(%x: tensor<4x!x8>, %y: tensor<4x!y8>) -> (tensor<4x!y8>, tensor<4x!y8>) {
  %0 = dend.mul %x, %y {arithmetic = #tflite} : (tensor<4x!x8>, tensor<4x!y8>) -> tensor<4x!y8>
  %1 = dend.quantize %x {arithmetic = #tflite} : (tensor<4x!x8>) -> tensor<4x!y8>
  return %0, %1 : tensor<4x!y8>, tensor<4x!y8>
}

// A pool divides by the number of positions, whatever the zero point: 2^33 / 6, cut, and 1. A mean's multiplier is divided by it: that of
// the factor 2, 2^30 with a shift of 2, moved by log2 of 6, cut to 2 bits: 2^32 / 6.
// CHECK-LABEL: func.func @means(
// CHECK:         kern.average_pool2d %{{.*}} {{{.*}}requant = #kern.requant<multipliers = [1431655766], shift = 0, zero_point = 0, min = -128, max = 127, rounding = nearest, shifts = [-1]>
// CHECK:         kern.reduce %{{.*}} {{{.*}}input_zero_point = 3 : i32, kind = #dend.reduction<mean>,
// CHECK-SAME:      requant = #kern.requant<multipliers = [715827882], shift = 0, zero_point = -5, min = -128, max = 127, rounding = tflite, shifts = [0]>
func.func @means(%x: tensor<1x2x3x1x!x8>) -> (tensor<1x1x1x1x!x8>, tensor<1x1x1x1x!y8>) {
  %0 = dend.average_pool2d %x {arithmetic = #tflite, window = array<i64: 2, 3>} : (tensor<1x2x3x1x!x8>) -> tensor<1x1x1x1x!x8>
  %1 = dend.reduce <mean> %x {arithmetic = #tflite, axes = array<i64: 1, 2>} : (tensor<1x2x3x1x!x8>) -> tensor<1x1x1x1x!y8>
  return %0, %1 : tensor<1x1x1x1x!x8>, tensor<1x1x1x1x!y8>
}

// sigmoid(-65.5) is 0; e^-1/2 is 0.6065306597 and e^-1 0.3678794412, times 2^31 1302514674 and 790015084: the reference's polynomial is
// a little off.
// CHECK-LABEL: func.func @tables(
// CHECK:         kern.lookup %{{.*}} {table = array<i16: -128, {{.*}}, 127>}
// CHECK:         kern.fixed_softmax %{{.*}} {table = array<i32: 2147483647, 1302515042, 790015308, {{.*}} 0>}
!p8 = !quant.uniform<i8:f32, 0.00390625:-128>
func.func @tables(%x: tensor<1x4x!x8>) -> (tensor<1x4x!p8>, tensor<1x4x!p8>) {
  %0 = dend.unary <sigmoid> %x {arithmetic = #tflite} : (tensor<1x4x!x8>) -> tensor<1x4x!p8>
  %1 = dend.softmax %x {arithmetic = #tflite, axis = 1 : i64} : (tensor<1x4x!x8>) -> tensor<1x4x!p8>
  return %0, %1 : tensor<1x4x!p8>, tensor<1x4x!p8>
}

// 0.5 / (0.25 * 0.125) is 16, in units of 2^-31 2^30 shifted by 5.
// CHECK-LABEL: func.func @quotient(
// CHECK:         kern.fixed_div %{{.*}}, %{{.*}} {lhs_zero_point = 3 : i32, requant = #kern.requant<multipliers = [1073741824], shift = 0, zero_point = 1, min = 1, max = 127, rounding = tflite, shifts = [5]>, rhs_zero_point = -128 : i32}
// CHECK:         kern.fixed_l2_normalization %{{.*}} {input_zero_point = 3 : i32}
func.func @quotient(%x: tensor<1x4x!quant.uniform<i8:f32, 0.5:3>>, %y: tensor<1x4x!quant.uniform<i8:f32, 0.25:-128>>)
    -> (tensor<1x4x!quant.uniform<i8:f32, 0.125:1>>, tensor<1x4x!quant.uniform<i8:f32, 0.0078125>>) {
  %0 = dend.div %x, %y {arithmetic = #tflite, activation = #dend.function<relu>}
    : (tensor<1x4x!quant.uniform<i8:f32, 0.5:3>>, tensor<1x4x!quant.uniform<i8:f32, 0.25:-128>>) -> tensor<1x4x!quant.uniform<i8:f32, 0.125:1>>
  %1 = dend.l2_normalization %x {arithmetic = #tflite}
    : (tensor<1x4x!quant.uniform<i8:f32, 0.5:3>>) -> tensor<1x4x!quant.uniform<i8:f32, 0.0078125>>
  return %0, %1 : tensor<1x4x!quant.uniform<i8:f32, 0.125:1>>, tensor<1x4x!quant.uniform<i8:f32, 0.0078125>>
}

// 600 products of 127 * 32768 are 2^31.2; a factor of 2^-8 gives the outermost outputs long before.
// CHECK-LABEL: func.func @long_sums(
// CHECK:         kern.dense {{.*}}requant = #kern.requant<multipliers = [1073741824], shift = 0, zero_point = 0, min = -32768, max = 32767, rounding = nearest, shifts = [-6]>, saturates
!x_long = !quant.uniform<i16:f32, 0.5>
!y_long = tensor<1x1x!quant.uniform<i16:f32, 64.0>>
!w_long = tensor<1x600x!quant.uniform<i8:f32, 0.5>>
func.func @long_sums(%x: tensor<1x600x!x_long>) -> !y_long {
  %w = dend.constant dense<127> : tensor<1x600xi8> -> !w_long
  %y = dend.dense %x, %w {arithmetic = #tflite} : (tensor<1x600x!x_long>, !w_long) -> !y_long
  return %y : !y_long
}

// 0.5 with 26 fractional bits is 2^25; e^-0.5 is 1302515042 / 2^31.
// CHECK-LABEL: func.func @log_softmax(
// CHECK:         kern.fixed_log_softmax %arg0 {arguments = array<i32: 0, -33554432, -67108864, {{.*}} -1073741824>, exponentials = array<i32: 2147483647, 1302515042, 790015308, {{.*}} 0>}
func.func @log_softmax(%x: tensor<1x4x!quant.uniform<i8:f32, 0.5:3>>) -> tensor<1x4x!quant.uniform<i8:f32, 0.0625:127>> {
  %y = dend.log_softmax %x {arithmetic = #tflite} : (tensor<1x4x!quant.uniform<i8:f32, 0.5:3>>) -> tensor<1x4x!quant.uniform<i8:f32, 0.0625:127>>
  return %y : tensor<1x4x!quant.uniform<i8:f32, 0.0625:127>>
}

// Products of 16-bit numbers are rounded once, by 16 bits of the factor, 2^-15; 8 of them may leave 32 bits.
// CHECK-LABEL: func.func @matmul_int16(
// CHECK:         kern.matmul %arg0, %arg0 {requant = #kern.requant<multipliers = [1073741824], shift = 0, zero_point = 0, min = -32768, max = 32767, rounding = nearest, shifts = [-13]>, saturates}
func.func @matmul_int16(%x: tensor<1x3x8x!quant.uniform<i16:f32, 0.125>>) -> tensor<1x3x3x!quant.uniform<i16:f32, 512.0>> {
  %y = dend.matmul %x, %x {arithmetic = #tflite} : (tensor<1x3x8x!quant.uniform<i16:f32, 0.125>>, tensor<1x3x8x!quant.uniform<i16:f32, 0.125>>) -> tensor<1x3x3x!quant.uniform<i16:f32, 512.0>>
  return %y : tensor<1x3x3x!quant.uniform<i16:f32, 512.0>>
}

// Products with weights of 16 bits: the factor, 2^-9 * 3 * 2^-15 / 2^-4, in float.
// CHECK-LABEL: func.func @dot(
// CHECK:         kern.dot %arg0 {bias = dense<[7, -8]> : tensor<2xi32>, requant = #kern.requant<multipliers = [1610612736], shift = 0, zero_point = -128, min = -128, max = 127, rounding = tflite, shifts = [-18]>, weights = dense<{{\[}}[1, 2, 3], [-4, -5, -6]]> : tensor<2x3xi16>}
!queue = tensor<2x3x!quant.uniform<i16:f32, 0.001953125>>
!times = tensor<2x3x!quant.uniform<i16:f32, 0.000091552734375>>
!steps = tensor<2x!quant.uniform<i32:f32, 1.0>>
func.func @dot(%x: !queue) -> tensor<2x!quant.uniform<i8:f32, 0.0625:-128>> {
  %w = dend.constant dense<[[1, 2, 3], [-4, -5, -6]]> : tensor<2x3xi16> -> !times
  %b = dend.constant dense<[7, -8]> : tensor<2xi32> -> !steps
  %y = dend.dot %x, %w bias %b {arithmetic = #tflite} : (!queue, !times, !steps) -> tensor<2x!quant.uniform<i8:f32, 0.0625:-128>>
  return %y : tensor<2x!quant.uniform<i8:f32, 0.0625:-128>>
}

// -----

!queue = tensor<2x3x!quant.uniform<i16:f32, 0.5>>
func.func @dot_factor(%x: !queue) -> tensor<2x!quant.uniform<i8:f32, 0.125>> {
  %w = dend.constant dense<1> : tensor<2x3xi16> -> !queue
  // expected-error @below {{expected inputs and weights of 16 bits around 0, biases of 32 and a factor below 1 for arithmetic 'tflite', found}}
  %y = dend.dot %x, %w {arithmetic = #dend.arithmetic<tflite>} : (!queue, !queue) -> tensor<2x!quant.uniform<i8:f32, 0.125>>
  return %y : tensor<2x!quant.uniform<i8:f32, 0.125>>
}

// -----

!queue = tensor<2x3x!quant.uniform<i16:f32, 0.5>>
func.func @dot_weights(%x: !queue, %w: !queue) -> tensor<2x!quant.uniform<i8:f32, 0.5>> {
  // expected-error @below {{expected constant weights, found a computed value}}
  %y = dend.dot %x, %w {arithmetic = #dend.arithmetic<tflite>} : (!queue, !queue) -> tensor<2x!quant.uniform<i8:f32, 0.5>>
  return %y : tensor<2x!quant.uniform<i8:f32, 0.5>>
}

// -----

// The reference's logarithm gives -16 to 0 over the whole range.
!x8 = !quant.uniform<i8:f32, 0.5:3>
func.func @log_softmax_range(%x: tensor<1x4x!x8>) -> tensor<1x4x!x8> {
  // expected-error @below {{expected int8 in steps of 1/16 up to 0 for arithmetic 'tflite', found}}
  %y = dend.log_softmax %x {arithmetic = #dend.arithmetic<tflite>} : (tensor<1x4x!x8>) -> tensor<1x4x!x8>
  return %y : tensor<1x4x!x8>
}

// -----

// The reference's softmax gives 0 to 1 over the whole range.
!x8 = !quant.uniform<i8:f32, 0.5:3>
func.func @softmax_range(%x: tensor<1x4x!x8>) -> tensor<1x4x!x8> {
  // expected-error @below {{expected an output from 0 to 1 for arithmetic 'tflite'}}
  %y = dend.softmax %x {arithmetic = #dend.arithmetic<tflite>, axis = 1 : i64} : (tensor<1x4x!x8>) -> tensor<1x4x!x8>
  return %y : tensor<1x4x!x8>
}

// -----

!x8 = !quant.uniform<i8:f32, 0.5:3>
func.func @function(%x: tensor<1x4x!x8>) -> tensor<1x4x!x8> {
  // expected-error @below {{expected a function of 'tflite' arithmetic, found 'mish'}}
  %y = dend.unary <mish> %x {arithmetic = #dend.arithmetic<tflite>} : (tensor<1x4x!x8>) -> tensor<1x4x!x8>
  return %y : tensor<1x4x!x8>
}
