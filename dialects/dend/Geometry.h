// Geometry.h - sizes of windows sliding over images.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef DIALECTS_DEND_GEOMETRY_H
#define DIALECTS_DEND_GEOMETRY_H

#include "mlir/IR/BuiltinTypes.h"

namespace dendc::dend {

/// Where a 2-D window looks: sizes, strides and dilations as [y, x], padding as [top, left, bottom, right].
struct Window {
  llvm::ArrayRef<int64_t> size, strides, dilations, padding;

  /// Input positions one window spans along axis 0 (y) or 1 (x).
  int64_t getReach(unsigned axis) const { return dilations[axis] * (size[axis] - 1) + 1; }
  /// Windows that fit along an axis of `inputSize` positions; 0 or less when none does.
  int64_t getOutputSize(int64_t inputSize, unsigned axis) const;
  /// Whether each window along an axis of `inputSize` positions has a position inside the input.
  bool isAlwaysInside(int64_t inputSize, unsigned axis) const;
};

/// The shape two shapes broadcast to as in NumPy, or failure.
llvm::FailureOr<llvm::SmallVector<int64_t>> getBroadcastShape(llvm::ArrayRef<int64_t> lhs, llvm::ArrayRef<int64_t> rhs);

/// [B, M, N], the shape of the products of the rows of `lhs`, [B, M, K], with those of `rhs`, [B, N, K], where B of
/// either may be 1; failure for other shapes.
llvm::FailureOr<llvm::SmallVector<int64_t>> getMatmulShape(llvm::ArrayRef<int64_t> lhs, llvm::ArrayRef<int64_t> rhs);

} // namespace dendc::dend

#endif
