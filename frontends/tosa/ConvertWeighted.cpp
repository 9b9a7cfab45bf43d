// ConvertWeighted.cpp - convolutions and matrix products.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/dend/Constants.h"
#include "frontends/emit/Formulas.h"
#include "frontends/tosa/Constants.h"
#include "frontends/tosa/Converters.h"
#include "frontends/tosa/Integers.h"

#include "mlir/Dialect/Quant/IR/QuantTypes.h"
#include "llvm/ADT/TypeSwitch.h"

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
  /// Of its outputs.
  Rounding rounding;
};

/// The parts of a convolution to `channels` channels, whose weights read `depth` channels of the image; the bias is
/// null where it is zero.
FailureOr<Layer> getLayer(Operation *op, Operands operands, Emitter &emit, int64_t channels, int64_t depth) {
  Layer layer{operands[kInput], operands[kWeights], operands[kBias], {}};
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

/// The weights of the layer are `[C, h, w, I]`.
template <typename Op> Value convertConvolution(Op op, const Layer &layer, Emitter &emit) {
  if (failed(expectSmall(op.getPad(), "paddings", emit)) || failed(expectSmall(op.getStride(), "strides", emit)) ||
      failed(expectSmall(op.getDilation(), "dilations", emit)))
    return {};
  Shape padding = toPadding(op.getPad()), shape(getShape(layer.weights));
  dend::Window window{ArrayRef(shape).slice(1, 2), op.getStride(), op.getDilation(), padding};
  return std::is_same_v<Op, mlir::tosa::Conv2DOp>
             ? emit.conv2d(layer.image, layer.weights, layer.bias, window, /*groups=*/1, layer.rounding)
             : emit.depthwiseConv2d(layer.image, layer.weights, layer.bias, window, layer.rounding);
}

/// The convolution of the image, with zeros between its elements, by the weights turned around, which are the layer's.
Value convertTransposed(mlir::tosa::TransposeConv2DOp op, const Layer &layer, Emitter &emit) {
  Shape weights(getShape(layer.weights)), padding = toPadding(op.getOutPad()), ones{1, 1};
  if (failed(expectSmall(op.getOutPad(), "paddings", emit)) || failed(expectSmall(op.getStride(), "strides", emit)))
    return {};
  for (unsigned side = 0; side < padding.size(); ++side)
    if ((padding[side] += weights[1 + side % 2] - 1) < 0) {
      emit.error() << "expected paddings of the output that cut off less than the window " << weights[1] << "x"
                   << weights[2] << ", found " << toString(op.getOutPad());
      return {};
    }
  Value image = spread(emit, layer.image, 1, op.getStride()[0]);
  image = spread(emit, image, 2, op.getStride()[1]);
  dend::Window window{ArrayRef(weights).slice(1, 2), ones, ones, padding};
  return emit.conv2d(image, layer.weights, layer.bias, window, /*groups=*/1, layer.rounding);
}

/// The products of the matrices of `lhs`, `[N, H, C]`, with known ones, `[N, W, C]`: a dense layer for each.
Value multiplyByKnown(Emitter &emit, Value lhs, llvm::function_ref<Layer(int64_t batch)> getLayer) {
  Shape left(getShape(lhs));
  SmallVector<Value> products;
  for (int64_t batch = 0; batch < left[0]; ++batch) {
    Layer layer = getLayer(batch);
    if (!layer.weights)
      return {};
    Value rows = emit.slice(lhs, {batch, 0, 0}, {1, 1, 1}, {1, left[1], left[2]});
    rows = emit.reshape(rows, {left[1], left[2]});
    Value product = emit.dense(rows, layer.weights, layer.bias, layer.rounding);
    products.push_back(emit.reshape(product, {1, left[1], getShape(layer.weights)[0]}));
  }
  return emit.concat(products, 0);
}

} // namespace

Value tosafrontend::convertConv2D(Operation *op, Operands operands, Emitter &emit) {
  ArrayRef<int64_t> weights = getShape(operands[kWeights]);
  FailureOr<Layer> layer = getLayer(op, operands, emit, weights[0], weights[3]);
  return succeeded(layer) ? convertConvolution(cast<mlir::tosa::Conv2DOp>(op), *layer, emit) : Value();
}

Value tosafrontend::convertDepthwiseConv2D(Operation *op, Operands operands, Emitter &emit) {
  // [h, w, C, M]: channel c of the image gives channels c*M to c*M + M - 1.
  Shape weights(getShape(operands[kWeights]));
  int64_t channels = weights[2] * weights[3];
  FailureOr<Layer> layer = getLayer(op, operands, emit, channels, weights[2]);
  if (failed(layer))
    return {};
  layer->weights = emit.reshape(emit.transpose(layer->weights, {2, 3, 0, 1}), {channels, weights[0], weights[1], 1});
  return layer->weights ? convertConvolution(cast<mlir::tosa::DepthwiseConv2DOp>(op), *layer, emit) : Value();
}

Value tosafrontend::convertTransposeConv2D(Operation *op, Operands operands, Emitter &emit) {
  Shape weights(getShape(operands[kWeights]));
  FailureOr<Layer> layer = getLayer(op, operands, emit, weights[0], weights[3]);
  if (failed(layer))
    return {};
  layer->weights = emit.slice(layer->weights, {0, weights[1] - 1, weights[2] - 1, 0}, {1, -1, -1, 1}, weights);
  return convertTransposed(cast<mlir::tosa::TransposeConv2DOp>(op), *layer, emit);
}

/// Whether matrices `[N, H, C]` and `[N, C, W]` fit; else an error.
static LogicalResult checkMatrices(ArrayRef<int64_t> left, ArrayRef<int64_t> right, Emitter &emit) {
  if (left[0] == right[0] && left[2] == right[1])
    return success();
  return emit.error() << "expected matrices [N, H, C] and [N, C, W], found " << toString(left) << " and "
                      << toString(right);
}

Value tosafrontend::convertMatMul(Operation *op, Operands operands, Emitter &emit) {
  // [N, H, C] times [N, C, W].
  Value a = operands[0], b = operands[1];
  if (failed(expectZero(op, 2, "a zero point of A", emit)) || failed(expectZero(op, 3, "a zero point of B", emit)))
    return {};
  if (failed(checkMatrices(getShape(a), getShape(b), emit)))
    return {};
  auto multiply = [&](Value lhs, Value known) {
    Shape shape(getShape(known));
    return multiplyByKnown(emit, lhs, [&](int64_t batch) {
      Value rows = emit.slice(known, {batch, 0, 0}, {1, 1, 1}, {1, shape[1], shape[2]});
      return Layer{{}, emit.reshape(rows, {shape[1], shape[2]}), {}, {}};
    });
  };
  Value columns = emit.transpose(b, {0, 2, 1});
  if (emit.isConstant(b))
    return multiply(a, columns);
  if (emit.isConstant(a))
    return emit.transpose(multiply(columns, a), {0, 2, 1});
  return emit.matmul(a, columns);
}

//===----------------------------------------------------------------------===//
// Integers
//===----------------------------------------------------------------------===//

namespace {

/// A layer of integers while its parts are read. Its sums are in steps of 1 and its outputs too, so that the scale of
/// the weights is the factor between them.
class IntegerLayer {
public:
  IntegerLayer(Operation *op, Value addend, ArrayRef<double> factors, const Rounding &rounding, Emitter &emit)
      : op(op), addend(addend), factors(factors), rounding(rounding), emit(emit) {}

  template <typename Op> Value convert(Op conv);
  Value convert(mlir::tosa::MatMulOp product);

private:
  /// Operand `index` around the zero point that operand `zeroPoint` is.
  Value getInput(unsigned index, unsigned zeroPoint);
  /// The layer of weights `[C, ...]`, whose zero point is subtracted.
  FailureOr<Layer> getLayer(Value image, const IntegerArray &weights, int64_t zeroPoint, Value bias);
  LogicalResult addBias(std::vector<int64_t> &sums, Value bias);
  Type getType(unsigned width, int64_t min, int64_t max) const;

  Operation *op;
  Value addend;
  ArrayRef<double> factors;
  Rounding rounding;
  Emitter &emit;
};

Value IntegerLayer::getInput(unsigned index, unsigned zeroPoint) {
  FailureOr<int64_t> zero = readZeroPoint(op, zeroPoint, emit);
  Value input = succeeded(zero) ? emit.get(op->getOperand(index)) : Value();
  if (!input)
    return {};
  return emit.reinterpret(input, getIntegerType(op->getContext(), getWidth(input.getType()), 1.0, *zero));
}

Type IntegerLayer::getType(unsigned width, int64_t min, int64_t max) const {
  Type storage = IntegerType::get(op->getContext(), width), expressed = Float32Type::get(op->getContext());
  if (factors.size() == 1)
    return quant::UniformQuantizedType::get(quant::QuantizationFlags::Signed, storage, expressed, factors[0], 0, min,
                                            max);
  return quant::UniformQuantizedPerAxisType::get(quant::QuantizationFlags::Signed, storage, expressed, factors,
                                                 SmallVector<int64_t>(factors.size(), 0), 0, min, max);
}

LogicalResult IntegerLayer::addBias(std::vector<int64_t> &sums, Value bias) {
  if (!bias)
    return success();
  FailureOr<IntegerArray> values = IntegerArray::read(bias, "a bias", emit);
  if (failed(values))
    return failure();
  size_t count = values->values.size();
  if (count != 1 && (count != sums.size() || values->shape.back() != int64_t(count)))
    return emit.error() << "expected a bias of shape [" << sums.size() << "] or [1], found " << toString(values->shape);
  for (auto [index, sum] : llvm::enumerate(sums)) {
    sum += values->values[count == 1 ? 0 : index];
    if (!llvm::isInt<32>(sum))
      return emit.error() << "expected biases within 32 bits, found " << sum;
  }
  return success();
}

FailureOr<Layer> IntegerLayer::getLayer(Value image, const IntegerArray &weights, int64_t zeroPoint, Value bias) {
  int64_t channels = weights.shape[0], least = INT8_MAX;
  if (int64_t(factors.size()) != channels && factors.size() != 1)
    return emit.error() << "expected " << channels << " multipliers after " << channels << " channels, or one, found "
                        << factors.size();
  std::vector<int64_t> centred, sums(channels, 0);
  for (int64_t weight : weights.values) {
    centred.push_back(weight - zeroPoint);
    least = std::min(least, centred.back());
    if (!llvm::isInt<8>(centred.back()))
      return emit.error() << "expected weights within 8 bits around their zero point, found " << centred.back();
  }
  if (failed(addBias(sums, bias)) || failed(addBias(sums, addend)))
    return failure();
  // As dend's own weights, where none is the one number without a positive partner.
  Type element = getType(8, least < -INT8_MAX ? INT8_MIN : -INT8_MAX, INT8_MAX);
  Layer layer{image, emit.integers(weights.shape, centred, element), {}, rounding};
  if (llvm::any_of(sums, [](int64_t sum) { return sum != 0; }))
    layer.bias = emit.integers({channels}, sums, getType(32, INT32_MIN, INT32_MAX));
  if (!layer.weights)
    return failure();
  return layer;
}

template <typename Op> Value IntegerLayer::convert(Op conv) {
  FailureOr<IntegerArray> weights = IntegerArray::read(conv.getWeight(), "weights", emit);
  FailureOr<int64_t> zeroPoint = readZeroPoint(op, kWeightZeroPoint, emit);
  if (failed(weights) || failed(zeroPoint))
    return {};
  Value image = getInput(kInput, kInputZeroPoint);
  if (!image)
    return {};
  bool isDepthwise = std::is_same_v<Op, mlir::tosa::DepthwiseConv2DOp>;
  if (int64_t depth = weights->shape[isDepthwise ? 2 : 3], found = getShape(image).back(); found != depth) {
    emit.error() << "expected an image of " << depth << " channels, as the weights say, found " << found;
    return {};
  }
  if (isDepthwise) {
    *weights = weights->transpose({2, 3, 0, 1});
    weights->shape = {weights->shape[0] * weights->shape[1], weights->shape[2], weights->shape[3], 1};
  }
  if (std::is_same_v<Op, mlir::tosa::TransposeConv2DOp>)
    *weights = weights->reverse({1, 2});
  FailureOr<Layer> layer = getLayer(image, *weights, *zeroPoint, conv.getBias());
  if (failed(layer))
    return {};
  if constexpr (std::is_same_v<Op, mlir::tosa::TransposeConv2DOp>)
    return convertTransposed(conv, *layer, emit);
  else
    return convertConvolution(conv, *layer, emit);
}

Value IntegerLayer::convert(mlir::tosa::MatMulOp product) {
  enum : unsigned { kA, kB, kAZeroPoint, kBZeroPoint };
  auto isKnown = [&](unsigned index) { return emit.isConstant(emit.get(op->getOperand(index))); };
  Value a = emit.get(product.getA()), b = emit.get(product.getB());
  if (!a || !b || failed(checkMatrices(getShape(a), getShape(b), emit)))
    return {};
  // The products of `lhs`, [N, H, C], with the known matrices [N, W, C].
  auto multiply = [&](Value lhs, FailureOr<IntegerArray> known, unsigned zeroPoint) -> Value {
    FailureOr<int64_t> zero = readZeroPoint(op, zeroPoint, emit);
    if (!lhs || failed(known) || failed(zero))
      return {};
    return multiplyByKnown(emit, lhs, [&](int64_t batch) {
      IntegerArray rows{{known->shape[1], known->shape[2]}, {}};
      int64_t count = rows.shape[0] * rows.shape[1];
      rows.values.assign(known->values.begin() + batch * count, known->values.begin() + (batch + 1) * count);
      FailureOr<Layer> layer = getLayer({}, rows, *zero, {});
      return succeeded(layer) ? *layer : Layer();
    });
  };
  if (isKnown(kB)) {
    FailureOr<IntegerArray> columns = IntegerArray::read(product.getB(), "weights", emit);
    if (failed(columns))
      return {};
    return multiply(getInput(kA, kAZeroPoint), columns->transpose({0, 2, 1}), kBZeroPoint);
  }
  if (factors.size() != 1 || addend) {
    emit.error() << "expected one multiplier and no bias for the product of two computed matrices, found "
                 << factors.size() << " multipliers" << (addend ? " and a bias" : "");
    return {};
  }
  Value columns = getInput(kB, kBZeroPoint);
  columns = columns ? emit.transpose(columns, {0, 2, 1}) : Value();
  if (isKnown(kA)) {
    Value turned = multiply(columns, IntegerArray::read(product.getA(), "weights", emit), kAZeroPoint);
    return turned ? emit.transpose(turned, {0, 2, 1}) : Value();
  }
  Rounding scaled = rounding;
  auto type = cast<quant::UniformQuantizedType>(rounding.element);
  scaled.element = getIntegerType(op->getContext(), getWidth(type), 1 / factors[0], type.getZeroPoint());
  return columns ? emit.matmul(getInput(kA, kAZeroPoint), columns, scaled) : Value();
}

} // namespace

Value tosafrontend::convertIntegerLayer(Value sum, Value addend, ArrayRef<double> factors, const Rounding &rounding,
                                        Emitter &emit) {
  IntegerLayer layer(sum.getDefiningOp(), addend, factors, rounding, emit);
  return llvm::TypeSwitch<Operation *, Value>(sum.getDefiningOp())
      .Case<mlir::tosa::Conv2DOp, mlir::tosa::DepthwiseConv2DOp, mlir::tosa::TransposeConv2DOp, mlir::tosa::MatMulOp>(
          [&](auto op) { return layer.convert(op); });
}
