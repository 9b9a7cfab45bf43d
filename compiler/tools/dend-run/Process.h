// Process.h - runs compilers and emulators.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#ifndef DENDC_COMPILER_TOOLS_DENDRUN_PROCESS_H
#define DENDC_COMPILER_TOOLS_DENDRUN_PROCESS_H

#include "compiler/tools/dend-run/Workspace.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Error.h"

#include <string>
#include <vector>

namespace dendc {

using Command = std::vector<std::string>;

/// The command as one could type it.
std::string formatCommand(const Command &command);

/// Runs the command and returns what it printed to its standard output. A status other than 0 is an
/// error that says `failure` and then what the command printed to its standard error.
///
/// `keepWaiting`, if given, is asked ten times a second; its error ends the command.
llvm::Expected<std::string> runCommand(const Workspace &workspace, const Command &command, const llvm::Twine &failure,
                                       llvm::function_ref<llvm::Error()> keepWaiting = nullptr);

} // namespace dendc

#endif
