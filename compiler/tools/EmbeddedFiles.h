// EmbeddedFiles.h - files of the source tree that the tools carry with them.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#ifndef DENDC_COMPILER_TOOLS_EMBEDDEDFILES_H
#define DENDC_COMPILER_TOOLS_EMBEDDEDFILES_H

#include "targets/EmbeddedFiles.h"

namespace dendc {

/// The headers of the runtime, by their path below `runtime/include/`.
llvm::ArrayRef<EmbeddedFile> embeddedRuntime();

/// The emulated board: C files and linker scripts of `targets/cores/emulator/`.
llvm::ArrayRef<EmbeddedFile> embeddedBoard();

/// The program around generated code that `dend-run` builds: `compiler/tools/dend-run/harness/`.
llvm::ArrayRef<EmbeddedFile> embeddedHarness();

/// The plugin of QEMU that `dend-run --cycles` builds: `compiler/tools/dend-run/cycles/profile.c`.
llvm::ArrayRef<EmbeddedFile> embeddedProfiler();

} // namespace dendc

#endif
