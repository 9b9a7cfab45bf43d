// DendriticLayer.cpp - finds layers of neurons with dendrites by what they compute.
// The terms of a sum are grouped by the tensor their linear operators read; names play no part.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/DendriticLayer.h"

#include "compiler/analysis/Branches.h"
#include "dialects/dend/Constants.h"

#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace dendc;
using namespace dendc::dend;

//===----------------------------------------------------------------------===//
// Sums
//===----------------------------------------------------------------------===//

static bool isPlainSum(Operation *op) {
  return isa_and_nonnull<AddOp, SubOp>(op) && !op->hasAttr("activation") &&
         cast<RankedTensorType>(op->getResult(0).getType()).getElementType().isF32();
}

bool dendc::isInsideSum(Operation *op) {
  if (!isPlainSum(op) || !op->hasOneUse())
    return false;
  Operation *user = *op->user_begin();
  return isPlainSum(user) && user->getResult(0).getType() == op->getResult(0).getType();
}

Sum Sum::of(Value value) {
  Sum sum;
  SmallVector<Term> pending{{value, 1.0f}};
  while (!pending.empty()) {
    Term term = pending.pop_back_val();
    Operation *op = term.value.getDefiningOp();
    if (!isPlainSum(op) || (term.value != value && !isInsideSum(op))) {
      sum.terms.push_back(term);
      continue;
    }
    sum.ops.push_back(op);
    pending.push_back({op->getOperand(1), isa<SubOp>(op) ? -term.sign : term.sign});
    pending.push_back({op->getOperand(0), term.sign});
  }
  return sum;
}

//===----------------------------------------------------------------------===//
// Terms
//===----------------------------------------------------------------------===//

/// The linear operator that gives `value`: a weighted op without dendrites or activation, its numbers constant.
static WeightedOpInterface getLinear(Value value) {
  auto op = value.getDefiningOp<WeightedOpInterface>();
  return op && op.getDendriteCount() == 0 && !op.getActivation() && Branches::canRead(op) ? op : nullptr;
}

/// The recurrent op without dendrites that gives `value`, its numbers constant, and which alone reads its gates.
static RecurrentOp getRecurrent(Value value) {
  auto op = value.getDefiningOp<RecurrentOp>();
  auto isFloatConstant = [](Value state) { return bool(getFloats(state)); };
  if (!op || op.getDendriteCount() > 0 || op.getFinalCell() || op.getCellClip() || !op.getGates().hasOneUse() ||
      !getLinear(op.getGates()) || !llvm::all_of(op.getStates(), isFloatConstant) || !getFloats(op.getWeights()))
    return nullptr;
  auto isAbsentOrConstant = [](Value value) { return !value || getFloats(value); };
  return isAbsentOrConstant(op.getBias()) && isAbsentOrConstant(op.getPeepholes()) ? op : nullptr;
}

/// The operator of a branch that gives `value`.
static Operation *getBranch(Value value) {
  if (RecurrentOp recurrent = getRecurrent(value))
    return recurrent;
  WeightedOpInterface linear = getLinear(value);
  return linear ? linear.getOperation() : nullptr;
}

namespace {
/// A function's value times constants per channel: what a dendrite adds.
struct ScaledFunction {
  UnaryOp function;
  std::vector<float> coefficients;
  /// The multiplication, if there is one.
  Operation *scale = nullptr;

  static std::optional<ScaledFunction> get(Term term);
};
} // namespace

std::optional<ScaledFunction> ScaledFunction::get(Term term) {
  ArrayRef<int64_t> shape = cast<RankedTensorType>(term.value.getType()).getShape();
  ScaledFunction result;
  if (shape.empty())
    return std::nullopt;
  if ((result.function = term.value.getDefiningOp<UnaryOp>())) {
    result.coefficients.assign(shape.back(), term.sign);
    return result;
  }
  auto product = term.value.getDefiningOp<MulOp>();
  if (!product || product.getActivation())
    return std::nullopt;
  for (unsigned constant : {1, 0}) {
    DenseElementsAttr floats = getFloats(product->getOperand(constant));
    result.function = product->getOperand(1 - constant).getDefiningOp<UnaryOp>();
    if (!floats || !result.function || result.function.getType() != product.getType())
      continue;
    std::optional<std::vector<float>> coefficients = getChannelValues(floats, shape);
    if (!coefficients)
      continue;
    for (float &coefficient : *coefficients)
      coefficient *= term.sign;
    result.coefficients = std::move(*coefficients);
    result.scale = product;
    return result;
  }
  return std::nullopt;
}

static auto getGeometry(Conv2DOp op) {
  return std::tuple(op.getStrides(), op.getPadding(), op.getDilations(), op.getGroups());
}
static auto getGeometry(DepthwiseConv2DOp op) {
  return std::tuple(op.getStrides(), op.getPadding(), op.getDilations());
}
static auto getGeometry(DenseOp) { return std::tuple<>(); }

static bool haveSameOperator(WeightedOpInterface a, WeightedOpInterface b) {
  if (a->getName() != b->getName() || a.getInput() != b.getInput() ||
      a.getWeights().getType() != b.getWeights().getType() || a.getOutput().getType() != b.getOutput().getType())
    return false;
  return llvm::TypeSwitch<Operation *, bool>(a)
      .Case<Conv2DOp, DepthwiseConv2DOp, DenseOp>(
          [&](auto op) { return getGeometry(op) == getGeometry(cast<decltype(op)>(*b)); })
      .Default(false);
}

/// Whether both branches apply the same operator, weights apart, to the same tensor.
static bool haveSameOperator(Operation *a, Operation *b) {
  auto first = dyn_cast<RecurrentOp>(a), second = dyn_cast<RecurrentOp>(b);
  if (!first || !second)
    return !first && !second && haveSameOperator(cast<WeightedOpInterface>(a), cast<WeightedOpInterface>(b));
  return first.getCell() == second.getCell() && first.getFunctions() == second.getFunctions() &&
         haveSameOperator(getLinear(first.getGates()), getLinear(second.getGates()));
}

//===----------------------------------------------------------------------===//
// Layers
//===----------------------------------------------------------------------===//

namespace {

/// Looks for the layer whose neuron has the operator of `neuron`, among the terms of one sum.
class Search {
public:
  Search(const Sum &sum, Operation *neuron, const llvm::SmallPtrSetImpl<Value> &taken)
      : sum(sum), neuron(neuron), taken(taken) {}

  std::optional<DendriticLayer> run();

private:
  bool isRecurrent() const { return isa<RecurrentOp>(neuron); }
  /// Whether `term` can be one of the operators of a branch that has `others`: those that are not linear stay alone.
  bool canAdd(ArrayRef<Term> others, Term term) const { return !isRecurrent() || (others.empty() && term.sign > 0); }
  std::optional<Dendrite> parse(UnaryOp op);
  void collect();
  llvm::SetVector<Operation *> keepClosed(FunctionAttr function) const;
  bool isReadInside(Value value, const llvm::SmallPtrSetImpl<Operation *> &inside) const;

  const Sum &sum;
  Operation *neuron;
  const llvm::SmallPtrSetImpl<Value> &taken;
  /// Everything that could be a dendrite, by its function's op.
  llvm::MapVector<Operation *, Dendrite> dendrites;
  llvm::SmallPtrSet<Operation *, 8> scales;
};

/// Reads `op` as a dendrite: all terms of its argument are linear ops like the neuron's, constants per channel, or
/// other functions' values times constants per channel.
std::optional<Dendrite> Search::parse(UnaryOp op) {
  auto type = cast<RankedTensorType>(neuron->getResult(0).getType());
  if (op.getType() != type || op.getFunction().getName() == "identity")
    return std::nullopt;
  Dendrite dendrite;
  dendrite.op = op;
  dendrite.function = op.getFunction();
  dendrite.argument = op.getInput();
  dendrite.sum = Sum::of(op.getInput());
  dendrite.bias.resize(type.getShape().back(), 0.0f);
  for (Term term : dendrite.sum.terms) {
    if (DenseElementsAttr floats = getFloats(term.value)) {
      std::optional<std::vector<float>> values = getChannelValues(floats, type.getShape());
      if (!values)
        return std::nullopt;
      for (auto [total, value] : llvm::zip(dendrite.bias, *values))
        total += term.sign * value;
      continue;
    }
    if (Operation *linear = getBranch(term.value)) {
      if (!haveSameOperator(linear, neuron) || !canAdd(dendrite.linear, term))
        return std::nullopt;
      dendrite.linear.push_back(term);
      continue;
    }
    std::optional<ScaledFunction> input = ScaledFunction::get(term);
    if (!input)
      return std::nullopt;
    if (input->scale)
      scales.insert(input->scale);
    dendrite.inputs.push_back({input->function, std::move(input->coefficients)});
  }
  bool hasBias = llvm::any_of(dendrite.bias, [](float b) { return b != 0.0f; });
  if (dendrite.linear.empty() || (hasBias && isRecurrent()))
    return std::nullopt;
  return dendrite;
}

/// Parses the dendrites among the sum's terms, and those that feed them.
void Search::collect() {
  SmallVector<UnaryOp> pending;
  llvm::SmallPtrSet<Operation *, 8> seen;
  for (Term term : sum.terms) {
    std::optional<ScaledFunction> scaled = taken.contains(term.value) ? std::nullopt : ScaledFunction::get(term);
    if (!scaled)
      continue;
    if (scaled->scale)
      scales.insert(scaled->scale);
    pending.push_back(scaled->function);
  }
  while (!pending.empty()) {
    UnaryOp op = pending.pop_back_val();
    if (!seen.insert(op).second)
      continue;
    std::optional<Dendrite> dendrite = parse(op);
    if (!dendrite)
      continue;
    for (const Dendrite::Input &input : dendrite->inputs)
      pending.push_back(cast<UnaryOp>(input.dendrite));
    dendrites.insert({op, std::move(*dendrite)});
  }
}

/// Whether `value` is read by ops in `inside` only, directly or scaled.
bool Search::isReadInside(Value value, const llvm::SmallPtrSetImpl<Operation *> &inside) const {
  return llvm::all_of(value.getUsers(), [&](Operation *user) {
    if (inside.contains(user))
      return true;
    return scales.contains(user) &&
           llvm::all_of(user->getUsers(), [&](Operation *reader) { return inside.contains(reader); });
  });
}

/// The dendrites of `function` that read only one another and are read only within the layer.
llvm::SetVector<Operation *> Search::keepClosed(FunctionAttr function) const {
  llvm::SetVector<Operation *> kept;
  for (const auto &[op, dendrite] : dendrites)
    if (dendrite.function == function)
      kept.insert(op);
  bool changed = true;
  while (changed) {
    llvm::SmallPtrSet<Operation *, 16> inside(sum.ops.begin(), sum.ops.end());
    for (Operation *op : kept) {
      inside.insert(op);
      inside.insert_range(dendrites.find(op)->second.sum.ops);
    }
    changed = kept.remove_if([&](Operation *op) {
      const Dendrite &dendrite = dendrites.find(op)->second;
      bool isClosed = isReadInside(op->getResult(0), inside) && dendrite.argument.hasOneUse();
      for (const Dendrite::Input &input : dendrite.inputs)
        isClosed &= kept.contains(input.dendrite);
      // A linear op that serves two branches would be computed twice.
      for (Term term : dendrite.linear)
        isClosed &= term.value.hasOneUse();
      return !isClosed;
    });
  }
  return kept;
}

std::optional<DendriticLayer> Search::run() {
  DendriticLayer layer;
  for (Term term : sum.terms) {
    Operation *linear = taken.contains(term.value) ? nullptr : getBranch(term.value);
    if (linear && haveSameOperator(linear, neuron) && term.value.hasOneUse() && canAdd(layer.neuron, term))
      layer.neuron.push_back(term);
  }
  collect();
  llvm::SetVector<Operation *> members;
  llvm::SmallPtrSet<Attribute, 4> functions;
  for (const auto &[op, dendrite] : dendrites) {
    if (!functions.insert(dendrite.function).second)
      continue;
    llvm::SetVector<Operation *> candidate = keepClosed(dendrite.function);
    if (candidate.size() > members.size())
      members = std::move(candidate);
  }
  if (members.empty() || layer.neuron.empty())
    return std::nullopt;
  SmallVector<Operation *> order = members.takeVector();
  llvm::sort(order, [](Operation *a, Operation *b) { return a->isBeforeInBlock(b); });
  int64_t channels = cast<ShapedType>(neuron->getResult(0).getType()).getShape().back();
  llvm::SmallDenseMap<Operation *, size_t> indices;
  for (Operation *op : order) {
    indices[op] = layer.dendrites.size();
    layer.dendrites.push_back(dendrites.find(op)->second);
    layer.toNeuron.emplace_back(channels, 0.0f);
  }
  layer.function = layer.dendrites.front().function;
  for (Term term : layer.neuron)
    layer.terms.insert(term.value);
  for (Term term : sum.terms) {
    std::optional<ScaledFunction> scaled = taken.contains(term.value) ? std::nullopt : ScaledFunction::get(term);
    auto found = scaled ? indices.find(scaled->function) : indices.end();
    if (found == indices.end())
      continue;
    for (auto [total, value] : llvm::zip(layer.toNeuron[found->second], scaled->coefficients))
      total += value;
    layer.terms.insert(term.value);
  }
  return layer;
}

} // namespace

std::optional<DendriticLayer> DendriticLayer::find(const Sum &sum, const llvm::SmallPtrSetImpl<Value> &taken) {
  SmallVector<Operation *> tried;
  for (Term term : sum.terms) {
    Operation *linear = taken.contains(term.value) ? nullptr : getBranch(term.value);
    if (!linear || !term.value.hasOneUse() ||
        llvm::any_of(tried, [&](Operation *other) { return haveSameOperator(other, linear); }))
      continue;
    tried.push_back(linear);
    if (auto layer = Search(sum, linear, taken).run())
      return layer;
  }
  return std::nullopt;
}
