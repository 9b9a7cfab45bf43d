// SumFolding.cpp - sums that round three times as sums that round once, where no output differs.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A sum of two int8 has 65,536 outputs, so that all of them are compared: each leaves the offset of a plain sum an
// interval, and what they leave together is either an offset or nothing. Multipliers beside those of the scales are
// tried, since the roundings of a `scaled_add` move some of its outputs. Where sums lie halfway between two outputs on
// both sides of zero, and go away from it, there is none.

#include "compiler/analysis/SumFolding.h"

#include "compiler/reference/Requant.h"

#include <array>
#include <cmath>

using namespace mlir;
using namespace dendc;

namespace {

constexpr int32_t kValues = 256;

/// The outputs of a sum for every pair of operands.
struct Outputs {
  explicit Outputs(const ScaledSum &sum);

  std::array<std::array<int8_t, kValues>, kValues> values;
  bool fit = true; // 32 bits hold all that is between
};

Outputs::Outputs(const ScaledSum &sum) {
  Width width;
  auto scale = [&](int32_t difference, FixedPoint factor) {
    return roundTwice(difference * (int64_t(1) << sum.shift), factor.multiplier, factor.shift, width);
  };
  Requant requant(sum.requant);
  std::array<int64_t, kValues> rhs;
  for (int32_t b = 0; b < kValues; ++b)
    rhs[b] = scale(b + INT8_MIN - sum.rhsZeroPoint, sum.rhs) * (sum.subtract ? -1 : 1);
  for (int32_t a = 0; a < kValues; ++a) {
    int64_t lhs = scale(a + INT8_MIN - sum.lhsZeroPoint, sum.lhs);
    for (int32_t b = 0; b < kValues; ++b)
      values[a][b] = int8_t(requant(width.check(lhs + rhs[b]), 0, width));
  }
  fit = !width.exceeded;
}

/// The offset with which `plain` yields `outputs`, clamped to [min, max].
std::optional<int32_t> fitOffset(const Outputs &outputs, const PlainSum &plain, int32_t min, int32_t max) {
  int64_t most = INT32_MAX - 128 * (std::abs(int64_t(plain.lhs)) + std::abs(int64_t(plain.rhs))), least = -most;
  for (int32_t a = 0; a < kValues; ++a)
    for (int32_t b = 0; b < kValues; ++b) {
      int64_t sum = int64_t(a + INT8_MIN) * plain.lhs + int64_t(b + INT8_MIN) * plain.rhs, y = outputs.values[a][b];
      if (y > min)
        least = std::max(least, (y << plain.shift) - sum);
      if (y < max)
        most = std::min(most, ((y + 1) << plain.shift) - 1 - sum);
      if (least > most)
        return std::nullopt;
    }
  return int32_t(least + (most - least) / 2);
}

} // namespace

std::optional<PlainSum> dendc::foldScaledSum(const ScaledSum &sum) {
  constexpr int32_t kReach = 3; // multipliers tried on both sides
  int32_t min = sum.requant.getMin(), max = sum.requant.getMax();
  Outputs outputs(sum);
  if (!outputs.fit || min < INT8_MIN || max > INT8_MAX)
    return std::nullopt;
  int32_t bits = sum.requant.getRounding() == kern::Rounding::tflite ? 31 : 32 - sum.requant.getShift();
  double out = std::ldexp(double(sum.requant.getMultipliers()[0]), sum.requant.getChannelShift(0) - bits + sum.shift);
  double lhs = out * std::ldexp(double(sum.lhs.multiplier), sum.lhs.shift - 31);
  double rhs = out * std::ldexp(double(sum.rhs.multiplier), sum.rhs.shift - 31) * (sum.subtract ? -1 : 1);
  double zeroPoint = std::abs(double(sum.requant.getZeroPoint())) + 1;
  double extent = 256 * (std::abs(lhs) + std::abs(rhs)) + zeroPoint;
  PlainSum plain;
  while (plain.shift < 24 && std::ldexp(extent, plain.shift + 1) < INT32_MAX)
    ++plain.shift;
  int32_t lhsMiddle = int32_t(std::lround(std::ldexp(lhs, plain.shift)));
  int32_t rhsMiddle = int32_t(std::lround(std::ldexp(rhs, plain.shift)));
  for (int32_t i = 0; i <= 2 * kReach; ++i)
    for (int32_t j = 0; j <= 2 * kReach; ++j) { // 0, 1, -1, 2, -2, ...
      plain.lhs = lhsMiddle + (i % 2 ? (i + 1) / 2 : -i / 2);
      plain.rhs = rhsMiddle + (j % 2 ? (j + 1) / 2 : -j / 2);
      if (std::optional<int32_t> offset = fitOffset(outputs, plain, min, max)) {
        plain.offset = *offset;
        return plain;
      }
    }
  return std::nullopt;
}
