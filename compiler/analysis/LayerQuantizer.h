// LayerQuantizer.h - integers of a weighted op: scales of its rows, weights, biases, and whether its sums fit 32 bits.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_ANALYSIS_LAYERQUANTIZER_H
#define COMPILER_ANALYSIS_LAYERQUANTIZER_H

#include "compiler/analysis/LayerConstants.h"
#include "compiler/analysis/Quantization.h"

namespace dendc {

/// The types around and inside a weighted op.
struct LayerTypes {
  Quantization input, output;
  /// Of z and d of all dendrites, where there are any.
  Quantization dendriteInput, dendriteOutput;
};

/// Rows are the channels of all branches, as in the weights: one scale each.
class LayerQuantizer {
public:
  /// Reads a float op: its constants, and the scales chosen for its rows, by the largest weight where none are. Fails,
  /// with an error at the op, where its constants are none.
  static llvm::FailureOr<LayerQuantizer> get(dend::WeightedOpInterface op);

  /// Chooses the rows' scales: those of `get`, but never so small that the row's bias or coefficients would not fit the
  /// units of its accumulator.
  void setTypes(const LayerTypes &types);

  /// The largest magnitude any accumulator of the neurons, or of their dendrites, may reach in `kern`, as a share of
  /// what 32 bits hold.
  double getLoad(bool ofDendrites) const;

  llvm::ArrayRef<double> getScales() const { return scales; }
  llvm::SmallVector<int8_t> getWeights() const;
  llvm::SmallVector<int32_t> getBias() const;

private:
  /// First row of the neurons or of their dendrites, and one past the last.
  std::pair<int64_t, int64_t> getRows(bool ofDendrites) const;
  /// Shift of the requantization of their sums.
  int32_t getShift(bool ofDendrites) const;
  /// Largest magnitude of the sum of a row, in units of its accumulator.
  double getBound(int64_t row) const;

  LayerConstants constants;
  LayerTypes types;
  /// Without regard to the types, and as chosen.
  llvm::SmallVector<double> ownScales, scales;
};

} // namespace dendc

#endif
