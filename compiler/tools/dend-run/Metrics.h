// Metrics.h - how good outputs are, by labels and beside the float network.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#ifndef DENDC_COMPILER_TOOLS_DENDRUN_METRICS_H
#define DENDC_COMPILER_TOOLS_DENDRUN_METRICS_H

#include "compiler/tools/dend-run/Values.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace dendc {

/// By labels: one of the two.
struct Score {
  std::optional<double> accuracy;
  /// Area under the receiver operating characteristic.
  std::optional<double> auc;
};

/// Judges the first output of each inference. A single score with labels 0 and 1 is judged by AUC, and so is an output
/// as long as the input, a reconstruction, by its mean squared error; otherwise the largest output is the class.
llvm::Expected<Score> getScore(llvm::ArrayRef<RealTensors> inputs, llvm::ArrayRef<RealTensors> outputs,
                               llvm::ArrayRef<int64_t> labels);

/// How far values are from what they should be.
class Deviation {
public:
  void add(double found, double wanted) {
    signal += wanted * wanted;
    noise += (found - wanted) * (found - wanted);
    maxAbsError = std::max(maxAbsError, std::abs(found - wanted));
    maxAbsValue = std::max(maxAbsValue, std::abs(wanted));
  }
  /// 10 log10 of the energy of what is wanted over that of the difference. Absent where nothing differs, or nothing but
  /// zeros is wanted.
  std::optional<double> getSqnrDb() const {
    return noise > 0 && signal > 0 ? std::optional(10 * std::log10(signal / noise)) : std::nullopt;
  }
  double getMaxAbsError() const { return maxAbsError; }
  double getMaxAbsValue() const { return maxAbsValue; }

private:
  double signal = 0, noise = 0, maxAbsError = 0, maxAbsValue = 0;
};

/// Beside the float network.
struct Fidelity {
  /// Share of inferences with the same largest output, where that is scores; a tie agrees with nothing.
  std::optional<double> agreement;
  Deviation deviation;
};

/// `areScores`: the first output is.
Fidelity getFidelity(llvm::ArrayRef<RealTensors> outputs, llvm::ArrayRef<RealTensors> floatOutputs, bool areScores);

} // namespace dendc

#endif
