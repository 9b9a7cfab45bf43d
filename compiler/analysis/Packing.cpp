// Packing.cpp - weights in the layouts of the kernels, and back.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/Packing.h"

#include "dialects/kern/Kernels.h"

#include <algorithm>
#include <array>
#include <cassert>

using namespace mlir;
using namespace dendc;

namespace {

constexpr int64_t kBlockChannels = 4;
constexpr int64_t kLaneLimit = int64_t(1) << 23;

int64_t getDualWords(const Filters &filters) { return (filters.length + 1) / 2; }
int64_t getPairedWords(const Filters &filters) { return (filters.length + 3) / 4 * 2; }

/// Where the weights of one filter of a pair lie in layout dual: word j of the column at `base + j * step`.
struct DualSlot {
  int64_t base, step;
};

/// The slots of all pairs of filters: in a block, pairs in twos whose words alternate, a pair left over alone.
std::vector<DualSlot> getDualSlots(const Filters &filters) {
  std::vector<DualSlot> slots;
  int64_t words = getDualWords(filters), base = 0;
  for (int64_t group = 0; group < filters.groups; ++group)
    for (int64_t left = filters.channels / filters.groups; left > 0; left -= kBlockChannels) {
      int64_t pairs = (filters.branches * std::min(left, kBlockChannels) + 1) / 2;
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

/// The logical elements of a column of `length`, made of runs of `run`: see runtime/README.md, "Column order".
std::vector<int64_t> getColumnOrder(int64_t length, int64_t run, bool isByte) {
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

} // namespace

Filters Filters::get(kern::WeightedOpInterface op) {
  Filters filters;
  ArrayRef<int64_t> shape = op.getWeights().getShapedType().getShape();
  filters.branches = int64_t(op.getDendriteCount()) + 1;
  filters.channels = op.getChannelCount();
  filters.groups = 1;
  filters.length = op.getWeights().getNumElements() / shape[0];
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
  for (auto [row, value] : llvm::enumerate(filters.bias)) {
    int64_t sum = 0;
    for (int64_t k = 0; k < filters.length; ++k)
      sum += filters.weights[row * filters.length + k];
    value = int32_t(uint32_t(value) - uint32_t(sum * zeroPoint));
  }
  return filters;
}

Filters Filters::get(kern::RecurrentOp op, int64_t gate) {
  int64_t units = op.getUnitCount();
  Filters filters;
  filters.branches = filters.groups = 1;
  filters.channels = filters.length = units;
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

//===----------------------------------------------------------------------===//
// dual
//===----------------------------------------------------------------------===//

int64_t dendc::getDualChunkLength(const Filters &filters) {
  // The longest prefix, and then the longest run, of every filter that may stand at the high place.
  int64_t extent = std::max<int64_t>(-int64_t(filters.inputMin), filters.inputMax);
  int64_t chunk = (filters.length + 1) / 2 * 2;
  for (int64_t row = 0; row < filters.branches * filters.channels; ++row) {
    auto fits = [&](int64_t length) {
      for (int64_t first = 0; first < filters.length; first += length) {
        int64_t bound = first == 0 ? std::abs(int64_t(filters.bias[row])) : 0;
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

bool dendc::canPackDual(kern::WeightedOpInterface op) {
  if (!op.getInput().getType().getElementType().isInteger(8) || isa<kern::DepthwiseConv2DOp>(op.getOperation()))
    return false;
  Filters filters = Filters::get(op);
  return llvm::none_of(filters.weights, [](int8_t w) { return w == INT8_MIN; }) && getDualChunkLength(filters) > 0;
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
  auto getBias = [&](int64_t row) -> uint32_t { return row < 0 ? 0 : uint32_t(filters.bias[row]); };
  for (auto [pair, slot] : llvm::enumerate(slots)) {
    int64_t a = order[2 * pair], b = order[2 * pair + 1];
    auto getLane = [&](int64_t q) { return uint32_t(256 * getWeight(a, q) + getWeight(b, q)) & 0xffff; };
    for (int64_t j = 0; j < getDualWords(filters); ++j)
      packing.weights[slot.base + j * slot.step] = getLane(2 * j) | getLane(2 * j + 1) << 16;
    packing.bias.push_back(int32_t(256 * getBias(a) + getBias(b)));
    packing.bias.push_back(int32_t(getBias(b)));
  }
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

/// The filters of layouts wide and narrow, in their order, as those whose weights alternate: up to four of one block.
static std::vector<std::vector<int64_t>> getTiles(const Filters &filters) {
  std::vector<std::vector<int64_t>> tiles;
  int64_t groupChannels = filters.channels / filters.groups;
  int64_t blockChannels = filters.branches == 1 ? kBlockChannels : filters.branches == 2 ? 2 : 1;
  for (int64_t group = 0; group < filters.groups; ++group)
    for (int64_t first = 0; first < groupChannels; first += blockChannels) {
      int64_t count = std::min(blockChannels, groupChannels - first);
      for (int64_t f = 0; f < count * filters.branches; ++f) {
        if (f % 4 == 0)
          tiles.emplace_back();
        tiles.back().push_back(f / count * filters.channels + group * groupChannels + first + f % count);
      }
    }
  return tiles;
}

/// Calls `visit(word, half, row, k)` for every weight of layout wide.
static void visitWide(const Filters &filters, llvm::function_ref<void(int64_t, int64_t, int64_t, int64_t)> visit) {
  int64_t words = getDualWords(filters), base = 0;
  for (const std::vector<int64_t> &tile : getTiles(filters)) {
    for (auto [i, row] : llvm::enumerate(tile))
      for (int64_t q = 0; q < filters.length; ++q)
        visit(base + q / 2 * tile.size() + i, q % 2, row, filters.columnOrder[q]);
    base += words * tile.size();
  }
}

WidePacking dendc::packWide(const Filters &filters, ArrayRef<int8_t> lefts) {
  auto getFactor = [&](int64_t row) { return lefts.empty() ? 1 : 1 << lefts[row]; };
  WidePacking packing;
  packing.weights.assign(filters.branches * filters.channels * getDualWords(filters), 0);
  visitWide(filters, [&](int64_t word, int64_t half, int64_t row, int64_t k) {
    packing.weights[word] |= uint32_t(uint16_t(getFactor(row) * filters.weights[row * filters.length + k]))
                             << 16 * half;
  });
  for (const std::vector<int64_t> &tile : getTiles(filters))
    for (int64_t row : tile)
      packing.bias.push_back(int32_t(uint32_t(filters.bias[row]) * getFactor(row)));
  return packing;
}

std::vector<int8_t> dendc::unpackWide(const WidePacking &packing, const Filters &filters, ArrayRef<int8_t> lefts) {
  std::vector<int8_t> weights(filters.weights.size());
  visitWide(filters, [&](int64_t word, int64_t half, int64_t row, int64_t k) {
    weights[row * filters.length + k] =
        int8_t(int16_t(packing.weights[word] >> 16 * half & 0xffff) >> (lefts.empty() ? 0 : lefts[row]));
  });
  return weights;
}

//===----------------------------------------------------------------------===//
// paired
//===----------------------------------------------------------------------===//

/// Calls `visit(position, row, k)` for every byte of layout paired; a row or element of -1 is a zero.
static void visitPaired(const Filters &filters, llvm::function_ref<void(int64_t, int64_t, int64_t)> visit) {
  static constexpr int64_t kByteOrder[] = {0, 2, 1, 3};
  std::vector<int64_t> order = filters.getFilterOrder();
  int64_t position = 0;
  for (size_t pair = 0; pair < order.size() / 2; ++pair)
    for (int64_t j = 0; j < getPairedWords(filters) / 2; ++j)
      for (int64_t row : {order[2 * pair], order[2 * pair + 1]})
        for (int64_t offset : kByteOrder) {
          int64_t q = 4 * j + offset;
          visit(position++, row, q < filters.length ? filters.columnOrder[q] : -1);
        }
}

BytePacking dendc::packPaired(const Filters &filters) {
  BytePacking packing;
  std::vector<int64_t> order = filters.getFilterOrder();
  packing.weights.assign(order.size() * getPairedWords(filters) * 2, 0);
  visitPaired(filters, [&](int64_t position, int64_t row, int64_t k) {
    if (row >= 0 && k >= 0)
      packing.weights[position] = filters.weights[row * filters.length + k];
  });
  for (int64_t row : order)
    packing.bias.push_back(row < 0 ? 0 : filters.bias[row]);
  return packing;
}

std::vector<int8_t> dendc::unpackPaired(const BytePacking &packing, const Filters &filters) {
  std::vector<int8_t> weights(filters.weights.size());
  visitPaired(filters, [&](int64_t position, int64_t row, int64_t k) {
    if (row >= 0 && k >= 0)
      weights[row * filters.length + k] = packing.weights[position];
  });
  return weights;
}

//===----------------------------------------------------------------------===//
// narrow
//===----------------------------------------------------------------------===//

/// Calls `visit(position, row, k)` for every weight of layout narrow.
static void visitNarrow(const Filters &filters, llvm::function_ref<void(int64_t, int64_t, int64_t)> visit) {
  int64_t position = 0;
  for (const std::vector<int64_t> &tile : getTiles(filters))
    for (int64_t k = 0; k < filters.length; ++k)
      for (int64_t row : tile)
        visit(position++, row, k);
}

BytePacking dendc::packNarrow(const Filters &filters) {
  BytePacking packing;
  visitNarrow(filters, [&](int64_t, int64_t row, int64_t k) {
    packing.weights.push_back(filters.weights[row * filters.length + k]);
  });
  for (const std::vector<int64_t> &tile : getTiles(filters))
    for (int64_t row : tile)
      packing.bias.push_back(filters.bias[row]);
  return packing;
}

std::vector<int8_t> dendc::unpackNarrow(const BytePacking &packing, const Filters &filters) {
  std::vector<int8_t> weights(filters.weights.size());
  visitNarrow(filters, [&](int64_t position, int64_t row, int64_t k) {
    weights[row * filters.length + k] = packing.weights[position];
  });
  return weights;
}

//===----------------------------------------------------------------------===//
// vector
//===----------------------------------------------------------------------===//

using LaneBlock = std::array<int64_t, kBlockChannels>;

/// The channels of each group in fours; -1 stands for none.
static std::vector<LaneBlock> getLaneBlocks(const Filters &filters) {
  std::vector<LaneBlock> blocks;
  int64_t groupChannels = filters.channels / filters.groups;
  for (int64_t group = 0; group < filters.groups; ++group)
    for (int64_t first = 0; first < groupChannels; first += kBlockChannels) {
      LaneBlock &block = blocks.emplace_back();
      for (int64_t i = 0; i < kBlockChannels; ++i)
        block[i] = first + i < groupChannels ? group * groupChannels + first + i : -1;
    }
  return blocks;
}

/// The channels in sixteens, each as four blocks of every fourth channel, in the order in which vectors are widened.
static std::vector<LaneBlock> getQuarters(const Filters &filters) {
  std::vector<LaneBlock> quarters;
  for (int64_t first = 0; first < filters.channels; first += 16)
    for (int64_t quarter : {0, 2, 1, 3}) {
      LaneBlock &block = quarters.emplace_back();
      for (int64_t i = 0; i < kBlockChannels; ++i) {
        int64_t channel = first + 4 * i + quarter;
        block[i] = channel < filters.channels ? channel : -1;
      }
    }
  return quarters;
}

/// The branches as layouts vector and sixteen have them: the neuron, branch 0, comes last.
static SmallVector<int64_t> getVectorBranches(const Filters &filters) {
  auto branches = llvm::to_vector(llvm::seq<int64_t>(1, filters.branches));
  branches.push_back(0);
  return branches;
}

/// Calls `visit(position, row, k)` for every byte of layout vector; an element of -1 is a zero. A step is 16 bytes of
/// the column: as many int8 weights as it has elements.
static void visitVector(const Filters &filters, llvm::function_ref<void(int64_t, int64_t, int64_t)> visit) {
  int64_t elements = filters.inputMin == INT8_MIN ? 16 : 8, position = 0;
  auto visitStep = [&](int64_t row, int64_t first) {
    for (int64_t k = first; k < first + elements; ++k)
      visit(position++, row, k < filters.length ? k : -1);
  };
  for (const LaneBlock &block : getLaneBlocks(filters))
    for (int64_t branch : getVectorBranches(filters)) {
      int64_t row = branch * filters.channels;
      if (block.back() >= 0) {
        for (int64_t first = 0; first < filters.length; first += elements)
          for (int64_t channel : block)
            visitStep(row + channel, first);
        continue;
      }
      for (int64_t channel : block)
        for (int64_t first = 0; channel >= 0 && first < filters.length; first += elements)
          visitStep(row + channel, first);
    }
}

BytePacking dendc::packVector(const Filters &filters) {
  BytePacking packing;
  visitVector(filters, [&](int64_t, int64_t row, int64_t k) {
    packing.weights.push_back(k < 0 ? 0 : filters.weights[row * filters.length + k]);
  });
  for (const LaneBlock &block : getLaneBlocks(filters))
    for (int64_t branch : getVectorBranches(filters))
      for (int64_t channel : block)
        packing.bias.push_back(channel < 0 ? 0 : filters.bias[branch * filters.channels + channel]);
  return packing;
}

std::vector<int8_t> dendc::unpackVector(const BytePacking &packing, const Filters &filters) {
  std::vector<int8_t> weights(filters.weights.size());
  visitVector(filters, [&](int64_t position, int64_t row, int64_t k) {
    if (k >= 0)
      weights[row * filters.length + k] = packing.weights[position];
  });
  return weights;
}

template <typename T>
static std::vector<T> packValueLanes(const Filters &filters, StringRef layout, const std::vector<T> &values) {
  if (layout != "vector" && layout != "sixteen")
    return values;
  int64_t count = values.size() / filters.channels;
  std::vector<T> packed;
  for (const LaneBlock &block : layout == "sixteen" ? getQuarters(filters) : getLaneBlocks(filters))
    for (int64_t i = 0; i < count; ++i)
      for (int64_t channel : block)
        packed.push_back(channel < 0 ? 0 : values[channel * count + i]);
  return packed;
}

std::vector<int32_t> dendc::packLanes(const Filters &filters, StringRef layout, const std::vector<int32_t> &values) {
  return packValueLanes(filters, layout, values);
}

std::vector<int8_t> dendc::packLanes(const Filters &filters, StringRef layout, const std::vector<int8_t> &values) {
  return packValueLanes(filters, layout, values);
}

//===----------------------------------------------------------------------===//
// sixteen
//===----------------------------------------------------------------------===//

constexpr int64_t kSixteen = 16;

bool dendc::canPackSixteen(kern::WeightedOpInterface op) {
  if (!isa<kern::DepthwiseConv2DOp>(op.getOperation()) || !op.getInput().getType().getElementType().isInteger(8) ||
      op.getInput().getType().getDimSize(3) != op.getChannelCount())
    return false;
  Filters filters = Filters::get(op);
  for (int64_t row = 0; row < filters.branches * filters.channels; ++row)
    for (int64_t tap = 1; tap < filters.length; tap += 2) {
      const int8_t *w = &filters.weights[row * filters.length + tap];
      if (w[-1] == INT8_MIN && w[0] == INT8_MIN)
        return false;
    }
  return true;
}

/// Calls `visit(position, row, tap)` for every weight of layout sixteen that is not padding.
static void visitSixteen(const Filters &filters, llvm::function_ref<void(int64_t, int64_t, int64_t)> visit) {
  int64_t position = 0;
  for (int64_t first = 0; first < filters.channels; first += kSixteen)
    for (int64_t branch : getVectorBranches(filters))
      for (int64_t tap = 0; tap < filters.length; ++tap)
        for (int64_t channel = first; channel < first + kSixteen; ++channel, ++position)
          if (channel < filters.channels)
            visit(position, branch * filters.channels + channel, tap);
}

BytePacking dendc::packSixteen(const Filters &filters) {
  BytePacking packing;
  packing.weights.assign(llvm::alignTo(filters.channels, kSixteen) * filters.branches * filters.length, 0);
  visitSixteen(filters, [&](int64_t position, int64_t row, int64_t tap) {
    packing.weights[position] = filters.weights[row * filters.length + tap];
  });
  std::vector<LaneBlock> quarters = getQuarters(filters);
  for (ArrayRef<LaneBlock> left = quarters; !left.empty(); left = left.drop_front(4))
    for (int64_t branch : getVectorBranches(filters))
      for (const LaneBlock &quarter : left.take_front(4))
        for (int64_t channel : quarter)
          packing.bias.push_back(channel < 0 ? 0 : filters.bias[branch * filters.channels + channel]);
  return packing;
}

std::vector<int8_t> dendc::unpackSixteen(const BytePacking &packing, const Filters &filters) {
  std::vector<int8_t> weights(filters.weights.size());
  visitSixteen(filters, [&](int64_t position, int64_t row, int64_t tap) {
    weights[row * filters.length + tap] = packing.weights[position];
  });
  return weights;
}

//===----------------------------------------------------------------------===//
// quad
//===----------------------------------------------------------------------===//

/// Calls `visit(position, row, tap)` for every weight of layout quad that is not padding.
static void visitQuad(const Filters &filters, bool isWide, llvm::function_ref<void(int64_t, int64_t, int64_t)> visit) {
  int64_t position = 0;
  for (int64_t first = 0; first < filters.channels; first += kBlockChannels)
    for (int64_t branch = 0; branch < filters.branches; ++branch)
      for (int64_t tap = 0; tap < filters.length; ++tap)
        for (int64_t i = 0; i < kBlockChannels; ++i, ++position) {
          int64_t channel = first + (isWide && (i == 1 || i == 2) ? 3 - i : i);
          if (channel < filters.channels)
            visit(position, branch * filters.channels + channel, tap);
        }
}

BytePacking dendc::packQuad(const Filters &filters, bool isWide) {
  int64_t blocks = (filters.channels + kBlockChannels - 1) / kBlockChannels;
  BytePacking packing;
  packing.weights.assign(blocks * filters.branches * filters.length * kBlockChannels, 0);
  visitQuad(filters, isWide, [&](int64_t position, int64_t row, int64_t tap) {
    packing.weights[position] = filters.weights[row * filters.length + tap];
  });
  for (int64_t first = 0; first < filters.channels; first += kBlockChannels)
    for (int64_t branch = 0; branch < filters.branches; ++branch)
      for (int64_t channel = first; channel < first + kBlockChannels; ++channel)
        packing.bias.push_back(channel < filters.channels ? filters.bias[branch * filters.channels + channel] : 0);
  return packing;
}

std::vector<int8_t> dendc::unpackQuad(const BytePacking &packing, const Filters &filters, bool isWide) {
  std::vector<int8_t> weights(filters.weights.size());
  visitQuad(filters, isWide, [&](int64_t position, int64_t row, int64_t tap) {
    weights[row * filters.length + tap] = packing.weights[position];
  });
  return weights;
}

//===----------------------------------------------------------------------===//
// planes
//===----------------------------------------------------------------------===//

bool dendc::canPackPlanes(kern::WeightedOpInterface op) {
  auto conv = dyn_cast<kern::DepthwiseConv2DOp>(op.getOperation());
  if (!conv)
    return false;
  int64_t width = op.getWeights().getShapedType().getDimSize(2);
  return width <= 3 && conv.getStrides()[1] <= 2 && (width == 1 || conv.getDilations()[1] == 1);
}

/// Calls `visit(position, row, tap)` for every byte of layout planes that is not padding.
static void visitPlanes(const Filters &filters, int64_t width,
                        llvm::function_ref<void(int64_t, int64_t, int64_t)> visit) {
  // SXTB16 makes (w0, w1) of these, and with ROR #8 (w1, w2).
  static constexpr int64_t kTaps[] = {0, 1, 1, 2};
  int64_t position = 0;
  for (int64_t channel = 0; channel < filters.channels; ++channel)
    for (int64_t branch = 0; branch < filters.branches; ++branch)
      for (int64_t first = 0; first < filters.length; first += width)
        for (int64_t tap : kTaps) {
          if (tap < width)
            visit(position, branch * filters.channels + channel, first + tap);
          ++position;
        }
}

BytePacking dendc::packPlanes(const Filters &filters, int64_t width) {
  BytePacking packing;
  packing.weights.assign(filters.channels * filters.branches * filters.length / width * 4, 0);
  visitPlanes(filters, width, [&](int64_t position, int64_t row, int64_t tap) {
    packing.weights[position] = filters.weights[row * filters.length + tap];
  });
  for (int64_t channel = 0; channel < filters.channels; ++channel)
    for (int64_t branch = 0; branch < filters.branches; ++branch)
      packing.bias.push_back(filters.bias[branch * filters.channels + channel]);
  return packing;
}

std::vector<int8_t> dendc::unpackPlanes(const BytePacking &packing, const Filters &filters, int64_t width) {
  std::vector<int8_t> weights(filters.weights.size());
  visitPlanes(filters, width, [&](int64_t position, int64_t row, int64_t tap) {
    weights[row * filters.length + tap] = packing.weights[position];
  });
  return weights;
}

bool dendc::canPack(kern::WeightedOpInterface op, StringRef layout) {
  if (layout == "dual")
    return canPackDual(op);
  if (layout == "planes")
    return canPackPlanes(op);
  return layout != "sixteen" || canPackSixteen(op);
}

//===----------------------------------------------------------------------===//
// Recurrent layers
//===----------------------------------------------------------------------===//

RecurrentPacking dendc::packRecurrent(kern::RecurrentOp op, StringRef layout) {
  RecurrentPacking packing;
  int64_t units = op.getUnitCount(), gates = op.getBranchCount() * op.getShape().gates;
  bool hasBias = llvm::any_of(op.getBias().getValues<int32_t>(), [](int32_t b) { return b != 0; });
  ArrayRef<int32_t> multipliers = op.getSumRequant()->getMultipliers().asArrayRef();
  for (int64_t gate = 0; gate < gates; ++gate) {
    Filters filters = Filters::get(op, gate);
    std::vector<int32_t> bias, own = multipliers.slice(gate * units, units).vec();
    if (layout == "wide") {
      WidePacking wide = packWide(filters);
      llvm::append_range(packing.words, wide.weights);
      bias = wide.bias;
    } else {
      BytePacking bytes = layout == "vector" ? packVector(filters) : packPaired(filters);
      llvm::append_range(packing.bytes, bytes.weights);
      bias = bytes.bias;
    }
    if (layout == "vector")
      own = packLanes(filters, layout, own);
    llvm::append_range(packing.multipliers, own);
    if (hasBias || gate == 0)
      llvm::append_range(packing.bias, bias);
  }
  packing.weightsStep = int64_t(packing.bytes.size() + packing.words.size()) / gates;
  packing.biasStep = hasBias ? int64_t(packing.bias.size()) / gates : 0;
  packing.rowsStep = int64_t(packing.multipliers.size()) / gates;
  return packing;
}

//===----------------------------------------------------------------------===//
// Scratch and dendrites
//===----------------------------------------------------------------------===//

/// `callRows` output rows are computed by one call.
static int64_t getPlanesScratchSize(kern::DepthwiseConv2DOp op, int64_t callRows) {
  ArrayRef<int64_t> output = op.getOutput().getType().getShape(), window = op.getWeights().getShapedType().getShape();
  int64_t branches = int64_t(op.getDendriteCount()) + 1;
  int64_t rows = (std::min(callRows, kPlaneRows) - 1) * op.getStrides()[0] + (window[1] - 1) * op.getDilations()[0] + 1;
  int64_t words = (((output[2] + 1) / 2 * 2 - 1) * op.getStrides()[1] + 4) / 2;
  return 8 * branches * window[1] + 16 * words * rows + (branches > 4 ? 8 * branches : 0);
}

/// Columns of whole steps, where they are not read in place, and the signals of dendrites that others follow.
static int64_t getVectorScratchSize(kern::WeightedOpInterface op) {
  int64_t rows = op.getWeights().getShapedType().getDimSize(0), length = op.getWeights().getNumElements() / rows;
  int64_t size = length * op.getInput().getType().getElementTypeBitWidth() / 8, columns = 2;
  if (isa<kern::DenseOp>(op.getOperation()))
    columns =
        size % 16 == 0 ? 0 : std::min<int64_t>(2, op.getOutput().getType().getNumElements() / op.getChannelCount());
  int64_t bytes = columns * int64_t(llvm::alignTo(size, 16)) + 32 * std::max<int64_t>(op.getDendriteCount() - 1, 0);
  return std::max<int64_t>(bytes, 4); // kernels of weighted ops take some
}

/// Columns of plain elements, which dense layers read in place, and sums of more than four branches.
static int64_t getNarrowScratchSize(kern::WeightedOpInterface op) {
  int64_t rows = op.getWeights().getShapedType().getDimSize(0), length = op.getWeights().getNumElements() / rows;
  int64_t size = length * op.getInput().getType().getElementTypeBitWidth() / 8, branches = op.getDendriteCount() + 1;
  int64_t bytes = isa<kern::DenseOp>(op.getOperation()) ? 0 : 2 * int64_t(llvm::alignTo(size, 4));
  return std::max<int64_t>(bytes + (branches > 4 ? 8 * branches : 0), 4); // kernels of weighted ops take some
}

int64_t dendc::getWeightedScratchSize(kern::WeightedOpInterface op, StringRef layout) {
  int64_t branches = int64_t(op.getDendriteCount()) + 1, sums = branches > 1 ? 32 * branches : 0;
  if (layout == "wide")
    sums = branches > 4 ? 8 * branches : 0;
  if (layout.empty())
    return 4 * branches;
  if (layout == "quad")
    return 32 * branches;
  if (layout == "planes")
    return getPlanesScratchSize(cast<kern::DepthwiseConv2DOp>(op.getOperation()),
                                op.getOutput().getType().getDimSize(1));
  if (layout == "vector")
    return getVectorScratchSize(op);
  if (layout == "narrow")
    return getNarrowScratchSize(op);
  if (layout == "sixteen")
    return int64_t(llvm::alignTo(op.getChannelCount(), kSixteen)) +
           8 * op.getWeights().getShapedType().getDimSize(1) * op.getWeights().getShapedType().getDimSize(2) +
           64 * std::max<int64_t>(op.getDendriteCount() - 1, 0);
  int64_t rows = op.getWeights().getShapedType().getDimSize(0), length = op.getWeights().getNumElements() / rows;
  int64_t words = layout == "paired" ? (length + 3) / 4 * 2 : (length + 1) / 2;
  int64_t columns = 2;
  if (isa<kern::DenseOp>(op.getOperation()))
    columns = std::min<int64_t>(2, op.getOutput().getType().getNumElements() / op.getChannelCount());
  return 4 * columns * words + sums;
}

int64_t dendc::getProductScratchSize(kern::RecurrentOp op, StringRef layout) {
  int64_t units = op.getUnitCount();
  if (layout == "vector") {
    int64_t size = 2 * units;
    return size % 16 == 0 ? 0 : int64_t(llvm::alignTo(size, 16));
  }
  return 4 * (layout == "paired" ? (units + 3) / 4 * 2 : (units + 1) / 2);
}

/// A signal of all branches, what one product takes, the states, then the sums of a branch and a vector beside.
int64_t dendc::getRecurrentScratchSize(kern::RecurrentOp op, StringRef layout) {
  int64_t units = op.getUnitCount(), states = op.getInitial().getType().getNumElements();
  int64_t elements = states + (op.getShape().gates + 1) * units;
  if (layout.empty())
    return 4 * (elements + op.getBranchCount());
  return 4 * op.getBranchCount() + getProductScratchSize(op, layout) + int64_t(llvm::alignTo(2 * elements, 4));
}

int64_t dendc::getScratchSize(Operation *op) {
  if (auto size = op->getAttrOfType<IntegerAttr>(kern::kScratchSizeAttr))
    return size.getInt();
  auto weighted = dyn_cast<kern::WeightedOpInterface>(op);
  const kern::Kernel *kernel = kern::getChosenKernel(op);
  if (auto recurrent = dyn_cast<kern::RecurrentOp>(op); recurrent && kernel)
    return getRecurrentScratchSize(recurrent, kernel->layout);
  return weighted && kernel ? getWeightedScratchSize(weighted, kernel->layout) : 0;
}

int64_t dendc::getCallScratchSize(Operation *op, int64_t rows) {
  auto depthwise = dyn_cast<kern::DepthwiseConv2DOp>(op);
  bool isPlanes = depthwise && kern::getChosenKernel(op)->layout == "planes";
  return isPlanes ? getPlanesScratchSize(depthwise, rows) : getScratchSize(op);
}

/// Per channel and dendrite k: what leads to it from the dendrites before, `extra(k, channel)` where it is given, what
/// leads to the neuron.
template <typename T, typename Op>
static std::vector<T> packCoefficients(Op op, std::optional<llvm::function_ref<T(int64_t, int64_t)>> extra) {
  std::vector<T> parameters;
  if (!op.getToNeuron())
    return parameters;
  ArrayRef<int64_t> shape = op.getToNeuron()->getShapedType().getShape();
  int64_t dendrites = shape[0], channels = shape[1];
  auto toNeuron = llvm::to_vector(op.getToNeuron()->template getValues<T>());
  SmallVector<T> between;
  if (op.getBetween())
    between = llvm::to_vector(op.getBetween()->template getValues<T>());
  for (int64_t c = 0; c < channels; ++c)
    for (int64_t k = 0; k < dendrites; ++k) {
      for (int64_t j = 0; j < k; ++j)
        parameters.push_back(between[(k * (k - 1) / 2 + j) * channels + c]);
      if (extra)
        parameters.push_back((*extra)(k, c));
      parameters.push_back(toNeuron[k * channels + c]);
    }
  return parameters;
}

template <typename Op> static std::vector<int32_t> packParameters(Op op) {
  auto getMultiplier = [&](int64_t k, int64_t c) {
    return op.getDendriteRequant()->getMultipliers()[k * op.getToNeuron()->getShapedType().getDimSize(1) + c];
  };
  return packCoefficients<int32_t>(op, llvm::function_ref<int32_t(int64_t, int64_t)>(getMultiplier));
}

std::vector<int32_t> dendc::packDendrites(kern::WeightedOpInterface op) { return packParameters(op); }
std::vector<int32_t> dendc::packDendrites(kern::RecurrentOp op) { return packParameters(op); }

std::vector<float> dendc::packFloatDendrites(kern::WeightedOpInterface op) {
  return packCoefficients<float>(op, std::nullopt);
}
std::vector<float> dendc::packFloatDendrites(kern::RecurrentOp op) { return packCoefficients<float>(op, std::nullopt); }
