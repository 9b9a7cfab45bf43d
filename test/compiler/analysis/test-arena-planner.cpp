// test-arena-planner.cpp - plans of random lifetimes: sound, never worse than the plain orders, optimal where few.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/ArenaPlanner.h"

#include "llvm/ADT/Sequence.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

#include <algorithm>
#include <functional>
#include <random>

using namespace dendc;

namespace {

using Buffers = std::vector<ArenaBuffer>;

unsigned failures = 0;

void fail(const Buffers &buffers, const llvm::Twine &what) {
  ++failures;
  llvm::errs() << what << ", for (size, alignment, first, last):";
  for (const ArenaBuffer &b : buffers)
    llvm::errs() << " (" << b.size << ", " << b.alignment << ", " << b.first << ", " << b.last << ")";
  llvm::errs() << "\n";
}

bool liveTogether(const ArenaBuffer &a, const ArenaBuffer &b) { return a.first <= b.last && b.first <= a.last; }

/// The size of an arena whose buffers are placed in the given order, each at the lowest free offset: every multiple of
/// its alignment is tried.
int64_t placeBySearch(const Buffers &buffers, llvm::ArrayRef<size_t> order) {
  std::vector<int64_t> offsets(buffers.size(), -1);
  int64_t size = 0;
  for (size_t index : order) {
    const ArenaBuffer &buffer = buffers[index];
    auto isFree = [&](int64_t offset) {
      for (size_t other = 0; other < buffers.size(); ++other)
        if (offsets[other] >= 0 && liveTogether(buffer, buffers[other]) &&
            offset < offsets[other] + buffers[other].size && offsets[other] < offset + buffer.size)
          return false;
      return true;
    };
    int64_t offset = 0;
    while (!isFree(offset))
      offset += buffer.alignment;
    offsets[index] = offset;
    size = std::max(size, offset + buffer.size);
  }
  return size;
}

/// The smallest arena there is: some order of placing buffers as low as they go leads to it.
int64_t findOptimum(const Buffers &buffers) {
  auto order = llvm::to_vector(llvm::seq<size_t>(0, buffers.size()));
  int64_t best = INT64_MAX;
  do
    best = std::min(best, placeBySearch(buffers, order));
  while (std::next_permutation(order.begin(), order.end()));
  return best;
}

void check(const Buffers &buffers) {
  ArenaPlan plan = planArena(buffers);
  if (plan.offsets.size() != buffers.size())
    return fail(buffers, "expected an offset for each buffer");
  int64_t end = 0, alive = 0;
  for (size_t i = 0; i < buffers.size(); ++i) {
    if (plan.offsets[i] < 0 || plan.offsets[i] % buffers[i].alignment != 0)
      fail(buffers, "expected aligned offsets, found " + llvm::Twine(plan.offsets[i]));
    end = std::max(end, plan.offsets[i] + buffers[i].size);
    for (size_t j = 0; j < i; ++j)
      if (liveTogether(buffers[i], buffers[j]) && plan.offsets[i] < plan.offsets[j] + buffers[j].size &&
          plan.offsets[j] < plan.offsets[i] + buffers[i].size)
        fail(buffers, "buffers " + llvm::Twine(j) + " and " + llvm::Twine(i) + " overlap");
  }
  if (plan.size != end)
    fail(buffers, "expected the arena to end with its last buffer");

  // The lower bound, step by step.
  for (int64_t step = -1; step <= 64; ++step) {
    int64_t sum = 0;
    for (const ArenaBuffer &b : buffers)
      sum += b.first <= step && step <= b.last ? b.size : 0;
    alive = std::max(alive, sum);
  }
  if (getArenaLowerBound(buffers) != alive)
    fail(buffers,
         "expected a lower bound of " + llvm::Twine(alive) + ", found " + llvm::Twine(getArenaLowerBound(buffers)));
  if (plan.size < alive)
    fail(buffers, "expected no less than the lower bound");

  auto order = llvm::to_vector(llvm::seq<size_t>(0, buffers.size()));
  if (int64_t firstFit = placeBySearch(buffers, order); plan.size > firstFit)
    fail(buffers, "expected at most first fit's " + llvm::Twine(firstFit) + ", found " + llvm::Twine(plan.size));
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) { return buffers[a].size > buffers[b].size; });
  if (int64_t greedy = placeBySearch(buffers, order); plan.size > greedy)
    fail(buffers, "expected at most greedy by size's " + llvm::Twine(greedy) + ", found " + llvm::Twine(plan.size));
  if (buffers.size() <= 6)
    if (int64_t optimum = findOptimum(buffers); plan.size != optimum)
      fail(buffers, "expected the optimum " + llvm::Twine(optimum) + ", found " + llvm::Twine(plan.size));
}

/// Lifetimes as a network has them: every buffer begins at a step of its own and mostly ends soon.
Buffers makeBuffers(std::mt19937 &random, int64_t count) {
  auto pick = [&](int64_t low, int64_t high) { return std::uniform_int_distribution<int64_t>(low, high)(random); };
  Buffers buffers;
  for (int64_t i = 0; i < count; ++i) {
    int64_t first = pick(0, 3) ? i - 1 : pick(-1, count), length = pick(0, 4) ? pick(0, 2) : pick(0, count);
    int64_t size = pick(0, 2) ? pick(1, 60) : pick(1, 8) * 16;
    buffers.push_back({size, pick(0, 9) ? 4 : 32, first, std::min<int64_t>(first + length, 60)});
  }
  return buffers;
}

} // namespace

int main() {
  std::mt19937 random(20261121);
  check({});
  for (int round = 0; round < 400; ++round)
    check(makeBuffers(random, 1 + round % 6));
  for (int round = 0; round < 200; ++round)
    check(makeBuffers(random, 7 + round % 30));
  // The same buffers give the same plan.
  Buffers buffers = makeBuffers(random, 30);
  if (planArena(buffers).offsets != planArena(buffers).offsets)
    fail(buffers, "expected the same plan twice");
  return failures != 0;
}
