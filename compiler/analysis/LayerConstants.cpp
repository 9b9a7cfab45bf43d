// LayerConstants.cpp - constants of weighted ops in and out of the IR.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/LayerConstants.h"

#include "mlir/IR/Matchers.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace dendc;

static LogicalResult readFloats(dend::WeightedOpInterface op, StringRef what, Value value, std::vector<float> &floats) {
  DenseElementsAttr constant;
  if (!value)
    return success();
  if (!matchPattern(value, m_Constant(&constant)) || !constant.getElementType().isF32())
    return op->emitOpError() << "expected constant float " << what << " to quantize";
  floats.assign(constant.getValues<float>().begin(), constant.getValues<float>().end());
  return success();
}

FailureOr<LayerConstants> LayerConstants::read(dend::WeightedOpInterface op) {
  LayerConstants constants;
  constants.dendrites = int64_t(op.getDendriteCount());
  constants.channels = op.getChannelCount();
  constants.bias.resize((constants.dendrites + 1) * constants.channels);
  if (failed(readFloats(op, "weights", op.getWeights(), constants.weights)) ||
      failed(readFloats(op, "bias", op.getBias(), constants.bias)) ||
      failed(readFloats(op, "coefficients", op.getBetween(), constants.between)) ||
      failed(readFloats(op, "coefficients", op.getToNeuron(), constants.toNeuron)))
    return failure();
  return constants;
}

SmallVector<double> LayerConstants::getCoefficients(int64_t row) const {
  int64_t branch = row / channels, channel = row % channels;
  SmallVector<double> coefficients;
  if (branch == 0)
    for (int64_t k = 0; k < dendrites; ++k)
      coefficients.push_back(toNeuron[k * channels + channel]);
  for (int64_t k = branch - 1, j = 0; j < k; ++j)
    coefficients.push_back(between[(k * (k - 1) / 2 + j) * channels + channel]);
  return coefficients;
}

void dendc::setBias(dend::WeightedOpInterface op, Value bias) {
  llvm::TypeSwitch<Operation *>(op).Case<dend::Conv2DOp, dend::DepthwiseConv2DOp, dend::DenseOp>(
      [&](auto op) { op.getBiasMutable().assign(bias); });
}

void LayerConstants::write(dend::WeightedOpInterface op) const {
  OpBuilder builder(op);
  auto create = [&](Location loc, ArrayRef<int64_t> shape, ArrayRef<float> values) -> Value {
    auto type = RankedTensorType::get(shape, builder.getF32Type());
    return dend::ConstantOp::create(builder, loc, DenseElementsAttr::get(type, values));
  };
  auto replace = [&](Value old, ArrayRef<float> values) {
    if (!old)
      return;
    op->replaceUsesOfWith(old, create(old.getLoc(), cast<ShapedType>(old.getType()).getShape(), values));
    if (old.use_empty())
      old.getDefiningOp()->erase();
  };
  replace(op.getWeights(), weights);
  replace(op.getBetween(), between);
  replace(op.getToNeuron(), toNeuron);
  replace(op.getBias(), bias);
  if (!op.getBias() && llvm::any_of(bias, [](float b) { return b != 0; }))
    setBias(op, create(op.getLoc(), {getRowCount()}, bias));
}
