// Tosa.h - from the TOSA dialect to the dend dialect.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef FRONTENDS_TOSA_TOSA_H
#define FRONTENDS_TOSA_TOSA_H

#include "frontends/emit/Shape.h"

#include "mlir/IR/BuiltinOps.h"
#include "mlir/Pass/Pass.h"

namespace dendc {

/// TOSA and what exporters write beside it.
void registerTosaDialects(mlir::DialectRegistry &registry);

/// Whether a module holds ops of TOSA.
bool isTosa(mlir::ModuleOp module);

/// Turns a module that holds one function, over TOSA ops, into one with the function `main` over dend ops: batch 1, the
/// file's own layout, every op at the location of the user's. `inputShapes` say what the types of the arguments leave
/// open. Errors are emitted at the user's ops.
mlir::LogicalResult convertTosaToDend(mlir::ModuleOp module, const InputShapes &inputShapes = {});

/// The operators the frontend understands, as a Markdown table.
std::string getTosaOperatorTable();

#define GEN_PASS_DECL
#define GEN_PASS_REGISTRATION
#include "frontends/tosa/Passes.h.inc"

} // namespace dendc

#endif
