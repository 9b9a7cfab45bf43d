// Tensor.h - tensors whose values are known while a model is imported.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef FRONTENDS_ONNX_TENSOR_H
#define FRONTENDS_ONNX_TENSOR_H

#include "frontends/emit/Shape.h"

#include "mlir/Support/LLVM.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"

#include <optional>
#include <string>
#include <vector>

namespace dendc::onnx {

using namespace frontend;

/// Element types of the format; the values are those of the file.
enum class ElementType : int32_t {
  Undefined = 0,
  Float32 = 1,
  UInt8 = 2,
  Int8 = 3,
  UInt16 = 4,
  Int16 = 5,
  Int32 = 6,
  Int64 = 7,
  Bool = 9,
  Float16 = 10,
  Float64 = 11,
  UInt32 = 12,
  UInt64 = 13,
  BFloat16 = 16,
};

/// What the frontend can hold: floats of 16 to 64 bits, integers of 8 to 64 bits, booleans.
bool isSupported(ElementType type);
bool isFloat(ElementType type);
/// The name users know ("float16"), also of types that are not supported ("string").
std::string getTypeName(ElementType type);
/// Bytes of one element; 0 for types that are not supported.
unsigned getByteCount(ElementType type);
/// `value` as an element of the integer type or bool: wrapped to its width.
int64_t wrapToType(int64_t value, ElementType type);

/// Largest number of elements of a tensor that the frontend itself computes: shapes and indices are small, and a few
/// bytes of file must not fill the memory.
inline constexpr int64_t kMaxEvaluatedCount = int64_t(1) << 20;

/// Values in row-major order: floats of any width as f32, integers and booleans as int64.
struct Tensor {
  ElementType type = ElementType::Undefined;
  llvm::SmallVector<int64_t> shape;
  std::vector<float> floats;
  std::vector<int64_t> integers;

  bool isFloat() const { return onnx::isFloat(type); }
  int64_t getElementCount() const { return isFloat() ? floats.size() : integers.size(); }

  /// A vector of int64.
  static Tensor fromIntegers(llvm::ArrayRef<int64_t> values);
};

/// Decodes `bytes`, little-endian elements of `tensor.type`, into `tensor`'s values. The size was checked.
void decodeElements(llvm::StringRef bytes, Tensor &tensor);
/// Widens the bits of a float of 16 bits (`Float16` or `BFloat16`).
float decodeHalf(uint16_t bits, ElementType type);

} // namespace dendc::onnx

#endif
