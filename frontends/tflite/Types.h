// Types.h - from the types of a TFLite file to those of the dend dialect.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef FRONTENDS_TFLITE_TYPES_H
#define FRONTENDS_TFLITE_TYPES_H

#include "dialects/dend/Dend.h"
#include "frontends/tflite/Tensor.h"

namespace dendc::tflite {

/// f32, or the tensor's quantized type, unsigned integers less 128 as signed ones. Null with an error by `emitError`
/// where dend has no such elements.
mlir::Type getElementType(const Tensor &tensor, mlir::MLIRContext *context,
                          llvm::function_ref<mlir::InFlightDiagnostic()> emitError);

/// Signed integers of `width` bits around 0 from -`limit` to `limit`, one scale for all or, with more than one, one for
/// each index of `axis`. Null where a scale is not a normal f32.
mlir::Type getSymmetricType(mlir::MLIRContext *context, unsigned width, llvm::ArrayRef<double> scales, int64_t axis,
                            int64_t min, int64_t max);

/// The values of a constant as elements of the storage type of `element`, or as f32.
mlir::DenseElementsAttr getElements(const Tensor &tensor, mlir::Type element);

} // namespace dendc::tflite

#endif
