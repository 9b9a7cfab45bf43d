// ByteLayouts.cpp - layouts of plain int8 weights, each as the order of what it holds.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/Packing.h"

#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/MathExtras.h"

#include <array>
#include <cassert>

using namespace mlir;
using namespace dendc;

namespace {

constexpr int64_t kSixteen = 16;
/// The four channels of a block of layout quad, for int8 and for int16 inputs.
constexpr int64_t kInOrder[] = {0, 1, 2, 3}, kExchanged[] = {0, 2, 1, 3};

using LaneBlock = std::array<int64_t, Filters::kBlockChannels>;

/// The channels of each group in fours; -1 stands for none.
std::vector<LaneBlock> getLaneBlocks(const Filters &filters) {
  std::vector<LaneBlock> blocks;
  int64_t groupChannels = filters.channels / filters.groups;
  for (int64_t group = 0; group < filters.groups; ++group)
    for (int64_t first = 0; first < groupChannels; first += Filters::kBlockChannels) {
      LaneBlock &block = blocks.emplace_back();
      for (int64_t i = 0; i < Filters::kBlockChannels; ++i)
        block[i] = first + i < groupChannels ? group * groupChannels + first + i : -1;
    }
  return blocks;
}

/// The channels in sixteens, each as four blocks of every fourth channel, in the order in which vectors are widened.
std::vector<LaneBlock> getQuarters(const Filters &filters) {
  std::vector<LaneBlock> quarters;
  for (int64_t first = 0; first < filters.channels; first += kSixteen)
    for (int64_t quarter : {0, 2, 1, 3}) {
      LaneBlock &block = quarters.emplace_back();
      for (int64_t i = 0; i < Filters::kBlockChannels; ++i) {
        int64_t channel = first + 4 * i + quarter;
        block[i] = channel < filters.channels ? channel : -1;
      }
    }
  return quarters;
}

/// The branches as layouts vector and sixteen have them: the neuron, branch 0, comes last.
SmallVector<int64_t> getVectorBranches(const Filters &filters) {
  auto branches = llvm::to_vector(llvm::seq<int64_t>(1, filters.branches));
  branches.push_back(0);
  return branches;
}

/// What a layout of bytes holds, in order; -1 stands for a zero.
struct Visitor {
  /// A weight: element `k` of filter `row`.
  llvm::function_ref<void(int64_t row, int64_t k)> weight;
  /// A bias: that of filter `row`.
  llvm::function_ref<void(int64_t row)> bias;
};

//===----------------------------------------------------------------------===//
// Columns: convolutions and dense layers
//===----------------------------------------------------------------------===//

void visitPaired(const Filters &filters, const Visitor &visit) {
  static constexpr int64_t kByteOrder[] = {0, 2, 1, 3};
  std::vector<int64_t> order = filters.getFilterOrder();
  for (size_t pair = 0; pair < order.size(); pair += 2)
    for (int64_t first = 0; first < filters.length; first += 4)
      for (int64_t row : {order[pair], order[pair + 1]})
        for (int64_t offset : kByteOrder)
          visit.weight(row, first + offset < filters.length ? filters.columnOrder[first + offset] : -1);
  llvm::for_each(order, visit.bias);
}

void visitTiles(const Filters &filters, int64_t blockChannels, const Visitor &visit) {
  for (const std::vector<int64_t> &tile : filters.getTiles(blockChannels)) {
    for (int64_t k = 0; k < filters.length; ++k)
      for (int64_t row : tile)
        visit.weight(row, k);
    llvm::for_each(tile, visit.bias);
  }
}

void visitNarrow(const Filters &filters, const Visitor &visit) {
  visitTiles(filters, filters.getBlockChannels(), visit);
}

void visitQuartet(const Filters &filters, const Visitor &visit) {
  visitTiles(filters, filters.getQuartetChannels(), visit);
}

void visitLong(const Filters &filters, const Visitor &visit) {
  for (int64_t row = 0; row < filters.channels; ++row) {
    for (int64_t k = 0; k < filters.length; ++k)
      visit.weight(row, k);
    visit.bias(row);
  }
}

/// A step is 16 bytes of the column: as many int8 weights as it has elements.
void visitVector(const Filters &filters, const Visitor &visit) {
  int64_t elements = filters.hasByteInput() ? 16 : 8;
  auto visitStep = [&](int64_t row, int64_t first) {
    for (int64_t k = first; k < first + elements; ++k)
      visit.weight(row, k < filters.length ? k : -1);
  };
  for (const LaneBlock &block : getLaneBlocks(filters))
    for (int64_t branch : getVectorBranches(filters)) {
      int64_t row = branch * filters.channels;
      if (block.back() >= 0) {
        for (int64_t first = 0; first < filters.length; first += elements)
          for (int64_t channel : block)
            visitStep(row + channel, first);
      } else {
        for (int64_t channel : block)
          for (int64_t first = 0; channel >= 0 && first < filters.length; first += elements)
            visitStep(row + channel, first);
      }
      for (int64_t channel : block)
        visit.bias(channel < 0 ? -1 : row + channel);
    }
}

//===----------------------------------------------------------------------===//
// Channels: depthwise convolutions
//===----------------------------------------------------------------------===//

void visitSixteen(const Filters &filters, const Visitor &visit) {
  std::vector<LaneBlock> quarters = getQuarters(filters);
  for (int64_t first = 0; first < filters.channels; first += kSixteen)
    for (int64_t branch : getVectorBranches(filters)) {
      int64_t row = branch * filters.channels;
      for (int64_t tap = 0; tap < filters.length; ++tap)
        for (int64_t channel = first; channel < first + kSixteen; ++channel)
          visit.weight(channel < filters.channels ? row + channel : -1, tap);
      for (const LaneBlock &quarter : llvm::ArrayRef(quarters).slice(first / Filters::kBlockChannels, 4))
        for (int64_t channel : quarter)
          visit.bias(channel < 0 ? -1 : row + channel);
    }
}

void visitQuad(const Filters &filters, const Visitor &visit) {
  for (const LaneBlock &block : getLaneBlocks(filters))
    for (int64_t branch = 0; branch < filters.branches; ++branch) {
      auto getRow = [&](int64_t channel) { return channel < 0 ? -1 : branch * filters.channels + channel; };
      for (int64_t tap = 0; tap < filters.length; ++tap)
        for (int64_t i : filters.hasByteInput() ? kInOrder : kExchanged)
          visit.weight(getRow(block[i]), tap);
      for (int64_t channel : block)
        visit.bias(getRow(channel));
    }
}

void visitPlanes(const Filters &filters, const Visitor &visit) {
  // SXTB16 makes (w0, w1) of these, and with ROR #8 (w1, w2).
  static constexpr int64_t kTaps[] = {0, 1, 1, 2};
  for (int64_t channel = 0; channel < filters.channels; ++channel)
    for (int64_t branch = 0; branch < filters.branches; ++branch) {
      int64_t row = branch * filters.channels + channel;
      for (int64_t first = 0; first < filters.length; first += filters.windowWidth)
        for (int64_t tap : kTaps)
          visit.weight(row, tap < filters.windowWidth ? first + tap : -1);
      visit.bias(row);
    }
}

void visitSingle(const Filters &filters, const Visitor &visit) {
  for (int64_t channel = 0; channel < filters.channels; ++channel)
    for (int64_t branch = 0; branch < filters.branches; ++branch) {
      int64_t row = branch * filters.channels + channel;
      for (int64_t tap = 0; tap < filters.length; ++tap)
        visit.weight(row, tap);
      visit.bias(row);
    }
}

void visitLayout(const Filters &filters, StringRef layout, const Visitor &visit) {
  auto *visitor = llvm::StringSwitch<void (*)(const Filters &, const Visitor &)>(layout)
                      .Case("paired", visitPaired)
                      .Cases({"narrow", "triple"}, visitNarrow)
                      .Case("quartet", visitQuartet)
                      .Case("long", visitLong)
                      .Case("vector", visitVector)
                      .Case("sixteen", visitSixteen)
                      .Case("quad", visitQuad)
                      .Case("planes", visitPlanes)
                      .Case("single", visitSingle)
                      .Default(nullptr);
  assert(visitor && "a layout of bytes");
  visitor(filters, visit);
}

} // namespace

/// The range of a sum in layout triple: 21 bits.
static constexpr int64_t kTripleLimit = int64_t(1) << 20;

int64_t dendc::getTripleChunkLength(const Filters &filters) {
  // Sums of elements from 0 to 255: those of positive and of negative weights are the largest.
  int64_t chunk = filters.length;
  for (int64_t row = 0; row < filters.branches * filters.channels; ++row) {
    auto fits = [&](int64_t length) {
      int64_t low = 0, high = 0;
      for (int64_t k = 0; k < filters.length; ++k) {
        if (k % length == 0)
          low = high = 0;
        int64_t weight = filters.weights[row * filters.length + k];
        (weight < 0 ? low : high) += 255 * weight;
        if (low < -kTripleLimit || high >= kTripleLimit)
          return false;
      }
      return true;
    };
    // As many chunks as it takes, of about the same length.
    for (int64_t count = llvm::divideCeil(filters.length, chunk); !fits(chunk);)
      chunk = llvm::divideCeil(filters.length, ++count);
  }
  return chunk;
}

/// What is added to the bias of filter `row`. In layout triple elements are 128 more than they are: the bias is the
/// filter's sum of elements that are all -128, within 32 bits like every sum.
static int64_t getBiasOffset(const Filters &filters, StringRef layout, int64_t row) {
  int64_t offset = 0;
  if (layout == "triple")
    for (int64_t weight : ArrayRef(filters.weights).slice(row * filters.length, filters.length))
      offset -= 128 * weight;
  return offset;
}

/// What turns a weight into a byte: in layout quartet it has 128 more, unsigned.
static int getSign(StringRef layout) { return layout == "quartet" ? 0x80 : 0; }

BytePacking dendc::packBytes(const Filters &filters, StringRef layout) {
  BytePacking packing;
  std::vector<int64_t> rows, offsets; // of biases, in order
  visitLayout(filters, layout,
              {[&](int64_t row, int64_t k) {
                 packing.weights.push_back(
                     row < 0 || k < 0 ? 0 : int8_t(filters.weights[row * filters.length + k] ^ getSign(layout)));
               },
               [&](int64_t row) {
                 rows.push_back(row);
                 offsets.push_back(row < 0 ? 0 : getBiasOffset(filters, layout, row));
               }});
  filters.forEachBias([&](ArrayRef<int32_t> bias) {
    for (auto [row, offset] : llvm::zip_equal(rows, offsets))
      packing.bias.push_back(row < 0 ? 0 : int32_t(bias[row] + offset));
  });
  if (layout == "triple")
    packing.chunkLength = getTripleChunkLength(filters);
  return packing;
}

std::vector<int8_t> dendc::unpackBytes(const BytePacking &packing, const Filters &filters, StringRef layout) {
  std::vector<int8_t> weights(filters.weights.size());
  const int8_t *next = packing.weights.data();
  visitLayout(filters, layout,
              {[&](int64_t row, int64_t k) {
                 int8_t weight = int8_t(*next++ ^ getSign(layout));
                 if (row >= 0 && k >= 0)
                   weights[row * filters.length + k] = weight;
               },
               [](int64_t) {}});
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
