// LowerBinary.cpp - lowers sums, products and quotients of two tensors.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/passes/LowerInFloat.h"
#include "compiler/passes/LowerToKern.h"

#include "compiler/analysis/SumFolding.h"
#include "compiler/analysis/TfliteArithmetic.h"
#include "compiler/analysis/TosaArithmetic.h"

#include <cmath>

using namespace mlir;
using namespace dendc;

namespace {

bool isPerTensor(Value value) { return isPerTensorQuantized(value.getType()); }

/// Any op of two operands computed in float, between dequantize and quantize where its tensors are integers.
template <typename DendOp, kern::BinaryKind kind> struct LowerBinaryInFloat : OpConversionPattern<DendOp> {
  using OpConversionPattern<DendOp>::OpConversionPattern;

  LogicalResult matchAndRewrite(DendOp op, typename DendOp::Adaptor adaptor,
                                ConversionPatternRewriter &rewriter) const override {
    if (isTosa(op)) // which was lowered as integers or is an error
      return failure();
    Location loc = op.getLoc();
    auto type = cast<RankedTensorType>(this->getTypeConverter()->convertType(op.getType()));
    Value lhs = toFloat(rewriter, loc, adaptor.getLhs(), op.getLhs());
    Value rhs = toFloat(rewriter, loc, adaptor.getRhs(), op.getRhs());
    Value result =
        kern::FloatBinaryOp::create(rewriter, loc, type.clone(rewriter.getF32Type()), lhs, rhs,
                                    kern::BinaryKindAttr::get(op.getContext(), kind), op.getActivationAttr());
    rewriter.replaceOp(op, fromFloat(rewriter, loc, result, op.getOutput(), type));
    return success();
  }
};

/// `sum` of two tensors: of int8 a plain one where no output differs.
template <typename DendOp>
Value createScaledSum(OpBuilder &builder, DendOp op, Value lhs, Value rhs, const ScaledSum &sum) {
  auto i32 = [&](int64_t value) { return builder.getI32IntegerAttr(int32_t(value)); };
  auto isByte = [](Value value) { return getIntegerType(cast<RankedTensorType>(value.getType())).isInteger(8); };
  auto type = cast<RankedTensorType>(op.getType()).clone(getIntegerType(op.getType()));
  if (isByte(op.getLhs()) && isByte(op.getRhs()) && isByte(op.getOutput()))
    if (auto plain = foldScaledSum(sum))
      return kern::AddOp::create(builder, op.getLoc(), type, lhs, rhs, i32(plain->lhs), i32(plain->rhs),
                                 i32(plain->offset), i32(plain->shift), i32(sum.requant.getMin()),
                                 i32(sum.requant.getMax()));
  return kern::ScaledAddOp::create(builder, op.getLoc(), type, lhs, rhs, i32(sum.lhsZeroPoint), i32(sum.rhsZeroPoint),
                                   i32(sum.shift), i32(sum.lhs.multiplier), i32(sum.lhs.shift), i32(sum.rhs.multiplier),
                                   i32(sum.rhs.shift), sum.subtract ? builder.getUnitAttr() : UnitAttr(), sum.requant);
}

/// A sum as the reference adds: both operands brought to half the larger scale with as many fractional bits as fit,
/// each rounded, and their sum rounded again.
template <typename DendOp>
Value createTfliteSum(OpBuilder &builder, DendOp op, Value lhs, Value rhs, const Quantization &a, const Quantization &b,
                      const Quantization &y, bool subtract) {
  // int16 of int8 is what the reference squares in SQUARED_DIFFERENCE.
  int32_t shift = y.max == INT8_MAX ? 20 : a.max == INT8_MAX ? 7 : 15;
  double unit = 2 * std::max(getFloatScale(a.scale), getFloatScale(b.scale));
  FixedPoint left = toFixedPoint(getFloatScale(a.scale) / unit), right = toFixedPoint(getFloatScale(b.scale) / unit);
  auto [min, max] = getTfliteClampRange(y, op.getActivation());
  kern::RequantAttr requant = getTfliteRequant(
      builder.getContext(), unit / (std::ldexp(1.0, shift) * getFloatScale(y.scale)), y.zeroPoint, min, max);
  return createScaledSum(builder, op, lhs, rhs,
                         {int32_t(a.zeroPoint), int32_t(b.zeroPoint), shift, left, right, subtract, requant});
}

/// A sum as TOSA adds: both operands are rescaled to 32 bits, in steps of 1, and their sum once more. Null with an
/// error where they do not fit.
template <typename DendOp>
Value createTosaSum(OpBuilder &builder, DendOp op, Value lhs, Value rhs, const Quantization &a, const Quantization &b,
                    const Quantization &y, bool subtract) {
  auto getBound = [](const Quantization &q) { return double(q.getMagnitude()) * q.scale + 1; };
  auto [min, max] = getClampRange(y, op.getActivation());
  double bound = getBound(a) + getBound(b);
  kern::RequantAttr requant = getTosaRequant(op, 1 / y.scale, bound, y.zeroPoint, min, max);
  FixedPoint left = toFixedPoint(a.scale), right = toFixedPoint(b.scale);
  auto isWide = [](const Quantization &q, FixedPoint factor) {
    return std::ldexp(double(q.max - q.zeroPoint), factor.shift + 1) > INT32_MAX ||
           std::ldexp(double(q.min - q.zeroPoint), factor.shift + 1) < INT32_MIN;
  };
  if (requant && bound < 1 << 30 && left.shift >= 0 && right.shift >= 0 && !isWide(a, left) && !isWide(b, right))
    return createScaledSum(builder, op, lhs, rhs,
                           {int32_t(a.zeroPoint), int32_t(b.zeroPoint), /*shift=*/0, left, right, subtract, requant});
  (void)emitTosaError(op, 1 / y.scale, bound);
  return {};
}

/// Sums and differences of integers.
template <typename DendOp, int sign> struct LowerSum : OpConversionPattern<DendOp> {
  using OpConversionPattern<DendOp>::OpConversionPattern;

  LogicalResult matchAndRewrite(DendOp op, typename DendOp::Adaptor adaptor,
                                ConversionPatternRewriter &rewriter) const override {
    if (!isPerTensor(op.getLhs()) || !isPerTensor(op.getRhs()) || !isPerTensor(op.getOutput()))
      return rewriter.notifyMatchFailure(op, "not all operands are integers");
    Quantization a = getQuantization(op.getLhs()), b = getQuantization(op.getRhs()),
                 y = getQuantization(op.getOutput());
    if (isTflite(op)) {
      rewriter.replaceOp(op, createTfliteSum(rewriter, op, adaptor.getLhs(), adaptor.getRhs(), a, b, y, sign < 0));
      return success();
    }
    if (isTosa(op)) {
      Value sum = createTosaSum(rewriter, op, adaptor.getLhs(), adaptor.getRhs(), a, b, y, sign < 0);
      if (!sum)
        return failure();
      rewriter.replaceOp(op, sum);
      return success();
    }
    auto [min, max] = getClampRange(y, op.getActivation());
    auto getExtent = [](Value operand) {
      return std::ldexp(1.0, int(cast<RankedTensorType>(operand.getType()).getElementTypeBitWidth()) - 1);
    };
    // The most fractional bits for which no sum leaves 32 bits.
    for (int shift = 30; shift >= 0; --shift) {
      double lhs = std::round(std::ldexp(a.scale / y.scale, shift));
      double rhs = std::round(std::ldexp(sign * b.scale / y.scale, shift));
      double offset = std::ldexp(double(y.zeroPoint), shift) + (shift > 0 ? std::ldexp(1.0, shift - 1) : 0) -
                      lhs * double(a.zeroPoint) - rhs * double(b.zeroPoint);
      double extent =
          std::abs(lhs) * getExtent(adaptor.getLhs()) + std::abs(rhs) * getExtent(adaptor.getRhs()) + std::abs(offset);
      if (extent > INT32_MAX)
        continue;
      auto i32 = [&](double v) { return rewriter.getI32IntegerAttr(int32_t(v)); };
      rewriter.replaceOpWithNewOp<kern::AddOp>(op, this->getTypeConverter()->convertType(op.getType()),
                                               adaptor.getLhs(), adaptor.getRhs(), i32(lhs), i32(rhs), i32(offset),
                                               i32(shift), i32(double(min)), i32(double(max)));
      return success();
    }
    return rewriter.notifyMatchFailure(op, "scales too far apart for an integer sum");
  }
};

struct LowerMul : OpConversionPattern<dend::MulOp> {
  using OpConversionPattern::OpConversionPattern;

  LogicalResult matchAndRewrite(dend::MulOp op, OpAdaptor adaptor, ConversionPatternRewriter &rewriter) const override {
    if (!isPerTensor(op.getLhs()) || !isPerTensor(op.getRhs()) || !isPerTensor(op.getOutput()))
      return rewriter.notifyMatchFailure(op, "not all operands are integers");
    Quantization a = getQuantization(op.getLhs()), b = getQuantization(op.getRhs()),
                 y = getQuantization(op.getOutput());
    auto [min, max] = isTflite(op) ? getTfliteClampRange(y, op.getActivation()) : getClampRange(y, op.getActivation());
    // The reference multiplies and divides the scales in float.
    double factor = a.scale * b.scale / y.scale, bound = double(a.getMagnitude()) * double(b.getMagnitude());
    kern::RequantAttr requant;
    if (isTflite(op))
      requant = getTfliteRequant(getContext(), double(float(a.scale) * float(b.scale) / float(y.scale)), y.zeroPoint,
                                 min, max);
    else if (!isTosa(op))
      requant = getRequant(getContext(), factor, y.zeroPoint, min, max);
    else if (!(requant = getTosaRequant(op, factor, bound, y.zeroPoint, min, max)))
      return emitTosaError(op, factor, bound);
    if (std::ldexp(bound, requant.getShift()) > INT32_MAX)
      return isTosa(op) ? emitTosaError(op, factor, bound)
                        : rewriter.notifyMatchFailure(op, "products may leave 32 bits");
    rewriter.replaceOpWithNewOp<kern::MulOp>(op, getTypeConverter()->convertType(op.getType()), adaptor.getLhs(),
                                             adaptor.getRhs(), int32_t(a.zeroPoint), int32_t(b.zeroPoint), requant);
    return success();
  }
};

/// A quotient as the reference divides; of other arithmetics in float.
struct LowerTfliteDiv : OpConversionPattern<dend::DivOp> {
  using OpConversionPattern::OpConversionPattern;

  LogicalResult matchAndRewrite(dend::DivOp op, OpAdaptor adaptor, ConversionPatternRewriter &rewriter) const override {
    if (!isTflite(op))
      return rewriter.notifyMatchFailure(op, "not of arithmetic 'tflite'");
    Quantization a = getQuantization(op.getLhs()), b = getQuantization(op.getRhs()),
                 y = getQuantization(op.getOutput());
    auto [min, max] = getTfliteClampRange(y, op.getActivation());
    double factor = getFloatScale(a.scale) / (getFloatScale(b.scale) * getFloatScale(y.scale));
    if (a.max != INT8_MAX || b.max != INT8_MAX || y.max != INT8_MAX || factor >= 0x1p22)
      return op.emitOpError() << "expected int8 and a factor below 2^22 for arithmetic 'tflite', found "
                              << op.getLhs().getType() << ", " << op.getRhs().getType() << " and " << op.getType();
    rewriter.replaceOpWithNewOp<kern::FixedDivOp>(op, getTypeConverter()->convertType(op.getType()), adaptor.getLhs(),
                                                  adaptor.getRhs(), int32_t(a.zeroPoint), int32_t(b.zeroPoint),
                                                  getTfliteRequant(getContext(), factor, y.zeroPoint, min, max));
    return success();
  }
};

} // namespace

void dendc::populateLowerBinary(const TypeConverter &converter, RewritePatternSet &patterns) {
  MLIRContext *context = patterns.getContext();
  patterns.add<LowerSum<dend::AddOp, 1>, LowerSum<dend::SubOp, -1>, LowerMul, LowerTfliteDiv>(converter, context,
                                                                                              /*benefit=*/2);
  patterns.add<
      LowerBinaryInFloat<dend::AddOp, kern::BinaryKind::add>, LowerBinaryInFloat<dend::SubOp, kern::BinaryKind::sub>,
      LowerBinaryInFloat<dend::MulOp, kern::BinaryKind::mul>, LowerBinaryInFloat<dend::DivOp, kern::BinaryKind::div>,
      LowerBinaryInFloat<dend::MinimumOp, kern::BinaryKind::minimum>,
      LowerBinaryInFloat<dend::MaximumOp, kern::BinaryKind::maximum>,
      LowerBinaryInFloat<dend::PowOp, kern::BinaryKind::pow>>(converter, context, /*benefit=*/1);
}
