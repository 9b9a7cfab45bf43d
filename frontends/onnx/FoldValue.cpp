// FoldValue.cpp - the elements of a float that was computed from constants.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/onnx/FoldValue.h"

#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/OpDefinition.h"

using namespace mlir;
using namespace dendc;
using namespace dendc::onnx;

std::optional<Tensor> onnx::foldValue(Value value) {
  llvm::DenseMap<Value, Attribute> folded;
  // Depth first, operands before users, without recursion: a file decides how deep this is.
  SmallVector<Value> pending{value};
  while (!pending.empty()) {
    Value current = pending.back();
    Operation *op = current.getDefiningOp();
    if (!op)
      return std::nullopt;
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
      return std::nullopt;
    folded[current] = result;
    pending.pop_back();
  }
  auto elements = dyn_cast<DenseElementsAttr>(folded.lookup(value));
  if (!elements || !elements.getElementType().isF32())
    return std::nullopt;
  Tensor tensor;
  tensor.type = ElementType::Float32;
  tensor.shape.assign(elements.getType().getShape().begin(), elements.getType().getShape().end());
  tensor.floats.assign(elements.value_begin<float>(), elements.value_end<float>());
  return tensor;
}
