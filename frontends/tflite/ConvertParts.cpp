// ConvertParts.cpp - operators that take tensors apart and put them together.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/tflite/Converters.h"
#include "frontends/tflite/Item.h"

#include "mlir/IR/Diagnostics.h"

#include <cmath>

using namespace mlir;
using namespace dendc;
using namespace dendc::tflite;

//===----------------------------------------------------------------------===//
// Together
//===----------------------------------------------------------------------===//

/// All operands.
static FailureOr<SmallVector<Item>> bindItems(NodeBinder &bind, Mover &mover) {
  SmallVector<Item> items;
  for (unsigned index = 0; index < bind.getInputCount(); ++index) {
    FailureOr<Item> item = mover.get(index);
    if (failed(item))
      return failure();
    items.push_back(std::move(*item));
  }
  if (items.empty())
    return bind.error() << "expected one input or more, found none";
  return items;
}

LogicalResult tflite::convertConcatenation(NodeBinder &bind) {
  Mover mover(bind);
  schema::ConcatenationOptionsT options;
  FailureOr<SmallVector<Item>> items = bindItems(bind, mover);
  if (failed(items) || bind.options(options).failed())
    return failure();
  if (options.fused_activation_function != schema::ActivationFunctionType::NONE)
    return bind.error() << "expected no fused activation, found one";
  int64_t axis = options.axis;
  if (bind.axis(axis, items->front().shape.size()).failed())
    return failure();
  return mover.result(mover.concat(*items, axis));
}

LogicalResult tflite::convertPack(NodeBinder &bind) {
  Mover mover(bind);
  schema::PackOptionsT options;
  FailureOr<SmallVector<Item>> items = bindItems(bind, mover);
  if (failed(items) || bind.options(options).failed())
    return failure();
  int64_t axis = options.axis;
  if (bind.axis(axis, items->front().shape.size() + 1).failed())
    return failure();
  const Shape first(items->front().shape);
  for (Item &item : *items) {
    Shape shape(item.shape);
    if (shape != first)
      return bind.error() << "expected inputs of one shape, found " << toString(first) << " and " << toString(shape);
    shape.insert(shape.begin() + axis, 1);
    FailureOr<Item> widened = mover.reshape(item, shape);
    if (failed(widened))
      return failure();
    item = std::move(*widened);
  }
  return mover.result(mover.concat(*items, axis));
}

//===----------------------------------------------------------------------===//
// Apart
//===----------------------------------------------------------------------===//

/// The parts of `item` along `axis`, of `sizes`, as the outputs; where `isDropped` without that axis.
static LogicalResult giveParts(NodeBinder &bind, Mover &mover, const Item &item, int64_t axis, ArrayRef<int64_t> sizes,
                               bool isDropped) {
  int64_t total = 0;
  for (int64_t size : sizes)
    total += size >= 1 && size <= item.shape[axis] ? size : kMaxElementCount;
  if (total != item.shape[axis] || sizes.size() != bind.getOutputCount())
    return bind.error() << "expected as many parts as the " << bind.getOutputCount() << " outputs, together "
                        << item.shape[axis] << " along axis " << axis << ", found parts of " << toString(sizes);
  int64_t begin = 0;
  for (auto [index, size] : llvm::enumerate(sizes)) {
    FailureOr<Item> part = mover.slice(item, axis, begin, 1, size);
    if (succeeded(part) && isDropped) {
      Shape shape(part->shape);
      shape.erase(shape.begin() + axis);
      part = mover.reshape(*part, shape);
    }
    if (failed(mover.result(std::move(part), index)))
      return failure();
    begin += size;
  }
  return success();
}

LogicalResult tflite::convertSplit(NodeBinder &bind) {
  Mover mover(bind);
  int64_t axis = 0;
  schema::SplitOptionsT options;
  FailureOr<Item> item = mover.get(1);
  if (failed(item) || bind.options(options).integer(0, axis).axis(axis, item->shape.size()).failed())
    return failure();
  int64_t count = bind.getOutputCount();
  if (item->shape[axis] % count != 0)
    return bind.error() << "expected a size along axis " << axis << " that " << count << " outputs share, found "
                        << item->shape[axis];
  return giveParts(bind, mover, *item, axis, Shape(count, item->shape[axis] / count), false);
}

LogicalResult tflite::convertSplitV(NodeBinder &bind) {
  Mover mover(bind);
  SmallVector<int64_t> sizes;
  int64_t axis = 0;
  schema::SplitVOptionsT options;
  FailureOr<Item> item = mover.get(0);
  if (failed(item) || bind.options(options).integers(1, sizes).integer(2, axis).axis(axis, item->shape.size()).failed())
    return failure();
  // One size may follow from the others.
  if (auto *open = llvm::find(sizes, -1); open != sizes.end()) {
    *open = item->shape[axis];
    for (int64_t &size : sizes)
      *open -= &size == open ? 0 : std::clamp<int64_t>(size, 0, kMaxElementCount);
  }
  return giveParts(bind, mover, *item, axis, sizes, false);
}

LogicalResult tflite::convertUnpack(NodeBinder &bind) {
  Mover mover(bind);
  schema::UnpackOptionsT options;
  FailureOr<Item> item = mover.get(0);
  if (failed(item) || bind.options(options).failed())
    return failure();
  int64_t axis = options.axis;
  if (bind.axis(axis, item->shape.size()).failed())
    return failure();
  return giveParts(bind, mover, *item, axis, Shape(bind.getOutputCount(), 1), true);
}

LogicalResult tflite::convertSlice(NodeBinder &bind) {
  Mover mover(bind);
  SmallVector<int64_t> begin, sizes;
  FailureOr<Item> item = mover.get(0);
  if (failed(item) || bind.integers(1, begin).integers(2, sizes).failed())
    return failure();
  const Shape &shape = item->shape;
  bool fits = begin.size() == shape.size() && sizes.size() == shape.size();
  for (size_t axis = 0; fits && axis < shape.size(); ++axis) {
    if (sizes[axis] == -1)
      sizes[axis] = shape[axis] - begin[axis];
    fits =
        begin[axis] >= 0 && begin[axis] < shape[axis] && sizes[axis] >= 1 && sizes[axis] <= shape[axis] - begin[axis];
  }
  if (!fits)
    return bind.error() << "expected elements of " << toString(shape) << ", found begin " << toString(begin)
                        << " and sizes " << toString(sizes);
  return mover.result(mover.slice(*item, begin, Shape(shape.size(), 1), sizes));
}

namespace {

/// What a STRIDED_SLICE says, axis by axis of the input.
struct Strides {
  Shape begin, steps, count;
  /// The result's shape: with axes of 1 that are new, without those that shrink.
  Shape shape;
};

/// First element, and number of elements, of the range an operator's begin, end and step name on an axis of `size`.
std::pair<int64_t, int64_t> getRange(std::optional<int64_t> begin, std::optional<int64_t> end, int64_t step,
                                     int64_t size) {
  int64_t low = step > 0 ? 0 : -1, high = step > 0 ? size : size - 1;
  auto place = [&](std::optional<int64_t> index, int64_t absent) {
    if (!index)
      return absent;
    return std::clamp(*index < 0 ? *index + size : *index, low, high);
  };
  int64_t first = place(begin, step > 0 ? low : high), last = place(end, step > 0 ? high : low);
  int64_t distance = step > 0 ? last - first : first - last, stride = std::abs(step);
  return {first, distance <= 0 ? 0 : (distance + stride - 1) / stride};
}

} // namespace

LogicalResult tflite::convertStridedSlice(NodeBinder &bind) {
  Mover mover(bind);
  SmallVector<int64_t> begin, end, steps;
  schema::StridedSliceOptionsT options;
  FailureOr<Item> item = mover.get(0);
  if (failed(item) || bind.integers(1, begin).integers(2, end).integers(3, steps).options(options).failed())
    return failure();
  size_t entries = begin.size(), rank = item->shape.size();
  auto has = [](int32_t mask, size_t entry) { return (mask >> entry & 1) != 0; };
  auto addsNoAxis = [&](size_t entry) {
    return has(options.ellipsis_mask, entry) || has(options.new_axis_mask, entry);
  };
  size_t named = 0;
  for (size_t entry = 0; entry < entries && entries <= 2 * kMaxRank; ++entry)
    named += !addsNoAxis(entry);
  if (end.size() != entries || steps.size() != entries || named > rank || entries > 2 * kMaxRank ||
      llvm::any_of(steps, [](int64_t step) { return step == 0 || std::abs(step) > kMaxElementCount; }))
    return bind.error() << "expected as many begins, ends and steps, not zero, and at most one for each of " << rank
                        << " axes, found " << toString(begin) << ", " << toString(end) << " and " << toString(steps);
  Strides strides;
  size_t axis = 0;
  auto keepAxes = [&](size_t count) {
    for (; count > 0; --count, ++axis) {
      strides.begin.push_back(0);
      strides.steps.push_back(1);
      strides.count.push_back(item->shape[axis]);
      strides.shape.push_back(item->shape[axis]);
    }
  };
  bool hasEllipsis = false;
  for (size_t entry = 0; entry < entries; ++entry) {
    if (has(options.ellipsis_mask, entry)) {
      if (!hasEllipsis)
        keepAxes(rank - named);
      hasEllipsis = true;
      continue;
    }
    if (has(options.new_axis_mask, entry)) {
      strides.shape.push_back(1);
      continue;
    }
    int64_t size = item->shape[axis], step = steps[entry];
    bool shrinks = has(options.shrink_axis_mask, entry);
    std::optional<int64_t> from = begin[entry], to = end[entry];
    if (options.offset && to)
      *to += *from;
    if (shrinks) {
      int64_t index = *from < 0 ? *from + size : *from;
      if (index < 0 || index >= size)
        return bind.error() << "expected an index from " << -size << " to " << size - 1 << " along axis " << axis
                            << ", found " << *from;
      strides.begin.push_back(index);
      strides.steps.push_back(1);
      strides.count.push_back(1);
      ++axis;
      continue;
    }
    if (has(options.begin_mask, entry))
      from.reset();
    if (has(options.end_mask, entry))
      to.reset();
    auto [first, count] = getRange(from, to, step, size);
    if (count == 0)
      return bind.error() << "expected elements along axis " << axis << ", found none from " << begin[entry] << " to "
                          << end[entry];
    strides.begin.push_back(first);
    strides.steps.push_back(step);
    strides.count.push_back(count);
    strides.shape.push_back(count);
    ++axis;
  }
  keepAxes(rank - axis);
  FailureOr<Item> part = mover.slice(*item, strides.begin, strides.steps, strides.count);
  return failed(part) ? failure() : mover.result(mover.reshape(*part, strides.shape));
}

LogicalResult tflite::convertGather(NodeBinder &bind) {
  Mover mover(bind);
  schema::GatherOptionsT options;
  FailureOr<Item> item = mover.get(0), indices = mover.get(1);
  if (failed(item) || failed(indices) || bind.options(options).failed())
    return failure();
  int64_t axis = options.axis;
  if (bind.axis(axis, item->shape.size()).failed())
    return failure();
  if (options.batch_dims != 0 || indices->value)
    return bind.error() << "expected indices of INT32 or INT64 for the whole batch, found "
                        << (indices->value ? "other indices" : "batch dimensions");
  for (int64_t index : indices->integers)
    if (index < 0 || index >= item->shape[axis])
      return bind.error() << "expected indices from 0 to " << item->shape[axis] - 1 << ", found " << index;
  if (indices->integers.empty())
    return bind.error() << "expected an index or more, found none";
  FailureOr<Item> taken = mover.take(*item, axis, indices->integers);
  if (failed(taken))
    return failure();
  Shape shape(item->shape);
  shape.erase(shape.begin() + axis);
  shape.insert(shape.begin() + axis, indices->shape.begin(), indices->shape.end());
  return mover.result(mover.reshape(*taken, shape));
}

LogicalResult tflite::convertReverse(NodeBinder &bind) {
  Mover mover(bind);
  SmallVector<int64_t> axes;
  FailureOr<Item> item = mover.get(0);
  if (failed(item) || bind.integers(1, axes).axes(axes, item->shape.size()).failed())
    return failure();
  Shape begin(item->shape.size(), 0), steps(item->shape.size(), 1);
  for (int64_t axis : axes) {
    begin[axis] = item->shape[axis] - 1;
    steps[axis] = -1;
  }
  return mover.result(mover.slice(*item, begin, steps, item->shape));
}

/// `item` as many times along every axis as `counts` say.
static FailureOr<Item> repeat(Mover &mover, const Item &item, ArrayRef<int64_t> counts) {
  FailureOr<Item> repeated = item;
  for (auto [axis, count] : llvm::enumerate(counts))
    if (succeeded(repeated))
      repeated = mover.concat(SmallVector<Item>(std::min<int64_t>(count, 1025), *repeated), axis);
  return repeated;
}

LogicalResult tflite::convertTile(NodeBinder &bind) {
  Mover mover(bind);
  SmallVector<int64_t> counts;
  FailureOr<Item> item = mover.get(0);
  if (failed(item) || bind.integers(1, counts).failed())
    return failure();
  if (counts.size() != item->shape.size() ||
      llvm::any_of(counts, [](int64_t count) { return count < 1 || count > kMaxElementCount; }))
    return bind.error() << "expected a count from 1 on for each of " << item->shape.size() << " axes, found "
                        << toString(counts);
  return mover.result(repeat(mover, *item, counts));
}

LogicalResult tflite::convertBroadcastTo(NodeBinder &bind) {
  Mover mover(bind);
  SmallVector<int64_t> shape;
  FailureOr<Item> item = mover.get(0);
  if (failed(item) || bind.integers(1, shape).failed())
    return failure();
  size_t rank = shape.size(), own = item->shape.size();
  Shape widened(rank < own ? 0 : rank - own, 1), counts;
  llvm::append_range(widened, item->shape);
  bool fits = rank >= own && countElements(shape);
  for (size_t axis = 0; fits && axis < rank; ++axis) {
    counts.push_back(widened[axis] == shape[axis] ? 1 : shape[axis]);
    fits = counts.back() == 1 || widened[axis] == 1;
  }
  if (!fits)
    return bind.error() << "expected a shape that " << toString(item->shape) << " broadcasts to, found "
                        << toString(shape);
  item = mover.reshape(*item, widened);
  return failed(item) ? failure() : mover.result(repeat(mover, *item, counts));
}

//===----------------------------------------------------------------------===//
// Larger and smaller images
//===----------------------------------------------------------------------===//

/// The element of an axis of `size` that element `index` of one of `count` shows.
static int64_t getNearest(int64_t index, int64_t size, int64_t count, bool alignCorners, bool halfPixelCenters) {
  float scale = alignCorners && count > 1 ? float(size - 1) / float(count - 1) : float(size) / float(count);
  float place = (float(index) + (halfPixelCenters ? 0.5f : 0.0f)) * scale;
  auto nearest = int64_t(alignCorners ? std::round(place) : std::floor(place));
  return std::clamp<int64_t>(nearest, 0, size - 1);
}

/// Every element along `axis` `factor` times in a row.
static FailureOr<Item> repeatElements(Mover &mover, const Item &item, int64_t axis, int64_t factor) {
  Shape apart(item.shape), together(item.shape);
  apart.insert(apart.begin() + axis + 1, 1);
  together[axis] *= factor;
  FailureOr<Item> result = mover.reshape(item, apart);
  if (succeeded(result))
    result = mover.concat(SmallVector<Item>(std::min<int64_t>(factor, 1025), *result), axis + 1);
  return failed(result) ? FailureOr<Item>(failure()) : mover.reshape(*result, together);
}

LogicalResult tflite::convertResizeBilinear(NodeBinder &bind) {
  Value input;
  SmallVector<int64_t> size;
  schema::ResizeBilinearOptionsT options;
  if (bind.tensor(0, input).integers(1, size).options(options).failed())
    return failure();
  ArrayRef<int64_t> shape = getShape(input);
  if (shape.size() != 4 || shape[0] != 1 || size.size() != 2)
    return bind.error() << "expected an image and a height and width, found " << toString(shape) << " and "
                        << toString(size);
  if (options.align_corners && options.half_pixel_centers)
    return bind.error() << "expected 'align_corners' or 'half_pixel_centers', found both";
  bind.warnOfHalves(0);
  RankedTensorType type = bind.getType({1, size[0], size[1], shape[3]}, getElement(input));
  return type ? bind.movedResult(
                    bind.create<dend::ResizeBilinearOp>(type, input, options.align_corners, options.half_pixel_centers))
              : failure();
}

LogicalResult tflite::convertResizeNearestNeighbor(NodeBinder &bind) {
  Mover mover(bind);
  SmallVector<int64_t> size;
  schema::ResizeNearestNeighborOptionsT options;
  FailureOr<Item> item = mover.get(0);
  if (failed(item) || bind.integers(1, size).options(options).failed())
    return failure();
  if (item->shape.size() != 4 || size.size() != 2 ||
      llvm::any_of(size, [](int64_t v) { return v < 1 || v > kMaxElementCount; }))
    return bind.error() << "expected an image and a height and width from 1 on, found " << toString(item->shape)
                        << " and " << toString(size);
  for (int64_t axis : {1, 2}) {
    int64_t own = item->shape[axis], count = size[axis - 1];
    SmallVector<int64_t> indices;
    bool isRepetition = count % own == 0;
    for (int64_t index = 0; index < count; ++index) {
      indices.push_back(getNearest(index, own, count, options.align_corners, options.half_pixel_centers));
      isRepetition &= indices.back() == index / std::max<int64_t>(1, count / own);
    }
    FailureOr<Item> resized =
        isRepetition ? repeatElements(mover, *item, axis, count / own) : mover.take(*item, axis, indices);
    if (failed(resized))
      return failure();
    item = std::move(resized);
  }
  return mover.result(item);
}
