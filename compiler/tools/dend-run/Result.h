// Result.h - everything dend-run found out, printed for people and as JSON.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#ifndef DENDC_COMPILER_TOOLS_DENDRUN_RESULT_H
#define DENDC_COMPILER_TOOLS_DENDRUN_RESULT_H

#include "compiler/tools/dend-run/LayerComparison.h"
#include "compiler/tools/dend-run/Metrics.h"
#include "compiler/tools/dend-run/Outputs.h"
#include "compiler/tools/dend-run/Report.h"
#include "compiler/tools/dend-run/Run.h"

#include "llvm/Support/raw_ostream.h"

#include <optional>

namespace dendc {

struct Result {
  const Report *report = nullptr;
  std::string on;
  /// The float network, for people.
  std::string original;
  int64_t count = 0;
  Score score, floatScore;
  std::optional<Fidelity> fidelity;
  std::optional<Comparison> comparison;
  std::optional<std::vector<ComparedLayer>> layerComparison;
  std::optional<Measurement> measurement;

  /// Bytes of RAM beside the arena that the caller must give: inputs and outputs that are not in it.
  int64_t getBufferSize() const;
  int64_t getTotalRam() const;
};

void printJson(const Result &result, llvm::raw_ostream &os);
void printTable(const Result &result, llvm::raw_ostream &os);

} // namespace dendc

#endif
