// KernelCandidates.h - the kernels that can compute an op on a target.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_ANALYSIS_KERNELCANDIDATES_H
#define COMPILER_ANALYSIS_KERNELCANDIDATES_H

#include "compiler/analysis/KernelCost.h"

#include "dialects/kern/Kernels.h"

namespace dendc {

/// A kernel that can compute an op, and what it costs; where there is one alone, nothing is known of that.
struct KernelCandidate {
  const kern::Kernel *kernel = nullptr;
  KernelCost cost;
};

/// What the model knows of a module's target, which may be null.
CoreTraits getCoreTraits(kern::TargetAttr target);

/// All kernels for `op` on `target`, which may be null, the cheapest first: by instructions, a byte of flash counting
/// as many as `instructionsPerByte`.
llvm::SmallVector<KernelCandidate> getKernelCandidates(mlir::Operation *op, kern::TargetAttr target,
                                                       double instructionsPerByte);

} // namespace dendc

#endif
