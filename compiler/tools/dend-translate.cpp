// dend-translate.cpp - model files to dend modules: `dend-translate --import-onnx model.onnx`,
// `--import-tflite model.tflite`.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/tools/Diagnostics.h"
#include "frontends/onnx/Onnx.h"
#include "frontends/tflite/Tflite.h"

#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/ToolOutputFile.h"

using namespace llvm;

static cl::OptionCategory category("dend-translate options");
static cl::opt<std::string> modelPath(cl::Positional, cl::desc("MODEL"), cl::cat(category));
static cl::opt<std::string> outputPath("o", cl::desc("Where to write the module"), cl::value_desc("file"),
                                       cl::init("-"), cl::cat(category));
static cl::opt<bool> importOnnx("import-onnx", cl::desc("Read MODEL as an ONNX file"), cl::cat(category));
static cl::opt<bool> importTflite("import-tflite", cl::desc("Read MODEL as a TFLite file"), cl::cat(category));
static cl::opt<bool> printLocations("mlir-print-debuginfo", cl::desc("Print the user's node names as locations"),
                                    cl::cat(category));

static int fail(const Twine &message) {
  errs() << "dend-translate: error: " << message << '\n';
  return 1;
}

int main(int argc, char **argv) {
  InitLLVM init(argc, argv);
  cl::HideUnrelatedOptions(category);
  cl::ParseCommandLineOptions(argc, argv, "dend-translate - from a model file to a module of the dend dialect\n");

  std::error_code status;
  ToolOutputFile output(outputPath, status, sys::fs::OF_Text);
  if (status)
    return fail("cannot write '" + outputPath + "': " + status.message());
  if (importOnnx == importTflite || modelPath.empty())
    return fail("expected '--import-onnx MODEL' or '--import-tflite MODEL'");

  mlir::MLIRContext context(mlir::MLIRContext::Threading::DISABLED);
  dendc::DiagnosticPrinter diagnostics(&context);
  mlir::OwningOpRef<mlir::ModuleOp> module =
      importOnnx ? dendc::importOnnx(modelPath, &context) : dendc::importTflite(modelPath, &context);
  if (!module)
    return 1;
  module->print(output.os(), mlir::OpPrintingFlags().enableDebugInfo(printLocations, /*prettyForm=*/false));
  output.os() << '\n';
  output.keep();
  return 0;
}
