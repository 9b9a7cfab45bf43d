// Patches.h - which columns a stream computes in each of its patches.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A patch is a stretch of the columns of the last op's result, and whatever of the other ops' matters for it.

#ifndef DIALECTS_KERN_PATCHES_H
#define DIALECTS_KERN_PATCHES_H

#include "dialects/kern/Kern.h"
#include "dialects/kern/Stages.h"

#include "mlir/IR/OwningOpRef.h"

#include <optional>
#include <vector>

namespace dendc::kern {

/// Columns [begin, end), axis 2 of `[1, height, width, channels]`.
struct Columns {
  int64_t begin, end;

  int64_t getCount() const { return end - begin; }
  /// The fewest that hold these and those.
  Columns getUnion(Columns other) const { return {std::min(begin, other.begin), std::max(end, other.end)}; }
  bool operator==(const Columns &other) const { return begin == other.begin && end == other.end; }
};

/// What one op computes in a patch.
struct PatchedOp {
  Columns result;
  /// By operand: what it reads of it; none: all, which is the same for all columns.
  llvm::SmallVector<std::optional<Columns>, 2> operands;
};

/// By stage.
using Patch = std::vector<PatchedOp>;

/// The columns of `stages` in each of `count` patches. None where an op does not compute columns from columns around
/// them, or there are too few of them.
std::optional<std::vector<Patch>> cutIntoPatches(const Stages &stages, int64_t count);

/// The columns of an op's result that are computed in all patches of its stream, one by one: those at the borders of
/// patches more than once. 0 where it is not computed in patches.
int64_t getPatchedColumns(mlir::Operation *op);

/// A stream whose ops are those of another as one patch has them: on operands and results of its columns, padded where
/// it is at the border of the image. Each reads a value of its own, an argument of the body.
mlir::OwningOpRef<StreamOp> makePatch(const Stages &stages, const Patch &patch);

} // namespace dendc::kern

#endif
