// KernOps.cpp - rules of the kern dialect's ops; rule labels are those of the op descriptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/dend/Geometry.h"
#include "dialects/kern/Kern.h"

#include "mlir/IR/TypeUtilities.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir;
using namespace dendc::kern;

#include "dialects/kern/KernInterfaces.cpp.inc"
#define GET_OP_CLASSES
#include "dialects/kern/KernOps.cpp.inc"

//===----------------------------------------------------------------------===//
// Shared rules
//===----------------------------------------------------------------------===//

static LogicalResult expectShape(Operation *op, StringRef what, ArrayRef<int64_t> expected, ArrayRef<int64_t> found) {
  if (expected == found)
    return success();
  InFlightDiagnostic error = op->emitOpError() << "expected " << what << " of shape [";
  llvm::interleaveComma(expected, error);
  error << "], found [";
  llvm::interleaveComma(found, error);
  return error << "]";
}

static LogicalResult expectElements(Operation *op, StringRef what, ElementsAttr attr, Type element) {
  if (attr.getElementType() == element)
    return success();
  return op->emitOpError() << "expected " << what << " of type " << element << ", found " << attr.getElementType();
}

static LogicalResult expectMultipliers(Operation *op, StringRef what, std::optional<RequantAttr> requant,
                                       int64_t expected) {
  int64_t found = requant ? requant->getMultipliers().size() : 0;
  if (found == expected)
    return success();
  return op->emitOpError() << "expected " << what << " of " << expected << " multipliers, found " << found;
}

static bool isClamp(std::optional<dendc::dend::FunctionAttr> function) {
  return !function || function->getClamp().has_value();
}

/// Rules N1 to N5.
static LogicalResult verifyNeuron(WeightedOpInterface op) {
  Builder builder(op.getContext());
  bool isFloat = op.getInput().getType().getElementType().isF32();
  int64_t channels = op.getChannelCount(), dendrites = op.getDendriteCount(), rows = (dendrites + 1) * channels;
  Type wide = isFloat ? Type(builder.getF32Type()) : builder.getI32Type();
  Type narrow = isFloat ? Type(builder.getF32Type()) : builder.getI8Type();

  if (isFloat != op.getOutput().getType().getElementType().isF32())
    return op->emitOpError() << "expected input and output both float or both integer, found "
                             << op.getInput().getType() << " and " << op.getOutput().getType();
  if (failed(expectElements(op, "weights", op.getWeights(), narrow)) || // N1
      failed(expectElements(op, "bias", op.getBias(), wide)) ||
      failed(expectShape(op, "bias", {rows}, op.getBias().getShapedType().getShape())))
    return failure();
  ArrayRef<int64_t> weightShape = op.getWeights().getShapedType().getShape();
  if (weightShape.empty() || weightShape.front() != rows)
    return op->emitOpError() << "expected weights of " << rows << " rows, found "
                             << (weightShape.empty() ? 0 : weightShape.front());

  if (op.getToNeuron().has_value() != (dendrites >= 1) || op.getDendriteFunction().has_value() != (dendrites >= 1) ||
      op.getBetween().has_value() != (dendrites >= 2)) // N2
    return op->emitOpError() << "expected 'to_neuron', 'dendrite_function' and 'between' as " << dendrites
                             << " dendrites need them";
  if (op.getToNeuron() &&
      (failed(expectElements(op, "to_neuron", *op.getToNeuron(), wide)) ||
       failed(expectShape(op, "to_neuron", {dendrites, channels}, op.getToNeuron()->getShapedType().getShape()))))
    return failure();
  if (op.getBetween() && (failed(expectElements(op, "between", *op.getBetween(), wide)) ||
                          failed(expectShape(op, "between", {dendrites * (dendrites - 1) / 2, channels},
                                             op.getBetween()->getShapedType().getShape()))))
    return failure();

  if (failed(expectMultipliers(op, "requant", op.getRequant(), isFloat ? 0 : channels)) || // N3
      failed(expectMultipliers(op, "dendrite_requant", op.getDendriteRequant(), isFloat ? 0 : dendrites * channels)))
    return failure();
  if (op.getDendriteTable() && op.getDendriteTable()->size() != 257) // N4
    return op->emitOpError() << "expected a dendrite_table of 257 entries, found " << op.getDendriteTable()->size();
  if (!isClamp(op.getActivation()) || (op.getActivation() && !isFloat)) // N5
    return op->emitOpError() << "expected an activation that is a clamp, on a float op";
  return success();
}

static LogicalResult verifyWindow(Operation *op, const dendc::dend::Window &window, RankedTensorType input,
                                  RankedTensorType output) {
  auto isPair = [](ArrayRef<int64_t> p) { return p.size() == 2 && p[0] > 0 && p[1] > 0; };
  if (!isPair(window.size) || !isPair(window.strides) || !isPair(window.dilations) || window.padding.size() != 4)
    return op->emitOpError() << "expected pairs of positive window sizes, strides and dilations, and four paddings";
  if (input.getRank() != 4 || output.getRank() != 4 || input.getDimSize(0) != 1)
    return op->emitOpError() << "expected input and output [1, height, width, channels], found " << input << " and "
                             << output;
  return expectShape(op, "output",
                     {1, window.getOutputSize(input.getDimSize(1), 0), window.getOutputSize(input.getDimSize(2), 1),
                      output.getDimSize(3)},
                     output.getShape());
}

static LogicalResult verifySameShape(Operation *op, RankedTensorType input, RankedTensorType output) {
  return expectShape(op, "output", input.getShape(), output.getShape());
}

static LogicalResult verifySameElementType(Operation *op, Type input, Type output) {
  if (getElementTypeOrSelf(input) == getElementTypeOrSelf(output))
    return success();
  return op->emitOpError() << "expected an output of the input's element type, found " << input << " and " << output;
}

template <typename BinaryOp> static LogicalResult verifyBroadcast(BinaryOp op) {
  auto shape = dendc::dend::getBroadcastShape(op.getLhs().getType().getShape(), op.getRhs().getType().getShape());
  if (failed(shape))
    return op.emitOpError() << "expected operands that broadcast, found " << op.getLhs().getType() << " and "
                            << op.getRhs().getType();
  return expectShape(op, "output", *shape, op.getType().getShape()); // C1
}

static LogicalResult expectEntries(Operation *op, int64_t expected, int64_t found) {
  if (expected == found)
    return success();
  return op->emitOpError() << "expected a table of " << expected << " entries, found " << found;
}

//===----------------------------------------------------------------------===//
// Constants
//===----------------------------------------------------------------------===//

OpFoldResult ConstantOp::fold(FoldAdaptor) { return getValue(); }

//===----------------------------------------------------------------------===//
// Weighted ops
//===----------------------------------------------------------------------===//

LogicalResult Conv2DOp::verify() {
  if (failed(verifyNeuron(*this)))
    return failure();
  ArrayRef<int64_t> weights = getWeights().getShapedType().getShape();
  RankedTensorType input = getInput().getType();
  if (weights.size() != 4 || input.getRank() != 4)
    return emitOpError() << "expected input and weights of rank 4, found " << input.getRank() << " and "
                         << weights.size();
  int64_t groups = getGroups();
  if (input.getDimSize(3) % groups || getChannelCount() % groups || weights[3] != input.getDimSize(3) / groups)
    return emitOpError() << "expected channels that divide into " << groups << " groups, found input "
                         << input.getDimSize(3) << ", weights " << weights[3] << ", output " << getChannelCount();
  return verifyWindow(*this, {weights.slice(1, 2), getStrides(), getDilations(), getPadding()}, input, getType());
}

LogicalResult DepthwiseConv2DOp::verify() {
  if (failed(verifyNeuron(*this)))
    return failure();
  ArrayRef<int64_t> weights = getWeights().getShapedType().getShape();
  RankedTensorType input = getInput().getType();
  if (weights.size() != 4 || weights[3] != 1 || input.getRank() != 4 || getChannelCount() % input.getDimSize(3))
    return emitOpError() << "expected weights [(D+1)*C, h, w, 1] with C a multiple of the input's channels";
  return verifyWindow(*this, {weights.slice(1, 2), getStrides(), getDilations(), getPadding()}, input, getType());
}

LogicalResult DenseOp::verify() {
  if (getInput().getType().getRank() == 0 || getType().getRank() == 0)
    return emitOpError() << "expected input and output of rank 1 or more, found rank 0";
  if (failed(verifyNeuron(*this)))
    return failure();
  int64_t inputs = getInput().getType().getShape().back(), rows = (getDendriteCount() + 1) * getChannelCount();
  if (failed(expectShape(*this, "weights", {rows, inputs}, getWeights().getShapedType().getShape())))
    return failure();
  SmallVector<int64_t> expected(getInput().getType().getShape());
  expected.back() = getChannelCount();
  return expectShape(*this, "output", expected, getType().getShape());
}

//===----------------------------------------------------------------------===//
// Pools and reductions
//===----------------------------------------------------------------------===//

LogicalResult MaxPool2DOp::verify() {
  if (failed(verifySameElementType(*this, getInput().getType(), getType())))
    return failure();
  return verifyWindow(*this, {getWindow(), getStrides(), getDilations(), getPadding()}, getInput().getType(),
                      getType());
}

LogicalResult AveragePool2DOp::verify() {
  if (failed(verifyWindow(*this, {getWindow(), getStrides(), getDilations(), getPadding()}, getInput().getType(),
                          getType())))
    return failure();
  int64_t found = getRequant() ? getRequant()->getMultipliers().size() : 0;
  int64_t positions = getWindow()[0] * getWindow()[1];
  bool isFloat = getType().getElementType().isF32();
  if (isFloat ? found != 0 : found != 1 && found != positions) // C1
    return emitOpError() << "expected requant of 1 or " << positions << " multipliers on an integer op, found "
                         << found;
  return success();
}

LogicalResult ReduceOp::verify() {
  SmallVector<int64_t> expected(getInput().getType().getShape());
  for (int64_t axis : getAxes()) {
    if (axis < 0 || axis >= int64_t(expected.size()))
      return emitOpError() << "expected axes from 0 to " << int64_t(expected.size()) - 1 << ", found " << axis;
    expected[axis] = 1;
  }
  bool rescales = !getType().getElementType().isF32() &&
                  (getKind() == dend::ReductionKind::mean || getKind() == dend::ReductionKind::sum);
  if (failed(expectMultipliers(*this, "requant", getRequant(), rescales ? 1 : 0))) // C1
    return failure();
  return expectShape(*this, "output", expected, getType().getShape());
}

//===----------------------------------------------------------------------===//
// Elementwise
//===----------------------------------------------------------------------===//

/// Largest magnitude of an element of an integer type.
static int64_t getMagnitude(RankedTensorType type) { return int64_t(1) << (type.getElementTypeBitWidth() - 1); }

LogicalResult AddOp::verify() {
  int64_t bound = getMagnitude(getLhs().getType()) * std::abs(int64_t(int32_t(getLhsMultiplier()))) +
                  getMagnitude(getRhs().getType()) * std::abs(int64_t(int32_t(getRhsMultiplier()))) +
                  std::abs(int64_t(int32_t(getOffset())));
  if (bound > INT32_MAX) // C2
    return emitOpError() << "expected a sum within 32 bits, found a bound of " << bound;
  return verifyBroadcast(*this);
}

LogicalResult MulOp::verify() {
  if (failed(expectMultipliers(*this, "requant", getRequant(), 1))) // C2
    return failure();
  return verifyBroadcast(*this);
}

LogicalResult RescaleOp::verify() {
  if (failed(expectMultipliers(*this, "requant", getRequant(), 1)))
    return failure();
  return verifySameShape(*this, getInput().getType(), getType());
}

LogicalResult LookupOp::verify() {
  if (failed(expectEntries(*this, 256, getTable().size())))
    return failure();
  return verifySameShape(*this, getInput().getType(), getType());
}

LogicalResult InterpolateOp::verify() {
  if (failed(expectEntries(*this, 257, getTable().size())))
    return failure();
  return verifySameShape(*this, getInput().getType(), getType());
}

LogicalResult FloatUnaryOp::verify() { return verifySameShape(*this, getInput().getType(), getType()); }
LogicalResult QuantizeOp::verify() { return verifySameShape(*this, getInput().getType(), getType()); }
LogicalResult DequantizeOp::verify() { return verifySameShape(*this, getInput().getType(), getType()); }

LogicalResult FloatBinaryOp::verify() {
  if (!isClamp(getActivation()))
    return emitOpError() << "expected an activation that is a clamp";
  return verifyBroadcast(*this);
}

LogicalResult SoftmaxOp::verify() {
  RankedTensorType type = getInput().getType();
  if (type.getElementType().isF32() != getType().getElementType().isF32())
    return emitOpError() << "expected input and output both float or both integer, found " << type << " and "
                         << getType();
  int64_t expected = type.getElementType().isF32() ? 0 : type.getElementType().isInteger(8) ? 256 : 257;
  if (failed(expectEntries(*this, expected, getTable() ? getTable()->size() : 0))) // C1
    return failure();
  if (getTable() && llvm::any_of(*getTable(), [](int32_t e) { return e < 0 || e > 32768; }))
    return emitOpError() << "expected table entries from 0 to 32768";
  return verifySameShape(*this, type, getType());
}

//===----------------------------------------------------------------------===//
// Data movement
//===----------------------------------------------------------------------===//

LogicalResult ReshapeOp::verify() {
  if (getInput().getType().getNumElements() != getType().getNumElements())
    return emitOpError() << "expected an output of " << getInput().getType().getNumElements() << " elements, found "
                         << getType().getNumElements();
  return verifySameElementType(*this, getInput().getType(), getType());
}

LogicalResult TransposeOp::verify() {
  ArrayRef<int64_t> permutation = getPermutation(), shape = getInput().getType().getShape();
  SmallVector<int64_t> sorted(permutation);
  llvm::sort(sorted);
  if (!llvm::equal(sorted, llvm::seq<int64_t>(0, shape.size())))
    return emitOpError() << "expected a permutation of " << shape.size() << " axes";
  SmallVector<int64_t> expected;
  for (int64_t axis : permutation)
    expected.push_back(shape[axis]);
  if (failed(expectShape(*this, "output", expected, getType().getShape())))
    return failure();
  return verifySameElementType(*this, getInput().getType(), getType());
}

LogicalResult SliceOp::verify() {
  ArrayRef<int64_t> shape = getInput().getType().getShape(), output = getType().getShape();
  if (getBegin().size() != shape.size() || getSteps().size() != shape.size() || output.size() != shape.size())
    return emitOpError() << "expected one begin, step and output size for each of " << shape.size() << " axes";
  for (size_t i = 0; i < shape.size(); ++i) {
    int64_t last = getBegin()[i] + (output[i] - 1) * getSteps()[i];
    if (getBegin()[i] < 0 || getBegin()[i] >= shape[i] || last < 0 || last >= shape[i])
      return emitOpError() << "expected elements 0 to " << shape[i] - 1 << " along axis " << i << ", found "
                           << getBegin()[i] << " to " << last;
  }
  return verifySameElementType(*this, getInput().getType(), getType());
}

LogicalResult PadOp::verify() {
  ArrayRef<int64_t> shape = getInput().getType().getShape();
  if (getLow().size() != shape.size() || getHigh().size() != shape.size())
    return emitOpError() << "expected one padding at either side of each of " << shape.size() << " axes";
  SmallVector<int64_t> expected;
  for (size_t i = 0; i < shape.size(); ++i)
    expected.push_back(getLow()[i] + shape[i] + getHigh()[i]);
  if (getValue().getType() != getType().getElementType())
    return emitOpError() << "expected a value of type " << getType().getElementType() << ", found "
                         << getValue().getType();
  if (failed(expectShape(*this, "output", expected, getType().getShape())))
    return failure();
  return verifySameElementType(*this, getInput().getType(), getType());
}

LogicalResult ConcatOp::verify() {
  int64_t rank = getType().getRank(), axis = getAxis();
  if (getInputs().empty() || axis < 0 || axis >= rank)
    return emitOpError() << "expected one or more inputs and an axis from 0 to " << rank - 1;
  SmallVector<int64_t> expected(getType().getShape());
  expected[axis] = 0;
  for (Value input : getInputs()) {
    auto type = cast<RankedTensorType>(input.getType());
    SmallVector<int64_t> shape(getType().getShape());
    if (type.getRank() == rank)
      shape[axis] = type.getDimSize(axis);
    if (failed(expectShape(*this, "input", shape, type.getShape())) ||
        failed(verifySameElementType(*this, type, getType())))
      return failure();
    expected[axis] += shape[axis];
  }
  return expectShape(*this, "output", expected, getType().getShape());
}
