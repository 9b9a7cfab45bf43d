// WeightRounding.h - int8 weights that change a layer's sums least on the inputs it really sees.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_ANALYSIS_WEIGHTROUNDING_H
#define COMPILER_ANALYSIS_WEIGHTROUNDING_H

#include "compiler/analysis/InputMoments.h"

#include <algorithm>

namespace dendc {

/// Weights are in [-127, 127] steps: symmetric, and what kernels with two weights in a word rely on.
inline constexpr double kWeightLimit = 127;

/// The integer steps of `scale` nearest to `weight`: those of std::round, which is a call.
inline double roundWeight(double weight, double scale) {
  double steps = std::clamp(weight / scale, -kWeightLimit, kWeightLimit), whole = double(int32_t(steps));
  return whole + double(steps - whole >= 0.5) - double(steps - whole <= -0.5);
}

struct RoundedRow {
  /// 0 where all weights are 0.
  double scale = 0;
  /// In steps of the scale.
  std::vector<double> weights;
  /// What the row's sums lose on average, for the bias to make up.
  double lostMean = 0;
};

/// Rounds one row. With x and f the windows of the network as it is and of the float one, it minimizes the variance of
/// w.f - q.x over q, by coordinate descent from the nearest integers, for each of `candidateCount` scales.
RoundedRow roundRow(llvm::ArrayRef<float> row, llvm::ArrayRef<InputMoments::Block> blocks, int64_t candidateCount);

} // namespace dendc

#endif
