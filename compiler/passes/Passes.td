// Passes.td - all passes of the compiler; each is one .cpp named after it.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_PASSES_PASSES_TD
#define COMPILER_PASSES_PASSES_TD

include "compiler/passes/DendPasses.td"
include "compiler/passes/KernPasses.td"

#endif // COMPILER_PASSES_PASSES_TD
