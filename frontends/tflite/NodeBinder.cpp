// NodeBinder.cpp - collects what a converter asks of its operator.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/tflite/NodeBinder.h"

#include "mlir/IR/Diagnostics.h"
#include "llvm/ADT/STLExtras.h"

#include <cmath>

using namespace mlir;
using namespace dendc;
using namespace dendc::tflite;
using schema::ActivationFunctionType;

/// Largest magnitude of integers that converters compute with: more than any size, less than what overflows.
static constexpr int64_t kMaxInteger = int64_t(1) << 40;

Variable *GraphState::findVariable(StringRef name) {
  auto found = llvm::find_if(variables, [&](const Variable &variable) { return variable.name == name; });
  return found == variables.end() ? nullptr : &*found;
}

Shape tflite::getBlockedShape(ArrayRef<int64_t> shape, ArrayRef<int64_t> blocks) {
  Shape result(shape);
  for (size_t axis = 1; axis < blocks.size(); ++axis) {
    result[axis] /= blocks[axis];
    result[0] *= blocks[axis];
  }
  return result;
}

Value tflite::materialize(GraphState &state, int32_t index, llvm::function_ref<InFlightDiagnostic()> emitError) {
  Value &value = state.values[index];
  const Tensor &tensor = state.model.tensors[index];
  if (value && state.blocks[index].empty())
    return value;
  if (value) {
    emitError() << "expected '" << tensor.name << "' with a batch of 1, found "
                << toString(getBlockedShape(getShape(value), state.blocks[index])) << " of SPACE_TO_BATCH_ND";
    return {};
  }
  if (tensor.isVariable || tensor.getElementCount() == 0) {
    emitError() << "expected '" << tensor.name << "' to be computed or constant and not empty, found "
                << (tensor.isVariable ? "a variable" : "no elements");
    return {};
  }
  Type element = getElementType(tensor, state.builder.getContext(), emitError);
  if (!element)
    return {};
  if (!tensor.isConstant()) { // an integer the importer computed: of a type that was refused above
    emitError() << "expected '" << tensor.name << "' to be a tensor of numbers, found integers";
    return {};
  }
  DenseElementsAttr elements = getElements(tensor, element);
  if (element.isF32())
    for (float number : elements.getValues<float>())
      if (!std::isfinite(number)) {
        emitError() << "expected '" << tensor.name << "' to hold finite values, found "
                    << (std::isnan(number) ? "NaN" : "infinity");
        return {};
      }
  Location loc = NameLoc::get(state.builder.getStringAttr(tensor.name));
  return value = dend::ConstantOp::create(state.builder, loc, RankedTensorType::get(tensor.shape, element), elements);
}

NodeBinder::NodeBinder(const Node &node, GraphState &state)
    : node(node), state(state), loc(NameLoc::get(state.builder.getStringAttr(node.name))) {}

InFlightDiagnostic NodeBinder::error() {
  hasFailed = true;
  InFlightDiagnostic error = emitError(loc);
  error << "operator '" << node.opName << "': ";
  return error;
}

//===----------------------------------------------------------------------===//
// Operands
//===----------------------------------------------------------------------===//

std::string NodeBinder::describeInput(unsigned index) const {
  return hasInput(index) ? "'" + getInput(index).name + "'" : "input " + std::to_string(index);
}

void NodeBinder::warnOfHalves(unsigned index) {
  if (!hasFailed && hasInput(index) && getInput(index).type == schema::TensorType::UINT8)
    emitWarning(loc) << "operator '" << node.opName
                     << "': halves are rounded as those of INT8, away from zero: results "
                     << "of UINT8 may be one step off";
}

NodeBinder &NodeBinder::ignoreInput(unsigned index) {
  boundInputCount = std::max(boundInputCount, index + 1);
  return *this;
}

bool NodeBinder::checkInput(unsigned index) {
  if (ignoreInput(index).failed())
    return false;
  if (!hasInput(index))
    error() << "expected " << describeInput(index) << ", found none";
  return !hasFailed;
}

NodeBinder &NodeBinder::tensor(unsigned index, Value &value) {
  if (elements(index, value).failed() || !getInput(index).lacksScale())
    return *this;
  error() << "expected " << describeInput(index) << ", " << getTypeName(getInput(index).type)
          << ", to have a scale and a zero point, found none";
  return *this;
}

NodeBinder &NodeBinder::elements(unsigned index, Value &value) {
  if (checkInput(index)) {
    value = materialize(state, node.inputs[index], [&] { return error(); });
    hasFailed |= !value;
  }
  return *this;
}

NodeBinder &NodeBinder::optionalTensor(unsigned index, Value &value) {
  return hasInput(index) ? tensor(index, value) : ignoreInput(index);
}

NodeBinder &NodeBinder::blocked(unsigned index, Value &value, Shape &blocks) {
  if (!hasInput(index) || state.blocks[node.inputs[index]].empty())
    return tensor(index, value);
  ignoreInput(index);
  value = state.values[node.inputs[index]];
  blocks = state.blocks[node.inputs[index]];
  return *this;
}

NodeBinder &NodeBinder::constant(unsigned index, dend::ConstantOp &value) {
  Value found;
  if (tensor(index, found).failed())
    return *this;
  value = found.getDefiningOp<dend::ConstantOp>();
  if (!value)
    error() << "expected " << describeInput(index) << " to be known when compiling, found a computed value";
  return *this;
}

std::optional<std::vector<int64_t>> NodeBinder::findIntegers(unsigned index) const {
  if (!hasInput(index))
    return std::nullopt;
  const Tensor &tensor = getInput(index);
  if (tensor.isConstant() && tensor.isInteger())
    return tensor.getIntegers();
  return state.integers[node.inputs[index]];
}

NodeBinder &NodeBinder::integers(unsigned index, SmallVector<int64_t> &values) {
  if (!checkInput(index))
    return *this;
  const Tensor &tensor = getInput(index);
  std::optional<std::vector<int64_t>> found = findIntegers(index);
  values.clear();
  if (!tensor.isInteger() || tensor.shape.size() > 1)
    error() << "expected " << describeInput(index) << " to be a vector of INT32 or INT64, found "
            << getTypeName(tensor.type) << " of shape " << toString(tensor.shape);
  else if (!found)
    error() << "expected " << describeInput(index) << " to be known when compiling, found a computed value";
  else
    for (int64_t value : *found) // what is beyond any size stays beyond it
      values.push_back(std::clamp(value, -kMaxInteger, kMaxInteger));
  return *this;
}

NodeBinder &NodeBinder::integer(unsigned index, int64_t &value) {
  SmallVector<int64_t> values;
  if (integers(index, values).failed())
    return *this;
  if (values.size() != 1)
    error() << "expected " << describeInput(index) << " to be one number, found " << values.size();
  else
    value = values.front();
  return *this;
}

//===----------------------------------------------------------------------===//
// Options
//===----------------------------------------------------------------------===//

bool NodeBinder::checkOptions(schema::BuiltinOptions kind) {
  hasBoundOptions = true;
  schema::BuiltinOptions found = node.table->builtin_options_type();
  if (hasFailed || found == schema::BuiltinOptions::NONE || !node.table->builtin_options())
    return false;
  if (found != kind) {
    StringRef name = schema::EnumNameBuiltinOptions(found);
    error() << "expected options '" << schema::EnumNameBuiltinOptions(kind) << "', found "
            << (name.empty() ? "options " + std::to_string(unsigned(found)) : "'" + name.str() + "'");
  }
  return found == kind;
}

NodeBinder &NodeBinder::activation(ActivationFunctionType type, dend::FunctionAttr &function) {
  MLIRContext *context = getContext();
  switch (type) {
  case ActivationFunctionType::NONE:
    break;
  case ActivationFunctionType::RELU:
    function = dend::FunctionAttr::get(context, "relu");
    break;
  case ActivationFunctionType::RELU_N1_TO_1:
    function = dend::FunctionAttr::get(context, "clip", {-1.0, 1.0});
    break;
  case ActivationFunctionType::RELU6:
    function = dend::FunctionAttr::get(context, "clip", {0.0, 6.0});
    break;
  default:
    if (!hasFailed)
      error() << "expected a fused activation NONE, RELU, RELU_N1_TO_1 or RELU6, found "
              << (type == ActivationFunctionType::TANH       ? "TANH"
                  : type == ActivationFunctionType::SIGN_BIT ? "SIGN_BIT"
                                                             : "activation " + std::to_string(int(type)));
  }
  return *this;
}

NodeBinder &NodeBinder::axis(int64_t &axis, int64_t rank) {
  if (hasFailed)
    return *this;
  if (axis < -rank || axis >= rank)
    error() << "expected an axis from " << -rank << " to " << rank - 1 << ", found " << axis;
  else if (axis < 0)
    axis += rank;
  return *this;
}

NodeBinder &NodeBinder::axes(SmallVector<int64_t> &axes, int64_t rank) {
  for (int64_t &entry : axes)
    axis(entry, rank);
  llvm::sort(axes);
  axes.erase(llvm::unique(axes), axes.end());
  return *this;
}

//===----------------------------------------------------------------------===//
// Results
//===----------------------------------------------------------------------===//

Type NodeBinder::getAnyOutputElement(unsigned index) {
  return hasFailed ? Type() : getElementType(getOutput(index), getContext(), [&] { return error(); });
}

Type NodeBinder::getOutputElement(unsigned index) {
  Type element = getAnyOutputElement(index);
  if (!element || !getOutput(index).lacksScale())
    return element;
  error() << "expected '" << getOutput(index).name << "', " << getTypeName(getOutput(index).type)
          << ", to have a scale and a zero point, found none";
  return {};
}

dend::ArithmeticKindAttr NodeBinder::getArithmetic(Type element) const {
  return element.isF32() ? dend::ArithmeticKindAttr()
                         : dend::ArithmeticKindAttr::get(getContext(), dend::ArithmeticKind::tflite);
}

RankedTensorType NodeBinder::getType(ArrayRef<int64_t> shape, Type element) {
  if (!element || hasFailed)
    return {};
  std::optional<int64_t> count = countElements(shape);
  if (count && *count != 0)
    return RankedTensorType::get(shape, element);
  error() << "expected at most " << kMaxRank << " axes of sizes from 1 on and at most " << kMaxElementCount
          << " elements, found shape " << toString(shape);
  return {};
}

Value NodeBinder::reshape(Value input, ArrayRef<int64_t> shape) {
  RankedTensorType type = input ? getType(shape, getElement(input)) : RankedTensorType();
  if (!type || type == input.getType())
    return type ? input : Value();
  if (type.getNumElements() == cast<RankedTensorType>(input.getType()).getNumElements())
    return create<dend::ReshapeOp>(type, input);
  error() << "expected a shape of as many elements as " << toString(getShape(input)) << ", found " << toString(shape);
  return {};
}

bool NodeBinder::checkShape(Value value, const Tensor &output, ArrayRef<int64_t> blocks) {
  Shape found = getBlockedShape(getShape(value), blocks);
  bool fits = found.size() == output.shape.size();
  for (size_t axis = 0; fits && axis < found.size(); ++axis)
    fits = found[axis] == output.shape[axis] || (output.openAxes >> axis & 1);
  if (!fits)
    error() << "expected output '" << output.name << "' of shape " << toString(found) << ", found "
            << toString(output.shape);
  return fits;
}

LogicalResult NodeBinder::result(Value value, unsigned index, ArrayRef<int64_t> blocks) {
  const Tensor &output = getOutput(index);
  if (!value || hasFailed || !checkShape(value, output, blocks))
    return failure();
  Type element = getAnyOutputElement(index);
  if (!element)
    return failure();
  if (element != getElement(value))
    return error() << "expected output '" << output.name << "' of type " << getElement(value) << ", found " << element;
  state.values[node.outputs[index]] = value;
  state.blocks[node.outputs[index]] = Shape(blocks);
  return success();
}

Value NodeBinder::reinterpret(Value value, unsigned index) {
  Type element = value ? getAnyOutputElement(index) : Type();
  if (!element || element == getElement(value))
    return element ? value : Value();
  auto from = dyn_cast<quant::UniformQuantizedType>(getElement(value));
  auto to = dyn_cast<quant::UniformQuantizedType>(element);
  if (from && to && from.getStorageType() == to.getStorageType())
    return create<dend::ReinterpretOp>(cast<RankedTensorType>(value.getType()).clone(element), value);
  error() << "expected output '" << getOutput(index).name << "' of the input's type, found "
          << getTypeName(getOutput(index).type);
  return {};
}

LogicalResult NodeBinder::movedResult(Value value, unsigned index, ArrayRef<int64_t> blocks) {
  return getOutput(index).isInteger() ? wholeResult(value, index) : result(reinterpret(value, index), index, blocks);
}

LogicalResult NodeBinder::wholeResult(Value value, unsigned index) {
  const Tensor &output = getOutput(index);
  if (!value || hasFailed || !checkShape(value, output))
    return failure();
  if (!output.isInteger() && output.type != schema::TensorType::BOOL)
    return error() << "expected output '" << output.name << "' of INT32 or INT64, found " << getTypeName(output.type);
  state.values[node.outputs[index]] = value;
  return success();
}

LogicalResult NodeBinder::result(std::vector<int64_t> integers, unsigned index) {
  if (hasFailed)
    return failure();
  const Tensor &output = getOutput(index);
  if (!output.isInteger())
    return error() << "expected output '" << output.name << "' of INT32 or INT64, found " << getTypeName(output.type);
  state.integers[node.outputs[index]] = std::move(integers);
  return success();
}

LogicalResult NodeBinder::finish() {
  for (unsigned index = boundInputCount; index < node.inputs.size(); ++index)
    if (hasInput(index))
      return error() << "expected at most " << boundInputCount << " inputs, found " << describeInput(index);
  return success();
}
