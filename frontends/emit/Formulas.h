// Formulas.h - what formats have operators for and dend says in several ops.
// As the emitter's, all functions take null values without complaint and give them where something did not fit.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef FRONTENDS_EMIT_FORMULAS_H
#define FRONTENDS_EMIT_FORMULAS_H

#include "frontends/emit/OpEmitter.h"

namespace dendc::frontend {

// Truth is a float, 1 or 0. Comparisons of two values are of the sign of their difference.

mlir::Value emitSignOfDifference(OpEmitter &emit, mlir::Value lhs, mlir::Value rhs);
mlir::Value isPositive(OpEmitter &emit, mlir::Value sign);
mlir::Value isNegative(OpEmitter &emit, mlir::Value sign);
mlir::Value isNotPositive(OpEmitter &emit, mlir::Value sign);
mlir::Value isNotNegative(OpEmitter &emit, mlir::Value sign);
mlir::Value isZero(OpEmitter &emit, mlir::Value sign);
mlir::Value isNotZero(OpEmitter &emit, mlir::Value sign);
mlir::Value invert(OpEmitter &emit, mlir::Value truth);
mlir::Value emitBoth(OpEmitter &emit, mlir::Value lhs, mlir::Value rhs);
mlir::Value emitEither(OpEmitter &emit, mlir::Value lhs, mlir::Value rhs);
mlir::Value emitOnlyOne(OpEmitter &emit, mlir::Value lhs, mlir::Value rhs);
/// `chosen` where `condition` is 1, else `other`.
mlir::Value emitSelect(OpEmitter &emit, mlir::Value condition, mlir::Value chosen, mlir::Value other);

/// 0, 1, 2, ... along `axis` of a tensor of `rank` axes, `count` long.
mlir::Value emitPositions(OpEmitter &emit, int64_t rank, int64_t axis, int64_t count);
/// The position of the first, or last, largest or smallest element along `axis`, which stays as 1.
mlir::Value emitArg(OpEmitter &emit, mlir::Value input, int64_t axis, bool isLargest, bool isFirst);

/// Elements `indices` along `axis`: one slice for every run of indices at equal distance.
mlir::Value gatherRuns(OpEmitter &emit, mlir::Value input, llvm::ArrayRef<int64_t> indices, int64_t axis);
/// The same; where every element is repeated as often as the others, copies beside each other instead of slices.
mlir::Value emitNearest(OpEmitter &emit, mlir::Value input, llvm::ArrayRef<int64_t> indices, int64_t axis);
/// The whole tensor `repeats[axis]` times along each axis.
mlir::Value emitTile(OpEmitter &emit, mlir::Value input, llvm::ArrayRef<int64_t> repeats);
/// A dense layer along `axis` with weights `matrix`, `[count, size]`.
mlir::Value emitAlong(OpEmitter &emit, mlir::Value input, mlir::Value matrix, int64_t axis,
                      const Rounding &rounding = {});
/// `step - 1` zeros between neighbours along `axis` of an image.
mlir::Value spread(OpEmitter &emit, mlir::Value image, int64_t axis, int64_t step);

} // namespace dendc::frontend

#endif
