// WeightRounding.cpp - coordinate descent on the integers of a row of weights.
// With C the covariance of windows x and B that of the float windows f with x, the variance of w.f - q.x is, but for a
// constant, q'Cq - 2 w'Bq. Half its negative gradient is g = B'w - Cq, and element i alone is best at q[i] + g[i] /
// C[i][i].
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/WeightRounding.h"

#include <cmath>

using namespace mlir;
using namespace dendc;

double dendc::roundWeight(double weight, double scale) {
  return std::clamp(std::round(weight / scale), -kWeightLimit, kWeightLimit);
}

namespace {

/// Share of the mean variance that every input is taken to vary by at least: inputs that were quiet in calibration may
/// not stay so.
constexpr double kDamping = 0.01;
constexpr int kMostSweeps = 16;

/// A block of a row while its integers are sought.
class BlockRounder {
public:
  BlockRounder(ArrayRef<float> row, const InputMoments::Block &block)
      : weights(row.slice(block.first, block.size)), block(block), size(block.size), target(size), steps(size),
        gradient(size) {
    for (int64_t i = 0; i < size; ++i)
      damping += kDamping * getCovariance(i)[i] / double(size);
    damping = std::max(damping, 1e-12);
    for (int64_t i = 0; i < size; ++i)
      for (int64_t j = 0; j < size; ++j)
        target[j] += weights[i] * block.cross[i * size + j];
    for (int64_t i = 0; i < size; ++i)
      target[i] += damping * weights[i];
  }

  /// Finds steps of `scale`; returns what is minimized.
  double descend(double scale);

  ArrayRef<double> getSteps() const { return steps; }
  double getLostMean(double scale) const {
    double lost = 0;
    for (int64_t i = 0; i < size; ++i)
      lost += weights[i] * block.floatMean[i] - steps[i] * scale * block.mean[i];
    return lost;
  }

private:
  const double *getCovariance(int64_t i) const { return block.covariance.data() + i * size; }
  /// The gradient after element `i` of q changes by `change`.
  void update(int64_t i, double change) {
    const double *covariance = getCovariance(i);
    for (int64_t j = 0; j < size; ++j)
      gradient[j] -= change * covariance[j];
    gradient[i] -= change * damping;
  }

  ArrayRef<float> weights;
  const InputMoments::Block &block;
  int64_t size;
  double damping = 0;
  /// B'w, integers, and g.
  std::vector<double> target, steps, gradient;
};

double BlockRounder::descend(double scale) {
  gradient = target;
  for (int64_t i = 0; i < size; ++i) {
    steps[i] = roundWeight(weights[i], scale);
    update(i, steps[i] * scale);
  }
  bool changed = true;
  for (int sweep = 0; changed && sweep < kMostSweeps; ++sweep) {
    changed = false;
    for (int64_t i = 0; i < size; ++i) {
      double variance = getCovariance(i)[i] + damping;
      double best = roundWeight(steps[i] * scale + gradient[i] / variance, scale), change = (best - steps[i]) * scale;
      // Only for what is clearly a gain: rounding errors could otherwise keep two elements changing forever.
      if (change * change * variance - 2 * change * gradient[i] >= -1e-9 * scale * scale * variance)
        continue;
      changed = true;
      steps[i] = best;
      update(i, change);
    }
  }
  double cost = 0;
  for (int64_t i = 0; i < size; ++i)
    cost -= steps[i] * scale * (target[i] + gradient[i]);
  return cost;
}

} // namespace

RoundedRow dendc::roundRow(ArrayRef<float> row, ArrayRef<InputMoments::Block> blocks, int64_t candidateCount) {
  RoundedRow rounded;
  rounded.weights.resize(row.size());
  double largest = 0;
  for (double w : row)
    largest = std::max(largest, std::abs(w));
  if (largest == 0)
    return rounded;

  std::vector<BlockRounder> rounders;
  for (const InputMoments::Block &block : blocks)
    rounders.emplace_back(row, block);
  auto descend = [&](double scale) {
    double cost = 0;
    for (BlockRounder &rounder : rounders)
      cost += rounder.descend(scale);
    return cost;
  };
  double leastCost = INFINITY;
  for (int64_t i = 0; i < candidateCount; ++i) {
    // From the finest scale that still reaches the largest weight.
    double scale = largest / (kWeightLimit - 0.4 * double(i)), cost = descend(scale);
    if (cost < leastCost) {
      leastCost = cost;
      rounded.scale = scale;
    }
  }
  descend(rounded.scale);
  for (auto [rounder, block] : llvm::zip_equal(rounders, blocks)) {
    llvm::copy(rounder.getSteps(), rounded.weights.begin() + block.first);
    rounded.lostMean += rounder.getLostMean(rounded.scale);
  }
  return rounded;
}
