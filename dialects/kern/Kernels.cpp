// Kernels.cpp - the catalogue of kernels, read from Kernels.td.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/kern/Kernels.h"
#include "dialects/kern/Kern.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"

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
  SmallVector<std::pair<char, unsigned>> types;
  auto add = [&](Value value) {
    Type element = getElementType(value);
    types.push_back({element.isF32() ? 'f' : 's', element.getIntOrFloatBitWidth()});
  };
  std::string name = verb.str();
  if (movesBytes) {
    name += "_x" + std::to_string(getElementType(operation->getResult(0)).getIntOrFloatBitWidth());
  } else {
    llvm::for_each(operation->getOperands(), add);
    add(operation->getResult(0));
    if (llvm::all_equal(types))
      types.resize(1);
    for (auto [kind, width] : types) {
      name += {'_', kind};
      name += std::to_string(width);
    }
  }
  return layout.empty() ? name : name + "_" + layout.str();
}

/// The kernels of each kind of op.
static const llvm::StringMap<SmallVector<const Kernel *>> &getKernelsByOp() {
  static const auto kKernels = [] {
    llvm::StringMap<SmallVector<const Kernel *>> kernels;
    for (const Kernel &kernel : Kernels)
      kernels[kernel.op].push_back(&kernel);
    return kernels;
  }();
  return kKernels;
}

const Kernel *dendc::kern::getChosenKernel(Operation *operation) {
  auto chosen = operation->getAttrOfType<StringAttr>(kKernelAttr);
  auto kernels = getKernelsByOp().find(operation->getName().stripDialect());
  if (!chosen || kernels == getKernelsByOp().end())
    return nullptr;
  for (const Kernel *kernel : kernels->second) // the quickest test first
    if (chosen.getValue().ends_with(kernel->layout) && kernel->matches(operation) &&
        kernel->getName(operation) == chosen.getValue())
      return kernel;
  return nullptr;
}
