// EmitC.h - from a planned kern module to the text of NAME.h and NAME.c.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef TARGETS_C_EMITC_H
#define TARGETS_C_EMITC_H

#include "dialects/kern/Regions.h"

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"

#include <string>
#include <vector>

namespace dendc::c {

struct EmitOptions {
  /// Prefix of files and symbols, a C identifier.
  std::string name;
  /// Lines of the comment at the head of NAME.h: version, hashes, options.
  std::vector<std::string> provenance;
  /// Names of the classes, where known.
  std::vector<std::string> labels;
  /// Inputs and outputs are the caller's memory instead of the arena's.
  bool callerIo = false;
  /// Layers with one kernel share one copy of its code, instead of each having a copy made for its struct.
  bool shareKernels = false;
};

/// One tensor of the interface, as NAME.h and the report name it.
struct IoTensor {
  std::string name;  // in the user's file
  std::string cName; // "kws_input"
  mlir::RankedTensorType type;
  mlir::DictionaryAttr attributes; // of the function's argument or result
  int64_t offset = 0;              // bytes into the arena
  /// The rows in which it is fed, 0 where it is there whole.
  int64_t rows = 0;
  /// Of an input that is kept from run to run, what its elements are before the first.
  std::optional<double> start;
  /// What C calls the output that such an input is next, or the input that such an output is next; empty for all
  /// others.
  std::string partner;
};
std::vector<IoTensor> getInputs(mlir::ModuleOp module, llvm::StringRef name);
std::vector<IoTensor> getOutputs(mlir::ModuleOp module, llvm::StringRef name);

/// What C calls the regions of the arena: the fields of NAME_arena_t.
std::vector<std::string> getRegionNames(llvm::ArrayRef<kern::MemoryRegion> regions);

/// A module of emitc ops only, with one emitc.file each for "NAME.h" and "NAME.c".
mlir::OwningOpRef<mlir::ModuleOp> convertToEmitC(mlir::ModuleOp planned, const EmitOptions &options);

/// The text of one emitc.file, printed by MLIR.
llvm::FailureOr<std::string> printFile(mlir::ModuleOp emitted, llvm::StringRef fileName);

/// The runtime headers NAME.c includes itself, by their path below the runtime's include folder.
std::vector<std::string> getRuntimeHeaders(mlir::ModuleOp planned);

} // namespace dendc::c

#endif
