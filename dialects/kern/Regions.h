// Regions.h - the memories of a microcontroller that the arena is cut into.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef DIALECTS_KERN_REGIONS_H
#define DIALECTS_KERN_REGIONS_H

#include "mlir/IR/BuiltinOps.h"

#include <string>

namespace dendc::kern {

/// On the module: a list of the regions below, fastest first, as dictionaries of their fields.
inline constexpr llvm::StringLiteral kRegionsAttr = "kern.regions";

/// A memory, and the stretch of the arena that lies in it. Offsets in the arena count through all of them.
struct MemoryRegion {
  std::string name;
  int64_t capacity;             // bytes, at least 1
  int64_t offset = 0, size = 0; // bytes of the arena, known once it is planned
};

/// The regions of a module; none: the arena is in one piece.
llvm::SmallVector<MemoryRegion> getRegions(mlir::ModuleOp module);
void setRegions(mlir::ModuleOp module, llvm::ArrayRef<MemoryRegion> regions);

/// The index of the region that byte `offset` of the arena lies in.
size_t findRegion(llvm::ArrayRef<MemoryRegion> regions, int64_t offset);

} // namespace dendc::kern

#endif
