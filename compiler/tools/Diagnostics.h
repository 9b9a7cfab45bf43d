// Diagnostics.h - how errors and warnings reach the user: `model.onnx: error: ...` or `'conv1': error: ...`.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_TOOLS_DIAGNOSTICS_H
#define COMPILER_TOOLS_DIAGNOSTICS_H

#include "mlir/IR/Diagnostics.h"

namespace dendc {

/// Prints every diagnostic of a context, while it lives, at the user's file or node. Remarks are not printed.
class DiagnosticPrinter : public mlir::ScopedDiagnosticHandler {
public:
  explicit DiagnosticPrinter(mlir::MLIRContext *context);
};

} // namespace dendc

#endif
