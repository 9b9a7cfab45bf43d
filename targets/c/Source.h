// Source.h - the text of NAME.c.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef TARGETS_C_SOURCE_H
#define TARGETS_C_SOURCE_H

#include "targets/c/EmitC.h"

namespace dendc::c {

/// NAME.c after its includes, in parts that belong together.
std::vector<std::string> printSource(mlir::ModuleOp planned, const EmitOptions &options);

} // namespace dendc::c

#endif
