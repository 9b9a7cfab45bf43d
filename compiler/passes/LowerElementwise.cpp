// LowerElementwise.cpp - lowers elementwise ops, softmax, and the borders between float and integers.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/passes/LowerToKern.h"

#include "compiler/analysis/Quantization.h"
#include "compiler/analysis/SumFolding.h"
#include "compiler/analysis/TfliteArithmetic.h"
#include "compiler/analysis/TosaArithmetic.h"

#include <cmath>

using namespace mlir;
using namespace dendc;

namespace {

Quantization getQuantization(RankedTensorType type) { return Quantization::get(type.getElementType()); }

bool isFloat(Value value) { return cast<RankedTensorType>(value.getType()).getElementType().isF32(); }

Quantization getQuantization(Value value) { return getQuantization(cast<RankedTensorType>(value.getType())); }

bool isPerTensor(Value value) { return isPerTensorQuantized(value.getType()); }

/// The integers a quantized tensor holds.
Type getIntegerType(RankedTensorType type) {
  auto quantized = cast<quant::QuantizedType>(type.getElementType());
  return IntegerType::get(type.getContext(), quantized.getStorageTypeIntegralWidth());
}

/// Integers as floats.
Value createDequantize(OpBuilder &builder, Location loc, Value value, const Quantization &q) {
  auto type = cast<RankedTensorType>(value.getType()).clone(builder.getF32Type());
  return kern::DequantizeOp::create(builder, loc, type, value, builder.getF32FloatAttr(float(q.scale)),
                                    builder.getI32IntegerAttr(int32_t(q.zeroPoint)));
}

/// Floats as integers of type `integer` from `min` to `max`.
Value createQuantize(OpBuilder &builder, Location loc, Value value, const Quantization &q, Type integer, int64_t min,
                     int64_t max) {
  auto type = cast<RankedTensorType>(value.getType()).clone(integer);
  return kern::QuantizeOp::create(builder, loc, type, value, builder.getF32FloatAttr(float(q.scale)),
                                  builder.getI32IntegerAttr(int32_t(q.zeroPoint)),
                                  builder.getI32IntegerAttr(int32_t(min)), builder.getI32IntegerAttr(int32_t(max)));
}

/// `value`, of the type of `original`, as floats.
Value toFloat(OpBuilder &builder, Location loc, Value value, Value original) {
  return isFloat(original) ? value : createDequantize(builder, loc, value, getQuantization(original));
}

/// Floats as the integers of `original`'s type.
Value fromFloat(OpBuilder &builder, Location loc, Value value, Value original, Type integerType) {
  if (isFloat(original))
    return value;
  Quantization q = getQuantization(original);
  return createQuantize(builder, loc, value, q, cast<RankedTensorType>(integerType).getElementType(), q.min, q.max);
}

/// A tensor that exists at run time: 32 bits and scales per channel are for constants that are not tensors then.
LogicalResult expectTensor(Operation *op, Value value) {
  if (dend::isTensorType(value.getType()))
    return success();
  return op->emitOpError() << "expected f32, or 8 or 16 bits quantized per tensor, at run time, found "
                           << value.getType();
}

kern::RescaleOp createTfliteRescale(OpBuilder &builder, Location loc, Value value, const Quantization &in,
                                    double factor, const Quantization &out, Type integer, int64_t min, int64_t max) {
  kern::RequantAttr requant = getTfliteRequant(builder.getContext(), factor, out.zeroPoint, min, max);
  return kern::RescaleOp::create(builder, loc, cast<RankedTensorType>(value.getType()).clone(integer), value,
                                 int32_t(in.zeroPoint), requant);
}

/// A clamp of its own in the reference's arithmetic, which divides the scales in float.
Value createTfliteRelu(OpBuilder &builder, dend::UnaryOp op, Value value) {
  Quantization in = getQuantization(op.getInput()), out = getQuantization(op.getOutput());
  auto [min, max] = getTfliteClampRange(out, op.getFunction());
  return createTfliteRescale(builder, op.getLoc(), value, in, double(float(in.scale) / float(out.scale)), out,
                             getIntegerType(op.getType()), min, max);
}

/// The sum of both sides of zero, one of which is zero: each is rounded by its own factor, that below zero by the one
/// of `slope`. Where that is negative, the side is multiplied by -1 first: the lowest integer has a distance from zero
/// that 16 bits do not hold.
Value createTfliteLeakyRelu(OpBuilder &builder, dend::UnaryOp op, Value value, double slope) {
  Quantization in = getQuantization(op.getInput()), out = getQuantization(op.getOutput());
  Type integer = getIntegerType(op.getType());
  Location loc = op.getLoc();
  auto i32 = [&](int64_t v) { return builder.getI32IntegerAttr(int32_t(v)); };
  double factor = double(float(in.scale) / float(out.scale));
  double below = double(float(in.scale) * float(std::abs(slope)) / float(out.scale));
  Value positive = createTfliteRescale(builder, loc, value, in, factor, out, integer, out.zeroPoint, out.max), negative;
  if (slope >= 0) {
    negative = createTfliteRescale(builder, loc, value, in, below, out, integer, out.min, out.zeroPoint);
  } else {
    auto scalar = RankedTensorType::get({}, integer);
    auto minusOne = DenseElementsAttr::get(scalar, builder.getIntegerAttr(integer, -1));
    negative = kern::MulOp::create(
        builder, loc, positive.getType(), value, kern::ConstantOp::create(builder, loc, scalar, minusOne),
        uint32_t(in.zeroPoint), uint32_t(0),
        getTfliteRequant(builder.getContext(), below, out.zeroPoint, out.zeroPoint, out.max));
  }
  return kern::AddOp::create(builder, loc, positive.getType(), positive, negative, i32(1), i32(1), i32(-out.zeroPoint),
                             i32(0), i32(out.min), i32(out.max));
}

/// A function of int16 as the reference computes it, or null where it has none.
Value createTfliteUnary16(OpBuilder &builder, dend::UnaryOp op, Value value, Type type) {
  dend::FunctionAttr function = op.getFunction();
  Quantization in = getQuantization(op.getInput()), out = getQuantization(op.getOutput());
  StringRef name = function.getName();
  Location loc = op.getLoc();
  if (name == "square") {
    double factor = getFloatScale(in.scale) * getFloatScale(in.scale) / getFloatScale(out.scale);
    kern::RequantAttr requant = getTfliteRequant(builder.getContext(), factor, out.zeroPoint, out.min, out.max);
    return kern::MulOp::create(builder, loc, type, value, value, uint32_t(in.zeroPoint), uint32_t(in.zeroPoint),
                               requant);
  }
  if (cast<RankedTensorType>(type).getElementType() != cast<RankedTensorType>(value.getType()).getElementType())
    return {};
  if (name == "abs")
    return createTfliteLeakyRelu(builder, op, value, -1);
  if (name == "leaky_relu" && function.getParameters()[0] >= 0)
    return createTfliteLeakyRelu(builder, op, value, function.getParameters()[0]);
  if (name == "sigmoid" || name == "tanh") {
    FixedPoint factor = getTfliteSigmoidFactor(in.scale, name == "tanh");
    if (in.zeroPoint != 0 || out.zeroPoint != 0 || out.scale != std::ldexp(1.0, -15) || factor.multiplier > 65535)
      return {};
    return kern::FixedSigmoidOp::create(builder, loc, type, value, uint32_t(factor.multiplier), uint32_t(factor.shift),
                                        name == "tanh", getTfliteSigmoidTable());
  }
  if (auto table = getTfliteSegments(function, in, out))
    return kern::InterpolateOp::create(builder, loc, type, value, *table, uint32_t(out.min), uint32_t(out.max));
  return {};
}

struct LowerUnary : OpConversionPattern<dend::UnaryOp> {
  using OpConversionPattern::OpConversionPattern;

  LogicalResult matchAndRewrite(dend::UnaryOp op, OpAdaptor adaptor,
                                ConversionPatternRewriter &rewriter) const override {
    auto type = cast<RankedTensorType>(getTypeConverter()->convertType(op.getType()));
    dend::FunctionAttr function = op.getFunction();
    if (isFloat(op.getInput())) {
      rewriter.replaceOpWithNewOp<kern::FloatUnaryOp>(op, type, adaptor.getInput(), function);
      return success();
    }
    Quantization in = getQuantization(op.getInput()), out = getQuantization(op.getOutput());
    if (function.getClamp()) {
      rewriter.replaceOp(op, isTflite(op) ? createTfliteRelu(rewriter, op, adaptor.getInput())
                                          : createRescale(rewriter, op.getLoc(), adaptor.getInput(),
                                                          op.getInput().getType(), op.getType(), function));
      return success();
    }
    bool isByte = cast<RankedTensorType>(adaptor.getInput().getType()).getElementType().isInteger(8);
    SmallVector<int16_t> table;
    if (isTflite(op)) {
      Value result;
      if (!isByte)
        result = createTfliteUnary16(rewriter, op, adaptor.getInput(), type);
      else if (auto values = getTfliteTable(function, in, out))
        result = kern::LookupOp::create(rewriter, op.getLoc(), type, adaptor.getInput(), *values);
      if (!result)
        return op.emitOpError() << "expected a function of 'tflite' arithmetic, found '" << function.getName()
                                << "' of " << op.getInput().getType() << " to " << op.getType();
      rewriter.replaceOp(op, result);
      return success();
    }
    if (isByte) {
      for (int64_t x = -128; x <= 127; ++x)
        table.push_back(int16_t(out.quantize(function.evaluate(in.dequantize(x)))));
      rewriter.replaceOpWithNewOp<kern::LookupOp>(op, type, adaptor.getInput(), table);
      return success();
    }
    // Entries for a narrow output are in 1/256 steps of it.
    Quantization entry = out;
    if (type.getElementType().isInteger(8)) {
      entry.scale /= 256;
      entry.zeroPoint *= 256;
      entry.min = INT16_MIN;
      entry.max = INT16_MAX;
    }
    for (int64_t i = 0; i <= 256; ++i)
      table.push_back(int16_t(entry.quantize(function.evaluate(in.dequantize(i * 256 - 32768)))));
    rewriter.replaceOpWithNewOp<kern::InterpolateOp>(op, type, adaptor.getInput(), table, int32_t(out.min),
                                                     int32_t(out.max));
    return success();
  }
};

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

struct LowerQuantize : OpConversionPattern<dend::QuantizeOp> {
  using OpConversionPattern::OpConversionPattern;

  LogicalResult matchAndRewrite(dend::QuantizeOp op, OpAdaptor adaptor,
                                ConversionPatternRewriter &rewriter) const override {
    if (failed(expectTensor(op, op.getInput())) || failed(expectTensor(op, op.getOutput())))
      return failure();
    Type type = getTypeConverter()->convertType(op.getType());
    if (isFloat(op.getInput())) {
      rewriter.replaceOp(op, fromFloat(rewriter, op.getLoc(), adaptor.getInput(), op.getOutput(), type));
      return success();
    }
    auto from = cast<RankedTensorType>(op.getInput().getType()), to = cast<RankedTensorType>(op.getType());
    if (isTflite(op)) {
      Quantization in = getQuantization(from), out = getQuantization(to);
      rewriter.replaceOp(op, createTfliteRescale(rewriter, op.getLoc(), adaptor.getInput(), in,
                                                 getFloatScale(in.scale) / getFloatScale(out.scale), out,
                                                 getIntegerType(to), out.min, out.max));
      return success();
    }
    if (isTosa(op)) {
      Quantization in = getQuantization(from), out = getQuantization(to);
      double factor = in.scale / out.scale, bound = double(in.getMagnitude());
      kern::RequantAttr requant = getTosaRequant(op, factor, bound, out.zeroPoint, out.min, out.max);
      if (!requant)
        return emitTosaError(op, factor, bound);
      rewriter.replaceOpWithNewOp<kern::RescaleOp>(op, type, adaptor.getInput(), int32_t(in.zeroPoint), requant);
      return success();
    }
    rewriter.replaceOp(op, createRescale(rewriter, op.getLoc(), adaptor.getInput(), from, to));
    return success();
  }
};

struct LowerLookup : OpConversionPattern<dend::LookupOp> {
  using OpConversionPattern::OpConversionPattern;

  LogicalResult matchAndRewrite(dend::LookupOp op, OpAdaptor adaptor,
                                ConversionPatternRewriter &rewriter) const override {
    Type type = getTypeConverter()->convertType(op.getType());
    Quantization out = getQuantization(op.getType());
    if (getIntegerType(op.getInput().getType()).isInteger(8))
      rewriter.replaceOpWithNewOp<kern::LookupOp>(op, type, adaptor.getInput(), op.getTable());
    else
      rewriter.replaceOpWithNewOp<kern::InterpolateOp>(op, type, adaptor.getInput(), op.getTable(), int32_t(out.min),
                                                       int32_t(out.max));
    return success();
  }
};

struct LowerDequantize : OpConversionPattern<dend::DequantizeOp> {
  using OpConversionPattern::OpConversionPattern;

  LogicalResult matchAndRewrite(dend::DequantizeOp op, OpAdaptor adaptor,
                                ConversionPatternRewriter &rewriter) const override {
    if (failed(expectTensor(op, op.getInput())))
      return failure();
    rewriter.replaceOp(op, toFloat(rewriter, op.getLoc(), adaptor.getInput(), op.getInput()));
    return success();
  }
};

/// Softmax along the last axis as the reference computes it; null with an error where it has none.
Value createTfliteSoftmax(OpBuilder &builder, dend::SoftmaxOp op, Value input, RankedTensorType type) {
  Quantization in = getQuantization(op.getInput()), out = getQuantization(op.getOutput());
  double levels = double(out.max - out.min + 1);
  FixedPoint factor = getTfliteSoftmaxFactor(in.scale);
  // The whole range of the output's type is 0 to 1; of int16 its upper half.
  if (in.max == INT8_MAX && out.zeroPoint == out.min && std::abs(out.scale * levels - 1) <= 0.001)
    return kern::FixedSoftmaxOp::create(builder, op.getLoc(), type, input, getTfliteExponentials(in.scale));
  if (in.max == INT16_MAX && out.max == INT16_MAX && in.zeroPoint == 0 && out.zeroPoint == 0 &&
      std::abs(out.scale * levels - 2) <= 0.001 && factor.shift <= 14) {
    TfliteSoftmaxTables tables = getTfliteSoftmaxTables();
    return kern::InterpolatedSoftmaxOp::create(builder, op.getLoc(), type, input, uint32_t(factor.multiplier),
                                               uint32_t(factor.shift), tables.exponentials, tables.reciprocals);
  }
  op.emitOpError() << "expected an output from 0 to 1 for arithmetic 'tflite', found " << op.getInput().getType()
                   << " and " << op.getType();
  return {};
}

/// The same as TOSA's converters write it, whose table comes with the op.
Value createTosaSoftmax(OpBuilder &builder, dend::SoftmaxOp op, Value input, RankedTensorType type) {
  Quantization out = getQuantization(op.getOutput());
  if (op.getExponentials() && out.zeroPoint == out.min)
    return kern::FixedSoftmaxOp::create(builder, op.getLoc(), type, input, *op.getExponentials());
  op.emitOpError() << "expected exponentials and an output around its least integer for arithmetic '"
                   << dend::stringifyArithmeticKind(*op.getArithmetic()) << "', found "
                   << (op.getExponentials() ? "" : "no ") << "exponentials and " << op.getType();
  return {};
}

/// Softmax along the last axis; another axis is brought there and back.
struct LowerSoftmax : OpConversionPattern<dend::SoftmaxOp> {
  using OpConversionPattern::OpConversionPattern;

  LogicalResult matchAndRewrite(dend::SoftmaxOp op, OpAdaptor adaptor,
                                ConversionPatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    auto type = cast<RankedTensorType>(getTypeConverter()->convertType(op.getType()));
    auto inputType = cast<RankedTensorType>(adaptor.getInput().getType());
    auto permutation = llvm::to_vector(llvm::seq<int64_t>(0, type.getRank()));
    std::swap(permutation[op.getAxis()], permutation.back());
    bool isLast = int64_t(op.getAxis()) == type.getRank() - 1;
    auto transpose = [&](Value value) -> Value {
      auto from = cast<RankedTensorType>(value.getType());
      SmallVector<int64_t> shape;
      for (int64_t axis : permutation)
        shape.push_back(from.getDimSize(axis));
      return kern::TransposeOp::create(rewriter, loc, from.clone(shape), value, permutation);
    };
    Value input = isLast ? adaptor.getInput() : transpose(adaptor.getInput());
    auto resultType = cast<RankedTensorType>(input.getType()).clone(type.getElementType());
    if (isTflite(op) || isTosa(op)) {
      Value result = isTosa(op) ? createTosaSoftmax(rewriter, op, input, resultType)
                                : createTfliteSoftmax(rewriter, op, input, resultType);
      if (!result)
        return failure();
      rewriter.replaceOp(op, isLast ? result : transpose(result));
      return success();
    }
    NamedAttrList attrs;
    if (!isFloat(op.getInput())) {
      Quantization in = getQuantization(op.getInput()), out = getQuantization(op.getOutput());
      bool isByte = inputType.getElementType().isInteger(8);
      SmallVector<int32_t> table;
      for (int64_t i = 0; i < (isByte ? 256 : 257); ++i)
        table.push_back(roundToInt32(std::ldexp(std::exp(-in.scale * double(isByte ? i : 256 * i)), 15)));
      attrs.set("table", rewriter.getDenseI32ArrayAttr(table));
      for (auto [name, value] : {std::pair<StringRef, double>{"levels", 1 / out.scale},
                                 {"zero_point", double(out.zeroPoint)},
                                 {"min", double(out.min)},
                                 {"max", double(out.max)}})
        attrs.set(name, rewriter.getI32IntegerAttr(roundToInt32(value)));
    }
    Value result = kern::SoftmaxOp::create(rewriter, loc, TypeRange(resultType), ValueRange(input), attrs.getAttrs());
    rewriter.replaceOp(op, isLast ? result : transpose(result));
    return success();
  }
};

/// Makes float ops at one place.
struct FloatBuilder {
  OpBuilder &builder;
  Location loc;

  Value apply(StringRef name, Value value, ArrayRef<double> parameters = {}) {
    return kern::FloatUnaryOp::create(builder, loc, value.getType(), value,
                                      dend::FunctionAttr::get(builder.getContext(), name, parameters));
  }
  /// Of the type of `a`.
  Value combine(kern::BinaryKind kind, Value a, Value b) {
    return kern::FloatBinaryOp::create(builder, loc, a.getType(), a, b, kind, nullptr);
  }
  /// Along the last axis, which stays as 1.
  Value reduce(dend::ReductionKind kind, Value value) {
    auto type = cast<RankedTensorType>(value.getType());
    SmallVector<int64_t> reduced(type.getShape());
    reduced.back() = 1;
    return kern::ReduceOp::create(builder, loc, type.clone(reduced), value, kind, ArrayRef<int64_t>{type.getRank() - 1},
                                  0, nullptr);
  }
};

/// x / |x| along the last axis, at least 10^-6.
Value createL2Normalization(FloatBuilder build, Value input) {
  Value length = build.apply("sqrt", build.reduce(dend::ReductionKind::sum, build.apply("square", input)));
  length = build.apply("clip", length, {dend::kLeastLength, std::numeric_limits<double>::infinity()});
  return build.combine(kern::BinaryKind::div, input, length);
}

/// x - max - log(sum(exp(x - max))): no probability that is 0 in 32 bits becomes infinite.
Value createLogSoftmax(FloatBuilder build, Value input) {
  Value largest = build.reduce(dend::ReductionKind::max, input);
  Value shifted = build.combine(kern::BinaryKind::sub, input, largest);
  Value sum = build.reduce(dend::ReductionKind::sum, build.apply("exp", shifted));
  return build.combine(kern::BinaryKind::sub, shifted, build.apply("log", sum));
}

struct LowerLogSoftmax : OpConversionPattern<dend::LogSoftmaxOp> {
  using OpConversionPattern::OpConversionPattern;

  LogicalResult matchAndRewrite(dend::LogSoftmaxOp op, OpAdaptor adaptor,
                                ConversionPatternRewriter &rewriter) const override {
    auto type = cast<RankedTensorType>(getTypeConverter()->convertType(op.getType()));
    if (isTflite(op)) {
      Quantization in = getQuantization(op.getInput()), out = getQuantization(op.getOutput());
      if (in.max != INT8_MAX || out.max != INT8_MAX || out.zeroPoint != INT8_MAX || out.scale != std::ldexp(1.0, -4))
        return op.emitOpError() << "expected int8 in steps of 1/16 up to 0 for arithmetic 'tflite', found "
                                << op.getInput().getType() << " and " << op.getType();
      rewriter.replaceOpWithNewOp<kern::FixedLogSoftmaxOp>(
          op, type, adaptor.getInput(), getTfliteExponentials(in.scale), getTfliteArguments(in.scale));
      return success();
    }
    Value input = toFloat(rewriter, op.getLoc(), adaptor.getInput(), op.getInput());
    Value result = createLogSoftmax({rewriter, op.getLoc()}, input);
    rewriter.replaceOp(op, fromFloat(rewriter, op.getLoc(), result, op.getOutput(), type));
    return success();
  }
};

struct LowerL2Normalization : OpConversionPattern<dend::L2NormalizationOp> {
  using OpConversionPattern::OpConversionPattern;

  LogicalResult matchAndRewrite(dend::L2NormalizationOp op, OpAdaptor adaptor,
                                ConversionPatternRewriter &rewriter) const override {
    auto type = cast<RankedTensorType>(getTypeConverter()->convertType(op.getType()));
    if (isTflite(op)) {
      Quantization in = getQuantization(op.getInput()), out = getQuantization(op.getOutput());
      if (in.max != INT8_MAX || out.max != INT8_MAX || out.zeroPoint != 0 || out.scale != std::ldexp(1.0, -7))
        return op.emitOpError() << "expected int8 in steps of 1/128 around 0 for arithmetic 'tflite', found "
                                << op.getInput().getType() << " and " << op.getType();
      rewriter.replaceOpWithNewOp<kern::FixedL2NormalizationOp>(op, type, adaptor.getInput(), uint32_t(in.zeroPoint));
      return success();
    }
    Value input = toFloat(rewriter, op.getLoc(), adaptor.getInput(), op.getInput());
    Value result = createL2Normalization({rewriter, op.getLoc()}, input);
    rewriter.replaceOp(op, fromFloat(rewriter, op.getLoc(), result, op.getOutput(), type));
    return success();
  }
};

/// Each row of `input` times that of `weights`, added up.
Value createFloatDot(FloatBuilder build, Value input, Value weights, Value bias) {
  Value sum = build.reduce(dend::ReductionKind::sum, build.combine(kern::BinaryKind::mul, input, weights));
  auto type = cast<RankedTensorType>(sum.getType());
  sum = kern::ReshapeOp::create(build.builder, build.loc, type.clone(type.getShape().drop_back()), sum);
  return bias ? build.combine(kern::BinaryKind::add, sum, bias) : sum;
}

struct LowerDot : OpConversionPattern<dend::DotOp> {
  using OpConversionPattern::OpConversionPattern;

  LogicalResult matchAndRewrite(dend::DotOp op, OpAdaptor adaptor, ConversionPatternRewriter &rewriter) const override {
    auto type = cast<RankedTensorType>(getTypeConverter()->convertType(op.getType()));
    if (isTflite(op))
      return lowerTflite(op, adaptor.getInput(), type, rewriter);
    auto convert = [&](Value value, Value original) {
      return value ? toFloat(rewriter, op.getLoc(), value, original) : Value();
    };
    Value input = convert(adaptor.getInput(), op.getInput()), weights = convert(adaptor.getWeights(), op.getWeights());
    Value result = createFloatDot({rewriter, op.getLoc()}, input, weights, convert(adaptor.getBias(), op.getBias()));
    rewriter.replaceOp(op, fromFloat(rewriter, op.getLoc(), result, op.getOutput(), type));
    return success();
  }

private:
  static LogicalResult lowerTflite(dend::DotOp op, Value input, RankedTensorType type,
                                   ConversionPatternRewriter &rewriter) {
    Quantization in = getQuantization(op.getInput()), weight = getQuantization(op.getWeights()),
                 out = getQuantization(op.getOutput());
    FailureOr<DenseElementsAttr> weights = getParameter(op, "weights", op.getWeights());
    auto biasType = RankedTensorType::get(type.getShape(), rewriter.getI32Type());
    FailureOr<DenseElementsAttr> bias = DenseElementsAttr::get(biasType, int32_t(0));
    if (op.getBias())
      bias = getParameter(op, "bias", op.getBias());
    if (failed(weights) || failed(bias))
      return failure();
    // The reference computes the factor in float.
    auto factor = double(float(in.scale) * float(weight.scale) / float(out.scale));
    kern::RequantAttr requant = getTfliteRequant(op.getContext(), factor, out.zeroPoint, out.min, out.max);
    if (in.max != INT16_MAX || in.zeroPoint != 0 || weight.max != INT16_MAX || weight.zeroPoint != 0 ||
        bias->getType() != biasType || requant.getChannelShift(0) > 0)
      return op.emitOpError()
             << "expected inputs and weights of 16 bits around 0, biases of 32 and a factor below 1 for "
                "arithmetic 'tflite', found "
             << op.getInput().getType() << ", " << op.getWeights().getType() << ", " << bias->getType() << " and "
             << factor;
    rewriter.replaceOpWithNewOp<kern::DotOp>(op, type, input, *weights, *bias, requant);
    return success();
  }
};

struct LowerConstant : OpConversionPattern<dend::ConstantOp> {
  using OpConversionPattern::OpConversionPattern;

  LogicalResult matchAndRewrite(dend::ConstantOp op, OpAdaptor, ConversionPatternRewriter &rewriter) const override {
    if (failed(expectTensor(op, op.getOutput())))
      return failure();
    rewriter.replaceOpWithNewOp<kern::ConstantOp>(op, getTypeConverter()->convertType(op.getType()), op.getValue());
    return success();
  }
};

} // namespace

Value dendc::createRescale(OpBuilder &builder, Location loc, Value value, RankedTensorType from, RankedTensorType to,
                           std::optional<dend::FunctionAttr> clamp) {
  Quantization in = getQuantization(from), out = getQuantization(to);
  auto integer = builder.getIntegerType(cast<quant::QuantizedType>(to.getElementType()).getStorageTypeIntegralWidth());
  auto [min, max] = getClampRange(out, clamp);
  kern::RequantAttr requant = getRequant(builder.getContext(), in.scale / out.scale, out.zeroPoint, min, max);
  // A step so large that shifted differences leave 32 bits takes the way through floats.
  if (std::ldexp(double(in.getMagnitude()), requant.getShift()) > INT32_MAX)
    return createQuantize(builder, loc, createDequantize(builder, loc, value, in), out, integer, min, max);
  return kern::RescaleOp::create(builder, loc, cast<RankedTensorType>(value.getType()).clone(integer), value,
                                 int32_t(in.zeroPoint), requant);
}

void dendc::populateLowerElementwise(const TypeConverter &converter, RewritePatternSet &patterns) {
  MLIRContext *context = patterns.getContext();
  patterns.add<LowerUnary, LowerQuantize, LowerLookup, LowerDequantize, LowerSoftmax, LowerLogSoftmax,
               LowerL2Normalization, LowerDot, LowerConstant>(converter, context);
  patterns.add<LowerSum<dend::AddOp, 1>, LowerSum<dend::SubOp, -1>, LowerMul, LowerTfliteDiv>(converter, context,
                                                                                              /*benefit=*/2);
  patterns.add<
      LowerBinaryInFloat<dend::AddOp, kern::BinaryKind::add>, LowerBinaryInFloat<dend::SubOp, kern::BinaryKind::sub>,
      LowerBinaryInFloat<dend::MulOp, kern::BinaryKind::mul>, LowerBinaryInFloat<dend::DivOp, kern::BinaryKind::div>,
      LowerBinaryInFloat<dend::MinimumOp, kern::BinaryKind::minimum>,
      LowerBinaryInFloat<dend::MaximumOp, kern::BinaryKind::maximum>,
      LowerBinaryInFloat<dend::PowOp, kern::BinaryKind::pow>>(converter, context, /*benefit=*/1);
}
