// InputMoments.cpp - sums of windows and of their products.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/InputMoments.h"
#include "compiler/reference/WeightedRows.h"

#include <cmath>
#include <numeric>

using namespace mlir;
using namespace dendc;

/// Elements of a row whose common moments are kept: their number is squared.
static constexpr int64_t kMostBlockSize = 768;
/// Multiplications that the moments of one layer may cost, but for the least number of windows.
static constexpr double kBudget = 4e8;
static constexpr double kLeastWindows = 256;
/// Windows that are added at once.
static constexpr size_t kWindows = 8;

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
  SmallVector<int64_t> positions;
  for (; next < linear.getPositionCount(); next += stride)
    positions.push_back(next);
  next -= linear.getPositionCount();
  count += int64_t(positions.size());
  for (ArrayRef<int64_t> left = positions; !left.empty(); left = left.drop_front(std::min(kWindows, left.size())))
    for (size_t group = 0; group < sums.size(); ++group)
      addWindows(left.take_front(kWindows), group, input, floatInput);
}

void InputMoments::addWindows(ArrayRef<int64_t> positions, int64_t group, ArrayRef<float> input,
                              ArrayRef<float> floatInput) {
  size_t depth = linear.getDepth();
  std::vector<double> windows(positions.size() * depth), floatWindows(windows.size());
  for (auto [place, position] : llvm::enumerate(positions)) {
    linear.gather(input, position, group, MutableArrayRef(windows).slice(place * depth, depth));
    linear.gather(floatInput, position, group, MutableArrayRef(floatWindows).slice(place * depth, depth));
  }
  for (Block &block : sums[group])
    for (int64_t i = 0; i < block.size; ++i) {
      SmallVector<WeightedRow<double>, kWindows> products, floatProducts;
      for (size_t first = block.first; first < windows.size(); first += depth) {
        double x = windows[first + i], meant = floatWindows[first + i];
        block.mean[i] += x;
        block.floatMean[i] += meant;
        if (x != 0)
          products.push_back({x, windows.data() + first});
        if (meant != 0)
          floatProducts.push_back({meant, windows.data() + first});
      }
      addRows(products, 0, MutableArrayRef(block.covariance).slice(i * block.size, block.size));
      addRows(floatProducts, 0, MutableArrayRef(block.cross).slice(i * block.size, block.size));
    }
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
