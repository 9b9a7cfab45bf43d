// Evaluator.cpp - a function's constants, borders and ops in order.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/reference/Evaluator.h"
#include "compiler/reference/Evaluation.h"

#include "mlir/IR/TypeUtilities.h"

using namespace mlir;
using namespace dendc;

struct Evaluator::State {
  func::FuncOp function;
  TensorMap constants;
  DenseMap<Operation *, Neurons> neurons;
};

Evaluator::Evaluator(std::unique_ptr<State> state) : state(std::move(state)) {}
Evaluator::Evaluator(Evaluator &&) = default;
Evaluator &Evaluator::operator=(Evaluator &&) = default;
Evaluator::~Evaluator() = default;

static LogicalResult checkOp(Operation *op) {
  auto isEmpty = [](Type type) { return cast<ShapedType>(type).getNumElements() == 0; };
  auto isQuantized = [](Type type) { return isa<quant::QuantizedType>(getElementTypeOrSelf(type)); };
  if (!isa_and_nonnull<dend::DendDialect, kern::KernDialect>(op->getDialect()))
    return op->emitOpError() << "cannot be evaluated";
  if (llvm::any_of(op->getOperandTypes(), isQuantized) || llvm::any_of(op->getResultTypes(), isQuantized))
    return op->emitOpError() << "cannot be evaluated on quantized tensors before 'lower'";
  if (llvm::any_of(op->getOperandTypes(), isEmpty) || llvm::any_of(op->getResultTypes(), isEmpty))
    return op->emitOpError() << "cannot be evaluated on tensors without elements";
  return success();
}

static FailureOr<Tensor> readConstant(Operation *op, ElementsAttr value) {
  FailureOr<Tensor> tensor = Tensor::get(value);
  if (failed(tensor))
    op->emitOpError() << "expected a constant whose elements can be read, found " << value;
  return tensor;
}

/// Reads the constants of a weighted op of either dialect; `read` gives an operand or attribute as a tensor, of rank 0
/// where it is absent.
template <typename Op, typename Read>
static LogicalResult addNeurons(Op op, const kern::Borders &borders, DenseMap<Operation *, Neurons> &neurons,
                                Read read) {
  FailureOr<Tensor> weights = read(op.getWeights()), bias = read(op.getBias()), between = read(op.getBetween()),
                    toNeuron = read(op.getToNeuron());
  if (failed(weights) || failed(bias) || failed(between) || failed(toNeuron))
    return failure();
  auto toDoubles = [](const Tensor &tensor, int64_t count) {
    std::vector<double> values(count, 0.0);
    for (int64_t i = 0; i < count && !tensor.shape.empty(); ++i)
      values[i] = tensor.getElement(i);
    return values;
  };
  int64_t channels = op.getChannelCount(), dendrites = op.getDendriteCount();
  neurons.try_emplace(op, Neurons{LinearOperator(op, *weights), channels, dendrites,
                                  toDoubles(*bias, borders.getCount() * (dendrites + 1) * channels),
                                  toDoubles(*between, dendrites * (dendrites - 1) / 2 * channels),
                                  toDoubles(*toNeuron, dendrites * channels), Scalar(op.getDendriteFunction()),
                                  Scalar(op.getActivation()), borders});
  return success();
}

static LogicalResult addNeurons(Operation *op, const TensorMap &constants, DenseMap<Operation *, Neurons> &neurons) {
  if (auto weighted = dyn_cast<dend::WeightedOpInterface>(op))
    return addNeurons(weighted, {}, neurons, [&](Value value) -> FailureOr<Tensor> {
      auto constant = constants.find(value);
      if (!value || constant != constants.end())
        return value ? constant->second : Tensor();
      return op->emitOpError() << "cannot be evaluated: expected constant weights and coefficients";
    });
  if (auto weighted = dyn_cast<kern::WeightedOpInterface>(op))
    return addNeurons(weighted, kern::Borders::get(weighted), neurons,
                      [&](std::optional<ElementsAttr> value) -> FailureOr<Tensor> {
                        return value ? readConstant(op, *value) : Tensor();
                      });
  return success();
}

FailureOr<Evaluator> Evaluator::create(func::FuncOp function) {
  if (!llvm::hasSingleElement(function.getBody()))
    return function.emitError() << "expected a function of one block to evaluate, found "
                                << function.getBlocks().size();
  auto state = std::make_unique<State>();
  state->function = function;
  WalkResult result = function.front().walk<WalkOrder::PreOrder>([&](Operation *op) -> WalkResult {
    if (isa<dend::ConstantOp, kern::ConstantOp>(op)) {
      FailureOr<Tensor> tensor = readConstant(op, op->getAttrOfType<ElementsAttr>("value"));
      if (succeeded(tensor))
        state->constants[op->getResult(0)] = std::move(*tensor);
      return failed(tensor) ? WalkResult::interrupt() : WalkResult::advance();
    }
    if (isa<func::ReturnOp>(op))
      return WalkResult::advance();
    return failure(failed(checkOp(op)) || failed(addNeurons(op, state->constants, state->neurons)));
  });
  if (result.wasInterrupted())
    return failure();
  return Evaluator(std::move(state));
}

LogicalResult Evaluator::update(Operation *op) {
  for (Value operand : op->getOperands())
    if (auto constant = operand.getDefiningOp<dend::ConstantOp>()) {
      FailureOr<Tensor> tensor = readConstant(constant, constant.getValue());
      if (failed(tensor))
        return failure();
      state->constants[operand] = std::move(*tensor);
    }
  state->neurons.erase(op);
  return addNeurons(op, state->constants, state->neurons);
}

/// Whether `tensor` can be an argument of `type`.
static LogicalResult checkInput(func::FuncOp function, unsigned index, const Tensor &tensor) {
  auto type = cast<ShapedType>(function.getArgumentTypes()[index]);
  std::optional<ElementKind> kind = getElementKind(type.getElementType());
  if (kind && *kind == tensor.kind && type.getShape() == ArrayRef(tensor.shape))
    return success();
  return function.emitError() << "expected input " << index << " of type " << type << ", found "
                              << toString(tensor.shape, tensor.kind);
}

/// Cuts the last row off an image of floats.
static Tensor takeLastRow(Tensor &image) {
  Tensor row({1, 1, image.shape[2], image.shape[3]}, image.kind);
  --image.shape[1];
  row.floats.assign(image.floats.end() - row.getElementCount(), image.floats.end());
  image.floats.resize(image.getElementCount());
  return row;
}

LogicalResult Evaluator::evaluate(Operation *op, TensorMap &values, SignalObserver observer) const {
  Evaluation run{state->constants, state->neurons, values, observer};
  if (auto stream = dyn_cast<kern::StreamOp>(op)) { // on whole tensors: the bits are the same
    for (Operation &inner : stream.getBody().front().without_terminator())
      if (failed(evaluate(&inner, values, observer)))
        return failure();
    for (auto [result, value] : llvm::zip_equal(stream.getResults(), stream.getYield().getValues())) {
      Tensor tensor = run.get(value);
      values[result] = std::move(tensor);
    }
    return success();
  }
  if (state->constants.contains(op->getResult(0)))
    return success();
  std::optional<Tensor> moved = evaluateMovement(op, run);
  std::optional<Tensor> computed = moved ? std::move(moved) : evaluateFloatOp(op, run);
  FailureOr<Tensor> result = computed ? FailureOr<Tensor>(std::move(*computed)) : evaluateIntegerOp(op, run);
  if (failed(result))
    return failure();
  if (auto recurrent = dyn_cast<dend::RecurrentOp>(op); recurrent && recurrent.getFinalCell())
    values[recurrent.getFinalCell()] = takeLastRow(*result);
  if (result->isFloat())
    run.observe(op, Signal::Kind::Result, 0, result->floats);
  values[op->getResult(0)] = std::move(*result);
  return success();
}

FailureOr<SmallVector<Tensor>> Evaluator::run(ArrayRef<Tensor> inputs, SignalObserver observer) const {
  func::FuncOp function = state->function;
  if (inputs.size() != function.getNumArguments())
    return function.emitError() << "expected " << function.getNumArguments() << " inputs, found " << inputs.size();
  TensorMap values;
  for (auto [index, input] : llvm::enumerate(inputs)) {
    if (failed(checkInput(function, index, input)))
      return failure();
    values[function.getArgument(index)] = input;
  }
  for (Operation &op : function.front().without_terminator())
    if (failed(evaluate(&op, values, observer)))
      return failure();
  SmallVector<Tensor> outputs;
  for (Value output : function.front().getTerminator()->getOperands()) {
    auto constant = state->constants.find(output);
    outputs.push_back(constant != state->constants.end() ? constant->second : values[output]);
  }
  return outputs;
}
