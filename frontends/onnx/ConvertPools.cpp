// ConvertPools.cpp - pools over windows and over whole images.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/onnx/Converters.h"
#include "frontends/onnx/WindowAttributes.h"

using namespace mlir;
using namespace dendc;
using namespace dendc::onnx;

/// Padding a whole window long would leave windows without an element.
static LogicalResult checkPadding(NodeBinder &bind, const dend::Window &window) {
  for (unsigned side = 0; side < 4; ++side)
    if (window.padding[side] >= window.getReach(side % 2))
      return bind.error() << "expected paddings smaller than the window's reach of " << window.getReach(side % 2)
                          << ", found " << window.padding[side];
  return success();
}

/// Lets the last window end outside the padded input.
static void addCeilPadding(WindowAttributes &window) {
  window.padding[2] += window.ceilPadding[0];
  window.padding[3] += window.ceilPadding[1];
}

LogicalResult onnx::convertMaxPool(NodeBinder &bind, OpEmitter &emit) {
  Value input;
  if (bind.elements(0, input).ignore("storage_order").failed())
    return failure();
  Shape shape(getShape(input));
  FailureOr<WindowAttributes> window = bindWindow(bind, shape, {});
  if (failed(window) || failed(checkPadding(bind, window->getWindow())))
    return failure();
  addCeilPadding(*window);
  return bind.result(emit.fromImage(emit.maxPool2d(emit.toImage(input), window->getWindow()), shape.size() - 2));
}

LogicalResult onnx::convertAveragePool(NodeBinder &bind, OpEmitter &emit) {
  Value input;
  if (bind.tensor(0, input).failed())
    return failure();
  return bind.result(emitAveragePool(bind, emit, input));
}

FailureOr<Value> onnx::emitAveragePool(NodeBinder &bind, OpEmitter &emit, Value input) {
  int64_t countPadding;
  if (bind.attribute("count_include_pad", countPadding, 0).failed())
    return failure();
  Shape shape(getShape(input));
  FailureOr<WindowAttributes> window = bindWindow(bind, shape, {});
  if (failed(window) || failed(checkPadding(bind, window->getWindow())))
    return failure();

  Value image = emit.toImage(input);
  // Counted are the file's paddings, but never what ceil_mode adds: then the former are real zeros.
  if (countPadding && window->ceilPadding != Shape{0, 0}) {
    Shape &padding = window->padding;
    image = emit.pad(image, {0, padding[0], padding[1], 0}, {0, padding[2], padding[3], 0}, 0.0);
    padding.assign(4, 0);
    countPadding = 0;
  }
  addCeilPadding(*window);
  return emit.fromImage(emit.averagePool2d(image, window->getWindow(), countPadding != 0), shape.size() - 2);
}

namespace {

/// An input of shape `[N, C, spatial...]` as an image, and the window that covers it.
struct WholeImage {
  Value image;
  Shape size;
  unsigned spatialRank;

  dend::Window getWindow() const { return {size, kOnes, kOnes, kZeros}; }

  static constexpr int64_t kOnes[] = {1, 1};
  static constexpr int64_t kZeros[] = {0, 0, 0, 0};
};

FailureOr<WholeImage> getWholeImage(NodeBinder &bind, OpEmitter &emit, Value input) {
  Shape shape(getShape(input));
  if (shape.size() != 3 && shape.size() != 4)
    return bind.error() << "expected an input of rank 3 (1-D) or 4 (2-D), found shape " << toString(shape);
  Shape size(ArrayRef<int64_t>(shape).drop_front(2));
  size.resize(2, 1);
  return WholeImage{emit.toImage(input), size, unsigned(shape.size() - 2)};
}

} // namespace

LogicalResult onnx::convertGlobalMaxPool(NodeBinder &bind, OpEmitter &emit) {
  Value input;
  if (bind.elements(0, input).failed())
    return failure();
  FailureOr<WholeImage> whole = getWholeImage(bind, emit, input);
  if (failed(whole))
    return failure();
  return bind.result(emit.fromImage(emit.maxPool2d(whole->image, whole->getWindow()), whole->spatialRank));
}

LogicalResult onnx::convertGlobalAveragePool(NodeBinder &bind, OpEmitter &emit) {
  Value input;
  if (bind.tensor(0, input).failed())
    return failure();
  return bind.result(emitGlobalAveragePool(bind, emit, input));
}

FailureOr<Value> onnx::emitGlobalAveragePool(NodeBinder &bind, OpEmitter &emit, Value input) {
  FailureOr<WholeImage> whole = getWholeImage(bind, emit, input);
  if (failed(whole))
    return failure();
  return emit.fromImage(emit.averagePool2d(whole->image, whole->getWindow(), false), whole->spatialRank);
}

/// |x| to the power of p, and the p-th root of sums of it.
static Value emitPower(OpEmitter &emit, Value input, int64_t power) {
  Value size = power == 2 ? input : emit.unary("abs", {}, input);
  return power == 1   ? size
         : power == 2 ? emit.unary("square", {}, size)
                      : emit.binary<dend::PowOp>(size, emit.scalar(double(power)));
}
static Value emitRoot(OpEmitter &emit, Value sum, int64_t power) {
  return power == 1   ? sum
         : power == 2 ? emit.unary("sqrt", {}, sum)
                      : emit.binary<dend::PowOp>(sum, emit.scalar(1.0 / double(power)));
}

/// The p-norm of every window: of the mean of powers, times the window's positions.
static Value emitLpPool(OpEmitter &emit, Value image, const dend::Window &window, int64_t power) {
  Value mean = emit.averagePool2d(emitPower(emit, image, power), window, /*countPadding=*/true);
  Value sum = emit.binary<dend::MulOp>(mean, emit.scalar(double(window.size[0] * window.size[1])));
  return emitRoot(emit, sum, power);
}

LogicalResult onnx::convertLpPool(NodeBinder &bind, OpEmitter &emit) {
  Value input;
  int64_t power;
  if (bind.tensor(0, input).attribute("p", power, 2).failed())
    return failure();
  if (power < 1)
    return bind.error() << "expected attribute 'p' of 1 or more, found " << power;
  Shape shape(getShape(input));
  FailureOr<WindowAttributes> window = bindWindow(bind, shape, {});
  if (failed(window) || failed(checkPadding(bind, window->getWindow())))
    return failure();
  addCeilPadding(*window);
  return bind.result(
      emit.fromImage(emitLpPool(emit, emit.toImage(input), window->getWindow(), power), shape.size() - 2));
}

LogicalResult onnx::convertGlobalLpPool(NodeBinder &bind, OpEmitter &emit) {
  Value input;
  int64_t power;
  if (bind.tensor(0, input).attribute("p", power, 2).failed())
    return failure();
  if (power < 1)
    return bind.error() << "expected attribute 'p' of 1 or more, found " << power;
  FailureOr<WholeImage> whole = getWholeImage(bind, emit, input);
  if (failed(whole))
    return failure();
  return bind.result(emit.fromImage(emitLpPool(emit, whole->image, whole->getWindow(), power), whole->spatialRank));
}
