// ConvertConstants.cpp - operators whose result is known at import or is their operand.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/onnx/Converters.h"
#include "frontends/onnx/Quantized.h"

#include <cmath>

using namespace mlir;
using namespace dendc;
using namespace dendc::onnx;

LogicalResult onnx::convertConstant(NodeBinder &bind, OpEmitter &) {
  using Kind = NodeAttribute::Kind;
  if (const NodeAttribute *found = bind.findAttribute("value"); found && found->kind == Kind::Tensor)
    return bind.result(found->tensor);
  if (const NodeAttribute *found = bind.findAttribute("value_float"); found && found->kind == Kind::Float)
    return bind.result(Tensor{ElementType::Float32, {}, {float(found->real)}, {}});
  if (const NodeAttribute *found = bind.findAttribute("value_int"); found && found->kind == Kind::Integer)
    return bind.result(Tensor{ElementType::Int64, {}, {}, {found->integer}});
  if (const NodeAttribute *found = bind.findAttribute("value_ints"); found && found->kind == Kind::Integers)
    return bind.result(Tensor::fromIntegers(found->integers));
  if (const NodeAttribute *found = bind.findAttribute("value_floats"); found && found->kind == Kind::Floats)
    return bind.result(Tensor{ElementType::Float32,
                              {int64_t(found->reals.size())},
                              std::vector<float>(found->reals.begin(), found->reals.end()),
                              {}});
  return bind.error() << "expected a value of numbers, found none";
}

LogicalResult onnx::convertConstantOfShape(NodeBinder &bind, OpEmitter &) {
  SmallVector<int64_t> shape;
  if (bind.integers(0, shape).failed())
    return failure();
  FailureOr<int64_t> count = bind.countEvaluated(shape);
  if (failed(count))
    return failure();
  Tensor output{ElementType::Float32, shape, {}, {}};
  const NodeAttribute *value = bind.findAttribute("value");
  if (!value) {
    output.floats.assign(*count, 0.0f);
    return bind.result(std::move(output));
  }
  if (value->kind != NodeAttribute::Kind::Tensor || value->tensor.getElementCount() != 1)
    return bind.error() << "expected attribute 'value' to be a tensor of one element, found another";
  output.type = value->tensor.type;
  if (output.isFloat())
    output.floats.assign(*count, value->tensor.floats[0]);
  else
    output.integers.assign(*count, value->tensor.integers[0]);
  return bind.result(std::move(output));
}

LogicalResult onnx::convertRange(NodeBinder &bind, OpEmitter &) {
  std::array<std::shared_ptr<const Tensor>, 3> bounds;
  for (unsigned index = 0; index < bounds.size(); ++index)
    if (bind.known(index, bounds[index]).failed())
      return failure();
  for (const auto &bound : bounds)
    if (bound->getElementCount() != 1 || bound->type != bounds[0]->type)
      return bind.error() << "expected three numbers of one type, found " << getTypeName(bound->type) << " of shape "
                          << toString(bound->shape);
  auto real = [&](unsigned i) { return bounds[i]->isFloat() ? bounds[i]->floats[0] : double(bounds[i]->integers[0]); };
  double count = std::ceil((real(1) - real(0)) / real(2));
  if (real(2) == 0.0 || !(count <= double(kMaxEvaluatedCount)))
    return bind.error() << "expected a range of at most " << kMaxEvaluatedCount << " elements, found " << real(0)
                        << " to " << real(1) << " by " << real(2);
  auto size = int64_t(std::max(count, 0.0));
  Tensor output{bounds[0]->type, {size}, {}, {}};
  for (int64_t i = 0; i < size; ++i)
    if (output.isFloat())
      output.floats.push_back(float(real(0) + double(i) * real(2)));
    else
      output.integers.push_back(
          wrapToType(bounds[0]->integers[0] + int64_t(uint64_t(i) * uint64_t(bounds[2]->integers[0])), output.type));
  return bind.result(std::move(output));
}

LogicalResult onnx::convertShape(NodeBinder &bind, OpEmitter &) {
  ArrayRef<int64_t> shape = bind.getInputShape(0);
  int64_t rank = shape.size(), start = 0, end = rank;
  if (bind.getVersion() >= 15)
    bind.attribute("start", start, 0).attribute("end", end, rank);
  if (bind.failed())
    return failure();
  auto clamp = [&](int64_t bound) { return std::clamp<int64_t>(bound < 0 ? bound + rank : bound, 0, rank); };
  start = clamp(start);
  return bind.result(Tensor::fromIntegers(shape.slice(start, std::max<int64_t>(clamp(end) - start, 0))));
}

LogicalResult onnx::convertSize(NodeBinder &bind, OpEmitter &) {
  ArrayRef<int64_t> shape = bind.getInputShape(0);
  if (bind.failed())
    return failure();
  return bind.result(Tensor{ElementType::Int64, {}, {}, {countElements(shape).value_or(0)}});
}

/// The integers a quantized tensor holds in the file, as floats.
static Value emitIntegers(OpEmitter &emit, const GraphValue &input) {
  auto [scale, zeroPoint] = getScaleAndZeroPoint(input.grid);
  Value steps = scale == 1.0 ? input.value : emit.binary<dend::MulOp>(input.value, emit.scalar(1.0 / scale));
  return zeroPoint == 0 ? steps : emit.binary<dend::AddOp>(steps, emit.scalar(double(zeroPoint)));
}

LogicalResult onnx::convertCast(NodeBinder &bind, OpEmitter &emit) {
  GraphValue input;
  int64_t to;
  if (bind.any(0, input).attribute("to", to).ignore("saturate").failed())
    return failure();
  ElementType type = to >= 0 && to <= 255 ? ElementType(to) : ElementType::Undefined;
  if (!isSupported(type))
    return bind.error() << "expected a cast to floats, integers or booleans, found '" << getTypeName(type) << "'";

  const Tensor *integers = bind.getKnownInteger(0);
  if (input.grid) {
    if (!onnx::isFloat(type) || !isa<quant::UniformQuantizedType>(input.grid.element))
      return bind.error() << "expected a cast of " << getTypeName(input.grid.type)
                          << " quantized with one scale to floats, found a cast to " << getTypeName(type);
    return bind.result(emitIntegers(emit, input));
  }
  if (onnx::isFloat(type)) {
    // All floats are f32 here, whatever their width in the file.
    if (!integers)
      return bind.result(std::move(input));
    return bind.result(Tensor{type, integers->shape, {integers->integers.begin(), integers->integers.end()}, {}});
  }
  if (integers) {
    Tensor output{type, integers->shape, {}, integers->integers};
    for (int64_t &value : output.integers)
      value = wrapToType(value, type);
    return bind.result(std::move(output));
  }
  if (input.value && !emit.isConstant(input.value)) {
    if (type != ElementType::Bool && type != ElementType::Int32 && type != ElementType::Int64)
      return bind.error() << "expected a cast of computed floats to bool, int32 or int64, found " << getTypeName(type);
    Value size = emit.unary("abs", {}, input.value), sign = emit.unary("sign", {}, input.value);
    Value integer = type == ElementType::Bool ? emit.unary("abs", {}, sign)
                                              : emit.binary<dend::MulOp>(sign, emit.unary("floor", {}, size));
    return bind.result(GraphValue{nullptr, integer, makeIntegerGrid(emit.getLoc().getContext(), type)});
  }
  std::shared_ptr<const Tensor> floats;
  if (bind.known(0, floats).failed())
    return failure();
  Tensor output{type, floats->shape, {}, {}};
  for (float value : floats->floats) {
    if (!(std::abs(value) < 0x1p63f))
      return bind.error() << "expected floats that fit " << getTypeName(type) << ", found " << double(value);
    output.integers.push_back(type == ElementType::Bool ? value != 0.0f : wrapToType(int64_t(value), type));
  }
  return bind.result(std::move(output));
}

LogicalResult onnx::convertIdentity(NodeBinder &bind, OpEmitter &) {
  GraphValue input;
  if (bind.any(0, input).failed())
    return failure();
  return bind.result(std::move(input));
}

LogicalResult onnx::convertDropout(NodeBinder &bind, OpEmitter &) {
  GraphValue input;
  double trainingMode = 0;
  bind.any(0, input).ignore("seed").ignore("ratio");
  if (bind.getVersion() >= 12)
    bind.ignoreInput(1).optionalScalar(2, trainingMode);
  if (bind.failed())
    return failure();
  if (trainingMode != 0)
    return bind.error() << "expected a network in inference mode, found input 2 ('training_mode') set";
  return bind.result(std::move(input));
}
