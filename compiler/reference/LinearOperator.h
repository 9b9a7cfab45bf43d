// LinearOperator.h - the sums of a weighted op, all branches at once; one form for conv2d, depthwise_conv2d and dense.
// A depthwise convolution is one with a group per input channel, a dense layer one whose window is a single position.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_REFERENCE_LINEAROPERATOR_H
#define COMPILER_REFERENCE_LINEAROPERATOR_H

#include "compiler/reference/Indexing.h"
#include "compiler/reference/Tensor.h"

#include "mlir/IR/Operation.h"

namespace dendc {

/// Sums are in double: exact for integers, whose sums stay far below 2^53.
class LinearOperator {
public:
  /// `op` is a weighted op of `dend` or `kern`; `weights` are its logical ones, `[rows, ...]`, rows the channels of all
  /// branches.
  LinearOperator(mlir::Operation *op, const Tensor &weights);

  int64_t getRowCount() const { return rows; }
  int64_t getPositionCount() const { return sliding.outputHeight * sliding.outputWidth; }

  /// Adds to sums[row], for every row, its products with the window at output position `position`. Inputs count from
  /// `zeroPoint`, and so do the positions outside the input.
  template <typename Element>
  void accumulate(llvm::ArrayRef<Element> input, Element zeroPoint, int64_t position,
                  llvm::MutableArrayRef<double> sums) const {
    int64_t depth = inputChannels / groups, width = outputChannels / groups;
    sliding.forEachTap(position / sliding.outputWidth, position % sliding.outputWidth, [&](int64_t tap, int64_t at) {
      const Element *x = input.data() + at * inputChannels;
      for (int64_t group = 0; group < groups; ++group)
        for (int64_t k = 0; k < depth; ++k) {
          double value = double(x[group * depth + k]) - double(zeroPoint);
          const double *w = weights.data() + (tap * depth + k) * rows;
          for (int64_t first = group * width; first < rows; first += outputChannels)
            for (int64_t row = first; row < first + width; ++row)
              sums[row] += value * w[row];
        }
    });
  }

private:
  Sliding sliding;
  int64_t rows, outputChannels, inputChannels, groups;
  /// Rows innermost: the loop over them reads one input and consecutive weights.
  std::vector<double> weights;
};

} // namespace dendc

#endif
