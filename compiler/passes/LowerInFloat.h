// LowerInFloat.h - quantized tensors as floats and back, and float ops between.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_PASSES_LOWERINFLOAT_H
#define COMPILER_PASSES_LOWERINFLOAT_H

#include "compiler/analysis/Quantization.h"

#include "dialects/kern/Kern.h"

#include "mlir/IR/Builders.h"

namespace dendc {

/// That of the elements of tensor `value`.
Quantization getQuantization(mlir::Value value);

/// The integers a tensor of quantized `type` holds.
mlir::Type getIntegerType(mlir::RankedTensorType type);

/// Whether the elements of tensor `value` are f32.
bool isFloat(mlir::Value value);

/// Integers as floats.
mlir::Value createDequantize(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value value, const Quantization &q);

/// Floats as integers of type `integer` from `min` to `max`.
mlir::Value createQuantize(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value value, const Quantization &q,
                           mlir::Type integer, int64_t min, int64_t max);

/// `value`, of the type of `original`, as floats.
mlir::Value toFloat(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value value, mlir::Value original);

/// Floats as the integers of `original`'s type.
mlir::Value fromFloat(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value value, mlir::Value original,
                      mlir::Type integerType);

} // namespace dendc

#endif
