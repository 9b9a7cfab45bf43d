// ArenaBuffers.cpp - the buffers a network needs in its arena, when, and which may overlap.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/ArenaBuffers.h"
#include "compiler/analysis/RowAccess.h"

#include "dialects/kern/Kern.h"
#include "dialects/kern/Layers.h"

#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace dendc;

static constexpr int64_t kWordAlignment = 4;

ArenaBorders ArenaBorders::get(ModuleOp module, bool inArena) {
  auto target = module->getAttrOfType<kern::TargetAttr>(kern::kTargetAttr);
  constexpr int64_t kNoCacheAlignment = 16;
  bool hasCacheLines = target && target.getAlignment() > kNoCacheAlignment;
  return {inArena, hasCacheLines ? target.getAlignment() : kWordAlignment};
}

ArenaBuffers::ArenaBuffers(func::FuncOp function, const ArenaBorders &borders) : borders(borders) {
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

void ArenaBuffers::addValue(Value value, int64_t step) {
  if (!borders.inArena && io.contains(value))
    return;
  int64_t size = kern::getByteSize(cast<RankedTensorType>(value.getType())), alignment = kWordAlignment;
  if (io.contains(value) && borders.alignment > kWordAlignment) {
    alignment = borders.alignment;
    size = int64_t(llvm::alignTo(size, alignment));
  }
  values[value] = problem.buffers.size();
  problem.buffers.push_back({size, alignment, step, std::max(step, lastUse.lookup(value))});
}

void ArenaBuffers::addOp(Operation *op, int64_t step) {
  if (isa<kern::ConstantOp, kern::ReshapeOp, func::ReturnOp>(op))
    return;
  Value result = op->getResult(0);
  addValue(result, step);
  if (auto size = op->getAttrOfType<IntegerAttr>(kern::kScratchSizeAttr)) {
    scratches[op] = problem.buffers.size();
    problem.buffers.push_back({size.getInt(), kWordAlignment, step, step});
  }
  auto output = values.find(result);
  if (output == values.end())
    return;
  // An operand that is read twice may be overwritten as far as both readings allow.
  llvm::SmallMapVector<size_t, std::optional<int64_t>, 2> distances;
  for (OpOperand &operand : op->getOpOperands()) {
    auto input = values.find(kern::getStorage(operand.get()));
    if (input == values.end() || problem.buffers[input->second].last != step)
      continue;
    std::optional<int64_t> distance = getOverlapDistance(op, operand.getOperandNumber());
    auto [known, isNew] = distances.insert({input->second, distance});
    if (!isNew)
      known->second = known->second && distance ? std::optional(std::max(*known->second, *distance)) : std::nullopt;
  }
  for (auto [input, distance] : distances)
    if (distance)
      problem.overlaps.push_back({input, output->second, *distance});
}
