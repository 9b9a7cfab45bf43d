// Constants.h - reading and rearranging the elements of constant tensors.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef DIALECTS_DEND_CONSTANTS_H
#define DIALECTS_DEND_CONSTANTS_H

#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Value.h"

#include <optional>
#include <vector>

namespace dendc::dend {

/// Row-major strides of `shape`.
llvm::SmallVector<int64_t> getStrides(llvm::ArrayRef<int64_t> shape);

/// Strides of an operand of `shape` broadcast to `rank` axes: 0 along axes it is repeated over.
llvm::SmallVector<int64_t> getBroadcastStrides(llvm::ArrayRef<int64_t> shape, size_t rank);

/// Walks all indices of `shape` in row-major order; `visit` gets the linear offset under each set of `strides`.
void forEachOffset(llvm::ArrayRef<int64_t> shape, llvm::ArrayRef<llvm::SmallVector<int64_t>> strides,
                   llvm::function_ref<void(llvm::ArrayRef<int64_t> offsets)> visit);

/// The elements of a constant, of any element type, or null.
mlir::DenseElementsAttr getElements(mlir::Value value);

/// The elements of a constant if they are f32, or null: quantized constants are not computed with here.
mlir::DenseElementsAttr getFloats(mlir::Attribute constant);
mlir::DenseElementsAttr getFloats(mlir::Value value);

/// The elements of a constant of f32, in row-major order.
std::vector<float> getFloatVector(mlir::DenseElementsAttr floats);

/// The one value all elements of a constant of f32 have, or none.
std::optional<float> getUniformValue(mlir::Value value);

/// Elements of f32 as one value per channel, if broadcasting them to `shape` repeats them along every axis but the
/// last.
std::optional<std::vector<float>> getChannelValues(mlir::DenseElementsAttr floats, llvm::ArrayRef<int64_t> shape);

/// `elements` with axes reordered: axis i of the result is axis `permutation[i]`.
mlir::DenseElementsAttr transposeElements(mlir::DenseElementsAttr elements, llvm::ArrayRef<int64_t> permutation);

/// `elements` with other entries along the last axis: entry i of the result is entry `indices[i]`.
mlir::DenseElementsAttr takeElements(mlir::DenseElementsAttr elements, llvm::ArrayRef<int64_t> indices);

/// `elements` broadcast to `shape` as in NumPy.
mlir::DenseElementsAttr broadcastElements(mlir::DenseElementsAttr elements, llvm::ArrayRef<int64_t> shape);

/// `elements` with every axis they are uniform along made 1.
mlir::DenseElementsAttr shrinkElements(mlir::DenseElementsAttr elements);

} // namespace dendc::dend

#endif
