// ConvertRescale.cpp - sums of 32 and 48 bits together with the tosa.rescale that takes them to 8 or 16.
// dend has no tensors of sums: an op and its requantization are one. What a rescale reads is followed to the op that
// adds up; where all it does is a function of one tensor of 8 bits, it is a table, whatever ops say it.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/tosa/Constants.h"
#include "frontends/tosa/Converters.h"
#include "frontends/tosa/IntegerFunction.h"
#include "frontends/tosa/IntegerSoftmax.h"
#include "frontends/tosa/Integers.h"
#include "frontends/tosa/Operators.h"

#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/TypeUtilities.h"
#include "llvm/ADT/TypeSwitch.h"

#include <cmath>

using namespace mlir;
using namespace dendc;
using namespace dendc::frontend;
using namespace dendc::tosafrontend;

namespace {

/// A tensor that a file widens to 32 bits: (integer - zero point) times factor, rounded.
struct Widened {
  /// Of dend.
  Value tensor;
  double factor = 1;
  int64_t zeroPoint = 0;

  Value reinterpret(Emitter &emit, double scale) const {
    return emit.reinterpret(tensor, getIntegerType(tensor.getContext(), getWidth(tensor.getType()), scale, zeroPoint));
  }
  /// Whether a sum can be multiplied by the factor after it was added up.
  bool isPowerOfTwo() const {
    int exponent;
    return factor >= 1 && std::frexp(factor, &exponent) == 0.5;
  }
};

class Rescaler {
public:
  Rescaler(const Rescale &rescale, Emitter &emit) : rescale(rescale), emit(emit) {}

  /// `sum`, of the file, rescaled.
  Value convert(Value sum);

private:
  FailureOr<Widened> widen(Value value);
  /// What an op that moves elements makes of `operands`.
  Value move(Operation *op, ArrayRef<Value> operands) {
    Emitter there = emit.at(op);
    return findOperator(op->getName().getStringRef())->convert(op, operands, there);
  }
  Value convertTensor(Value tensor);
  Value convertLayer(Value sum);
  Value convertSum(Operation *op);
  Value convertProduct(mlir::tosa::MulOp op);
  Value convertReduction(mlir::tosa::ReduceSumOp op);
  Value convertImage(mlir::tosa::ResizeOp op);
  Value convertTable(mlir::tosa::TableOp op);
  Value convertClamp(mlir::tosa::ClampOp op);
  Value convertMovement(Operation *op);
  Value finish(Value value) { return emit.reinterpret(value, rescale.getRounding().element); }

  const Rescale &rescale;
  Emitter &emit;
};

Value Rescaler::convert(Value sum) {
  if (isNarrow(sum))
    return convertTensor(sum);
  Operation *op = sum.getDefiningOp();
  return llvm::TypeSwitch<Operation *, Value>(op)
      .Case<mlir::tosa::Conv2DOp, mlir::tosa::DepthwiseConv2DOp, mlir::tosa::TransposeConv2DOp, mlir::tosa::MatMulOp>(
          [&](auto layer) { return convertLayer(layer.getResult()); })
      .Case<mlir::tosa::AddOp, mlir::tosa::SubOp>([&](auto op) { return convertSum(op); })
      .Case([&](mlir::tosa::MulOp op) { return convertProduct(op); })
      .Case([&](mlir::tosa::ReduceSumOp op) { return convertReduction(op); })
      .Case([&](mlir::tosa::ResizeOp op) { return convertImage(op); })
      .Case([&](mlir::tosa::TableOp op) { return convertTable(op); })
      .Case([&](mlir::tosa::ClampOp op) { return convertClamp(op); })
      .Case<mlir::tosa::ReshapeOp, mlir::tosa::TransposeOp, mlir::tosa::SliceOp, mlir::tosa::ConcatOp,
            mlir::tosa::IdentityOp, tensor::CastOp, tensor::ExpandShapeOp, tensor::CollapseShapeOp>(
          [&](auto op) { return convertMovement(op); })
      .Default([&](Operation *op) {
        auto error =
            emit.error()
            << "expected the sums of a convolution, matrix product, reduction, resized image, sum or product of "
               "two tensors of 8 or 16 bits, or a function of one of 8, found ";
        op ? error << "those of '" << op->getName() << "'" : error << "an input";
        return Value();
      });
}

Value Rescaler::convertTensor(Value tensor) {
  FailureOr<double> factor = rescale.getFactor(emit);
  Value input = succeeded(factor) ? emit.get(tensor) : Value();
  if (!input)
    return {};
  Widened widened{input, *factor, rescale.inputZeroPoint};
  return emit.rescale(widened.reinterpret(emit, *factor), rescale.getRounding());
}

Value Rescaler::convertLayer(Value sum) {
  FailureOr<SmallVector<double>> factors = rescale.getFactors(emit);
  Emitter there = emit.at(sum.getDefiningOp());
  return succeeded(factors) ? finish(convertIntegerLayer(sum, {}, *factors, rescale.getRounding(), there)) : Value();
}

FailureOr<Widened> Rescaler::widen(Value value) {
  Operation *op = value.getDefiningOp();
  if (op && isa<mlir::tosa::ReshapeOp, mlir::tosa::IdentityOp, tensor::CastOp, tensor::ExpandShapeOp,
                tensor::CollapseShapeOp>(op)) {
    FailureOr<Widened> widened = widen(op->getOperand(0));
    if (failed(widened) || !(widened->tensor = move(op, widened->tensor)))
      return failure();
    return widened;
  }
  if (auto conversion = dyn_cast_or_null<mlir::tosa::CastOp>(op); conversion && isNarrow(conversion.getInput())) {
    Value tensor = emit.get(conversion.getInput());
    if (!tensor)
      return failure();
    return Widened{tensor};
  }
  auto inner = dyn_cast_or_null<mlir::tosa::RescaleOp>(op);
  if (!inner || !isNarrow(inner.getInput()))
    return emit.error()
           << "expected sums and products of tensors of 8 or 16 bits that 'tosa.rescale' takes to 32, found "
           << (op ? "'" + op->getName().getStringRef().str() + "'" : "an input") << " between";
  Emitter there = emit.at(op);
  FailureOr<Rescale> widening = Rescale::read(inner, there);
  FailureOr<double> factor = succeeded(widening) ? widening->getFactor(there) : FailureOr<double>();
  if (failed(factor))
    return failure();
  if (*factor < 0.5 || widening->outputZeroPoint != 0)
    return there.error() << "expected integers rescaled to 32 bits by a factor from 1/2 on and around 0, found "
                         << *factor << " and a zero point of " << widening->outputZeroPoint;
  Value tensor = emit.get(inner.getInput());
  if (!tensor)
    return failure();
  return Widened{tensor, *factor, widening->inputZeroPoint};
}

Value Rescaler::convertSum(Operation *op) {
  // What is added to a layer's sums is its bias.
  for (unsigned index : {0u, 1u}) {
    Operation *layer = op->getOperand(index).getDefiningOp();
    Operation *addend = op->getOperand(1 - index).getDefiningOp();
    if (!isa<mlir::tosa::AddOp>(op) || !addend || !addend->hasTrait<OpTrait::ConstantLike>() ||
        !isa_and_nonnull<mlir::tosa::Conv2DOp, mlir::tosa::DepthwiseConv2DOp, mlir::tosa::TransposeConv2DOp,
                         mlir::tosa::MatMulOp>(layer))
      continue;
    FailureOr<SmallVector<double>> factors = rescale.getFactors(emit);
    Emitter there = emit.at(layer);
    return succeeded(factors) ? finish(convertIntegerLayer(op->getOperand(index), op->getOperand(1 - index), *factors,
                                                           rescale.getRounding(), there))
                              : Value();
  }
  FailureOr<double> factor = rescale.getFactor(emit);
  FailureOr<Widened> lhs = widen(op->getOperand(0));
  if (failed(factor) || failed(lhs))
    return {};
  FailureOr<Widened> rhs = widen(op->getOperand(1));
  if (failed(rhs))
    return {};
  Value left = lhs->reinterpret(emit, lhs->factor), right = rhs->reinterpret(emit, rhs->factor);
  Rounding rounding = rescale.getRounding(1 / *factor);
  Emitter there = emit.at(op);
  return finish(isa<mlir::tosa::AddOp>(op) ? there.binary<dend::AddOp>(left, right, rounding)
                                           : there.binary<dend::SubOp>(left, right, rounding));
}

/// Says that rounding in between would change results.
static Value emitPowerError(Emitter &emit, double factor) {
  emit.error() << "expected products and sums of integers that are rescaled to 32 bits by powers of 2 from 1 on, by 1 "
                  "where DOUBLE_ROUND follows, found "
               << factor;
  return {};
}

Value Rescaler::convertProduct(mlir::tosa::MulOp op) {
  FailureOr<double> factor = rescale.getFactor(emit);
  if (failed(factor) || failed(expectZero(op, 2, "a shift", emit)))
    return {};
  FailureOr<Widened> lhs = widen(op.getInput1());
  if (failed(lhs))
    return {};
  FailureOr<Widened> rhs = widen(op.getInput2());
  if (failed(rhs))
    return {};
  double widening = lhs->factor * rhs->factor;
  if (!lhs->isPowerOfTwo() || !rhs->isPowerOfTwo() || (rescale.roundsTwice() && widening != 1))
    return emitPowerError(emit, widening);
  Value left = lhs->reinterpret(emit, 1), right = rhs->reinterpret(emit, 1);
  return finish(emit.at(op).binary<dend::MulOp>(left, right, rescale.getRounding(1 / (widening * *factor))));
}

Value Rescaler::convertReduction(mlir::tosa::ReduceSumOp op) {
  FailureOr<double> factor = rescale.getFactor(emit);
  Shape axes;
  Value input = op.getResult();
  for (auto sum = op; sum; sum = input.getDefiningOp<mlir::tosa::ReduceSumOp>()) {
    axes.push_back(sum.getAxis());
    input = sum.getInput();
  }
  FailureOr<Widened> widened = succeeded(factor) ? widen(input) : FailureOr<Widened>();
  if (failed(widened))
    return {};
  if (!widened->isPowerOfTwo() || (rescale.roundsTwice() && widened->factor != 1))
    return emitPowerError(emit, widened->factor);
  llvm::sort(axes);
  axes.erase(llvm::unique(axes), axes.end());
  Value summands = widened->reinterpret(emit, 1);
  return finish(emit.at(op).reduce(dend::ReductionKind::sum, summands, axes,
                                   rescale.getRounding(1 / (widened->factor * *factor))));
}

Value Rescaler::convertImage(mlir::tosa::ResizeOp op) {
  FailureOr<double> factor = rescale.getFactor(emit);
  if (failed(factor))
    return {};
  Emitter there = emit.at(op);
  return finish(convertIntegerResize(op, rescale.getRounding(1 / *factor), there));
}

/// An interpolated table gives 7 more bits, which are rounded off.
Value Rescaler::convertTable(mlir::tosa::TableOp op) {
  FailureOr<double> factor = rescale.getFactor(emit);
  if (failed(factor))
    return {};
  Rounding rounding = rescale.getRounding();
  if (*factor != 0x1p-7 || rescale.roundsTwice() || rescale.inputZeroPoint != 0 || rescale.outputZeroPoint != 0 ||
      getWidth(rescale.op.getType()) != 16) {
    emit.error() << "expected an interpolated table to be rescaled to 16 bits by 1/128, rounding once, found "
                 << rescale.op.getType() << " by " << *factor;
    return {};
  }
  Emitter there = emit.at(op);
  return emitTable(op, there, rounding.element);
}

/// Rescaling rises: it may come first, where the bounds of all channels become one.
Value Rescaler::convertClamp(mlir::tosa::ClampOp op) {
  int64_t low = cast<IntegerAttr>(op.getMinValAttr()).getInt(), high = cast<IntegerAttr>(op.getMaxValAttr()).getInt();
  int64_t min = rescale.apply(low), max = rescale.apply(high);
  for (size_t channel = 0; channel < rescale.shifts.size(); ++channel)
    if (rescale.apply(low, channel) != min || rescale.apply(high, channel) != max) {
      emit.error() << "expected sums limited to the same integers on all channels after rescaling, found others on "
                      "channel "
                   << channel;
      return {};
    }
  Value value = convert(op.getInput());
  Emitter there = emit.at(op);
  return value ? emitClamp(there, value, min, max) : Value();
}

/// Elements may be moved after they were rescaled, where channels stay what they are.
Value Rescaler::convertMovement(Operation *op) {
  auto getLast = [](Value value) -> int64_t {
    auto type = dyn_cast<RankedTensorType>(value.getType());
    return type && type.getRank() > 0 ? type.getShape().back() : 0;
  };
  auto transpose = dyn_cast<mlir::tosa::TransposeOp>(op);
  bool keepsChannels = isa<mlir::tosa::IdentityOp, tensor::CastOp>(op) ||
                       (isa<mlir::tosa::ReshapeOp>(op) && getLast(op->getOperand(0)) == getLast(op->getResult(0))) ||
                       (transpose && transpose.getPerms().back() == int32_t(transpose.getPerms().size()) - 1);
  if (!keepsChannels && rescale.shifts.size() > 1) {
    emit.error() << "expected a layer's sums to be rescaled per channel at once, found '" << op->getName()
                 << "' between";
    return {};
  }
  SmallVector<Value> operands;
  for (Value operand : op->getOperands()) {
    bool isData = getWidth(operand.getType()) != 0 && (isa<mlir::tosa::ConcatOp>(op) || operands.empty());
    operands.push_back(isData ? convert(operand) : Value());
    if (isData && !operands.back())
      return {};
  }
  return move(op, operands);
}

} // namespace

Value tosafrontend::convertFunction(Operation *op, Operands, Emitter &emit) {
  FailureOr<IntegerFunction> function = IntegerFunction::get(op->getResult(0), emit);
  if (failed(function))
    return {};
  if (!function->argument) {
    emit.error() << "expected a function of one tensor of 8 bits, found '" << op->getName() << "' of others";
    return {};
  }
  return emit.lookup(emit.get(function->argument), llvm::to_vector_of<int16_t>(function->values),
                     getTensorType(op->getResult(0)));
}

Value tosafrontend::convertRescale(Operation *op, Operands, Emitter &emit) {
  auto rescaleOp = cast<mlir::tosa::RescaleOp>(op);
  FailureOr<Rescale> rescale = Rescale::read(rescaleOp, emit);
  if (failed(rescale))
    return {};
  if (rescale->isUnsigned())
    return convertFunction(op, {}, emit);
  if (isNarrow(rescaleOp.getInput()))
    return Rescaler(*rescale, emit).convert(rescaleOp.getInput());
  FailureOr<std::optional<IntegerSoftmax>> softmax = IntegerSoftmax::find(rescaleOp, emit);
  if (failed(softmax))
    return {};
  if (*softmax)
    return emit.softmax(emit.get((*softmax)->input), (*softmax)->axis, (*softmax)->exponentials,
                        rescale->getRounding());
  FailureOr<IntegerFunction> function = IntegerFunction::get(op->getResult(0), emit);
  if (failed(function))
    return {};
  if (function->argument)
    return emit.lookup(emit.get(function->argument), llvm::to_vector_of<int16_t>(function->values),
                       rescale->getRounding().element);
  if (rescale->inputZeroPoint != 0) {
    emit.error() << "expected a zero point of 0 for sums, found " << rescale->inputZeroPoint;
    return {};
  }
  return Rescaler(*rescale, emit).convert(rescaleOp.getInput());
}
