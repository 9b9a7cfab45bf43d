// DendOps.cpp - rules and folds of the dend dialect's ops; rule labels are those of the op descriptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/dend/Dend.h"
#include "dialects/dend/Geometry.h"

#include "mlir/IR/TypeUtilities.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallBitVector.h"
#include "llvm/Support/CheckedArithmetic.h"

#include <cmath>

using namespace mlir;
using namespace dendc::dend;

#include "dialects/dend/DendInterfaces.cpp.inc"
#define GET_OP_CLASSES
#include "dialects/dend/DendOps.cpp.inc"

//===----------------------------------------------------------------------===//
// Shared rules
//===----------------------------------------------------------------------===//

static std::string toString(ArrayRef<int64_t> shape) {
  std::string text = "[";
  llvm::raw_string_ostream os(text);
  llvm::interleaveComma(shape, os);
  os << ']';
  return text;
}

static LogicalResult expectShape(Operation *op, StringRef what, ArrayRef<int64_t> expected, RankedTensorType found) {
  if (expected == found.getShape())
    return success();
  return op->emitOpError() << "expected " << what << " of shape " << toString(expected) << ", found "
                           << toString(found.getShape());
}

LogicalResult dendc::dend::detail::verifyQuantization(Operation *op, TypeRange tensors, bool hasArithmetic) {
  bool quantized = isQuantized(tensors.front());
  for (Type tensor : tensors)
    if (isQuantized(tensor) != quantized) // Q1
      return op->emitOpError() << "expected operands and results all f32 or all quantized, found " << tensors.front()
                               << " and " << tensor;
  if (hasArithmetic != quantized) // Q2
    return op->emitOpError() << "expected an arithmetic exactly when the op is quantized, found "
                             << (hasArithmetic ? "one" : "none") << " on " << tensors.front();
  return success();
}

/// f32, or quantized in `width` bits around 0, per tensor or along the first axis.
static bool isSymmetric(TypedValue<RankedTensorType> parameter, unsigned width) {
  auto type = dyn_cast<quant::QuantizedType>(parameter.getType().getElementType());
  if (!type)
    return true;
  if (type.getStorageTypeIntegralWidth() != width)
    return false;
  if (auto perTensor = dyn_cast<quant::UniformQuantizedType>(type))
    return perTensor.getZeroPoint() == 0;
  auto perChannel = cast<quant::UniformQuantizedPerAxisType>(type);
  return perChannel.getQuantizedDimension() == 0 &&
         llvm::all_of(perChannel.getZeroPoints(), [](int64_t v) { return v == 0; });
}

/// Rules B6 to B8 but for Q1 and Q2, of a weighted or recurrent op that reads `input`.
template <typename Op> static LogicalResult verifyBranchTypes(Op op, RankedTensorType input) {
  if (op.getBias() && isQuantized(op.getBias().getType()) && !isQuantized(input)) // B7
    return op.emitOpError() << "expected a f32 bias of a float op, found " << op.getBias().getType();
  if (!isSymmetric(op.getWeights(), 8)) // B8
    return op.emitOpError() << "expected weights quantized in 8 bits along axis 0 with zero points of 0, found "
                            << op.getWeights().getType();
  if (op.getBias() && !isSymmetric(op.getBias(), 32)) // B8
    return op.emitOpError() << "expected a bias quantized in 32 bits along axis 0 with zero points of 0, found "
                            << op.getBias().getType();
  if (op.getSignalTypes().has_value() != (op.getDendriteCount() > 0 && isQuantized(input))) // B6
    return op.emitOpError() << "expected signal_types exactly when there are dendrites and the op is quantized, found "
                            << op.getDendriteCount() << " dendrites, " << input << " and "
                            << (op.getSignalTypes() ? "" : "no ") << "signal_types";
  if (op.getSignalTypes() && op.getSignalTypes()->size() != 2 * op.getDendriteCount()) // B6
    return op.emitOpError() << "expected " << 2 * op.getDendriteCount() << " signal_types, found "
                            << op.getSignalTypes()->size();
  if (op.getSignalTypes())
    for (Type type : op.getSignalTypes()->template getAsValueRange<TypeAttr>())
      if (auto quantized = dyn_cast<quant::UniformQuantizedType>(type);
          !quantized || !isTensorType(RankedTensorType::get({}, type)) ||
          quantized.getStorageTypeIntegralWidth() != 16) // B6
        return op.emitOpError() << "expected signal_types quantized per tensor in 16 bits, found " << type;
  return success();
}

/// Rules B3 to B5, of an op with `channels` channels.
template <typename Op> static LogicalResult verifyCoefficients(Op op, int64_t channels) {
  int64_t dendrites = op.getDendriteCount();
  if (!op.getToNeuron() != (dendrites == 0)) // B3
    return op.emitOpError() << "expected to_neuron coefficients exactly when there are dendrites, found " << dendrites
                            << " dendrites and " << (op.getToNeuron() ? "" : "no ") << "coefficients";
  if (op.getToNeuron() && failed(expectShape(op, "to_neuron", {dendrites, channels}, op.getToNeuron().getType())))
    return failure();
  if (!op.getBetween() != (dendrites < 2)) // B4
    return op.emitOpError() << "expected coefficients between dendrites exactly when there are two or more, found "
                            << dendrites << " dendrites and " << (op.getBetween() ? "" : "no ") << "coefficients";
  if (op.getBetween() &&
      failed(expectShape(op, "between", {dendrites * (dendrites - 1) / 2, channels}, op.getBetween().getType())))
    return failure();
  if (op.getDendriteFunction().has_value() != (dendrites > 0)) // B5
    return op.emitOpError() << "expected a dendrite_function exactly when there are dendrites, found " << dendrites
                            << " dendrites and " << (op.getDendriteFunction() ? "" : "no ") << "function";
  return success();
}

/// Rules B1 to B8.
template <typename Op> static LogicalResult verifyBranches(Op op) {
  // MLIR holds only the sum of the segments against the operands.
  ArrayRef<int32_t> segments = op.getProperties().operandSegmentSizes;
  if (segments[0] != 1 || segments[1] != 1)
    return op.emitOpError() << "expected one input and one weights operand, found " << segments[0] << " and "
                            << segments[1];
  int64_t channels = op.getChannelCount(), rows = op.getWeights().getType().getDimSize(0);
  int64_t dendrites = op.getDendriteCount();
  if (dendrites > kMaxSize || rows != (dendrites + 1) * channels) // B1
    return op->emitOpError() << "expected weights of (dendrite_count + 1) * channels rows, found " << dendrites
                             << " dendrites, " << channels << " channels and " << rows << " rows";
  if (op.getBias() && failed(expectShape(op, "bias", {rows}, op.getBias().getType()))) // B2
    return failure();
  if (failed(verifyCoefficients(op, channels)))
    return failure();
  Type signals[] = {op.getInput().getType(), op.getWeights().getType(), op.getType()};
  if (failed(dendc::dend::detail::verifyQuantization(op, signals, op.getArithmetic().has_value()))) // B7
    return failure();
  return verifyBranchTypes(op, op.getInput().getType());
}

/// Rules W1 to W3.
static LogicalResult verifyWindow(Operation *op, const Window &window, RankedTensorType input, RankedTensorType output,
                                  int64_t outputChannels) {
  auto isPair = [](ArrayRef<int64_t> pair) {
    return pair.size() == 2 && llvm::all_of(pair, [](int64_t v) { return v >= 1 && v <= kMaxSize; });
  };
  if (!isPair(window.size) || !isPair(window.strides) || !isPair(window.dilations)) // W1
    return op->emitOpError() << "expected positive pairs for window, strides and dilations, found "
                             << toString(window.size) << ", " << toString(window.strides) << " and "
                             << toString(window.dilations);
  if (window.padding.size() != 4 || llvm::any_of(window.padding, [](int64_t v) { return v < 0 || v > kMaxSize; })) // W2
    return op->emitOpError() << "expected four paddings from 0 to " << kMaxSize << ", found "
                             << toString(window.padding);
  if (input.getDimSize(0) != 1) // W3
    return op->emitOpError() << "expected a batch of 1, found " << input.getDimSize(0);
  int64_t height = window.getOutputSize(input.getDimSize(1), 0), width = window.getOutputSize(input.getDimSize(2), 1);
  if (height <= 0 || width <= 0) // W3
    return op->emitOpError() << "expected a window that fits the padded input, found window " << toString(window.size)
                             << " on input " << toString(input.getShape());
  return expectShape(op, "output", {1, height, width, outputChannels}, output);
}

static LogicalResult verifySameShape(Operation *op, RankedTensorType input, RankedTensorType output) {
  return expectShape(op, "output", input.getShape(), output);
}

static LogicalResult verifySameElementType(Operation *op, RankedTensorType input, RankedTensorType output) {
  if (input.getElementType() == output.getElementType())
    return success();
  return op->emitOpError() << "expected an output with elements of type " << input.getElementType() << ", found "
                           << output.getElementType();
}

static LogicalResult verifyAxis(Operation *op, int64_t axis, int64_t rank) {
  if (axis >= 0 && axis < rank)
    return success();
  if (rank == 0)
    return op->emitOpError() << "expected a tensor of rank 1 or more, found rank 0";
  return op->emitOpError() << "expected an axis from 0 to " << rank - 1 << ", found " << axis;
}

//===----------------------------------------------------------------------===//
// Constants
//===----------------------------------------------------------------------===//

void ConstantOp::build(OpBuilder &builder, OperationState &state, DenseElementsAttr value) {
  build(builder, state, cast<RankedTensorType>(value.getType()), value);
}

OpFoldResult ConstantOp::fold(FoldAdaptor) { return getValue(); }

/// Whether all of `value`, elements of the storage type, lie in the storage type's range.
static bool isStored(DenseElementsAttr value, quant::QuantizedType type) {
  unsigned width = type.getStorageTypeIntegralWidth();
  int64_t min = type.getStorageTypeMin(), max = type.getStorageTypeMax();
  if (min == quant::QuantizedType::getDefaultMinimumForInteger(true, width) &&
      max == quant::QuantizedType::getDefaultMaximumForInteger(true, width))
    return true;
  if (width == 8) // as all weights
    return llvm::all_of(value.getRawData(), [&](char v) { return int8_t(v) >= min && int8_t(v) <= max; });
  return llvm::all_of(value.getValues<APInt>(),
                      [&](const APInt &v) { return v.getSExtValue() >= min && v.getSExtValue() <= max; });
}

LogicalResult ConstantOp::verify() {
  auto type = dyn_cast<RankedTensorType>(getValue().getType());
  if (!type) // C1
    return emitOpError() << "expected a value of tensor type, found " << getValue().getType();
  if (failed(expectShape(*this, "value", getType().getShape(), type))) // C1
    return failure();
  auto quantized = dyn_cast<quant::QuantizedType>(getType().getElementType());
  Type expected = quantized ? quantized.getStorageType() : getType().getElementType();
  if (type.getElementType() != expected) // C2
    return emitOpError() << "expected elements of type " << expected << ", found " << type.getElementType();
  if (quantized && !isStored(getValue(), quantized)) // C3
    return emitOpError() << "expected elements from " << quantized.getStorageTypeMin() << " to "
                         << quantized.getStorageTypeMax() << ", found others";
  return success();
}

//===----------------------------------------------------------------------===//
// Weighted ops
//===----------------------------------------------------------------------===//

static int64_t countMacs(WeightedOpInterface op) {
  RankedTensorType output = op.getOutput().getType(), weights = op.getWeights().getType();
  int64_t positions = output.getNumElements() / op.getChannelCount();
  return positions * weights.getNumElements();
}

int64_t Conv2DOp::getMacCount() { return countMacs(*this); }
int64_t DepthwiseConv2DOp::getMacCount() { return countMacs(*this); }
int64_t DenseOp::getMacCount() { return countMacs(*this); }

LogicalResult Conv2DOp::verify() {
  RankedTensorType input = getInput().getType(), weights = getWeights().getType(), output = getType();
  int64_t channels = output.getDimSize(3), groups = getGroups();
  if (failed(verifyBranches(*this)))
    return failure();
  if (input.getDimSize(3) % groups != 0 || channels % groups != 0) // C2
    return emitOpError() << "expected input and output channels that are multiples of the " << groups
                         << " groups, found " << input.getDimSize(3) << " and " << channels;
  if (weights.getDimSize(3) != input.getDimSize(3) / groups) // C1
    return emitOpError() << "expected weights over " << input.getDimSize(3) / groups << " input channels, found "
                         << weights.getDimSize(3);
  return verifyWindow(*this, {weights.getShape().slice(1, 2), getStrides(), getDilations(), getPadding()}, input,
                      output, channels);
}

LogicalResult DepthwiseConv2DOp::verify() {
  RankedTensorType input = getInput().getType(), weights = getWeights().getType(), output = getType();
  int64_t channels = output.getDimSize(3);
  if (failed(verifyBranches(*this)))
    return failure();
  if (channels % input.getDimSize(3) != 0) // C2
    return emitOpError() << "expected output channels that are a multiple of the " << input.getDimSize(3)
                         << " input channels, found " << channels;
  if (weights.getDimSize(3) != 1) // C1
    return emitOpError() << "expected weights over 1 input channel, found " << weights.getDimSize(3);
  return verifyWindow(*this, {weights.getShape().slice(1, 2), getStrides(), getDilations(), getPadding()}, input,
                      output, channels);
}

LogicalResult DenseOp::verify() {
  RankedTensorType input = getInput().getType(), weights = getWeights().getType(), output = getType();
  if (input.getRank() == 0 || output.getRank() == 0) // C1
    return emitOpError() << "expected input and output of rank 1 or more, found rank 0";
  if (failed(verifyBranches(*this)))
    return failure();
  if (weights.getDimSize(1) != input.getShape().back()) // C1
    return emitOpError() << "expected weights over " << input.getShape().back() << " inputs, found "
                         << weights.getDimSize(1);
  SmallVector<int64_t> expected(input.getShape());
  expected.back() = output.getShape().back();
  return expectShape(*this, "output", expected, output); // C2
}

//===----------------------------------------------------------------------===//
// Recurrent layers
//===----------------------------------------------------------------------===//

CellShape CellShape::get(Cell cell) {
  switch (cell) {
  case Cell::rnn:
    return {1, 1, 1};
  case Cell::gru:
  case Cell::gru_reset_after:
    return {3, 1, 2};
  case Cell::lstm:
    return {4, 2, 3};
  }
  llvm_unreachable("not a cell");
}

/// f32, or 16 bits around 0 in steps of a power of two, at least 2^`leastExponent`.
static bool isBinaryFraction(RankedTensorType tensor, int leastExponent) {
  auto type = dyn_cast<quant::UniformQuantizedType>(tensor.getElementType());
  if (!type)
    return true;
  int exponent;
  return type.getStorageTypeIntegralWidth() == 16 && type.getZeroPoint() == 0 &&
         std::frexp(type.getScale(), &exponent) == 0.5 && exponent - 1 >= leastExponent;
}

LogicalResult RecurrentOp::verify() {
  CellShape shape = CellShape::get(getCell());
  // MLIR holds only the sum of the segments against the operands.
  ArrayRef<int32_t> segments = getProperties().operandSegmentSizes;
  if (segments[0] != 1 || segments[1] != 1 || segments[3] != 1) // C1
    return emitOpError() << "expected one operand of gates, one of initial states and one of weights, found "
                         << segments[0] << ", " << segments[1] << " and " << segments[3];
  RankedTensorType gates = getGates().getType(), output = getOutput().getType();
  int64_t units = getUnitCount(), branches = getBranchCount(), steps = gates.getDimSize(1), width = gates.getDimSize(2);
  if (getDendriteCount() >= uint64_t(kMaxSize)) // C1
    return emitOpError() << "expected fewer than " << kMaxSize << " dendrites, found " << getDendriteCount();
  int64_t rows = branches * shape.gates;
  if (failed(expectShape(*this, "gates", {1, steps, width, rows * units}, gates)) ||
      failed(expectShape(*this, "output", {1, steps, width, units}, output))) // C1
    return failure();
  rows *= units;
  if (!getInitialCell() != (shape.states < 2)) // C2
    return emitOpError() << "expected an initial state of the cell of lstm only, found "
                         << (getInitialCell() ? "" : "no ") << "such operand of " << stringifyCell(getCell());
  for (auto [name, state] : llvm::zip(ArrayRef<StringRef>{"initial", "initial_cell"}, getStates()))
    if (failed(
            expectShape(*this, name, {1, 1, width, branches * units}, cast<RankedTensorType>(state.getType())))) // C2
      return failure();
  if (failed(expectShape(*this, "weights", {rows, units}, getWeights().getType()))) // C2
    return failure();
  if (getBias() && getCell() != Cell::gru_reset_after) // C3
    return emitOpError() << "expected a bias of gru_reset_after only, found one of " << stringifyCell(getCell());
  if (getBias() && failed(expectShape(*this, "bias", {rows}, getBias().getType()))) // C3
    return failure();
  if (int64_t(getFunctions().size()) != shape.functions) // C4
    return emitOpError() << "expected " << shape.functions << " functions, found " << getFunctions().size();
  if (failed(verifyCoefficients(*this, units))) // C5
    return failure();
  if (getCellClip() &&
      (getCell() != Cell::lstm || !getCellClip()->isFinite() || !(getCellClip()->convertToFloat() > 0))) // C10
    return emitOpError() << "expected a positive, finite cell_clip on lstm, found " << getCellClip()->convertToFloat()
                         << " on " << stringifyCell(getCell());
  if (getPeepholes() && getCell() != Cell::lstm) // C11
    return emitOpError() << "expected peepholes of lstm only, found some of " << stringifyCell(getCell());
  if (getPeepholes() && failed(expectShape(*this, "peepholes", {3 * branches, units}, getPeepholes().getType()))) // C11
    return failure();
  if (getPeepholes() && !isSymmetric(getPeepholes(), 16)) // C11
    return emitOpError() << "expected peepholes quantized in 16 bits along axis 0 with zero points of 0, found "
                         << getPeepholes().getType();
  if (getFinalCell() && (getCell() != Cell::lstm || branches > 1)) // C6
    return emitOpError() << "expected lstm without dendrites to return its cell, found " << stringifyCell(getCell())
                         << " with " << branches - 1 << " dendrites";
  if (getFinalCell() && getFinalCell().getType() != getInitialCell().getType()) // C6
    return emitOpError() << "expected a final cell of type " << getInitialCell().getType() << ", found "
                         << getFinalCell().getType();
  SmallVector<Type> signals{gates, getWeights().getType(), output};
  llvm::append_range(signals, ValueRange(getStates()).getTypes());
  if (getPeepholes())
    signals.push_back(getPeepholes().getType());
  if (failed(detail::verifyQuantization(*this, signals, getArithmetic().has_value()))) // C7, C11
    return failure();
  constexpr int kLeastStateExponent = -64, kLeastGateExponent = -12;
  SmallVector<Value, 2> states = getStates();
  auto fits = [](Value state) {
    return isBinaryFraction(cast<RankedTensorType>(state.getType()), kLeastStateExponent);
  };
  bool isTflite = getArithmetic() == ArithmeticKind::tflite;
  if (!isBinaryFraction(gates, kLeastGateExponent) ||
      !llvm::all_of(ArrayRef(states).drop_front(isTflite && states.size() > 1), fits)) // C8
    return emitOpError()
           << "expected gates and initial states quantized in 16 bits with zero points of 0 and powers of "
              "two as scales, those of gates 2^-12 or more, found "
           << gates << " and " << ValueRange(states).getTypes();
  Type hidden = isTflite ? output : states.back().getType();
  if (getElementTypeOrSelf(states[0]) != getElementTypeOrSelf(hidden)) // C8
    return emitOpError() << "expected hidden states of type " << getElementTypeOrSelf(hidden) << ", found "
                         << getElementTypeOrSelf(states[0]);
  return verifyBranchTypes(*this, gates); // C8, C9
}

//===----------------------------------------------------------------------===//
// Pools and reductions
//===----------------------------------------------------------------------===//

template <typename PoolOp> static LogicalResult verifyPool(PoolOp op) {
  Window window{op.getWindow(), op.getStrides(), op.getDilations(), op.getPadding()};
  RankedTensorType input = op.getInput().getType();
  if (failed(verifyWindow(op, window, input, op.getType(), input.getDimSize(3)))) // C2
    return failure();
  if (!window.isAlwaysInside(input.getDimSize(1), 0) || !window.isAlwaysInside(input.getDimSize(2), 1)) // C1
    return op.emitOpError() << "expected every window to have a position inside the input, found window "
                            << toString(window.size) << " with padding " << toString(window.padding) << " on input "
                            << toString(input.getShape());
  return success();
}

LogicalResult AveragePool2DOp::verify() { return verifyPool(*this); } // C1, C2

LogicalResult MaxPool2DOp::verify() {
  if (failed(verifySameElementType(*this, getInput().getType(), getType()))) // C2
    return failure();
  return verifyPool(*this); // C1, C2
}

LogicalResult ResizeBilinearOp::verify() {
  ArrayRef<int64_t> input = getInput().getType().getShape(), output = getType().getShape();
  if (input[0] != 1 || output[0] != 1 || input[3] != output[3]) // C1
    return emitOpError() << "expected images of one batch and one number of channels, found " << toString(input)
                         << " and " << toString(output);
  if (getAlignCorners() && getHalfPixelCenters()) // C3
    return emitOpError() << "expected align_corners or half_pixel_centers, found both";
  return verifySameElementType(*this, getInput().getType(), getType()); // C2
}

/// In 1/1024 of an element, as integers are resized.
static SmallVector<float> getSteppedPlaces(int64_t from, int64_t to, bool alignCorners, bool halfPixelCenters) {
  constexpr int64_t kSteps = 1024;
  int64_t elements = alignCorners ? from - 1 : from, intervals = alignCorners ? to - 1 : to;
  int64_t scale = (kSteps * elements + intervals / 2) / intervals;
  SmallVector<float> places;
  for (int64_t i = 0; i < to; ++i) {
    int64_t place = i * scale + (halfPixelCenters ? scale / 2 - kSteps / 2 : 0);
    places.push_back(float(std::clamp<int64_t>(place, 0, kSteps * (from - 1))) / kSteps);
  }
  return places;
}

SmallVector<float> ResizeBilinearOp::getPlaces(unsigned axis) {
  int64_t from = getInput().getType().getDimSize(axis), to = getType().getDimSize(axis);
  bool alignCorners = getAlignCorners() && to > 1, halfPixelCenters = getHalfPixelCenters();
  if (isQuantized(getType()))
    return getSteppedPlaces(from, to, alignCorners, halfPixelCenters);
  float scale = alignCorners ? float(from - 1) / float(to - 1) : float(from) / float(to);
  SmallVector<float> places;
  for (int64_t i = 0; i < to; ++i) {
    float place = halfPixelCenters ? (float(i) + 0.5f) * scale - 0.5f : float(i) * scale;
    places.push_back(std::clamp(place, 0.0f, float(from - 1)));
  }
  return places;
}

LogicalResult ReduceOp::verify() {
  int64_t previous = -1;
  SmallVector<int64_t> expected(getInput().getType().getShape());
  if (getAxes().empty()) // C1
    return emitOpError() << "expected at least one axis, found none";
  for (int64_t axis : getAxes()) { // C1
    if (failed(verifyAxis(*this, axis, expected.size())))
      return failure();
    if (axis <= previous)
      return emitOpError() << "expected ascending axes, found " << toString(getAxes());
    previous = axis;
    expected[axis] = 1;
  }
  if (failed(expectShape(*this, "output", expected, getType()))) // C2
    return failure();
  bool keepsType = getKind() == ReductionKind::max || getKind() == ReductionKind::min;
  return keepsType ? verifySameElementType(*this, getInput().getType(), getType()) : success(); // C3
}

LogicalResult MatmulOp::verify() {
  ArrayRef<int64_t> lhs = getLhs().getType().getShape(), rhs = getRhs().getType().getShape();
  auto shape = getMatmulShape(lhs, rhs);
  if (failed(shape)) // C1
    return emitOpError() << "expected operands [B, M, K] and [B, N, K], found shapes " << toString(lhs) << " and "
                         << toString(rhs);
  return expectShape(*this, "output", *shape, getType());
}

LogicalResult DotOp::verify() {
  RankedTensorType input = getInput().getType();
  int64_t rows = input.getDimSize(0);
  if (failed(expectShape(*this, "weights", input.getShape(), getWeights().getType())) || // C1
      failed(expectShape(*this, "output", {rows}, getType())))                           // C2
    return failure();
  return getBias() ? expectShape(*this, "bias", {rows}, getBias().getType()) : success(); // C2
}

//===----------------------------------------------------------------------===//
// Elementwise
//===----------------------------------------------------------------------===//

LogicalResult UnaryOp::verify() { return verifySameShape(*this, getInput().getType(), getType()); } // C1

template <typename Op> static LogicalResult verifyBroadcast(Op op) {
  auto shape = getBroadcastShape(op.getLhs().getType().getShape(), op.getRhs().getType().getShape());
  if (failed(shape))
    return op.emitOpError() << "expected operands that broadcast, found shapes "
                            << toString(op.getLhs().getType().getShape()) << " and "
                            << toString(op.getRhs().getType().getShape());
  return expectShape(op, "output", *shape, op.getType());
}

LogicalResult AddOp::verify() { return verifyBroadcast(*this); }     // C1
LogicalResult SubOp::verify() { return verifyBroadcast(*this); }     // C1
LogicalResult MulOp::verify() { return verifyBroadcast(*this); }     // C1
LogicalResult DivOp::verify() { return verifyBroadcast(*this); }     // C1
LogicalResult MinimumOp::verify() { return verifyBroadcast(*this); } // C1
LogicalResult MaximumOp::verify() { return verifyBroadcast(*this); } // C1
LogicalResult PowOp::verify() { return verifyBroadcast(*this); }     // C1

LogicalResult SoftmaxOp::verify() {
  if (failed(verifyAxis(*this, getAxis(), getType().getRank()))) // C1
    return failure();
  if (std::optional<ArrayRef<int32_t>> table = getExponentials()) { // C3
    auto hasBytes = [](Type type) {
      auto quantized = dyn_cast<quant::QuantizedType>(getElementTypeOrSelf(type));
      return quantized && quantized.getStorageTypeIntegralWidth() == 8;
    };
    if (getArithmetic() != ArithmeticKind::tosa_single_round || !hasBytes(getInput().getType()) || !hasBytes(getType()))
      return emitOpError()
             << "expected exponentials with arithmetic 'tosa_single_round' and 8 bits only, found some of "
             << getInput().getType() << " and " << getType();
    if (table->size() != 256)
      return emitOpError() << "expected 256 exponentials, found " << table->size();
    if (int32_t least = *llvm::min_element(*table); table->front() != INT32_MAX || least < 0)
      return emitOpError() << "expected exponentials from 0 on, the first 2^31 - 1, found " << least << " and "
                           << table->front();
  }
  return verifySameShape(*this, getInput().getType(), getType()); // C2
}

/// Of an op along the last axis.
template <typename Op> static LogicalResult verifyLine(Op op) {
  if (op.getType().getRank() == 0) // C1
    return op.emitOpError() << "expected an output of rank 1 or more, found rank 0";
  return verifySameShape(op, op.getInput().getType(), op.getType()); // C1
}

LogicalResult LogSoftmaxOp::verify() { return verifyLine(*this); }      // C1
LogicalResult L2NormalizationOp::verify() { return verifyLine(*this); } // C1

//===----------------------------------------------------------------------===//
// Data movement
//===----------------------------------------------------------------------===//

LogicalResult ReshapeOp::verify() {
  if (getInput().getType().getNumElements() != getType().getNumElements()) // C1
    return emitOpError() << "expected an output of " << getInput().getType().getNumElements() << " elements, found "
                         << getType().getNumElements();
  return verifySameElementType(*this, getInput().getType(), getType()); // C1
}

LogicalResult TransposeOp::verify() {
  ArrayRef<int64_t> permutation = getPermutation(), shape = getInput().getType().getShape();
  llvm::SmallBitVector seen(shape.size());
  for (int64_t axis : permutation)
    if (axis >= 0 && axis < int64_t(shape.size()))
      seen.set(axis);
  if (permutation.size() != shape.size() || !seen.all()) // C1
    return emitOpError() << "expected a permutation of " << shape.size() << " axes, found " << toString(permutation);
  SmallVector<int64_t> expected;
  for (int64_t axis : permutation)
    expected.push_back(shape[axis]);
  if (failed(expectShape(*this, "output", expected, getType()))) // C2
    return failure();
  return verifySameElementType(*this, getInput().getType(), getType());
}

LogicalResult ConcatOp::verify() {
  int64_t rank = getType().getRank();
  if (failed(verifyAxis(*this, getAxis(), rank))) // C1
    return failure();
  if (getInputs().empty()) // C2
    return emitOpError() << "expected at least one input, found none";
  SmallVector<int64_t> expected(getType().getShape());
  expected[getAxis()] = 0;
  for (Value input : getInputs()) {
    auto type = cast<RankedTensorType>(input.getType());
    if (type.getRank() != rank) // C2
      return emitOpError() << "expected inputs of rank " << rank << ", found rank " << type.getRank();
    SmallVector<int64_t> shape(getType().getShape());
    shape[getAxis()] = type.getDimSize(getAxis());
    if (failed(expectShape(*this, "input", shape, type))) // C2
      return failure();
    expected[getAxis()] += shape[getAxis()];
  }
  return expectShape(*this, "output", expected, getType()); // C3
}

LogicalResult SliceOp::verify() {
  ArrayRef<int64_t> shape = getInput().getType().getShape(), output = getType().getShape();
  if (getBegin().size() != shape.size() || getSteps().size() != shape.size() || output.size() != shape.size() ||
      llvm::is_contained(getSteps(), 0)) // C1
    return emitOpError() << "expected one begin, step (not zero) and output size for each of " << shape.size()
                         << " axes, found " << toString(getBegin()) << ", " << toString(getSteps()) << " and "
                         << toString(output);
  for (size_t i = 0; i < shape.size(); ++i) { // C2
    auto isInside = [&](std::optional<int64_t> index) { return index && *index >= 0 && *index < shape[i]; };
    int64_t begin = getBegin()[i], step = getSteps()[i];
    if (!isInside(begin) || !isInside(llvm::checkedMulAdd(output[i] - 1, step, begin)))
      return emitOpError() << "expected elements 0 to " << shape[i] - 1 << " along axis " << i << ", found "
                           << output[i] << " from " << begin << " on in steps of " << step;
  }
  return verifySameElementType(*this, getInput().getType(), getType()); // C3
}

LogicalResult PadOp::verify() {
  ArrayRef<int64_t> shape = getInput().getType().getShape(), low = getLow(), high = getHigh();
  auto isOutOfRange = [](int64_t v) { return v < 0 || v > kMaxSize; };
  if (low.size() != shape.size() || high.size() != shape.size() || llvm::any_of(low, isOutOfRange) ||
      llvm::any_of(high, isOutOfRange)) // C1
    return emitOpError() << "expected one padding from 0 to " << kMaxSize << " at either side of each of "
                         << shape.size() << " axes, found " << toString(low) << " and " << toString(high);
  SmallVector<int64_t> expected;
  for (size_t i = 0; i < shape.size(); ++i)
    expected.push_back(low[i] + shape[i] + high[i]);
  if (failed(expectShape(*this, "output", expected, getType()))) // C2
    return failure();
  if (getValue().isNaN()) // C3
    return emitOpError() << "expected a value, found NaN";
  return verifySameElementType(*this, getInput().getType(), getType()); // C2
}

//===----------------------------------------------------------------------===//
// Quantization
//===----------------------------------------------------------------------===//

LogicalResult QuantizeOp::verify() {
  if (!isQuantized(getType())) // C2
    return emitOpError() << "expected a quantized output, found " << getType();
  return verifySameShape(*this, getInput().getType(), getType()); // C1
}

LogicalResult DequantizeOp::verify() {
  if (!isQuantized(getInput().getType()) || isQuantized(getType())) // C2
    return emitOpError() << "expected a quantized input and a f32 output, found " << getInput().getType() << " and "
                         << getType();
  return verifySameShape(*this, getInput().getType(), getType()); // C1
}

LogicalResult LookupOp::verify() {
  auto input = dyn_cast<quant::QuantizedType>(getInput().getType().getElementType());
  auto output = dyn_cast<quant::QuantizedType>(getType().getElementType());
  unsigned from = input ? input.getStorageTypeIntegralWidth() : 0,
           to = output ? output.getStorageTypeIntegralWidth() : 0;
  if (from == 0 || to < from) // C2
    return emitOpError() << "expected a quantized input and output, of 16 bits where the input has them, found "
                         << getInput().getType() << " and " << getType();
  size_t expected = from == 8 ? 256 : 513;
  if (getTable().size() != expected) // C3
    return emitOpError() << "expected a table of " << expected << " entries, found " << getTable().size();
  for (int16_t entry : getTable())
    if (entry < output.getStorageTypeMin() || entry > output.getStorageTypeMax()) // C3
      return emitOpError() << "expected table entries from " << output.getStorageTypeMin() << " to "
                           << output.getStorageTypeMax() << ", found " << entry;
  return verifySameShape(*this, getInput().getType(), getType()); // C1
}

LogicalResult ReinterpretOp::verify() {
  auto input = dyn_cast<quant::QuantizedType>(getInput().getType().getElementType());
  auto output = dyn_cast<quant::QuantizedType>(getType().getElementType());
  if (!input || !output || input.getStorageType() != output.getStorageType()) // C2
    return emitOpError() << "expected a quantized input and output of one storage type, found " << getInput().getType()
                         << " and " << getType();
  return verifySameShape(*this, getInput().getType(), getType()); // C1
}
