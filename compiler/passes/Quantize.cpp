// Quantize.cpp - from calibrated ranges to quantized types: every tensor, every signal inside a neuron.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/ActivationTypes.h"
#include "compiler/analysis/Annotations.h"
#include "compiler/analysis/LayerQuantizer.h"
#include "compiler/passes/Passes.h"

#include "dialects/kern/Layers.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/TypeUtilities.h"
#include "llvm/ADT/EquivalenceClasses.h"
#include "llvm/ADT/MapVector.h"

#include <cmath>

using namespace mlir;
using namespace dendc;
using quant::UniformQuantizedType;

namespace dendc {
#define GEN_PASS_DEF_QUANTIZEPASS
#include "compiler/passes/Passes.h.inc"
} // namespace dendc

namespace {

/// Values of one type, because ops between them move elements and compute nothing.
struct Group {
  std::optional<Range> range;
  /// i8 or i16: the wider of what its values ask for.
  unsigned width = 0;
  /// Levels either side of zero, for i16.
  int64_t limit = kInt16Limit;
  /// Of values that recurrent cells compute with: 16 bits in steps of the least power of two, 2^leastExponent or more.
  std::optional<int> leastExponent;
  /// Ops and arguments that make its values, not counting those that only move them; whether softmax is one.
  unsigned sourceCount = 0;
  bool hasSoftmax = false;

  bool isProbability() const { return hasSoftmax && sourceCount == 1; }

  UniformQuantizedType getType(MLIRContext *context) const {
    if (leastExponent)
      return getBinaryFractionType(context, *range, *leastExponent);
    if (isProbability())
      return getProbabilityType(context, width);
    return width == 8 ? getInt8Type(context, *range) : getInt16Type(context, *range, limit);
  }
};

struct Layer {
  dend::WeightedOpInterface op;
  LayerQuantizer quantizer;
  UniformQuantizedType dendriteInput, dendriteOutput;
};

DenseElementsAttr getConstant(Value value) {
  return cast<DenseElementsAttr>(value.getDefiningOp<dend::ConstantOp>().getValue());
}

bool isConstant(Value value) { return value.getDefiningOp<dend::ConstantOp>() != nullptr; }

Range getUnion(const Range &a, const Range &b) { return {std::min(a.min, b.min), std::max(a.max, b.max)}; }

/// Ranges of an annotation, if it is one of `count` intervals.
std::optional<SmallVector<Range>> getRanges(Attribute attribute, int64_t count) {
  auto values = dyn_cast_or_null<DenseF64ArrayAttr>(attribute);
  if (!values || values.size() != 2 * count)
    return std::nullopt;
  SmallVector<Range> ranges;
  for (int64_t i = 0; i < count; ++i) {
    Range range{values[2 * i], values[2 * i + 1]};
    if (!std::isfinite(range.min) || !std::isfinite(range.max) || range.min > range.max)
      return std::nullopt;
    ranges.push_back(range);
  }
  return ranges;
}

/// What a diagnostic shows of an attribute that may be absent.
std::string describe(Attribute attribute) {
  if (!attribute)
    return "none";
  std::string text;
  llvm::raw_string_ostream(text) << attribute;
  return text;
}

/// Annotations of arguments or results that ask for a type.
LogicalResult checkBorder(func::FuncOp function, Attribute border) {
  auto type = dyn_cast_or_null<TypeAttr>(border);
  if (!border || (type && (type.getValue().isInteger(8) || type.getValue().isInteger(16) || type.getValue().isF32())))
    return success();
  return function.emitError() << "expected '" << kBorderAttr << "' to be i8, i16 or f32, found " << border;
}

using DendriteTypes = std::pair<UniformQuantizedType, UniformQuantizedType>;

/// The types of z and d of an op with dendrites, whose sums are those of elements of `width` bits.
FailureOr<DendriteTypes> findDendriteTypes(Operation *op, dend::FunctionAttr dendriteFunction, unsigned width) {
  std::optional<SmallVector<Range>> ranges = getRanges(op->getAttr(kDendriteRangesAttr), 2);
  if (!ranges)
    return op->emitOpError() << "expected '" << kDendriteRangesAttr
                             << "' to be array<f64: z min, z max, d min, d max>, found "
                             << describe(op->getAttr(kDendriteRangesAttr));
  return getDendriteTypes(dendriteFunction, width, ranges->front(), ranges->back());
}

/// One function while it is quantized.
class FunctionQuantizer {
public:
  explicit FunctionQuantizer(func::FuncOp function) : function(function), context(function.getContext()) {}

  LogicalResult run();

private:
  LogicalResult makeGroups();
  void joinStates(dend::RecurrentOp op);
  LogicalResult annotate(Value value, Attribute range, Attribute storage, Location loc);
  LogicalResult prepareRecurrent(dend::RecurrentOp op);
  LogicalResult makeLayers();
  LogicalResult fitAccumulators();

  void convertBorders();
  void quantizeOp(Operation *op);
  void quantizeLayer(Layer &layer);
  void quantizeRecurrent(dend::RecurrentOp op);
  Value quantizeConstant(OpBuilder &builder, Operation *user, Value constant);

  Group &getGroup(Value value) { return groups[*values.findLeader(value.getAsOpaquePointer())]; }
  UniformQuantizedType getType(Value value) { return getGroup(value).getType(context); }
  void setType(Value value, Type element) { value.setType(cast<RankedTensorType>(value.getType()).clone(element)); }

  func::FuncOp function;
  MLIRContext *context;
  llvm::EquivalenceClasses<const void *> values;
  llvm::MapVector<const void *, Group> groups;
  std::vector<Layer> layers;
  /// Of recurrent ops whose states are no values of the network: the initial ones are constants.
  DenseMap<Operation *, UniformQuantizedType> stateTypes;
  /// Of recurrent ops with dendrites.
  DenseMap<Operation *, DendriteTypes> dendriteTypes;
};

LogicalResult FunctionQuantizer::annotate(Value value, Attribute range, Attribute storage, Location loc) {
  Group &group = getGroup(value);
  std::optional<SmallVector<Range>> found = getRanges(range, 1);
  auto type = dyn_cast_or_null<TypeAttr>(storage);
  if (!found)
    return emitError(loc) << "expected '" << kRangeAttr << "' to be array<f64: min, max>, found " << describe(range);
  if (!type || !(type.getValue().isInteger(8) || type.getValue().isInteger(16)))
    return emitError(loc) << "expected '" << kStorageAttr << "' to be i8 or i16, found " << describe(storage);
  group.range = group.range ? getUnion(*group.range, found->front()) : found->front();
  ++group.sourceCount;
  group.width = std::max(group.width, type.getValue().isInteger(16) ? 16u : 8u);
  return success();
}

/// All states of an op have one type.
void FunctionQuantizer::joinStates(dend::RecurrentOp op) {
  SmallVector<Value, 2> states = op.getStates();
  if (op.getFinalCell())
    states.push_back(op.getFinalCell());
  llvm::erase_if(states, isConstant);
  for (Value state : states)
    values.unionSets(states.front().getAsOpaquePointer(), state.getAsOpaquePointer());
}

LogicalResult FunctionQuantizer::makeGroups() {
  for (Value argument : function.getArguments())
    values.insert(argument.getAsOpaquePointer());
  for (Operation &op : function.front().without_terminator()) {
    if (auto constant = dyn_cast<dend::ConstantOp>(op)) {
      if (!isa<DenseElementsAttr>(constant.getValue()))
        return op.emitOpError() << "expected a value whose elements can be read, found " << constant.getValue();
      continue;
    }
    Value result = op.getResult(0);
    values.insert(result.getAsOpaquePointer());
    for (Value operand : op.getOperands())
      if (keepsType(&op) && !isConstant(operand))
        values.unionSets(result.getAsOpaquePointer(), operand.getAsOpaquePointer());
    if (auto recurrent = dyn_cast<dend::RecurrentOp>(op))
      joinStates(recurrent);
  }
  for (const kern::Variable &variable : kern::getVariables(function))
    if (Value next = function.front().getTerminator()->getOperand(variable.result); !isConstant(next))
      values.unionSets(variable.argument.getAsOpaquePointer(), next.getAsOpaquePointer());
  for (unsigned index = 0; index < function.getNumResults(); ++index)
    if (failed(checkBorder(function, function.getResultAttr(index, kBorderAttr))))
      return failure();
  for (auto [index, argument] : llvm::enumerate(function.getArguments()))
    if (failed(checkBorder(function, function.getArgAttr(index, kBorderAttr))) ||
        failed(annotate(argument, function.getArgAttr(index, kRangeAttr), function.getArgAttr(index, kStorageAttr),
                        argument.getLoc())))
      return failure();
  for (Operation &op : function.front().without_terminator()) {
    if (isa<dend::ConstantOp>(op))
      continue;
    Value result = op.getResult(0);
    if (!keepsType(&op)) {
      if (failed(annotate(result, op.getAttr(kRangeAttr), op.getAttr(kStorageAttr), op.getLoc())))
        return failure();
      getGroup(result).hasSoftmax |= isa<dend::SoftmaxOp>(op);
      continue;
    }
    // Constants joined to activations, and the value of a border, must be among what the type holds.
    Group &group = getGroup(result);
    auto include = [&](double value) {
      Range point{value, value};
      group.range = group.range ? getUnion(*group.range, point) : point;
    };
    for (Value operand : op.getOperands())
      if (isConstant(operand))
        for (float value : getConstant(operand).getValues<float>())
          include(value);
    if (auto pad = dyn_cast<dend::PadOp>(op))
      include(pad.getValue().convertToDouble());
  }
  return success();
}

/// Gates and states get the types that cells compute with.
LogicalResult FunctionQuantizer::prepareRecurrent(dend::RecurrentOp op) {
  constexpr int kGateExponent = -12, kStateExponent = -15;
  std::optional<SmallVector<Range>> states = getRanges(op->getAttr(kStateRangeAttr), 1);
  if (!states)
    return op.emitOpError() << "expected '" << kStateRangeAttr << "' to be array<f64: min, max>, found "
                            << describe(op->getAttr(kStateRangeAttr));
  if (isConstant(op.getGates()))
    return op.emitOpError() << "expected gates that the network computes to quantize, found constants";
  for (Value number : {Value(op.getWeights()), Value(op.getBias()), Value(op.getPeepholes())})
    if (number && !isConstant(number))
      return op.emitOpError() << "expected constant float weights to quantize";
  auto include = [&](Group &group, const Range &range, int exponent) {
    group.range = group.range ? getUnion(*group.range, range) : range;
    group.leastExponent = std::max(exponent, group.leastExponent.value_or(exponent));
    group.width = 16;
  };
  include(getGroup(op.getGates()), {}, kGateExponent);
  Range range = states->front();
  Value computed = op.getFinalCell();
  for (Value state : op.getStates())
    if (!isConstant(state))
      computed = state;
    else
      for (float value : getConstant(state).getValues<float>())
        range = getUnion(range, {value, value});
  if (computed)
    include(getGroup(computed), range, kStateExponent);
  else
    stateTypes[op] = getBinaryFractionType(context, range, kStateExponent);
  if (op.getDendriteCount() == 0)
    return success();
  FailureOr<DendriteTypes> types = findDendriteTypes(op, *op.getDendriteFunction(), 16);
  if (succeeded(types))
    dendriteTypes[op] = *types;
  return types;
}

LogicalResult FunctionQuantizer::makeLayers() {
  for (auto recurrent : function.front().getOps<dend::RecurrentOp>())
    if (failed(prepareRecurrent(recurrent)))
      return failure();
  for (Operation &op : function.front()) {
    auto weighted = dyn_cast<dend::WeightedOpInterface>(op);
    if (!weighted)
      continue;
    FailureOr<LayerQuantizer> quantizer = LayerQuantizer::get(weighted);
    if (failed(quantizer))
      return failure();
    layers.push_back({weighted, std::move(*quantizer), {}, {}});
    if (weighted.getDendriteCount() == 0)
      continue;
    FailureOr<DendriteTypes> types =
        findDendriteTypes(&op, *weighted.getDendriteFunction(), getGroup(weighted.getInput()).width);
    if (failed(types))
      return failure();
    std::tie(layers.back().dendriteInput, layers.back().dendriteOutput) = *types;
  }
  return success();
}

/// Makes room in 32 bits: fewer levels for 16-bit inputs first, then coarser outputs of layers whose sums can become
/// far larger than they ever did in calibration.
LogicalResult FunctionQuantizer::fitAccumulators() {
  constexpr int64_t kLeastLimit = 1023;
  bool changed = true;
  while (changed) {
    changed = false;
    for (Layer &layer : layers) {
      Group &input = getGroup(layer.op.getInput()), &output = getGroup(layer.op.getOutput());
      LayerTypes types{Quantization::get(input.getType(context)), Quantization::get(output.getType(context)), {}, {}};
      if (layer.dendriteInput) {
        types.dendriteInput = Quantization::get(layer.dendriteInput);
        types.dendriteOutput = Quantization::get(layer.dendriteOutput);
      }
      layer.quantizer.setTypes(types);
      double neuronLoad = layer.quantizer.getLoad(false), dendriteLoad = layer.quantizer.getLoad(true);
      double load = std::max(neuronLoad, dendriteLoad);
      if (load <= 1)
        continue;
      changed = true;
      if (input.width == 16 && !input.isProbability() && input.limit > kLeastLimit) {
        input.limit = std::max(kLeastLimit, int64_t(double(input.limit) / load * 0.99));
      } else if (neuronLoad > 1 && !output.isProbability()) {
        output.range = Range{output.range->min * 2, output.range->max * 2};
      } else if (dendriteLoad > 1) {
        auto type = layer.dendriteInput;
        layer.dendriteInput = UniformQuantizedType::get(type.getFlags(), type.getStorageType(), type.getExpressedType(),
                                                        type.getScale() * 2, type.getZeroPoint(),
                                                        type.getStorageTypeMin(), type.getStorageTypeMax());
      } else {
        return layer.op->emitOpError() << "expected sums that fit 32 bits, found " << int64_t(std::ceil(load))
                                       << " times as much";
      }
      if (neuronLoad > 1e6 || dendriteLoad > 1e6)
        return layer.op->emitOpError() << "expected sums that fit 32 bits, found weights of widely different sizes";
    }
  }
  return success();
}

/// A constant operand in a type of its own for the op that reads it: as the op's result where types are kept, else
/// 16 bits, or as many as keep products with the other operand within 32 bits.
Value FunctionQuantizer::quantizeConstant(OpBuilder &builder, Operation *user, Value constant) {
  DenseElementsAttr values = getConstant(constant);
  UniformQuantizedType type;
  if (keepsType(user)) {
    type = getType(user->getResult(0));
  } else {
    Range range;
    for (float value : values.getValues<float>())
      range = getUnion(range, {value, value});
    bool isWide = llvm::any_of(user->getOperands(), [&](Value v) { return !isConstant(v) && getGroup(v).width == 16; });
    type = getInt16Type(context, range, isa<dend::MulOp>(user) && isWide ? 8191 : kInt16Limit);
  }
  Quantization quantization = Quantization::get(type);
  SmallVector<APInt> integers;
  unsigned width = type.getStorageTypeIntegralWidth();
  for (float value : values.getValues<float>())
    integers.emplace_back(width, uint64_t(quantization.quantize(value)), /*isSigned=*/true);
  auto attribute = DenseElementsAttr::get(values.getType().clone(type.getStorageType()), integers);
  return dend::ConstantOp::create(builder, constant.getLoc(), values.getType().clone(Type(type)), attribute);
}

DenseElementsAttr quantizeElements(DenseElementsAttr values, Type storage,
                                   llvm::function_ref<int64_t(size_t, float)> f) {
  SmallVector<APInt> integers;
  for (auto [index, value] : llvm::enumerate(values.getValues<float>()))
    integers.emplace_back(storage.getIntOrFloatBitWidth(), uint64_t(f(index, value)), /*isSigned=*/true);
  return DenseElementsAttr::get(values.getType().clone(storage), integers);
}

/// The types of z and d of all dendrites of `op`.
void setSignalTypes(Operation *op, Type dendriteInput, Type dendriteOutput) {
  SmallVector<Attribute> types;
  for (int64_t k = 0, count = op->getAttrOfType<IntegerAttr>("dendrite_count").getInt(); k < count; ++k)
    types.append({TypeAttr::get(dendriteInput), TypeAttr::get(dendriteOutput)});
  op->setAttr("signal_types", ArrayAttr::get(op->getContext(), types));
}

/// The constant `values`, quantized by row in `width` bits: each row in steps of at least its number in `leastScales`.
Value quantizeRows(OpBuilder &builder, Location loc, DenseElementsAttr values, unsigned width,
                   ArrayRef<double> leastScales) {
  int64_t length = values.getNumElements() / int64_t(leastScales.size()), limit = (int64_t(1) << (width - 1)) - 1;
  SmallVector<double> scales(leastScales);
  for (auto [index, value] : llvm::enumerate(values.getValues<float>()))
    scales[index / length] = std::max(scales[index / length], std::abs(double(value)) / double(limit));
  for (double &scale : scales)
    scale = scale > 0 ? scale : 1;
  auto type = quant::UniformQuantizedPerAxisType::get(
      quant::QuantizationFlags::Signed, builder.getIntegerType(width), builder.getF32Type(), scales,
      SmallVector<int64_t>(scales.size(), 0), /*quantizedDimension=*/0, -limit, limit);
  auto integers = quantizeElements(values, type.getStorageType(), [&](size_t index, float value) {
    return int64_t(std::round(value / scales[index / length]));
  });
  return dend::ConstantOp::create(builder, loc, values.getType().clone(Type(type)), integers);
}

/// Weights in 8 bits by row, in steps so large that no sum leaves 32 bits, and peepholes in 16.
void FunctionQuantizer::quantizeRecurrent(dend::RecurrentOp op) {
  OpBuilder builder(op);
  UniformQuantizedType stateType = stateTypes.lookup(op);
  SmallVector<Value, 2> states = op.getStates();
  if (!stateType)
    stateType = getType(op.getFinalCell() ? op.getFinalCell() : *llvm::find_if_not(states, isConstant));
  for (Value state : states) {
    if (!isConstant(state))
      continue;
    Quantization quantization = Quantization::get(stateType);
    DenseElementsAttr values = getConstant(state);
    auto integers = quantizeElements(values, stateType.getStorageType(),
                                     [&](size_t, float value) { return quantization.quantize(value); });
    op->replaceUsesOfWith(
        state, dend::ConstantOp::create(builder, op.getLoc(), values.getType().clone(Type(stateType)), integers));
  }
  double stateScale = stateType.getScale();
  DenseElementsAttr weights = getConstant(op.getWeights());
  int64_t rows = weights.getType().getDimSize(0), units = weights.getType().getDimSize(1);
  SmallVector<double> sums(rows, 0), leastScales;
  for (auto [index, value] : llvm::enumerate(weights.getValues<float>()))
    sums[index / units] += std::abs(value) * std::ldexp(1.0, 15);
  if (op.getBias())
    for (auto [row, value] : llvm::enumerate(getConstant(op.getBias()).getValues<float>()))
      sums[row] += std::abs(value) / stateScale;
  for (double sum : sums)
    leastScales.push_back(std::ldexp(sum, -30));
  op.getWeightsMutable().assign(quantizeRows(builder, op.getLoc(), weights, 8, leastScales));
  if (op.getPeepholes()) {
    DenseElementsAttr peepholes = getConstant(op.getPeepholes());
    SmallVector<double> none(peepholes.getType().getDimSize(0), 0);
    op.getPeepholesMutable().assign(quantizeRows(builder, op.getLoc(), peepholes, 16, none));
  }
  if (auto types = dendriteTypes.find(op); types != dendriteTypes.end())
    setSignalTypes(op, types->second.first, types->second.second);
}

void FunctionQuantizer::quantizeLayer(Layer &layer) {
  dend::WeightedOpInterface op = layer.op;
  OpBuilder builder(op);
  SmallVector<double> scales(layer.quantizer.getScales());
  double inputScale = getType(op.getInput()).getScale();
  auto makeConstant = [&](Value old, unsigned width, ArrayRef<double> rowScales, auto integers,
                          int64_t limit) -> Value {
    auto shape = cast<RankedTensorType>(old.getType()).getShape();
    SmallVector<int64_t> zeroPoints(rowScales.size(), 0);
    Type storage = builder.getIntegerType(width);
    auto type = quant::UniformQuantizedPerAxisType::get(quant::QuantizationFlags::Signed, storage, builder.getF32Type(),
                                                        rowScales, zeroPoints, /*quantizedDimension=*/0, -limit, limit);
    auto value = DenseElementsAttr::get(RankedTensorType::get(shape, storage), ArrayRef(integers));
    return dend::ConstantOp::create(builder, old.getLoc(), RankedTensorType::get(shape, type), value);
  };
  Value oldWeights = op.getWeights(), oldBias = op.getBias();
  Value weights = makeConstant(oldWeights, 8, scales, layer.quantizer.getWeights(), 127);
  op->replaceUsesOfWith(oldWeights, weights);
  if (oldBias) {
    for (double &scale : scales)
      scale *= inputScale;
    op->replaceUsesOfWith(oldBias, makeConstant(oldBias, 32, scales, layer.quantizer.getBias(), INT32_MAX));
  }
  if (op.getDendriteCount() > 0)
    setSignalTypes(op, layer.dendriteInput, layer.dendriteOutput);
}

void FunctionQuantizer::quantizeOp(Operation *op) {
  OpBuilder builder(op);
  if (!isa<dend::WeightedOpInterface, dend::RecurrentOp>(op))
    for (OpOperand &operand : op->getOpOperands())
      if (isConstant(operand.get()))
        operand.set(quantizeConstant(builder, op, operand.get()));
  if (llvm::any_of(op->getName().getAttributeNames(), [](StringAttr name) { return name == "arithmetic"; }))
    op->setAttr("arithmetic", dend::ArithmeticKindAttr::get(context, dend::ArithmeticKind::native));
  for (StringRef name : {kRangeAttr, kStorageAttr, kDendriteRangesAttr, kStateRangeAttr, kRowScalesAttr})
    op->removeDiscardableAttr(name);
}

/// Gives arguments and results the types asked for, converted to or from those of the network.
void FunctionQuantizer::convertBorders() {
  OpBuilder builder(function.front().getTerminator());
  SmallVector<Type> inputs, results;
  auto getBorder = [&](Value value, Attribute border) {
    Type own = cast<RankedTensorType>(value.getType()).getElementType();
    auto quantized = dyn_cast<UniformQuantizedType>(own);
    Type asked = border ? cast<TypeAttr>(border).getValue() : nullptr;
    if (!quantized || !asked || asked == quantized.getStorageType())
      return own;
    Group group = getGroup(value);
    group.width = asked.isInteger(16) ? 16 : 8;
    group.limit = kInt16Limit;
    group.leastExponent.reset();
    return asked.isF32() ? asked : Type(group.getType(context));
  };
  auto convert = [&](Value value, Type element) -> Value {
    auto type = cast<RankedTensorType>(value.getType()).clone(element);
    if (element.isF32())
      return dend::DequantizeOp::create(builder, value.getLoc(), type, value);
    return dend::QuantizeOp::create(builder, value.getLoc(), type, value,
                                    dend::ArithmeticKindAttr::get(context, dend::ArithmeticKind::native));
  };
  for (OpOperand &operand : function.front().getTerminator()->getOpOperands()) {
    unsigned index = operand.getOperandNumber();
    Type element = getBorder(operand.get(), function.getResultAttr(index, kBorderAttr));
    if (element != getElementTypeOrSelf(operand.get()))
      operand.set(convert(operand.get(), element));
    results.push_back(operand.get().getType());
    if (function.getResultAttr(index, kBorderAttr))
      function.removeResultAttr(index, builder.getStringAttr(kBorderAttr));
  }
  builder.setInsertionPointToStart(&function.front());
  for (auto [index, argument] : llvm::enumerate(function.getArguments())) {
    Type own = getElementTypeOrSelf(argument), element = getBorder(argument, function.getArgAttr(index, kBorderAttr));
    if (element != own) {
      setType(argument, element);
      Value converted = convert(argument, own);
      argument.replaceAllUsesExcept(converted, converted.getDefiningOp());
    }
    inputs.push_back(argument.getType());
    for (StringRef name : {kRangeAttr, kStorageAttr, kBorderAttr})
      function.removeArgAttr(index, builder.getStringAttr(name));
  }
  function.setFunctionType(FunctionType::get(context, inputs, results));
}

LogicalResult FunctionQuantizer::run() {
  if (failed(makeGroups()) || failed(makeLayers()) || failed(fitAccumulators()))
    return failure();
  for (Layer &layer : layers)
    quantizeLayer(layer);
  for (auto recurrent : function.front().getOps<dend::RecurrentOp>())
    quantizeRecurrent(recurrent);
  SmallVector<Operation *> ops;
  for (Operation &op : function.front().without_terminator())
    if (!isa<dend::ConstantOp>(op))
      ops.push_back(&op);
  for (Operation *op : ops)
    quantizeOp(op);
  for (Operation *op : ops)
    for (Value result : op->getResults())
      setType(result, getType(result));
  for (Value argument : function.getArguments())
    setType(argument, getType(argument));
  convertBorders();
  for (auto constant : llvm::make_early_inc_range(function.front().getOps<dend::ConstantOp>()))
    if (constant->use_empty())
      constant->erase();
  return success();
}

bool isAnnotated(func::FuncOp function) {
  for (unsigned index = 0; index < function.getNumArguments(); ++index)
    if (function.getArgAttr(index, kRangeAttr))
      return true;
  return false;
}

struct QuantizePass : dendc::impl::QuantizePassBase<QuantizePass> {
  void runOnOperation() override {
    for (auto function : getOperation().getOps<func::FuncOp>())
      if (isAnnotated(function) && failed(FunctionQuantizer(function).run()))
        return signalPassFailure();
  }
};

} // namespace
