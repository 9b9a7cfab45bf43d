// RuntimeHeaders.h - the part of the runtime that a generated file needs.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_TOOLS_RUNTIMEHEADERS_H
#define COMPILER_TOOLS_RUNTIMEHEADERS_H

#include "compiler/tools/OutputFolder.h"

#include <vector>

namespace dendc {

/// Adds `headers` ("dendrt/conv2d_dual.h") and all that they include of the runtime.
void addRuntimeHeaders(const std::vector<std::string> &headers, FileSet &files);

} // namespace dendc

#endif
