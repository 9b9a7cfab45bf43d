// Registry.h - the dialects and passes that the tools know.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_TOOLS_REGISTRY_H
#define COMPILER_TOOLS_REGISTRY_H

#include "mlir/IR/DialectRegistry.h"

namespace dendc {

/// Our dialects and those of upstream that stand beside them in a module, from import to emit.
void registerDialects(mlir::DialectRegistry &registry);

/// Our passes and those of upstream that are of use on such modules, for command lines.
void registerPasses();

} // namespace dendc

#endif
