// KernWeightedOps.td - convolutions, dense and recurrent layers, with their dendrites.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef DIALECTS_KERN_KERNWEIGHTEDOPS_TD
#define DIALECTS_KERN_KERNWEIGHTEDOPS_TD

include "dialects/kern/KernOpBase.td"

defvar Kern_NeuronAttrs = (ins
    Kern_DenseElements:$weights, Kern_DenseElements:$bias, DefaultValuedAttr<I32Attr, "0">:$input_zero_point,
    DefaultValuedAttr<ConfinedAttr<I64Attr, [IntNonNegative]>, "0">:$dendrite_count,
    OptionalAttr<Kern_DenseElements>:$between, OptionalAttr<Kern_DenseElements>:$to_neuron,
    OptionalAttr<Kern_RequantAttr>:$dendrite_requant, OptionalAttr<DenseI16ArrayAttr>:$dendrite_table,
    OptionalAttr<Dend_FunctionAttr>:$dendrite_function, OptionalAttr<Kern_RequantAttr>:$requant,
    OptionalAttr<Dend_FunctionAttr>:$activation, UnitAttr:$saturates);

defvar Kern_NeuronRules = [{
    Rules every weighted op obeys, beside T2, R2 and R3 (D is `dendrite_count`, C the channels of the output):
    - N1: weights and bias are i8 and i32 for an integer op, f32 both for a float op; the bias is `[(D+1)*C]`, where there are
      no `borders`, and the first dimension of the weights (D+1)*C.
    - N2: `to_neuron` `[D, C]` and `dendrite_function` are present exactly when D >= 1, `between` `[D(D-1)/2, C]` exactly
      when D >= 2; i32 for an integer op, f32 for a float op.
    - N3: an integer op has `requant` of C multipliers, and with D >= 1 `dendrite_requant` of D*C; a float op has neither.
    - N4: `dendrite_table`, of integer dendrites only, has 257 entries; without it d = z, and `dendrite_function` is a clamp.
    - N5: `activation`, on float ops only, is a clamp.
    - N6: an op that `saturates` its sums, of 64 bits, to 32 has inputs of i16 around a zero point of 0, and no dendrites; it
      is no depthwise convolution.
}];

class Kern_WeightedOp<string mnemonic, dag geometry>
    : Kern_UnaryLikeOp<mnemonic, Kern_Tensor, Kern_Tensor, !con(geometry, Kern_NeuronAttrs), [Kern_WeightedOpInterface]>;

def Kern_Conv2DOp : Kern_WeightedOp<"conv2d",
    !con(Kern_WindowAttrs, (ins DefaultValuedAttr<ConfinedAttr<I64Attr, [IntPositive]>, "1">:$groups,
                                OptionalAttr<DenseI64ArrayAttr>:$borders))> {
  let summary = "2-D convolution of neurons with their dendrites";
  let description = !strconcat([{
    The weighted op of the README; its window is that of `dend.conv2d`.

}], Kern_NeuronRules, Kern_WindowRules, [{
    Rules of this op:
    - C1: `weights` is `[(D+1)*C, h, w, I/groups]`, I and C are multiples of `groups`.
    - C2: `borders`, on integer ops that do not saturate, are `[top, left, bottom, right]`, numbers from 0 on of rows and columns of
      the output that have a bias of their own, with a row and a column left between: `bias` is
      `[(top+1+bottom) * (left+1+right), (D+1)*C]` then.

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
      when D >= 2; `dendrite_table`, of integer dendrites only, is that of N4.
    - C5: an integer op has `sum_requant` of (D+1)*G*H multipliers, `requant` of one and with D >= 1 `dendrite_requant` of D*H;
      a float op has none.
    - C6: `gate_shift`, `cell_shift` and `neuron_shift` are from 0 to 14.
    - C7: only lstm without dendrites has `appends_cell`, and an output of f32 or i16 then.
    - C8: `cell_clip` of a float op is positive and finite, `cell_limit` of an integer op from 1 to 32767; only lstm has them.
    - C9: only an integer lstm of sigmoid, tanh and tanh without dendrites has `hidden_requant`, of one multiplier to 16 bits:
      it computes in fixed point. Its `gate_shift` is 3, its `cell_shift` at most 6, and its `sum_requant` gives 17 bits.
    - C10: only lstm has `peepholes`, `[(D+1)*3, H]` of f32 or i16; those of an integer op have `peephole_requant` of (D+1)*3
      multipliers to 17 bits.

        %y = kern.recurrent %g, %h {cell = #dend.cell<rnn>, functions = [#dend.function<tanh>],
            weights = dense<0.5> : tensor<2x2xf32>, bias = dense<0.0> : tensor<2xf32>}
          : (tensor<1x9x1x2xf32>, tensor<1x1x1x2xf32>) -> tensor<1x9x1x2xf32>
  }];
  let arguments = (ins Kern_Tensor:$gates, Kern_Tensor:$initial, Dend_CellAttr:$cell, Dend_FunctionsAttr:$functions,
                       UnitAttr:$appends_cell, Kern_DenseElements:$weights, Kern_DenseElements:$bias,
                       OptionalAttr<Kern_RequantAttr>:$sum_requant, OptionalAttr<Kern_DenseElements>:$peepholes,
                       OptionalAttr<Kern_RequantAttr>:$peephole_requant, OptionalAttr<DenseI16ArrayAttr>:$tables,
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

#endif
