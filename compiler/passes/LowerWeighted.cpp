// LowerWeighted.cpp - lowers layers of neurons: multipliers, biases, dendrites' tables and coefficients.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/passes/LowerToKern.h"

#include "compiler/analysis/Quantization.h"
#include "compiler/analysis/TfliteArithmetic.h"
#include "compiler/analysis/TosaArithmetic.h"

#include "mlir/IR/Matchers.h"

#include <cmath>

using namespace mlir;
using namespace dendc;

namespace {

/// The attributes of a kern op that describe its neurons (Kern_NeuronAttrs), by name.
using NeuronAttrs = NamedAttrList;

/// A quantized layer while its integers are computed.
class IntegerNeuron {
public:
  IntegerNeuron(dend::WeightedOpInterface op, DenseElementsAttr weights)
      : op(op), context(op.getContext()), weights(weights), dendrites(op.getDendriteCount()),
        channels(op.getChannelCount()), input(Quantization::get(op.getInput().getType().getElementType())),
        output(Quantization::get(op.getOutput().getType().getElementType())) {
    for (double scale : getRowScales(op.getWeights().getType().getElementType(), getRowCount()))
      sumScales.push_back(input.scale * scale);
  }

  FailureOr<NeuronAttrs> lower();

private:
  int64_t getRowCount() const { return (dendrites + 1) * channels; }
  /// What one step of the accumulator of branch `b`, channel `c` is worth.
  double getSumScale(int64_t b, int64_t c) const { return sumScales[b * channels + c]; }
  Quantization getSignal(int64_t index) {
    return Quantization::get(cast<TypeAttr>((*op.getSignalTypes())[index]).getValue());
  }

  LogicalResult lowerBias();
  LogicalResult lowerDendrites();
  LogicalResult lowerCoefficients(StringRef name, Value value,
                                  llvm::function_ref<std::pair<int64_t, int64_t>(int64_t row)> fromDendriteToBranch);
  FailureOr<kern::RequantAttr> getOutputRequant();
  FailureOr<kern::RequantAttr> getWideRequant(ArrayRef<double> factors, unsigned multiplierWidth, int64_t min,
                                              int64_t max);
  LogicalResult checkBounds(kern::RequantAttr requant, kern::RequantAttr dendriteRequant);

  dend::WeightedOpInterface op;
  MLIRContext *context;
  DenseElementsAttr weights;
  int64_t dendrites, channels;
  Quantization input, output;
  SmallVector<double> sumScales;
  /// Largest magnitude each accumulator can reach, by row of the weights.
  SmallVector<double> bounds;
  NeuronAttrs attrs;
};

/// `value` in steps that are `factor` of its own. A factor that differs from 1 only as the product of two scales
/// rounded to float differs from the exact one is meant to be 1.
int32_t rescaleBias(int32_t value, double factor) {
  return std::abs(factor - 1) < 1e-6 ? value : roundToInt32(value * factor);
}

LogicalResult IntegerNeuron::lowerBias() {
  SmallVector<int32_t> bias(getRowCount(), 0);
  if (op.getBias()) {
    FailureOr<DenseElementsAttr> constant = getParameter(op, "bias", op.getBias());
    if (failed(constant))
      return failure();
    if (constant->getElementType().isInteger(32) && isTflite(op)) {
      // The reference adds them as they are, whatever their scale.
      llvm::copy(constant->getValues<int32_t>(), bias.begin());
    } else if (constant->getElementType().isInteger(32)) {
      SmallVector<double> scales = getRowScales(op.getBias().getType().getElementType(), getRowCount());
      for (auto [i, value] : llvm::enumerate(constant->getValues<int32_t>()))
        bias[i] = rescaleBias(value, scales[i] / sumScales[i]);
    } else {
      for (auto [i, value] : llvm::enumerate(constant->getValues<float>()))
        bias[i] = roundToInt32(value / sumScales[i]);
    }
  }
  attrs.set("bias", DenseElementsAttr::get(RankedTensorType::get({getRowCount()}, IntegerType::get(context, 32)),
                                           ArrayRef<int32_t>(bias)));

  int64_t rowSize = weights.getNumElements() / getRowCount();
  bounds.assign(getRowCount(), 0);
  for (auto [i, w] : llvm::enumerate(weights.getValues<int8_t>()))
    bounds[i / rowSize] += std::abs(double(w)) * double(input.getMagnitude());
  for (auto [i, b] : llvm::enumerate(bias))
    bounds[i] += std::abs(double(b));
  return success();
}

LogicalResult
IntegerNeuron::lowerCoefficients(StringRef name, Value value,
                                 llvm::function_ref<std::pair<int64_t, int64_t>(int64_t row)> fromDendriteToBranch) {
  FailureOr<DenseElementsAttr> constant = getParameter(op, name, value);
  if (failed(constant))
    return failure();
  SmallVector<int32_t> result;
  for (auto [i, coefficient] : llvm::enumerate(constant->getValues<float>())) {
    auto [dendrite, branch] = fromDendriteToBranch(i / channels);
    int64_t channel = i % channels;
    Quantization d = getSignal(2 * dendrite + 1);
    double scaled = std::ldexp(coefficient * d.scale / getSumScale(branch, channel), 16);
    if (std::abs(scaled) > INT32_MAX)
      return op->emitOpError() << "expected coefficients of dendrites within 2^31 steps of the weights' scale, found "
                               << coefficient << " on channel " << channel;
    result.push_back(roundToInt32(scaled));
    bounds[branch * channels + channel] += std::abs(std::ldexp(scaled * double(d.getMagnitude()), -16)) + 1;
  }
  attrs.set(name,
            DenseElementsAttr::get(RankedTensorType::get(constant->getType().getShape(), IntegerType::get(context, 32)),
                                   ArrayRef<int32_t>(result)));
  return success();
}

LogicalResult IntegerNeuron::lowerDendrites() {
  if (!op.getSignalTypes())
    return op->emitOpError() << "expected signal types of its dendrites, found none";
  dend::FunctionAttr function = *op.getDendriteFunction();
  Quantization z = getSignal(0), d = getSignal(1);
  ArrayRef<Attribute> signalTypes = op.getSignalTypes()->getValue();
  for (int64_t k = 1; k < dendrites; ++k)
    if (signalTypes.slice(2 * k, 2) != signalTypes.take_front(2))
      return op->emitOpError() << "expected the same signal types for all its dendrites, found " << signalTypes[0]
                               << " and " << signalTypes[1] << " for dendrite 0, " << signalTypes[2 * k] << " and "
                               << signalTypes[2 * k + 1] << " for dendrite " << k;
  if (d.zeroPoint != 0)
    return op->emitOpError() << "expected a zero point of 0 for the outputs of its dendrites, found " << d.zeroPoint;

  SmallVector<double> factors;
  for (int64_t row = channels; row < getRowCount(); ++row)
    factors.push_back(sumScales[row] / z.scale);
  kern::RequantAttr requant = getRequant(context, factors, z.zeroPoint, z.min, z.max);
  if (DenseI16ArrayAttr table = getDendriteTable(function, z, d, requant)) {
    attrs.set("dendrite_table", table);
  } else {
    auto [min, max] = getClampRange(z, function);
    requant = getRequant(context, factors, z.zeroPoint, min, max);
  }
  attrs.set("dendrite_requant", requant);
  attrs.set("dendrite_function", function);

  if (failed(lowerCoefficients("to_neuron", op.getToNeuron(),
                               [](int64_t row) { return std::pair<int64_t, int64_t>(row, 0); })))
    return failure();
  return dendrites < 2 ? success()
                       : lowerCoefficients(
                             "between", op.getBetween(),
                             [](int64_t row) {
                               int64_t k = 1;
                               while ((k + 1) * k / 2 <= row)
                                 ++k;
                               return std::pair<int64_t, int64_t>(row - k * (k - 1) / 2, k + 1);
                             });
}

LogicalResult IntegerNeuron::checkBounds(kern::RequantAttr requant, kern::RequantAttr dendriteRequant) {
  if (attrs.get("saturates"))
    return success();
  for (int64_t row = 0; row < getRowCount(); ++row) {
    int32_t shift = row < channels ? requant.getShift() : dendriteRequant.getShift();
    if (std::ldexp(bounds[row], shift) > INT32_MAX)
      return op->emitOpError() << "expected accumulators within 32 bits, found a bound of 2^"
                               << int(std::ceil(std::log2(bounds[row]) + shift)) << " on channel " << row % channels;
  }
  return success();
}

/// Of 16-bit inputs, whose sums may saturate.
FailureOr<kern::RequantAttr> IntegerNeuron::getWideRequant(ArrayRef<double> factors, unsigned multiplierWidth,
                                                           int64_t min, int64_t max) {
  TfliteWideRequant wide = getTfliteWideRequant(context, factors, bounds, multiplierWidth, min, max);
  if (wide.saturates && !isa<dend::DepthwiseConv2DOp>(op.getOperation()))
    attrs.set("saturates", UnitAttr::get(context));
  else if (wide.saturates)
    wide.requant = {};
  if (wide.requant)
    return wide.requant;
  return op->emitOpError() << "expected sums of 16-bit inputs within 32 bits, found a bound of "
                           << *llvm::max_element(bounds) << " to be multiplied by " << *llvm::max_element(factors);
}

/// From the neuron's sums to the output. The reference kernels multiply in fixed point for convolutions, and in double
/// for dense layers; those of 8-bit inputs to 16 bits, the gates of an LSTM and the filters of an SVDF, in fixed point
/// by factors computed in float.
FailureOr<kern::RequantAttr> IntegerNeuron::getOutputRequant() {
  SmallVector<double> factors;
  if (!isTflite(op)) {
    auto [min, max] = getClampRange(output, op.getActivation());
    for (int64_t c = 0; c < channels; ++c)
      factors.push_back(getSumScale(0, c) / output.scale);
    auto arithmetic = op->getAttrOfType<dend::ArithmeticKindAttr>("arithmetic");
    bool roundsOnce = arithmetic && arithmetic.getValue() == dend::ArithmeticKind::tosa_single_round;
    if (roundsOnce && input.max > INT8_MAX && output.zeroPoint == 0)
      return getWideRequant(factors, 32, min, max);
    if (isTosa(op)) {
      if (kern::RequantAttr requant = getTosaRequant(op, factors, bounds, output.zeroPoint, min, max))
        return requant;
      return emitTosaError(op, *llvm::max_element(factors), *llvm::max_element(bounds));
    }
    return getRequant(context, factors, output.zeroPoint, min, max);
  }
  auto [min, max] = getTfliteClampRange(output, op.getActivation());
  bool isDense = isa<dend::DenseOp>(op.getOperation()), widens = input.max == INT8_MAX && output.max > INT8_MAX;
  for (double scale : getRowScales(op.getWeights().getType().getElementType(), channels)) {
    double product = getFloatScale(input.scale) * getFloatScale(scale);
    double factor = (widens ? getFloatScale(product) : product) / getFloatScale(output.scale);
    factors.push_back(widens ? getFloatScale(factor) : factor);
  }
  if (input.max > INT8_MAX)
    return getWideRequant(factors, isDense ? 32 : 16, min, max);
  if (!isDense || widens)
    return getTfliteRequant(context, factors, bounds, output.zeroPoint, min, max);
  if (auto requant = getNearestRequant(context, factors, bounds, output.zeroPoint, min, max))
    return *requant;
  return op->emitOpError() << "expected factors from sums to outputs that 32 bits can stand for exactly enough, found "
                           << *llvm::max_element(factors) << " as the largest";
}

FailureOr<NeuronAttrs> IntegerNeuron::lower() {
  if ((isTflite(op) || isTosa(op)) && dendrites > 0)
    return op->emitOpError() << "expected arithmetic 'native' for a layer with dendrites, found "
                             << (isTflite(op) ? "'tflite'" : "that of TOSA");
  attrs.set("weights", weights);
  attrs.set("input_zero_point", IntegerAttr::get(IntegerType::get(context, 32), input.zeroPoint));
  if (failed(lowerBias()) || (dendrites > 0 && failed(lowerDendrites())))
    return failure();
  FailureOr<kern::RequantAttr> requant = getOutputRequant();
  if (failed(requant))
    return failure();
  attrs.set("requant", *requant);
  if (failed(checkBounds(*requant, cast_or_null<kern::RequantAttr>(attrs.get("dendrite_requant")))))
    return failure();
  return attrs;
}

FailureOr<NeuronAttrs> lowerFloat(dend::WeightedOpInterface op, DenseElementsAttr weights) {
  NeuronAttrs attrs;
  attrs.set("weights", weights);
  if (failed(addFloatParameters(op, weights.getType().getDimSize(0), attrs)))
    return failure();
  if (op.getActivation())
    attrs.set("activation", *op.getActivation());
  return attrs;
}

/// Lowers `DendOp` to `KernOp`; both name the attributes of their geometry alike.
template <typename DendOp, typename KernOp> struct LowerWeighted : OpConversionPattern<DendOp> {
  using OpConversionPattern<DendOp>::OpConversionPattern;

  LogicalResult matchAndRewrite(DendOp op, typename DendOp::Adaptor adaptor,
                                ConversionPatternRewriter &rewriter) const override {
    FailureOr<DenseElementsAttr> weights = getParameter(op, "weights", op.getWeights());
    if (failed(weights))
      return failure();
    bool isFloat = op.getInput().getType().getElementType().isF32();
    auto interface = cast<dend::WeightedOpInterface>(op.getOperation());
    FailureOr<NeuronAttrs> attrs =
        isFloat ? lowerFloat(interface, *weights) : IntegerNeuron(interface, *weights).lower();
    if (failed(attrs))
      return failure();
    for (StringRef geometry : {"strides", "padding", "dilations", "groups"})
      if (Attribute value = op->getAttr(geometry))
        attrs->set(geometry, value);
    if (op.getDendriteCount() > 0)
      attrs->set("dendrite_count", op.getDendriteCountAttr());
    Type type = this->getTypeConverter()->convertType(op.getType());
    rewriter.replaceOpWithNewOp<KernOp>(op, TypeRange(type), ValueRange(adaptor.getInput()), attrs->getAttrs());
    return success();
  }
};

} // namespace

FailureOr<DenseElementsAttr> dendc::getParameter(Operation *op, StringRef what, Value value) {
  DenseElementsAttr constant;
  if (!matchPattern(value, m_Constant(&constant)))
    return op->emitOpError() << "expected constant " << what << ", found a computed value", failure();
  return constant;
}

DenseI16ArrayAttr dendc::getDendriteTable(dend::FunctionAttr function, const Quantization &z, const Quantization &d,
                                          kern::RequantAttr requant) {
  if (function.getClamp() && z.scale == d.scale && z.zeroPoint == 0)
    return nullptr;
  SmallVector<int16_t> table;
  for (int64_t i = -128; i <= 128; ++i)
    table.push_back(int16_t(d.quantize(function.evaluate(z.dequantize(i << requant.getTableBits())))));
  return DenseI16ArrayAttr::get(function.getContext(), table);
}

void dendc::populateLowerWeighted(const TypeConverter &converter, RewritePatternSet &patterns) {
  patterns.add<LowerWeighted<dend::Conv2DOp, kern::Conv2DOp>,
               LowerWeighted<dend::DepthwiseConv2DOp, kern::DepthwiseConv2DOp>,
               LowerWeighted<dend::DenseOp, kern::DenseOp>>(converter, patterns.getContext());
}
