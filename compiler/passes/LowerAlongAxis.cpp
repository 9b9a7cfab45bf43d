// LowerAlongAxis.cpp - lowers what reduces along the last axis: softmax, normalization, products of rows.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/passes/LowerInFloat.h"
#include "compiler/passes/LowerToKern.h"

#include "compiler/analysis/TfliteArithmetic.h"
#include "compiler/analysis/TosaArithmetic.h"

#include <cmath>

using namespace mlir;
using namespace dendc;

namespace {

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

} // namespace

void dendc::populateLowerAlongAxis(const TypeConverter &converter, RewritePatternSet &patterns) {
  patterns.add<LowerSoftmax, LowerLogSoftmax, LowerL2Normalization, LowerDot>(converter, patterns.getContext());
}
