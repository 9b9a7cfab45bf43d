// EliminateChannels.cpp - channels that cannot matter are not computed.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/ChannelUse.h"
#include "compiler/passes/Passes.h"
#include "compiler/reference/Tensor.h"

#include "dialects/kern/Layers.h"

using namespace mlir;
using namespace dendc;
using llvm::BitVector;

namespace dendc {
#define GEN_PASS_DEF_ELIMINATECHANNELSPASS
#include "compiler/passes/Passes.h.inc"
} // namespace dendc

namespace {

/// Elements of `tensor` along `axis`, which is `repetitions` times the channels of `kept`, of the channels that are
/// kept.
Tensor select(const Tensor &tensor, unsigned axis, const BitVector &kept) {
  ArrayRef<int64_t> shape = tensor.shape;
  int64_t inner = ShapedType::getNumElements(shape.drop_front(axis + 1)), size = shape[axis];
  SmallVector<int64_t, 4> newShape(shape);
  newShape[axis] = size / int64_t(kept.size()) * int64_t(kept.count());
  Tensor selected(newShape, tensor.kind);
  int64_t next = 0;
  for (int64_t i = 0, e = tensor.getElementCount(); i < e; ++i)
    if (kept[i / inner % size % kept.size()])
      selected.setElement(next++, tensor.getElement(i));
  return selected;
}

ElementsAttr select(ElementsAttr value, unsigned axis, const BitVector &kept) {
  return select(*Tensor::get(value), axis, kept).getAttr(value.getContext());
}

DenseI32ArrayAttr select(DenseI32ArrayAttr perChannel, const BitVector &kept) {
  if (!perChannel || perChannel.size() % kept.size() != 0)
    return perChannel;
  SmallVector<int32_t> selected;
  for (auto [i, number] : llvm::enumerate(perChannel.asArrayRef()))
    if (kept[i % kept.size()])
      selected.push_back(number);
  return DenseI32ArrayAttr::get(perChannel.getContext(), selected);
}

kern::RequantAttr select(kern::RequantAttr requant, const BitVector &kept) {
  return kern::RequantAttr::get(requant.getContext(), select(requant.getMultipliers(), kept), requant.getShift(),
                                requant.getZeroPoint(), requant.getMin(), requant.getMax(), requant.getRounding(),
                                select(requant.getShifts(), kept));
}

/// Leaves of the numbers of `op` those of kept channels.
void eliminate(kern::WeightedOpInterface op, const ChannelUse &use) {
  const BitVector &inputs = use.getKept(op.getInput()), &outputs = use.getKept(op.getOutput());
  ElementsAttr weights = op.getWeights(), bias = op.getBias();
  if (const FoldedBias *folded = use.getFolded(op)) {
    bias = folded->bias.getAttr(op.getContext());
    const kern::Borders &borders = folded->borders;
    op->removeAttr("borders");
    if (borders.getCount() > 1)
      op->setAttr("borders",
                  DenseI64ArrayAttr::get(op.getContext(), {borders.top, borders.left, borders.bottom, borders.right}));
  }
  if (!isa<kern::DepthwiseConv2DOp>(op) && !inputs.all())
    weights = select(weights, weights.getShapedType().getRank() - 1, inputs);
  op->setAttr("weights", select(weights, 0, outputs));
  op->setAttr("bias", select(bias, bias.getShapedType().getRank() - 1, outputs));
  if (std::optional<ElementsAttr> between = op.getBetween())
    op->setAttr("between", select(*between, 1, outputs));
  if (std::optional<ElementsAttr> toNeuron = op.getToNeuron())
    op->setAttr("to_neuron", select(*toNeuron, 1, outputs));
  if (std::optional<kern::RequantAttr> requant = op.getRequant())
    op->setAttr("requant", select(*requant, outputs));
  if (std::optional<kern::RequantAttr> requant = op.getDendriteRequant())
    op->setAttr("dendrite_requant", select(*requant, outputs));
  op->setAttr(kern::kEliminatedAttr,
              DenseI64ArrayAttr::get(op.getContext(), {int64_t(inputs.size() - inputs.count()),
                                                       int64_t(outputs.size() - outputs.count())}));
}

LogicalResult eliminate(func::FuncOp function, double instructionsPerByte) {
  FailureOr<ChannelUse> use = ChannelUse::compute(function, instructionsPerByte);
  if (failed(use))
    return failure();
  for (Operation &op : function.front().without_terminator()) {
    bool isWhole = true;
    for (Value value : llvm::concat<Value>(op.getOperands(), op.getResults()))
      isWhole &= use->getKept(value).all();
    if (isWhole)
      continue;
    if (auto weighted = dyn_cast<kern::WeightedOpInterface>(op))
      eliminate(weighted, *use);
    Value result = op.getResult(0);
    const BitVector &kept = use->getKept(result);
    auto type = cast<RankedTensorType>(result.getType());
    if (auto constant = dyn_cast<kern::ConstantOp>(op))
      constant.setValueAttr(select(constant.getValue(), type.getRank() - 1, kept));
    SmallVector<int64_t> shape(type.getShape());
    shape.back() = kept.count();
    result.setType(type.clone(shape));
  }
  return success();
}

struct EliminateChannelsPass : dendc::impl::EliminateChannelsPassBase<EliminateChannelsPass> {
  using EliminateChannelsPassBase::EliminateChannelsPassBase;

  void runOnOperation() override {
    func::FuncOp function = kern::getModelFunction(getOperation());
    if (function && failed(eliminate(function, double(instructionsPerByte))))
      signalPassFailure();
  }
};

} // namespace
