// ConvertRecurrent.cpp - layers with states: LSTM and RNN over a sequence, and SVDF.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/tflite/Converters.h"
#include "frontends/tflite/Layer.h"

#include "mlir/IR/Diagnostics.h"

#include <cmath>

using namespace mlir;
using namespace dendc;
using namespace dendc::tflite;

namespace {

/// Operands of an LSTM.
constexpr unsigned kInputWeights = 1, kProjection[] = {16, 17}, kNormalization[] = {20, 21, 22, 23};
constexpr unsigned kHidden = 18, kCells = 19, kOperandCount = 24;

LogicalResult refuse(NodeBinder &bind, ArrayRef<unsigned> operands, StringRef what) {
  for (unsigned index : operands)
    if (bind.hasInput(index))
      return bind.error() << "expected no " << what << ", found " << bind.describeInput(index);
  return success();
}

LogicalResult checkOptions(NodeBinder &bind, const schema::UnidirectionalSequenceLSTMOptionsT &options) {
  if (!bind.hasInput(kInputWeights))
    return bind.error() << "expected a gate for the input of its own, found none";
  if (failed(refuse(bind, kProjection, "projection")) || failed(refuse(bind, kNormalization, "layer normalization")))
    return failure();
  if (options.fused_activation_function != schema::ActivationFunctionType::TANH)
    return bind.error() << "expected the fused activation TANH, found activation "
                        << int(options.fused_activation_function);
  if (!(options.cell_clip >= 0) || !std::isfinite(options.cell_clip))
    return bind.error() << "expected a 'cell_clip' from 0 on, found " << std::to_string(options.cell_clip);
  return success();
}

/// The elements of constants of one shape, one after another, as a constant of `type`.
Value join(NodeBinder &bind, ArrayRef<Value> constants, RankedTensorType type) {
  auto joinElements = [&](auto element) {
    SmallVector<decltype(element)> joined;
    for (Value constant : constants)
      llvm::append_range(joined, cast<DenseElementsAttr>(constant.getDefiningOp<dend::ConstantOp>().getValue())
                                     .getValues<decltype(element)>());
    auto quantized = dyn_cast<quant::QuantizedType>(type.getElementType());
    Type storage = quantized ? quantized.getStorageType() : type.getElementType();
    return DenseElementsAttr::get(type.clone(storage), ArrayRef(joined));
  };
  DenseElementsAttr elements = type.getElementType().isF32() ? joinElements(0.0f) : joinElements(APInt());
  return dend::ConstantOp::create(bind.getBuilder(), bind.getLoc(), type, elements);
}

/// What the gates make of the input: operands `weights`, each of `shape`, joined as those of a dense layer, or,
/// where there are `biases`, of a convolution of one position.
LogicalResult bindGates(NodeBinder &bind, Layer &layer, ArrayRef<unsigned> weights, ArrayRef<unsigned> biases,
                        ArrayRef<int64_t> shape) {
  SmallVector<Value> weightsOfGates, biasesOfGates;
  SmallVector<double> scales, biasScales;
  for (auto [i, index] : llvm::enumerate(weights)) {
    Layer gate{layer.input, {}, {}, {}};
    if (failed(bindWeights(bind, gate, index, {0, 1})))
      return failure();
    if (getShape(gate.weights) != shape || gate.weightScales.size() > 1)
      return bind.error() << "expected " << bind.describeInput(index) << " of shape " << toString(shape)
                          << " and one scale at most, found " << toString(getShape(gate.weights)) << " and "
                          << gate.weightScales.size();
    weightsOfGates.push_back(gate.weights);
    if (!gate.weightScales.empty())
      scales.append(shape[0], gate.weightScales.front());
    if (biases.empty())
      continue;
    if (failed(bindBias(bind, gate, biases[i], shape[0])))
      return failure();
    if (!gate.bias)
      return bind.error() << "expected biases of all gates, found no operand " << biases[i];
    biasesOfGates.push_back(gate.bias);
    if (auto type = dyn_cast<quant::UniformQuantizedType>(getElement(gate.bias)))
      biasScales.append(shape[0], type.getScale());
  }
  Type f32 = bind.getBuilder().getF32Type();
  MLIRContext *context = bind.getContext();
  int64_t rows = int64_t(weights.size()) * shape[0];
  Shape size = biases.empty() ? Shape{rows, shape[1]} : Shape{rows, 1, 1, shape[1]};
  Type element = scales.empty() ? f32 : getSymmetricType(context, 8, scales, 0, INT8_MIN, INT8_MAX);
  layer.weights = join(bind, weightsOfGates, RankedTensorType::get(size, element));
  if (biases.empty())
    return success();
  element = scales.empty() ? f32 : getSymmetricType(context, 32, biasScales, 0, INT32_MIN, INT32_MAX);
  layer.bias = join(bind, biasesOfGates, RankedTensorType::get(rows, element));
  return success();
}

/// What gates see of cells: operands `peepholes`, vectors of `units`, joined; null where there are none.
FailureOr<Value> bindPeepholes(NodeBinder &bind, Value input, ArrayRef<unsigned> peepholes, int64_t units) {
  SmallVector<Value> rows;
  SmallVector<double> scales;
  for (unsigned index : peepholes) {
    if (!bind.hasInput(index))
      continue;
    Layer gate{input, {}, {}, {}};
    if (failed(bindWeights(bind, gate, index, {0}, 16)))
      return failure();
    if (getShape(gate.weights) != ArrayRef(units) || gate.weightScales.size() > 1)
      return bind.error() << "expected " << bind.describeInput(index) << " of shape [" << units
                          << "] and one scale at most, found " << toString(getShape(gate.weights)) << " and "
                          << gate.weightScales.size();
    rows.push_back(gate.weights);
    llvm::append_range(scales, gate.weightScales);
  }
  if (rows.empty())
    return Value();
  if (rows.size() != peepholes.size())
    return bind.error() << "expected peepholes of all " << peepholes.size() << " gates or of none, found "
                        << rows.size();
  Type f32 = bind.getBuilder().getF32Type();
  Type element = scales.empty() ? f32 : getSymmetricType(bind.getContext(), 16, scales, 0, INT16_MIN, INT16_MAX);
  return join(bind, rows, RankedTensorType::get({int64_t(rows.size()), units}, element));
}

LogicalResult expectVariables(NodeBinder &bind, ArrayRef<unsigned> states) {
  for (unsigned index : states)
    if (!bind.hasInput(index) || !bind.getInput(index).isVariable)
      return bind.error() << "expected variables for the states, found "
                          << (bind.hasInput(index) ? bind.describeInput(index) : "none");
  return success();
}

/// The types of what the cells of a sequence compute with.
struct SequenceTypes {
  Type gates, cells, states;
};

/// Those of the file. The integers of hidden states are also those of the output, whatever its type says of them.
FailureOr<SequenceTypes> bindLstmTypes(NodeBinder &bind, Value input) {
  Type output = bind.getOutputElement();
  if (!output || failed(expectVariables(bind, {kHidden, kCells})))
    return failure();
  if (getElement(input).isF32() && output.isF32())
    return SequenceTypes{output, output, output};
  auto getType = [&](const Tensor &tensor) {
    return getElementType(tensor, bind.getContext(), [&] { return bind.error(); });
  };
  constexpr size_t kHiddenType = 4;
  const auto *types = bind.getNode().table->intermediates();
  const std::vector<Tensor> &tensors = bind.getState().model.tensors;
  if (!types || types->size() <= kHiddenType || uint32_t(types->Get(kHiddenType)) >= tensors.size())
    return bind.error() << "expected the type of its hidden states as the fifth of its intermediates, found none";
  Type cells = getType(bind.getInput(kCells)), states = getType(bind.getInput(kHidden));
  Type products = cells && states ? getType(tensors[types->Get(kHiddenType)]) : Type();
  if (!products)
    return failure();
  auto hasWidth = [](Type type, unsigned width) {
    auto quantized = dyn_cast<quant::UniformQuantizedType>(type);
    return quantized && quantized.getStorageTypeIntegralWidth() == width;
  };
  if (!hasWidth(getElement(input), 8) || !hasWidth(cells, 16) || !hasWidth(output, 8) || !hasWidth(states, 8) ||
      products != states)
    return bind.error()
           << "expected INT8 inputs and outputs, INT16 cells, and one type of INT8 for hidden states, found "
           << getElement(input) << ", " << output << ", " << cells << ", " << states << " and " << products;
  constexpr int kLeast = -15, kMost = -9, kGateExponent = -12;
  int exponent;
  auto type = cast<quant::UniformQuantizedType>(cells);
  if (std::frexp(type.getScale(), &exponent) != 0.5 || exponent - 1 < kLeast || exponent - 1 > kMost ||
      type.getZeroPoint() != 0)
    return bind.error() << "expected cells in steps of a power of two from 2^-15 to 2^-9 around 0, found "
                        << bind.describeInput(kCells) << " of " << cells;
  Type gates = getSymmetricType(bind.getContext(), 16, {std::ldexp(1.0, kGateExponent)}, 0, INT16_MIN, INT16_MAX);
  return SequenceTypes{gates, cells, states};
}

/// What an operator does along a sequence.
struct Sequence {
  dend::Cell cell;
  SmallVector<dend::FunctionAttr> functions;
  FloatAttr cellClip;
  bool isTimeMajor;
  /// Operands.
  unsigned hidden;
  SmallVector<unsigned> inputWeights, stateWeights, biases, peepholes;
};

/// The states of `units` cells before an inference, which operand `index` keeps; null with an error where it does not
/// fit.
Value bindState(NodeBinder &bind, unsigned index, Type element, int64_t units) {
  const Tensor &variable = bind.getInput(index);
  Type type = getElementType(variable, bind.getContext(), [&] { return bind.error(); });
  if (!type)
    return {};
  if (type != element || variable.getElementCount() != units) {
    bind.error() << "expected a variable of " << units << " elements of " << element << ", found "
                 << bind.describeInput(index) << " of shape " << toString(variable.shape) << " and of " << type;
    return {};
  }
  auto quantized = dyn_cast<quant::UniformQuantizedType>(element);
  double start = quantized ? double(quantized.getZeroPoint()) : 0;
  return bind.reshape(createVariable(bind, variable.name, RankedTensorType::get(variable.shape, element), start),
                      {1, 1, 1, units});
}

/// What the cells add up from the input, of all steps at once, and then the cells.
LogicalResult giveSequence(NodeBinder &bind, Value input, const SequenceTypes &types, const Sequence &sequence) {
  ArrayRef<int64_t> shape = getShape(input), output = bind.getOutput().shape;
  if (shape.size() != 3 || output.size() != 3 || shape[sequence.isTimeMajor ? 1 : 0] != 1)
    return bind.error() << "expected input and output of rank 3 with a batch of 1, found " << toString(shape) << " and "
                        << toString(output);
  int64_t steps = shape[sequence.isTimeMajor ? 0 : 1], inputs = shape[2], units = output[2];
  Layer layer{input, {}, {}, {}}, recurrence = layer;
  if (failed(bindGates(bind, layer, sequence.inputWeights, sequence.biases, {units, inputs})) ||
      failed(bindGates(bind, recurrence, sequence.stateWeights, {}, {units, units})))
    return failure();
  FailureOr<Value> peepholes = bindPeepholes(bind, input, sequence.peepholes, units);
  if (failed(peepholes))
    return failure();
  int64_t sums = int64_t(sequence.biases.size()) * units;
  Value image = bind.reshape(input, {1, steps, 1, inputs});
  RankedTensorType gatesType = image ? bind.getType({1, steps, 1, sums}, types.gates) : nullptr;
  RankedTensorType statesType = gatesType ? bind.getType({1, steps, 1, units}, types.states) : nullptr;
  if (!statesType)
    return failure();
  SmallVector<int64_t> ones{1, 1}, none{0, 0, 0, 0};
  Value gates =
      bind.create<dend::Conv2DOp>(gatesType, image, layer.weights, layer.bias, nullptr, nullptr, ones, none, ones,
                                  uint64_t(1), nullptr, uint64_t(0), nullptr, nullptr, bind.getArithmetic(types.gates));
  std::vector<Variable> &variables = bind.getState().variables;
  size_t firstState = variables.size();
  Value hidden = bindState(bind, sequence.hidden, types.states, units), cells;
  if (hidden && sequence.cell == dend::Cell::lstm)
    cells = bindState(bind, kCells, types.cells, units);
  if (!hidden || (sequence.cell == dend::Cell::lstm && !cells))
    return failure();
  SmallVector<Attribute> functions(sequence.functions.begin(), sequence.functions.end());
  auto op = dend::RecurrentOp::create(bind.getBuilder(), bind.getLoc(), statesType, cells ? cells.getType() : Type(),
                                      sequence.cell, gates, hidden, cells, recurrence.weights, nullptr, *peepholes,
                                      nullptr, nullptr, bind.getBuilder().getArrayAttr(functions), sequence.cellClip,
                                      nullptr, uint64_t(0), nullptr, bind.getArithmetic(types.states));
  SmallVector<int64_t> last{0, steps - 1, 0, 0}, one{1, 1, 1, 1};
  Value left = bind.create<dend::SliceOp>(cast<RankedTensorType>(hidden.getType()), op.getOutput(), last, one);
  variables[firstState].value = bind.reshape(left, getShape(variables[firstState].input));
  if (cells)
    variables[firstState + 1].value = bind.reshape(op.getFinalCell(), getShape(variables[firstState + 1].input));
  Shape size = sequence.isTimeMajor ? Shape{steps, 1, units} : Shape{1, steps, units};
  return bind.result(bind.reinterpret(bind.reshape(op.getOutput(), size)));
}

} // namespace

LogicalResult tflite::convertSequenceLstm(NodeBinder &bind) {
  Value input;
  schema::UnidirectionalSequenceLSTMOptionsT options;
  if (bind.tensor(0, input).options(options).ignoreInput(kOperandCount - 1).failed() ||
      failed(checkOptions(bind, options)))
    return failure();
  FailureOr<SequenceTypes> types = bindLstmTypes(bind, input);
  if (failed(types))
    return failure();
  auto getFunction = [&](StringRef name) { return dend::FunctionAttr::get(bind.getContext(), name); };
  FloatAttr clip = options.cell_clip > 0 ? bind.getBuilder().getF32FloatAttr(options.cell_clip) : FloatAttr();
  // Gates for input, output, forgetting and the cell, in the order of dend.
  return giveSequence(bind, input, *types,
                      {dend::Cell::lstm,
                       {getFunction("sigmoid"), getFunction("tanh"), getFunction("tanh")},
                       clip,
                       options.time_major,
                       kHidden,
                       {kInputWeights, 4, 2, 3},
                       {5, 8, 6, 7},
                       {12, 15, 13, 14},
                       {9, 11, 10}});
}

LogicalResult tflite::convertSequenceRnn(NodeBinder &bind) {
  constexpr unsigned kState = 4;
  Value input;
  schema::SequenceRNNOptionsT options;
  if (bind.tensor(0, input).options(options).ignoreInput(kState).failed())
    return failure();
  bool isTanh = options.fused_activation_function == schema::ActivationFunctionType::TANH;
  auto activation = dend::FunctionAttr::get(bind.getContext(), isTanh ? "tanh" : "identity");
  if ((!isTanh && bind.activation(options.fused_activation_function, activation).failed()) ||
      failed(expectVariables(bind, {kState})))
    return failure();
  Type element = bind.getOutputElement();
  if (!element)
    return failure();
  if (!element.isF32() || !getElement(input).isF32())
    return bind.error() << "expected FLOAT32 inputs and outputs, found " << bind.describeInput(0) << " of "
                        << getTypeName(bind.getInput(0).type);
  return giveSequence(bind, input, {element, element, element},
                      {dend::Cell::rnn, {activation}, FloatAttr(), options.time_major, kState, {1}, {2}, {3}, {}});
}

/// An SVDF: a queue of what the filters of a dense layer gave at the last inferences. Each filter weighs its own over
/// time, and each unit adds up those of its filters.
namespace {
struct Svdf {
  Layer layer;
  dend::ConstantOp time;
  dend::FunctionAttr activation;
  int64_t filters, steps, units;
  /// Of the queue.
  Type element;
};
} // namespace

static constexpr unsigned kTimeWeights = 2, kSvdfBias = 3, kQueue = 4;

static LogicalResult bindSvdf(NodeBinder &bind, Svdf &svdf) {
  schema::SVDFOptionsT options;
  if (bind.tensor(0, svdf.layer.input).options(options).ignoreInput(kQueue).failed() ||
      bind.activation(options.fused_activation_function, svdf.activation).failed() ||
      failed(bindWeights(bind, svdf.layer, 1, {0, 1})) || bind.constant(kTimeWeights, svdf.time).failed())
    return failure();
  ArrayRef<int64_t> input = getShape(svdf.layer.input), weights = getShape(svdf.layer.weights),
                    window = getShape(svdf.time);
  int64_t rank = options.rank;
  if (input.size() != 2 || input[0] != 1 || input[1] != weights[1] || window.size() != 2 || window[0] != weights[0] ||
      rank < 1 || weights[0] % rank != 0)
    return bind.error() << "expected an input [1, inputs], weights [filters, inputs], weights of time [filters, steps] "
                           "and a rank that divides the filters, found "
                        << toString(input) << ", " << toString(weights) << ", " << toString(window) << " and " << rank;
  svdf.filters = weights[0];
  svdf.steps = window[1];
  svdf.units = svdf.filters / rank;
  if (!bind.hasInput(kQueue) || !bind.getInput(kQueue).isVariable ||
      bind.getInput(kQueue).getElementCount() != svdf.filters * svdf.steps)
    return bind.error() << "expected a variable of " << svdf.filters << " times " << svdf.steps << " elements, found "
                        << bind.describeInput(kQueue);
  svdf.element = getElementType(bind.getInput(kQueue), bind.getContext(), [&] { return bind.error(); });
  return svdf.element ? success() : failure();
}

/// Checks the types of an SVDF and binds its bias.
static LogicalResult bindSvdfTypes(NodeBinder &bind, Svdf &svdf) {
  Type input = getElement(svdf.layer.input), time = getElement(svdf.time);
  auto getQuantized = [](Type type, unsigned width) {
    auto quantized = dyn_cast<quant::UniformQuantizedType>(type);
    return quantized && quantized.getStorageTypeIntegralWidth() == width ? quantized : quant::UniformQuantizedType();
  };
  auto isAroundZero = [](quant::UniformQuantizedType type) { return type && type.getZeroPoint() == 0; };
  if (input.isF32()) {
    if (!time.isF32() || !svdf.element.isF32())
      return bind.error() << "expected FLOAT32 weights of time and state, found " << time << " and " << svdf.element;
  } else {
    quant::UniformQuantizedType from = getQuantized(input, 8), weight = getQuantized(time, 16),
                                state = getQuantized(svdf.element, 16);
    if (!from || !isAroundZero(weight) || !isAroundZero(state) || svdf.layer.weightScales.size() > 1)
      return bind.error() << "expected INT8 inputs, one scale of weights, and INT16 weights of time and state around "
                             "0, found "
                          << input << ", " << svdf.layer.weightScales.size() << ", " << time << " and " << svdf.element;
    // The bias counts products of states and weights of time.
    svdf.layer.weightScales = {weight.getScale() * state.getScale() / from.getScale()};
  }
  return bindBias(bind, svdf.layer, kSvdfBias, svdf.units);
}

/// The queue, `[filters, steps]`, with what the filters give of the input as its newest step.
static Value moveQueue(NodeBinder &bind, const Svdf &svdf) {
  const Tensor &variable = bind.getInput(kQueue);
  auto make = [&](ArrayRef<int64_t> shape) { return bind.getType(shape, svdf.element); };
  RankedTensorType type = make({svdf.filters, svdf.steps});
  if (!type)
    return {};
  Value newest =
      bind.create<dend::DenseOp>(make({1, svdf.filters}), svdf.layer.input, svdf.layer.weights, nullptr, nullptr,
                                 nullptr, nullptr, uint64_t(0), nullptr, nullptr, bind.getArithmetic(svdf.element));
  newest = bind.reshape(newest, {svdf.filters, 1});
  Value queue = createVariable(bind, variable.name, make(variable.shape), 0);
  if (svdf.steps > 1) {
    SmallVector<int64_t> begin{0, 1}, ones{1, 1};
    Value older = bind.create<dend::SliceOp>(make({svdf.filters, svdf.steps - 1}), bind.reshape(queue, type.getShape()),
                                             begin, ones);
    newest =
        bind.create<dend::ConcatOp>(type, ValueRange{older, newest}, uint64_t(1), bind.getArithmetic(svdf.element));
  }
  bind.getState().variables.back().value = bind.reshape(newest, variable.shape);
  return newest;
}

LogicalResult tflite::convertSvdf(NodeBinder &bind) {
  Svdf svdf;
  if (failed(bindSvdf(bind, svdf)) || failed(bindSvdfTypes(bind, svdf)))
    return failure();
  Type element = bind.getOutputElement();
  if (failed(checkKinds(bind, svdf.layer.input, element)))
    return failure();
  Value queue = moveQueue(bind, svdf);
  if (!queue)
    return failure();
  SmallVector<int64_t> last{1};
  if (!element.isF32()) {
    // What relu cuts off, the reference leaves to the type of the output.
    Shape rows{svdf.units, svdf.filters / svdf.units * svdf.steps};
    queue = bind.reshape(queue, rows);
    Value time = bind.reshape(svdf.time, rows);
    Value products = bind.create<dend::DotOp>(bind.getType({svdf.units}, element), queue, time, svdf.layer.bias,
                                              bind.getArithmetic(element));
    return bind.result(bind.reshape(products, {1, svdf.units}));
  }
  auto type = cast<RankedTensorType>(queue.getType());
  Value product = bind.create<dend::MulOp>(type, queue, svdf.time.getOutput(), nullptr, nullptr);
  auto sum = dend::ReductionKind::sum;
  Value weighed = bind.create<dend::ReduceOp>(bind.getType({svdf.filters, 1}, element), sum, product, last, nullptr);
  weighed = bind.create<dend::ReduceOp>(bind.getType({svdf.units, 1}, element), sum,
                                        bind.reshape(weighed, {svdf.units, svdf.filters / svdf.units}), last, nullptr);
  Value result = bind.reshape(weighed, {1, svdf.units});
  type = cast<RankedTensorType>(result.getType());
  if (svdf.layer.bias)
    return bind.result(bind.create<dend::AddOp>(type, result, svdf.layer.bias, svdf.activation, nullptr));
  return bind.result(svdf.activation ? bind.create<dend::UnaryOp>(type, svdf.activation, result, nullptr) : result);
}
