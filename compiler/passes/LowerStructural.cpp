// LowerStructural.cpp - lowers pools, reductions, products of computed matrices and data movement.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/passes/LowerInFloat.h"
#include "compiler/passes/LowerToKern.h"

#include "compiler/analysis/Quantization.h"
#include "compiler/analysis/TfliteArithmetic.h"
#include "compiler/analysis/TosaArithmetic.h"

#include <cmath>

using namespace mlir;
using namespace dendc;

namespace {

LogicalResult emitSumError(Operation *op, int64_t summands) {
  return op->emitOpError() << "expected sums within 32 bits, found " << summands << " summands of "
                           << op->getOperand(0).getType() << " for " << op->getResult(0).getType();
}

struct LowerMaxPool : OpConversionPattern<dend::MaxPool2DOp> {
  using OpConversionPattern::OpConversionPattern;

  LogicalResult matchAndRewrite(dend::MaxPool2DOp op, OpAdaptor adaptor,
                                ConversionPatternRewriter &rewriter) const override {
    rewriter.replaceOpWithNewOp<kern::MaxPool2DOp>(op, getTypeConverter()->convertType(op.getType()),
                                                   adaptor.getInput(), op.getWindow(), op.getStrides(), op.getPadding(),
                                                   op.getDilations());
    return success();
  }
};

kern::RequantAttr getMean(dend::AveragePool2DOp op, ArrayRef<int64_t> counts) {
  Quantization in = getQuantization(op.getInput()), out = getQuantization(op.getOutput());
  SmallVector<double> factors;
  for (int64_t count : counts)
    factors.push_back(in.scale / (out.scale * double(count)));
  return getRequant(op.getContext(), factors, out.zeroPoint, out.min, out.max);
}

/// The mean of integers of one type, halves away from zero, as the reference divides.
FailureOr<kern::RequantAttr> getTfliteMean(dend::AveragePool2DOp op, ArrayRef<int64_t> counts) {
  Quantization type = getQuantization(op.getOutput());
  if (op.getInput().getType().getElementType() != op.getType().getElementType())
    return op.emitOpError() << "expected one type for arithmetic 'tflite', found " << op.getInput().getType() << " and "
                            << op.getType();
  if (auto requant = getMeanRequant(op.getContext(), counts, type.min, type.max))
    return *requant;
  return emitSumError(op, counts.back());
}

/// The mean as TOSA divides: by a multiplier for every count.
FailureOr<kern::RequantAttr> getTosaMean(dend::AveragePool2DOp op, ArrayRef<int64_t> counts) {
  Quantization in = getQuantization(op.getInput()), out = getQuantization(op.getOutput());
  double bound = double(in.getMagnitude()) * double(counts.back());
  if (auto requant = getTosaMeanRequant(op.getContext(), counts, bound, out.zeroPoint, out.min, out.max))
    return requant;
  return emitSumError(op, counts.back());
}

FailureOr<kern::RequantAttr> getTosaSum(dend::ReduceOp op, double count) {
  Quantization in = getQuantization(op.getInput()), out = getQuantization(op.getOutput());
  double factor = in.scale / out.scale, bound = double(in.getMagnitude()) * count;
  if (auto requant = getTosaRequant(op, factor, bound, out.zeroPoint, out.min, out.max))
    return requant;
  return emitTosaError(op, factor, bound);
}

/// The mean or sum of `count` integers. Of a mean the reference divides the multiplier by `count`, cut to an integer.
FailureOr<kern::RequantAttr> getTfliteSum(dend::ReduceOp op, int64_t count) {
  Quantization in = getQuantization(op.getInput()), out = getQuantization(op.getOutput());
  MLIRContext *context = op.getContext();
  if (op.getKind() == dend::ReductionKind::sum) {
    auto factor = double(float(in.scale) / float(out.scale));
    double bound = double(in.getMagnitude()) * double(count);
    if (auto requant = getNearestRequant(context, factor, bound, out.zeroPoint, out.min, out.max))
      return *requant;
    return op.emitOpError()
           << "expected a factor from sums to outputs that 32 bits can stand for exactly enough, found " << factor;
  }
  FixedPoint factor = toFixedPoint(getFloatScale(in.scale) / getFloatScale(out.scale));
  int32_t shift = std::min({int32_t(llvm::Log2_64(count)), 32, 31 + factor.shift});
  factor = {int32_t((int64_t(factor.multiplier) << shift) / count), factor.shift - shift};
  return kern::RequantAttr::get(context, DenseI32ArrayAttr::get(context, factor.multiplier), 0, int32_t(out.zeroPoint),
                                int32_t(out.min), int32_t(out.max), kern::Rounding::tflite,
                                DenseI32ArrayAttr::get(context, factor.shift));
}

struct LowerAveragePool : OpConversionPattern<dend::AveragePool2DOp> {
  using OpConversionPattern::OpConversionPattern;

  LogicalResult matchAndRewrite(dend::AveragePool2DOp op, OpAdaptor adaptor,
                                ConversionPatternRewriter &rewriter) const override {
    NamedAttrList attrs;
    attrs.set("window", op.getWindowAttr());
    attrs.set("strides", op.getStridesAttr());
    attrs.set("padding", op.getPaddingAttr());
    attrs.set("dilations", op.getDilationsAttr());
    if (op.getCountPadding())
      attrs.set("count_padding", op.getCountPaddingAttr());
    if (!isFloat(op.getInput())) {
      Quantization in = getQuantization(op.getInput());
      int64_t positions = op.getWindow()[0] * op.getWindow()[1];
      bool isUniform = op.getCountPadding() || llvm::all_of(op.getPadding(), [](int64_t p) { return p == 0; });
      if (double(in.getMagnitude()) * double(positions) > INT32_MAX)
        return emitSumError(op, positions);
      auto counts = llvm::to_vector(llvm::seq_inclusive<int64_t>(isUniform ? positions : 1, positions));
      FailureOr<kern::RequantAttr> requant = isTflite(op) ? getTfliteMean(op, counts)
                                             : isTosa(op) ? getTosaMean(op, counts)
                                                          : getMean(op, counts);
      if (failed(requant))
        return failure();
      if (isTflite(op))
        in.zeroPoint = 0;
      if (std::ldexp(double(in.getMagnitude()) * double(positions), requant->getShift()) > INT32_MAX)
        return emitSumError(op, positions);
      attrs.set("requant", *requant);
      attrs.set("input_zero_point", rewriter.getI32IntegerAttr(int32_t(in.zeroPoint)));
    }
    rewriter.replaceOpWithNewOp<kern::AveragePool2DOp>(op, TypeRange(getTypeConverter()->convertType(op.getType())),
                                                       ValueRange(adaptor.getInput()), attrs.getAttrs());
    return success();
  }
};

struct LowerReduce : OpConversionPattern<dend::ReduceOp> {
  using OpConversionPattern::OpConversionPattern;

  LogicalResult matchAndRewrite(dend::ReduceOp op, OpAdaptor adaptor,
                                ConversionPatternRewriter &rewriter) const override {
    NamedAttrList attrs;
    attrs.set("kind", op.getKindAttr());
    attrs.set("axes", op.getAxesAttr());
    auto type = cast<RankedTensorType>(getTypeConverter()->convertType(op.getType()));
    bool isSum = op.getKind() == dend::ReductionKind::sum || op.getKind() == dend::ReductionKind::mean;
    if (!isFloat(op.getInput()) && isSum) {
      Quantization in = getQuantization(op.getInput()), out = getQuantization(op.getOutput());
      double count = double(op.getInput().getType().getNumElements() / op.getType().getNumElements());
      double divisor = op.getKind() == dend::ReductionKind::mean ? count : 1;
      FailureOr<kern::RequantAttr> requant =
          isTflite(op) ? getTfliteSum(op, int64_t(count))
          : isTosa(op) && op.getKind() == dend::ReductionKind::sum
              ? getTosaSum(op, count)
              : getRequant(getContext(), in.scale / (out.scale * divisor), out.zeroPoint, out.min, out.max);
      if (failed(requant))
        return failure();
      if (std::ldexp(double(in.getMagnitude()) * count, requant->getShift()) > INT32_MAX)
        return emitSumError(op, int64_t(count));
      attrs.set("requant", *requant);
      attrs.set("input_zero_point", rewriter.getI32IntegerAttr(int32_t(in.zeroPoint)));
    }
    rewriter.replaceOpWithNewOp<kern::ReduceOp>(op, TypeRange(type), ValueRange(adaptor.getInput()), attrs.getAttrs());
    return success();
  }
};

struct LowerMatmul : OpConversionPattern<dend::MatmulOp> {
  using OpConversionPattern::OpConversionPattern;

  LogicalResult matchAndRewrite(dend::MatmulOp op, OpAdaptor adaptor,
                                ConversionPatternRewriter &rewriter) const override {
    Type type = getTypeConverter()->convertType(op.getType());
    if (isFloat(op.getOutput())) {
      rewriter.replaceOpWithNewOp<kern::MatmulOp>(op, type, adaptor.getLhs(), adaptor.getRhs(), 0, 0, 0, 0, nullptr,
                                                  /*saturates=*/false);
      return success();
    }
    Quantization lhs = getQuantization(op.getLhs()), rhs = getQuantization(op.getRhs());
    int64_t depth = op.getLhs().getType().getDimSize(2);
    if (isTflite(op) && (lhs.max > INT8_MAX || rhs.max > INT8_MAX))
      return lowerTfliteWide(op, adaptor, lhs, rhs, depth, rewriter);
    // Operands of 16 bits lose as many as 32 bits have no room for.
    int32_t lhsRight = 0, rhsRight = 0;
    auto canCut = [&](const Quantization &q, int32_t right) { return q.max > INT8_MAX && right < 8; };
    auto getBound = [](const Quantization &q, int32_t right) {
      return double((q.getMagnitude() + (1 << right >> 1)) >> right);
    };
    kern::RequantAttr requant = getRequant(op, 0);
    if (!requant || (isTosa(op) && (lhs.max > INT8_MAX || rhs.max > INT8_MAX)))
      return emitSumError(op, depth);
    while (std::ldexp(getBound(lhs, lhsRight) * getBound(rhs, rhsRight) * double(depth), requant.getShift()) >
           INT32_MAX) {
      bool isLhs = canCut(lhs, lhsRight) && (lhsRight <= rhsRight || !canCut(rhs, rhsRight));
      if (!isLhs && !canCut(rhs, rhsRight))
        return emitSumError(op, depth);
      ++(isLhs ? lhsRight : rhsRight);
      requant = getRequant(op, lhsRight + rhsRight);
    }
    rewriter.replaceOpWithNewOp<kern::MatmulOp>(op, type, adaptor.getLhs(), adaptor.getRhs(), int32_t(lhs.zeroPoint),
                                                int32_t(rhs.zeroPoint), lhsRight, rhsRight, requant,
                                                /*saturates=*/false);
    return success();
  }

private:
  /// Products of 16-bit numbers, added up in 64 bits and rounded as those of convolutions.
  LogicalResult lowerTfliteWide(dend::MatmulOp op, OpAdaptor adaptor, const Quantization &lhs, const Quantization &rhs,
                                int64_t depth, ConversionPatternRewriter &rewriter) const {
    Quantization out = getQuantization(op.getOutput());
    double bound = double(lhs.getMagnitude()) * double(rhs.getMagnitude()) * double(depth);
    TfliteWideRequant wide = getTfliteWideRequant(op.getContext(), getTfliteFactor(op), bound, 16, out.min, out.max);
    if (lhs.max != rhs.max || lhs.zeroPoint != 0 || rhs.zeroPoint != 0 || out.zeroPoint != 0 || !wide.requant)
      return op.emitOpError() << "expected operands and output of 16 bits around 0 and a factor that 32 bits can stand "
                                 "for, found "
                              << op.getLhs().getType() << ", " << op.getRhs().getType() << " and " << op.getType();
    rewriter.replaceOpWithNewOp<kern::MatmulOp>(op, getTypeConverter()->convertType(op.getType()), adaptor.getLhs(),
                                                adaptor.getRhs(), 0, 0, 0, 0, wide.requant, wide.saturates);
    return success();
  }

  /// From sums to outputs; the reference multiplies the scales in float.
  static double getTfliteFactor(dend::MatmulOp op) {
    Quantization a = getQuantization(op.getLhs()), b = getQuantization(op.getRhs());
    return double(float(a.scale) * float(b.scale)) / getFloatScale(getQuantization(op.getOutput()).scale);
  }

  /// From sums of products that are `right` bits smaller to the output.
  static kern::RequantAttr getRequant(dend::MatmulOp op, int32_t right) {
    Quantization a = getQuantization(op.getLhs()), b = getQuantization(op.getRhs()),
                 y = getQuantization(op.getOutput());
    if (isTflite(op))
      return getTfliteRequant(op.getContext(), getTfliteFactor(op), y.zeroPoint, y.min, y.max);
    if (isTosa(op))
      return getTosaRequant(op, a.scale * b.scale / y.scale,
                            double(a.getMagnitude()) * double(b.getMagnitude()) *
                                double(op.getLhs().getType().getDimSize(2)),
                            y.zeroPoint, y.min, y.max);
    return dendc::getRequant(op.getContext(), std::ldexp(a.scale * b.scale / y.scale, right), y.zeroPoint, y.min,
                             y.max);
  }
};

struct LowerResizeBilinear : OpConversionPattern<dend::ResizeBilinearOp> {
  using OpConversionPattern::OpConversionPattern;

  LogicalResult matchAndRewrite(dend::ResizeBilinearOp op, OpAdaptor adaptor,
                                ConversionPatternRewriter &rewriter) const override {
    rewriter.replaceOpWithNewOp<kern::ResizeBilinearOp>(op, getTypeConverter()->convertType(op.getType()),
                                                        adaptor.getInput(), op.getPlaces(1), op.getPlaces(2));
    return success();
  }
};

/// `value` as `type`, through no more than one reshape.
Value reshape(OpBuilder &builder, Location loc, Value value, Type type) {
  while (auto before = value.getDefiningOp<kern::ReshapeOp>())
    value = before.getInput();
  return value.getType() == type ? value : kern::ReshapeOp::create(builder, loc, type, value).getResult();
}

struct LowerReshape : OpConversionPattern<dend::ReshapeOp> {
  using OpConversionPattern::OpConversionPattern;

  LogicalResult matchAndRewrite(dend::ReshapeOp op, OpAdaptor adaptor,
                                ConversionPatternRewriter &rewriter) const override {
    Type type = getTypeConverter()->convertType(op.getType());
    rewriter.replaceOp(op, reshape(rewriter, op.getLoc(), adaptor.getInput(), type));
    return success();
  }
};

struct LowerReinterpret : OpConversionPattern<dend::ReinterpretOp> {
  using OpConversionPattern::OpConversionPattern;

  LogicalResult matchAndRewrite(dend::ReinterpretOp op, OpAdaptor adaptor,
                                ConversionPatternRewriter &rewriter) const override {
    rewriter.replaceOp(op, adaptor.getInput());
    return success();
  }
};

struct LowerTranspose : OpConversionPattern<dend::TransposeOp> {
  using OpConversionPattern::OpConversionPattern;

  LogicalResult matchAndRewrite(dend::TransposeOp op, OpAdaptor adaptor,
                                ConversionPatternRewriter &rewriter) const override {
    rewriter.replaceOpWithNewOp<kern::TransposeOp>(op, getTypeConverter()->convertType(op.getType()),
                                                   adaptor.getInput(), op.getPermutation());
    return success();
  }
};

struct LowerSlice : OpConversionPattern<dend::SliceOp> {
  using OpConversionPattern::OpConversionPattern;

  LogicalResult matchAndRewrite(dend::SliceOp op, OpAdaptor adaptor,
                                ConversionPatternRewriter &rewriter) const override {
    rewriter.replaceOpWithNewOp<kern::SliceOp>(op, getTypeConverter()->convertType(op.getType()), adaptor.getInput(),
                                               op.getBegin(), op.getSteps());
    return success();
  }
};

struct LowerPad : OpConversionPattern<dend::PadOp> {
  using OpConversionPattern::OpConversionPattern;

  LogicalResult matchAndRewrite(dend::PadOp op, OpAdaptor adaptor, ConversionPatternRewriter &rewriter) const override {
    auto type = cast<RankedTensorType>(getTypeConverter()->convertType(op.getType()));
    TypedAttr value = op.getValueAttr();
    if (!isFloat(op.getInput()))
      value = rewriter.getIntegerAttr(type.getElementType(),
                                      getQuantization(op.getInput()).quantize(op.getValue().convertToDouble()));
    rewriter.replaceOpWithNewOp<kern::PadOp>(op, type, adaptor.getInput(), op.getLow(), op.getHigh(), value);
    return success();
  }
};

/// The places of `count` elements, each of which is repeated.
std::vector<float> repeatPlaces(int64_t count, int64_t times) {
  std::vector<float> places;
  for (int64_t place = 0; place < count * times; ++place)
    places.push_back(float(place / times));
  return places;
}

/// Those of an image that is taken at `inner` and then at `outer`, all of them whole.
std::vector<float> composePlaces(ArrayRef<float> inner, ArrayRef<float> outer) {
  std::vector<float> places;
  for (float place : outer)
    places.push_back(inner[size_t(place)]);
  return places;
}

/// Whether an image is taken at other places, nothing being interpolated.
bool isRepetition(kern::ResizeBilinearOp resize) {
  auto isWhole = [](float place) { return place == std::floor(place); };
  return llvm::all_of(resize.getRows(), isWhole) && llvm::all_of(resize.getColumns(), isWhole);
}

/// Rows or columns of an image repeated `times` times, of which `value` is a view whose axes from `axis` on are what is
/// repeated: the image of another size, unless it is none.
kern::ResizeBilinearOp repeat(OpBuilder &builder, Location loc, Value value, size_t axis, int64_t times) {
  ArrayRef<int64_t> shape = cast<RankedTensorType>(value.getType()).getShape();
  int64_t outer = ShapedType::getNumElements(shape.take_front(axis));
  auto isImage = [](Value image) {
    auto type = cast<RankedTensorType>(image.getType());
    return type.getRank() == 4 && type.getDimSize(0) == 1;
  };
  Value image = value;
  while (!isImage(image) && image.getDefiningOp<kern::ReshapeOp>())
    image = image.getDefiningOp<kern::ReshapeOp>().getInput();
  if (!isImage(image) || outer == 1)
    return nullptr;
  auto type = cast<RankedTensorType>(image.getType());
  int64_t height = type.getDimSize(1), width = type.getDimSize(2);
  if (outer != height && outer != height * width)
    return nullptr;
  bool isRows = outer == height;
  std::vector<float> rows = repeatPlaces(height, isRows ? times : 1), columns = repeatPlaces(width, isRows ? 1 : times);
  if (auto before = image.getDefiningOp<kern::ResizeBilinearOp>(); before && isRepetition(before)) {
    rows = composePlaces(before.getRows(), rows);
    columns = composePlaces(before.getColumns(), columns);
    image = before.getInput();
  }
  type = type.clone({1, int64_t(rows.size()), int64_t(columns.size()), type.getDimSize(3)});
  return kern::ResizeBilinearOp::create(builder, loc, type, image, rows, columns);
}

/// Inputs of another scale than the result's are brought to it first. One and the same again and again is an image with
/// rows or columns repeated, which has rows that can be computed one after the other.
struct LowerConcat : OpConversionPattern<dend::ConcatOp> {
  using OpConversionPattern::OpConversionPattern;

  LogicalResult matchAndRewrite(dend::ConcatOp op, OpAdaptor adaptor,
                                ConversionPatternRewriter &rewriter) const override {
    auto type = cast<RankedTensorType>(getTypeConverter()->convertType(op.getType()));
    SmallVector<Value> inputs;
    for (auto [original, input] : llvm::zip_equal(op.getInputs(), adaptor.getInputs())) {
      Type element = cast<RankedTensorType>(original.getType()).getElementType();
      if (element == op.getType().getElementType()) {
        inputs.push_back(input);
        continue;
      }
      inputs.push_back(
          createRescale(rewriter, op.getLoc(), input, cast<RankedTensorType>(original.getType()), op.getType()));
    }
    if (inputs.size() > 1 && llvm::all_equal(inputs))
      if (kern::ResizeBilinearOp repeated =
              repeat(rewriter, op.getLoc(), inputs[0], size_t(op.getAxis()), int64_t(inputs.size()))) {
        rewriter.replaceOp(op, reshape(rewriter, op.getLoc(), repeated, type));
        return success();
      }
    rewriter.replaceOpWithNewOp<kern::ConcatOp>(op, type, inputs, op.getAxis());
    return success();
  }
};

} // namespace

void dendc::populateLowerStructural(const TypeConverter &converter, RewritePatternSet &patterns) {
  patterns.add<LowerMaxPool, LowerAveragePool, LowerReduce, LowerMatmul, LowerResizeBilinear, LowerReshape,
               LowerReinterpret, LowerTranspose, LowerSlice, LowerPad, LowerConcat>(converter, patterns.getContext());
}
