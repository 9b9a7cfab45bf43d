// ChannelUse.h - which channels of a network depend on its input, and which of them anything reads.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_ANALYSIS_CHANNELUSE_H
#define COMPILER_ANALYSIS_CHANNELUSE_H

#include "dialects/kern/Kern.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "llvm/ADT/BitVector.h"

#include <vector>

namespace dendc {

/// What the channels of the values of a `kern` function are to its results. Channels are the last axis of a value.
class ChannelUse {
public:
  /// Analyses `function`. Fails, with an error at the op, where the reference evaluator cannot run it.
  static llvm::FailureOr<ChannelUse> compute(mlir::func::FuncOp function);

  /// The channels of `value` that must be computed for the function's results to be what they are.
  const llvm::BitVector &getKept(mlir::Value value) const { return kept.find(value)->second; }

  /// What channel `channel` of the input of `op` adds to every weight of its window, in units of the accumulator: the
  /// channel is the same number at all positions for all inputs of the network, so the bias can stand for it. None
  /// where the op has to read the channel.
  std::optional<double> getFolded(kern::WeightedOpInterface op, int64_t channel) const;

private:
  explicit ChannelUse(mlir::func::FuncOp function) : function(function) {}

  void findFixed(mlir::Operation *op);
  llvm::LogicalResult evaluateFixed();
  bool propagateKept(mlir::Operation *op);

  mlir::func::FuncOp function;
  /// Channels that do not depend on the function's arguments.
  llvm::DenseMap<mlir::Value, llvm::BitVector> fixed;
  /// Of fixed channels, the number that all their positions hold, if it is one.
  llvm::DenseMap<mlir::Value, std::vector<std::optional<double>>> numbers;
  llvm::DenseMap<mlir::Value, llvm::BitVector> kept;
};

} // namespace dendc

#endif
