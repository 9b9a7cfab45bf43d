// Kernels.cpp - the catalogue of kernels, read from Kernels.td.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/kern/Kernels.h"
#include "dialects/kern/Kern.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/raw_ostream.h"

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

/// Kernel::getName into memory that may be on the stack.
static void writeName(const Kernel &kernel, Operation *operation, SmallVectorImpl<char> &name) {
  llvm::raw_svector_ostream os(name);
  os << kernel.verb;
  SmallVector<std::pair<char, unsigned>, 4> types;
  auto add = [&](Value value) {
    Type element = getElementType(value);
    types.push_back({element.isF32() ? 'f' : 's', element.getIntOrFloatBitWidth()});
  };
  if (kernel.movesBytes) {
    types.push_back({'x', getElementType(operation->getResult(0)).getIntOrFloatBitWidth()});
  } else {
    llvm::for_each(operation->getOperands(), add);
    add(operation->getResult(0));
    if (llvm::all_equal(types))
      types.resize(1);
  }
  for (auto [kind, width] : types)
    os << '_' << kind << width;
  if (!kernel.layout.empty())
    os << '_' << kernel.layout;
}

std::string Kernel::getName(Operation *operation) const {
  llvm::SmallString<64> name;
  writeName(*this, operation, name);
  return name.str().str();
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
  llvm::SmallString<64> name;
  for (const Kernel *kernel : kernels->second) { // the quickest test first
    if (!chosen.getValue().ends_with(kernel->layout) || !kernel->matches(operation))
      continue;
    name.clear();
    writeName(*kernel, operation, name);
    if (name == chosen.getValue())
      return kernel;
  }
  return nullptr;
}
