// KernMoveOps.td - constants and movement of data.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef DIALECTS_KERN_KERNMOVEOPS_TD
#define DIALECTS_KERN_KERNMOVEOPS_TD

include "dialects/kern/KernOpBase.td"

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

#endif
