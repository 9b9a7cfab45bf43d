// ArenaPlanner.h - offsets for buffers with lifetimes in one arena.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_ANALYSIS_ARENAPLANNER_H
#define COMPILER_ANALYSIS_ARENAPLANNER_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"

#include <cstdint>

namespace dendc {

/// A buffer that is needed during steps [first, last].
struct ArenaBuffer {
  int64_t size;      // bytes
  int64_t alignment; // bytes, a power of two
  int64_t first, last;
};

struct ArenaPlan {
  llvm::SmallVector<int64_t> offsets; // bytes, by buffer
  int64_t size = 0;                   // bytes
};

/// The most bytes that are needed at one step: no plan of these buffers can be smaller.
int64_t getArenaLowerBound(llvm::ArrayRef<ArenaBuffer> buffers);

/// Places every buffer at the lowest offset free during its lifetime, in several orders (by size, by start, by
/// lifetime, as they come), and keeps the smallest arena. Few buffers are tried in all orders: one of them is optimal.
ArenaPlan planArena(llvm::ArrayRef<ArenaBuffer> buffers);

} // namespace dendc

#endif
