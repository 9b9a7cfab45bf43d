// ConvertElementwise.cpp - elementwise operators that are more than one function or op.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/emit/Formulas.h"
#include "frontends/tosa/Constants.h"
#include "frontends/tosa/Converters.h"

#include "mlir/Dialect/Tosa/IR/TosaOps.h"
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

Value tosafrontend::convertClamp(Operation *op, Operands operands, OpEmitter &emit) {
  auto clamp = cast<mlir::tosa::ClampOp>(op);
  double low = getBound(clamp.getMinValAttr()), high = getBound(clamp.getMaxValAttr());
  if (!(low <= high)) {
    emit.error() << "expected min_val of at most max_val, found " << low << " and " << high;
    return {};
  }
  auto function = dend::FunctionAttr::getClamp(op->getContext(), low, high);
  return function.getName() == "identity" ? operands[0]
                                          : emit.unary(function.getName(), function.getParameters(), operands[0]);
}

Value tosafrontend::convertCast(Operation *op, Operands operands, OpEmitter &emit) {
  auto conversion = cast<mlir::tosa::CastOp>(op);
  Type from = getElementTypeOrSelf(conversion.getInput()), to = getElementTypeOrSelf(conversion.getOutput());
  if (to.isInteger(1) && !from.isInteger(1))
    return emit.unary("abs", {}, emit.unary("sign", {}, operands[0]));
  return isa<FloatType>(from) && isa<IntegerType>(to) ? emit.unary("round", {}, operands[0]) : operands[0];
}

Value tosafrontend::convertNegate(Operation *op, Operands operands, OpEmitter &emit) {
  if (failed(expectZero(op, 1, "a zero point of the input", emit)) ||
      failed(expectZero(op, 2, "a zero point of the output", emit)))
    return {};
  return emit.unary("neg", {}, operands[0]);
}

Value tosafrontend::convertMul(Operation *op, Operands operands, OpEmitter &emit) {
  return succeeded(expectZero(op, 2, "a shift", emit)) ? emit.binary<dend::MulOp>(operands[0], operands[1]) : Value();
}
