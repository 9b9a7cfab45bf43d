// FlashBudget.cpp - which kernels a network takes within so many bytes of flash.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A byte gets a price, in instructions, the lowest with which all fits; what is left then goes to the kernels that save
// most. Sizes are those of the cost model, and beside weights the most that tables can take.

#include "compiler/analysis/FlashBudget.h"

#include <cmath>

using namespace mlir;
using namespace dendc;

int64_t dendc::getFlashBudget(ModuleOp module, int64_t bytes, double factor) {
  if (factor > 0) {
    int64_t weights = 0;
    module.walk([&](Operation *op) {
      if (auto elements = op->getAttrOfType<DenseElementsAttr>("weights"))
        weights += elements.getNumElements() * elements.getElementType().getIntOrFloatBitWidth() / 8;
    });
    return int64_t(factor * double(weights));
  }
  auto target = module->getAttrOfType<kern::TargetAttr>(kern::kTargetAttr);
  return bytes > 0 || !target ? bytes : target.getFlash();
}

/// Tables beside weights and bias, at most: what an op has, a factor and an offset for every channel, and the segments
/// or values of a function.
static int64_t getOtherSize(Operation *op) {
  constexpr int64_t kFactor = 8, kFunction = 2048;
  int64_t size = 0;
  for (NamedAttribute attr : op->getAttrs()) {
    if (auto requant = dyn_cast<kern::RequantAttr>(attr.getValue()))
      size += kFactor * requant.getMultipliers().size();
    else if (auto array = dyn_cast<DenseArrayAttr>(attr.getValue()); array && !isa<DenseI64ArrayAttr>(array))
      size += array.getRawData().size();
    else if (auto elements = dyn_cast<DenseElementsAttr>(attr.getValue());
             elements && attr.getName() != "weights" && attr.getName() != "bias")
      size += elements.getNumElements() * elements.getElementType().getIntOrFloatBitWidth() / 8;
  }
  return size + (op->hasAttr("dendrite_table") ? kFunction : 0);
}

static int64_t getSize(ArrayRef<KernelChoice> choices) {
  int64_t size = 0;
  for (const KernelChoice &choice : choices)
    size += choice.getCost().flash;
  return size;
}

/// Chooses what costs least with a byte at such a price.
static void choose(MutableArrayRef<KernelChoice> choices, double price) {
  auto getPrice = [&](const KernelCandidate &candidate) {
    return candidate.cost.instructions + double(candidate.cost.flash) * price;
  };
  for (KernelChoice &choice : choices)
    choice.chosen = size_t(
        llvm::min_element(choice.candidates, [&](const auto &a, const auto &b) { return getPrice(a) < getPrice(b); }) -
        choice.candidates.begin());
}

/// Takes what saves most within `room` bytes more; false where nothing does.
static bool improve(MutableArrayRef<KernelChoice> choices, int64_t room) {
  KernelChoice *best = nullptr;
  size_t better = 0;
  double most = 0;
  for (KernelChoice &choice : choices)
    for (auto [index, candidate] : llvm::enumerate(choice.candidates)) {
      double saved = choice.getCost().instructions - candidate.cost.instructions;
      if (candidate.cost.flash - choice.getCost().flash > room || saved <= most)
        continue;
      best = &choice;
      better = index;
      most = saved;
    }
  if (best)
    best->chosen = better;
  return best;
}

void dendc::fitFlash(MutableArrayRef<KernelChoice> choices, int64_t budget, double instructionsPerByte) {
  constexpr double kHighest = 1e9;
  constexpr int kSteps = 60;
  for (const KernelChoice &choice : choices)
    budget -= getOtherSize(choice.op);
  if (getSize(choices) <= budget)
    return;
  double low = instructionsPerByte, high = kHighest;
  for (int step = 0; step < kSteps; ++step) {
    double middle = std::sqrt((low + 1e-3) * high);
    choose(choices, middle);
    (getSize(choices) <= budget ? high : low) = middle;
  }
  choose(choices, high);
  while (improve(choices, budget - getSize(choices)))
    ;
}
