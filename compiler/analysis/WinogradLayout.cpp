// WinogradLayout.cpp - weights in layout winograd, transformed, and back.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/Packing.h"

#include "llvm/Support/MathExtras.h"

#include <algorithm>
#include <array>

using namespace mlir;
using namespace dendc;

namespace {
/// A filter of one input channel times 2G from the left and its transpose from the right.
using Transformed = std::array<std::array<int32_t, 4>, 4>;
} // namespace

static Transformed transform(const Filters &filters, int64_t row, int64_t channel) {
  constexpr int32_t kTwiceG[4][3] = {{2, 0, 0}, {1, 1, 1}, {1, -1, 1}, {0, 0, 2}};
  int64_t inputs = filters.length / 9;
  Transformed u = {};
  for (int i = 0; i < 4; ++i)
    for (int j = 0; j < 4; ++j)
      for (int tap = 0; tap < 9; ++tap)
        u[i][j] +=
            kTwiceG[i][tap / 3] * kTwiceG[j][tap % 3] * filters.weights[row * filters.length + tap * inputs + channel];
  return u;
}

/// The branch that comes in place `place`: dendrites in their order, the neuron last.
static int64_t getBranch(const Filters &filters, int64_t place) { return (place + 1) % filters.branches; }

/// Calls `visit(word, half, row, channel, product)` for every weight of layout winograd that is not padding.
static void visitWinograd(const Filters &filters,
                          llvm::function_ref<void(int64_t, int64_t, int64_t, int64_t, int64_t)> visit) {
  constexpr int64_t kBlock = Filters::kBlockChannels, kProducts = 16;
  int64_t inputs = filters.length / 9, words = int64_t(llvm::alignTo(inputs, 4)) / 2, base = 0;
  for (int64_t first = 0; first < filters.channels; first += kBlock)
    for (int64_t place = 0; place < filters.branches; ++place, base += kProducts * words * kBlock)
      for (int64_t i = 0; i < std::min(kBlock, filters.channels - first); ++i)
        for (int64_t channel = 0; channel < inputs; ++channel)
          for (int64_t product = 0; product < kProducts; ++product) {
            // Bytes 0 and 2 of four channels make one word, 1 and 3 the next.
            int64_t word = product * words + channel / 4 * 2 + channel % 2;
            visit(base + word * kBlock + i, channel % 4 / 2, getBranch(filters, place) * filters.channels + first + i,
                  channel, product);
          }
}

int32_t dendc::getMostWinogradLeft(const Filters &filters) {
  int32_t largest = 0;
  for (int64_t row = 0; row < filters.branches * filters.channels; ++row)
    for (int64_t channel = 0; channel < filters.length / 9; ++channel)
      for (const std::array<int32_t, 4> &products : transform(filters, row, channel))
        for (int32_t u : products)
          largest = std::max(largest, std::abs(u));
  int32_t left = 2;
  while (left < 8 && largest << (left - 1) <= INT16_MAX)
    ++left;
  return left;
}

WidePacking dendc::packWinograd(const Filters &filters, int32_t left) {
  const int32_t factor = 1 << (left - 2);
  int64_t channels = int64_t(llvm::alignTo(filters.channels, Filters::kBlockChannels));
  int64_t inputs = int64_t(llvm::alignTo(filters.length / 9, 4));
  WidePacking packing;
  packing.weights.assign(filters.branches * channels * inputs * 8, 0);
  Transformed u;
  visitWinograd(filters, [&](int64_t word, int64_t half, int64_t row, int64_t channel, int64_t product) {
    if (product == 0)
      u = transform(filters, row, channel);
    packing.weights[word] |= uint32_t(uint16_t(factor * u[product / 4][product % 4])) << 16 * half;
  });
  for (int64_t first = 0; first < filters.channels; first += Filters::kBlockChannels)
    for (int64_t place = 0; place < filters.branches; ++place)
      for (int64_t c = first; c < std::min(first + Filters::kBlockChannels, filters.channels); ++c)
        packing.bias.push_back(
            int32_t(uint32_t(filters.bias[getBranch(filters, place) * filters.channels + c]) << left));
  return packing;
}

std::vector<int8_t> dendc::unpackWinograd(const WidePacking &packing, const Filters &filters, int32_t left) {
  std::vector<int8_t> weights(filters.weights.size());
  Transformed u;
  // 2G g has twice the first element of g, the sum of all, and twice the last.
  auto restore = [](int32_t first, int32_t sum, int32_t last) {
    return std::array<int32_t, 3>{first / 2, sum - first / 2 - last / 2, last / 2};
  };
  visitWinograd(filters, [&](int64_t word, int64_t half, int64_t row, int64_t channel, int64_t product) {
    u[product / 4][product % 4] = int16_t(packing.weights[word] >> 16 * half & 0xffff) >> (left - 2);
    if (product < 15)
      return;
    std::array<int32_t, 3> columns[4];
    for (int j = 0; j < 4; ++j)
      columns[j] = restore(u[0][j], u[1][j], u[3][j]);
    for (int ky = 0; ky < 3; ++ky)
      for (auto [kx, weight] : llvm::enumerate(restore(columns[0][ky], columns[1][ky], columns[3][ky])))
        weights[row * filters.length + (3 * ky + int64_t(kx)) * (filters.length / 9) + channel] = int8_t(weight);
  });
  return weights;
}
