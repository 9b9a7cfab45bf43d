// Tensor.cpp - values of constant tensors.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/tflite/Tensor.h"

#include "llvm/ADT/APFloat.h"
#include "llvm/Support/Endian.h"

using namespace dendc;
using namespace dendc::tflite;
using schema::TensorType;

std::string tflite::getTypeName(TensorType type) {
  std::string name = schema::EnumNameTensorType(type);
  return name.empty() ? "unknown type " + std::to_string(int(type)) : name;
}

unsigned tflite::getElementSize(TensorType type) {
  switch (type) {
  case TensorType::INT8:
  case TensorType::UINT8:
  case TensorType::BOOL:
    return 1;
  case TensorType::INT16:
  case TensorType::FLOAT16:
    return 2;
  case TensorType::FLOAT32:
  case TensorType::INT32:
    return 4;
  case TensorType::INT64:
    return 8;
  default:
    return 0;
  }
}

template <typename T> static T readElement(llvm::ArrayRef<uint8_t> bytes, size_t index) {
  return llvm::support::endian::read<T, llvm::endianness::little>(bytes.data() + index * sizeof(T));
}

std::vector<float> Tensor::getFloats() const {
  std::vector<float> values(getElementCount());
  for (size_t i = 0; i < values.size(); ++i)
    if (type == TensorType::FLOAT16)
      values[i] =
          llvm::APFloat(llvm::APFloat::IEEEhalf(), llvm::APInt(16, readElement<uint16_t>(bytes, i))).convertToFloat();
    else
      values[i] = llvm::bit_cast<float>(readElement<uint32_t>(bytes, i));
  return values;
}

std::vector<int64_t> Tensor::getIntegers() const {
  std::vector<int64_t> values(getElementCount());
  for (size_t i = 0; i < values.size(); ++i)
    values[i] = type == TensorType::INT64   ? readElement<int64_t>(bytes, i)
                : type == TensorType::INT32 ? readElement<int32_t>(bytes, i)
                : type == TensorType::INT16 ? readElement<int16_t>(bytes, i)
                : type == TensorType::INT8  ? readElement<int8_t>(bytes, i)
                                            : int64_t(bytes[i]);
  return values;
}
