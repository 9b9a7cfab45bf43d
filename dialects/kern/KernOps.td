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

class Kern_TensorOf<string predicate, string text> : Type<And<[
    CPred<"::dendc::kern::isTensorType($_self)">,
    CPred<"[](::mlir::Type t) { return " # predicate # "; }(::llvm::cast<::mlir::ShapedType>($_self).getElementType())">]>,
    "static tensor of 1 to 2^31-1 elements of " # text, "::mlir::RankedTensorType">;

def Kern_Tensor : Kern_TensorOf<"true", "i8, i16 or f32">;
def Kern_IntTensor : Kern_TensorOf<"!t.isF32()", "i8 or i16">;
def Kern_I8Tensor : Kern_TensorOf<"t.isInteger(8)", "i8">;
def Kern_I16Tensor : Kern_TensorOf<"t.isInteger(16)", "i16">;
def Kern_F32Tensor : Kern_TensorOf<"t.isF32()", "f32">;

def Kern_DenseElements : ElementsAttrBase<CPred<"::llvm::isa<::mlir::DenseIntOrFPElementsAttr>($_self)">, "dense numbers"> {
  let storageType = "::mlir::ElementsAttr";
  let returnType = "::mlir::ElementsAttr";
  let convertFromStorage = "$_self";
}

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
  let arguments = (ins Kern_DenseElements:$value);
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
    Kern_DenseElements:$weights, Kern_DenseElements:$bias, DefaultValuedAttr<I32Attr, "0">:$input_zero_point,
    DefaultValuedAttr<ConfinedAttr<I64Attr, [IntNonNegative]>, "0">:$dendrite_count,
    OptionalAttr<Kern_DenseElements>:$between, OptionalAttr<Kern_DenseElements>:$to_neuron,
    OptionalAttr<Kern_RequantAttr>:$dendrite_requant, OptionalAttr<DenseI16ArrayAttr>:$dendrite_table,
    OptionalAttr<Dend_FunctionAttr>:$dendrite_function, OptionalAttr<Kern_RequantAttr>:$requant,
    OptionalAttr<Dend_FunctionAttr>:$activation, UnitAttr:$saturates);

defvar Kern_NeuronRules = [{
    Rules every weighted op obeys, beside T2, R2 and R3 (D is `dendrite_count`, C the channels of the output):
    - N1: weights and bias are i8 and i32 for an integer op, f32 both for a float op; the bias is `[(D+1)*C]` and the
      first dimension of the weights (D+1)*C.
    - N2: `to_neuron` `[D, C]` and `dendrite_function` are present exactly when D >= 1, `between` `[D(D-1)/2, C]` exactly
      when D >= 2; i32 for an integer op, f32 for a float op.
    - N3: an integer op has `requant` of C multipliers, and with D >= 1 `dendrite_requant` of D*C; a float op has neither.
    - N4: `dendrite_table`, of integer dendrites only, has 257 entries; without it d = z, and `dendrite_function` is a clamp.
    - N5: `activation`, on float ops only, is a clamp.
    - N6: an op that `saturates` its sums, of 64 bits, to 32 has inputs of i16 around a zero point of 0, and no dendrites; it
      is no depthwise convolution.
}];

defvar Kern_WindowRules = [{
    Rules of windows; `strides` and `dilations` are `[y, x]`, `padding` is `[top, left, bottom, right]`:
    - W1: the window's sizes, strides and dilations are pairs of numbers from 1 to 2^31 - 1, paddings four from 0 on.
    - W2: `input` is `[1, H, W, I]` and `output` is `[1, H', W', C]` with H' = (H + top + bottom - d_y*(h-1) - 1) / s_y + 1,
      rounded down, W' alike, both positive.
}];

class Kern_WeightedOp<string mnemonic, dag geometry>
    : Kern_UnaryLikeOp<mnemonic, Kern_Tensor, Kern_Tensor, !con(geometry, Kern_NeuronAttrs), [Kern_WeightedOpInterface]>;

def Kern_Conv2DOp : Kern_WeightedOp<"conv2d",
    !con(Kern_WindowAttrs, (ins DefaultValuedAttr<ConfinedAttr<I64Attr, [IntPositive]>, "1">:$groups))> {
  let summary = "2-D convolution of neurons with their dendrites";
  let description = !strconcat([{
    The weighted op of the README; its window is that of `dend.conv2d`.

}], Kern_NeuronRules, Kern_WindowRules, [{
    Rules of this op:
    - C1: `weights` is `[(D+1)*C, h, w, I/groups]`, I and C are multiples of `groups`.

        %y = kern.conv2d %x {weights = dense<1> : tensor<4x1x1x2xi8>, bias = dense<0> : tensor<4xi32>,
            requant = #kern.requant<multipliers = [9, 9, 9, 9], shift = 0, zero_point = 0, min = -128, max = 127>}
          : (tensor<1x8x8x2xi8>) -> tensor<1x8x8x4xi8>
  }]);
}

def Kern_DepthwiseConv2DOp : Kern_WeightedOp<"depthwise_conv2d", Kern_WindowAttrs> {
  let summary = "depthwise 2-D convolution of neurons with their dendrites";
  let description = !strconcat([{
    The weighted op of the README; its window is that of `dend.depthwise_conv2d`.

}], Kern_NeuronRules, Kern_WindowRules, [{
    Rules of this op:
    - C1: `weights` is `[(D+1)*C, h, w, 1]`, C is a multiple of I.

        %y = kern.depthwise_conv2d %x {weights = dense<1.0> : tensor<2x3x3x1xf32>, bias = dense<0.0> : tensor<2xf32>,
            padding = array<i64: 1, 1, 1, 1>}
          : (tensor<1x8x8x2xf32>) -> tensor<1x8x8x2xf32>
  }]);
}

def Kern_DenseOp : Kern_WeightedOp<"dense", (ins)> {
  let summary = "fully connected layer of neurons with their dendrites";
  let description = !strconcat([{
    The weighted op of the README, along the last axis.

}], Kern_NeuronRules, [{
    Rules of this op:
    - C1: `input` is `[..., K]` and `weights` is `[(D+1)*C, K]`.
    - C2: `output` is `[..., C]` with the leading dimensions of the input.

        %y = kern.dense %x {dendrite_count = 1 : i64, weights = dense<1> : tensor<2x8xi8>, bias = dense<0> : tensor<2xi32>,
            to_neuron = dense<65536> : tensor<1x1xi32>, dendrite_function = #dend.function<relu>,
            dendrite_requant = #kern.requant<multipliers = [9], shift = 2, zero_point = 0, min = 0, max = 32767>,
            requant = #kern.requant<multipliers = [9], shift = 0, zero_point = -3, min = -32768, max = 32767>}
          : (tensor<1x8xi8>) -> tensor<1x1xi16>
  }]);
}

//===----------------------------------------------------------------------===//
// Recurrent layers
//===----------------------------------------------------------------------===//

def Kern_RecurrentOp : Kern_Op<"recurrent"> {
  let summary = "recurrent layer of neurons with their dendrites";
  let description = [{
    In real numbers that of `dend.recurrent`, in integers that of the README. `initial` has the hidden states as row 0 and those
    of the cells of an lstm as row 1. With `appends_cell` the output has a row more than there are steps: the states of the
    cells after the last of them, as they are.

    Rules, beside R2 (D is `dendrite_count`, H the channels of the output, G the sums and S the states of a unit of the cell):
    - C1: `gates` is `[1, T, N, (D+1)*G*H]`, `initial` `[1, S, N, (D+1)*H]` and `output` `[1, T, N, H]`, or with `appends_cell`
      `[1, T+1, N, H]`; all are f32, or gates and initial states i16 and the output an integer.
    - C2: `weights` are `[(D+1)*G*H, H]` and `bias` is `[(D+1)*G*H]`: f32, or i8 and i32.
    - C3: `functions` are as many as the cell has; an integer op has `tables` of 257 entries for each, a float op and one with
      `hidden_requant` have none.
    - C4: `to_neuron` `[D, H]` and `dendrite_function` are present exactly when D >= 1, `between` `[D(D-1)/2, H]` exactly
      when D >= 2; `dendrite_table`, of integer dendrites only, has 257 entries.
    - C5: an integer op has `sum_requant` of (D+1)*G*H multipliers, `requant` of one and with D >= 1 `dendrite_requant` of D*H;
      a float op has none.
    - C6: `gate_shift`, `cell_shift` and `neuron_shift` are from 0 to 14.
    - C7: only lstm without dendrites has `appends_cell`, and an output of f32 or i16 then.
    - C8: `cell_clip` of a float op is positive and finite, `cell_limit` of an integer op from 1 to 32767; only lstm has them.
    - C9: only an integer lstm of sigmoid, tanh and tanh without dendrites has `hidden_requant`, of one multiplier to 16 bits:
      it computes in fixed point. Its `gate_shift` is 3, its `cell_shift` at most 6, and its `sum_requant` gives 17 bits.

        %y = kern.recurrent %g, %h {cell = #dend.cell<rnn>, functions = [#dend.function<tanh>],
            weights = dense<0.5> : tensor<2x2xf32>, bias = dense<0.0> : tensor<2xf32>}
          : (tensor<1x9x1x2xf32>, tensor<1x1x1x2xf32>) -> tensor<1x9x1x2xf32>
  }];
  let arguments = (ins Kern_Tensor:$gates, Kern_Tensor:$initial, Dend_CellAttr:$cell, Dend_FunctionsAttr:$functions,
                       UnitAttr:$appends_cell, Kern_DenseElements:$weights, Kern_DenseElements:$bias,
                       OptionalAttr<Kern_RequantAttr>:$sum_requant, OptionalAttr<DenseI16ArrayAttr>:$tables,
                       DefaultValuedAttr<I32Attr, "0">:$gate_shift, DefaultValuedAttr<I32Attr, "0">:$cell_shift,
                       DefaultValuedAttr<I32Attr, "0">:$neuron_shift, OptionalAttr<F32Attr>:$cell_clip,
                       OptionalAttr<I32Attr>:$cell_limit, OptionalAttr<Kern_RequantAttr>:$hidden_requant,
                       DefaultValuedAttr<ConfinedAttr<I64Attr, [IntNonNegative]>, "0">:$dendrite_count,
                       OptionalAttr<Kern_DenseElements>:$between, OptionalAttr<Kern_DenseElements>:$to_neuron,
                       OptionalAttr<Kern_RequantAttr>:$dendrite_requant, OptionalAttr<DenseI16ArrayAttr>:$dendrite_table,
                       OptionalAttr<Dend_FunctionAttr>:$dendrite_function, OptionalAttr<Kern_RequantAttr>:$requant);
  let results = (outs Kern_Tensor:$output);
  let assemblyFormat = "$gates `,` $initial attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
  let extraClassDeclaration = [{
    ::dendc::dend::CellShape getShape() { return ::dendc::dend::CellShape::get(getCell()); }
    /// H, units of one branch, and D + 1.
    int64_t getUnitCount() { return getOutput().getType().getShape().back(); }
    int64_t getBranchCount() { return int64_t(getDendriteCount()) + 1; }
    int64_t getStepCount() { return getGates().getType().getDimSize(1); }
    int64_t getMacCount() {
      return getStepCount() * getOutput().getType().getDimSize(2) * getWeights().getNumElements();
    }
  }];
}

//===----------------------------------------------------------------------===//
// Pools and reductions
//===----------------------------------------------------------------------===//

class Kern_PoolOp<string mnemonic, dag attributes>
    : Kern_UnaryLikeOp<mnemonic, Kern_Tensor, Kern_Tensor,
                       !con((ins DenseI64ArrayAttr:$window), Kern_WindowAttrs, attributes)>;

def Kern_MaxPool2DOp : Kern_PoolOp<"max_pool2d", (ins)> {
  let summary = "largest value of each window";
  let description = !strconcat([{
    The largest of the positions inside the input.

}], Kern_WindowRules, [{
    Rules of this op:
    - C1: every window has a position inside the input.
    - C2: input and output have one number of channels and one element type.

        %y = kern.max_pool2d %x {window = array<i64: 2, 2>, strides = array<i64: 2, 2>}
          : (tensor<1x8x8x4xi8>) -> tensor<1x4x4x4xi8>
  }]);
}

def Kern_AveragePool2DOp : Kern_PoolOp<"average_pool2d",
    (ins UnitAttr:$count_padding, DefaultValuedAttr<I32Attr, "0">:$input_zero_point,
         OptionalAttr<Kern_RequantAttr>:$requant)> {
  let summary = "mean of each window";
  let description = !strconcat([{
        y = requant(sum of (x - input_zero_point), n)

    over the positions inside the input. n, which selects the multiplier, is their number, or where padding counts or there
    is none the only one.

}], Kern_WindowRules, [{
    Rules of this op, beside T2, R2 and R3:
    - C1: every window has a position inside the input.
    - C2: input and output have one number of channels.
    - C3: an integer op has `requant` of one multiplier where padding counts or there is none, else of one for each number
      of positions from 1 to the window's; a float op has none.

        %y = kern.average_pool2d %x {window = array<i64: 2, 2>, strides = array<i64: 2, 2>, input_zero_point = 7 : i32,
            requant = #kern.requant<multipliers = [1073741824], shift = 0, zero_point = 7, min = -128, max = 127>}
          : (tensor<1x8x8x4xi8>) -> tensor<1x4x4x4xi8>
  }]);
}

def Kern_ReduceOp : Kern_UnaryLikeOp<"reduce", Kern_Tensor, Kern_Tensor,
    (ins Dend_ReductionAttr:$kind, DenseI64ArrayAttr:$axes, DefaultValuedAttr<I32Attr, "0">:$input_zero_point,
         OptionalAttr<Kern_RequantAttr>:$requant)> {
  let summary = "mean, sum, largest or smallest value along axes";
  let description = [{
        y = requant(sum of (x - input_zero_point))    mean, sum
        y = max x, min x                              max, min

    Rules, beside T2, R2 and R3:
    - C1: `axes` are at least one, in range, ascending and without repetition.
    - C2: `output` has the input's shape with 1 at every reduced axis.
    - C3: an integer mean or sum has `requant` of one multiplier; others have none. Max and min keep the element type.

        %y = kern.reduce %x {kind = #dend.reduction<max>, axes = array<i64: 1, 2>} : (tensor<1x8x8x4xi8>) -> tensor<1x1x1x4xi8>
  }];
}

def Kern_MatmulOp : Kern_BinaryLikeOp<"matmul", Kern_Tensor,
    (ins DefaultValuedAttr<I32Attr, "0">:$lhs_zero_point, DefaultValuedAttr<I32Attr, "0">:$rhs_zero_point,
         DefaultValuedAttr<I32Attr, "0">:$lhs_right, DefaultValuedAttr<I32Attr, "0">:$rhs_right,
         OptionalAttr<Kern_RequantAttr>:$requant, UnitAttr:$saturates)> {
  let summary = "products of computed matrices, rows by rows";
  let description = [{
        y[b, m, n] = requant(sum over k of cut(lhs[b, m, k] - lhs_zero_point) * cut(rhs[b, n, k] - rhs_zero_point))
        cut(v) = (v + (1 << right >> 1)) >> right, with the operand's `right`

    In float the sum of the products. Integer operands may differ in type from each other and from the output. Where it
    `saturates`, sums have 64 bits, and what is requantized is what they are saturated to, as in weighted ops.

    Rules, beside T2, R2 and R3:
    - C1: `lhs` is `[B, M, K]` and `rhs` is `[B, N, K]`, or one of them has 1 for B and holds for all; `output` is `[B, M, N]`.
    - C2: an integer op has `requant` of one multiplier, and no sum shifted by it leaves 32 bits unless it `saturates`; a
      float op has none.
    - C3: `right` is from 0 to 15, and 0 for operands that do not have 16 bits.
    - C4: an op that `saturates` has operands of i16 with zero points and `right` of 0.

        %y = kern.matmul %q, %k {lhs_zero_point = -3 : i32, rhs_zero_point = 0 : i32,
            requant = #kern.requant<multipliers = [8388608], shift = 4, zero_point = 5, min = -128, max = 127>}
          : (tensor<4x49x16xi8>, tensor<4x49x16xi8>) -> tensor<4x49x49xi8>
  }];
}

def Kern_DotOp : Kern_UnaryLikeOp<"dot", Kern_I16Tensor, Kern_IntTensor,
    (ins Kern_DenseElements:$weights, Kern_DenseElements:$bias, Kern_RequantAttr:$requant)> {
  let summary = "products of rows with weights of their own";
  let description = [{
        y[c] = requant(bias[c] + sum over k of weights[c, k] * x[c, k])           the sum modulo 2^32

    Rules, beside R2:
    - C1: `input` is `[C, K]` and `output` is `[C]`.
    - C2: `weights` is `[C, K]` of i16, `bias` is `[C]` of i32.
    - C3: `requant` has one multiplier and moves no sum to the left.

        %y = kern.dot %x {weights = dense<-300> : tensor<8x10xi16>, bias = dense<5> : tensor<8xi32>,
            requant = #kern.requant<multipliers = [1073741824], shift = 0, zero_point = -128, min = -128, max = 127,
              rounding = tflite, shifts = [-9]>}
          : (tensor<8x10xi16>) -> tensor<8xi8>
  }];
}

def Kern_ResizeBilinearOp : Kern_UnaryLikeOp<"resize_bilinear", Kern_Tensor, Kern_Tensor,
    (ins DenseF32ArrayAttr:$rows, DenseF32ArrayAttr:$columns)> {
  let summary = "image of another size, interpolated between its elements";
  let description = [{
        y[y, x, c] = (1-v) * ((1-u) * x[i, j, c] + u * x[i, j+1, c]) + v * ((1-u) * x[i+1, j, c] + u * x[i+1, j+1, c])

    with i + v = rows[y] and j + u = columns[x], i and j whole, u and v from 0 to below 1. An integer result is rounded once,
    halves away from zero.

    Rules:
    - C1: `output` is `[1, H', W', C]` for an input `[1, H, W, C]`, and they have one element type.
    - C2: `rows` has H' places from 0 to H - 1, `columns` W' places from 0 to W - 1, which do not fall; those of an integer op
      are multiples of 1/1024.

        %y = kern.resize_bilinear %x {rows = array<f32: 0.0, 0.5, 1.0>, columns = array<f32: 0.0, 0.25>}
          : (tensor<1x2x2x4xi8>) -> tensor<1x3x2x4xi8>
  }];
}

//===----------------------------------------------------------------------===//
// Elementwise, integer
//===----------------------------------------------------------------------===//

def Kern_AddOp : Kern_BinaryLikeOp<"add", Kern_IntTensor,
    (ins I32Attr:$lhs_multiplier, I32Attr:$rhs_multiplier, I32Attr:$offset, I32Attr:$shift, I32Attr:$min, I32Attr:$max)> {
  let summary = "weighted sum";
  let description = [{
        y = clamp((a * lhs_multiplier + b * rhs_multiplier + offset) >> shift, min, max)

    Operands broadcast as in NumPy and may differ in type from each other and from the output.

    Rules, beside R2:
    - C1: the operands broadcast, and `output` has the shape they broadcast to.
    - C2: the sum cannot leave 32 bits for any values of the operands' types; the shift is from 0 to 31.

        %y = kern.add %a, %b {lhs_multiplier = 16384 : i32, rhs_multiplier = 8192 : i32, offset = 16384 : i32,
            shift = 15 : i32, min = -128 : i32, max = 127 : i32}
          : (tensor<1x4x4x8xi8>, tensor<8xi8>) -> tensor<1x4x4x8xi8>
  }];
}

def Kern_ScaledAddOp : Kern_BinaryLikeOp<"scaled_add", Kern_IntTensor,
    (ins I32Attr:$lhs_zero_point, I32Attr:$rhs_zero_point, I32Attr:$shift, I32Attr:$lhs_multiplier, I32Attr:$lhs_shift,
         I32Attr:$rhs_multiplier, I32Attr:$rhs_shift, UnitAttr:$subtract, Kern_RequantAttr:$requant)> {
  let summary = "sum of two rounded products, as TFLite and TOSA add";
  let description = [{
        y = requant(scale(a - lhs_zero_point, lhs) + scale(b - rhs_zero_point, rhs))
        scale(v, operand) = round of v << shift with the operand's multiplier and shift, rounding `tflite`

    `subtract` subtracts the second product. Operands broadcast as in NumPy.

    Rules, beside R2 and R3:
    - C1: the operands broadcast, and `output` has the shape they broadcast to.
    - C2: `requant` has one multiplier and rounds as `tflite` or `nearest`.
    - C3: multipliers of operands are not negative, their shifts from -31 to 30; `shift` is from 0 to 21.
    - C4: no difference from a zero point, shifted to the left and doubled, leaves 32 bits, no sum of two products leaves
      31, and none that `requant` shifts 32.

        %y = kern.scaled_add %a, %b {lhs_zero_point = -3 : i32, rhs_zero_point = 0 : i32, shift = 20 : i32,
            lhs_multiplier = 1073741824 : i32, lhs_shift = 0 : i32, rhs_multiplier = 1610612736 : i32, rhs_shift = -1 : i32,
            requant = #kern.requant<multipliers = [1073741824], shift = 0, zero_point = 5, min = -128, max = 127,
                                    rounding = tflite, shifts = [-18]>}
          : (tensor<1x4x4x8xi8>, tensor<8xi8>) -> tensor<1x4x4x8xi8>
  }];
}

def Kern_MulOp : Kern_BinaryLikeOp<"mul", Kern_IntTensor,
    (ins I32Attr:$lhs_zero_point, I32Attr:$rhs_zero_point, Kern_RequantAttr:$requant)> {
  let summary = "product";
  let description = [{
        y = requant((a - lhs_zero_point) * (b - rhs_zero_point))

    Operands broadcast as in NumPy and may differ in type from each other and from the output.

    Rules, beside R2 and R3:
    - C1: the operands broadcast, and `output` has the shape they broadcast to.
    - C2: `requant` has one multiplier, and no product shifted by it leaves 32 bits.

        %y = kern.mul %a, %b {lhs_zero_point = -3 : i32, rhs_zero_point = 0 : i32,
            requant = #kern.requant<multipliers = [8388608], shift = 4, zero_point = 5, min = -128, max = 127>}
          : (tensor<1x4x4x8xi8>, tensor<8xi8>) -> tensor<1x4x4x8xi8>
  }];
}

def Kern_FixedDivOp : Kern_BinaryLikeOp<"fixed_div", Kern_I8Tensor,
    (ins I32Attr:$lhs_zero_point, I32Attr:$rhs_zero_point, Kern_RequantAttr:$requant)> {
  let summary = "quotient in fixed point, as TFLite computes it";
  let description = [{
        y = requant((a - lhs_zero_point) / (b - rhs_zero_point))

    The formulas are in the README. A divisor of 0 counts as 1.

    Rules, beside R2 and R3:
    - C1: the operands broadcast, and `output` has the shape they broadcast to.
    - C2: `requant` has one multiplier, rounding `tflite` and a shift of at most 22.

        %y = kern.fixed_div %a, %b {lhs_zero_point = -3 : i32, rhs_zero_point = -128 : i32,
            requant = #kern.requant<multipliers = [1073741824], shift = 0, zero_point = 5, min = -128, max = 127,
                rounding = tflite, shifts = [-2]>}
          : (tensor<1x4x4x8xi8>, tensor<8xi8>) -> tensor<1x4x4x8xi8>
  }];
}

def Kern_RescaleOp : Kern_UnaryLikeOp<"rescale", Kern_IntTensor, Kern_IntTensor,
    (ins I32Attr:$input_zero_point, Kern_RequantAttr:$requant)> {
  let summary = "integer type to integer type";
  let description = [{
        y = requant(x - input_zero_point)

    Rules, beside R2 and R3:
    - C1: input and output have one shape.
    - C2: `requant` has one multiplier, and no difference shifted by it leaves 32 bits.

        %y = kern.rescale %x {input_zero_point = -3 : i32,
            requant = #kern.requant<multipliers = [8388608], shift = 9, zero_point = 0, min = -32768, max = 32767>}
          : (tensor<1x12xi8>) -> tensor<1x12xi16>
  }];
}

def Kern_LookupOp : Kern_UnaryLikeOp<"lookup", Kern_I8Tensor, Kern_IntTensor, (ins DenseI16ArrayAttr:$table)> {
  let summary = "table of an 8-bit signal";
  let description = [{
        y = table[x + 128]

    Rules:
    - C1: input and output have one shape.
    - C2: `table` has 256 entries, in the range of the output's type.
  }];
}

def Kern_InterpolateOp : Kern_UnaryLikeOp<"interpolate", Kern_I16Tensor, Kern_IntTensor,
    (ins DenseI16ArrayAttr:$table, I32Attr:$min, I32Attr:$max)> {
  let summary = "interpolated table of a 16-bit signal";
  let description = [{
    `table16` of the README for an i16 output, which is not clamped; for an i8 output its entries are in 1/256 steps of it.

    Rules, beside R2:
    - C1: input and output have one shape.
    - C2: `table` has 257 entries, or for an i16 output 257 or 513.
  }];
}

def Kern_FixedSigmoidOp : Kern_UnaryLikeOp<"fixed_sigmoid", Kern_I16Tensor, Kern_I16Tensor,
    (ins I32Attr:$multiplier, I32Attr:$shift, UnitAttr:$tanh, DenseI16ArrayAttr:$table)> {
  let summary = "sigmoid, or tanh, of a 16-bit signal in fixed point, as TFLite computes it";
  let description = [{
    The formulas are in the README.

    Rules:
    - C1: input and output have one shape.
    - C2: `multiplier` is from 1 to 65535, `shift` from 0 to 31, and no product with half a step leaves 32 bits.
    - C3: `table` has 256 entries from 0 on.
  }];
}

//===----------------------------------------------------------------------===//
// Elementwise, float, and the borders between float and integer
//===----------------------------------------------------------------------===//

def Kern_FloatUnaryOp : Kern_UnaryLikeOp<"float_unary", Kern_F32Tensor, Kern_F32Tensor,
    (ins Dend_FunctionAttr:$function)> {
  let summary = "a scalar function of every element";
  let description = [{
        y = function(x)

    Rules:
    - C1: input and output have one shape.

        %y = kern.float_unary %x {function = #dend.function<tanh>} : (tensor<1x12xf32>) -> tensor<1x12xf32>
  }];
}

def Kern_FloatBinaryOp : Kern_BinaryLikeOp<"float_binary", Kern_F32Tensor,
    (ins Kern_BinaryAttr:$kind, OptionalAttr<Dend_FunctionAttr>:$activation)> {
  let summary = "a function of two elements";
  let description = [{
        y = activation(kind(a, b))

    Operands broadcast as in NumPy.

    Rules:
    - C1: the operands broadcast, and `output` has the shape they broadcast to.
    - C2: `activation` is a clamp.

        %y = kern.float_binary %a, %b {kind = #kern.binary<sub>} : (tensor<1x4x4x8xf32>, tensor<8xf32>) -> tensor<1x4x4x8xf32>
  }];
}

def Kern_QuantizeOp : Kern_UnaryLikeOp<"quantize", Kern_F32Tensor, Kern_IntTensor,
    (ins F32Attr:$scale, I32Attr:$zero_point, I32Attr:$min, I32Attr:$max)> {
  let summary = "float to integer";
  let description = [{
        y = clamp(zero_point + round(x / scale), min, max)

    Rounds half away from zero; NaN gives the zero point.

    Rules, beside R2:
    - C1: input and output have one shape.
    - C2: `scale` is positive and finite.

        %y = kern.quantize %x {scale = 0.5 : f32, zero_point = -3 : i32, min = -128 : i32, max = 127 : i32}
          : (tensor<1x12xf32>) -> tensor<1x12xi8>
  }];
}

def Kern_DequantizeOp : Kern_UnaryLikeOp<"dequantize", Kern_IntTensor, Kern_F32Tensor,
    (ins F32Attr:$scale, I32Attr:$zero_point)> {
  let summary = "integer to float";
  let description = [{
        y = (x - zero_point) * scale

    Rules, beside R3:
    - C1: input and output have one shape.
    - C2: `scale` is positive and finite.

        %y = kern.dequantize %x {scale = 0.5 : f32, zero_point = -3 : i32} : (tensor<1x12xi8>) -> tensor<1x12xf32>
  }];
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
        e[i] = table of exp at max x - x[i]
        y[i] = clamp(zero_point + (e[i] * levels + S / 2) / S, min, max)     S = sum of e

    Rules, beside T2 and R2:
    - C1: input and output have one shape, of rank 1 or more.
    - C2: an integer op has a `table` of 256 entries for an i8 input and 257 for i16, each from 0 to 32768, the first not 0;
      a float op has none.
    - C3: `levels` of an integer op are from 1 to 65536; a float op has 0 for `levels`, `zero_point`, `min` and `max`.
    - C4: an integer op adds at most 131071 elements, so that no sum leaves 32 bits without a sign.

        %y = kern.softmax %x : (tensor<1x12xf32>) -> tensor<1x12xf32>
  }];
}

def Kern_FixedSoftmaxOp : Kern_UnaryLikeOp<"fixed_softmax", Kern_I8Tensor, Kern_IntTensor, (ins DenseI32ArrayAttr:$table)> {
  let summary = "softmax along the last axis in fixed point, as TFLite computes it";
  let description = [{
    The formulas are in the README. The output spans the range of its type: 0 is its smallest integer.

    Rules:
    - C1: input and output have one shape, of rank 1 or more, and at most 4095 elements along the last axis, so that no sum
      leaves 31 bits.
    - C2: `table` has 256 entries from 0 to 2^31 - 1, the first 2^31 - 1.
  }];
}

def Kern_FixedLogSoftmaxOp : Kern_UnaryLikeOp<"fixed_log_softmax", Kern_I8Tensor, Kern_I8Tensor,
    (ins DenseI32ArrayAttr:$exponentials, DenseI32ArrayAttr:$arguments)> {
  let summary = "logarithm of the softmax along the last axis in fixed point, as TFLite computes it";
  let description = [{
    The formulas are in the README. The output is in steps of 1/16, 0 being 127.

    Rules:
    - C1: input and output have one shape, of rank 1 or more, and at most 4095 elements along the last axis, so that no sum
      leaves 31 bits.
    - C2: `exponentials` has 256 entries from 0 to 2^31 - 1, the first 2^31 - 1.
    - C3: `arguments` has 256 entries from -2^30 to 0, the first 0.
  }];
}

def Kern_InterpolatedSoftmaxOp : Kern_UnaryLikeOp<"interpolated_softmax", Kern_I16Tensor, Kern_I16Tensor,
    (ins I32Attr:$multiplier, I32Attr:$shift, DenseI16ArrayAttr:$exponentials, DenseI16ArrayAttr:$reciprocals)> {
  let summary = "softmax along the last axis from interpolated tables, as TFLite computes it";
  let description = [{
    The formulas are in the README. The output is in steps of 2^-15.

    Rules:
    - C1: input and output have one shape, of rank 1 or more, and at most 65535 elements along the last axis, so that no sum
      leaves 32 bits.
    - C2: `multiplier` is from 0 to 2^31 - 1, `shift` from -31 to 14.
    - C3: `exponentials` and `reciprocals` have 513 entries from 0 on; those of `exponentials` do not fall, and the largest
      is at least 16384.
  }];
}

def Kern_FixedL2NormalizationOp : Kern_UnaryLikeOp<"fixed_l2_normalization", Kern_I8Tensor, Kern_I8Tensor,
    (ins I32Attr:$input_zero_point)> {
  let summary = "unit length along the last axis in fixed point, as TFLite computes it";
  let description = [{
    The formulas are in the README. The output is in steps of 2^-7.

    Rules, beside R3:
    - C1: input and output have one shape, of rank 1 or more, and at most 33025 elements along the last axis, so that no sum
      leaves 31 bits.

        %y = kern.fixed_l2_normalization %x {input_zero_point = -3 : i32} : (tensor<1x64xi8>) -> tensor<1x64xi8>
  }];
}

//===----------------------------------------------------------------------===//
// Data movement
//===----------------------------------------------------------------------===//

def Kern_ReshapeOp : Kern_UnaryLikeOp<"reshape", Kern_Tensor, Kern_Tensor, (ins)> {
  let summary = "the same bytes in another shape; computes and moves nothing";
  let description = [{
    Rules:
    - C1: input and output have one number of elements and one element type.

        %y = kern.reshape %x : (tensor<1x6x1x8xi8>) -> tensor<1x48xi8>
  }];
}

def Kern_TransposeOp : Kern_UnaryLikeOp<"transpose", Kern_Tensor, Kern_Tensor, (ins DenseI64ArrayAttr:$permutation)> {
  let summary = "axes in another order";
  let description = [{
    Axis i of the output is axis `permutation[i]` of the input.

    Rules:
    - C1: `permutation` is a permutation of the input's axes.
    - C2: `output` has the permuted shape and the input's element type.

        %y = kern.transpose %x {permutation = array<i64: 0, 2, 3, 1>} : (tensor<1x8x24x6xi8>) -> tensor<1x24x6x8xi8>
  }];
}

def Kern_SliceOp : Kern_UnaryLikeOp<"slice", Kern_Tensor, Kern_Tensor,
    (ins DenseI64ArrayAttr:$begin, DenseI64ArrayAttr:$steps)> {
  let summary = "every step-th element from begin on, along every axis";
  let description = [{
        y[i, j, ...] = x[begin_0 + i*step_0, begin_1 + j*step_1, ...]

    Rules:
    - C1: `begin`, `steps` and the output's shape have one entry per axis of the input; steps are not zero.
    - C2: every element read lies inside the input.
    - C3: input and output have one element type.

        %y = kern.slice %x {begin = array<i64: 0, 2>, steps = array<i64: 1, 1>} : (tensor<1x12xi8>) -> tensor<1x4xi8>
  }];
}

def Kern_PadOp : Kern_UnaryLikeOp<"pad", Kern_Tensor, Kern_Tensor,
    (ins DenseI64ArrayAttr:$low, DenseI64ArrayAttr:$high, TypedAttrInterface:$value)> {
  let summary = "a border of one value";
  let description = [{
    Rules:
    - C1: `low` and `high` have one entry per axis, from 0 to 2^31 - 1.
    - C2: `output` has the padded shape and the input's element type, and `value` is of that type.

        %y = kern.pad %x {low = array<i64: 0, 1, 1, 0>, high = array<i64: 0, 1, 1, 0>, value = -3 : i8}
          : (tensor<1x4x4x8xi8>) -> tensor<1x6x6x8xi8>
  }];
}

def Kern_ConcatOp : Kern_Op<"concat"> {
  let summary = "tensors joined along one axis";
  let description = [{
    Rules:
    - C1: `axis` is in range.
    - C2: at least one input; all have the output's rank and element type, and its sizes along every axis but `axis`.
    - C3: `output` has the sum of the inputs' sizes along `axis`.

        %y = kern.concat %a, %b {axis = 3 : i64} : (tensor<1x4x4x2xi8>, tensor<1x4x4x3xi8>) -> tensor<1x4x4x5xi8>
  }];
  let arguments = (ins Variadic<Kern_Tensor>:$inputs, I64Attr:$axis);
  let results = (outs Kern_Tensor:$output);
  let assemblyFormat = "$inputs attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

//===----------------------------------------------------------------------===//
// Streams
//===----------------------------------------------------------------------===//

def Kern_StreamOp : Kern_Op<"stream", [SingleBlock, RecursiveMemoryEffects]> {
  let summary = "ops computed together, a few rows at a time";
  let description = [{
    The ops inside compute what they would compute outside, and read values from outside as they are. One of them, that with
    `kern.pace` or else the last, sets the pace: each step computes `rows` rows (axis 1 of `[1, height, width, channels]`) of its
    result, or those left. Those it depends on compute the rows needed for them that are not there yet, all others rows for
    which there is enough, in their order, but no more than they compute in a step on average. So a result that only ops inside read need not exist whole: `kern.ring_rows` says
    how many of its rows are kept, row r in the place of row r - `ring_rows`. A reshape inside keeps rows as they are.

    With `patches` the columns of the last op's result are cut into so many parts, as wide as each other but for the last.
    Everything is computed for one part after the other: of each op the columns that matter for it, those at the borders of
    two parts again. So rows that are kept are narrower: `kern.row_size` bytes.

    Rules:
    - C1: `rows` and `patches` are at least 1, and the body ends with a `yield` of the types of the results.
    - C2: each value yielded is the result of an op inside that computes, and none is yielded twice.
    - C3: ops inside are of this dialect, have no regions and read and give values `[1, height, width, channels]`; a
      value that does not vary by row may have any shape.

        %y = kern.stream 1 : tensor<1x3x8x4xi8> {
          %0 = kern.max_pool2d %x {window = array<i64: 3, 3>, padding = array<i64: 1, 1, 1, 1>, kern.ring_rows = 2 : i64}
            : (tensor<1x6x8x4xi8>) -> tensor<1x6x8x4xi8>
          %1 = kern.max_pool2d %0 {window = array<i64: 2, 1>, strides = array<i64: 2, 1>}
            : (tensor<1x6x8x4xi8>) -> tensor<1x3x8x4xi8>
          kern.yield %1 : tensor<1x3x8x4xi8>
        }
  }];
  let arguments = (ins I64Attr:$rows, DefaultValuedAttr<I64Attr, "1">:$patches);
  let results = (outs Variadic<Kern_Tensor>:$outputs);
  let regions = (region SizedRegion<1>:$body);
  let assemblyFormat = "$rows (`patches` $patches^)? attr-dict-with-keyword (`:` type($outputs)^)? $body";
  let hasVerifier = 1;
  let extraClassDeclaration = [{
    YieldOp getYield();
  }];
}

def Kern_YieldOp : Kern_Op<"yield", [Terminator, HasParent<"StreamOp">]> {
  let summary = "the results of a stream";
  let arguments = (ins Variadic<Kern_Tensor>:$values);
  let assemblyFormat = "attr-dict ($values^ `:` type($values))?";
}

#endif
