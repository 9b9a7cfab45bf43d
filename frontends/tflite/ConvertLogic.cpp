// ConvertLogic.cpp - comparisons, what is made of them, and choices by them. Truth is a float here, 1 or 0.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/emit/Formulas.h"
#include "frontends/tflite/Converters.h"

#include "mlir/IR/Diagnostics.h"

using namespace mlir;
using namespace dendc;
using namespace dendc::tflite;

namespace {

/// Operand `index`, a tensor of FLOAT32.
LogicalResult bindFloats(NodeBinder &bind, unsigned index, Value &value) {
  if (bind.tensor(index, value).failed())
    return failure();
  if (getElement(value).isF32() && bind.getInput(index).type == schema::TensorType::FLOAT32)
    return success();
  return bind.error() << "expected FLOAT32 inputs, found " << bind.describeInput(index) << " of "
                      << getTypeName(bind.getInput(index).type);
}

/// Operand `index`, computed of comparisons.
LogicalResult bindTruth(NodeBinder &bind, unsigned index, Value &value) {
  if (bind.elements(index, value).failed())
    return failure();
  if (bind.getInput(index).type == schema::TensorType::BOOL)
    return success();
  return bind.error() << "expected BOOL inputs, found " << bind.describeInput(index) << " of "
                      << getTypeName(bind.getInput(index).type);
}

LogicalResult expectBroadcast(NodeBinder &bind, Value lhs, Value rhs) {
  if (succeeded(dend::getBroadcastShape(getShape(lhs), getShape(rhs))))
    return success();
  return bind.error() << "expected inputs of shapes that broadcast, found " << toString(getShape(lhs)) << " and "
                      << toString(getShape(rhs));
}

} // namespace

LogicalResult tflite::convertComparison(NodeBinder &bind, TruthOfSign truth) {
  Value lhs, rhs;
  if (failed(bindFloats(bind, 0, lhs)) || failed(bindFloats(bind, 1, rhs)) || failed(expectBroadcast(bind, lhs, rhs)))
    return failure();
  OpEmitter emit = bind.getEmitter();
  return bind.wholeResult(truth(emit, emitSignOfDifference(emit, lhs, rhs)));
}

LogicalResult tflite::convertLogical(NodeBinder &bind, TruthOfTwo combine) {
  Value lhs, rhs;
  if (failed(bindTruth(bind, 0, lhs)) || failed(bindTruth(bind, 1, rhs)) || failed(expectBroadcast(bind, lhs, rhs)))
    return failure();
  OpEmitter emit = bind.getEmitter();
  return bind.wholeResult(combine(emit, lhs, rhs));
}

LogicalResult tflite::convertLogicalNot(NodeBinder &bind) {
  Value truth;
  if (failed(bindTruth(bind, 0, truth)))
    return failure();
  OpEmitter emit = bind.getEmitter();
  return bind.wholeResult(invert(emit, truth));
}

LogicalResult tflite::convertSelect(NodeBinder &bind) {
  Value condition, chosen, other;
  if (failed(bindTruth(bind, 0, condition)) || failed(bindFloats(bind, 1, chosen)) ||
      failed(bindFloats(bind, 2, other)))
    return failure();
  // The older operator chooses whole rows by a condition of one axis.
  if (bind.getNode().op == schema::BuiltinOperator::SELECT && getShape(condition).size() == 1 &&
      getShape(chosen).size() > 1) {
    Shape rows(getShape(chosen).size(), 1);
    rows[0] = getShape(condition)[0];
    condition = bind.reshape(condition, rows);
  }
  if (!condition || failed(expectBroadcast(bind, condition, chosen)) || failed(expectBroadcast(bind, condition, other)))
    return failure();
  OpEmitter emit = bind.getEmitter();
  return bind.result(emitSelect(emit, condition, chosen, other));
}
