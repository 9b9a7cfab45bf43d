// SelectKernels.cpp - chooses for every op the kernel that costs least on the target, within a budget of flash.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/FlashBudget.h"
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
    auto target = getOperation()->getAttrOfType<kern::TargetAttr>(kern::kTargetAttr);
    std::vector<KernelChoice> choices;
    WalkResult result = getOperation().walk([&](Operation *op) {
      if (!isa<kern::KernDialect>(op->getDialect()) ||
          isa<kern::ConstantOp, kern::ReshapeOp, kern::StreamOp, kern::YieldOp>(op))
        return WalkResult::advance();
      KernelChoice &choice =
          choices.emplace_back(KernelChoice{op, getKernelCandidates(op, target, instructionsPerByte)});
      if (choice.candidates.empty())
        return WalkResult(op->emitOpError() << "expected a kernel for its types in the catalogue, found none");
      return WalkResult(checkDepth(op));
    });
    if (result.wasInterrupted())
      return signalPassFailure();
    int64_t budget = getFlashBudget(getOperation(), flash, flashFactor);
    if (budget > 0)
      fitFlash(choices, budget, instructionsPerByte);
    for (const KernelChoice &choice : choices) {
      auto setText = [&](StringRef name, const std::string &text) {
        choice.op->setAttr(name, StringAttr::get(&getContext(), text));
      };
      setText(kern::kKernelAttr, choice.candidates[choice.chosen].kernel->getName(choice.op));
      setText(kern::kWhyAttr, explain(choice));
    }
  }

  /// The cost of the kernel and of the cheapest other one.
  static std::string explain(const KernelChoice &choice) {
    if (choice.candidates.size() == 1)
      return "the only kernel for it";
    auto describe = [&](const char *format, const KernelCandidate &candidate) {
      double macs = double(kern::getMacCount(choice.op));
      return llvm::formatv(format, candidate.kernel->layout, candidate.cost.instructions / macs, candidate.cost.flash)
          .str();
    };
    std::string why =
        describe("estimated {1:f2} instructions per MAC with {2} bytes of weights", choice.candidates[choice.chosen]);
    why += describe("; {0}: {1:f2} with {2}", choice.candidates[choice.chosen > 0 ? 0 : 1]);
    return choice.chosen > 0 ? why + ", beyond the budget of flash" : why;
  }
};

} // namespace
