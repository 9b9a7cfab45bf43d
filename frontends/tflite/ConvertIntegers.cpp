// ConvertIntegers.cpp - whole numbers that are no quantized ones: positions, casts, arithmetic on shapes.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/tflite/Converters.h"

#include "dialects/dend/Constants.h"

#include "mlir/IR/Diagnostics.h"

using namespace mlir;
using namespace dendc;
using namespace dendc::tflite;

//===----------------------------------------------------------------------===//
// Arithmetic on shapes
//===----------------------------------------------------------------------===//

bool tflite::isWhole(const NodeBinder &bind, unsigned index) {
  return bind.hasInput(index) && bind.getInput(index).isInteger() && bind.getInput(index).scales.empty() &&
         bind.findIntegers(index);
}

LogicalResult tflite::convertWholeBinary(NodeBinder &bind,
                                         llvm::function_ref<std::optional<int64_t>(int64_t, int64_t)> combine) {
  bind.ignoreInput(1);
  std::vector<int64_t> lhs = *bind.findIntegers(0), rhs = *bind.findIntegers(1), result;
  size_t count = std::max(lhs.size(), rhs.size());
  if (lhs.empty() || rhs.empty() || count % lhs.size() != 0 || count % rhs.size() != 0)
    return bind.error() << "expected integers of as many elements or one, found " << lhs.size() << " and "
                        << rhs.size();
  for (size_t i = 0; i < count; ++i) {
    std::optional<int64_t> value = combine(lhs[i % lhs.size()], rhs[i % rhs.size()]);
    if (!value)
      return bind.error() << "expected a quotient of integers that exists, found a divisor of 0";
    result.push_back(*value);
  }
  return bind.result(std::move(result));
}

LogicalResult tflite::convertWholeProduct(NodeBinder &bind) {
  schema::ReducerOptionsT options;
  SmallVector<int64_t> axes;
  if (!isWhole(bind, 0))
    return bind.error() << "expected " << bind.describeInput(0) << " to be integers that are known when compiling";
  const Shape &shape = bind.getInput(0).shape;
  if (bind.ignoreInput(0).integers(1, axes).options(options).axes(axes, shape.size()).failed())
    return failure();
  std::vector<int64_t> factors = *bind.findIntegers(0);
  if (countElements(shape) != int64_t(factors.size()))
    return bind.error() << "expected " << bind.describeInput(0) << " of shape " << toString(shape) << ", found "
                        << factors.size() << " elements";
  Shape strides = dend::getStrides(shape), kept(shape);
  for (int64_t axis : axes)
    kept[axis] = 1;
  Shape places = dend::getStrides(kept);
  for (int64_t axis : axes)
    places[axis] = 0;
  std::vector<int64_t> products(ShapedType::getNumElements(kept), 1);
  bool isWithin = true;
  dend::forEachOffset(shape, {strides, places}, [&](ArrayRef<int64_t> offsets) {
    int64_t factor = factors[offsets[0]], &product = products[offsets[1]];
    isWithin &= !llvm::MulOverflow(product, factor, product) && llvm::isInt<32>(product);
  });
  return isWithin ? bind.result(std::move(products))
                  : bind.error() << "expected products within 32 bits, found larger ones";
}

//===----------------------------------------------------------------------===//
// Positions
//===----------------------------------------------------------------------===//

namespace {

/// Makes ops of floats, or of integers whose steps are given.
class Steps {
public:
  Steps(NodeBinder &bind, bool isFloat) : bind(bind), isFloat(isFloat) {}

  Type get(unsigned width, double scale) const {
    int64_t max = (int64_t(1) << (width - 1)) - 1;
    return isFloat ? Float32Type::get(bind.getContext())
                   : getSymmetricType(bind.getContext(), width, scale, 0, -max - 1, max);
  }
  /// Exact: what follows is integers of the compiler's own.
  dend::ArithmeticKindAttr getArithmetic() const {
    return isFloat ? dend::ArithmeticKindAttr()
                   : dend::ArithmeticKindAttr::get(bind.getContext(), dend::ArithmeticKind::native);
  }
  Value reinterpret(Value value, Type element) const {
    return isFloat ? value
                   : bind.create<dend::ReinterpretOp>(cast<RankedTensorType>(value.getType()).clone(element), value);
  }
  /// 0, 1, 2 ... along `axis` of `rank`.
  Value count(int64_t axis, size_t rank, int64_t size) const {
    Shape shape(rank, 1);
    shape[axis] = size;
    std::vector<float> floats;
    std::vector<int16_t> integers;
    for (int64_t i = 0; i < size; ++i) {
      floats.push_back(float(i));
      integers.push_back(int16_t(i));
    }
    OpBuilder &builder = bind.getBuilder();
    auto values = isFloat
                      ? DenseElementsAttr::get(RankedTensorType::get(shape, builder.getF32Type()), ArrayRef(floats))
                      : DenseElementsAttr::get(RankedTensorType::get(shape, builder.getI16Type()), ArrayRef(integers));
    return bind.create<dend::ConstantOp>(RankedTensorType::get(shape, get(16, 1)), values);
  }

private:
  NodeBinder &bind;
  bool isFloat;
};

} // namespace

/// The least position whose element is the extreme one: those of the others are moved behind all of them.
LogicalResult tflite::convertArg(NodeBinder &bind, dend::ReductionKind kind) {
  Value input;
  int64_t axis = 0;
  bind.tensor(0, input).integer(1, axis);
  bool isMax = kind == dend::ReductionKind::max;
  schema::ArgMaxOptionsT maxOptions;
  schema::ArgMinOptionsT minOptions;
  if ((isMax ? bind.options(maxOptions) : bind.options(minOptions)).failed() ||
      bind.axis(axis, getShape(input).size()).failed())
    return failure();
  constexpr int64_t kMaxSize = 16384; // twice as much fits 16 bits
  int64_t size = getShape(input)[axis];
  auto quantized = dyn_cast<quant::UniformQuantizedType>(getElement(input));
  if (quantized && (quantized.getStorageTypeIntegralWidth() != 8 || size >= kMaxSize))
    return bind.error() << "expected FLOAT32 inputs or INT8 of fewer than " << kMaxSize << " along axis " << axis
                        << ", found " << getTypeName(bind.getInput(0).type) << " of " << size;
  Steps steps(bind, !quantized);
  auto type = cast<RankedTensorType>(input.getType());
  Shape reduced(type.getShape());
  reduced[axis] = 1;
  SmallVector<int64_t> axes{axis};
  dend::ArithmeticKindAttr arithmetic = steps.getArithmetic();
  Value extreme = bind.create<dend::ReduceOp>(type.clone(reduced), kind, input, axes, arithmetic);
  Value distance =
      bind.create<dend::SubOp>(cast<RankedTensorType>(type.clone(steps.get(8, quantized ? quantized.getScale() : 1))),
                               isMax ? extreme : input, isMax ? input : extreme, nullptr, arithmetic);
  auto sign = dend::FunctionAttr::get(bind.getContext(), "sign");
  Value isOther =
      bind.create<dend::UnaryOp>(cast<RankedTensorType>(type.clone(steps.get(8, 1))), sign, distance, arithmetic);
  Value penalty = steps.reinterpret(isOther, steps.get(8, double(size)));
  if (!quantized) {
    auto scalar = DenseElementsAttr::get(RankedTensorType::get({}, bind.getBuilder().getF32Type()), float(size));
    Value factor = dend::ConstantOp::create(bind.getBuilder(), bind.getLoc(), scalar);
    penalty = bind.create<dend::MulOp>(type, penalty, factor, nullptr, nullptr);
  }
  auto positions = cast<RankedTensorType>(type.clone(steps.get(16, 1)));
  Value moved =
      bind.create<dend::AddOp>(positions, penalty, steps.count(axis, type.getRank(), size), nullptr, arithmetic);
  Value first =
      bind.create<dend::ReduceOp>(positions.clone(reduced), dend::ReductionKind::min, moved, axes, arithmetic);
  reduced.erase(reduced.begin() + axis);
  return bind.wholeResult(bind.reshape(first, reduced));
}

//===----------------------------------------------------------------------===//
// Casts
//===----------------------------------------------------------------------===//

/// Towards zero: sign(x) * floor(|x|).
static Value truncate(NodeBinder &bind, Value input) {
  auto type = cast<RankedTensorType>(input.getType());
  auto create = [&](StringRef function, Value value) {
    return bind.create<dend::UnaryOp>(type, dend::FunctionAttr::get(bind.getContext(), function), value, nullptr);
  };
  Value sign = create("sign", input), magnitude = create("floor", create("abs", input));
  return bind.create<dend::MulOp>(type, sign, magnitude, nullptr, nullptr);
}

LogicalResult tflite::convertCast(NodeBinder &bind) {
  schema::CastOptionsT options;
  if (bind.options(options).failed())
    return failure();
  const Tensor &output = bind.getOutput();
  bool toFloat = output.type == schema::TensorType::FLOAT32;
  if (isWhole(bind, 0)) {
    std::vector<int64_t> integers = *bind.ignoreInput(0).findIntegers(0);
    if (!toFloat)
      return bind.result(std::move(integers));
    RankedTensorType type = bind.getType(bind.getInput(0).shape, bind.getBuilder().getF32Type());
    std::vector<float> floats(integers.begin(), integers.end());
    return type && type.getNumElements() == int64_t(floats.size())
               ? bind.result(bind.create<dend::ConstantOp>(type, DenseElementsAttr::get(type, ArrayRef(floats))))
               : failure();
  }
  Value input;
  if (bind.elements(0, input).failed())
    return failure();
  auto type = cast<RankedTensorType>(input.getType());
  // The integers themselves count, whatever scale they have.
  if (auto quantized = dyn_cast<quant::UniformQuantizedType>(type.getElementType())) {
    int64_t zero = bind.getInput(0).type == schema::TensorType::UINT8 ? -128 : 0;
    auto whole =
        quant::UniformQuantizedType::get(quantized.getFlags(), quantized.getStorageType(), quantized.getExpressedType(),
                                         1.0, zero, quantized.getStorageTypeMin(), quantized.getStorageTypeMax());
    if (whole != quantized)
      input = bind.create<dend::ReinterpretOp>(cast<RankedTensorType>(type.clone(whole)), input);
    if (toFloat)
      return bind.result(
          bind.create<dend::DequantizeOp>(cast<RankedTensorType>(type.clone(bind.getBuilder().getF32Type())), input));
    return output.type == bind.getInput(0).type || output.isInteger()
               ? bind.movedResult(input)
               : bind.error() << "expected a cast to FLOAT32, found " << getTypeName(output.type);
  }
  if (toFloat)
    return bind.result(input);
  input = truncate(bind, input);
  return output.isInteger()
             ? bind.wholeResult(input)
             : bind.error() << "expected a cast to FLOAT32, INT32 or INT64, found " << getTypeName(output.type);
}
