// ArenaPlanner.h - offsets for buffers with lifetimes in one arena.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_ANALYSIS_ARENAPLANNER_H
#define COMPILER_ANALYSIS_ARENAPLANNER_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"

#include <cstdint>
#include <optional>

namespace dendc {

/// A buffer that is needed during steps [first, last].
struct ArenaBuffer {
  int64_t size;      // bytes
  int64_t alignment; // bytes, a power of two
  int64_t first, last;
};

/// An output that may run into the input it is made of: they share no byte, or the output begins at least `distance`
/// bytes before the input does, or exactly `exact` bytes. A pair of buffers has one entry at most.
struct ArenaOverlap {
  size_t input, output; // indices of buffers
  int64_t distance;     // bytes, >= 0
  std::optional<int64_t> exact = std::nullopt;

  int64_t getLeastDistance() const { return std::min(distance, exact.value_or(distance)); }

  /// What the two need together at least.
  int64_t getJointSize(llvm::ArrayRef<ArenaBuffer> buffers) const;
};

/// A buffer that lies in another one, `offset` bytes from its start, whenever either is needed. What they share holds
/// the same for both. A buffer is a part of one other at most; `offset` suits its alignment in that one, whose own
/// alignment is no less.
struct ArenaView {
  size_t part, whole; // indices of buffers
  int64_t offset;     // bytes
};

/// What is to be placed.
struct ArenaProblem {
  llvm::SmallVector<ArenaBuffer> buffers;
  llvm::SmallVector<ArenaOverlap> overlaps;
  llvm::SmallVector<ArenaView> views;

  /// Bytes that are needed at a step, at least.
  int64_t getDemand(int64_t step) const;
  /// The most bytes that are needed at one step: no plan can be smaller.
  int64_t getLowerBound() const;
};

struct ArenaPlan {
  llvm::SmallVector<int64_t> offsets; // bytes, by buffer
  int64_t size = 0;                   // bytes
};

/// Places every buffer, with its parts, at the lowest offset free during its lifetime, or the highest, in several
/// orders: by size, by start, by lifetime, as they come. Where that does not reach the lower bound, a branch and bound
/// looks for the optimum (and may miss it where distances are exact or buffers have parts); if a number of steps is not
/// enough for it, orders in which what makes the arena large comes earlier are tried, too. The same problem always gets
/// the same plan.
/// An arena of `enough` bytes is as good as a smaller one.
ArenaPlan planArena(const ArenaProblem &problem, int64_t enough = 0);

/// An arena in several regions: a buffer with its parts lies in one of them.
struct RegionPlan {
  llvm::SmallVector<size_t> regions;  // by buffer
  llvm::SmallVector<int64_t> offsets; // bytes, by buffer, from the start of its region
  llvm::SmallVector<int64_t> sizes;   // bytes, by region
  bool fits = false;                  // no region is larger than it may be
};

/// Places buffers in regions of `capacities` bytes, fastest first: those to which most bytes are moved (`traffic`, by
/// buffer) for each that they hold come first, each in the fastest region that still has room. Where what is left does
/// not fit the last one, the others take what has least traffic last, or what is largest first, until all fit.
RegionPlan planRegions(const ArenaProblem &problem, llvm::ArrayRef<double> traffic, llvm::ArrayRef<int64_t> capacities);

} // namespace dendc

#endif
