// Interface.h - the C that joins a generated network to dend-run's program.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#ifndef DENDC_COMPILER_TOOLS_DENDRUN_INTERFACE_H
#define DENDC_COMPILER_TOOLS_DENDRUN_INTERFACE_H

#include "compiler/tools/dend-run/Report.h"

#include "llvm/ADT/StringRef.h"

#include <string>
#include <vector>

namespace dendc {

/// The text of config.h: names and counts. Files are read and written in `folder`, which ends in a
/// separator.
std::string formatConfiguration(const Report &report, llvm::StringRef folder);

/// The text of dend_run.h: `model_read`, `model_run`, `model_write` and the arena's macros.
std::string formatInterface(const Report &report);

/// The function whose instructions are one inference.
std::string getMeasuredFunction(const Report &report);

/// C functions of the generated code that an application calls.
std::vector<std::string> getEntryPoints(const Report &report);

} // namespace dendc

#endif
