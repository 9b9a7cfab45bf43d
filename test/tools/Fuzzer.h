// Fuzzer.h - for tests: imports damaged models; whatever happens, it must be a module or an error.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef TEST_TOOLS_FUZZER_H
#define TEST_TOOLS_FUZZER_H

#include "mlir/IR/MLIRContext.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"

#include <vector>

namespace dendc {

/// A format of model files, as far as damaging them goes.
struct FuzzedFormat {
  /// What files of it end in, without the dot.
  llvm::StringRef extension;
  /// Sets the bytes of an undamaged file that are values of large tensors.
  llvm::function_ref<void(llvm::StringRef bytes, std::vector<bool> &isWeight)> markWeights;
  /// Whether the file at `path` could be imported.
  llvm::function_ref<bool(llvm::StringRef path, mlir::MLIRContext *context)> import;
};

/// The main program `PROGRAM FOLDER MODEL ... [--count=N] [--seed=S]`: of every model N truncated copies, N copies with
/// flipped bits and N copies with bytes replaced or repeated elsewhere are imported, as FOLDER/damaged.<extension>.
/// Prints how many imported and how many were refused; a crash, a sanitizer's report, a refusal without an error and an
/// import with one end it at once, and leave the damaged file behind for a look.
int runFuzzer(int argc, char **argv, const FuzzedFormat &format);

} // namespace dendc

#endif
