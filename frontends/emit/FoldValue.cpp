// FoldValue.cpp - the elements of floats that are computed from constants.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/emit/FoldValue.h"

#include "dialects/dend/Constants.h"

#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/OpDefinition.h"

#include <cmath>

using namespace mlir;
using namespace dendc;
using namespace dendc::frontend;

DenseElementsAttr frontend::foldValue(Value value) {
  llvm::DenseMap<Value, Attribute> folded;
  // Depth first, operands before users, without recursion: a file decides how deep this is.
  SmallVector<Value> pending{value};
  while (!pending.empty()) {
    Value current = pending.back();
    Operation *op = current.getDefiningOp();
    if (!op)
      return {};
    if (folded.contains(current)) {
      pending.pop_back();
      continue;
    }
    size_t depth = pending.size();
    SmallVector<Attribute> operands;
    for (Value operand : op->getOperands()) {
      if (!folded.contains(operand))
        pending.push_back(operand);
      operands.push_back(folded.lookup(operand));
    }
    if (pending.size() != depth)
      continue;
    // Folds may work in place: they get a copy.
    Operation *copy = op->clone();
    SmallVector<OpFoldResult> results;
    LogicalResult status = copy->fold(operands, results);
    Attribute result;
    if (succeeded(status) && results.size() == 1) {
      result = dyn_cast<Attribute>(results.front());
      if (Value same = dyn_cast<Value>(results.front()); same && same != copy->getResult(0))
        result = folded.lookup(same);
    }
    copy->destroy();
    if (!result)
      return {};
    folded[current] = result;
    pending.pop_back();
  }
  auto elements = dyn_cast<DenseElementsAttr>(folded.lookup(value));
  return elements && elements.getElementType().isF32() ? elements : DenseElementsAttr();
}

std::string frontend::describeNotFinite(ArrayRef<float> values) {
  const auto *found = llvm::find_if(values, [](float value) { return !std::isfinite(value); });
  if (found == values.end())
    return {};
  return (std::isnan(*found) ? "NaN at element " : "infinity at element ") + std::to_string(found - values.begin());
}

/// The same of a constant; empty where it does not fold.
static std::string describeNotFinite(Value constant) {
  DenseElementsAttr elements = frontend::foldValue(constant);
  return elements ? frontend::describeNotFinite(dend::getFloatVector(elements)) : std::string();
}

LogicalResult frontend::checkConstants(Block &body, const llvm::DenseSet<Value> &varying) {
  llvm::DenseSet<Value> finite;
  for (Operation &op : body)
    for (Value operand : op.getOperands()) {
      bool isUsedOnData = op.getNumResults() > 0 && varying.contains(op.getResult(0)) && !varying.contains(operand);
      if (!isUsedOnData || !finite.insert(operand).second || ::describeNotFinite(operand).empty())
        continue;
      auto isSpoilt = [](Value value) { return !::describeNotFinite(value).empty(); };
      Value culprit = operand;
      for (OperandRange operands = culprit.getDefiningOp()->getOperands(); llvm::any_of(operands, isSpoilt);
           operands = culprit.getDefiningOp()->getOperands())
        culprit = *llvm::find_if(operands, isSpoilt);
      return emitError(culprit.getLoc()) << "expected finite values, found " << ::describeNotFinite(culprit);
    }
  return success();
}
