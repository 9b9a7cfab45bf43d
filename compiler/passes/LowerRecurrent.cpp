// LowerRecurrent.cpp - lowers recurrent layers: multipliers, tables of the cells' functions, dendrites' coefficients.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/passes/LowerToKern.h"

#include "compiler/analysis/Quantization.h"
#include "dialects/dend/Functions.h"

#include <cmath>

using namespace mlir;
using namespace dendc;

namespace {

constexpr int kMostShift = 14;

/// A quantized layer while its integers are computed.
class IntegerRecurrent {
public:
  IntegerRecurrent(dend::RecurrentOp op, NamedAttrList &attrs)
      : op(op), attrs(attrs), context(op.getContext()), shape(dend::CellShape::get(op.getCell())),
        units(op.getUnitCount()), dendrites(op.getBranchCount() - 1),
        gates(Quantization::get(op.getGates().getType().getElementType())),
        states(Quantization::get(op.getInitial().getType().getElementType())),
        output(Quantization::get(op.getType().getElementType())) {}

  LogicalResult lower();

private:
  Quantization getSignal(int64_t index) {
    return Quantization::get(cast<TypeAttr>((*op.getSignalTypes())[index]).getValue());
  }
  /// What one step of a neuron's sum is worth.
  double getSumScale(int shift) const { return std::ldexp(states.scale, -shift); }

  LogicalResult lowerSums();
  LogicalResult lowerFunctions();
  LogicalResult checkDendrites();
  /// Whether no sum of a neuron or dendrite leaves 32 bits where states are moved left by `shift`.
  bool fitsNeurons(int shift);
  void lowerDendrites(int shift);
  std::vector<int32_t> getCoefficients(ArrayRef<float> values, int shift);
  kern::RequantAttr getOutputRequant(int shift);
  kern::RequantAttr getDendriteRequant(int shift);
  void setShift(StringRef name, int value) { attrs.set(name, IntegerAttr::get(IntegerType::get(context, 32), value)); }
  void setIntegers(StringRef name, ArrayRef<int64_t> size, ArrayRef<int32_t> values) {
    attrs.set(name, DenseElementsAttr::get(RankedTensorType::get(size, IntegerType::get(context, 32)), values));
  }

  dend::RecurrentOp op;
  NamedAttrList &attrs;
  MLIRContext *context;
  dend::CellShape shape;
  int64_t units, dendrites;
  Quantization gates, states, output;
  SmallVector<float> between, toNeuron;
};

} // namespace

/// Weights, biases, and from the sums of products to the units of the gates.
LogicalResult IntegerRecurrent::lowerSums() {
  FailureOr<DenseElementsAttr> weights = getParameter(op, "weights", op.getWeights());
  if (failed(weights))
    return failure();
  int64_t rows = weights->getType().getDimSize(0);
  SmallVector<double> scales = getRowScales(op.getWeights().getType().getElementType(), rows), factors;
  std::vector<double> bounds(rows, 0);
  for (auto [index, weight] : llvm::enumerate(weights->getValues<int8_t>()))
    bounds[index / units] += std::abs(double(weight)) * double(states.getMagnitude());
  std::vector<int32_t> bias(rows, 0);
  if (op.getBias()) {
    FailureOr<DenseElementsAttr> constant = getParameter(op, "bias", op.getBias());
    if (failed(constant))
      return failure();
    for (int64_t row = 0; row < rows; ++row) {
      double sumScale = states.scale * scales[row];
      double value =
          constant->getElementType().isF32()
              ? constant->getValues<float>()[row]
              : constant->getValues<int32_t>()[row] * getRowScales(op.getBias().getType().getElementType(), rows)[row];
      bias[row] = roundToInt32(value / sumScale);
      bounds[row] += std::abs(double(bias[row]));
    }
  }
  for (double scale : scales)
    factors.push_back(states.scale * scale / gates.scale);
  auto requant = getRequant(context, factors, 0, INT16_MIN, INT16_MAX);
  for (double bound : bounds)
    if (std::ldexp(bound, requant.getShift()) > INT32_MAX)
      return op.emitOpError() << "expected sums within 32 bits, found a bound of 2^"
                              << int(std::ceil(std::log2(bound) + requant.getShift()));
  attrs.set("weights", *weights);
  setIntegers("bias", {rows}, bias);
  attrs.set("sum_requant", requant);
  return success();
}

/// Functions that saturate are read from -8 to 8, whatever the range of their arguments.
LogicalResult IntegerRecurrent::lowerFunctions() {
  constexpr int kSaturated = -12;
  auto functions = llvm::to_vector(op.getFunctions().getAsRange<dend::FunctionAttr>());
  auto saturates = [](dend::FunctionAttr function) {
    return dend::findScalarFunction(function.getName())->saturation > 0;
  };
  auto getShift = [&](double scale) { return std::clamp(int(std::log2(scale)) - kSaturated, 0, kMostShift); };
  bool isLstm = op.getCell() == dend::Cell::lstm;
  int gateShift = llvm::all_of(ArrayRef(functions).take_front(2), saturates) ? getShift(gates.scale) : 0;
  int cellShift = isLstm && saturates(functions.back()) ? getShift(states.scale) : 0;
  SmallVector<int16_t> tables;
  for (auto [index, function] : llvm::enumerate(functions)) {
    // Functions of gates count 2^-15, as does the last one of an LSTM, whose product with a gate is the hidden state.
    bool isGate = index == 0 && op.getCell() != dend::Cell::rnn, isOfCell = index == 2;
    double scale = isOfCell ? std::ldexp(states.scale, -cellShift) : std::ldexp(gates.scale, -gateShift);
    double step = isGate ? std::ldexp(1.0, -15) : states.scale;
    for (int64_t i = 0; i <= 256; ++i) {
      double value = function.evaluate(double(i * 256 - 32768) * scale);
      if (isGate && !(std::abs(value) <= 1))
        return op.emitOpError() << "expected gates with functions from -1 to 1, found " << function;
      tables.push_back(int16_t(std::isnan(value) ? 0 : std::clamp(std::round(value / step), -32767.0, 32767.0)));
    }
  }
  attrs.set("tables", DenseI16ArrayAttr::get(context, tables));
  setShift("gate_shift", gateShift);
  setShift("cell_shift", cellShift);
  return success();
}

kern::RequantAttr IntegerRecurrent::getOutputRequant(int shift) {
  return getRequant(context, {getSumScale(shift) / output.scale}, output.zeroPoint, output.min, output.max);
}

/// All dendrites have one type of z.
kern::RequantAttr IntegerRecurrent::getDendriteRequant(int shift) {
  Quantization z = getSignal(0), d = getSignal(1);
  int64_t min = z.min, max = z.max;
  // A clamp needs no table when z and d share one scale.
  if (op.getDendriteFunction()->getClamp() && z.scale == d.scale && z.zeroPoint == 0)
    std::tie(min, max) = getClampRange(z, *op.getDendriteFunction());
  return getRequant(context, SmallVector<double>(dendrites * units, getSumScale(shift) / z.scale), z.zeroPoint, min,
                    max);
}

std::vector<int32_t> IntegerRecurrent::getCoefficients(ArrayRef<float> values, int shift) {
  std::vector<int32_t> result;
  for (float value : values)
    result.push_back(roundToInt32(std::ldexp(value * getSignal(1).scale / getSumScale(shift), 16)));
  return result;
}

bool IntegerRecurrent::fitsNeurons(int shift) {
  double limit = std::ldexp(1.0, 31 - getDendriteRequant(shift).getShift());
  double outputLimit = std::ldexp(1.0, 31 - getOutputRequant(shift).getShift());
  auto fits = [&](ArrayRef<float> coefficients, int64_t rows, int64_t unit, double most) {
    double bound = std::ldexp(double(states.getMagnitude()), shift);
    for (int64_t row = 0; row < rows; ++row) {
      double scaled = std::abs(coefficients[row * units + unit]) * getSignal(1).scale / getSumScale(shift);
      if (std::ldexp(scaled, 16) >= INT32_MAX)
        return false;
      bound += scaled * double(getSignal(1).getMagnitude()) + 1;
    }
    return bound < most;
  };
  for (int64_t unit = 0; unit < units; ++unit) {
    if (!fits(toNeuron, dendrites, unit, outputLimit))
      return false;
    for (int64_t k = 0; k < dendrites; ++k)
      if (!fits(ArrayRef(between).drop_front(k * (k - 1) / 2 * units), k, unit, limit))
        return false;
  }
  return true;
}

LogicalResult IntegerRecurrent::checkDendrites() {
  if (!op.getSignalTypes())
    return op.emitOpError() << "expected signal types of its dendrites, found none";
  ArrayRef<Attribute> types = op.getSignalTypes()->getValue();
  for (int64_t k = 1; k < dendrites; ++k)
    if (types.slice(2 * k, 2) != types.take_front(2))
      return op.emitOpError() << "expected the same signal types for all its dendrites, found " << types[0] << " and "
                              << types[1] << " for dendrite 0, " << types[2 * k] << " and " << types[2 * k + 1]
                              << " for dendrite " << k;
  if (getSignal(1).zeroPoint != 0)
    return op.emitOpError() << "expected a zero point of 0 for the outputs of its dendrites, found "
                            << getSignal(1).zeroPoint;
  for (auto [name, value, list] :
       {std::tuple<StringRef, Value, SmallVector<float> *>{"between", op.getBetween(), &between},
        {"to_neuron", op.getToNeuron(), &toNeuron}}) {
    if (!value)
      continue;
    FailureOr<DenseElementsAttr> constant = getParameter(op, name, value);
    if (failed(constant))
      return failure();
    llvm::append_range(*list, constant->getValues<float>());
  }
  return success();
}

void IntegerRecurrent::lowerDendrites(int shift) {
  Quantization z = getSignal(0), d = getSignal(1);
  dend::FunctionAttr function = *op.getDendriteFunction();
  if (!function.getClamp() || z.scale != d.scale || z.zeroPoint != 0) {
    SmallVector<int16_t> table;
    for (int64_t i = 0; i <= 256; ++i)
      table.push_back(int16_t(d.quantize(function.evaluate(z.dequantize(i * 256 - 32768)))));
    attrs.set("dendrite_table", DenseI16ArrayAttr::get(context, table));
  }
  attrs.set("dendrite_function", function);
  attrs.set("dendrite_requant", getDendriteRequant(shift));
  setIntegers("to_neuron", {dendrites, units}, getCoefficients(toNeuron, shift));
  if (dendrites > 1)
    setIntegers("between", {dendrites * (dendrites - 1) / 2, units}, getCoefficients(between, shift));
}

LogicalResult IntegerRecurrent::lower() {
  if (op.getArithmetic() != dend::ArithmeticKind::native)
    return op.emitOpError() << "expected arithmetic 'native', found '"
                            << dend::stringifyArithmeticKind(*op.getArithmetic()) << "'";
  if (failed(lowerSums()) || failed(lowerFunctions()))
    return failure();
  // Room below the steps of the states for what dendrites add, as far as there is room above.
  int shift = 0;
  if (dendrites > 0) {
    if (failed(checkDendrites()))
      return failure();
    constexpr int kFraction = 6;
    for (shift = kFraction; !fitsNeurons(shift); --shift)
      if (shift == 0)
        return op.emitOpError() << "expected coefficients of dendrites that sums of 32 bits can hold";
    lowerDendrites(shift);
  }
  setShift("neuron_shift", shift);
  attrs.set("requant", getOutputRequant(shift));
  return success();
}

namespace {

LogicalResult lowerFloat(dend::RecurrentOp op, NamedAttrList &attrs) {
  FailureOr<DenseElementsAttr> weights = getParameter(op, "weights", op.getWeights());
  if (failed(weights))
    return failure();
  attrs.set("weights", *weights);
  return addFloatParameters(op, weights->getType().getDimSize(0), attrs);
}

struct LowerRecurrent : OpConversionPattern<dend::RecurrentOp> {
  using OpConversionPattern::OpConversionPattern;

  LogicalResult matchAndRewrite(dend::RecurrentOp op, OpAdaptor adaptor,
                                ConversionPatternRewriter &rewriter) const override {
    NamedAttrList attrs;
    bool isFloat = op.getGates().getType().getElementType().isF32();
    if (failed(isFloat ? lowerFloat(op, attrs) : IntegerRecurrent(op, attrs).lower()))
      return failure();
    for (StringRef name : {"cell", "functions", "returns_cell"})
      if (Attribute value = op->getAttr(name))
        attrs.set(name, value);
    if (op.getDendriteCount() > 0)
      attrs.set("dendrite_count", op.getDendriteCountAttr());
    Type type = getTypeConverter()->convertType(op.getType());
    rewriter.replaceOpWithNewOp<kern::RecurrentOp>(
        op, TypeRange(type), ValueRange({adaptor.getGates(), adaptor.getInitial()}), attrs.getAttrs());
    return success();
  }
};

} // namespace

void dendc::populateLowerRecurrent(const TypeConverter &converter, RewritePatternSet &patterns) {
  patterns.add<LowerRecurrent>(converter, patterns.getContext());
}
