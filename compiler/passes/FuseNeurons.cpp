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

/// Coefficients between dendrites and to the neuron, as the operands of an op have them.
std::pair<std::vector<float>, std::vector<float>> getCoefficients(const DendriticLayer &layer, int64_t channels) {
  int64_t count = layer.dendrites.size();
  std::vector<float> between(count * (count - 1) / 2 * channels, 0.0f), toNeuron(count * channels, 0.0f);
  llvm::SmallDenseMap<Operation *, int64_t> indices;
  for (auto [index, dendrite] : llvm::enumerate(layer.dendrites)) {
    int64_t k = index;
    copyAt(toNeuron, k * channels, layer.toNeuron[k]);
    for (const Dendrite::Input &input : dendrite.inputs)
      for (auto [channel, coefficient] : llvm::enumerate(input.coefficients))
        between[(k * (k - 1) / 2 + indices.at(input.dendrite)) * channels + channel] += coefficient;
    indices[dendrite.op] = k;
  }
  return {std::move(between), std::move(toNeuron)};
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
  std::tie(branches.between, branches.toNeuron) = getCoefficients(layer, channels);
  size_t branchSize = branches.weights.size() / (count + 1);
  MutableArrayRef<float> weights = branches.weights, biases = branches.bias;

  copyAt(branches.bias, 0, bias);
  addUp(layer.neuron, weights.take_front(branchSize), biases.take_front(channels));
  SmallVector<Location> parts;
  for (auto [k, dendrite] : llvm::enumerate(layer.dendrites)) {
    copyAt(branches.bias, (k + 1) * channels, dendrite.bias);
    addUp(dendrite.linear, weights.slice((k + 1) * branchSize, branchSize), biases.slice((k + 1) * channels, channels));
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

Value createConstant(OpBuilder &builder, Location loc, ArrayRef<int64_t> shape, ArrayRef<float> values) {
  return ConstantOp::create(builder, loc,
                            DenseElementsAttr::get(RankedTensorType::get(shape, builder.getF32Type()), values));
}

/// The gates of all `branches`, one after another: a layer that has as many more channels.
Value createGates(OpBuilder &builder, ArrayRef<RecurrentOp> branches) {
  auto getOp = [](RecurrentOp op) { return op.getGates().getDefiningOp<WeightedOpInterface>(); };
  Branches joined = *Branches::read(getOp(branches.front()));
  for (RecurrentOp branch : branches.drop_front()) {
    Branches next = *Branches::read(getOp(branch));
    llvm::append_range(joined.weights, next.weights);
    llvm::append_range(joined.bias, next.bias);
    joined.channelCount += next.channelCount;
  }
  joined.weightsShape.front() = joined.channelCount;
  auto gates = cast<WeightedOpInterface>(builder.clone(*getOp(branches.front())));
  RankedTensorType type = gates.getOutput().getType();
  SmallVector<int64_t> shape(type.getShape());
  shape.back() = joined.channelCount;
  gates->getResult(0).setType(type.clone(shape));
  joined.write(builder, gates);
  return gates.getOutput();
}

/// Creates the recurrent op that computes `layer`.
Value createRecurrentLayer(OpBuilder &builder, const DendriticLayer &layer) {
  auto neuron = layer.neuron.front().value.getDefiningOp<RecurrentOp>();
  SmallVector<RecurrentOp> branches{neuron};
  SmallVector<Location> parts;
  for (const Dendrite &dendrite : layer.dendrites) {
    branches.push_back(dendrite.linear.front().value.getDefiningOp<RecurrentOp>());
    parts.push_back(dendrite.op->getLoc());
  }
  int64_t count = branches.size(), units = neuron.getUnitCount(), rows = neuron.getWeights().getType().getDimSize(0);
  std::vector<float> weights, bias, peepholes;
  SmallVector<int64_t> stateShape(neuron.getInitial().getType().getShape());
  int64_t positions = neuron.getInitial().getType().getNumElements() / units;
  stateShape.back() *= count;
  SmallVector<std::vector<float>, 2> initial(neuron.getStates().size(), std::vector<float>(positions * count * units));
  bool hasBias = llvm::any_of(branches, [](RecurrentOp op) { return bool(op.getBias()); });
  bool hasPeepholes = llvm::any_of(branches, [](RecurrentOp op) { return bool(op.getPeepholes()); });
  auto append = [](std::vector<float> &all, Value numbers, int64_t count) {
    llvm::append_range(all, numbers ? getFloatVector(getFloats(numbers)) : std::vector<float>(count, 0.0f));
  };
  for (auto [index, branch] : llvm::enumerate(branches)) {
    append(weights, branch.getWeights(), rows * units);
    append(bias, branch.getBias(), rows);
    append(peepholes, branch.getPeepholes(), 3 * units);
    for (auto [state, all] : llvm::zip_equal(branch.getStates(), initial)) {
      std::vector<float> own = getFloatVector(getFloats(state));
      for (int64_t p = 0; p < positions; ++p)
        copyAt(all, (p * count + index) * units, ArrayRef(own).slice(p * units, units));
    }
  }
  auto [between, toNeuron] = getCoefficients(layer, units);
  Location loc = getFusedLocation(neuron.getLoc(), parts);
  Value gates = createGates(builder, branches);
  auto create = [&](ArrayRef<int64_t> shape, ArrayRef<float> values) {
    return createConstant(builder, loc, shape, values);
  };
  int64_t dendrites = count - 1;
  Value hidden = create(stateShape, initial[0]), cells = initial.size() > 1 ? create(stateShape, initial[1]) : Value();
  return RecurrentOp::create(builder, loc, neuron.getOutput().getType(), /*final_cell=*/Type(), neuron.getCell(), gates,
                             hidden, cells, create({rows * count, units}, weights),
                             hasBias ? create({rows * count}, bias) : Value(),
                             hasPeepholes ? create({3 * count, units}, peepholes) : Value(),
                             dendrites > 1 ? create({dendrites * (dendrites - 1) / 2, units}, between) : Value(),
                             create({dendrites, units}, toNeuron), neuron.getFunctions(), /*cell_clip=*/nullptr,
                             layer.function, uint64_t(dendrites), /*signal_types=*/nullptr, /*arithmetic=*/nullptr)
      .getOutput();
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
    bool isRecurrent = layer->neuron.front().value.getDefiningOp<RecurrentOp>() != nullptr;
    std::vector<float> bias(layer->toNeuron.front().size(), 0.0f);
    for (Term term : sum.terms) {
      DenseElementsAttr floats = getFloats(term.value);
      std::optional<std::vector<float>> values = floats ? getChannelValues(floats, shape) : std::nullopt;
      if (isRecurrent || !values || !taken.insert(term.value).second)
        continue;
      for (auto [sum, value] : llvm::zip(bias, *values))
        sum += term.sign * value;
    }
    Value output = isRecurrent ? createRecurrentLayer(builder, *layer) : createLayer(builder, *layer, bias);
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
