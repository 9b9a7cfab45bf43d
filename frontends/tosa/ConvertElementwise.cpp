// ConvertElementwise.cpp - elementwise operators that are more than one function or op.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/emit/Formulas.h"
#include "frontends/tosa/Constants.h"
#include "frontends/tosa/Converters.h"
#include "frontends/tosa/Integers.h"

#include "mlir/Dialect/Quant/IR/QuantTypes.h"
#include "mlir/IR/TypeUtilities.h"

#include <cfloat>
#include <cmath>

using namespace mlir;
using namespace dendc;
using namespace dendc::frontend;
using namespace dendc::tosafrontend;

/// A bound; what the largest float limits is not limited.
static double getBound(Attribute attribute) {
  if (auto integer = dyn_cast<IntegerAttr>(attribute))
    return double(integer.getInt());
  double bound = cast<FloatAttr>(attribute).getValueAsDouble();
  return std::abs(bound) >= double(FLT_MAX) ? std::copysign(HUGE_VAL, bound) : bound;
}

/// The elements of `input` from `low` to `high`.
static Value limit(Emitter &emit, Value input, double low, double high) {
  auto function = dend::FunctionAttr::getClamp(input.getContext(), low, high);
  return function.getName() == "identity" ? input : emit.unary(function.getName(), function.getParameters(), input);
}

Value tosafrontend::emitClamp(Emitter &emit, Value input, int64_t min, int64_t max) {
  auto type = cast<quant::UniformQuantizedType>(getElement(input));
  auto getReal = [&](int64_t bound) { return double(bound - type.getZeroPoint()) * type.getScale(); };
  return limit(emit, input, min <= type.getStorageTypeMin() ? -HUGE_VAL : getReal(min),
               max >= type.getStorageTypeMax() ? HUGE_VAL : getReal(max));
}

Value tosafrontend::convertClamp(Operation *op, Operands operands, Emitter &emit) {
  auto clamp = cast<mlir::tosa::ClampOp>(op);
  double low = getBound(clamp.getMinValAttr()), high = getBound(clamp.getMaxValAttr());
  if (!(low <= high)) {
    emit.error() << "expected min_val of at most max_val, found " << low << " and " << high;
    return {};
  }
  return isNarrow(clamp.getInput()) ? emitClamp(emit, operands[0], int64_t(low), int64_t(high))
                                    : limit(emit, operands[0], low, high);
}

Value tosafrontend::convertCast(Operation *op, Operands operands, Emitter &emit) {
  auto conversion = cast<mlir::tosa::CastOp>(op);
  Type from = getElementTypeOrSelf(conversion.getInput()), to = getElementTypeOrSelf(conversion.getOutput());
  if (isNarrow(conversion.getOutput()))
    return convertFunction(op, operands, emit);
  if (isNarrow(conversion.getInput()))
    return emit.dequantize(emit.reinterpret(
        operands[0], getIntegerType(op->getContext(), getWidth(conversion.getInput().getType()), 1, 0)));
  if (to.isInteger(1) && !from.isInteger(1))
    return emit.unary("abs", {}, emit.unary("sign", {}, operands[0]));
  return isa<FloatType>(from) && isa<IntegerType>(to) ? emit.unary("round", {}, operands[0]) : operands[0];
}

Value tosafrontend::convertNegate(Operation *op, Operands operands, Emitter &emit) {
  if (failed(expectZero(op, 1, "a zero point of the input", emit)) ||
      failed(expectZero(op, 2, "a zero point of the output", emit)))
    return {};
  return emit.unary("neg", {}, operands[0]);
}

Value tosafrontend::convertMul(Operation *op, Operands operands, Emitter &emit) {
  return succeeded(expectZero(op, 2, "a shift", emit)) ? emit.binary<dend::MulOp>(operands[0], operands[1]) : Value();
}

Value tosafrontend::convertExtreme(Operation *op, Operands operands, Emitter &emit) {
  Value lhs = operands[0], rhs = emit.reinterpret(operands[1], getElement(lhs));
  return isa<mlir::tosa::MaximumOp>(op) ? emit.binary<dend::MaximumOp>(lhs, rhs, {getElement(lhs)})
                                        : emit.binary<dend::MinimumOp>(lhs, rhs, {getElement(lhs)});
}

Value tosafrontend::emitTable(Operation *op, Emitter &emit, Type element) {
  auto table = cast<mlir::tosa::TableOp>(op);
  FailureOr<IntegerArray> entries = IntegerArray::read(table.getTable(), "a table", emit);
  Value input = succeeded(entries) ? emit.get(table.getInput1()) : Value();
  if (!input)
    return {};
  size_t expected = getWidth(input.getType()) == 8 ? 256 : 513;
  if (entries->values.size() == expected)
    return emit.lookup(input, llvm::to_vector_of<int16_t>(entries->values), element);
  emit.error() << "expected a table of " << expected << " entries, found " << entries->values.size();
  return {};
}

Value tosafrontend::convertTable(Operation *op, Operands, Emitter &emit) {
  return emitTable(op, emit, getTensorType(op->getResult(0)));
}
