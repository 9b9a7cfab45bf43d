// Profile.h - reads what profile.c counted.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#ifndef DENDC_COMPILER_TOOLS_DENDRUN_CYCLES_PROFILE_H
#define DENDC_COMPILER_TOOLS_DENDRUN_CYCLES_PROFILE_H

#include "compiler/tools/dend-run/cycles/Instruction.h"

#include "llvm/Support/Error.h"

#include <vector>

namespace dendc::cycles {

/// The instructions of a part of a program, by rising address.
using Profile = std::vector<Instruction>;

/// The profile of each part that marks tell apart (see Program.h), by its number, decoded for the core.
llvm::Expected<std::vector<Profile>> readProfile(llvm::StringRef text, llvm::StringRef core);

} // namespace dendc::cycles

#endif
