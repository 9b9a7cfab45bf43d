// DendInterfaces.td - what passes ask of a weighted op without knowing which one it is.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef DIALECTS_DEND_DENDINTERFACES_TD
#define DIALECTS_DEND_DENDINTERFACES_TD

include "mlir/IR/OpBase.td"

def Dend_WeightedOpInterface : OpInterface<"WeightedOpInterface"> {
  let cppNamespace = "::dendc::dend";
  let description = [{
    A layer of neurons with D >= 0 dendrites: a linear operator with (D+1)*C outputs and the dendrites' combination.
  }];
  let methods = [
    InterfaceMethod<"input", "::mlir::TypedValue<::mlir::RankedTensorType>", "getInput">,
    InterfaceMethod<"weights of all branches, `[(D+1)*C, ...]`", "::mlir::TypedValue<::mlir::RankedTensorType>", "getWeights">,
    InterfaceMethod<"bias of all branches, `[(D+1)*C]`, or null", "::mlir::TypedValue<::mlir::RankedTensorType>", "getBias">,
    InterfaceMethod<"coefficients between dendrites, `[D(D-1)/2, C]`, or null", "::mlir::TypedValue<::mlir::RankedTensorType>", "getBetween">,
    InterfaceMethod<"coefficients to the neuron, `[D, C]`, or null", "::mlir::TypedValue<::mlir::RankedTensorType>", "getToNeuron">,
    InterfaceMethod<"D", "uint64_t", "getDendriteCount">,
    InterfaceMethod<"function of the dendrites, or none", "::std::optional<::dendc::dend::FunctionAttr>", "getDendriteFunction">,
    InterfaceMethod<"fused activation, or none", "::std::optional<::dendc::dend::FunctionAttr>", "getActivation">,
    InterfaceMethod<"types of the signals z_0, d_0, z_1, d_1, ..., once quantized", "::std::optional<::mlir::ArrayAttr>", "getSignalTypes">,
    InterfaceMethod<"the one result", "::mlir::TypedValue<::mlir::RankedTensorType>", "getOutput">,
    InterfaceMethod<"C, output channels of one branch", "int64_t", "getChannelCount", (ins), "",
                    [{ return $_op.getOutput().getType().getShape().back(); }]>,
    InterfaceMethod<"multiply-accumulates of one inference, all branches", "int64_t", "getMacCount">
  ];
}

#endif
