// Source.cpp - the text of NAME.c: what each layer needs, then the functions of the interface.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "targets/c/Source.h"
#include "targets/c/Functions.h"
#include "targets/c/Stream.h"

using namespace mlir;
using namespace dendc;
using namespace dendc::c;

/// The statements that compute all layers.
static std::string printLayers(const Program &program, LayerPrinter &layers) {
  std::string calls;
  for (Operation &op : program.getBody())
    if (auto stream = dyn_cast<kern::StreamOp>(op))
      calls += printStream(program, layers, stream);
    else if (op.hasAttr(kern::kKernelAttr))
      calls += layers.printLayer(&op, 2);
  return calls;
}

std::vector<std::string> dendc::c::printSource(ModuleOp planned, const EmitOptions &options) {
  Program program(planned, options);
  LayerPrinter search(program, /*kernels=*/std::nullopt);
  printLayers(program, search);
  LayerPrinter layers(program, search.takeKernels());
  std::string calls = printLayers(program, layers);
  std::vector<std::string> parts = layers.takeParts();
  llvm::append_range(parts, printFunctions(program, calls));
  return parts;
}
