// FoldValue.h - the elements of a float that was computed from constants.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef FRONTENDS_ONNX_FOLDVALUE_H
#define FRONTENDS_ONNX_FOLDVALUE_H

#include "frontends/onnx/Tensor.h"

#include "mlir/IR/Value.h"

namespace dendc::onnx {

/// The elements of `value`, by the folds of the ops that compute it; none where one of them does not fold.
std::optional<Tensor> foldValue(mlir::Value value);

} // namespace dendc::onnx

#endif
