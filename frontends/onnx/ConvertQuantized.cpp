// ConvertQuantized.cpp - operators on integers that stand for real numbers.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/onnx/Converters.h"
#include "frontends/onnx/Quantized.h"

#include <cmath>

using namespace mlir;
using namespace dendc;
using namespace dendc::onnx;

//===----------------------------------------------------------------------===//
// Between floats and integers
//===----------------------------------------------------------------------===//

/// Axis of scales per channel; blocks of one scale along it are not supported.
static LogicalResult bindAxis(NodeBinder &bind, int64_t &axis) {
  int64_t blockSize = 0;
  axis = 1;
  if (bind.getVersion() >= 13)
    bind.attribute("axis", axis, 1);
  if (bind.getVersion() >= 21 && bind.attribute("block_size", blockSize, 0).failed())
    return failure();
  if (blockSize != 0)
    return bind.error() << "expected scales per tensor or per channel, found blocks of " << blockSize;
  return failure(bind.failed());
}

LogicalResult onnx::convertQuantizeLinear(NodeBinder &bind, OpEmitter &emit) {
  Value input;
  int64_t axis, type = 0;
  // "saturate" is about float8.
  if (bind.tensor(0, input).ignore("saturate").failed() || failed(bindAxis(bind, axis)))
    return failure();
  if (bind.getVersion() >= 21)
    bind.attribute("output_dtype", type, 0);
  bool isKnownType = type > 0 && type <= 255;
  FailureOr<Grid> grid =
      bindGrid(bind, 1, 2, isKnownType ? ElementType(type) : ElementType::UInt8, getShape(input), axis);
  if (failed(grid))
    return failure();
  if (grid->type == ElementType::Int32)
    return bind.error() << "expected integers of 8 or 16 bits, found int32";
  return resultOnGrid(bind, emit, input, *grid);
}

LogicalResult onnx::convertDequantizeLinear(NodeBinder &bind, OpEmitter &emit) {
  int64_t axis;
  if (failed(bindAxis(bind, axis)))
    return failure();
  return bind.result(bindQuantized(bind, emit, 0, axis));
}

//===----------------------------------------------------------------------===//
// Integers in, integers out
//===----------------------------------------------------------------------===//

/// The scale of a product's accumulators, as the type of its bias: of the first grid times the second, which may have
/// one scale per channel.
static FailureOr<Grid> getBiasGrid(NodeBinder &bind, const Grid &input, const Grid &weights, double factor) {
  auto inputType = dyn_cast<quant::UniformQuantizedType>(input.element);
  if (!inputType)
    return bind.error() << "expected one scale for the input, found several";
  MLIRContext *context = input.element.getContext();
  auto perChannel = dyn_cast<quant::UniformQuantizedPerAxisType>(weights.element);
  SmallVector<double> scales;
  if (perChannel)
    scales.assign(perChannel.getScales().begin(), perChannel.getScales().end());
  else
    scales.push_back(cast<quant::UniformQuantizedType>(weights.element).getScale());
  for (double &scale : scales) {
    scale *= inputType.getScale() * factor;
    if (!std::isnormal(float(scale)) || scale < 0)
      return bind.error() << "expected scales whose product is a positive number, found " << scale;
  }
  if (!perChannel)
    return makeGrid(context, ElementType::Int32, scales[0], 0);
  SmallVector<int64_t> zeros(scales.size(), 0);
  return Grid{ElementType::Int32, quant::UniformQuantizedPerAxisType::get(
                                      quant::QuantizationFlags::Signed, IntegerType::get(context, 32),
                                      Float32Type::get(context), scales, zeros, 0, INT32_MIN, INT32_MAX)};
}

/// The bias of a product, int32 in units of its accumulators; null where there is none.
static FailureOr<Value> bindBias(NodeBinder &bind, OpEmitter &emit, unsigned index, const Grid &input,
                                 const Grid &weights, double factor) {
  if (!bind.hasInput(index)) {
    bind.ignoreInput(index);
    return Value();
  }
  std::shared_ptr<const Tensor> bias;
  if (bind.known(index, bias).failed())
    return failure();
  FailureOr<Grid> grid = getBiasGrid(bind, input, weights, factor);
  if (failed(grid))
    return failure();
  auto perChannel = dyn_cast<quant::UniformQuantizedPerAxisType>(grid->element);
  bool fits = bias->shape.size() == 1 && (!perChannel || bias->shape[0] == int64_t(perChannel.getScales().size()));
  if (bias->type != ElementType::Int32 || !fits)
    return bind.error() << "expected a bias of int32 for each output channel, found " << getTypeName(bias->type)
                        << " of shape " << toString(bias->shape);
  return emitOnGrid(emit, *bias, *grid);
}

LogicalResult onnx::convertQLinearConv(NodeBinder &bind, OpEmitter &emit) {
  Grid inputGrid, weightGrid;
  FailureOr<Value> input = bindQuantized(bind, emit, 0, 1, &inputGrid);
  if (failed(input))
    return failure();
  FailureOr<Value> weights = bindQuantized(bind, emit, 3, 0, &weightGrid);
  if (failed(weights))
    return failure();
  FailureOr<Grid> grid = bindGrid(bind, 6, 7, inputGrid.type, {}, 0);
  if (failed(grid))
    return failure();
  FailureOr<Value> bias = bindBias(bind, emit, 8, inputGrid, weightGrid, 1.0);
  if (failed(bias))
    return failure();
  return resultOnGrid(bind, emit, emitConv(bind, emit, *input, *weights, *bias), *grid);
}

LogicalResult onnx::convertQLinearMatMul(NodeBinder &bind, OpEmitter &emit) {
  Grid inputGrid;
  FailureOr<Value> a = bindQuantized(bind, emit, 0, -2, &inputGrid);
  if (failed(a))
    return failure();
  FailureOr<Value> b = bindQuantized(bind, emit, 3, -1);
  if (failed(b))
    return failure();
  FailureOr<Grid> grid = bindGrid(bind, 6, 7, inputGrid.type, {}, 0);
  if (failed(grid))
    return failure();
  return resultOnGrid(bind, emit, emitMatMul(bind, emit, *a, *b), *grid);
}

LogicalResult onnx::convertQGemm(NodeBinder &bind, OpEmitter &emit) {
  int64_t transB;
  double alpha;
  Grid inputGrid, weightGrid;
  if (bind.attribute("transB", transB, 0).attribute("alpha", alpha, 1.0).failed())
    return failure();
  FailureOr<Value> a = bindQuantized(bind, emit, 0, 0, &inputGrid);
  if (failed(a))
    return failure();
  FailureOr<Value> b = bindQuantized(bind, emit, 3, transB ? 0 : 1, &weightGrid);
  if (failed(b))
    return failure();
  if (!isa<quant::UniformQuantizedType>(inputGrid.element))
    return bind.error() << "expected one scale for A, found several";
  FailureOr<Value> c = bindBias(bind, emit, 6, inputGrid, weightGrid, alpha);
  if (failed(c))
    return failure();
  FailureOr<Value> product = emitGemm(bind, emit, *a, *b, *c, 1.0);
  if (!bind.hasInput(7)) // a float
    return bind.ignoreInput(8).result(product);
  FailureOr<Grid> grid = bindGrid(bind, 7, 8, inputGrid.type, {}, 0);
  return failed(grid) ? failure() : resultOnGrid(bind, emit, product, *grid);
}

/// An operator of two operands.
template <typename Op> static LogicalResult convertQLinearBinary(NodeBinder &bind, OpEmitter &emit) {
  Grid inputGrid;
  FailureOr<Value> a = bindQuantized(bind, emit, 0, 1, &inputGrid);
  if (failed(a))
    return failure();
  FailureOr<Value> b = bindQuantized(bind, emit, 3);
  if (failed(b))
    return failure();
  FailureOr<Grid> grid = bindGrid(bind, 6, 7, inputGrid.type, {}, 0);
  return failed(grid) ? failure() : resultOnGrid(bind, emit, emit.binary<Op>(*a, *b), *grid);
}

LogicalResult onnx::convertQLinearAdd(NodeBinder &bind, OpEmitter &emit) {
  return convertQLinearBinary<dend::AddOp>(bind, emit);
}

LogicalResult onnx::convertQLinearMul(NodeBinder &bind, OpEmitter &emit) {
  return convertQLinearBinary<dend::MulOp>(bind, emit);
}

/// An operator of one operand: `convert` makes of what it stands for what the result stands for.
static LogicalResult convertQLinearUnary(NodeBinder &bind, OpEmitter &emit,
                                         llvm::function_ref<FailureOr<Value>(Value)> convert) {
  Grid inputGrid;
  FailureOr<Value> input = bindQuantized(bind, emit, 0, 1, &inputGrid);
  if (failed(input))
    return failure();
  FailureOr<Grid> grid = bindGrid(bind, 3, 4, inputGrid.type, {}, 0);
  return failed(grid) ? failure() : resultOnGrid(bind, emit, convert(*input), *grid);
}

LogicalResult onnx::convertQLinearSigmoid(NodeBinder &bind, OpEmitter &emit) {
  return convertQLinearUnary(bind, emit, [&](Value input) { return emit.unary("sigmoid", {}, input); });
}

LogicalResult onnx::convertQLinearLeakyRelu(NodeBinder &bind, OpEmitter &emit) {
  double alpha;
  if (bind.attribute("alpha", alpha, 0.01).failed())
    return failure();
  return convertQLinearUnary(bind, emit, [&](Value input) { return emit.unary("leaky_relu", alpha, input); });
}

/// Fails where channels are last.
static LogicalResult bindChannelsFirst(NodeBinder &bind) {
  int64_t channelsLast;
  if (bind.attribute("channels_last", channelsLast, 0).failed())
    return failure();
  if (channelsLast)
    return bind.error() << "expected attribute 'channels_last' of 0, found " << channelsLast;
  return success();
}

LogicalResult onnx::convertQLinearAveragePool(NodeBinder &bind, OpEmitter &emit) {
  if (failed(bindChannelsFirst(bind)))
    return failure();
  return convertQLinearUnary(bind, emit, [&](Value input) { return emitAveragePool(bind, emit, input); });
}

LogicalResult onnx::convertQLinearGlobalAveragePool(NodeBinder &bind, OpEmitter &emit) {
  if (failed(bindChannelsFirst(bind)))
    return failure();
  return convertQLinearUnary(bind, emit, [&](Value input) { return emitGlobalAveragePool(bind, emit, input); });
}

LogicalResult onnx::convertQLinearSoftmax(NodeBinder &bind, OpEmitter &emit) {
  int64_t opset;
  if (bind.attribute("opset", opset).failed())
    return failure();
  return convertQLinearUnary(bind, emit, [&](Value input) { return emitSoftmax(bind, emit, input, opset); });
}

LogicalResult onnx::convertQLinearConcat(NodeBinder &bind, OpEmitter &emit) {
  int64_t axis;
  if (bind.getInputCount() < 5 || bind.getInputCount() % 3 != 2)
    return bind.error() << "expected a scale, a zero point and three operands for each tensor, found "
                        << bind.getInputCount() << " operands";
  SmallVector<Value> inputs;
  Grid inputGrid;
  for (unsigned index = 2; index < bind.getInputCount(); index += 3) {
    FailureOr<Value> input = bindQuantized(bind, emit, index, 1, &inputGrid);
    if (failed(input))
      return failure();
    inputs.push_back(*input);
  }
  if (!inputs[0] || bind.attribute("axis", axis).axis(axis, getShape(inputs[0]).size()).failed())
    return failure();
  FailureOr<Grid> grid = bindGrid(bind, 0, 1, inputGrid.type, {}, 0);
  return failed(grid) ? failure() : resultOnGrid(bind, emit, emit.concat(inputs, axis), *grid);
}

//===----------------------------------------------------------------------===//
// Dynamic quantization is undone: the network is the float network, with the weights' integers
//===----------------------------------------------------------------------===//

LogicalResult onnx::convertDynamicQuantizeLinear(NodeBinder &bind, OpEmitter &emit) {
  Value input;
  if (bind.tensor(0, input).failed() || failed(bind.expectReaders(0, {"ConvInteger", "MatMulInteger"})) ||
      failed(bind.expectReaders(1, {"Mul"})) || failed(bind.expectReaders(2, {"ConvInteger", "MatMulInteger"})))
    return failure();
  // The input itself, as if it had a step of 1, with which the product is then multiplied.
  Grid grid = makeGrid(emit.getLoc().getContext(), ElementType::UInt8, 1.0, 0);
  grid.isDynamic = true;
  (void)bind.result(Tensor{ElementType::Float32, {}, {1.0f}, {}}, 1);
  (void)bind.result(Tensor{ElementType::UInt8, {}, {}, {0}}, 2);
  return bind.result(GraphValue{nullptr, input, grid});
}

/// Weights without their zero point, in units in which the integers of operand `data` are what they stand for.
static FailureOr<Value> bindIntegerProduct(NodeBinder &bind, OpEmitter &emit, unsigned dataIndex, unsigned weightIndex,
                                           unsigned dataZero, unsigned weightZero, int64_t axis, Value &data) {
  GraphValue input;
  const Tensor *weights = bind.getKnownInteger(weightIndex);
  double dataZeroPoint = 0;
  if (bind.any(dataIndex, input).optionalScalar(dataZero, dataZeroPoint).failed())
    return failure();
  if (!weights)
    return bind.error() << "expected weights that are integers known when compiling, found others";
  if (!input.grid || !isa<quant::UniformQuantizedType>(input.grid.element))
    return bind.error() << "expected data quantized with one scale, found others";
  auto [scale, zeroPoint] = getScaleAndZeroPoint(input.grid);
  if (double(zeroPoint) != dataZeroPoint)
    return bind.error() << "expected the zero point " << zeroPoint << " that the data were quantized with, found "
                        << dataZeroPoint;
  data = input.value;

  std::shared_ptr<const Tensor> zeros;
  bind.ignoreInput(weightZero);
  if (bind.hasInput(weightZero) && bind.known(weightZero, zeros).failed())
    return failure();
  int64_t rank = weights->shape.size(), channel = axis < 0 ? axis + rank : axis;
  if (channel < 0 || channel >= rank)
    return bind.error() << "expected weights of rank 2 or more, found shape " << toString(weights->shape);
  int64_t count = weights->shape[channel];
  int64_t inner = countElements(ArrayRef<int64_t>(weights->shape).drop_front(channel + 1)).value_or(0);
  if (zeros && (zeros->isFloat() || (zeros->getElementCount() != 1 && zeros->getElementCount() != count)))
    return bind.error() << "expected one zero point, or " << count << ", found shape " << toString(zeros->shape);
  std::vector<float> values;
  for (auto [i, value] : llvm::enumerate(weights->integers)) {
    int64_t zero = !zeros                          ? 0
                   : zeros->getElementCount() == 1 ? zeros->integers[0]
                                                   : zeros->integers[int64_t(i) / inner % count];
    values.push_back(float(double(value - zero) / scale));
  }
  return emit.constant(weights->shape, values);
}

/// Accumulators: they are the integers they stand for.
static LogicalResult resultAsIntegers(NodeBinder &bind, OpEmitter &emit, FailureOr<Value> value) {
  if (failed(value) || !*value)
    return failure();
  return bind.result(GraphValue{nullptr, *value, makeIntegerGrid(emit.getLoc().getContext(), ElementType::Int32)});
}

LogicalResult onnx::convertConvInteger(NodeBinder &bind, OpEmitter &emit) {
  Value data;
  FailureOr<Value> weights = bindIntegerProduct(bind, emit, 0, 1, 2, 3, 0, data);
  if (failed(weights) || !*weights)
    return failure();
  return resultAsIntegers(bind, emit, emitConv(bind, emit, data, *weights, nullptr));
}

LogicalResult onnx::convertMatMulInteger(NodeBinder &bind, OpEmitter &emit) {
  Value data;
  FailureOr<Value> weights = bindIntegerProduct(bind, emit, 0, 1, 2, 3, -1, data);
  if (failed(weights) || !*weights)
    return failure();
  return resultAsIntegers(bind, emit, emitMatMul(bind, emit, data, *weights));
}
