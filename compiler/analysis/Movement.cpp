// Movement.cpp - reshapes and transposes as what they do to elements and axes.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/Movement.h"

#include "dialects/dend/Constants.h"
#include "dialects/dend/Dend.h"

#include "llvm/ADT/STLExtras.h"

#include <numeric>

using namespace mlir;
using namespace dendc;
using namespace dendc::dend;

SmallVector<int64_t> dendc::invertPermutation(ArrayRef<int64_t> permutation) {
  SmallVector<int64_t> inverse(permutation.size());
  for (auto [i, axis] : llvm::enumerate(permutation))
    inverse[axis] = int64_t(i);
  return inverse;
}

SmallVector<int64_t> dendc::permuteArray(ArrayRef<int64_t> values, ArrayRef<int64_t> permutation) {
  return llvm::map_to_vector(permutation, [&](int64_t axis) { return values[axis]; });
}

static ArrayRef<int64_t> getShape(Value value) { return cast<RankedTensorType>(value.getType()).getShape(); }

//===----------------------------------------------------------------------===//
// Movement
//===----------------------------------------------------------------------===//

Movement Movement::to(Value value) {
  Movement movement;
  while (Operation *op = value.getDefiningOp()) {
    if (!isa<ReshapeOp, TransposeOp>(op))
      break;
    movement.steps.push_back(op);
    value = op->getOperand(0);
  }
  std::reverse(movement.steps.begin(), movement.steps.end());
  movement.source = value;
  return movement;
}

Movement Movement::from(size_t first) const {
  return {steps[first]->getOperand(0), llvm::to_vector(ArrayRef(steps).drop_front(first))};
}

unsigned Movement::getTransposeCount() const {
  return llvm::count_if(steps, [](Operation *step) { return isa<TransposeOp>(step); });
}

SmallVector<int64_t> Movement::getElementMap() const {
  SmallVector<int64_t> map(ShapedType::getNumElements(getShape(source)));
  std::iota(map.begin(), map.end(), 0);
  for (Operation *step : steps) {
    auto transpose = dyn_cast<TransposeOp>(step);
    if (!transpose)
      continue;
    SmallVector<int64_t> strides =
        permuteArray(getStrides(transpose.getInput().getType().getShape()), transpose.getPermutation());
    SmallVector<int64_t> moved;
    moved.reserve(map.size());
    forEachOffset(transpose.getType().getShape(), {strides},
                  [&](ArrayRef<int64_t> offsets) { moved.push_back(map[offsets[0]]); });
    map = std::move(moved);
  }
  return map;
}

//===----------------------------------------------------------------------===//
// AxisMap
//===----------------------------------------------------------------------===//

/// The axes of `shape` that are longer than 1.
static SmallVector<int64_t> getLongAxes(ArrayRef<int64_t> shape) {
  SmallVector<int64_t> axes;
  for (auto [axis, size] : llvm::enumerate(shape))
    if (size != 1)
      axes.push_back(int64_t(axis));
  return axes;
}

/// Those of size 1.
static SmallVector<int64_t> getUnitAxes(ArrayRef<int64_t> shape) {
  SmallVector<int64_t> axes;
  for (auto [axis, size] : llvm::enumerate(shape))
    if (size == 1)
      axes.push_back(int64_t(axis));
  return axes;
}

std::optional<AxisMap> AxisMap::get(const Movement &movement) {
  AxisMap map;
  map.sourceRank = getShape(movement.source).size();
  map.sourceAxes.resize(map.sourceRank);
  std::iota(map.sourceAxes.begin(), map.sourceAxes.end(), 0);
  for (Operation *step : movement.steps) {
    if (auto transpose = dyn_cast<TransposeOp>(step)) {
      map.sourceAxes = permuteArray(map.sourceAxes, transpose.getPermutation());
      continue;
    }
    ArrayRef<int64_t> from = getShape(step->getOperand(0)), to = getShape(step->getResult(0));
    SmallVector<int64_t> fromAxes = getLongAxes(from), toAxes = getLongAxes(to);
    if (permuteArray(from, fromAxes) != permuteArray(to, toAxes))
      return std::nullopt;
    // One axis of size 1 is as good as another: they are matched in order.
    SmallVector<int64_t> fromUnits = getUnitAxes(from), toUnits = getUnitAxes(to);
    SmallVector<int64_t> moved(to.size(), -1);
    for (auto [fromAxis, toAxis] : llvm::zip(fromAxes, toAxes))
      moved[toAxis] = map.sourceAxes[fromAxis];
    for (auto [fromAxis, toAxis] : llvm::zip(fromUnits, toUnits))
      moved[toAxis] = map.sourceAxes[fromAxis];
    map.sourceAxes = std::move(moved);
  }
  return map;
}

SmallVector<int64_t> AxisMap::getValueAxes() const {
  SmallVector<int64_t> axes(sourceRank, -1);
  for (auto [valueAxis, sourceAxis] : llvm::enumerate(sourceAxes))
    if (sourceAxis >= 0)
      axes[sourceAxis] = int64_t(valueAxis);
  return axes;
}

std::optional<SmallVector<int64_t>> AxisMap::toSource(ArrayRef<int64_t> perAxis, int64_t neutral) const {
  SmallVector<int64_t> result(sourceRank, neutral);
  for (auto [value, sourceAxis] : llvm::zip(perAxis, sourceAxes)) {
    if (sourceAxis >= 0)
      result[sourceAxis] = value;
    else if (value != neutral)
      return std::nullopt;
  }
  return result;
}

/// The indices of `keys` in the order of their keys.
static SmallVector<int64_t> getSortedOrder(ArrayRef<int64_t> keys) {
  SmallVector<int64_t> order(keys.size());
  std::iota(order.begin(), order.end(), 0);
  llvm::stable_sort(order, [&](int64_t a, int64_t b) { return keys[a] < keys[b]; });
  return order;
}

Value AxisMap::toSource(OpBuilder &builder, Location loc, Value tensor) const {
  SmallVector<int64_t> shape(sourceAxes.size() - getShape(tensor).size(), 1);
  llvm::append_range(shape, getShape(tensor));
  Value aligned = regroup(builder, loc, tensor, shape);
  Value ordered = permute(builder, loc, aligned, getSortedOrder(sourceAxes));
  std::optional<SmallVector<int64_t>> sourceShape = toSource(shape, 1);
  assert(sourceShape && "an axis longer than 1 comes from the source");
  return regroup(builder, loc, ordered, *sourceShape);
}

Value AxisMap::toValue(OpBuilder &builder, Location loc, Value tensor, ArrayRef<int64_t> shape) const {
  return regroup(builder, loc, permute(builder, loc, tensor, getSortedOrder(getValueAxes())), shape);
}

//===----------------------------------------------------------------------===//
// Building movements
//===----------------------------------------------------------------------===//

/// Whether a transpose of a tensor of `shape` moves elements at all.
static bool movesElements(ArrayRef<int64_t> shape, ArrayRef<int64_t> permutation) {
  int64_t previous = -1;
  for (int64_t axis : permutation) {
    if (shape[axis] == 1)
      continue;
    if (axis < previous)
      return true;
    previous = axis;
  }
  return false;
}

/// A transpose of `value` that stands before the insertion point already, or a new one.
static Value getOrCreateTranspose(OpBuilder &builder, Location loc, Value value, ArrayRef<int64_t> permutation) {
  SmallVector<int64_t> shape = permuteArray(getShape(value), permutation);
  auto type = RankedTensorType::get(shape, cast<RankedTensorType>(value.getType()).getElementType());
  if (DenseElementsAttr elements = getElements(value))
    return ConstantOp::create(builder, loc, type, transposeElements(elements, permutation));
  Block *block = builder.getInsertionBlock();
  auto point = builder.getInsertionPoint();
  for (Operation *user : value.getUsers()) {
    auto transpose = dyn_cast<TransposeOp>(user);
    if (transpose && transpose.getPermutation() == permutation && user->getBlock() == block &&
        (point == block->end() || user->isBeforeInBlock(&*point)))
      return transpose;
  }
  return TransposeOp::create(builder, loc, type, value, permutation);
}

static Value createReshape(OpBuilder &builder, Location loc, Value value, ArrayRef<int64_t> shape) {
  while (auto producer = value.getDefiningOp<ReshapeOp>())
    value = producer.getInput();
  auto type = cast<RankedTensorType>(value.getType()).clone(shape);
  if (type == value.getType())
    return value;
  if (DenseElementsAttr elements = getElements(value))
    return ConstantOp::create(builder, loc, cast<RankedTensorType>(type),
                              elements.reshape(elements.getType().clone(shape)));
  return ReshapeOp::create(builder, loc, type, value);
}

Value dendc::permute(OpBuilder &builder, Location loc, Value value, ArrayRef<int64_t> permutation) {
  SmallVector<int64_t> composed(permutation);
  while (auto producer = value.getDefiningOp<TransposeOp>()) {
    composed = permuteArray(producer.getPermutation(), composed);
    value = producer.getInput();
  }
  if (!movesElements(getShape(value), composed))
    return regroup(builder, loc, value, permuteArray(getShape(value), composed));
  return getOrCreateTranspose(builder, loc, value, composed);
}

namespace {
/// Axes before a reshape and the axes they become together, none of which can be told apart.
struct AxisGroup {
  SmallVector<int64_t> from, to;
};
} // namespace

/// The smallest groups of axes, in order, that a reshape between two shapes of as many elements keeps together.
/// Axes of size 1 before the reshape are left out; those after it belong to the group before them.
static SmallVector<AxisGroup> getAxisGroups(ArrayRef<int64_t> from, ArrayRef<int64_t> to) {
  SmallVector<AxisGroup> groups(1);
  SmallVector<int64_t> fromAxes = getLongAxes(from);
  size_t next = 0, axis = 0;
  for (; axis < to.size() && to[axis] == 1; ++axis)
    groups.back().to.push_back(int64_t(axis));
  while (axis < to.size()) {
    AxisGroup &group = groups.emplace_back();
    int64_t fromSize = 1, toSize = 1;
    do {
      if (toSize <= fromSize && axis < to.size()) {
        toSize *= to[axis];
        group.to.push_back(int64_t(axis++));
      } else {
        fromSize *= from[fromAxes[next]];
        group.from.push_back(fromAxes[next++]);
      }
    } while (fromSize != toSize);
    for (; axis < to.size() && to[axis] == 1; ++axis)
      group.to.push_back(int64_t(axis));
  }
  return groups;
}

Value dendc::regroup(OpBuilder &builder, Location loc, Value value, ArrayRef<int64_t> shape) {
  while (auto producer = value.getDefiningOp<ReshapeOp>())
    value = producer.getInput();
  auto transpose = value.getDefiningOp<TransposeOp>();
  if (!transpose || transpose.getType().getShape() == shape)
    return createReshape(builder, loc, value, shape);
  // reshape(transpose(x)): the transpose is split into a part before the reshape, which only brings together what the
  // reshape joins and is often nothing, and a part after it, which orders the groups.
  Value source = transpose.getInput();
  SmallVector<AxisGroup> groups = getAxisGroups(transpose.getType().getShape(), shape);
  for (AxisGroup &group : groups)
    for (int64_t &axis : group.from)
      axis = transpose.getPermutation()[axis];
  llvm::stable_sort(groups, [](const AxisGroup &a, const AxisGroup &b) {
    return !b.from.empty() && (a.from.empty() || a.from.front() < b.from.front());
  });
  SmallVector<int64_t> before, after, middle;
  for (auto [axis, size] : llvm::enumerate(getShape(source)))
    if (size == 1)
      before.push_back(int64_t(axis));
  for (const AxisGroup &group : groups) {
    llvm::append_range(before, group.from);
    llvm::append_range(after, group.to);
  }
  middle = permuteArray(shape, after);
  Value joined = movesElements(getShape(source), before)
                     ? createReshape(builder, loc, permute(builder, loc, source, before), middle)
                     : regroup(builder, loc, source, middle);
  SmallVector<int64_t> last = invertPermutation(after);
  return movesElements(middle, last) ? permute(builder, loc, joined, last) : createReshape(builder, loc, joined, shape);
}
