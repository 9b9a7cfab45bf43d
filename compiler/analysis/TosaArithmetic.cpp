// TosaArithmetic.cpp - requantization that gives every bit of TOSA's integer pseudo-code.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/TosaArithmetic.h"
#include "compiler/analysis/TfliteArithmetic.h"

#include <cmath>

using namespace mlir;
using namespace dendc;

static std::optional<dend::ArithmeticKind> getArithmetic(Operation *op) {
  auto arithmetic = op->getAttrOfType<dend::ArithmeticKindAttr>("arithmetic");
  return arithmetic ? std::optional(arithmetic.getValue()) : std::nullopt;
}

bool dendc::isTosa(Operation *op) {
  auto kind = getArithmetic(op);
  return kind == dend::ArithmeticKind::tosa_single_round || kind == dend::ArithmeticKind::tosa_double_round;
}

LogicalResult dendc::emitTosaError(Operation *op, double factor, double bound) {
  return op->emitOpError() << "expected sums that a multiplier of 32 bits rescales exactly, found sums up to " << bound
                           << " to be multiplied by " << factor;
}

namespace {

/// A sum times multiplier / 2^shift, rounded once.
struct SingleRound {
  int64_t multiplier;
  int32_t shift;

  explicit SingleRound(FixedPoint factor) : multiplier(factor.multiplier), shift(31 - factor.shift) {}
  SingleRound(int64_t multiplier, int32_t shift) : multiplier(multiplier), shift(shift) {}

  int64_t operator()(int64_t sum) const { return (sum * multiplier + (int64_t(1) << (shift - 1))) >> shift; }
};

/// Whether both give one result for every sum within `bound`, from `lowest` to `highest` and cut there. Both are
/// monotonous: it is enough to look at the two sums around every step.
bool agree(const SingleRound &first, const SingleRound &second, double bound, int64_t lowest, int64_t highest) {
  for (int64_t step = lowest + 1; step <= highest; ++step) {
    // The smallest sum that becomes `step` or more.
    auto low = int64_t(-bound), high = int64_t(bound) + 1;
    while (low < high) {
      int64_t middle = low + ((high - low) >> 1);
      if (first(middle) >= step)
        high = middle;
      else
        low = middle + 1;
    }
    if ((low <= int64_t(bound) && second(low) < step) || (low > int64_t(-bound) && second(low - 1) >= step))
      return false;
  }
  return true;
}

/// Rounding `nearest` by `factors`.
kern::RequantAttr getSingleRequant(MLIRContext *context, ArrayRef<SingleRound> factors, ArrayRef<double> bounds,
                                   int64_t zeroPoint, int64_t min, int64_t max) {
  int32_t least = llvm::min_element(factors, [](const auto &a, const auto &b) { return a.shift < b.shift; })->shift;
  int32_t left = std::max(0, 33 - least), mostRight = 29;
  // The zero point, that far to the left, stays away from the 32nd bit.
  while ((std::abs(2 * zeroPoint) + 1) << (mostRight - 1) >= int64_t(1) << 30)
    --mostRight;
  SmallVector<int32_t> multipliers, shifts;
  for (auto [factor, bound] : llvm::zip_equal(factors, bounds)) {
    if (std::ldexp(bound, left) > INT32_MAX)
      return {};
    int32_t right = factor.shift + left - 32, cut = std::max(0, right - mostRight);
    int64_t multiplier = (factor.multiplier + (int64_t(1) << cut >> 1)) >> cut;
    if (cut > 0 && !agree(factor, {multiplier, factor.shift - cut}, bound, min - zeroPoint, max - zeroPoint))
      return {};
    multipliers.push_back(int32_t(multiplier));
    shifts.push_back(cut - right);
  }
  return kern::RequantAttr::get(context, DenseI32ArrayAttr::get(context, multipliers), left, int32_t(zeroPoint),
                                int32_t(min), int32_t(max), kern::Rounding::nearest,
                                DenseI32ArrayAttr::get(context, shifts));
}

} // namespace

// Both roundings are one for shifts of at most 31. TOSA's second rounding of longer ones is that of `tflite`: adding
// 2^30 and shifting by 31 first and then by the rest gives what adding both halves and one shift gives; of a negative
// product 2^30 is taken off, which is the 1 that `divide` takes off.
kern::RequantAttr dendc::getTosaRequant(Operation *op, ArrayRef<double> factors, ArrayRef<double> bounds,
                                        int64_t zeroPoint, int64_t min, int64_t max) {
  SmallVector<SingleRound> fixed;
  bool isShort = true;
  for (double factor : factors) {
    fixed.emplace_back(toFixedPoint(factor));
    isShort &= fixed.back().shift <= 31;
  }
  if (!isShort && getArithmetic(op) == dend::ArithmeticKind::tosa_single_round)
    return getSingleRequant(op->getContext(), fixed, bounds, zeroPoint, min, max);
  for (auto [factor, bound] : llvm::zip_equal(fixed, bounds))
    if (std::ldexp(bound, std::max(0, 31 - factor.shift)) > INT32_MAX)
      return {};
  return getTfliteRequant(op->getContext(), factors, bounds, zeroPoint, min, max);
}

kern::RequantAttr dendc::getTosaMeanRequant(MLIRContext *context, ArrayRef<int64_t> counts, double bound,
                                            int64_t zeroPoint, int64_t min, int64_t max) {
  SmallVector<SingleRound> factors;
  for (int64_t count : counts) {
    int32_t bits = int32_t(llvm::Log2_64_Ceil(uint64_t(count)));
    factors.emplace_back((((int64_t(1) << 30) + 1) << bits) / count, 30 + bits);
  }
  return getSingleRequant(context, factors, SmallVector<double>(counts.size(), bound), zeroPoint, min, max);
}
