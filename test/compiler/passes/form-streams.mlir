// RUN: dend-opt %s --kern-form-streams --split-input-file | FileCheck %s

#four = #kern.requant<multipliers = [9, 9, 9, 9], shift = 0, zero_point = 0, min = -128, max = 127>

// A convolution whose large output only a pool reads: together, it exists a few rows at a time. Constants and reshapes of what comes
// from outside stay there; the reshape of the result follows.
// CHECK-LABEL: func.func @main(
// CHECK:         kern.reshape
// CHECK-NEXT:    %[[Y:.*]] = kern.stream {{[0-9]+}} : tensor<1x16x16x4xi8> {
// CHECK-NEXT:      %[[CONV:.*]] = kern.depthwise_conv2d
// CHECK-NEXT:      %[[POOL:.*]] = kern.max_pool2d %[[CONV]]
// CHECK-NEXT:      kern.yield %[[POOL]] : tensor<1x16x16x4xi8>
// CHECK-NEXT:    }
// CHECK-NEXT:    kern.reshape %[[Y]]
func.func @main(%x: tensor<1024xi8>) -> tensor<1024xi8> {
  %image = kern.reshape %x : (tensor<1024xi8>) -> tensor<1x32x32x1xi8>
  %0 = kern.depthwise_conv2d %image {kern.kernel = "depthwise_conv2d_s8_quad", weights = dense<1> : tensor<4x3x3x1xi8>, bias = dense<0> : tensor<4xi32>,
      padding = array<i64: 1, 1, 1, 1>, requant = #four} : (tensor<1x32x32x1xi8>) -> tensor<1x32x32x4xi8>
  %1 = kern.max_pool2d %0 {kern.kernel = "max_pool2d_s8", strides = array<i64: 2, 2>, window = array<i64: 2, 2>} : (tensor<1x32x32x4xi8>) -> tensor<1x16x16x4xi8>
  %2 = kern.reshape %1 : (tensor<1x16x16x4xi8>) -> tensor<1024xi8>
  return %2 : tensor<1024xi8>
}

// -----

// Streams already there are dissolved: these small layers are not worth the calls.
// CHECK-LABEL: func.func @main(
// CHECK-NOT:     kern.stream
// CHECK-NOT:     kern.yield
// CHECK:         %[[A:.*]] = kern.max_pool2d
// CHECK:         %[[B:.*]] = kern.max_pool2d %[[A]]
// CHECK:         %[[C:.*]] = kern.max_pool2d %[[B]]
// CHECK:         return %[[B]], %[[C]]
func.func @main(%x: tensor<1x8x8x1xi8>) -> (tensor<1x8x8x1xi8>, tensor<1x4x4x1xi8>) {
  %y:2 = kern.stream 3 : tensor<1x8x8x1xi8>, tensor<1x4x4x1xi8> {
    %0 = kern.max_pool2d %x {kern.kernel = "max_pool2d_s8", padding = array<i64: 8, 0, 8, 0>, window = array<i64: 9, 1>} : (tensor<1x8x8x1xi8>) -> tensor<1x16x8x1xi8>
    %1 = kern.max_pool2d %0 {kern.kernel = "max_pool2d_s8", strides = array<i64: 2, 1>, window = array<i64: 2, 1>} : (tensor<1x16x8x1xi8>) -> tensor<1x8x8x1xi8>
    %2 = kern.max_pool2d %1 {kern.kernel = "max_pool2d_s8", strides = array<i64: 2, 2>, window = array<i64: 2, 2>} : (tensor<1x8x8x1xi8>) -> tensor<1x4x4x1xi8>
    kern.yield %1, %2 : tensor<1x8x8x1xi8>, tensor<1x4x4x1xi8>
  }
  return %y#0, %y#1 : tensor<1x8x8x1xi8>, tensor<1x4x4x1xi8>
}

// -----

// The gates of a recurrent layer exist a step at a time; its states are no rows.
// CHECK-LABEL: func.func @main(
// CHECK:         %[[STATES:.*]] = kern.constant
// CHECK:         kern.stream {{[0-9]+}} : tensor<1x64x1x8xf32> {
// CHECK-NEXT:      %[[GATES:.*]] = kern.conv2d
// CHECK-NEXT:      %[[CELLS:.*]] = kern.recurrent %[[GATES]], %[[STATES]]
// CHECK-NEXT:      kern.yield %[[CELLS]]
func.func @main(%x: tensor<1x64x1x2xf32>) -> tensor<1x64x1x8xf32> {
  %h = kern.constant dense<0.0> : tensor<1x2x1x8xf32>
  %0 = kern.conv2d %x {kern.kernel = "conv2d_f32", weights = dense<1.0> : tensor<32x1x1x2xf32>, bias = dense<0.0> : tensor<32xf32>}
    : (tensor<1x64x1x2xf32>) -> tensor<1x64x1x32xf32>
  %1 = kern.recurrent %0, %h {kern.kernel = "recurrent_f32", cell = #dend.cell<lstm>,
      functions = [#dend.function<sigmoid>, #dend.function<tanh>, #dend.function<tanh>],
      weights = dense<0.5> : tensor<32x8xf32>, bias = dense<0.0> : tensor<32xf32>}
    : (tensor<1x64x1x32xf32>, tensor<1x2x1x8xf32>) -> tensor<1x64x1x8xf32>
  return %1 : tensor<1x64x1x8xf32>
}

// -----

// A mean of all rows is summed up row by row: the tensor before it never exists whole.
// CHECK-LABEL: func.func @main(
// CHECK:         kern.stream {{[0-9]+}} : tensor<1x1x1x4xi8> {
// CHECK-NEXT:      %[[CONV:.*]] = kern.depthwise_conv2d
// CHECK-NEXT:      %[[MEAN:.*]] = kern.average_pool2d %[[CONV]]
// CHECK-NEXT:      kern.yield %[[MEAN]]
#four = #kern.requant<multipliers = [9, 9, 9, 9], shift = 0, zero_point = 0, min = -128, max = 127>
func.func @main(%x: tensor<1x32x32x1xi8>) -> tensor<1x1x1x4xi8> {
  %0 = kern.depthwise_conv2d %x {kern.kernel = "depthwise_conv2d_s8_quad", weights = dense<1> : tensor<4x3x3x1xi8>, bias = dense<0> : tensor<4xi32>,
      padding = array<i64: 1, 1, 1, 1>, requant = #four} : (tensor<1x32x32x1xi8>) -> tensor<1x32x32x4xi8>
  %1 = kern.average_pool2d %0 {kern.kernel = "average_pool2d_s8", window = array<i64: 32, 32>,
      requant = #kern.requant<multipliers = [4194304], shift = 0, zero_point = 0, min = -128, max = 127>} : (tensor<1x32x32x4xi8>) -> tensor<1x1x1x4xi8>
  return %1 : tensor<1x1x1x4xi8>
}

// -----

// Channels side by side, and some of them, row by row: neither the parts nor the whole of them exist whole.
// CHECK-LABEL: func.func @main(
// CHECK:         kern.stream {{[0-9]+}} : tensor<1x16x16x4xi8> {
// CHECK-NEXT:      %[[A:.*]] = kern.depthwise_conv2d
// CHECK-NEXT:      %[[B:.*]] = kern.depthwise_conv2d
// CHECK-NEXT:      %[[BOTH:.*]] = kern.concat %[[A]], %[[B]]
// CHECK-NEXT:      %[[SOME:.*]] = kern.slice %[[BOTH]]
// CHECK-NEXT:      kern.max_pool2d %[[SOME]]
#four = #kern.requant<multipliers = [9, 9, 9, 9], shift = 0, zero_point = 0, min = -128, max = 127>
func.func @main(%x: tensor<1x32x32x1xi8>) -> tensor<1x16x16x4xi8> {
  %0 = kern.depthwise_conv2d %x {kern.kernel = "depthwise_conv2d_s8_quad", weights = dense<1> : tensor<4x3x3x1xi8>, bias = dense<0> : tensor<4xi32>,
      padding = array<i64: 1, 1, 1, 1>, requant = #four} : (tensor<1x32x32x1xi8>) -> tensor<1x32x32x4xi8>
  %1 = kern.depthwise_conv2d %x {kern.kernel = "depthwise_conv2d_s8_quad", weights = dense<1> : tensor<4x1x1x1xi8>, bias = dense<0> : tensor<4xi32>,
      requant = #four} : (tensor<1x32x32x1xi8>) -> tensor<1x32x32x4xi8>
  %2 = kern.concat %0, %1 {kern.kernel = "concat_x8", axis = 3 : i64} : (tensor<1x32x32x4xi8>, tensor<1x32x32x4xi8>) -> tensor<1x32x32x8xi8>
  %3 = kern.slice %2 {kern.kernel = "slice_x8", begin = array<i64: 0, 0, 0, 1>, steps = array<i64: 1, 1, 1, 2>} : (tensor<1x32x32x8xi8>) -> tensor<1x32x32x4xi8>
  %4 = kern.max_pool2d %3 {kern.kernel = "max_pool2d_s8", strides = array<i64: 2, 2>, window = array<i64: 2, 2>} : (tensor<1x32x32x4xi8>) -> tensor<1x16x16x4xi8>
  return %4 : tensor<1x16x16x4xi8>
}
