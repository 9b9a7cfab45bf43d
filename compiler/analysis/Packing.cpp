// Packing.cpp - weights in the layouts of the kernels, and back: layouts of words, recurrent layers, dendrites.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/Packing.h"
#include "compiler/analysis/Requantization.h"

#include <algorithm>

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

/// Calls `visit(word, half, row, k)` for every weight of layout wide.
static void visitWide(const Filters &filters, llvm::function_ref<void(int64_t, int64_t, int64_t, int64_t)> visit) {
  int64_t words = getDualWords(filters), base = 0;
  for (const std::vector<int64_t> &tile : filters.getTiles()) {
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
  for (const std::vector<int64_t> &tile : filters.getTiles())
    for (int64_t row : tile)
      packing.bias.push_back(int32_t(uint32_t(filters.bias[row]) * factor));
  return packing;
}

std::vector<int8_t> dendc::unpackWide(const WidePacking &packing, const Filters &filters, int32_t left) {
  std::vector<int8_t> weights(filters.weights.size());
  visitWide(filters, [&](int64_t word, int64_t half, int64_t row, int64_t k) {
    weights[row * filters.length + k] = int8_t(int16_t(packing.weights[word] >> 16 * half & 0xffff) >> left);
  });
  return weights;
}

//===----------------------------------------------------------------------===//
// What layouts can hold
//===----------------------------------------------------------------------===//

/// Int8 inputs, weights within -127 .. 127, and sums that a lane holds.
static bool canPackDual(kern::WeightedOpInterface op) {
  if (!op.getInput().getType().getElementType().isInteger(8) || isa<kern::DepthwiseConv2DOp>(op.getOperation()))
    return false;
  Filters filters = Filters::get(op);
  return llvm::none_of(filters.weights, [](int8_t w) { return w == INT8_MIN; }) && getDualChunkLength(filters) > 0;
}

/// One row whose sums fit a lane altogether.
static bool canPackDirect(kern::WeightedOpInterface op) {
  if (!isa<kern::DenseOp>(op.getOperation()) || op.getOutput().getType().getNumElements() != op.getChannelCount() ||
      !canPackDual(op))
    return false;
  Filters filters = Filters::get(op);
  return getDualChunkLength(filters) >= filters.length;
}

/// Depthwise convolutions of int8 with one filter per input channel, and no pair of taps whose products leave 16 bits.
static bool canPackSixteen(kern::WeightedOpInterface op) {
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

/// Depthwise windows up to three wide, strides of 1 and 2.
static bool canPackPlanes(kern::WeightedOpInterface op) {
  auto conv = dyn_cast<kern::DepthwiseConv2DOp>(op.getOperation());
  if (!conv)
    return false;
  int64_t width = op.getWeights().getShapedType().getDimSize(2);
  return width <= 3 && conv.getStrides()[1] <= 2 && (width == 1 || conv.getDilations()[1] == 1);
}

bool dendc::canPack(kern::WeightedOpInterface op, StringRef layout) {
  if (op.getSaturates() != (layout == "long"))
    return false;
  if (layout == "dual")
    return canPackDual(op);
  if (layout == "direct")
    return canPackDirect(op);
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
  std::vector<int8_t> rights = getRights(*op.getSumRequant());
  bool isDoubled = op.getSumRequant()->getRounding() == kern::Rounding::tflite && !needsWideRounding(op);
  for (int64_t gate = 0; gate < gates; ++gate) {
    Filters filters = Filters::get(op, gate);
    std::vector<int32_t> bias, own = multipliers.slice(gate * units, units).vec();
    if (layout == "wide") {
      WidePacking wide = packWide(filters, isDoubled);
      llvm::append_range(packing.words, wide.weights);
      bias = wide.bias;
    } else {
      BytePacking bytes = packBytes(filters, layout);
      llvm::append_range(packing.bytes, bytes.weights);
      bias = bytes.bias;
    }
    llvm::append_range(packing.multipliers, packLanes(filters, layout, own));
    if (!rights.empty())
      llvm::append_range(packing.rights, packLanes(filters, layout, ArrayRef(rights).slice(gate * units, units).vec()));
    if (hasBias || gate == 0)
      llvm::append_range(packing.bias, bias);
  }
  packing.weightsStep = int64_t(packing.bytes.size() + packing.words.size()) / gates;
  packing.biasStep = hasBias ? int64_t(packing.bias.size()) / gates : 0;
  packing.rowsStep = int64_t(packing.multipliers.size()) / gates;
  return packing;
}

//===----------------------------------------------------------------------===//
// Dendrites
//===----------------------------------------------------------------------===//

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

std::vector<int32_t> dendc::packSegments(ArrayRef<int16_t> table) {
  constexpr uint32_t kHalf = 1 << 15;
  std::vector<int32_t> segments;
  for (int32_t i = 0; i < int32_t(table.size()) - 1; ++i) {
    uint32_t slope = uint32_t(table[i + 1] - table[i]) << 8, z = uint32_t(i - 128) << 8;
    segments.push_back(int32_t((uint32_t(table[i]) << 16) + kHalf - slope * z));
    segments.push_back(int32_t(slope));
  }
  return segments;
}

std::vector<float> dendc::packFloatDendrites(kern::WeightedOpInterface op) {
  return packCoefficients<float>(op, std::nullopt);
}
std::vector<float> dendc::packFloatDendrites(kern::RecurrentOp op) { return packCoefficients<float>(op, std::nullopt); }
