// Operands.h - what kernels get as their operands and results: places in memory.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef TARGETS_C_OPERANDS_H
#define TARGETS_C_OPERANDS_H

#include "targets/c/Layer.h"
#include "targets/c/Program.h"

#include "dialects/kern/Patches.h"

namespace dendc::c {

/// A stream that is computed in patches of columns, one after the other.
struct PatchedStream {
  PatchedStream(const kern::Stages &stages, int64_t count);

  const kern::Stages &stages;
  std::vector<kern::Patch> patches;
  /// The stream as each patch has it.
  std::vector<mlir::OwningOpRef<kern::StreamOp>> streams;

  /// The stage of `op`.
  size_t getIndex(mlir::Operation *op) const;
};

/// The argument for operand `operand` of `op`, or for its result; in variable `patch` of `patches` if there are any.
/// Constants, and what patches differ in, go to `tables`.
std::string printOperand(const Program &program, mlir::Operation *op, std::optional<unsigned> operand,
                         llvm::StringRef layer, const PatchedStream *patches, TableSet &tables);

} // namespace dendc::c

#endif
