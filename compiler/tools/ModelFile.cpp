// ModelFile.cpp - the files of networks that the tools take.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/tools/ModelFile.h"

#include "frontends/tflite/Tflite.h"

#include "mlir/Parser/Parser.h"
#include "llvm/Support/Path.h"

using namespace mlir;

OwningOpRef<ModuleOp> dendc::readModel(StringRef path, MLIRContext *context, const InputShapes &inputShapes) {
  StringRef extension = llvm::sys::path::extension(path);
  if (extension == ".onnx")
    return importOnnx(path, context, inputShapes);
  if (!inputShapes.empty()) {
    emitError(UnknownLoc::get(context)) << "expected --input-shape with an .onnx file, found '" << path << "'";
    return nullptr;
  }
  if (extension == ".tflite" || isTfliteFile(path))
    return importTflite(path, context);
  if (extension == ".mlir")
    return parseSourceFile<ModuleOp>(path, context);
  emitError(UnknownLoc::get(context)) << "expected a model in an .onnx, .tflite or .mlir file, found '" << path << "'";
  return nullptr;
}
