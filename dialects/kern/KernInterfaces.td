// KernInterfaces.td - what phases ask of weighted ops without knowing which one it is.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef DIALECTS_KERN_KERNINTERFACES_TD
#define DIALECTS_KERN_KERNINTERFACES_TD

include "mlir/IR/OpBase.td"

def Kern_WeightedOpInterface : OpInterface<"WeightedOpInterface"> {
  let cppNamespace = "::dendc::kern";
  let description = "A layer of neurons with D >= 0 dendrites; f32 or integer by the type of its input.";
  let methods = [
    InterfaceMethod<"input", "::mlir::TypedValue<::mlir::RankedTensorType>", "getInput">,
    InterfaceMethod<"the one result", "::mlir::TypedValue<::mlir::RankedTensorType>", "getOutput">,
    InterfaceMethod<"weights of all branches, i8 or f32", "::mlir::ElementsAttr", "getWeights">,
    InterfaceMethod<"bias of all branches, i32 or f32", "::mlir::ElementsAttr", "getBias">,
    InterfaceMethod<"what counts as zero in the input", "uint32_t", "getInputZeroPoint">,
    InterfaceMethod<"D", "uint64_t", "getDendriteCount">,
    InterfaceMethod<"coefficients between dendrites, i32 or f32", "::std::optional<::mlir::ElementsAttr>", "getBetween">,
    InterfaceMethod<"coefficients to the neuron, i32 or f32", "::std::optional<::mlir::ElementsAttr>", "getToNeuron">,
    InterfaceMethod<"accumulators of dendrites to z", "::std::optional<::dendc::kern::RequantAttr>", "getDendriteRequant">,
    InterfaceMethod<"table from z to d; none for the identity", "::std::optional<::llvm::ArrayRef<int16_t>>", "getDendriteTable">,
    InterfaceMethod<"function of the dendrites", "::std::optional<::dendc::dend::FunctionAttr>", "getDendriteFunction">,
    InterfaceMethod<"accumulators of the neuron to the output", "::std::optional<::dendc::kern::RequantAttr>", "getRequant">,
    InterfaceMethod<"clamp of a float output", "::std::optional<::dendc::dend::FunctionAttr>", "getActivation">,
    InterfaceMethod<"whether sums are of 64 bits, saturated", "bool", "getSaturates">,
    InterfaceMethod<"C, output channels of one branch", "int64_t", "getChannelCount", (ins), "",
                    [{ return $_op.getOutput().getType().getShape().back(); }]>,
    InterfaceMethod<"multiply-accumulates of one inference, all branches", "int64_t", "getMacCount", (ins), "", [{
      ::mlir::RankedTensorType output = $_op.getOutput().getType();
      return output.getNumElements() / output.getShape().back() * $_op.getWeights().getNumElements();
    }]>
  ];
}

#endif
