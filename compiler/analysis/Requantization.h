// Requantization.h - how a kernel requantizes the sums of an op: its bits to the right, and whether 32 bits do.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_ANALYSIS_REQUANTIZATION_H
#define COMPILER_ANALYSIS_REQUANTIZATION_H

#include "dialects/kern/Kern.h"

#include <vector>

namespace dendc {

/// The requantization of `op` to its output, or null.
kern::RequantAttr getOutputRequant(mlir::Operation *op);

/// Bits to the right of every channel but the last one, or none where the rounding has none.
std::vector<int8_t> getRights(kern::RequantAttr requant);

/// Whether rounding `tflite` of the sums of `op` needs 64 bits: where a channel has no bits to the right, or sums or
/// shifted zero points reach 2^30.
bool needsWideRounding(mlir::Operation *op);

} // namespace dendc

#endif
