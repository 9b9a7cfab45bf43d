// ConvertPools.cpp - pools, reductions along one axis, and images in other sizes.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/emit/Formulas.h"
#include "frontends/tosa/Constants.h"
#include "frontends/tosa/Converters.h"
#include "frontends/tosa/Integers.h"

#include <cmath>

using namespace mlir;
using namespace dendc;
using namespace dendc::frontend;
using namespace dendc::tosafrontend;

/// The window of a pool.
template <typename Op, typename Emit> static Value convertPool(Op op, Emitter &emit, Emit pool) {
  if (failed(expectSmall(op.getKernel(), "kernels", emit)) || failed(expectSmall(op.getStride(), "strides", emit)) ||
      failed(expectSmall(op.getPad(), "paddings", emit)))
    return {};
  Shape padding = toPadding(op.getPad()), ones{1, 1};
  return pool(dend::Window{op.getKernel(), op.getStride(), ones, padding});
}

Value tosafrontend::convertAvgPool2D(Operation *op, Operands operands, Emitter &emit) {
  Value input = operands[0];
  Rounding rounding;
  if (unsigned width = getWidth(op->getOperand(0).getType())) {
    FailureOr<int64_t> zero = readZeroPoint(op, 1, emit), outputZero = readZeroPoint(op, 2, emit);
    if (failed(zero) || failed(outputZero))
      return {};
    input = emit.reinterpret(input, getIntegerType(op->getContext(), width, 1.0, *zero));
    rounding = {getIntegerType(op->getContext(), width, 1.0, *outputZero), dend::ArithmeticKind::tosa_single_round};
  } else if (failed(expectZero(op, 1, "a zero point of the input", emit)) ||
             failed(expectZero(op, 2, "a zero point of the output", emit))) {
    return {};
  }
  return convertPool(cast<mlir::tosa::AvgPool2dOp>(op), emit, [&](const dend::Window &window) {
    return emit.averagePool2d(input, window, /*countPadding=*/false, rounding);
  });
}

Value tosafrontend::convertMaxPool2D(Operation *op, Operands operands, Emitter &emit) {
  return convertPool(cast<mlir::tosa::MaxPool2dOp>(op), emit,
                     [&](const dend::Window &window) { return emit.maxPool2d(operands[0], window); });
}

/// All operators along one axis call it so.
static int64_t getAxis(Operation *op) { return op->getAttrOfType<IntegerAttr>("axis").getInt(); }

Value tosafrontend::convertReduce(Operation *op, Operands operands, Emitter &emit, dend::ReductionKind kind) {
  return emit.reduce(kind, operands[0], getAxis(op));
}

/// Halves times each other, until one element is left.
Value tosafrontend::convertReduceProduct(Operation *op, Operands operands, Emitter &emit) {
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

Value tosafrontend::convertArgMax(Operation *op, Operands operands, Emitter &emit) {
  int64_t axis = getAxis(op);
  Shape shape(getShape(operands[0]));
  shape.erase(shape.begin() + axis);
  Value input = dend::isQuantized(operands[0].getType()) ? emit.dequantize(operands[0]) : operands[0];
  Value position = emitArg(emit, input, axis, /*isLargest=*/true, /*isFirst=*/true);
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
  /// Whether that is the place of index k of `to` in dend's resize_bilinear, with one of its flags or none.
  bool isAsymmetric(int64_t from, int64_t to) const { return offset == 0 && step * to == scale * from; }
  bool alignsCorners(int64_t from, int64_t to) const { return offset == 0 && step * (to - 1) == scale * (from - 1); }
  bool hasHalfPixelCenters(int64_t from, int64_t to) const {
    return step * to == scale * from && 2 * offset * to == scale * (from - to);
  }
  double getRest(int64_t k) const { return double(k * step + offset) / double(scale) - double(getFloor(k)); }
  /// `[to, from]`: how many parts of `scale` each element has in a result between two.
  std::vector<int64_t> getParts(int64_t from) const {
    int64_t to = getSize(from);
    std::vector<int64_t> parts(from * to, 0);
    for (int64_t k = 0; k < to; ++k) {
      int64_t floor = getFloor(k), rest = k * step + offset - floor * scale;
      parts[k * from + std::clamp<int64_t>(floor, 0, from - 1)] += scale - rest;
      parts[k * from + std::clamp<int64_t>(floor + 1, 0, from - 1)] += rest;
    }
    return parts;
  }
};

/// How rows and columns of `image` are resized, checked.
FailureOr<SmallVector<Resizing>> readResizings(mlir::tosa::ResizeOp op, Value image, Emitter &emit) {
  FailureOr<Shape> scale = readIntegers(op, 1, "the scale", emit), offset = readIntegers(op, 2, "the offset", emit),
                   border = readIntegers(op, 3, "the border", emit);
  if (failed(scale) || failed(offset) || failed(border))
    return failure();
  Shape shape(getShape(image));
  SmallVector<Resizing> resizings;
  for (int64_t axis : {1, 2}) {
    Resizing resizing{(*scale)[2 * axis - 2], (*scale)[2 * axis - 1], (*offset)[axis - 1], (*border)[axis - 1]};
    // No limit a network comes near, so that products of two fit.
    auto isLarge = [](int64_t value) { return value < -kMaxElementCount || value > kMaxElementCount; };
    if (resizing.scale < 1 || resizing.step < 1 || isLarge(resizing.scale) || isLarge(resizing.step) ||
        isLarge(resizing.offset) || isLarge(resizing.border))
      return emit.error() << "expected scales from 1 on, offsets and borders of at most " << kMaxElementCount
                          << ", found scale " << toString(*scale) << ", offset " << toString(*offset) << " and border "
                          << toString(*border);
    shape[axis] = resizing.getSize(shape[axis]);
    resizings.push_back(resizing);
  }
  if (!emit.getType(shape))
    return failure();
  return resizings;
}

Value resizeNearest(Emitter &emit, Value image, const Resizing &resizing, int64_t axis) {
  int64_t from = getShape(image)[axis], to = resizing.getSize(from);
  SmallVector<int64_t> positions;
  for (int64_t k = 0; k < to; ++k)
    positions.push_back(std::clamp<int64_t>(resizing.getFloor(k) + (resizing.getRest(k) >= 0.5), 0, from - 1));
  return emitNearest(emit, image, positions, axis);
}

Value interpolate(Emitter &emit, Value image, const Resizing &resizing, int64_t axis) {
  int64_t from = getShape(image)[axis], to = resizing.getSize(from);
  if (from == 1) {
    Shape shape(getShape(image));
    shape[axis] = to;
    return emit.broadcast(image, shape);
  }
  std::vector<float> matrix;
  for (int64_t parts : resizing.getParts(from))
    matrix.push_back(float(double(parts) / double(resizing.scale)));
  return emitAlong(emit, image, emit.constant({to, from}, matrix), axis);
}

/// The op for it, where it means these places.
Value resizeBilinear(Emitter &emit, Value image, const Resizing &rows, const Resizing &columns) {
  ArrayRef<int64_t> shape = getShape(image);
  int64_t height = rows.getSize(shape[1]), width = columns.getSize(shape[2]);
  auto both = [&](auto is) { return (rows.*is)(shape[1], height) && (columns.*is)(shape[2], width); };
  bool isAsymmetric = both(&Resizing::isAsymmetric), alignsCorners = both(&Resizing::alignsCorners),
       hasHalfPixelCenters = both(&Resizing::hasHalfPixelCenters);
  if (shape[0] == 1 && (isAsymmetric || alignsCorners || hasHalfPixelCenters))
    return emit.resizeBilinear(image, height, width, !isAsymmetric && alignsCorners,
                               !isAsymmetric && !alignsCorners && hasHalfPixelCenters);
  image = interpolate(emit, image, rows, 1);
  return image ? interpolate(emit, image, columns, 2) : Value();
}

} // namespace

Value tosafrontend::convertResize(Operation *op, Operands operands, Emitter &emit) {
  auto resize = cast<mlir::tosa::ResizeOp>(op);
  FailureOr<SmallVector<Resizing>> resizings = readResizings(resize, operands[0], emit);
  if (failed(resizings))
    return {};
  if (resize.getMode() == mlir::tosa::ResizeMode::BILINEAR)
    return resizeBilinear(emit, operands[0], (*resizings)[0], (*resizings)[1]);
  Value image = resizeNearest(emit, operands[0], (*resizings)[0], 1);
  return image ? resizeNearest(emit, image, (*resizings)[1], 2) : Value();
}

// Each axis is a dense layer: rows to 16 bits, which hold every sum, and columns to the type asked for.
Value tosafrontend::convertIntegerResize(Operation *op, const Rounding &rounding, Emitter &emit) {
  auto resize = cast<mlir::tosa::ResizeOp>(op);
  Value image = emit.get(resize.getInput());
  FailureOr<SmallVector<Resizing>> resizings =
      image ? readResizings(resize, image, emit) : FailureOr<SmallVector<Resizing>>();
  if (failed(resizings))
    return {};
  const Resizing &rows = (*resizings)[0], &columns = (*resizings)[1];
  MLIRContext *context = op->getContext();
  if (resize.getMode() != mlir::tosa::ResizeMode::BILINEAR || getWidth(image.getType()) != 8 || rows.scale > INT8_MAX ||
      columns.scale > INT8_MAX) {
    emit.error() << "expected mode BILINEAR of 8 bits with scales of at most " << int(INT8_MAX) << " for sums, found "
                 << mlir::tosa::stringifyResizeMode(resize.getMode()) << " of " << resize.getInput().getType()
                 << " with scales " << rows.scale << " and " << columns.scale;
    return {};
  }
  auto resizeAlong = [&](Value value, const Resizing &resizing, int64_t axis, const Rounding &result) {
    int64_t from = getShape(value)[axis];
    Value parts =
        emit.integers({resizing.getSize(from), from}, resizing.getParts(from), getIntegerType(context, 8, 1.0, 0));
    return emitAlong(emit, value, parts, axis, result);
  };
  image = emit.reinterpret(image, getIntegerType(context, 8, 1.0, 0));
  image = resizeAlong(image, rows, 1, {getIntegerType(context, 16, 1.0, 0), dend::ArithmeticKind::tosa_single_round});
  return image ? resizeAlong(image, columns, 2, rounding) : Value();
}
