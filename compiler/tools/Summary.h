// Summary.h - what dendc prints when it is done.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_TOOLS_SUMMARY_H
#define COMPILER_TOOLS_SUMMARY_H

#include "compiler/tools/Report.h"

#include "llvm/Support/raw_ostream.h"

namespace dendc {

/// A table of the layers and the sizes of the whole.
void printSummary(llvm::raw_ostream &os, mlir::ModuleOp planned, const ReportFacts &facts, llvm::StringRef folder);

} // namespace dendc

#endif
