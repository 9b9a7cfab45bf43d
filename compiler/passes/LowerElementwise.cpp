// LowerElementwise.cpp - lowers functions of one tensor, constants, and the borders between float and integers.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/passes/LowerInFloat.h"
#include "compiler/passes/LowerToKern.h"

#include "compiler/analysis/TfliteArithmetic.h"
#include "compiler/analysis/TosaArithmetic.h"

#include <cmath>

using namespace mlir;
using namespace dendc;

namespace {

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
      Quantization in = Quantization::get(from.getElementType()), out = Quantization::get(to.getElementType());
      rewriter.replaceOp(op, createTfliteRescale(rewriter, op.getLoc(), adaptor.getInput(), in,
                                                 getFloatScale(in.scale) / getFloatScale(out.scale), out,
                                                 getIntegerType(to), out.min, out.max));
      return success();
    }
    if (isTosa(op)) {
      Quantization in = Quantization::get(from.getElementType()), out = Quantization::get(to.getElementType());
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
    Quantization out = getQuantization(op.getOutput());
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
  Quantization in = Quantization::get(from.getElementType()), out = Quantization::get(to.getElementType());
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
  patterns.add<LowerUnary, LowerQuantize, LowerLookup, LowerDequantize, LowerConstant>(converter,
                                                                                       patterns.getContext());
}
