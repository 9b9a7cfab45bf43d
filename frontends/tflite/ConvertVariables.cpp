// ConvertVariables.cpp - values that are kept from inference to inference: a network has no state of its own, so each
// is an input of it and an output of the same name, which is the next inference's input.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/tflite/Converters.h"

#include "mlir/IR/Diagnostics.h"
#include "llvm/Support/Format.h"

using namespace mlir;
using namespace dendc;
using namespace dendc::tflite;
using schema::BuiltinOperator;

/// The variable that a VAR_HANDLE is of.
static std::string getVariableName(const Node &node) {
  const schema::VarHandleOptions *options = node.table->builtin_options_as_VarHandleOptions();
  return options && options->shared_name() ? options->shared_name()->str() : std::string();
}

/// The value that all elements of a constant have, if they do.
static std::optional<double> getOneValue(const Tensor &tensor) {
  auto find = [](const auto &values) -> std::optional<double> {
    if (values.empty() || llvm::any_of(values, [&](auto value) { return value != values.front(); }))
      return std::nullopt;
    return double(values.front());
  };
  if (!tensor.isConstant() || getElementSize(tensor.type) == 0)
    return std::nullopt;
  bool isFloat = tensor.type == schema::TensorType::FLOAT32 || tensor.type == schema::TensorType::FLOAT16;
  return isFloat ? find(tensor.getFloats()) : find(tensor.getIntegers());
}

/// What the variable called `name` is before the first inference; none where nothing says it.
static std::optional<double> getStart(const Model *start, StringRef name) {
  if (!start)
    return std::nullopt;
  for (const Node &node : start->nodes) {
    if (node.op != BuiltinOperator::ASSIGN_VARIABLE || node.inputs.size() != 2 || node.inputs[1] < 0)
      continue;
    for (const Node &handle : start->nodes)
      if (handle.op == BuiltinOperator::VAR_HANDLE && handle.outputs.front() == node.inputs[0] &&
          getVariableName(handle) == name)
        return getOneValue(start->tensors[node.inputs[1]]);
  }
  return std::nullopt;
}

Value tflite::createVariable(NodeBinder &bind, StringRef name, RankedTensorType type, double start) {
  std::string number;
  llvm::raw_string_ostream(number) << llvm::format("%g", start);
  emitWarning(bind.getLoc()) << "'" << name << "' is kept from inference to inference: it is an input of the network, "
                             << number << " in all elements before the first, and an output, which is the next input";
  GraphState &state = bind.getState();
  BlockArgument input = state.builder.getInsertionBlock()->addArgument(type, bind.getLoc());
  if (auto quantized = dyn_cast<quant::UniformQuantizedType>(type.getElementType()))
    start = (start - double(quantized.getZeroPoint())) * quantized.getScale();
  state.variables.push_back({name.str(), input, input, start});
  return input;
}

LogicalResult tflite::convertCallOnce(NodeBinder &bind) {
  schema::CallOnceOptionsT options;
  if (bind.options(options).failed())
    return failure();
  for (const Node &node : bind.getState().model.start->nodes)
    if (node.op != BuiltinOperator::VAR_HANDLE && node.op != BuiltinOperator::ASSIGN_VARIABLE)
      return bind.error() << "expected VAR_HANDLE and ASSIGN_VARIABLE in its subgraph, found " << node.opName;
  return success();
}

LogicalResult tflite::convertVarHandle(NodeBinder &bind) {
  std::string name = getVariableName(bind.getNode());
  if (name.empty())
    return bind.error() << "expected a variable with a name, found none";
  bind.getState().handles[bind.getNode().outputs.front()] = std::move(name);
  return success();
}

/// The name of the variable whose handle is operand 0; empty with an error where it is no handle.
static StringRef bindVariable(NodeBinder &bind) {
  GraphState &state = bind.getState();
  StringRef name = bind.ignoreInput(0).hasInput(0) ? StringRef(state.handles[bind.getNode().inputs[0]]) : StringRef();
  if (name.empty())
    bind.error() << "expected the handle of a variable, found " << bind.describeInput(0);
  return name;
}

LogicalResult tflite::convertReadVariable(NodeBinder &bind) {
  StringRef name = bindVariable(bind);
  if (name.empty())
    return failure();
  GraphState &state = bind.getState();
  if (const Variable *known = state.findVariable(name))
    return bind.movedResult(known->value);
  Type element = bind.getOutputElement();
  RankedTensorType type = bind.getType(bind.getOutput().shape, element);
  if (!type)
    return failure();
  std::optional<double> start = getStart(state.model.start.get(), name);
  if (!start)
    return bind.error() << "expected variable '" << name << "' to begin with one value in all elements, which "
                        << "CALL_ONCE gives it, found none";
  return bind.result(createVariable(bind, name, type, *start));
}

LogicalResult tflite::convertAssignVariable(NodeBinder &bind) {
  StringRef name = bindVariable(bind);
  Value value;
  if (name.empty() || bind.tensor(1, value).failed())
    return failure();
  GraphState &state = bind.getState();
  Variable *variable = state.findVariable(name);
  if (!variable) {
    state.variables.push_back({name.str(), nullptr, value});
    return success();
  }
  auto type = cast<RankedTensorType>(variable->value.getType());
  if (value.getType() != type) {
    auto from = dyn_cast<quant::UniformQuantizedType>(getElement(value));
    auto to = dyn_cast<quant::UniformQuantizedType>(type.getElementType());
    if (getShape(value) != type.getShape() || !from || !to || from.getStorageType() != to.getStorageType())
      return bind.error() << "expected a value of the variable's type " << type << ", found " << value.getType();
    value = bind.create<dend::ReinterpretOp>(type, value);
  }
  variable->value = value;
  return success();
}
