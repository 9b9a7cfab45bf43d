// RUN: dend-opt %s --kern-lower-to-kern --kern-select-kernels --split-input-file | FileCheck %s
// RUN: dend-opt %s --kern-lower-to-kern --kern-select-kernels=instructions-per-byte=1000 --split-input-file | FileCheck %s --check-prefix=SIZE

#four = #kern.requant<multipliers = [1, 1, 1, 1], shift = 0, zero_point = 0, min = -128, max = 127>
#many = #kern.requant<multipliers = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1], shift = 0, zero_point = 0, min = -128, max = 127>

// With SMLAD, two int8 weights to a 16-bit lane where every byte of flash serves few positions; twice the flash where it serves
// many. int16 inputs do not come in lanes.
// CHECK-LABEL: func.func @dsp(
// CHECK:         kern.dense {{.*}}kern.kernel = "dense_s8_dual", kern.why = "estimated {{[0-9.]+}} instructions per MAC with 2176 bytes of weights; {{(direct|wide|paired)}}: {{[0-9.]+}} with {{[0-9]+}}"
// CHECK:         kern.conv2d {{.*}}kern.kernel = "conv2d_s8_s16_wide", kern.why = "estimated {{[0-9.]+}} instructions per MAC with 48 bytes of weights; dual: {{[0-9.]+}} with 32"
// CHECK:         kern.conv2d {{.*}}kern.kernel = "conv2d_s16_s8_wide"
// CHECK:         kern.dense {{.*}}kern.kernel = "dense_s16_paired"
module attributes {kern.target = #kern.target<name = "m4", core = "cortex-m4", isa = ["dsp", "fpu"], flash = 0, ram = 0, alignment = 16>} {
  func.func @dsp(%x: tensor<1x64xi8>, %y: tensor<1x32x32x4xi8>, %z: tensor<1x64xi16>) -> (tensor<1x32xi8>, tensor<1x32x32x4xi8>, tensor<1x32xi16>) {
    %0 = kern.dense %x {weights = dense<1> : tensor<32x64xi8>, bias = dense<0> : tensor<32xi32>, requant = #many} : (tensor<1x64xi8>) -> tensor<1x32xi8>
    %1 = kern.conv2d %y {weights = dense<1> : tensor<4x1x1x4xi8>, bias = dense<0> : tensor<4xi32>, requant = #four} : (tensor<1x32x32x4xi8>) -> tensor<1x32x32x4xi16>
    %2 = kern.conv2d %1 {weights = dense<1> : tensor<4x1x1x4xi8>, bias = dense<0> : tensor<4xi32>, requant = #four} : (tensor<1x32x32x4xi16>) -> tensor<1x32x32x4xi8>
    %3 = kern.dense %z {weights = dense<1> : tensor<32x64xi8>, bias = dense<0> : tensor<32xi32>, requant = #many} : (tensor<1x64xi16>) -> tensor<1x32xi16>
    return %0, %2, %3 : tensor<1x32xi8>, tensor<1x32x32x4xi8>, tensor<1x32xi16>
  }
}

// -----

// Flash first: a byte counts as many instructions as the pass is told.
// SIZE-LABEL: func.func @positions(
// SIZE:         kern.conv2d {{.*}}kern.kernel = "conv2d_s8_dual"
// CHECK-LABEL: func.func @positions(
// CHECK:         kern.conv2d {{.*}}kern.kernel = "conv2d_s8_wide"
#four = #kern.requant<multipliers = [1, 1, 1, 1], shift = 0, zero_point = 0, min = -128, max = 127>
module attributes {kern.target = #kern.target<name = "m4", core = "cortex-m4", isa = ["dsp"], flash = 0, ram = 0, alignment = 16>} {
  func.func @positions(%x: tensor<1x32x32x4xi8>) -> tensor<1x32x32x4xi8> {
    %0 = kern.conv2d %x {weights = dense<1> : tensor<4x1x1x4xi8>, bias = dense<0> : tensor<4xi32>, requant = #four} : (tensor<1x32x32x4xi8>) -> tensor<1x32x32x4xi8>
    return %0 : tensor<1x32x32x4xi8>
  }
}

// -----

// Depthwise windows up to three wide go by planes, unless they jump or spread along the row: then channel by channel, or where
// rows of outputs are short four channels at a time.
// CHECK-LABEL: func.func @depthwise(
// CHECK:         kern.depthwise_conv2d {{.*}}kern.kernel = "depthwise_conv2d_s8_planes"
// CHECK:         kern.depthwise_conv2d {{.*}}kern.kernel = "depthwise_conv2d_s8_single"
// CHECK:         kern.depthwise_conv2d {{.*}}kern.kernel = "depthwise_conv2d_s8_quad"
#four = #kern.requant<multipliers = [1, 1, 1, 1], shift = 0, zero_point = 0, min = -128, max = 127>
module attributes {kern.target = #kern.target<name = "m4", core = "cortex-m4", isa = ["dsp"], flash = 0, ram = 0, alignment = 16>} {
  func.func @depthwise(%x: tensor<1x9x9x4xi8>) -> (tensor<1x7x7x4xi8>, tensor<1x7x5x4xi8>, tensor<1x7x3x4xi8>) {
    %0 = kern.depthwise_conv2d %x {weights = dense<1> : tensor<4x3x3x1xi8>, bias = dense<0> : tensor<4xi32>, requant = #four} : (tensor<1x9x9x4xi8>) -> tensor<1x7x7x4xi8>
    %1 = kern.depthwise_conv2d %x {dilations = array<i64: 1, 2>, weights = dense<1> : tensor<4x3x3x1xi8>, bias = dense<0> : tensor<4xi32>, requant = #four} : (tensor<1x9x9x4xi8>) -> tensor<1x7x5x4xi8>
    %2 = kern.depthwise_conv2d %x {strides = array<i64: 1, 3>, weights = dense<1> : tensor<4x3x3x1xi8>, bias = dense<0> : tensor<4xi32>, requant = #four} : (tensor<1x9x9x4xi8>) -> tensor<1x7x3x4xi8>
    return %0, %1, %2 : tensor<1x7x7x4xi8>, tensor<1x7x5x4xi8>, tensor<1x7x3x4xi8>
  }
}

// -----

// Without SMLAD channel by channel, whatever the type, unless the output is one position.
// CHECK-LABEL: func.func @depthwise_by_words(
// CHECK:         kern.depthwise_conv2d {{.*}}kern.kernel = "depthwise_conv2d_s8_single"
// CHECK:         kern.depthwise_conv2d {{.*}}kern.kernel = "depthwise_conv2d_s16_s8_single"
// CHECK:         kern.depthwise_conv2d {{.*}}kern.kernel = "depthwise_conv2d_s8_quad"
#four = #kern.requant<multipliers = [1, 1, 1, 1], shift = 0, zero_point = 0, min = -128, max = 127>
module attributes {kern.target = #kern.target<name = "m3", core = "cortex-m3", isa = ["smull"], flash = 0, ram = 0, alignment = 16>} {
  func.func @depthwise_by_words(%x: tensor<1x9x9x4xi8>, %y: tensor<1x9x9x4xi16>, %z: tensor<1x3x3x4xi8>) -> (tensor<1x7x7x4xi8>, tensor<1x7x7x4xi8>, tensor<1x1x1x4xi8>) {
    %0 = kern.depthwise_conv2d %x {weights = dense<1> : tensor<4x3x3x1xi8>, bias = dense<0> : tensor<4xi32>, requant = #four} : (tensor<1x9x9x4xi8>) -> tensor<1x7x7x4xi8>
    %1 = kern.depthwise_conv2d %y {weights = dense<1> : tensor<4x3x3x1xi8>, bias = dense<0> : tensor<4xi32>, requant = #four} : (tensor<1x9x9x4xi16>) -> tensor<1x7x7x4xi8>
    %2 = kern.depthwise_conv2d %z {weights = dense<1> : tensor<4x3x3x1xi8>, bias = dense<0> : tensor<4xi32>, requant = #four} : (tensor<1x3x3x4xi8>) -> tensor<1x1x1x4xi8>
    return %0, %1, %2 : tensor<1x7x7x4xi8>, tensor<1x7x7x4xi8>, tensor<1x1x1x4xi8>
  }
}

// -----

// With MVE, 16 bytes of a column at a time, whatever the type; depthwise convolution 16 channels, unless the products of two
// taps may leave 16 bits.
// CHECK-LABEL: func.func @vectors(
// CHECK:         kern.conv2d {{.*}}kern.kernel = "conv2d_s8_s16_vector", kern.why = "estimated {{[0-9.]+}} instructions per MAC with 80 bytes of weights; wide: {{.*}}"
// CHECK:         kern.dense {{.*}}kern.kernel = "dense_s16_vector"
// CHECK:         kern.depthwise_conv2d {{.*}}kern.kernel = "depthwise_conv2d_s8_sixteen"
// CHECK:         kern.depthwise_conv2d {{.*}}kern.kernel = "depthwise_conv2d_s8_planes"{{.*}}weights = dense<-128>
#four = #kern.requant<multipliers = [1, 1, 1, 1], shift = 0, zero_point = 0, min = -128, max = 127>
#sixteen = #kern.requant<multipliers = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1], shift = 0, zero_point = 0, min = -128, max = 127>
module attributes {kern.target = #kern.target<name = "m55", core = "cortex-m55", isa = ["dsp", "mve"], flash = 0, ram = 0, alignment = 16>} {
  func.func @vectors(%x: tensor<1x32x32x4xi8>, %y: tensor<1x9x9x16xi8>) -> (tensor<1x32x32x4xi16>, tensor<1x7x7x16xi8>, tensor<1x7x7x16xi8>) {
    %0 = kern.conv2d %x {weights = dense<1> : tensor<4x1x1x4xi8>, bias = dense<0> : tensor<4xi32>, requant = #four} : (tensor<1x32x32x4xi8>) -> tensor<1x32x32x4xi16>
    %1 = kern.dense %0 {weights = dense<1> : tensor<4x4xi8>, bias = dense<0> : tensor<4xi32>, requant = #four} : (tensor<1x32x32x4xi16>) -> tensor<1x32x32x4xi16>
    %2 = kern.depthwise_conv2d %y {weights = dense<127> : tensor<16x3x3x1xi8>, bias = dense<0> : tensor<16xi32>, requant = #sixteen} : (tensor<1x9x9x16xi8>) -> tensor<1x7x7x16xi8>
    %3 = kern.depthwise_conv2d %y {weights = dense<-128> : tensor<16x3x3x1xi8>, bias = dense<0> : tensor<16xi32>, requant = #sixteen} : (tensor<1x9x9x16xi8>) -> tensor<1x7x7x16xi8>
    return %1, %2, %3 : tensor<1x32x32x4xi16>, tensor<1x7x7x16xi8>, tensor<1x7x7x16xi8>
  }
}

// -----

// Kernels of MVE hold the difference of neighbours in a dendrites' table in 16 bits.
#table = array<i16: -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383, 16383>
#steep = array<i16: -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, -16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384, 16384>
#four = #kern.requant<multipliers = [1, 1, 1, 1], shift = 0, zero_point = 0, min = -128, max = 127>
#z = #kern.requant<multipliers = [1, 1, 1, 1], shift = 0, zero_point = 0, min = -32768, max = 32767>
// CHECK-LABEL: func.func @steep_table(
// CHECK:         kern.kernel = "conv2d_s8_vector"
// CHECK:         kern.kernel = "conv2d_s8_wide"
// CHECK:         kern.kernel = "depthwise_conv2d_s8_quad"
module attributes {kern.target = #kern.target<name = "m55", core = "cortex-m55", isa = ["dsp", "mve"], flash = 0, ram = 0, alignment = 16>} {
  func.func @steep_table(%x: tensor<1x32x32x4xi8>) -> (tensor<1x32x32x4xi8>, tensor<1x32x32x4xi8>, tensor<1x32x32x4xi8>) {
    %0 = kern.conv2d %x {weights = dense<1> : tensor<8x1x1x4xi8>, bias = dense<0> : tensor<8xi32>, dendrite_count = 1 : i64,
        dendrite_function = #dend.function<tanh>, to_neuron = dense<1> : tensor<1x4xi32>, dendrite_table = #table,
        dendrite_requant = #z, requant = #four} : (tensor<1x32x32x4xi8>) -> tensor<1x32x32x4xi8>
    %1 = kern.conv2d %x {weights = dense<1> : tensor<8x1x1x4xi8>, bias = dense<0> : tensor<8xi32>, dendrite_count = 1 : i64,
        dendrite_function = #dend.function<tanh>, to_neuron = dense<1> : tensor<1x4xi32>, dendrite_table = #steep,
        dendrite_requant = #z, requant = #four} : (tensor<1x32x32x4xi8>) -> tensor<1x32x32x4xi8>
    %2 = kern.depthwise_conv2d %x {weights = dense<1> : tensor<8x1x1x1xi8>, bias = dense<0> : tensor<8xi32>, dendrite_count = 1 : i64,
        dendrite_function = #dend.function<tanh>, to_neuron = dense<1> : tensor<1x4xi32>, dendrite_table = #steep,
        dendrite_requant = #z, requant = #four} : (tensor<1x32x32x4xi8>) -> tensor<1x32x32x4xi8>
    return %0, %1, %2 : tensor<1x32x32x4xi8>, tensor<1x32x32x4xi8>, tensor<1x32x32x4xi8>
  }
}

// -----

// Layout dual holds no -128, no filter whose bias alone leaves its lane; 2^23 - 1 - 4 * 127 * 128 just fits with two elements.
#four = #kern.requant<multipliers = [1, 1, 1, 1], shift = 0, zero_point = 0, min = -128, max = 127>
// CHECK-LABEL: func.func @not_dual(
// CHECK:         kern.dense {{.*}}kern.kernel = "dense_s8_quartet", {{.*}}weights = dense<-128>
// CHECK:         kern.dense {{.*}}bias = dense<9000000>{{.*}}kern.kernel = "dense_s8_quartet"
// CHECK:         kern.dense {{.*}}bias = dense<8356095>{{.*}}kern.kernel = "dense_s8_dual"
// CHECK:         kern.dense {{.*}}bias = dense<8356096>{{.*}}kern.kernel = "dense_s8_quartet"
module attributes {kern.target = #kern.target<name = "m4", core = "cortex-m4", isa = ["dsp"], flash = 0, ram = 0, alignment = 16>} {
  func.func @not_dual(%x: tensor<1x4xi8>) -> (tensor<1x4xi8>, tensor<1x4xi8>, tensor<1x4xi8>, tensor<1x4xi8>) {
    %0 = kern.dense %x {weights = dense<-128> : tensor<4x4xi8>, bias = dense<0> : tensor<4xi32>, requant = #four} : (tensor<1x4xi8>) -> tensor<1x4xi8>
    %1 = kern.dense %x {weights = dense<1> : tensor<4x4xi8>, bias = dense<9000000> : tensor<4xi32>, requant = #four} : (tensor<1x4xi8>) -> tensor<1x4xi8>
    %2 = kern.dense %x {weights = dense<127> : tensor<4x4xi8>, bias = dense<8356095> : tensor<4xi32>, requant = #four} : (tensor<1x4xi8>) -> tensor<1x4xi8>
    %3 = kern.dense %x {weights = dense<127> : tensor<4x4xi8>, bias = dense<8356096> : tensor<4xi32>, requant = #four} : (tensor<1x4xi8>) -> tensor<1x4xi8>
    return %0, %1, %2, %3 : tensor<1x4xi8>, tensor<1x4xi8>, tensor<1x4xi8>, tensor<1x4xi8>
  }
}

// -----

// Without SMLAD, or without a target, bytes one by one cost least, and where there are many, three positions at a time. What was
// chosen before does not count.
#sixteen = #kern.requant<multipliers = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1], shift = 0, zero_point = 0, min = -128, max = 127>
#four = #kern.requant<multipliers = [1, 1, 1, 1], shift = 0, zero_point = 0, min = -128, max = 127>
// CHECK-LABEL: func.func @portable(
// CHECK:         kern.conv2d {{.*}}kern.kernel = "conv2d_s8_narrow", kern.why = "estimated {{.*}}; {{.*}}"
// CHECK:         kern.depthwise_conv2d {{.*}}kern.kernel = "depthwise_conv2d_s8_quad"
// CHECK:         kern.conv2d {{.*}}kern.kernel = "conv2d_s8_triple"
module attributes {kern.target = #kern.target<name = "m0", core = "cortex-m0", isa = [], flash = 0, ram = 0, alignment = 16>} {
  func.func @portable(%x: tensor<1x9x9x8xi8>) -> tensor<1x9x9x16xi8> {
    %0 = kern.conv2d %x {kern.kernel = "conv2d_s8_dual", weights = dense<1> : tensor<4x1x1x8xi8>, bias = dense<0> : tensor<4xi32>, requant = #four} : (tensor<1x9x9x8xi8>) -> tensor<1x9x9x4xi8>
    %1 = kern.depthwise_conv2d %0 {weights = dense<1> : tensor<4x1x1x1xi8>, bias = dense<0> : tensor<4xi32>, requant = #four} : (tensor<1x9x9x4xi8>) -> tensor<1x9x9x4xi8>
    %2 = kern.conv2d %1 {padding = array<i64: 2, 2, 2, 2>, weights = dense<1> : tensor<16x5x5x4xi8>, bias = dense<0> : tensor<16xi32>, requant = #sixteen} : (tensor<1x9x9x4xi8>) -> tensor<1x9x9x16xi8>
    return %2 : tensor<1x9x9x16xi8>
  }
}

// -----

// Every op that computes has a kernel, named by its types; constants and reshapes are no calls.
// CHECK-LABEL: func.func @integers(
// CHECK:         kern.constant dense<1>
// CHECK:         kern.max_pool2d {{.*}}"max_pool2d_s8"
// CHECK:         kern.average_pool2d {{.*}}"average_pool2d_s8_s16"
// CHECK:         kern.reduce {{.*}}"reduce_s16_s8"
// CHECK:         kern.add {{.*}}"add_s8_s8_s16"
// CHECK:         kern.mul {{.*}}"mul_s16_s8_s8"
// CHECK:         kern.add {{.*}}"add_s8"
// CHECK:         kern.rescale {{.*}}"rescale_s8_s16"
// CHECK:         kern.interpolate {{.*}}"interpolate_s16"
// CHECK:         kern.interpolate {{.*}}"interpolate_s16_s8"
// CHECK:         kern.lookup {{.*}}"lookup_s8_s16"
// CHECK:         kern.softmax {{.*}}"softmax_s16_s8"
// CHECK:         kern.reshape %{{[0-9]+}} : (tensor<1x1x1x1xi8>) -> tensor<1x1xi8>
// CHECK:         kern.dequantize {{.*}}"dequantize_s8_f32"
// CHECK:         kern.quantize {{.*}}"quantize_f32_s16"
#native = #dend.arithmetic<native>
!b = !quant.uniform<i8:f32, 0.5>
!h = !quant.uniform<i16:f32, 0.5>
func.func @integers(%x: tensor<1x3x2x1x!b>) -> tensor<1x1x!h> {
  %c = dend.constant dense<1> : tensor<1x1x1x1xi8> -> tensor<1x1x1x1x!b>
  %0 = dend.max_pool2d %x {window = array<i64: 1, 2>} : (tensor<1x3x2x1x!b>) -> tensor<1x3x1x1x!b>
  %1 = dend.average_pool2d %0 {arithmetic = #native, window = array<i64: 2, 1>} : (tensor<1x3x1x1x!b>) -> tensor<1x2x1x1x!h>
  %2 = dend.reduce <sum> %1 {arithmetic = #native, axes = array<i64: 1>} : (tensor<1x2x1x1x!h>) -> tensor<1x1x1x1x!b>
  %3 = dend.add %2, %c {arithmetic = #native} : (tensor<1x1x1x1x!b>, tensor<1x1x1x1x!b>) -> tensor<1x1x1x1x!h>
  %4 = dend.mul %3, %c {arithmetic = #native} : (tensor<1x1x1x1x!h>, tensor<1x1x1x1x!b>) -> tensor<1x1x1x1x!b>
  %5 = dend.sub %4, %c {arithmetic = #native} : (tensor<1x1x1x1x!b>, tensor<1x1x1x1x!b>) -> tensor<1x1x1x1x!b>
  %6 = dend.quantize %5 {arithmetic = #native} : (tensor<1x1x1x1x!b>) -> tensor<1x1x1x1x!h>
  %7 = dend.unary <tanh> %6 {arithmetic = #native} : (tensor<1x1x1x1x!h>) -> tensor<1x1x1x1x!h>
  %8 = dend.unary <tanh> %7 {arithmetic = #native} : (tensor<1x1x1x1x!h>) -> tensor<1x1x1x1x!b>
  %9 = dend.unary <tanh> %8 {arithmetic = #native} : (tensor<1x1x1x1x!b>) -> tensor<1x1x1x1x!h>
  %10 = dend.softmax %9 {arithmetic = #native, axis = 3 : i64} : (tensor<1x1x1x1x!h>) -> tensor<1x1x1x1x!b>
  %11 = dend.reshape %10 : (tensor<1x1x1x1x!b>) -> tensor<1x1x!b>
  %12 = dend.div %11, %11 {arithmetic = #native} : (tensor<1x1x!b>, tensor<1x1x!b>) -> tensor<1x1x!h>
  return %12 : tensor<1x1x!h>
}

// -----

// CHECK-LABEL: func.func @floats(
// CHECK:         kern.conv2d {{.*}}"conv2d_f32"
// CHECK:         kern.depthwise_conv2d {{.*}}"depthwise_conv2d_f32"
// CHECK:         kern.dense {{.*}}"dense_f32"
// CHECK:         kern.max_pool2d {{.*}}"max_pool2d_f32"
// CHECK:         kern.average_pool2d {{.*}}"average_pool2d_f32"
// CHECK:         kern.reduce {{.*}}"reduce_f32"
// CHECK:         kern.float_unary {{.*}}"unary_f32"
// CHECK:         kern.float_binary {{.*}}"binary_f32"
// CHECK:         kern.softmax {{.*}}"softmax_f32"
func.func @floats(%x: tensor<1x1x1x1xf32>) -> tensor<1x1x1x1xf32> {
  %0 = kern.conv2d %x {weights = dense<1.0> : tensor<1x1x1x1xf32>, bias = dense<0.0> : tensor<1xf32>} : (tensor<1x1x1x1xf32>) -> tensor<1x1x1x1xf32>
  %1 = kern.depthwise_conv2d %0 {weights = dense<1.0> : tensor<1x1x1x1xf32>, bias = dense<0.0> : tensor<1xf32>} : (tensor<1x1x1x1xf32>) -> tensor<1x1x1x1xf32>
  %2 = kern.dense %1 {weights = dense<1.0> : tensor<1x1xf32>, bias = dense<0.0> : tensor<1xf32>} : (tensor<1x1x1x1xf32>) -> tensor<1x1x1x1xf32>
  %3 = kern.max_pool2d %2 {window = array<i64: 1, 1>} : (tensor<1x1x1x1xf32>) -> tensor<1x1x1x1xf32>
  %4 = kern.average_pool2d %3 {window = array<i64: 1, 1>} : (tensor<1x1x1x1xf32>) -> tensor<1x1x1x1xf32>
  %5 = kern.reduce %4 {kind = #dend.reduction<mean>, axes = array<i64: 1>} : (tensor<1x1x1x1xf32>) -> tensor<1x1x1x1xf32>
  %6 = kern.float_unary %5 {function = #dend.function<tanh>} : (tensor<1x1x1x1xf32>) -> tensor<1x1x1x1xf32>
  %7 = kern.float_binary %6, %5 {kind = #kern.binary<pow>} : (tensor<1x1x1x1xf32>, tensor<1x1x1x1xf32>) -> tensor<1x1x1x1xf32>
  %8 = kern.softmax %7 : (tensor<1x1x1x1xf32>) -> tensor<1x1x1x1xf32>
  return %8 : tensor<1x1x1x1xf32>
}

// -----

// What only moves elements is named by their size.
// CHECK-LABEL: func.func @movement(
// CHECK:         kern.transpose {{.*}}"transpose_x8"
// CHECK:         kern.slice {{.*}}"slice_x16"
// CHECK:         kern.pad {{.*}}"pad_x32"
// CHECK:         kern.concat {{.*}}"concat_x32"
func.func @movement(%a: tensor<1x2xi8>, %b: tensor<2xi16>, %c: tensor<2xf32>) -> (tensor<2x1xi8>, tensor<1xi16>, tensor<5xf32>) {
  %0 = kern.transpose %a {permutation = array<i64: 1, 0>} : (tensor<1x2xi8>) -> tensor<2x1xi8>
  %1 = kern.slice %b {begin = array<i64: 1>, steps = array<i64: 1>} : (tensor<2xi16>) -> tensor<1xi16>
  %2 = kern.pad %c {low = array<i64: 1>, high = array<i64: 0>, value = 0.5 : f32} : (tensor<2xf32>) -> tensor<3xf32>
  %3 = kern.concat %c, %2 {axis = 0 : i64} : (tensor<2xf32>, tensor<3xf32>) -> tensor<5xf32>
  return %0, %1, %3 : tensor<2x1xi8>, tensor<1xi16>, tensor<5xf32>
}

// -----

// Seven and more axes are no more than six where neighbours are walked alike or have size 1.
// CHECK-LABEL: func.func @many_axes(
// CHECK:         kern.transpose {{.*}}"transpose_x8"
// CHECK:         kern.reduce {{.*}}"reduce_f32"
func.func @many_axes(%x: tensor<2x3x2x3x2x3x2x1xi8>, %y: tensor<2x3x2x3x2x3x2xf32>) -> (tensor<2x3x1x2x3x2x3x2xi8>, tensor<1x1x2x1x2x3x1xf32>) {
  %0 = kern.transpose %x {permutation = array<i64: 4, 5, 7, 6, 1, 2, 3, 0>} : (tensor<2x3x2x3x2x3x2x1xi8>) -> tensor<2x3x1x2x3x2x3x2xi8>
  %1 = kern.reduce %y {kind = #dend.reduction<max>, axes = array<i64: 0, 1, 3, 6>} : (tensor<2x3x2x3x2x3x2xf32>) -> tensor<1x1x2x1x2x3x1xf32>
  return %0, %1 : tensor<2x3x1x2x3x2x3x2xi8>, tensor<1x1x2x1x2x3x1xf32>
}

// -----

// Weights of a recurrent layer serve every step.
// CHECK-LABEL: func.func @steps(
// CHECK:         kern.recurrent {{.*}}kern.kernel = "recurrent_s16_s16_s8_wide", kern.why = "estimated {{[0-9.]+}} instructions per MAC with 576 bytes of weights; paired: {{[0-9.]+}} with 320"
// SIZE-LABEL: func.func @steps(
// SIZE:         kern.kernel = "recurrent_s16_s16_s8_paired"
module attributes {kern.target = #kern.target<name = "m4", core = "cortex-m4", isa = ["dsp", "fpu"], flash = 0, ram = 0, alignment = 16>} {
  func.func @steps(%g: tensor<1x64x1x16xi16>, %h: tensor<1x1x1x16xi16>) -> tensor<1x64x1x16xi8> {
    %0 = kern.recurrent %g, %h {cell = #dend.cell<rnn>, functions = [#dend.function<tanh>],
        weights = dense<1> : tensor<16x16xi8>, bias = dense<0> : tensor<16xi32>,
        sum_requant = #kern.requant<multipliers = [9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9], shift = 0, zero_point = 0, min = -32768, max = 32767>,
        tables = array<i16: 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0>,
        requant = #kern.requant<multipliers = [7], shift = 0, zero_point = 0, min = -128, max = 127>}
      : (tensor<1x64x1x16xi16>, tensor<1x1x1x16xi16>) -> tensor<1x64x1x16xi8>
    return %0 : tensor<1x64x1x16xi8>
  }
}

// -----

// Winograd's 3x3 windows take 3.6 times the flash of their weights, and room for 4 times a sum: 2^29 - 1 is 9 * 8 * 127 more than
// 536861767. Not where windows jump, nor for int16, nor where flash counts more.
// CHECK-LABEL: func.func @winograd(
// CHECK:         kern.conv2d {{.*}}kern.kernel = "conv2d_s8_winograd", kern.why = "estimated {{[0-9.]+}} instructions per MAC with 2080 bytes of weights; wide: {{[0-9.]+}} with 1184"
// CHECK:         kern.conv2d {{.*}}kern.kernel = "conv2d_s8_s16_wide"
// CHECK:         kern.conv2d {{.*}}kern.kernel = "conv2d_s8_dual"
// CHECK:         kern.conv2d {{.*}}kern.kernel = "conv2d_s16_wide"
// SIZE-LABEL: func.func @winograd(
// SIZE-NOT:     winograd
#eight = #kern.requant<multipliers = [1, 1, 1, 1, 1, 1, 1, 1], shift = 0, zero_point = 0, min = -128, max = 127>
module attributes {kern.target = #kern.target<name = "m4", core = "cortex-m4", isa = ["dsp"], flash = 0, ram = 0, alignment = 16>} {
  func.func @winograd(%x: tensor<1x18x18x8xi8>) -> (tensor<1x16x16x8xi8>, tensor<1x8x8x8xi8>, tensor<1x14x14x8xi16>) {
    %0 = kern.conv2d %x {weights = dense<1> : tensor<8x3x3x8xi8>, bias = dense<536861767> : tensor<8xi32>, requant = #eight} : (tensor<1x18x18x8xi8>) -> tensor<1x16x16x8xi8>
    %1 = kern.conv2d %x {weights = dense<1> : tensor<8x3x3x8xi8>, bias = dense<536861768> : tensor<8xi32>, requant = #eight} : (tensor<1x18x18x8xi8>) -> tensor<1x16x16x8xi16>
    %2 = kern.conv2d %x {strides = array<i64: 2, 2>, weights = dense<1> : tensor<8x3x3x8xi8>, bias = dense<0> : tensor<8xi32>, requant = #eight} : (tensor<1x18x18x8xi8>) -> tensor<1x8x8x8xi8>
    %3 = kern.conv2d %1 {weights = dense<1> : tensor<8x3x3x8xi8>, bias = dense<0> : tensor<8xi32>, requant = #eight} : (tensor<1x16x16x8xi16>) -> tensor<1x14x14x8xi16>
    return %0, %2, %3 : tensor<1x16x16x8xi8>, tensor<1x8x8x8xi8>, tensor<1x14x14x8xi16>
  }
}
