// SignalStatistics.cpp - histograms that grow with their signal, and ranges read off them.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/SignalStatistics.h"

#include "llvm/Support/ErrorHandling.h"

#include <algorithm>
#include <cmath>

using namespace dendc;

llvm::StringRef dendc::getName(RangeMethod method) {
  switch (method) {
  case RangeMethod::MinMax:
    return "min-max";
  case RangeMethod::Percentile99999:
    return "percentile 99.999";
  case RangeMethod::Percentile9999:
    return "percentile 99.99";
  case RangeMethod::Percentile9997:
    return "percentile 99.97";
  case RangeMethod::Percentile999:
    return "percentile 99.9";
  case RangeMethod::MeanSquaredError:
    return "mean squared error";
  }
  llvm_unreachable("not a range method");
}

void SignalStatistics::add(llvm::ArrayRef<float> elements) {
  double magnitude = 0;
  for (float element : elements)
    if (std::isfinite(element))
      magnitude = std::max<double>(magnitude, std::abs(element));
  growTo(magnitude);
  double binsPerUnit = extent > 0 ? kBinCount / 2 / extent : 0;
  for (float element : elements) {
    if (!std::isfinite(element)) {
      ++nonFiniteCount;
      continue;
    }
    ++count;
    min = std::min<double>(min, element);
    max = std::max<double>(max, element);
    if (element != 0)
      ++bins[std::clamp<int64_t>(int64_t(std::floor(element * binsPerUnit)) + kBinCount / 2, 0, kBinCount - 1)];
  }
}

void SignalStatistics::growTo(double magnitude) {
  if (magnitude <= extent)
    return;
  if (extent == 0) {
    extent = magnitude;
    bins.assign(kBinCount, 0);
    return;
  }
  while (extent < magnitude) { // two bins become one, nearer to the middle
    std::vector<int64_t> merged(kBinCount, 0);
    for (int64_t bin = 0; bin < kBinCount; ++bin)
      merged[(bin + kBinCount / 2) / 2] += bins[bin];
    bins = std::move(merged);
    extent *= 2;
  }
}

Range SignalStatistics::getRange(RangeMethod method, int64_t levels) const {
  if (extent == 0)
    return {0, 0};
  switch (method) {
  case RangeMethod::MinMax:
    return {min, max};
  case RangeMethod::Percentile99999:
    return getPercentile(1e-5);
  case RangeMethod::Percentile9999:
    return getPercentile(1e-4);
  case RangeMethod::Percentile9997:
    return getPercentile(3e-4);
  case RangeMethod::Percentile999:
    return getPercentile(1e-3);
  case RangeMethod::MeanSquaredError:
    return getLeastError(levels);
  }
  llvm_unreachable("not a range method");
}

Range SignalStatistics::getPercentile(double tail) const {
  // Zeros count as values, but no range ends before 0: so the tails are those of the bins alone.
  double allowed = tail * double(count), below = 0, above = 0;
  int64_t low = 0, high = kBinCount - 1;
  while (low < kBinCount / 2 && below + double(bins[low]) <= allowed)
    below += double(bins[low++]);
  while (high >= kBinCount / 2 && above + double(bins[high]) <= allowed)
    above += double(bins[high--]);
  double width = 2 * extent / kBinCount;
  return {std::max(min, (double(low) - kBinCount / 2) * width),
          std::min(max, (double(high + 1) - kBinCount / 2) * width)};
}

namespace {

/// The elements of a histogram from its first bin to each of them, or from its last one: how many, their sum and that
/// of their squares.
struct Tail {
  double count = 0, sum = 0, squares = 0;

  Tail with(double n, double x) const { return {count + n, sum + n * x, squares + n * x * x}; }
  /// The squared error of clipping all of them to `limit`.
  double getClippingError(double limit) const { return squares - 2 * limit * sum + limit * limit * count; }
};

} // namespace

Range SignalStatistics::getLeastError(int64_t levels) const {
  constexpr int kSteps = 128;
  std::vector<Tail> below(kBinCount + 1), above(kBinCount + 1); // what lies before and from each bin on
  for (int64_t bin = 0; bin < kBinCount; ++bin)
    below[bin + 1] = below[bin].with(double(bins[bin]), getBinCenter(bin));
  for (int64_t bin = kBinCount; bin-- > 0;)
    above[bin] = above[bin + 1].with(double(bins[bin]), getBinCenter(bin));
  auto findBin = [&](double x) -> int64_t { // the first whose center is not below x
    if (extent == 0)
      return kBinCount / 2;
    double place = std::ceil(x * kBinCount / (2 * extent) + kBinCount / 2 - 0.5);
    return std::clamp<int64_t>(int64_t(place), 0, kBinCount);
  };
  auto getError = [&](const Range &range) {
    double step = (range.max - range.min) / double(levels - 1);
    return below[findBin(range.min)].getClippingError(range.min) +
           above[findBin(range.max)].getClippingError(range.max) + above[0].count * step * step / 12;
  };
  Range best{min, max};
  double leastError = getError(best);
  auto consider = [&](const Range &range) {
    double error = getError(range);
    if (error < leastError) {
      leastError = error;
      best = range;
    }
  };
  // Both ends shrink together, then each on its own around what was found.
  for (int step = kSteps - 1; step > 0; --step)
    consider({min * step / kSteps, max * step / kSteps});
  Range together = best;
  for (int step = kSteps; step > 0; --step)
    consider({together.min, max * step / kSteps});
  together = best;
  for (int step = kSteps; step > 0; --step)
    consider({min * step / kSteps, together.max});
  return best;
}
