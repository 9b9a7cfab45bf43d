// StreamPlan.h - what ops computed together, a few rows at a time, keep of their tensors and how often they are called.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Follows a stream step by step: the last op computes some rows, the ops before it, from the last to the first, the
// rows needed for them that are not there yet. All figures are counted, none estimated.

#ifndef COMPILER_ANALYSIS_STREAMPLAN_H
#define COMPILER_ANALYSIS_STREAMPLAN_H

#include "dialects/kern/Rows.h"

#include "mlir/IR/Value.h"

namespace dendc {

/// One op of a stream.
struct StreamedOp {
  mlir::Operation *op;
  kern::RowAccess rows;
  /// By operand: the op of the stream whose rows it reads; none for what comes from outside.
  llvm::SmallVector<std::optional<size_t>, 2> producers;
  /// Something outside reads the result, so it is held whole.
  bool isWhole;
  /// Rows of the result that are kept; all of them where it is held whole.
  int64_t ringRows = 0;
  /// The operand whose ring the result overwrites.
  std::optional<unsigned> inPlaceOperand;
  /// Calls of the kernel, and how many of them compute an odd number of positions.
  int64_t calls = 0, oddCalls = 0;
  /// The most rows that one call computes.
  int64_t callRows = 0;
};

/// An input from outside and an output held whole that may run into it; none where they may not overlap.
struct StreamOverlap {
  mlir::Value input;
  size_t output; // index of the op
  int64_t distance;
};

struct StreamPlan {
  std::vector<StreamedOp> ops;
  std::vector<StreamOverlap> overlaps;

  /// The plan of `ops`, in the order they run, with `rows` rows of the last one in a step. `isReadOutside` says whether
  /// anything but these ops reads a result. None where they cannot be computed so.
  static std::optional<StreamPlan> make(llvm::ArrayRef<mlir::Operation *> ops, int64_t rows,
                                        llvm::function_ref<bool(mlir::Operation *)> isReadOutside);
};

} // namespace dendc

#endif
