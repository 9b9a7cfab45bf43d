// Requantization.cpp - how a kernel requantizes the sums of an op.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/Requantization.h"
#include "compiler/analysis/Packing.h"

#include "llvm/ADT/TypeSwitch.h"

#include <cmath>

using namespace mlir;
using namespace dendc;

kern::RequantAttr dendc::getOutputRequant(Operation *op) { return op->getAttrOfType<kern::RequantAttr>("requant"); }

std::vector<int8_t> dendc::getRights(kern::RequantAttr requant) {
  std::vector<int8_t> rights;
  if (requant.getRounding() != kern::Rounding::native)
    for (int32_t shift : requant.getShifts().asArrayRef())
      rights.push_back(int8_t(-shift - 1));
  return rights;
}

/// Largest distance of an integer of `value` from `zeroPoint`.
static double getMagnitude(Value value, uint32_t zeroPoint) {
  double half = std::ldexp(1.0, int(cast<RankedTensorType>(value.getType()).getElementTypeBitWidth()) - 1);
  double offset = double(int32_t(zeroPoint));
  return std::max(half + offset, half - 1 - offset);
}

/// Largest magnitude of what `op` requantizes.
static double getSumBound(Operation *op) {
  return llvm::TypeSwitch<Operation *, double>(op)
      .Case([](kern::WeightedOpInterface weighted) {
        int64_t rows = weighted.getWeights().getShapedType().getDimSize(0);
        int64_t depth = weighted.getWeights().getNumElements() / rows;
        double magnitude = getMagnitude(weighted.getInput(), weighted.getInputZeroPoint());
        std::vector<double> bounds(rows);
        for (auto [i, bias] : llvm::enumerate(weighted.getBias().getValues<int32_t>()))
          bounds[i % rows] = std::max(bounds[i % rows], std::abs(double(bias)));
        for (auto [i, weight] : llvm::enumerate(weighted.getWeights().getValues<int8_t>()))
          bounds[i / depth] += std::abs(double(weight)) * magnitude;
        return *llvm::max_element(bounds);
      })
      .Case([](kern::MulOp mul) {
        return getMagnitude(mul.getLhs(), mul.getLhsZeroPoint()) * getMagnitude(mul.getRhs(), mul.getRhsZeroPoint());
      })
      .Case([](kern::MatmulOp matmul) {
        // Cut operands are for rounding `native`.
        return getMagnitude(matmul.getLhs(), matmul.getLhsZeroPoint()) *
               getMagnitude(matmul.getRhs(), matmul.getRhsZeroPoint()) *
               double(matmul.getLhs().getType().getDimSize(2));
      })
      .Case([](kern::DotOp) { return std::ldexp(1.0, 31); })
      .Case([](kern::RescaleOp rescale) { return getMagnitude(rescale.getInput(), rescale.getInputZeroPoint()); })
      .Case([](kern::ReduceOp reduce) {
        double count = double(reduce.getInput().getType().getNumElements()) / double(reduce.getType().getNumElements());
        return count * getMagnitude(reduce.getInput(), reduce.getInputZeroPoint());
      })
      .Default([](Operation *) { return 0.0; }); // scaled_add: at most 2^30 by its rules
}

static bool needsWideRounding(kern::RequantAttr requant, llvm::function_ref<double()> getBound) {
  constexpr double limit = 1 << 30;
  if (!requant || requant.getRounding() != kern::Rounding::tflite)
    return false;
  double zeroPoint = 2 * std::abs(double(requant.getZeroPoint())) + 1;
  return getBound() >= limit || llvm::any_of(getRights(requant), [&](int8_t right) {
           return right < 0 || std::ldexp(zeroPoint, right) >= limit;
         });
}

bool dendc::needsWideRounding(Operation *op) {
  if (auto recurrent = dyn_cast<kern::RecurrentOp>(op))
    return needsWideRounding(recurrent);
  return ::needsWideRounding(getOutputRequant(op), [&] { return getSumBound(op); });
}

bool dendc::needsWideRounding(kern::RecurrentOp op) {
  auto getSums = [&] { return double(op.getUnitCount()) * double(INT8_MIN) * double(INT16_MIN); };
  auto getProducts = [] { return double(INT16_MAX) * INT16_MAX; };
  auto getSeen = [&] {
    double most = 0;
    for (int16_t peephole : op.getPeepholes()->getValues<int16_t>())
      most = std::max(most, std::abs(double(peephole)) * -double(INT16_MIN));
    return most;
  };
  return ::needsWideRounding(op.getSumRequant().value_or(nullptr), getSums) ||
         ::needsWideRounding(op.getPeepholeRequant().value_or(nullptr), getSeen) ||
         ::needsWideRounding(op.getHiddenRequant().value_or(nullptr), getProducts);
}

/// The sums a channel can have, and how they are requantized.
namespace {
struct ChannelSums {
  int64_t low, high;
  int64_t multiplier;
  int32_t right;
  kern::RequantAttr requant;

  int64_t getBound() const { return std::max(-low, high); }
  int64_t requantize(int64_t sum) const;
};
} // namespace

int64_t ChannelSums::requantize(int64_t sum) const {
  int64_t product = (sum << requant.getShift()) * multiplier, value = 0;
  switch (requant.getRounding()) {
  case kern::Rounding::native:
    value = (product + (int64_t(1) << 31)) >> 32;
    break;
  case kern::Rounding::nearest:
    value = (product + (int64_t(1) << (31 + right))) >> (32 + right);
    break;
  case kern::Rounding::tflite:
    value = (product + (int64_t(1) << 30)) >> 31;
    value = (value + (int64_t(1) << (right - 1)) - (value < 0)) >> right;
    break;
  }
  return std::clamp<int64_t>(requant.getZeroPoint() + value, requant.getMin(), requant.getMax());
}

static std::vector<ChannelSums> getChannelSums(kern::WeightedOpInterface op) {
  Filters filters = Filters::get(op);
  kern::RequantAttr requant = *op.getRequant();
  std::vector<ChannelSums> channels;
  for (int64_t c = 0; c < filters.channels; ++c) {
    auto [low, high] = filters.getSumRange(c, filters.inputMin, filters.inputMax);
    auto [least, most] = filters.getBiasRange(c);
    channels.push_back({least + low, most + high, requant.getMultipliers()[c], -requant.getChannelShift(c), requant});
  }
  return channels;
}

/// The offset with which `multiplier` yields every output of a channel, all that is reachable being tried; none if none
/// does. Sums are `left` bits to the left, results `right` to the right.
static std::optional<int32_t> fitOffset(const ChannelSums &sums, int64_t multiplier, int32_t left, int32_t right) {
  auto multiply = [&](int64_t sum) { return ((sum << left) * multiplier) >> 32; };
  int64_t first = sums.requantize(sums.low), last = sums.requantize(sums.high);
  int64_t least = first > sums.requant.getMin() ? (first << right) - multiply(sums.low) : INT32_MIN / 2;
  int64_t most = last < sums.requant.getMax() ? ((last + 1) << right) - 1 - multiply(sums.high) : INT32_MAX / 2;
  for (int64_t output = first + 1, low = sums.low; output <= last; ++output) {
    int64_t high = sums.high; // the smallest sum that yields `output`
    while (low < high) {
      int64_t middle = low + (high - low) / 2;
      if (sums.requantize(middle) >= output)
        high = middle;
      else
        low = middle + 1;
    }
    least = std::max(least, (output << right) - multiply(low));
    most = std::min(most, (output << right) - 1 - multiply(low - 1));
  }
  if (least > most || least < INT32_MIN / 2 || least > INT32_MAX / 2)
    return std::nullopt;
  return int32_t(std::clamp<int64_t>(0, least, most));
}

/// Bits to the left of the factor of `channel`, so that it is 2^bits * multiplier.
static int32_t getExponent(const ChannelSums &channel) {
  switch (channel.requant.getRounding()) {
  case kern::Rounding::native:
    return channel.requant.getShift() - 32;
  case kern::Rounding::nearest:
    return channel.requant.getShift() - 32 - channel.right;
  case kern::Rounding::tflite:
    return -31 - channel.right;
  }
  llvm_unreachable("unknown rounding");
}

/// `value` * 2^`left`, rounded; `left` is at most 31.
static int64_t shiftRounded(int64_t value, int32_t left) {
  if (left >= 0)
    return value << left;
  return left < -40 ? 0 : (value + (int64_t(1) << (-left - 1))) >> -left;
}

/// Sums of `channels` `left` bits to the left and products at most `most` to the right.
static std::optional<FoldedRequant> fold(ArrayRef<ChannelSums> channels, int32_t left, int32_t most) {
  FoldedRequant folded{{}, left, most};
  auto getShift = [&](const ChannelSums &channel) { return getExponent(channel) + 32 + folded.right - left; };
  for (const ChannelSums &channel : channels)
    while (folded.right > 0 &&
           (getShift(channel) > 31 || shiftRounded(channel.multiplier, getShift(channel)) > INT32_MAX))
      --folded.right;
  if (folded.right == 0)
    return std::nullopt;
  for (const ChannelSums &channel : channels) {
    int64_t multiplier = shiftRounded(channel.multiplier, getShift(channel));
    std::optional<int32_t> offset = fitOffset(channel, multiplier, left, folded.right);
    if (!offset)
      return std::nullopt;
    folded.factors.push_back(int32_t(multiplier));
    folded.factors.push_back(*offset);
  }
  return folded;
}

// All channels have their sums as many bits to the left as 32 bits, and weights of 16, allow, and products as many to
// the right as the largest factor allows, or a number that does for most layers, so that they may share code; the
// others have smaller multipliers, rounded. One sum more moves a product by more than that rounding does, so that an
// offset is found which leaves every output as it is, unless sums lie exactly between two outputs on both sides of zero
// and go away from it.
std::optional<FoldedRequant> dendc::foldRequant(kern::WeightedOpInterface op, int32_t mostLeft) {
  constexpr int32_t kCommonRight = 12, kMostRight = 22; // offsets fit 31 bits
  if (op.getDendriteCount() > 0 || needsWideRounding(op) ||
      !cast<RankedTensorType>(op.getOutput().getType()).getElementType().isInteger(8))
    return std::nullopt;
  std::vector<ChannelSums> channels = getChannelSums(op);
  int32_t left = mostLeft;
  for (const ChannelSums &channel : channels)
    while (left > 0 && channel.getBound() << left > INT32_MAX)
      --left;
  if (left == 0)
    return std::nullopt;
  std::optional<FoldedRequant> common = fold(channels, left, kCommonRight);
  return common ? common : fold(channels, left, kMostRight);
}
