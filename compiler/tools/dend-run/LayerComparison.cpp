// LayerComparison.cpp - where a network leaves its float original: layer by layer.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/tools/dend-run/LayerComparison.h"

#include "compiler/analysis/Quantization.h"
#include "compiler/tools/dend-run/Progress.h"
#include "compiler/tools/dend-run/Reference.h"
#include "dialects/dend/Location.h"
#include "dialects/kern/Layers.h"

using namespace llvm;

namespace dendc {
namespace {

/// The results of a float network's nodes, by name. Where a node became several ops, the last gives what the node
/// gives.
StringMap<mlir::Value> getNodeResults(mlir::func::FuncOp function) {
  StringMap<mlir::Value> results;
  function.walk([&](mlir::Operation *op) {
    StringRef name = dend::getLayerName(op->getLoc());
    if (!name.empty() && op->getNumResults() > 0)
      results[name] = op->getResult(0);
  });
  return results;
}

/// A layer of the plan, the node it computes, and how its integers map to real numbers.
struct Pair {
  const ReportLayer *layer;
  mlir::Value original;
  Quantization type;
  ComparedLayer *compared = nullptr;

  /// What the layer multiplied this element by, beside the float network.
  double getFactor(int64_t element) const {
    const std::vector<double> &factors = layer->channelFactors;
    return factors.empty() ? 1 : factors[element % int64_t(factors.size())];
  }
  double toReal(const Tensor &tensor, int64_t element) const {
    const double value = tensor.getElement(element);
    return (tensor.isFloat() ? value : type.dequantize(int64_t(value))) / getFactor(element);
  }
  void compare(const Tensor &found, const Tensor &wanted, Deviation &deviation) const {
    for (int64_t element = 0; element < found.getElementCount(); ++element)
      deviation.add(toReal(found, element), wanted.floats[element]);
  }
  /// The float network's values as the layer gives them.
  void take(const Tensor &wanted, Tensor &result) const {
    for (int64_t element = 0; element < result.getElementCount(); ++element) {
      const double real = wanted.floats[element] * getFactor(element);
      result.setElement(element, result.isFloat() ? real : double(type.quantize(real)));
    }
  }
};

Quantization getType(const ReportLayer &layer, mlir::Type elementType) {
  const int64_t half = elementType.isInteger(16) ? 1 << 15 : 1 << 7;
  return {layer.scale, layer.zeroPoint, -half, half - 1};
}

class Comparer {
public:
  Comparer(const Report &report, Network &plan, Network &original, const Batch &batch)
      : report(report), plan(plan), original(original), batch(batch) {
    const StringMap<mlir::Value> results = getNodeResults(original.getFunction());
    const SmallVector<mlir::Operation *> layers = kern::getLayers(plan.getFunction());
    StringMap<size_t> last;
    for (auto [index, layer] : enumerate(report.layers))
      last[layer.name] = index;
    for (auto [op, layer] : zip(layers, report.layers)) {
      auto type = cast<mlir::RankedTensorType>(op->getResult(0).getType());
      const auto found = results.find(layer.name);
      const bool isKnown = type.getElementType().isF32() || layer.scale > 0;
      if (!isKnown || found == results.end() || last[layer.name] != size_t(layer.index) ||
          cast<mlir::RankedTensorType>(found->second.getType()).getNumElements() != type.getNumElements())
        continue;
      pairs[op] = {&layer, found->second, getType(layer, type.getElementType())};
      compared.push_back({layer.name, layer.kernel, {}, {}});
      order.push_back(op);
    }
    for (auto [op, entry] : zip_equal(order, compared))
      pairs[op].compared = &entry;
  }

  Error run(int64_t item) {
    TensorMap wanted, whole, alone;
    for (size_t index = 0; index < report.inputs.size(); ++index) {
      wanted[original.getFunction().getArgument(index)] =
          original.makeFloatInput(report, index, batch.reals[item][index]);
      whole[plan.getFunction().getArgument(index)] = makePlanInput(report, plan, batch, item, index);
    }
    alone = whole;
    for (mlir::Operation &op : original.getFunction().front().without_terminator())
      if (Error error = original.evaluate(&op, wanted))
        return error;
    return run(plan.getFunction().front(), wanted, whole, alone);
  }

  std::vector<ComparedLayer> takeResult() { return std::move(compared); }

private:
  Error run(mlir::Block &block, const TensorMap &wanted, TensorMap &whole, TensorMap &alone) {
    for (mlir::Operation &op : block.without_terminator()) {
      if (auto stream = dyn_cast<kern::StreamOp>(op)) {
        if (Error error = run(stream.getBody().front(), wanted, whole, alone))
          return error;
        for (TensorMap *values : {&whole, &alone})
          for (auto [result, value] : zip_equal(stream.getResults(), stream.getYield().getValues())) {
            Tensor tensor = values->at(value);
            (*values)[result] = std::move(tensor);
          }
        continue;
      }
      for (TensorMap *values : {&whole, &alone})
        if (Error error = plan.evaluate(&op, *values))
          return error;
      const auto found = pairs.find(&op);
      if (found == pairs.end())
        continue;
      const Pair &pair = found->second;
      const auto node = wanted.find(pair.original);
      if (node == wanted.end()) // a constant
        continue;
      mlir::Value result = op.getResult(0);
      pair.compare(whole[result], node->second, pair.compared->whole);
      pair.compare(alone[result], node->second, pair.compared->alone);
      pair.take(node->second, alone[result]);
    }
    return Error::success();
  }

  const Report &report;
  Network &plan, &original;
  const Batch &batch;
  DenseMap<mlir::Operation *, Pair> pairs;
  std::vector<mlir::Operation *> order;
  std::vector<ComparedLayer> compared;
};

} // namespace

Expected<std::vector<ComparedLayer>> compareLayers(const Report &report, Network &floatNetwork, const Batch &batch) {
  Expected<std::unique_ptr<Network>> plan = readPlan(report);
  if (!plan)
    return plan.takeError();
  Comparer comparer(report, **plan, floatNetwork, batch);
  const int64_t count = std::min(batch.count, kComparedInputs);
  Progress progress("comparing layers, " + std::to_string(count) + " inputs", count);
  for (int64_t item = 0; item < count; ++item) {
    if (Error error = comparer.run(item))
      return error;
    progress.update(item + 1);
  }
  return comparer.takeResult();
}

} // namespace dendc
