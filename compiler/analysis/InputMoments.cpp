// InputMoments.cpp - sums of windows and of their products.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/InputMoments.h"

#include <cmath>
#include <numeric>

using namespace mlir;
using namespace dendc;

/// Elements of a row whose common moments are kept: their number is squared.
static constexpr int64_t kMostBlockSize = 768;
/// Multiplications that the moments of one layer may cost, but for the least number of windows.
static constexpr double kBudget = 4e8;
static constexpr double kLeastWindows = 256;

InputMoments::InputMoments(LinearOperator op, int64_t sampleCount) : linear(std::move(op)) {
  int64_t depth = linear.getDepth(), blockCount = (depth + kMostBlockSize - 1) / kMostBlockSize;
  sums.resize(linear.getGroupCount());
  double products = 0;
  for (std::vector<Block> &blocks : sums)
    for (int64_t i = 0; i < blockCount; ++i) {
      Block block{depth * i / blockCount, 0, {}, {}, {}, {}};
      block.size = depth * (i + 1) / blockCount - block.first;
      block.mean.resize(block.size);
      block.floatMean.resize(block.size);
      block.covariance.resize(block.size * block.size);
      block.cross.resize(block.size * block.size);
      products += 2 * double(block.covariance.size());
      blocks.push_back(std::move(block));
    }
  double windows = double(linear.getPositionCount()) * double(sampleCount);
  stride = std::max<int64_t>(1, int64_t(std::ceil(windows / std::max(kLeastWindows, kBudget / products))));
  // All positions are met in turn, not always the same few.
  while (std::gcd(stride, linear.getPositionCount()) != 1)
    ++stride;
}

void InputMoments::add(ArrayRef<float> input, ArrayRef<float> floatInput) {
  std::vector<double> window(linear.getDepth()), floatWindow(linear.getDepth());
  for (; next < linear.getPositionCount(); next += stride) {
    ++count;
    for (auto [group, blocks] : llvm::enumerate(sums)) {
      linear.gather(input, next, group, window);
      linear.gather(floatInput, next, group, floatWindow);
      for (Block &block : blocks) {
        const double *x = window.data() + block.first, *meant = floatWindow.data() + block.first;
        for (int64_t i = 0; i < block.size; ++i) {
          block.mean[i] += x[i];
          block.floatMean[i] += meant[i];
          if (x[i] == 0 && meant[i] == 0)
            continue;
          double *covariance = block.covariance.data() + i * block.size, *cross = block.cross.data() + i * block.size;
          for (int64_t j = 0; j < block.size; ++j) {
            covariance[j] += x[i] * x[j];
            cross[j] += meant[i] * x[j];
          }
        }
      }
    }
  }
  next -= linear.getPositionCount();
}

std::vector<InputMoments::Block> InputMoments::getBlocks(int64_t group) const {
  std::vector<Block> blocks = sums[group];
  double n = double(std::max<int64_t>(count, 1));
  for (Block &block : blocks) {
    for (std::vector<double> *values : {&block.mean, &block.floatMean, &block.covariance, &block.cross})
      for (double &value : *values)
        value /= n;
    for (int64_t i = 0; i < block.size; ++i)
      for (int64_t j = 0; j < block.size; ++j) {
        block.covariance[i * block.size + j] -= block.mean[i] * block.mean[j];
        block.cross[i * block.size + j] -= block.floatMean[i] * block.mean[j];
      }
  }
  return blocks;
}
