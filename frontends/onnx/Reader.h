// Reader.h - from untrusted bytes to a checked model.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef FRONTENDS_ONNX_READER_H
#define FRONTENDS_ONNX_READER_H

#include "frontends/onnx/Model.h"

#include "mlir/IR/MLIRContext.h"

namespace dendc::onnx {

/// Reads the file at `path`, and the files beside it that hold its weights. Errors are emitted at the file, or at the
/// node or tensor they concern.
mlir::FailureOr<Model> readModel(llvm::StringRef path, mlir::MLIRContext *context);

/// Orders nodes after those whose outputs they use (in the order of the file where that holds), and drops those that
/// lead to no output of the network. Emits errors for names without a definition or with two, and for cycles.
mlir::LogicalResult sortNodes(Model &model, mlir::Location fileLoc);

} // namespace dendc::onnx

#endif
