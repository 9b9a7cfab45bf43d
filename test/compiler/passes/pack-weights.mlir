// RUN: dend-opt %s --kern-pack-weights --split-input-file | FileCheck %s
// RUN: dend-opt %s --kern-pack-weights=instructions-per-byte=1 --split-input-file | FileCheck %s --check-prefix=LOOKUPS
// RUN: dend-opt %s --kern-pack-weights=fold=false --split-input-file | FileCheck %s --check-prefix=UNFOLDED

// Two filters to a lane, 256 * A + B, the middle two of every four elements exchanged: 0x03070105 and 0x04080206. The bias takes
// in the input's zero point: 10 - 2 * 10 and 20 - 2 * 26; 256 * A + B, then B. Sums are 8 bits to the left, so that 7 / 2^32 is 7 * 2^14 / 2^(32 + 22 - 8). Scratch:
// one column of two words.
// CHECK-LABEL: func.func @dual(
// CHECK:         kern.dense {{.*}}kern.scratch_size = 8 : i64, kern.tables = {bias = dense<[-2592, -32]> : tensor<2xi32>, chunk_length = 4 : i64,
// CHECK-SAME:      folded = dense<[112, 1, 144, 1]> : tensor<4xi32>, left = 8 : i64, right = 12 : i64, weights = dense<[50790661, 67633670]> : tensor<2xi32>}
func.func @dual(%x: tensor<1x4xi8>) -> tensor<1x2xi8> {
  %0 = kern.dense %x {weights = dense<[[1, 2, 3, 4], [5, 6, 7, 8]]> : tensor<2x4xi8>, bias = dense<[10, 20]> : tensor<2xi32>, input_zero_point = 2 : i32,
      requant = #kern.requant<multipliers = [7, 9], shift = 0, zero_point = 0, min = -128, max = 127>, kern.kernel = "dense_s8_dual"} : (tensor<1x4xi8>) -> tensor<1x2xi8>
  return %0 : tensor<1x2xi8>
}

// -----

// Five filters in blocks of four and one, K = 3: elements 0 and 2, and element 1 with a zero. A block's two pairs alternate word by word;
// the last filter's partner is zero. 256 * 1 - 1 is 0x00ff, 256 * -1 - 1 is 0xfeff.
// Words of pair (0, 1): 0x0504_00ff 0x0000_0302; pair (2, 3): 0x0100_feff 0x0000_0100; filter 4: 0xfa00_0400 0x0000_0500.
// CHECK-LABEL: func.func @dual_blocks(
// CHECK:         kern.conv2d {{.*}}kern.scratch_size = 16 : i64, kern.tables = {bias = dense<[257, 1, 0, 0, 768, 0]> : tensor<6xi32>, chunk_length = 4 : i64,
// CHECK-SAME:      weights = dense<[84148479, 16842495, 770, 256, -100662272, 1280]> : tensor<6xi32>}
func.func @dual_blocks(%x: tensor<1x2x3x3xi8>) -> tensor<1x2x3x5xi8> {
  %0 = kern.conv2d %x {weights = dense<[[[[1, 3, 5]]], [[[-1, 2, 4]]], [[[-1, 1, 1]]], [[[-1, 0, 0]]], [[[4, 5, -6]]]]> : tensor<5x1x1x3xi8>, bias = dense<[1, 1, 0, 0, 3]> : tensor<5xi32>,
      requant = #kern.requant<multipliers = [1, 1, 1, 1, 1], shift = 0, zero_point = 0, min = -128, max = 127>, kern.kernel = "conv2d_s8_dual"} : (tensor<1x2x3x3xi8>) -> tensor<1x2x3x5xi8>
  return %0 : tensor<1x2x3x5xi8>
}

// -----

// TFLite's rounding where negative sums yield the zero point anyway: weights and bias are 8 bits to the left, the results 12 to the
// right, zero point and halves at their places, so that no sum's output changes. The second layer has sums halfway between outputs on
// both sides of zero and looks at the sign: its sums come doubled.
// CHECK-LABEL: func.func @folded(
// CHECK:         kern.dense {{.*}}kern.tables = {bias = dense<[2560, 5120]> : tensor<2xi32>, folded = dense<[268435456, -522209, 201326592, -522229]> : tensor<4xi32>,
// CHECK-SAME:      left = 8 : i64, right = 12 : i64, weights = dense<[33554688, 67109632]> : tensor<2xi32>}
// CHECK:         kern.dense {{.*}}kern.tables = {bias = dense<[20, 40]> : tensor<2xi32>, multipliers = dense<[1073741824, 1610612736]> : tensor<2xi32>,
// CHECK-SAME:      rights = dense<[6, 7]> : tensor<2xi8>, weights = dense<[262146, 524294]> : tensor<2xi32>}
func.func @folded(%x: tensor<1x2xi8>) -> (tensor<1x2xi8>, tensor<1x2xi8>) {
  %0 = kern.dense %x {weights = dense<[[1, 2], [3, 4]]> : tensor<2x2xi8>, bias = dense<[10, 20]> : tensor<2xi32>,
      requant = #kern.requant<multipliers = [1073741824, 1610612736], shift = 0, zero_point = -128, min = -128, max = 127, rounding = tflite, shifts = [-7, -8]>,
      kern.kernel = "dense_s8_wide"} : (tensor<1x2xi8>) -> tensor<1x2xi8>
  %1 = kern.dense %x {weights = dense<[[1, 2], [3, 4]]> : tensor<2x2xi8>, bias = dense<[10, 20]> : tensor<2xi32>,
      requant = #kern.requant<multipliers = [1073741824, 1610612736], shift = 0, zero_point = -100, min = -128, max = 127, rounding = tflite, shifts = [-7, -8]>,
      kern.kernel = "dense_s8_wide"} : (tensor<1x2xi8>) -> tensor<1x2xi8>
  return %0, %1 : tensor<1x2xi8>, tensor<1x2xi8>
}

// -----

// 600 products of 127 * 128 leave a lane of 24 bits, 300 do not.
// CHECK-LABEL: func.func @dual_chunks(
// CHECK:         kern.dense {{.*}}chunk_length = 300 : i64
func.func @dual_chunks(%x: tensor<1x600xi8>) -> tensor<1x1xi8> {
  %0 = kern.dense %x {weights = dense<127> : tensor<1x600xi8>, bias = dense<0> : tensor<1xi32>,
      requant = #kern.requant<multipliers = [1], shift = 0, zero_point = 0, min = -128, max = 127>, kern.kernel = "dense_s8_dual"} : (tensor<1x600xi8>) -> tensor<1x1xi8>
  return %0 : tensor<1x1xi8>
}

// -----

// Bytes of two filters in fours: in plain order for int8, where the column is exchanged, and exchanged for int16. K = 5 fills up to 8.
// CHECK-LABEL: func.func @paired(
// CHECK:         kern.dense {{.*}}kern.scratch_size = 32 : i64, kern.tables = {bias = dense<[1, 0]> : tensor<2xi32>,
// CHECK-SAME:      weights = dense<[1, 2, 3, 4, 0, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0]> : tensor<16xi8>}
// CHECK:         kern.dense {{.*}}kern.scratch_size = 32 : i64, kern.tables = {bias = dense<[1, 2]> : tensor<2xi32>,
// CHECK-SAME:      weights = dense<[1, 3, 2, 4, 6, 8, 7, 9, 5, 0, 0, 0, 10, 0, 0, 0]> : tensor<16xi8>}
func.func @paired(%x: tensor<2x5xi8>, %y: tensor<2x5xi16>) -> (tensor<2x1xi8>, tensor<2x2xi8>) {
  %0 = kern.dense %x {weights = dense<[[1, 2, 3, 4, 5]]> : tensor<1x5xi8>, bias = dense<1> : tensor<1xi32>,
      requant = #kern.requant<multipliers = [1], shift = 0, zero_point = 0, min = -128, max = 127>, kern.kernel = "dense_s8_paired"} : (tensor<2x5xi8>) -> tensor<2x1xi8>
  %1 = kern.dense %y {weights = dense<[[1, 2, 3, 4, 5], [6, 7, 8, 9, 10]]> : tensor<2x5xi8>, bias = dense<[1, 2]> : tensor<2xi32>,
      requant = #kern.requant<multipliers = [1, 1], shift = 0, zero_point = 0, min = -128, max = 127>, kern.kernel = "dense_s16_s8_paired"} : (tensor<2x5xi16>) -> tensor<2x2xi8>
  return %0, %1 : tensor<2x1xi8>, tensor<2x2xi8>
}

// -----

// Two taps of five channels, then those of their dendrites; channels that are not there are zero. int16 exchanges the middle two.
// CHECK-LABEL: func.func @quad(
// CHECK:         kern.depthwise_conv2d {{.*}}kern.scratch_size = 64 : i64, kern.tables = {bias = dense<[1, 2, 3, 4, 6, 7, 8, 9, 5, 0, 0, 0, 10, 0, 0, 0]> : tensor<16xi32>,
// CHECK-SAME:      weights = dense<[1, 2, 3, 4, 11, 12, 13, 14, -1, -2, -3, -4, -11, -12, -13, -14, 5, 0, 0, 0, 15, 0, 0, 0, -5, 0, 0, 0, -15, 0, 0, 0]> : tensor<32xi8>}
// CHECK:         kern.depthwise_conv2d {{.*}}kern.scratch_size = 32 : i64, kern.tables = {bias = dense<[1, 2, 3, 4]> : tensor<4xi32>,
// CHECK-SAME:      weights = dense<[1, 3, 2, 4]> : tensor<4xi8>}
func.func @quad(%x: tensor<1x2x1x5xi8>, %y: tensor<1x1x1x4xi16>) -> (tensor<1x1x1x5xi8>, tensor<1x1x1x4xi16>) {
  %0 = kern.depthwise_conv2d %x {weights = dense<[[[[1]], [[11]]], [[[2]], [[12]]], [[[3]], [[13]]], [[[4]], [[14]]], [[[5]], [[15]]],
      [[[-1]], [[-11]]], [[[-2]], [[-12]]], [[[-3]], [[-13]]], [[[-4]], [[-14]]], [[[-5]], [[-15]]]]> : tensor<10x2x1x1xi8>, bias = dense<[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]> : tensor<10xi32>,
      dendrite_count = 1 : i64, dendrite_function = #dend.function<relu>, to_neuron = dense<1> : tensor<1x5xi32>,
      dendrite_requant = #kern.requant<multipliers = [1, 1, 1, 1, 1], shift = 0, zero_point = 0, min = 0, max = 127>,
      requant = #kern.requant<multipliers = [1, 1, 1, 1, 1], shift = 0, zero_point = 0, min = -128, max = 127>, kern.kernel = "depthwise_conv2d_s8_quad"} : (tensor<1x2x1x5xi8>) -> tensor<1x1x1x5xi8>
  %1 = kern.depthwise_conv2d %y {weights = dense<[[[[1]]], [[[2]]], [[[3]]], [[[4]]]]> : tensor<4x1x1x1xi8>, bias = dense<[1, 2, 3, 4]> : tensor<4xi32>,
      requant = #kern.requant<multipliers = [1, 1, 1, 1], shift = 0, zero_point = 0, min = -128, max = 127>, kern.kernel = "depthwise_conv2d_s16_quad"} : (tensor<1x1x1x4xi16>) -> tensor<1x1x1x4xi16>
  return %0, %1 : tensor<1x1x1x5xi8>, tensor<1x1x1x4xi16>
}

// -----

// Channel by channel, branch by branch: two rows of the window as the bytes of (w0, w1) and (w1, w2), the third tap zero where
// it is only two wide. Scratch: 16 bytes of taps to a branch, four planes of three rows of three words.
// CHECK-LABEL: func.func @planes(
// CHECK:         kern.depthwise_conv2d {{.*}}kern.scratch_size = 176 : i64, kern.tables = {bias = dense<[1, 3, 2, 4]> : tensor<4xi32>,
// CHECK-SAME:      weights = dense<[1, 2, 2, 0, 3, 4, 4, 0, 9, 10, 10, 0, 11, 12, 12, 0, 5, 6, 6, 0, 7, 8, 8, 0, 13, 14, 14, 0, 15, 16, 16, 0]> : tensor<32xi8>}
func.func @planes(%x: tensor<1x3x4x2xi8>) -> tensor<1x2x3x2xi8> {
  %0 = kern.depthwise_conv2d %x {weights = dense<[[[[1], [2]], [[3], [4]]], [[[5], [6]], [[7], [8]]], [[[9], [10]], [[11], [12]]], [[[13], [14]], [[15], [16]]]]> : tensor<4x2x2x1xi8>,
      bias = dense<[1, 2, 3, 4]> : tensor<4xi32>, dendrite_count = 1 : i64, dendrite_function = #dend.function<relu>, to_neuron = dense<1> : tensor<1x2xi32>,
      dendrite_requant = #kern.requant<multipliers = [1, 1], shift = 0, zero_point = 0, min = 0, max = 127>,
      requant = #kern.requant<multipliers = [1, 1], shift = 0, zero_point = 0, min = -128, max = 127>, kern.kernel = "depthwise_conv2d_s8_planes"} : (tensor<1x3x4x2xi8>) -> tensor<1x2x3x2xi8>
  return %0 : tensor<1x2x3x2xi8>
}

// -----

// Channel by channel, branch by branch, tap by tap. Scratch: a word for each of 8 taps, a plane of three rows of four words.
// CHECK-LABEL: func.func @single(
// CHECK:         kern.depthwise_conv2d {{.*}}kern.scratch_size = 80 : i64, kern.tables = {bias = dense<[1, 3, 2, 4]> : tensor<4xi32>,
// CHECK-SAME:      weights = dense<[1, 2, 3, 4, 9, 10, 11, 12, 5, 6, 7, 8, 13, 14, 15, 16]> : tensor<16xi8>}
func.func @single(%x: tensor<1x3x4x2xi8>) -> tensor<1x2x3x2xi8> {
  %0 = kern.depthwise_conv2d %x {weights = dense<[[[[1], [2]], [[3], [4]]], [[[5], [6]], [[7], [8]]], [[[9], [10]], [[11], [12]]], [[[13], [14]], [[15], [16]]]]> : tensor<4x2x2x1xi8>,
      bias = dense<[1, 2, 3, 4]> : tensor<4xi32>, dendrite_count = 1 : i64, dendrite_function = #dend.function<relu>, to_neuron = dense<1> : tensor<1x2xi32>,
      dendrite_requant = #kern.requant<multipliers = [1, 1], shift = 0, zero_point = 0, min = 0, max = 127>,
      requant = #kern.requant<multipliers = [1, 1], shift = 0, zero_point = 0, min = -128, max = 127>, kern.kernel = "depthwise_conv2d_s8_single"} : (tensor<1x3x4x2xi8>) -> tensor<1x2x3x2xi8>
  return %0 : tensor<1x2x3x2xi8>
}

// -----

// Parameters in the order of their use, channel by channel: for every dendrite what leads to it from those before, its multiplier,
// what leads to the neuron. A pair of filters is one branch of both channels.
// CHECK-LABEL: func.func @dendrites(
// CHECK:         kern.dense {{.*}}kern.scratch_size = 132 : i64, kern.tables = {{{.*}}multipliers = dense<[1, 2]> : tensor<2xi32>,
// CHECK-SAME:      parameters = dense<[11, 31, 21, 13, 33, 23, 25, 15, 35, 12, 32, 22, 14, 34, 24, 26, 16, 36]> : tensor<18xi32>,
// CHECK-SAME:      weights = dense<[513, 1027, 1541, 2055]> : tensor<4xi32>}
func.func @dendrites(%x: tensor<1x1xi8>) -> tensor<1x2xi8> {
  %0 = kern.dense %x {weights = dense<[[2], [1], [4], [3], [6], [5], [8], [7]]> : tensor<8x1xi8>, bias = dense<0> : tensor<8xi32>,
      dendrite_count = 3 : i64, dendrite_function = #dend.function<relu>, between = dense<[[21, 22], [23, 24], [25, 26]]> : tensor<3x2xi32>, to_neuron = dense<[[31, 32], [33, 34], [35, 36]]> : tensor<3x2xi32>,
      dendrite_requant = #kern.requant<multipliers = [11, 12, 13, 14, 15, 16], shift = 0, zero_point = 0, min = 0, max = 127>,
      requant = #kern.requant<multipliers = [1, 2], shift = 0, zero_point = 0, min = -128, max = 127>, kern.kernel = "dense_s8_dual"} : (tensor<1x1xi8>) -> tensor<1x2xi8>
  return %0 : tensor<1x2xi8>
}

// -----

// Float layers keep their weights; coefficients go channel by channel.
// CHECK-LABEL: func.func @floats(
// CHECK:         kern.dense {{.*}}kern.scratch_size = 12 : i64, kern.tables = {bias = dense<0.000000e+00> : tensor<6xf32>,
// CHECK-SAME:      coefficients = dense<[2.000000e+00, 5.000000e-01, 4.000000e+00, 3.000000e+00, 1.500000e+00, 5.000000e+00]> : tensor<6xf32>,
// CHECK-SAME:      weights = dense<1.000000e+00> : tensor<6x1xf32>}
func.func @floats(%x: tensor<1x1xf32>) -> tensor<1x2xf32> {
  %0 = kern.dense %x {weights = dense<1.0> : tensor<6x1xf32>, bias = dense<0.0> : tensor<6xf32>, dendrite_count = 2 : i64, dendrite_function = #dend.function<tanh>,
      between = dense<[[0.5, 1.5]]> : tensor<1x2xf32>, to_neuron = dense<[[2.0, 3.0], [4.0, 5.0]]> : tensor<2x2xf32>, kern.kernel = "dense_f32"} : (tensor<1x1xf32>) -> tensor<1x2xf32>
  return %0 : tensor<1x2xf32>
}

// -----

// One multiplier for each number of positions.
// CHECK-LABEL: func.func @average_pool2d(
// CHECK:         kern.average_pool2d {{.*}}kern.tables = {multipliers = dense<[4, 2]> : tensor<2xi32>}
func.func @average_pool2d(%x: tensor<1x2x1x1xi8>) -> tensor<1x3x1x1xi8> {
  %0 = kern.average_pool2d %x {window = array<i64: 2, 1>, padding = array<i64: 1, 0, 1, 0>,
      requant = #kern.requant<multipliers = [4, 2], shift = 0, zero_point = 0, min = -128, max = 127>, kern.kernel = "average_pool2d_s8"} : (tensor<1x2x1x1xi8>) -> tensor<1x3x1x1xi8>
  return %0 : tensor<1x3x1x1xi8>
}

// -----

// What needs no table, or has no kernel yet, gets none; what stood there is gone.
// CHECK-LABEL: func.func @no_tables(
// CHECK-NOT:     kern.tables
// CHECK-NOT:     kern.scratch_size
func.func @no_tables(%x: tensor<1x2x1x1xi8>) -> tensor<1x1x1x1xi8> {
  %0 = kern.max_pool2d %x {window = array<i64: 2, 1>, kern.kernel = "max_pool2d_s8", kern.scratch_size = 4 : i64, kern.tables = {}} : (tensor<1x2x1x1xi8>) -> tensor<1x1x1x1xi8>
  %1 = kern.dense %0 {weights = dense<1> : tensor<1x1xi8>, bias = dense<1> : tensor<1xi32>,
      requant = #kern.requant<multipliers = [1], shift = 0, zero_point = 0, min = -128, max = 127>} : (tensor<1x1x1x1xi8>) -> tensor<1x1x1x1xi8>
  return %1 : tensor<1x1x1x1xi8>
}

// -----

// Gates of a recurrent layer follow one another, branch by branch; a bias of zeros serves all.
// CHECK-LABEL: func.func @recurrent(
// CHECK:         kern.recurrent {{.*}}kern.scratch_size = 20 : i64, kern.tables = {bias = dense<0> : tensor<1xi32>, bias_step = 0 : i64,
// CHECK-SAME:      functions = dense<0> : tensor<257xi16>, multipliers = dense<[9, 8]> : tensor<2xi32>,
// CHECK-SAME:      parameters = dense<[11, 65536]> : tensor<2xi32>, product_scratch = 4 : i64, rows_step = 1 : i64,
// CHECK-SAME:      weights = dense<[1, 2]> : tensor<2xi32>, weights_step = 1 : i64}
func.func @recurrent(%g: tensor<1x3x1x2xi16>, %h: tensor<1x1x1x2xi16>) -> tensor<1x3x1x1xi8> {
  %0 = kern.recurrent %g, %h {kern.kernel = "recurrent_s16_s16_s8_wide", cell = #dend.cell<rnn>, functions = [#dend.function<tanh>],
      weights = dense<[[1], [2]]> : tensor<2x1xi8>, bias = dense<0> : tensor<2xi32>,
      sum_requant = #kern.requant<multipliers = [9, 8], shift = 0, zero_point = 0, min = -32768, max = 32767>,
      tables = array<i16: 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0>,
      requant = #kern.requant<multipliers = [7], shift = 0, zero_point = 0, min = -128, max = 127>,
      dendrite_count = 1 : i64, dendrite_function = #dend.function<relu>, to_neuron = dense<65536> : tensor<1x1xi32>,
      dendrite_requant = #kern.requant<multipliers = [11], shift = 2, zero_point = 0, min = 0, max = 32767>}
    : (tensor<1x3x1x2xi16>, tensor<1x1x1x2xi16>) -> tensor<1x3x1x1xi8>
  return %0 : tensor<1x3x1x1xi8>
}

// -----

// 512 look-ups save three instructions each where a function is in segments, as many as bytes these take beyond its table. This one is z / 2: all
// its segments have slope 2^15, and the offset that rounds.
// LOOKUPS-LABEL: func.func @segments(
// LOOKUPS:         kern.tables = {bias = {{.*}}, parameters = {{.*}}, segments = dense<32768> : tensor<512xi32>, weights
func.func @segments(%x: tensor<1x1x512x1xi8>) -> tensor<1x1x512x1xi8> {
  %0 = kern.conv2d %x {weights = dense<1> : tensor<2x1x1x1xi8>, bias = dense<0> : tensor<2xi32>,
      dendrite_count = 1 : i64, dendrite_function = #dend.function<sigmoid>, to_neuron = dense<1> : tensor<1x1xi32>, dendrite_table = array<i16: -16384, -16256, -16128, -16000, -15872, -15744, -15616, -15488, -15360, -15232, -15104, -14976, -14848, -14720, -14592, -14464, -14336, -14208, -14080, -13952, -13824, -13696, -13568, -13440, -13312, -13184, -13056, -12928, -12800, -12672, -12544, -12416, -12288, -12160, -12032, -11904, -11776, -11648, -11520, -11392, -11264, -11136, -11008, -10880, -10752, -10624, -10496, -10368, -10240, -10112, -9984, -9856, -9728, -9600, -9472, -9344, -9216, -9088, -8960, -8832, -8704, -8576, -8448, -8320, -8192, -8064, -7936, -7808, -7680, -7552, -7424, -7296, -7168, -7040, -6912, -6784, -6656, -6528, -6400, -6272, -6144, -6016, -5888, -5760, -5632, -5504, -5376, -5248, -5120, -4992, -4864, -4736, -4608, -4480, -4352, -4224, -4096, -3968, -3840, -3712, -3584, -3456, -3328, -3200, -3072, -2944, -2816, -2688, -2560, -2432, -2304, -2176, -2048, -1920, -1792, -1664, -1536, -1408, -1280, -1152, -1024, -896, -768, -640, -512, -384, -256, -128, 0, 128, 256, 384, 512, 640, 768, 896, 1024, 1152, 1280, 1408, 1536, 1664, 1792, 1920, 2048, 2176, 2304, 2432, 2560, 2688, 2816, 2944, 3072, 3200, 3328, 3456, 3584, 3712, 3840, 3968, 4096, 4224, 4352, 4480, 4608, 4736, 4864, 4992, 5120, 5248, 5376, 5504, 5632, 5760, 5888, 6016, 6144, 6272, 6400, 6528, 6656, 6784, 6912, 7040, 7168, 7296, 7424, 7552, 7680, 7808, 7936, 8064, 8192, 8320, 8448, 8576, 8704, 8832, 8960, 9088, 9216, 9344, 9472, 9600, 9728, 9856, 9984, 10112, 10240, 10368, 10496, 10624, 10752, 10880, 11008, 11136, 11264, 11392, 11520, 11648, 11776, 11904, 12032, 12160, 12288, 12416, 12544, 12672, 12800, 12928, 13056, 13184, 13312, 13440, 13568, 13696, 13824, 13952, 14080, 14208, 14336, 14464, 14592, 14720, 14848, 14976, 15104, 15232, 15360, 15488, 15616, 15744, 15872, 16000, 16128, 16256, 16384>,
      dendrite_requant = #kern.requant<multipliers = [1], shift = 0, zero_point = 0, min = -32768, max = 32767>,
      requant = #kern.requant<multipliers = [1], shift = 0, zero_point = 0, min = -128, max = 127>, kern.kernel = "conv2d_s8_wide"} : (tensor<1x1x512x1xi8>) -> tensor<1x1x512x1xi8>
  return %0 : tensor<1x1x512x1xi8>
}

// -----

// LOOKUPS-LABEL: func.func @too_few_lookups(
// LOOKUPS:         kern.tables = {bias = {{.*}}, function = dense<{{.*}}> : tensor<257xi16>, multipliers
func.func @too_few_lookups(%x: tensor<1x1x511x1xi8>) -> tensor<1x1x511x1xi8> {
  %0 = kern.conv2d %x {weights = dense<1> : tensor<2x1x1x1xi8>, bias = dense<0> : tensor<2xi32>,
      dendrite_count = 1 : i64, dendrite_function = #dend.function<sigmoid>, to_neuron = dense<1> : tensor<1x1xi32>, dendrite_table = array<i16: -16384, -16256, -16128, -16000, -15872, -15744, -15616, -15488, -15360, -15232, -15104, -14976, -14848, -14720, -14592, -14464, -14336, -14208, -14080, -13952, -13824, -13696, -13568, -13440, -13312, -13184, -13056, -12928, -12800, -12672, -12544, -12416, -12288, -12160, -12032, -11904, -11776, -11648, -11520, -11392, -11264, -11136, -11008, -10880, -10752, -10624, -10496, -10368, -10240, -10112, -9984, -9856, -9728, -9600, -9472, -9344, -9216, -9088, -8960, -8832, -8704, -8576, -8448, -8320, -8192, -8064, -7936, -7808, -7680, -7552, -7424, -7296, -7168, -7040, -6912, -6784, -6656, -6528, -6400, -6272, -6144, -6016, -5888, -5760, -5632, -5504, -5376, -5248, -5120, -4992, -4864, -4736, -4608, -4480, -4352, -4224, -4096, -3968, -3840, -3712, -3584, -3456, -3328, -3200, -3072, -2944, -2816, -2688, -2560, -2432, -2304, -2176, -2048, -1920, -1792, -1664, -1536, -1408, -1280, -1152, -1024, -896, -768, -640, -512, -384, -256, -128, 0, 128, 256, 384, 512, 640, 768, 896, 1024, 1152, 1280, 1408, 1536, 1664, 1792, 1920, 2048, 2176, 2304, 2432, 2560, 2688, 2816, 2944, 3072, 3200, 3328, 3456, 3584, 3712, 3840, 3968, 4096, 4224, 4352, 4480, 4608, 4736, 4864, 4992, 5120, 5248, 5376, 5504, 5632, 5760, 5888, 6016, 6144, 6272, 6400, 6528, 6656, 6784, 6912, 7040, 7168, 7296, 7424, 7552, 7680, 7808, 7936, 8064, 8192, 8320, 8448, 8576, 8704, 8832, 8960, 9088, 9216, 9344, 9472, 9600, 9728, 9856, 9984, 10112, 10240, 10368, 10496, 10624, 10752, 10880, 11008, 11136, 11264, 11392, 11520, 11648, 11776, 11904, 12032, 12160, 12288, 12416, 12544, 12672, 12800, 12928, 13056, 13184, 13312, 13440, 13568, 13696, 13824, 13952, 14080, 14208, 14336, 14464, 14592, 14720, 14848, 14976, 15104, 15232, 15360, 15488, 15616, 15744, 15872, 16000, 16128, 16256, 16384>,
      dendrite_requant = #kern.requant<multipliers = [1], shift = 0, zero_point = 0, min = -32768, max = 32767>,
      requant = #kern.requant<multipliers = [1], shift = 0, zero_point = 0, min = -128, max = 127>, kern.kernel = "conv2d_s8_wide"} : (tensor<1x1x511x1xi8>) -> tensor<1x1x511x1xi8>
  return %0 : tensor<1x1x511x1xi8>
}

// -----

// Where z has few values, a look-up of them saves six instructions: 85 are worth the 510 bytes that they take beyond the table.
// LOOKUPS-LABEL: func.func @values(
// LOOKUPS:         kern.tables = {bias = {{.*}}, parameters = {{.*}}, values = dense<"0x{{.*}}"> : tensor<512xi16>, weights
func.func @values(%x: tensor<1x1x85x1xi8>) -> tensor<1x1x85x1xi8> {
  %0 = kern.conv2d %x {weights = dense<1> : tensor<2x1x1x1xi8>, bias = dense<0> : tensor<2xi32>,
      dendrite_count = 1 : i64, dendrite_function = #dend.function<sigmoid>, to_neuron = dense<1> : tensor<1x1xi32>, dendrite_table = array<i16: -16384, -16256, -16128, -16000, -15872, -15744, -15616, -15488, -15360, -15232, -15104, -14976, -14848, -14720, -14592, -14464, -14336, -14208, -14080, -13952, -13824, -13696, -13568, -13440, -13312, -13184, -13056, -12928, -12800, -12672, -12544, -12416, -12288, -12160, -12032, -11904, -11776, -11648, -11520, -11392, -11264, -11136, -11008, -10880, -10752, -10624, -10496, -10368, -10240, -10112, -9984, -9856, -9728, -9600, -9472, -9344, -9216, -9088, -8960, -8832, -8704, -8576, -8448, -8320, -8192, -8064, -7936, -7808, -7680, -7552, -7424, -7296, -7168, -7040, -6912, -6784, -6656, -6528, -6400, -6272, -6144, -6016, -5888, -5760, -5632, -5504, -5376, -5248, -5120, -4992, -4864, -4736, -4608, -4480, -4352, -4224, -4096, -3968, -3840, -3712, -3584, -3456, -3328, -3200, -3072, -2944, -2816, -2688, -2560, -2432, -2304, -2176, -2048, -1920, -1792, -1664, -1536, -1408, -1280, -1152, -1024, -896, -768, -640, -512, -384, -256, -128, 0, 128, 256, 384, 512, 640, 768, 896, 1024, 1152, 1280, 1408, 1536, 1664, 1792, 1920, 2048, 2176, 2304, 2432, 2560, 2688, 2816, 2944, 3072, 3200, 3328, 3456, 3584, 3712, 3840, 3968, 4096, 4224, 4352, 4480, 4608, 4736, 4864, 4992, 5120, 5248, 5376, 5504, 5632, 5760, 5888, 6016, 6144, 6272, 6400, 6528, 6656, 6784, 6912, 7040, 7168, 7296, 7424, 7552, 7680, 7808, 7936, 8064, 8192, 8320, 8448, 8576, 8704, 8832, 8960, 9088, 9216, 9344, 9472, 9600, 9728, 9856, 9984, 10112, 10240, 10368, 10496, 10624, 10752, 10880, 11008, 11136, 11264, 11392, 11520, 11648, 11776, 11904, 12032, 12160, 12288, 12416, 12544, 12672, 12800, 12928, 13056, 13184, 13312, 13440, 13568, 13696, 13824, 13952, 14080, 14208, 14336, 14464, 14592, 14720, 14848, 14976, 15104, 15232, 15360, 15488, 15616, 15744, 15872, 16000, 16128, 16256, 16384>,
      dendrite_requant = #kern.requant<multipliers = [1], shift = 0, zero_point = 0, min = -256, max = 255>,
      requant = #kern.requant<multipliers = [1], shift = 0, zero_point = 0, min = -128, max = 127>, kern.kernel = "conv2d_s8_wide"} : (tensor<1x1x85x1xi8>) -> tensor<1x1x85x1xi8>
  return %0 : tensor<1x1x85x1xi8>
}

// -----

// LOOKUPS-LABEL: func.func @too_few_for_values(
// LOOKUPS:         kern.tables = {bias = {{.*}}, function = dense<{{.*}}> : tensor<257xi16>, multipliers
func.func @too_few_for_values(%x: tensor<1x1x84x1xi8>) -> tensor<1x1x84x1xi8> {
  %0 = kern.conv2d %x {weights = dense<1> : tensor<2x1x1x1xi8>, bias = dense<0> : tensor<2xi32>,
      dendrite_count = 1 : i64, dendrite_function = #dend.function<sigmoid>, to_neuron = dense<1> : tensor<1x1xi32>, dendrite_table = array<i16: -16384, -16256, -16128, -16000, -15872, -15744, -15616, -15488, -15360, -15232, -15104, -14976, -14848, -14720, -14592, -14464, -14336, -14208, -14080, -13952, -13824, -13696, -13568, -13440, -13312, -13184, -13056, -12928, -12800, -12672, -12544, -12416, -12288, -12160, -12032, -11904, -11776, -11648, -11520, -11392, -11264, -11136, -11008, -10880, -10752, -10624, -10496, -10368, -10240, -10112, -9984, -9856, -9728, -9600, -9472, -9344, -9216, -9088, -8960, -8832, -8704, -8576, -8448, -8320, -8192, -8064, -7936, -7808, -7680, -7552, -7424, -7296, -7168, -7040, -6912, -6784, -6656, -6528, -6400, -6272, -6144, -6016, -5888, -5760, -5632, -5504, -5376, -5248, -5120, -4992, -4864, -4736, -4608, -4480, -4352, -4224, -4096, -3968, -3840, -3712, -3584, -3456, -3328, -3200, -3072, -2944, -2816, -2688, -2560, -2432, -2304, -2176, -2048, -1920, -1792, -1664, -1536, -1408, -1280, -1152, -1024, -896, -768, -640, -512, -384, -256, -128, 0, 128, 256, 384, 512, 640, 768, 896, 1024, 1152, 1280, 1408, 1536, 1664, 1792, 1920, 2048, 2176, 2304, 2432, 2560, 2688, 2816, 2944, 3072, 3200, 3328, 3456, 3584, 3712, 3840, 3968, 4096, 4224, 4352, 4480, 4608, 4736, 4864, 4992, 5120, 5248, 5376, 5504, 5632, 5760, 5888, 6016, 6144, 6272, 6400, 6528, 6656, 6784, 6912, 7040, 7168, 7296, 7424, 7552, 7680, 7808, 7936, 8064, 8192, 8320, 8448, 8576, 8704, 8832, 8960, 9088, 9216, 9344, 9472, 9600, 9728, 9856, 9984, 10112, 10240, 10368, 10496, 10624, 10752, 10880, 11008, 11136, 11264, 11392, 11520, 11648, 11776, 11904, 12032, 12160, 12288, 12416, 12544, 12672, 12800, 12928, 13056, 13184, 13312, 13440, 13568, 13696, 13824, 13952, 14080, 14208, 14336, 14464, 14592, 14720, 14848, 14976, 15104, 15232, 15360, 15488, 15616, 15744, 15872, 16000, 16128, 16256, 16384>,
      dendrite_requant = #kern.requant<multipliers = [1], shift = 0, zero_point = 0, min = -256, max = 255>,
      requant = #kern.requant<multipliers = [1], shift = 0, zero_point = 0, min = -128, max = 127>, kern.kernel = "conv2d_s8_wide"} : (tensor<1x1x84x1xi8>) -> tensor<1x1x84x1xi8>
  return %0 : tensor<1x1x84x1xi8>
}

// -----

// Only those within the bounds of z: of two from one entry to the next, the second lies between them.
// LOOKUPS-LABEL: func.func @bounds(
// LOOKUPS:         kern.tables = {bias = {{.*}}, parameters = {{.*}}, values = dense<[-64, 0, 64, 128]> : tensor<4xi16>, weights
func.func @bounds(%x: tensor<1x1x1x1xi8>) -> tensor<1x1x1x1xi8> {
  %0 = kern.conv2d %x {weights = dense<1> : tensor<2x1x1x1xi8>, bias = dense<0> : tensor<2xi32>,
      dendrite_count = 1 : i64, dendrite_function = #dend.function<sigmoid>, to_neuron = dense<1> : tensor<1x1xi32>, dendrite_table = array<i16: -16384, -16256, -16128, -16000, -15872, -15744, -15616, -15488, -15360, -15232, -15104, -14976, -14848, -14720, -14592, -14464, -14336, -14208, -14080, -13952, -13824, -13696, -13568, -13440, -13312, -13184, -13056, -12928, -12800, -12672, -12544, -12416, -12288, -12160, -12032, -11904, -11776, -11648, -11520, -11392, -11264, -11136, -11008, -10880, -10752, -10624, -10496, -10368, -10240, -10112, -9984, -9856, -9728, -9600, -9472, -9344, -9216, -9088, -8960, -8832, -8704, -8576, -8448, -8320, -8192, -8064, -7936, -7808, -7680, -7552, -7424, -7296, -7168, -7040, -6912, -6784, -6656, -6528, -6400, -6272, -6144, -6016, -5888, -5760, -5632, -5504, -5376, -5248, -5120, -4992, -4864, -4736, -4608, -4480, -4352, -4224, -4096, -3968, -3840, -3712, -3584, -3456, -3328, -3200, -3072, -2944, -2816, -2688, -2560, -2432, -2304, -2176, -2048, -1920, -1792, -1664, -1536, -1408, -1280, -1152, -1024, -896, -768, -640, -512, -384, -256, -128, 0, 128, 256, 384, 512, 640, 768, 896, 1024, 1152, 1280, 1408, 1536, 1664, 1792, 1920, 2048, 2176, 2304, 2432, 2560, 2688, 2816, 2944, 3072, 3200, 3328, 3456, 3584, 3712, 3840, 3968, 4096, 4224, 4352, 4480, 4608, 4736, 4864, 4992, 5120, 5248, 5376, 5504, 5632, 5760, 5888, 6016, 6144, 6272, 6400, 6528, 6656, 6784, 6912, 7040, 7168, 7296, 7424, 7552, 7680, 7808, 7936, 8064, 8192, 8320, 8448, 8576, 8704, 8832, 8960, 9088, 9216, 9344, 9472, 9600, 9728, 9856, 9984, 10112, 10240, 10368, 10496, 10624, 10752, 10880, 11008, 11136, 11264, 11392, 11520, 11648, 11776, 11904, 12032, 12160, 12288, 12416, 12544, 12672, 12800, 12928, 13056, 13184, 13312, 13440, 13568, 13696, 13824, 13952, 14080, 14208, 14336, 14464, 14592, 14720, 14848, 14976, 15104, 15232, 15360, 15488, 15616, 15744, 15872, 16000, 16128, 16256, 16384>,
      dendrite_requant = #kern.requant<multipliers = [1], shift = 0, zero_point = 0, min = -1, max = 2>,
      requant = #kern.requant<multipliers = [1], shift = 0, zero_point = 0, min = -128, max = 127>, kern.kernel = "conv2d_s8_wide"} : (tensor<1x1x1x1xi8>) -> tensor<1x1x1x1xi8>
  return %0 : tensor<1x1x1x1xi8>
}

// -----

// In fixed point: bits to the right of each gate's rows, products twice as large where the rounding wants them so, and room
// for 32 bits of each.
// CHECK-LABEL: func.func @recurrent_fixed(
// CHECK:         kern.recurrent {{.*}}kern.scratch_size = 28 : i64, kern.tables = {bias = dense<0> : tensor<1xi32>, bias_step = 0 : i64,
// CHECK-SAME:      multipliers = dense<[9, 8, 7, 6]> : tensor<4xi32>, product_scratch = 4 : i64, rights = dense<[1, 0, 2, 3]> : tensor<4xi8>, rows_step = 1 : i64,
// CHECK-SAME:      weights = dense<[2, 4, 6, 8]> : tensor<4xi32>, weights_step = 1 : i64}
func.func @recurrent_fixed(%g: tensor<1x3x1x4xi16>, %h: tensor<1x2x1x1xi16>) -> tensor<1x3x1x1xi8> {
  %0 = kern.recurrent %g, %h {kern.kernel = "recurrent_s16_s16_s8_wide", cell = #dend.cell<lstm>,
      functions = [#dend.function<sigmoid>, #dend.function<tanh>, #dend.function<tanh>], gate_shift = 3 : i32,
      weights = dense<[[1], [2], [3], [4]]> : tensor<4x1xi8>, bias = dense<0> : tensor<4xi32>,
      sum_requant = #kern.requant<multipliers = [9, 8, 7, 6], shift = 0, zero_point = 0, min = -65536, max = 65535, rounding = tflite, shifts = [-2, -1, -3, -4]>,
      hidden_requant = #kern.requant<multipliers = [9], shift = 0, zero_point = 0, min = -125, max = 130, rounding = tflite, shifts = [-23]>,
      requant = #kern.requant<multipliers = [7], shift = 0, zero_point = 0, min = -128, max = 127>}
    : (tensor<1x3x1x4xi16>, tensor<1x2x1x1xi16>) -> tensor<1x3x1x1xi8>
  return %0 : tensor<1x3x1x1xi8>
}

// -----

// Layout narrow takes the rounding of one product and one shift where the core has products of 64 bits, else that of the layer, and
// without `fold`.
// UNFOLDED-LABEL: func.func @narrow_folded(
// UNFOLDED:         kern.tables = {bias = dense<[10, 20]> : tensor<2xi32>, multipliers = dense<[7, 9]> : tensor<2xi32>, weights
// CHECK-LABEL: func.func @narrow_folded(
// CHECK:         kern.tables = {bias = dense<[10, 20]> : tensor<2xi32>, folded = dense<[112, 1, 144, 1]> : tensor<4xi32>, left = 8 : i64, right = 12 : i64, weights
module attributes {kern.target = #kern.target<name = "m3", core = "cortex-m3", isa = ["smull"], flash = 0, ram = 0, alignment = 16>} {
  func.func @narrow_folded(%x: tensor<1x2xi8>) -> tensor<1x2xi8> {
    %0 = kern.dense %x {weights = dense<[[1, 2], [3, 4]]> : tensor<2x2xi8>, bias = dense<[10, 20]> : tensor<2xi32>,
        requant = #kern.requant<multipliers = [7, 9], shift = 0, zero_point = 0, min = -128, max = 127>, kern.kernel = "dense_s8_narrow"} : (tensor<1x2xi8>) -> tensor<1x2xi8>
    return %0 : tensor<1x2xi8>
  }
}

// -----

// Layout triple: elements are 128 more than they are; the products of 33 weights of 127 leave 21 bits, those of 17 and 16 do not.
// CHECK-LABEL: func.func @triple(
// CHECK:         kern.tables = {bias = dense<[0, -536448]> : tensor<2xi32>, chunk_length = 17 : i64, folded
module attributes {kern.target = #kern.target<name = "m3", core = "cortex-m3", isa = ["smull"], flash = 0, ram = 0, alignment = 16>} {
  func.func @triple(%x: tensor<1x3x1x33xi8>) -> tensor<1x3x1x2xi8> {
    %0 = kern.conv2d %x {weights = dense<127> : tensor<2x1x1x33xi8>, bias = dense<[536448, 0]> : tensor<2xi32>,
        requant = #kern.requant<multipliers = [7, 9], shift = 0, zero_point = 0, min = -128, max = 127>, kern.kernel = "conv2d_s8_triple"} : (tensor<1x3x1x33xi8>) -> tensor<1x3x1x2xi8>
    return %0 : tensor<1x3x1x2xi8>
  }
}

// -----

// Layout quartet: every weight has 128 more, an unsigned byte.
// CHECK-LABEL: func.func @quartet(
// CHECK:         kern.tables = {bias = dense<[10, 20]> : tensor<2xi32>, folded = {{.*}}, weights = dense<[-127, 127, -126, -128]> : tensor<4xi8>}
module attributes {kern.target = #kern.target<name = "m3", core = "cortex-m3", isa = ["smull"], flash = 0, ram = 0, alignment = 16>} {
  func.func @quartet(%x: tensor<1x2xi8>) -> tensor<1x2xi8> {
    %0 = kern.dense %x {weights = dense<[[1, 2], [-1, 0]]> : tensor<2x2xi8>, bias = dense<[10, 20]> : tensor<2xi32>,
        requant = #kern.requant<multipliers = [7, 9], shift = 0, zero_point = 0, min = -128, max = 127>, kern.kernel = "dense_s8_quartet"} : (tensor<1x2xi8>) -> tensor<1x2xi8>
    return %0 : tensor<1x2xi8>
  }
}

// -----

// CHECK-LABEL: func.func @narrow(
// CHECK:         kern.tables = {bias = dense<[10, 20]> : tensor<2xi32>, multipliers = dense<[7, 9]> : tensor<2xi32>, weights
module attributes {kern.target = #kern.target<name = "m0", core = "cortex-m0", isa = [], flash = 0, ram = 0, alignment = 16>} {
  func.func @narrow(%x: tensor<1x2xi8>) -> tensor<1x2xi8> {
    %0 = kern.dense %x {weights = dense<[[1, 2], [3, 4]]> : tensor<2x2xi8>, bias = dense<[10, 20]> : tensor<2xi32>,
        requant = #kern.requant<multipliers = [7, 9], shift = 0, zero_point = 0, min = -128, max = 127>, kern.kernel = "dense_s8_narrow"} : (tensor<1x2xi8>) -> tensor<1x2xi8>
    return %0 : tensor<1x2xi8>
  }
}

// -----

// Exponentials that are nothing in a sum, nor in an output, are no part of the table.
// CHECK-LABEL: func.func @fixed_softmax(
// CHECK:         kern.tables = {table = dense<[2147483647, 2048]> : tensor<2xi32>}
func.func @fixed_softmax(%x: tensor<1x4xi8>) -> tensor<1x4xi8> {
  %0 = kern.fixed_softmax %x {kern.kernel = "fixed_softmax_s8", table = array<i32: 2147483647, 2048, 2047, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0>} : (tensor<1x4xi8>) -> tensor<1x4xi8>
  return %0 : tensor<1x4xi8>
}
