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

/// Pairs of buffers that the exact search looks at: enough for 7 buffers always, for twenty mostly.
static constexpr size_t kMaxExactWork = 20000000;
/// How many times a larger problem is placed again in another order; less where it has many buffers.
static constexpr size_t kMaxImprovements = 2000;
static constexpr size_t kMaxPlacements = 200000;

int64_t ArenaOverlap::getJointSize(llvm::ArrayRef<ArenaBuffer> buffers) const {
  int64_t in = buffers[input].size, out = buffers[output].size;
  return std::min(in + out, std::max(in + getLeastDistance(), out));
}

namespace {

/// A buffer with all its parts, which are placed as one. It is needed from the first step of one to the last of one.
struct Block : ArenaBuffer {
  struct Member {
    size_t buffer;
    int64_t offset; // bytes from the start of the block
  };
  llvm::SmallVector<Member, 1> members;

  /// What of it is needed at a step: bytes, and where they end.
  struct Extent {
    int64_t size = 0, end = 0;
  };
  Extent getExtent(llvm::ArrayRef<ArenaBuffer> buffers, int64_t step) const {
    llvm::SmallVector<std::pair<int64_t, int64_t>, 4> stretches;
    for (const Member &member : members)
      if (const ArenaBuffer &buffer = buffers[member.buffer]; buffer.first <= step && step <= buffer.last)
        stretches.push_back({member.offset, member.offset + buffer.size});
    llvm::sort(stretches);
    Extent extent;
    for (auto [begin, end] : stretches) {
      extent.size += std::max<int64_t>(end - std::max(begin, extent.end), 0);
      extent.end = std::max(extent.end, end);
    }
    return extent;
  }
};

/// In the order of their first buffers.
std::vector<Block> makeBlocks(const ArenaProblem &problem) {
  llvm::ArrayRef<ArenaBuffer> buffers = problem.buffers;
  llvm::SmallVector<const ArenaView *> partOf(buffers.size(), nullptr);
  for (const ArenaView &view : problem.views)
    partOf[view.part] = &view;
  std::vector<Block> blocks;
  llvm::SmallVector<std::optional<size_t>> blockOf(buffers.size());
  for (size_t index = 0; index < buffers.size(); ++index) {
    size_t root = index;
    int64_t offset = 0;
    for (; partOf[root]; root = partOf[root]->whole)
      offset += partOf[root]->offset;
    if (!blockOf[root]) {
      blockOf[root] = blocks.size();
      blocks.push_back({buffers[root], {}});
    }
    Block &block = blocks[*blockOf[root]];
    block.members.push_back({index, offset});
    block.first = std::min(block.first, buffers[index].first);
    block.last = std::max(block.last, buffers[index].last);
  }
  return blocks;
}

} // namespace

/// ArenaProblem::getDemand, whose blocks are `blocks`.
static int64_t getDemand(const ArenaProblem &problem, llvm::ArrayRef<Block> blocks, int64_t step) {
  llvm::ArrayRef<ArenaBuffer> buffers = problem.buffers;
  auto isAlive = [&](const ArenaBuffer &buffer) { return buffer.first <= step && step <= buffer.last; };
  int64_t alive = 0;
  for (const Block &block : blocks)
    alive += block.getExtent(buffers, step).size;
  // What lies in another buffer needed then, which the output may not run into, is not free for it.
  auto isHeld = [&](size_t input, size_t output) {
    if (problem.views.empty())
      return false;
    auto isInput = [&](const Block::Member &member) { return member.buffer == input; };
    const Block &block = *llvm::find_if(blocks, [&](const Block &b) { return llvm::any_of(b.members, isInput); });
    const Block::Member &own = *llvm::find_if(block.members, isInput);
    return llvm::any_of(block.members, [&](const Block::Member &other) {
      return other.buffer != input && isAlive(buffers[other.buffer]) && other.offset <= own.offset &&
             other.offset + buffers[other.buffer].size >= own.offset + buffers[input].size &&
             llvm::none_of(problem.overlaps, [&](const ArenaOverlap &overlap) {
               return overlap.input == other.buffer && overlap.output == output;
             });
    });
  };
  // A byte of an output may lie in one input, and a byte of an input in one output.
  llvm::SmallVector<int64_t> shareable;
  for (const ArenaBuffer &buffer : buffers)
    shareable.push_back(buffer.size);
  for (const ArenaOverlap &overlap : problem.overlaps) {
    const ArenaBuffer &input = buffers[overlap.input], &output = buffers[overlap.output];
    if (!isAlive(input) || !isAlive(output) || isHeld(overlap.input, overlap.output))
      continue;
    int64_t shared = std::min(input.size + output.size - overlap.getJointSize(buffers), shareable[overlap.output]);
    shareable[overlap.output] -= shared;
    alive -= shared;
  }
  return alive;
}

int64_t ArenaProblem::getDemand(int64_t step) const { return ::getDemand(*this, makeBlocks(*this), step); }

int64_t ArenaProblem::getLowerBound() const {
  const std::vector<Block> blocks = makeBlocks(*this);
  int64_t bound = 0;
  for (const ArenaBuffer &buffer : buffers)
    bound = std::max(bound, ::getDemand(*this, blocks, buffer.first));
  return bound;
}

namespace {

/// Offsets a block must not have: strictly between `low` and `high`.
struct Forbidden {
  int64_t low, high;
};

/// Places the blocks of one problem in any order.
class Placer {
public:
  explicit Placer(const ArenaProblem &problem)
      : blocks(makeBlocks(problem)), buffers(problem.buffers), rivals(buffers.size()), neighbours(blocks.size()) {
    for (size_t a = 0; a < buffers.size(); ++a)
      for (size_t b = 0; b < buffers.size(); ++b)
        if (a != b && buffers[a].first <= buffers[b].last && buffers[b].first <= buffers[a].last)
          rivals[a].push_back({b, -buffers[a].size, buffers[b].size});
    for (const ArenaOverlap &overlap : problem.overlaps) {
      allow(overlap.output, overlap.input, -overlap.distance, INT64_MAX, -overlap.getLeastDistance());
      allow(overlap.input, overlap.output, INT64_MIN, overlap.distance, overlap.getLeastDistance());
    }
    // From buffers to the blocks they lie in.
    llvm::SmallVector<std::pair<size_t, int64_t>> places(buffers.size());
    for (auto [index, block] : llvm::enumerate(blocks))
      for (const Block::Member &member : block.members)
        places[member.buffer] = {index, member.offset};
    for (auto [buffer, others] : llvm::enumerate(rivals))
      for (const Neighbour &other : others) {
        auto [index, offset] = places[buffer];
        auto [otherIndex, otherOffset] = places[other.index];
        int64_t further = otherOffset - offset;
        if (index != otherIndex)
          neighbours[index].push_back({otherIndex, other.low + further, other.high + further});
      }
  }

  llvm::ArrayRef<Block> getBlocks() const { return blocks; }

  /// First fit in the given order. Offsets are those of blocks.
  ArenaPlan place(llvm::ArrayRef<size_t> order) {
    ArenaPlan plan;
    plan.offsets.assign(blocks.size(), kNowhere);
    for (size_t index : order) {
      plan.offsets[index] = fit(index, plan.offsets);
      plan.size = std::max(plan.size, plan.offsets[index] + blocks[index].size);
    }
    return plan;
  }

  /// The lowest offset for a block where others have theirs, or kNowhere.
  int64_t fit(size_t index, llvm::ArrayRef<int64_t> offsets) {
    forbidden.clear();
    for (const Neighbour &other : neighbours[index])
      if (int64_t offset = offsets[other.index]; offset != kNowhere)
        forbidden.push_back({offset + other.low, offset + other.high});
    llvm::sort(forbidden, [](const Forbidden &a, const Forbidden &b) { return a.low < b.low; });
    int64_t offset = 0;
    for (auto [low, high] : forbidden)
      if (low < offset && offset < high)
        offset = int64_t(llvm::alignTo(high, blocks[index].alignment));
    return offset;
  }

  static constexpr int64_t kNowhere = -1;

private:
  /// What is needed at the same time; offsets from it on that are forbidden lie strictly between `low` and `high`.
  struct Neighbour {
    size_t index;
    int64_t low, high;
  };

  /// Forbids buffer `index` less: nothing but what lies between `low` and `high` of `other`, and of that not `place`.
  void allow(size_t index, size_t other, int64_t low, int64_t high, int64_t place) {
    std::vector<Neighbour> &all = rivals[index];
    auto known = llvm::find_if(all, [&](const Neighbour &n) { return n.index == other; });
    if (known == all.end())
      return;
    known->low = std::max(known->low, low);
    known->high = std::min(known->high, high);
    if (known->low < place && place < known->high) {
      Neighbour above = {other, place, known->high};
      known->high = place;
      all.push_back(above);
    }
  }

  std::vector<Block> blocks;
  llvm::ArrayRef<ArenaBuffer> buffers;
  std::vector<std::vector<Neighbour>> rivals, neighbours; // by buffer, by block
  llvm::SmallVector<Forbidden> forbidden;
};

/// Looks for the smallest arena. In one of the smallest, no block can be moved down alone; placed in the order of
/// their offsets, its blocks are where they fit first. So all orders are searched in which offsets do not fall.
class ExactSearch {
public:
  ExactSearch(const ArenaProblem &problem, Placer &placer, ArenaPlan &best)
      : blocks(placer.getBlocks()), placer(placer), best(best), bound(problem.getLowerBound()),
        offsets(blocks.size(), Placer::kNowhere) {
    for (const ArenaBuffer &buffer : problem.buffers) {
      Moment moment{0, {}};
      auto isAlive = [&](size_t index) {
        const ArenaBuffer &other = problem.buffers[index];
        return other.first <= buffer.first && buffer.first <= other.last;
      };
      for (auto [index, block] : llvm::enumerate(blocks))
        if (Block::Extent extent = block.getExtent(problem.buffers, buffer.first); extent.size > 0)
          moment.alive.push_back({index, extent});
      for (const ArenaOverlap &overlap : problem.overlaps)
        if (isAlive(overlap.input) && isAlive(overlap.output))
          moment.shared += problem.buffers[overlap.input].size + problem.buffers[overlap.output].size -
                           overlap.getJointSize(problem.buffers);
      moments.push_back(std::move(moment));
    }
  }

  /// Whether `best` is proved to be the smallest, after at most so much work.
  bool run() {
    search(0, 0);
    return work <= kMaxExactWork;
  }

private:
  /// The blocks alive at a step, and the most bytes they can share.
  struct Moment {
    int64_t shared;
    llvm::SmallVector<std::pair<size_t, Block::Extent>> alive;
  };
  struct Candidate {
    int64_t offset;
    size_t index;
  };

  void search(size_t placed, int64_t level);
  bool isHopeless(int64_t level) const;

  llvm::ArrayRef<Block> blocks;
  Placer &placer;
  ArenaPlan &best;
  int64_t bound;
  std::vector<Moment> moments;
  llvm::SmallVector<int64_t> offsets;
  size_t work = 0;
};

/// Whether what is left, none of it below `level`, cannot stay below the end of the best arena.
bool ExactSearch::isHopeless(int64_t level) const {
  return llvm::any_of(moments, [&](const Moment &moment) {
    int64_t top = level, left = 0;
    for (auto [index, extent] : moment.alive)
      if (offsets[index] == Placer::kNowhere)
        left += extent.size;
      else
        top = std::max(top, offsets[index] + extent.end);
    return left > 0 && top + left - moment.shared >= best.size;
  });
}

void ExactSearch::search(size_t placed, int64_t level) {
  work += blocks.size() * blocks.size();
  if (work > kMaxExactWork || best.size == bound || isHopeless(level))
    return;
  if (placed == blocks.size()) {
    int64_t size = 0;
    for (auto [offset, block] : llvm::zip_equal(offsets, blocks))
      size = std::max(size, offset + block.size);
    if (size < best.size)
      best = {offsets, size};
    return;
  }
  llvm::SmallVector<Candidate> candidates;
  // What could lie below all that follows must not be left for later.
  int64_t below = best.size;
  for (size_t index = 0; index < blocks.size(); ++index) {
    if (offsets[index] != Placer::kNowhere)
      continue;
    int64_t offset = placer.fit(index, offsets);
    if (offset + blocks[index].size >= best.size)
      return;
    below = std::min(below, offset + blocks[index].size);
    if (offset >= level)
      candidates.push_back({offset, index});
  }
  llvm::sort(candidates, [&](const Candidate &a, const Candidate &b) {
    return std::tuple(a.offset, -blocks[a.index].size, a.index) < std::tuple(b.offset, -blocks[b.index].size, b.index);
  });
  for (const Candidate &candidate : candidates) {
    if (candidate.offset >= below)
      break;
    offsets[candidate.index] = candidate.offset;
    search(placed + 1, candidate.offset);
    offsets[candidate.index] = Placer::kNowhere;
  }
}

} // namespace

/// The problem upside down: buffers count from the end of the arena. What fits well at one end may not at the other,
/// where offsets go down from one buffer to the next, as those of outputs that begin before their inputs do.
static ArenaProblem mirror(const ArenaProblem &problem) {
  ArenaProblem mirrored = problem;
  for (ArenaView &view : mirrored.views) // where its whole is decides
    mirrored.buffers[view.part].alignment = 1;
  for (ArenaBuffer &buffer : mirrored.buffers)
    buffer.size = int64_t(llvm::alignTo(buffer.size, buffer.alignment));
  for (ArenaView &view : mirrored.views)
    view.offset = mirrored.buffers[view.whole].size - view.offset - mirrored.buffers[view.part].size;
  for (ArenaOverlap &overlap : mirrored.overlaps) {
    int64_t longer = mirrored.buffers[overlap.input].size - mirrored.buffers[overlap.output].size;
    overlap.distance += longer;
    if (overlap.exact)
      *overlap.exact += longer;
    std::swap(overlap.input, overlap.output);
  }
  return mirrored;
}

/// The plan that a plan of the mirrored problem stands for; offsets are those of blocks.
static ArenaPlan mirrorBack(const ArenaPlan &plan, llvm::ArrayRef<Block> blocks, llvm::ArrayRef<Block> mirrored) {
  int64_t end = plan.size;
  for (const Block &block : blocks)
    end = int64_t(llvm::alignTo(end, block.alignment));
  ArenaPlan result;
  for (auto [index, offset] : llvm::enumerate(plan.offsets)) {
    result.offsets.push_back(end - offset - mirrored[index].size);
    result.size = std::max(result.size, result.offsets.back() + blocks[index].size);
  }
  return result;
}

/// A plan with an offset for each block, not looked at further once it has no more than `enough` bytes.
static ArenaPlan planBlocks(const ArenaProblem &problem, Placer &placer, int64_t enough) {
  llvm::ArrayRef<Block> blocks = placer.getBlocks();
  auto bySize = [&](size_t a, size_t b) { return std::tuple(-blocks[a].size, a) < std::tuple(-blocks[b].size, b); };
  auto byStart = [&](size_t a, size_t b) {
    return std::tuple(blocks[a].first, -blocks[a].size, a) < std::tuple(blocks[b].first, -blocks[b].size, b);
  };
  auto byLifetime = [&](size_t a, size_t b) {
    return std::tuple(blocks[a].first - blocks[a].last, -blocks[a].size, a) <
           std::tuple(blocks[b].first - blocks[b].last, -blocks[b].size, b);
  };
  const auto asTheyCome = llvm::to_vector(llvm::seq<size_t>(0, blocks.size()));
  const ArenaProblem mirrored = mirror(problem);
  Placer mirroredPlacer(mirrored);
  llvm::SmallVector<size_t> order(asTheyCome), bestOrder(asTheyCome);
  ArenaPlan best = placer.place(order);
  bool isBestMirrored = false;
  auto consider = [&](bool isMirrored, bool acceptEqual = false) {
    ArenaPlan plan =
        isMirrored ? mirrorBack(mirroredPlacer.place(order), blocks, mirroredPlacer.getBlocks()) : placer.place(order);
    if (plan.size > best.size || (plan.size == best.size && !acceptEqual))
      return;
    best = std::move(plan);
    bestOrder = order;
    isBestMirrored = isMirrored;
  };
  // Backwards too: outputs that begin before their inputs are best placed last to first.
  auto considerSorted = [&](auto less) {
    llvm::sort(order, less);
    for (bool isReversed : {false, true}) {
      consider(/*isMirrored=*/false);
      consider(/*isMirrored=*/true);
      if (!isReversed)
        std::reverse(order.begin(), order.end());
    }
  };
  considerSorted(bySize);
  considerSorted(byStart);
  considerSorted(byLifetime);
  int64_t bound = problem.getLowerBound();
  if (best.size <= std::max(bound, enough) || ExactSearch(problem, placer, best).run())
    return best;
  // One of the blocks that reach the end of the arena is placed earlier.
  std::mt19937 random(1);
  size_t rounds = std::min(kMaxImprovements, kMaxPlacements / blocks.size());
  for (size_t round = 0; round < rounds && best.size > bound; ++round) {
    order = bestOrder;
    llvm::SmallVector<size_t> last;
    for (size_t position = 1; position < order.size(); ++position) {
      size_t index = order[position];
      if (isBestMirrored ? best.offsets[index] == 0 : best.offsets[index] + blocks[index].size == best.size)
        last.push_back(position);
    }
    size_t from = last.empty() || random() % 4 == 0 ? 1 + random() % (order.size() - 1) : last[random() % last.size()];
    size_t to = random() % from;
    std::rotate(order.begin() + to, order.begin() + from, order.begin() + from + 1);
    consider(isBestMirrored, /*acceptEqual=*/true);
  }
  return best;
}

ArenaPlan dendc::planArena(const ArenaProblem &problem, int64_t enough) {
  Placer placer(problem);
  ArenaPlan plan = planBlocks(problem, placer, enough);
  llvm::SmallVector<int64_t> offsets(problem.buffers.size());
  for (auto [block, offset] : llvm::zip_equal(placer.getBlocks(), plan.offsets))
    for (const Block::Member &member : block.members)
      offsets[member.buffer] = offset + member.offset;
  plan.offsets = std::move(offsets);
  return plan;
}

//===----------------------------------------------------------------------===//
// Regions
//===----------------------------------------------------------------------===//

namespace {

/// Distributes blocks over regions, one after the other.
class RegionPlanner {
public:
  RegionPlanner(const ArenaProblem &problem, llvm::ArrayRef<int64_t> capacities)
      : problem(problem), capacities(capacities), blocks(makeBlocks(problem)) {}

  llvm::ArrayRef<Block> getBlocks() const { return blocks; }

  /// Each block, in this order, to the first region with room for it, in this order of theirs, or to the last.
  RegionPlan distribute(llvm::ArrayRef<size_t> order, llvm::ArrayRef<size_t> regions) {
    std::vector<llvm::SmallVector<size_t>> chosen(capacities.size());
    for (size_t block : order)
      for (size_t region : regions) {
        chosen[region].push_back(block);
        if (region == regions.back() || plan(chosen[region], capacities[region]).size <= capacities[region])
          break;
        chosen[region].pop_back();
      }
    RegionPlan result;
    result.fits = true;
    result.regions.assign(problem.buffers.size(), 0);
    result.offsets.assign(problem.buffers.size(), 0);
    for (auto [region, members] : llvm::enumerate(chosen)) {
      ArenaPlan planned = plan(members, /*enough=*/0);
      size_t index = 0;
      for (size_t buffer : getBuffers(members)) {
        result.regions[buffer] = region;
        result.offsets[buffer] = planned.offsets[index++];
      }
      result.sizes.push_back(planned.size);
      result.fits &= planned.size <= capacities[region];
    }
    return result;
  }

private:
  llvm::SmallVector<size_t> getBuffers(llvm::ArrayRef<size_t> members) const {
    llvm::SmallVector<size_t> buffers;
    for (size_t block : members)
      for (const Block::Member &member : blocks[block].members)
        buffers.push_back(member.buffer);
    return buffers;
  }

  /// The buffers of some blocks in an arena of their own.
  ArenaPlan plan(llvm::ArrayRef<size_t> members, int64_t enough) const {
    ArenaProblem part;
    llvm::SmallVector<std::optional<size_t>> places(problem.buffers.size());
    for (size_t buffer : getBuffers(members)) {
      places[buffer] = part.buffers.size();
      part.buffers.push_back(problem.buffers[buffer]);
    }
    for (ArenaOverlap overlap : problem.overlaps)
      if (places[overlap.input] && places[overlap.output]) {
        overlap.input = *places[overlap.input];
        overlap.output = *places[overlap.output];
        part.overlaps.push_back(overlap);
      }
    for (const ArenaView &view : problem.views)
      if (places[view.part])
        part.views.push_back({*places[view.part], *places[view.whole], view.offset});
    // What cannot fit need not be placed.
    if (int64_t bound = part.getLowerBound(); enough > 0 && bound > enough)
      return {{}, bound};
    return part.buffers.empty() ? ArenaPlan() : planArena(part, enough);
  }

  const ArenaProblem &problem;
  llvm::ArrayRef<int64_t> capacities;
  std::vector<Block> blocks;
};

} // namespace

RegionPlan dendc::planRegions(const ArenaProblem &problem, llvm::ArrayRef<double> traffic,
                              llvm::ArrayRef<int64_t> capacities) {
  RegionPlanner planner(problem, capacities);
  llvm::ArrayRef<Block> blocks = planner.getBlocks();
  std::vector<double> perByte;
  for (const Block &block : blocks) {
    double moved = 0;
    for (const Block::Member &member : block.members)
      moved += traffic[member.buffer];
    perByte.push_back(moved / double(std::max<int64_t>(block.size, 1)));
  }
  auto order = llvm::to_vector(llvm::seq<size_t>(0, blocks.size()));
  auto regions = llvm::to_vector(llvm::seq<size_t>(0, capacities.size()));
  llvm::stable_sort(order, [&](size_t a, size_t b) { return perByte[a] > perByte[b]; });
  const RegionPlan fastest = planner.distribute(order, regions);
  if (fastest.fits)
    return fastest;
  std::reverse(order.begin(), order.end());
  std::reverse(regions.begin(), regions.end());
  if (RegionPlan slowest = planner.distribute(order, regions); slowest.fits)
    return slowest;
  llvm::stable_sort(order, [&](size_t a, size_t b) { return blocks[a].size > blocks[b].size; });
  for (bool isReversed : {false, true}) {
    if (RegionPlan largest = planner.distribute(order, regions); largest.fits)
      return largest;
    if (!isReversed)
      std::reverse(regions.begin(), regions.end());
  }
  return fastest;
}
