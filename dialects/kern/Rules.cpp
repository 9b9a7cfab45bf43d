// Rules.cpp - rules that the verifiers of several kern ops check; labels are those of the op descriptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/kern/Rules.h"

#include "mlir/IR/TypeUtilities.h"

using namespace mlir;
using namespace dendc::kern;

LogicalResult dendc::kern::expectShape(Operation *op, StringRef what, ArrayRef<int64_t> expected,
                                       ArrayRef<int64_t> found) {
  if (expected == found)
    return success();
  InFlightDiagnostic error = op->emitOpError() << "expected " << what << " of shape ";
  printList(error, expected);
  error << ", found ";
  printList(error, found);
  return error;
}

bool dendc::kern::isFloat(RankedTensorType type) { return type.getElementType().isF32(); }

LogicalResult dendc::kern::verifySameKind(Operation *op, RankedTensorType input, RankedTensorType output) {
  if (isFloat(input) == isFloat(output)) // T2
    return success();
  return op->emitOpError() << "expected input and output both float or both integer, found " << input << " and "
                           << output;
}

LogicalResult dendc::kern::expectElements(Operation *op, StringRef what, ElementsAttr attr, Type element) {
  if (attr.getElementType() == element)
    return success();
  return op->emitOpError() << "expected " << what << " of type " << element << ", found " << attr.getElementType();
}

LogicalResult dendc::kern::expectMultipliers(Operation *op, StringRef what, std::optional<RequantAttr> requant,
                                             int64_t expected) {
  int64_t found = requant ? requant->getMultipliers().size() : 0;
  if (found == expected)
    return success();
  return op->emitOpError() << "expected " << what << " of " << expected << " multipliers, found " << found;
}

bool dendc::kern::isClamp(std::optional<dendc::dend::FunctionAttr> function) {
  return !function || function->getClamp().has_value();
}

std::pair<int64_t, int64_t> dendc::kern::getRange(Type element) {
  int64_t half = int64_t(1) << (element.getIntOrFloatBitWidth() - 1);
  return {-half, half - 1};
}

LogicalResult dendc::kern::verifyClamp(Operation *op, Type element, int64_t zeroPoint, int64_t min, int64_t max) {
  auto [lowest, highest] = getRange(element);
  for (int64_t value : {zeroPoint, min, max})
    if (value < lowest || value > highest) // R2
      return op->emitOpError() << "expected zero point, min and max from " << lowest << " to " << highest << ", found "
                               << zeroPoint << ", " << min << " and " << max;
  if (min > max) // R2
    return op->emitOpError() << "expected min <= max, found " << min << " and " << max;
  return success();
}

LogicalResult dendc::kern::verifyRequant(Operation *op, Type element, std::optional<RequantAttr> requant) {
  return requant ? verifyClamp(op, element, requant->getZeroPoint(), requant->getMin(), requant->getMax()) : success();
}

LogicalResult dendc::kern::verifyZeroPoint(Operation *op, RankedTensorType input, uint32_t zeroPoint) {
  int64_t value = int32_t(zeroPoint);
  auto [lowest, highest] = isFloat(input) ? std::pair<int64_t, int64_t>(0, 0) : getRange(input.getElementType());
  if (value >= lowest && value <= highest) // R3
    return success();
  return op->emitOpError() << "expected an input zero point from " << lowest << " to " << highest << ", found "
                           << value;
}

int64_t dendc::kern::getMagnitude(RankedTensorType type, uint32_t zeroPoint) {
  auto [lowest, highest] = getRange(type.getElementType());
  return std::max(int64_t(int32_t(zeroPoint)) - lowest, highest - int64_t(int32_t(zeroPoint)));
}

LogicalResult dendc::kern::expect32Bits(Operation *op, StringRef what, int64_t bound) {
  if (bound <= INT32_MAX)
    return success();
  return op->emitOpError() << "expected " << what << " within 32 bits, found a bound of " << bound;
}

LogicalResult dendc::kern::verifyWindow(Operation *op, const dendc::dend::Window &window, RankedTensorType input,
                                        RankedTensorType output, int64_t outputChannels) {
  auto isPair = [](ArrayRef<int64_t> pair) {
    return pair.size() == 2 && llvm::all_of(pair, [](int64_t v) { return v >= 1 && v <= dendc::dend::kMaxSize; });
  };
  auto isPadding = [](int64_t v) { return v >= 0 && v <= dendc::dend::kMaxSize; };
  if (!isPair(window.size) || !isPair(window.strides) || !isPair(window.dilations) || window.padding.size() != 4 ||
      !llvm::all_of(window.padding, isPadding)) // W1
    return op->emitOpError() << "expected pairs of positive window sizes, strides and dilations, and four paddings";
  if (input.getRank() != 4 || output.getRank() != 4 || input.getDimSize(0) != 1) // W2
    return op->emitOpError() << "expected input and output [1, height, width, channels], found " << input << " and "
                             << output;
  int64_t height = window.getOutputSize(input.getDimSize(1), 0), width = window.getOutputSize(input.getDimSize(2), 1);
  return expectShape(op, "output", {1, height, width, outputChannels}, output.getShape()); // W2
}

LogicalResult dendc::kern::verifySameShape(Operation *op, RankedTensorType input, RankedTensorType output) {
  return expectShape(op, "output", input.getShape(), output.getShape());
}

LogicalResult dendc::kern::verifySameElementType(Operation *op, Type input, Type output) {
  if (getElementTypeOrSelf(input) == getElementTypeOrSelf(output))
    return success();
  return op->emitOpError() << "expected an output of the input's element type, found " << input << " and " << output;
}

LogicalResult dendc::kern::expectEntries(Operation *op, int64_t expected, int64_t found) {
  if (expected == found)
    return success();
  return op->emitOpError() << "expected a table of " << expected << " entries, found " << found;
}

LogicalResult dendc::kern::verifyScale(Operation *op, const APFloat &scale) {
  if (scale.isFiniteNonZero() && !scale.isNegative())
    return success();
  return op->emitOpError() << "expected a positive, finite scale, found " << scale.convertToDouble();
}

LogicalResult dendc::kern::verifyAxis(Operation *op, int64_t axis, int64_t rank) {
  if (axis >= 0 && axis < rank)
    return success();
  return op->emitOpError() << "expected an axis of a tensor of rank " << rank << ", found " << axis;
}
