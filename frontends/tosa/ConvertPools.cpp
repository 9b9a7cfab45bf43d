// ConvertPools.cpp - pools, reductions along one axis, and images in other sizes.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/emit/Formulas.h"
#include "frontends/tosa/Constants.h"
#include "frontends/tosa/Converters.h"

#include "mlir/Dialect/Tosa/IR/TosaOps.h"

#include <cmath>

using namespace mlir;
using namespace dendc;
using namespace dendc::frontend;
using namespace dendc::tosafrontend;

/// The window of a pool; the paddings are the file's top, bottom, left, right.
template <typename Op, typename Emit> static Value convertPool(Op op, OpEmitter &emit, Emit pool) {
  if (failed(expectSmall(op.getKernel(), "kernels", emit)) || failed(expectSmall(op.getStride(), "strides", emit)) ||
      failed(expectSmall(op.getPad(), "paddings", emit)))
    return {};
  ArrayRef<int64_t> pad = op.getPad();
  Shape padding{pad[0], pad[2], pad[1], pad[3]}, ones{1, 1};
  return pool(dend::Window{op.getKernel(), op.getStride(), ones, padding});
}

Value tosafrontend::convertAvgPool2D(Operation *op, Operands operands, OpEmitter &emit) {
  if (failed(expectZero(op, 1, "a zero point of the input", emit)) ||
      failed(expectZero(op, 2, "a zero point of the output", emit)))
    return {};
  return convertPool(cast<mlir::tosa::AvgPool2dOp>(op), emit, [&](const dend::Window &window) {
    return emit.averagePool2d(operands[0], window, /*countPadding=*/false);
  });
}

Value tosafrontend::convertMaxPool2D(Operation *op, Operands operands, OpEmitter &emit) {
  return convertPool(cast<mlir::tosa::MaxPool2dOp>(op), emit,
                     [&](const dend::Window &window) { return emit.maxPool2d(operands[0], window); });
}

/// All operators along one axis call it so.
static int64_t getAxis(Operation *op) { return op->getAttrOfType<IntegerAttr>("axis").getInt(); }

Value tosafrontend::convertReduce(Operation *op, Operands operands, OpEmitter &emit, dend::ReductionKind kind) {
  return emit.reduce(kind, operands[0], getAxis(op));
}

/// Halves times each other, until one element is left.
Value tosafrontend::convertReduceProduct(Operation *op, Operands operands, OpEmitter &emit) {
  int64_t axis = getAxis(op);
  Value product = operands[0];
  while (product && getShape(product)[axis] > 1) {
    Shape begin(getShape(product).size(), 0), steps(begin.size(), 1), count(getShape(product));
    int64_t size = count[axis];
    count[axis] = size / 2;
    Value first = emit.slice(product, begin, steps, count);
    begin[axis] = size / 2;
    Value second = emit.slice(product, begin, steps, count);
    Value halves = emit.binary<dend::MulOp>(first, second);
    if (size % 2 == 1) {
      begin[axis] = size - 1;
      count[axis] = 1;
      Value last = emit.slice(product, begin, steps, count);
      halves = emit.concat({halves, last}, axis);
    }
    product = halves;
  }
  return product;
}

Value tosafrontend::convertArgMax(Operation *op, Operands operands, OpEmitter &emit) {
  int64_t axis = getAxis(op);
  Shape shape(getShape(operands[0]));
  shape.erase(shape.begin() + axis);
  Value position = emitArg(emit, operands[0], axis, /*isLargest=*/true, /*isFirst=*/true);
  return position ? emit.reshape(position, shape) : Value();
}

namespace {

/// How one axis of an image is resized: index k of the result lies at (k * step + offset) / scale of the input.
struct Resizing {
  int64_t scale, step, offset, border;

  int64_t getSize(int64_t from) const { return ((from - 1) * scale - offset + border) / step + 1; }
  int64_t getFloor(int64_t k) const {
    int64_t place = k * step + offset;
    return place >= 0 ? place / scale : -((-place + scale - 1) / scale);
  }
  double getRest(int64_t k) const { return double(k * step + offset) / double(scale) - double(getFloor(k)); }
};

Value resizeNearest(OpEmitter &emit, Value image, const Resizing &resizing, int64_t axis) {
  int64_t from = getShape(image)[axis], to = resizing.getSize(from);
  SmallVector<int64_t> positions;
  for (int64_t k = 0; k < to; ++k)
    positions.push_back(std::clamp<int64_t>(resizing.getFloor(k) + (resizing.getRest(k) >= 0.5), 0, from - 1));
  return emitNearest(emit, image, positions, axis);
}

Value resizeBilinear(OpEmitter &emit, Value image, const Resizing &resizing, int64_t axis) {
  int64_t from = getShape(image)[axis], to = resizing.getSize(from);
  if (from == 1) {
    Shape shape(getShape(image));
    shape[axis] = to;
    return emit.broadcast(image, shape);
  }
  std::vector<float> matrix(from * to, 0.0f);
  for (int64_t k = 0; k < to; ++k) {
    int64_t floor = resizing.getFloor(k);
    matrix[k * from + std::clamp<int64_t>(floor, 0, from - 1)] += float(1 - resizing.getRest(k));
    matrix[k * from + std::clamp<int64_t>(floor + 1, 0, from - 1)] += float(resizing.getRest(k));
  }
  return emitAlong(emit, image, matrix, to, axis);
}

} // namespace

Value tosafrontend::convertResize(Operation *op, Operands operands, OpEmitter &emit) {
  auto resize = cast<mlir::tosa::ResizeOp>(op);
  FailureOr<Shape> scale = readIntegers(op, 1, "the scale", emit), offset = readIntegers(op, 2, "the offset", emit),
                   border = readIntegers(op, 3, "the border", emit);
  if (failed(scale) || failed(offset) || failed(border))
    return {};
  Value image = operands[0];
  for (int64_t axis : {1, 2}) {
    Resizing resizing{(*scale)[2 * axis - 2], (*scale)[2 * axis - 1], (*offset)[axis - 1], (*border)[axis - 1]};
    // No limit a network comes near, so that products of two fit.
    auto isLarge = [](int64_t value) { return value < -kMaxElementCount || value > kMaxElementCount; };
    if (resizing.scale < 1 || resizing.step < 1 || isLarge(resizing.scale) || isLarge(resizing.step) ||
        isLarge(resizing.offset) || isLarge(resizing.border)) {
      emit.error() << "expected scales from 1 on, offsets and borders of at most " << kMaxElementCount
                   << ", found scale " << toString(*scale) << ", offset " << toString(*offset) << " and border "
                   << toString(*border);
      return {};
    }
    Shape shape(getShape(image));
    shape[axis] = resizing.getSize(shape[axis]);
    if (!emit.getType(shape))
      return {};
    if (resizing.scale == resizing.step && resizing.offset == 0 && resizing.border == 0)
      continue;
    image = resize.getMode() == mlir::tosa::ResizeMode::BILINEAR ? resizeBilinear(emit, image, resizing, axis)
                                                                 : resizeNearest(emit, image, resizing, axis);
    if (!image)
      return {};
  }
  return image;
}
