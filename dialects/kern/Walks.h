// Walks.h - how kernels that broadcast, move or reduce elements step through their tensors.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Axes of size 1 are left out, and neighbours that are walked alike are one axis: that makes inner loops long, and few
// axes of tensors of any rank.

#ifndef DIALECTS_KERN_WALKS_H
#define DIALECTS_KERN_WALKS_H

#include "mlir/IR/Operation.h"

namespace dendc::kern {

/// Axes, outermost first, and how many elements of an operand lie between one index of an axis and the next.
struct Axes {
  llvm::SmallVector<int64_t> sizes, strides;
};

/// A walk over one tensor in order (the input of `pad`, the output of the others), and how another one is stepped
/// through meanwhile: the operands of a function of two, the input of `slice` and `transpose`, the output of `pad`.
struct Walk {
  /// How the runtime's structs hold it.
  static constexpr size_t kMaxAxes = 6;

  llvm::SmallVector<int64_t> sizes;
  /// One list per tensor stepped through: 0 where an operand is repeated, negative where it runs backwards.
  llvm::SmallVector<llvm::SmallVector<int64_t>, 2> strides;
  /// Elements before the first one stepped on.
  int64_t offset = 0;
};

/// The walk of an op for which `isWalked` holds.
Walk getWalk(mlir::Operation *op);
/// Whether an op's kernel walks its tensors: functions of two operands, `slice`, `transpose` and `pad`.
bool isWalked(mlir::Operation *op);

/// The kept and the reduced axes of the input of a `reduce`.
struct ReduceWalk {
  static constexpr size_t kMaxAxes = 3;

  Axes kept, reduced;
};
class ReduceOp;
ReduceWalk getReduceWalk(ReduceOp reduce);

} // namespace dendc::kern

#endif
