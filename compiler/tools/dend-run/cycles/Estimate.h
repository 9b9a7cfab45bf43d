// Estimate.h - how many cycles one call of a function takes, estimated.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#ifndef DENDC_COMPILER_TOOLS_DENDRUN_CYCLES_ESTIMATE_H
#define DENDC_COMPILER_TOOLS_DENDRUN_CYCLES_ESTIMATE_H

#include "compiler/tools/dend-run/Workspace.h"
#include "compiler/tools/dend-run/cycles/Program.h"
#include "compiler/tools/dend-run/cycles/Timing.h"
#include "targets/Targets.h"

#include "llvm/Support/Error.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dendc::cycles {

struct EstimateOptions {
  std::optional<unsigned> waitStates; // of flash; otherwise those that the microcontroller's description states
  unsigned timeoutSeconds = 300;
};

struct Estimate {
  std::string core;
  uint64_t instructions = 0; // exact
  Cycles cycles;
  std::vector<Cycles> parts; // of the program, by the numbers of its marks (see Program.h)
  unsigned waitStates = 0;
  std::optional<unsigned> clockMhz; // of the microcontroller
  std::string source;               // of the timings

  std::optional<Cycles> getMilliseconds() const;
};

/// Runs the program on the core's emulated machine up to the return of the first call of its function.
llvm::Expected<Estimate> estimateCycles(const Workspace &workspace, const Program &program,
                                        const targets::Target &target, const EstimateOptions &options);

} // namespace dendc::cycles

#endif
