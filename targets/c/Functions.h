// Functions.h - the functions of the interface.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef TARGETS_C_FUNCTIONS_H
#define TARGETS_C_FUNCTIONS_H

#include "targets/c/Program.h"

namespace dendc::c {

/// NAME_reset, NAME_run or NAME_push, accessors and helpers, the labels. `calls` are the statements that compute.
std::vector<std::string> printFunctions(const Program &program, llvm::StringRef calls);

} // namespace dendc::c

#endif
