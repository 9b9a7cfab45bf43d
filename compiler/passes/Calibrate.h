// Calibrate.h - the calibrate pass with data in memory.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_PASSES_CALIBRATE_H
#define COMPILER_PASSES_CALIBRATE_H

#include "compiler/analysis/Calibration.h"
#include "compiler/passes/Passes.h"

namespace dendc {

/// The calibrate pass running on `data`, or on the arguments' attribute `calibrated.samples` where it is null.
std::unique_ptr<mlir::Pass> createCalibratePass(CalibratePassOptions options,
                                                std::shared_ptr<const CalibrationData> data);

} // namespace dendc

#endif
