// ConvertMovement.cpp - constants, and what only moves elements.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/emit/Formulas.h"
#include "frontends/tosa/Constants.h"
#include "frontends/tosa/Converters.h"
#include "frontends/tosa/Integers.h"

#include "mlir/Dialect/Quant/IR/QuantTypes.h"
#include "mlir/IR/Matchers.h"

#include <cmath>

using namespace mlir;
using namespace dendc;
using namespace dendc::frontend;
using namespace dendc::tosafrontend;

Value tosafrontend::convertConstant(Operation *op, Operands, Emitter &emit) {
  ElementsAttr elements;
  if (!matchPattern(op, m_Constant(&elements))) {
    emit.error() << "expected a constant tensor, found " << op->getResult(0).getType();
    return {};
  }
  if (isNarrow(op->getResult(0))) {
    FailureOr<IntegerArray> array = IntegerArray::read(op->getResult(0), "a constant", emit);
    return succeeded(array) ? emit.integers(array->shape, array->values, getTensorType(op->getResult(0))) : Value();
  }
  FailureOr<std::vector<float>> values = readFloats(elements, emit);
  return succeeded(values) ? emit.constant(elements.getShapedType().getShape(), *values) : Value();
}

/// `input` in `shape`, one size of which may be open.
static Value reshapeTo(Emitter &emit, Value input, Shape shape) {
  int64_t known = 1, openCount = 0;
  auto isOpen = [](int64_t size) { return size == -1 || ShapedType::isDynamic(size); };
  for (int64_t size : shape)
    if (isOpen(size))
      ++openCount;
    else if (size < 1 || (known *= size) > kMaxElementCount)
      return emit.reshape(input, shape); // which says what is wrong
  int64_t count = cast<RankedTensorType>(input.getType()).getNumElements();
  if (openCount > 1 || (openCount == 1 && count % known != 0)) {
    for (int64_t &size : shape)
      size = isOpen(size) ? ShapedType::kDynamic : size;
    emit.error() << "expected a shape for the " << count << " elements of " << toString(getShape(input))
                 << " with at most one open size, found " << toString(shape);
    return {};
  }
  for (int64_t &size : shape)
    size = isOpen(size) ? count / known : size;
  return emit.reshape(input, shape);
}

Value tosafrontend::convertReshape(Operation *op, Operands operands, Emitter &emit) {
  FailureOr<Shape> shape = readIntegers(op, 1, "a shape", emit);
  return succeeded(shape) ? reshapeTo(emit, operands[0], *shape) : Value();
}

Value tosafrontend::convertRegroup(Operation *op, Operands operands, Emitter &emit) {
  return reshapeTo(emit, operands[0], Shape(cast<RankedTensorType>(op->getResult(0).getType()).getShape()));
}

Value tosafrontend::convertTranspose(Operation *op, Operands operands, Emitter &emit) {
  ArrayRef<int32_t> permutation = cast<mlir::tosa::TransposeOp>(op).getPerms();
  return emit.transpose(operands[0], SmallVector<int64_t>(permutation.begin(), permutation.end()));
}

Value tosafrontend::convertConcat(Operation *op, Operands operands, Emitter &emit) {
  SmallVector<Value> parts(operands);
  for (Value &part : parts)
    part = dend::isQuantized(part.getType()) ? emit.reinterpret(part, getElement(parts.front())) : part;
  return emit.concat(parts, cast<mlir::tosa::ConcatOp>(op).getAxis());
}

Value tosafrontend::convertPad(Operation *op, Operands operands, Emitter &emit) {
  FailureOr<Shape> padding = readIntegers(op, 1, "the padding", emit);
  ElementsAttr border;
  if (failed(padding))
    return {};
  if (!matchPattern(op->getOperand(2), m_Constant(&border))) {
    emit.error() << "expected a value to pad with that is known when compiling, found one that is computed";
    return {};
  }
  FailureOr<std::vector<float>> value = readFloats(border, emit);
  if (failed(value))
    return {};
  if (auto type = dyn_cast<quant::UniformQuantizedType>(getElement(operands[0])))
    value->front() = float(double(value->front()) - double(type.getZeroPoint())) * float(type.getScale());
  if (!std::isfinite(value->front())) {
    emit.error() << "expected a finite value to pad with, found " << (std::isnan(value->front()) ? "NaN" : "infinity");
    return {};
  }
  Shape low, high;
  for (size_t axis = 0; axis < getShape(operands[0]).size(); ++axis) {
    low.push_back((*padding)[2 * axis]);
    high.push_back((*padding)[2 * axis + 1]);
  }
  if (llvm::any_of(*padding, [](int64_t size) { return size < 0 || size > kMaxElementCount; })) {
    emit.error() << "expected paddings from 0 to " << kMaxElementCount << ", found " << toString(*padding);
    return {};
  }
  return emit.pad(operands[0], low, high, value->front());
}

Value tosafrontend::convertReverse(Operation *op, Operands operands, Emitter &emit) {
  int64_t axis = cast<mlir::tosa::ReverseOp>(op).getAxis();
  Shape count(getShape(operands[0])), begin(count.size(), 0), steps(count.size(), 1);
  begin[axis] = count[axis] - 1;
  steps[axis] = -1;
  return emit.slice(operands[0], begin, steps, count);
}

Value tosafrontend::convertSlice(Operation *op, Operands operands, Emitter &emit) {
  FailureOr<Shape> begin = readIntegers(op, 1, "the start", emit), count = readIntegers(op, 2, "the size", emit);
  if (failed(begin) || failed(count))
    return {};
  ArrayRef<int64_t> shape = getShape(operands[0]);
  for (size_t axis = 0; axis < shape.size(); ++axis) {
    int64_t first = (*begin)[axis], &size = (*count)[axis];
    // All there are.
    if (size == -1)
      size = shape[axis] - first;
    if (first < 0 || first >= shape[axis] || size < 1 || size > shape[axis] - first) {
      emit.error() << "expected a part of " << toString(shape) << ", found start " << toString(*begin) << " and size "
                   << toString(*count);
      return {};
    }
  }
  return emit.slice(operands[0], *begin, Shape(shape.size(), 1), *count);
}

Value tosafrontend::convertTile(Operation *op, Operands operands, Emitter &emit) {
  FailureOr<Shape> repeats = readIntegers(op, 1, "the multiples", emit);
  if (failed(repeats))
    return {};
  if (llvm::any_of(*repeats, [](int64_t count) { return count < 1 || count > kMaxElementCount; })) {
    emit.error() << "expected multiples from 1 to " << kMaxElementCount << ", found " << toString(*repeats);
    return {};
  }
  return emitTile(emit, operands[0], *repeats);
}

Value tosafrontend::convertGather(Operation *op, Operands operands, Emitter &emit) {
  // Of each batch of [N, K, C] the rows of [N, W].
  FailureOr<Shape> indices = readIntegers(op, 1, "the indices", emit);
  if (failed(indices))
    return {};
  Shape shape(getShape(operands[0]));
  ArrayRef<int64_t> rows = ArrayRef(*indices).take_front(indices->size() / shape[0]);
  for (int64_t index : *indices)
    if (index < 0 || index >= shape[1]) {
      emit.error() << "expected indices from 0 to " << shape[1] - 1 << ", found " << index;
      return {};
    }
  for (int64_t batch = 1; batch < shape[0]; ++batch)
    if (ArrayRef(*indices).slice(batch * rows.size(), rows.size()) != rows) {
      emit.error() << "expected the same indices for the whole batch, found others for " << batch;
      return {};
    }
  return gatherRuns(emit, operands[0], rows, 1);
}
