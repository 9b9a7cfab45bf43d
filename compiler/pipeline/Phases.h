// Phases.h - the way of a model through the compiler, as one table.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_PIPELINE_PHASES_H
#define COMPILER_PIPELINE_PHASES_H

#include "dialects/kern/Kern.h"
#include "dialects/kern/Regions.h"

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"
#include "mlir/Pass/PassManager.h"

#include <functional>
#include <string>

namespace dendc {

/// What the phases between import and emit need to know.
struct PipelineOptions {
  /// Set on the module before `lower`.
  kern::TargetAttr target;
  /// The memories that the arena is cut into; none: it is in one piece. Set on the module with the target.
  llvm::SmallVector<kern::MemoryRegion> regions;
  /// The model's argument keeps the file's NCHW layout instead of becoming NHWC.
  bool keepInputLayout = false;
  /// Inputs and outputs of a quantized file stay floats where they are in the file.
  bool floatInputs = false, floatOutputs = false;
  /// Dendrites become parts of their neurons.
  bool fuseNeurons = true;
  /// A quantized network becomes the float network it stands for.
  bool dequantize = false;
  /// Adds the passes of phase `quantize`; none: the network stays as it is.
  std::function<void(mlir::OpPassManager &)> addQuantizePasses;
  /// Flash counts for more than instructions.
  bool optimizeForSize = false;
  /// Bytes that weights and tables may have, or how many times those of the weights; 0 both: what the target has.
  int64_t flash = 0;
  double flashFactor = 0;
  /// Bytes the arena may have; 0: what the target has.
  int64_t ram = 0;
  /// The input is fed some rows at a time.
  bool feedInput = false;
  /// Inputs and outputs live in the arena.
  bool ioInArena = true;
  /// The phase after which to stop; empty: all.
  std::string stopAfter;
  /// A folder for the IR after every pass that changed something; empty: none.
  std::string dumpFolder;
  /// Called after every phase.
  std::function<mlir::LogicalResult(llvm::StringRef phase, mlir::ModuleOp)> afterPhase;
};

/// One phase; its name is what --stop-after takes.
struct Phase {
  llvm::StringLiteral name;
  llvm::StringLiteral sentence;
  /// Dialects whose ops may be left when the phase is done, beside func and builtin.
  llvm::StringLiteral dialect;
  /// Null for import and emit, which `tools` supply.
  void (*addPasses)(mlir::OpPassManager &, const PipelineOptions &);
};

llvm::ArrayRef<Phase> getPhases();
const Phase *findPhase(llvm::StringRef name);

/// Runs the phases from simplify to plan on an imported module, each followed by a check of its border. Fails with
/// diagnostics. A module already further on the way (kern ops) enters at its own phase.
mlir::LogicalResult runPhases(mlir::ModuleOp module, const PipelineOptions &options);

} // namespace dendc

#endif
