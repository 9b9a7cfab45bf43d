// ModelFile.cpp - the files of networks that the tools take.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/tools/ModelFile.h"

#include "frontends/tflite/Tflite.h"
#include "frontends/tosa/Tosa.h"

#include "mlir/Parser/Parser.h"
#include "llvm/Support/Path.h"

using namespace mlir;
using namespace dendc;

static LogicalResult expectNoShapes(StringRef path, MLIRContext *context, const InputShapes &inputShapes) {
  if (inputShapes.empty())
    return success();
  return emitError(UnknownLoc::get(context))
         << "expected --input-shape with a file of ONNX or TOSA, found '" << path << "'";
}

/// Networks in dend or kern are taken as they are.
static OwningOpRef<ModuleOp> readMlir(StringRef path, MLIRContext *context, const InputShapes &inputShapes) {
  // The op that is not understood, where the file has one, says more than its dialect.
  context->allowUnregisteredDialects();
  OwningOpRef<ModuleOp> module = parseSourceFile<ModuleOp>(path, context);
  if (!module)
    return nullptr;
  bool isRead =
      succeeded(isTosa(*module) ? convertTosaToDend(*module, inputShapes) : expectNoShapes(path, context, inputShapes));
  return isRead ? std::move(module) : nullptr;
}

OwningOpRef<ModuleOp> dendc::readModel(StringRef path, MLIRContext *context, const InputShapes &inputShapes) {
  StringRef extension = llvm::sys::path::extension(path);
  if (extension == ".onnx")
    return importOnnx(path, context, inputShapes);
  if (extension == ".tflite" || isTfliteFile(path))
    return succeeded(expectNoShapes(path, context, inputShapes)) ? importTflite(path, context) : nullptr;
  if (extension == ".mlir")
    return readMlir(path, context, inputShapes);
  emitError(UnknownLoc::get(context)) << "expected a model in an .onnx, .tflite or .mlir file, found '" << path << "'";
  return nullptr;
}
