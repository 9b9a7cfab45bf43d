// OpEmitter.cpp - makes dend ops whose operands were checked.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/emit/OpEmitter.h"

#include <cmath>

using namespace mlir;
using namespace dendc;
using namespace dendc::frontend;

Value OpEmitter::track(Operation *op) {
  if (llvm::any_of(op->getOperands(), [&](Value operand) { return varying.contains(operand); }))
    varying.insert(op->result_begin(), op->result_end());
  return op->getResult(0);
}

RankedTensorType OpEmitter::getType(ArrayRef<int64_t> shape, Type element) const {
  std::optional<int64_t> count = countElements(shape);
  if (!count || *count == 0) {
    error() << "expected at most " << kMaxRank << " axes of sizes from 1 on and at most " << kMaxElementCount
            << " elements, found shape " << toString(shape);
    return {};
  }
  return RankedTensorType::get(shape, element ? element : builder.getF32Type());
}

dend::ArithmeticKindAttr OpEmitter::getArithmetic(const Rounding &rounding) const {
  return isa_and_nonnull<quant::QuantizedType>(rounding.element)
             ? dend::ArithmeticKindAttr::get(builder.getContext(), rounding.arithmetic)
             : dend::ArithmeticKindAttr();
}

RankedTensorType OpEmitter::getBroadcastType(Value lhs, Value rhs) const {
  if (!lhs || !rhs)
    return {};
  auto shape = dend::getBroadcastShape(getShape(lhs), getShape(rhs));
  if (succeeded(shape))
    return getType(*shape);
  error() << "expected operands of shapes that broadcast, found " << toString(getShape(lhs)) << " and "
          << toString(getShape(rhs));
  return {};
}

Value OpEmitter::constant(ArrayRef<int64_t> shape, ArrayRef<float> values) {
  RankedTensorType type = getType(shape);
  return type ? track(dend::ConstantOp::create(builder, loc, DenseElementsAttr::get(type, values))) : Value();
}

dend::FunctionAttr OpEmitter::function(StringRef name, ArrayRef<double> parameters) const {
  return dend::FunctionAttr::get(builder.getContext(), name, parameters);
}

Value OpEmitter::unary(StringRef function, ArrayRef<double> parameters, Value input) {
  if (!input)
    return {};
  if (llvm::any_of(parameters, [](double value) { return std::isnan(value); })) {
    error() << "expected numbers for the parameters of '" << function << "', found NaN";
    return {};
  }
  return track(dend::UnaryOp::create(builder, loc, input.getType(), this->function(function, parameters), input,
                                     getArithmetic({getElement(input)})));
}

//===----------------------------------------------------------------------===//
// Quantization
//===----------------------------------------------------------------------===//

Value OpEmitter::quantize(Value input, Type element) {
  if (!input)
    return {};
  auto arithmetic = dend::ArithmeticKindAttr::get(builder.getContext(), dend::ArithmeticKind::onnxruntime);
  return track(dend::QuantizeOp::create(builder, loc, cast<RankedTensorType>(input.getType()).clone(element), input,
                                        arithmetic));
}

Value OpEmitter::dequantize(Value input) {
  return input ? track(dend::DequantizeOp::create(
                     builder, loc, cast<RankedTensorType>(input.getType()).clone(builder.getF32Type()), input))
               : Value();
}

Value OpEmitter::reinterpret(Value input, Type element) {
  if (!input || getElement(input) == element)
    return input;
  return track(
      dend::ReinterpretOp::create(builder, loc, cast<RankedTensorType>(input.getType()).clone(element), input));
}

Value OpEmitter::rescale(Value input, const Rounding &rounding) {
  return input ? track(dend::QuantizeOp::create(builder, loc,
                                                cast<RankedTensorType>(input.getType()).clone(rounding.element), input,
                                                getArithmetic(rounding)))
               : Value();
}

Value OpEmitter::lookup(Value input, ArrayRef<int16_t> table, Type element) {
  return input ? track(dend::LookupOp::create(builder, loc, cast<RankedTensorType>(input.getType()).clone(element),
                                              input, table))
               : Value();
}

Value OpEmitter::integers(ArrayRef<int64_t> shape, ArrayRef<int64_t> values, Type element) {
  RankedTensorType type = getType(shape);
  if (!type)
    return {};
  auto storage = cast<quant::QuantizedType>(element).getStorageType();
  SmallVector<APInt> stored;
  for (int64_t value : values)
    stored.emplace_back(storage.getIntOrFloatBitWidth(), uint64_t(value), /*isSigned=*/true);
  auto elements = DenseElementsAttr::get(type.clone(storage), stored);
  return track(dend::ConstantOp::create(builder, loc, type.clone(element), elements));
}

//===----------------------------------------------------------------------===//
// Data movement
//===----------------------------------------------------------------------===//

Value OpEmitter::reshape(Value input, ArrayRef<int64_t> shape) {
  RankedTensorType type = input ? getType(shape, getElement(input)) : RankedTensorType();
  if (!type || type == input.getType())
    return type ? input : Value();
  if (type.getNumElements() != cast<RankedTensorType>(input.getType()).getNumElements()) {
    error() << "expected a shape of as many elements as " << toString(getShape(input)) << ", found " << toString(shape);
    return {};
  }
  return track(dend::ReshapeOp::create(builder, loc, type, input));
}

Value OpEmitter::transpose(Value input, ArrayRef<int64_t> permutation) {
  if (!input)
    return {};
  Shape shape;
  for (int64_t axis : permutation)
    shape.push_back(getShape(input)[axis]);
  return track(dend::TransposeOp::create(builder, loc, getType(shape, getElement(input)), input, permutation));
}

Value OpEmitter::slice(Value input, ArrayRef<int64_t> begin, ArrayRef<int64_t> steps, ArrayRef<int64_t> count) {
  RankedTensorType type = input ? getType(count, getElement(input)) : RankedTensorType();
  if (!type)
    return {};
  bool isWhole = type == input.getType() && llvm::all_of(begin, [](int64_t v) { return v == 0; }) &&
                 llvm::all_of(steps, [](int64_t v) { return v == 1; });
  return isWhole ? input : track(dend::SliceOp::create(builder, loc, type, input, begin, steps));
}

Value OpEmitter::concat(ArrayRef<Value> inputs, int64_t axis) {
  if (!llvm::all_of(inputs, [](Value input) { return bool(input); }))
    return {};
  Shape shape(getShape(inputs.front()));
  shape[axis] = 0;
  for (Value input : inputs) {
    Shape expected(shape), found(getShape(input));
    if (expected.size() == found.size())
      expected[axis] = found[axis];
    if (expected != found) {
      error() << "expected operands of one shape but for axis " << axis << ", found "
              << toString(getShape(inputs.front())) << " and " << toString(found);
      return {};
    }
    shape[axis] += found[axis];
  }
  RankedTensorType type = getType(shape, getElement(inputs.front()));
  if (!type)
    return {};
  return inputs.size() == 1 ? inputs.front()
                            : track(dend::ConcatOp::create(builder, loc, type, inputs, uint64_t(axis),
                                                           getArithmetic({type.getElementType()})));
}

Value OpEmitter::pad(Value input, ArrayRef<int64_t> low, ArrayRef<int64_t> high, double value) {
  if (!input)
    return {};
  Shape shape(getShape(input));
  for (size_t axis = 0; axis < shape.size(); ++axis)
    shape[axis] += low[axis] + high[axis];
  RankedTensorType type = getType(shape, getElement(input));
  if (!type || type == input.getType())
    return type ? input : Value();
  return track(dend::PadOp::create(builder, loc, type, input, low, high, llvm::APFloat(float(value))));
}

Value OpEmitter::broadcast(Value input, ArrayRef<int64_t> shape) {
  RankedTensorType type = input ? getType(shape, getElement(input)) : RankedTensorType();
  if (!type || type == input.getType())
    return type ? input : Value();
  if (dend::isQuantized(type)) {
    for (auto [axis, size] : llvm::enumerate(shape))
      input = concat(SmallVector<Value>(size / getShape(input)[axis], input), axis);
    return input;
  }
  Value zeros = track(dend::ConstantOp::create(builder, loc, DenseElementsAttr::get(type, 0.0f)));
  return binary<dend::AddOp>(input, zeros);
}

Value OpEmitter::reduce(dend::ReductionKind kind, Value input, ArrayRef<int64_t> axes, const Rounding &rounding) {
  if (!input || axes.empty())
    return input;
  bool isChoice = kind == dend::ReductionKind::max || kind == dend::ReductionKind::min;
  Rounding result = isChoice ? Rounding{getElement(input)} : rounding;
  Shape shape(getShape(input));
  for (int64_t axis : axes)
    shape[axis] = 1;
  return track(
      dend::ReduceOp::create(builder, loc, getType(shape, result.element), kind, input, axes, getArithmetic(result)));
}

Value OpEmitter::softmax(Value input, int64_t axis) {
  return input ? track(dend::SoftmaxOp::create(builder, loc, input.getType(), input, uint64_t(axis), nullptr, nullptr))
               : Value();
}

Value OpEmitter::softmax(Value input, int64_t axis, ArrayRef<int32_t> exponentials, const Rounding &rounding) {
  RankedTensorType type = input ? getType(getShape(input), rounding.element) : nullptr;
  if (!type)
    return {};
  return track(dend::SoftmaxOp::create(builder, loc, type, input, uint64_t(axis),
                                       builder.getDenseI32ArrayAttr(exponentials), getArithmetic(rounding)));
}

//===----------------------------------------------------------------------===//
// Weighted ops and pools
//===----------------------------------------------------------------------===//

Value OpEmitter::dense(Value input, Value weights, Value bias, const Rounding &rounding) {
  if (!input || !weights)
    return {};
  int64_t expected = getShape(input).back(), found = getShape(weights)[1], channels = getShape(weights)[0];
  if (expected != found) {
    error() << "expected weights over " << expected << " inputs, found " << found;
    return {};
  }
  Shape shape(getShape(input));
  shape.back() = channels;
  RankedTensorType type = getType(shape, rounding.element);
  return type ? track(dend::DenseOp::create(builder, loc, type, input, weights, bias, nullptr, nullptr, nullptr,
                                            uint64_t(0), nullptr, nullptr, getArithmetic(rounding)))
              : Value();
}

Value OpEmitter::matmul(Value lhs, Value rhs, const Rounding &rounding) {
  if (!lhs || !rhs)
    return {};
  auto shape = dend::getMatmulShape(getShape(lhs), getShape(rhs));
  if (failed(shape)) {
    error() << "expected matrices whose product there is, found rows of " << getShape(lhs).back() << " and columns of "
            << getShape(rhs).back();
    return {};
  }
  RankedTensorType type = getType(*shape, rounding.element);
  return type ? track(dend::MatmulOp::create(builder, loc, type, lhs, rhs, getArithmetic(rounding))) : Value();
}

Value OpEmitter::toImage(Value input) {
  if (!input)
    return {};
  Shape shape(getShape(input));
  if (shape.size() == 3)
    shape.push_back(1);
  return transpose(reshape(input, shape), {0, 2, 3, 1});
}

Value OpEmitter::fromImage(Value image, unsigned spatialRank) {
  Value output = transpose(image, {0, 3, 1, 2});
  return output ? reshape(output, getShape(output).take_front(2 + spatialRank)) : Value();
}

RankedTensorType OpEmitter::getWindowType(Value image, const dend::Window &window, int64_t channels,
                                          Type element) const {
  ArrayRef<int64_t> input = getShape(image);
  int64_t height = window.getOutputSize(input[1], 0), width = window.getOutputSize(input[2], 1);
  if (input[0] != 1) {
    error() << "expected a batch of 1, found " << input[0];
    return {};
  }
  if (height > 0 && width > 0)
    return getType({1, height, width, channels}, element);
  error() << "expected a window that fits the padded input, found window " << toString(window.size) << " on input "
          << toString(input.slice(1, 2)) << " padded by " << toString(window.padding);
  return {};
}

Value OpEmitter::conv2d(Value image, Value weights, Value bias, const dend::Window &window, int64_t groups,
                        const Rounding &rounding) {
  RankedTensorType type =
      image && weights ? getWindowType(image, window, getShape(weights)[0], rounding.element) : RankedTensorType();
  return type ? track(dend::Conv2DOp::create(builder, loc, type, image, weights, bias, nullptr, nullptr, window.strides,
                                             window.padding, window.dilations, uint64_t(groups), nullptr, uint64_t(0),
                                             nullptr, nullptr, getArithmetic(rounding)))
              : Value();
}

Value OpEmitter::depthwiseConv2d(Value image, Value weights, Value bias, const dend::Window &window,
                                 const Rounding &rounding) {
  RankedTensorType type =
      image && weights ? getWindowType(image, window, getShape(weights)[0], rounding.element) : RankedTensorType();
  return type ? track(dend::DepthwiseConv2DOp::create(builder, loc, type, image, weights, bias, nullptr, nullptr,
                                                      window.strides, window.padding, window.dilations, nullptr,
                                                      uint64_t(0), nullptr, nullptr, getArithmetic(rounding)))
              : Value();
}

Value OpEmitter::maxPool2d(Value image, const dend::Window &window) {
  RankedTensorType type =
      image ? getWindowType(image, window, getShape(image)[3], getElement(image)) : RankedTensorType();
  return type ? track(dend::MaxPool2DOp::create(builder, loc, type, image, window.size, window.strides, window.padding,
                                                window.dilations))
              : Value();
}

Value OpEmitter::averagePool2d(Value image, const dend::Window &window, bool countPadding, const Rounding &rounding) {
  RankedTensorType type =
      image ? getWindowType(image, window, getShape(image)[3], rounding.element) : RankedTensorType();
  return type ? track(dend::AveragePool2DOp::create(builder, loc, type, image, window.size, window.strides,
                                                    window.padding, window.dilations, countPadding,
                                                    getArithmetic(rounding)))
              : Value();
}

Value OpEmitter::resizeBilinear(Value image, int64_t height, int64_t width, bool alignCorners, bool halfPixelCenters) {
  RankedTensorType type = image ? getType({1, height, width, getShape(image)[3]}) : RankedTensorType();
  return type ? track(dend::ResizeBilinearOp::create(builder, loc, type, image, alignCorners, halfPixelCenters))
              : Value();
}

dend::RecurrentOp OpEmitter::recurrent(dend::Cell cell, Value gates, ArrayRef<Value> states, Value weights, Value bias,
                                       Value peepholes, ArrayRef<dend::FunctionAttr> functions) {
  if (!gates || llvm::is_contained(states, Value()) || !weights)
    return {};
  RankedTensorType type = getType({1, getShape(gates)[1], getShape(gates)[2], getShape(weights)[1]});
  if (!type)
    return {};
  Value initialCell = states.size() > 1 ? states[1] : Value();
  auto op = dend::RecurrentOp::create(builder, loc, type, initialCell ? initialCell.getType() : Type(), cell, gates,
                                      states[0], initialCell, weights, bias, peepholes, nullptr, nullptr,
                                      builder.getArrayAttr(SmallVector<Attribute>(functions.begin(), functions.end())),
                                      nullptr, nullptr, uint64_t(0), nullptr, nullptr);
  track(op);
  return op;
}
