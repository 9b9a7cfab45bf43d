// ConvertWeighted.cpp - convolutions and matrix products.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/dend/Constants.h"
#include "frontends/emit/Formulas.h"
#include "frontends/tosa/Constants.h"
#include "frontends/tosa/Converters.h"

#include "mlir/Dialect/Tosa/IR/TosaOps.h"

using namespace mlir;
using namespace dendc;
using namespace dendc::frontend;
using namespace dendc::tosafrontend;

namespace {

/// Operands of all convolutions, in the order the ops have them.
enum : unsigned { kInput, kWeights, kBias, kInputZeroPoint, kWeightZeroPoint };

/// A convolution whose weights have their channels checked.
struct Layer {
  Value image, weights, bias;
};

/// The parts of a convolution to `channels` channels, whose weights read `depth` channels of the image; the bias is
/// null where it is zero.
FailureOr<Layer> getLayer(Operation *op, Operands operands, OpEmitter &emit, int64_t channels, int64_t depth) {
  Layer layer{operands[kInput], operands[kWeights], operands[kBias]};
  if (!emit.isConstant(layer.weights) || !emit.isConstant(layer.bias))
    return emit.error() << "expected weights and bias known when compiling, found values computed from the network's "
                           "input";
  if (failed(expectZero(op, kInputZeroPoint, "a zero point of the input", emit)) ||
      failed(expectZero(op, kWeightZeroPoint, "a zero point of the weights", emit)))
    return failure();
  if (int64_t found = getShape(layer.image).back(); found != depth)
    return emit.error() << "expected an image of " << depth << " channels, as the weights say, found " << found;
  if (int64_t found = getShape(layer.bias)[0]; found != channels && found != 1)
    return emit.error() << "expected a bias of shape [" << channels << "] or [1], found [" << found << "]";
  layer.bias = dend::getUniformValue(layer.bias) == 0.0f ? Value() : emit.broadcast(layer.bias, {channels});
  return layer;
}

/// `weights` as `[C, h, w, I]`.
template <typename Op> Value convertConvolution(Op op, const Layer &layer, Value weights, OpEmitter &emit) {
  if (failed(expectSmall(op.getPad(), "paddings", emit)) || failed(expectSmall(op.getStride(), "strides", emit)) ||
      failed(expectSmall(op.getDilation(), "dilations", emit)))
    return {};
  Shape padding = toPadding(op.getPad()), shape(getShape(weights));
  dend::Window window{ArrayRef(shape).slice(1, 2), op.getStride(), op.getDilation(), padding};
  return std::is_same_v<Op, mlir::tosa::Conv2DOp> ? emit.conv2d(layer.image, weights, layer.bias, window, /*groups=*/1)
                                                  : emit.depthwiseConv2d(layer.image, weights, layer.bias, window);
}

} // namespace

Value tosafrontend::convertConv2D(Operation *op, Operands operands, OpEmitter &emit) {
  ArrayRef<int64_t> weights = getShape(operands[kWeights]);
  FailureOr<Layer> layer = getLayer(op, operands, emit, weights[0], weights[3]);
  return succeeded(layer) ? convertConvolution(cast<mlir::tosa::Conv2DOp>(op), *layer, layer->weights, emit) : Value();
}

Value tosafrontend::convertDepthwiseConv2D(Operation *op, Operands operands, OpEmitter &emit) {
  // [h, w, C, M]: channel c of the image gives channels c*M to c*M + M - 1.
  Shape weights(getShape(operands[kWeights]));
  int64_t channels = weights[2] * weights[3];
  FailureOr<Layer> layer = getLayer(op, operands, emit, channels, weights[2]);
  if (failed(layer))
    return {};
  Value rows = emit.reshape(emit.transpose(layer->weights, {2, 3, 0, 1}), {channels, weights[0], weights[1], 1});
  return rows ? convertConvolution(cast<mlir::tosa::DepthwiseConv2DOp>(op), *layer, rows, emit) : Value();
}

/// The convolution of the image, with zeros between its elements, by the weights turned around.
Value tosafrontend::convertTransposeConv2D(Operation *op, Operands operands, OpEmitter &emit) {
  auto conv = cast<mlir::tosa::TransposeConv2DOp>(op);
  Shape weights(getShape(operands[kWeights])), padding = toPadding(conv.getOutPad()), ones{1, 1};
  FailureOr<Layer> layer = getLayer(op, operands, emit, weights[0], weights[3]);
  if (failed(layer) || failed(expectSmall(conv.getOutPad(), "paddings", emit)) ||
      failed(expectSmall(conv.getStride(), "strides", emit)))
    return {};
  for (unsigned side = 0; side < padding.size(); ++side)
    if ((padding[side] += weights[1 + side % 2] - 1) < 0) {
      emit.error() << "expected paddings of the output that cut off less than the window " << weights[1] << "x"
                   << weights[2] << ", found " << toString(conv.getOutPad());
      return {};
    }
  Value image = spread(emit, layer->image, 1, conv.getStride()[0]);
  image = spread(emit, image, 2, conv.getStride()[1]);
  Value turned = emit.slice(layer->weights, {0, weights[1] - 1, weights[2] - 1, 0}, {1, -1, -1, 1}, weights);
  dend::Window window{ArrayRef(weights).slice(1, 2), ones, ones, padding};
  return emit.conv2d(image, turned, layer->bias, window, /*groups=*/1);
}

/// The products of the matrices of `lhs`, `[N, H, C]`, with known ones, `[N, W, C]`: a dense layer for each.
static Value multiplyByKnown(OpEmitter &emit, Value lhs, Value known) {
  Shape left(getShape(lhs)), right(getShape(known));
  SmallVector<Value> products;
  for (int64_t batch = 0; batch < left[0]; ++batch) {
    Value rows = emit.slice(lhs, {batch, 0, 0}, {1, 1, 1}, {1, left[1], left[2]});
    rows = emit.reshape(rows, {left[1], left[2]});
    Value weights = emit.slice(known, {batch, 0, 0}, {1, 1, 1}, {1, right[1], right[2]});
    weights = emit.reshape(weights, {right[1], right[2]});
    products.push_back(emit.reshape(emit.dense(rows, weights, nullptr), {1, left[1], right[1]}));
  }
  return emit.concat(products, 0);
}

Value tosafrontend::convertMatMul(Operation *op, Operands operands, OpEmitter &emit) {
  // [N, H, C] times [N, C, W].
  Value a = operands[0], b = operands[1];
  if (failed(expectZero(op, 2, "a zero point of A", emit)) || failed(expectZero(op, 3, "a zero point of B", emit)))
    return {};
  Shape left(getShape(a)), right(getShape(b));
  if (left[0] != right[0] || left[2] != right[1]) {
    emit.error() << "expected matrices [N, H, C] and [N, C, W], found " << toString(left) << " and " << toString(right);
    return {};
  }
  Value columns = emit.transpose(b, {0, 2, 1});
  if (emit.isConstant(b))
    return multiplyByKnown(emit, a, columns);
  if (emit.isConstant(a))
    return emit.transpose(multiplyByKnown(emit, columns, a), {0, 2, 1});
  return emit.matmul(a, columns);
}
