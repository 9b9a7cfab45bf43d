// Requantization.h - how a kernel requantizes the sums of an op: its bits to the right, and whether 32 bits do.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_ANALYSIS_REQUANTIZATION_H
#define COMPILER_ANALYSIS_REQUANTIZATION_H

#include "dialects/kern/Kern.h"

#include <optional>
#include <vector>

namespace dendc {

/// The requantization of `op` to its output, or null.
kern::RequantAttr getOutputRequant(mlir::Operation *op);

/// Bits to the right of every channel but the last one, or none where the rounding has none.
std::vector<int8_t> getRights(kern::RequantAttr requant);

/// The requantization of a layer without dendrites with all that is constant folded together, as the runtime's rounding
/// FOLDED has it: the sum of channel c, `left` bits to the left, times `factors[2c]` / 2^32 and rounded down, plus
/// `factors[2c+1]`, all `right` bits to the right.
struct FoldedRequant {
  std::vector<int32_t> factors;
  int32_t left = 0, right = 0;
};

/// That of `op`, to int8, where it yields every output that a sum can have, and no other; sums at most `mostLeft` bits
/// to the left. A lane of layout dual gives 8.
std::optional<FoldedRequant> foldRequant(kern::WeightedOpInterface op, int32_t mostLeft = 8);

/// Whether rounding `tflite` of the sums of `op` needs 64 bits: where a channel has no bits to the right, or sums or
/// shifted zero points reach 2^30.
bool needsWideRounding(mlir::Operation *op);
/// The same of what a recurrent op requantizes at each step.
bool needsWideRounding(kern::RecurrentOp op);

} // namespace dendc

#endif
