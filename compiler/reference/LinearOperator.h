// LinearOperator.h - the sums of a weighted op, all branches at once; one form for conv2d, depthwise_conv2d and dense.
// A depthwise convolution is one with a group per input channel, a dense layer one whose window is a single position.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_REFERENCE_LINEAROPERATOR_H
#define COMPILER_REFERENCE_LINEAROPERATOR_H

#include "compiler/reference/Indexing.h"
#include "compiler/reference/Tensor.h"
#include "compiler/reference/WeightedRows.h"

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
  int64_t getGroupCount() const { return groups; }
  /// Weights of one row.
  int64_t getDepth() const { return int64_t(weights.size()) / rows; }
  /// The rows that read the channels of `group`.
  llvm::SmallVector<int64_t> getRowsOf(int64_t group) const {
    int64_t width = outputChannels / groups;
    llvm::SmallVector<int64_t> result;
    for (int64_t first = group * width; first < rows; first += outputChannels)
      for (int64_t row = first; row < first + width; ++row)
        result.push_back(row);
    return result;
  }

  /// What a row of `group` is multiplied with at output position `position`, in the order of its weights.
  void gather(llvm::ArrayRef<float> input, int64_t position, int64_t group,
              llvm::MutableArrayRef<double> window) const {
    int64_t depth = inputChannels / groups;
    llvm::fill(window, 0.0);
    sliding.forEachTap(position / sliding.outputWidth, position % sliding.outputWidth, [&](int64_t tap, int64_t at) {
      for (int64_t k = 0; k < depth; ++k)
        window[tap * depth + k] = input[at * inputChannels + group * depth + k];
    });
  }

  /// Adds to sums[row], for every row, its products with the window at output position `position`. Inputs count from
  /// `zeroPoint`, and so do the positions outside the input.
  template <typename Element>
  void accumulate(llvm::ArrayRef<Element> input, Element zeroPoint, int64_t position,
                  llvm::MutableArrayRef<double> sums) const {
    if (groups > 1 && groups == inputChannels)
      return accumulateDepthwise(input, zeroPoint, position, sums);
    // Rows that read the same channels: those of one branch side by side, and without groups of all branches.
    int64_t depth = inputChannels / groups, step = groups == 1 ? rows : outputChannels, width = step / groups;
    std::vector<WeightedRow<float>> products(getDepth());
    for (int64_t group = 0; group < groups; ++group) {
      WeightedRow<float> *end = products.data();
      sliding.forEachTap(position / sliding.outputWidth, position % sliding.outputWidth, [&](int64_t tap, int64_t at) {
        const Element *x = input.data() + at * inputChannels + group * depth;
        const float *w = weights.data() + tap * depth * rows;
        WeightedRow<float> *next = end; // in a register
        for (int64_t k = 0; k < depth; ++k, w += rows) {
          double value = double(x[k]) - double(zeroPoint);
          *next = {value, w};
          next += value != 0;
        }
        end = next;
      });
      for (int64_t first = group * width; first < rows; first += step)
        addRows(llvm::ArrayRef(products.data(), end), first, sums.slice(first, width));
    }
  }

private:
  /// The same for a group per channel, whose rows lie side by side.
  template <typename Element>
  void accumulateDepthwise(llvm::ArrayRef<Element> input, Element zeroPoint, int64_t position,
                           llvm::MutableArrayRef<double> sums) const {
    int64_t width = outputChannels / groups;
    sliding.forEachTap(position / sliding.outputWidth, position % sliding.outputWidth, [&](int64_t tap, int64_t at) {
      const Element *x = input.data() + at * inputChannels;
      for (int64_t first = 0; first < rows; first += outputChannels)
        for (int64_t place = 0; place < width; ++place) {
          double *own = sums.data() + first + place;
          const float *w = weights.data() + tap * rows + first + place;
          for (int64_t channel = 0; channel < inputChannels; ++channel)
            own[channel * width] += (double(x[channel]) - double(zeroPoint)) * w[channel * width];
        }
    });
  }

  Sliding sliding;
  int64_t rows, outputChannels, inputChannels, groups;
  /// Rows innermost: the loop over them reads one input and consecutive weights. A float holds every weight.
  std::vector<float> weights;
};

} // namespace dendc

#endif
