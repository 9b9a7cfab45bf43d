// KernelCost.h - what a kernel costs for an op: instructions and flash, by layout, geometry and core.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_ANALYSIS_KERNELCOST_H
#define COMPILER_ANALYSIS_KERNELCOST_H

#include "dialects/kern/Kern.h"

namespace dendc {

/// What the model knows of a core.
struct CoreTraits {
  /// 16-bit multiply-accumulates, two at a time: M4, M7, M33 and up.
  bool hasDsp = false;
};

/// What one inference costs in a layer.
struct KernelCost {
  double instructions = 0;
  /// Bytes of packed weights and biases.
  int64_t flash = 0;
};

/// The cost of an integer weighted op by the kernel of that layout: see KernelCost.cpp for the model and how well it
/// fits.
KernelCost estimateCost(kern::WeightedOpInterface op, llvm::StringRef layout, const CoreTraits &core);
/// The same of an integer recurrent op.
KernelCost estimateCost(kern::RecurrentOp op, llvm::StringRef layout, const CoreTraits &core);

/// Instructions that a convolution in columns saves if it copies its input with its padding (`kern.padded_rows`).
double estimatePaddingGain(kern::Conv2DOp op);

} // namespace dendc

#endif
