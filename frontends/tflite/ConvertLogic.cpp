// ConvertLogic.cpp - comparisons, what is made of them, and choices by them. Truth is a float here, 1 or 0.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/tflite/Converters.h"

#include "dialects/dend/Geometry.h"

#include "mlir/IR/Diagnostics.h"

using namespace mlir;
using namespace dendc;
using namespace dendc::tflite;

namespace {

RankedTensorType getTensorType(Value value) { return cast<RankedTensorType>(value.getType()); }

Value createUnary(NodeBinder &bind, StringRef function, Value input) {
  return bind.create<dend::UnaryOp>(getTensorType(input), dend::FunctionAttr::get(bind.getContext(), function), input,
                                    nullptr);
}

/// Null with an error where the shapes do not broadcast.
template <typename Op> Value createBinary(NodeBinder &bind, Value lhs, Value rhs) {
  auto shape = dend::getBroadcastShape(getShape(lhs), getShape(rhs));
  if (failed(shape)) {
    bind.error() << "expected inputs of shapes that broadcast, found " << toString(getShape(lhs)) << " and "
                 << toString(getShape(rhs));
    return {};
  }
  RankedTensorType type = bind.getType(*shape, getElement(lhs));
  return type ? bind.create<Op>(type, lhs, rhs, nullptr, nullptr) : Value();
}

Value invert(NodeBinder &bind, Value truth) {
  auto scalar = RankedTensorType::get({}, getElement(truth));
  Value one = dend::ConstantOp::create(bind.getBuilder(), bind.getLoc(), DenseElementsAttr::get(scalar, 1.0f));
  return createBinary<dend::SubOp>(bind, one, truth);
}

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

} // namespace

LogicalResult tflite::convertComparison(NodeBinder &bind, Comparison comparison) {
  Value lhs, rhs;
  if (failed(bindFloats(bind, 0, lhs)) || failed(bindFloats(bind, 1, rhs)))
    return failure();
  Value difference = createBinary<dend::SubOp>(bind, lhs, rhs);
  if (!difference)
    return failure();
  Value sign = createUnary(bind, "sign", difference);
  switch (comparison) {
  case Comparison::equal:
    return bind.wholeResult(invert(bind, createUnary(bind, "abs", sign)));
  case Comparison::notEqual:
    return bind.wholeResult(createUnary(bind, "abs", sign));
  case Comparison::greater:
    return bind.wholeResult(createUnary(bind, "relu", sign));
  case Comparison::lessEqual:
    return bind.wholeResult(invert(bind, createUnary(bind, "relu", sign)));
  case Comparison::less:
    return bind.wholeResult(createUnary(bind, "relu", createUnary(bind, "neg", sign)));
  case Comparison::greaterEqual:
    return bind.wholeResult(invert(bind, createUnary(bind, "relu", createUnary(bind, "neg", sign))));
  }
  llvm_unreachable("unknown comparison");
}

template <typename Op> static LogicalResult convertLogical(NodeBinder &bind) {
  Value lhs, rhs;
  if (failed(bindTruth(bind, 0, lhs)) || failed(bindTruth(bind, 1, rhs)))
    return failure();
  return bind.wholeResult(createBinary<Op>(bind, lhs, rhs));
}

LogicalResult tflite::convertLogicalAnd(NodeBinder &bind) { return convertLogical<dend::MinimumOp>(bind); }
LogicalResult tflite::convertLogicalOr(NodeBinder &bind) { return convertLogical<dend::MaximumOp>(bind); }

LogicalResult tflite::convertLogicalNot(NodeBinder &bind) {
  Value truth;
  return failed(bindTruth(bind, 0, truth)) ? failure() : bind.wholeResult(invert(bind, truth));
}

/// One of the two terms is always zero, so that their sum is exact.
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
  if (!condition)
    return failure();
  Value first = createBinary<dend::MulOp>(bind, condition, chosen);
  Value second = first ? createBinary<dend::MulOp>(bind, invert(bind, condition), other) : Value();
  return second ? bind.result(createBinary<dend::AddOp>(bind, first, second)) : failure();
}
