// Report.h - NAME.report.json; its keys are explained in the README of this folder.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_TOOLS_REPORT_H
#define COMPILER_TOOLS_REPORT_H

#include "compiler/analysis/Calibration.h"
#include "compiler/tools/Options.h"
#include "targets/Targets.h"
#include "targets/c/EmitC.h"

#include "mlir/Dialect/Quant/IR/QuantTypes.h"
#include "mlir/IR/BuiltinOps.h"
#include "llvm/ADT/StringMap.h"

namespace dendc {

/// What phase `quantize` made of the result of a layer.
struct LayerNumbers {
  mlir::quant::UniformQuantizedType type;
  /// What the channels were multiplied by before, or empty; repeated along the last axis.
  llvm::SmallVector<double> channelFactors;
};

/// What the report says that is not in the module.
struct ReportFacts {
  std::string name, modelFile, modelHash, calibrationHash, precision;
  bool quantizedSource = false;
  /// Of a quantized file whose dendrites stay operators: the layers that `--dendrites=fuse` would make of them.
  int64_t fusibleLayers = 0;
  /// Of a quantized file whose dendrites were fused: how near the calibration data's outputs come to the file's own.
  std::optional<OutputError> fileError;
  std::vector<std::string> labels;
  /// By the layer's name; of layers of one name that of the last.
  llvm::StringMap<LayerNumbers> layerNumbers;
};

/// The text of the report of a planned module.
std::string makeReport(mlir::ModuleOp planned, const ReportFacts &facts, const Options &options,
                       const targets::Target &target);

} // namespace dendc

#endif
