// Onnx.h - from an ONNX file to the dend dialect.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef FRONTENDS_ONNX_ONNX_H
#define FRONTENDS_ONNX_ONNX_H

#include "frontends/emit/Shape.h"

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"

#include <string>

namespace dendc {

/// Reads the ONNX model at `path`, with `inputShapes` where the file leaves sizes open, and builds a module with the
/// one function `main` over dend ops: batch 1, the file's own layout (NCHW), every op at the location of the user's
/// node. Null after errors, which were emitted at the user's node (NameLoc) or at the file (FileLineColLoc of line 0).
mlir::OwningOpRef<mlir::ModuleOp> importOnnx(llvm::StringRef path, mlir::MLIRContext *context,
                                             const InputShapes &inputShapes = {});

/// The operators the frontend understands, as a Markdown table.
std::string getOnnxOperatorTable();

} // namespace dendc

#endif
