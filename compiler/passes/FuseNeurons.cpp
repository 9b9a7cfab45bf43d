// FuseNeurons.cpp - a neuron and its dendrites become one op.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/Branches.h"
#include "compiler/analysis/DendriticLayer.h"
#include "compiler/passes/Passes.h"
#include "dialects/dend/Constants.h"
#include "dialects/dend/Dend.h"
#include "dialects/dend/Location.h"

#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace dendc;
using namespace dendc::dend;

namespace dendc {
#define GEN_PASS_DEF_FUSENEURONSPASS
#include "compiler/passes/Passes.h.inc"
} // namespace dendc

namespace {

/// Fused activations become ops again, so that a layer has one form to be found in; fuse-activations fuses them again.
void splitActivations(Block &block) {
  for (Operation &op : llvm::make_early_inc_range(block)) {
    auto activation = op.getAttrOfType<FunctionAttr>("activation");
    if (!activation || !cast<RankedTensorType>(op.getResult(0).getType()).getElementType().isF32())
      continue;
    op.removeAttr("activation");
    OpBuilder builder(op.getContext());
    builder.setInsertionPointAfter(&op);
    Value result = op.getResult(0);
    auto unary = UnaryOp::create(builder, op.getLoc(), result.getType(), activation, result, ArithmeticKindAttr());
    result.replaceAllUsesExcept(unary, unary);
  }
}

/// Adds the weights and biases of `terms` to one branch: `weights` and `bias` are that branch's part.
void addUp(ArrayRef<Term> terms, MutableArrayRef<float> weights, MutableArrayRef<float> bias) {
  for (Term term : terms) {
    std::optional<Branches> numbers = Branches::read(term.value.getDefiningOp<WeightedOpInterface>());
    assert(numbers && "linear ops of a layer have constant numbers");
    for (auto [total, weight] : llvm::zip(weights, numbers->weights))
      total += term.sign * weight;
    for (auto [total, value] : llvm::zip(bias, numbers->bias))
      total += term.sign * value;
  }
}

void copyAt(std::vector<float> &destination, int64_t offset, ArrayRef<float> values) {
  std::copy(values.begin(), values.end(), destination.begin() + offset);
}

/// Creates the op that computes `layer`; `bias` is added to the neuron.
Value createLayer(OpBuilder &builder, const DendriticLayer &layer, ArrayRef<float> bias) {
  auto neuron = layer.neuron.front().value.getDefiningOp<WeightedOpInterface>();
  int64_t count = layer.dendrites.size(), channels = neuron.getChannelCount();

  Branches branches;
  branches.dendriteCount = count;
  branches.channelCount = channels;
  branches.weightsShape = llvm::to_vector(neuron.getWeights().getType().getShape());
  branches.weightsShape.front() *= count + 1;
  branches.weights.resize(ShapedType::getNumElements(branches.weightsShape), 0.0f);
  branches.bias.resize((count + 1) * channels, 0.0f);
  branches.between.resize(count * (count - 1) / 2 * channels, 0.0f);
  branches.toNeuron.resize(count * channels, 0.0f);
  size_t branchSize = branches.weights.size() / (count + 1);
  MutableArrayRef<float> weights = branches.weights, biases = branches.bias;

  copyAt(branches.bias, 0, bias);
  addUp(layer.neuron, weights.take_front(branchSize), biases.take_front(channels));
  llvm::SmallDenseMap<Operation *, int64_t> indices;
  SmallVector<Location> parts;
  for (auto [index, dendrite] : llvm::enumerate(layer.dendrites)) {
    int64_t k = index;
    copyAt(branches.bias, (k + 1) * channels, dendrite.bias);
    addUp(dendrite.linear, weights.slice((k + 1) * branchSize, branchSize), biases.slice((k + 1) * channels, channels));
    copyAt(branches.toNeuron, k * channels, layer.toNeuron[k]);
    for (const Dendrite::Input &input : dendrite.inputs)
      for (auto [channel, coefficient] : llvm::enumerate(input.coefficients))
        branches.between[(k * (k - 1) / 2 + indices.at(input.dendrite)) * channels + channel] += coefficient;
    indices[dendrite.op] = k;
    parts.push_back(dendrite.op->getLoc());
  }

  auto fused = cast<WeightedOpInterface>(builder.clone(*neuron));
  fused->setLoc(getFusedLocation(neuron.getLoc(), parts));
  llvm::TypeSwitch<Operation *>(fused).Case<Conv2DOp, DepthwiseConv2DOp, DenseOp>([&](auto op) {
    op.setDendriteCount(count);
    op.setDendriteFunctionAttr(layer.function);
  });
  branches.write(builder, fused);
  return fused.getOutput();
}

/// Replaces the layers among the terms of the sum `root` by fused ops; what else is summed is added to them.
bool fuseSum(Operation *root) {
  Sum sum = Sum::of(root->getResult(0));
  ArrayRef<int64_t> shape = cast<RankedTensorType>(root->getResult(0).getType()).getShape();
  llvm::SmallPtrSet<Value, 8> taken;
  OpBuilder builder(root);
  Value total;
  while (std::optional<DendriticLayer> layer = DendriticLayer::find(sum, taken)) {
    taken.insert_range(layer->terms);
    std::vector<float> bias(layer->toNeuron.front().size(), 0.0f);
    for (Term term : sum.terms) {
      DenseElementsAttr floats = getFloats(term.value);
      std::optional<std::vector<float>> values = floats ? getChannelValues(floats, shape) : std::nullopt;
      if (!values || !taken.insert(term.value).second)
        continue;
      for (auto [sum, value] : llvm::zip(bias, *values))
        sum += term.sign * value;
    }
    Value output = createLayer(builder, *layer, bias);
    total = total ? AddOp::create(builder, root->getLoc(), output.getType(), total, output) : output;
  }
  if (!total)
    return false;
  for (Term term : sum.terms) {
    if (taken.contains(term.value))
      continue;
    total = term.sign > 0 ? Value(AddOp::create(builder, root->getLoc(), total.getType(), total, term.value))
                          : Value(SubOp::create(builder, root->getLoc(), total.getType(), total, term.value));
  }
  root->getResult(0).replaceAllUsesWith(total);
  root->erase();
  return true;
}

struct FuseNeuronsPass : dendc::impl::FuseNeuronsPassBase<FuseNeuronsPass> {
  void runOnOperation() override {
    for (Block &block : getOperation().getBody()) {
      splitActivations(block);
      // From the last sum to the first: the argument of a dendrite is a sum like that of a layer, and must be read as
      // part of the layer it belongs to.
      for (Operation &op : llvm::make_early_inc_range(llvm::reverse(block))) {
        if (isOpTriviallyDead(&op))
          op.erase();
        else if (isa<AddOp, SubOp>(op) && !isInsideSum(&op))
          fuseSum(&op);
      }
    }
  }
};

} // namespace
