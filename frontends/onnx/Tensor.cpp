// Tensor.cpp - element types, sizes and decoding of tensors known at import.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/onnx/Tensor.h"

#include "llvm/ADT/APFloat.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/raw_ostream.h"

#include <cmath>

using namespace dendc;
using namespace dendc::onnx;

namespace {

struct TypeInfo {
  llvm::StringLiteral name;
  unsigned byteCount;
};

/// By the number of the type in the file.
const TypeInfo kTypes[] = {
    {"undefined", 0},      {"float32", 4},  {"uint8", 1},        {"int8", 1},           {"uint16", 2},
    {"int16", 2},          {"int32", 4},    {"int64", 8},        {"string", 0},         {"bool", 1},
    {"float16", 2},        {"float64", 8},  {"uint32", 4},       {"uint64", 8},         {"complex64", 0},
    {"complex128", 0},     {"bfloat16", 2}, {"float8e4m3fn", 0}, {"float8e4m3fnuz", 0}, {"float8e5m2", 0},
    {"float8e5m2fnuz", 0}, {"uint4", 0},    {"int4", 0},         {"float4e2m1", 0},
};

const TypeInfo *findType(ElementType type) {
  auto number = size_t(type);
  return number < std::size(kTypes) ? &kTypes[number] : nullptr;
}

template <typename Stored, typename Convert> void decode(llvm::StringRef bytes, Convert convert) {
  for (size_t i = 0; i + sizeof(Stored) <= bytes.size(); i += sizeof(Stored))
    convert(llvm::support::endian::read<Stored, llvm::endianness::little>(bytes.data() + i));
}

} // namespace

unsigned onnx::getByteCount(ElementType type) {
  const TypeInfo *info = findType(type);
  return info ? info->byteCount : 0;
}

bool onnx::isSupported(ElementType type) { return getByteCount(type) != 0; }

bool onnx::isFloat(ElementType type) {
  return type == ElementType::Float32 || type == ElementType::Float16 || type == ElementType::Float64 ||
         type == ElementType::BFloat16;
}

std::string onnx::getTypeName(ElementType type) {
  const TypeInfo *info = findType(type);
  return info ? info->name.str() : "type number " + std::to_string(int32_t(type));
}

int64_t onnx::wrapToType(int64_t value, ElementType type) {
  switch (type) {
  case ElementType::Bool:
    return value != 0;
  case ElementType::UInt8:
    return uint8_t(value);
  case ElementType::Int8:
    return int8_t(value);
  case ElementType::UInt16:
    return uint16_t(value);
  case ElementType::Int16:
    return int16_t(value);
  case ElementType::UInt32:
    return uint32_t(value);
  case ElementType::Int32:
    return int32_t(value);
  default:
    return value;
  }
}

Tensor Tensor::fromIntegers(llvm::ArrayRef<int64_t> values) {
  return {ElementType::Int64, {int64_t(values.size())}, {}, std::vector<int64_t>(values.begin(), values.end())};
}

float onnx::decodeHalf(uint16_t bits, ElementType type) {
  llvm::APFloat value(type == ElementType::Float16 ? llvm::APFloat::IEEEhalf() : llvm::APFloat::BFloat(),
                      llvm::APInt(16, bits));
  return value.convertToFloat();
}

void onnx::decodeElements(llvm::StringRef bytes, Tensor &tensor) {
  auto addInteger = [&](auto value) { tensor.integers.push_back(int64_t(value)); };
  (tensor.isFloat() ? tensor.floats.reserve(bytes.size() / getByteCount(tensor.type))
                    : tensor.integers.reserve(bytes.size() / getByteCount(tensor.type)));
  switch (tensor.type) {
  case ElementType::Float32:
    return decode<float>(bytes, [&](float value) { tensor.floats.push_back(value); });
  case ElementType::Float64:
    return decode<double>(bytes, [&](double value) { tensor.floats.push_back(float(value)); });
  case ElementType::Float16:
  case ElementType::BFloat16:
    return decode<uint16_t>(bytes, [&](uint16_t value) { tensor.floats.push_back(decodeHalf(value, tensor.type)); });
  case ElementType::Bool:
    return decode<uint8_t>(bytes, [&](uint8_t value) { addInteger(value != 0); });
  case ElementType::UInt8:
    return decode<uint8_t>(bytes, addInteger);
  case ElementType::Int8:
    return decode<int8_t>(bytes, addInteger);
  case ElementType::UInt16:
    return decode<uint16_t>(bytes, addInteger);
  case ElementType::Int16:
    return decode<int16_t>(bytes, addInteger);
  case ElementType::UInt32:
    return decode<uint32_t>(bytes, addInteger);
  case ElementType::Int32:
    return decode<int32_t>(bytes, addInteger);
  case ElementType::UInt64:
    return decode<uint64_t>(bytes, addInteger);
  case ElementType::Int64:
    return decode<int64_t>(bytes, addInteger);
  case ElementType::Undefined:
    break;
  }
}
