// SumFolding.h - sums that round three times as sums that round once, where no output differs.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_ANALYSIS_SUMFOLDING_H
#define COMPILER_ANALYSIS_SUMFOLDING_H

#include "compiler/analysis/TfliteArithmetic.h"
#include "dialects/kern/Kern.h"

#include <optional>

namespace dendc {

/// The attributes of a `kern.scaled_add`.
struct ScaledSum {
  int32_t lhsZeroPoint, rhsZeroPoint, shift;
  FixedPoint lhs, rhs;
  bool subtract;
  kern::RequantAttr requant;
};

/// Those of a `kern.add`.
struct PlainSum {
  int32_t lhs = 0, rhs = 0, offset = 0, shift = 0;
};

/// The plain sum that is `sum` for all int8 operands and int8 outputs, or none where none was found.
std::optional<PlainSum> foldScaledSum(const ScaledSum &sum);

} // namespace dendc

#endif
