// ConvertParts.cpp - tensors joined, cut and extended.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/onnx/Converters.h"
#include "frontends/onnx/Evaluate.h"

#include <cmath>

using namespace mlir;
using namespace dendc;
using namespace dendc::onnx;

LogicalResult onnx::convertConcat(NodeBinder &bind, OpEmitter &emit) {
  int64_t axis;
  SmallVector<const Tensor *> known;
  if (bind.getInputCount() == 0)
    return bind.error() << "expected at least one input, found none";
  for (unsigned index = 0; index < bind.getInputCount(); ++index)
    if (const Tensor *tensor = bind.getKnownInteger(index))
      known.push_back(tensor);
  Shape shape(bind.getInputShape(0));
  if (bind.attribute("axis", axis).axis(axis, shape.size()).failed())
    return failure();
  if (known.size() == bind.getInputCount()) {
    shape[axis] = 0;
    for (const Tensor *tensor : known) {
      Shape expected(shape), found(tensor->shape);
      if (expected.size() == found.size())
        expected[axis] = found[axis];
      if (expected != found)
        return bind.error() << "expected operands of one shape but for axis " << axis << ", found "
                            << toString(known[0]->shape) << " and " << toString(found);
      shape[axis] += found[axis];
    }
    if (failed(bind.countEvaluated(shape)))
      return failure();
    return bind.result(join(known, axis, shape));
  }
  SmallVector<Value> inputs(bind.getInputCount());
  for (unsigned index = 0; index < inputs.size(); ++index)
    if (bind.elements(index, inputs[index]).failed())
      return failure();
  return bind.result(emit.concat(inputs, axis));
}

LogicalResult onnx::convertSplit(NodeBinder &bind, OpEmitter &emit) {
  Value input;
  int64_t axis, partCount = bind.getNode().outputs.size();
  std::optional<SmallVector<int64_t>> sizes;
  bind.elements(0, input).attribute("axis", axis, 0).attributeOrInput(13, "split", 1, sizes);
  if (bind.getVersion() >= 18)
    bind.attribute("num_outputs", partCount, partCount);
  if (bind.failed() || bind.axis(axis, getShape(input).size()).failed())
    return failure();
  int64_t size = getShape(input)[axis], outputCount = bind.getNode().outputs.size();
  if (partCount != outputCount)
    return bind.error() << "expected attribute 'num_outputs' of " << outputCount << ", found " << partCount;
  if (!sizes) {
    // Equal parts; from version 18 on the last one may be smaller.
    int64_t part = (size + outputCount - 1) / std::max<int64_t>(outputCount, 1);
    sizes.emplace(outputCount, part);
    if (outputCount > 0)
      sizes->back() = size - part * (outputCount - 1);
    if (bind.getVersion() < 18 && outputCount > 0 && sizes->back() != part)
      return bind.error() << "expected a size that " << outputCount << " equal parts divide, found " << size;
  }
  if (int64_t(sizes->size()) != outputCount)
    return bind.error() << "expected " << outputCount << " parts, found sizes " << toString(*sizes);
  Shape begin(getShape(input).size(), 0), steps(begin.size(), 1), count(getShape(input));
  for (unsigned index = 0; index < sizes->size(); ++index) {
    count[axis] = (*sizes)[index];
    if (count[axis] < 1 || count[axis] > size - begin[axis])
      return bind.error() << "expected sizes from 1 on that add up to " << size << ", found " << toString(*sizes);
    if (failed(bind.result(emit.slice(input, begin, steps, count), index)))
      return failure();
    begin[axis] += count[axis];
  }
  if (begin[axis] != size)
    return bind.error() << "expected sizes that add up to " << size << ", found " << toString(*sizes);
  return success();
}

namespace {

/// First element, step and number of elements of a range along an axis of `size` elements.
struct Range {
  int64_t begin, step, count;
};

/// Bounds as the operator reads them: from the end where negative, clamped to the axis. `step` is not 0.
Range resolveRange(int64_t start, int64_t end, int64_t step, int64_t size) {
  step = std::clamp(step, -size - 1, size + 1);
  auto fromEnd = [&](int64_t bound) { return bound < 0 ? bound + size : bound; };
  if (step > 0) {
    start = std::clamp<int64_t>(fromEnd(start), 0, size);
    end = std::clamp<int64_t>(fromEnd(end), 0, size);
    return {start, step, std::max<int64_t>((end - start + step - 1) / step, 0)};
  }
  start = std::clamp<int64_t>(fromEnd(start), -1, size - 1);
  end = std::clamp<int64_t>(fromEnd(end), -1, size - 1);
  return {start, step, std::max<int64_t>((start - end - step - 1) / -step, 0)};
}

} // namespace

LogicalResult onnx::convertSlice(NodeBinder &bind, OpEmitter &emit) {
  std::optional<SmallVector<int64_t>> starts, ends, axes, steps;
  bind.attributeOrInput(10, "starts", 1, starts).attributeOrInput(10, "ends", 2, ends);
  bind.attributeOrInput(10, "axes", 3, axes);
  if (bind.getVersion() >= 10)
    bind.attributeOrInput(10, "steps", 4, steps);
  Shape shape(bind.getInputShape(0));
  if (bind.failed())
    return failure();
  if (!starts || !ends)
    return bind.error() << "expected starts and ends, found none";
  if (!axes)
    axes = llvm::to_vector(llvm::seq<int64_t>(0, starts->size()));
  if (!steps)
    steps.emplace(starts->size(), 1);
  if (starts->size() != ends->size() || starts->size() != axes->size() || starts->size() != steps->size())
    return bind.error() << "expected as many starts as ends, axes and steps, found " << starts->size() << ", "
                        << ends->size() << ", " << axes->size() << " and " << steps->size();
  Shape begin(shape.size(), 0), step(shape.size(), 1), count(shape);
  for (size_t i = 0; i < axes->size(); ++i) {
    int64_t axis = (*axes)[i];
    if (bind.axis(axis, shape.size()).failed())
      return failure();
    if ((*steps)[i] == 0)
      return bind.error() << "expected steps other than 0, found 0";
    Range range = resolveRange((*starts)[i], (*ends)[i], (*steps)[i], shape[axis]);
    begin[axis] = range.begin;
    step[axis] = range.step;
    count[axis] = range.count;
  }

  if (const Tensor *known = bind.getKnownInteger(0)) {
    SmallVector<int64_t> strides = getStrides(shape);
    int64_t offset = 0;
    for (size_t axis = 0; axis < shape.size(); ++axis) {
      offset += begin[axis] * strides[axis];
      strides[axis] *= step[axis];
    }
    return bind.result(view(*known, count, offset, strides));
  }
  Value input;
  if (bind.elements(0, input).failed())
    return failure();
  if (llvm::is_contained(count, 0))
    return bind.error() << "expected a range with elements, found an empty one: input " << toString(shape)
                        << ", output " << toString(count);
  return bind.result(emit.slice(input, begin, step, count));
}

LogicalResult onnx::convertGather(NodeBinder &bind, OpEmitter &emit) {
  GraphValue input;
  std::shared_ptr<const Tensor> indices;
  int64_t axis;
  Shape shape(bind.getInputShape(0));
  if (bind.any(0, input).known(1, indices).attribute("axis", axis, 0).axis(axis, shape.size()).failed())
    return failure();
  if (indices->isFloat())
    return bind.error() << "expected integers as indices, found " << getTypeName(indices->type);
  SmallVector<int64_t> positions(indices->integers.begin(), indices->integers.end());
  for (int64_t &position : positions) {
    if (position < -shape[axis] || position >= shape[axis])
      return bind.error() << "expected indices from " << -shape[axis] << " to " << shape[axis] - 1 << ", found "
                          << position;
    position += position < 0 ? shape[axis] : 0;
  }
  Shape gathered(ArrayRef<int64_t>(shape).take_front(axis));
  llvm::append_range(gathered, indices->shape);
  llvm::append_range(gathered, ArrayRef<int64_t>(shape).drop_front(axis + 1));
  if (const Tensor *known = bind.getKnownInteger(0)) {
    if (failed(bind.countEvaluated(gathered)))
      return failure();
    Tensor output{known->type, gathered, {}, {}};
    SmallVector<int64_t> strides = getStrides(shape);
    int64_t inner = strides.empty() ? 1 : strides[axis];
    int64_t outer = countElements(ArrayRef<int64_t>(shape).take_front(axis)).value_or(0);
    for (int64_t row = 0; row < outer; ++row)
      for (int64_t position : positions) {
        auto begin = known->integers.begin() + (row * shape[axis] + position) * inner;
        output.integers.insert(output.integers.end(), begin, begin + inner);
      }
    return bind.result(std::move(output));
  }
  Value value;
  if (bind.elements(0, value).failed())
    return failure();
  if (positions.empty())
    return bind.error() << "expected at least one index, found none";
  return bind.result(emit.reshape(gatherRuns(emit, value, positions, axis), gathered));
}

/// `input` extended along `axis` by elements of its own.
static Value padFromInside(OpEmitter &emit, Value input, StringRef mode, int64_t axis, int64_t low, int64_t high) {
  int64_t size = getShape(input)[axis];
  if (mode == "edge") {
    auto repeat = [&](int64_t position, int64_t count) {
      Shape shape(getShape(input));
      shape[axis] = count;
      return emit.broadcast(gatherRuns(emit, input, position, axis), shape);
    };
    SmallVector<Value> parts;
    if (low > 0)
      parts.push_back(repeat(0, low));
    parts.push_back(input);
    if (high > 0)
      parts.push_back(repeat(size - 1, high));
    return emit.concat(parts, axis);
  }
  SmallVector<int64_t> positions;
  for (int64_t position = -low; position < size + high; ++position) {
    if (mode == "wrap")
      positions.push_back((position % size + size) % size);
    else // reflect: without repeating the border
      positions.push_back(position < 0 ? -position : position < size ? position : 2 * (size - 1) - position);
  }
  return gatherRuns(emit, input, positions, axis);
}

LogicalResult onnx::convertPad(NodeBinder &bind, OpEmitter &emit) {
  Value input;
  std::string mode;
  double value = 0.0;
  std::optional<SmallVector<int64_t>> pads, axes;
  bind.tensor(0, input).attribute("mode", mode, "constant").attributeOrInput(11, "pads", 1, pads);
  if (bind.getVersion() < 11)
    bind.attribute("value", value, 0.0);
  else
    bind.optionalScalar(2, value);
  if (bind.getVersion() >= 18)
    bind.attributeOrInput(18, "axes", 3, axes);
  if (bind.failed())
    return failure();
  bool isConstant = mode == "constant", isReflected = mode == "reflect";
  if (!isConstant && !isReflected && mode != "edge" && mode != "wrap")
    return bind.error() << "expected attribute 'mode' constant, reflect, edge or wrap, found '" << mode << "'";
  if (!std::isfinite(value))
    return bind.error() << "expected a finite value to pad with, found " << (std::isnan(value) ? "NaN" : "infinity");
  Shape shape(getShape(input));
  if (!axes)
    axes = llvm::to_vector(llvm::seq<int64_t>(0, shape.size()));
  if (!pads || pads->size() != 2 * axes->size())
    return bind.error() << "expected " << 2 * axes->size() << " paddings, found "
                        << (pads ? toString(*pads) : std::string("none"));

  // Negative paddings cut.
  Shape low(shape.size(), 0), high(shape.size(), 0), begin(shape.size(), 0), steps(shape.size(), 1), count(shape);
  for (size_t i = 0; i < axes->size(); ++i) {
    int64_t axis = (*axes)[i], before = (*pads)[i], after = (*pads)[i + axes->size()];
    if (bind.axis(axis, shape.size()).failed())
      return failure();
    int64_t most = kMaxElementCount;
    if (before < -most || before > most || after < -most || after > most)
      return bind.error() << "expected paddings from " << -most << " to " << most << ", found " << toString(*pads);
    low[axis] = std::max<int64_t>(before, 0);
    high[axis] = std::max<int64_t>(after, 0);
    begin[axis] = std::max<int64_t>(-before, 0);
    count[axis] = shape[axis] - begin[axis] - std::max<int64_t>(-after, 0);
    if (count[axis] < 1)
      return bind.error() << "expected paddings that leave elements along axis " << axis << " of size " << shape[axis]
                          << ", found " << before << " and " << after;
  }
  Value output = emit.slice(input, begin, steps, count);
  if (isConstant)
    return bind.result(emit.pad(output, low, high, value));
  for (size_t axis = 0; axis < shape.size() && output; ++axis) {
    if (low[axis] == 0 && high[axis] == 0)
      continue;
    int64_t most = isReflected ? count[axis] - 1 : mode == "wrap" ? count[axis] : kMaxElementCount;
    Shape padded(getShape(output));
    padded[axis] += low[axis] + high[axis];
    if (low[axis] > most || high[axis] > most)
      return bind.error() << "expected paddings of at most " << most << " in mode '" << mode << "' along axis " << axis
                          << ", found " << low[axis] << " and " << high[axis];
    if (!emit.getType(padded))
      return failure();
    output = padFromInside(emit, output, mode, axis, low[axis], high[axis]);
  }
  return bind.result(output);
}

LogicalResult onnx::convertTile(NodeBinder &bind, OpEmitter &emit) {
  Value input;
  SmallVector<int64_t> repeats;
  if (bind.tensor(0, input).integers(1, repeats).failed())
    return failure();
  Shape shape(getShape(input));
  if (repeats.size() != shape.size())
    return bind.error() << "expected " << shape.size() << " repeats, found " << toString(repeats);
  if (llvm::any_of(repeats, [](int64_t count) { return count < 1 || count > kMaxElementCount; }))
    return bind.error() << "expected repeats from 1 to " << kMaxElementCount << ", found " << toString(repeats);
  return bind.result(emitTile(emit, input, repeats));
}
