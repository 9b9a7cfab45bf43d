// ConvertElementwise.cpp - functions of one or two tensors, element by element; softmax; changes of type.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/tflite/Converters.h"

#include "dialects/dend/Geometry.h"

#include "mlir/IR/Diagnostics.h"

#include <cmath>
#include <limits>
#include <type_traits>

using namespace mlir;
using namespace dendc;
using namespace dendc::tflite;
using schema::ActivationFunctionType;

LogicalResult tflite::checkKinds(NodeBinder &bind, ArrayRef<Value> inputs, Type output) {
  if (!output)
    return failure();
  for (auto [index, input] : llvm::enumerate(inputs))
    if (isQuantized(input) == output.isF32())
      return bind.error() << "expected inputs and output all floats or all quantized, found "
                          << bind.describeInput(index) << " of " << getTypeName(bind.getInput(index).type)
                          << " and output '" << bind.getOutput().name << "' of " << getTypeName(bind.getOutput().type);
  return success();
}

/// For what TFLite has of floats only, or rounds in integers in a way of its own.
static LogicalResult expectFloats(NodeBinder &bind, ArrayRef<Value> inputs) {
  for (auto [index, input] : llvm::enumerate(inputs))
    if (isQuantized(input))
      return bind.error() << "expected FLOAT32 inputs, found " << bind.describeInput(index) << " of "
                          << getTypeName(bind.getInput(index).type);
  return success();
}

/// `Op` of integers; none of a quotient by 0.
template <typename Op> static std::optional<int64_t> combineWhole(int64_t lhs, int64_t rhs) {
  // What is beyond any size stays beyond it.
  constexpr int64_t limit = int64_t(1) << 31;
  lhs = std::clamp(lhs, -limit, limit);
  rhs = std::clamp(rhs, -limit, limit);
  if constexpr (std::is_same_v<Op, dend::AddOp>)
    return lhs + rhs;
  if constexpr (std::is_same_v<Op, dend::SubOp>)
    return lhs - rhs;
  if constexpr (std::is_same_v<Op, dend::MulOp>)
    return lhs * rhs;
  if constexpr (std::is_same_v<Op, dend::MinimumOp>)
    return std::min(lhs, rhs);
  if constexpr (std::is_same_v<Op, dend::MaximumOp>)
    return std::max(lhs, rhs);
  return rhs == 0 ? std::nullopt : std::optional<int64_t>(lhs / rhs);
}

/// Whether `operand`, in blocks of its own or none, has the same elements for all images of `blocks` or one for each.
static bool isSpread(Value operand, ArrayRef<int64_t> own, ArrayRef<int64_t> blocks) {
  ArrayRef<int64_t> shape = getShape(operand);
  if (!own.empty() || blocks.empty())
    return own == blocks;
  for (size_t axis = 1; axis <= std::min(shape.size(), blocks.size()); ++axis)
    if (blocks[blocks.size() - axis] > 1 && shape[shape.size() - axis] != 1)
      return false;
  return shape.size() < blocks.size() || (shape.size() == blocks.size() && shape[0] == 1);
}

template <typename Op>
static LogicalResult convertBinary(NodeBinder &bind, ActivationFunctionType fused = ActivationFunctionType::NONE) {
  if (isWhole(bind, 0) && isWhole(bind, 1) && !std::is_same_v<Op, dend::PowOp>)
    return convertWholeBinary(bind, combineWhole<Op>);
  Value lhs, rhs;
  Shape lhsBlocks, rhsBlocks;
  dend::FunctionAttr activation;
  if (bind.blocked(0, lhs, lhsBlocks).blocked(1, rhs, rhsBlocks).activation(fused, activation).failed())
    return failure();
  if (std::is_same_v<Op, dend::PowOp>)
    if (failed(expectFloats(bind, {lhs, rhs})))
      return failure();
  Type element = bind.getOutputElement();
  if (failed(checkKinds(bind, {lhs, rhs}, element)))
    return failure();
  if (std::is_same_v<Op, dend::MinimumOp> || std::is_same_v<Op, dend::MaximumOp>)
    for (Value input : {lhs, rhs})
      if (getElement(input) != element)
        return bind.error() << "expected inputs and output of one type, scale and zero point, found "
                            << getElement(input) << " and " << element;
  auto shape = dend::getBroadcastShape(getShape(lhs), getShape(rhs));
  if (failed(shape))
    return bind.error() << "expected inputs of shapes that broadcast, found " << toString(getShape(lhs)) << " and "
                        << toString(getShape(rhs));
  Shape blocks = lhsBlocks.empty() ? rhsBlocks : lhsBlocks;
  if (!isSpread(rhs, rhsBlocks, blocks) || !isSpread(lhs, lhsBlocks, blocks))
    return bind.error() << "expected inputs from one SPACE_TO_BATCH_ND, or equal for all of its batch, found "
                        << bind.describeInput(0) << " and " << bind.describeInput(1);
  RankedTensorType type = bind.getType(*shape, element);
  if (!type)
    return failure();
  return bind.result(bind.create<Op>(type, lhs, rhs, activation, bind.getArithmetic(element)), 0, blocks);
}

template <typename Op, typename Options> static LogicalResult convertWithActivation(NodeBinder &bind) {
  Options options;
  return bind.options(options).failed() ? failure() : convertBinary<Op>(bind, options.fused_activation_function);
}

/// TFLite has sums of 16 bits in two arithmetics; the one for scales that are powers of two is that of old files.
template <typename Op, typename Options> static LogicalResult convertSum(NodeBinder &bind) {
  Options options;
  if (bind.options(options).failed())
    return failure();
  if (bind.getOutput().type == schema::TensorType::INT16 && options.pot_scale_int16)
    return bind.error() << "expected 'pot_scale_int16' to be false for INT16, found true";
  return convertBinary<Op>(bind, options.fused_activation_function);
}

LogicalResult tflite::convertAdd(NodeBinder &bind) { return convertSum<dend::AddOp, schema::AddOptionsT>(bind); }
LogicalResult tflite::convertSub(NodeBinder &bind) { return convertSum<dend::SubOp, schema::SubOptionsT>(bind); }
LogicalResult tflite::convertMul(NodeBinder &bind) {
  return convertWithActivation<dend::MulOp, schema::MulOptionsT>(bind);
}
LogicalResult tflite::convertDiv(NodeBinder &bind) {
  return convertWithActivation<dend::DivOp, schema::DivOptionsT>(bind);
}
LogicalResult tflite::convertMinimum(NodeBinder &bind) { return convertBinary<dend::MinimumOp>(bind); }
LogicalResult tflite::convertMaximum(NodeBinder &bind) { return convertBinary<dend::MaximumOp>(bind); }
LogicalResult tflite::convertPow(NodeBinder &bind) { return convertBinary<dend::PowOp>(bind); }

/// One sum after the other, as TFLite adds.
LogicalResult tflite::convertAddN(NodeBinder &bind) {
  Value sum;
  for (unsigned index = 0; index < bind.getInputCount(); ++index) {
    Value input;
    if (bind.tensor(index, input).failed() || failed(expectFloats(bind, {input})))
      return failure();
    if (sum && sum.getType() != input.getType())
      return bind.error() << "expected inputs of one shape, found " << toString(getShape(sum)) << " and "
                          << toString(getShape(input));
    auto type = cast<RankedTensorType>(input.getType());
    sum = sum ? bind.create<dend::AddOp>(type, sum, input, nullptr, nullptr) : input;
  }
  return sum ? bind.result(sum) : bind.error() << "expected inputs, found none";
}

LogicalResult tflite::convertUnary(NodeBinder &bind, StringRef function, ArrayRef<double> parameters) {
  Value input;
  Shape blocks;
  if (bind.blocked(0, input, blocks).failed())
    return failure();
  Type element = bind.getOutputElement();
  if (failed(checkKinds(bind, {input}, element)))
    return failure();
  RankedTensorType type = bind.getType(getShape(input), element);
  if (!type)
    return failure();
  auto attribute = dend::FunctionAttr::get(bind.getContext(), function, parameters);
  return bind.result(bind.create<dend::UnaryOp>(type, attribute, input, bind.getArithmetic(element)), 0, blocks);
}

LogicalResult tflite::convertFloatUnary(NodeBinder &bind, StringRef function) {
  Value input;
  Shape blocks;
  if (bind.blocked(0, input, blocks).failed() || failed(expectFloats(bind, {input})))
    return failure();
  return convertUnary(bind, function);
}

LogicalResult tflite::convertLeakyRelu(NodeBinder &bind) {
  schema::LeakyReluOptionsT options;
  if (bind.options(options).failed())
    return failure();
  if (!std::isfinite(options.alpha))
    return bind.error() << "expected a slope 'alpha' that is finite, found another";
  return convertUnary(bind, "leaky_relu", double(options.alpha));
}

LogicalResult tflite::convertGelu(NodeBinder &bind) {
  schema::GeluOptionsT options;
  return bind.options(options).failed() ? failure() : convertUnary(bind, options.approximate ? "gelu_tanh" : "gelu");
}

/// `input` times `factor`: a quantized one has its scale multiplied, no integer changes.
static Value scaleBy(NodeBinder &bind, Value input, float factor) {
  auto type = cast<RankedTensorType>(input.getType());
  auto quantized = dyn_cast<quant::UniformQuantizedType>(type.getElementType());
  if (!quantized) {
    auto scalar = RankedTensorType::get({}, type.getElementType());
    Value constant = dend::ConstantOp::create(bind.getBuilder(), bind.getLoc(), DenseElementsAttr::get(scalar, factor));
    return bind.create<dend::MulOp>(type, input, constant, nullptr, nullptr);
  }
  double scale = quantized.getScale() * double(factor);
  if (!std::isnormal(float(scale)))
    return bind.error() << "expected a scale times 'beta' that is a normal number of 32 bits, found another", Value();
  Type scaled = quant::UniformQuantizedType::get(quantized.getFlags(), quantized.getStorageType(),
                                                 quantized.getExpressedType(), scale, quantized.getZeroPoint(),
                                                 quantized.getStorageTypeMin(), quantized.getStorageTypeMax());
  return bind.create<dend::ReinterpretOp>(type.clone(scaled), input);
}

LogicalResult tflite::convertSoftmax(NodeBinder &bind) {
  Value input;
  schema::SoftmaxOptionsT options;
  if (bind.tensor(0, input).options(options).failed())
    return failure();
  Type element = bind.getOutputElement();
  if (failed(checkKinds(bind, {input}, element)))
    return failure();
  if (!std::isnormal(options.beta) || options.beta < 0)
    return bind.error() << "expected a positive 'beta', found " << std::to_string(options.beta);
  if (options.beta != 1 && !(input = scaleBy(bind, input, options.beta)))
    return failure();
  ArrayRef<int64_t> shape = getShape(input);
  if (shape.empty())
    return bind.error() << "expected an input of rank 1 or more, found rank 0";
  RankedTensorType type = bind.getType(shape, element);
  return type ? bind.result(bind.create<dend::SoftmaxOp>(type, input, uint64_t(shape.size() - 1), nullptr,
                                                         bind.getArithmetic(element)))
              : failure();
}

LogicalResult tflite::convertQuantize(NodeBinder &bind) {
  Value input;
  Shape blocks;
  if (bind.blocked(0, input, blocks).failed())
    return failure();
  Type element = bind.getOutputElement();
  if (!element)
    return failure();
  if (element.isF32())
    return bind.error() << "expected a quantized output '" << bind.getOutput().name << "', found "
                        << getTypeName(bind.getOutput().type);
  RankedTensorType type = bind.getType(getShape(input), element);
  if (!type)
    return failure();
  return bind.result(bind.create<dend::QuantizeOp>(type, input, bind.getArithmetic(element)), 0, blocks);
}

LogicalResult tflite::convertDequantize(NodeBinder &bind) {
  Value input;
  if (bind.tensor(0, input).failed())
    return failure();
  if (!isQuantized(input)) // narrower floats of constants
    return bind.result(input);
  Type element = bind.getOutputElement();
  if (!element)
    return failure();
  if (!element.isF32())
    return bind.error() << "expected a FLOAT32 output '" << bind.getOutput().name << "', found "
                        << getTypeName(bind.getOutput().type);
  RankedTensorType type = bind.getType(getShape(input), element);
  return type ? bind.result(bind.create<dend::DequantizeOp>(type, input)) : failure();
}

//===----------------------------------------------------------------------===//
// Formulas of several ops
//===----------------------------------------------------------------------===//

/// x from 0 on, and a * x below. One of the two terms is always zero, so that their sum is exact in every arithmetic.
LogicalResult tflite::convertPRelu(NodeBinder &bind) {
  Value input, slope;
  if (bind.tensor(0, input).tensor(1, slope).failed())
    return failure();
  Type element = bind.getOutputElement();
  if (failed(checkKinds(bind, {input, slope}, element)))
    return failure();
  if (bind.getInput(0).type == schema::TensorType::INT16)
    return bind.error() << "expected FLOAT32 or INT8 inputs, found " << bind.describeInput(0) << " of INT16";
  auto shape = dend::getBroadcastShape(getShape(input), getShape(slope));
  if (failed(shape) || ArrayRef<int64_t>(*shape) != getShape(input))
    return bind.error() << "expected slopes that broadcast to " << toString(getShape(input)) << ", found "
                        << toString(getShape(slope));
  auto own = cast<RankedTensorType>(input.getType());
  RankedTensorType type = bind.getType(own.getShape(), element);
  if (!type)
    return failure();
  MLIRContext *context = bind.getContext();
  auto relu = dend::FunctionAttr::get(context, "relu");
  auto below = dend::FunctionAttr::getClamp(context, -std::numeric_limits<double>::infinity(), 0);
  dend::ArithmeticKindAttr arithmetic = bind.getArithmetic(element);
  Value positive = bind.create<dend::UnaryOp>(type, relu, input, arithmetic);
  Value negative = bind.create<dend::UnaryOp>(own, below, input, arithmetic);
  Value scaled = bind.create<dend::MulOp>(type, negative, slope, nullptr, arithmetic);
  return bind.result(bind.create<dend::AddOp>(type, positive, scaled, nullptr, arithmetic));
}

LogicalResult tflite::convertSquaredDifference(NodeBinder &bind) {
  Value lhs, rhs;
  if (bind.tensor(0, lhs).tensor(1, rhs).failed())
    return failure();
  Type element = bind.getOutputElement();
  if (failed(checkKinds(bind, {lhs, rhs}, element)))
    return failure();
  auto shape = dend::getBroadcastShape(getShape(lhs), getShape(rhs));
  if (failed(shape))
    return bind.error() << "expected inputs of shapes that broadcast, found " << toString(getShape(lhs)) << " and "
                        << toString(getShape(rhs));
  Type differences = element;
  if (!element.isF32()) {
    // Twice the larger scale in 7 fractional bits: what TFLite squares.
    constexpr int kFractionalBits = 7;
    double unit = 0;
    for (Value input : {lhs, rhs}) {
      auto type = cast<quant::UniformQuantizedType>(getElement(input));
      if (type.getStorageTypeIntegralWidth() != 8)
        return bind.error() << "expected FLOAT32 or INT8 inputs, found " << type;
      unit = std::max(unit, 2 * type.getScale());
    }
    differences = getSymmetricType(bind.getContext(), 16, std::ldexp(unit, -kFractionalBits), 0, INT16_MIN, INT16_MAX);
    if (!differences)
      return bind.error() << "expected scales that are normal numbers of 32 bits divided by 64, found others";
  }
  RankedTensorType type = bind.getType(*shape, differences);
  if (!type)
    return failure();
  dend::ArithmeticKindAttr arithmetic = bind.getArithmetic(element);
  Value difference = bind.create<dend::SubOp>(type, lhs, rhs, nullptr, arithmetic);
  auto square = dend::FunctionAttr::get(bind.getContext(), "square");
  return bind.result(
      bind.create<dend::UnaryOp>(cast<RankedTensorType>(type.clone(element)), square, difference, arithmetic));
}

/// A function of the lines along the last axis that keeps the shape.
template <typename Op> static LogicalResult convertLines(NodeBinder &bind) {
  Value input;
  if (bind.tensor(0, input).failed())
    return failure();
  Type element = bind.getOutputElement();
  if (failed(checkKinds(bind, {input}, element)))
    return failure();
  if (getShape(input).empty())
    return bind.error() << "expected an input of rank 1 or more, found rank 0";
  bind.warnOfHalves(0);
  RankedTensorType type = bind.getType(getShape(input), element);
  return type ? bind.result(bind.create<Op>(type, input, bind.getArithmetic(element))) : failure();
}

LogicalResult tflite::convertLogSoftmax(NodeBinder &bind) { return convertLines<dend::LogSoftmaxOp>(bind); }

LogicalResult tflite::convertL2Normalization(NodeBinder &bind) {
  schema::L2NormOptionsT options;
  dend::FunctionAttr activation;
  if (bind.options(options).activation(options.fused_activation_function, activation).failed())
    return failure();
  return activation ? bind.error() << "expected no fused activation, found one"
                    : convertLines<dend::L2NormalizationOp>(bind);
}
