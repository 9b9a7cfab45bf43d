// Kernels.cpp - the catalogue of kernels, read from Kernels.td.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/kern/Kernels.h"
#include "dialects/kern/Kern.h"

#include "llvm/ADT/STLExtras.h"

using namespace mlir;
using namespace dendc::kern;

namespace {
#define GET_Kernels_IMPL
#include "dialects/kern/Kernels.inc"
} // namespace

llvm::ArrayRef<Kernel> dendc::kern::getKernels() { return Kernels; }

static Type getElementType(Value value) { return cast<RankedTensorType>(value.getType()).getElementType(); }

bool Kernel::matches(Operation *operation) const {
  if (operation->getName().stripDialect() != op || operation->getNumOperands() == 0)
    return false;
  Type input = getElementType(operation->getOperand(0));
  return input.isF32() ? takesFloat : input.isInteger(8) ? takesInt8 : takesInt16;
}

std::string Kernel::getName(Operation *operation) const {
  SmallVector<std::string> types;
  auto add = [&](Value value) {
    Type element = getElementType(value);
    types.push_back((element.isF32() ? "f" : "s") + std::to_string(element.getIntOrFloatBitWidth()));
  };
  std::string name = verb.str();
  if (movesBytes) {
    name += "_x" + std::to_string(getElementType(operation->getResult(0)).getIntOrFloatBitWidth());
  } else {
    llvm::for_each(operation->getOperands(), add);
    add(operation->getResult(0));
    if (llvm::all_equal(types))
      types.resize(1);
    for (const std::string &type : types)
      name += "_" + type;
  }
  return layout.empty() ? name : name + "_" + layout.str();
}

const Kernel *dendc::kern::getChosenKernel(Operation *operation) {
  auto chosen = operation->getAttrOfType<StringAttr>(kKernelAttr);
  if (!chosen)
    return nullptr;
  StringRef op = operation->getName().stripDialect();
  const Kernel *found = llvm::find_if(Kernels, [&](const Kernel &kernel) { // the quickest test first
    return kernel.op == op && chosen.getValue().ends_with(kernel.layout) && kernel.matches(operation) &&
           kernel.getName(operation) == chosen.getValue();
  });
  return found == std::end(Kernels) ? nullptr : found;
}
