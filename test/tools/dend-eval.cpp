// dend-eval.cpp - for tests: runs the functions of a module in the reference evaluator and prints their results.
// A function that names its inputs, `attributes {eval.inputs = [dense<...>, ...]}`, is run on them; each result is
// printed as `name: dense<...> : type`, before it with --signals every signal the evaluator reports.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/reference/Evaluator.h"
#include "dialects/dend/Dend.h"
#include "dialects/kern/Kern.h"

#include "mlir/IR/Diagnostics.h"
#include "mlir/Parser/Parser.h"
#include "mlir/Support/FileUtilities.h"
#include "mlir/Support/ToolUtilities.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/SourceMgr.h"

using namespace mlir;
using namespace dendc;

static llvm::cl::opt<std::string> inputFile(llvm::cl::Positional, llvm::cl::init("-"), llvm::cl::desc("FILE.mlir"));
static llvm::cl::opt<bool> verifyDiagnostics("verify-diagnostics",
                                             llvm::cl::desc("Compare errors with expected-error"));
static llvm::cl::opt<bool> printSignals("signals", llvm::cl::desc("Print every signal"));

static StringRef getName(Signal::Kind kind) {
  switch (kind) {
  case Signal::Kind::Result:
    return "result";
  case Signal::Kind::Input:
    return "input";
  case Signal::Kind::PreActivation:
    return "pre-activation";
  case Signal::Kind::DendriteInput:
    return "dendrite-input";
  case Signal::Kind::DendriteOutput:
    return "dendrite-output";
  case Signal::Kind::State:
    return "state";
  }
  llvm_unreachable("not a signal kind");
}

static LogicalResult evaluate(func::FuncOp function) {
  SmallVector<Tensor> inputs;
  for (Attribute attribute : function->getAttrOfType<ArrayAttr>("eval.inputs")) {
    FailureOr<Tensor> input = Tensor::get(cast<ElementsAttr>(attribute));
    if (failed(input))
      return function.emitError() << "expected inputs whose elements can be read, found " << attribute;
    inputs.push_back(std::move(*input));
  }
  FailureOr<Evaluator> evaluator = Evaluator::create(function);
  if (failed(evaluator))
    return failure();
  auto print = [](const Signal &signal, ArrayRef<float> elements) {
    llvm::outs() << "  " << signal.op->getName() << " " << getName(signal.kind) << " " << signal.index << ": ";
    llvm::interleaveComma(elements, llvm::outs(), [](float x) { llvm::outs() << llvm::format("%g", x); });
    llvm::outs() << "\n";
  };
  FailureOr<SmallVector<Tensor>> outputs = evaluator->run(inputs, printSignals ? print : SignalObserver());
  if (failed(outputs))
    return failure();
  for (const Tensor &output : *outputs)
    llvm::outs() << function.getName() << ": " << output.getAttr(function.getContext()) << "\n";
  return success();
}

int main(int argc, char **argv) {
  llvm::cl::ParseCommandLineOptions(argc, argv, "runs functions in the reference evaluator\n");
  DialectRegistry registry;
  registry.insert<dend::DendDialect, kern::KernDialect, func::FuncDialect, quant::QuantDialect>();
  MLIRContext context(registry);
  context.allowUnregisteredDialects();
  context.printOpOnDiagnostic(!verifyDiagnostics);

  auto run = [&](std::unique_ptr<llvm::MemoryBuffer> chunk, llvm::raw_ostream &) {
    llvm::SourceMgr sources;
    sources.AddNewSourceBuffer(std::move(chunk), llvm::SMLoc());
    std::optional<SourceMgrDiagnosticHandler> printer;
    std::optional<SourceMgrDiagnosticVerifierHandler> verifier;
    if (verifyDiagnostics)
      verifier.emplace(sources, &context);
    else
      printer.emplace(sources, &context);
    LogicalResult result = success();
    if (OwningOpRef<ModuleOp> module = parseSourceFile<ModuleOp>(sources, &context)) {
      bool hasInputs = false;
      for (func::FuncOp function : module->getOps<func::FuncOp>())
        if (function->hasAttrOfType<ArrayAttr>("eval.inputs")) {
          hasInputs = true;
          if (failed(evaluate(function)))
            result = failure();
        }
      if (!hasInputs)
        result = module->emitError() << "expected a function with 'eval.inputs', found none";
    } else {
      result = failure();
    }
    return verifier ? verifier->verify() : result;
  };

  std::string error;
  std::unique_ptr<llvm::MemoryBuffer> file = openInputFile(inputFile, &error);
  if (!file) {
    llvm::errs() << error << "\n";
    return 1;
  }
  return failed(splitAndProcessBuffer(std::move(file), run, llvm::outs(), kDefaultSplitMarker, ""));
}
