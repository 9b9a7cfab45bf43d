// EqualizeChannels.cpp - brings ranges of channels nearer to each other by factors that the next layers take back.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/Annotations.h"
#include "compiler/analysis/LayerConstants.h"
#include "compiler/passes/QuantizePhase.h"

#include "llvm/ADT/StringSwitch.h"

#include <cmath>

using namespace mlir;
using namespace dendc;

namespace dendc {
#define GEN_PASS_DEF_EQUALIZECHANNELSPASS
#include "compiler/passes/Passes.h.inc"
} // namespace dendc

namespace {

/// Channels quieter than this share of the loudest are left alone: nothing is known of what they may do.
constexpr double kLeastShare = 1.0 / 256;

/// Whether f(a * x) = a * f(x) for all positive a.
bool isHomogeneous(std::optional<dend::FunctionAttr> function) {
  return !function || llvm::StringSwitch<bool>(function->getName())
                          .Cases({"abs", "identity", "leaky_relu", "relu"}, true)
                          .Default(false);
}

/// Whether factors of the channels of the op's one operand, its last axis or `channels` of them repeated along it, are
/// factors of the same channels of its result.
bool keepsFactors(Operation *op, int64_t channels) {
  if (op->getNumOperands() != 1 || op->getNumResults() != 1)
    return false;
  ArrayRef<int64_t> output = cast<ShapedType>(op->getResultTypes()[0]).getShape();
  if (output.empty() || output.back() % channels != 0)
    return false;
  if (isa<dend::MaxPool2DOp, dend::AveragePool2DOp, dend::ReshapeOp>(op))
    return true;
  if (auto reduce = dyn_cast<dend::ReduceOp>(op))
    return reduce.getAxes().back() != int64_t(output.size()) - 1;
  if (auto unary = dyn_cast<dend::UnaryOp>(op))
    return isHomogeneous(unary.getFunction());
  return false;
}

/// The weighted ops that read `value` through ops that keep factors; fails where anything else reads it.
LogicalResult findReaders(Value value, int64_t channels, SmallVectorImpl<dend::WeightedOpInterface> &readers) {
  for (OpOperand &use : value.getUses()) {
    auto weighted = dyn_cast<dend::WeightedOpInterface>(use.getOwner());
    if (weighted && use.getOperandNumber() == 0)
      readers.push_back(weighted);
    else if (!keepsFactors(use.getOwner(), channels) ||
             failed(findReaders(use.getOwner()->getResult(0), channels, readers)))
      return failure();
  }
  return success();
}

/// Writes down the factors of the channels of `value` and of what keeps them on the way to the weighted ops.
void annotate(Value value, DenseF64ArrayAttr factors) {
  value.getDefiningOp()->setAttr(kChannelFactorsAttr, factors);
  for (Operation *user : value.getUsers())
    if (!isa<dend::WeightedOpInterface>(user))
      annotate(user->getResult(0), factors);
}

/// Multiplies the channels of the output of `op`: the neuron's rows and the coefficients to it.
LogicalResult scaleOutput(dend::WeightedOpInterface op, ArrayRef<double> factors) {
  FailureOr<LayerConstants> layer = LayerConstants::read(op);
  if (failed(layer))
    return failure();
  int64_t channels = layer->channels, rowSize = layer->getRowSize();
  for (int64_t i = 0; i < channels * rowSize; ++i)
    layer->weights[i] = float(layer->weights[i] * factors[i / rowSize]);
  for (int64_t c = 0; c < channels; ++c)
    layer->bias[c] = float(layer->bias[c] * factors[c]);
  for (auto [i, coefficient] : llvm::enumerate(layer->toNeuron))
    coefficient = float(coefficient * factors[i % channels]);
  layer->write(op);
  return success();
}

/// Divides the weights of `op` by the factors of the channels they are multiplied with.
LogicalResult unscaleInput(dend::WeightedOpInterface op, ArrayRef<double> factors) {
  FailureOr<LayerConstants> layer = LayerConstants::read(op);
  if (failed(layer))
    return failure();
  int64_t inputChannels = op.getInput().getType().getShape().back(), groups = 1;
  if (auto conv = dyn_cast<dend::Conv2DOp>(op.getOperation()))
    groups = conv.getGroups();
  else if (isa<dend::DepthwiseConv2DOp>(op))
    groups = inputChannels;
  int64_t depth = inputChannels / groups, width = layer->channels / groups;
  for (auto [i, weight] : llvm::enumerate(layer->weights)) {
    int64_t channel = int64_t(i) / layer->getRowSize() % layer->channels;
    int64_t input = channel / width * depth + int64_t(i) % depth;
    weight = float(weight / factors[input % factors.size()]);
  }
  layer->write(op);
  return success();
}

struct EqualizeChannelsPass : dendc::impl::EqualizeChannelsPassBase<EqualizeChannelsPass> {
  void runOnOperation() override {
    for (auto function : getOperation().getOps<func::FuncOp>())
      if (failed(equalize(function)))
        return signalPassFailure();
  }

  LogicalResult equalize(func::FuncOp function);

  std::shared_ptr<CalibrationData> given;
};

LogicalResult EqualizeChannelsPass::equalize(func::FuncOp function) {
  FailureOr<std::shared_ptr<CalibrationData>> data = getCalibrationData(function, given);
  if (failed(data) || !*data)
    return data;
  /// Largest magnitude of each output channel.
  DenseMap<Operation *, std::vector<double>> magnitudes;
  auto observe = [&](const Signal &signal, ArrayRef<float> elements) {
    auto op = dyn_cast<dend::WeightedOpInterface>(signal.op);
    if (!op || signal.kind != Signal::Kind::Result)
      return;
    std::vector<double> &channels = magnitudes[op];
    channels.resize(op.getChannelCount());
    for (auto [i, element] : llvm::enumerate(elements))
      channels[i % channels.size()] = std::max<double>(channels[i % channels.size()], std::abs(element));
  };
  if (failed((*data)->run(function, "channels", observe)))
    return failure();
  for (auto op : function.front().getOps<dend::WeightedOpInterface>()) {
    SmallVector<dend::WeightedOpInterface> readers;
    if (!isHomogeneous(op.getActivation()) || failed(findReaders(op.getOutput(), op.getChannelCount(), readers)) ||
        readers.empty())
      continue;
    // Half way, in decibels: what is gained inside the range of the data is not to be lost outside of it.
    SmallVector<double> factors;
    double largest = *llvm::max_element(magnitudes[op]);
    for (double magnitude : magnitudes[op])
      factors.push_back(magnitude > kLeastShare * largest ? std::sqrt(largest / magnitude) : 1);
    if (failed(scaleOutput(op, factors)))
      return failure();
    for (dend::WeightedOpInterface reader : readers)
      if (failed(unscaleInput(reader, factors)))
        return failure();
    annotate(op.getOutput(), DenseF64ArrayAttr::get(op.getContext(), factors));
  }
  return success();
}

} // namespace

std::unique_ptr<Pass> dendc::createEqualizeChannelsPass(std::shared_ptr<CalibrationData> data) {
  auto pass = std::make_unique<EqualizeChannelsPass>();
  pass->given = std::move(data);
  return pass;
}
