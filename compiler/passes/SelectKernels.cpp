// SelectKernels.cpp - chooses for every op the kernel that costs least on the target.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/Packing.h"
#include "compiler/passes/Passes.h"

#include "dialects/kern/Kernels.h"
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
  void runOnOperation() override {
    auto target = getOperation()->getAttrOfType<kern::TargetAttr>(kern::kTargetAttr);
    bool hasDsp = target && target.hasExtension("dsp");
    WalkResult result = getOperation().walk([&](Operation *op) {
      if (!isa<kern::KernDialect>(op->getDialect()) || isa<kern::ConstantOp, kern::ReshapeOp>(op))
        return WalkResult::advance();
      return WalkResult(select(op, hasDsp));
    });
    if (result.wasInterrupted())
      signalPassFailure();
  }

  LogicalResult select(Operation *op, bool hasDsp) {
    auto getCost = [&](const kern::Kernel &kernel) { return hasDsp ? kernel.costDsp : kernel.costPortable; };
    const kern::Kernel *best = nullptr;
    unsigned candidates = 0;
    for (const kern::Kernel &kernel : kern::getKernels()) {
      if (!kernel.matches(op) || (kernel.layout == "dual" && !canPackDual(cast<kern::WeightedOpInterface>(op))))
        continue;
      ++candidates;
      if (!best || getCost(kernel) < getCost(*best))
        best = &kernel;
    }
    if (!best)
      return op->emitOpError() << "expected a kernel for its types in the catalogue, found none";
    if (failed(checkDepth(op)))
      return failure();
    std::string why = "the only kernel for it";
    if (candidates > 1)
      why = llvm::formatv("{0:f2} instructions per MAC, the least of {1} kernels {2} SMLAD", getCost(*best) / 1000.0,
                          candidates, hasDsp ? "with" : "without");
    op->setAttr(kern::kKernelAttr, StringAttr::get(op->getContext(), best->getName(op)));
    op->setAttr(kern::kWhyAttr, StringAttr::get(op->getContext(), why));
    return success();
  }
};

} // namespace
