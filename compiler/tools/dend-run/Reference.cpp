// Reference.cpp - networks run by the reference evaluator from the MLIR files of a generated folder.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/tools/dend-run/Reference.h"
#include "compiler/reference/Evaluator.h"
#include "compiler/tools/Registry.h"
#include "compiler/tools/dend-run/Progress.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/Parser/Parser.h"
#include "llvm/Support/FileSystem.h"

using namespace llvm;

namespace dendc {
namespace {

/// "in line 3: ..."; the file is named by whoever asks.
std::string format(mlir::Diagnostic &diagnostic) {
  std::string text;
  if (auto place = dyn_cast<mlir::FileLineColLoc>(diagnostic.getLocation()))
    text = "line " + std::to_string(place.getLine()) + ": ";
  return text + diagnostic.str();
}

std::string expectedShape(const ReportTensor &tensor, mlir::Type found) {
  std::string text;
  raw_string_ostream(text) << "expected " << tensor.getElementCount() << " elements for '" << tensor.name
                           << "', found '" << found << "'";
  return text;
}

/// A module read from a file, and the evaluator of its one public function. What MLIR has to say goes into errors.
class Network {
public:
  explicit Network(std::string path)
      : path(std::move(path)), handler(&context, [this](mlir::Diagnostic &diagnostic) {
          if (message.empty())
            message = format(diagnostic);
          return mlir::success();
        }) {
    mlir::DialectRegistry registry;
    registerDialects(registry);
    context.appendDialectRegistry(registry);
  }

  Error load() {
    module = mlir::parseSourceFile<mlir::ModuleOp>(path, mlir::ParserConfig(&context));
    if (!module)
      return fail("cannot be read");
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

  /// The type of input or result `index` of `tensors`, which the function must have.
  Expected<mlir::RankedTensorType> getType(ArrayRef<mlir::Type> types, ArrayRef<ReportTensor> tensors, size_t index) {
    if (types.size() != tensors.size())
      return fail(("expected " + Twine(tensors.size()) + " tensors, found " + Twine(types.size())).str());
    auto type = dyn_cast<mlir::RankedTensorType>(types[index]);
    if (!type || !type.hasStaticShape() || type.getNumElements() != tensors[index].getElementCount())
      return fail(expectedShape(tensors[index], types[index]));
    return type;
  }

  Expected<SmallVector<Tensor>> run(ArrayRef<Tensor> inputs) {
    FailureOr<SmallVector<Tensor>> results = evaluator->run(inputs);
    if (failed(results))
      return fail("cannot be evaluated");
    return std::move(*results);
  }

  Error fail(const std::string &reason) {
    return createStringError("'" + path + "': " + (message.empty() ? reason : message));
  }

  mlir::func::FuncOp function;

private:
  std::string path, message;
  mlir::MLIRContext context;
  mlir::ScopedDiagnosticHandler handler;
  mlir::OwningOpRef<mlir::ModuleOp> module;
  std::optional<Evaluator> evaluator;
};

/// Runs the network on each input. `makeInput(item, index, type)` and `takeResult(item, index, tensor)` convert.
template <typename MakeInput, typename TakeResult>
Error runBatch(const Report &report, Network &network, StringRef what, int64_t count, MakeInput makeInput,
               TakeResult takeResult) {
  if (Error error = network.load())
    return error;
  std::vector<mlir::RankedTensorType> types;
  for (size_t index = 0; index < report.inputs.size(); ++index) {
    Expected<mlir::RankedTensorType> type = network.getType(network.function.getArgumentTypes(), report.inputs, index);
    if (!type)
      return type.takeError();
    types.push_back(*type);
  }
  for (size_t index = 0; index < report.outputs.size(); ++index)
    if (Error error = network.getType(network.function.getResultTypes(), report.outputs, index).takeError())
      return error;
  Progress progress(("evaluating " + what + ", " + Twine(count) + " inputs").str(), count);
  for (int64_t item = 0; item < count; ++item) {
    std::vector<Tensor> inputs;
    for (size_t index = 0; index < types.size(); ++index)
      inputs.push_back(makeInput(item, index, types[index]));
    Expected<SmallVector<Tensor>> results = network.run(inputs);
    if (!results)
      return results.takeError();
    for (size_t index = 0; index < results->size(); ++index)
      takeResult(item, index, (*results)[index]);
    progress.update(item + 1);
  }
  return Error::success();
}

/// A function's tensor has the shape of C's array or that of the file's; the element order follows.
std::vector<float> orderFor(mlir::RankedTensorType type, const ReportTensor &tensor, ArrayRef<float> values) {
  if (type.getShape() == ArrayRef(tensor.shape))
    return values.vec();
  return toFileOrder(tensor, values);
}

} // namespace

Error checkPresent(const Report &report, StringRef suffix) {
  if (sys::fs::exists(report.getPath(suffix)))
    return Error::success();
  return createStringError("'" + report.name + "." + suffix + "' is missing in '" + report.folder + "'");
}

Expected<std::vector<RealTensors>> runFloatNetwork(const Report &report, const Batch &batch) {
  Network network(report.getPath("fuse.mlir"));
  std::vector<RealTensors> outputs(batch.count);
  Error error = runBatch(
      report, network, report.name + " in float", batch.count,
      [&](int64_t item, size_t index, mlir::RankedTensorType type) {
        return Tensor(type.getShape(), orderFor(type, report.inputs[index], batch.reals[item][index]));
      },
      [&](int64_t item, size_t index, const Tensor &result) {
        const ReportTensor &tensor = report.outputs[index];
        const bool isFileOrder = ArrayRef(result.shape) != ArrayRef(tensor.shape);
        outputs[item].push_back(isFileOrder ? result.floats : toFileOrder(tensor, result.floats));
      });
  if (error)
    return error;
  return outputs;
}

Expected<std::string> runPlan(const Report &report, const Batch &batch) {
  if (Error error = checkPresent(report, "plan.mlir"))
    return error;
  Network network(report.getPath("plan.mlir"));
  std::string outputs;
  StringRef rest = batch.bytes;
  Error error = runBatch(
      report, network, report.name + " by the reference", batch.count,
      [&](int64_t, size_t index, mlir::RankedTensorType type) {
        const ReportTensor &tensor = report.inputs[index];
        const std::vector<double> values = decodeRaw(tensor, rest.take_front(tensor.getByteSize()));
        rest = rest.drop_front(tensor.getByteSize());
        Tensor input(type.getShape(), getElementKind(type.getElementType()).value_or(ElementKind::F32));
        for (size_t element = 0; element < values.size(); ++element)
          input.setElement(static_cast<int64_t>(element), values[element]);
        return input;
      },
      [&](int64_t, size_t index, const Tensor &result) {
        const ReportTensor &tensor = report.outputs[index];
        if (result.isFloat()) {
          outputs += encode(tensor, result.floats);
          return;
        }
        outputs += encodeIntegers(tensor, std::vector<int64_t>(result.integers.begin(), result.integers.end()));
      });
  if (error)
    return error;
  return outputs;
}

} // namespace dendc
