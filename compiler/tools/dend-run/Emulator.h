// Emulator.h - how QEMU runs a program.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#ifndef DENDC_COMPILER_TOOLS_DENDRUN_EMULATOR_H
#define DENDC_COMPILER_TOOLS_DENDRUN_EMULATOR_H

#include "compiler/tools/dend-run/Process.h"

namespace dendc {

/// The command that runs a program on a machine, 128 ns an instruction (see targets/cores/emulator/README.md).
Command getEmulatorCommand(llvm::StringRef machine, llvm::StringRef program);

} // namespace dendc

#endif
