// ConvertArithmetic.cpp - elementwise operators of two and more operands, on floats or on integers known at import.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/onnx/Converters.h"
#include "frontends/onnx/Evaluate.h"

using namespace mlir;
using namespace dendc;
using namespace dendc::onnx;

namespace {

/// The shape two known operands broadcast to; failure was reported.
FailureOr<Shape> broadcastShapes(NodeBinder &bind, ArrayRef<int64_t> lhs, ArrayRef<int64_t> rhs) {
  auto shape = dend::getBroadcastShape(lhs, rhs);
  if (failed(shape))
    return bind.error() << "expected operands of shapes that broadcast, found " << toString(lhs) << " and "
                        << toString(rhs);
  if (failed(bind.countEvaluated(*shape)))
    return failure();
  return *shape;
}

/// Integers of both operands, combined; none where one of them is a float.
std::optional<FailureOr<Tensor>> combineIntegers(NodeBinder &bind, IntegerFunction function,
                                                 std::optional<ElementType> type = std::nullopt) {
  const Tensor *lhs = bind.getKnownInteger(0), *rhs = bind.getKnownInteger(1);
  if (!lhs || !rhs)
    return std::nullopt;
  FailureOr<Shape> shape = broadcastShapes(bind, lhs->shape, rhs->shape);
  if (failed(shape))
    return FailureOr<Tensor>(failure());
  return FailureOr<Tensor>(combine(*lhs, *rhs, *shape, type.value_or(lhs->type), function));
}

template <typename Op> LogicalResult convertBinary(NodeBinder &bind, OpEmitter &emit, IntegerFunction integer) {
  if (auto known = combineIntegers(bind, integer))
    return succeeded(*known) ? bind.result(std::move(**known)) : failure();
  Value lhs, rhs;
  if (bind.tensor(0, lhs).tensor(1, rhs).failed())
    return failure();
  return bind.result(emit.binary<Op>(lhs, rhs));
}

/// An operator of one or more operands, from left to right.
template <typename Op> LogicalResult convertVariadic(NodeBinder &bind, OpEmitter &emit, IntegerFunction integer) {
  if (bind.getInputCount() == 2)
    return convertBinary<Op>(bind, emit, integer);
  Value output;
  if (bind.tensor(0, output).failed())
    return failure();
  for (unsigned index = 1; index < bind.getInputCount(); ++index) {
    Value input;
    if (bind.tensor(index, input).failed())
      return failure();
    output = emit.binary<Op>(output, input);
  }
  return bind.result(output);
}

LogicalResult compareIntegers(NodeBinder &bind, IntegerFunction function) {
  auto known = combineIntegers(bind, function, ElementType::Bool);
  if (!known && !bind.failed())
    return bind.error() << "expected integers known when compiling, found floats";
  return known && succeeded(*known) ? bind.result(std::move(**known)) : failure();
}

// Two's complement, as everywhere else these operators run: no undefined overflow.
int64_t add(int64_t a, int64_t b) { return int64_t(uint64_t(a) + uint64_t(b)); }
int64_t subtract(int64_t a, int64_t b) { return int64_t(uint64_t(a) - uint64_t(b)); }
int64_t multiply(int64_t a, int64_t b) { return int64_t(uint64_t(a) * uint64_t(b)); }
/// Toward zero; the divisor is not 0.
int64_t divide(int64_t a, int64_t b) { return b == -1 ? subtract(0, a) : a / b; }

/// A function of one operand: `function` on floats, `integer` on integers known at import.
LogicalResult convertSigned(NodeBinder &bind, OpEmitter &emit, StringRef function, int64_t (*integer)(int64_t)) {
  const Tensor *known = bind.getKnownInteger(0);
  if (!known)
    return convertUnary(bind, emit, function);
  Tensor output = *known;
  for (int64_t &value : output.integers)
    value = wrapToType(integer(value), output.type);
  return bind.result(std::move(output));
}

} // namespace

LogicalResult onnx::convertAbs(NodeBinder &bind, OpEmitter &emit) {
  return convertSigned(bind, emit, "abs", [](int64_t a) { return a < 0 ? subtract(0, a) : a; });
}

LogicalResult onnx::convertNeg(NodeBinder &bind, OpEmitter &emit) {
  return convertSigned(bind, emit, "neg", [](int64_t a) { return subtract(0, a); });
}

LogicalResult onnx::convertAdd(NodeBinder &bind, OpEmitter &emit) {
  return convertBinary<dend::AddOp>(bind, emit, add);
}

LogicalResult onnx::convertSub(NodeBinder &bind, OpEmitter &emit) {
  return convertBinary<dend::SubOp>(bind, emit, subtract);
}

LogicalResult onnx::convertMul(NodeBinder &bind, OpEmitter &emit) {
  return convertBinary<dend::MulOp>(bind, emit, multiply);
}

LogicalResult onnx::convertDiv(NodeBinder &bind, OpEmitter &emit) {
  const Tensor *divisor = bind.getKnownInteger(1);
  if (divisor && llvm::is_contained(divisor->integers, 0))
    return bind.error() << "expected divisors other than 0, found 0";
  return convertBinary<dend::DivOp>(bind, emit, divide);
}

LogicalResult onnx::convertMax(NodeBinder &bind, OpEmitter &emit) {
  return convertVariadic<dend::MaximumOp>(bind, emit, [](int64_t a, int64_t b) { return std::max(a, b); });
}

LogicalResult onnx::convertMin(NodeBinder &bind, OpEmitter &emit) {
  return convertVariadic<dend::MinimumOp>(bind, emit, [](int64_t a, int64_t b) { return std::min(a, b); });
}

LogicalResult onnx::convertSum(NodeBinder &bind, OpEmitter &emit) {
  return convertVariadic<dend::AddOp>(bind, emit, add);
}

LogicalResult onnx::convertMean(NodeBinder &bind, OpEmitter &emit) {
  Value sum;
  if (bind.tensor(0, sum).failed())
    return failure();
  for (unsigned index = 1; index < bind.getInputCount(); ++index) {
    Value input;
    if (bind.tensor(index, input).failed())
      return failure();
    sum = emit.binary<dend::AddOp>(sum, input);
  }
  return bind.result(emit.binary<dend::MulOp>(sum, emit.scalar(1.0 / bind.getInputCount())));
}

LogicalResult onnx::convertPow(NodeBinder &bind, OpEmitter &emit) {
  Value base, exponent;
  if (bind.tensor(0, base).failed())
    return failure();
  // The exponent may be an integer where the base is a float.
  if (const Tensor *integers = bind.getKnownInteger(1)) {
    std::vector<float> values(integers->integers.begin(), integers->integers.end());
    exponent = emit.constant(integers->shape, values);
  } else if (bind.tensor(1, exponent).failed()) {
    return failure();
  }
  return bind.result(emit.binary<dend::PowOp>(base, exponent));
}

LogicalResult onnx::convertEqual(NodeBinder &bind, OpEmitter &) {
  return compareIntegers(bind, [](int64_t a, int64_t b) { return int64_t(a == b); });
}

LogicalResult onnx::convertGreater(NodeBinder &bind, OpEmitter &) {
  return compareIntegers(bind, [](int64_t a, int64_t b) { return int64_t(a > b); });
}

LogicalResult onnx::convertLess(NodeBinder &bind, OpEmitter &) {
  return compareIntegers(bind, [](int64_t a, int64_t b) { return int64_t(a < b); });
}

LogicalResult onnx::convertWhere(NodeBinder &bind, OpEmitter &) {
  const Tensor *condition = bind.getKnownInteger(0), *chosen = bind.getKnownInteger(1),
               *other = bind.getKnownInteger(2);
  if (bind.failed())
    return failure();
  if (!condition || !chosen || !other)
    return bind.error() << "expected integers known when compiling, found floats";
  FailureOr<Shape> shape = broadcastShapes(bind, chosen->shape, other->shape);
  if (succeeded(shape))
    shape = broadcastShapes(bind, condition->shape, *shape);
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
