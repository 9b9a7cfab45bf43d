// Tensor.h - a tensor of the reference evaluator: a shape, an element type and the values in row-major order.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_REFERENCE_TENSOR_H
#define COMPILER_REFERENCE_TENSOR_H

#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/BuiltinTypes.h"

#include <vector>

namespace dendc {

/// What a tensor holds. A quantized tensor holds its storage type; zero point and scale are facts of the IR.
enum class ElementKind { F32, I8, U8, I16, I32 };

/// "f32", "i8", "ui8", "i16" or "i32", as MLIR spells it.
llvm::StringRef getName(ElementKind kind);

/// The kind that tensors of `type` hold: f32, a signless integer, ui8, or the storage type of a quantized type.
std::optional<ElementKind> getElementKind(mlir::Type type);

/// Whether `kind` can hold `value`.
bool isInRange(ElementKind kind, int64_t value);

struct Tensor {
  llvm::SmallVector<int64_t, 4> shape;
  ElementKind kind = ElementKind::F32;
  /// The elements of an F32 tensor, else empty.
  std::vector<float> floats;
  /// The elements of any other tensor, else empty; each within the range of `kind`.
  std::vector<int32_t> integers;

  Tensor() = default;
  Tensor(llvm::ArrayRef<int64_t> shape, std::vector<float> values);
  Tensor(llvm::ArrayRef<int64_t> shape, ElementKind kind, std::vector<int32_t> values);
  /// All zero.
  Tensor(llvm::ArrayRef<int64_t> shape, ElementKind kind);

  bool isFloat() const { return kind == ElementKind::F32; }
  int64_t getElementCount() const { return mlir::ShapedType::getNumElements(shape); }
  /// Any element as a double, which holds every value of every kind.
  double getElement(int64_t index) const { return isFloat() ? double(floats[index]) : double(integers[index]); }
  void setElement(int64_t index, double value) {
    if (isFloat())
      floats[index] = float(value);
    else
      integers[index] = int32_t(value);
  }

  /// The values of a constant, or failure where the attribute does not give access to elements of a kind above.
  static llvm::FailureOr<Tensor> get(mlir::ElementsAttr value);
  /// The tensor as an attribute of a builtin tensor type.
  mlir::DenseElementsAttr getAttr(mlir::MLIRContext *context) const;
};

/// Whether tensors of `shape` may hold one score for each of several classes: their elements lie along one axis.
bool areScores(llvm::ArrayRef<int64_t> shape);

/// "2x3xf32", as in MLIR's tensor types.
std::string toString(llvm::ArrayRef<int64_t> shape, ElementKind kind);

} // namespace dendc

#endif
