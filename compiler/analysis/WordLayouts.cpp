// WordLayouts.cpp - weights in layouts dual and wide, whose words hold two, and back.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/Packing.h"

#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace dendc;

namespace {

constexpr int64_t kLaneLimit = int64_t(1) << 23;

int64_t getDualWords(const Filters &filters) { return (filters.length + 1) / 2; }

/// Where the weights of one filter of a pair lie in layout dual: word j of the column at `base + j * step`.
struct DualSlot {
  int64_t base, step;
};

/// The slots of all pairs of filters: in a block, pairs in twos whose words alternate, a pair left over alone.
std::vector<DualSlot> getDualSlots(const Filters &filters) {
  std::vector<DualSlot> slots;
  int64_t words = getDualWords(filters), base = 0;
  for (int64_t group = 0; group < filters.groups; ++group)
    for (int64_t left = filters.channels / filters.groups; left > 0; left -= Filters::kBlockChannels) {
      int64_t pairs = (filters.branches * std::min(left, Filters::kBlockChannels) + 1) / 2;
      for (; pairs > 1; pairs -= 2, base += 2 * words) {
        slots.push_back({base, 2});
        slots.push_back({base + 1, 2});
      }
      if (pairs == 1) {
        slots.push_back({base, 1});
        base += words;
      }
    }
  return slots;
}

} // namespace

//===----------------------------------------------------------------------===//
// dual
//===----------------------------------------------------------------------===//

int64_t dendc::getDualChunkLength(const Filters &filters) {
  // The longest prefix, and then the longest run, of every filter that may stand at the high place.
  int64_t extent = std::max<int64_t>(-int64_t(filters.inputMin), filters.inputMax);
  int64_t chunk = (filters.length + 1) / 2 * 2;
  for (int64_t row = 0; row < filters.branches * filters.channels; ++row) {
    auto [least, most] = filters.getBiasRange(row);
    int64_t bias = std::max(-int64_t(least), int64_t(most));
    auto fits = [&](int64_t length) {
      for (int64_t first = 0; first < filters.length; first += length) {
        int64_t bound = first == 0 ? bias : 0;
        for (int64_t q = first; q < std::min(first + length, filters.length); ++q)
          bound += std::abs(int64_t(filters.weights[row * filters.length + filters.columnOrder[q]])) * extent;
        if (bound >= kLaneLimit)
          return false;
      }
      return true;
    };
    while (chunk > 0 && !fits(chunk))
      chunk = chunk / 2 / 2 * 2;
  }
  return chunk;
}

DualPacking dendc::packDual(const Filters &filters) {
  std::vector<int64_t> order = filters.getFilterOrder();
  std::vector<DualSlot> slots = getDualSlots(filters);
  DualPacking packing;
  packing.chunkLength = getDualChunkLength(filters);
  packing.weights.assign(slots.size() * getDualWords(filters), 0);
  auto getWeight = [&](int64_t row, int64_t q) -> int32_t {
    return row < 0 || q >= filters.length ? 0 : filters.weights[row * filters.length + filters.columnOrder[q]];
  };
  for (auto [pair, slot] : llvm::enumerate(slots)) {
    int64_t a = order[2 * pair], b = order[2 * pair + 1];
    auto getLane = [&](int64_t q) { return uint32_t(256 * getWeight(a, q) + getWeight(b, q)) & 0xffff; };
    for (int64_t j = 0; j < getDualWords(filters); ++j)
      packing.weights[slot.base + j * slot.step] = getLane(2 * j) | getLane(2 * j + 1) << 16;
  }
  filters.forEachBias([&](ArrayRef<int32_t> bias) {
    auto get = [&](int64_t row) -> uint32_t { return row < 0 ? 0 : uint32_t(bias[row]); };
    for (size_t pair = 0; pair < slots.size(); ++pair) {
      uint32_t a = get(order[2 * pair]), b = get(order[2 * pair + 1]);
      packing.bias.push_back(int32_t(256 * a + b));
      packing.bias.push_back(int32_t(b));
    }
  });
  return packing;
}

std::vector<int8_t> dendc::unpackDual(const DualPacking &packing, const Filters &filters) {
  std::vector<int64_t> order = filters.getFilterOrder();
  std::vector<int8_t> weights(filters.weights.size());
  for (auto [pair, slot] : llvm::enumerate(getDualSlots(filters)))
    for (int64_t q = 0; q < filters.length; ++q) {
      uint32_t word = packing.weights[slot.base + q / 2 * slot.step];
      auto lane = int16_t(q % 2 ? word >> 16 : word & 0xffff);
      auto low = int8_t(lane & 0xff);
      for (auto [row, value] : {std::pair(order[2 * pair], (lane - low) / 256), {order[2 * pair + 1], int(low)}})
        if (row >= 0)
          weights[row * filters.length + filters.columnOrder[q]] = int8_t(value);
    }
  return weights;
}

//===----------------------------------------------------------------------===//
// wide
//===----------------------------------------------------------------------===//

/// Calls `visit(word, half, row, k)` for every weight of layout wide.
static void visitWide(const Filters &filters, llvm::function_ref<void(int64_t, int64_t, int64_t, int64_t)> visit) {
  int64_t words = getDualWords(filters), base = 0;
  for (const std::vector<int64_t> &tile : filters.getTiles(filters.getBlockChannels())) {
    for (auto [i, row] : llvm::enumerate(tile))
      for (int64_t q = 0; q < filters.length; ++q)
        visit(base + q / 2 * tile.size() + i, q % 2, row, filters.columnOrder[q]);
    base += words * tile.size();
  }
}

WidePacking dendc::packWide(const Filters &filters, int32_t left) {
  const int32_t factor = 1 << left;
  WidePacking packing;
  packing.weights.assign(filters.branches * filters.channels * getDualWords(filters), 0);
  visitWide(filters, [&](int64_t word, int64_t half, int64_t row, int64_t k) {
    packing.weights[word] |= uint32_t(uint16_t(factor * filters.weights[row * filters.length + k])) << 16 * half;
  });
  std::vector<std::vector<int64_t>> tiles = filters.getTiles(filters.getBlockChannels());
  filters.forEachBias([&](ArrayRef<int32_t> bias) {
    for (const std::vector<int64_t> &tile : tiles)
      for (int64_t row : tile)
        packing.bias.push_back(int32_t(uint32_t(bias[row]) * factor));
  });
  return packing;
}

std::vector<int8_t> dendc::unpackWide(const WidePacking &packing, const Filters &filters, int32_t left) {
  std::vector<int8_t> weights(filters.weights.size());
  visitWide(filters, [&](int64_t word, int64_t half, int64_t row, int64_t k) {
    weights[row * filters.length + k] = int8_t(int16_t(packing.weights[word] >> 16 * half & 0xffff) >> left);
  });
  return weights;
}
