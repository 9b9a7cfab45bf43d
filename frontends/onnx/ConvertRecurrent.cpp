// ConvertRecurrent.cpp - recurrent layers: what their cells add up from the input at all steps at once, and the cells.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/onnx/Converters.h"

#include <cmath>

using namespace mlir;
using namespace dendc;
using namespace dendc::onnx;

namespace {

/// A scalar function as these operators name it, and its parameters where the node gives none.
struct ActivationName {
  StringLiteral name, function;
  std::optional<double> alpha, beta;
};

constexpr ActivationName kActivations[] = {
    {"Elu", "elu", 1.0, std::nullopt},
    {"HardSigmoid", "hard_sigmoid", 0.2, 0.5},
    {"LeakyRelu", "leaky_relu", 0.01, std::nullopt},
    {"Relu", "relu", std::nullopt, std::nullopt},
    {"Sigmoid", "sigmoid", std::nullopt, std::nullopt},
    {"Softplus", "softplus", std::nullopt, std::nullopt},
    {"Softsign", "softsign", std::nullopt, std::nullopt},
    {"Tanh", "tanh", std::nullopt, std::nullopt},
    {"ThresholdedRelu", "thresholded_relu", 1.0, std::nullopt},
};

/// One node while it is converted.
class RecurrentNode {
public:
  RecurrentNode(NodeBinder &bind, OpEmitter &emit, dend::Cell cell) : bind(bind), emit(emit), cell(cell) {}

  LogicalResult convert();

private:
  LogicalResult bindAttributes();
  LogicalResult bindFunctions();
  LogicalResult bindOperands();
  LogicalResult checkShapes();
  LogicalResult checkLengths();

  /// Part `direction` of an operand, without the axis that counts directions.
  Value getPart(Value operand, int64_t direction) const;
  void convertDirection(int64_t direction, bool isBackward);
  Value makeGates(int64_t direction, bool isBackward, Value &resetBias);
  SmallVector<Value, 2> makeInitial(int64_t direction);
  /// Steps in the opposite order.
  Value turn(Value sequence);
  Value getLastStep(Value sequence);
  LogicalResult setResults();

  NodeBinder &bind;
  OpEmitter &emit;
  dend::Cell cell;
  dend::CellShape shape{};
  std::string direction;
  int64_t directionCount = 1, layout = 0, units = 0;
  /// By direction.
  SmallVector<SmallVector<dend::FunctionAttr>> functions;
  Value input, weights, recurrence, bias, initial, initialCell, peepholes;
  int64_t steps = 0, width = 0, inputs = 0;
  /// By direction: all steps, in the order of the input, and the states after the last one made.
  SmallVector<Value> sequences, lastStates, lastCells;
};

} // namespace

LogicalResult RecurrentNode::bindAttributes() {
  bind.attribute("direction", direction, "forward").attribute("hidden_size", units, 0);
  if (bind.getVersion() >= 14)
    bind.attribute("layout", layout, 0);
  if (cell == dend::Cell::gru) {
    int64_t resetAfter;
    if (bind.attribute("linear_before_reset", resetAfter, 0).failed())
      return failure();
    cell = resetAfter ? dend::Cell::gru_reset_after : cell;
  } else if (cell == dend::Cell::lstm) {
    int64_t inputForget;
    if (bind.attribute("input_forget", inputForget, 0).failed())
      return failure();
    if (inputForget)
      return bind.error() << "expected gates for input and forgetting of their own, found attribute 'input_forget' set";
  }
  if (bind.failed())
    return failure();
  shape = dend::CellShape::get(cell);
  if (bind.hasAttribute("clip"))
    return bind.error() << "expected sums without limits, found attribute 'clip'";
  if (direction != "forward" && direction != "reverse" && direction != "bidirectional")
    return bind.error() << "expected attribute 'direction' to be forward, reverse or bidirectional, found '"
                        << direction << "'";
  directionCount = direction == "bidirectional" ? 2 : 1;
  if (layout != 0 && layout != 1)
    return bind.error() << "expected attribute 'layout' to be 0 or 1, found " << layout;
  return bindFunctions();
}

LogicalResult RecurrentNode::bindFunctions() {
  SmallVector<std::string> names;
  std::vector<double> alphas, betas;
  if (const NodeAttribute *found = bind.findAttribute("activations"))
    names.assign(found->strings.begin(), found->strings.end());
  if (const NodeAttribute *found = bind.findAttribute("activation_alpha"))
    alphas = found->reals;
  if (const NodeAttribute *found = bind.findAttribute("activation_beta"))
    betas = found->reals;
  if (names.empty())
    for (int64_t i = 0; i < directionCount; ++i)
      for (int64_t f = 0; f < shape.functions; ++f)
        names.push_back(f == 0 && cell != dend::Cell::rnn ? "Sigmoid" : "Tanh");
  if (int64_t(names.size()) != directionCount * shape.functions)
    return bind.error() << "expected " << directionCount * shape.functions << " activations, found " << names.size();
  for (double value : llvm::concat<double>(alphas, betas))
    if (!std::isfinite(value))
      return bind.error() << "expected finite parameters of activations, found " << value;
  ArrayRef<double> alphasLeft = alphas, betasLeft = betas;
  functions.resize(directionCount);
  for (auto [index, name] : llvm::enumerate(names)) {
    const auto *known = llvm::find_if(
        kActivations, [&](const ActivationName &a) { return StringRef(name).equals_insensitive(a.name); });
    if (known == std::end(kActivations)) {
      InFlightDiagnostic error = bind.error() << "expected activations among ";
      llvm::interleaveComma(kActivations, error, [&](const ActivationName &a) { error << "'" << a.name << "'"; });
      return error << ", found '" << name << "'";
    }
    SmallVector<double> parameters;
    auto add = [&](std::optional<double> value, ArrayRef<double> &given) {
      if (!value)
        return;
      parameters.push_back(given.empty() ? *value : given.front());
      given = given.drop_front(!given.empty());
    };
    add(known->alpha, alphasLeft);
    add(known->beta, betasLeft);
    functions[index / shape.functions].push_back(emit.function(known->function, parameters));
  }
  return success();
}

LogicalResult RecurrentNode::bindOperands() {
  bind.tensor(0, input).tensor(1, weights).tensor(2, recurrence).optionalTensor(3, bias).ignoreInput(4);
  bind.optionalTensor(5, initial);
  if (cell == dend::Cell::lstm)
    bind.optionalTensor(6, initialCell).optionalTensor(7, peepholes);
  if (bind.failed())
    return failure();
  for (Value operand : {weights, recurrence, bias, peepholes})
    if (operand && !emit.isConstant(operand))
      return bind.error() << "expected weights and biases known when compiling, found values computed from the "
                             "network's input";
  return checkShapes();
}

LogicalResult RecurrentNode::checkShapes() {
  if (getShape(input).size() != 3)
    return bind.error() << "expected an input of rank 3, found shape " << toString(getShape(input));
  if (layout == 0 && bind.keepBatch(input, 0).failed())
    return failure();
  steps = getShape(input)[layout];
  width = getShape(input)[1 - layout];
  inputs = getShape(input)[2];
  if (units == 0 && getShape(recurrence).size() == 3) // may be left to the shapes
    units = getShape(recurrence)[2];
  int64_t rows = shape.gates * units;
  Shape states = layout ? Shape{width, directionCount, units} : Shape{directionCount, width, units};
  const std::tuple<StringRef, Value, Shape> expected[] = {
      {"W", weights, {directionCount, rows, inputs}},
      {"R", recurrence, {directionCount, rows, units}},
      {"B", bias, {directionCount, 2 * rows}},
      {"initial_h", initial, states},
      {"initial_c", initialCell, states},
      {"P", peepholes, {directionCount, 3 * units}},
  };
  for (auto &[name, operand, size] : expected)
    if (operand && getShape(operand) != ArrayRef<int64_t>(size))
      return bind.error() << "expected '" << name << "' of shape " << toString(size) << ", found "
                          << toString(getShape(operand));
  return checkLengths();
}

LogicalResult RecurrentNode::checkLengths() {
  SmallVector<int64_t> lengths;
  if (!bind.hasInput(4))
    return success();
  if (bind.integers(4, lengths).failed())
    return failure();
  for (int64_t length : lengths)
    if (length != steps)
      return bind.error() << "expected sequences of all " << steps << " steps, found one of " << length;
  return success();
}

Value RecurrentNode::getPart(Value operand, int64_t direction) const {
  Shape size(getShape(operand)), begin(size.size(), 0), steps(size.size(), 1);
  size[0] = 1;
  begin[0] = direction;
  return emit.reshape(emit.slice(operand, begin, steps, size), ArrayRef<int64_t>(size).drop_front());
}

Value RecurrentNode::turn(Value sequence) {
  return emit.slice(sequence, {0, steps - 1, 0, 0}, {1, -1, 1, 1}, getShape(sequence));
}

Value RecurrentNode::getLastStep(Value sequence) {
  return emit.slice(sequence, {0, steps - 1, 0, 0}, {1, 1, 1, 1}, {1, 1, width, units});
}

/// The sums without the states, all biases in them but those that are reset with the state.
Value RecurrentNode::makeGates(int64_t direction, bool isBackward, Value &resetBias) {
  int64_t rows = shape.gates * units;
  Value sequence = layout ? emit.transpose(input, {1, 0, 2}) : input;
  sequence = emit.reshape(sequence, {1, steps, width, inputs});
  if (isBackward)
    sequence = turn(sequence);
  Value sums;
  if (bias) {
    Value both = getPart(bias, direction);
    Value own = emit.slice(both, {rows}, {1}, {rows});
    sums = emit.slice(both, {0}, {1}, {rows});
    if (cell == dend::Cell::gru_reset_after) {
      std::vector<float> isReset(rows, 0.0f);
      std::fill(isReset.end() - units, isReset.end(), 1.0f);
      resetBias = emit.binary<dend::MulOp>(own, emit.constant({rows}, isReset));
      own = emit.binary<dend::SubOp>(own, resetBias);
    }
    sums = emit.binary<dend::AddOp>(sums, own);
  }
  const int64_t ones[] = {1, 1}, noPadding[] = {0, 0, 0, 0};
  Value matrix = emit.reshape(getPart(weights, direction), {rows, 1, 1, inputs});
  return emit.conv2d(sequence, matrix, sums, {ones, ones, ones, noPadding}, /*groups=*/1);
}

SmallVector<Value, 2> RecurrentNode::makeInitial(int64_t direction) {
  SmallVector<Value, 2> states;
  for (Value state : {initial, initialCell}) {
    if (int64_t(states.size()) == shape.states)
      break;
    if (state)
      state = getPart(layout ? emit.transpose(state, {1, 0, 2}) : state, direction);
    else
      state = emit.constant({width, units}, std::vector<float>(width * units, 0.0f));
    states.push_back(emit.reshape(state, {1, 1, width, units}));
  }
  return states;
}

void RecurrentNode::convertDirection(int64_t direction, bool isBackward) {
  Value resetBias;
  Value gates = makeGates(direction, isBackward, resetBias);
  SmallVector<Value, 2> first = makeInitial(direction);
  Value matrix = getPart(recurrence, direction);
  Value seen = peepholes ? emit.reshape(getPart(peepholes, direction), {3, units}) : Value();
  dend::RecurrentOp op = emit.recurrent(cell, gates, first, matrix, resetBias, seen, functions[direction]);
  Value sequence = op ? op.getOutput() : Value();
  lastStates.push_back(getLastStep(sequence));
  sequences.push_back(isBackward ? turn(sequence) : sequence);
  if (cell == dend::Cell::lstm)
    lastCells.push_back(op ? op.getFinalCell() : Value());
}

LogicalResult RecurrentNode::setResults() {
  auto join = [&](ArrayRef<Value> parts, int64_t rows) {
    SmallVector<Value> list;
    for (Value part : parts)
      list.push_back(emit.reshape(part, {rows, 1, width, units}));
    return emit.concat(list, 1);
  };
  Value all = join(sequences, steps);
  if (layout)
    all = emit.transpose(all, {2, 0, 1, 3});
  if (failed(bind.result(all)))
    return failure();
  for (auto [index, parts] : {std::pair<unsigned, ArrayRef<Value>>{1, lastStates}, {2, lastCells}}) {
    if (parts.empty())
      continue;
    Value last = emit.reshape(join(parts, 1), {directionCount, width, units});
    if (failed(bind.result(layout ? emit.transpose(last, {1, 0, 2}) : last, index)))
      return failure();
  }
  return success();
}

LogicalResult RecurrentNode::convert() {
  if (failed(bindAttributes()) || failed(bindOperands()))
    return failure();
  for (int64_t i = 0; i < directionCount; ++i)
    convertDirection(i, direction == "reverse" || i == 1);
  return setResults();
}

LogicalResult onnx::convertRecurrent(NodeBinder &bind, OpEmitter &emit, dend::Cell cell) {
  return RecurrentNode(bind, emit, cell).convert();
}
