// Views.cpp - values whose bytes lie within those of others.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/kern/Views.h"
#include "dialects/kern/Kern.h"
#include "dialects/kern/Layers.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Sequence.h"

using namespace mlir;
using namespace dendc;
using namespace dendc::kern;

static RankedTensorType getType(Value value) { return cast<RankedTensorType>(value.getType()); }

/// The bytes of a tensor before index `index` of an axis outside of which there is one index only.
static int64_t getByteOffset(RankedTensorType type, size_t axis, int64_t index) {
  return index * ShapedType::getNumElements(type.getShape().drop_front(axis + 1)) * type.getElementTypeBitWidth() / 8;
}

/// Where the first element of a slice lies, in bytes, if all that follow lie behind one another.
static std::optional<int64_t> getSliceOffset(SliceOp slice) {
  RankedTensorType input = slice.getInput().getType(), output = slice.getType();
  bool isWhole = true; // of the axes that are left
  int64_t offset = 0;
  for (size_t axis = input.getRank(); axis-- > 0;) {
    int64_t size = output.getDimSize(axis);
    if (size > 1 && (slice.getSteps()[axis] != 1 || !isWhole))
      return std::nullopt;
    isWhole &= size == input.getDimSize(axis);
    offset += getByteOffset(input, axis, slice.getBegin()[axis]);
  }
  return offset;
}

SmallVector<std::optional<View>, 2> dendc::kern::getViews(Operation *op) {
  SmallVector<std::optional<View>, 2> views(op->getNumOperands());
  if (isa<StreamOp>(op->getParentOp()))
    return views;
  if (auto slice = dyn_cast<SliceOp>(op)) {
    if (std::optional<int64_t> offset = getSliceOffset(slice))
      views[0] = {slice.getResult(), getStorage(slice.getInput()), *offset};
  } else if (auto concat = dyn_cast<ConcatOp>(op)) {
    ArrayRef<int64_t> shape = concat.getType().getShape();
    size_t axis = concat.getAxis();
    if (ShapedType::getNumElements(shape.take_front(axis)) > 1)
      return views;
    int64_t index = 0;
    for (auto [view, operand] : llvm::zip_equal(views, concat.getInputs())) {
      view = {getStorage(operand), concat.getResult(), getByteOffset(concat.getType(), axis, index)};
      index += getType(operand).getDimSize(axis);
    }
  }
  for (std::optional<View> &view : views)
    if (view && (view->part.getDefiningOp<ConstantOp>() || view->whole.getDefiningOp<ConstantOp>()))
      view = std::nullopt;
  return views;
}

SmallVector<View> dendc::kern::getViews(ArrayRef<Operation *> ops) {
  SmallVector<View> result;
  llvm::SmallDenseSet<Value> parts;
  for (Operation *op : ops)
    for (const std::optional<View> &view : getViews(op))
      if (view && parts.insert(view->part).second)
        result.push_back(*view);
  return result;
}

bool dendc::kern::isInPlace(Operation *op, unsigned operand) {
  std::optional<View> view = getViews(op)[operand];
  if (!view)
    return false;
  IntegerAttr part = getStorageAttr(view->part, kOffsetAttr), whole = getStorageAttr(view->whole, kOffsetAttr);
  return part && whole && part.getInt() == whole.getInt() + view->offset;
}

bool dendc::kern::isInPlace(Operation *op) {
  return isa<SliceOp, ConcatOp>(op) &&
         llvm::all_of(llvm::seq(op->getNumOperands()), [&](unsigned operand) { return isInPlace(op, operand); });
}
