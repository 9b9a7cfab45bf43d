// Layer.cpp - the weights and biases of a layer, checked and arranged as dend takes them.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/tflite/Layer.h"

#include "dialects/dend/Constants.h"

#include "mlir/IR/Diagnostics.h"

using namespace mlir;
using namespace dendc;
using namespace dendc::tflite;
using quant::QuantizedType;
using quant::UniformQuantizedPerAxisType;
using quant::UniformQuantizedType;

namespace {

SmallVector<double> getScales(Type element) {
  if (auto perChannel = dyn_cast<UniformQuantizedPerAxisType>(element))
    return SmallVector<double>(perChannel.getScales());
  auto perTensor = dyn_cast<UniformQuantizedType>(element);
  return perTensor ? SmallVector<double>{perTensor.getScale()} : SmallVector<double>();
}

int64_t getChannelAxis(Type element, int64_t absent) {
  auto perChannel = dyn_cast<UniformQuantizedPerAxisType>(element);
  return perChannel ? perChannel.getQuantizedDimension() : absent;
}

bool isSymmetric(Type element) {
  if (auto perTensor = dyn_cast<UniformQuantizedType>(element))
    return perTensor.getZeroPoint() == 0;
  auto perChannel = dyn_cast<UniformQuantizedPerAxisType>(element);
  return !perChannel || llvm::all_of(perChannel.getZeroPoints(), [](int64_t v) { return v == 0; });
}

/// The floats that quantized weights stand for.
DenseElementsAttr dequantize(DenseElementsAttr integers, Type element) {
  SmallVector<double> scales = getScales(element);
  auto type = cast<RankedTensorType>(integers.getType());
  int64_t axis = getChannelAxis(element, 0), inner = 1;
  for (int64_t size : type.getShape().drop_front(std::min<int64_t>(axis + 1, type.getRank())))
    inner *= size;
  std::vector<float> floats;
  for (auto [index, value] : llvm::enumerate(integers.getValues<APInt>()))
    floats.push_back(float(value.getSExtValue()) *
                     float(scales[scales.size() == 1 ? 0 : index / inner % scales.size()]));
  return DenseElementsAttr::get(type.clone(Float32Type::get(type.getContext())), ArrayRef<float>(floats));
}

} // namespace

LogicalResult tflite::bindWeights(NodeBinder &bind, Layer &layer, unsigned index, ArrayRef<int64_t> permutation,
                                  unsigned width) {
  dend::ConstantOp constant;
  if (bind.constant(index, constant).failed())
    return failure();
  auto elements = cast<DenseElementsAttr>(constant.getValue());
  Type element = getElement(constant);
  int64_t channelAxis = permutation.front();
  if (getShape(constant).size() != permutation.size())
    return bind.error() << "expected weights '" << bind.getInput(index).name << "' of rank " << permutation.size()
                        << ", found shape " << toString(getShape(constant));
  if (getChannelAxis(element, channelAxis) != channelAxis)
    return bind.error() << "expected weights " << bind.describeInput(index) << " quantized along axis " << channelAxis
                        << ", found axis " << getChannelAxis(element, 0);
  if (!isSymmetric(element))
    return bind.error() << "expected zero points of 0 for weights " << bind.describeInput(index) << ", found others";
  OpBuilder &builder = bind.getBuilder();
  if (!element.isF32() && !isQuantized(layer.input)) {
    emitWarning(bind.getLoc()) << "operator '" << bind.getNode().opName << "': weights " << bind.describeInput(index)
                               << " of " << getTypeName(bind.getInput(index).type)
                               << " are dequantized, because the activations are floats";
    elements = dequantize(elements, element);
    element = builder.getF32Type();
  }
  auto quantized = dyn_cast<QuantizedType>(element);
  if (isQuantized(layer.input) && (!quantized || quantized.getStorageTypeIntegralWidth() != width))
    return bind.error() << "expected INT" << width << " weights for quantized activations, found "
                        << bind.describeInput(index) << " of " << getTypeName(bind.getInput(index).type);
  if (quantized) {
    layer.weightScales = getScales(element);
    element = getSymmetricType(builder.getContext(), width, layer.weightScales, 0, quantized.getStorageTypeMin(),
                               quantized.getStorageTypeMax());
  }
  if (!llvm::is_sorted(permutation))
    elements = dend::transposeElements(elements, permutation);
  auto type = RankedTensorType::get(elements.getType().getShape(), element);
  layer.weights = dend::ConstantOp::create(builder, constant.getLoc(), type, elements);
  return success();
}

LogicalResult tflite::bindBias(NodeBinder &bind, Layer &layer, unsigned index, int64_t channels) {
  bind.ignoreInput(index);
  if (!bind.hasInput(index))
    return success();
  const Tensor &bias = bind.getInput(index);
  if (bias.shape != Shape{channels})
    return bind.error() << "expected bias '" << bias.name << "' of shape [" << channels << "], found "
                        << toString(bias.shape);
  dend::ConstantOp constant;
  if (!isQuantized(layer.input)) {
    if (bind.constant(index, constant).failed())
      return failure();
    if (!getElement(constant).isF32())
      return bind.error() << "expected a FLOAT32 bias for float activations, found '" << bias.name << "' of "
                          << getTypeName(bias.type);
    layer.bias = constant;
    return success();
  }
  if (!bias.isConstant() || !bias.isInteger())
    return bind.error() << "expected a constant bias of INT32 or INT64 for quantized activations, found '" << bias.name
                        << "' of " << getTypeName(bias.type);
  // TFLite rounds otherwise where it sums 16-bit products in 32 bits.
  if (cast<UniformQuantizedType>(getElement(layer.input)).getStorageTypeIntegralWidth() == 16 &&
      bias.type != schema::TensorType::INT64)
    return bind.error() << "expected a bias of INT64 for INT16 activations, found '" << bias.name << "' of "
                        << getTypeName(bias.type);
  std::vector<int32_t> values;
  for (int64_t value : bias.getIntegers()) {
    if (value != int32_t(value))
      return bind.error() << "expected bias '" << bias.name << "' within 32 bits, found " << value;
    values.push_back(int32_t(value));
  }
  SmallVector<double> scales;
  for (double scale : layer.weightScales)
    scales.push_back(cast<UniformQuantizedType>(getElement(layer.input)).getScale() * scale);
  OpBuilder &builder = bind.getBuilder();
  Type element = getSymmetricType(builder.getContext(), 32, scales, 0, INT32_MIN, INT32_MAX);
  if (!element)
    return bind.error() << "expected products of the scales of input and weights that are normal numbers of 32 bits, "
                           "found others";
  auto elements = DenseElementsAttr::get(RankedTensorType::get({channels}, builder.getI32Type()), ArrayRef(values));
  layer.bias = dend::ConstantOp::create(builder, NameLoc::get(builder.getStringAttr(bias.name)),
                                        RankedTensorType::get({channels}, element), elements);
  return success();
}
