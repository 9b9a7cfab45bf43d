// KernOpBase.td - types of tensors, shapes of ops, windows.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef DIALECTS_KERN_KERNOPBASE_TD
#define DIALECTS_KERN_KERNOPBASE_TD

include "dialects/kern/KernAttrs.td"
include "dialects/kern/KernInterfaces.td"
include "mlir/IR/BuiltinAttributeInterfaces.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

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

defvar Kern_WindowAttrs = (ins
    DefaultValuedAttr<DenseI64ArrayAttr, "{1, 1}">:$strides,
    DefaultValuedAttr<DenseI64ArrayAttr, "{0, 0, 0, 0}">:$padding,
    DefaultValuedAttr<DenseI64ArrayAttr, "{1, 1}">:$dilations);

defvar Kern_WindowRules = [{
    Rules of windows; `strides` and `dilations` are `[y, x]`, `padding` is `[top, left, bottom, right]`:
    - W1: the window's sizes, strides and dilations are pairs of numbers from 1 to 2^31 - 1, paddings four from 0 on.
    - W2: `input` is `[1, H, W, I]` and `output` is `[1, H', W', C]` with H' = (H + top + bottom - d_y*(h-1) - 1) / s_y + 1,
      rounded down, W' alike, both positive.
}];

#endif
