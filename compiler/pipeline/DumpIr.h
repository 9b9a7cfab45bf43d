// DumpIr.h - one numbered file for every pass that changed something.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_PIPELINE_DUMPIR_H
#define COMPILER_PIPELINE_DUMPIR_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/Pass/PassManager.h"

#include <string>

namespace dendc {

/// Writes `00-import.mlir`, `01-canonicalize.mlir`, ... into a folder; does nothing where its name is empty.
class DumpIr {
public:
  explicit DumpIr(llvm::StringRef folder) : folder(folder) {}

  /// Writes the module unless it is as it was at the last call.
  void write(llvm::StringRef step, mlir::Operation *module);
  /// Writes after each pass of `manager`; this object must outlive its run.
  void attachTo(mlir::PassManager &manager);
  /// Whether a file could not be written; nothing is written after that.
  bool hasFailed() const { return failed; }

private:
  std::string folder, previous;
  unsigned count = 0;
  bool failed = false;
};

} // namespace dendc

#endif
