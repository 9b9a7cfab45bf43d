// Tflite.h - from a TFLite file to the dend dialect.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef FRONTENDS_TFLITE_TFLITE_H
#define FRONTENDS_TFLITE_TFLITE_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"

#include <string>

namespace dendc {

/// Whether the file at `path` says of itself that it is a TFLite model, whatever its name.
bool isTfliteFile(llvm::StringRef path);

/// Reads the TFLite model at `path` and builds a module with the one function `main` over dend ops: batch 1, NHWC,
/// quantized tensors as the file quantized them, every op at the name of the tensor its operator gives. Null after
/// errors, which were emitted there (NameLoc) or at the file (FileLineColLoc of line 0).
mlir::OwningOpRef<mlir::ModuleOp> importTflite(llvm::StringRef path, mlir::MLIRContext *context);

/// The operators the frontend understands, as a Markdown table.
std::string getTfliteOperatorTable();

} // namespace dendc

#endif
