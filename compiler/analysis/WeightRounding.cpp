// WeightRounding.cpp - coordinate descent on the integers of a row of weights.
// With C the covariance of windows x and B that of the float windows f with x, the variance of w.f - q.x is, but for a
// constant, q'Cq - 2 w'Bq. Half its negative gradient is g = B'w - Cq, and element i alone is best at q[i] + g[i] /
// C[i][i].
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/WeightRounding.h"
#include "compiler/reference/WeightedRows.h"

#include <cmath>

using namespace mlir;
using namespace dendc;

namespace {

/// Share of the mean variance that every input is taken to vary by at least: inputs that were quiet in calibration may
/// not stay so.
constexpr double kDamping = 0.01;
constexpr int kMostSweeps = 16;

/// Elements whose nearest integers are taken into the gradient at once.
constexpr int64_t kTile = 8;

/// The integers of a block at one scale, while they are sought.
struct Descent {
  double scale;
  /// q in steps of the scale, and g.
  std::vector<double> steps, gradient;
};

/// Seeks the integers of a block of a row.
class BlockRounder {
public:
  BlockRounder(ArrayRef<float> row, const InputMoments::Block &block)
      : weights(row.slice(block.first, block.size)), block(block), size(block.size), target(size), variances(size) {
    for (int64_t i = 0; i < size; ++i)
      damping += kDamping * getCovariance(i)[i] / double(size);
    damping = std::max(damping, 1e-12);
    std::vector<WeightedRow<double>> products(size);
    for (int64_t i = 0; i < size; ++i) {
      products[i] = {weights[i], block.cross.data() + i * size};
      variances[i] = getCovariance(i)[i] + damping;
    }
    addRows(products, 0, target);
    for (int64_t i = 0; i < size; ++i)
      target[i] += damping * weights[i];
  }

  /// One descent for each scale.
  std::vector<Descent> descend(ArrayRef<double> scales) const;
  /// What is minimized.
  double getCost(const Descent &descent) const;
  double getLostMean(const Descent &descent) const;

private:
  const double *getCovariance(int64_t i) const { return block.covariance.data() + i * size; }
  void takeNearest(Descent &descent, int64_t first, int64_t end) const;
  void sweep(Descent &descent) const;
  /// The gradient from element `first` to before `end` after element `i` of q changes by `change`.
  void update(MutableArrayRef<double> gradient, int64_t i, double change, int64_t first, int64_t end) const {
    addRows(WeightedRow<double>{-change, getCovariance(i)}, first, gradient.slice(first, end - first));
    gradient[i] -= change * damping;
  }

  ArrayRef<float> weights;
  const InputMoments::Block &block;
  int64_t size;
  double damping = 0;
  /// B'w, and the diagonal of C, damped.
  std::vector<double> target, variances;
};

/// Elements [first, end) of q become the nearest integers; those before have done so.
void BlockRounder::takeNearest(Descent &descent, int64_t first, int64_t end) const {
  MutableArrayRef<double> gradient = descent.gradient;
  SmallVector<WeightedRow<double>, kTile> changes;
  for (int64_t i = first; i < end; ++i) {
    descent.steps[i] = roundWeight(weights[i], descent.scale);
    changes.push_back({-descent.steps[i] * descent.scale, getCovariance(i)});
  }
  addRows(changes, 0, gradient.take_front(first));
  addRows(changes, end, gradient.drop_front(end));
  for (int64_t i = first; i < end; ++i)
    update(gradient, i, descent.steps[i] * descent.scale, first, end);
}

void BlockRounder::sweep(Descent &descent) const {
  auto &[scale, steps, gradient] = descent;
  bool changed = true;
  for (int count = 0; changed && count < kMostSweeps; ++count) {
    changed = false;
    for (int64_t i = 0; i < size; ++i) {
      double best = roundWeight(steps[i] * scale + gradient[i] / variances[i], scale),
             change = (best - steps[i]) * scale;
      // Only for what is clearly a gain: rounding errors could otherwise keep two elements changing forever.
      if (change * change * variances[i] - 2 * change * gradient[i] >= -1e-9 * scale * scale * variances[i])
        continue;
      changed = true;
      steps[i] = best;
      update(gradient, i, change, 0, size);
    }
  }
}

std::vector<Descent> BlockRounder::descend(ArrayRef<double> scales) const {
  std::vector<Descent> descents;
  for (double scale : scales)
    descents.push_back({scale, std::vector<double>(size), target});
  // All scales by turns: what is read of the covariance serves all of them.
  for (int64_t first = 0; first < size; first += kTile)
    for (Descent &descent : descents)
      takeNearest(descent, first, std::min(first + kTile, size));
  for (Descent &descent : descents)
    sweep(descent);
  return descents;
}

double BlockRounder::getCost(const Descent &descent) const {
  double cost = 0;
  for (int64_t i = 0; i < size; ++i)
    cost -= descent.steps[i] * descent.scale * (target[i] + descent.gradient[i]);
  return cost;
}

double BlockRounder::getLostMean(const Descent &descent) const {
  double lost = 0;
  for (int64_t i = 0; i < size; ++i)
    lost += weights[i] * block.floatMean[i] - descent.steps[i] * descent.scale * block.mean[i];
  return lost;
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

  std::vector<double> scales, costs(candidateCount);
  // From the finest scale that still reaches the largest weight.
  for (int64_t i = 0; i < candidateCount; ++i)
    scales.push_back(largest / (kWeightLimit - 0.4 * double(i)));
  std::vector<BlockRounder> rounders;
  std::vector<std::vector<Descent>> descents; // by block, then by scale
  for (const InputMoments::Block &block : blocks) {
    rounders.emplace_back(row, block);
    descents.push_back(rounders.back().descend(scales));
    for (auto [cost, descent] : llvm::zip_equal(costs, descents.back()))
      cost += rounders.back().getCost(descent);
  }
  size_t best = llvm::min_element(costs) - costs.begin();
  rounded.scale = scales[best];
  for (auto [rounder, block, found] : llvm::zip_equal(rounders, blocks, descents)) {
    llvm::copy(found[best].steps, rounded.weights.begin() + block.first);
    rounded.lostMean += rounder.getLostMean(found[best]);
  }
  return rounded;
}
