// RUN: dend-eval %s | FileCheck %s

// i * i - 20000, clamped; exp(-0.05 i) and exp(-0.256 i) times 2^15.
#table = array<i16: -20000, -19999, -19996, -19991, -19984, -19975, -19964, -19951, -19936, -19919, -19900, -19879, -19856, -19831, -19804, -19775, -19744, -19711, -19676, -19639, -19600, -19559, -19516, -19471, -19424, -19375, -19324, -19271, -19216, -19159, -19100, -19039, -18976, -18911, -18844, -18775, -18704, -18631, -18556, -18479, -18400, -18319, -18236, -18151, -18064, -17975, -17884, -17791, -17696, -17599, -17500, -17399, -17296, -17191, -17084, -16975, -16864, -16751, -16636, -16519, -16400, -16279, -16156, -16031, -15904, -15775, -15644, -15511, -15376, -15239, -15100, -14959, -14816, -14671, -14524, -14375, -14224, -14071, -13916, -13759, -13600, -13439, -13276, -13111, -12944, -12775, -12604, -12431, -12256, -12079, -11900, -11719, -11536, -11351, -11164, -10975, -10784, -10591, -10396, -10199, -10000, -9799, -9596, -9391, -9184, -8975, -8764, -8551, -8336, -8119, -7900, -7679, -7456, -7231, -7004, -6775, -6544, -6311, -6076, -5839, -5600, -5359, -5116, -4871, -4624, -4375, -4124, -3871, -3616, -3359, -3100, -2839, -2576, -2311, -2044, -1775, -1504, -1231, -956, -679, -400, -119, 164, 449, 736, 1025, 1316, 1609, 1904, 2201, 2500, 2801, 3104, 3409, 3716, 4025, 4336, 4649, 4964, 5281, 5600, 5921, 6244, 6569, 6896, 7225, 7556, 7889, 8224, 8561, 8900, 9241, 9584, 9929, 10276, 10625, 10976, 11329, 11684, 12041, 12400, 12761, 13124, 13489, 13856, 14225, 14596, 14969, 15344, 15721, 16100, 16481, 16864, 17249, 17636, 18025, 18416, 18809, 19204, 19601, 20000, 20401, 20804, 21209, 21616, 22025, 22436, 22849, 23264, 23681, 24100, 24521, 24944, 25369, 25796, 26225, 26656, 27089, 27524, 27961, 28400, 28841, 29284, 29729, 30176, 30625, 31076, 31529, 31984, 32441, 32767, 32767, 32767, 32767, 32767, 32767, 32767, 32767, 32767, 32767, 32767, 32767, 32767, 32767, 32767, 32767, 32767, 32767, 32767, 32767, 32767, 32767, 32767, 32767, 32767, 32767, 32767>
#exp8 = array<i32: 32768, 31170, 29650, 28204, 26828, 25520, 24275, 23091, 21965, 20894, 19875, 18905, 17983, 17106, 16272, 15479, 14724, 14006, 13322, 12673, 12055, 11467, 10908, 10376, 9870, 9388, 8930, 8495, 8080, 7686, 7312, 6955, 6616, 6293, 5986, 5694, 5417, 5152, 4901, 4662, 4435, 4218, 4013, 3817, 3631, 3454, 3285, 3125, 2973, 2828, 2690, 2559, 2434, 2315, 2202, 2095, 1993, 1895, 1803, 1715, 1631, 1552, 1476, 1404, 1336, 1271, 1209, 1150, 1094, 1040, 990, 941, 895, 852, 810, 771, 733, 697, 663, 631, 600, 571, 543, 517, 491, 467, 445, 423, 402, 383, 364, 346, 329, 313, 298, 283, 270, 257, 244, 232, 221, 210, 200, 190, 181, 172, 164, 156, 148, 141, 134, 127, 121, 115, 110, 104, 99, 94, 90, 85, 81, 77, 73, 70, 67, 63, 60, 57, 54, 52, 49, 47, 45, 42, 40, 38, 36, 35, 33, 31, 30, 28, 27, 26, 24, 23, 22, 21, 20, 19, 18, 17, 16, 16, 15, 14, 13, 13, 12, 12, 11, 10, 10, 9, 9, 9, 8, 8, 7, 7, 7, 6, 6, 6, 5, 5, 5, 5, 4, 4, 4, 4, 4, 3, 3, 3, 3, 3, 3, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0>
#exp16 = array<i32: 32768, 25367, 19638, 15202, 11769, 9111, 7053, 5460, 4227, 3272, 2533, 1961, 1518, 1175, 910, 704, 545, 422, 327, 253, 196, 152, 117, 91, 70, 54, 42, 33, 25, 20, 15, 12, 9, 7, 5, 4, 3, 3, 2, 2, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0>

// Positions outside the input read the zero point and add nothing. M = 2^30 and S = 0: a quarter, halves rounded up.
//   (4 + 5 + 9) / 4 = 4.5 -> 5, and the zero point 1;  (5 + 9) / 4 = 3.5 -> 4;  9 / 4 -> 2
// CHECK: conv2d: dense
// CHECK-SAME{LITERAL}: <[[[[6], [5], [3]]]]> : tensor<1x1x3x1xi8>
func.func @conv2d(%x: tensor<1x1x2x1xi8>) -> tensor<1x1x3x1xi8>
    attributes {eval.inputs = [dense<[[[[14], [15]]]]> : tensor<1x1x2x1xi8>]} {
  %y = kern.conv2d %x {weights = dense<1> : tensor<1x1x2x1xi8>, bias = dense<9> : tensor<1xi32>, input_zero_point = 10 : i32,
      padding = array<i64: 0, 0, 0, 2>, requant = #kern.requant<multipliers = [1073741824], shift = 0, zero_point = 1, min = -128, max = 127>}
    : (tensor<1x1x2x1xi8>) -> tensor<1x1x3x1xi8>
  return %y : tensor<1x1x3x1xi8>
}

// A multiplier per channel, 2^-12 and 1/4; -24.4 - 1 and -25000 - 1, clamped.
// CHECK: depthwise_conv2d: dense
// CHECK-SAME{LITERAL}: <[[[[-25, -9000]]]]> : tensor<1x1x1x2xi16>
func.func @depthwise_conv2d(%x: tensor<1x1x1x2xi16>) -> tensor<1x1x1x2xi16>
    attributes {eval.inputs = [dense<[[[[1000, -1000]]]]> : tensor<1x1x1x2xi16>]} {
  %y = kern.depthwise_conv2d %x {weights = dense<[[[[-100]]], [[[100]]]]> : tensor<2x1x1x1xi8>, bias = dense<0> : tensor<2xi32>,
      requant = #kern.requant<multipliers = [1048576, 1073741824], shift = 0, zero_point = -1, min = -9000, max = 9000>}
    : (tensor<1x1x1x2xi16>) -> tensor<1x1x1x2xi16>
  return %y : tensor<1x1x1x2xi16>
}

// Two channels with two dendrites each, through the table and through a clamp alone.
// CHECK: dendrites: dense
// CHECK-SAME{LITERAL}: <[[26015, 596], [-15713, -550]]> : tensor<2x2xi16>
// CHECK: dendrites: dense
// CHECK-SAME{LITERAL}: <[[4195, -86], [-108, 43]]> : tensor<2x2xi16>
func.func @dendrites(%x: tensor<2x1xi8>) -> (tensor<2x2xi16>, tensor<2x2xi16>)
    attributes {eval.inputs = [dense<[[100], [-50]]> : tensor<2x1xi8>]} {
  %0 = kern.dense %x {weights = dense<[[5], [-7], [100], [-100], [60], [127]]> : tensor<6x1xi8>,
      bias = dense<[10, -20, 1000, -300, 7, 0]> : tensor<6xi32>, input_zero_point = -3 : i32, dendrite_count = 2 : i64,
      between = dense<[[70000, -80000]]> : tensor<1x2xi32>, to_neuron = dense<[[3000, -2000], [100000, 5000]]> : tensor<2x2xi32>,
      dendrite_requant = #kern.requant<multipliers = [536870912, 1073741824, 805306368, 536870912], shift = 5, zero_point = 0, min = -32768, max = 32767>,
      dendrite_table = #table, dendrite_function = #dend.function<sigmoid>,
      requant = #kern.requant<multipliers = [1073741824, 536870912], shift = 1, zero_point = 4, min = -30000, max = 30000>}
    : (tensor<2x1xi8>) -> tensor<2x2xi16>
  %1 = kern.dense %x {weights = dense<[[5], [-7], [100], [-100], [60], [127]]> : tensor<6x1xi8>,
      bias = dense<[10, -20, 1000, -300, 7, 0]> : tensor<6xi32>, input_zero_point = -3 : i32, dendrite_count = 2 : i64,
      between = dense<[[70000, -80000]]> : tensor<1x2xi32>, to_neuron = dense<[[3000, -2000], [100000, 5000]]> : tensor<2x2xi32>,
      dendrite_requant = #kern.requant<multipliers = [536870912, 1073741824, 805306368, 536870912], shift = 5, zero_point = 0, min = 0, max = 5000>,
      dendrite_function = #dend.function<relu>,
      requant = #kern.requant<multipliers = [1073741824, 536870912], shift = 1, zero_point = 4, min = -30000, max = 30000>}
    : (tensor<2x1xi8>) -> tensor<2x2xi16>
  return %0, %1 : tensor<2x2xi16>, tensor<2x2xi16>
}

// CHECK: max_pool2d: dense
// CHECK-SAME{LITERAL}: <[[[[-3], [-1]]]]> : tensor<1x1x2x1xi8>
func.func @max_pool2d(%x: tensor<1x1x3x1xi8>) -> tensor<1x1x2x1xi8>
    attributes {eval.inputs = [dense<[[[[-3], [-1], [-2]]]]> : tensor<1x1x3x1xi8>]} {
  %y = kern.max_pool2d %x {window = array<i64: 1, 2>, strides = array<i64: 1, 2>, padding = array<i64: 0, 1, 0, 0>}
    : (tensor<1x1x3x1xi8>) -> tensor<1x1x2x1xi8>
  return %y : tensor<1x1x2x1xi8>
}

// The first window counts one position, the second two: factors 1 and 1/2. Where padding counts, one for all.
//   (9 - 1) * 1 = 8;  (20 - 1 + 30 - 1) / 2 = 24;  (9 - 1) / 2 = 4
// CHECK: average_pool2d: dense
// CHECK-SAME{LITERAL}: <[[[[8], [24]]]]> : tensor<1x1x2x1xi8>
// CHECK: average_pool2d: dense
// CHECK-SAME{LITERAL}: <[[[[4], [24]]]]> : tensor<1x1x2x1xi8>
func.func @average_pool2d(%x: tensor<1x1x3x1xi8>) -> (tensor<1x1x2x1xi8>, tensor<1x1x2x1xi8>)
    attributes {eval.inputs = [dense<[[[[9], [20], [30]]]]> : tensor<1x1x3x1xi8>]} {
  %y = kern.average_pool2d %x {window = array<i64: 1, 2>, strides = array<i64: 1, 2>, padding = array<i64: 0, 1, 0, 0>, input_zero_point = 1 : i32,
      requant = #kern.requant<multipliers = [1073741824, 536870912], shift = 2, zero_point = 0, min = -128, max = 127>}
    : (tensor<1x1x3x1xi8>) -> tensor<1x1x2x1xi8>
  %z = kern.average_pool2d %x {window = array<i64: 1, 2>, strides = array<i64: 1, 2>, padding = array<i64: 0, 1, 0, 0>, input_zero_point = 1 : i32, count_padding,
      requant = #kern.requant<multipliers = [536870912], shift = 2, zero_point = 0, min = -128, max = 127>}
    : (tensor<1x1x3x1xi8>) -> tensor<1x1x2x1xi8>
  return %y, %z : tensor<1x1x2x1xi8>, tensor<1x1x2x1xi8>
}

// CHECK: reduce: dense
// CHECK-SAME{LITERAL}: <[[14], [30]]> : tensor<2x1xi16>
// CHECK: reduce: dense
// CHECK-SAME{LITERAL}: <[[9, 20]]> : tensor<1x2xi8>
// CHECK: reduce: dense
// CHECK-SAME{LITERAL}: <-3> : tensor<1x1xi8>
func.func @reduce(%x: tensor<2x2xi8>) -> (tensor<2x1xi16>, tensor<1x2xi8>, tensor<1x1xi8>)
    attributes {eval.inputs = [dense<[[9, -3], [8, 20]]> : tensor<2x2xi8>]} {
  %sum = kern.reduce %x {kind = #dend.reduction<sum>, axes = array<i64: 1>, input_zero_point = -2 : i32,
      requant = #kern.requant<multipliers = [1073741824], shift = 2, zero_point = 4, min = -128, max = 30>} : (tensor<2x2xi8>) -> tensor<2x1xi16>
  %max = kern.reduce %x {kind = #dend.reduction<max>, axes = array<i64: 0>} : (tensor<2x2xi8>) -> tensor<1x2xi8>
  %min = kern.reduce %x {kind = #dend.reduction<min>, axes = array<i64: 0, 1>} : (tensor<2x2xi8>) -> tensor<1x1xi8>
  return %sum, %max, %min : tensor<2x1xi16>, tensor<1x2xi8>, tensor<1x1xi8>
}

// (10 * 3 - 100 * 2 + 7) >> 2 = -163 >> 2 = -41, rounded down; the row broadcasts.
// CHECK: add: dense
// CHECK-SAME{LITERAL}: <[[-41, -50], [1, 50]]> : tensor<2x2xi8>
func.func @add(%x: tensor<2x2xi8>, %row: tensor<2xi16>) -> tensor<2x2xi8>
    attributes {eval.inputs = [dense<[[10, -100], [66, 127]]> : tensor<2x2xi8>, dense<[100, 0]> : tensor<2xi16>]} {
  %y = kern.add %x, %row {lhs_multiplier = 3 : i32, rhs_multiplier = -2 : i32, offset = 7 : i32, shift = 2 : i32, min = -50 : i32, max = 50 : i32}
    : (tensor<2x2xi8>, tensor<2xi16>) -> tensor<2x2xi8>
  return %y : tensor<2x2xi8>
}

// (10 - 1) * (-7 + 2) = -45, a quarter of it -11.25, with the zero point -8.
// CHECK: mul: dense
// CHECK-SAME{LITERAL}: <[-8, 3]> : tensor<2xi8>
func.func @mul(%x: tensor<2xi8>, %y: tensor<1xi8>) -> tensor<2xi8>
    attributes {eval.inputs = [dense<[10, 1]> : tensor<2xi8>, dense<-7> : tensor<1xi8>]} {
  %z = kern.mul %x, %y {lhs_zero_point = 1 : i32, rhs_zero_point = -2 : i32,
      requant = #kern.requant<multipliers = [1073741824], shift = 0, zero_point = 3, min = -128, max = 127>} : (tensor<2xi8>, tensor<1xi8>) -> tensor<2xi8>
  return %z : tensor<2xi8>
}

// CHECK: rescale: dense
// CHECK-SAME{LITERAL}: <[-100, 1, 102, 150]> : tensor<4xi16>
func.func @rescale(%x: tensor<4xi8>) -> tensor<4xi16> attributes {eval.inputs = [dense<[-128, -27, 74, 127]> : tensor<4xi8>]} {
  %y = kern.rescale %x {input_zero_point = -28 : i32,
      requant = #kern.requant<multipliers = [1073741824], shift = 2, zero_point = 0, min = -200, max = 150>} : (tensor<4xi8>) -> tensor<4xi16>
  return %y : tensor<4xi16>
}

// CHECK: lookup: dense
// CHECK-SAME{LITERAL}: <[1000, 7, 1002]> : tensor<3xi16>
func.func @lookup(%x: tensor<3xi8>) -> tensor<3xi16> attributes {eval.inputs = [dense<[-128, 0, 127]> : tensor<3xi8>]} {
  %y = kern.lookup %x {table = array<i16: 1000, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 7, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1002>} : (tensor<3xi8>) -> tensor<3xi16>
  return %y : tensor<3xi16>
}

// CHECK: interpolate: dense
// CHECK-SAME{LITERAL}: <[-20000, -3617, -3616, -3516, 32767]> : tensor<5xi16>
// CHECK: interpolate: dense
// CHECK-SAME{LITERAL}: <[-78, -14, -14, -14, 100]> : tensor<5xi8>
func.func @interpolate(%x: tensor<5xi16>) -> (tensor<5xi16>, tensor<5xi8>)
    attributes {eval.inputs = [dense<[-32768, -1, 0, 100, 32767]> : tensor<5xi16>]} {
  %0 = kern.interpolate %x {table = #table, min = -32768 : i32, max = 32767 : i32} : (tensor<5xi16>) -> tensor<5xi16>
  %1 = kern.interpolate %x {table = #table, min = -100 : i32, max = 100 : i32} : (tensor<5xi16>) -> tensor<5xi8>
  return %0, %1 : tensor<5xi16>, tensor<5xi8>
}

// Halves away from zero; NaN gives the zero point, infinities saturate.
// CHECK: quantize: dense
// CHECK-SAME{LITERAL}: <[6, 4, 5, -128, 127, 5]> : tensor<6xi8>
func.func @quantize(%x: tensor<6xf32>) -> tensor<6xi8>
    attributes {eval.inputs = [dense<[0.25, -0.25, 0.125, 0xFF800000, 0x7F800000, 0x7FC00000]> : tensor<6xf32>]} {
  %y = kern.quantize %x {scale = 0.5 : f32, zero_point = 5 : i32, min = -128 : i32, max = 127 : i32} : (tensor<6xf32>) -> tensor<6xi8>
  return %y : tensor<6xi8>
}

// CHECK: dequantize: dense
// CHECK-SAME{LITERAL}: <[-1.000000e+00, 0.000000e+00, 5.000000e-01]> : tensor<3xf32>
func.func @dequantize(%x: tensor<3xi16>) -> tensor<3xf32> attributes {eval.inputs = [dense<[3, 5, 6]> : tensor<3xi16>]} {
  %y = kern.dequantize %x {scale = 0.5 : f32, zero_point = 5 : i32} : (tensor<3xi16>) -> tensor<3xf32>
  return %y : tensor<3xf32>
}

// CHECK: softmax: dense
// CHECK-SAME{LITERAL}: <[[-31, 31, -128]]> : tensor<1x3xi8>
// CHECK: softmax: dense
// CHECK-SAME{LITERAL}: <[[13980, 18788, 0]]> : tensor<1x3xi16>
func.func @softmax(%x: tensor<1x3xi8>, %y: tensor<1x3xi16>) -> (tensor<1x3xi8>, tensor<1x3xi16>)
    attributes {eval.inputs = [dense<[[10, 20, -128]]> : tensor<1x3xi8>, dense<[[1000, 1300, -32768]]> : tensor<1x3xi16>]} {
  %0 = kern.softmax %x {table = #exp8, levels = 256 : i32, zero_point = -128 : i32, min = -128 : i32, max = 127 : i32} : (tensor<1x3xi8>) -> tensor<1x3xi8>
  %1 = kern.softmax %y {table = #exp16, levels = 32768 : i32, zero_point = 0 : i32, min = 0 : i32, max = 32767 : i32} : (tensor<1x3xi16>) -> tensor<1x3xi16>
  return %0, %1 : tensor<1x3xi8>, tensor<1x3xi16>
}

// CHECK: move: dense
// CHECK-SAME{LITERAL}: <[[-7, 1, 2, 3], [-7, 4, 5, 6], [-7, -7, -7, -7]]> : tensor<3x4xi8>
// CHECK: move: dense
// CHECK-SAME{LITERAL}: <[1, 4, 9, 9, 2, 5, 9, 9, 3, 6, 9, 9]> : tensor<12xi8>
// CHECK: move: dense
// CHECK-SAME{LITERAL}: <[[5], [2]]> : tensor<2x1xi8>
func.func @move(%x: tensor<2x3xi8>) -> (tensor<3x4xi8>, tensor<12xi8>, tensor<2x1xi8>)
    attributes {eval.inputs = [dense<[[1, 2, 3], [4, 5, 6]]> : tensor<2x3xi8>]} {
  %nine = kern.constant dense<9> : tensor<3x2xi8>
  %0 = kern.pad %x {low = array<i64: 0, 1>, high = array<i64: 1, 0>, value = -7 : i8} : (tensor<2x3xi8>) -> tensor<3x4xi8>
  %1 = kern.transpose %x {permutation = array<i64: 1, 0>} : (tensor<2x3xi8>) -> tensor<3x2xi8>
  %2 = kern.concat %1, %nine {axis = 1 : i64} : (tensor<3x2xi8>, tensor<3x2xi8>) -> tensor<3x4xi8>
  %3 = kern.reshape %2 : (tensor<3x4xi8>) -> tensor<12xi8>
  %4 = kern.slice %x {begin = array<i64: 1, 1>, steps = array<i64: -1, 1>} : (tensor<2x3xi8>) -> tensor<2x1xi8>
  return %0, %3, %4 : tensor<3x4xi8>, tensor<12xi8>, tensor<2x1xi8>
}

// The same ops on floats: dendrites, a clamp, a border, pools, two kinds of binary op, softmax.
//   d = relu(2 * 3 + 1) = 7;  y = min(3 + 2 * 7, 16) = 16
// CHECK: floats: dense
// CHECK-SAME{LITERAL}: <[[[[1.600000e+01], [1.000000e+00]]]]> : tensor<1x1x2x1xf32>
// CHECK: floats: dense
// CHECK-SAME{LITERAL}: <8.500000e+00> : tensor<1x1x1x1xf32>
// CHECK: floats: dense
// CHECK-SAME{LITERAL}: <1.600000e+01> : tensor<1x1x1x1xf32>
// CHECK: floats: dense
// CHECK-SAME{LITERAL}: <1.360000e+02> : tensor<1x1x1x1xf32>
// CHECK: floats: dense
// CHECK-SAME{LITERAL}: <-1.600000e+01> : tensor<1x1x1x1xf32>
// CHECK: floats: dense
// CHECK-SAME{LITERAL}: <1.000000e+00> : tensor<1x1x1x1xf32>
func.func @floats(%x: tensor<1x1x2x1xf32>) -> (tensor<1x1x2x1xf32>, tensor<1x1x1x1xf32>, tensor<1x1x1x1xf32>, tensor<1x1x1x1xf32>, tensor<1x1x1x1xf32>, tensor<1x1x1x1xf32>)
    attributes {eval.inputs = [dense<[[[[3.0], [-1.0]]]]> : tensor<1x1x2x1xf32>]} {
  %0 = kern.conv2d %x {weights = dense<[[[[1.0]]], [[[2.0]]]]> : tensor<2x1x1x1xf32>, bias = dense<[0.0, 1.0]> : tensor<2xf32>,
      dendrite_count = 1 : i64, to_neuron = dense<2.0> : tensor<1x1xf32>, dendrite_function = #dend.function<relu>,
      activation = #dend.function<clip, 1.0, 16.0>} : (tensor<1x1x2x1xf32>) -> tensor<1x1x2x1xf32>
  %1 = kern.average_pool2d %0 {window = array<i64: 1, 2>} : (tensor<1x1x2x1xf32>) -> tensor<1x1x1x1xf32>
  %2 = kern.max_pool2d %0 {window = array<i64: 1, 2>} : (tensor<1x1x2x1xf32>) -> tensor<1x1x1x1xf32>
  %3 = kern.float_binary %1, %2 {kind = #kern.binary<mul>} : (tensor<1x1x1x1xf32>, tensor<1x1x1x1xf32>) -> tensor<1x1x1x1xf32>
  %4 = kern.float_unary %2 {function = #dend.function<neg>} : (tensor<1x1x1x1xf32>) -> tensor<1x1x1x1xf32>
  %5 = kern.softmax %4 : (tensor<1x1x1x1xf32>) -> tensor<1x1x1x1xf32>
  return %0, %1, %2, %3, %4, %5 : tensor<1x1x2x1xf32>, tensor<1x1x1x1xf32>, tensor<1x1x1x1xf32>, tensor<1x1x1x1xf32>, tensor<1x1x1x1xf32>, tensor<1x1x1x1xf32>
}
