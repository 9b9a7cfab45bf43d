// ConvertNormalizations.cpp - normalizations as the arithmetic they are.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/onnx/Converters.h"

using namespace mlir;
using namespace dendc;
using namespace dendc::onnx;

LogicalResult onnx::convertBatchNormalization(NodeBinder &bind, OpEmitter &emit) {
  Value input;
  std::array<Value, 4> parameters;
  double epsilon;
  int64_t trainingMode = 0, spatial = 1;
  bind.tensor(0, input).attribute("epsilon", epsilon, 1e-5).ignore("momentum");
  for (unsigned i = 0; i < parameters.size(); ++i)
    bind.tensor(i + 1, parameters[i]);
  if (bind.getVersion() >= 14)
    bind.attribute("training_mode", trainingMode, 0);
  if (bind.getVersion() < 9)
    bind.attribute("spatial", spatial, 1);
  if (bind.failed())
    return failure();
  if (trainingMode)
    return bind.error() << "expected a network in inference mode, found attribute 'training_mode' set";
  if (!spatial)
    return bind.error() << "expected statistics per channel, found attribute 'spatial' of 0";
  Shape shape(getShape(input));
  if (shape.size() < 2)
    return bind.error() << "expected an input [N, C, ...], found shape " << toString(shape);
  for (unsigned i = 0; i < parameters.size(); ++i)
    if (getShape(parameters[i]) != ArrayRef<int64_t>({shape[1]}))
      return bind.error() << "expected input " << i + 1 << " of shape [" << shape[1] << "], found "
                          << toString(getShape(parameters[i]));

  auto [gamma, beta, mean, variance] = parameters;
  Value deviation = emit.binary<dend::AddOp>(variance, emit.scalar(epsilon));
  Value scale = emit.binary<dend::MulOp>(gamma, emit.unary("rsqrt", {}, deviation));
  Value offset = emit.binary<dend::SubOp>(beta, emit.binary<dend::MulOp>(mean, scale));
  Shape perChannel(shape.size(), 1);
  perChannel[1] = shape[1];
  Value scaled = emit.binary<dend::MulOp>(input, emit.reshape(scale, perChannel));
  return bind.result(emit.binary<dend::AddOp>(scaled, emit.reshape(offset, perChannel)));
}

namespace {

/// An input without the mean and spread it has along some axes.
struct Standardized {
  Value mean, factor, value;
};

Standardized standardize(OpEmitter &emit, Value input, ArrayRef<int64_t> axes, double epsilon) {
  Value mean = emit.reduce(dend::ReductionKind::mean, input, axes);
  Value centred = emit.binary<dend::SubOp>(input, mean);
  Value variance = emit.reduce(dend::ReductionKind::mean, emit.unary("square", {}, centred), axes);
  Value factor = emit.unary("rsqrt", {}, emit.binary<dend::AddOp>(variance, emit.scalar(epsilon)));
  return {mean, factor, emit.binary<dend::MulOp>(centred, factor)};
}

} // namespace

LogicalResult onnx::convertInstanceNormalization(NodeBinder &bind, OpEmitter &emit) {
  Value input, scale, bias;
  double epsilon;
  if (bind.tensor(0, input).tensor(1, scale).tensor(2, bias).attribute("epsilon", epsilon, 1e-5).failed())
    return failure();
  Shape shape(getShape(input));
  if (shape.size() < 3)
    return bind.error() << "expected an input [N, C, spatial...], found shape " << toString(shape);
  for (Value operand : {scale, bias})
    if (getShape(operand) != ArrayRef<int64_t>({shape[1]}))
      return bind.error() << "expected a scale and a bias of shape [" << shape[1] << "], found "
                          << toString(getShape(operand));
  Shape perChannel(shape.size(), 1);
  perChannel[1] = shape[1];
  Value output = standardize(emit, input, llvm::to_vector(llvm::seq<int64_t>(2, shape.size())), epsilon).value;
  output = emit.binary<dend::MulOp>(output, emit.reshape(scale, perChannel));
  return bind.result(emit.binary<dend::AddOp>(output, emit.reshape(bias, perChannel)));
}

LogicalResult onnx::convertLayerNormalization(NodeBinder &bind, OpEmitter &emit) {
  Value input, scale, bias;
  double epsilon;
  int64_t axis;
  bind.tensor(0, input).tensor(1, scale).optionalTensor(2, bias).ignore("stash_type");
  if (bind.attribute("epsilon", epsilon, 1e-5).attribute("axis", axis, -1).failed() ||
      bind.axis(axis, getShape(input).size()).keepBatch(input, axis).failed())
    return failure();
  for (Value operand : {scale, bias})
    if (operand) {
      auto shape = dend::getBroadcastShape(getShape(input), getShape(operand));
      if (failed(shape) || ArrayRef<int64_t>(*shape) != getShape(input))
        return bind.error() << "expected a scale and bias that broadcast to " << toString(getShape(input))
                            << ", found shape " << toString(getShape(operand));
    }
  Shape axes(llvm::to_vector(llvm::seq<int64_t>(axis, getShape(input).size())));
  auto [mean, factor, output] = standardize(emit, input, axes, epsilon);
  output = emit.binary<dend::MulOp>(output, scale);
  if (bias)
    output = emit.binary<dend::AddOp>(output, bias);
  if (failed(bind.result(output)))
    return failure();
  return success(succeeded(bind.result(mean, 1)) && succeeded(bind.result(factor, 2)));
}

LogicalResult onnx::convertGroupNormalization(NodeBinder &bind, OpEmitter &emit) {
  Value input, scale, bias;
  double epsilon;
  int64_t groups;
  bind.tensor(0, input).tensor(1, scale).tensor(2, bias).attribute("num_groups", groups);
  if (bind.ignore("stash_type").attribute("epsilon", epsilon, 1e-5).failed())
    return failure();
  Shape shape(getShape(input));
  if (shape.size() < 3)
    return bind.error() << "expected an input [N, C, spatial...], found shape " << toString(shape);
  if (groups < 1 || shape[1] % groups != 0)
    return bind.error() << "expected a number of groups that divides " << shape[1] << " channels, found " << groups;
  // Scale and bias became those of channels.
  bool perGroup = bind.getVersion() < 21;
  int64_t count = perGroup ? groups : shape[1];
  for (Value operand : {scale, bias})
    if (getShape(operand) != ArrayRef<int64_t>({count}))
      return bind.error() << "expected a scale and a bias of shape [" << count << "], found "
                          << toString(getShape(operand));
  int64_t size = ShapedType::getNumElements(shape) / (shape[0] * groups);
  Value output = standardize(emit, emit.reshape(input, {shape[0], groups, size}), 2, epsilon).value;
  if (!perGroup)
    output = emit.reshape(output, {shape[0], shape[1], size * groups / shape[1]});
  output = emit.binary<dend::MulOp>(output, emit.reshape(scale, {1, count, 1}));
  output = emit.binary<dend::AddOp>(output, emit.reshape(bias, {1, count, 1}));
  return bind.result(emit.reshape(output, shape));
}

LogicalResult onnx::convertMeanVarianceNormalization(NodeBinder &bind, OpEmitter &emit) {
  Value input;
  SmallVector<int64_t> axes{0, 2, 3};
  if (bind.tensor(0, input).optionalAttribute("axes", axes).failed())
    return failure();
  for (int64_t &axis : axes)
    if (bind.axis(axis, getShape(input).size()).keepBatch(input, axis).failed())
      return failure();
  llvm::sort(axes);
  if (axes.empty() || std::adjacent_find(axes.begin(), axes.end()) != axes.end())
    return bind.error() << "expected axes, each once, found " << toString(axes);
  // The operator adds 1e-9 to the deviation, which only matters where that is 0.
  return bind.result(standardize(emit, input, axes, 1e-18).value);
}

LogicalResult onnx::convertLpNormalization(NodeBinder &bind, OpEmitter &emit) {
  Value input;
  int64_t axis, power;
  if (bind.tensor(0, input).attribute("axis", axis, -1).attribute("p", power, 2).failed() ||
      bind.axis(axis, getShape(input).size()).keepBatch(input, axis).failed())
    return failure();
  if (power != 1 && power != 2)
    return bind.error() << "expected attribute 'p' of 1 or 2, found " << power;
  Value size = emit.reduce(dend::ReductionKind::sum, emit.unary(power == 1 ? "abs" : "square", {}, input), axis);
  return bind.result(emit.binary<dend::DivOp>(input, power == 1 ? size : emit.unary("sqrt", {}, size)));
}

LogicalResult onnx::convertLrn(NodeBinder &bind, OpEmitter &emit) {
  Value input;
  int64_t size;
  double alpha, beta, offset;
  bind.tensor(0, input).attribute("size", size).attribute("alpha", alpha, 1e-4).attribute("beta", beta, 0.75);
  if (bind.attribute("bias", offset, 1.0).failed())
    return failure();
  Shape shape(getShape(input));
  if (shape.size() < 2 || shape[0] != 1)
    return bind.error() << "expected an input [1, C, ...], found shape " << toString(shape);
  if (size < 1 || size > shape[1])
    return bind.error() << "expected a size from 1 to the " << shape[1] << " channels, found " << size;
  // The mean of squares over neighbouring channels: a pool over an image whose height they are.
  int64_t one[] = {1, 1}, window[] = {size, 1}, padding[] = {(size - 1) / 2, 0, size / 2, 0};
  Value squares =
      emit.reshape(emit.unary("square", {}, input), {1, shape[1], ShapedType::getNumElements(shape) / shape[1], 1});
  Value mean = emit.reshape(emit.averagePool2d(squares, {window, one, one, padding}, /*countPadding=*/true), shape);
  Value scaled = emit.binary<dend::MulOp>(mean, emit.scalar(alpha));
  Value base = emit.binary<dend::AddOp>(scaled, emit.scalar(offset));
  return bind.result(emit.binary<dend::MulOp>(input, emit.binary<dend::PowOp>(base, emit.scalar(-beta))));
}
