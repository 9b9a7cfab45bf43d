// Run.h - runs generated code on this machine or on an emulated core.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#ifndef DENDC_COMPILER_TOOLS_DENDRUN_RUN_H
#define DENDC_COMPILER_TOOLS_DENDRUN_RUN_H

#include "compiler/tools/dend-run/Build.h"
#include "compiler/tools/dend-run/Report.h"
#include "compiler/tools/dend-run/Sizes.h"
#include "compiler/tools/dend-run/Workspace.h"
#include "compiler/tools/dend-run/cycles/Estimate.h"

#include "llvm/Support/Error.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dendc {

/// What an emulated run measured.
struct Measurement {
  std::string core, compiler;
  std::vector<std::string> machines;
  std::vector<uint64_t> instructions;    // of each inference
  std::vector<double> layerInstructions; // of each layer, mean; empty if not asked for
  Sizes sizes;
  uint64_t stackSize = 0;
  std::optional<cycles::Estimate> cycles; // of the first inference, if asked for
  std::optional<uint64_t> stackBound;     // by the figures of compiler and machine code; none where these do not say
};

struct Execution {
  std::string outputs; // for each input all outputs, as C has them
  std::optional<Measurement> measurement;
};

struct RunOptions {
  std::string core, machine; // empty: what the report and the core say
  bool countLayers = true;
  unsigned timeoutSeconds = 300;                 // of one inference
  std::optional<cycles::EstimateOptions> cycles; // estimate them
  BuildOptions build;
};

/// `inputs` holds `count` inputs, each with all tensors as C has them.
llvm::Expected<Execution> runOnHost(const Report &report, const Workspace &workspace, llvm::StringRef inputs,
                                    int64_t count, const RunOptions &options);
llvm::Expected<Execution> runOnEmulator(const Report &report, const Workspace &workspace, llvm::StringRef inputs,
                                        int64_t count, const RunOptions &options);

} // namespace dendc

#endif
