// LowerRecurrent.cpp - lowers recurrent layers: multipliers, tables of the cells' functions, dendrites' coefficients.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/passes/LowerToKern.h"

#include "compiler/analysis/TfliteArithmetic.h"
#include "dialects/dend/Functions.h"

#include "mlir/IR/TypeUtilities.h"

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
        states(Quantization::get(getElementTypeOrSelf(op.getStates().back()))),
        output(Quantization::get(op.getOutput().getType().getElementType())) {}

  LogicalResult lower();

private:
  Quantization getSignal(int64_t index) {
    return Quantization::get(cast<TypeAttr>((*op.getSignalTypes())[index]).getValue());
  }
  /// What one step of a neuron's sum is worth.
  double getSumScale(int shift) const { return std::ldexp(states.scale, -shift); }

  /// `hidden` is the type of hidden states.
  LogicalResult lowerSums(const Quantization &hidden);
  LogicalResult lowerPeepholes();
  /// An error where sums within `bounds`, a row's each, may leave 32 bits when `requant` moves them to the left.
  LogicalResult expectFit(kern::RequantAttr requant, ArrayRef<double> bounds);
  LogicalResult lowerFunctions();
  LogicalResult lowerTflite();
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

/// So that gates can be added before what is beyond 16 bits is cut.
static constexpr int64_t kWidest = 1 << 16;

LogicalResult IntegerRecurrent::expectFit(kern::RequantAttr requant, ArrayRef<double> bounds) {
  for (auto [row, bound] : llvm::enumerate(bounds)) {
    int32_t shift = requant.getShift() + std::max(requant.getChannelShift(row), 0);
    if (std::ldexp(bound, shift) > INT32_MAX)
      return op.emitOpError() << "expected sums within 32 bits, found a bound of 2^"
                              << int(std::ceil(std::log2(bound) + shift));
  }
  return success();
}

/// Weights, biases, and from the sums of products to the units of the gates.
LogicalResult IntegerRecurrent::lowerSums(const Quantization &hidden) {
  FailureOr<DenseElementsAttr> weights = getParameter(op, "weights", op.getWeights());
  if (failed(weights))
    return failure();
  int64_t rows = weights->getType().getDimSize(0);
  SmallVector<double> scales = getRowScales(op.getWeights().getType().getElementType(), rows), factors;
  std::vector<double> bounds(rows, 0);
  for (auto [index, weight] : llvm::enumerate(weights->getValues<int8_t>()))
    bounds[index / units] += std::abs(double(weight)) * double(hidden.getMagnitude());
  std::vector<int32_t> bias(rows, 0);
  if (op.getBias()) {
    FailureOr<DenseElementsAttr> constant = getParameter(op, "bias", op.getBias());
    if (failed(constant))
      return failure();
    for (int64_t row = 0; row < rows; ++row) {
      double sumScale = hidden.scale * scales[row];
      double value =
          constant->getElementType().isF32()
              ? constant->getValues<float>()[row]
              : constant->getValues<int32_t>()[row] * getRowScales(op.getBias().getType().getElementType(), rows)[row];
      bias[row] = roundToInt32(value / sumScale);
      bounds[row] += std::abs(double(bias[row]));
    }
  }
  for (double scale : scales)
    factors.push_back(isTflite(op) ? double(float(scale) * float(hidden.scale)) / gates.scale
                                   : hidden.scale * scale / gates.scale);
  auto requant = isTflite(op) ? getTfliteRequant(context, factors, bounds, 0, -kWidest, kWidest - 1)
                              : getRequant(context, factors, 0, INT16_MIN, INT16_MAX);
  if (failed(expectFit(requant, bounds)))
    return failure();
  attrs.set("weights", *weights);
  setIntegers("bias", {rows}, bias);
  attrs.set("sum_requant", requant);
  return lowerPeepholes();
}

/// Peepholes, and from their products with cells to the units of the gates.
LogicalResult IntegerRecurrent::lowerPeepholes() {
  if (!op.getPeepholes())
    return success();
  FailureOr<DenseElementsAttr> peepholes = getParameter(op, "peepholes", op.getPeepholes());
  if (failed(peepholes))
    return failure();
  int64_t rows = peepholes->getType().getDimSize(0);
  SmallVector<double> factors;
  for (double scale : getRowScales(op.getPeepholes().getType().getElementType(), rows))
    factors.push_back((isTflite(op) ? getFloatScale(scale) : scale) * states.scale / gates.scale);
  std::vector<double> bounds(rows, 0);
  for (auto [index, peephole] : llvm::enumerate(peepholes->getValues<int16_t>()))
    bounds[index / units] = std::max(bounds[index / units], std::abs(double(peephole)) * double(states.getMagnitude()));
  auto requant = isTflite(op) ? getTfliteRequant(context, factors, 0, -kWidest, kWidest - 1)
                              : getRequant(context, factors, 0, -kWidest, kWidest - 1);
  if (failed(expectFit(requant, bounds)))
    return failure();
  attrs.set("peepholes", *peepholes);
  attrs.set("peephole_requant", requant);
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
  kern::RequantAttr requant = getDendriteRequant(shift);
  if (DenseI16ArrayAttr table = getDendriteTable(function, z, d, requant))
    attrs.set("dendrite_table", table);
  attrs.set("dendrite_function", function);
  attrs.set("dendrite_requant", requant);
  setIntegers("to_neuron", {dendrites, units}, getCoefficients(toNeuron, shift));
  if (dendrites > 1)
    setIntegers("between", {dendrites * (dendrites - 1) / 2, units}, getCoefficients(between, shift));
}

/// The cells of TensorFlow Lite, in fixed point. Their hidden states are the outputs, here less the zero point.
LogicalResult IntegerRecurrent::lowerTflite() {
  constexpr int kGateExponent = -12, kFraction = 15, kMostCellShift = 6;
  int cellShift = int(std::log2(states.scale)) + kFraction;
  SmallVector<StringRef> names = llvm::map_to_vector(op.getFunctions().getAsRange<dend::FunctionAttr>(),
                                                     [](dend::FunctionAttr function) { return function.getName(); });
  if (op.getCell() != dend::Cell::lstm || dendrites > 0 || output.max != INT8_MAX ||
      names != ArrayRef<StringRef>{"sigmoid", "tanh", "tanh"} || gates.scale != std::ldexp(1.0, kGateExponent) ||
      cellShift < 0 || cellShift > kMostCellShift)
    return op.emitOpError() << "expected arithmetic 'tflite' of an lstm of sigmoid, tanh and tanh without dendrites, "
                               "with gates in steps of 2^-12, cells of 2^-15 to 2^-9 and 8-bit outputs, found "
                            << dend::stringifyCell(op.getCell()) << " of " << op.getFunctions() << " with gates "
                            << op.getGates().getType() << ", states " << op.getStates().back().getType()
                            << " and outputs " << op.getOutput().getType();
  if (failed(lowerSums(output)))
    return failure();
  setShift("gate_shift", kFraction + kGateExponent);
  setShift("cell_shift", cellShift);
  if (op.getCellClip()) {
    float limit = std::min(op.getCellClip()->convertToFloat() / float(states.scale), float(INT16_MAX));
    if (limit >= 1)
      setShift("cell_limit", int(limit));
  }
  double step = std::ldexp(1.0, -kFraction);
  float factor = float(step / getFloatScale(output.scale) * step);
  attrs.set("hidden_requant", getTfliteRequant(context, {double(factor)}, 0, output.min - output.zeroPoint,
                                               output.max - output.zeroPoint));
  attrs.set("requant", getRequant(context, {1.0}, output.zeroPoint, output.min, output.max));
  return success();
}

LogicalResult IntegerRecurrent::lower() {
  if (isTflite(op))
    return lowerTflite();
  if (op.getArithmetic() != dend::ArithmeticKind::native)
    return op.emitOpError() << "expected arithmetic 'native', found '"
                            << dend::stringifyArithmeticKind(*op.getArithmetic()) << "'";
  if (failed(lowerSums(states)) || failed(lowerFunctions()))
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
  if (op.getCellClip())
    setShift("cell_limit",
             int(std::clamp(std::round(double(op.getCellClip()->convertToFloat()) / states.scale), 1.0, 32767.0)));
  attrs.set("requant", getOutputRequant(shift));
  return success();
}

namespace {

LogicalResult lowerFloat(dend::RecurrentOp op, NamedAttrList &attrs) {
  FailureOr<DenseElementsAttr> weights = getParameter(op, "weights", op.getWeights());
  if (failed(weights))
    return failure();
  attrs.set("weights", *weights);
  if (op.getPeepholes()) {
    FailureOr<DenseElementsAttr> peepholes = getParameter(op, "peepholes", op.getPeepholes());
    if (failed(peepholes))
      return failure();
    attrs.set("peepholes", *peepholes);
  }
  if (op.getCellClip())
    attrs.set("cell_clip", op.getCellClipAttr());
  return addFloatParameters(op, weights->getType().getDimSize(0), attrs);
}

/// The type in which the cells of `op` hold hidden states: 16 bits around 0.
RankedTensorType getHeldType(dend::RecurrentOp op, RankedTensorType shaped) {
  Type element = op.getInitial().getType().getElementType();
  if (auto type = dyn_cast<quant::UniformQuantizedType>(element); type && type.getStorageTypeIntegralWidth() < 16)
    element = quant::UniformQuantizedType::get(quant::QuantizationFlags::Signed, IntegerType::get(op.getContext(), 16),
                                               type.getExpressedType(), type.getScale(), 0, INT16_MIN, INT16_MAX);
  return shaped.clone(element);
}

/// The states in which the cells of `op` begin: hidden ones as they hold them, and behind them those of cells.
FailureOr<Value> lowerStates(dend::RecurrentOp op, Value hidden, Value cell, ConversionPatternRewriter &rewriter) {
  RankedTensorType initial = op.getInitial().getType(), held = getHeldType(op, initial);
  bool isFloat = initial.getElementType().isF32();
  Type element = isFloat ? initial.getElementType() : rewriter.getI16Type();
  SmallVector<int64_t> shape(initial.getShape());
  shape[1] = cell ? 2 : 1;
  auto type = RankedTensorType::get(shape, element);
  if (hasConstantStates(op)) {
    SmallVector<Attribute> elements;
    for (Value state : op.getStates()) {
      FailureOr<DenseElementsAttr> constant = getParameter(op, "initial", state);
      if (failed(constant))
        return failure();
      int64_t zeroPoint = isFloat ? 0 : Quantization::get(getElementTypeOrSelf(state)).zeroPoint;
      for (Attribute value : constant->getValues<Attribute>())
        elements.push_back(
            isFloat ? value : rewriter.getI16IntegerAttr(int16_t(cast<IntegerAttr>(value).getInt() - zeroPoint)));
    }
    return kern::ConstantOp::create(rewriter, op.getLoc(), type, DenseElementsAttr::get(type, elements)).getResult();
  }
  if (initial != held)
    hidden = createRescale(rewriter, op.getLoc(), hidden, initial, held);
  if (!cell)
    return hidden;
  return kern::ConcatOp::create(rewriter, op.getLoc(), type, ValueRange({hidden, cell}), uint64_t(1)).getResult();
}

/// Rows [begin, begin + count) of an image.
Value takeRows(OpBuilder &builder, Location loc, Value image, int64_t begin, int64_t count) {
  auto type = cast<RankedTensorType>(image.getType());
  SmallVector<int64_t> shape(type.getShape());
  shape[1] = count;
  return kern::SliceOp::create(builder, loc, type.clone(shape), image, ArrayRef<int64_t>{0, begin, 0, 0},
                               ArrayRef<int64_t>{1, 1, 1, 1});
}

struct LowerRecurrent : OpConversionPattern<dend::RecurrentOp> {
  using OpConversionPattern::OpConversionPattern;

  LogicalResult matchAndRewrite(dend::RecurrentOp op, OpAdaptor adaptor,
                                ConversionPatternRewriter &rewriter) const override {
    NamedAttrList attrs;
    FailureOr<Value> states = lowerStates(op, adaptor.getInitial(), adaptor.getInitialCell(), rewriter);
    if (failed(states))
      return failure();
    bool isFloat = op.getGates().getType().getElementType().isF32();
    if (failed(isFloat ? lowerFloat(op, attrs) : IntegerRecurrent(op, attrs).lower()))
      return failure();
    attrs.set("cell", op.getCellAttr());
    attrs.set("functions", op.getFunctionsAttr());
    if (op.getDendriteCount() > 0)
      attrs.set("dendrite_count", op.getDendriteCountAttr());
    auto type = cast<RankedTensorType>(getTypeConverter()->convertType(op.getOutput().getType()));
    auto create = [&](RankedTensorType output) {
      return kern::RecurrentOp::create(rewriter, op.getLoc(), TypeRange(output),
                                       ValueRange({adaptor.getGates(), *states}), attrs.getAttrs());
    };
    if (op.getFinalCell())
      rewriter.replaceOp(op, appendCell(op, attrs, rewriter, create));
    else
      rewriter.replaceOp(op, create(type));
    return success();
  }

  /// The output and the cell after the last step are rows of one tensor, of which all but the last become the output.
  static SmallVector<Value> appendCell(dend::RecurrentOp op, NamedAttrList &attrs, OpBuilder &builder,
                                       llvm::function_ref<kern::RecurrentOp(RankedTensorType)> create) {
    RankedTensorType type = op.getOutput().getType();
    bool isFloat = type.getElementType().isF32();
    attrs.set("appends_cell", builder.getUnitAttr());
    if (!isFloat) // as the cells hold it
      attrs.set("requant", getRequant(op.getContext(), {1.0}, 0, INT16_MIN, INT16_MAX));
    SmallVector<int64_t> shape(type.getShape());
    int64_t steps = shape[1]++;
    Value all = create(RankedTensorType::get(shape, isFloat ? type.getElementType() : builder.getI16Type()));
    Value cell = takeRows(builder, op.getLoc(), all, steps, 1);
    Value output = takeRows(builder, op.getLoc(), all, 0, steps);
    if (RankedTensorType held = getHeldType(op, type); held != type)
      output = createRescale(builder, op.getLoc(), output, held, type);
    return {output, cell};
  }
};

} // namespace

bool dendc::hasConstantStates(dend::RecurrentOp op) {
  return llvm::all_of(op.getStates(), [](Value state) { return state.getDefiningOp<dend::ConstantOp>() != nullptr; });
}

void dendc::populateLowerRecurrent(const TypeConverter &converter, RewritePatternSet &patterns) {
  patterns.add<LowerRecurrent>(converter, patterns.getContext());
}
