// SelectKernels.cpp - chooses for every op the kernel that costs least on the target.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/KernelCost.h"
#include "compiler/analysis/Packing.h"
#include "compiler/passes/Passes.h"

#include "dialects/kern/Kernels.h"
#include "dialects/kern/Layers.h"
#include "dialects/kern/Walks.h"

#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace dendc;

namespace dendc {
#define GEN_PASS_DEF_SELECTKERNELSPASS
#include "compiler/passes/Passes.h.inc"
} // namespace dendc

namespace {

/// The kernels' loops are of limited depth.
LogicalResult checkDepth(Operation *op) {
  if (kern::isWalked(op))
    if (size_t axes = kern::getWalk(op).sizes.size(); axes > kern::Walk::kMaxAxes)
      return op->emitOpError() << "expected at most " << kern::Walk::kMaxAxes
                               << " axes where neighbours that are walked alike count as one, found " << axes;
  if (auto reduce = dyn_cast<kern::ReduceOp>(op)) {
    kern::ReduceWalk walk = kern::getReduceWalk(reduce);
    if (std::max(walk.kept.sizes.size(), walk.reduced.sizes.size()) > kern::ReduceWalk::kMaxAxes)
      return op->emitOpError() << "expected at most " << kern::ReduceWalk::kMaxAxes
                               << " kept and as many reduced axes where neighbours of one kind count as one, found "
                               << walk.kept.sizes.size() << " and " << walk.reduced.sizes.size();
  }
  return success();
}

/// A kernel that can compute an op.
struct Candidate {
  const kern::Kernel *kernel = nullptr;
  KernelCost cost;
};

struct SelectKernelsPass : dendc::impl::SelectKernelsPassBase<SelectKernelsPass> {
  using SelectKernelsPassBase::SelectKernelsPassBase;

  void runOnOperation() override {
    target = getOperation()->getAttrOfType<kern::TargetAttr>(kern::kTargetAttr);
    core.hasDsp = target && target.hasExtension("dsp");
    WalkResult result = getOperation().walk([&](Operation *op) {
      if (!isa<kern::KernDialect>(op->getDialect()) ||
          isa<kern::ConstantOp, kern::ReshapeOp, kern::StreamOp, kern::YieldOp>(op))
        return WalkResult::advance();
      return WalkResult(select(op));
    });
    if (result.wasInterrupted())
      signalPassFailure();
  }

  /// Instructions, a byte of flash counting as many as it must save.
  double getPrice(const KernelCost &cost) const {
    return cost.instructions + double(cost.flash) * double(instructionsPerByte);
  }

  KernelCost getCost(Operation *op, StringRef layout) const {
    if (layout.empty()) // the only kernel
      return {};
    if (auto recurrent = dyn_cast<kern::RecurrentOp>(op))
      return estimateCost(recurrent, layout, core);
    return estimateCost(cast<kern::WeightedOpInterface>(op), layout, core);
  }

  SmallVector<Candidate> getCandidates(Operation *op) const {
    SmallVector<Candidate> candidates;
    for (const kern::Kernel &kernel : kern::getKernels()) {
      bool isOffered = kernel.extension.empty() || (target && target.hasExtension(kernel.extension));
      auto weighted = dyn_cast<kern::WeightedOpInterface>(op);
      if (!isOffered || !kernel.matches(op) || (weighted && !canPack(weighted, kernel.layout)))
        continue;
      candidates.push_back({&kernel, getCost(op, kernel.layout)});
    }
    llvm::stable_sort(candidates,
                      [&](const Candidate &a, const Candidate &b) { return getPrice(a.cost) < getPrice(b.cost); });
    return candidates;
  }

  /// The cost of the first and of the second.
  static std::string explain(ArrayRef<Candidate> candidates, int64_t macCount) {
    if (candidates.size() == 1)
      return "the only kernel for it";
    auto describe = [&](const char *format, const Candidate &candidate) {
      return llvm::formatv(format, candidate.kernel->layout, candidate.cost.instructions / double(macCount),
                           candidate.cost.flash)
          .str();
    };
    std::string why = describe("estimated {1:f2} instructions per MAC with {2} bytes of weights", candidates[0]);
    why += describe("; {0}: {1:f2} with {2}", candidates[1]);
    return why;
  }

  LogicalResult select(Operation *op) {
    SmallVector<Candidate> candidates = getCandidates(op);
    if (candidates.empty())
      return op->emitOpError() << "expected a kernel for its types in the catalogue, found none";
    if (failed(checkDepth(op)))
      return failure();
    auto setText = [&](StringRef name, const std::string &text) {
      op->setAttr(name, StringAttr::get(op->getContext(), text));
    };
    setText(kern::kKernelAttr, candidates.front().kernel->getName(op));
    setText(kern::kWhyAttr, explain(candidates, kern::getMacCount(op)));
    return success();
  }

  kern::TargetAttr target;
  CoreTraits core;
};

} // namespace
