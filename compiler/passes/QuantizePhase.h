// QuantizePhase.h - the passes of phase quantize, with calibration data in memory.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_PASSES_QUANTIZEPHASE_H
#define COMPILER_PASSES_QUANTIZEPHASE_H

#include "compiler/analysis/Calibration.h"
#include "compiler/passes/Passes.h"

namespace dendc {

struct QuantizeOptions {
  Precision precision = Precision::float32;
  BorderType inputType = BorderType::automatic, outputType = BorderType::automatic;
  /// Null: each function's own, from `calibration.samples` on its arguments.
  std::shared_ptr<CalibrationData> data;
};

/// Passes for a module of float or quantized networks; a quantized one keeps its types.
void addQuantizePasses(mlir::OpPassManager &manager, const QuantizeOptions &options);

/// By the names of the command line: int8, int16, auto, float32.
std::optional<Precision> parsePrecision(llvm::StringRef name);
std::optional<BorderType> parseBorderType(llvm::StringRef name);

// The passes that need data, one by one.
std::unique_ptr<mlir::Pass> createEqualizeChannelsPass(std::shared_ptr<CalibrationData> data);
std::unique_ptr<mlir::Pass> createRoundWeightsPass(std::shared_ptr<CalibrationData> data);
std::unique_ptr<mlir::Pass> createCalibratePass(CalibratePassOptions options, std::shared_ptr<CalibrationData> data);

} // namespace dendc

#endif
