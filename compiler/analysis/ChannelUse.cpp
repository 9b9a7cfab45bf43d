// ChannelUse.cpp - which channels of a network depend on its input, and which of them anything reads.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/ChannelUse.h"
#include "compiler/reference/LinearOperator.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace dendc;
using llvm::BitVector;

namespace {

int64_t getChannelCount(Value value) {
  auto type = cast<RankedTensorType>(value.getType());
  return type.getRank() == 0 ? 1 : type.getShape().back();
}

/// How the channels of an op's result arise from those of its operands.
enum class Flow {
  /// Channel c from channel c of every operand; an operand of one channel is read by all.
  Parallel,
  /// Every channel from all channels that its weights lead from.
  Mixing,
  /// Positions of the operand are channels of the result: channel p*C + c from channel c.
  Flattening,
  /// The operands' channels one after the other.
  Concatenating,
  /// In ways not looked into.
  Unknown,
};

Flow getReshapeFlow(kern::ReshapeOp op) {
  int64_t from = getChannelCount(op.getInput()), to = getChannelCount(op.getOutput());
  if (from == to)
    return Flow::Parallel;
  return to % from == 0 ? Flow::Flattening : Flow::Unknown;
}

Flow getFlow(Operation *op) {
  int64_t last = cast<RankedTensorType>(op->getResult(0).getType()).getRank() - 1;
  if (last < 0)
    return Flow::Unknown;
  return llvm::TypeSwitch<Operation *, Flow>(op)
      .Case<kern::Conv2DOp>([](auto conv) { return conv.getGroups() == 1 ? Flow::Mixing : Flow::Unknown; })
      .Case<kern::DenseOp>([](auto) { return Flow::Mixing; })
      .Case<kern::DepthwiseConv2DOp>([](auto conv) {
        return getChannelCount(conv.getInput()) == getChannelCount(conv.getOutput()) ? Flow::Parallel : Flow::Unknown;
      })
      .Case<kern::ConstantOp, kern::MaxPool2DOp, kern::AveragePool2DOp, kern::ResizeBilinearOp, kern::AddOp,
            kern::ScaledAddOp, kern::MulOp, kern::RescaleOp, kern::LookupOp, kern::InterpolateOp, kern::FixedSigmoidOp,
            kern::FloatUnaryOp, kern::FloatBinaryOp, kern::QuantizeOp, kern::DequantizeOp>(
          [](auto) { return Flow::Parallel; })
      .Case<kern::ReduceOp>(
          [&](auto reduce) { return llvm::is_contained(reduce.getAxes(), last) ? Flow::Unknown : Flow::Parallel; })
      .Case<kern::PadOp>(
          [&](auto pad) { return pad.getLow()[last] || pad.getHigh()[last] ? Flow::Unknown : Flow::Parallel; })
      .Case<kern::SliceOp>([&](auto slice) {
        return getChannelCount(slice.getInput()) == getChannelCount(slice.getOutput()) && slice.getSteps()[last] == 1
                   ? Flow::Parallel
                   : Flow::Unknown;
      })
      .Case<kern::ConcatOp>(
          [&](auto concat) { return int64_t(concat.getAxis()) == last ? Flow::Concatenating : Flow::Parallel; })
      .Case<kern::ReshapeOp>(getReshapeFlow)
      .Default(Flow::Unknown);
}

/// Calls `visit(row, channel)` for every weight that is not zero: the row of the weights, and the input channel it
/// reads.
void forEachWeight(kern::WeightedOpInterface op, llvm::function_ref<void(int64_t, int64_t)> visit) {
  // What `create` checked.
  Tensor weights = *Tensor::get(op.getWeights());
  int64_t rowSize = weights.getElementCount() / weights.shape[0], inputs = weights.shape.back();
  for (int64_t i = 0, e = weights.getElementCount(); i < e; ++i)
    if (weights.getElement(i) != 0)
      visit(i / rowSize, i % rowSize % inputs);
}

/// The longest stretch of `size` places each of which `isSame` as the next: its begin and end.
std::pair<int64_t, int64_t> findStretch(int64_t size, llvm::function_ref<bool(int64_t)> isSame) {
  std::pair<int64_t, int64_t> longest(0, 0);
  for (int64_t begin = 0, end = 1; begin < size; begin = end++) {
    while (end < size && isSame(end - 1))
      ++end;
    if (end - begin > longest.second - longest.first)
      longest = {begin, end};
  }
  return longest;
}

/// The borders of an image of `height` times `width` positions, `depth` numbers each, that has the same numbers at all
/// positions but there.
kern::Borders findBorders(ArrayRef<double> image, int64_t height, int64_t width, int64_t depth) {
  auto isSame = [&](int64_t y, int64_t x, int64_t nextY, int64_t nextX) {
    return image.slice((y * width + x) * depth, depth) == image.slice((nextY * width + nextX) * depth, depth);
  };
  auto [top, bottom] = findStretch(height, [&](int64_t y) {
    return llvm::all_of(llvm::seq(width), [&](int64_t x) { return isSame(y, x, y + 1, x); });
  });
  auto [left, right] = findStretch(width, [&](int64_t x) {
    return llvm::all_of(llvm::seq(height), [&](int64_t y) { return isSame(y, x, y, x + 1); });
  });
  return {top, left, height - bottom, width - right, height, width};
}

/// Whether the biases that `op` has now are no more than those of `folded`, or pay for themselves: by the weights of
/// `channels` input channels, and `instructionsPerByte` multiply-accumulates that are spared for each byte beyond.
bool isWorth(kern::WeightedOpInterface op, const FoldedBias &folded, int64_t channels, double instructionsPerByte) {
  ArrayRef<int64_t> weights = op.getWeights().getShapedType().getShape();
  double spared = double(channels) / double(weights.back());
  double bytes = 4 * double(weights[0] * (folded.borders.getCount() - kern::Borders::get(op).getCount())) -
                 spared * double(op.getWeights().getNumElements());
  return spared * double(op.getMacCount()) >= bytes * instructionsPerByte;
}

bool hasPadding(Operation *op) {
  auto padding = op->getAttrOfType<DenseI64ArrayAttr>("padding");
  return padding && llvm::any_of(padding.asArrayRef(), [](int64_t p) { return p != 0; });
}

/// Of the operands of an op whose channels flow in parallel: calls `visit` with each that has channels of its own.
void forEachParallelOperand(Operation *op, llvm::function_ref<void(Value)> visit) {
  for (Value operand : op->getOperands())
    if (getChannelCount(operand) == getChannelCount(op->getResult(0)))
      visit(operand);
}

} // namespace

void ChannelUse::findFixed(Operation *op) {
  Value result = op->getResult(0);
  BitVector channels(getChannelCount(result));
  switch (getFlow(op)) {
  case Flow::Parallel:
    channels.set();
    for (Value operand : op->getOperands()) {
      const BitVector &of = fixed[operand];
      if (of.size() == channels.size())
        channels &= of;
      else if (!of.all())
        channels.reset();
    }
    if (auto weighted = dyn_cast<kern::WeightedOpInterface>(op)) {
      BitVector reads(channels.size());
      forEachWeight(weighted, [&](int64_t row, int64_t) { reads.set(row % reads.size()); });
      channels |= reads.flip();
    }
    break;
  case Flow::Mixing: {
    const BitVector &input = fixed[op->getOperand(0)];
    channels.set();
    forEachWeight(cast<kern::WeightedOpInterface>(op), [&](int64_t row, int64_t channel) {
      if (!input[channel])
        channels.reset(row % channels.size());
    });
    break;
  }
  case Flow::Flattening: {
    const BitVector &input = fixed[op->getOperand(0)];
    for (size_t i = 0; i < channels.size(); ++i)
      channels[i] = input[i % input.size()];
    break;
  }
  case Flow::Concatenating: {
    size_t first = 0;
    for (Value operand : op->getOperands()) {
      const BitVector &input = fixed[operand];
      for (size_t i = 0; i < input.size(); ++i)
        channels[first + i] = input[i];
      first += input.size();
    }
    break;
  }
  case Flow::Unknown:
    if (llvm::all_of(op->getOperands(), [&](Value operand) { return fixed[operand].all(); }))
      channels.set();
    break;
  }
  fixed[result] = std::move(channels);
}

/// Runs the network once, on any input: what does not depend on it is what it always is.
LogicalResult ChannelUse::evaluateFixed() {
  OwningOpRef<ModuleOp> module = ModuleOp::create(function.getLoc());
  auto copy = cast<func::FuncOp>(function->clone());
  module->push_back(copy);
  auto terminator = cast<func::ReturnOp>(copy.front().getTerminator());
  SmallVector<Value> originals, values;
  for (auto [original, op] : llvm::zip_equal(function.front().without_terminator(), copy.front().without_terminator()))
    if (fixed[original.getResult(0)].any() && !isa<kern::ConstantOp>(original)) {
      originals.push_back(original.getResult(0));
      values.push_back(op.getResult(0));
    }
  if (values.empty())
    return success();
  terminator.getOperandsMutable().assign(values);
  copy.removeResAttrsAttr();
  copy.setType(FunctionType::get(copy.getContext(), copy.getArgumentTypes(), TypeRange(values)));

  FailureOr<Evaluator> evaluator = Evaluator::create(copy);
  if (failed(evaluator))
    return failure();
  SmallVector<Tensor> inputs;
  for (Type type : copy.getArgumentTypes())
    inputs.emplace_back(cast<ShapedType>(type).getShape(), *getElementKind(cast<ShapedType>(type).getElementType()));
  FailureOr<SmallVector<Tensor>> results = evaluator->run(inputs);
  if (failed(results))
    return failure();
  for (auto [value, tensor] : llvm::zip_equal(originals, *results)) {
    const BitVector &channels = fixed[value];
    int64_t count = getChannelCount(value);
    std::vector<std::optional<double>> found(count);
    for (unsigned channel : channels.set_bits()) {
      found[channel] = tensor.getElement(channel);
      for (int64_t i = channel; i < tensor.getElementCount(); i += count)
        if (tensor.getElement(i) != found[channel]) {
          found[channel].reset();
          break;
        }
    }
    numbers[value] = std::move(found);
    if (llvm::any_of(value.getUsers(), [](Operation *user) { return isa<kern::WeightedOpInterface>(user); }))
      evaluated[value] = std::move(tensor);
  }
  return success();
}

/// Whether the biases of `op` can stand for input channel `channel`.
bool ChannelUse::canFold(kern::WeightedOpInterface op, int64_t channel) const {
  auto found = numbers.find(op.getInput());
  if (found == numbers.end() || !fixed.find(op.getInput())->second[channel])
    return false;
  bool isFloat = op.getInput().getType().getElementType().isF32();
  if (isa<kern::Conv2DOp>(op.getOperation()) && !isFloat && !op.getSaturates() && !refused.contains(op))
    return true;
  std::optional<double> number = found->second[channel];
  // Padding holds the zero point. In float another order of the sum may round differently.
  bool mustBeZero = hasPadding(op) || isFloat;
  return number && (!mustBeZero || *number == int32_t(op.getInputZeroPoint()));
}

/// Makes the op's operands keep what its result needs, and whatever has to stay together. Whether that changed
/// anything.
bool ChannelUse::propagateKept(Operation *op) {
  bool changed = false;
  auto keep = [&](Value value, const BitVector &channels) {
    BitVector &known = kept[value];
    if (channels.test(known)) {
      known |= channels;
      changed = true;
    }
  };
  Value result = op->getResult(0);
  switch (getFlow(op)) {
  case Flow::Parallel: {
    BitVector all = kept[result];
    forEachParallelOperand(op, [&](Value operand) { all |= kept[operand]; });
    keep(result, all);
    for (Value operand : op->getOperands())
      keep(operand, getChannelCount(operand) == int64_t(all.size()) ? all : BitVector(getChannelCount(operand), true));
    break;
  }
  case Flow::Mixing: {
    auto weighted = cast<kern::WeightedOpInterface>(op);
    BitVector read(getChannelCount(weighted.getInput()));
    const BitVector &outputs = kept[result];
    forEachWeight(weighted, [&](int64_t row, int64_t channel) {
      if (outputs[row % outputs.size()])
        read.set(channel);
    });
    for (unsigned channel : read.set_bits())
      if (canFold(weighted, channel))
        read.reset(channel);
    keep(weighted.getInput(), read);
    break;
  }
  case Flow::Flattening: {
    Value input = op->getOperand(0);
    BitVector from = kept[input], to(getChannelCount(result));
    for (unsigned channel : kept[result].set_bits())
      from.set(channel % from.size());
    for (size_t i = 0; i < to.size(); ++i)
      to[i] = from[i % from.size()];
    keep(input, from);
    keep(result, to);
    break;
  }
  case Flow::Concatenating: {
    BitVector all(getChannelCount(result));
    size_t first = 0;
    for (Value operand : op->getOperands()) {
      BitVector part = kept[operand];
      for (size_t i = 0; i < part.size(); ++i) {
        if (kept[result][first + i])
          part.set(i);
        all[first + i] = part[i];
      }
      keep(operand, part);
      first += part.size();
    }
    keep(result, all);
    break;
  }
  case Flow::Unknown:
    for (Value value : llvm::concat<Value>(op->getOperands(), op->getResults()))
      keep(value, BitVector(getChannelCount(value), true));
    break;
  }
  return changed;
}

void ChannelUse::findKept(ArrayRef<Operation *> ops) {
  for (auto &[value, channels] : fixed)
    kept[value] = BitVector(channels.size());
  for (BlockArgument argument : function.getArguments())
    kept[argument].set();
  for (Value result : function.front().getTerminator()->getOperands())
    kept[result].set();
  for (bool isStable = false; !isStable;) {
    isStable = true;
    for (Operation *op : llvm::reverse(ops))
      if (propagateKept(op))
        isStable = false;
    // No tensor is empty.
    for (auto &[value, channels] : kept)
      if (isStable && channels.none()) {
        channels.set(0);
        isStable = false;
      }
  }
}

/// The input channels of `op`, not kept, that add something to its sums.
BitVector ChannelUse::getFoldedChannels(kern::WeightedOpInterface op) const {
  BitVector channels(getChannelCount(op.getInput()));
  if (!evaluated.contains(op.getInput()) || op.getInput().getType().getElementType().isF32())
    return channels;
  channels = fixed.find(op.getInput())->second;
  channels.reset(getKept(op.getInput()));
  const std::vector<std::optional<double>> &found = numbers.find(op.getInput())->second;
  for (unsigned channel : channels.set_bits())
    if (found[channel] == double(int32_t(op.getInputZeroPoint())))
      channels.reset(channel);
  return channels;
}

/// The biases of `op` with what `channels` of its input add to them, by the arithmetic of the reference evaluator.
FailureOr<FoldedBias> ChannelUse::fold(kern::WeightedOpInterface op, const BitVector &channels) const {
  int32_t zeroPoint = int32_t(op.getInputZeroPoint());
  Tensor input = evaluated.find(op.getInput())->second, weights = *Tensor::get(op.getWeights()),
         bias = *Tensor::get(op.getBias());
  for (auto [i, element] : llvm::enumerate(input.integers))
    if (!channels[i % channels.size()])
      element = zeroPoint;
  // What no output channel that is kept has does not matter.
  const BitVector &outputs = getKept(op.getOutput());
  int64_t rows = weights.shape[0], rowSize = weights.getElementCount() / rows;
  for (int64_t i = 0, e = weights.getElementCount(); i < e; ++i)
    if (!outputs[i / rowSize % outputs.size()])
      weights.setElement(i, 0);

  LinearOperator linear(op, weights);
  kern::Borders before = kern::Borders::get(op);
  std::vector<double> sums(linear.getPositionCount() * rows);
  for (int64_t position = 0; position < linear.getPositionCount(); ++position) {
    MutableArrayRef<double> own = MutableArrayRef(sums).slice(position * rows, rows);
    int64_t first = before.getIndex(position) * rows;
    for (int64_t row = 0; row < rows; ++row)
      own[row] = bias.getElement(first + row);
    linear.accumulate<int32_t>(input.integers, zeroPoint, position, own);
  }

  bool isImage = isa<kern::Conv2DOp>(op.getOperation());
  int64_t width = isImage ? op.getOutput().getType().getDimSize(2) : linear.getPositionCount();
  FoldedBias result{findBorders(sums, linear.getPositionCount() / width, width, rows), {}};
  const kern::Borders &borders = result.borders;
  result.bias = borders.getCount() > 1 ? Tensor({borders.getCount(), rows}, bias.kind) : Tensor({rows}, bias.kind);
  for (auto [i, sum] : llvm::enumerate(sums)) {
    if (!isInRange(bias.kind, int64_t(sum)))
      return op.emitOpError() << "expected a bias of 32 bits with the input channels that never change, found "
                              << int64_t(sum);
    result.bias.setElement(borders.getIndex(int64_t(i) / rows) * rows + int64_t(i) % rows, sum);
  }
  return result;
}

FailureOr<ChannelUse> ChannelUse::compute(func::FuncOp function, double instructionsPerByte) {
  ChannelUse use(function);
  SmallVector<Operation *> ops;
  for (Operation &op : function.front().without_terminator())
    ops.push_back(&op);

  for (BlockArgument argument : function.getArguments())
    use.fixed[argument] = BitVector(getChannelCount(argument));
  for (Operation *op : ops) {
    if (auto weighted = dyn_cast<kern::WeightedOpInterface>(op); weighted && failed(Tensor::get(weighted.getWeights())))
      return op->emitOpError("expected weights whose elements can be read");
    use.findFixed(op);
  }
  if (failed(use.evaluateFixed()))
    return failure();

  for (bool isSettled = false; !isSettled;) {
    isSettled = true;
    use.findKept(ops);
    use.folded.clear();
    for (Operation *op : ops) {
      auto weighted = dyn_cast<kern::WeightedOpInterface>(op);
      if (!weighted || getFlow(op) != Flow::Mixing)
        continue;
      BitVector channels = use.getFoldedChannels(weighted);
      if (channels.none())
        continue;
      FailureOr<FoldedBias> folded = use.fold(weighted, channels);
      if (failed(folded))
        return failure();
      if (folded->borders.getCount() > 1 && !isWorth(weighted, *folded, channels.count(), instructionsPerByte)) {
        use.refused.insert(op);
        isSettled = false;
      }
      use.folded[op] = std::move(*folded);
    }
  }
  return use;
}
