// CalibrationReport.h - what calibration chose and measured, for users: an attribute of the model function.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_ANALYSIS_CALIBRATIONREPORT_H
#define COMPILER_ANALYSIS_CALIBRATIONREPORT_H

#include "mlir/Dialect/Func/IR/FuncOps.h"

#include <optional>
#include <string>
#include <vector>

namespace dendc {

struct CalibrationReport {
  /// Samples measured on, 0 where there was no calibration.
  int64_t samples = 0;
  /// Those whose largest output has the same index as in the float network; none if no output is scores.
  std::optional<int64_t> agreement;
  /// Signal-to-noise ratio of the outputs in decibels.
  double sqnr = 0;
  /// How the ranges of 8-bit activations were found.
  std::string method;
  /// With precision `auto`: activations held in 16 bits, and the instructions that adds on a core with DSP
  /// instructions, about, as a share of the network's.
  std::optional<std::vector<std::pair<std::string, double>>> wide;

  /// That of `function`; entries that are missing or of another type count as absent.
  static CalibrationReport get(mlir::func::FuncOp function);
  void set(mlir::func::FuncOp function) const;
};

} // namespace dendc

#endif
