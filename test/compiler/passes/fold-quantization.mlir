// RUN: dend-opt %s --dend-fold-quantization --split-input-file | FileCheck %s --check-prefixes=CHECK,INTEGER
// RUN: dend-opt %s --dend-fold-quantization="float-inputs float-outputs" --split-input-file \
// RUN:   | FileCheck %s --check-prefixes=CHECK,FLOAT

!x = !quant.uniform<i8:f32, 0.5:3>
!y = !quant.uniform<i8:f32, 0.25:-100>

// A convolution as a frontend leaves it: the weights' channels come with their axis, the transpose of a constant is made
// here, a max pool and a relu stand before the rounding. The bias of floats gets the units of the sums.
// CHECK-LABEL: @layer(
// INTEGER-SAME: %[[X:.*]]: tensor<1x4x4x1x!quant.uniform<i8:f32, 5.000000e-01:3>>) -> tensor<1x2x2x2x!quant.uniform<i8:f32, 2.500000e-01:-100>>
// FLOAT-SAME: %[[REAL:.*]]: tensor<1x4x4x1xf32>) -> tensor<1x2x2x2xf32>
// FLOAT: %[[X:.*]] = dend.quantize %[[REAL]]
// CHECK-DAG: %[[W:.*]] = dend.constant {{.*}} : tensor<2x1x2x1xi8> -> tensor<2x1x2x1x!quant.uniform<i8:f32:0, {1.250000e-01,2.500000e-01}>>
// CHECK-DAG: %[[B:.*]] = dend.constant dense<[16, -8]> : tensor<2xi32> -> tensor<2x!quant.uniform<i32:f32:0, {6.250000e-02,1.250000e-01}>>
// CHECK: %[[CONV:.*]] = dend.conv2d %[[X]], %[[W]] bias %[[B]] {activation = #dend.function<relu>, arithmetic = #dend.arithmetic<onnxruntime>, padding = array<i64: 0, 0, 0, 1>}
// CHECK: %[[POOL:.*]] = dend.max_pool2d %[[CONV]]
// INTEGER: return %[[POOL]]
// FLOAT: %[[Y:.*]] = dend.dequantize %[[POOL]]
// FLOAT: return %[[Y]]
func.func @layer(%real: tensor<1x4x4x1xf32>) -> tensor<1x2x2x2xf32> {
  %q = dend.quantize %real {arithmetic = #dend.arithmetic<onnxruntime>} : (tensor<1x4x4x1xf32>) -> tensor<1x4x4x1x!x>
  %x = dend.dequantize %q : (tensor<1x4x4x1x!x>) -> tensor<1x4x4x1xf32>
  %wq = dend.constant dense<[[[[1, 2]], [[3, 4]]]]> : tensor<1x2x1x2xi8> -> tensor<1x2x1x2x!quant.uniform<i8:f32:1, {0.125, 0.25}>>
  %w0 = dend.dequantize %wq : (tensor<1x2x1x2x!quant.uniform<i8:f32:1, {0.125, 0.25}>>) -> tensor<1x2x1x2xf32>
  %w = dend.transpose %w0 {permutation = array<i64: 1, 2, 3, 0>} : (tensor<1x2x1x2xf32>) -> tensor<2x1x2x1xf32>
  %b = dend.constant dense<[1.0, -1.0]> : tensor<2xf32> -> tensor<2xf32>
  %0 = dend.conv2d %x, %w bias %b {padding = array<i64: 0, 0, 0, 1>} : (tensor<1x4x4x1xf32>, tensor<2x1x2x1xf32>, tensor<2xf32>) -> tensor<1x4x4x2xf32>
  %1 = dend.unary <relu> %0 : (tensor<1x4x4x2xf32>) -> tensor<1x4x4x2xf32>
  %2 = dend.max_pool2d %1 {window = array<i64: 2, 2>, strides = array<i64: 2, 2>} : (tensor<1x4x4x2xf32>) -> tensor<1x2x2x2xf32>
  %3 = dend.quantize %2 {arithmetic = #dend.arithmetic<onnxruntime>} : (tensor<1x2x2x2xf32>) -> tensor<1x2x2x2x!y>
  %4 = dend.dequantize %3 : (tensor<1x2x2x2x!y>) -> tensor<1x2x2x2xf32>
  return %4 : tensor<1x2x2x2xf32>
}

// -----

!x = !quant.uniform<i8:f32, 0.5>
!y = !quant.uniform<i8:f32, 0.25:-128>

// A relu of integers whose smallest is zero limits nothing; weights lose their zero point; tensors of two scales are
// joined.
// CHECK-LABEL: @nothing_to_limit(
// CHECK-DAG: %[[W:.*]] = dend.constant dense<{{\[}}[-127, 0], [10, 3]]> {{.*}} -> tensor<2x2x!quant.uniform<i8:f32, 1.250000e-01>>
// CHECK: %[[DENSE:.*]] = dend.dense %arg0, %[[W]] {arithmetic = #dend.arithmetic<onnxruntime>} : {{.*}} -> tensor<1x2x!quant.uniform<i8:f32, 2.500000e-01:-128>>
// CHECK: %[[CONCAT:.*]] = dend.concat %arg0, %[[DENSE]] {arithmetic = #dend.arithmetic<onnxruntime>, axis = 1 : i64}
// CHECK: return %[[CONCAT]]
func.func @nothing_to_limit(%q: tensor<1x2x!x>) -> tensor<1x4x!y> {
  %x = dend.dequantize %q : (tensor<1x2x!x>) -> tensor<1x2xf32>
  %wq = dend.constant dense<[[-128, -1], [9, 2]]> : tensor<2x2xi8> -> tensor<2x2x!quant.uniform<i8:f32, 0.125:-1>>
  %w = dend.dequantize %wq : (tensor<2x2x!quant.uniform<i8:f32, 0.125:-1>>) -> tensor<2x2xf32>
  %0 = dend.dense %x, %w : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  %1 = dend.unary <relu> %0 : (tensor<1x2xf32>) -> tensor<1x2xf32>
  %2 = dend.quantize %1 {arithmetic = #dend.arithmetic<onnxruntime>} : (tensor<1x2xf32>) -> tensor<1x2x!y>
  %3 = dend.dequantize %2 : (tensor<1x2x!y>) -> tensor<1x2xf32>
  %4 = dend.concat %x, %3 {axis = 1 : i64} : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x4xf32>
  %5 = dend.quantize %4 {arithmetic = #dend.arithmetic<onnxruntime>} : (tensor<1x4xf32>) -> tensor<1x4x!y>
  return %5 : tensor<1x4x!y>
}

// -----

!x = !quant.uniform<i8:f32, 0.5>

// Weights farther from their zero point than 8 bits hold are sums of two, for an input that is there twice.
// CHECK-LABEL: @far_zero_point(
// CHECK-DAG: %[[W:.*]] = dend.constant dense<{{\[}}[-65, -1, -64, -1], [4, 0, 4, 1]]> : tensor<2x4xi8> -> tensor<2x4x!quant.uniform<i8:f32, 1.250000e-01>>
// CHECK-DAG: %[[X:.*]] = dend.concat %arg0, %arg0 {arithmetic = #dend.arithmetic<onnxruntime>, axis = 1 : i64}
// CHECK: dend.dense %[[X]], %[[W]] {arithmetic = #dend.arithmetic<onnxruntime>}
func.func @far_zero_point(%q: tensor<1x2x!x>) -> tensor<1x2x!x> {
  %x = dend.dequantize %q : (tensor<1x2x!x>) -> tensor<1x2xf32>
  %wq = dend.constant dense<[[-128, -1], [9, 2]]> : tensor<2x2xi8> -> tensor<2x2x!quant.uniform<i8:f32, 0.125:1>>
  %w = dend.dequantize %wq : (tensor<2x2x!quant.uniform<i8:f32, 0.125:1>>) -> tensor<2x2xf32>
  %0 = dend.dense %x, %w : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  %1 = dend.quantize %0 {arithmetic = #dend.arithmetic<onnxruntime>} : (tensor<1x2xf32>) -> tensor<1x2x!x>
  return %1 : tensor<1x2x!x>
}

// -----

!x = !quant.uniform<i8:f32, 0.5>

// A depthwise layer has no channels to put them in: it stays in float.
// CHECK-LABEL: @far_zero_point_depthwise(
// CHECK: %[[X:.*]] = dend.dequantize %arg0
// CHECK: dend.depthwise_conv2d %[[X]], {{.*}} -> tensor<1x1x1x2xf32>
// CHECK: dend.quantize
func.func @far_zero_point_depthwise(%q: tensor<1x1x1x2x!x>) -> tensor<1x1x1x2x!x> {
  %x = dend.dequantize %q : (tensor<1x1x1x2x!x>) -> tensor<1x1x1x2xf32>
  %wq = dend.constant dense<[[[[-128]]], [[[2]]]]> : tensor<2x1x1x1xi8> -> tensor<2x1x1x1x!quant.uniform<i8:f32, 0.125:1>>
  %w = dend.dequantize %wq : (tensor<2x1x1x1x!quant.uniform<i8:f32, 0.125:1>>) -> tensor<2x1x1x1xf32>
  %0 = dend.depthwise_conv2d %x, %w : (tensor<1x1x1x2xf32>, tensor<2x1x1x1xf32>) -> tensor<1x1x1x2xf32>
  %1 = dend.quantize %0 {arithmetic = #dend.arithmetic<onnxruntime>} : (tensor<1x1x1x2xf32>) -> tensor<1x1x1x2x!x>
  return %1 : tensor<1x1x1x2x!x>
}

// -----

!x = !quant.uniform<i8:f32, 0.5>

// A constant is turned around as integers.
// CHECK-LABEL: @sliced_constant(
// CHECK: dend.constant dense<{{\[}}[2, -1], [4, 3]]> : tensor<2x2xi8> -> tensor<2x2x!quant.uniform<i8:f32:0, {1.250000e-01,2.500000e-01}>>
// CHECK-NOT: dend.slice
func.func @sliced_constant(%q: tensor<1x2x!x>) -> tensor<1x2x!x> {
  %x = dend.dequantize %q : (tensor<1x2x!x>) -> tensor<1x2xf32>
  %wq = dend.constant dense<[[-1, 2], [3, 4]]> : tensor<2x2xi8> -> tensor<2x2x!quant.uniform<i8:f32:0, {0.125, 0.25}>>
  %w0 = dend.dequantize %wq : (tensor<2x2x!quant.uniform<i8:f32:0, {0.125, 0.25}>>) -> tensor<2x2xf32>
  %w = dend.slice %w0 {begin = array<i64: 0, 1>, steps = array<i64: 1, -1>} : (tensor<2x2xf32>) -> tensor<2x2xf32>
  %0 = dend.dense %x, %w : (tensor<1x2xf32>, tensor<2x2xf32>) -> tensor<1x2xf32>
  %1 = dend.quantize %0 {arithmetic = #dend.arithmetic<onnxruntime>} : (tensor<1x2xf32>) -> tensor<1x2x!x>
  return %1 : tensor<1x2x!x>
}

// -----

!x = !quant.uniform<i8:f32, 0.5>

// A border of what the integers do not have needs floats; one that they have does not. A factor of floats gets 16 bits.
// CHECK-LABEL: @borders(
// CHECK: dend.pad %arg0 {{.*}} -> tensor<1x3x!quant.uniform<i8:f32, 5.000000e-01>>
// CHECK: dend.mul {{.*}} : (tensor<1x3x!quant.uniform<i8:f32, 5.000000e-01>>, tensor<!quant.uniform<i16:f32, {{.*}}>>) -> tensor<1x3x!quant.uniform<i8:f32, 5.000000e-01>>
// CHECK: dend.pad {{.*}} -> tensor<1x4xf32>
func.func @borders(%q: tensor<1x2x!x>) -> tensor<1x4xf32> {
  %factor = dend.constant dense<0.75> : tensor<f32> -> tensor<f32>
  %x = dend.dequantize %q : (tensor<1x2x!x>) -> tensor<1x2xf32>
  %0 = dend.pad %x {low = array<i64: 0, 1>, high = array<i64: 0, 0>, value = 0.5 : f32} : (tensor<1x2xf32>) -> tensor<1x3xf32>
  %1 = dend.mul %0, %factor : (tensor<1x3xf32>, tensor<f32>) -> tensor<1x3xf32>
  %2 = dend.quantize %1 {arithmetic = #dend.arithmetic<onnxruntime>} : (tensor<1x3xf32>) -> tensor<1x3x!x>
  %3 = dend.dequantize %2 : (tensor<1x3x!x>) -> tensor<1x3xf32>
  %4 = dend.pad %3 {low = array<i64: 0, 1>, high = array<i64: 0, 0>, value = 0.25 : f32} : (tensor<1x3xf32>) -> tensor<1x4xf32>
  return %4 : tensor<1x4xf32>
}

// -----

!x = !quant.uniform<i8:f32, 0.5>

// Floats at the border by this compiler's own choice stay.
// CHECK-LABEL: @native(
// CHECK-SAME: %[[REAL:.*]]: tensor<1x2xf32>) -> tensor<1x2xf32>
// CHECK: %[[X:.*]] = dend.quantize %[[REAL]]
// CHECK: dend.add %[[X]], %[[X]]
// CHECK: dend.dequantize
func.func @native(%real: tensor<1x2xf32>) -> tensor<1x2xf32> {
  %x = dend.quantize %real {arithmetic = #dend.arithmetic<native>} : (tensor<1x2xf32>) -> tensor<1x2x!x>
  %0 = dend.add %x, %x {arithmetic = #dend.arithmetic<native>} : (tensor<1x2x!x>, tensor<1x2x!x>) -> tensor<1x2x!x>
  %1 = dend.dequantize %0 : (tensor<1x2x!x>) -> tensor<1x2xf32>
  return %1 : tensor<1x2xf32>
}
