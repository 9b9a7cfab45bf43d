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
/// FOLDED has it: the sum of channel c, `lefts[c]` bits to the left, times `factors[2c]` / 2^32 and rounded down, plus
/// `factors[2c+1]`, all `right` bits to the right.
struct FoldedRequant {
  std::vector<int32_t> factors;
  std::vector<int8_t> lefts;
  int32_t right = 0;
};

/// That of `op`, where it is exact and all of it fits 32 bits, weights moved by `lefts` 16: rounding `tflite` has to
/// look at the sign of a sum, unless what is below the zero point is clamped.
std::optional<FoldedRequant> foldRequant(kern::WeightedOpInterface op);

/// Whether rounding `tflite` of the sums of `op` needs 64 bits: where a channel has no bits to the right, or sums or
/// shifted zero points reach 2^30.
bool needsWideRounding(mlir::Operation *op);

} // namespace dendc

#endif
