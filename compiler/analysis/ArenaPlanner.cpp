// ArenaPlanner.cpp - offsets for buffers with lifetimes in one arena.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/ArenaPlanner.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Sequence.h"
#include "llvm/Support/MathExtras.h"

#include <algorithm>
#include <random>
#include <tuple>

using namespace dendc;

/// Up to so many buffers are tried in all orders: 5040.
static constexpr size_t kAllOrders = 7;
/// How many times a larger problem is placed again in another order; less where it has many buffers.
static constexpr size_t kMaxImprovements = 2000;
static constexpr size_t kMaxPlacements = 200000;

int64_t ArenaOverlap::getJointSize(llvm::ArrayRef<ArenaBuffer> buffers) const {
  int64_t in = buffers[input].size, out = buffers[output].size;
  return std::min(in + out, std::max(in + distance, out));
}

int64_t ArenaProblem::getDemand(int64_t step) const {
  auto isAlive = [&](const ArenaBuffer &buffer) { return buffer.first <= step && step <= buffer.last; };
  int64_t alive = 0;
  for (const ArenaBuffer &buffer : buffers)
    if (isAlive(buffer))
      alive += buffer.size;
  // A byte of an output may lie in one input, and a byte of an input in one output.
  llvm::SmallVector<int64_t> shareable;
  for (const ArenaBuffer &buffer : buffers)
    shareable.push_back(buffer.size);
  for (const ArenaOverlap &overlap : overlaps) {
    const ArenaBuffer &input = buffers[overlap.input], &output = buffers[overlap.output];
    if (!isAlive(input) || !isAlive(output))
      continue;
    int64_t shared = std::min(input.size + output.size - overlap.getJointSize(buffers), shareable[overlap.output]);
    shareable[overlap.output] -= shared;
    alive -= shared;
  }
  return alive;
}

int64_t ArenaProblem::getLowerBound() const {
  int64_t bound = 0;
  for (const ArenaBuffer &buffer : buffers)
    bound = std::max(bound, getDemand(buffer.first));
  return bound;
}

namespace {

/// Offsets a buffer must not have: strictly between `low` and `high`.
struct Forbidden {
  int64_t low, high;
};

/// Places the buffers of one problem in any order.
class Placer {
public:
  explicit Placer(const ArenaProblem &problem) : buffers(problem.buffers), neighbours(buffers.size()) {
    for (size_t a = 0; a < buffers.size(); ++a)
      for (size_t b = 0; b < buffers.size(); ++b)
        if (a != b && buffers[a].first <= buffers[b].last && buffers[b].first <= buffers[a].last)
          neighbours[a].push_back({b, -buffers[a].size, buffers[b].size});
    for (const ArenaOverlap &overlap : problem.overlaps) {
      for (Neighbour &input : neighbours[overlap.output])
        if (input.index == overlap.input)
          input.low = std::max(input.low, -overlap.distance);
      for (Neighbour &output : neighbours[overlap.input])
        if (output.index == overlap.output)
          output.high = std::min(output.high, overlap.distance);
    }
  }

  /// First fit in the given order.
  ArenaPlan place(llvm::ArrayRef<size_t> order) {
    ArenaPlan plan;
    plan.offsets.assign(buffers.size(), kNowhere);
    for (size_t index : order) {
      const ArenaBuffer &buffer = buffers[index];
      forbidden.clear();
      for (const Neighbour &other : neighbours[index])
        if (int64_t offset = plan.offsets[other.index]; offset != kNowhere)
          forbidden.push_back({offset + other.low, offset + other.high});
      llvm::sort(forbidden, [](const Forbidden &a, const Forbidden &b) { return a.low < b.low; });
      int64_t offset = 0;
      for (auto [low, high] : forbidden)
        if (low < offset && offset < high)
          offset = int64_t(llvm::alignTo(high, buffer.alignment));
      plan.offsets[index] = offset;
      plan.size = std::max(plan.size, offset + buffer.size);
    }
    return plan;
  }

private:
  static constexpr int64_t kNowhere = -1;

  /// A buffer alive at the same time; offsets from it on that are forbidden lie strictly between `low` and `high`.
  struct Neighbour {
    size_t index;
    int64_t low, high;
  };

  llvm::ArrayRef<ArenaBuffer> buffers;
  std::vector<std::vector<Neighbour>> neighbours;
  llvm::SmallVector<Forbidden> forbidden;
};

} // namespace

ArenaPlan dendc::planArena(const ArenaProblem &problem) {
  llvm::ArrayRef<ArenaBuffer> buffers = problem.buffers;
  auto bySize = [&](size_t a, size_t b) { return std::tuple(-buffers[a].size, a) < std::tuple(-buffers[b].size, b); };
  auto byStart = [&](size_t a, size_t b) {
    return std::tuple(buffers[a].first, -buffers[a].size, a) < std::tuple(buffers[b].first, -buffers[b].size, b);
  };
  auto byLifetime = [&](size_t a, size_t b) {
    return std::tuple(buffers[a].first - buffers[a].last, -buffers[a].size, a) <
           std::tuple(buffers[b].first - buffers[b].last, -buffers[b].size, b);
  };
  const auto asTheyCome = llvm::to_vector(llvm::seq<size_t>(0, buffers.size()));
  Placer placer(problem);
  llvm::SmallVector<size_t> order(asTheyCome), bestOrder(asTheyCome);
  ArenaPlan best = placer.place(order);
  auto consider = [&](bool acceptEqual = false) {
    ArenaPlan plan = placer.place(order);
    if (plan.size > best.size || (plan.size == best.size && !acceptEqual))
      return false;
    best = std::move(plan);
    bestOrder = order;
    return true;
  };
  // Backwards too: outputs that begin before their inputs are best placed last to first.
  auto considerSorted = [&](auto less) {
    llvm::sort(order, less);
    consider();
    std::reverse(order.begin(), order.end());
    consider();
  };
  considerSorted(bySize);
  considerSorted(byStart);
  considerSorted(byLifetime);
  int64_t bound = problem.getLowerBound();
  if (buffers.size() <= kAllOrders) {
    order = asTheyCome;
    while (best.size > bound && std::next_permutation(order.begin(), order.end()))
      consider();
    return best;
  }
  // One of the buffers that reach the end of the arena is placed earlier.
  std::mt19937 random(1);
  size_t rounds = std::min(kMaxImprovements, kMaxPlacements / buffers.size());
  for (size_t round = 0; round < rounds && best.size > bound; ++round) {
    order = bestOrder;
    llvm::SmallVector<size_t> last;
    for (size_t position = 1; position < order.size(); ++position)
      if (best.offsets[order[position]] + buffers[order[position]].size == best.size)
        last.push_back(position);
    size_t from = last.empty() || random() % 4 == 0 ? 1 + random() % (order.size() - 1) : last[random() % last.size()];
    size_t to = random() % from;
    std::rotate(order.begin() + to, order.begin() + from, order.begin() + from + 1);
    consider(/*acceptEqual=*/true);
  }
  return best;
}
