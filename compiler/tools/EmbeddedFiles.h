// EmbeddedFiles.h: files of the source tree that the tools carry with them.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#ifndef DENDC_COMPILER_TOOLS_EMBEDDEDFILES_H
#define DENDC_COMPILER_TOOLS_EMBEDDEDFILES_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

namespace dendc {

struct EmbeddedFile {
  llvm::StringRef path; // relative to the folder that was embedded
  llvm::StringRef contents;
};

/// `targets/cores/*.json` and `targets/mcus/*.json`, by their path below `targets/`.
llvm::ArrayRef<EmbeddedFile> embeddedTargets();

/// The headers of the runtime, by their path below `runtime/include/`.
llvm::ArrayRef<EmbeddedFile> embeddedRuntime();

/// The emulated board: C files and linker scripts of `targets/cores/emulator/`.
llvm::ArrayRef<EmbeddedFile> embeddedBoard();

/// The program around generated code that `dend-run` builds: `compiler/tools/dend-run/harness/`.
llvm::ArrayRef<EmbeddedFile> embeddedHarness();

} // namespace dendc

#endif
