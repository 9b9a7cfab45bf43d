// Interface.cpp - the tensors a generated program takes and gives.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "targets/c/EmitC.h"
#include "targets/c/Identifiers.h"

#include "dialects/kern/Kern.h"
#include "dialects/kern/Layers.h"

using namespace mlir;
using namespace dendc;
using namespace dendc::c;

std::vector<std::string> dendc::c::getRegionNames(ArrayRef<kern::MemoryRegion> regions) {
  UniqueIdentifiers names;
  for (StringRef parameter : {"arena", "rows", "count", "progress", "feed", "input", "output"})
    names.reserve(parameter);
  std::vector<std::string> result;
  for (const kern::MemoryRegion &region : regions)
    result.push_back(names.get(toIdentifier(region.name)));
  return result;
}

static int64_t getInteger(DictionaryAttr attributes, StringRef name) {
  auto value = attributes ? attributes.getAs<IntegerAttr>(name) : IntegerAttr();
  return value ? value.getInt() : 0;
}

/// Names the only tensor "kws_input", and several "kws_input_<tensor>".
static void setNames(std::vector<IoTensor> &tensors, StringRef prefix, StringRef kind) {
  UniqueIdentifiers names;
  for (auto [i, tensor] : llvm::enumerate(tensors)) {
    auto name = tensor.attributes ? tensor.attributes.getAs<StringAttr>(dend::kNameAttr) : StringAttr();
    tensor.name = name ? name.str() : (kind + (tensors.size() > 1 ? Twine(i) : Twine(""))).str();
    tensor.cName = (prefix + "_" + kind).str();
    if (tensors.size() > 1)
      tensor.cName += "_" + names.get(toIdentifier(tensor.name));
  }
}

static std::vector<IoTensor> makeInputs(func::FuncOp function, StringRef name) {
  std::vector<IoTensor> inputs;
  for (BlockArgument argument : function.getArguments()) {
    DictionaryAttr attributes = function.getArgAttrDict(argument.getArgNumber());
    inputs.push_back(
        {"", "", cast<RankedTensorType>(argument.getType()), attributes, getInteger(attributes, kern::kOffsetAttr)});
  }
  if (int64_t rows = kern::getInputRows(function))
    inputs.front().rows = rows;
  setNames(inputs, name, "input");
  return inputs;
}

static std::vector<IoTensor> makeOutputs(func::FuncOp function, StringRef name) {
  std::vector<IoTensor> outputs;
  for (auto [i, value] : llvm::enumerate(function.front().getTerminator()->getOperands())) {
    auto offset = kern::getStorage(value).getDefiningOp()->getAttrOfType<IntegerAttr>(kern::kOffsetAttr);
    outputs.push_back(
        {"", "", cast<RankedTensorType>(value.getType()), function.getResultAttrDict(i), offset ? offset.getInt() : 0});
  }
  setNames(outputs, name, "output");
  return outputs;
}

/// Inputs and outputs.
static std::pair<std::vector<IoTensor>, std::vector<IoTensor>> makeInterface(ModuleOp module, StringRef name) {
  func::FuncOp function = kern::getModelFunction(module);
  std::vector<IoTensor> inputs = makeInputs(function, name), outputs = makeOutputs(function, name);
  for (const kern::Variable &variable : kern::getVariables(function)) {
    IoTensor &input = inputs[variable.argument.getArgNumber()], &output = outputs[variable.result];
    input.start = variable.start;
    input.partner = output.cName;
    output.partner = input.cName;
  }
  return {std::move(inputs), std::move(outputs)};
}

std::vector<IoTensor> dendc::c::getInputs(ModuleOp module, StringRef name) { return makeInterface(module, name).first; }

std::vector<IoTensor> dendc::c::getOutputs(ModuleOp module, StringRef name) {
  return makeInterface(module, name).second;
}
