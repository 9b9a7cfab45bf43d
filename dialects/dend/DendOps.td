// DendOps.td - the ops of the dend dialect.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef DIALECTS_DEND_DENDOPS_TD
#define DIALECTS_DEND_DENDOPS_TD

include "dialects/dend/DendAttrs.td"
include "dialects/dend/DendInterfaces.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

//===----------------------------------------------------------------------===//
// Types
//===----------------------------------------------------------------------===//

def Dend_IsElement : CPred<"::dendc::dend::isElementType(::llvm::cast<::mlir::ShapedType>($_self).getElementType())">;
def Dend_IsStatic : CPred<"::llvm::cast<::mlir::ShapedType>($_self).hasStaticShape()">;

def Dend_Tensor : Type<And<[CPred<"::llvm::isa<::mlir::RankedTensorType>($_self)">, Dend_IsStatic, Dend_IsElement]>,
                       "tensor of static shape with f32 or !quant.uniform elements", "::mlir::RankedTensorType">;

class Dend_Rank<int rank> : Type<And<[Dend_Tensor.predicate,
      CPred<"::llvm::cast<::mlir::RankedTensorType>($_self).getRank() == " # rank>]>,
      "tensor of rank " # rank # " and static shape with f32 or !quant.uniform elements", "::mlir::RankedTensorType">;

def Dend_Image : Dend_Rank<4>;
def Dend_Vector : Dend_Rank<1>;
def Dend_Matrix : Dend_Rank<2>;

class Dend_Op<string mnemonic, list<Trait> traits = []> : Op<Dend_Dialect, mnemonic, !listconcat([Pure], traits)>;

//===----------------------------------------------------------------------===//
// Constants
//===----------------------------------------------------------------------===//

def Dend_ConstantOp : Dend_Op<"constant", [ConstantLike]> {
  let summary = "a constant tensor";
  let description = [{
    Rules:
    - C1: `value` has the shape of the result.
    - C2: the elements of `value` are f32 for an f32 result, and of the storage type for a quantized result.

        %bias = dend.constant dense<[0.5, -1.0]> : tensor<2xf32> -> tensor<2xf32>
        %weights = dend.constant dense<3> : tensor<2x2xi8> -> tensor<2x2x!quant.uniform<i8:f32, 0.5>>
  }];
  let arguments = (ins ElementsAttr:$value);
  let results = (outs Dend_Tensor:$output);
  let assemblyFormat = "$value attr-dict `->` type($output)";
  let builders = [OpBuilder<(ins "::mlir::DenseElementsAttr":$value)>];
  let hasFolder = 1;
  let hasVerifier = 1;
}

//===----------------------------------------------------------------------===//
// Weighted ops
//===----------------------------------------------------------------------===//

class Dend_WeightedOp<string mnemonic, Type inputType, Type weightsType, Type outputType, dag geometry>
    : Dend_Op<mnemonic, [AttrSizedOperandSegments, Dend_WeightedOpInterface]> {
  dag branches = (ins OptionalAttr<Dend_FunctionAttr>:$dendrite_function,
                      DefaultValuedAttr<ConfinedAttr<I64Attr, [IntNonNegative]>, "0">:$dendrite_count,
                      OptionalAttr<Dend_FunctionAttr>:$activation,
                      OptionalAttr<TypeArrayAttr>:$signal_types,
                      OptionalAttr<Dend_ArithmeticAttr>:$arithmetic);
  let arguments = !con((ins inputType:$input, weightsType:$weights, Optional<Dend_Vector>:$bias,
                            Optional<Dend_Matrix>:$between, Optional<Dend_Matrix>:$to_neuron),
                       geometry, branches);
  let results = (outs outputType:$output);
  let assemblyFormat = [{
    $input `,` $weights (`bias` $bias^)? (`between` $between^)? (`to_neuron` $to_neuron^)?
    attr-dict `:` functional-type(operands, results)
  }];
  let hasVerifier = 1;
  let extraClassDeclaration = "int64_t getMacCount();";
}

defvar Dend_WindowAttrs = (ins
    DefaultValuedAttr<DenseI64ArrayAttr, "{1, 1}">:$strides,
    DefaultValuedAttr<DenseI64ArrayAttr, "{0, 0, 0, 0}">:$padding,
    DefaultValuedAttr<DenseI64ArrayAttr, "{1, 1}">:$dilations);

defvar Dend_BranchRules = [{
    Rules every weighted op obeys (D is `dendrite_count`, C the channels of the output):
    - B1: the first dimension of the weights is (D+1)*C: the neuron, then its dendrites.
    - B2: `bias` is `[(D+1)*C]`.
    - B3: `to_neuron` is `[D, C]`, present exactly when D >= 1.
    - B4: `between` is `[D(D-1)/2, C]`, present exactly when D >= 2; row k(k-1)/2 + j leads from dendrite j to dendrite k.
    - B5: `dendrite_function` is present exactly when D >= 1.
    - B6: `signal_types`, where present, are the element types of z_0, d_0, z_1, d_1, ...: 2*D of them.
}];

def Dend_Conv2DOp : Dend_WeightedOp<"conv2d", Dend_Image, Dend_Image, Dend_Image,
    !con(Dend_WindowAttrs, (ins DefaultValuedAttr<ConfinedAttr<I64Attr, [IntPositive]>, "1">:$groups))> {
  let summary = "2-D convolution of neurons with their dendrites";
  let description = [{
    The linear operator of branch b, with window h x w, stride s, dilation d and I input channels:

        L_b(x)[y, x, c] = bias[b*C+c] + sum over i, j, k of
                          weights[b*C+c, i, j, k] * x[y*s_y + i*d_y - top, x*s_x + j*d_x - left, g*(I/groups) + k]

    with g = c / (C/groups) the group of channel c. Positions outside the input count as zero.
    `strides` and `dilations` are `[y, x]`; `padding` is `[top, left, bottom, right]`.
  }] # Dend_BranchRules # [{
    Rules of this op:
    - C1: `input` is `[1, H, W, I]`, `weights` `[(D+1)*C, h, w, I/groups]`.
    - C2: I and C are multiples of `groups`.
    - C3: strides and dilations are positive, paddings not negative.
    - C4: `output` is `[1, H', W', C]` with H' = (H + top + bottom - d_y*(h-1) - 1) / s_y + 1, W' alike, both positive.

        %y = dend.conv2d %x, %w bias %b to_neuron %t {dendrite_count = 1 : i64, dendrite_function = #dend.function<tanh>,
            padding = array<i64: 1, 1, 1, 1>}
          : (tensor<1x49x13x1xf32>, tensor<8x3x3x1xf32>, tensor<8xf32>, tensor<1x4xf32>) -> tensor<1x49x13x4xf32>
  }];
}

def Dend_DepthwiseConv2DOp : Dend_WeightedOp<"depthwise_conv2d", Dend_Image, Dend_Image, Dend_Image, Dend_WindowAttrs> {
  let summary = "depthwise 2-D convolution of neurons with their dendrites";
  let description = [{
    Output channel c reads the one input channel c / m, with m = C / I the channel multiplier:

        L_b(x)[y, x, c] = bias[b*C+c] + sum over i, j of
                          weights[b*C+c, i, j, 0] * x[y*s_y + i*d_y - top, x*s_x + j*d_x - left, c / m]
  }] # Dend_BranchRules # [{
    Rules of this op:
    - C1: `input` is `[1, H, W, I]`, `weights` `[(D+1)*C, h, w, 1]`.
    - C2: C is a multiple of I.
    - C3, C4: as for `conv2d`.

        %y = dend.depthwise_conv2d %x, %w {padding = array<i64: 1, 1, 1, 1>}
          : (tensor<1x25x5x16xf32>, tensor<16x3x3x1xf32>) -> tensor<1x25x5x16xf32>
  }];
}

def Dend_DenseOp : Dend_WeightedOp<"dense", Dend_Tensor, Dend_Matrix, Dend_Tensor, (ins)> {
  let summary = "fully connected layer of neurons with their dendrites";
  let description = [{
    Along the last axis, for every position of the others:

        L_b(x)[c] = bias[b*C+c] + sum over k of weights[b*C+c, k] * x[k]
  }] # Dend_BranchRules # [{
    Rules of this op:
    - C1: `input` is `[..., K]`, `weights` `[(D+1)*C, K]`, `output` `[..., C]` with the same leading dimensions.

        %y = dend.dense %x, %w bias %b : (tensor<1x48xf32>, tensor<3x48xf32>, tensor<3xf32>) -> tensor<1x3xf32>
  }];
}

//===----------------------------------------------------------------------===//
// Pools and reductions
//===----------------------------------------------------------------------===//

class Dend_PoolOp<string mnemonic, dag attributes> : Dend_Op<mnemonic> {
  let arguments = !con((ins Dend_Image:$input, DenseI64ArrayAttr:$window), Dend_WindowAttrs, attributes,
                       (ins OptionalAttr<Dend_ArithmeticAttr>:$arithmetic));
  let results = (outs Dend_Image:$output);
  let assemblyFormat = "$input attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
  let hasFolder = 1;
}

def Dend_MaxPool2DOp : Dend_PoolOp<"max_pool2d", (ins)> {
  let summary = "largest value of each window";
  let description = [{
        y[y, x, c] = max over i, j inside the input of x[y*s_y + i*d_y - top, x*s_x + j*d_x - left, c]

    Rules:
    - C1: `input` is `[1, H, W, C]`, `output` `[1, H', W', C]`, H' and W' as for `conv2d`.
    - C2: `window`, strides and dilations are positive pairs, paddings not negative and smaller than the window's reach.
    - C3: input and output have one element type.

        %y = dend.max_pool2d %x {window = array<i64: 2, 2>, strides = array<i64: 2, 2>}
          : (tensor<1x49x13x4xf32>) -> tensor<1x24x6x4xf32>
  }];
}

def Dend_AveragePool2DOp : Dend_PoolOp<"average_pool2d", (ins UnitAttr:$count_padding)> {
  let summary = "mean of each window";
  let description = [{
    The sum of the window's positions inside the input, divided by their number, or by the number of all window
    positions inside the padded input where `count_padding` is set.

    Rules:
    - C1: `input` is `[1, H, W, C]`, `output` `[1, H', W', C]`, H' and W' as for `conv2d`.
    - C2: `window`, strides and dilations are positive pairs, paddings not negative and smaller than the window's reach.

        %y = dend.average_pool2d %x {window = array<i64: 25, 5>} : (tensor<1x25x5x16xf32>) -> tensor<1x1x1x16xf32>
  }];
}

def Dend_ReduceOp : Dend_Op<"reduce"> {
  let summary = "mean, sum, largest or smallest value along axes";
  let description = [{
    Reduced axes stay as dimensions of 1.

    Rules:
    - C1: `axes` are in range, ascending and without repetition.
    - C2: `output` has the input's shape with 1 at every reduced axis.

        %y = dend.reduce <mean> %x {axes = array<i64: 1, 2>} : (tensor<1x25x5x16xf32>) -> tensor<1x1x1x16xf32>
  }];
  let arguments = (ins Dend_ReductionAttr:$kind, Dend_Tensor:$input, DenseI64ArrayAttr:$axes,
                       OptionalAttr<Dend_ArithmeticAttr>:$arithmetic);
  let results = (outs Dend_Tensor:$output);
  let assemblyFormat = "$kind $input attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
  let hasFolder = 1;
}

//===----------------------------------------------------------------------===//
// Elementwise
//===----------------------------------------------------------------------===//

def Dend_UnaryOp : Dend_Op<"unary"> {
  let summary = "a scalar function of every element";
  let description = [{
        y = function(x)

    Rules:
    - C1: input and output have one shape.

        %y = dend.unary <relu> %x : (tensor<1x12xf32>) -> tensor<1x12xf32>
  }];
  let arguments = (ins Dend_FunctionAttr:$function, Dend_Tensor:$input, OptionalAttr<Dend_ArithmeticAttr>:$arithmetic);
  let results = (outs Dend_Tensor:$output);
  let assemblyFormat = "$function $input attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
  let hasFolder = 1;
  let hasCanonicalizer = 1;
}

class Dend_BinaryOp<string mnemonic, string formula, list<Trait> traits = []> : Dend_Op<mnemonic, traits> {
  let summary = "elementwise " # formula;
  let description = [{
        y = }] # formula # [{

    The operands broadcast as in NumPy.

    Rules:
    - C1: `output` has the broadcast shape of the operands.

        %y = dend.}] # mnemonic # [{ %a, %b : (tensor<1x24x6x8xf32>, tensor<8xf32>) -> tensor<1x24x6x8xf32>
  }];
  let arguments = (ins Dend_Tensor:$lhs, Dend_Tensor:$rhs, OptionalAttr<Dend_FunctionAttr>:$activation,
                       OptionalAttr<Dend_ArithmeticAttr>:$arithmetic);
  let results = (outs Dend_Tensor:$output);
  let assemblyFormat = "$lhs `,` $rhs attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
  let hasFolder = 1;
  let hasCanonicalizer = 1;
  let builders = [OpBuilder<(ins "::mlir::Type":$type, "::mlir::Value":$lhs, "::mlir::Value":$rhs), [{
    build($_builder, $_state, type, lhs, rhs, nullptr, nullptr);
  }]>];
}

def Dend_AddOp : Dend_BinaryOp<"add", "a + b", [Commutative]>;
def Dend_SubOp : Dend_BinaryOp<"sub", "a - b">;
def Dend_MulOp : Dend_BinaryOp<"mul", "a * b", [Commutative]>;
def Dend_DivOp : Dend_BinaryOp<"div", "a / b">;
def Dend_MinimumOp : Dend_BinaryOp<"minimum", "min(a, b)", [Commutative]>;
def Dend_MaximumOp : Dend_BinaryOp<"maximum", "max(a, b)", [Commutative]>;
def Dend_PowOp : Dend_BinaryOp<"pow", "a to the power of b">;

def Dend_SoftmaxOp : Dend_Op<"softmax"> {
  let summary = "softmax along one axis";
  let description = [{
        y[i] = exp(x[i] - max x) / sum over j of exp(x[j] - max x)

    Rules:
    - C1: `axis` is in range.
    - C2: input and output have one shape.

        %y = dend.softmax %x {axis = 1 : i64} : (tensor<1x12xf32>) -> tensor<1x12xf32>
  }];
  let arguments = (ins Dend_Tensor:$input, I64Attr:$axis, OptionalAttr<Dend_ArithmeticAttr>:$arithmetic);
  let results = (outs Dend_Tensor:$output);
  let assemblyFormat = "$input attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

//===----------------------------------------------------------------------===//
// Data movement
//===----------------------------------------------------------------------===//

def Dend_ReshapeOp : Dend_Op<"reshape"> {
  let summary = "the same elements in another shape";
  let description = [{
    Rules:
    - C1: input and output have one number of elements and one element type.

        %y = dend.reshape %x : (tensor<1x6x1x8xf32>) -> tensor<1x48xf32>
  }];
  let arguments = (ins Dend_Tensor:$input);
  let results = (outs Dend_Tensor:$output);
  let assemblyFormat = "$input attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
  let hasFolder = 1;
}

def Dend_TransposeOp : Dend_Op<"transpose"> {
  let summary = "axes in another order";
  let description = [{
    Axis i of the output is axis `permutation[i]` of the input.

    Rules:
    - C1: `permutation` is a permutation of the input's axes.
    - C2: `output` has the permuted shape.

        %y = dend.transpose %x {permutation = array<i64: 0, 2, 3, 1>} : (tensor<1x8x24x6xf32>) -> tensor<1x24x6x8xf32>
  }];
  let arguments = (ins Dend_Tensor:$input, DenseI64ArrayAttr:$permutation);
  let results = (outs Dend_Tensor:$output);
  let assemblyFormat = "$input attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
  let hasFolder = 1;
  let hasCanonicalizer = 1;
}

def Dend_ConcatOp : Dend_Op<"concat"> {
  let summary = "tensors joined along one axis";
  let description = [{
    Rules:
    - C1: at least one input; all have one rank, and one size along every axis but `axis`.
    - C2: `output` has the sum of the sizes along `axis`.

        %y = dend.concat %a, %b {axis = 3 : i64} : (tensor<1x4x4x2xf32>, tensor<1x4x4x3xf32>) -> tensor<1x4x4x5xf32>
  }];
  let arguments = (ins Variadic<Dend_Tensor>:$inputs, I64Attr:$axis, OptionalAttr<Dend_ArithmeticAttr>:$arithmetic);
  let results = (outs Dend_Tensor:$output);
  let assemblyFormat = "$inputs attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
  let hasFolder = 1;
}

def Dend_SliceOp : Dend_Op<"slice"> {
  let summary = "every step-th element from begin on, along every axis";
  let description = [{
        y[i, j, ...] = x[begin_0 + i*step_0, begin_1 + j*step_1, ...]

    Rules:
    - C1: `begin` and `steps` have one entry per axis; steps are not zero.
    - C2: every element read lies inside the input.

        %y = dend.slice %x {begin = array<i64: 0, 2>, steps = array<i64: 1, 1>} : (tensor<1x12xf32>) -> tensor<1x4xf32>
  }];
  let arguments = (ins Dend_Tensor:$input, DenseI64ArrayAttr:$begin, DenseI64ArrayAttr:$steps);
  let results = (outs Dend_Tensor:$output);
  let assemblyFormat = "$input attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
  let hasFolder = 1;
}

def Dend_PadOp : Dend_Op<"pad"> {
  let summary = "a border of one value";
  let description = [{
    Rules:
    - C1: `low` and `high` have one entry per axis, none negative.
    - C2: `output` has the padded shape.

        %y = dend.pad %x {low = array<i64: 0, 1, 1, 0>, high = array<i64: 0, 1, 1, 0>, value = 0.0 : f32}
          : (tensor<1x4x4x8xf32>) -> tensor<1x6x6x8xf32>
  }];
  let arguments = (ins Dend_Tensor:$input, DenseI64ArrayAttr:$low, DenseI64ArrayAttr:$high, F32Attr:$value);
  let results = (outs Dend_Tensor:$output);
  let assemblyFormat = "$input attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
  let hasFolder = 1;
}

//===----------------------------------------------------------------------===//
// Quantization
//===----------------------------------------------------------------------===//

def Dend_QuantizeOp : Dend_Op<"quantize"> {
  let summary = "float to quantized, or from one quantized type to another";
  let description = [{
        q = clamp(round(x / scale) + zero_point)

    Rules:
    - C1: input and output have one shape; the output is quantized.

        %q = dend.quantize %x : (tensor<1x12xf32>) -> tensor<1x12x!quant.uniform<i8:f32, 0.5:-3>>
  }];
  let arguments = (ins Dend_Tensor:$input, OptionalAttr<Dend_ArithmeticAttr>:$arithmetic);
  let results = (outs Dend_Tensor:$output);
  let assemblyFormat = "$input attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

def Dend_DequantizeOp : Dend_Op<"dequantize"> {
  let summary = "quantized to float";
  let description = [{
        x = (q - zero_point) * scale

    Rules:
    - C1: input and output have one shape; the input is quantized, the output is f32.

        %x = dend.dequantize %q : (tensor<1x12x!quant.uniform<i8:f32, 0.5:-3>>) -> tensor<1x12xf32>
  }];
  let arguments = (ins Dend_Tensor:$input);
  let results = (outs Dend_Tensor:$output);
  let assemblyFormat = "$input attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

#endif
