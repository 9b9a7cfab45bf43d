// Movement.cpp - ops of either dialect that move elements and compute nothing, on tensors of any kind.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/reference/Evaluation.h"

#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace dendc;

/// The elements of `input` at `start` plus index times `strides`, for every index of `shape`.
static Tensor gather(const Tensor &input, ArrayRef<int64_t> shape, int64_t start, ArrayRef<int64_t> strides) {
  Tensor result(shape, input.kind);
  forEachOffset(shape, start, strides, [&](int64_t n, int64_t at) { result.setElement(n, input.getElement(at)); });
  return result;
}

/// Puts all of `input` into `result`, its first element at `start`.
static void scatter(const Tensor &input, Tensor &result, int64_t start) {
  forEachOffset(input.shape, start, getRowMajorStrides(result.shape),
                [&](int64_t n, int64_t at) { result.setElement(at, input.getElement(n)); });
}

static Tensor reshape(const Tensor &input, ArrayRef<int64_t> shape) {
  Tensor result = input;
  result.shape.assign(shape.begin(), shape.end());
  return result;
}

static Tensor transpose(const Tensor &input, ArrayRef<int64_t> shape, ArrayRef<int64_t> permutation) {
  SmallVector<int64_t, 4> own = getRowMajorStrides(input.shape), strides;
  for (int64_t axis : permutation)
    strides.push_back(own[axis]);
  return gather(input, shape, 0, strides);
}

static Tensor slice(const Tensor &input, ArrayRef<int64_t> shape, ArrayRef<int64_t> begin, ArrayRef<int64_t> steps) {
  SmallVector<int64_t, 4> strides = getRowMajorStrides(input.shape);
  int64_t start = 0;
  for (auto [stride, first, step] : llvm::zip_equal(strides, begin, steps)) {
    start += first * stride;
    stride *= step;
  }
  return gather(input, shape, start, strides);
}

static Tensor pad(const Tensor &input, ArrayRef<int64_t> shape, ArrayRef<int64_t> low, double value) {
  Tensor result(shape, input.kind);
  for (int64_t n = 0, count = result.getElementCount(); n < count; ++n)
    result.setElement(n, value);
  int64_t start = 0;
  for (auto [stride, border] : llvm::zip_equal(getRowMajorStrides(shape), low))
    start += border * stride;
  scatter(input, result, start);
  return result;
}

static double getPadding(dend::PadOp op) { return op.getValue().convertToDouble(); }
static double getPadding(kern::PadOp op) {
  if (auto value = dyn_cast<FloatAttr>(op.getValue()))
    return value.getValueAsDouble();
  return double(cast<IntegerAttr>(op.getValue()).getValue().getSExtValue());
}

std::optional<Tensor> dendc::evaluateMovement(Operation *op, const Evaluation &run) {
  using Result = std::optional<Tensor>;
  auto getShape = [](auto op) -> ArrayRef<int64_t> { return op.getType().getShape(); };
  return llvm::TypeSwitch<Operation *, Result>(op)
      .Case<dend::ReshapeOp, kern::ReshapeOp>(
          [&](auto op) -> Result { return reshape(run.get(op.getInput()), getShape(op)); })
      .Case<dend::TransposeOp, kern::TransposeOp>(
          [&](auto op) -> Result { return transpose(run.get(op.getInput()), getShape(op), op.getPermutation()); })
      .Case<dend::SliceOp, kern::SliceOp>(
          [&](auto op) -> Result { return slice(run.get(op.getInput()), getShape(op), op.getBegin(), op.getSteps()); })
      .Case<dend::PadOp, kern::PadOp>(
          [&](auto op) -> Result { return pad(run.get(op.getInput()), getShape(op), op.getLow(), getPadding(op)); })
      .Case<dend::ConcatOp, kern::ConcatOp>([&](auto op) -> Result {
        Tensor result(getShape(op), run.get(op.getInputs().front()).kind);
        int64_t start = 0, stride = getRowMajorStrides(result.shape)[op.getAxis()];
        for (Value value : op.getInputs()) {
          const Tensor &input = run.get(value);
          scatter(input, result, start);
          start += input.shape[op.getAxis()] * stride;
        }
        return result;
      })
      .Default([](Operation *) -> Result { return std::nullopt; });
}
