// ScheduleCost.cpp - what a schedule costs beside the fastest one, as attributes of the module that is scheduled.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/ScheduleCost.h"

#include "mlir/IR/Builders.h"

using namespace mlir;
using namespace dendc;

static constexpr llvm::StringLiteral kInstructionsAttr = "kern.instructions";
static constexpr llvm::StringLiteral kFastestInstructionsAttr = "kern.fastest_instructions";
static constexpr llvm::StringLiteral kFastestArenaSizeAttr = "kern.fastest_arena_size";

std::optional<ScheduleCost> ScheduleCost::get(ModuleOp module) {
  auto instructions = module->getAttrOfType<IntegerAttr>(kInstructionsAttr);
  if (!instructions)
    return std::nullopt;
  ScheduleCost cost{instructions.getInt(), std::nullopt};
  auto fewest = module->getAttrOfType<IntegerAttr>(kFastestInstructionsAttr);
  auto arenaSize = module->getAttrOfType<IntegerAttr>(kFastestArenaSizeAttr);
  if (fewest && arenaSize)
    cost.fastest = {fewest.getInt(), arenaSize.getInt()};
  return cost;
}

void ScheduleCost::set(ModuleOp module) const {
  Builder builder(module.getContext());
  module->setAttr(kInstructionsAttr, builder.getI64IntegerAttr(instructions));
  if (!fastest) {
    module->removeAttr(kFastestInstructionsAttr);
    module->removeAttr(kFastestArenaSizeAttr);
    return;
  }
  module->setAttr(kFastestInstructionsAttr, builder.getI64IntegerAttr(fastest->instructions));
  module->setAttr(kFastestArenaSizeAttr, builder.getI64IntegerAttr(fastest->arenaSize));
}
