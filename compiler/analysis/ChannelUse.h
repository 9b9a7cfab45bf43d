// ChannelUse.h - which channels of a network depend on its input, and which of them anything reads.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_ANALYSIS_CHANNELUSE_H
#define COMPILER_ANALYSIS_CHANNELUSE_H

#include "compiler/reference/Evaluator.h"
#include "dialects/kern/Borders.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/DenseSet.h"

#include <vector>

namespace dendc {

/// The biases of an op in which input channels that do not depend on the network's input are folded: one, or with
/// `borders` one after the other.
struct FoldedBias {
  kern::Borders borders;
  Tensor bias;
};

/// What the channels of the values of a `kern` function are to its results. Channels are the last axis of a value.
class ChannelUse {
public:
  /// Analyses `function`. Where channels are numbers of their own at borders, a convolution that reads them gets biases
  /// for these borders if it is spared as many multiply-accumulates for each byte that takes as `instructionsPerByte`.
  /// Fails, with an error at the op, where the reference evaluator cannot run it, or a bias would leave 32 bits.
  static llvm::FailureOr<ChannelUse> compute(mlir::func::FuncOp function, double instructionsPerByte);

  /// The channels of `value` that must be computed for the function's results to be what they are.
  const llvm::BitVector &getKept(mlir::Value value) const { return kept.find(value)->second; }

  /// The biases with which `op` needs no input channels but those that are kept; null where they are those it has.
  const FoldedBias *getFolded(mlir::Operation *op) const {
    auto found = folded.find(op);
    return found == folded.end() ? nullptr : &found->second;
  }

private:
  explicit ChannelUse(mlir::func::FuncOp function) : function(function) {}

  void findFixed(mlir::Operation *op);
  llvm::LogicalResult evaluateFixed();
  bool canFold(kern::WeightedOpInterface op, int64_t channel) const;
  bool propagateKept(mlir::Operation *op);
  void findKept(llvm::ArrayRef<mlir::Operation *> ops);
  llvm::BitVector getFoldedChannels(kern::WeightedOpInterface op) const;
  llvm::FailureOr<FoldedBias> fold(kern::WeightedOpInterface op, const llvm::BitVector &channels) const;

  mlir::func::FuncOp function;
  /// Channels that do not depend on the function's arguments.
  llvm::DenseMap<mlir::Value, llvm::BitVector> fixed;
  /// Of fixed channels, the number that all their positions hold, if it is one.
  llvm::DenseMap<mlir::Value, std::vector<std::optional<double>>> numbers;
  /// Values with fixed channels that weighted ops read, as any input of the network makes them.
  TensorMap evaluated;
  /// Convolutions that get no biases for borders.
  llvm::DenseSet<mlir::Operation *> refused;
  llvm::DenseMap<mlir::Value, llvm::BitVector> kept;
  llvm::DenseMap<mlir::Operation *, FoldedBias> folded;
};

} // namespace dendc

#endif
