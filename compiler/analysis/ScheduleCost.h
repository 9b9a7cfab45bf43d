// ScheduleCost.h - what a schedule costs beside the fastest one, as attributes of the module that is scheduled.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_ANALYSIS_SCHEDULECOST_H
#define COMPILER_ANALYSIS_SCHEDULECOST_H

#include "mlir/IR/BuiltinOps.h"

#include <optional>

namespace dendc {

struct ScheduleCost {
  /// A schedule that has fewer instructions and needs more RAM.
  struct Faster {
    int64_t instructions; // per inference, estimated
    int64_t arenaSize;    // bytes
  };

  int64_t instructions; // per inference, estimated
  /// The fastest schedule, unless it is this one.
  std::optional<Faster> fastest;

  /// None where the module has not been scheduled.
  static std::optional<ScheduleCost> get(mlir::ModuleOp module);
  void set(mlir::ModuleOp module) const;
};

} // namespace dendc

#endif
