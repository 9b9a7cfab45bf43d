// WeightRounding.cpp - coordinate descent on the integers of each row.
// With d = w - q the error of a row's weights, the sum over a window x changes by d.x. Its mean goes into the bias, so
// what is minimized is the variance d' C d with C the covariance of windows. SPDX-License-Identifier: Apache-2.0 WITH
// LLVM-exception

#include "compiler/analysis/WeightRounding.h"

#include "compiler/analysis/ActivationTypes.h"

#include <cmath>
#include <numeric>

using namespace mlir;
using namespace dendc;

static constexpr double kLimit = 127;

/// Multiplications that gathering moments of one layer may cost.
static constexpr double kMomentBudget = 3e8;

InputMoments::InputMoments(LinearOperator op, int64_t sampleCount)
    : linear(std::move(op)), depth(linear.getDepth()), sums(linear.getGroupCount()) {
  for (Group &group : sums) {
    group.mean.resize(depth);
    group.covariance.resize(depth * depth);
  }
  double windows = double(linear.getPositionCount()) * double(sampleCount);
  double most = std::max(1024.0, kMomentBudget / (double(depth * depth) * double(sums.size())));
  stride = int64_t(std::ceil(windows / most));
  // All positions are met, not always the same few.
  while (stride > 1 && std::gcd(stride, linear.getPositionCount()) != 1)
    ++stride;
}

void InputMoments::add(ArrayRef<float> input) {
  std::vector<double> window(depth);
  for (; next < linear.getPositionCount(); next += stride) {
    ++count;
    for (auto [index, group] : llvm::enumerate(sums)) {
      linear.gather(input, next, index, window);
      for (int64_t i = 0; i < depth; ++i) {
        group.mean[i] += window[i];
        if (window[i] != 0)
          for (int64_t j = 0; j <= i; ++j)
            group.covariance[i * depth + j] += window[i] * window[j];
      }
    }
  }
  next -= linear.getPositionCount();
}

InputMoments::Group InputMoments::getMoments(int64_t index) const {
  Group group = sums[index];
  double n = double(std::max<int64_t>(count, 1));
  for (double &mean : group.mean)
    mean /= n;
  for (int64_t i = 0; i < depth; ++i)
    for (int64_t j = 0; j <= i; ++j) {
      double &value = group.covariance[i * depth + j];
      value = value / n - group.mean[i] * group.mean[j];
      group.covariance[j * depth + i] = value;
    }
  return group;
}

static double roundToWeight(double x) { return std::clamp(std::round(x), -kLimit, kLimit); }

/// The scale whose plain rounding changes the row's sum least, elements taken as independent.
static double chooseScale(ArrayRef<float> row, ArrayRef<double> covariance) {
  double largest = 0, best = 0, least = INFINITY;
  for (double w : row)
    largest = std::max(largest, std::abs(w));
  for (int percent = 100; percent >= 70 && largest > 0; --percent) {
    double scale = roundScale(largest / kLimit * percent / 100), error = 0;
    for (auto [i, w] : llvm::enumerate(row)) {
      double lost = w - scale * roundToWeight(w / scale);
      error += lost * lost * covariance[i * row.size() + i];
    }
    if (error < least) {
      least = error;
      best = scale;
    }
  }
  return best;
}

/// Integers near row / scale: one after another moves to where the variance of the row's lost sum is least, until none
/// does.
static std::vector<double> descend(ArrayRef<float> row, ArrayRef<double> covariance, double scale) {
  constexpr int kMostSweeps = 20;
  size_t depth = row.size();
  std::vector<double> integers(depth), gradient(depth, 0.0);
  for (size_t i = 0; i < depth; ++i) {
    integers[i] = roundToWeight(row[i] / scale);
    double lost = row[i] - integers[i] * scale;
    for (size_t j = 0; j < depth; ++j)
      gradient[j] += lost * covariance[i * depth + j];
  }
  for (int sweep = 0, changed = 1; sweep < kMostSweeps && changed; ++sweep) {
    changed = 0;
    for (size_t i = 0; i < depth; ++i) {
      double curvature = covariance[i * depth + i];
      double step = (roundToWeight(integers[i] + gradient[i] / (curvature * scale)) - integers[i]) * scale;
      if (step * (step * curvature - 2 * gradient[i]) >= -1e-9 * curvature * scale * scale)
        continue;
      changed = 1;
      integers[i] += step / scale;
      for (size_t j = 0; j < depth; ++j)
        gradient[j] -= step * covariance[i * depth + j];
    }
  }
  return integers;
}

InputMoments::Rounded InputMoments::round(ArrayRef<float> weights) const {
  Rounded rounded;
  int64_t rows = int64_t(weights.size()) / depth;
  rounded.weights.resize(weights.size());
  rounded.scales.resize(rows);
  rounded.lostMeans.resize(rows);
  for (int64_t index = 0; index < linear.getGroupCount(); ++index) {
    Group moments = getMoments(index);
    double trace = 0;
    for (int64_t i = 0; i < depth; ++i)
      trace += moments.covariance[i * depth + i];
    // Inputs that never varied may yet do so: a little of the average keeps their weights near.
    for (int64_t i = 0; i < depth; ++i)
      moments.covariance[i * depth + i] += 0.01 * trace / double(depth) + 1e-12;
    for (int64_t row : linear.getRowsOf(index)) {
      ArrayRef<float> w = weights.slice(row * depth, depth);
      double scale = rounded.scales[row] = chooseScale(w, moments.covariance);
      if (scale == 0)
        continue;
      for (auto [i, integer] : llvm::enumerate(descend(w, moments.covariance, scale))) {
        rounded.weights[row * depth + i] = float(integer * scale);
        rounded.lostMeans[row] += (w[i] - integer * scale) * moments.mean[i];
      }
    }
  }
  return rounded;
}
