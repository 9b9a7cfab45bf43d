// DendAttrs.td - scalar functions and the arithmetic of quantized ops.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef DIALECTS_DEND_DENDATTRS_TD
#define DIALECTS_DEND_DENDATTRS_TD

include "dialects/dend/DendDialect.td"
include "mlir/IR/AttrTypeBase.td"
include "mlir/IR/EnumAttr.td"

class Dend_Attr<string name, string mnemonic_> : AttrDef<Dend_Dialect, name> {
  let mnemonic = mnemonic_;
}

def Dend_FunctionAttr : Dend_Attr<"Function", "function"> {
  let summary = "a scalar function of one real variable";
  let description = [{
    A name from the table in `Functions.cpp`, the one place that defines scalar functions, and the parameters
    that function takes.

        #dend.function<sigmoid>
        #dend.function<clip, 0.0, 6.0>
  }];
  let parameters = (ins StringRefParameter<"name in the function table">:$name,
                        AttrParameter<"::mlir::DenseF64ArrayAttr", "parameters of the function">:$values);
  let builders = [
    AttrBuilder<(ins "::llvm::StringRef":$name, CArg<"::llvm::ArrayRef<double>", "{}">:$parameters), [{
      return $_get($_ctxt, name, ::mlir::DenseF64ArrayAttr::get($_ctxt, parameters));
    }]>
  ];
  let skipDefaultBuilders = 1;
  let hasCustomAssemblyFormat = 1;
  let genVerifyDecl = 1;
  let extraClassDeclaration = [{
    ::llvm::ArrayRef<double> getParameters() const { return getValues().asArrayRef(); }
    /// The function's value at `x`.
    double evaluate(double x) const;
    /// The range [lo, hi] when the function is nothing but a clamp (relu, clip, identity), in real units.
    std::optional<std::pair<double, double>> getClamp() const;
    /// The function that limits to [low, high]: relu, clip or, where it limits nothing, identity.
    static FunctionAttr getClamp(::mlir::MLIRContext *context, double low, double high);
    /// The one clamp that is this clamp after the clamp `inner`.
    FunctionAttr composeClamps(FunctionAttr inner) const;
  }];
}

def Dend_FunctionsAttr : TypedArrayAttrBase<Dend_FunctionAttr, "array of functions">;

def Dend_Native : I32EnumAttrCase<"native", 0>;
def Dend_Tflite : I32EnumAttrCase<"tflite", 1>;
def Dend_OnnxRuntime : I32EnumAttrCase<"onnxruntime", 2>;
def Dend_TosaSingleRound : I32EnumAttrCase<"tosa_single_round", 3>;
def Dend_TosaDoubleRound : I32EnumAttrCase<"tosa_double_round", 4>;

def Dend_ArithmeticKind : I32EnumAttr<"ArithmeticKind", "whose rounding a quantized op follows",
                                      [Dend_Native, Dend_Tflite, Dend_OnnxRuntime, Dend_TosaSingleRound,
                                       Dend_TosaDoubleRound]> {
  let cppNamespace = "::dendc::dend";
  let genSpecializedAttr = 0;
}

def Dend_ArithmeticAttr : EnumAttr<Dend_Dialect, Dend_ArithmeticKind, "arithmetic"> {
  let assemblyFormat = "`<` $value `>`";
}

def Dend_Mean : I32EnumAttrCase<"mean", 0>;
def Dend_Sum : I32EnumAttrCase<"sum", 1>;
def Dend_Max : I32EnumAttrCase<"max", 2>;
def Dend_Min : I32EnumAttrCase<"min", 3>;

def Dend_ReductionKind : I32EnumAttr<"ReductionKind", "how elements are combined",
                                     [Dend_Mean, Dend_Sum, Dend_Max, Dend_Min]> {
  let cppNamespace = "::dendc::dend";
  let genSpecializedAttr = 0;
}

def Dend_ReductionAttr : EnumAttr<Dend_Dialect, Dend_ReductionKind, "reduction"> {
  let assemblyFormat = "`<` $value `>`";
}

def Dend_Rnn : I32EnumAttrCase<"rnn", 0>;
def Dend_Gru : I32EnumAttrCase<"gru", 1>;
def Dend_GruResetAfter : I32EnumAttrCase<"gru_reset_after", 2>;
def Dend_Lstm : I32EnumAttrCase<"lstm", 3>;

def Dend_Cell : I32EnumAttr<"Cell", "how a recurrent neuron goes from one state to the next",
                            [Dend_Rnn, Dend_Gru, Dend_GruResetAfter, Dend_Lstm]> {
  let cppNamespace = "::dendc::dend";
  let genSpecializedAttr = 0;
}

def Dend_CellAttr : EnumAttr<Dend_Dialect, Dend_Cell, "cell"> {
  let assemblyFormat = "`<` $value `>`";
}

#endif
