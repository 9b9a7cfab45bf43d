// Profiler.h - runs a program in QEMU and counts the instructions of one call.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#ifndef DENDC_COMPILER_TOOLS_DENDRUN_CYCLES_PROFILER_H
#define DENDC_COMPILER_TOOLS_DENDRUN_CYCLES_PROFILER_H

#include "compiler/tools/dend-run/Process.h"
#include "compiler/tools/dend-run/Workspace.h"
#include "compiler/tools/dend-run/cycles/Profile.h"
#include "compiler/tools/dend-run/cycles/Program.h"

#include "llvm/Support/Error.h"

#include <vector>

namespace dendc::cycles {

/// The instructions that the first call of the program's function executes, up to its return, by the parts that the
/// program's marks tell apart. `emulator` is the command that runs the program.
llvm::Expected<std::vector<Profile>> profile(const Workspace &workspace, const Program &program, llvm::StringRef core,
                                             Command emulator, unsigned timeoutSeconds);

} // namespace dendc::cycles

#endif
