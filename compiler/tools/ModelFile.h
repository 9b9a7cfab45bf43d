// ModelFile.h - the files of networks that the tools take.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_TOOLS_MODELFILE_H
#define COMPILER_TOOLS_MODELFILE_H

#include "frontends/onnx/Onnx.h"

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"

namespace dendc {

/// Reads an .onnx, .tflite or .mlir file; `inputShapes` fix what a file of ONNX or TOSA leaves open. Null, with an
/// error in the context, for other files and for what cannot be read.
mlir::OwningOpRef<mlir::ModuleOp> readModel(llvm::StringRef path, mlir::MLIRContext *context,
                                            const InputShapes &inputShapes = {});

} // namespace dendc

#endif
