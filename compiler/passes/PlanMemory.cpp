// PlanMemory.cpp - gives every buffer and scratch an offset in one arena.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/ArenaBuffers.h"
#include "compiler/passes/Passes.h"

#include "dialects/kern/Kern.h"
#include "dialects/kern/Layers.h"
#include "dialects/kern/Regions.h"
#include "dialects/kern/Views.h"

using namespace mlir;
using namespace dendc;

namespace dendc {
#define GEN_PASS_DEF_PLANMEMORYPASS
#include "compiler/passes/Passes.h.inc"
} // namespace dendc

namespace {

struct PlanMemoryPass : dendc::impl::PlanMemoryPassBase<PlanMemoryPass> {
  using PlanMemoryPassBase::PlanMemoryPassBase;

  void runOnOperation() override {
    func::FuncOp function = kern::getModelFunction(getOperation());
    if (!function)
      return;
    removeOffsets(function);
    FailureOr<ArenaBuffers> needed = ArenaBuffers::get(function, ArenaBorders::get(getOperation(), ioInArena));
    if (failed(needed))
      return signalPassFailure();
    SmallVector<kern::MemoryRegion> regions = kern::getRegions(getOperation());
    FailureOr<ArenaPlan> plan = regions.empty() ? planArena(needed->problem) : planInRegions(*needed, regions);
    if (failed(plan))
      return signalPassFailure();
    Builder builder(function.getContext());
    auto getOffset = [&](size_t buffer) { return builder.getI64IntegerAttr(plan->offsets[buffer]); };
    auto setAttribute = [&](Value value, StringRef name, IntegerAttr attribute) {
      if (auto argument = dyn_cast<BlockArgument>(value))
        function.setArgAttr(argument.getArgNumber(), name, attribute);
      else
        value.getDefiningOp()->setAttr(name, attribute);
    };
    for (auto [value, buffer] : needed->values)
      setAttribute(value, kern::kOffsetAttr, getOffset(buffer));
    for (auto [op, buffer] : needed->scratches)
      op->setAttr(kern::kScratchOffsetAttr, getOffset(buffer));
    for (auto [value, rows] : needed->ringRows)
      setAttribute(value, kern::kRingRowsAttr, builder.getI64IntegerAttr(rows));
    for (auto [value, size] : needed->rowSizes)
      setAttribute(value, kern::kRowSizeAttr, builder.getI64IntegerAttr(size));
    for (Operation *layer : kern::getLayers(function))
      if (kern::isInPlace(layer))
        layer->setAttr(kern::kWhyAttr, builder.getStringAttr("nothing to do: its parts lie where they belong"));
    getOperation()->setAttr(kern::kArenaSizeAttr, builder.getI64IntegerAttr(plan->size));
    getOperation()->setAttr(kern::kArenaLowerBoundAttr, builder.getI64IntegerAttr(needed->problem.getLowerBound()));
  }

  /// One plan through all regions, whose bounds it sets; an error where the buffers do not fit.
  FailureOr<ArenaPlan> planInRegions(const ArenaBuffers &needed, SmallVectorImpl<kern::MemoryRegion> &regions) {
    SmallVector<int64_t> capacities;
    for (const kern::MemoryRegion &region : regions)
      capacities.push_back(region.capacity);
    RegionPlan planned = planRegions(needed.problem, needed.traffic, capacities);
    ArenaPlan plan;
    auto target = getOperation()->getAttrOfType<kern::TargetAttr>(kern::kTargetAttr);
    for (auto [region, size] : llvm::zip_equal(regions, planned.sizes)) {
      if (size > region.capacity) {
        return kern::getModelFunction(getOperation()).emitError()
               << "expected buffers that fit '" << region.name << "' of " << region.capacity << " bytes, found "
               << size;
      }
      region.offset = int64_t(llvm::alignTo(plan.size, target ? target.getAlignment() : 16));
      region.size = size;
      plan.size = size > 0 ? region.offset + size : plan.size;
    }
    for (auto [region, offset] : llvm::zip_equal(planned.regions, planned.offsets))
      plan.offsets.push_back(regions[region].offset + offset);
    kern::setRegions(getOperation(), regions);
    return plan;
  }

  static void removeOffsets(func::FuncOp function) {
    for (BlockArgument argument : function.getArguments())
      for (StringRef name : {kern::kOffsetAttr, kern::kRingRowsAttr})
        function.removeArgAttr(argument.getArgNumber(), name);
    function.walk([](Operation *op) {
      op->removeAttr(kern::kOffsetAttr);
      op->removeAttr(kern::kScratchOffsetAttr);
      op->removeAttr(kern::kRingRowsAttr);
      op->removeAttr(kern::kRowSizeAttr);
    });
  }
};

} // namespace
