// Diagnostics.h - how errors and warnings reach the user: `model.onnx: error: ...` or `'conv1': error: ...`.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_TOOLS_DIAGNOSTICS_H
#define COMPILER_TOOLS_DIAGNOSTICS_H

#include "mlir/IR/Diagnostics.h"
#include "llvm/Support/Error.h"

namespace dendc {

/// Prints every diagnostic of a context, while it lives, at the user's file or node. Remarks are not printed.
class DiagnosticPrinter : public mlir::ScopedDiagnosticHandler {
public:
  explicit DiagnosticPrinter(mlir::MLIRContext *context);
};

/// Print `dendc: error: MESSAGE` or `dendc: warning: MESSAGE`, for what belongs to no node.
void printError(llvm::Error error);
void printError(llvm::StringRef message);
void printWarning(llvm::StringRef message);

} // namespace dendc

#endif
