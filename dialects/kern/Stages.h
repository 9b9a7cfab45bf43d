// Stages.h - how far each op of a stream comes in a step.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One op sets the pace: each step computes so many rows of it. The ops it depends on are pulled: they compute the rows
// that it needs and are not there yet. All others are pushed: they compute rows for which there is enough, but never
// more at once than they do on average. So no op runs ahead of those that read it by more than it must.

#ifndef DIALECTS_KERN_STAGES_H
#define DIALECTS_KERN_STAGES_H

#include "dialects/kern/Rows.h"

#include "mlir/IR/Value.h"

namespace dendc::kern {

class StreamOp;

/// On the op that sets the pace of its stream, where it is not the last: unit.
inline constexpr llvm::StringLiteral kPaceAttr = "kern.pace";

/// One op of a stream.
struct Stage {
  mlir::Operation *op;
  /// Rows of operands that other stages compute count in the parts in which these do so, as those of the result below.
  RowAccess rows;
  /// By operand: the stage whose rows it reads; none for what comes from outside.
  llvm::SmallVector<std::optional<size_t>, 2> producers;
  /// Something outside reads the result, so it is held whole.
  bool isWhole = false;
  /// The rows from the first that matter, all where it is held whole.
  int64_t needed = 0;
  /// The op that sets the pace depends on it.
  bool isPulled = false;
  /// The rows of a step where no border is near; what is pushed computes no more.
  int64_t stepRows = 0;

  /// Of the result, rather than parts of them.
  int64_t getRowCount() const { return rows.count / rows.parts; }

  /// How far it can come where stage `producer` of `operand` has come to row `end`.
  int64_t getReady(const OperandRows &operand, int64_t end) const;
};

/// The stages of a stream.
struct Stages {
  std::vector<Stage> stages;
  size_t pace;  // index of the stage that sets it
  int64_t rows; // of that stage in a step

  /// `ops` in the order they run, whose `getStreamRows` are `accesses`, and of which the last and those for which
  /// `isReadOutside` holds give results. None where they do not compute rows one after the other, or one of them is not
  /// needed for the last.
  static std::optional<Stages> get(llvm::ArrayRef<mlir::Operation *> ops,
                                   llvm::ArrayRef<std::optional<RowAccess>> accesses, size_t pace, int64_t rows,
                                   llvm::function_ref<bool(mlir::Operation *)> isReadOutside);
  static std::optional<Stages> get(StreamOp stream);

  /// Moves `ends`, the rows from the first that each stage has computed, to the end of the next step.
  void advance(llvm::MutableArrayRef<int64_t> ends) const;
};

} // namespace dendc::kern

#endif
