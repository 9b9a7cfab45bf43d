// Formulas.cpp - what formats have operators for and dend says in several ops.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/emit/Formulas.h"

using namespace mlir;
using namespace dendc;
using namespace dendc::frontend;

//===----------------------------------------------------------------------===//
// Truth
//===----------------------------------------------------------------------===//

Value frontend::emitSignOfDifference(OpEmitter &emit, Value lhs, Value rhs) {
  return emit.unary("sign", {}, emit.binary<dend::SubOp>(lhs, rhs));
}

Value frontend::isPositive(OpEmitter &emit, Value sign) { return emit.unary("relu", {}, sign); }
Value frontend::isNegative(OpEmitter &emit, Value sign) { return emit.unary("relu", {}, emit.unary("neg", {}, sign)); }
Value frontend::isNotPositive(OpEmitter &emit, Value sign) { return invert(emit, isPositive(emit, sign)); }
Value frontend::isNotNegative(OpEmitter &emit, Value sign) { return invert(emit, isNegative(emit, sign)); }
Value frontend::isZero(OpEmitter &emit, Value sign) { return invert(emit, isNotZero(emit, sign)); }
Value frontend::isNotZero(OpEmitter &emit, Value sign) { return emit.unary("abs", {}, sign); }

Value frontend::invert(OpEmitter &emit, Value truth) {
  return truth ? emit.binary<dend::SubOp>(emit.scalar(1.0), truth) : Value();
}

Value frontend::emitBoth(OpEmitter &emit, Value lhs, Value rhs) { return emit.binary<dend::MulOp>(lhs, rhs); }
Value frontend::emitEither(OpEmitter &emit, Value lhs, Value rhs) { return emit.binary<dend::MaximumOp>(lhs, rhs); }
Value frontend::emitOnlyOne(OpEmitter &emit, Value lhs, Value rhs) {
  return emit.unary("abs", {}, emit.binary<dend::SubOp>(lhs, rhs));
}

/// One of the two terms is always zero, so that their sum is exact.
Value frontend::emitSelect(OpEmitter &emit, Value condition, Value chosen, Value other) {
  Value first = emit.binary<dend::MulOp>(condition, chosen);
  Value second = emit.binary<dend::MulOp>(invert(emit, condition), other);
  return emit.binary<dend::AddOp>(first, second);
}

//===----------------------------------------------------------------------===//
// Positions
//===----------------------------------------------------------------------===//

Value frontend::emitPositions(OpEmitter &emit, int64_t rank, int64_t axis, int64_t count) {
  Shape shape(rank, 1);
  shape[axis] = count;
  return emit.constant(shape, llvm::to_vector_of<float>(llvm::seq<int64_t>(0, count)));
}

/// All other positions are pushed out of range by the sign of their element's distance from the extreme one.
Value frontend::emitArg(OpEmitter &emit, Value input, int64_t axis, bool isLargest, bool isFirst) {
  int64_t count = getShape(input)[axis];
  Value extreme = emit.reduce(isLargest ? dend::ReductionKind::max : dend::ReductionKind::min, input, axis);
  Value distance = isLargest ? emit.binary<dend::SubOp>(extreme, input) : emit.binary<dend::SubOp>(input, extreme);
  Value push = emit.unary("sign", {}, distance);
  push = emit.binary<dend::MulOp>(push, emit.scalar(isFirst ? double(count) : -double(count)));
  Value positions = emitPositions(emit, getShape(input).size(), axis, count);
  return emit.reduce(isFirst ? dend::ReductionKind::min : dend::ReductionKind::max,
                     emit.binary<dend::AddOp>(push, positions), axis);
}

//===----------------------------------------------------------------------===//
// Elements along one axis
//===----------------------------------------------------------------------===//

Value frontend::gatherRuns(OpEmitter &emit, Value input, ArrayRef<int64_t> indices, int64_t axis) {
  Shape begin(getShape(input).size(), 0), steps(begin.size(), 1), count(getShape(input));
  SmallVector<Value> runs;
  for (size_t first = 0; first < indices.size();) {
    size_t last = first + 1;
    int64_t step = last < indices.size() && indices[last] != indices[first] ? indices[last] - indices[first] : 1;
    while (last < indices.size() && indices[last] - indices[last - 1] == step)
      ++last;
    begin[axis] = indices[first];
    steps[axis] = step;
    count[axis] = last - first;
    runs.push_back(emit.slice(input, begin, steps, count));
    first = last;
  }
  return emit.concat(runs, axis);
}

Value frontend::emitNearest(OpEmitter &emit, Value input, ArrayRef<int64_t> indices, int64_t axis) {
  int64_t size = getShape(input)[axis], count = indices.size();
  bool isRepeated = count % size == 0 && count > size;
  for (int64_t i = 0; i < count && isRepeated; ++i)
    isRepeated = indices[i] == i / (count / size);
  if (!isRepeated)
    return gatherRuns(emit, input, indices, axis);
  // Copies beside each other, by a new axis.
  Shape shape(getShape(input)), widened(shape);
  widened.insert(widened.begin() + axis + 1, 1);
  Value copy = emit.reshape(input, widened);
  Value copies = emit.concat(SmallVector<Value>(count / size, copy), axis + 1);
  shape[axis] = count;
  return copies ? emit.reshape(copies, shape) : Value();
}

Value frontend::emitTile(OpEmitter &emit, Value input, ArrayRef<int64_t> repeats) {
  for (size_t axis = 0; axis < repeats.size() && input; ++axis) {
    if (repeats[axis] == 1)
      continue;
    // [before, 1, rest] broadcast to [before, repeats, rest].
    Shape shape(getShape(input));
    ArrayRef<int64_t> whole(shape);
    int64_t before = ShapedType::getNumElements(whole.take_front(axis));
    int64_t rest = ShapedType::getNumElements(whole.drop_front(axis));
    shape[axis] *= repeats[axis];
    input = emit.reshape(emit.broadcast(emit.reshape(input, {before, 1, rest}), {before, repeats[axis], rest}), shape);
  }
  return input;
}

Value frontend::emitAlong(OpEmitter &emit, Value input, Value matrix, int64_t axis, const Rounding &rounding) {
  Shape exchange(llvm::to_vector(llvm::seq<int64_t>(0, getShape(input).size())));
  std::swap(exchange[axis], exchange.back());
  Value moved = emit.transpose(input, exchange);
  Value product = emit.dense(moved, matrix, nullptr, rounding);
  return product ? emit.transpose(product, exchange) : Value();
}

Value frontend::spread(OpEmitter &emit, Value image, int64_t axis, int64_t step) {
  if (!image || step == 1)
    return image;
  Shape shape(getShape(image)), wide(shape), high(5, 0), zeros(5, 0);
  wide.insert(wide.begin() + axis + 1, 1);
  high[axis + 1] = step - 1;
  Value padded = emit.pad(emit.reshape(image, wide), zeros, high, 0.0);
  Shape all(shape), count(shape);
  all[axis] = shape[axis] * step;
  count[axis] = all[axis] - (step - 1);
  Value whole = padded ? emit.reshape(padded, all) : Value();
  return emit.slice(whole, Shape(4, 0), Shape(4, 1), count);
}
