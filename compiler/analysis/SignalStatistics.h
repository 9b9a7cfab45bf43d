// SignalStatistics.h - what calibration keeps of a signal: extremes and a histogram, whatever the signal's range.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_ANALYSIS_SIGNALSTATISTICS_H
#define COMPILER_ANALYSIS_SIGNALSTATISTICS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

#include <cstdint>
#include <vector>

namespace dendc {

/// An interval of real numbers.
struct Range {
  double min = 0, max = 0;
};

/// How a range is found.
enum class RangeMethod {
  /// All that was seen.
  MinMax,
  /// All but the outermost 1/100,000, 1/10,000 or 1/1,000 of the values at either end.
  Percentile99999,
  Percentile9999,
  Percentile9997,
  Percentile999,
  /// Where rounding inside and clipping outside together have the least mean squared error.
  MeanSquaredError,
};

inline constexpr RangeMethod kRangeMethods[] = {RangeMethod::MinMax,         RangeMethod::Percentile99999,
                                                RangeMethod::Percentile9999, RangeMethod::Percentile9997,
                                                RangeMethod::Percentile999,  RangeMethod::MeanSquaredError};

/// "min-max", "percentile 99.999", ..., "mean squared error".
llvm::StringRef getName(RangeMethod method);

class SignalStatistics {
public:
  /// Adds elements. Those that are not finite are counted and otherwise ignored.
  void add(llvm::ArrayRef<float> elements);

  int64_t getCount() const { return count; }
  int64_t getNonFiniteCount() const { return nonFiniteCount; }
  double getMin() const { return min; }
  double getMax() const { return max; }

  /// The range to quantize to `levels` levels, by `method`. It lies within what was seen and contains 0, which
  /// quantization represents exactly.
  Range getRange(RangeMethod method, int64_t levels) const;

private:
  /// Even; the bins divide [-extent, extent].
  static constexpr int64_t kBinCount = 8192;

  void growTo(double magnitude);
  double getBinCenter(int64_t bin) const { return (double(bin) + 0.5 - kBinCount / 2) * 2 * extent / kBinCount; }
  Range getPercentile(double tail) const;
  Range getLeastError(int64_t levels) const;

  int64_t count = 0, nonFiniteCount = 0;
  double min = 0, max = 0;
  /// Largest magnitude the bins reach; 0 before the first element that is not 0.
  double extent = 0;
  /// Elements by bin, but for those that are exactly 0: they have no error.
  std::vector<int64_t> bins;
};

} // namespace dendc

#endif
