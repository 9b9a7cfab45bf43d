// Compilation.h - one run of dendc: from the model file to the folder of C.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_TOOLS_COMPILATION_H
#define COMPILER_TOOLS_COMPILATION_H

#include "compiler/tools/Options.h"
#include "targets/Targets.h"

#include "mlir/Support/LLVM.h"

namespace dendc {

/// Compiles as `options` say. Errors were printed.
llvm::LogicalResult compile(const Options &options);

} // namespace dendc

#endif
