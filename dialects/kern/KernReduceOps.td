// KernReduceOps.td - pools, reductions, products of matrices, resizing.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef DIALECTS_KERN_KERNREDUCEOPS_TD
#define DIALECTS_KERN_KERNREDUCEOPS_TD

include "dialects/kern/KernOpBase.td"

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
    halves away from zero. At places that are whole it is the input's element: rows and columns that are repeated are this, too.

    Rules:
    - C1: `output` is `[1, H', W', C]` for an input `[1, H, W, C]`, and they have one element type.
    - C2: `rows` has H' places from 0 to H - 1, `columns` W' places from 0 to W - 1, which do not fall; those of an integer op
      are multiples of 1/1024.

        %y = kern.resize_bilinear %x {rows = array<f32: 0.0, 0.5, 1.0>, columns = array<f32: 0.0, 0.25>}
          : (tensor<1x2x2x4xi8>) -> tensor<1x3x2x4xi8>
  }];
}

#endif
