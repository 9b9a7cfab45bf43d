// KernelCandidates.cpp - the kernels that can compute an op on a target.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/KernelCandidates.h"
#include "compiler/analysis/Packing.h"

#include "llvm/ADT/STLExtras.h"

using namespace mlir;
using namespace dendc;

CoreTraits dendc::getCoreTraits(kern::TargetAttr target) { return {target && target.hasExtension("dsp")}; }

static KernelCost getCost(Operation *op, StringRef layout, const CoreTraits &core) {
  if (layout.empty()) // the only kernel
    return {};
  if (auto recurrent = dyn_cast<kern::RecurrentOp>(op))
    return estimateCost(recurrent, layout, core);
  return estimateCost(cast<kern::WeightedOpInterface>(op), layout, core);
}

SmallVector<KernelCandidate> dendc::getKernelCandidates(Operation *op, kern::TargetAttr target,
                                                        double instructionsPerByte) {
  SmallVector<KernelCandidate> candidates;
  auto weighted = dyn_cast<kern::WeightedOpInterface>(op);
  for (const kern::Kernel &kernel : kern::getKernels()) {
    bool isOffered = kernel.extension.empty() || (target && target.hasExtension(kernel.extension));
    if (isOffered && kernel.matches(op) && (!weighted || canPack(weighted, kernel.layout)))
      candidates.push_back({&kernel, getCost(op, kernel.layout, getCoreTraits(target))});
  }
  auto getPrice = [&](const KernelCandidate &candidate) {
    return candidate.cost.instructions + double(candidate.cost.flash) * instructionsPerByte;
  };
  llvm::stable_sort(candidates, [&](const auto &a, const auto &b) { return getPrice(a) < getPrice(b); });
  return candidates;
}
