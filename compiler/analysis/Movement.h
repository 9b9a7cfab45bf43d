// Movement.h - reshapes and transposes as what they do to elements and axes.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_ANALYSIS_MOVEMENT_H
#define COMPILER_ANALYSIS_MOVEMENT_H

#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Value.h"

#include <optional>

namespace dendc {

/// The permutation that undoes `permutation`.
llvm::SmallVector<int64_t> invertPermutation(llvm::ArrayRef<int64_t> permutation);

/// `values` reordered: element i of the result is `values[permutation[i]]`.
llvm::SmallVector<int64_t> permuteArray(llvm::ArrayRef<int64_t> values, llvm::ArrayRef<int64_t> permutation);

/// How a value arises from `source` by `dend.reshape` and `dend.transpose` alone: `steps`, the one next to the
/// source first.
struct Movement {
  mlir::Value source;
  llvm::SmallVector<mlir::Operation *> steps;

  /// The movement that ends in `value`, as far back as reshapes and transposes go.
  static Movement to(mlir::Value value);

  /// The last part of the movement, from step `first` on.
  Movement from(size_t first) const;

  unsigned getTransposeCount() const;

  /// The element of the source found at each element of the value, both counted in row-major order.
  llvm::SmallVector<int64_t> getElementMap() const;
};

/// A movement in which no axis but those of size 1 is split, joined, dropped or made.
struct AxisMap {
  /// The source's axis behind each axis of the value; -1 for an axis of size 1 that the source has not.
  llvm::SmallVector<int64_t> sourceAxes;
  int64_t sourceRank;

  /// The axis map of a movement, or none where some reshape does more than add or drop axes of size 1.
  static std::optional<AxisMap> get(const Movement &movement);

  /// The value's axis at each axis of the source, or -1.
  llvm::SmallVector<int64_t> getValueAxes() const;

  /// `perAxis` of the value's axes as one per axis of the source; `neutral` where the value has no such axis, or none
  /// where a value other than `neutral` has no axis in the source.
  std::optional<llvm::SmallVector<int64_t>> toSource(llvm::ArrayRef<int64_t> perAxis, int64_t neutral) const;

  /// A tensor whose axes are those of the value (right-aligned, as operands broadcast), moved to the source's axes.
  mlir::Value toSource(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value tensor) const;

  /// A tensor whose axes are those of the source, moved to axes as those of the value, with sizes `shape`.
  mlir::Value toValue(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value tensor,
                      llvm::ArrayRef<int64_t> shape) const;
};

/// `value` with its axes reordered. Movements it arises from are taken into account: what cancels is not built, a
/// transpose stands after the reshapes wherever these let it pass, one that exists is used again, and constants are
/// computed.
mlir::Value permute(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value value,
                    llvm::ArrayRef<int64_t> permutation);

/// `value` in another shape; movements it arises from are taken into account as in `permute`.
mlir::Value regroup(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value value, llvm::ArrayRef<int64_t> shape);

} // namespace dendc

#endif
