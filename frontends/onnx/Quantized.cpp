// Quantized.cpp - operands and results whose integers stand for real numbers.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/onnx/Quantized.h"

#include "llvm/ADT/STLExtras.h"

#include <cmath>

using namespace mlir;
using namespace dendc;
using namespace dendc::onnx;

int64_t onnx::getSignedShift(ElementType type) {
  return type == ElementType::UInt8 ? -128 : type == ElementType::UInt16 ? -32768 : 0;
}

static bool canBeQuantized(ElementType type) {
  return llvm::is_contained(
      {ElementType::Int8, ElementType::UInt8, ElementType::Int16, ElementType::UInt16, ElementType::Int32}, type);
}

/// The `!quant` type of integers of `type`; zero points are the file's.
static Type getElementType(MLIRContext *context, ElementType type, ArrayRef<double> scales,
                           ArrayRef<int64_t> zeroPoints, std::optional<int64_t> axis) {
  unsigned width = 8 * getByteCount(type);
  Type storage = IntegerType::get(context, width), real = Float32Type::get(context);
  int64_t min = quant::QuantizedType::getDefaultMinimumForInteger(/*isSigned=*/true, width);
  int64_t max = quant::QuantizedType::getDefaultMaximumForInteger(/*isSigned=*/true, width);
  SmallVector<int64_t> shifted;
  for (int64_t zeroPoint : zeroPoints)
    shifted.push_back(zeroPoint + getSignedShift(type));
  if (!axis)
    return quant::UniformQuantizedType::get(quant::QuantizationFlags::Signed, storage, real, scales[0], shifted[0], min,
                                            max);
  return quant::UniformQuantizedPerAxisType::get(quant::QuantizationFlags::Signed, storage, real, scales, shifted,
                                                 int32_t(*axis), min, max);
}

Grid onnx::makeGrid(MLIRContext *context, ElementType type, double scale, int64_t zeroPoint) {
  return {type, getElementType(context, type, scale, zeroPoint, std::nullopt)};
}

Grid onnx::makeIntegerGrid(MLIRContext *context, ElementType type) {
  return {type, getElementType(context, ElementType::Int32, 1.0, 0, std::nullopt)};
}

std::pair<double, int64_t> onnx::getScaleAndZeroPoint(const Grid &grid) {
  auto type = cast<quant::UniformQuantizedType>(grid.element);
  return {type.getScale(), type.getZeroPoint() - getSignedShift(grid.type)};
}

FailureOr<Grid> onnx::bindGrid(NodeBinder &bind, unsigned scale, unsigned zeroPoint, ElementType defaultType,
                               ArrayRef<int64_t> shape, int64_t axis) {
  std::shared_ptr<const Tensor> scales, zeroPoints;
  if (bind.known(scale, scales).ignoreInput(zeroPoint).failed())
    return failure();
  if (bind.hasInput(zeroPoint) && bind.known(zeroPoint, zeroPoints).failed())
    return failure();
  ElementType type = zeroPoints ? zeroPoints->type : defaultType;
  if (!canBeQuantized(type))
    return bind.error() << "expected integers of 8, 16 or 32 bits, found " << getTypeName(type);
  if (!scales->isFloat() || scales->shape.size() > 1 || scales->getElementCount() == 0)
    return bind.error() << "expected one scale or a vector of scales, found " << getTypeName(scales->type)
                        << " of shape " << toString(scales->shape);
  if (zeroPoints && zeroPoints->getElementCount() != scales->getElementCount())
    return bind.error() << "expected " << scales->getElementCount() << " zero points, one for each scale, found "
                        << zeroPoints->getElementCount();
  SmallVector<int64_t> zeros(scales->getElementCount(), 0);
  if (zeroPoints)
    zeros.assign(zeroPoints->integers.begin(), zeroPoints->integers.end());
  if (type == ElementType::Int32 && llvm::any_of(zeros, [](int64_t zero) { return zero != 0; }))
    return bind.error() << "expected a zero point of 0 for int32, found another";
  for (float value : scales->floats)
    if (!std::isnormal(value) || value < 0)
      return bind.error() << "expected scales that are positive numbers, found " << double(value);
  std::optional<int64_t> channelAxis;
  if (scales->getElementCount() > 1) {
    if (bind.axis(axis, shape.size()).failed())
      return failure();
    channelAxis = axis;
    if (shape[axis] != scales->getElementCount())
      return bind.error() << "expected " << shape[axis] << " scales for axis " << axis << ", found "
                          << scales->getElementCount();
  }
  SmallVector<double> values(scales->floats.begin(), scales->floats.end());
  return Grid{type, getElementType(bind.getEmitter().getLoc().getContext(), type, values, zeros, channelAxis)};
}

Value onnx::emitOnGrid(OpEmitter &emit, const Tensor &integers, const Grid &grid) {
  SmallVector<int64_t> stored;
  for (int64_t value : integers.integers)
    stored.push_back(value + getSignedShift(grid.type));
  return emit.dequantize(emit.integers(integers.shape, stored, grid.element));
}

FailureOr<Value> onnx::bindQuantized(NodeBinder &bind, OpEmitter &emit, unsigned index, int64_t axis, Grid *grid) {
  GraphValue input;
  Shape shape(bind.getInputShape(index));
  const Tensor *known = bind.getKnownInteger(index);
  if (bind.any(index, input).failed())
    return failure();
  if (!known && !input.grid)
    return bind.error() << "expected quantized integers as input " << index << ", found floats";
  ElementType type = known ? known->type : input.grid.type;
  FailureOr<Grid> found = bindGrid(bind, index + 1, index + 2, type, shape, axis);
  if (failed(found))
    return failure();
  if (found->type != type)
    return bind.error() << "expected a zero point of type " << getTypeName(type) << " as the tensor's, found "
                        << getTypeName(found->type);
  if (!known && *found != input.grid)
    return bind.error() << "expected the scale and zero point that input " << index << " was quantized with, found "
                        << "others";
  if (grid)
    *grid = *found;
  return known ? emitOnGrid(emit, *known, *found) : input.value;
}

LogicalResult onnx::resultOnGrid(NodeBinder &bind, OpEmitter &emit, FailureOr<Value> real, const Grid &grid) {
  if (failed(real) || !*real)
    return failure();
  if (!isa<quant::UniformQuantizedType>(grid.element) && !emit.isConstant(*real))
    return bind.error() << "expected one scale for a tensor that is computed, found several";
  Value value = emit.dequantize(emit.quantize(*real, grid.element));
  return bind.result(GraphValue{nullptr, value, grid});
}
