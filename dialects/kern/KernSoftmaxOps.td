// KernSoftmaxOps.td - softmax and normalization.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef DIALECTS_KERN_KERNSOFTMAXOPS_TD
#define DIALECTS_KERN_KERNSOFTMAXOPS_TD

include "dialects/kern/KernOpBase.td"

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

#endif
