// KernEnums.td - enumerations of the kern dialect.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef DIALECTS_KERN_KERNENUMS_TD
#define DIALECTS_KERN_KERNENUMS_TD

include "mlir/IR/EnumAttr.td"

def Kern_Add : I32EnumAttrCase<"add", 0>;
def Kern_Sub : I32EnumAttrCase<"sub", 1>;
def Kern_Mul : I32EnumAttrCase<"mul", 2>;
def Kern_Div : I32EnumAttrCase<"div", 3>;
def Kern_Minimum : I32EnumAttrCase<"minimum", 4>;
def Kern_Maximum : I32EnumAttrCase<"maximum", 5>;
def Kern_Pow : I32EnumAttrCase<"pow", 6>;

def Kern_BinaryKind : I32EnumAttr<"BinaryKind", "a function of two real variables",
    [Kern_Add, Kern_Sub, Kern_Mul, Kern_Div, Kern_Minimum, Kern_Maximum, Kern_Pow]> {
  let cppNamespace = "::dendc::kern";
  let genSpecializedAttr = 0;
}

def Kern_RoundNative : I32EnumAttrCase<"native", 0>;
def Kern_RoundTflite : I32EnumAttrCase<"tflite", 1>;
def Kern_RoundNearest : I32EnumAttrCase<"nearest", 2>;

def Kern_Rounding : I32EnumAttr<"Rounding", "how a product with a real factor becomes an integer",
    [Kern_RoundNative, Kern_RoundTflite, Kern_RoundNearest]> {
  let cppNamespace = "::dendc::kern";
  let genSpecializedAttr = 0;
}

#endif
