// KernOps.td - the ops of the kern dialect. Formulas: README.md of this folder.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef DIALECTS_KERN_KERNOPS_TD
#define DIALECTS_KERN_KERNOPS_TD

include "dialects/kern/KernWeightedOps.td"
include "dialects/kern/KernReduceOps.td"
include "dialects/kern/KernElementwiseOps.td"
include "dialects/kern/KernSoftmaxOps.td"
include "dialects/kern/KernMoveOps.td"
include "dialects/kern/KernStreamOps.td"

#endif
