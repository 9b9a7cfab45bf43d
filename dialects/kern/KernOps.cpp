// KernOps.cpp - the kern dialect's ops and the rules of all but those of neurons; labels are those of the op
// descriptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/kern/Rules.h"

#include "mlir/IR/TypeUtilities.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/CheckedArithmetic.h"

#include <cmath>

using namespace mlir;
using namespace dendc::kern;

#include "dialects/kern/KernInterfaces.cpp.inc"
#define GET_OP_CLASSES
#include "dialects/kern/KernOps.cpp.inc"

//===----------------------------------------------------------------------===//
// Constants
//===----------------------------------------------------------------------===//

OpFoldResult ConstantOp::fold(FoldAdaptor) { return getValue(); }

//===----------------------------------------------------------------------===//
// Pools and reductions
//===----------------------------------------------------------------------===//

template <typename PoolOp> static LogicalResult verifyPool(PoolOp op) {
  dendc::dend::Window window{op.getWindow(), op.getStrides(), op.getDilations(), op.getPadding()};
  RankedTensorType input = op.getInput().getType();
  if (input.getRank() != 4) // W2
    return op.emitOpError() << "expected an input of rank 4, found " << input;
  if (failed(verifyWindow(op, window, input, op.getType(), input.getDimSize(3)))) // C2
    return failure();
  if (!window.isAlwaysInside(input.getDimSize(1), 0) || !window.isAlwaysInside(input.getDimSize(2), 1)) // C1
    return op.emitOpError() << "expected every window to have a position inside the input";
  return success();
}

LogicalResult MaxPool2DOp::verify() {
  if (failed(verifySameElementType(*this, getInput().getType(), getType()))) // C2
    return failure();
  return verifyPool(*this); // C1, C2
}

LogicalResult AveragePool2DOp::verify() {
  RankedTensorType input = getInput().getType();
  if (failed(verifyPool(*this)) || failed(verifySameKind(*this, input, getType()))) // C1, C2
    return failure();
  bool isUniform = getCountPadding() || llvm::all_of(getPadding(), [](int64_t p) { return p == 0; });
  int64_t multipliers = isFloat(input) ? 0 : isUniform ? 1 : getWindow()[0] * getWindow()[1];
  if (failed(expectMultipliers(*this, "requant", getRequant(), multipliers))) // C3
    return failure();
  if (failed(verifyZeroPoint(*this, input, getInputZeroPoint())))
    return failure();
  return verifyRequant(*this, getType().getElementType(), getRequant());
}

LogicalResult ReduceOp::verify() {
  RankedTensorType input = getInput().getType();
  SmallVector<int64_t> expected(input.getShape());
  if (getAxes().empty()) // C1
    return emitOpError() << "expected at least one axis, found none";
  int64_t previous = -1;
  for (int64_t axis : getAxes()) { // C1
    if (failed(verifyAxis(*this, axis, input.getRank())))
      return failure();
    if (axis <= previous)
      return emitOpError() << "expected ascending axes, found " << previous << " before " << axis;
    previous = axis;
    expected[axis] = 1;
  }
  if (failed(expectShape(*this, "output", expected, getType().getShape()))) // C2
    return failure();
  if (failed(verifySameKind(*this, input, getType())))
    return failure();
  bool isSum = getKind() == dend::ReductionKind::mean || getKind() == dend::ReductionKind::sum;
  if (failed(expectMultipliers(*this, "requant", getRequant(), isSum && !isFloat(input) ? 1 : 0)) ||
      (!isSum && failed(verifySameElementType(*this, input, getType())))) // C3
    return failure();
  if (failed(verifyZeroPoint(*this, input, getInputZeroPoint())))
    return failure();
  return verifyRequant(*this, getType().getElementType(), getRequant());
}

LogicalResult MatmulOp::verify() {
  RankedTensorType lhs = getLhs().getType(), rhs = getRhs().getType();
  auto shape = dend::getMatmulShape(lhs.getShape(), rhs.getShape());
  if (failed(shape)) // C1
    return emitOpError() << "expected operands [B, M, K] and [B, N, K], found " << lhs << " and " << rhs;
  if (failed(expectShape(*this, "output", *shape, getType().getShape())) ||
      failed(verifySameKind(*this, lhs, getType())) || failed(verifySameKind(*this, rhs, getType())) ||
      failed(expectMultipliers(*this, "requant", getRequant(), isFloat(lhs) ? 0 : 1))) // C2
    return failure();
  if (isFloat(lhs))
    return success();
  if (failed(verifyZeroPoint(*this, lhs, getLhsZeroPoint())) ||
      failed(verifyZeroPoint(*this, rhs, getRhsZeroPoint())) ||
      failed(verifyRequant(*this, getType().getElementType(), getRequant())))
    return failure();
  int64_t product = 1;
  for (auto [type, zeroPoint, right] :
       {std::tuple(lhs, getLhsZeroPoint(), getLhsRight()), {rhs, getRhsZeroPoint(), getRhsRight()}}) {
    if (right > (type.getElementType().isInteger(16) ? 15 : 0)) // C3
      return emitOpError() << "expected bits to the right from 0 to 15 for 16 bits, 0 for others, found "
                           << int32_t(right) << " for " << type;
    product *= (getMagnitude(type, zeroPoint) + (1 << right >> 1)) >> right;
  }
  if (getSaturates()) {
    if (!lhs.getElementType().isInteger(16) || !rhs.getElementType().isInteger(16) || getLhsZeroPoint() != 0 ||
        getRhsZeroPoint() != 0 || getLhsRight() != 0 || getRhsRight() != 0) // C4
      return emitOpError() << "expected operands of i16 around 0, all of their bits, where sums saturate, found " << lhs
                           << " and " << rhs;
    return success();
  }
  int64_t bound = std::min(llvm::checkedMul(product, lhs.getDimSize(2)).value_or(INT64_MAX), int64_t(1) << 31);
  return expect32Bits(*this, "a shifted sum", bound << getRequant()->getShift()); // C2
}

LogicalResult DotOp::verify() {
  RankedTensorType input = getInput().getType();
  if (input.getRank() != 2) // C1
    return emitOpError() << "expected an input [C, K], found " << input;
  int64_t rows = input.getDimSize(0);
  Builder builder(getContext());
  if (failed(expectShape(*this, "output", {rows}, getType().getShape())) ||                               // C1
      failed(expectShape(*this, "weights", input.getShape(), getWeights().getShapedType().getShape())) || // C2
      failed(expectShape(*this, "bias", {rows}, getBias().getShapedType().getShape())) ||
      failed(expectElements(*this, "weights", getWeights(), builder.getI16Type())) ||
      failed(expectElements(*this, "bias", getBias(), builder.getI32Type())) ||
      failed(expectMultipliers(*this, "requant", getRequant(), 1))) // C3
    return failure();
  if (int32_t left = getRequant().getShift() + std::max(getRequant().getChannelShift(0), 0); left > 0) // C3
    return emitOpError() << "expected no bits to the left, found " << left;
  return verifyRequant(*this, getType().getElementType(), getRequant());
}

//===----------------------------------------------------------------------===//
// Elementwise
//===----------------------------------------------------------------------===//

LogicalResult AddOp::verify() {
  auto getExtent = [](RankedTensorType type, uint32_t multiplier) {
    return -getRange(type.getElementType()).first * std::abs(int64_t(int32_t(multiplier)));
  };
  int64_t bound = getExtent(getLhs().getType(), getLhsMultiplier()) +
                  getExtent(getRhs().getType(), getRhsMultiplier()) + std::abs(int64_t(int32_t(getOffset())));
  if (failed(expect32Bits(*this, "a sum", bound))) // C2
    return failure();
  if (getShift() > 31) // C2
    return emitOpError() << "expected a shift from 0 to 31, found " << int32_t(getShift());
  if (failed(verifyClamp(*this, getType().getElementType(), 0, int32_t(getMin()), int32_t(getMax()))))
    return failure();
  return verifyBroadcast(*this); // C1
}

LogicalResult ScaledAddOp::verify() {
  RankedTensorType lhs = getLhs().getType(), rhs = getRhs().getType();
  if (failed(verifyZeroPoint(*this, lhs, getLhsZeroPoint())) ||
      failed(verifyZeroPoint(*this, rhs, getRhsZeroPoint())) ||
      failed(verifyRequant(*this, getType().getElementType(), getRequant())) ||
      failed(expectMultipliers(*this, "requant", getRequant(), 1))) // C2
    return failure();
  if (getRequant().getRounding() == Rounding::native) // C2
    return emitOpError() << "expected a requant that rounds as 'tflite' or 'nearest', found 'native'";
  auto isFactor = [](uint32_t multiplier, uint32_t shift) {
    return int32_t(multiplier) >= 0 && int32_t(shift) >= -31 && int32_t(shift) <= 30;
  };
  if (!isFactor(getLhsMultiplier(), getLhsShift()) || !isFactor(getRhsMultiplier(), getRhsShift()) ||
      getShift() > 21) // C3
    return emitOpError() << "expected multipliers of operands that are not negative, with shifts from -31 to 30, and a "
                            "shift from 0 to 21";
  double bound = 0;
  for (auto [type, zeroPoint, multiplier, shift] :
       {std::tuple(lhs, getLhsZeroPoint(), getLhsMultiplier(), int32_t(getLhsShift())),
        {rhs, getRhsZeroPoint(), getRhsMultiplier(), int32_t(getRhsShift())}}) {
    double largest = 0;
    for (int64_t difference : {getRange(type.getElementType()).first - int32_t(zeroPoint),
                               getRange(type.getElementType()).second - int32_t(zeroPoint)}) {
      double doubled = std::ldexp(double(difference), int(getShift()) + std::max(shift, 0) + 1);
      if (doubled < INT32_MIN || doubled > INT32_MAX) // C4
        return emitOpError() << "expected twice a shifted difference within 32 bits, found " << doubled;
      largest = std::max(largest, std::abs(doubled));
    }
    bound += std::ldexp(largest * double(multiplier), std::min(shift, 0) - 32);
  }
  if (bound > 1 << 30) // C4
    return emitOpError() << "expected sums of two products within 31 bits, found " << bound;
  if (failed(expect32Bits(*this, "a shifted sum", int64_t(bound) << getRequant().getShift()))) // C4
    return failure();
  return verifyBroadcast(*this); // C1
}

LogicalResult MulOp::verify() {
  RankedTensorType lhs = getLhs().getType(), rhs = getRhs().getType();
  if (failed(verifyZeroPoint(*this, lhs, getLhsZeroPoint())) ||
      failed(verifyZeroPoint(*this, rhs, getRhsZeroPoint())) ||
      failed(verifyRequant(*this, getType().getElementType(), getRequant())))
    return failure();
  int64_t bound = getMagnitude(lhs, getLhsZeroPoint()) * getMagnitude(rhs, getRhsZeroPoint());
  if (failed(expectMultipliers(*this, "requant", getRequant(), 1)) ||
      failed(expect32Bits(*this, "a shifted product", bound << getRequant().getShift()))) // C2
    return failure();
  return verifyBroadcast(*this); // C1
}

LogicalResult FixedDivOp::verify() {
  if (failed(verifyZeroPoint(*this, getLhs().getType(), getLhsZeroPoint())) ||
      failed(verifyZeroPoint(*this, getRhs().getType(), getRhsZeroPoint())) ||
      failed(verifyRequant(*this, getType().getElementType(), getRequant())) ||
      failed(expectMultipliers(*this, "requant", getRequant(), 1))) // C2
    return failure();
  if (getRequant().getRounding() != Rounding::tflite || getRequant().getChannelShift(0) > 22) // C2
    return emitOpError() << "expected a requant of rounding 'tflite' and a shift of at most 22, found " << getRequant();
  return verifyBroadcast(*this); // C1
}

LogicalResult RescaleOp::verify() {
  RankedTensorType input = getInput().getType();
  if (failed(verifyZeroPoint(*this, input, getInputZeroPoint())) ||
      failed(verifyRequant(*this, getType().getElementType(), getRequant())))
    return failure();
  int64_t bound = getMagnitude(input, getInputZeroPoint()) << getRequant().getShift();
  if (failed(expectMultipliers(*this, "requant", getRequant(), 1)) ||
      failed(expect32Bits(*this, "a shifted difference", bound))) // C2
    return failure();
  return verifySameShape(*this, input, getType()); // C1
}

LogicalResult ResizeBilinearOp::verify() {
  RankedTensorType input = getInput().getType(), output = getType();
  if (input.getRank() != 4 || output.getRank() != 4 || input.getDimSize(0) != 1 || output.getDimSize(0) != 1 ||
      input.getDimSize(3) != output.getDimSize(3)) // C1
    return emitOpError() << "expected images of one batch and one number of channels, found " << input << " and "
                         << output;
  for (auto [axis, places] : {std::pair(1u, getRows()), {2u, getColumns()}}) {
    if (int64_t(places.size()) != output.getDimSize(axis)) // C2
      return emitOpError() << "expected " << output.getDimSize(axis) << " places along axis " << axis << ", found "
                           << places.size();
    auto last = float(input.getDimSize(axis) - 1);
    auto isWrong = [&](float place) {
      return !(place >= 0 && place <= last) || (!isFloat(input) && place * 1024 != std::floor(place * 1024));
    };
    if (llvm::any_of(places, isWrong) || !llvm::is_sorted(places)) // C2
      return emitOpError() << "expected places from 0 to " << int64_t(last) << " along axis " << axis
                           << " that do not fall, of integers in 1/1024, found others";
  }
  return verifySameElementType(*this, input, output); // C1
}

LogicalResult LookupOp::verify() {
  if (failed(expectEntries(*this, 256, getTable().size()))) // C2
    return failure();
  auto [lowest, highest] = getRange(getType().getElementType());
  for (int16_t entry : getTable())
    if (entry < lowest || entry > highest) // C2
      return emitOpError() << "expected table entries from " << lowest << " to " << highest << ", found " << entry;
  return verifySameShape(*this, getInput().getType(), getType()); // C1
}

LogicalResult InterpolateOp::verify() {
  bool isFine = getTable().size() == 513 && getType().getElementType().isInteger(16);
  if (failed(expectEntries(*this, isFine ? 513 : 257, getTable().size()))) // C2
    return failure();
  if (failed(verifyClamp(*this, getType().getElementType(), 0, int32_t(getMin()), int32_t(getMax()))))
    return failure();
  return verifySameShape(*this, getInput().getType(), getType()); // C1
}

LogicalResult FixedSigmoidOp::verify() {
  if (failed(verifySameShape(*this, getInput().getType(), getType()))) // C1
    return failure();
  int64_t multiplier = int32_t(getMultiplier()), shift = int32_t(getShift());
  if (multiplier < 1 || multiplier > 65535 || shift < 0 || shift > 31) // C2
    return emitOpError() << "expected a multiplier from 1 to 65535 and a shift from 0 to 31, found " << multiplier
                         << " and " << shift;
  if (failed(expect32Bits(*this, "a rounded product", (multiplier << 15) + (int64_t(1) << shift) / 2 - 1))) // C2
    return failure();
  if (failed(expectEntries(*this, 256, getTable().size()))) // C3
    return failure();
  if (llvm::any_of(getTable(), [](int16_t e) { return e < 0; })) // C3
    return emitOpError() << "expected table entries from 0 on";
  return success();
}

LogicalResult FloatUnaryOp::verify() {
  return verifySameShape(*this, getInput().getType(), getType()); // C1
}

LogicalResult QuantizeOp::verify() {
  if (failed(verifyScale(*this, getScale()))) // C2
    return failure();
  if (failed(verifyClamp(*this, getType().getElementType(), int32_t(getZeroPoint()), int32_t(getMin()),
                         int32_t(getMax()))))
    return failure();
  return verifySameShape(*this, getInput().getType(), getType()); // C1
}

LogicalResult DequantizeOp::verify() {
  if (failed(verifyScale(*this, getScale()))) // C2
    return failure();
  if (failed(verifyZeroPoint(*this, getInput().getType(), getZeroPoint())))
    return failure();
  return verifySameShape(*this, getInput().getType(), getType()); // C1
}

LogicalResult FloatBinaryOp::verify() {
  if (!isClamp(getActivation())) // C2
    return emitOpError() << "expected an activation that is a clamp, found " << *getActivation();
  return verifyBroadcast(*this); // C1
}

LogicalResult SoftmaxOp::verify() {
  RankedTensorType input = getInput().getType();
  if (input.getRank() == 0) // C1
    return emitOpError() << "expected an input of rank 1 or more, found rank 0";
  if (failed(verifySameShape(*this, input, getType()))) // C1
    return failure();
  if (failed(verifySameKind(*this, input, getType())))
    return failure();
  int64_t entries = isFloat(input) ? 0 : input.getElementType().isInteger(8) ? 256 : 257;
  if (failed(expectEntries(*this, entries, getTable() ? getTable()->size() : 0))) // C2
    return failure();
  if (isFloat(input)) {
    if (getLevels() == 0 && getZeroPoint() == 0 && getMin() == 0 && getMax() == 0) // C3
      return success();
    return emitOpError() << "expected no levels, zero point, min and max of a float op";
  }
  if (getTable()->front() == 0 || llvm::any_of(*getTable(), [](int32_t e) { return e < 0 || e > 32768; })) // C2
    return emitOpError() << "expected table entries from 0 to 32768, the first not 0";
  if (getLevels() < 1 || getLevels() > 65536) // C3
    return emitOpError() << "expected levels from 1 to 65536, found " << int32_t(getLevels());
  if (input.getShape().back() > 131071) // C4
    return emitOpError() << "expected at most 131071 elements along the last axis, found " << input.getShape().back();
  return verifyClamp(*this, getType().getElementType(), int32_t(getZeroPoint()), int32_t(getMin()), int32_t(getMax()));
}

/// Of `op` along the last axis, whose `exponentials` are as they are added up.
template <typename Op> static LogicalResult verifyExponentials(Op op, ArrayRef<int32_t> exponentials) {
  RankedTensorType input = op.getInput().getType();
  if (input.getRank() == 0 || input.getShape().back() > 4095) // C1
    return op.emitOpError() << "expected at most 4095 elements along a last axis, found " << input;
  if (failed(expectEntries(op, 256, exponentials.size()))) // C2
    return failure();
  if (exponentials.front() != INT32_MAX || llvm::any_of(exponentials, [](int32_t e) { return e < 0; })) // C2
    return op.emitOpError() << "expected table entries from 0 to 2^31 - 1, the first 2^31 - 1";
  return verifySameShape(op, input, op.getType()); // C1
}

LogicalResult FixedSoftmaxOp::verify() { return verifyExponentials(*this, getTable()); } // C1, C2

LogicalResult FixedLogSoftmaxOp::verify() {
  if (failed(verifyExponentials(*this, getExponentials())) ||   // C1, C2
      failed(expectEntries(*this, 256, getArguments().size()))) // C3
    return failure();
  if (getArguments().front() != 0 ||
      llvm::any_of(getArguments(), [](int32_t a) { return a > 0 || a < -(1 << 30); })) // C3
    return emitOpError() << "expected arguments from -2^30 to 0, the first 0";
  return success();
}

LogicalResult InterpolatedSoftmaxOp::verify() {
  RankedTensorType input = getInput().getType();
  if (input.getRank() == 0 || input.getShape().back() > 65535) // C1
    return emitOpError() << "expected at most 65535 elements along a last axis, found " << input;
  if (failed(verifySameShape(*this, input, getType()))) // C1
    return failure();
  int32_t multiplier = getMultiplier(), shift = getShift();
  if (multiplier < 0 || shift < -31 || shift > 14) // C2
    return emitOpError() << "expected a multiplier from 0 on and a shift from -31 to 14, found " << multiplier
                         << " and " << shift;
  for (ArrayRef<int16_t> table : {getExponentials(), getReciprocals()}) {
    if (failed(expectEntries(*this, 513, table.size()))) // C3
      return failure();
    if (llvm::any_of(table, [](int16_t e) { return e < 0; })) // C3
      return emitOpError() << "expected table entries from 0 on";
  }
  if (!llvm::is_sorted(getExponentials()) || getExponentials().back() < 16384) // C3
    return emitOpError() << "expected exponentials that do not fall, the largest at least 16384";
  return success();
}

LogicalResult FixedL2NormalizationOp::verify() {
  RankedTensorType input = getInput().getType();
  if (input.getRank() == 0 || input.getShape().back() > 33025) // C1
    return emitOpError() << "expected at most 33025 elements along a last axis, found " << input;
  if (failed(verifyZeroPoint(*this, input, getInputZeroPoint())))
    return failure();
  return verifySameShape(*this, input, getType()); // C1
}

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
  SmallVector<int64_t> sorted(permutation);
  llvm::sort(sorted);
  if (!llvm::equal(sorted, llvm::seq<int64_t>(0, shape.size()))) { // C1
    InFlightDiagnostic error = emitOpError() << "expected a permutation of " << shape.size() << " axes, found ";
    printList(error, permutation);
    return error;
  }
  SmallVector<int64_t> expected;
  for (int64_t axis : permutation)
    expected.push_back(shape[axis]);
  if (failed(expectShape(*this, "output", expected, getType().getShape()))) // C2
    return failure();
  return verifySameElementType(*this, getInput().getType(), getType()); // C2
}

LogicalResult SliceOp::verify() {
  ArrayRef<int64_t> shape = getInput().getType().getShape(), output = getType().getShape();
  if (getBegin().size() != shape.size() || getSteps().size() != shape.size() || output.size() != shape.size() ||
      llvm::is_contained(getSteps(), 0)) // C1
    return emitOpError() << "expected one begin, step (not zero) and output size for each of " << shape.size()
                         << " axes";
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
  ArrayRef<int64_t> shape = getInput().getType().getShape();
  auto isPadding = [](int64_t v) { return v >= 0 && v <= dendc::dend::kMaxSize; };
  if (getLow().size() != shape.size() || getHigh().size() != shape.size() || !llvm::all_of(getLow(), isPadding) ||
      !llvm::all_of(getHigh(), isPadding)) // C1
    return emitOpError() << "expected one padding from 0 to " << dendc::dend::kMaxSize << " at either side of each of "
                         << shape.size() << " axes";
  SmallVector<int64_t> expected;
  for (size_t i = 0; i < shape.size(); ++i)
    expected.push_back(getLow()[i] + shape[i] + getHigh()[i]);
  if (getValue().getType() != getType().getElementType()) // C2
    return emitOpError() << "expected a value of type " << getType().getElementType() << ", found "
                         << getValue().getType();
  if (failed(expectShape(*this, "output", expected, getType().getShape()))) // C2
    return failure();
  return verifySameElementType(*this, getInput().getType(), getType()); // C2
}

LogicalResult ConcatOp::verify() {
  int64_t rank = getType().getRank(), axis = getAxis();
  if (failed(verifyAxis(*this, axis, rank))) // C1
    return failure();
  if (getInputs().empty()) // C2
    return emitOpError() << "expected at least one input, found none";
  SmallVector<int64_t> expected(getType().getShape());
  expected[axis] = 0;
  for (Value input : getInputs()) {
    auto type = cast<RankedTensorType>(input.getType());
    SmallVector<int64_t> shape(getType().getShape());
    if (type.getRank() == rank)
      shape[axis] = type.getDimSize(axis);
    if (failed(expectShape(*this, "input", shape, type.getShape())) ||
        failed(verifySameElementType(*this, type, getType()))) // C2
      return failure();
    expected[axis] += shape[axis];
  }
  return expectShape(*this, "output", expected, getType().getShape()); // C3
}

//===----------------------------------------------------------------------===//
// Streams
//===----------------------------------------------------------------------===//

YieldOp StreamOp::getYield() { return cast<YieldOp>(getBody().front().getTerminator()); }

LogicalResult StreamOp::verify() {
  if (int64_t(getRows()) < 1) // C1
    return emitOpError() << "expected 1 row or more in a step, found " << int64_t(getRows());
  if (int64_t(getPatches()) < 1) // C1
    return emitOpError() << "expected 1 patch or more, found " << int64_t(getPatches());
  Block &block = getBody().front();
  auto yield = block.empty() ? nullptr : dyn_cast<YieldOp>(block.back());
  if (!yield || yield.getOperandTypes() != getResultTypes()) // C1
    return emitOpError() << "expected a body that ends with a yield of " << getResultTypes();
  llvm::SmallDenseSet<Value> yielded;
  for (Value value : yield.getValues()) {
    Operation *op = value.getDefiningOp();
    if (!op || op->getBlock() != &block || isa<ReshapeOp, ConstantOp>(op) || !yielded.insert(value).second) // C2
      return emitOpError() << "expected to yield results of different ops inside that compute, found " << value;
  }
  auto isImage = [](Type type) {
    auto tensor = cast<RankedTensorType>(type);
    return tensor.getRank() == 4 && tensor.getDimSize(0) == 1;
  };
  for (Operation &op : block.without_terminator())
    if (!isa_and_nonnull<KernDialect>(op.getDialect()) || op.getNumRegions() > 0 ||
        !llvm::all_of(op.getResultTypes(), isImage)) // C3
      return emitOpError() << "expected an op on [1, height, width, channels] in a stream, found '" << op.getName()
                           << "'";
  return success();
}
