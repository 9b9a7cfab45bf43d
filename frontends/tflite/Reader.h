// Reader.h - untrusted bytes become a checked model.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef FRONTENDS_TFLITE_READER_H
#define FRONTENDS_TFLITE_READER_H

#include "frontends/tflite/Model.h"

#include "mlir/IR/MLIRContext.h"

namespace dendc::tflite {

/// The model in the file at `path`, or failure after an error at the tensor, the operator or the file.
mlir::FailureOr<Model> readModel(llvm::StringRef path, mlir::MLIRContext *context);

} // namespace dendc::tflite

#endif
