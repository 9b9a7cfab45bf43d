// WeightRounding.h - int8 weights that change a layer's sums least on the inputs it really sees.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_ANALYSIS_WEIGHTROUNDING_H
#define COMPILER_ANALYSIS_WEIGHTROUNDING_H

#include "compiler/reference/LinearOperator.h"

namespace dendc {

/// First and second moments of the windows a weighted op's rows are multiplied with, by group of channels.
class InputMoments {
public:
  /// Rows longer than this have no moments: their number grows with the square.
  static constexpr int64_t kMostDepth = 1024;

  /// Of evenly spread windows of `sampleCount` samples to come: as many as a fixed budget of work allows.
  InputMoments(LinearOperator linear, int64_t sampleCount);

  /// Adds windows of one sample's input.
  void add(llvm::ArrayRef<float> input);

  /// Weights in [-127, 127] times `scale` for each row, and the means of what the rows' sums lose by it.
  struct Rounded {
    std::vector<float> weights;
    std::vector<double> scales, lostMeans;
  };
  /// `weights` are those of the operator, row by row.
  Rounded round(llvm::ArrayRef<float> weights) const;

private:
  struct Group {
    std::vector<double> mean;
    /// Of window elements `i` and `j`, at i * depth + j.
    std::vector<double> covariance;
  };
  /// Sums become moments.
  Group getMoments(int64_t group) const;

  LinearOperator linear;
  int64_t depth, stride, next = 0, count = 0;
  /// Sums of elements and of products.
  std::vector<Group> sums;
};

} // namespace dendc

#endif
