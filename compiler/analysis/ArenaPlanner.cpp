// ArenaPlanner.cpp - offsets for buffers with lifetimes in one arena.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/ArenaPlanner.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Sequence.h"
#include "llvm/Support/MathExtras.h"

#include <algorithm>
#include <tuple>

using namespace dendc;

/// Up to so many buffers are tried in all orders: 5040.
static constexpr size_t kAllOrders = 7;

int64_t dendc::getArenaLowerBound(llvm::ArrayRef<ArenaBuffer> buffers) {
  int64_t bound = 0;
  for (const ArenaBuffer &at : buffers) {
    int64_t alive = 0;
    for (const ArenaBuffer &buffer : buffers)
      if (buffer.first <= at.first && at.first <= buffer.last)
        alive += buffer.size;
    bound = std::max(bound, alive);
  }
  return bound;
}

/// First fit in the given order.
static ArenaPlan placeInOrder(llvm::ArrayRef<ArenaBuffer> buffers, llvm::ArrayRef<size_t> order) {
  ArenaPlan plan;
  plan.offsets.assign(buffers.size(), 0);
  llvm::SmallVector<size_t> placed;
  for (size_t index : order) {
    const ArenaBuffer &buffer = buffers[index];
    llvm::SmallVector<std::pair<int64_t, int64_t>> occupied; // [begin, end) of what is alive at the same time
    for (size_t other : placed)
      if (buffers[other].first <= buffer.last && buffer.first <= buffers[other].last)
        occupied.emplace_back(plan.offsets[other], plan.offsets[other] + buffers[other].size);
    llvm::sort(occupied);
    int64_t offset = 0;
    for (auto [begin, end] : occupied) {
      if (offset + buffer.size <= begin)
        break;
      offset = std::max(offset, int64_t(llvm::alignTo(end, buffer.alignment)));
    }
    plan.offsets[index] = offset;
    plan.size = std::max(plan.size, offset + buffer.size);
    placed.push_back(index);
  }
  return plan;
}

ArenaPlan dendc::planArena(llvm::ArrayRef<ArenaBuffer> buffers) {
  auto bySize = [&](size_t a, size_t b) { return std::tuple(-buffers[a].size, a) < std::tuple(-buffers[b].size, b); };
  auto byStart = [&](size_t a, size_t b) {
    return std::tuple(buffers[a].first, -buffers[a].size, a) < std::tuple(buffers[b].first, -buffers[b].size, b);
  };
  auto byLifetime = [&](size_t a, size_t b) {
    return std::tuple(buffers[a].first - buffers[a].last, -buffers[a].size, a) <
           std::tuple(buffers[b].first - buffers[b].last, -buffers[b].size, b);
  };
  const auto asTheyCome = llvm::to_vector(llvm::seq<size_t>(0, buffers.size()));
  llvm::SmallVector<size_t> order(asTheyCome);
  ArenaPlan best = placeInOrder(buffers, order);
  auto consider = [&] {
    ArenaPlan plan = placeInOrder(buffers, order);
    if (plan.size < best.size)
      best = std::move(plan);
  };
  auto considerSorted = [&](auto less) {
    llvm::sort(order, less);
    consider();
  };
  considerSorted(bySize);
  considerSorted(byStart);
  considerSorted(byLifetime);
  int64_t bound = getArenaLowerBound(buffers);
  if (buffers.size() <= kAllOrders && best.size > bound) {
    order = asTheyCome;
    while (best.size > bound && std::next_permutation(order.begin(), order.end()))
      consider();
  }
  return best;
}
