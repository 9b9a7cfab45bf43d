// PlanMemory.cpp - gives every buffer and scratch an offset in one arena.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/ArenaPlanner.h"
#include "compiler/passes/Passes.h"

#include "dialects/kern/Kern.h"
#include "dialects/kern/Kernels.h"
#include "dialects/kern/Layers.h"

#include "llvm/ADT/MapVector.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace dendc;

namespace dendc {
#define GEN_PASS_DEF_PLANMEMORYPASS
#include "compiler/passes/Passes.h.inc"
} // namespace dendc

namespace {

constexpr int64_t kWordAlignment = 4;

/// The buffers of a function: one for every value that has memory of its own (kern::getStorage), except that an
/// elementwise op computed in place lives in the buffer of its operand.
class BufferPlan {
public:
  BufferPlan(func::FuncOp function, bool ioInArena, int64_t ioAlignment)
      : function(function), ioInArena(ioInArena), ioAlignment(ioAlignment) {
    for (auto [step, op] : llvm::enumerate(function.front())) {
      for (Value operand : op.getOperands())
        lastUse[kern::getStorage(operand)] = int64_t(step);
      if (isa<func::ReturnOp>(op))
        for (Value result : op.getOperands())
          io.insert(kern::getStorage(result));
    }
    io.insert(function.args_begin(), function.args_end());
    for (BlockArgument argument : function.getArguments())
      addValue(argument, -1);
    for (auto [step, op] : llvm::enumerate(function.front()))
      addOp(&op, int64_t(step));
  }

  void apply();

private:
  bool isInArena(Value storage) const { return ioInArena || !io.contains(storage); }

  /// What `value`, written at `step`, needs by itself.
  ArenaBuffer getNeeds(Value value, int64_t step) const {
    int64_t size = kern::getByteSize(cast<RankedTensorType>(value.getType()));
    bool fillsLines = io.contains(value) && ioAlignment > kWordAlignment;
    return {fillsLines ? int64_t(llvm::alignTo(size, ioAlignment)) : size, fillsLines ? ioAlignment : kWordAlignment,
            step, std::max(step, lastUse.lookup(value))};
  }

  void addValue(Value value, int64_t step) {
    if (!isInArena(value))
      return;
    buffers[value] = plan.size();
    plan.push_back(getNeeds(value, step));
  }

  /// The operand whose buffer the op may overwrite: of the result's size and shape, and not needed after it.
  std::optional<size_t> getOverwritableBuffer(Operation *op, int64_t step) const {
    const kern::Kernel *kernel = kern::getChosenKernel(op);
    if (!kernel || !kernel->inPlace || !isInArena(op->getResult(0)))
      return std::nullopt;
    auto result = cast<RankedTensorType>(op->getResult(0).getType());
    for (Value operand : op->getOperands()) {
      auto type = cast<RankedTensorType>(operand.getType());
      auto buffer = buffers.find(kern::getStorage(operand));
      if (buffer != buffers.end() && type.getShape() == result.getShape() &&
          type.getElementTypeBitWidth() == result.getElementTypeBitWidth() && plan[buffer->second].last == step)
        return buffer->second;
    }
    return std::nullopt;
  }

  void addOp(Operation *op, int64_t step) {
    if (isa<kern::ConstantOp, kern::ReshapeOp, func::ReturnOp>(op))
      return;
    Value result = op->getResult(0);
    if (std::optional<size_t> buffer = getOverwritableBuffer(op, step)) {
      ArenaBuffer needs = getNeeds(result, step), &shared = plan[*buffer];
      buffers[result] = *buffer;
      shared = {std::max(shared.size, needs.size), std::max(shared.alignment, needs.alignment), shared.first,
                needs.last};
    } else {
      addValue(result, step);
    }
    if (auto size = op->getAttrOfType<IntegerAttr>(kern::kScratchSizeAttr)) {
      scratches[op] = plan.size();
      plan.push_back({size.getInt(), kWordAlignment, step, step});
    }
  }

  func::FuncOp function;
  bool ioInArena;
  int64_t ioAlignment;
  DenseMap<Value, int64_t> lastUse;
  DenseSet<Value> io;
  llvm::MapVector<Value, size_t> buffers;
  llvm::MapVector<Operation *, size_t> scratches;
  SmallVector<ArenaBuffer> plan;
};

void BufferPlan::apply() {
  Builder builder(function.getContext());
  ArenaPlan placed = planArena(plan);
  for (BlockArgument argument : function.getArguments())
    function.removeArgAttr(argument.getArgNumber(), kern::kOffsetAttr);
  for (Operation &op : function.front()) {
    op.removeAttr(kern::kOffsetAttr);
    op.removeAttr(kern::kScratchOffsetAttr);
  }
  for (auto [value, buffer] : buffers) {
    IntegerAttr offset = builder.getI64IntegerAttr(placed.offsets[buffer]);
    if (auto argument = dyn_cast<BlockArgument>(value))
      function.setArgAttr(argument.getArgNumber(), kern::kOffsetAttr, offset);
    else
      value.getDefiningOp()->setAttr(kern::kOffsetAttr, offset);
  }
  for (auto [op, buffer] : scratches)
    op->setAttr(kern::kScratchOffsetAttr, builder.getI64IntegerAttr(placed.offsets[buffer]));
  auto module = function->getParentOfType<ModuleOp>();
  module->setAttr(kern::kArenaSizeAttr, builder.getI64IntegerAttr(placed.size));
  module->setAttr(kern::kArenaLowerBoundAttr, builder.getI64IntegerAttr(getArenaLowerBound(plan)));
}

struct PlanMemoryPass : dendc::impl::PlanMemoryPassBase<PlanMemoryPass> {
  using PlanMemoryPassBase::PlanMemoryPassBase;

  void runOnOperation() override {
    func::FuncOp function = kern::getModelFunction(getOperation());
    if (!function)
      return;
    auto target = getOperation()->getAttrOfType<kern::TargetAttr>(kern::kTargetAttr);
    // Where the arena is aligned to a cache line, inputs and outputs fill whole lines: DMA may write or read them.
    constexpr int64_t kNoCacheAlignment = 16;
    bool hasCacheLines = target && target.getAlignment() > kNoCacheAlignment;
    BufferPlan(function, ioInArena, hasCacheLines ? target.getAlignment() : kWordAlignment).apply();
  }
};

} // namespace
