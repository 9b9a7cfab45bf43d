// dendc.cpp - a trained network in, C for Cortex-M out.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/tools/Compilation.h"
#include "compiler/tools/Diagnostics.h"
#include "compiler/tools/Options.h"

#include "frontends/onnx/Onnx.h"
#include "frontends/tflite/Tflite.h"
#include "frontends/tosa/Tosa.h"

#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/raw_ostream.h"

int main(int argc, char **argv) {
  llvm::InitLLVM init(argc, argv);
  llvm::Expected<dendc::Options> options = dendc::parseOptions(argc, argv);
  if (!options) {
    dendc::printError(options.takeError());
    return 1;
  }
  if (options->listTargets) {
    dendc::targets::printTargets(llvm::outs());
    return 0;
  }
  if (options->listOperators) {
    llvm::outs() << "ONNX\n\n"
                 << dendc::getOnnxOperatorTable() << "\nTFLite\n\n"
                 << dendc::getTfliteOperatorTable() << "\nTOSA\n\n"
                 << dendc::getTosaOperatorTable();
    return 0;
  }
  return mlir::failed(dendc::compile(*options));
}
