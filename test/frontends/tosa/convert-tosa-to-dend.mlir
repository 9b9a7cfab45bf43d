// RUN: dend-opt %s --split-input-file --convert-tosa-to-dend 2> %t | FileCheck %s
// RUN: dend-opt %s --split-input-file --convert-tosa-to-dend --mlir-print-debuginfo 2> %t | FileCheck %s --check-prefix=NAME
// RUN: FileCheck %s --check-prefix=WARNING --implicit-check-not=warning: --implicit-check-not=error: < %t

// What torch-mlir prints of a small network: NCHW, weights as resources at the end of the file, a seed of random numbers
// that nothing reads, attributes of its own.
// CHECK-LABEL: @main
// CHECK-SAME: (%[[X:.*]]: tensor<1x1x4x4xf32> {dend.file_shape = array<i64: 1, 1, 4, 4>, dend.name = "arg0"})
// CHECK-SAME: -> (tensor<1x2xf32> {dend.file_shape = array<i64: 1, 2>}) {
// CHECK-DAG: %[[W:.*]] = dend.constant {{.*}}1.000000e+00], [2.000000e+00]], {{.*}}3.000000e+00], [4.000000e+00]{{.*}} -> tensor<1x2x2x1xf32>
// CHECK-DAG: %[[B:.*]] = dend.constant dense<5.000000e-01> : tensor<1xf32>
// CHECK-DAG: %[[M:.*]] = dend.constant {{.*}} -> tensor<1x9x2xf32>
// CHECK-DAG: %[[C:.*]] = dend.constant {{.*}} -> tensor<1x2xf32>
// CHECK: %[[IMAGE:.*]] = dend.transpose %[[X]]
// CHECK: %[[CONV:.*]] = dend.conv2d %[[IMAGE]], %[[W]] bias %[[B]]
// CHECK: %[[RELU:.*]] = dend.unary <relu> %[[CONV]]
// CHECK: %[[ROWS:.*]] = dend.reshape {{.*}} -> tensor<1x1x9xf32>
// CHECK: %[[T:.*]] = dend.transpose %[[M]] {permutation = array<i64: 0, 2, 1>}
// CHECK: %[[N:.*]] = dend.reshape %[[T]] {{.*}} -> tensor<2x9xf32>
// CHECK: %[[ROW:.*]] = dend.reshape %[[ROWS]] {{.*}} -> tensor<1x9xf32>
// CHECK: dend.dense %[[ROW]], %[[N]]
// CHECK: dend.add %{{.*}}, %[[C]]
module attributes {torch.debug_module_name = "Net"} {
  ml_program.global private mutable @global_seed(dense<0> : tensor<i64>) : tensor<i64>
  func.func @forward(%arg0: tensor<1x1x4x4xf32>) -> tensor<1x2xf32> attributes {torch.assume_strict_symbolic_shapes} {
    %0 = "tosa.const"() <{values = dense<0.000000e+00> : tensor<1xf32>}> : () -> tensor<1xf32>
    %1 = "tosa.const"() <{values = dense_resource<torch_tensor_1_1_2_2_torch.float32> : tensor<1x2x2x1xf32>}> : () -> tensor<1x2x2x1xf32>
    %2 = "tosa.const"() <{values = dense<5.000000e-01> : tensor<1xf32>}> : () -> tensor<1xf32>
    %3 = "tosa.const"() <{values = dense<2.500000e-01> : tensor<1x9x2xf32>}> : () -> tensor<1x9x2xf32>
    %4 = "tosa.const"() <{values = dense<[[1.000000e+00, 2.000000e+00]]> : tensor<1x2xf32>}> : () -> tensor<1x2xf32>
    %5 = tosa.const_shape  {values = dense<[1, 1, 9]> : tensor<3xindex>} : () -> !tosa.shape<3>
    %6 = tosa.const_shape  {values = dense<[1, 2]> : tensor<2xindex>} : () -> !tosa.shape<2>
    %7 = tosa.transpose %arg0 {perms = array<i32: 0, 2, 3, 1>} : (tensor<1x1x4x4xf32>) -> tensor<1x4x4x1xf32>
    %8 = tosa.conv2d %7, %1, %2, %0, %0 {acc_type = f32, dilation = array<i64: 1, 1>, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>} : (tensor<1x4x4x1xf32>, tensor<1x2x2x1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x3x3x1xf32>
    %9 = tosa.clamp %8 {max_val = 3.40282347E+38 : f32, min_val = 0.000000e+00 : f32} : (tensor<1x3x3x1xf32>) -> tensor<1x3x3x1xf32>
    %10 = tosa.transpose %9 {perms = array<i32: 0, 3, 1, 2>} : (tensor<1x3x3x1xf32>) -> tensor<1x1x3x3xf32>
    %11 = tosa.reshape %10, %5 : (tensor<1x1x3x3xf32>, !tosa.shape<3>) -> tensor<1x1x9xf32>
    %12 = tosa.matmul %11, %3, %0, %0 : (tensor<1x1x9xf32>, tensor<1x9x2xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x1x2xf32>
    %13 = tosa.reshape %12, %6 : (tensor<1x1x2xf32>, !tosa.shape<2>) -> tensor<1x2xf32>
    %14 = tosa.add %13, %4 : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
    return %14 : tensor<1x2xf32>
  }
}
{-#
  dialect_resources: {
    builtin: {
      torch_tensor_1_1_2_2_torch.float32: "0x040000000000803F000000400000404000008040"
    }
  }
#-}

// -----

// What TensorFlow's converters write: names beside the tensors, a batch that is open.
// WARNING: warning: 'image': the first size is open: the network is compiled for a batch of 1
// CHECK-LABEL: @main
// CHECK-SAME: (%{{.*}}: tensor<1x3x2xf32> {dend.file_shape = array<i64: 1, 3, 2>, dend.name = "image"})
// CHECK-SAME: -> (tensor<1x6xf32> {dend.file_shape = array<i64: 1, 6>, dend.name = "scores:0"})
// CHECK: dend.reshape %{{.*}} : (tensor<1x3x2xf32>) -> tensor<1x6xf32>
// CHECK: dend.slice %{{.*}} {begin = array<i64: 0, 1>, steps = array<i64: 1, 1>} : (tensor<1x6xf32>) -> tensor<1x2xf32>
// CHECK: dend.concat
module attributes {tf_saved_model.semantics} {
  func.func @serving(%arg0: tensor<?x3x2xf32> {tf_saved_model.index_path = ["image"]}) -> (tensor<?x6xf32> {ml_program.identifier = "scores:0"}) {
    %0 = tosa.const_shape {values = dense<[-1, 6]> : tensor<2xindex>} : () -> !tosa.shape<2>
    %1 = tosa.const_shape {values = dense<[0, 1]> : tensor<2xindex>} : () -> !tosa.shape<2>
    %2 = tosa.const_shape {values = dense<[-1, 2]> : tensor<2xindex>} : () -> !tosa.shape<2>
    %3 = tosa.reshape %arg0, %0 : (tensor<?x3x2xf32>, !tosa.shape<2>) -> tensor<?x6xf32>
    %4 = tosa.slice %3, %1, %2 : (tensor<?x6xf32>, !tosa.shape<2>, !tosa.shape<2>) -> tensor<?x2xf32>
    %5 = tosa.concat %4, %4, %4 {axis = 1 : i32} : (tensor<?x2xf32>, tensor<?x2xf32>, tensor<?x2xf32>) -> tensor<?x6xf32>
    return %5 : tensor<?x6xf32>
  }
}

// -----

// Floats of other widths, clamps that are functions or nothing, integers that floats hold. Names of arguments out of
// locations. Two results.
// CHECK-LABEL: @main
// CHECK-SAME: (%[[X:[^:]*]]: tensor<1x4xf32> {{{[^}]*}}dend.name = "x"}, %[[Y:[^:]*]]: tensor<1x4xf32> {{{[^}]*}}dend.name = "arg1"})
// CHECK-SAME: -> (tensor<1x4xf32> {{.*}}, tensor<1xf32> {{.*}})
// CHECK: %[[CLIP:.*]] = dend.unary <clip, 0.000000e+00, 6.000000e+00> %[[X]]
// CHECK: dend.add %[[CLIP]], %[[Y]]
// CHECK: dend.constant dense<{{\[\[}}0.000000e+00, 1.000000e+00, 2.000000e+00, 3.000000e+00]]>
// CHECK: dend.unary <round>
func.func @types(%arg0: tensor<1x4xf16> loc("x"), %arg1: tensor<1x4xbf16>) -> (tensor<1x4xf64>, tensor<1xi64>) {
  %0 = tosa.clamp %arg0 {min_val = 0.0 : f16, max_val = 6.0 : f16} : (tensor<1x4xf16>) -> tensor<1x4xf16>
  %1 = tosa.cast %arg1 : (tensor<1x4xbf16>) -> tensor<1x4xf16>
  %2 = tosa.add %0, %1 : (tensor<1x4xf16>, tensor<1x4xf16>) -> tensor<1x4xf16>
  %3 = tosa.clamp %2 {min_val = 0xFC00 : f16, max_val = 0x7C00 : f16} : (tensor<1x4xf16>) -> tensor<1x4xf16>
  %4 = tosa.cast %3 : (tensor<1x4xf16>) -> tensor<1x4xf64>
  %5 = tosa.argmax %3 {axis = 1 : i32} : (tensor<1x4xf16>) -> tensor<1xi32>
  %6 = tosa.cast %5 : (tensor<1xi32>) -> tensor<1xf32>
  %7 = tosa.cast %6 : (tensor<1xf32>) -> tensor<1xi64>
  return %4, %7 : tensor<1x4xf64>, tensor<1xi64>
}

// -----

// Layers have the names that locations give, or those of their kind and number.
// CHECK-LABEL: @main
// CHECK-COUNT-2: dend.conv2d
// NAME: func.func @main(%arg0: tensor<1x2x2x1xf32>
// NAME: dend.conv2d {{.*}} loc(#[[CONV:loc[0-9]*]])
// NAME: dend.conv2d {{.*}} loc(#[[SECOND:loc[0-9]*]])
// NAME-DAG: #[[CONV]] = loc("first")
// NAME-DAG: #[[SECOND]] = loc(fused<"conv2d_1">[#{{.*}}])
func.func @names(%x: tensor<1x2x2x1xf32>) -> tensor<1x2x2x1xf32> {
  %z = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %w = "tosa.const"() <{values = dense<1.5> : tensor<1x1x1x1xf32>}> : () -> tensor<1x1x1x1xf32>
  %0 = tosa.conv2d %x, %w, %z, %z, %z {acc_type = f32, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>, dilation = array<i64: 1, 1>} : (tensor<1x2x2x1xf32>, tensor<1x1x1x1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x2x2x1xf32> loc("first")
  %1 = tosa.conv2d %0, %w, %z, %z, %z {acc_type = f32, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>, dilation = array<i64: 1, 1>} : (tensor<1x2x2x1xf32>, tensor<1x1x1x1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x2x2x1xf32>
  return %1 : tensor<1x2x2x1xf32>
}

// -----

// A bias of zeros is none; one value holds for all channels. Channel c of a depthwise layer gives channels c*M on.
// CHECK-LABEL: @main
// CHECK: %[[FOUR:.*]] = dend.constant dense<4.000000e+00> : tensor<1xf32>
// CHECK: %[[PLAIN:.*]] = dend.conv2d %{{[^ ]*}}, %{{[^ ]*}} {padding = array<i64: 0, 1, 0, 0>, strides = array<i64: 1, 2>} : (tensor<1x4x4x2xf32>, tensor<6x1x1x2xf32>) -> tensor<1x4x3x6xf32>
// CHECK: %[[BIAS:.*]] = dend.add %[[FOUR]], %{{.*}} -> tensor<12xf32>
// CHECK: %[[ROWS:.*]] = dend.transpose %{{.*}} {permutation = array<i64: 2, 3, 0, 1>} : (tensor<2x1x6x2xf32>) -> tensor<6x2x2x1xf32>
// CHECK: %[[W:.*]] = dend.reshape %[[ROWS]] : (tensor<6x2x2x1xf32>) -> tensor<12x2x1x1xf32>
// CHECK: dend.depthwise_conv2d %[[PLAIN]], %[[W]] bias %[[BIAS]] {dilations = array<i64: 2, 1>}
func.func @layers(%x: tensor<1x4x4x2xf32>) -> tensor<1x2x3x12xf32> {
  %z = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %four = "tosa.const"() <{values = dense<4.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %none = "tosa.const"() <{values = dense<0.0> : tensor<6xf32>}> : () -> tensor<6xf32>
  %w = "tosa.const"() <{values = dense<1.5> : tensor<6x1x1x2xf32>}> : () -> tensor<6x1x1x2xf32>
  %d = "tosa.const"() <{values = dense<2.5> : tensor<2x1x6x2xf32>}> : () -> tensor<2x1x6x2xf32>
  %0 = tosa.conv2d %x, %w, %none, %z, %z {acc_type = f32, pad = array<i64: 0, 0, 1, 0>, stride = array<i64: 1, 2>, dilation = array<i64: 1, 1>} : (tensor<1x4x4x2xf32>, tensor<6x1x1x2xf32>, tensor<6xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x4x3x6xf32>
  %1 = tosa.depthwise_conv2d %0, %d, %four, %z, %z {acc_type = f32, pad = array<i64: 0, 0, 0, 0>, stride = array<i64: 1, 1>, dilation = array<i64: 2, 1>} : (tensor<1x4x3x6xf32>, tensor<2x1x6x2xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x2x3x12xf32>
  return %1 : tensor<1x2x3x12xf32>
}

// -----

// What nothing depends on needs not be understood: an op without a counterpart, elements that were not printed.
// CHECK-LABEL: @main
// CHECK-SAME: tensor<1x8x8xf32>
// CHECK-NEXT: %[[Y:.*]] = dend.unary <abs>
// CHECK-NEXT: return %[[Y]]
func.func @unused(%x: tensor<1x8x8xf32>) -> tensor<1x8x8xf32> {
  %c = "tosa.const"() <{values = dense_resource<__elided__> : tensor<1x8x8xf32>}> : () -> tensor<1x8x8xf32>
  %re, %im = tosa.rfft2d %c : (tensor<1x8x8xf32>) -> (tensor<1x8x5xf32>, tensor<1x8x5xf32>)
  %0 = tosa.abs %x : (tensor<1x8x8xf32>) -> tensor<1x8x8xf32>
  return %0 : tensor<1x8x8xf32>
}
