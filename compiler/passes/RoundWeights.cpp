// RoundWeights.cpp - weights become multiples of their rows' scales, layer by layer, each making up for those before
// it.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/Annotations.h"
#include "compiler/analysis/LayerConstants.h"
#include "compiler/analysis/WeightRounding.h"
#include "compiler/passes/QuantizePhase.h"

using namespace mlir;
using namespace dendc;

namespace dendc {
#define GEN_PASS_DEF_ROUNDWEIGHTSPASS
#include "compiler/passes/Passes.h.inc"
} // namespace dendc

namespace {

/// Multiplications that trying scales for the rows of one layer may cost, and how many scales are tried.
constexpr double kCandidateBudget = 6e8;
constexpr int64_t kLeastCandidates = 3, kMostCandidates = 64;
/// Elements of activations that may be kept at once.
constexpr int64_t kMostElements = int64_t(1) << 26;

int64_t getElementCount(Value value) { return cast<ShapedType>(value.getType()).getNumElements(); }

/// Two runs of a network over all samples in step, op by op: the float one, and the one rounded so far.
class RoundedRun {
public:
  RoundedRun(func::FuncOp function, CalibrationData &data) : function(function), data(data) {}
  LogicalResult run();

private:
  LogicalResult start();
  LogicalResult round(dend::WeightedOpInterface op);
  LogicalResult evaluate(Operation *op);

  func::FuncOp function;
  CalibrationData &data;
  std::optional<Evaluator> original, rounded;
  /// By sample.
  std::vector<TensorMap> floatValues, values;
};

LogicalResult RoundedRun::start() {
  FailureOr<Evaluator> evaluator = Evaluator::create(function), copy = Evaluator::create(function);
  if (failed(evaluator) || failed(copy))
    return failure();
  original = std::move(*evaluator);
  rounded = std::move(*copy);
  int64_t elements = 0;
  for (Value value : getCalibratedValues(function))
    elements += 2 * getElementCount(value);
  size_t count = std::clamp<int64_t>(kMostElements / std::max<int64_t>(elements, 1), 1, int64_t(data.samples.size()));
  for (size_t i = 0; i < count; ++i) {
    const Sample &sample = data.samples[i * data.samples.size() / count];
    TensorMap inputs;
    for (auto [argument, tensor] : llvm::zip_equal(function.getArguments(), sample))
      inputs[argument] = tensor;
    floatValues.push_back(inputs);
    values.push_back(std::move(inputs));
  }
  return success();
}

LogicalResult RoundedRun::round(dend::WeightedOpInterface op) {
  FailureOr<LayerConstants> layer = LayerConstants::read(op);
  if (failed(layer))
    return failure();
  Tensor weights(op.getWeights().getType().getShape(), layer->weights);
  InputMoments moments(LinearOperator(op, weights), int64_t(values.size()));
  for (auto [input, floatInput] : llvm::zip_equal(values, floatValues))
    moments.add(input[op.getInput()].floats, floatInput[op.getInput()].floats);

  const LinearOperator &linear = moments.getLinear();
  std::vector<double> scales(layer->getRowCount());
  for (int64_t group = 0; group < linear.getGroupCount(); ++group) {
    std::vector<InputMoments::Block> blocks = moments.getBlocks(group);
    double cost = 0;
    for (const InputMoments::Block &block : blocks)
      cost += 3 * double(block.covariance.size()) * double(layer->getRowCount());
    auto candidates = int64_t(std::clamp<double>(kCandidateBudget / cost, kLeastCandidates, kMostCandidates));
    for (int64_t row : linear.getRowsOf(group)) {
      RoundedRow result = roundRow(layer->getRow(row), blocks, candidates);
      scales[row] = result.scale;
      layer->bias[row] = float(layer->bias[row] + result.lostMean);
      for (auto [i, steps] : llvm::enumerate(result.weights))
        layer->weights[row * layer->getRowSize() + i] = float(steps * result.scale);
    }
  }
  layer->write(op);
  op->setAttr(kRowScalesAttr, DenseF64ArrayAttr::get(op.getContext(), scales));
  return rounded->update(op);
}

LogicalResult RoundedRun::evaluate(Operation *op) {
  for (auto [sampleValues, sampleFloatValues] : llvm::zip_equal(values, floatValues)) {
    if (failed(rounded->evaluate(op, sampleValues)) || failed(original->evaluate(op, sampleFloatValues)))
      return failure();
    for (Value operand : op->getOperands())
      if (llvm::all_of(operand.getUsers(), [&](Operation *user) { return user == op || user->isBeforeInBlock(op); })) {
        sampleValues.erase(operand);
        sampleFloatValues.erase(operand);
      }
  }
  return success();
}

LogicalResult RoundedRun::run() {
  if ((data.outputs.empty() && failed(data.run(function, "float network", nullptr))) || failed(start()))
    return failure();
  SmallVector<Operation *> ops;
  for (Operation &op : function.front().without_terminator())
    if (!isa<dend::ConstantOp>(op))
      ops.push_back(&op);
  for (auto [index, op] : llvm::enumerate(ops)) {
    auto weighted = dyn_cast<dend::WeightedOpInterface>(op);
    if ((weighted && failed(round(weighted))) || failed(evaluate(op)))
      return failure();
    if (data.progress)
      data.progress("weights", double(index + 1) / double(ops.size()));
  }
  return success();
}

struct RoundWeightsPass : dendc::impl::RoundWeightsPassBase<RoundWeightsPass> {
  void runOnOperation() override {
    for (auto function : getOperation().getOps<func::FuncOp>()) {
      FailureOr<std::shared_ptr<CalibrationData>> data = getCalibrationData(function, given);
      if (failed(data) || (*data && failed(RoundedRun(function, **data).run())))
        return signalPassFailure();
    }
  }

  std::shared_ptr<CalibrationData> given;
};

} // namespace

std::unique_ptr<Pass> dendc::createRoundWeightsPass(std::shared_ptr<CalibrationData> data) {
  auto pass = std::make_unique<RoundWeightsPass>();
  pass->given = std::move(data);
  return pass;
}
