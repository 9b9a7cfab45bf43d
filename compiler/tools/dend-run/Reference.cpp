// Reference.cpp - networks run by the reference evaluator from the files of a generated folder.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/tools/dend-run/Reference.h"
#include "compiler/tools/dend-run/Progress.h"

#include "llvm/Support/FileSystem.h"

using namespace llvm;

namespace dendc {
namespace {

/// Runs the network, which has the report's inputs and outputs, on each input. `makeInput(item, index)` and
/// `takeResult(item, index, tensor)` convert.
template <typename MakeInput, typename TakeResult>
Error runBatch(const Report &report, Network &network, StringRef what, int64_t count, MakeInput makeInput,
               TakeResult takeResult) {
  Progress progress(("evaluating " + what + ", " + Twine(count) + " inputs").str(), count);
  SmallVector<Tensor> last;
  for (int64_t item = 0; item < count; ++item) {
    std::vector<Tensor> inputs;
    for (auto [index, input] : enumerate(report.inputs))
      inputs.push_back(item > 0 && report.goesOn(input) ? last[*input.nextOutput] : makeInput(item, index));
    Expected<SmallVector<Tensor>> results = network.run(inputs);
    if (!results)
      return results.takeError();
    for (size_t index = 0; index < results->size(); ++index)
      takeResult(item, index, (*results)[index]);
    last = std::move(*results);
    progress.update(item + 1);
  }
  return Error::success();
}

} // namespace

Error checkPresent(const Report &report, StringRef suffix) {
  if (sys::fs::exists(report.getPath(suffix)))
    return Error::success();
  return createStringError("'" + report.name + "." + suffix + "' is missing in '" + report.folder + "'");
}

Expected<std::unique_ptr<Network>> readFloatNetwork(const Report &report, StringRef modelFile) {
  auto network = std::make_unique<Network>(modelFile.empty() ? report.getPath("fuse.mlir") : modelFile.str());
  // A quantized file keeps its dendrites as the ops they are there.
  Error error = modelFile.empty() ? network->loadModule() : network->loadFloatModel(!report.quantizedModel);
  if (error)
    return error;
  if (Error error = network->check(report))
    return error;
  return network;
}

Expected<std::unique_ptr<Network>> readPlan(const Report &report) {
  if (Error error = checkPresent(report, "plan.mlir"))
    return error;
  auto network = std::make_unique<Network>(report.getPath("plan.mlir"));
  if (Error error = network->loadModule())
    return error;
  if (Error error = network->check(report))
    return error;
  return network;
}

Tensor makePlanInput(const Report &report, const Network &plan, const Batch &batch, int64_t item, size_t index) {
  StringRef bytes = batch.bytes;
  int64_t inference = 0, before = 0;
  for (auto [other, tensor] : enumerate(report.inputs)) {
    before += other < index ? tensor.getByteSize() : 0;
    inference += tensor.getByteSize();
  }
  const ReportTensor &tensor = report.inputs[index];
  const std::vector<double> values = decodeRaw(tensor, bytes.substr(item * inference + before, tensor.getByteSize()));
  mlir::RankedTensorType type = plan.getInputType(index);
  Tensor input(type.getShape(), getElementKind(type.getElementType()).value_or(ElementKind::F32));
  for (size_t element = 0; element < values.size(); ++element)
    input.setElement(static_cast<int64_t>(element), values[element]);
  return input;
}

Expected<std::vector<RealTensors>> runFloatNetwork(const Report &report, Network &network, const Batch &batch) {
  std::vector<RealTensors> outputs(batch.count);
  Error error = runBatch(
      report, network, report.name + " in float", batch.count,
      [&](int64_t item, size_t index) { return network.makeFloatInput(report, index, batch.reals[item][index]); },
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
  Expected<std::unique_ptr<Network>> network = readPlan(report);
  if (!network)
    return network.takeError();
  std::string outputs;
  Error error = runBatch(
      report, **network, report.name + " by the reference", batch.count,
      [&](int64_t item, size_t index) { return makePlanInput(report, **network, batch, item, index); },
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
