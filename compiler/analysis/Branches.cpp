// Branches.cpp - the numbers of a weighted op, to compute with.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/Branches.h"

#include "dialects/dend/Constants.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace dendc;
using namespace dendc::dend;

bool Branches::canRead(WeightedOpInterface op) {
  auto isFloat = [](Value value) { return cast<RankedTensorType>(value.getType()).getElementType().isF32(); };
  auto isConstant = [](Value value) { return !value || getFloats(value); };
  return isFloat(op.getInput()) && isFloat(op.getOutput()) && isConstant(op.getWeights()) && isConstant(op.getBias()) &&
         isConstant(op.getBetween()) && isConstant(op.getToNeuron());
}

std::optional<Branches> Branches::read(WeightedOpInterface op) {
  if (!canRead(op))
    return std::nullopt;
  Branches branches;
  DenseElementsAttr weights = getFloats(op.getWeights());
  branches.dendriteCount = int64_t(op.getDendriteCount());
  branches.channelCount = op.getChannelCount();
  branches.weightsShape.assign(weights.getType().getShape().begin(), weights.getType().getShape().end());
  branches.weights = getFloatVector(weights);
  branches.bias.resize(branches.getRowCount(), 0.0f);
  for (auto [value, vector] : {std::pair(op.getBias(), &branches.bias), std::pair(op.getBetween(), &branches.between),
                               std::pair(op.getToNeuron(), &branches.toNeuron)}) {
    if (value)
      *vector = getFloatVector(getFloats(value));
  }
  return branches;
}

void Branches::write(OpBuilder &builder, WeightedOpInterface op) const {
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPoint(op);
  auto create = [&](ArrayRef<float> values, ArrayRef<int64_t> shape) -> Value {
    auto type = RankedTensorType::get(shape, builder.getF32Type());
    return ConstantOp::create(builder, op.getLoc(), DenseElementsAttr::get(type, values));
  };
  bool hasBias = op.getBias() || llvm::any_of(bias, [](float b) { return b != 0.0f; });
  llvm::TypeSwitch<Operation *>(op).Case<Conv2DOp, DepthwiseConv2DOp, DenseOp>([&](auto op) {
    op.getWeightsMutable().assign(create(weights, weightsShape));
    if (hasBias)
      op.getBiasMutable().assign(create(bias, {getRowCount()}));
    if (dendriteCount >= 2)
      op.getBetweenMutable().assign(create(between, {dendriteCount * (dendriteCount - 1) / 2, channelCount}));
    if (dendriteCount >= 1)
      op.getToNeuronMutable().assign(create(toNeuron, {dendriteCount, channelCount}));
  });
}

void Branches::scaleOutput(ArrayRef<float> scale) {
  for (int64_t channel = 0; channel < channelCount; ++channel) {
    for (float &weight : getRow(channel))
      weight *= scale[channel];
    bias[channel] *= scale[channel];
    for (int64_t k = 0; k < dendriteCount; ++k)
      toNeuron[k * channelCount + channel] *= scale[channel];
  }
}

void Branches::shiftOutput(ArrayRef<float> shift) {
  for (int64_t channel = 0; channel < channelCount; ++channel)
    bias[channel] += shift[channel];
}

int64_t dendc::getInputChannel(WeightedOpInterface op, int64_t row, int64_t index) {
  int64_t channel = row % op.getChannelCount(), inputChannels = op.getInput().getType().getShape().back();
  if (auto conv = dyn_cast<Conv2DOp>(*op)) {
    int64_t perGroup = inputChannels / int64_t(conv.getGroups());
    return channel / (op.getChannelCount() / int64_t(conv.getGroups())) * perGroup + index % perGroup;
  }
  if (isa<DepthwiseConv2DOp>(*op))
    return channel / (op.getChannelCount() / inputChannels);
  return index;
}
