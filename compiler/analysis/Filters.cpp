// Filters.cpp - the logical filters of an integer op, which the layouts of kernels hold.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/Filters.h"

#include <algorithm>

using namespace mlir;
using namespace dendc;

/// The logical elements of a column of `length`, made of runs of `run`: see runtime/README.md, "Column order".
static std::vector<int64_t> getColumnOrder(int64_t length, int64_t run, bool isByte) {
  static constexpr int64_t kExchanged[] = {0, 2, 1, 3};
  std::vector<int64_t> order, leftOver;
  for (int64_t first = 0; first < length; first += run) {
    int64_t fours = isByte ? run / 4 * 4 : 0, rest = run - fours;
    for (int64_t i = 0; i < fours; ++i)
      order.push_back(first + i - i % 4 + kExchanged[i % 4]);
    int64_t odd = isByte && rest == 3 ? 1 : rest - 1;
    for (int64_t i = 0; i < rest; ++i)
      (rest % 2 && i == odd ? leftOver : order).push_back(first + fours + i);
  }
  order.insert(order.end(), leftOver.begin(), leftOver.end());
  return order;
}

Filters Filters::get(kern::WeightedOpInterface op) {
  Filters filters;
  ArrayRef<int64_t> shape = op.getWeights().getShapedType().getShape();
  filters.branches = int64_t(op.getDendriteCount()) + 1;
  filters.channels = op.getChannelCount();
  filters.groups = 1;
  filters.length = op.getWeights().getNumElements() / shape[0];
  filters.windowWidth = shape.size() == 4 ? shape[2] : 1;
  bool isByte = op.getInput().getType().getElementType().isInteger(8);
  // Elements of a window that lie side by side in the input.
  int64_t run = filters.length;
  if (auto conv = dyn_cast<kern::Conv2DOp>(op.getOperation())) {
    filters.groups = conv.getGroups();
    bool isContiguous = filters.groups == 1 && (conv.getDilations()[1] == 1 || shape[2] == 1);
    bool isLine = filters.groups == 1 && conv.getInput().getType().getDimSize(2) == 1 && shape[2] == 1 &&
                  conv.getDilations()[0] == 1;
    run = isLine ? filters.length : isContiguous ? shape[2] * shape[3] : shape[3];
  }
  filters.columnOrder = getColumnOrder(filters.length, run, isByte);
  filters.inputMin = isByte ? INT8_MIN : INT16_MIN;
  filters.inputMax = isByte ? INT8_MAX : INT16_MAX;
  auto weights = op.getWeights().getValues<int8_t>();
  filters.weights.assign(weights.begin(), weights.end());
  auto bias = op.getBias().getValues<int32_t>();
  filters.bias.assign(bias.begin(), bias.end());
  int32_t zeroPoint = int32_t(op.getInputZeroPoint());
  for (int64_t row = 0, rows = filters.getRowCount(); row < rows; ++row) {
    int64_t sum = 0;
    for (int64_t k = 0; k < filters.length; ++k)
      sum += filters.weights[row * filters.length + k];
    for (size_t i = row; i < filters.bias.size(); i += rows)
      filters.bias[i] = int32_t(uint32_t(filters.bias[i]) - uint32_t(sum * zeroPoint));
  }
  return filters;
}

Filters Filters::get(kern::RecurrentOp op, int64_t gate) {
  int64_t units = op.getUnitCount();
  Filters filters;
  filters.branches = filters.groups = 1;
  filters.channels = filters.length = units;
  filters.windowWidth = 1;
  filters.columnOrder = getColumnOrder(units, units, /*isByte=*/false);
  filters.inputMin = INT16_MIN;
  filters.inputMax = INT16_MAX;
  auto weights = op.getWeights().getValues<int8_t>();
  auto bias = op.getBias().getValues<int32_t>();
  for (int64_t i = 0; i < units * units; ++i)
    filters.weights.push_back(weights[gate * units * units + i]);
  for (int64_t i = 0; i < units; ++i)
    filters.bias.push_back(bias[gate * units + i]);
  return filters;
}

std::pair<int64_t, int64_t> Filters::getSumRange(int64_t row, int64_t min, int64_t max) const {
  int64_t low = 0, high = 0;
  for (int64_t weight : ArrayRef(weights).slice(row * length, length)) {
    low += std::min(weight * min, weight * max);
    high += std::max(weight * min, weight * max);
  }
  return {low, high};
}

std::pair<int32_t, int32_t> Filters::getBiasRange(int64_t row) const {
  int32_t low = bias[row], high = bias[row];
  forEachBias([&](ArrayRef<int32_t> biases) {
    low = std::min(low, biases[row]);
    high = std::max(high, biases[row]);
  });
  return {low, high};
}

std::vector<int64_t> Filters::getFilterOrder() const {
  std::vector<int64_t> order;
  int64_t groupChannels = channels / groups;
  for (int64_t group = 0; group < groups; ++group)
    for (int64_t first = 0; first < groupChannels; first += kBlockChannels) {
      int64_t count = std::min(kBlockChannels, groupChannels - first);
      for (int64_t branch = 0; branch < branches; ++branch)
        for (int64_t i = 0; i < count; ++i)
          order.push_back(branch * channels + group * groupChannels + first + i);
      if (order.size() % 2)
        order.push_back(-1);
    }
  return order;
}

std::vector<std::vector<int64_t>> Filters::getTiles(int64_t blockChannels) const {
  std::vector<std::vector<int64_t>> tiles;
  int64_t groupChannels = channels / groups;
  for (int64_t group = 0; group < groups; ++group)
    for (int64_t first = 0; first < groupChannels; first += blockChannels) {
      int64_t count = std::min(blockChannels, groupChannels - first);
      for (int64_t f = 0; f < count * branches; ++f) {
        if (f % 4 == 0)
          tiles.emplace_back();
        tiles.back().push_back(f / count * channels + group * groupChannels + first + f % count);
      }
    }
  return tiles;
}
