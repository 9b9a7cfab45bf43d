// LinearOperator.h - the sums of a weighted op, all branches at once; one form for conv2d, depthwise_conv2d and dense.
// A depthwise convolution is one with a group per input channel, a dense layer one whose window is a single position.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_REFERENCE_LINEAROPERATOR_H
#define COMPILER_REFERENCE_LINEAROPERATOR_H

#include "compiler/reference/Indexing.h"

#include <vector>

namespace dendc {

/// Shapes are those of the op: input and output [1, H, W, channels], weights [rows, h, w, I/groups], with rows the
/// channels of all branches. `Weight` is float or int32_t, `Sum` what products are added up in.
template <typename Weight, typename Sum> class LinearOperator {
public:
  LinearOperator(const Sliding &sliding, int64_t rows, int64_t outputChannels, int64_t inputChannels, int64_t groups,
                 llvm::ArrayRef<Weight> logicalWeights)
      : sliding(sliding), rows(rows), outputChannels(outputChannels), inputChannels(inputChannels), groups(groups),
        weights(logicalWeights.size()) {
    // Rows innermost: the loop over them then reads one input and consecutive weights.
    int64_t depth = logicalWeights.size() / rows;
    for (int64_t row = 0; row < rows; ++row)
      for (int64_t k = 0; k < depth; ++k)
        weights[k * rows + row] = logicalWeights[row * depth + k];
  }

  int64_t getRowCount() const { return rows; }
  int64_t getPositionCount() const { return sliding.outputHeight * sliding.outputWidth; }

  /// Adds to sums[row], for every row, its products with the window at output position `position`.
  void accumulate(llvm::ArrayRef<Weight> input, Weight inputZeroPoint, int64_t position,
                  llvm::MutableArrayRef<Sum> sums) const {
    int64_t depth = inputChannels / groups, width = outputChannels / groups;
    sliding.forEachTap(position / sliding.outputWidth, position % sliding.outputWidth, [&](int64_t tap, int64_t at) {
      const Weight *x = input.data() + at * inputChannels;
      for (int64_t group = 0; group < groups; ++group)
        for (int64_t k = 0; k < depth; ++k) {
          Sum value = Sum(x[group * depth + k]) - Sum(inputZeroPoint);
          const Weight *w = weights.data() + (tap * depth + k) * rows;
          for (int64_t first = group * width; first < rows; first += outputChannels)
            for (int64_t row = first; row < first + width; ++row)
              sums[row] += value * Sum(w[row]);
        }
    });
  }

private:
  Sliding sliding;
  int64_t rows, outputChannels, inputChannels, groups;
  std::vector<Weight> weights;
};

} // namespace dendc

#endif
