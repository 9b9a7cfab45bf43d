// ArenaUse.h - what lies where in the arena, and when: for the report and the picture beside it.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_TOOLS_ARENAUSE_H
#define COMPILER_TOOLS_ARENAUSE_H

#include "dialects/kern/Regions.h"

#include "mlir/IR/BuiltinOps.h"

#include <string>
#include <vector>

namespace dendc {

/// A part of the arena during segments [first, last]: a segment is a layer, or layers computed together. Before the
/// first one is -1, after the last one their number.
struct ArenaPart {
  enum Kind { Input, Output, Tensor, Ring, Scratch };
  std::string name; // of the tensor or the layer
  Kind kind;
  int64_t offset, size; // bytes
  int64_t first, last;
};

llvm::StringRef toString(ArenaPart::Kind kind);

struct ArenaUse {
  int64_t size, lowerBound; // bytes
  std::vector<ArenaPart> parts;
  std::vector<std::string> segments; // names
  /// The memories it is cut into, if it is.
  llvm::SmallVector<kern::MemoryRegion> regions;
  /// The segment that needs most bytes, at least.
  int64_t peakSegment;
};

/// Reads it off a planned module; `ioInArena` as it was planned.
ArenaUse getArenaUse(mlir::ModuleOp planned, bool ioInArena);

/// The arena over time as an SVG document: offset against segment, one box per part.
std::string drawArena(const ArenaUse &use, llvm::StringRef name);

} // namespace dendc

#endif
