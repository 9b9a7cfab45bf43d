// Network.cpp - a network read from a file and the evaluator of it.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/tools/dend-run/Network.h"

#include "compiler/pipeline/Phases.h"
#include "compiler/tools/ModelFile.h"
#include "compiler/tools/Registry.h"
#include "compiler/tools/dend-run/Values.h"
#include "dialects/dend/Location.h"

#include "mlir/IR/TypeUtilities.h"
#include "mlir/Parser/Parser.h"

using namespace llvm;

namespace dendc {

/// "line 3: ..." or "'conv1': ..."; the file is named by whoever asks.
static std::string format(mlir::Diagnostic &diagnostic) {
  std::string place;
  if (StringRef layer = dend::getLayerName(diagnostic.getLocation()); !layer.empty())
    place = "'" + layer.str() + "': ";
  else if (auto file = dyn_cast<mlir::FileLineColLoc>(diagnostic.getLocation()); file && file.getLine() > 0)
    place = "line " + std::to_string(file.getLine()) + ": ";
  return place + diagnostic.str();
}

Network::Network(std::string path)
    : path(std::move(path)), context(mlir::MLIRContext::Threading::DISABLED),
      handler(&context, [this](mlir::Diagnostic &diagnostic) {
        if (message.empty() && diagnostic.getSeverity() == mlir::DiagnosticSeverity::Error)
          message = format(diagnostic);
        return mlir::success();
      }) {
  mlir::DialectRegistry registry;
  registerDialects(registry);
  context.appendDialectRegistry(registry);
}

Error Network::fail(const std::string &reason) {
  return createStringError("'" + path + "': " + (message.empty() ? reason : message));
}

Error Network::findFunction() {
  for (auto candidate : module->getOps<mlir::func::FuncOp>())
    if (candidate.isPublic() && !candidate.isDeclaration()) {
      if (function)
        return fail("expected one public function, found two");
      function = candidate;
    }
  if (!function)
    return fail("expected one public function, found none");
  FailureOr<Evaluator> created = Evaluator::create(function);
  if (failed(created))
    return fail("cannot be evaluated");
  evaluator.emplace(std::move(*created));
  return Error::success();
}

Error Network::loadModule() {
  module = mlir::parseSourceFile<mlir::ModuleOp>(path, mlir::ParserConfig(&context));
  return module ? findFunction() : fail("cannot be read");
}

Error Network::loadFloatModel(bool fuseNeurons) {
  context.loadAllAvailableDialects();
  module = readModel(path, &context);
  PipelineOptions options;
  options.stopAfter = "fuse";
  options.fuseNeurons = fuseNeurons;
  if (!module || failed(runPhases(*module, options)))
    return fail("cannot be read");
  bool isFloat = true;
  module->walk([&](mlir::Operation *op) {
    for (mlir::Type type : op->getResultTypes())
      isFloat &= mlir::getElementTypeOrSelf(type).isF32();
  });
  return isFloat ? findFunction() : fail("expected a float network to compare with, found a quantized one");
}

Error Network::checkTypes(ArrayRef<mlir::Type> types, ArrayRef<ReportTensor> tensors) {
  if (types.size() != tensors.size())
    return fail(("expected " + Twine(tensors.size()) + " tensors, found " + Twine(types.size())).str());
  for (auto [type, tensor] : zip_equal(types, tensors)) {
    auto found = dyn_cast<mlir::RankedTensorType>(type);
    if (found && found.hasStaticShape() && found.getNumElements() == tensor.getElementCount())
      continue;
    std::string text;
    raw_string_ostream(text) << "expected " << tensor.getElementCount() << " elements for '" << tensor.name
                             << "', found '" << type << "'";
    return fail(text);
  }
  return Error::success();
}

Error Network::check(const Report &report) {
  if (Error error = checkTypes(function.getArgumentTypes(), report.inputs))
    return error;
  return checkTypes(function.getResultTypes(), report.outputs);
}

Expected<SmallVector<Tensor>> Network::run(ArrayRef<Tensor> inputs) {
  FailureOr<SmallVector<Tensor>> results = evaluator->run(inputs);
  if (failed(results))
    return fail("cannot be evaluated");
  return std::move(*results);
}

Error Network::evaluate(mlir::Operation *op, TensorMap &values) {
  return failed(evaluator->evaluate(op, values)) ? fail("cannot be evaluated") : Error::success();
}

Tensor Network::makeFloatInput(const Report &report, size_t index, ArrayRef<float> reals) const {
  // A function's tensor has the shape of C's array or that of the file's; the element order follows.
  const ReportTensor &tensor = report.inputs[index];
  mlir::RankedTensorType type = getInputType(index);
  return Tensor(type.getShape(), type.getShape() == ArrayRef(tensor.shape) ? reals.vec() : toFileOrder(tensor, reals));
}

} // namespace dendc
