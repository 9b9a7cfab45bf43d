// RUN: dend-opt %s --kern-lower-to-kern | FileCheck %s

// Every factor m is M / 2^32 * 2^S; scales are powers of two, so all integers below can be worked out by hand.
#native = #dend.arithmetic<native>
!x8 = !quant.uniform<i8:f32, 0.5:3>

//===----------------------------------------------------------------------===//
// Layers of neurons
//===----------------------------------------------------------------------===//

// M[c] = input scale * weight scale[c] / output scale * 2^32: 1/4 and 1/8. Integers of the bias stay as they are.
// CHECK-LABEL: func.func @dense(
// CHECK-SAME:    %[[X:.*]]: tensor<1x4xi8> {kern.scale = 5.000000e-01 : f64, kern.zero_point = 3 : i64})
// CHECK-SAME:    -> (tensor<1x2xi8> {kern.scale = 2.500000e-01 : f64, kern.zero_point = -5 : i64}) {
// CHECK-NEXT:    %[[Y:.*]] = kern.dense %[[X]] {bias = dense<[10, 20]> : tensor<2xi32>, input_zero_point = 3 : i32,
// CHECK-SAME:      requant = #kern.requant<multipliers = [1073741824, 536870912], shift = 0, zero_point = -5, min = -128, max = 127>,
// CHECK-SAME{LITERAL}: weights = dense<[[1, 2, 3, 4], [-1, -2, -3, -4]]> : tensor<2x4xi8>}
// CHECK-SAME:      : (tensor<1x4xi8>) -> tensor<1x2xi8>
// CHECK-NEXT:    return %[[Y]] : tensor<1x2xi8>
!w_dense = tensor<2x4x!quant.uniform<i8:f32:0, {0.125, 0.0625}>>
!b_dense = tensor<2x!quant.uniform<i32:f32:0, {0.0625, 0.03125}>>
func.func @dense(%x: tensor<1x4x!x8>) -> tensor<1x2x!quant.uniform<i8:f32, 0.25:-5>> {
  %w = dend.constant dense<[[1, 2, 3, 4], [-1, -2, -3, -4]]> : tensor<2x4xi8> -> !w_dense
  %b = dend.constant dense<[10, 20]> : tensor<2xi32> -> !b_dense
  %y = dend.dense %x, %w bias %b {arithmetic = #native}
    : (tensor<1x4x!x8>, !w_dense, !b_dense) -> tensor<1x2x!quant.uniform<i8:f32, 0.25:-5>>
  return %y : tensor<1x2x!quant.uniform<i8:f32, 0.25:-5>>
}

// Geometry is copied; an absent bias is zeros; relu6 is the range from 0 / 0.125 + (-8) to 6 / 0.125 - 8.
// CHECK-LABEL: func.func @conv2d(
// CHECK:         kern.conv2d %{{.*}} {bias = dense<0> : tensor<2xi32>, dilations = array<i64: 2, 1>, groups = 2 : i64, input_zero_point = 3 : i32,
// CHECK-SAME:      padding = array<i64: 1, 0, 0, 2>, requant = #kern.requant<multipliers = [1073741824, 1073741824], shift = 1, zero_point = -8, min = -8, max = 40>,
// CHECK-SAME:      strides = array<i64: 2, 3>, weights = dense<1> : tensor<2x2x1x1xi8>} : (tensor<1x6x6x2xi8>) -> tensor<1x3x3x2xi8>
!w_conv = tensor<2x2x1x1x!quant.uniform<i8:f32, 0.125>>
!y_conv = tensor<1x3x3x2x!quant.uniform<i8:f32, 0.125:-8>>
func.func @conv2d(%x: tensor<1x6x6x2x!x8>) -> !y_conv {
  %w = dend.constant dense<1> : tensor<2x2x1x1xi8> -> !w_conv
  %y = dend.conv2d %x, %w {activation = #dend.function<clip, 0.0, 6.0>, arithmetic = #native, dilations = array<i64: 2, 1>,
      groups = 2 : i64, padding = array<i64: 1, 0, 0, 2>, strides = array<i64: 2, 3>} : (tensor<1x6x6x2x!x8>, !w_conv) -> !y_conv
  return %y : !y_conv
}

// A bias in real numbers is rounded half away from zero to steps of 1/16: 0.1, -0.1 and 0.09375 are 1.6, -1.6 and 1.5.
// int8 in, int16 out.
// CHECK-LABEL: func.func @depthwise_conv2d(
// CHECK:         kern.depthwise_conv2d %{{.*}} {bias = dense<[2, -2, 2]> : tensor<3xi32>, input_zero_point = 3 : i32,
// CHECK-SAME:      requant = #kern.requant<multipliers = [1073741824, 1073741824, 1073741824], shift = 6, zero_point = 0, min = -32768, max = 32767>,
// CHECK-SAME:      weights = dense<-7> : tensor<3x2x2x1xi8>} : (tensor<1x3x3x3xi8>) -> tensor<1x2x2x3xi16>
!w_depthwise = tensor<3x2x2x1x!quant.uniform<i8:f32, 0.125>>
!y_depthwise = tensor<1x2x2x3x!quant.uniform<i16:f32, 0.00390625>>
func.func @depthwise_conv2d(%x: tensor<1x3x3x3x!x8>) -> !y_depthwise {
  %w = dend.constant dense<-7> : tensor<3x2x2x1xi8> -> !w_depthwise
  %b = dend.constant dense<[0.1, -0.1, 0.09375]> : tensor<3xf32> -> tensor<3xf32>
  %y = dend.depthwise_conv2d %x, %w bias %b {arithmetic = #native} : (tensor<1x3x3x3x!x8>, !w_depthwise, tensor<3xf32>) -> !y_depthwise
  return %y : !y_depthwise
}

// Integers of a bias on a scale of its own are brought to that of the products, 1/16: 10 * 1/8 is 20 of them, 3 * 1/32 1.5.
// CHECK-LABEL: func.func @bias_of_another_scale(
// CHECK:         kern.dense %{{.*}} {bias = dense<[20, 2]> : tensor<2xi32>
!b_scaled = tensor<2x!quant.uniform<i32:f32:0, {0.125, 0.03125}>>
!w_scaled = tensor<2x4x!quant.uniform<i8:f32, 0.125>>
func.func @bias_of_another_scale(%x: tensor<1x4x!x8>) -> tensor<1x2x!x8> {
  %w = dend.constant dense<1> : tensor<2x4xi8> -> !w_scaled
  %b = dend.constant dense<[10, 3]> : tensor<2xi32> -> !b_scaled
  %y = dend.dense %x, %w bias %b {arithmetic = #native} : (tensor<1x4x!x8>, !w_scaled, !b_scaled) -> tensor<1x2x!x8>
  return %y : tensor<1x2x!x8>
}

//===----------------------------------------------------------------------===//
// Dendrites
//===----------------------------------------------------------------------===//

// One step of z is 2^-10, so Mz = 2^-4 / 2^-10 = 64: 2^30 with a shift of 8. One step of d is 2^-15, so to_neuron is
// 0.5 * 2^-15 / 2^-4 * 2^16 = 16. Entry i of the table is 2^15 * tanh((i - 128) / 4).
// CHECK-LABEL: func.func @one_dendrite(
// CHECK:         kern.dense %{{.*}} {bias = dense<[7, -7]> : tensor<2xi32>, dendrite_count = 1 : i64, dendrite_function = #dend.function<tanh>,
// CHECK-SAME:      dendrite_requant = #kern.requant<multipliers = [1073741824], shift = 8, zero_point = 0, min = -32768, max = 32767>,
// CHECK-SAME:      dendrite_table = array<i16: -32768, -32768, {{((-?[0-9]+, ){124})}}-15143, -8025, 0, 8025, 15143, {{((-?[0-9]+, ){124})}}32767, 32767>,
// CHECK-SAME:      input_zero_point = 3 : i32, requant = #kern.requant<multipliers = [1073741824], shift = 0, zero_point = -5, min = -128, max = 127>,
// CHECK-SAME{LITERAL}: to_neuron = dense<16> : tensor<1x1xi32>, weights = dense<[[1, 2], [3, 4]]> : tensor<2x2xi8>}
!w_one = tensor<2x2x!quant.uniform<i8:f32, 0.125>>
!b_one = tensor<2x!quant.uniform<i32:f32, 0.0625>>
func.func @one_dendrite(%x: tensor<1x2x!x8>) -> tensor<1x1x!quant.uniform<i8:f32, 0.25:-5>> {
  %w = dend.constant dense<[[1, 2], [3, 4]]> : tensor<2x2xi8> -> !w_one
  %b = dend.constant dense<[7, -7]> : tensor<2xi32> -> !b_one
  %t = dend.constant dense<0.5> : tensor<1x1xf32> -> tensor<1x1xf32>
  %y = dend.dense %x, %w bias %b to_neuron %t {arithmetic = #native, dendrite_count = 1 : i64, dendrite_function = #dend.function<tanh>,
      signal_types = [!quant.uniform<i16:f32, 0.0009765625>, !quant.uniform<i16:f32, 0.000030517578125>]}
    : (tensor<1x2x!x8>, !w_one, !b_one, tensor<1x1xf32>) -> tensor<1x1x!quant.uniform<i8:f32, 0.25:-5>>
  return %y : tensor<1x1x!quant.uniform<i8:f32, 0.25:-5>>
}

// Of z with 512 values the table has an entry for every other one.
// CHECK-LABEL: func.func @few_values(
// CHECK:         kern.dense %{{.*}} dendrite_requant = #kern.requant<multipliers = [1073741824], shift = 3, zero_point = 0, min = -256, max = 255>,
// CHECK-SAME:      dendrite_table = array<i16: -32768, -32768, {{((-?[0-9]+, ){124})}}-4075, -2045, 0, 2045, 4075, {{((-?[0-9]+, ){124})}}32767, 32767>,
!w_few = tensor<2x2x!quant.uniform<i8:f32, 0.125>>
func.func @few_values(%x: tensor<1x2x!x8>) -> tensor<1x1x!quant.uniform<i8:f32, 0.25:-5>> {
  %w = dend.constant dense<[[1, 2], [3, 4]]> : tensor<2x2xi8> -> !w_few
  %t = dend.constant dense<0.5> : tensor<1x1xf32> -> tensor<1x1xf32>
  %y = dend.dense %x, %w to_neuron %t {arithmetic = #native, dendrite_count = 1 : i64, dendrite_function = #dend.function<tanh>,
      signal_types = [!quant.uniform<i16<-256:255>:f32, 0.03125>, !quant.uniform<i16:f32, 0.000030517578125>]}
    : (tensor<1x2x!x8>, !w_few, tensor<1x1xf32>) -> tensor<1x1x!quant.uniform<i8:f32, 0.25:-5>>
  return %y : tensor<1x1x!quant.uniform<i8:f32, 0.25:-5>>
}

// A clamp needs no table where z and d have one scale: -1 and 4 are -1024 and 4096 steps of 2^-10. Rows of the weights have
// scales of their own: those of the dendrites (1/8, 1/16 a channel) count for Mz and between, those of the neuron (1/4, 1/2)
// for to_neuron. between: 2 * 2^-10 / (0.5 * [1/8, 1/16]) * 2^16; to_neuron likewise.
// CHECK-LABEL: func.func @two_clamped_dendrites(
// CHECK:         kern.dense %{{.*}} {between = dense<{{\[\[}}2048, 4096]]> : tensor<1x2xi32>, bias = dense<0> : tensor<6xi32>, dendrite_count = 2 : i64,
// CHECK-SAME:      dendrite_function = #dend.function<clip, -1.000000e+00, 4.000000e+00>,
// CHECK-SAME:      dendrite_requant = #kern.requant<multipliers = [1073741824, 536870912, 1073741824, 536870912], shift = 8, zero_point = 0, min = -1024, max = 4096>,
// CHECK-NOT:       dendrite_table
// CHECK-SAME{LITERAL}: to_neuron = dense<[[512, 256], [-1024, 128]]> : tensor<2x2xi32>
!w_two = tensor<6x3x!quant.uniform<i8:f32:0, {0.25, 0.5, 0.125, 0.0625, 0.125, 0.0625}>>
!z_two = !quant.uniform<i16:f32, 0.0009765625>
func.func @two_clamped_dendrites(%x: tensor<1x3x!x8>) -> tensor<1x2x!x8> {
  %w = dend.constant dense<1> : tensor<6x3xi8> -> !w_two
  %b = dend.constant dense<2.0> : tensor<1x2xf32> -> tensor<1x2xf32>
  %t = dend.constant dense<[[1.0, 1.0], [-2.0, 0.5]]> : tensor<2x2xf32> -> tensor<2x2xf32>
  %y = dend.dense %x, %w between %b to_neuron %t {arithmetic = #native, dendrite_count = 2 : i64,
      dendrite_function = #dend.function<clip, -1.0, 4.0>, signal_types = [!z_two, !z_two, !z_two, !z_two]}
    : (tensor<1x3x!x8>, !w_two, tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2x!x8>
  return %y : tensor<1x2x!x8>
}

// Row k(k-1)/2 + j of between leads from dendrite j to k and is in units of the sums of k: 2^-5 and 2^-6 for dendrites 1 and 2.
// 1, 2 and 3 times 2^-10 * 2^16 / [2^-5, 2^-6, 2^-6].
// CHECK-LABEL: func.func @three_dendrites(
// CHECK:         kern.conv2d %{{.*}} {between = dense<{{\[}}[2048], [8192], [12288]]> : tensor<3x1xi32>,
// CHECK-SAME:      multipliers = [1073741824, 536870912, 268435456], shift = 8, zero_point = 0, min = 0, max = 32767>,
// CHECK-SAME:      to_neuron = dense<512> : tensor<3x1xi32>
!w_three = tensor<4x1x1x1x!quant.uniform<i8:f32:0, {0.25, 0.125, 0.0625, 0.03125}>>
func.func @three_dendrites(%x: tensor<1x2x2x1x!x8>) -> tensor<1x2x2x1x!x8> {
  %w = dend.constant dense<1> : tensor<4x1x1x1xi8> -> !w_three
  %b = dend.constant dense<[[1.0], [2.0], [3.0]]> : tensor<3x1xf32> -> tensor<3x1xf32>
  %t = dend.constant dense<1.0> : tensor<3x1xf32> -> tensor<3x1xf32>
  %y = dend.conv2d %x, %w between %b to_neuron %t {arithmetic = #native, dendrite_count = 3 : i64,
      dendrite_function = #dend.function<relu>, signal_types = [!z_two, !z_two, !z_two, !z_two, !z_two, !z_two]}
    : (tensor<1x2x2x1x!x8>, !w_three, tensor<3x1xf32>, tensor<3x1xf32>) -> tensor<1x2x2x1x!x8>
  return %y : tensor<1x2x2x1x!x8>
}

// A clamp between signals of two scales is a table: -32768 * 2^-10 * 2^11 saturates, 256 * 2^-10 is 512 steps of d.
// CHECK-LABEL: func.func @clamp_by_table(
// CHECK:         dendrite_table = array<i16: 0, {{((0, ){127})}}0, 512, 1024, {{((-?[0-9]+, ){62})}}32767
// CHECK-SAME:    (tensor<1x2xi16>) -> tensor<1x1xi16>
!x16 = !quant.uniform<i16:f32, 0.001953125>
func.func @clamp_by_table(%x: tensor<1x2x!x16>) -> tensor<1x1x!x16> {
  %w = dend.constant dense<5> : tensor<2x2xi8> -> !w_one
  %t = dend.constant dense<0.5> : tensor<1x1xf32> -> tensor<1x1xf32>
  %y = dend.dense %x, %w to_neuron %t {arithmetic = #native, dendrite_count = 1 : i64, dendrite_function = #dend.function<relu>,
      signal_types = [!quant.uniform<i16:f32, 0.0009765625>, !quant.uniform<i16:f32, 0.00048828125>]}
    : (tensor<1x2x!x16>, !w_one, tensor<1x1xf32>) -> tensor<1x1x!x16>
  return %y : tensor<1x1x!x16>
}

// Float layers keep their numbers.
// CHECK-LABEL: func.func @float_dense(
// CHECK:         kern.dense %{{.*}} {activation = #dend.function<relu>, bias = dense<0.000000e+00> : tensor<2xf32>, dendrite_count = 1 : i64,
// CHECK-SAME:      dendrite_function = #dend.function<sigmoid>,
// CHECK-SAME{LITERAL}: to_neuron = dense<1.000000e-01> : tensor<1x1xf32>, weights = dense<[[1.500000e+00, 2.500000e+00], [-1.500000e+00, -2.500000e+00]]> : tensor<2x2xf32>}
func.func @float_dense(%x: tensor<1x2xf32>) -> tensor<1x1xf32> {
  %w = dend.constant dense<[[1.5, 2.5], [-1.5, -2.5]]> : tensor<2x2xf32> -> tensor<2x2xf32>
  %t = dend.constant dense<0.1> : tensor<1x1xf32> -> tensor<1x1xf32>
  %y = dend.dense %x, %w to_neuron %t {activation = #dend.function<relu>, dendrite_count = 1 : i64, dendrite_function = #dend.function<sigmoid>}
    : (tensor<1x2xf32>, tensor<2x2xf32>, tensor<1x1xf32>) -> tensor<1x1xf32>
  return %y : tensor<1x1xf32>
}

//===----------------------------------------------------------------------===//
// Scalar functions
//===----------------------------------------------------------------------===//

// A clamp is a change of scale within a range: 0.5 / 0.25 = 2 is 2^30 with a shift of 3; 1 is 4 steps.
// CHECK-LABEL: func.func @clip(
// CHECK:         kern.rescale %{{.*}} {input_zero_point = 3 : i32,
// CHECK-SAME:      requant = #kern.requant<multipliers = [1073741824], shift = 3, zero_point = -5, min = -9, max = -1>} : (tensor<1x4xi8>) -> tensor<1x4xi8>
func.func @clip(%x: tensor<1x4x!x8>) -> tensor<1x4x!quant.uniform<i8:f32, 0.25:-5>> {
  %y = dend.unary <clip, -1.0, 1.0> %x {arithmetic = #native} : (tensor<1x4x!x8>) -> tensor<1x4x!quant.uniform<i8:f32, 0.25:-5>>
  return %y : tensor<1x4x!quant.uniform<i8:f32, 0.25:-5>>
}

// 256 entries, from x = -128 on. Entry 131, x = 3, is sigmoid(0) = 128 steps of 1/256 above -128.
// CHECK-LABEL: func.func @lookup(
// CHECK:         kern.lookup %{{.*}} {table = array<i16: -128, {{((-?[0-9]+, ){130})}}0, 31, {{((-?[0-9]+, ){122})}}127>} : (tensor<4xi8>) -> tensor<4xi8>
func.func @lookup(%x: tensor<4x!x8>) -> tensor<4x!quant.uniform<i8:f32, 0.00390625:-128>> {
  %y = dend.unary <sigmoid> %x {arithmetic = #native} : (tensor<4x!x8>) -> tensor<4x!quant.uniform<i8:f32, 0.00390625:-128>>
  return %y : tensor<4x!quant.uniform<i8:f32, 0.00390625:-128>>
}

// To int16: -x in steps of 2^-8, from (128 + 3) / 2 down to -(127 - 3) / 2.
// CHECK-LABEL: func.func @lookup_wide(
// CHECK:         kern.lookup %{{.*}} {table = array<i16: 16768, 16640, {{((-?[0-9]+, ){128})}}128, 0, -128, {{.*}}-15872>} : (tensor<4xi8>) -> tensor<4xi16>
func.func @lookup_wide(%x: tensor<4x!x8>) -> tensor<4x!quant.uniform<i16:f32, 0.00390625>> {
  %y = dend.unary <neg> %x {arithmetic = #native} : (tensor<4x!x8>) -> tensor<4x!quant.uniform<i16:f32, 0.00390625>>
  return %y : tensor<4x!quant.uniform<i16:f32, 0.00390625>>
}

// What has no value is zero: the logarithm of negative numbers. That of zero saturates.
// CHECK-LABEL: func.func @lookup_nan(
// CHECK:         kern.lookup %{{.*}} {table = array<i16: {{((7, ){131})}}-128, 4, 7, {{.*}}>}
func.func @lookup_nan(%x: tensor<4x!x8>) -> tensor<4x!quant.uniform<i8:f32, 0.25:7>> {
  %y = dend.unary <log> %x {arithmetic = #native} : (tensor<4x!x8>) -> tensor<4x!quant.uniform<i8:f32, 0.25:7>>
  return %y : tensor<4x!quant.uniform<i8:f32, 0.25:7>>
}

// One entry every 256 steps: |x| is 256 * 2^-9 / 2^-8 = 128 steps of the output per entry. The last is at x = 32768.
// CHECK-LABEL: func.func @interpolate(
// CHECK:         kern.interpolate %{{.*}} {max = 32767 : i32, min = -32768 : i32, table = array<i16: 16384, 16256, {{((-?[0-9]+, ){125})}}128, 0, 128, {{.*}}16256, 16384>} : (tensor<4xi16>) -> tensor<4xi16>
func.func @interpolate(%x: tensor<4x!x16>) -> tensor<4x!quant.uniform<i16:f32, 0.00390625>> {
  %y = dend.unary <abs> %x {arithmetic = #native} : (tensor<4x!x16>) -> tensor<4x!quant.uniform<i16:f32, 0.00390625>>
  return %y : tensor<4x!quant.uniform<i16:f32, 0.00390625>>
}

// For int8, entries are in 1/256 steps and carry the zero point: |x| * 256 - 128 * 256, from 0.5 step to an entry on.
// CHECK-LABEL: func.func @interpolate_narrow(
// CHECK:         kern.interpolate %{{.*}} {max = 127 : i32, min = -128 : i32, table = array<i16: -16384, -16512, {{((-?[0-9]+, ){125})}}-32640, -32768, -32640, {{.*}}>} : (tensor<4xi16>) -> tensor<4xi8>
func.func @interpolate_narrow(%x: tensor<4x!x16>) -> tensor<4x!quant.uniform<i8:f32, 1.0:-128>> {
  %y = dend.unary <abs> %x {arithmetic = #native} : (tensor<4x!x16>) -> tensor<4x!quant.uniform<i8:f32, 1.0:-128>>
  return %y : tensor<4x!quant.uniform<i8:f32, 1.0:-128>>
}

// CHECK-LABEL: func.func @float_unary(
// CHECK:         kern.float_unary %{{.*}} {function = #dend.function<leaky_relu, 1.000000e-01>} : (tensor<4xf32>) -> tensor<4xf32>
func.func @float_unary(%x: tensor<4xf32>) -> tensor<4xf32> {
  %y = dend.unary <leaky_relu, 0.1> %x : (tensor<4xf32>) -> tensor<4xf32>
  return %y : tensor<4xf32>
}

//===----------------------------------------------------------------------===//
// Two operands
//===----------------------------------------------------------------------===//

// y = 2 + a - 3 + (b + 1) / 2, rounded by half a step: the offset is 0. 2^23 * 192 is the largest sum below 2^31. relu cuts at 2.
// CHECK-LABEL: func.func @add(
// CHECK:         kern.add %{{.*}}, %{{.*}} {lhs_multiplier = 8388608 : i32, max = 127 : i32, min = 2 : i32, offset = 0 : i32, rhs_multiplier = 4194304 : i32, shift = 23 : i32}
// CHECK-SAME:      : (tensor<1x4xi8>, tensor<4xi8>) -> tensor<1x4xi8>
func.func @add(%a: tensor<1x4x!x8>, %b: tensor<4x!quant.uniform<i8:f32, 0.25:-1>>) -> tensor<1x4x!quant.uniform<i8:f32, 0.5:2>> {
  %y = dend.add %a, %b {activation = #dend.function<relu>, arithmetic = #native}
    : (tensor<1x4x!x8>, tensor<4x!quant.uniform<i8:f32, 0.25:-1>>) -> tensor<1x4x!quant.uniform<i8:f32, 0.5:2>>
  return %y : tensor<1x4x!quant.uniform<i8:f32, 0.5:2>>
}

// int16 minus int8: y = a - b / 2 + 1/2 step; |32768 * 2^s| + |128 * 2^(s-1)| + 2^(s-1) is below 2^31 at 15.
// CHECK-LABEL: func.func @sub(
// CHECK:         kern.add %{{.*}}, %{{.*}} {lhs_multiplier = 32768 : i32, max = 32767 : i32, min = -32768 : i32, offset = 16384 : i32, rhs_multiplier = -16384 : i32, shift = 15 : i32}
// CHECK-SAME:      : (tensor<4xi16>, tensor<4xi8>) -> tensor<4xi16>
func.func @sub(%a: tensor<4x!quant.uniform<i16:f32, 0.5>>, %b: tensor<4x!quant.uniform<i8:f32, 0.25>>) -> tensor<4x!quant.uniform<i16:f32, 0.5>> {
  %y = dend.sub %a, %b {arithmetic = #native}
    : (tensor<4x!quant.uniform<i16:f32, 0.5>>, tensor<4x!quant.uniform<i8:f32, 0.25>>) -> tensor<4x!quant.uniform<i16:f32, 0.5>>
  return %y : tensor<4x!quant.uniform<i16:f32, 0.5>>
}

// Where one step of an operand is too many of the output's for 32 bits, the sum is one of floats.
// CHECK-LABEL: func.func @add_far_apart(
// CHECK:         %[[A:.*]] = kern.dequantize %{{.*}} {scale = 5.242880e+05 : f32, zero_point = 0 : i32}
// CHECK:         %[[B:.*]] = kern.dequantize %{{.*}} {scale = 2.500000e-01 : f32, zero_point = 0 : i32}
// CHECK:         %[[SUM:.*]] = kern.float_binary %[[A]], %[[B]] {kind = #kern.binary<add>}
// CHECK:         kern.quantize %[[SUM]] {max = 32767 : i32, min = -32768 : i32, scale = 2.500000e-01 : f32, zero_point = 0 : i32}
func.func @add_far_apart(%a: tensor<4x!quant.uniform<i16:f32, 524288.0>>, %b: tensor<4x!quant.uniform<i16:f32, 0.25>>) -> tensor<4x!quant.uniform<i16:f32, 0.25>> {
  %y = dend.add %a, %b {arithmetic = #native}
    : (tensor<4x!quant.uniform<i16:f32, 524288.0>>, tensor<4x!quant.uniform<i16:f32, 0.25>>) -> tensor<4x!quant.uniform<i16:f32, 0.25>>
  return %y : tensor<4x!quant.uniform<i16:f32, 0.25>>
}

// 0.5 * 0.25 / 0.5 = 1/4.
// CHECK-LABEL: func.func @mul(
// CHECK:         kern.mul %{{.*}}, %{{.*}} {lhs_zero_point = 3 : i32,
// CHECK-SAME:      requant = #kern.requant<multipliers = [1073741824], shift = 0, zero_point = 2, min = -128, max = 127>, rhs_zero_point = -1 : i32}
// CHECK-SAME:      : (tensor<2x2xi8>, tensor<2xi8>) -> tensor<2x2xi8>
func.func @mul(%a: tensor<2x2x!x8>, %b: tensor<2x!quant.uniform<i8:f32, 0.25:-1>>) -> tensor<2x2x!quant.uniform<i8:f32, 0.5:2>> {
  %y = dend.mul %a, %b {arithmetic = #native}
    : (tensor<2x2x!x8>, tensor<2x!quant.uniform<i8:f32, 0.25:-1>>) -> tensor<2x2x!quant.uniform<i8:f32, 0.5:2>>
  return %y : tensor<2x2x!quant.uniform<i8:f32, 0.5:2>>
}

// Products of int16 fit 32 bits, but not times two: floats.
// CHECK-LABEL: func.func @mul_far_apart(
// CHECK:         kern.float_binary %{{.*}} {activation = #dend.function<relu>, kind = #kern.binary<mul>} : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
func.func @mul_far_apart(%a: tensor<4x!x16>) -> tensor<4x!quant.uniform<i16:f32, 0.000003814697265625>> {
  %y = dend.mul %a, %a {activation = #dend.function<relu>, arithmetic = #native}
    : (tensor<4x!x16>, tensor<4x!x16>) -> tensor<4x!quant.uniform<i16:f32, 0.000003814697265625>>
  return %y : tensor<4x!quant.uniform<i16:f32, 0.000003814697265625>>
}

// Functions of two operands that have no integer kernel.
// CHECK-LABEL: func.func @in_float(
// CHECK:         %[[A:.*]] = kern.dequantize %{{.*}} {scale = 5.000000e-01 : f32, zero_point = 3 : i32} : (tensor<4xi8>) -> tensor<4xf32>
// CHECK:         %[[B:.*]] = kern.dequantize
// CHECK:         %[[Y:.*]] = kern.float_binary %[[A]], %[[B]] {kind = #kern.binary<div>} : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
// CHECK:         kern.quantize %[[Y]] {max = 127 : i32, min = -128 : i32, scale = 5.000000e-01 : f32, zero_point = 3 : i32} : (tensor<4xf32>) -> tensor<4xi8>
// CHECK:         kern.float_binary {{.*}}kind = #kern.binary<minimum>
// CHECK:         kern.float_binary {{.*}}kind = #kern.binary<maximum>
// CHECK:         kern.float_binary {{.*}}kind = #kern.binary<pow>
func.func @in_float(%a: tensor<4x!x8>, %b: tensor<4x!x8>) -> tensor<4x!x8> {
  %0 = dend.div %a, %b {arithmetic = #native} : (tensor<4x!x8>, tensor<4x!x8>) -> tensor<4x!x8>
  %1 = dend.minimum %0, %b {arithmetic = #native} : (tensor<4x!x8>, tensor<4x!x8>) -> tensor<4x!x8>
  %2 = dend.maximum %1, %b {arithmetic = #native} : (tensor<4x!x8>, tensor<4x!x8>) -> tensor<4x!x8>
  %3 = dend.pow %2, %b {arithmetic = #native} : (tensor<4x!x8>, tensor<4x!x8>) -> tensor<4x!x8>
  return %3 : tensor<4x!x8>
}

// CHECK-LABEL: func.func @float_binary(
// CHECK-COUNT-3: kern.float_binary {{.*}}kind = #kern.binary<{{add|sub|mul}}>
// CHECK-NOT:     kern.quantize
func.func @float_binary(%a: tensor<4xf32>, %b: tensor<1xf32>) -> tensor<4xf32> {
  %0 = dend.add %a, %b : (tensor<4xf32>, tensor<1xf32>) -> tensor<4xf32>
  %1 = dend.sub %0, %b : (tensor<4xf32>, tensor<1xf32>) -> tensor<4xf32>
  %2 = dend.mul %1, %b : (tensor<4xf32>, tensor<1xf32>) -> tensor<4xf32>
  return %2 : tensor<4xf32>
}

//===----------------------------------------------------------------------===//
// Borders between types
//===----------------------------------------------------------------------===//

// CHECK-LABEL: func.func @borders(
// CHECK-SAME:    %[[X:.*]]: tensor<4xf32>) -> tensor<4xf32>
// CHECK:         %[[Q:.*]] = kern.quantize %[[X]] {max = 127 : i32, min = -128 : i32, scale = 5.000000e-01 : f32, zero_point = 3 : i32} : (tensor<4xf32>) -> tensor<4xi8>
// CHECK:         %[[R:.*]] = kern.rescale %[[Q]] {input_zero_point = 3 : i32, requant = #kern.requant<multipliers = [1073741824], shift = 10, zero_point = 0, min = -32768, max = 32767>} : (tensor<4xi8>) -> tensor<4xi16>
// CHECK:         kern.dequantize %[[R]] {scale = 0.001953125 : f32, zero_point = 0 : i32} : (tensor<4xi16>) -> tensor<4xf32>
func.func @borders(%x: tensor<4xf32>) -> tensor<4xf32> {
  %q = dend.quantize %x {arithmetic = #native} : (tensor<4xf32>) -> tensor<4x!x8>
  %r = dend.quantize %q {arithmetic = #native} : (tensor<4x!x8>) -> tensor<4x!x16>
  %y = dend.dequantize %r : (tensor<4x!x16>) -> tensor<4xf32>
  return %y : tensor<4xf32>
}

// An int16 step that is 2^14 of the output's: differences shifted that far would not fit 32 bits, so floats are between.
// CHECK-LABEL: func.func @rescale_far_apart(
// CHECK:         %[[F:.*]] = kern.dequantize %{{.*}} {scale = 1.638400e+04 : f32, zero_point = 0 : i32}
// CHECK:         kern.quantize %[[F]] {max = 127 : i32, min = 0 : i32, scale = 1.000000e+00 : f32, zero_point = 0 : i32}
func.func @rescale_far_apart(%x: tensor<4x!quant.uniform<i16:f32, 16384.0>>) -> tensor<4x!quant.uniform<i8:f32, 1.0>> {
  %y = dend.unary <relu> %x {arithmetic = #native} : (tensor<4x!quant.uniform<i16:f32, 16384.0>>) -> tensor<4x!quant.uniform<i8:f32, 1.0>>
  return %y : tensor<4x!quant.uniform<i8:f32, 1.0>>
}

//===----------------------------------------------------------------------===//
// Softmax
//===----------------------------------------------------------------------===//

// Entry i is 2^15 * exp(-i / 2); one step of the output is 1/256.
// CHECK-LABEL: func.func @softmax(
// CHECK:         kern.softmax %{{.*}} {levels = 256 : i32, max = 127 : i32, min = -128 : i32, table = array<i32: 32768, 19875, 12055, 7312, {{((-?[0-9]+, ){251})}}0>, zero_point = -128 : i32}
func.func @softmax(%x: tensor<1x4x!x8>) -> tensor<1x4x!quant.uniform<i8:f32, 0.00390625:-128>> {
  %y = dend.softmax %x {arithmetic = #native, axis = 1 : i64} : (tensor<1x4x!x8>) -> tensor<1x4x!quant.uniform<i8:f32, 0.00390625:-128>>
  return %y : tensor<1x4x!quant.uniform<i8:f32, 0.00390625:-128>>
}

// For int16 there are 257 entries, one every 256 steps: 2^15 * exp(-i / 2). Another axis is brought to the end and back.
// CHECK-LABEL: func.func @softmax_along_another_axis(
// CHECK:         %[[T:.*]] = kern.transpose %{{.*}} {permutation = array<i64: 2, 1, 0>} : (tensor<2x3x4xi16>) -> tensor<4x3x2xi16>
// CHECK:         %[[S:.*]] = kern.softmax %[[T]] {levels = 32768 : i32, max = 32767 : i32, min = -32768 : i32, table = array<i32: 32768, 19875, 12055, {{((-?[0-9]+, ){253})}}0>}
// CHECK:         kern.transpose %[[S]] {permutation = array<i64: 2, 1, 0>} : (tensor<4x3x2xi16>) -> tensor<2x3x4xi16>
func.func @softmax_along_another_axis(%x: tensor<2x3x4x!x16>) -> tensor<2x3x4x!quant.uniform<i16:f32, 0.000030517578125>> {
  %y = dend.softmax %x {arithmetic = #native, axis = 0 : i64} : (tensor<2x3x4x!x16>) -> tensor<2x3x4x!quant.uniform<i16:f32, 0.000030517578125>>
  return %y : tensor<2x3x4x!quant.uniform<i16:f32, 0.000030517578125>>
}

// TOSA's exponentials are the file's.
// CHECK-LABEL: func.func @softmax_tosa(
// CHECK:         kern.fixed_softmax %{{[a-z0-9]+}} {table = array<i32: 2147483647, 7, {{.*}}, 7>} : (tensor<1x4xi8>) -> tensor<1x4xi8>
func.func @softmax_tosa(%x: tensor<1x4x!x8>) -> tensor<1x4x!quant.uniform<i8:f32, 1.0:-128>> {
  %y = dend.softmax %x {axis = 1 : i64, arithmetic = #dend.arithmetic<tosa_single_round>,
      exponentials = array<i32: 2147483647, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
      7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
      7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
      7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
      7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
      7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
      7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7>}
    : (tensor<1x4x!x8>) -> tensor<1x4x!quant.uniform<i8:f32, 1.0:-128>>
  return %y : tensor<1x4x!quant.uniform<i8:f32, 1.0:-128>>
}

// CHECK-LABEL: func.func @float_softmax(
// CHECK:         kern.softmax %{{[a-z0-9]+}} : (tensor<1x4xf32>) -> tensor<1x4xf32>
func.func @float_softmax(%x: tensor<1x4xf32>) -> tensor<1x4xf32> {
  %y = dend.softmax %x {axis = 1 : i64} : (tensor<1x4xf32>) -> tensor<1x4xf32>
  return %y : tensor<1x4xf32>
}

//===----------------------------------------------------------------------===//
// Windows and reductions
//===----------------------------------------------------------------------===//

// CHECK-LABEL: func.func @max_pool2d(
// CHECK:         kern.max_pool2d %{{.*}} {dilations = array<i64: 1, 2>, padding = array<i64: 0, 1, 0, 0>, strides = array<i64: 2, 1>, window = array<i64: 2, 2>}
// CHECK-SAME:      : (tensor<1x4x4x1xi8>) -> tensor<1x2x3x1xi8>
func.func @max_pool2d(%x: tensor<1x4x4x1x!x8>) -> tensor<1x2x3x1x!x8> {
  %y = dend.max_pool2d %x {dilations = array<i64: 1, 2>, padding = array<i64: 0, 1, 0, 0>, strides = array<i64: 2, 1>, window = array<i64: 2, 2>}
    : (tensor<1x4x4x1x!x8>) -> tensor<1x2x3x1x!x8>
  return %y : tensor<1x2x3x1x!x8>
}

// Every window counts four positions: 0.5 / 0.25 / 4 = 1/2.
// CHECK-LABEL: func.func @average_pool2d(
// CHECK:         kern.average_pool2d %{{.*}} {{{.*}}input_zero_point = 3 : i32, {{.*}}requant = #kern.requant<multipliers = [1073741824], shift = 1, zero_point = -5, min = -128, max = 127>
func.func @average_pool2d(%x: tensor<1x4x4x1x!x8>) -> tensor<1x2x2x1x!quant.uniform<i8:f32, 0.25:-5>> {
  %y = dend.average_pool2d %x {arithmetic = #native, strides = array<i64: 2, 2>, window = array<i64: 2, 2>}
    : (tensor<1x4x4x1x!x8>) -> tensor<1x2x2x1x!quant.uniform<i8:f32, 0.25:-5>>
  return %y : tensor<1x2x2x1x!quant.uniform<i8:f32, 0.25:-5>>
}

// At the border windows count fewer: 2 / n for n = 1 to 4. Where padding counts, all count 4: 2 / 4.
// CHECK-LABEL: func.func @average_pool2d_padded(
// CHECK:         kern.average_pool2d {{.*}}requant = #kern.requant<multipliers = [1073741824, 536870912, 357913941, 268435456], shift = 3,
// CHECK:         kern.average_pool2d %{{.*}} {count_padding, {{.*}}requant = #kern.requant<multipliers = [1073741824], shift = 1,
func.func @average_pool2d_padded(%x: tensor<1x2x2x1x!x8>) -> tensor<1x3x3x1x!quant.uniform<i8:f32, 0.5:1>> {
  %0 = dend.average_pool2d %x {arithmetic = #native, padding = array<i64: 1, 1, 1, 1>, window = array<i64: 2, 2>}
    : (tensor<1x2x2x1x!x8>) -> tensor<1x3x3x1x!quant.uniform<i8:f32, 0.25:-5>>
  %1 = dend.average_pool2d %0 {arithmetic = #native, count_padding, padding = array<i64: 1, 0, 0, 1>, window = array<i64: 2, 2>}
    : (tensor<1x3x3x1x!quant.uniform<i8:f32, 0.25:-5>>) -> tensor<1x3x3x1x!quant.uniform<i8:f32, 0.125:1>>
  %2 = dend.quantize %1 {arithmetic = #native} : (tensor<1x3x3x1x!quant.uniform<i8:f32, 0.125:1>>) -> tensor<1x3x3x1x!quant.uniform<i8:f32, 0.5:1>>
  return %2 : tensor<1x3x3x1x!quant.uniform<i8:f32, 0.5:1>>
}

// The mean of 6 is a sum times 2 / 6; the sum of 2 times 1; the largest and the smallest keep their type.
// CHECK-LABEL: func.func @reduce(
// CHECK:         kern.reduce %{{.*}} {axes = array<i64: 0, 1>, input_zero_point = 3 : i32, kind = #dend.reduction<mean>,
// CHECK-SAME:      requant = #kern.requant<multipliers = [1431655765], shift = 0, zero_point = -5, min = -128, max = 127>} : (tensor<2x3x2x4x5xi8>) -> tensor<1x1x2x4x5xi8>
// CHECK:         kern.reduce %{{.*}} {axes = array<i64: 2>, input_zero_point = -5 : i32, kind = #dend.reduction<sum>,
// CHECK-SAME:      requant = #kern.requant<multipliers = [1073741824], shift = 2, zero_point = 0, min = -32768, max = 32767>} : (tensor<1x1x2x4x5xi8>) -> tensor<1x1x1x4x5xi16>
// CHECK:         kern.reduce %{{.*}} {axes = array<i64: 3>, kind = #dend.reduction<max>} : (tensor<1x1x1x4x5xi16>) -> tensor<1x1x1x1x5xi16>
// CHECK:         kern.reduce %{{.*}} {axes = array<i64: 4>, kind = #dend.reduction<min>} : (tensor<1x1x1x1x5xi16>) -> tensor<1x1x1x1x1xi16>
!y_reduce = !quant.uniform<i16:f32, 0.25>
func.func @reduce(%x: tensor<2x3x2x4x5x!x8>) -> tensor<1x1x1x1x1x!y_reduce> {
  %0 = dend.reduce <mean> %x {arithmetic = #native, axes = array<i64: 0, 1>} : (tensor<2x3x2x4x5x!x8>) -> tensor<1x1x2x4x5x!quant.uniform<i8:f32, 0.25:-5>>
  %1 = dend.reduce <sum> %0 {arithmetic = #native, axes = array<i64: 2>} : (tensor<1x1x2x4x5x!quant.uniform<i8:f32, 0.25:-5>>) -> tensor<1x1x1x4x5x!y_reduce>
  %2 = dend.reduce <max> %1 {arithmetic = #native, axes = array<i64: 3>} : (tensor<1x1x1x4x5x!y_reduce>) -> tensor<1x1x1x1x5x!y_reduce>
  %3 = dend.reduce <min> %2 {arithmetic = #native, axes = array<i64: 4>} : (tensor<1x1x1x1x5x!y_reduce>) -> tensor<1x1x1x1x1x!y_reduce>
  return %3 : tensor<1x1x1x1x1x!y_reduce>
}

// M = 0.5 * 0.25 / 1.0 * 2^32.
// CHECK-LABEL: func.func @matmul(
func.func @matmul(%a: tensor<2x3x4x!x8>, %b: tensor<1x5x4x!quant.uniform<i8:f32, 0.25>>) -> tensor<2x3x5x!quant.uniform<i8:f32, 1.0:5>> {
  // CHECK: kern.matmul %arg0, %arg1 {lhs_zero_point = 3 : i32, requant = #kern.requant<multipliers = [536870912], shift = 0, zero_point = 5, min = -128, max = 127>} : (tensor<2x3x4xi8>, tensor<1x5x4xi8>) -> tensor<2x3x5xi8>
  %y = dend.matmul %a, %b {arithmetic = #native}
    : (tensor<2x3x4x!x8>, tensor<1x5x4x!quant.uniform<i8:f32, 0.25>>) -> tensor<2x3x5x!quant.uniform<i8:f32, 1.0:5>>
  return %y : tensor<2x3x5x!quant.uniform<i8:f32, 1.0:5>>
}

// Operands of 16 bits keep as many levels as 32 bits have room for.
// CHECK-LABEL: func.func @matmul_wide(
func.func @matmul_wide(%a: tensor<1x3x4x!quant.uniform<i16:f32, 0.125>>) -> tensor<1x3x3x!quant.uniform<i16:f32, 16.0>> {
  // CHECK: kern.matmul %arg0, %arg0 {lhs_right = 1 : i32, requant = #kern.requant<multipliers = [16777216], shift = 0, zero_point = 0, min = -32768, max = 32767>, rhs_right = 1 : i32}
  %y = dend.matmul %a, %a {arithmetic = #native}
    : (tensor<1x3x4x!quant.uniform<i16:f32, 0.125>>, tensor<1x3x4x!quant.uniform<i16:f32, 0.125>>) -> tensor<1x3x3x!quant.uniform<i16:f32, 16.0>>
  return %y : tensor<1x3x3x!quant.uniform<i16:f32, 16.0>>
}

// CHECK-LABEL: func.func @log_softmax(
func.func @log_softmax(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  // CHECK: %[[MAX:.*]] = kern.reduce %arg0 {axes = array<i64: 1>, kind = #dend.reduction<max>}
  // CHECK: %[[LESS:.*]] = kern.float_binary %arg0, %[[MAX]] {kind = #kern.binary<sub>}
  // CHECK: %[[EXP:.*]] = kern.float_unary %[[LESS]] {function = #dend.function<exp>}
  // CHECK: %[[SUM:.*]] = kern.reduce %[[EXP]] {axes = array<i64: 1>, kind = #dend.reduction<sum>}
  // CHECK: %[[LOG:.*]] = kern.float_unary %[[SUM]] {function = #dend.function<log>}
  // CHECK: kern.float_binary %[[LESS]], %[[LOG]] {kind = #kern.binary<sub>}
  %y = dend.log_softmax %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %y : tensor<2x3xf32>
}

// Products of rows have an integer kernel in the arithmetic of TFLite only.
// CHECK-LABEL: func.func @dot(
func.func @dot(%x: tensor<2x3xf32>, %q: tensor<2x3x!x8>) -> (tensor<2xf32>, tensor<2x!x8>) {
  %w = dend.constant dense<2.0> : tensor<2x3xf32> -> tensor<2x3xf32>
  %b = dend.constant dense<1.0> : tensor<2xf32> -> tensor<2xf32>
  // CHECK: %[[PRODUCTS:.*]] = kern.float_binary %arg0, %{{.*}} {kind = #kern.binary<mul>}
  // CHECK: %[[SUMS:.*]] = kern.reduce %[[PRODUCTS]] {axes = array<i64: 1>, kind = #dend.reduction<sum>}
  // CHECK: %[[ROWS:.*]] = kern.reshape %[[SUMS]] : (tensor<2x1xf32>) -> tensor<2xf32>
  // CHECK: kern.float_binary %[[ROWS]], %{{.*}} {kind = #kern.binary<add>}
  %y = dend.dot %x, %w bias %b : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2xf32>) -> tensor<2xf32>
  // CHECK: %[[FLOATS:.*]] = kern.dequantize %arg1
  // CHECK: kern.float_binary %[[FLOATS]], %{{.*}} {kind = #kern.binary<mul>}
  // CHECK: kern.quantize %{{.*}} -> tensor<2xi8>
  %z = dend.dot %q, %q {arithmetic = #native} : (tensor<2x3x!x8>, tensor<2x3x!x8>) -> tensor<2x!x8>
  return %y, %z : tensor<2xf32>, tensor<2x!x8>
}

// CHECK-LABEL: func.func @float_matmul(
func.func @float_matmul(%a: tensor<2x3x4xf32>, %b: tensor<2x5x4xf32>) -> tensor<2x3x5xf32> {
  // CHECK: kern.matmul %arg0, %arg1 : (tensor<2x3x4xf32>, tensor<2x5x4xf32>) -> tensor<2x3x5xf32>
  %y = dend.matmul %a, %b : (tensor<2x3x4xf32>, tensor<2x5x4xf32>) -> tensor<2x3x5xf32>
  return %y : tensor<2x3x5xf32>
}

// CHECK-LABEL: func.func @float_windows(
// CHECK:         kern.average_pool2d %{{.*}} {window = array<i64: 2, 2>} : (tensor<1x2x3x1xf32>) -> tensor<1x1x2x1xf32>
// CHECK:         kern.reduce %{{.*}} {axes = array<i64: 2>, kind = #dend.reduction<mean>} : (tensor<1x1x2x1xf32>) -> tensor<1x1x1x1xf32>
func.func @float_windows(%x: tensor<1x2x3x1xf32>) -> tensor<1x1x1x1xf32> {
  %0 = dend.average_pool2d %x {window = array<i64: 2, 2>} : (tensor<1x2x3x1xf32>) -> tensor<1x1x2x1xf32>
  %1 = dend.reduce <mean> %0 {axes = array<i64: 2>} : (tensor<1x1x2x1xf32>) -> tensor<1x1x1x1xf32>
  return %1 : tensor<1x1x1x1xf32>
}

//===----------------------------------------------------------------------===//
// Data movement
//===----------------------------------------------------------------------===//

// The border's value is an integer of the tensor's type: 1.0 is 2 steps above 3, 1e6 saturates.
// CHECK-LABEL: func.func @movement(
// CHECK:         kern.reshape %{{.*}} : (tensor<2x3xi8>) -> tensor<3x2xi8>
// CHECK:         kern.transpose %{{.*}} {permutation = array<i64: 1, 0>} : (tensor<3x2xi8>) -> tensor<2x3xi8>
// CHECK:         kern.slice %{{.*}} {begin = array<i64: 1, 2>, steps = array<i64: 1, -2>} : (tensor<2x3xi8>) -> tensor<1x2xi8>
// CHECK:         kern.pad %{{.*}} {high = array<i64: 0, 1>, low = array<i64: 1, 0>, value = 5 : i8} : (tensor<1x2xi8>) -> tensor<2x3xi8>
// CHECK:         kern.pad %{{.*}} {high = array<i64: 0, 1>, low = array<i64: 0, 0>, value = 127 : i8} : (tensor<2x3xi8>) -> tensor<2x4xi8>
func.func @movement(%x: tensor<2x3x!x8>) -> tensor<2x4x!x8> {
  %0 = dend.reshape %x : (tensor<2x3x!x8>) -> tensor<3x2x!x8>
  %1 = dend.transpose %0 {permutation = array<i64: 1, 0>} : (tensor<3x2x!x8>) -> tensor<2x3x!x8>
  %2 = dend.slice %1 {begin = array<i64: 1, 2>, steps = array<i64: 1, -2>} : (tensor<2x3x!x8>) -> tensor<1x2x!x8>
  %3 = dend.pad %2 {high = array<i64: 0, 1>, low = array<i64: 1, 0>, value = 1.0 : f32} : (tensor<1x2x!x8>) -> tensor<2x3x!x8>
  %4 = dend.pad %3 {high = array<i64: 0, 1>, low = array<i64: 0, 0>, value = 1.0e6 : f32} : (tensor<2x3x!x8>) -> tensor<2x4x!x8>
  return %4 : tensor<2x4x!x8>
}

// What has another scale or zero point than the result is brought to it.
// CHECK-LABEL: func.func @concat(
// CHECK-SAME:    %[[A:.*]]: tensor<1x2xi8> {{.*}}, %[[B:.*]]: tensor<1x3xi8> {{.*}}, %[[C:.*]]: tensor<1x1xi16>
// CHECK:         %[[SCALED:.*]] = kern.rescale %[[B]] {input_zero_point = -1 : i32, requant = #kern.requant<multipliers = [1073741824], shift = 1, zero_point = 3,
// CHECK:         %[[NARROWED:.*]] = kern.rescale %[[C]] {input_zero_point = 0 : i32, requant = #kern.requant<multipliers = [16777216], shift = 0, zero_point = 3,
// CHECK:         kern.concat %[[A]], %[[SCALED]], %[[NARROWED]], %[[A]] {axis = 1 : i64} : (tensor<1x2xi8>, tensor<1x3xi8>, tensor<1x1xi8>, tensor<1x2xi8>) -> tensor<1x8xi8>
!b_concat = tensor<1x3x!quant.uniform<i8:f32, 0.25:-1>>
func.func @concat(%a: tensor<1x2x!x8>, %b: !b_concat, %c: tensor<1x1x!x16>) -> tensor<1x8x!x8> {
  %y = dend.concat %a, %b, %c, %a {arithmetic = #native, axis = 1 : i64} : (tensor<1x2x!x8>, !b_concat, tensor<1x1x!x16>, tensor<1x2x!x8>) -> tensor<1x8x!x8>
  return %y : tensor<1x8x!x8>
}

// Rows and then columns of an image, repeated: one image of another size.
// CHECK-LABEL: func.func @repeated(
// CHECK-SAME:    %[[X:.*]]: tensor<1x2x3x5xi8>
// CHECK:         %[[REPEATED:.*]] = kern.resize_bilinear %[[X]] {columns = array<f32: 0.000000e+00, 0.000000e+00, 0.000000e+00, 1.000000e+00, 1.000000e+00, 1.000000e+00, 2.000000e+00, 2.000000e+00, 2.000000e+00>, rows = array<f32: 0.000000e+00, 0.000000e+00, 1.000000e+00, 1.000000e+00>} : (tensor<1x2x3x5xi8>) -> tensor<1x4x9x5xi8>
// CHECK:         return %[[REPEATED]]
func.func @repeated(%x: tensor<1x2x3x5x!x8>) -> tensor<1x4x9x5x!x8> {
  %0 = dend.reshape %x : (tensor<1x2x3x5x!x8>) -> tensor<1x2x1x3x5x!x8>
  %1 = dend.concat %0, %0 {arithmetic = #native, axis = 2 : i64} : (tensor<1x2x1x3x5x!x8>, tensor<1x2x1x3x5x!x8>) -> tensor<1x2x2x3x5x!x8>
  %2 = dend.reshape %1 : (tensor<1x2x2x3x5x!x8>) -> tensor<1x4x3x1x5x!x8>
  %3 = dend.concat %2, %2, %2 {arithmetic = #native, axis = 3 : i64} : (tensor<1x4x3x1x5x!x8>, tensor<1x4x3x1x5x!x8>, tensor<1x4x3x1x5x!x8>) -> tensor<1x4x3x3x5x!x8>
  %4 = dend.reshape %3 : (tensor<1x4x3x3x5x!x8>) -> tensor<1x4x9x5x!x8>
  return %4 : tensor<1x4x9x5x!x8>
}

// All of a tensor again and again stays a concatenation, and so does what is no row or column of an image.
// CHECK-LABEL: func.func @repeated_otherwise(
// CHECK:         kern.concat
// CHECK:         kern.concat
// CHECK-NOT:     kern.resize_bilinear
// CHECK:         return
func.func @repeated_otherwise(%x: tensor<1x2x3x5x!x8>) -> (tensor<2x2x3x5x!x8>, tensor<1x2x3x10x!x8>) {
  %0 = dend.concat %x, %x {arithmetic = #native, axis = 0 : i64} : (tensor<1x2x3x5x!x8>, tensor<1x2x3x5x!x8>) -> tensor<2x2x3x5x!x8>
  %1 = dend.reshape %x : (tensor<1x2x3x5x!x8>) -> tensor<1x2x3x5x1x!x8>
  %2 = dend.concat %1, %1 {arithmetic = #native, axis = 4 : i64} : (tensor<1x2x3x5x1x!x8>, tensor<1x2x3x5x1x!x8>) -> tensor<1x2x3x5x2x!x8>
  %3 = dend.reshape %2 : (tensor<1x2x3x5x2x!x8>) -> tensor<1x2x3x10x!x8>
  return %0, %3 : tensor<2x2x3x5x!x8>, tensor<1x2x3x10x!x8>
}

// A constant operand that is not a weight stays a tensor.
// CHECK-LABEL: func.func @constant(
// CHECK:         %[[C:.*]] = kern.constant dense<[1, 2]> : tensor<2xi8>
// CHECK:         kern.mul %{{.*}}, %[[C]]
func.func @constant(%x: tensor<2x!x8>) -> tensor<2x!x8> {
  %c = dend.constant dense<[1, 2]> : tensor<2xi8> -> tensor<2x!x8>
  %y = dend.mul %x, %c {arithmetic = #native} : (tensor<2x!x8>, tensor<2x!x8>) -> tensor<2x!x8>
  return %y : tensor<2x!x8>
}

// Of weights nothing is left beside the op.
// CHECK-LABEL: func.func @weights_only(
// CHECK-NOT:     constant
// CHECK:         kern.dense
func.func @weights_only(%x: tensor<1x4xf32>) -> tensor<1x1xf32> {
  %w = dend.constant dense<1.0> : tensor<1x4xf32> -> tensor<1x4xf32>
  %y = dend.dense %x, %w : (tensor<1x4xf32>, tensor<1x4xf32>) -> tensor<1x1xf32>
  return %y : tensor<1x1xf32>
}

//===----------------------------------------------------------------------===//
// Results
//===----------------------------------------------------------------------===//

// Every result has memory of its own: an argument, a constant, and a value returned twice are copied. Attributes stay.
// CHECK-LABEL: func.func @main(
// CHECK-SAME:    %[[X:.*]]: tensor<2x2xf32> {dend.name = "x"})
// CHECK-SAME:    -> (tensor<2x2xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32> {dend.name = "y"}) {
// CHECK-DAG:     %[[C:.*]] = kern.constant dense<1.000000e+00> : tensor<4xf32>
// CHECK-DAG:     %[[R:.*]] = kern.reshape %[[X]]
// CHECK-DAG:     %[[S:.*]] = kern.float_unary %[[R]]
// CHECK-DAG:     %[[X_COPY:.*]] = kern.slice %[[X]] {begin = array<i64: 0, 0>, steps = array<i64: 1, 1>} : (tensor<2x2xf32>) -> tensor<2x2xf32>
// CHECK-DAG:     %[[C_COPY:.*]] = kern.slice %[[C]] {begin = array<i64: 0>, steps = array<i64: 1>} : (tensor<4xf32>) -> tensor<4xf32>
// CHECK-DAG:     %[[S_COPY:.*]] = kern.slice %[[S]]
// CHECK:         return %[[X_COPY]], %[[C_COPY]], %[[S]], %[[S_COPY]] : tensor<2x2xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>
func.func @main(%x: tensor<2x2xf32> {dend.name = "x"}) -> (tensor<2x2xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32> {dend.name = "y"}) {
  %c = dend.constant dense<1.0> : tensor<4xf32> -> tensor<4xf32>
  %r = dend.reshape %x : (tensor<2x2xf32>) -> tensor<4xf32>
  %s = dend.unary <sqrt> %r : (tensor<4xf32>) -> tensor<4xf32>
  return %x, %c, %s, %s : tensor<2x2xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>
}

// Integers of a recurrent layer: gates in steps of 2^-11 are read from -8 to 8 after one bit to the left; the dendrite
// adds to the neuron in steps of 2^-6 of the states'.
!gates = !quant.uniform<i16:f32, 4.8828125e-4>
!states = !quant.uniform<i16:f32, 3.0517578125e-5>
!matrix = !quant.uniform<i8:f32, 0.0078125>
!half = !quant.uniform<i16:f32, 3.0517578125e-5>
// CHECK-LABEL: @recurrent
// CHECK: %[[STATES:.*]] = kern.constant dense<0> : tensor<1x1x1x2xi16>
// CHECK: kern.recurrent %{{.*}}, %[[STATES]] {bias = dense<0> : tensor<2xi32>, cell = #dend.cell<rnn>, dendrite_count = 1 : i64
// CHECK-SAME: dendrite_requant = #kern.requant<multipliers = [67108864], shift = 0, zero_point = 0, min = 0, max = 32767>
// CHECK-SAME: functions = [#dend.function<tanh>], gate_shift = 1 : i32, neuron_shift = 6 : i32
// CHECK-SAME: requant = #kern.requant<multipliers = [131072], shift = 0, zero_point = 0, min = -128, max = 127>
// CHECK-SAME: sum_requant = #kern.requant<multipliers = [2097152, 2097152], shift = 0, zero_point = 0, min = -32768, max = 32767>
// CHECK-SAME: tables = array<i16: -32767, {{.*}}, 0, {{.*}}, 32767>
// CHECK-SAME: to_neuron = dense<2097152> : tensor<1x1xi32>
// CHECK-SAME: weights = dense<{{.*}}> : tensor<2x1xi8>
func.func @recurrent(%g: tensor<1x4x1x2x!gates>) -> tensor<1x4x1x1x!quant.uniform<i8:f32, 0.015625>> {
  %h = dend.constant dense<0> : tensor<1x1x1x2xi16> -> tensor<1x1x1x2x!states>
  %w = dend.constant dense<[[1], [2]]> : tensor<2x1xi8> -> tensor<2x1x!matrix>
  %t = dend.constant dense<0.5> : tensor<1x1xf32> -> tensor<1x1xf32>
  %y = dend.recurrent <rnn> %g from %h, %w to_neuron %t {arithmetic = #dend.arithmetic<native>, dendrite_count = 1 : i64,
      dendrite_function = #dend.function<relu>, functions = [#dend.function<tanh>], signal_types = [!half, !half]}
    : (tensor<1x4x1x2x!gates>, tensor<1x1x1x2x!states>, tensor<2x1x!matrix>, tensor<1x1xf32>)
    -> tensor<1x4x1x1x!quant.uniform<i8:f32, 0.015625>>
  return %y : tensor<1x4x1x1x!quant.uniform<i8:f32, 0.015625>>
}

// States are rows of one tensor, those of the cells after the last step a row of the output.
// CHECK-LABEL: @recurrent_float
// CHECK: %[[STATES:.*]] = kern.concat %arg1, %arg2 {axis = 1 : i64}
// CHECK: %[[ALL:.*]] = kern.recurrent %arg0, %[[STATES]] {appends_cell, bias = dense<0.000000e+00> : tensor<4xf32>, cell = #dend.cell<lstm>
// CHECK-SAME: weights = dense<5.000000e-01> : tensor<4x1xf32>
// CHECK-SAME: -> tensor<1x5x1x1xf32>
// CHECK: %[[CELL:.*]] = kern.slice %[[ALL]] {begin = array<i64: 0, 4, 0, 0>{{.*}} -> tensor<1x1x1x1xf32>
// CHECK: %[[OUTPUT:.*]] = kern.slice %[[ALL]] {begin = array<i64: 0, 0, 0, 0>{{.*}} -> tensor<1x4x1x1xf32>
// CHECK: return %[[OUTPUT]], %[[CELL]]
func.func @recurrent_float(%g: tensor<1x4x1x4xf32>, %h: tensor<1x1x1x1xf32>, %c: tensor<1x1x1x1xf32>) -> (tensor<1x4x1x1xf32>, tensor<1x1x1x1xf32>) {
  %w = dend.constant dense<0.5> : tensor<4x1xf32> -> tensor<4x1xf32>
  %y, %d = dend.recurrent <lstm> %g from %h cell %c, %w {functions = [#dend.function<sigmoid>, #dend.function<tanh>, #dend.function<tanh>]}
    : (tensor<1x4x1x4xf32>, tensor<1x1x1x1xf32>, tensor<1x1x1x1xf32>, tensor<4x1xf32>) -> (tensor<1x4x1x1xf32>, tensor<1x1x1x1xf32>)
  return %y, %d : tensor<1x4x1x1xf32>, tensor<1x1x1x1xf32>
}

// Cells clamped to 10: in integers that is 160 steps of 2^-4.
// CHECK-LABEL: @recurrent_clipped
// CHECK: %[[STATES:.*]] = kern.constant dense<0> : tensor<1x2x1x1xi16>
// CHECK: kern.recurrent %arg0, %[[STATES]] {{.*}}cell = #dend.cell<lstm>, cell_limit = 160 : i32
!coarse = !quant.uniform<i16:f32, 0.0625>
func.func @recurrent_clipped(%g: tensor<1x4x1x4x!gates>) -> tensor<1x4x1x1x!quant.uniform<i8:f32, 0.015625>> {
  %h = dend.constant dense<0> : tensor<1x1x1x1xi16> -> tensor<1x1x1x1x!coarse>
  %w = dend.constant dense<1> : tensor<4x1xi8> -> tensor<4x1x!matrix>
  %y = dend.recurrent <lstm> %g from %h cell %h, %w {arithmetic = #dend.arithmetic<native>, cell_clip = 10.0 : f32,
      functions = [#dend.function<sigmoid>, #dend.function<tanh>, #dend.function<tanh>]}
    : (tensor<1x4x1x4x!gates>, tensor<1x1x1x1x!coarse>, tensor<1x1x1x1x!coarse>, tensor<4x1x!matrix>) -> tensor<1x4x1x1x!quant.uniform<i8:f32, 0.015625>>
  return %y : tensor<1x4x1x1x!quant.uniform<i8:f32, 0.015625>>
}

// Products of peepholes, in steps of 0.5 and 0.25, with cells in steps of 1/2, in gates of 1/2.
// CHECK-LABEL: @recurrent_peepholes
// CHECK: kern.recurrent {{.*}}peephole_requant = #kern.requant<multipliers = [1073741824, 536870912, 536870912], shift = 1, zero_point = 0, min = -65536, max = 65535>
// CHECK-SAME: peepholes = dense<{{.*}}7{{.*}}8{{.*}}9{{.*}}> : tensor<3x1xi16>
!halves = !quant.uniform<i16:f32, 0.5>
!rows = !quant.uniform<i16:f32:0, {0.5, 0.25, 0.25}>
func.func @recurrent_peepholes(%g: tensor<1x4x1x4x!halves>) -> tensor<1x4x1x1x!quant.uniform<i8:f32, 0.015625>> {
  %h = dend.constant dense<0> : tensor<1x1x1x1xi16> -> tensor<1x1x1x1x!halves>
  %w = dend.constant dense<1> : tensor<4x1xi8> -> tensor<4x1x!matrix>
  %p = dend.constant dense<[[7], [8], [9]]> : tensor<3x1xi16> -> tensor<3x1x!rows>
  %y = dend.recurrent <lstm> %g from %h cell %h, %w peepholes %p {arithmetic = #dend.arithmetic<native>,
      functions = [#dend.function<sigmoid>, #dend.function<tanh>, #dend.function<tanh>]}
    : (tensor<1x4x1x4x!halves>, tensor<1x1x1x1x!halves>, tensor<1x1x1x1x!halves>, tensor<4x1x!matrix>, tensor<3x1x!rows>)
    -> tensor<1x4x1x1x!quant.uniform<i8:f32, 0.015625>>
  return %y : tensor<1x4x1x1x!quant.uniform<i8:f32, 0.015625>>
}

// CHECK-LABEL: @recurrent_float_clipped
// CHECK: kern.recurrent {{.*}}cell = #dend.cell<lstm>, cell_clip = 1.000000e+01 : f32
func.func @recurrent_float_clipped(%g: tensor<1x4x1x4xf32>, %h: tensor<1x1x1x1xf32>) -> tensor<1x4x1x1xf32> {
  %w = dend.constant dense<0.5> : tensor<4x1xf32> -> tensor<4x1xf32>
  %y = dend.recurrent <lstm> %g from %h cell %h, %w {cell_clip = 10.0 : f32, functions = [#dend.function<sigmoid>, #dend.function<tanh>, #dend.function<tanh>]}
    : (tensor<1x4x1x4xf32>, tensor<1x1x1x1xf32>, tensor<1x1x1x1xf32>, tensor<4x1xf32>) -> tensor<1x4x1x1xf32>
  return %y : tensor<1x4x1x1xf32>
}

// As TensorFlow Lite computes it: hidden states in steps of the output's, here the 0.01 that makes float(0.01 * 0.02) another
// number than the product of doubles; cells in steps of 2^-11, clamped to 10. Factors from 1/2 on are rounded once. Hidden states
// have their zero point outside of the cells only.
// CHECK-LABEL: @recurrent_tflite
// CHECK: kern.conv2d {{.*}}requant = #kern.requant<multipliers = [1759218560, 1759218560, 1759218560, 1759218560], shift = 2, zero_point = 0, min = -32768, max = 32767, rounding = nearest, shifts = [-1, -1, -1, -1]>
// CHECK: %[[HIDDEN:.*]] = kern.rescale %arg1 {input_zero_point = 3 : i32, requant = #kern.requant<multipliers = [1073741824], shift = {{[0-9]+}}, zero_point = 0, min = -32768, max = 32767>} : (tensor<1x1x1x1xi8>) -> tensor<1x1x1x1xi16>
// CHECK: %[[STATES:.*]] = kern.concat %[[HIDDEN]], %arg2
// CHECK: kern.recurrent {{.*}}, %[[STATES]] {appends_cell, {{.*}}cell = #dend.cell<lstm>, cell_limit = 20480 : i32, cell_shift = 4 : i32
// CHECK-SAME: gate_shift = 3 : i32, hidden_requant = #kern.requant<multipliers = [1677721600], shift = 0, zero_point = 0, min = -131, max = 124, rounding = tflite, shifts = [-23]>
// CHECK-NOT: tables
// CHECK-SAME: requant = #kern.requant<multipliers = [1073741824], shift = {{[0-9]+}}, zero_point = 0, min = -32768, max = 32767>
// CHECK-SAME: sum_requant = #kern.requant<multipliers = [1759218560, 1759218560, 1759218560, 1759218560], shift = 0, zero_point = 0, min = -65536, max = 65535, rounding = tflite, shifts = [-1, -1, -1, -1]>
// CHECK: kern.slice {{.*}} -> tensor<1x1x1x1xi16>
// CHECK: kern.rescale %{{.*}} {input_zero_point = 0 : i32, requant = #kern.requant<multipliers = [1073741824], shift = {{[0-9]+}}, zero_point = 3, min = -128, max = 127>} : (tensor<1x4x1x1xi16>) -> tensor<1x4x1x1xi8>
!steps = !quant.uniform<i16:f32, 2.44140625e-4>
!cells = !quant.uniform<i16:f32, 4.8828125e-4>
!hidden = !quant.uniform<i8:f32, 0.01:3>
!fiftieth = !quant.uniform<i8:f32, 0.02>
!hundredth = !quant.uniform<i8:f32, 0.01>
func.func @recurrent_tflite(%x: tensor<1x4x1x2x!hidden>, %h: tensor<1x1x1x1x!hidden>, %c: tensor<1x1x1x1x!cells>)
    -> (tensor<1x4x1x1x!hidden>, tensor<1x1x1x1x!cells>) {
  %w = dend.constant dense<1> : tensor<4x1x1x2xi8> -> tensor<4x1x1x2x!fiftieth>
  %g = dend.conv2d %x, %w {arithmetic = #dend.arithmetic<tflite>} : (tensor<1x4x1x2x!hidden>, tensor<4x1x1x2x!fiftieth>) -> tensor<1x4x1x4x!steps>
  %r = dend.constant dense<1> : tensor<4x1xi8> -> tensor<4x1x!hundredth>
  %y, %d = dend.recurrent <lstm> %g from %h cell %c, %r {arithmetic = #dend.arithmetic<tflite>, cell_clip = 10.0 : f32,
      functions = [#dend.function<sigmoid>, #dend.function<tanh>, #dend.function<tanh>]}
    : (tensor<1x4x1x4x!steps>, tensor<1x1x1x1x!hidden>, tensor<1x1x1x1x!cells>, tensor<4x1x!hundredth>)
    -> (tensor<1x4x1x1x!hidden>, tensor<1x1x1x1x!cells>)
  return %y, %d : tensor<1x4x1x1x!hidden>, tensor<1x1x1x1x!cells>
}
