// Packing.cpp - weights in the layouts of the kernels, and back: layouts of words, recurrent layers, dendrites.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/Packing.h"
#include "compiler/analysis/Requantization.h"

#include "llvm/Support/MathExtras.h"

#include <algorithm>
#include <array>

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
// winograd
//===----------------------------------------------------------------------===//

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

/// Calls `visit(word, half, row, channel, product)` for every weight of layout winograd that is not padding.
static void visitWinograd(const Filters &filters,
                          llvm::function_ref<void(int64_t, int64_t, int64_t, int64_t, int64_t)> visit) {
  constexpr int64_t kBlock = Filters::kBlockChannels, kProducts = 16;
  int64_t inputs = filters.length / 9, words = int64_t(llvm::alignTo(inputs, 4)) / 2, base = 0;
  for (int64_t first = 0; first < filters.channels; first += kBlock)
    for (int64_t branch = 0; branch < filters.branches; ++branch, base += kProducts * words * kBlock)
      for (int64_t i = 0; i < std::min(kBlock, filters.channels - first); ++i)
        for (int64_t channel = 0; channel < inputs; ++channel)
          for (int64_t product = 0; product < kProducts; ++product) {
            // Bytes 0 and 2 of four channels make one word, 1 and 3 the next.
            int64_t word = product * words + channel / 4 * 2 + channel % 2;
            visit(base + word * kBlock + i, channel % 4 / 2, branch * filters.channels + first + i, channel, product);
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
    for (int64_t branch = 0; branch < filters.branches; ++branch)
      for (int64_t c = first; c < std::min(first + Filters::kBlockChannels, filters.channels); ++c)
        packing.bias.push_back(int32_t(uint32_t(filters.bias[branch * filters.channels + c]) << left));
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

/// One row of int8 whose sums, biases aside, have 24 bits.
static bool canPackQuartet(kern::WeightedOpInterface op) {
  if (!isa<kern::DenseOp>(op.getOperation()) || !op.getInput().getType().getElementType().isInteger(8) ||
      op.getOutput().getType().getNumElements() != op.getChannelCount())
    return false;
  Filters filters = Filters::get(op);
  for (int64_t row = 0; row < filters.branches * filters.channels; ++row) {
    int64_t bound = 0;
    for (int64_t k = 0; k < filters.length; ++k)
      bound += std::abs(int64_t(filters.weights[row * filters.length + k])) * -INT8_MIN;
    if (bound >= kLaneLimit)
      return false;
  }
  return true;
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

/// Windows of 3x3 over bytes with strides of 1, and sums that 32 bits hold four times.
static bool canPackWinograd(kern::WeightedOpInterface op) {
  auto conv = dyn_cast<kern::Conv2DOp>(op.getOperation());
  if (!conv || conv.getGroups() != 1 || !op.getInput().getType().getElementType().isInteger(8))
    return false;
  auto isAll = [](ArrayRef<int64_t> values, int64_t value) { return llvm::all_equal(values) && values[0] == value; };
  if (!isAll(op.getWeights().getShapedType().getShape().slice(1, 2), 3) || !isAll(conv.getStrides(), 1) ||
      !isAll(conv.getDilations(), 1))
    return false;
  Filters filters = Filters::get(op);
  for (int64_t row = 0; row < filters.branches * filters.channels; ++row) {
    int64_t low = filters.bias[row], high = low;
    for (int64_t weight : ArrayRef(filters.weights).slice(row * filters.length, filters.length)) {
      low += std::min(weight * filters.inputMin, weight * filters.inputMax);
      high += std::max(weight * filters.inputMin, weight * filters.inputMax);
    }
    if (4 * low < INT32_MIN || 4 * high > INT32_MAX)
      return false;
  }
  return true;
}

bool dendc::canPack(kern::WeightedOpInterface op, StringRef layout) {
  if (op.getSaturates() != (layout == "long"))
    return false;
  if (layout == "dual")
    return canPackDual(op);
  if (layout == "direct")
    return canPackDirect(op);
  if (layout == "quartet")
    return canPackQuartet(op);
  if (layout == "planes")
    return canPackPlanes(op);
  if (layout == "winograd")
    return canPackWinograd(op);
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
