// Reference.h - networks run by the reference evaluator from the MLIR files of a generated folder.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#ifndef DENDC_COMPILER_TOOLS_DENDRUN_REFERENCE_H
#define DENDC_COMPILER_TOOLS_DENDRUN_REFERENCE_H

#include "compiler/tools/dend-run/Batch.h"

#include "llvm/Support/Error.h"

namespace dendc {

/// NAME.plan.mlir on the inputs as C has them: the outputs as C has them.
llvm::Expected<std::string> runPlan(const Report &report, const Batch &batch);

/// Whether the folder still holds this file of MLIR, `plan.mlir` or `fuse.mlir`: an error that names it if not.
llvm::Error checkPresent(const Report &report, llvm::StringRef suffix);

/// NAME.fuse.mlir, the network in float: its outputs in file order.
llvm::Expected<std::vector<RealTensors>> runFloatNetwork(const Report &report, const Batch &batch);

} // namespace dendc

#endif
