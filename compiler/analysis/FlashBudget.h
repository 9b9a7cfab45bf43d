// FlashBudget.h - which kernels a network takes within so many bytes of flash.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_ANALYSIS_FLASHBUDGET_H
#define COMPILER_ANALYSIS_FLASHBUDGET_H

#include "compiler/analysis/KernelCandidates.h"

#include "mlir/IR/BuiltinOps.h"

namespace dendc {

/// An op, the kernels that can compute it, and the one it gets.
struct KernelChoice {
  mlir::Operation *op;
  llvm::SmallVector<KernelCandidate> candidates;
  size_t chosen = 0;

  const KernelCost &getCost() const { return candidates[chosen].cost; }
};

/// Bytes that the tables of all layers may have: `bytes`, or `factor` times the bytes of their weights where that is
/// not 0; or with neither what the target's flash has, if it is known; 0: as many as they take.
int64_t getFlashBudget(mlir::ModuleOp module, int64_t bytes, double factor);

/// Where the tables of all ops take more than `budget` bytes, gives these kernels with which they do not and that need
/// few instructions; where there are none, those that take fewest bytes.
void fitFlash(llvm::MutableArrayRef<KernelChoice> choices, int64_t budget, double instructionsPerByte);

} // namespace dendc

#endif
