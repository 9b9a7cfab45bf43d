// DendPasses.td - the passes over the dend dialect: simplify, fuse, quantize.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_PASSES_DENDPASSES_TD
#define COMPILER_PASSES_DENDPASSES_TD

include "mlir/Pass/PassBase.td"

//===----------------------------------------------------------------------===//
// simplify
//===----------------------------------------------------------------------===//

def FoldQuantizationPass : Pass<"dend-fold-quantization", "::mlir::func::FuncOp"> {
  let summary = "float ops between integers become integer ops";
  let description = [{
    A file quantized as pairs of `quantize` and `dequantize` computes in float between integers. An op whose operands
    are dequantized and whose result is quantized becomes the op on the integers, with the arithmetic of the `quantize` it
    absorbs. Ops that only move or compare elements (reshapes, transposes, slices, borders, concatenations, maxima)
    take integers where they took floats; clamps become activations, or vanish where the integers' own range is the
    clamp. Weights lose their zero points: where 8 bits do not hold them then, each is the sum of two, for the input beside
    itself. Biases get the units of their layer's sums, constants that are floats in a sum or product 16 bits.

    Arguments that the file rounds at once, and results that it has just rounded, become integers themselves, unless
    `float-inputs` or `float-outputs` says that they stay.

    Requires: constants that are integers are not folded to floats yet.

    Guarantees: the same function up to one rounding of each op. A file that quantizes every tensor has no float op
    left.

    Gives up on an op with an operand or result that is not quantized per tensor, on weights of other than 8 bits
    and, of depthwise and grouped layers, farther from their zero point than 8 bits hold, and where integers are rounded
    by `tflite`, whose files mean their floats: it stays in float.

    ```mlir
    %a = dend.dequantize %x : (tensor<1x4x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x4xf32>
    %b = dend.unary <sigmoid> %a : (tensor<1x4xf32>) -> tensor<1x4xf32>
    %y = dend.quantize %b {arithmetic = #dend.arithmetic<onnxruntime>}
      : (tensor<1x4xf32>) -> tensor<1x4x!quant.uniform<i8:f32, 0.00390625:-128>>
    ```
    becomes
    ```mlir
    %y = dend.unary <sigmoid> %x {arithmetic = #dend.arithmetic<onnxruntime>}
      : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<1x4x!quant.uniform<i8:f32, 3.906250e-03:-128>>
    ```
  }];
  let options = [
    Option<"floatInputs", "float-inputs", "bool", "false", "arguments that are floats stay so">,
    Option<"floatOutputs", "float-outputs", "bool", "false", "results that are floats stay so">
  ];
  let dependentDialects = ["::dendc::dend::DendDialect"];
}

def EliminateTransposesPass : Pass<"dend-eliminate-transposes", "::mlir::func::FuncOp"> {
  let summary = "moves transposes through the network until they cancel, reach weights or reach the function's border";
  let description = [{
    Importers write a network of another layout as it stands, with transposes around each op that wants NHWC. One walk
    from the first op to the last moves every transpose behind the op that reads it: elementwise ops (constants are
    transposed instead), pads, slices, concatenations, reductions, softmax, pools and convolutions (where height and
    width trade places, so do those of the window). Transposes that meet cancel. Those that reach a dense op, or a
    convolution whose channels they reorder, become another order of its weights.

    With `input-layout=nhwc` the arguments and results of the function take the layout in which least is left to
    move; `dend.file_permutation` records how the file's layout maps to it. With `nchw` they keep the file's layout.

    Requires: one block; tensors with at least one element.

    Guarantees: the same function of the same inputs, their layout apart; no transpose that only moves axes of size 1.
    None at all is left in networks of convolutions, pools, elementwise ops, concatenations and dense layers.

    Gives up on a transpose that an op in between needs as it is (a reshape that mixes the axes it moves and is
    not followed by a dense op, weights that are not constant): that transpose stays, directly before that op.

    ```mlir
    func.func @main(%x: tensor<1x2x4x4xf32> {dend.file_shape = array<i64: 1, 2, 4, 4>}) -> tensor<1x2x4x4xf32> {
      %0 = dend.transpose %x {permutation = array<i64: 0, 2, 3, 1>} : (tensor<1x2x4x4xf32>) -> tensor<1x4x4x2xf32>
      %1 = dend.conv2d %0, %w : (tensor<1x4x4x2xf32>, tensor<2x1x1x2xf32>) -> tensor<1x4x4x2xf32>
      %2 = dend.transpose %1 {permutation = array<i64: 0, 3, 1, 2>} : (tensor<1x4x4x2xf32>) -> tensor<1x2x4x4xf32>
      %3 = dend.unary <relu> %2 : (tensor<1x2x4x4xf32>) -> tensor<1x2x4x4xf32>
      return %3 : tensor<1x2x4x4xf32>
    }
    ```
    becomes
    ```mlir
    func.func @main(%x: tensor<1x4x4x2xf32> {dend.file_permutation = array<i64: 0, 2, 3, 1>, dend.file_shape = array<i64: 1, 2, 4, 4>})
        -> (tensor<1x4x4x2xf32> {dend.file_permutation = array<i64: 0, 2, 3, 1>, dend.file_shape = array<i64: 1, 2, 4, 4>}) {
      %0 = dend.conv2d %x, %w : (tensor<1x4x4x2xf32>, tensor<2x1x1x2xf32>) -> tensor<1x4x4x2xf32>
      %1 = dend.unary <relu> %0 : (tensor<1x4x4x2xf32>) -> tensor<1x4x4x2xf32>
      return %1 : tensor<1x4x4x2xf32>
    }
    ```
  }];
  let options = [
    Option<"inputLayout", "input-layout", "::dendc::InputLayout", "::dendc::InputLayout::nhwc",
           "layout of the model function's arguments and results",
           [{::llvm::cl::values(
             clEnumValN(::dendc::InputLayout::nhwc, "nhwc", "the one that needs no transpose"),
             clEnumValN(::dendc::InputLayout::nchw, "nchw", "that of the model file"))}]>
  ];
  let dependentDialects = ["::dendc::dend::DendDialect"];
}

def FoldAffinePass : Pass<"dend-fold-affine", "::mlir::func::FuncOp"> {
  let summary = "folds scales and shifts by constants into the weights next to them";
  let description = [{
    A `mul`, `add`, `sub` or negation by constants per channel after a weighted op becomes part of the neuron's weights, its
    bias and the coefficients of its dendrites: that is how batch normalization disappears. So it does behind a
    pool, where the pool lets it pass. One before weighted ops becomes part of the weights of all their branches, if
    nothing else reads it: a scale always, a shift where the op pads nothing. Dense layers take constants per element,
    through the reshape that flattens their input too.

    Requires: canonical form (`canonicalize`).

    Guarantees: the same function, up to the rounding of the products.

    Gives up where constants vary along height or width, where another op reads the value in between, and on weights
    that are not constants of f32.

    ```mlir
    %0 = dend.conv2d %x, %w bias %b : (tensor<1x4x4x1xf32>, tensor<2x1x1x1xf32>, tensor<2xf32>) -> tensor<1x4x4x2xf32>
    %1 = dend.mul %0, %scale : (tensor<1x4x4x2xf32>, tensor<1x1x1x2xf32>) -> tensor<1x4x4x2xf32>
    %2 = dend.add %1, %shift : (tensor<1x4x4x2xf32>, tensor<1x1x1x2xf32>) -> tensor<1x4x4x2xf32>
    ```
    becomes
    ```mlir
    %0 = dend.conv2d %x, %w_scaled bias %b_scaled_and_shifted : (tensor<1x4x4x1xf32>, tensor<2x1x1x1xf32>, tensor<2xf32>) -> tensor<1x4x4x2xf32>
    ```
  }];
  let dependentDialects = ["::dendc::dend::DendDialect"];
}

def DequantizePass : Pass<"dend-dequantize", "::mlir::func::FuncOp"> {
  let summary = "a quantized network becomes the float network it stands for";
  let description = [{
    Integers become the real numbers that their types say; roundings vanish. A tensor whose zero point is its least integer
    holds no negative number: what a layer, sum or product gives there is made explicit as `relu`, and as `relu6` (a clip) where the
    numbers end at 6. So dendrites that a file has in pieces, each with a rounding of its own, can become parts of their neurons
    again, with sums of 32 bits and dendrites of 16.

    Guarantees: no quantized type is left. Arguments that were quantized have their range as `calibrated.range`, so that
    they keep their scale when they are quantized again.

    ```mlir
    func.func @main(%x: tensor<1x2x!quant.uniform<i8:f32, 0.5>>) -> tensor<1x2x!quant.uniform<i8:f32, 0.25:-128>> {
      %c = dend.constant dense<[[2, -4]]> : tensor<1x2xi8> -> tensor<1x2x!quant.uniform<i8:f32, 0.125>>
      %y = dend.mul %x, %c {arithmetic = #dend.arithmetic<tflite>}
        : (tensor<1x2x!quant.uniform<i8:f32, 0.5>>, tensor<1x2x!quant.uniform<i8:f32, 0.125>>) -> tensor<1x2x!quant.uniform<i8:f32, 0.25:-128>>
      return %y : tensor<1x2x!quant.uniform<i8:f32, 0.25:-128>>
    }
    ```
    becomes
    ```mlir
    func.func @main(%x: tensor<1x2xf32> {calibrated.range = array<f64: -6.400000e+01, 6.350000e+01>}) -> tensor<1x2xf32> {
      %c = dend.constant dense<[[2.500000e-01, -5.000000e-01]]> : tensor<1x2xf32> -> tensor<1x2xf32>
      %y = dend.mul %x, %c : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
      %z = dend.unary <relu> %y : (tensor<1x2xf32>) -> tensor<1x2xf32>
      return %z : tensor<1x2xf32>
    }
    ```
  }];
  let dependentDialects = ["::dendc::dend::DendDialect"];
}

def RecognizeFunctionsPass : Pass<"dend-recognize-functions", "::mlir::func::FuncOp"> {
  let summary = "scalar functions written out in several ops become the one op they are";
  let description = [{
    Elementwise ops that together compute each element of one value from the same element of another, with constants
    that are the same for all elements, are a function of one variable. Where that function has the values of one in
    the table of scalar functions, to the precision of f32, at a thousand points from -10,000 to 10,000, it becomes a
    `unary` of that function: x * sigmoid(x) is silu, 0.5 * x * (1 + erf(x / sqrt(2))) gelu, relu(x) - 0.1 * relu(-x)
    leaky_relu. Quantization then has one rounding instead of many, and a dendrite's function is recognized.

    Requires: constants folded (`canonicalize`).

    Guarantees: the same function, up to the rounding of its constants to f32.

    Gives up on more than 16 ops and on functions that are not in the table.

    ```mlir
    %0 = dend.unary <sigmoid> %x : (tensor<1x4xf32>) -> tensor<1x4xf32>
    %1 = dend.mul %x, %0 : (tensor<1x4xf32>, tensor<1x4xf32>) -> tensor<1x4xf32>
    ```
    becomes
    ```mlir
    %0 = dend.unary <silu> %x : (tensor<1x4xf32>) -> tensor<1x4xf32>
    ```
  }];
  let dependentDialects = ["::dendc::dend::DendDialect"];
}

def RecognizeReductionsPass : Pass<"dend-recognize-reductions", "::mlir::func::FuncOp"> {
  let summary = "reductions, means and softmax written out in several ops become the one op they are";
  let description = [{
    Formats without an op for them, and exporters that take every op to pieces, reduce one axis after the other, write a
    mean as a sum times 1/n, and softmax as exponentials (of the values, or of their distances from the largest) divided by
    their sum, or multiplied by its reciprocal.

    Requires: float networks; what is quantized stays as it is.

    Guarantees: the same function up to rounding.

    Gives up on reductions whose steps others read, and on softmax over more than one axis.

    ```mlir
    %0 = dend.reduce <max> %x {axes = array<i64: 1>} : (tensor<1x4xf32>) -> tensor<1x1xf32>
    %1 = dend.sub %x, %0 : (tensor<1x4xf32>, tensor<1x1xf32>) -> tensor<1x4xf32>
    %2 = dend.unary <exp> %1 : (tensor<1x4xf32>) -> tensor<1x4xf32>
    %3 = dend.reduce <sum> %2 {axes = array<i64: 1>} : (tensor<1x4xf32>) -> tensor<1x1xf32>
    %4 = dend.unary <reciprocal> %3 : (tensor<1x1xf32>) -> tensor<1x1xf32>
    %5 = dend.mul %2, %4 : (tensor<1x4xf32>, tensor<1x1xf32>) -> tensor<1x4xf32>
    ```
    becomes
    ```mlir
    %0 = dend.softmax %x {axis = 1 : i64} : (tensor<1x4xf32>) -> tensor<1x4xf32>
    ```
  }];
  let dependentDialects = ["::dendc::dend::DendDialect"];
}

def ReduceToPoolPass : Pass<"dend-reduce-to-pool", "::mlir::func::FuncOp"> {
  let summary = "means and maxima over positions become pools";
  let description = [{
    A mean or maximum over neighbouring axes with at least one longer axis after them is a pool with one window over an
    image of which those axes are height and width, or one of the two.

    Requires: one layout (`dend-eliminate-transposes`).

    Guarantees: the same function.

    Gives up on reductions along the last axis, on sums and minima, on axes with others in between, and on means whose
    `arithmetic` is not `native`.

    ```mlir
    %y = dend.reduce <mean> %x {axes = array<i64: 1, 2>} : (tensor<1x25x5x16xf32>) -> tensor<1x1x1x16xf32>
    ```
    becomes
    ```mlir
    %y = dend.average_pool2d %x {window = array<i64: 25, 5>} : (tensor<1x25x5x16xf32>) -> tensor<1x1x1x16xf32>
    ```
  }];
  let dependentDialects = ["::dendc::dend::DendDialect"];
}

//===----------------------------------------------------------------------===//
// fuse
//===----------------------------------------------------------------------===//

def FuseNeuronsPass : Pass<"dend-fuse-neurons", "::mlir::func::FuncOp"> {
  let summary = "a neuron and its dendrites become one op, found by what they compute";
  let description = [{
    Each sum of values is flattened and its terms are grouped by the tensor they read. A group is a layer with dendrites when
    it holds a linear op L (`conv2d`, `depthwise_conv2d` or `dense`, without activation) and terms t * f(z), where t is
    constant per channel and z in turn is the sum of a linear op with the kind and geometry of L on the same tensor,
    of constants, and of multiples of other such f(z). From that the pass reads off the number of dendrites, their function and
    all coefficients; dendrites that feed only other dendrites have zeros in `to_neuron`. The op takes the
    neuron's location.

    Several layers may share one sum, with each other and with other terms (a residual connection): they are added up by
    `dend.add`, and constants per channel go into the bias of the first.

    L may also be a `recurrent` op that alone reads its gates, made by linear ops of one kind and geometry on the same tensor: they
    become one that makes the gates of all branches. Constants are not added to it.

    Requires: canonical form, one layout, common subexpressions merged. Fused activations are split off first.

    Guarantees: the same function, up to the order of additions.

    Gives up on what is not one operator: dendrites of another kind or geometry than their neuron or of a function
    other than most of the layer's, and dendrites whose z or d is read by anything else. They stay as they are, and
    the rest is fused where it does not depend on them.

    ```mlir
    %m = dend.dense %x, %w bias %b : (tensor<1x3xf32>, tensor<2x3xf32>, tensor<2xf32>) -> tensor<1x2xf32>
    %z = dend.dense %x, %w0 bias %b0 : (tensor<1x3xf32>, tensor<2x3xf32>, tensor<2xf32>) -> tensor<1x2xf32>
    %d = dend.unary <tanh> %z : (tensor<1x2xf32>) -> tensor<1x2xf32>
    %td = dend.mul %d, %t : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
    %y = dend.add %m, %td : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
    ```
    becomes
    ```mlir
    %y = dend.dense %x, %w_w0 bias %b_b0 to_neuron %t {dendrite_count = 1 : i64, dendrite_function = #dend.function<tanh>}
      : (tensor<1x3xf32>, tensor<4x3xf32>, tensor<4xf32>, tensor<1x2xf32>) -> tensor<1x2xf32>
    ```
  }];
  let dependentDialects = ["::dendc::dend::DendDialect"];
}

def FuseActivationsPass : Pass<"dend-fuse-activations", "::mlir::func::FuncOp"> {
  let summary = "clamps become part of the op that computes what they limit";
  let description = [{
    A relu or clip of what a weighted or binary op alone gives becomes that op's `activation`. Max pools, reshapes,
    transposes, slices and concatenations in between let it pass, for no element is changed by them or only the largest
    of several is kept. Two clamps become one. Clamps of integers join those that give the same integers.

    Requires: layers fused (`dend-fuse-neurons`): a clamped dendrite would not be recognized any more.

    Guarantees: the same function.

    Gives up on functions that are more than a clamp, and where an unclamped value is read too.

    ```mlir
    %0 = dend.dense %x, %w : (tensor<1x3xf32>, tensor<2x3xf32>) -> tensor<1x2xf32>
    %1 = dend.unary <relu> %0 : (tensor<1x2xf32>) -> tensor<1x2xf32>
    ```
    becomes
    ```mlir
    %0 = dend.dense %x, %w {activation = #dend.function<relu>} : (tensor<1x3xf32>, tensor<2x3xf32>) -> tensor<1x2xf32>
    ```
  }];
  let dependentDialects = ["::dendc::dend::DendDialect"];
}

def FusePaddingPass : Pass<"dend-fuse-padding", "::mlir::func::FuncOp"> {
  let summary = "borders become the padding of the convolution or pool that reads them";
  let description = [{
    A `pad` along height and width, behind reshapes that add or drop axes of size 1 too, becomes padding: of a convolution
    if its value is 0; of an average pool if its value is 0 and other padding counts in the mean or is none; of a max
    pool if its value never is the largest, or 0 where no element is negative.

    Requires: one layout (`dend-eliminate-transposes`).

    Guarantees: the same function.

    Gives up on other values and axes, where a pool's window could lie in the padding altogether, and on averages whose
    `arithmetic` is not `native`.

    ```mlir
    %0 = dend.pad %x {low = array<i64: 0, 1, 0, 0>, high = array<i64: 0, 0, 2, 0>, value = 0.0 : f32} : (tensor<1x4x4x1xf32>) -> tensor<1x5x6x1xf32>
    %1 = dend.conv2d %0, %w : (tensor<1x5x6x1xf32>, tensor<1x2x3x1xf32>) -> tensor<1x4x4x1xf32>
    ```
    becomes
    ```mlir
    %0 = dend.conv2d %x, %w {padding = array<i64: 1, 0, 0, 2>} : (tensor<1x4x4x1xf32>, tensor<1x2x3x1xf32>) -> tensor<1x4x4x1xf32>
    ```
  }];
  let dependentDialects = ["::dendc::dend::DendDialect"];
}

//===----------------------------------------------------------------------===//
// quantize
//===----------------------------------------------------------------------===//

def SplitActivationsPass : Pass<"dend-split-activations", "::mlir::ModuleOp"> {
  let summary = "give fused activations that are no clamps an op of their own";
  let description = [{
    Requires: `dend`.

    Guarantees: every `activation` left is a clamp (relu, clip, identity), which costs nothing in a kernel. Others follow as
    `unary`, with a range and a type of their own.

    ```mlir
    %y = dend.dense %x, %w {activation = #dend.function<sigmoid>} : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x1xf32>
    ```
    becomes
    ```mlir
    %0 = dend.dense %x, %w : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x1xf32>
    %y = dend.unary <sigmoid> %0 : (tensor<1x1xf32>) -> tensor<1x1xf32>
    ```
  }];
  let dependentDialects = ["::dendc::dend::DendDialect"];
}

def EqualizeChannelsPass : Pass<"dend-equalize-channels", "::mlir::ModuleOp"> {
  let summary = "bring the ranges of an activation's channels nearer to each other";
  let description = [{
    Requires: float `dend`; calibration data, from the compiler or, for tests, as an argument attribute `calibration.samples`
    whose first axis counts samples.

    Guarantees: the same network in real numbers. Where a layer's activation is homogeneous (relu, none) and only weighted ops
    read it, through pools, reshapes and the like, its channels are multiplied by factors and the weights that read them
    divided by the same: a quiet channel is louder by the square root of what it is quieter than the loudest. One scale
    for the tensor then loses less of it. The factors stand as `calibrated.channel_factors` on the layer and on what is
    between it and its readers.

    Gives up when calibration data are missing, do not match the arguments or are not finite.

    ```mlir
    func.func @main(%x: tensor<1x1xf32> {calibration.samples = dense<[[[1.0]], [[-2.0]]]> : tensor<2x1x1xf32>}) -> tensor<1x1xf32> {
      %w = dend.constant dense<[[4.0], [1.0]]> : tensor<2x1xf32> -> tensor<2x1xf32>
      %y = dend.dense %x, %w {activation = #dend.function<relu>} : (tensor<1x1xf32>, tensor<2x1xf32>) -> tensor<1x2xf32>
      %v = dend.constant dense<[[3.0, 3.0]]> : tensor<1x2xf32> -> tensor<1x2xf32>
      %z = dend.dense %y, %v : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x1xf32>
      return %z : tensor<1x1xf32>
    }
    ```
    becomes
    ```mlir
    func.func @main(%x: tensor<1x1xf32> {calibration.samples = dense<[[[1.0]], [[-2.0]]]> : tensor<2x1x1xf32>}) -> tensor<1x1xf32> {
      %w = dend.constant dense<[[4.0], [2.0]]> : tensor<2x1xf32> -> tensor<2x1xf32>
      %y = dend.dense %x, %w {activation = #dend.function<relu>, calibrated.channel_factors = array<f64: 1.0, 2.0>} : (tensor<1x1xf32>, tensor<2x1xf32>) -> tensor<1x2xf32>
      %v = dend.constant dense<[[3.0, 1.5]]> : tensor<1x2xf32> -> tensor<1x2xf32>
      %z = dend.dense %y, %v : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x1xf32>
      return %z : tensor<1x1xf32>
    }
    ```
  }];
  let dependentDialects = ["::dendc::dend::DendDialect"];
}

def RoundWeightsPass : Pass<"dend-round-weights", "::mlir::ModuleOp"> {
  let summary = "round weights to int8 steps so that the sums of their layers change least";
  let description = [{
    Requires: as `dend-equalize-channels`.

    Guarantees: the weights of every row (a channel of a branch) are multiples, from -127 to 127, of a scale in
    `calibrated.row_scales`; they stay float. Integers and scale minimize the variance of what the row's sum loses, measured with the
    inputs the layer has once the layers before it are rounded; the mean goes into the bias.

    Gives up as `dend-equalize-channels`, and at a weighted op whose weights are not constant.

    ```mlir
    func.func @main(%x: tensor<1x1xf32> {calibration.samples = dense<[[[0.0]], [[1.0]]]> : tensor<2x1x1xf32>}) -> tensor<1x2xf32> {
      %w = dend.constant dense<[[1.0], [-2.0]]> : tensor<2x1xf32> -> tensor<2x1xf32>
      %y = dend.dense %x, %w : (tensor<1x1xf32>, tensor<2x1xf32>) -> tensor<1x2xf32>
      return %y : tensor<1x2xf32>
    }
    ```
    becomes
    ```mlir
    func.func @main(%x: tensor<1x1xf32> {calibration.samples = dense<[[[0.0]], [[1.0]]]> : tensor<2x1x1xf32>}) -> tensor<1x2xf32> {
      %w = dend.constant dense<[[1.0], [-2.0]]> : tensor<2x1xf32> -> tensor<2x1xf32>
      %y = dend.dense %x, %w {calibrated.row_scales = array<f64: 0.0078740157480314959, 0.015748031496062992>}
        : (tensor<1x1xf32>, tensor<2x1xf32>) -> tensor<1x2xf32>
      return %y : tensor<1x2xf32>
    }
    ```
  }];
  let dependentDialects = ["::dendc::dend::DendDialect"];
}

defvar BorderValues = [{::llvm::cl::values(
  clEnumValN(::dendc::BorderType::automatic, "auto", "as the precision has it"),
  clEnumValN(::dendc::BorderType::int8, "int8", ""),
  clEnumValN(::dendc::BorderType::int16, "int16", ""),
  clEnumValN(::dendc::BorderType::float32, "float32", ""))}];

def CalibratePass : Pass<"dend-calibrate", "::mlir::ModuleOp"> {
  let summary = "choose ranges and precision of activations by measured error";
  let description = [{
    Requires: as `dend-equalize-channels`; activations that are clamps.

    Guarantees: `calibrated.range` and `calibrated.storage` on arguments and on all ops that compute, `calibrated.dendrite_ranges` on ops with
    dendrites, `calibrated.state_range` on recurrent ops, `calibrated.border` on arguments and results, `calibrated.report` on the function with what was chosen and measured. Ranges
    are estimated in several ways; with each, the network is quantized, lowered and run in exact integers, and what brings
    its outputs nearest to those of the float network is kept. With precision `auto`, the activations that gain most by 16 bits
    for what that costs by the kernels' cost model get them, while each makes the error smaller by 2 % and all together cost at most 25 %
    more instructions on a core with DSP instructions. The settings of this phase were
    compared by calibrating on three quarters of calibration data and measuring on the fourth; the room beyond the data (5 %) is older and
    was not chosen so.

    Gives up as `dend-equalize-channels`, and at an op whose values on the data are not finite.

    ```mlir
    func.func @main(%x: tensor<1x2xf32> {calibration.samples = dense<[[[0.0, 1.0]], [[-1.0, 0.5]]]> : tensor<2x1x2xf32>}) -> tensor<1x2xf32> {
      %y = dend.unary <abs> %x : (tensor<1x2xf32>) -> tensor<1x2xf32>
      return %y : tensor<1x2xf32>
    }
    ```
    becomes
    ```mlir
    func.func @main(%x: tensor<1x2xf32> {calibrated.border = i8, calibrated.range = array<f64: -1.05, 1.05>, calibrated.storage = i8})
        -> (tensor<1x2xf32> {calibrated.border = i16})
        attributes {calibrated.report = {agreement = 2 : i64, method = "min-max", samples = 2 : i64, sqnr_db = 48.69}} {
      %y = dend.unary <abs> %x {calibrated.range = array<f64: 0.0, 1.25>, calibrated.storage = i16} : (tensor<1x2xf32>) -> tensor<1x2xf32>
      return %y : tensor<1x2xf32>
    }
    ```
  }];
  let options = [
    Option<"precision", "precision", "::dendc::Precision", "::dendc::Precision::int8", "what activations are held in",
           [{::llvm::cl::values(
             clEnumValN(::dendc::Precision::int8, "int8", ""),
             clEnumValN(::dendc::Precision::int16, "int16", ""),
             clEnumValN(::dendc::Precision::automatic, "auto", "16 bits where they pay"))}]>,
    Option<"inputType", "input-type", "::dendc::BorderType", "::dendc::BorderType::automatic", "what users give",
           BorderValues>,
    Option<"outputType", "output-type", "::dendc::BorderType", "::dendc::BorderType::automatic", "what users get",
           BorderValues>
  ];
  let dependentDialects = ["::dendc::kern::KernDialect"];
}

def QuantizePass : Pass<"dend-quantize", "::mlir::ModuleOp"> {
  let summary = "from calibrated ranges to quantized types";
  let description = [{
    Requires: `calibrated.range` and `calibrated.storage` on arguments and on all ops that compute, `calibrated.state_range` on recurrent ops, as `dend-calibrate` leaves them; functions
    without are left alone.

    Guarantees: every activation has a quantized type, i8 asymmetric or i16 symmetric; weights are symmetric i8 with a scale for
    each row, biases i32 in units of the accumulator; dendrites have i16 signals; every op has its arithmetic. Ops that only
    move data share one type with what they move. No accumulator can leave 32 bits: 16-bit inputs get fewer levels, or
    outputs coarser ones, where they could. Gates and states of recurrent ops have 16 bits in steps of a power of two. Arguments and results have the types `calibrated.border` asks for.

    Gives up at an op without a range, and where sums cannot be made to fit 32 bits.

    ```mlir
    func.func @main(%x: tensor<1x2xf32> {calibrated.range = array<f64: 0.0, 255.0>, calibrated.storage = i8}) -> tensor<1x1xf32> {
      %w = dend.constant dense<[[127.0, -50.0]]> : tensor<1x2xf32> -> tensor<1x2xf32>
      %y = dend.dense %x, %w {calibrated.range = array<f64: 0.0, 32.767>, calibrated.storage = i16}
        : (tensor<1x2xf32>, tensor<1x2xf32>) -> tensor<1x1xf32>
      return %y : tensor<1x1xf32>
    }
    ```
    becomes
    ```mlir
    func.func @main(%x: tensor<1x2x!quant.uniform<i8:f32, 1.0:-128>>) -> tensor<1x1x!quant.uniform<i16:f32, 0.001>> {
      %w = dend.constant dense<[[127, -50]]> : tensor<1x2xi8> -> tensor<1x2x!quant.uniform<i8<-127:127>:f32:0, {1.0}>>
      %y = dend.dense %x, %w {arithmetic = #dend.arithmetic<native>} : (tensor<1x2x!quant.uniform<i8:f32, 1.0:-128>>,
          tensor<1x2x!quant.uniform<i8<-127:127>:f32:0, {1.0}>>) -> tensor<1x1x!quant.uniform<i16:f32, 0.001>>
      return %y : tensor<1x1x!quant.uniform<i16:f32, 0.001>>
    }
    ```
  }];
  let dependentDialects = ["::dendc::dend::DendDialect", "::mlir::quant::QuantDialect"];
}

#endif // COMPILER_PASSES_DENDPASSES_TD
