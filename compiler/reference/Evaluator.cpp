// Evaluator.cpp - a function's constants, borders and ops in order.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/reference/Evaluator.h"
#include "compiler/reference/Evaluation.h"

using namespace mlir;
using namespace dendc;

struct Evaluator::State {
  func::FuncOp function;
  DenseMap<Value, Tensor> constants;
  FloatOperators floatOperators;
};

Evaluator::Evaluator(std::unique_ptr<State> state) : state(std::move(state)) {}
Evaluator::Evaluator(Evaluator &&) = default;
Evaluator &Evaluator::operator=(Evaluator &&) = default;
Evaluator::~Evaluator() = default;

static LogicalResult checkFloatOp(Operation *op) {
  auto isFloat = [](Type type) { return getElementTypeOrSelf(type).isF32(); };
  auto isEmpty = [](Type type) { return cast<ShapedType>(type).getNumElements() == 0; };
  if (!isFloatOp(op))
    return op->emitOpError() << "cannot be evaluated";
  if (!llvm::all_of(op->getOperandTypes(), isFloat) || !llvm::all_of(op->getResultTypes(), isFloat))
    return op->emitOpError() << "cannot be evaluated on quantized tensors before 'lower'";
  if (llvm::any_of(op->getOperandTypes(), isEmpty) || llvm::any_of(op->getResultTypes(), isEmpty))
    return op->emitOpError() << "cannot be evaluated on tensors without elements";
  return success();
}

FailureOr<Evaluator> Evaluator::create(func::FuncOp function) {
  if (!llvm::hasSingleElement(function.getBody()))
    return function.emitError() << "expected a function of one block to evaluate, found "
                                << function.getBlocks().size();
  auto state = std::make_unique<State>();
  state->function = function;
  for (Operation &op : function.front()) {
    if (auto constant = dyn_cast<dend::ConstantOp>(op)) {
      FailureOr<Tensor> tensor = Tensor::get(constant.getValue());
      if (failed(tensor))
        return op.emitOpError() << "expected a value whose elements can be read, found " << constant.getValue();
      state->constants[constant.getOutput()] = std::move(*tensor);
      continue;
    }
    if (isa<func::ReturnOp>(op))
      continue;
    if (failed(checkFloatOp(&op)))
      return failure();
    if (auto weighted = dyn_cast<dend::WeightedOpInterface>(op)) {
      auto weights = state->constants.find(weighted.getWeights());
      if (weights == state->constants.end())
        return op.emitOpError() << "cannot be evaluated: expected constant weights";
      state->floatOperators.try_emplace(&op, getFloatOperator(weighted, weights->second));
    }
  }
  return Evaluator(std::move(state));
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

FailureOr<SmallVector<Tensor>> Evaluator::run(ArrayRef<Tensor> inputs, SignalObserver observer) const {
  func::FuncOp function = state->function;
  if (inputs.size() != function.getNumArguments())
    return function.emitError() << "expected " << function.getNumArguments() << " inputs, found " << inputs.size();
  Evaluation run(state->constants, state->floatOperators, observer);
  for (auto [index, input] : llvm::enumerate(inputs)) {
    if (failed(checkInput(function, index, input)))
      return failure();
    run.values[function.getArgument(index)] = input;
  }
  for (Operation &op : function.front().without_terminator()) {
    if (isa<dend::ConstantOp>(op))
      continue;
    Tensor result = evaluateFloatOp(&op, run);
    run.observe(&op, Signal::Kind::Result, 0, result.floats);
    run.values[op.getResult(0)] = std::move(result);
  }
  SmallVector<Tensor> outputs;
  for (Value output : function.front().getTerminator()->getOperands())
    outputs.push_back(run.get(output));
  return outputs;
}
