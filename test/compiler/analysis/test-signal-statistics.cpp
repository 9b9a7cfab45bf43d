// test-signal-statistics.cpp - each way of finding a range, on signals made for it.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/SignalStatistics.h"

#include "llvm/ADT/Twine.h"
#include "llvm/Support/raw_ostream.h"

#include <cmath>
#include <random>
#include <string>

using namespace dendc;

namespace {

unsigned failures = 0;

void expect(bool condition, const llvm::Twine &what) {
  if (condition)
    return;
  ++failures;
  llvm::errs() << "not as expected: " << what << "\n";
}

void expectRange(const SignalStatistics &signal, RangeMethod method, double min, double max, double tolerance,
                 const llvm::Twine &what) {
  Range range = signal.getRange(method, 256);
  expect(std::abs(range.min - min) <= tolerance && std::abs(range.max - max) <= tolerance,
         what + ", " + getName(method) + ": [" + std::to_string(range.min) + ", " + std::to_string(range.max) + "]");
}

/// What rounding to 256 levels of `range` loses, by sample.
double measureError(llvm::ArrayRef<float> elements, const Range &range) {
  double step = (range.max - range.min) / 255, error = 0;
  for (double x : elements) {
    double rounded = std::round(std::min(std::max(x, range.min), range.max) / step) * step;
    error += (x - rounded) * (x - rounded);
  }
  return error;
}

void testEmptyAndZero() {
  for (RangeMethod method : kRangeMethods) {
    SignalStatistics signal;
    expectRange(signal, method, 0, 0, 0, "no elements");
    signal.add({0.0f, 0.0f, -0.0f});
    expectRange(signal, method, 0, 0, 0, "zeros");
  }
}

void testConstant() {
  SignalStatistics signal;
  signal.add(std::vector<float>(1000, 3.0f));
  for (RangeMethod method : kRangeMethods)
    expectRange(signal, method, 0, 3, 3.0 / 1000, "always 3");
}

void testNotFinite() {
  SignalStatistics signal;
  signal.add({1.0f, NAN, -INFINITY, INFINITY, -2.0f});
  expect(signal.getNonFiniteCount() == 3 && signal.getCount() == 2, "counts of values that are not finite");
  expectRange(signal, RangeMethod::MinMax, -2, 1, 0, "values that are not finite");
}

/// -1 to 1 in even steps, and a few outliers of 100: each percentile leaves out its share of them.
void testOutliers() {
  constexpr int kCount = 1000000;
  struct {
    int outliers;
    RangeMethod leavesThemOut, keepsThem;
  } cases[] = {{9, RangeMethod::Percentile99999, RangeMethod::MinMax},
               {90, RangeMethod::Percentile9999, RangeMethod::Percentile99999},
               {250, RangeMethod::Percentile9997, RangeMethod::Percentile9999},
               {900, RangeMethod::Percentile999, RangeMethod::Percentile9997}};
  for (const auto &c : cases) {
    SignalStatistics signal;
    std::vector<float> elements(c.outliers, 100.0f);
    for (int i = c.outliers; i < kCount; ++i)
      elements.push_back(float(2.0 * i / kCount - 1));
    signal.add(elements);
    expectRange(signal, c.leavesThemOut, -1, 1, 0.05, llvm::Twine(c.outliers) + " outliers");
    expectRange(signal, c.keepsThem, -1, 100, 0.05, llvm::Twine(c.outliers) + " outliers");
  }
}

/// A normal signal: the range of least error clips, and no other range has a smaller measured error.
void testLeastError() {
  std::mt19937 random(1);
  std::normal_distribution<float> normal(0.5, 1);
  std::vector<float> elements(200000);
  for (float &element : elements)
    element = normal(random);
  SignalStatistics signal;
  signal.add(elements);
  Range least = signal.getRange(RangeMethod::MeanSquaredError, 256);
  expect(least.min > signal.getMin() && least.max < signal.getMax(), "the range of least error clips");
  double error = measureError(elements, least);
  for (RangeMethod method : kRangeMethods)
    expect(error <= 1.01 * measureError(elements, signal.getRange(method, 256)),
           "less error by least error than by " + getName(method));
}

/// The histogram grows with the signal: what came first still counts.
void testGrowth() {
  SignalStatistics signal;
  signal.add(std::vector<float>(100000, 0.001f));
  signal.add({1000.0f});
  expectRange(signal, RangeMethod::MinMax, 0, 1000, 0, "grown");
  expectRange(signal, RangeMethod::Percentile9999, 0, 0.25, 0.25, "grown");
}

} // namespace

int main() {
  testEmptyAndZero();
  testConstant();
  testNotFinite();
  testOutliers();
  testLeastError();
  testGrowth();
  return failures != 0;
}
