// Evaluate.h - arithmetic on integers known at import: shapes, sizes, indices.
// Floats are never evaluated here: they become dend constants, and dend's own folds do their arithmetic.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef FRONTENDS_ONNX_EVALUATE_H
#define FRONTENDS_ONNX_EVALUATE_H

#include "frontends/onnx/Tensor.h"

namespace dendc::onnx {

/// Elements between neighbours along each axis, in row-major order.
llvm::SmallVector<int64_t> getStrides(llvm::ArrayRef<int64_t> shape);

/// Visits all indices of `shape` in row-major order with the offsets they have under each set of strides.
void forEachOffset(llvm::ArrayRef<int64_t> shape, llvm::ArrayRef<llvm::SmallVector<int64_t>> strides,
                   llvm::function_ref<void(llvm::ArrayRef<int64_t> offsets)> visit);

/// The tensor of `shape` whose element i, j, ... is element `offset + i*strides[0] + j*strides[1] + ...` of `input`: a
/// slice, a transposition or a broadcast. Sizes were checked.
Tensor view(const Tensor &input, llvm::ArrayRef<int64_t> shape, int64_t offset, llvm::ArrayRef<int64_t> strides);

/// Strides of a tensor of shape `from` when it is broadcast to `to`.
llvm::SmallVector<int64_t> getBroadcastStrides(llvm::ArrayRef<int64_t> from, llvm::ArrayRef<int64_t> to);

using IntegerFunction = int64_t (*)(int64_t, int64_t);

/// Integers combined element by element, broadcast to `shape`, wrapped to `type`.
Tensor combine(const Tensor &lhs, const Tensor &rhs, llvm::ArrayRef<int64_t> shape, ElementType type,
               IntegerFunction function);

/// Tensors joined along `axis`. Shapes were checked.
Tensor join(llvm::ArrayRef<const Tensor *> inputs, int64_t axis, llvm::ArrayRef<int64_t> shape);

} // namespace dendc::onnx

#endif
