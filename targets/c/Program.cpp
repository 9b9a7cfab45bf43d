// Program.cpp - what is printed as C: a planned network, its interface and its arena.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "targets/c/Program.h"

#include "dialects/kern/Layers.h"

#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace dendc;
using namespace dendc::c;

using llvm::formatv;

Program::Program(ModuleOp planned, const EmitOptions &options)
    : planned(planned), options(options), function(kern::getModelFunction(planned)), regions(kern::getRegions(planned)),
      regionNames(getRegionNames(regions)), inputs(getInputs(planned, options.name)),
      outputs(getOutputs(planned, options.name)) {
  if (kern::getInputRows(function) > 0)
    fedStream = *function.front().getOps<kern::StreamOp>().begin();
}

UniqueIdentifiers Program::getFreeNames() const {
  UniqueIdentifiers names;
  for (const std::string &name : regionNames)
    names.reserve(name);
  for (StringRef suffix : {"_run", "_push", "_reset", "_labels", "_arena_t"})
    names.reserve(options.name + suffix.str());
  for (const auto *tensors : {&inputs, &outputs})
    for (const IoTensor &tensor : *tensors) {
      std::string parameter = getParameter(tensor);
      size_t kind = StringRef(parameter).find('_'); // behind "input" or "output"
      StringRef suffix = StringRef(parameter).substr(kind);
      for (const std::string &name :
           {tensor.cName, tensor.cName + "_t", parameter, options.name + "_quantize" + suffix.str(),
            options.name + "_dequantize" + suffix.str()})
        names.reserve(name);
    }
  return names;
}

std::string Program::printPlace(int64_t offset) const {
  if (regions.empty())
    return "memory + " + std::to_string(offset);
  size_t region = kern::findRegion(regions, offset);
  return regionNames[region] + " + " + std::to_string(offset - regions[region].offset);
}

std::string Program::printArenaBases(StringRef body) const {
  std::string text;
  auto add = [&](const std::string &name, StringRef pointer) {
    if (body.contains(name + " + "))
      text += formatv("  uint8_t *const {0} = (uint8_t *){1};\n", name, pointer);
  };
  if (regions.empty())
    add("memory", "arena");
  for (const std::string &name : regionNames)
    add(name, "arena->" + name);
  return text;
}

std::string Program::printProgress() const {
  return printPlace(fedStream->getAttrOfType<IntegerAttr>(kern::kScratchOffsetAttr).getInt());
}

std::string Program::printMemory(Value value) const {
  value = kern::getStorage(value);
  if (options.callerIo) {
    if (auto argument = dyn_cast<BlockArgument>(value))
      return getParameter(inputs[argument.getArgNumber()]);
    for (auto [i, result] : llvm::enumerate(getBody().getTerminator()->getOperands()))
      if (kern::getStorage(result) == value)
        return getParameter(outputs[i]);
  }
  return printPlace(kern::getStorageAttr(value, kern::kOffsetAttr).getInt());
}
