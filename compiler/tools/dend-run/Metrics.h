// Metrics.h - how good outputs are, by labels and beside the float network.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#ifndef DENDC_COMPILER_TOOLS_DENDRUN_METRICS_H
#define DENDC_COMPILER_TOOLS_DENDRUN_METRICS_H

#include "compiler/tools/dend-run/Values.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"

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

/// Beside the float network.
struct Fidelity {
  /// Share of inferences with the same largest output, where there are several; a tie agrees with nothing.
  std::optional<double> agreement;
  /// Absent where nothing differs.
  std::optional<double> sqnrDb;
  double maxAbsError = 0;
};

Fidelity getFidelity(llvm::ArrayRef<RealTensors> outputs, llvm::ArrayRef<RealTensors> floatOutputs);

} // namespace dendc

#endif
