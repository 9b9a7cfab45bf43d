// Item.cpp - moves elements of values, by ops, and of integers, at once.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/tflite/Item.h"

#include "dialects/dend/Constants.h"

#include "mlir/IR/Diagnostics.h"

using namespace mlir;
using namespace dendc;
using namespace dendc::tflite;

/// The most parts a tensor is put together of.
static constexpr size_t kMaxParts = 1024;

FailureOr<Item> Mover::fromValue(Value value) {
  if (!value)
    return failure();
  return Item{value, {}, Shape(getShape(value)), {}};
}

FailureOr<Item> Mover::get(unsigned index) {
  if (bind.hasInput(index) && bind.getInput(index).isInteger() && bind.getInput(index).scales.empty() &&
      !bind.isComputed(index)) {
    std::optional<std::vector<int64_t>> integers = bind.ignoreInput(index).findIntegers(index);
    if (integers && int64_t(integers->size()) == bind.getInput(index).getElementCount())
      return Item{nullptr, std::move(*integers), bind.getInput(index).shape, {}};
    return bind.error() << "expected " << bind.describeInput(index) << ", " << getTypeName(bind.getInput(index).type)
                        << ", to be known when compiling, found a computed value";
  }
  Value value;
  bind.elements(index, value);
  return fromValue(value);
}

FailureOr<Item> Mover::getBlocked(unsigned index) {
  Item item;
  if (!bind.isComputed(index))
    return get(index);
  if (bind.blocked(index, item.value, item.blocks).failed())
    return failure();
  if (item.blocks.empty())
    return fromValue(item.value);
  item.shape = getBlockedShape(getShape(item.value), item.blocks);
  return item;
}

FailureOr<Item> Mover::reshapeBlocks(const Item &item, ArrayRef<int64_t> shape) {
  // The axes that have more than one element, each with its blocks.
  SmallVector<int64_t> axes;
  for (size_t axis = 0; axis < item.shape.size(); ++axis)
    if (item.shape[axis] * item.blocks[axis] != 1)
      axes.push_back(int64_t(axis));
  Shape whole(shape), blocks(shape.size(), 1);
  size_t next = 0;
  for (size_t axis = 0; axis < shape.size(); ++axis) {
    if (next < axes.size() && shape[axis] == item.shape[axes[next]] && (axis == 0) == (axes[next] == 0)) {
      blocks[axis] = item.blocks[axes[next++]];
      whole[axis] = axis == 0 ? 1 : shape[axis] * blocks[axis];
    } else if (shape[axis] != 1) {
      next = axes.size() + 1;
    }
  }
  if (next != axes.size())
    return bind.error() << "expected a shape that differs from " << toString(item.shape)
                        << ", of SPACE_TO_BATCH_ND, in axes of size 1, found " << toString(shape);
  Value value = bind.reshape(item.value, whole);
  if (!value)
    return failure();
  return Item{value, {}, Shape(shape), blocks};
}

FailureOr<Item> Mover::reshape(const Item &item, ArrayRef<int64_t> shape) {
  if (!item.blocks.empty())
    return reshapeBlocks(item, shape);
  if (item.value)
    return fromValue(bind.reshape(item.value, shape));
  if (countElements(shape) != int64_t(item.integers.size()))
    return bind.error() << "expected a shape of as many elements as " << toString(item.shape) << ", found "
                        << toString(shape);
  return Item{nullptr, item.integers, Shape(shape), {}};
}

FailureOr<Item> Mover::slice(const Item &item, ArrayRef<int64_t> begin, ArrayRef<int64_t> steps,
                             ArrayRef<int64_t> count) {
  if (item.value) {
    RankedTensorType type = bind.getType(count, getElement(item.value));
    if (!type)
      return failure();
    bool isWhole = type == item.value.getType() && llvm::all_of(steps, [](int64_t step) { return step == 1; });
    return isWhole ? item : fromValue(bind.create<dend::SliceOp>(type, item.value, begin, steps));
  }
  Item result{nullptr, {}, Shape(count), {}};
  SmallVector<int64_t> strides = dend::getStrides(item.shape);
  int64_t first = 0;
  for (size_t axis = 0; axis < strides.size(); ++axis) {
    first += begin[axis] * strides[axis];
    strides[axis] *= steps[axis];
  }
  dend::forEachOffset(count, {strides},
                      [&](ArrayRef<int64_t> offsets) { result.integers.push_back(item.integers[first + offsets[0]]); });
  return result;
}

FailureOr<Item> Mover::slice(const Item &item, int64_t axis, int64_t begin, int64_t step, int64_t count) {
  Shape begins(item.shape.size(), 0), steps(item.shape.size(), 1), counts(item.shape);
  begins[axis] = begin;
  steps[axis] = step;
  counts[axis] = count;
  return slice(item, begins, steps, counts);
}

FailureOr<Item> Mover::transpose(const Item &item, ArrayRef<int64_t> permutation) {
  Shape shape;
  for (int64_t axis : permutation)
    shape.push_back(item.shape[axis]);
  if (item.value)
    return fromValue(
        bind.create<dend::TransposeOp>(bind.getType(shape, getElement(item.value)), item.value, permutation));
  Item result{nullptr, {}, shape, {}};
  SmallVector<int64_t> own = dend::getStrides(item.shape), strides;
  for (int64_t axis : permutation)
    strides.push_back(own[axis]);
  dend::forEachOffset(shape, {strides},
                      [&](ArrayRef<int64_t> offsets) { result.integers.push_back(item.integers[offsets[0]]); });
  return result;
}

FailureOr<Item> Mover::concat(ArrayRef<Item> items, int64_t axis) {
  Shape shape(items.front().shape);
  shape[axis] = 0;
  SmallVector<Value> values;
  for (const Item &item : items) {
    Shape expected(shape);
    if (item.shape.size() == shape.size())
      expected[axis] = item.shape[axis];
    if (item.shape != expected)
      return bind.error() << "expected inputs of one shape but for axis " << axis << ", found "
                          << toString(items.front().shape) << " and " << toString(item.shape);
    if (!item.value != !items.front().value)
      return bind.error() << "expected inputs of one type, found integers and others";
    if (item.value && getElement(item.value) != getElement(items.front().value))
      return bind.error() << "expected inputs of one type, scale and zero point, found "
                          << getElement(items.front().value) << " and " << getElement(item.value);
    shape[axis] += item.shape[axis];
    values.push_back(item.value);
  }
  if (items.size() > kMaxParts)
    return bind.error() << "expected at most " << kMaxParts << " parts of a tensor, found " << items.size();
  if (items.size() == 1)
    return items.front();
  if (values.front()) {
    Type element = getElement(values.front());
    RankedTensorType type = bind.getType(shape, element);
    if (!type)
      return failure();
    return fromValue(bind.create<dend::ConcatOp>(type, values, uint64_t(axis), bind.getArithmetic(element)));
  }
  Item result{nullptr, {}, shape, {}};
  if (!countElements(shape))
    return bind.error() << "expected at most " << kMaxElementCount << " elements, found shape " << toString(shape);
  result.integers.resize(ShapedType::getNumElements(shape));
  SmallVector<int64_t> strides = dend::getStrides(shape);
  int64_t first = 0;
  for (const Item &item : items) {
    dend::forEachOffset(item.shape, {dend::getStrides(item.shape), strides}, [&](ArrayRef<int64_t> offsets) {
      result.integers[first + offsets[1]] = item.integers[offsets[0]];
    });
    first += item.shape[axis] * strides[axis];
  }
  return result;
}

FailureOr<Item> Mover::take(const Item &item, int64_t axis, ArrayRef<int64_t> indices) {
  // As few slices as there are runs of equal steps.
  SmallVector<Item> parts;
  for (size_t first = 0; first < indices.size();) {
    size_t end = first + 1;
    int64_t step = end < indices.size() ? indices[end] - indices[first] : 1;
    if (step == 0)
      step = 1;
    while (end < indices.size() && indices[end] - indices[end - 1] == step)
      ++end;
    FailureOr<Item> part = slice(item, axis, indices[first], step, int64_t(end - first));
    if (failed(part))
      return failure();
    parts.push_back(std::move(*part));
    if (parts.size() > kMaxParts)
      break;
    first = end;
  }
  return concat(parts, axis);
}

LogicalResult Mover::result(FailureOr<Item> item, unsigned index) {
  if (failed(item))
    return failure();
  return item->value ? bind.movedResult(item->value, index, item->blocks)
                     : bind.result(std::move(item->integers), index);
}
