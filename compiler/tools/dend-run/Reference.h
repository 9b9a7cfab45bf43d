// Reference.h - networks run by the reference evaluator from the files of a generated folder.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#ifndef DENDC_COMPILER_TOOLS_DENDRUN_REFERENCE_H
#define DENDC_COMPILER_TOOLS_DENDRUN_REFERENCE_H

#include "compiler/tools/dend-run/Batch.h"
#include "compiler/tools/dend-run/Network.h"

#include "llvm/Support/Error.h"

namespace dendc {

/// Whether the folder still holds this file of MLIR, `plan.mlir` or `fuse.mlir`: an error that names it if not.
llvm::Error checkPresent(const Report &report, llvm::StringRef suffix);

/// NAME.plan.mlir, the network as C computes it.
llvm::Expected<std::unique_ptr<Network>> readPlan(const Report &report);
/// One input of it, as C has it.
Tensor makePlanInput(const Report &report, const Network &plan, const Batch &batch, int64_t item, size_t index);
/// NAME.plan.mlir on the inputs as C has them: the outputs as C has them.
llvm::Expected<std::string> runPlan(const Report &report, const Batch &batch);

/// The network in float: that of a model file or, without one, NAME.fuse.mlir.
llvm::Expected<std::unique_ptr<Network>> readFloatNetwork(const Report &report, llvm::StringRef modelFile);
/// Its outputs in file order.
llvm::Expected<std::vector<RealTensors>> runFloatNetwork(const Report &report, Network &network, const Batch &batch);

} // namespace dendc

#endif
