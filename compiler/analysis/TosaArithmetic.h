// TosaArithmetic.h - requantization that gives every bit of TOSA's integer pseudo-code.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_ANALYSIS_TOSAARITHMETIC_H
#define COMPILER_ANALYSIS_TOSAARITHMETIC_H

#include "compiler/analysis/Quantization.h"

namespace dendc {

/// Whether `op` of `dend` computes what TOSA's pseudo-code says. Its factors, quotients of scales, are multipliers of
/// 31 bits and shifts.
bool isTosa(mlir::Operation *op);

/// Requantization of sums within `bounds`, one for each of `factors`, with the rounding of `op`; null where 32 bits do
/// not suffice.
kern::RequantAttr getTosaRequant(mlir::Operation *op, llvm::ArrayRef<double> factors, llvm::ArrayRef<double> bounds,
                                 int64_t zeroPoint, int64_t min, int64_t max);

/// Requantization of sums within `bound` to their means, one factor for each of `counts`; null where 32 bits do not
/// suffice.
kern::RequantAttr getTosaMeanRequant(mlir::MLIRContext *context, llvm::ArrayRef<int64_t> counts, double bound,
                                     int64_t zeroPoint, int64_t min, int64_t max);

/// The error of an op that has none of the above.
mlir::LogicalResult emitTosaError(mlir::Operation *op, double factor, double bound);

} // namespace dendc

#endif
