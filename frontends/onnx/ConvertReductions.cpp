// ConvertReductions.cpp - reductions along axes, softmax.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/onnx/Converters.h"

using namespace mlir;
using namespace dendc;
using namespace dendc::onnx;

LogicalResult onnx::convertReduce(NodeBinder &bind, OpEmitter &emit, dend::ReductionKind kind, int64_t axesInput,
                                  StringRef before, StringRef after) {
  Value input;
  std::optional<SmallVector<int64_t>> axes;
  int64_t keepDims, keepWithoutAxes = 0;
  bind.tensor(0, input).attributeOrInput(axesInput, "axes", 1, axes).attribute("keepdims", keepDims, 1);
  if (bind.getVersion() >= axesInput)
    bind.attribute("noop_with_empty_axes", keepWithoutAxes, 0);
  if (bind.failed())
    return failure();
  Shape shape(getShape(input));
  SmallVector<int64_t> reduced = axes.value_or(SmallVector<int64_t>());
  // Without axes nothing is reduced; the functions before and after apply all the same.
  bool keepsAll = reduced.empty() && keepWithoutAxes;
  if (reduced.empty() && !keepsAll)
    reduced = llvm::to_vector(llvm::seq<int64_t>(0, shape.size()));
  for (int64_t &axis : reduced)
    if (bind.axis(axis, shape.size()).keepBatch(input, axis).failed())
      return failure();
  llvm::sort(reduced);
  if (std::adjacent_find(reduced.begin(), reduced.end()) != reduced.end())
    return bind.error() << "expected every axis once, found axes " << toString(reduced);

  Value summand = before.empty() ? input : emit.unary(before, {}, input);
  Value output = emit.reduce(kind, summand, reduced);
  if (!after.empty())
    output = emit.unary(after, {}, output);
  if (keepDims)
    return bind.result(output);
  Shape kept;
  for (int64_t axis = 0; axis < int64_t(shape.size()); ++axis)
    if (!llvm::is_contained(reduced, axis))
      kept.push_back(shape[axis]);
  return bind.result(emit.reshape(output, kept));
}

/// Before version 13 the input is a matrix whose columns begin at the axis; the operator works along its rows.
static LogicalResult bindSoftmax(NodeBinder &bind, OpEmitter &emit, int64_t version, Value &input, Shape &shape,
                                 int64_t &axis) {
  bool isMatrix = version < 13;
  if (bind.attribute("axis", axis, isMatrix ? 1 : -1).failed())
    return failure();
  shape.assign(getShape(input).begin(), getShape(input).end());
  if (bind.axis(axis, shape.size()).keepBatch(input, axis).failed())
    return failure();
  if (isMatrix && axis + 1 < int64_t(shape.size())) {
    ArrayRef<int64_t> whole(shape);
    input = emit.reshape(input, {ShapedType::getNumElements(whole.take_front(axis)),
                                 ShapedType::getNumElements(whole.drop_front(axis))});
    axis = 1;
  }
  return success();
}

FailureOr<Value> onnx::emitSoftmax(NodeBinder &bind, OpEmitter &emit, Value input, int64_t version) {
  Shape shape;
  int64_t axis;
  if (failed(bindSoftmax(bind, emit, version, input, shape, axis)))
    return failure();
  return emit.reshape(emit.softmax(input, axis), shape);
}

LogicalResult onnx::convertSoftmax(NodeBinder &bind, OpEmitter &emit) {
  Value input;
  if (bind.tensor(0, input).failed())
    return failure();
  return bind.result(emitSoftmax(bind, emit, input, bind.getVersion()));
}

LogicalResult onnx::convertLogSoftmax(NodeBinder &bind, OpEmitter &emit) {
  Value input;
  Shape shape;
  int64_t axis;
  if (bind.tensor(0, input).failed() || failed(bindSoftmax(bind, emit, bind.getVersion(), input, shape, axis)))
    return failure();
  // x - max x - log sum exp(x - max x): the logarithm of a softmax would lose all small values.
  Value shifted = emit.binary<dend::SubOp>(input, emit.reduce(dend::ReductionKind::max, input, axis));
  Value sum = emit.reduce(dend::ReductionKind::sum, emit.unary("exp", {}, shifted), axis);
  return bind.result(emit.reshape(emit.binary<dend::SubOp>(shifted, emit.unary("log", {}, sum)), shape));
}
