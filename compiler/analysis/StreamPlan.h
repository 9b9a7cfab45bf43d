// StreamPlan.h - what ops computed together, a few rows at a time, keep of their tensors and how often they are called.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Follows a stream step by step. All figures are counted, none estimated. What is computed in patches takes the same
// steps in each of them.

#ifndef COMPILER_ANALYSIS_STREAMPLAN_H
#define COMPILER_ANALYSIS_STREAMPLAN_H

#include "dialects/kern/Patches.h"

namespace dendc {

/// One op of a stream.
struct StreamedOp : kern::Stage {
  explicit StreamedOp(kern::Stage stage);

  /// By operand: after each step as many rows are done as of the operand.
  llvm::SmallVector<bool, 2> keepsUp;
  /// Rows of the result that are kept; all of them where it is held whole.
  int64_t ringRows = 0;
  /// Bytes of each row that are kept: those of the widest patch, or of all columns.
  int64_t rowSize = 0;
  /// Columns of the widest patch, and of all patches; borders count in each.
  int64_t patchColumns = 0, allColumns = 0;
  /// The operand whose ring the result overwrites.
  std::optional<unsigned> inPlaceOperand;
  /// Calls of the kernel in all patches, and how many of them leave positions over from those computed at once.
  int64_t calls = 0, unevenCalls = 0;
  /// Positions that the kernel computes at once, a prime.
  int64_t positionsAtOnce;
  /// Calls in a patch whose rows are no multiple of these.
  int64_t unevenRowCalls = 0;
  /// Pairs of rows that calls in a patch compute, a row without another being one.
  int64_t rowPairs = 0;
  /// The most rows that one call computes.
  int64_t callRows = 0;
};

/// An input from outside and an output held whole that may run into it; none where they may not overlap.
struct StreamOverlap {
  mlir::Value input;
  size_t output; // index of the op
  int64_t distance;
};

/// A value from outside that ops of the stream read row by row, all of them the same rows.
struct StreamInput {
  mlir::Value value;
  int64_t rows, rowSize; // bytes
  /// Rows that are kept where it is fed, each step the rows it needs.
  int64_t ringRows = 0;
};

struct StreamPlan {
  std::vector<StreamedOp> ops;
  std::vector<StreamInput> inputs;
  std::vector<StreamOverlap> overlaps;

  /// None where the steps do not compute all rows that are needed.
  static std::optional<StreamPlan> make(const kern::Stages &stages);

  /// The same stream, planned without patches, in these.
  StreamPlan inPatches(llvm::ArrayRef<kern::Patch> patches) const;
};

} // namespace dendc

#endif
