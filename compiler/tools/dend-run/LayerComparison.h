// LayerComparison.h - where a network leaves its float original: layer by layer.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#ifndef DENDC_COMPILER_TOOLS_DENDRUN_LAYERCOMPARISON_H
#define DENDC_COMPILER_TOOLS_DENDRUN_LAYERCOMPARISON_H

#include "compiler/tools/dend-run/Batch.h"
#include "compiler/tools/dend-run/Metrics.h"
#include "compiler/tools/dend-run/Network.h"

namespace dendc {

/// A layer that both networks have.
struct ComparedLayer {
  std::string name, kernel;
  /// Its output in the whole network.
  Deviation whole;
  /// Its output where everything before it was computed in float: what the layer itself adds.
  Deviation alone;

  /// More than a tenth of the energy of its output is error.
  bool isWrong() const { return whole.getSqnrDb().value_or(kWrongBelowDb) < kWrongBelowDb; }
  static constexpr double kWrongBelowDb = 10;
};

/// Compares NAME.plan.mlir with the float network on at most the first `kComparedInputs` of the batch. Layers belong
/// together by name and number of elements; what one network lacks is left out.
llvm::Expected<std::vector<ComparedLayer>> compareLayers(const Report &report, Network &floatNetwork,
                                                         const Batch &batch);
inline constexpr int64_t kComparedInputs = 16;

} // namespace dendc

#endif
