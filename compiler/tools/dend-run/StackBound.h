// StackBound.h - the deepest stack that the compiler's own figures allow.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#ifndef DENDC_COMPILER_TOOLS_DENDRUN_STACKBOUND_H
#define DENDC_COMPILER_TOOLS_DENDRUN_STACKBOUND_H

#include "compiler/tools/dend-run/LibraryStack.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <cstdint>
#include <string>
#include <vector>

namespace dendc {

/// Bytes of stack below the caller of any of `entryPoints` in a call graph as gcc's -fcallgraph-info=su writes it;
/// functions that are not in it are those of `library`. None where one of these has no bound; an error where a frame
/// has no fixed size or a function calls itself.
llvm::Expected<std::optional<uint64_t>> readStackBound(llvm::StringRef callGraph, LibraryStack &library,
                                                       const std::vector<std::string> &entryPoints);

} // namespace dendc

#endif
