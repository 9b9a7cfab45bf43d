// ConvertIntegers.cpp - comparisons, logic, choice: on integers and booleans known at import, and on what is computed.
// A computed boolean is a float that is 0 or 1; comparing takes the sign of a difference.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/onnx/Converters.h"
#include "frontends/onnx/KnownIntegers.h"
#include "frontends/onnx/Quantized.h"

using namespace mlir;
using namespace dendc;
using namespace dendc::onnx;

FailureOr<Shape> onnx::broadcastKnown(NodeBinder &bind, ArrayRef<int64_t> lhs, ArrayRef<int64_t> rhs) {
  auto shape = dend::getBroadcastShape(lhs, rhs);
  if (failed(shape))
    return bind.error() << "expected operands of shapes that broadcast, found " << toString(lhs) << " and "
                        << toString(rhs);
  if (failed(bind.countEvaluated(*shape)))
    return failure();
  return *shape;
}

std::optional<FailureOr<Tensor>> onnx::combineKnownIntegers(NodeBinder &bind, IntegerFunction function,
                                                            std::optional<ElementType> type) {
  const Tensor *lhs = bind.getKnownInteger(0), *rhs = bind.getKnownInteger(1);
  if (!lhs || !rhs)
    return std::nullopt;
  FailureOr<Shape> shape = broadcastKnown(bind, lhs->shape, rhs->shape);
  if (failed(shape))
    return FailureOr<Tensor>(failure());
  return FailureOr<Tensor>(combine(*lhs, *rhs, *shape, type.value_or(lhs->type), function));
}

namespace {

/// Integers or failure: floats have no such operator here.
LogicalResult convertIntegers(NodeBinder &bind, IntegerFunction function,
                              std::optional<ElementType> type = std::nullopt) {
  auto known = combineKnownIntegers(bind, function, type);
  if (!known && !bind.failed())
    return bind.error() << "expected integers known when compiling, found floats";
  return known && succeeded(*known) ? bind.result(std::move(**known)) : failure();
}

/// Operand `index` as 0 and 1.
LogicalResult bindBoolean(NodeBinder &bind, OpEmitter &emit, unsigned index, Value &value) {
  GraphValue input;
  if (bind.any(index, input).failed())
    return failure();
  if (const Tensor *known = bind.getKnownInteger(index)) {
    std::vector<float> values;
    for (int64_t integer : known->integers)
      values.push_back(integer != 0);
    value = emit.constant(known->shape, values);
  } else if (input.grid.type == ElementType::Bool) {
    value = input.value;
  } else {
    return bind.error() << "expected booleans as input " << index << ", found others";
  }
  return success(bool(value));
}

LogicalResult resultAsBoolean(NodeBinder &bind, OpEmitter &emit, Value value) {
  if (!value)
    return failure();
  return bind.result(GraphValue{nullptr, value, makeIntegerGrid(emit.getLoc().getContext(), ElementType::Bool)});
}

/// `known` on integers; on floats `of` the sign of the difference of the operands.
LogicalResult compare(NodeBinder &bind, OpEmitter &emit, IntegerFunction known, Value (*of)(OpEmitter &, Value sign)) {
  if (auto integers = combineKnownIntegers(bind, known, ElementType::Bool))
    return succeeded(*integers) ? bind.result(std::move(**integers)) : failure();
  Value lhs, rhs;
  if (bind.tensor(0, lhs).tensor(1, rhs).failed())
    return failure();
  return resultAsBoolean(bind, emit, of(emit, emitSignOfDifference(emit, lhs, rhs)));
}

/// `known` on integers; `of` booleans that are computed.
LogicalResult combineBooleans(NodeBinder &bind, OpEmitter &emit, IntegerFunction known,
                              Value (*of)(OpEmitter &, Value, Value)) {
  if (auto integers = combineKnownIntegers(bind, known, ElementType::Bool))
    return succeeded(*integers) ? bind.result(std::move(**integers)) : failure();
  Value lhs, rhs;
  if (failed(bindBoolean(bind, emit, 0, lhs)) || failed(bindBoolean(bind, emit, 1, rhs)))
    return failure();
  return resultAsBoolean(bind, emit, of(emit, lhs, rhs));
}

} // namespace

LogicalResult onnx::convertAnd(NodeBinder &bind, OpEmitter &emit) {
  return combineBooleans(bind, emit, [](int64_t a, int64_t b) { return int64_t(a && b); }, emitBoth);
}

LogicalResult onnx::convertOr(NodeBinder &bind, OpEmitter &emit) {
  return combineBooleans(bind, emit, [](int64_t a, int64_t b) { return int64_t(a || b); }, emitEither);
}

LogicalResult onnx::convertXor(NodeBinder &bind, OpEmitter &emit) {
  return combineBooleans(bind, emit, [](int64_t a, int64_t b) { return int64_t((a != 0) != (b != 0)); }, emitOnlyOne);
}

LogicalResult onnx::convertEqual(NodeBinder &bind, OpEmitter &emit) {
  return compare(bind, emit, [](int64_t a, int64_t b) { return int64_t(a == b); }, isZero);
}

LogicalResult onnx::convertGreater(NodeBinder &bind, OpEmitter &emit) {
  return compare(bind, emit, [](int64_t a, int64_t b) { return int64_t(a > b); }, isPositive);
}

LogicalResult onnx::convertGreaterOrEqual(NodeBinder &bind, OpEmitter &emit) {
  return compare(bind, emit, [](int64_t a, int64_t b) { return int64_t(a >= b); }, isNotNegative);
}

LogicalResult onnx::convertLess(NodeBinder &bind, OpEmitter &emit) {
  return compare(bind, emit, [](int64_t a, int64_t b) { return int64_t(a < b); }, isNegative);
}

LogicalResult onnx::convertLessOrEqual(NodeBinder &bind, OpEmitter &emit) {
  return compare(bind, emit, [](int64_t a, int64_t b) { return int64_t(a <= b); }, isNotPositive);
}

LogicalResult onnx::convertNot(NodeBinder &bind, OpEmitter &emit) {
  const Tensor *known = bind.getKnownInteger(0);
  if (!known) {
    Value input;
    return failed(bindBoolean(bind, emit, 0, input)) ? failure() : resultAsBoolean(bind, emit, invert(emit, input));
  }
  Tensor output = *known;
  for (int64_t &value : output.integers)
    value = !value;
  return bind.result(std::move(output));
}

LogicalResult onnx::convertMod(NodeBinder &bind, OpEmitter &) {
  int64_t signOfDividend;
  const Tensor *divisor = bind.getKnownInteger(1);
  if (bind.attribute("fmod", signOfDividend, 0).failed())
    return failure();
  if (divisor && llvm::is_contained(divisor->integers, 0))
    return bind.error() << "expected divisors other than 0, found 0";
  auto truncated = [](int64_t a, int64_t b) { return b == -1 ? 0 : a % b; };
  auto floored = [](int64_t a, int64_t b) {
    int64_t rest = b == -1 ? 0 : a % b;
    return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
  };
  return convertIntegers(bind, signOfDividend ? IntegerFunction(truncated) : IntegerFunction(floored));
}

/// The chosen of two values by a boolean.
static LogicalResult chooseComputed(NodeBinder &bind, OpEmitter &emit) {
  Value condition, chosen, other;
  if (failed(bindBoolean(bind, emit, 0, condition)) || bind.tensor(1, chosen).tensor(2, other).failed())
    return failure();
  return bind.result(emitSelect(emit, condition, chosen, other));
}

LogicalResult onnx::convertWhere(NodeBinder &bind, OpEmitter &emit) {
  const Tensor *condition = bind.getKnownInteger(0), *chosen = bind.getKnownInteger(1),
               *other = bind.getKnownInteger(2);
  if (bind.failed())
    return failure();
  if (!condition || !chosen || !other)
    return chooseComputed(bind, emit);
  FailureOr<Shape> shape = broadcastKnown(bind, chosen->shape, other->shape);
  if (succeeded(shape))
    shape = broadcastKnown(bind, condition->shape, *shape);
  if (failed(shape))
    return failure();
  Tensor output{chosen->type, *shape, {}, {}};
  forEachOffset(*shape,
                {getBroadcastStrides(condition->shape, *shape), getBroadcastStrides(chosen->shape, *shape),
                 getBroadcastStrides(other->shape, *shape)},
                [&](ArrayRef<int64_t> offsets) {
                  output.integers.push_back(condition->integers[offsets[0]] ? chosen->integers[offsets[1]]
                                                                            : other->integers[offsets[2]]);
                });
  return bind.result(std::move(output));
}
