// ConvertIntegers.cpp - operators understood only on integers and booleans known at import: comparisons, logic, choice.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/onnx/Converters.h"
#include "frontends/onnx/KnownIntegers.h"

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

LogicalResult compare(NodeBinder &bind, IntegerFunction function) {
  return convertIntegers(bind, function, ElementType::Bool);
}

} // namespace

LogicalResult onnx::convertAnd(NodeBinder &bind, OpEmitter &) {
  return compare(bind, [](int64_t a, int64_t b) { return int64_t(a && b); });
}

LogicalResult onnx::convertOr(NodeBinder &bind, OpEmitter &) {
  return compare(bind, [](int64_t a, int64_t b) { return int64_t(a || b); });
}

LogicalResult onnx::convertEqual(NodeBinder &bind, OpEmitter &) {
  return compare(bind, [](int64_t a, int64_t b) { return int64_t(a == b); });
}

LogicalResult onnx::convertGreater(NodeBinder &bind, OpEmitter &) {
  return compare(bind, [](int64_t a, int64_t b) { return int64_t(a > b); });
}

LogicalResult onnx::convertGreaterOrEqual(NodeBinder &bind, OpEmitter &) {
  return compare(bind, [](int64_t a, int64_t b) { return int64_t(a >= b); });
}

LogicalResult onnx::convertLess(NodeBinder &bind, OpEmitter &) {
  return compare(bind, [](int64_t a, int64_t b) { return int64_t(a < b); });
}

LogicalResult onnx::convertLessOrEqual(NodeBinder &bind, OpEmitter &) {
  return compare(bind, [](int64_t a, int64_t b) { return int64_t(a <= b); });
}

LogicalResult onnx::convertNot(NodeBinder &bind, OpEmitter &) {
  const Tensor *known = bind.getKnownInteger(0);
  if (!known && !bind.failed())
    return bind.error() << "expected booleans known when compiling, found floats";
  if (!known)
    return failure();
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

LogicalResult onnx::convertWhere(NodeBinder &bind, OpEmitter &) {
  const Tensor *condition = bind.getKnownInteger(0), *chosen = bind.getKnownInteger(1),
               *other = bind.getKnownInteger(2);
  if (bind.failed())
    return failure();
  if (!condition || !chosen || !other)
    return bind.error() << "expected integers known when compiling, found floats";
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
