// SelectKernels.cpp - chooses for every op the kernel that costs least on the target.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/KernelCandidates.h"
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

struct SelectKernelsPass : dendc::impl::SelectKernelsPassBase<SelectKernelsPass> {
  using SelectKernelsPassBase::SelectKernelsPassBase;

  void runOnOperation() override {
    target = getOperation()->getAttrOfType<kern::TargetAttr>(kern::kTargetAttr);
    WalkResult result = getOperation().walk([&](Operation *op) {
      if (!isa<kern::KernDialect>(op->getDialect()) ||
          isa<kern::ConstantOp, kern::ReshapeOp, kern::StreamOp, kern::YieldOp>(op))
        return WalkResult::advance();
      return WalkResult(select(op));
    });
    if (result.wasInterrupted())
      signalPassFailure();
  }

  /// The cost of the first and of the second.
  static std::string explain(ArrayRef<KernelCandidate> candidates, int64_t macCount) {
    if (candidates.size() == 1)
      return "the only kernel for it";
    auto describe = [&](const char *format, const KernelCandidate &candidate) {
      return llvm::formatv(format, candidate.kernel->layout, candidate.cost.instructions / double(macCount),
                           candidate.cost.flash)
          .str();
    };
    std::string why = describe("estimated {1:f2} instructions per MAC with {2} bytes of weights", candidates[0]);
    why += describe("; {0}: {1:f2} with {2}", candidates[1]);
    return why;
  }

  LogicalResult select(Operation *op) {
    SmallVector<KernelCandidate> candidates = getKernelCandidates(op, target, instructionsPerByte);
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
};

} // namespace
