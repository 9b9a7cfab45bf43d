// ProgramEstimate.h - the cycles of a function of any program that runs on an emulated core.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#ifndef DENDC_COMPILER_TOOLS_DENDRUN_PROGRAMESTIMATE_H
#define DENDC_COMPILER_TOOLS_DENDRUN_PROGRAMESTIMATE_H

#include "compiler/tools/dend-run/cycles/Estimate.h"

#include "llvm/Support/raw_ostream.h"

namespace dendc {

struct ProgramOptions {
  std::string path, function; // an ELF file; a symbol or an address in it
  std::string core, machine;  // a core or microcontroller; a machine of QEMU, the core's own if empty
  cycles::EstimateOptions cycles;
};

llvm::Expected<cycles::Estimate> estimateProgram(const Workspace &workspace, const ProgramOptions &options);

void printTable(const ProgramOptions &options, const cycles::Estimate &estimate, llvm::raw_ostream &os);
void printJson(const ProgramOptions &options, const cycles::Estimate &estimate, llvm::raw_ostream &os);

} // namespace dendc

#endif
