// ConvertWeighted.cpp - convolutions and fully connected layers.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/tflite/Converters.h"
#include "frontends/tflite/Layer.h"
#include "frontends/tflite/Window.h"

#include "dialects/dend/Constants.h"

using namespace mlir;
using namespace dendc;
using namespace dendc::tflite;
using quant::UniformQuantizedType;

namespace {

/// The integers of 16-bit tensors lie around 0, as TFLite demands of what is multiplied.
LogicalResult checkTypes(NodeBinder &bind, const Layer &layer, unsigned inputIndex = 0) {
  Type output = bind.getOutputElement();
  if (!output)
    return failure();
  if (isQuantized(layer.input) == output.isF32())
    return bind.error() << "expected input and output both floats or both quantized, found "
                        << getTypeName(bind.getInput(inputIndex).type) << " and " << getTypeName(bind.getOutput().type);
  for (Type element : {getElement(layer.input), output})
    if (auto type = dyn_cast<UniformQuantizedType>(element);
        type && type.getStorageTypeIntegralWidth() == 16 && type.getZeroPoint() != 0)
      return bind.error() << "expected INT16 tensors with a zero point of 0, found " << type.getZeroPoint();
  return success();
}

/// A convolution's operands, window and fused activation.
struct Convolution : Layer {
  /// Of the input and the output (GraphState::blocks).
  Shape blocks;
  WindowSizes window;
  dend::FunctionAttr activation;
};

/// Makes the window of every image of the batch that of the image they are parts of.
LogicalResult spreadWindow(NodeBinder &bind, Convolution &conv) {
  if (conv.blocks.empty())
    return success();
  if (conv.blocks[3] != 1)
    return bind.error() << "expected blocks of rows and columns before a convolution, found " << toString(conv.blocks);
  for (unsigned axis : {0u, 1u}) {
    int64_t block = conv.blocks[axis + 1];
    if (block > 1 && conv.window.strides[axis] != 1)
      return bind.error() << "expected strides of 1 between SPACE_TO_BATCH_ND and BATCH_TO_SPACE_ND, found "
                          << toString(conv.window.strides);
    for (int64_t *size : {&conv.window.dilations[axis], &conv.window.padding[axis], &conv.window.padding[axis + 2]})
      if ((*size *= block) > kMaxElementCount)
        return bind.error() << "expected dilations and paddings of at most " << kMaxElementCount << ", found " << *size;
  }
  return success();
}

/// Binds all of a convolution whose weights become [C, h, w, I] by `permutation`.
template <typename Options>
LogicalResult bindConvolution(NodeBinder &bind, Convolution &conv, ArrayRef<int64_t> permutation) {
  Options options;
  if (bind.blocked(0, conv.input, conv.blocks).options(options).failed() ||
      bind.activation(options.fused_activation_function, conv.activation).failed() ||
      failed(bindWeights(bind, conv, 1, permutation)) || failed(checkTypes(bind, conv)))
    return failure();
  ArrayRef<int64_t> weights = getShape(conv.weights);
  Shape image = getBlockedShape(getShape(conv.input), conv.blocks);
  if (!conv.blocks.empty())
    image[0] = 1;
  auto window = bindWindow(bind, image, options.padding, weights.slice(1, 2), {options.stride_h, options.stride_w},
                           {options.dilation_h_factor, options.dilation_w_factor});
  if (failed(window))
    return failure();
  conv.window = *window;
  if (failed(spreadWindow(bind, conv)))
    return failure();
  return bindBias(bind, conv, 2, weights[0]);
}

/// The type of the image that a convolution gives, or null with an error.
RankedTensorType getOutputType(NodeBinder &bind, const Convolution &conv) {
  ArrayRef<int64_t> input = getShape(conv.input);
  dend::Window window = conv.window.getWindow();
  return bind.getType(
      {1, window.getOutputSize(input[1], 0), window.getOutputSize(input[2], 1), getShape(conv.weights)[0]},
      bind.getOutputElement());
}

LogicalResult giveDepthwise(NodeBinder &bind, const Convolution &conv) {
  RankedTensorType type = getOutputType(bind, conv);
  if (!type)
    return failure();
  dend::Window window = conv.window.getWindow();
  return bind.result(bind.create<dend::DepthwiseConv2DOp>(type, conv.input, conv.weights, conv.bias, nullptr, nullptr,
                                                          window.strides, window.padding, window.dilations, nullptr,
                                                          uint64_t(0), conv.activation, nullptr,
                                                          bind.getArithmetic(type.getElementType())),
                     0, conv.blocks);
}

} // namespace

LogicalResult tflite::convertConv2d(NodeBinder &bind) {
  Convolution conv;
  if (failed(bindConvolution<schema::Conv2DOptionsT>(bind, conv, {0, 1, 2, 3})))
    return failure();
  ArrayRef<int64_t> input = getShape(conv.input), weights = getShape(conv.weights);
  if (input[3] % weights[3] != 0 || weights[0] % (input[3] / weights[3]) != 0)
    return bind.error() << "expected weights over a part of " << input[3] << " input channels that divides the "
                        << weights[0] << " output channels, too, found weights " << toString(weights);
  int64_t groups = input[3] / weights[3];
  // A group for every input channel.
  if (groups == input[3] && groups > 1)
    return giveDepthwise(bind, conv);
  RankedTensorType type = getOutputType(bind, conv);
  if (!type)
    return failure();
  dend::Window window = conv.window.getWindow();
  return bind.result(bind.create<dend::Conv2DOp>(type, conv.input, conv.weights, conv.bias, nullptr, nullptr,
                                                 window.strides, window.padding, window.dilations, uint64_t(groups),
                                                 nullptr, uint64_t(0), conv.activation, nullptr,
                                                 bind.getArithmetic(type.getElementType())),
                     0, conv.blocks);
}

LogicalResult tflite::convertDepthwiseConv2d(NodeBinder &bind) {
  Convolution conv;
  if (failed(bindConvolution<schema::DepthwiseConv2DOptionsT>(bind, conv, {3, 1, 2, 0})))
    return failure();
  ArrayRef<int64_t> input = getShape(conv.input), weights = getShape(conv.weights);
  if (weights[3] != 1 || weights[0] % input[3] != 0)
    return bind.error() << "expected weights [1, height, width, a multiple of " << input[3] << " channels], found "
                        << toString(bind.getInput(1).shape);
  return giveDepthwise(bind, conv);
}

LogicalResult tflite::convertFullyConnected(NodeBinder &bind) {
  Layer layer;
  schema::FullyConnectedOptionsT options;
  dend::FunctionAttr activation;
  if (bind.tensor(0, layer.input).options(options).failed() ||
      bind.activation(options.fused_activation_function, activation).failed() ||
      failed(bindWeights(bind, layer, 1, {0, 1})) || failed(checkTypes(bind, layer)))
    return failure();
  if (options.weights_format != schema::FullyConnectedOptionsWeightsFormat::DEFAULT)
    return bind.error() << "expected weights in their usual order, found shuffled ones";
  Shape shape(getShape(layer.input));
  ArrayRef<int64_t> weights = getShape(layer.weights);
  int64_t count = ShapedType::getNumElements(shape);
  if (options.keep_num_dims ? shape.empty() || shape.back() != weights[1] : count % weights[1] != 0)
    return bind.error() << "expected weights over " << (shape.empty() ? 1 : shape.back()) << " inputs, found "
                        << weights[1];
  if (failed(bindBias(bind, layer, 2, weights[0])))
    return failure();
  if (!options.keep_num_dims)
    shape = {count / weights[1], weights[1]};
  layer.input = bind.reshape(layer.input, shape);
  shape.back() = weights[0];
  Type element = bind.getOutputElement();
  RankedTensorType type = layer.input ? bind.getType(shape, element) : RankedTensorType();
  if (!type)
    return failure();
  return bind.result(bind.create<dend::DenseOp>(type, layer.input, layer.weights, layer.bias, nullptr, nullptr, nullptr,
                                                uint64_t(0), activation, nullptr, bind.getArithmetic(element)));
}

/// A dense layer whose weights are the second operand. Quantized it is a convolution of one position instead: TFLite
/// rounds it as those.
LogicalResult tflite::convertBatchMatMul(NodeBinder &bind) {
  if (bind.hasInput(1) && !bind.getInput(1).isConstant())
    return convertComputedMatmul(bind);
  Layer layer;
  schema::BatchMatMulOptionsT options;
  if (bind.tensor(0, layer.input).ignoreInput(1).options(options).failed())
    return failure();
  if (!bind.hasInput(1))
    return bind.error() << "expected input 1, found none";
  Shape shape(getShape(layer.input)), matrix(bind.getInput(1).shape);
  size_t rank = shape.size(), weightsRank = matrix.size();
  if (rank < 2 || weightsRank < 2 || weightsRank > rank ||
      llvm::any_of(ArrayRef(matrix).drop_back(2), [](int64_t size) { return size != 1; }))
    return bind.error() << "expected matrices, the second one alone, found " << toString(shape) << " and "
                        << toString(matrix);
  // The columns first, which are the outputs.
  SmallVector<int64_t> permutation(llvm::to_vector(llvm::seq<int64_t>(0, weightsRank)));
  int64_t columns = options.adj_y ? weightsRank - 2 : weightsRank - 1;
  permutation.erase(permutation.begin() + columns);
  permutation.insert(permutation.begin(), columns);
  if (failed(bindWeights(bind, layer, 1, permutation)) || failed(checkTypes(bind, layer)))
    return failure();
  if (options.adj_x) {
    Shape exchange(llvm::to_vector(llvm::seq<int64_t>(0, rank)));
    std::swap(exchange[rank - 2], exchange[rank - 1]);
    std::swap(shape[rank - 2], shape[rank - 1]);
    layer.input = bind.create<dend::TransposeOp>(bind.getType(shape, getElement(layer.input)), layer.input, exchange);
  }
  int64_t outputs = getShape(layer.weights)[0], inputs = ShapedType::getNumElements(getShape(layer.weights)) / outputs;
  if (shape.back() != inputs)
    return bind.error() << "expected " << shape.back() << " rows in the second matrix, found " << inputs;
  Type element = bind.getOutputElement();
  int64_t rows = ShapedType::getNumElements(shape) / inputs;
  shape.back() = outputs;
  bool isFloat = element && element.isF32();
  auto constant = layer.weights.getDefiningOp<dend::ConstantOp>();
  Shape weightsShape = isFloat ? Shape{outputs, inputs} : Shape{outputs, 1, 1, inputs};
  auto elements = cast<DenseElementsAttr>(constant.getValue());
  layer.weights = dend::ConstantOp::create(bind.getBuilder(), constant.getLoc(),
                                           RankedTensorType::get(weightsShape, getElement(layer.weights)),
                                           elements.reshape(elements.getType().clone(weightsShape)));
  if (isFloat) {
    RankedTensorType type = bind.getType(shape, element);
    return type ? bind.result(bind.create<dend::DenseOp>(type, layer.input, layer.weights, nullptr, nullptr, nullptr,
                                                         nullptr, uint64_t(0), nullptr, nullptr, nullptr))
                : failure();
  }
  Value image = bind.reshape(layer.input, {1, rows, 1, inputs});
  RankedTensorType type = image ? bind.getType({1, rows, 1, outputs}, element) : RankedTensorType();
  if (!type)
    return failure();
  SmallVector<int64_t> ones{1, 1}, none{0, 0, 0, 0};
  Value product =
      bind.create<dend::Conv2DOp>(type, image, layer.weights, nullptr, nullptr, nullptr, ones, none, ones, uint64_t(1),
                                  nullptr, uint64_t(0), nullptr, nullptr, bind.getArithmetic(element));
  return bind.result(bind.reshape(product, shape));
}

namespace {

/// Weights [C, h, w, I] with every window turned around: what a transposed convolution is as one of its own.
Value turnWindows(OpBuilder &builder, Value weights) {
  auto constant = weights.getDefiningOp<dend::ConstantOp>();
  auto elements = cast<DenseElementsAttr>(constant.getValue());
  ArrayRef<int64_t> shape = elements.getType().getShape();
  SmallVector<int64_t> backwards;
  // The last axis of [C, h*w, I] turned to [C, I, h*w].
  for (int64_t position = shape[1] * shape[2]; position-- > 0;)
    backwards.push_back(position);
  DenseElementsAttr turned = elements.reshape(elements.getType().clone({shape[0], shape[1] * shape[2], shape[3]}));
  turned =
      dend::transposeElements(dend::takeElements(dend::transposeElements(turned, {0, 2, 1}), backwards), {0, 2, 1});
  return dend::ConstantOp::create(builder, constant.getLoc(), cast<RankedTensorType>(weights.getType()),
                                  turned.reshape(elements.getType()));
}

/// `image` with `steps[axis] - 1` zeros between its rows and columns.
Value spread(NodeBinder &bind, Value image, ArrayRef<int64_t> steps) {
  if (steps[0] == 1 && steps[1] == 1)
    return image;
  Shape s(getShape(image));
  Type element = getElement(image);
  RankedTensorType padded = bind.getType({s[1], steps[0], s[2], steps[1] * s[3]}, element);
  Value apart = bind.reshape(image, {s[1], 1, s[2], s[3]});
  if (!padded || !apart)
    return {};
  SmallVector<int64_t> low{0, 0, 0, 0}, high{0, steps[0] - 1, 0, (steps[1] - 1) * s[3]};
  apart = bind.create<dend::PadOp>(padded, apart, low, high, llvm::APFloat(0.0f));
  Value together = bind.reshape(apart, {1, s[1] * steps[0], s[2] * steps[1], s[3]});
  RankedTensorType cut = bind.getType({1, (s[1] - 1) * steps[0] + 1, (s[2] - 1) * steps[1] + 1, s[3]}, element);
  if (!together || !cut)
    return {};
  return bind.create<dend::SliceOp>(cut, together, SmallVector<int64_t>{0, 0, 0, 0}, SmallVector<int64_t>{1, 1, 1, 1});
}

} // namespace

/// Sums over the same products as a convolution of the input with zeros between its elements.
LogicalResult tflite::convertTransposeConv(NodeBinder &bind) {
  Layer layer;
  schema::TransposeConvOptionsT options;
  dend::FunctionAttr activation;
  SmallVector<int64_t> size;
  if (bind.tensor(2, layer.input).options(options).integers(0, size).failed() ||
      bind.activation(options.fused_activation_function, activation).failed() ||
      failed(bindWeights(bind, layer, 1, {0, 1, 2, 3})) || failed(checkTypes(bind, layer, 2)) ||
      failed(bindBias(bind, layer, 3, getShape(layer.weights)[0])))
    return failure();
  ArrayRef<int64_t> input = getShape(layer.input), weights = getShape(layer.weights);
  if (size.size() != 4 || size[3] != weights[0] || input.size() != 4 || input[3] != weights[3])
    return bind.error() << "expected an output [1, height, width, " << weights[0] << "] of an image of " << weights[3]
                        << " channels, found " << toString(size) << " of " << toString(input);
  // The window from the output to the input says how far the output reaches beyond what it reads.
  auto window =
      bindWindow(bind, size, options.padding, weights.slice(1, 2), {options.stride_h, options.stride_w}, {1, 1});
  if (failed(window))
    return failure();
  SmallVector<int64_t> padding(4);
  for (unsigned axis : {0u, 1u}) {
    int64_t extent = (input[axis + 1] - 1) * window->strides[axis] + 1, reach = window->size[axis];
    padding[axis] = reach - 1 - window->padding[axis];
    padding[axis + 2] = size[axis + 1] + reach - 1 - extent - padding[axis];
    if (padding[axis] < 0 || padding[axis + 2] < 0)
      return bind.error() << "expected an output that every element of the input reaches, found " << toString(size)
                          << " of " << toString(input);
  }
  Value image = spread(bind, layer.input, window->strides);
  Type element = bind.getOutputElement();
  RankedTensorType type = image ? bind.getType(size, element) : RankedTensorType();
  if (!type)
    return failure();
  SmallVector<int64_t> ones{1, 1};
  return bind.result(bind.create<dend::Conv2DOp>(type, image, turnWindows(bind.getBuilder(), layer.weights), layer.bias,
                                                 nullptr, nullptr, ones, padding, ones, uint64_t(1), nullptr,
                                                 uint64_t(0), activation, nullptr, bind.getArithmetic(element)));
}
