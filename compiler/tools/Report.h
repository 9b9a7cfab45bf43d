// Report.h - NAME.report.json; its keys are explained in the README of this folder.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_TOOLS_REPORT_H
#define COMPILER_TOOLS_REPORT_H

#include "compiler/tools/Options.h"
#include "targets/Targets.h"
#include "targets/c/EmitC.h"

#include "mlir/IR/BuiltinOps.h"

namespace dendc {

/// What the report says that is not in the module.
struct ReportFacts {
  std::string name, modelFile, modelHash, calibrationHash, precision;
  bool quantizedSource = false;
  std::vector<std::string> labels;
};

/// The text of the report of a planned module.
std::string makeReport(mlir::ModuleOp planned, const ReportFacts &facts, const Options &options,
                       const targets::Target &target);

} // namespace dendc

#endif
