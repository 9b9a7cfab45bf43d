// Walks.cpp - how kernels that broadcast, move or reduce elements step through their tensors.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/kern/Walks.h"
#include "dialects/kern/Kern.h"
#include "dialects/kern/Layers.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace dendc::kern;

static ArrayRef<int64_t> getShape(Value value) { return cast<RankedTensorType>(value.getType()).getShape(); }

/// The shape of what one call of a function of two operands reads or gives: in a stream, a row.
static SmallVector<int64_t> getCallShape(Operation *op, Value value) {
  SmallVector<int64_t> shape(getShape(value));
  if (isRowByRow(op) && shape.size() >= 3)
    shape[shape.size() - 3] = 1;
  return shape;
}

/// Elements from one index of each axis to the next of a tensor that lies in order.
static SmallVector<int64_t> getStrides(ArrayRef<int64_t> shape) {
  SmallVector<int64_t> strides(shape.size(), 1);
  for (size_t i = shape.size(); i-- > 1;)
    strides[i - 1] = strides[i] * shape[i];
  return strides;
}

/// Strides of an operand over the axes of the shape it is broadcast to: 0 where it is repeated.
static SmallVector<int64_t> getBroadcastStrides(ArrayRef<int64_t> shape, size_t rank) {
  SmallVector<int64_t> own = getStrides(shape), strides(rank, 0);
  for (size_t i = 0; i < shape.size(); ++i)
    if (shape[i] != 1)
      strides[rank - shape.size() + i] = own[i];
  return strides;
}

static Walk mergeAxes(const Walk &walk) {
  Walk merged;
  merged.offset = walk.offset;
  merged.strides.resize(walk.strides.size());
  for (auto [axis, size] : llvm::enumerate(walk.sizes)) {
    if (size == 1)
      continue;
    auto continues = [&, axis = axis, size = size](size_t tensor) {
      return merged.strides[tensor].back() == walk.strides[tensor][axis] * size;
    };
    auto tensors = llvm::seq<size_t>(0, walk.strides.size());
    bool merges = !merged.sizes.empty() && llvm::all_of(tensors, continues);
    if (merges)
      merged.sizes.back() *= size;
    else
      merged.sizes.push_back(size);
    for (size_t tensor : tensors) {
      if (merges)
        merged.strides[tensor].back() = walk.strides[tensor][axis];
      else
        merged.strides[tensor].push_back(walk.strides[tensor][axis]);
    }
  }
  return merged;
}

bool dendc::kern::isWalked(Operation *op) {
  return isa<AddOp, ScaledAddOp, MulOp, FixedDivOp, FloatBinaryOp, TransposeOp, SliceOp, PadOp>(op);
}

Walk dendc::kern::getWalk(Operation *op) {
  Walk walk;
  llvm::append_range(walk.sizes, getCallShape(op, isa<PadOp>(op) ? op->getOperand(0) : op->getResult(0)));
  llvm::TypeSwitch<Operation *>(op)
      .Case([&](TransposeOp transpose) {
        SmallVector<int64_t> own = getStrides(getShape(transpose.getInput())), strides;
        for (int64_t axis : transpose.getPermutation())
          strides.push_back(own[axis]);
        walk.strides.push_back(strides);
      })
      .Case([&](SliceOp slice) {
        SmallVector<int64_t> strides = getStrides(getShape(slice.getInput()));
        for (size_t axis = 0; axis < strides.size(); ++axis) {
          walk.offset += slice.getBegin()[axis] * strides[axis];
          strides[axis] *= slice.getSteps()[axis];
        }
        walk.strides.push_back(strides);
      })
      .Case([&](PadOp pad) {
        SmallVector<int64_t> strides = getStrides(pad.getType().getShape());
        for (auto [low, stride] : llvm::zip_equal(pad.getLow(), strides))
          walk.offset += low * stride;
        walk.strides.push_back(strides);
      })
      .Default([&](Operation *binary) {
        for (Value operand : binary->getOperands())
          walk.strides.push_back(getBroadcastStrides(getCallShape(op, operand), walk.sizes.size()));
      });
  return mergeAxes(walk);
}

ReduceWalk dendc::kern::getReduceWalk(ReduceOp reduce) {
  ArrayRef<int64_t> shape = reduce.getInput().getType().getShape();
  SmallVector<int64_t> strides = getStrides(shape);
  ReduceWalk walk;
  Axes *previous = nullptr;
  for (auto [axis, size] : llvm::enumerate(shape)) {
    if (size == 1)
      continue;
    Axes &kind = llvm::is_contained(reduce.getAxes(), int64_t(axis)) ? walk.reduced : walk.kept;
    if (previous == &kind) {
      kind.sizes.back() *= size;
      kind.strides.back() = strides[axis];
    } else {
      kind.sizes.push_back(size);
      kind.strides.push_back(strides[axis]);
    }
    previous = &kind;
  }
  return walk;
}
