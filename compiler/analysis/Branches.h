// Branches.h - the numbers of a weighted op, to compute with.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_ANALYSIS_BRANCHES_H
#define COMPILER_ANALYSIS_BRANCHES_H

#include "dialects/dend/Dend.h"

#include <optional>
#include <vector>

namespace dendc {

/// Weights, biases and coefficients of a weighted op in f32, laid out as its operands are.
struct Branches {
  int64_t dendriteCount = 0, channelCount = 0;
  /// `[(D+1)*C, ...]`.
  llvm::SmallVector<int64_t> weightsShape;
  std::vector<float> weights;
  /// `[(D+1)*C]`; zeros where the op has none.
  std::vector<float> bias;
  /// `[D(D-1)/2, C]` and `[D, C]`.
  std::vector<float> between, toNeuron;

  /// Whether `op` computes in f32 and all its numbers are constants.
  static bool canRead(dend::WeightedOpInterface op);

  /// The numbers of `op`, or none where they cannot be read.
  static std::optional<Branches> read(dend::WeightedOpInterface op);

  /// Makes them constants before `op` and its operands.
  void write(mlir::OpBuilder &builder, dend::WeightedOpInterface op) const;

  int64_t getRowCount() const { return (dendriteCount + 1) * channelCount; }
  /// Weights of one row: one output channel of one branch.
  int64_t getRowSize() const { return int64_t(weights.size()) / getRowCount(); }
  llvm::MutableArrayRef<float> getRow(int64_t row) {
    return llvm::MutableArrayRef(weights).slice(row * getRowSize(), getRowSize());
  }

  /// The neuron's output times `scale` and plus `shift`, per channel.
  void scaleOutput(llvm::ArrayRef<float> scale);
  void shiftOutput(llvm::ArrayRef<float> shift);
};

/// The input channel that weight `index` of row `row` of `op` reads.
int64_t getInputChannel(dend::WeightedOpInterface op, int64_t row, int64_t index);

} // namespace dendc

#endif
