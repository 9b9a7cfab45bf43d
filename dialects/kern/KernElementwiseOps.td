// KernElementwiseOps.td - one output element for each input element.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef DIALECTS_KERN_KERNELEMENTWISEOPS_TD
#define DIALECTS_KERN_KERNELEMENTWISEOPS_TD

include "dialects/kern/KernOpBase.td"

//===----------------------------------------------------------------------===//
// Integer
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
// Float, and the borders between float and integer
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

#endif
