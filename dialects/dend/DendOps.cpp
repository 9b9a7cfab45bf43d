// DendOps.cpp - rules and folds of the dend dialect's ops; rule labels are those of the op descriptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/dend/Dend.h"
#include "dialects/dend/Geometry.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallBitVector.h"

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

/// Rules B1 to B6.
static LogicalResult verifyBranches(WeightedOpInterface op) {
  int64_t channels = op.getChannelCount(), dendrites = op.getDendriteCount();
  int64_t rows = (dendrites + 1) * channels;
  if (op.getWeights().getType().getDimSize(0) != rows) // B1
    return op->emitOpError() << "expected weights of (dendrite_count + 1) * channels = " << rows << " rows, found "
                             << op.getWeights().getType().getDimSize(0);
  if (op.getBias() && failed(expectShape(op, "bias", {rows}, op.getBias().getType()))) // B2
    return failure();
  if (!op.getToNeuron() != (dendrites == 0)) // B3
    return op->emitOpError() << "expected to_neuron coefficients exactly when there are dendrites, found " << dendrites
                             << " dendrites and " << (op.getToNeuron() ? "" : "no ") << "coefficients";
  if (op.getToNeuron() && failed(expectShape(op, "to_neuron", {dendrites, channels}, op.getToNeuron().getType())))
    return failure();
  if (!op.getBetween() != (dendrites < 2)) // B4
    return op->emitOpError() << "expected coefficients between dendrites exactly when there are two or more, found "
                             << dendrites << " dendrites and " << (op.getBetween() ? "" : "no ") << "coefficients";
  if (op.getBetween() &&
      failed(expectShape(op, "between", {dendrites * (dendrites - 1) / 2, channels}, op.getBetween().getType())))
    return failure();
  if (op.getDendriteFunction().has_value() != (dendrites > 0)) // B5
    return op->emitOpError() << "expected a dendrite_function exactly when there are dendrites, found " << dendrites
                             << " dendrites and " << (op.getDendriteFunction() ? "" : "no ") << "function";
  if (auto types = op.getSignalTypes(); types && types->size() != 2 * size_t(dendrites)) // B6
    return op->emitOpError() << "expected " << 2 * dendrites << " signal types, found " << types->size();
  return success();
}

static LogicalResult verifyWindow(Operation *op, const Window &window, RankedTensorType input, RankedTensorType output,
                                  int64_t outputChannels) {
  auto isPositive = [](ArrayRef<int64_t> pair) {
    return pair.size() == 2 && llvm::all_of(pair, [](int64_t v) { return v > 0; });
  };
  if (!isPositive(window.size) || !isPositive(window.strides) || !isPositive(window.dilations)) // C3 (pools: C2)
    return op->emitOpError() << "expected positive pairs for window, strides and dilations, found "
                             << toString(window.size) << ", " << toString(window.strides) << " and "
                             << toString(window.dilations);
  if (window.padding.size() != 4 || llvm::any_of(window.padding, [](int64_t v) { return v < 0; }))
    return op->emitOpError() << "expected four paddings, none negative, found " << toString(window.padding);
  if (input.getDimSize(0) != 1) // C1
    return op->emitOpError() << "expected a batch of 1, found " << input.getDimSize(0);
  int64_t height = window.getOutputSize(input.getDimSize(1), 0), width = window.getOutputSize(input.getDimSize(2), 1);
  if (height <= 0 || width <= 0) // C4
    return op->emitOpError() << "expected a window that fits the padded input, found window " << toString(window.size)
                             << " on input " << toString(input.getShape());
  return expectShape(op, "output", {1, height, width, outputChannels}, output);
}

static LogicalResult verifySameShape(Operation *op, RankedTensorType input, RankedTensorType output) {
  return expectShape(op, "output", input.getShape(), output);
}

static LogicalResult verifyAxis(Operation *op, int64_t axis, int64_t rank) {
  if (axis >= 0 && axis < rank)
    return success();
  return op->emitOpError() << "expected an axis from 0 to " << rank - 1 << ", found " << axis;
}

//===----------------------------------------------------------------------===//
// Constants
//===----------------------------------------------------------------------===//

void ConstantOp::build(OpBuilder &builder, OperationState &state, DenseElementsAttr value) {
  build(builder, state, cast<RankedTensorType>(value.getType()), value);
}

OpFoldResult ConstantOp::fold(FoldAdaptor) { return getValue(); }

LogicalResult ConstantOp::verify() {
  if (failed(
          expectShape(*this, "value", getType().getShape(), cast<RankedTensorType>(getValue().getShapedType())))) // C1
    return failure();
  Type expected = getType().getElementType();
  if (auto quantized = dyn_cast<quant::QuantizedType>(expected))
    expected = quantized.getStorageType();
  if (getValue().getElementType() != expected) // C2
    return emitOpError() << "expected elements of type " << expected << ", found " << getValue().getElementType();
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
  if (input.getRank() == 0 || output.getRank() == 0)
    return emitOpError() << "expected input and output of rank 1 or more, found rank 0";
  if (failed(verifyBranches(*this)))
    return failure();
  if (weights.getDimSize(1) != input.getShape().back()) // C1
    return emitOpError() << "expected weights over " << input.getShape().back() << " inputs, found "
                         << weights.getDimSize(1);
  SmallVector<int64_t> expected(input.getShape());
  expected.back() = output.getShape().back();
  return expectShape(*this, "output", expected, output);
}

//===----------------------------------------------------------------------===//
// Pools and reductions
//===----------------------------------------------------------------------===//

template <typename PoolOp> static LogicalResult verifyPool(PoolOp op) {
  Window window{op.getWindow(), op.getStrides(), op.getDilations(), op.getPadding()};
  if (failed(verifyWindow(op, window, op.getInput().getType(), op.getType(), op.getInput().getType().getDimSize(3))))
    return failure();
  for (unsigned i = 0; i < 4; ++i) // C2
    if (window.padding[i] >= window.getReach(i % 2))
      return op.emitOpError() << "expected paddings smaller than the window's reach of " << window.getReach(i % 2)
                              << ", found " << window.padding[i];
  return success();
}

LogicalResult AveragePool2DOp::verify() { return verifyPool(*this); }

LogicalResult MaxPool2DOp::verify() {
  if (getType().getElementType() != getInput().getType().getElementType()) // C3
    return emitOpError() << "expected an output with elements of type " << getInput().getType().getElementType()
                         << ", found " << getType().getElementType();
  return verifyPool(*this);
}

LogicalResult ReduceOp::verify() {
  int64_t previous = -1;
  SmallVector<int64_t> expected(getInput().getType().getShape());
  for (int64_t axis : getAxes()) { // C1
    if (failed(verifyAxis(*this, axis, expected.size())))
      return failure();
    if (axis <= previous)
      return emitOpError() << "expected ascending axes, found " << toString(getAxes());
    previous = axis;
    expected[axis] = 1;
  }
  return expectShape(*this, "output", expected, getType()); // C2
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
  return expectShape(op, "output", *shape, op.getType()); // C1
}

LogicalResult AddOp::verify() { return verifyBroadcast(*this); }
LogicalResult SubOp::verify() { return verifyBroadcast(*this); }
LogicalResult MulOp::verify() { return verifyBroadcast(*this); }
LogicalResult DivOp::verify() { return verifyBroadcast(*this); }
LogicalResult MinimumOp::verify() { return verifyBroadcast(*this); }
LogicalResult MaximumOp::verify() { return verifyBroadcast(*this); }
LogicalResult PowOp::verify() { return verifyBroadcast(*this); }

LogicalResult SoftmaxOp::verify() {
  if (failed(verifyAxis(*this, getAxis(), getType().getRank()))) // C1
    return failure();
  return verifySameShape(*this, getInput().getType(), getType()); // C2
}

//===----------------------------------------------------------------------===//
// Data movement
//===----------------------------------------------------------------------===//

static LogicalResult verifySameElementType(Operation *op, RankedTensorType input, RankedTensorType output) {
  if (input.getElementType() == output.getElementType())
    return success();
  return op->emitOpError() << "expected an output with elements of type " << input.getElementType() << ", found "
                           << output.getElementType();
}

LogicalResult ReshapeOp::verify() {
  if (getInput().getType().getNumElements() != getType().getNumElements()) // C1
    return emitOpError() << "expected an output of " << getInput().getType().getNumElements() << " elements, found "
                         << getType().getNumElements();
  return verifySameElementType(*this, getInput().getType(), getType());
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
  if (getInputs().empty()) // C1
    return emitOpError() << "expected at least one input, found none";
  int64_t rank = getType().getRank();
  if (failed(verifyAxis(*this, getAxis(), rank)))
    return failure();
  SmallVector<int64_t> expected(getType().getShape());
  expected[getAxis()] = 0;
  for (Value input : getInputs()) {
    auto type = cast<RankedTensorType>(input.getType());
    if (type.getRank() != rank)
      return emitOpError() << "expected inputs of rank " << rank << ", found rank " << type.getRank();
    SmallVector<int64_t> shape(getType().getShape());
    shape[getAxis()] = type.getDimSize(getAxis());
    if (failed(expectShape(*this, "input", shape, type)))
      return failure();
    expected[getAxis()] += shape[getAxis()];
  }
  return expectShape(*this, "output", expected, getType()); // C2
}

LogicalResult SliceOp::verify() {
  ArrayRef<int64_t> shape = getInput().getType().getShape(), output = getType().getShape();
  if (getBegin().size() != shape.size() || getSteps().size() != shape.size() || output.size() != shape.size() ||
      llvm::is_contained(getSteps(), 0)) // C1
    return emitOpError() << "expected one begin, step (not zero) and output size for each of " << shape.size()
                         << " axes, found " << toString(getBegin()) << ", " << toString(getSteps()) << " and "
                         << toString(output);
  for (size_t i = 0; i < shape.size(); ++i) { // C2
    int64_t last = getBegin()[i] + (output[i] - 1) * getSteps()[i];
    if (getBegin()[i] < 0 || getBegin()[i] >= shape[i] || last < 0 || last >= shape[i])
      return emitOpError() << "expected elements 0 to " << shape[i] - 1 << " along axis " << i << ", found "
                           << getBegin()[i] << " to " << last;
  }
  return verifySameElementType(*this, getInput().getType(), getType());
}

LogicalResult PadOp::verify() {
  ArrayRef<int64_t> shape = getInput().getType().getShape(), low = getLow(), high = getHigh();
  auto isNegative = [](int64_t v) { return v < 0; };
  if (low.size() != shape.size() || high.size() != shape.size() || llvm::any_of(low, isNegative) ||
      llvm::any_of(high, isNegative)) // C1
    return emitOpError() << "expected one padding at either side of each of " << shape.size()
                         << " axes, none negative, found " << toString(low) << " and " << toString(high);
  SmallVector<int64_t> expected;
  for (size_t i = 0; i < shape.size(); ++i)
    expected.push_back(low[i] + shape[i] + high[i]);
  if (failed(expectShape(*this, "output", expected, getType()))) // C2
    return failure();
  return verifySameElementType(*this, getInput().getType(), getType());
}

//===----------------------------------------------------------------------===//
// Quantization
//===----------------------------------------------------------------------===//

LogicalResult QuantizeOp::verify() {
  if (!isa<quant::QuantizedType>(getType().getElementType())) // C1
    return emitOpError() << "expected a quantized output, found " << getType();
  return verifySameShape(*this, getInput().getType(), getType());
}

LogicalResult DequantizeOp::verify() {
  if (!isa<quant::QuantizedType>(getInput().getType().getElementType()) || !getType().getElementType().isF32()) // C1
    return emitOpError() << "expected a quantized input and a f32 output, found " << getInput().getType() << " and "
                         << getType();
  return verifySameShape(*this, getInput().getType(), getType());
}
