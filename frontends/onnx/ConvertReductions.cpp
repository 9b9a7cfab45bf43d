// ConvertReductions.cpp - reductions along axes, softmax.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/onnx/Converters.h"
#include "frontends/onnx/Quantized.h"

using namespace mlir;
using namespace dendc;
using namespace dendc::onnx;

namespace {

/// The operands of a reduction: what is reduced, along which axes.
struct Reduction {
  Value input;
  SmallVector<int64_t> axes;
  int64_t keepDims = 1;

  LogicalResult bind(NodeBinder &bind, int64_t axesInput);
  /// `output`, in which reduced axes are 1, as the node's result.
  LogicalResult result(NodeBinder &bind, OpEmitter &emit, Value output, Grid grid = {}) const;
};

} // namespace

LogicalResult Reduction::bind(NodeBinder &bind, int64_t axesInput) {
  std::optional<SmallVector<int64_t>> listed;
  int64_t keepWithoutAxes = 0;
  bind.tensor(0, input).attributeOrInput(axesInput, "axes", 1, listed).attribute("keepdims", keepDims, 1);
  if (bind.getVersion() >= axesInput)
    bind.attribute("noop_with_empty_axes", keepWithoutAxes, 0);
  if (bind.failed())
    return failure();
  Shape shape(getShape(input));
  axes = listed.value_or(SmallVector<int64_t>());
  // Without axes nothing is reduced; the functions before and after apply all the same.
  if (axes.empty() && !keepWithoutAxes)
    axes = llvm::to_vector(llvm::seq<int64_t>(0, shape.size()));
  for (int64_t &axis : axes)
    if (bind.axis(axis, shape.size()).keepBatch(input, axis).failed())
      return failure();
  llvm::sort(axes);
  if (std::adjacent_find(axes.begin(), axes.end()) != axes.end())
    return bind.error() << "expected every axis once, found axes " << toString(axes);
  return success();
}

LogicalResult Reduction::result(NodeBinder &bind, OpEmitter &emit, Value output, Grid grid) const {
  Shape kept;
  for (auto [axis, size] : llvm::enumerate(getShape(input)))
    if (!llvm::is_contained(axes, int64_t(axis)))
      kept.push_back(size);
  if (!keepDims)
    output = emit.reshape(output, kept);
  return output ? bind.result(GraphValue{nullptr, output, grid}) : failure();
}

LogicalResult onnx::convertReduce(NodeBinder &bind, OpEmitter &emit, dend::ReductionKind kind, int64_t axesInput,
                                  StringRef before, StringRef after) {
  Reduction reduction;
  if (failed(reduction.bind(bind, axesInput)))
    return failure();
  Value summand = before.empty() ? reduction.input : emit.unary(before, {}, reduction.input);
  Value output = emit.reduce(kind, summand, reduction.axes);
  if (!after.empty())
    output = emit.unary(after, {}, output);
  return reduction.result(bind, emit, output);
}

LogicalResult onnx::convertReduceLogSumExp(NodeBinder &bind, OpEmitter &emit) {
  Reduction reduction;
  if (failed(reduction.bind(bind, 18)))
    return failure();
  // max x + log sum exp(x - max x): no exponential overflows.
  Value largest = emit.reduce(dend::ReductionKind::max, reduction.input, reduction.axes);
  Value shifted = emit.binary<dend::SubOp>(reduction.input, largest);
  Value sum = emit.reduce(dend::ReductionKind::sum, emit.unary("exp", {}, shifted), reduction.axes);
  return reduction.result(bind, emit, emit.binary<dend::AddOp>(largest, emit.unary("log", {}, sum)));
}

LogicalResult onnx::convertArg(NodeBinder &bind, OpEmitter &emit, dend::ReductionKind kind) {
  Reduction reduction;
  int64_t axis, selectsLast = 0;
  bind.tensor(0, reduction.input).attribute("axis", axis, 0).attribute("keepdims", reduction.keepDims, 1);
  if (bind.getVersion() >= 12)
    bind.attribute("select_last_index", selectsLast, 0);
  if (bind.failed() || bind.axis(axis, getShape(reduction.input).size()).keepBatch(reduction.input, axis).failed())
    return failure();
  reduction.axes.push_back(axis);
  Value position = emitArg(emit, reduction.input, axis, kind == dend::ReductionKind::max, !selectsLast);
  return reduction.result(bind, emit, position, makeIntegerGrid(emit.getLoc().getContext(), ElementType::Int64));
}

LogicalResult onnx::convertCumSum(NodeBinder &bind, OpEmitter &emit) {
  Value input;
  SmallVector<int64_t> axes;
  int64_t exclusive, reverse;
  bind.tensor(0, input).integers(1, axes).attribute("exclusive", exclusive, 0).attribute("reverse", reverse, 0);
  if (bind.failed())
    return failure();
  if (axes.size() != 1)
    return bind.error() << "expected one axis, found " << toString(axes);
  if (bind.axis(axes[0], getShape(input).size()).keepBatch(input, axes[0]).failed())
    return failure();
  // A triangle of ones as the weights of a dense layer.
  int64_t count = getShape(input)[axes[0]];
  if (failed(bind.countEvaluated({count, count})))
    return failure();
  std::vector<float> matrix;
  for (int64_t row = 0; row < count; ++row)
    for (int64_t column = 0; column < count; ++column) {
      int64_t distance = reverse ? column - row : row - column;
      matrix.push_back(distance > 0 || (distance == 0 && !exclusive));
    }
  return bind.result(emitAlong(emit, input, emit.constant({count, getShape(input)[axes[0]]}, matrix), axes[0]));
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

LogicalResult onnx::convertHardmax(NodeBinder &bind, OpEmitter &emit) {
  Value input;
  Shape shape;
  int64_t axis;
  if (bind.tensor(0, input).failed() || failed(bindSoftmax(bind, emit, bind.getVersion(), input, shape, axis)))
    return failure();
  // 1 where the position is that of the first largest element.
  Value position = emitArg(emit, input, axis, /*isLargest=*/true, /*isFirst=*/true);
  Value positions = emitPositions(emit, getShape(input).size(), axis, getShape(input)[axis]);
  Value distance = emit.unary("abs", {}, emit.unary("sign", {}, emit.binary<dend::SubOp>(positions, position)));
  return bind.result(emit.reshape(emit.binary<dend::SubOp>(emit.scalar(1.0), distance), shape));
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
