// LowerToKern.h - the pattern sets that together lower dend to kern.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_PASSES_LOWERTOKERN_H
#define COMPILER_PASSES_LOWERTOKERN_H

#include "dialects/kern/Kern.h"

#include "mlir/Transforms/DialectConversion.h"

namespace dendc {

/// Integers of the quantized element type of tensor `from` as those of tensor `to`, cut to what `clamp` leaves of them.
mlir::Value createRescale(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value value, mlir::RankedTensorType from,
                          mlir::RankedTensorType to, std::optional<dend::FunctionAttr> clamp = std::nullopt);

/// The constant that is operand `what` of `op`; failure, reported at the op, where it is computed.
llvm::FailureOr<mlir::DenseElementsAttr> getParameter(mlir::Operation *op, llvm::StringRef what, mlir::Value value);

/// Layers of neurons.
void populateLowerWeighted(const mlir::TypeConverter &converter, mlir::RewritePatternSet &patterns);
/// Recurrent layers.
void populateLowerRecurrent(const mlir::TypeConverter &converter, mlir::RewritePatternSet &patterns);
/// Elementwise ops, softmax, and the borders between float and integers.
void populateLowerElementwise(const mlir::TypeConverter &converter, mlir::RewritePatternSet &patterns);
/// Pools, reductions and data movement.
void populateLowerStructural(const mlir::TypeConverter &converter, mlir::RewritePatternSet &patterns);

} // namespace dendc

#endif
