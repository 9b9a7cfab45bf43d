// dend-opt.cpp - mlir-opt with dendc's dialects, passes and phases.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/pipeline/Phases.h"
#include "compiler/tools/Registry.h"

#include "mlir/Pass/PassRegistry.h"
#include "mlir/Tools/mlir-opt/MlirOptMain.h"

/// Every phase is a pipeline of its own, with the options dendc has by default.
static void registerPhases() {
  for (const dendc::Phase &phase : dendc::getPhases())
    if (phase.addPasses)
      mlir::PassPipelineRegistration<>("phase-" + phase.name.str(), phase.sentence, [&](mlir::OpPassManager &manager) {
        phase.addPasses(manager, dendc::PipelineOptions());
      });
}

int main(int argc, char **argv) {
  mlir::DialectRegistry registry;
  dendc::registerDialects(registry);
  dendc::registerPasses();
  registerPhases();
  return mlir::asMainReturnCode(mlir::MlirOptMain(argc, argv, "dendc optimizer driver\n", registry));
}
