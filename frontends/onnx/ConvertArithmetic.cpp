// ConvertArithmetic.cpp - elementwise operators of two and more operands, on floats or on integers known at import.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/onnx/Converters.h"
#include "frontends/onnx/KnownIntegers.h"

using namespace mlir;
using namespace dendc;
using namespace dendc::onnx;

namespace {

template <typename Op> LogicalResult convertBinary(NodeBinder &bind, OpEmitter &emit, IntegerFunction integer) {
  if (auto known = combineKnownIntegers(bind, integer))
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
