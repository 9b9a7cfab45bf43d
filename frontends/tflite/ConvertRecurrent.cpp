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
constexpr unsigned kInputWeights = 1, kPeepholes[] = {9, 10, 11}, kProjection[] = {16, 17},
                   kNormalization[] = {20, 21, 22, 23};
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
  if (failed(refuse(bind, kPeepholes, "peepholes")) || failed(refuse(bind, kProjection, "projection")) ||
      failed(refuse(bind, kNormalization, "layer normalization")))
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

LogicalResult expectVariables(NodeBinder &bind, ArrayRef<unsigned> states) {
  for (unsigned index : states)
    if (!bind.hasInput(index) || !bind.getInput(index).isVariable)
      return bind.error() << "expected variables for the states, found "
                          << (bind.hasInput(index) ? bind.describeInput(index) : "none");
  return success();
}

/// The types of what the cells of a sequence compute with.
struct SequenceTypes {
  Type gates, cells, output;
};

/// Those of the file, of float or of integers whose hidden states have the type of the output.
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
  if (!hasWidth(getElement(input), 8) || !hasWidth(cells, 16) || !hasWidth(output, 8) || states != output ||
      products != output)
    return bind.error()
           << "expected INT8 inputs, INT16 cells, and one type of INT8 for outputs and hidden states, found "
           << getElement(input) << ", " << cells << ", " << output << ", " << states << " and " << products;
  constexpr int kLeast = -15, kMost = -9, kGateExponent = -12;
  int exponent;
  auto type = cast<quant::UniformQuantizedType>(cells);
  if (std::frexp(type.getScale(), &exponent) != 0.5 || exponent - 1 < kLeast || exponent - 1 > kMost ||
      type.getZeroPoint() != 0)
    return bind.error() << "expected cells in steps of a power of two from 2^-15 to 2^-9 around 0, found "
                        << bind.describeInput(kCells) << " of " << cells;
  Type gates = getSymmetricType(bind.getContext(), 16, {std::ldexp(1.0, kGateExponent)}, 0, INT16_MIN, INT16_MAX);
  return SequenceTypes{gates, cells, output};
}

/// What an operator does along a sequence.
struct Sequence {
  dend::Cell cell;
  SmallVector<dend::FunctionAttr> functions;
  FloatAttr cellClip;
  bool isTimeMajor;
  SmallVector<unsigned> inputWeights, stateWeights, biases;
};

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
  emitWarning(bind.getLoc()) << "operator '" << bind.getNode().opName
                             << "': its states begin as 0 at every inference, as TFLite's do once variables are reset";
  int64_t sums = int64_t(sequence.biases.size()) * units;
  Value image = bind.reshape(input, {1, steps, 1, inputs});
  RankedTensorType gatesType = image ? bind.getType({1, steps, 1, sums}, types.gates) : nullptr;
  RankedTensorType statesType = gatesType ? bind.getType({1, steps, 1, units}, types.output) : nullptr;
  if (!statesType)
    return failure();
  SmallVector<int64_t> ones{1, 1}, none{0, 0, 0, 0};
  Value gates =
      bind.create<dend::Conv2DOp>(gatesType, image, layer.weights, layer.bias, nullptr, nullptr, ones, none, ones,
                                  uint64_t(1), nullptr, uint64_t(0), nullptr, nullptr, bind.getArithmetic(types.gates));
  OpBuilder &builder = bind.getBuilder();
  auto initialType = RankedTensorType::get({1, dend::CellShape::get(sequence.cell).states, 1, units}, types.cells);
  Type storage = types.cells.isF32() ? types.cells : builder.getI16Type();
  auto zeros = DenseElementsAttr::get(initialType.clone(storage), builder.getZeroAttr(storage));
  Value initial = dend::ConstantOp::create(builder, bind.getLoc(), initialType, zeros);
  SmallVector<Attribute> functions(sequence.functions.begin(), sequence.functions.end());
  Value states = bind.create<dend::RecurrentOp>(statesType, sequence.cell, gates, initial, recurrence.weights, nullptr,
                                                nullptr, nullptr, builder.getArrayAttr(functions),
                                                /*returns_cell=*/false, sequence.cellClip, nullptr, uint64_t(0),
                                                nullptr, bind.getArithmetic(types.output));
  return bind.result(bind.reshape(states, sequence.isTimeMajor ? Shape{steps, 1, units} : Shape{1, steps, units}));
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
                       {kInputWeights, 4, 2, 3},
                       {5, 8, 6, 7},
                       {12, 15, 13, 14}});
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
                      {dend::Cell::rnn, {activation}, FloatAttr(), options.time_major, {1}, {2}, {3}});
}

/// A queue of what a dense layer gave at the last inferences: each filter weighs its own over time, and each unit adds
/// up those of its filters.
LogicalResult tflite::convertSvdf(NodeBinder &bind) {
  Layer layer;
  schema::SVDFOptionsT options;
  dend::FunctionAttr activation;
  dend::ConstantOp time;
  if (bind.tensor(0, layer.input).options(options).ignoreInput(4).failed() ||
      bind.activation(options.fused_activation_function, activation).failed())
    return failure();
  if (isQuantized(layer.input))
    return bind.error() << "expected FLOAT32 inputs, found " << bind.describeInput(0) << " of "
                        << getTypeName(bind.getInput(0).type);
  if (failed(bindWeights(bind, layer, 1, {0, 1})) || bind.constant(2, time).failed())
    return failure();
  ArrayRef<int64_t> input = getShape(layer.input), weights = getShape(layer.weights), window = getShape(time);
  int64_t filters = weights[0], rank = options.rank;
  if (input.size() != 2 || input[0] != 1 || input[1] != weights[1] || window.size() != 2 || window[0] != filters ||
      rank < 1 || filters % rank != 0 || !getElement(time).isF32())
    return bind.error()
           << "expected an input [1, inputs], weights [filters, inputs], FLOAT32 weights of time [filters, "
              "steps] and a rank that divides the filters, found "
           << toString(input) << ", " << toString(weights) << ", " << time.getType() << " and " << rank;
  int64_t steps = window[1], units = filters / rank;
  if (failed(bindBias(bind, layer, 3, units)))
    return failure();
  if (!bind.hasInput(4) || !bind.getInput(4).isVariable || bind.getInput(4).getElementCount() != filters * steps)
    return bind.error() << "expected a variable of " << filters << " times " << steps << " elements, found "
                        << bind.describeInput(4);
  Type element = getElement(layer.input);
  auto make = [&](ArrayRef<int64_t> shape) { return bind.getType(shape, element); };
  RankedTensorType queueType = make({1, filters, steps});
  if (!queueType)
    return failure();
  const Shape &fileShape = bind.getInput(4).shape;
  Value queue = createVariable(bind, bind.getInput(4).name, make(fileShape), "0");
  queue = bind.reshape(queue, {1, filters, steps});
  Value newest = bind.create<dend::DenseOp>(make({1, filters}), layer.input, layer.weights, nullptr, nullptr, nullptr,
                                            nullptr, uint64_t(0), nullptr, nullptr, nullptr);
  newest = bind.reshape(newest, {1, filters, 1});
  if (steps > 1) {
    SmallVector<int64_t> begin{0, 0, 1}, ones{1, 1, 1};
    Value older = bind.create<dend::SliceOp>(make({1, filters, steps - 1}), queue, begin, ones);
    newest = bind.create<dend::ConcatOp>(queueType, ValueRange{older, newest}, uint64_t(2), nullptr);
  }
  bind.getState().variables.back().value = bind.reshape(newest, fileShape);
  Value product = bind.create<dend::MulOp>(queueType, newest, time.getOutput(), nullptr, nullptr);
  SmallVector<int64_t> last{2};
  auto sum = dend::ReductionKind::sum;
  Value weighed = bind.create<dend::ReduceOp>(make({1, filters, 1}), sum, product, last, nullptr);
  weighed =
      bind.create<dend::ReduceOp>(make({1, units, 1}), sum, bind.reshape(weighed, {1, units, rank}), last, nullptr);
  Value result = bind.reshape(weighed, {1, units});
  auto type = cast<RankedTensorType>(result.getType());
  if (layer.bias)
    return bind.result(bind.create<dend::AddOp>(type, result, layer.bias, activation, nullptr));
  return bind.result(activation ? bind.create<dend::UnaryOp>(type, activation, result, nullptr) : result);
}
