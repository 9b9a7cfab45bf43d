// PlanMemory.cpp - gives every buffer and scratch an offset in one arena.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/ArenaPlanner.h"
#include "compiler/passes/Passes.h"

#include "dialects/kern/Kern.h"
#include "dialects/kern/Kernels.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "llvm/ADT/EquivalenceClasses.h"
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

/// Values that share one buffer: a reshape and its input, and an elementwise op computed in place and its input.
class BufferPlan {
public:
  BufferPlan(func::FuncOp function, bool ioInArena, int64_t ioAlignment)
      : function(function), ioInArena(ioInArena), ioAlignment(ioAlignment) {
    for (auto [step, op] : llvm::enumerate(function.front()))
      steps[&op] = int64_t(step);
    for (BlockArgument argument : function.getArguments())
      addValue(argument, -1);
    for (Operation &op : function.front())
      addOp(&op);
  }

  void apply();

private:
  int64_t getLastUse(Value value) const {
    int64_t last = -1;
    for (Operation *user : value.getUsers())
      last = std::max(last, steps.lookup(user));
    return last;
  }

  bool isInArena(Value value) const { return buffers.contains(value); }
  bool isIo(Value value) const {
    return isa<BlockArgument>(value) || llvm::any_of(value.getUsers(), llvm::IsaPred<func::ReturnOp>);
  }

  void addValue(Value value, int64_t step) {
    if (isIo(value) && !ioInArena)
      return;
    auto type = cast<RankedTensorType>(value.getType());
    bool aligned = isIo(value) && ioAlignment > kWordAlignment;
    int64_t size = kern::getByteSize(type);
    buffers[value] = int64_t(plan.size());
    plan.push_back({aligned ? int64_t(llvm::alignTo(size, ioAlignment)) : size, aligned ? ioAlignment : kWordAlignment,
                    step, std::max(step, getLastUse(value))});
  }

  /// Makes `value` live in the buffer of `other`.
  void shareBuffer(Value value, Value other) {
    int64_t buffer = buffers.lookup(other);
    buffers[value] = buffer;
    plan[buffer].last = std::max(plan[buffer].last, getLastUse(value));
  }

  /// The operand whose buffer the op may overwrite: of the result's size and shape, and not needed after it.
  Value getOverwritableOperand(Operation *op) const {
    const kern::Kernel *kernel = kern::getChosenKernel(op);
    if (!kernel || !kernel->inPlace)
      return {};
    auto result = cast<RankedTensorType>(op->getResult(0).getType());
    for (Value operand : op->getOperands()) {
      auto type = cast<RankedTensorType>(operand.getType());
      if (isInArena(operand) && type.getShape() == result.getShape() &&
          type.getElementTypeBitWidth() == result.getElementTypeBitWidth() &&
          plan[buffers.lookup(operand)].last == steps.lookup(op) && isIo(op->getResult(0)) <= isIo(operand))
        return operand;
    }
    return {};
  }

  void addOp(Operation *op) {
    if (isa<kern::ConstantOp, func::ReturnOp>(op))
      return;
    int64_t step = steps.lookup(op);
    Value result = op->getResult(0);
    bool resultInArena = ioInArena || !isIo(result);
    if (isa<kern::ReshapeOp>(op) && isInArena(op->getOperand(0)) && resultInArena)
      shareBuffer(result, op->getOperand(0));
    else if (Value operand = getOverwritableOperand(op); operand && resultInArena)
      shareBuffer(result, operand);
    else
      addValue(result, step);
    if (auto size = op->getAttrOfType<IntegerAttr>(kern::kScratchSizeAttr)) {
      scratches[op] = int64_t(plan.size());
      plan.push_back({size.getInt(), kWordAlignment, step, step});
    }
  }

  func::FuncOp function;
  bool ioInArena;
  int64_t ioAlignment;
  DenseMap<Operation *, int64_t> steps;
  llvm::MapVector<Value, int64_t> buffers;
  llvm::MapVector<Operation *, int64_t> scratches;
  SmallVector<ArenaBuffer> plan;
};

void BufferPlan::apply() {
  Builder builder(function.getContext());
  ArenaPlan placed = planArena(plan);
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
    auto function = getOperation().lookupSymbol<func::FuncOp>(dend::kModelFunction);
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
