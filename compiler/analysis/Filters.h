// Filters.h - the logical filters of an integer op, which the layouts of kernels hold.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_ANALYSIS_FILTERS_H
#define COMPILER_ANALYSIS_FILTERS_H

#include "dialects/kern/Kern.h"

#include <vector>

namespace dendc {

/// (D+1)*C rows of `length` weights, and their effective biases, the input's zero point folded in.
struct Filters {
  /// Channels that a block of most layouts has.
  static constexpr int64_t kBlockChannels = 4;

  int64_t branches, channels, groups, length;
  /// Weights of a row of the window; 1 where there is none.
  int64_t windowWidth;
  /// The logical element that each element of a column is.
  std::vector<int64_t> columnOrder;
  /// [branches * channels][length]
  std::vector<int8_t> weights;
  /// [biases][branches * channels]; positions at the borders of the output may have biases of their own.
  std::vector<int32_t> bias;
  /// The range of input integers.
  int32_t inputMin, inputMax;

  static Filters get(kern::WeightedOpInterface op);
  /// One gate of one branch, gates counted branch by branch.
  static Filters get(kern::RecurrentOp op, int64_t gate);

  /// The least and the largest sum of products of filter `row` with elements from `min` to `max`, which lie to either
  /// side of zero: so also the sum of a part of them.
  std::pair<int64_t, int64_t> getSumRange(int64_t row, int64_t min, int64_t max) const;

  int64_t getRowCount() const { return branches * channels; }
  int64_t getBiasCount() const { return int64_t(bias.size()) / getRowCount(); }
  /// The least and the largest bias of filter `row`.
  std::pair<int32_t, int32_t> getBiasRange(int64_t row) const;
  /// Calls `visit` with the biases one after the other, each of all filters.
  void forEachBias(llvm::function_ref<void(llvm::ArrayRef<int32_t>)> visit) const {
    for (int64_t first = 0; first < int64_t(bias.size()); first += getRowCount())
      visit(llvm::ArrayRef(bias).slice(first, getRowCount()));
  }

  bool hasByteInput() const { return inputMin == INT8_MIN; }

  /// The filters in the order layouts dual and paired have them; -1 stands for a filter of zeros.
  std::vector<int64_t> getFilterOrder() const;
  /// The channels of a block of layouts wide, narrow and triple, and of layout quartet.
  int64_t getBlockChannels() const { return branches == 1 ? kBlockChannels : branches == 2 ? 2 : 1; }
  int64_t getQuartetChannels() const { return branches == 3 || branches > 4 ? 2 * kBlockChannels : getBlockChannels(); }
  /// The filters of layouts of such blocks, in their order, as those whose weights alternate: up to four of one block.
  std::vector<std::vector<int64_t>> getTiles(int64_t blockChannels) const;
};

} // namespace dendc

#endif
