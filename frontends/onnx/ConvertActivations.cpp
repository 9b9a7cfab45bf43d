// ConvertActivations.cpp - scalar functions of one tensor.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/onnx/Converters.h"

#include <cmath>
#include <limits>

using namespace mlir;
using namespace dendc;
using namespace dendc::onnx;

LogicalResult onnx::convertUnary(NodeBinder &bind, OpEmitter &emit, StringRef function) {
  Value input;
  if (bind.tensor(0, input).failed())
    return failure();
  return bind.result(emit.unary(function, {}, input));
}

LogicalResult onnx::convertElu(NodeBinder &bind, OpEmitter &emit) {
  Value input;
  double alpha;
  if (bind.tensor(0, input).attribute("alpha", alpha, 1.0).failed())
    return failure();
  return bind.result(emit.unary("elu", alpha, input));
}

LogicalResult onnx::convertCelu(NodeBinder &bind, OpEmitter &emit) {
  Value input;
  double alpha;
  if (bind.tensor(0, input).attribute("alpha", alpha, 1.0).failed())
    return failure();
  if (alpha == 0.0)
    return bind.error() << "expected attribute 'alpha' other than 0, found 0";
  if (alpha == 1.0)
    return bind.result(emit.unary("elu", 1.0, input));
  // max(0, x) + min(0, alpha * (exp(x / alpha) - 1)) = alpha * elu(x / alpha)
  Value scaled = emit.binary<dend::MulOp>(input, emit.scalar(1.0 / alpha));
  Value curve = emit.unary("elu", 1.0, scaled);
  return bind.result(emit.binary<dend::MulOp>(curve, emit.scalar(alpha)));
}

LogicalResult onnx::convertSelu(NodeBinder &bind, OpEmitter &emit) {
  constexpr float defaultAlpha = 1.67326319217681884765625f, defaultGamma = 1.05070102214813232421875f;
  Value input;
  double alpha, gamma;
  if (bind.tensor(0, input).attribute("alpha", alpha, defaultAlpha).attribute("gamma", gamma, defaultGamma).failed())
    return failure();
  if (float(alpha) == defaultAlpha && float(gamma) == defaultGamma)
    return bind.result(emit.unary("selu", {}, input));
  Value curve = emit.unary("elu", alpha, input);
  return bind.result(emit.binary<dend::MulOp>(curve, emit.scalar(gamma)));
}

LogicalResult onnx::convertGelu(NodeBinder &bind, OpEmitter &emit) {
  Value input;
  std::string approximate = "none";
  bind.tensor(0, input);
  if (bind.getNode().domain.empty())
    bind.attribute("approximate", approximate, "none");
  if (bind.failed())
    return failure();
  if (approximate != "none" && approximate != "tanh")
    return bind.error() << "expected attribute 'approximate' none or tanh, found '" << approximate << "'";
  return bind.result(emit.unary(approximate == "tanh" ? "gelu_tanh" : "gelu", {}, input));
}

LogicalResult onnx::convertHardSigmoid(NodeBinder &bind, OpEmitter &emit) {
  Value input;
  double alpha, beta;
  if (bind.tensor(0, input).attribute("alpha", alpha, 0.2).attribute("beta", beta, 0.5).failed())
    return failure();
  return bind.result(emit.unary("hard_sigmoid", {alpha, beta}, input));
}

LogicalResult onnx::convertLeakyRelu(NodeBinder &bind, OpEmitter &emit) {
  Value input;
  double alpha;
  if (bind.tensor(0, input).attribute("alpha", alpha, 0.01).failed())
    return failure();
  return bind.result(emit.unary("leaky_relu", alpha, input));
}

LogicalResult onnx::convertShrink(NodeBinder &bind, OpEmitter &emit) {
  Value input;
  double lambda, offset;
  if (bind.tensor(0, input).attribute("lambd", lambda, 0.5).attribute("bias", offset, 0.0).failed())
    return failure();
  return bind.result(emit.unary("shrink", {lambda, offset}, input));
}

LogicalResult onnx::convertThresholdedRelu(NodeBinder &bind, OpEmitter &emit) {
  Value input;
  double alpha;
  if (bind.tensor(0, input).attribute("alpha", alpha, 1.0).failed())
    return failure();
  return bind.result(emit.unary("thresholded_relu", alpha, input));
}

LogicalResult onnx::convertPRelu(NodeBinder &bind, OpEmitter &emit) {
  Value input, slope;
  if (bind.tensor(0, input).tensor(1, slope).failed())
    return failure();
  auto shape = dend::getBroadcastShape(getShape(input), getShape(slope));
  if (failed(shape) || ArrayRef<int64_t>(*shape) != getShape(input))
    return bind.error() << "expected a slope that broadcasts to " << toString(getShape(input)) << ", found shape "
                        << toString(getShape(slope));
  // max(x, 0) + slope * min(x, 0)
  Value positive = emit.unary("relu", {}, input);
  Value negative = emit.binary<dend::MinimumOp>(input, emit.scalar(0.0));
  return bind.result(emit.binary<dend::AddOp>(positive, emit.binary<dend::MulOp>(negative, slope)));
}

LogicalResult onnx::convertClip(NodeBinder &bind, OpEmitter &emit) {
  constexpr double largest = std::numeric_limits<float>::max();
  Value input;
  double low = -largest, high = largest;
  bind.tensor(0, input);
  if (bind.getVersion() < 11)
    bind.attribute("min", low, -largest, /*mayBeInfinite=*/true).attribute("max", high, largest, true);
  else
    bind.optionalScalar(1, low).optionalScalar(2, high);
  if (bind.failed())
    return failure();
  if (std::isnan(low) || std::isnan(high))
    return bind.error() << "expected numbers as bounds, found NaN";
  low = std::clamp(low, -largest, largest);
  high = std::clamp(high, -largest, largest);
  if (low == 0.0 && high == largest)
    return bind.result(emit.unary("relu", {}, input));
  return bind.result(emit.unary("clip", {low, high}, input));
}
