// LayerConstants.h - the float constants of a weighted op, to read, change and write back.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_ANALYSIS_LAYERCONSTANTS_H
#define COMPILER_ANALYSIS_LAYERCONSTANTS_H

#include "dialects/dend/Dend.h"

#include <vector>

namespace dendc {

/// Rows are the channels of all branches, as in the weights.
struct LayerConstants {
  std::vector<float> weights;
  /// One element per row; zeros where the op has no bias.
  std::vector<float> bias;
  /// Coefficients, `[D(D-1)/2, C]` and `[D, C]`.
  std::vector<float> between, toNeuron;
  int64_t dendrites, channels;

  /// Fails, with an error at the op, where one of them is not a float constant.
  static llvm::FailureOr<LayerConstants> read(dend::WeightedOpInterface op);
  /// Gives `op` new constants of these values.
  void write(dend::WeightedOpInterface op) const;

  int64_t getRowCount() const { return int64_t(bias.size()); }
  int64_t getRowSize() const { return int64_t(weights.size()) / getRowCount(); }
  llvm::ArrayRef<float> getRow(int64_t row) const {
    return llvm::ArrayRef(weights).slice(row * getRowSize(), getRowSize());
  }
  /// What the dendrites' outputs are multiplied by before they are added to `row`, those that are added to it.
  llvm::SmallVector<double> getCoefficients(int64_t row) const;
};

/// Gives `op` the bias `bias`, in place of the one it has or beside its weights.
void setBias(dend::WeightedOpInterface op, mlir::Value bias);

} // namespace dendc

#endif
