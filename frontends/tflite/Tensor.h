// Tensor.h - a tensor of a TFLite file: shape, type, quantization, and the values of a constant.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef FRONTENDS_TFLITE_TENSOR_H
#define FRONTENDS_TFLITE_TENSOR_H

#include "frontends/emit/Shape.h"
#include "frontends/tflite/tflite_generated.h"

#include "mlir/IR/BuiltinTypes.h"

#include <string>

namespace dendc::tflite {

using namespace frontend;

/// As in the format's documentation: INT8.
std::string getTypeName(schema::TensorType type);
/// Bytes of one element; 0 for types whose values are not read.
unsigned getElementSize(schema::TensorType type);

struct Tensor {
  /// Never empty.
  std::string name;
  schema::TensorType type = schema::TensorType::FLOAT32;
  Shape shape;
  /// Bit i: the file leaves the size of axis i open, and `shape` has 1.
  unsigned openAxes = 0;
  /// No scales where the tensor is not quantized; then there are no zero points either. One scale, or one per index of
  /// `quantizedAxis`.
  llvm::SmallVector<float> scales;
  llvm::SmallVector<int64_t> zeroPoints;
  int64_t quantizedAxis = 0;
  /// Little endian, as many as the shape says; empty where the tensor is no constant.
  llvm::ArrayRef<uint8_t> bytes;
  bool isVariable = false;

  bool isConstant() const { return !bytes.empty() || llvm::is_contained(shape, 0); }
  /// 8- or 16-bit integers that stand for themselves.
  bool lacksScale() const {
    return scales.empty() &&
           (type == schema::TensorType::INT8 || type == schema::TensorType::UINT8 || type == schema::TensorType::INT16);
  }
  bool isInteger() const { return type == schema::TensorType::INT32 || type == schema::TensorType::INT64; }
  int64_t getElementCount() const { return mlir::ShapedType::getNumElements(shape); }

  /// The elements of a constant; floats of any width, or integers of up to 64 bits as they are stored.
  std::vector<float> getFloats() const;
  std::vector<int64_t> getIntegers() const;
};

} // namespace dendc::tflite

#endif
