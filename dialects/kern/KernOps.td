// KernOps.td - the ops of the kern dialect. Formulas: README.md of this folder.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef DIALECTS_KERN_KERNOPS_TD
#define DIALECTS_KERN_KERNOPS_TD

include "dialects/kern/KernAttrs.td"
include "dialects/kern/KernInterfaces.td"
include "mlir/IR/BuiltinAttributeInterfaces.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

//===----------------------------------------------------------------------===//
// Types
//===----------------------------------------------------------------------===//

class Kern_TensorOf<string elements, string text> : Type<And<[
    CPred<"::llvm::isa<::mlir::RankedTensorType>($_self)">,
    CPred<"::llvm::cast<::mlir::ShapedType>($_self).hasStaticShape()">,
    CPred<"[](::mlir::Type t) { return " # elements # "; }(::llvm::cast<::mlir::ShapedType>($_self).getElementType())">]>,
    "tensor of static shape with " # text # " elements", "::mlir::RankedTensorType">;

def Kern_Tensor : Kern_TensorOf<"t.isInteger(8) || t.isInteger(16) || t.isF32()", "i8, i16 or f32">;
def Kern_IntTensor : Kern_TensorOf<"t.isInteger(8) || t.isInteger(16)", "i8 or i16">;
def Kern_I8Tensor : Kern_TensorOf<"t.isInteger(8)", "i8">;
def Kern_I16Tensor : Kern_TensorOf<"t.isInteger(16)", "i16">;
def Kern_F32Tensor : Kern_TensorOf<"t.isF32()", "f32">;

class Kern_Op<string mnemonic, list<Trait> traits = []> : Op<Kern_Dialect, mnemonic, !listconcat([Pure], traits)>;

class Kern_UnaryLikeOp<string mnemonic, Type inputType, Type outputType, dag attributes, list<Trait> traits = []>
    : Kern_Op<mnemonic, traits> {
  let arguments = !con((ins inputType:$input), attributes);
  let results = (outs outputType:$output);
  let assemblyFormat = "$input attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

class Kern_BinaryLikeOp<string mnemonic, Type type, dag attributes> : Kern_Op<mnemonic> {
  let arguments = !con((ins type:$lhs, type:$rhs), attributes);
  let results = (outs type:$output);
  let assemblyFormat = "$lhs `,` $rhs attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

//===----------------------------------------------------------------------===//
// Constants
//===----------------------------------------------------------------------===//

def Kern_ConstantOp : Kern_Op<"constant", [ConstantLike, AllTypesMatch<["value", "output"]>]> {
  let summary = "a constant operand, a table in flash";
  let description = [{
        %c = kern.constant dense<3> : tensor<4xi8>
  }];
  let arguments = (ins ElementsAttr:$value);
  let results = (outs Kern_Tensor:$output);
  let assemblyFormat = "attr-dict $value";
  let hasFolder = 1;
}

//===----------------------------------------------------------------------===//
// Weighted ops
//===----------------------------------------------------------------------===//

defvar Kern_WindowAttrs = (ins
    DefaultValuedAttr<DenseI64ArrayAttr, "{1, 1}">:$strides,
    DefaultValuedAttr<DenseI64ArrayAttr, "{0, 0, 0, 0}">:$padding,
    DefaultValuedAttr<DenseI64ArrayAttr, "{1, 1}">:$dilations);

defvar Kern_NeuronAttrs = (ins
    ElementsAttr:$weights, ElementsAttr:$bias, DefaultValuedAttr<I32Attr, "0">:$input_zero_point,
    DefaultValuedAttr<ConfinedAttr<I64Attr, [IntNonNegative]>, "0">:$dendrite_count,
    OptionalAttr<ElementsAttr>:$between, OptionalAttr<ElementsAttr>:$to_neuron,
    OptionalAttr<Kern_RequantAttr>:$dendrite_requant, OptionalAttr<DenseI16ArrayAttr>:$dendrite_table,
    OptionalAttr<Dend_FunctionAttr>:$dendrite_function, OptionalAttr<Kern_RequantAttr>:$requant,
    OptionalAttr<Dend_FunctionAttr>:$activation);

defvar Kern_NeuronRules = [{
    Rules every weighted op obeys (D is `dendrite_count`, C the channels of the output):
    - N1: weights and bias are i8 and i32 for an integer op, f32 both for a float op; the bias is `[(D+1)*C]` and the
      first dimension of the weights (D+1)*C.
    - N2: `to_neuron` `[D, C]` and `dendrite_function` are present exactly when D >= 1, `between` `[D(D-1)/2, C]` exactly
      when D >= 2; i32 for an integer op, f32 for a float op.
    - N3: an integer op has `requant` of C multipliers, and with D >= 1 `dendrite_requant` of D*C; a float op has neither.
    - N4: `dendrite_table` has 257 entries; without it d = z.
    - N5: `activation`, on float ops only, is a clamp.
}];

class Kern_WeightedOp<string mnemonic, dag geometry>
    : Kern_UnaryLikeOp<mnemonic, Kern_Tensor, Kern_Tensor, !con(geometry, Kern_NeuronAttrs), [Kern_WeightedOpInterface]>;

def Kern_Conv2DOp : Kern_WeightedOp<"conv2d",
    !con(Kern_WindowAttrs, (ins DefaultValuedAttr<ConfinedAttr<I64Attr, [IntPositive]>, "1">:$groups))> {
  let summary = "2-D convolution of neurons with their dendrites";
  let description = [{
    Input `[1, H, W, I]`, weights `[(D+1)*C, h, w, I/groups]`, output `[1, H', W', C]`; geometry as `dend.conv2d`.
  }] # Kern_NeuronRules # [{
        %y = kern.conv2d %x {weights = dense<1> : tensor<4x1x1x2xi8>, bias = dense<0> : tensor<4xi32>,
            requant = #kern.requant<multipliers = [9, 9, 9, 9], shift = 0, zero_point = 0, min = -128, max = 127>}
          : (tensor<1x8x8x2xi8>) -> tensor<1x8x8x4xi8>
  }];
}

def Kern_DepthwiseConv2DOp : Kern_WeightedOp<"depthwise_conv2d", Kern_WindowAttrs> {
  let summary = "depthwise 2-D convolution of neurons with their dendrites";
  let description = [{
    Input `[1, H, W, I]`, weights `[(D+1)*C, h, w, 1]`, output `[1, H', W', C]`, C a multiple of I; as
    `dend.depthwise_conv2d`.
  }] # Kern_NeuronRules;
}

def Kern_DenseOp : Kern_WeightedOp<"dense", (ins)> {
  let summary = "fully connected layer of neurons with their dendrites";
  let description = [{
    Input `[..., K]`, weights `[(D+1)*C, K]`, output `[..., C]`.
  }] # Kern_NeuronRules;
}

//===----------------------------------------------------------------------===//
// Pools and reductions
//===----------------------------------------------------------------------===//

class Kern_PoolOp<string mnemonic, dag attributes>
    : Kern_UnaryLikeOp<mnemonic, Kern_Tensor, Kern_Tensor,
                       !con((ins DenseI64ArrayAttr:$window), Kern_WindowAttrs, attributes)>;

def Kern_MaxPool2DOp : Kern_PoolOp<"max_pool2d", (ins)> {
  let summary = "largest value of each window";
  let description = "Types of input and output are one; geometry as `dend.max_pool2d`.";
}

def Kern_AveragePool2DOp : Kern_PoolOp<"average_pool2d",
    (ins UnitAttr:$count_padding, DefaultValuedAttr<I32Attr, "0">:$input_zero_point,
         OptionalAttr<Kern_RequantAttr>:$requant)> {
  let summary = "mean of each window";
  let description = [{
    Rules:
    - C1: an integer op has `requant` of one multiplier where every window counts the same number of positions, else of one
      for each number from 1 to the window's size; a float op has none.
  }];
}

def Kern_ReduceOp : Kern_UnaryLikeOp<"reduce", Kern_Tensor, Kern_Tensor,
    (ins Dend_ReductionAttr:$kind, DenseI64ArrayAttr:$axes, DefaultValuedAttr<I32Attr, "0">:$input_zero_point,
         OptionalAttr<Kern_RequantAttr>:$requant)> {
  let summary = "mean, sum, largest or smallest value along axes";
  let description = [{
    Rules:
    - C1: an integer mean or sum has `requant` of one multiplier; others have none and keep the type.
  }];
}

//===----------------------------------------------------------------------===//
// Elementwise, integer
//===----------------------------------------------------------------------===//

def Kern_AddOp : Kern_BinaryLikeOp<"add", Kern_IntTensor,
    (ins I32Attr:$lhs_multiplier, I32Attr:$rhs_multiplier, I32Attr:$offset, I32Attr:$shift, I32Attr:$min, I32Attr:$max)> {
  let summary = "weighted sum: clamp((a * lhs_multiplier + b * rhs_multiplier + offset) >> shift, min, max)";
  let description = [{
    Operands broadcast as in NumPy and may differ in type from each other and from the output.
    Rules:
    - C1: the output has the broadcast shape.
    - C2: the sum cannot leave 32 bits for any values of the operands' types.
  }];
}

def Kern_MulOp : Kern_BinaryLikeOp<"mul", Kern_IntTensor,
    (ins I32Attr:$lhs_zero_point, I32Attr:$rhs_zero_point, Kern_RequantAttr:$requant)> {
  let summary = "product: requant((a - lhs_zero_point) * (b - rhs_zero_point))";
  let description = [{
    Operands broadcast as in NumPy and may differ in type from each other and from the output.
    Rules:
    - C1: the output has the broadcast shape.
    - C2: `requant` has one multiplier.
  }];
}

def Kern_RescaleOp : Kern_UnaryLikeOp<"rescale", Kern_IntTensor, Kern_IntTensor,
    (ins I32Attr:$input_zero_point, Kern_RequantAttr:$requant)> {
  let summary = "integer type to integer type: requant(x - input_zero_point)";
  let description = "Shapes are equal; `requant` has one multiplier.";
}

def Kern_LookupOp : Kern_UnaryLikeOp<"lookup", Kern_I8Tensor, Kern_IntTensor, (ins DenseI16ArrayAttr:$table)> {
  let summary = "table[x + 128]";
  let description = "256 entries, in the output's range.";
}

def Kern_InterpolateOp : Kern_UnaryLikeOp<"interpolate", Kern_I16Tensor, Kern_IntTensor,
    (ins DenseI16ArrayAttr:$table, I32Attr:$min, I32Attr:$max)> {
  let summary = "interpolated table of a 16-bit signal";
  let description = [{
    257 entries; for an i8 output in 1/256 steps of the output. An i16 output is not clamped: its range is that of i16.
  }];
}

//===----------------------------------------------------------------------===//
// Elementwise, float, and the borders between float and integer
//===----------------------------------------------------------------------===//

def Kern_FloatUnaryOp : Kern_UnaryLikeOp<"float_unary", Kern_F32Tensor, Kern_F32Tensor,
    (ins Dend_FunctionAttr:$function)> {
  let summary = "a scalar function of every element";
  let description = "Shapes are equal.";
}

def Kern_FloatBinaryOp : Kern_BinaryLikeOp<"float_binary", Kern_F32Tensor,
    (ins Kern_BinaryAttr:$kind, OptionalAttr<Dend_FunctionAttr>:$activation)> {
  let summary = "a function of two elements";
  let description = "Operands broadcast as in NumPy; `activation` is a clamp.";
}

def Kern_QuantizeOp : Kern_UnaryLikeOp<"quantize", Kern_F32Tensor, Kern_IntTensor,
    (ins F32Attr:$scale, I32Attr:$zero_point, I32Attr:$min, I32Attr:$max)> {
  let summary = "float to integer: clamp(zero_point + round(x / scale), min, max)";
  let description = "Rounds half away from zero; NaN gives the zero point.";
}

def Kern_DequantizeOp : Kern_UnaryLikeOp<"dequantize", Kern_IntTensor, Kern_F32Tensor,
    (ins F32Attr:$scale, I32Attr:$zero_point)> {
  let summary = "integer to float: (x - zero_point) * scale";
  let description = "Shapes are equal.";
}

//===----------------------------------------------------------------------===//
// Softmax
//===----------------------------------------------------------------------===//

def Kern_SoftmaxOp : Kern_UnaryLikeOp<"softmax", Kern_Tensor, Kern_Tensor,
    (ins OptionalAttr<DenseI32ArrayAttr>:$table, DefaultValuedAttr<I32Attr, "0">:$levels,
         DefaultValuedAttr<I32Attr, "0">:$zero_point, DefaultValuedAttr<I32Attr, "0">:$min,
         DefaultValuedAttr<I32Attr, "0">:$max)> {
  let summary = "softmax along the last axis";
  let description = [{
    Rules:
    - C1: an integer op has a `table` of 256 entries for an i8 input and 257 for i16, each from 0 to 32768; a float op none.
  }];
}

//===----------------------------------------------------------------------===//
// Data movement
//===----------------------------------------------------------------------===//

def Kern_ReshapeOp : Kern_UnaryLikeOp<"reshape", Kern_Tensor, Kern_Tensor, (ins)> {
  let summary = "the same bytes in another shape; computes and moves nothing";
  let description = "Input and output have one number of elements and one element type.";
}

def Kern_TransposeOp : Kern_UnaryLikeOp<"transpose", Kern_Tensor, Kern_Tensor, (ins DenseI64ArrayAttr:$permutation)> {
  let summary = "axes in another order";
  let description = "Axis i of the output is axis `permutation[i]` of the input.";
}

def Kern_SliceOp : Kern_UnaryLikeOp<"slice", Kern_Tensor, Kern_Tensor,
    (ins DenseI64ArrayAttr:$begin, DenseI64ArrayAttr:$steps)> {
  let summary = "every step-th element from begin on, along every axis";
  let description = "As `dend.slice`.";
}

def Kern_PadOp : Kern_UnaryLikeOp<"pad", Kern_Tensor, Kern_Tensor,
    (ins DenseI64ArrayAttr:$low, DenseI64ArrayAttr:$high, TypedAttrInterface:$value)> {
  let summary = "a border of one value";
  let description = "`value` has the element type of the tensors.";
}

def Kern_ConcatOp : Kern_Op<"concat"> {
  let summary = "tensors joined along one axis";
  let description = "All have one element type.";
  let arguments = (ins Variadic<Kern_Tensor>:$inputs, I64Attr:$axis);
  let results = (outs Kern_Tensor:$output);
  let assemblyFormat = "$inputs attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

#endif
