// InputMoments.h - first and second moments of what the rows of a weighted op are multiplied with.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_ANALYSIS_INPUTMOMENTS_H
#define COMPILER_ANALYSIS_INPUTMOMENTS_H

#include "compiler/reference/LinearOperator.h"

namespace dendc {

/// Over windows of two networks that run on the same data: the one the op is in, whose layers before it are rounded
/// already, and the float one, whose sums the op is to give.
class InputMoments {
public:
  /// `linear` is that of the op; windows of `sampleCount` samples are to come, of which as many are used as the cost of
  /// a layer allows, evenly spread.
  InputMoments(LinearOperator linear, int64_t sampleCount);

  /// Adds windows of one sample: of the op's input as it is, and in the float network.
  void add(llvm::ArrayRef<float> input, llvm::ArrayRef<float> floatInput);

  /// Moments of elements [first, first + size) of a row's windows. Wide rows have several; what elements of different
  /// blocks have in common is left out.
  struct Block {
    int64_t first, size;
    std::vector<double> mean, floatMean;
    /// Covariance of element i of the input with element j of the input, and of the float input with the input, at
    /// i * size + j.
    std::vector<double> covariance, cross;
  };
  /// Of the rows of `group`.
  std::vector<Block> getBlocks(int64_t group) const;

  const LinearOperator &getLinear() const { return linear; }

private:
  /// Adds the windows at some positions that rows of `group` are multiplied with.
  void addWindows(llvm::ArrayRef<int64_t> positions, int64_t group, llvm::ArrayRef<float> input,
                  llvm::ArrayRef<float> floatInput);

  LinearOperator linear;
  int64_t stride, next = 0, count = 0;
  /// Sums of elements and of products, not yet divided; by group, then by block.
  std::vector<std::vector<Block>> sums;
};

} // namespace dendc

#endif
