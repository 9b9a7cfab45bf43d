// Tensor.cpp - tensors of the reference evaluator, to and from attributes.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/reference/Tensor.h"

#include "mlir/Dialect/Quant/IR/QuantTypes.h"

using namespace mlir;
using namespace dendc;

llvm::StringRef dendc::getName(ElementKind kind) {
  switch (kind) {
  case ElementKind::F32:
    return "f32";
  case ElementKind::I8:
    return "i8";
  case ElementKind::U8:
    return "ui8";
  case ElementKind::I16:
    return "i16";
  case ElementKind::I32:
    return "i32";
  }
  llvm_unreachable("not an element kind");
}

std::optional<ElementKind> dendc::getElementKind(Type type) {
  if (type.isF32())
    return ElementKind::F32;
  bool isUnsigned = type.isUnsignedInteger();
  if (auto quantized = dyn_cast<quant::QuantizedType>(type)) {
    isUnsigned = !quantized.isSigned();
    type = quantized.getStorageType();
  }
  if (type.isInteger(8))
    return isUnsigned ? ElementKind::U8 : ElementKind::I8;
  if (isUnsigned)
    return std::nullopt;
  if (type.isInteger(16))
    return ElementKind::I16;
  if (type.isInteger(32))
    return ElementKind::I32;
  return std::nullopt;
}

bool dendc::isInRange(ElementKind kind, int64_t value) {
  switch (kind) {
  case ElementKind::F32:
    return false;
  case ElementKind::I8:
    return llvm::isInt<8>(value);
  case ElementKind::U8:
    return llvm::isUInt<8>(value);
  case ElementKind::I16:
    return llvm::isInt<16>(value);
  case ElementKind::I32:
    return llvm::isInt<32>(value);
  }
  llvm_unreachable("not an element kind");
}

Tensor::Tensor(ArrayRef<int64_t> shape, std::vector<float> values) : shape(shape), floats(std::move(values)) {
  assert(int64_t(floats.size()) == getElementCount());
}

Tensor::Tensor(ArrayRef<int64_t> shape, ElementKind kind, std::vector<int32_t> values)
    : shape(shape), kind(kind), integers(std::move(values)) {
  assert(!isFloat() && int64_t(integers.size()) == getElementCount());
}

Tensor::Tensor(ArrayRef<int64_t> shape, ElementKind kind) : shape(shape), kind(kind) {
  if (isFloat())
    floats.resize(getElementCount());
  else
    integers.resize(getElementCount());
}

FailureOr<Tensor> Tensor::get(ElementsAttr value) {
  std::optional<ElementKind> kind = getElementKind(value.getElementType());
  if (!kind)
    return failure();
  Tensor tensor(value.getShapedType().getShape(), *kind);
  if (tensor.isFloat()) {
    auto values = value.tryGetValues<float>();
    if (!values)
      return failure();
    llvm::copy(*values, tensor.floats.begin());
    return tensor;
  }
  if (auto bytes = value.tryGetValues<int8_t>(); bytes && *kind == ElementKind::I8) { // as most weights
    llvm::copy(*bytes, tensor.integers.begin());
    return tensor;
  }
  auto values = value.tryGetValues<APInt>();
  if (!values)
    return failure();
  for (auto [element, integer] : llvm::zip_equal(tensor.integers, *values))
    element = *kind == ElementKind::U8 ? int32_t(integer.getZExtValue()) : int32_t(integer.getSExtValue());
  return tensor;
}

DenseElementsAttr Tensor::getAttr(MLIRContext *context) const {
  if (isFloat())
    return DenseElementsAttr::get(RankedTensorType::get(shape, Float32Type::get(context)), ArrayRef(floats));
  unsigned width = kind == ElementKind::I32 ? 32 : kind == ElementKind::I16 ? 16 : 8;
  auto signedness = kind == ElementKind::U8 ? IntegerType::Unsigned : IntegerType::Signless;
  SmallVector<APInt> values;
  values.reserve(integers.size());
  for (int32_t integer : integers)
    values.emplace_back(width, uint64_t(int64_t(integer)), /*isSigned=*/true, /*implicitTrunc=*/true);
  return DenseElementsAttr::get(RankedTensorType::get(shape, IntegerType::get(context, width, signedness)), values);
}

bool dendc::areScores(ArrayRef<int64_t> shape) {
  return llvm::count_if(shape, [](int64_t size) { return size > 1; }) == 1;
}

std::string dendc::toString(ArrayRef<int64_t> shape, ElementKind kind) {
  std::string text;
  for (int64_t size : shape)
    text += std::to_string(size) + "x";
  return text + getName(kind).str();
}
