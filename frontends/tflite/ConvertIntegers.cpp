// ConvertIntegers.cpp - whole numbers that are no quantized ones: positions, casts, arithmetic on shapes.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/emit/Formulas.h"
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

/// The least position whose element is the extreme one, in integers: those of the others are moved behind all of them.
Value createArgOfBytes(NodeBinder &bind, Value input, int64_t axis, dend::ReductionKind kind) {
  OpBuilder &builder = bind.getBuilder();
  auto type = cast<RankedTensorType>(input.getType());
  int64_t size = type.getDimSize(axis);
  auto makeType = [&](RankedTensorType like, unsigned width, double scale) {
    int64_t max = (int64_t(1) << (width - 1)) - 1;
    return cast<RankedTensorType>(like.clone(getSymmetricType(bind.getContext(), width, scale, 0, -max - 1, max)));
  };
  // Exact: what follows is integers of the compiler's own.
  auto arithmetic = dend::ArithmeticKindAttr::get(bind.getContext(), dend::ArithmeticKind::native);
  Shape reduced(type.getShape()), alone(type.getRank(), 1);
  reduced[axis] = 1;
  alone[axis] = size;
  SmallVector<int64_t> axes{axis};
  Value extreme = bind.create<dend::ReduceOp>(type.clone(reduced), kind, input, axes, arithmetic);
  bool isMax = kind == dend::ReductionKind::max;
  double scale = cast<quant::UniformQuantizedType>(type.getElementType()).getScale();
  Value distance = bind.create<dend::SubOp>(makeType(type, 8, scale), isMax ? extreme : input, isMax ? input : extreme,
                                            nullptr, arithmetic);
  auto sign = dend::FunctionAttr::get(bind.getContext(), "sign");
  Value isOther = bind.create<dend::UnaryOp>(makeType(type, 8, 1), sign, distance, arithmetic);
  Value penalty = bind.create<dend::ReinterpretOp>(makeType(type, 8, double(size)), isOther);
  auto numbers = RankedTensorType::get(alone, builder.getI16Type());
  SmallVector<int16_t> count = llvm::to_vector_of<int16_t>(llvm::seq<int64_t>(0, size));
  RankedTensorType positions = makeType(type, 16, 1);
  Value places =
      bind.create<dend::ConstantOp>(positions.clone(alone), DenseElementsAttr::get(numbers, ArrayRef(count)));
  Value moved = bind.create<dend::AddOp>(positions, penalty, places, nullptr, arithmetic);
  return bind.create<dend::ReduceOp>(positions.clone(reduced), dend::ReductionKind::min, moved, axes, arithmetic);
}

} // namespace

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
  OpEmitter emit = bind.getEmitter();
  Value first = quantized ? createArgOfBytes(bind, input, axis, kind) : emitArg(emit, input, axis, isMax, true);
  if (!first)
    return failure();
  Shape shape(getShape(input));
  shape.erase(shape.begin() + axis);
  return bind.wholeResult(bind.reshape(first, shape));
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
