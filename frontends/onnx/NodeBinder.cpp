// NodeBinder.cpp - collects what a converter asks of its node.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/onnx/NodeBinder.h"
#include "dialects/dend/Constants.h"
#include "frontends/emit/FoldValue.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

#include <cmath>

using namespace mlir;
using namespace dendc;
using namespace dendc::onnx;

Value onnx::materialize(GraphValue &value, StringRef name, GraphState &state, Location loc) {
  if (value.value)
    return value.value;
  const Tensor &known = *value.known;
  if (!known.isFloat()) {
    emitError(loc) << "expected '" << name << "' to be a tensor of floats, found " << getTypeName(known.type);
    return {};
  }
  Location constantLoc = name.empty() ? loc : Location(NameLoc::get(state.builder.getStringAttr(name)));
  if (std::string found = describeNotFinite(known.floats); !found.empty()) {
    emitError(constantLoc) << "expected finite values, found " << found;
    return {};
  }
  value.value = OpEmitter(state.builder, constantLoc, state.varying).constant(known.shape, known.floats);
  return value.value;
}

NodeBinder::NodeBinder(const Node &node, GraphState &state)
    : node(node), state(state),
      emitter(state.builder, NameLoc::get(state.builder.getStringAttr(node.name)), state.varying) {}

InFlightDiagnostic NodeBinder::error() {
  hasFailed = true;
  return emitter.error();
}

//===----------------------------------------------------------------------===//
// Operands
//===----------------------------------------------------------------------===//

std::string NodeBinder::describeInput(unsigned index) const {
  return "input " + std::to_string(index) + (hasInput(index) ? " ('" + node.inputs[index] + "')" : "");
}

GraphValue *NodeBinder::findInput(unsigned index) {
  if (ignoreInput(index).failed())
    return nullptr;
  if (hasInput(index))
    return &state.values.find(node.inputs[index])->second;
  error() << "expected " << describeInput(index) << ", found none";
  return nullptr;
}

NodeBinder &NodeBinder::elements(unsigned index, Value &value) {
  GraphValue *found = findInput(index);
  if (!found)
    return *this;
  value = materialize(*found, node.inputs[index], state, emitter.getLoc());
  hasFailed |= !value;
  if (value && moved && *moved != found->grid)
    error() << "expected operands of one type, scale and zero point, found others for " << describeInput(index);
  moved = found->grid;
  return *this;
}

NodeBinder &NodeBinder::tensor(unsigned index, Value &value) {
  if (GraphValue *found = findInput(index)) {
    if (found->grid) {
      error() << "expected " << describeInput(index) << " to be a tensor of floats, found "
              << getTypeName(found->grid.type);
      return *this;
    }
    value = materialize(*found, node.inputs[index], state, emitter.getLoc());
    hasFailed |= !value;
  }
  return *this;
}

NodeBinder &NodeBinder::optionalTensor(unsigned index, Value &value) {
  return hasInput(index) ? tensor(index, value) : ignoreInput(index);
}

NodeBinder &NodeBinder::any(unsigned index, GraphValue &value) {
  if (GraphValue *found = findInput(index))
    value = *found;
  return *this;
}

NodeBinder &NodeBinder::known(unsigned index, std::shared_ptr<const Tensor> &tensor) {
  GraphValue *found = findInput(index);
  if (!found)
    return *this;
  if (!found->known)
    if (DenseElementsAttr folded = foldValue(found->value))
      found->known = std::make_shared<Tensor>(
          Tensor{ElementType::Float32, Shape(folded.getType().getShape()), dend::getFloatVector(folded), {}});
  tensor = found->known;
  if (!tensor)
    error() << "expected " << describeInput(index) << " to be known when compiling, found a value that is computed "
            << (emitter.isConstant(found->value) ? "by an operator that is not evaluated" : "from the network's input");
  return *this;
}

NodeBinder &NodeBinder::ignoreInput(unsigned index) {
  boundInputCount = std::max(boundInputCount, index + 1);
  return *this;
}

const Tensor *NodeBinder::getKnownInteger(unsigned index) {
  GraphValue *found = findInput(index);
  return found && found->known && !found->known->isFloat() ? found->known.get() : nullptr;
}

NodeBinder &NodeBinder::integers(unsigned index, SmallVector<int64_t> &values) {
  std::shared_ptr<const Tensor> tensor;
  if (known(index, tensor).failed())
    return *this;
  if (tensor->isFloat() || tensor->shape.size() > 1)
    error() << "expected " << describeInput(index) << " to be a vector of integers, found " << getTypeName(tensor->type)
            << " of shape " << toString(tensor->shape);
  else
    values.assign(tensor->integers.begin(), tensor->integers.end());
  return *this;
}

NodeBinder &NodeBinder::optionalScalar(unsigned index, double &value) {
  std::shared_ptr<const Tensor> tensor;
  if (ignoreInput(index).failed() || !hasInput(index) || known(index, tensor).failed())
    return *this;
  if (tensor->getElementCount() != 1)
    error() << "expected " << describeInput(index) << " to be one number, found shape " << toString(tensor->shape);
  else
    value = tensor->isFloat() ? double(tensor->floats[0]) : double(tensor->integers[0]);
  return *this;
}

ArrayRef<int64_t> NodeBinder::getInputShape(unsigned index) {
  GraphValue *found = findInput(index);
  if (!found)
    return {};
  return found->value ? getShape(found->value) : ArrayRef<int64_t>(found->known->shape);
}

//===----------------------------------------------------------------------===//
// Attributes
//===----------------------------------------------------------------------===//

const NodeAttribute *NodeBinder::findAttribute(StringRef name) {
  boundAttributes.insert(name);
  auto found = llvm::find_if(node.attributes, [&](const NodeAttribute &a) { return a.name == name; });
  return found == node.attributes.end() ? nullptr : &*found;
}

bool NodeBinder::hasAttribute(StringRef name) const {
  return llvm::any_of(node.attributes, [&](const NodeAttribute &a) { return a.name == name; });
}

const NodeAttribute *NodeBinder::take(StringRef name, NodeAttribute::Kind kind, StringRef kindName, bool isRequired) {
  if (hasFailed)
    return nullptr;
  const NodeAttribute *attribute = findAttribute(name);
  if (attribute && attribute->kind == kind)
    return attribute;
  if (attribute)
    error() << "expected attribute '" << name << "' to be " << kindName << ", found another type";
  else if (isRequired)
    error() << "expected attribute '" << name << "' (" << kindName << "), found none";
  return nullptr;
}

NodeBinder &NodeBinder::attribute(StringRef name, int64_t &value, std::optional<int64_t> defaultValue) {
  value = defaultValue.value_or(0);
  if (const NodeAttribute *found = take(name, NodeAttribute::Kind::Integer, "an integer", !defaultValue))
    value = found->integer;
  return *this;
}

NodeBinder &NodeBinder::attribute(StringRef name, double &value, double defaultValue, bool mayBeInfinite) {
  value = defaultValue;
  if (const NodeAttribute *found = take(name, NodeAttribute::Kind::Float, "a float", false)) {
    value = found->real;
    if (std::isnan(value) || (std::isinf(value) && !mayBeInfinite))
      error() << "expected attribute '" << name << "' to be a finite number, found "
              << (std::isnan(value) ? "NaN" : "infinity");
  }
  return *this;
}

NodeBinder &NodeBinder::attribute(StringRef name, std::string &value, StringRef defaultValue) {
  value = defaultValue.str();
  if (const NodeAttribute *found = take(name, NodeAttribute::Kind::String, "a string", false))
    value = found->string;
  return *this;
}

NodeBinder &NodeBinder::optionalAttribute(StringRef name, SmallVector<int64_t> &values) {
  if (const NodeAttribute *found = take(name, NodeAttribute::Kind::Integers, "a list of integers", false))
    values.assign(found->integers.begin(), found->integers.end());
  return *this;
}

NodeBinder &NodeBinder::ignore(StringRef name) {
  boundAttributes.insert(name);
  return *this;
}

NodeBinder &NodeBinder::attributeOrInput(int64_t version, StringRef name, unsigned index,
                                         std::optional<SmallVector<int64_t>> &values) {
  SmallVector<int64_t> list;
  if (getVersion() < version) {
    if (const NodeAttribute *found = take(name, NodeAttribute::Kind::Integers, "a list of integers", false))
      values.emplace(found->integers.begin(), found->integers.end());
    return *this;
  }
  if (!ignoreInput(index).failed() && hasInput(index) && !integers(index, list).failed())
    values = std::move(list);
  return *this;
}

NodeBinder &NodeBinder::axis(int64_t &axis, int64_t rank, bool allowEnd) {
  if (hasFailed)
    return *this;
  int64_t last = rank - (allowEnd ? 0 : 1);
  if (axis < -rank || axis > last)
    error() << "expected an axis from " << -rank << " to " << last << ", found " << axis;
  else if (axis < 0)
    axis += rank;
  return *this;
}

NodeBinder &NodeBinder::keepBatch(Value input, int64_t axis) {
  bool isBatch = axis == 0 && state.fileBatch != 1 && !emitter.isConstant(input) && getShape(input)[0] == 1;
  if (!hasFailed && isBatch)
    error() << "expected an operator that keeps the samples of the batch apart, found one along axis 0";
  return *this;
}

FailureOr<int64_t> NodeBinder::countEvaluated(ArrayRef<int64_t> shape) {
  std::optional<int64_t> count = countElements(shape);
  if (count && *count <= kMaxEvaluatedCount)
    return *count;
  return error() << "expected at most " << kMaxRank << " axes of sizes from 0 on and at most " << kMaxEvaluatedCount
                 << " elements where values are computed when compiling, found shape " << toString(shape);
}

//===----------------------------------------------------------------------===//
// Results
//===----------------------------------------------------------------------===//

LogicalResult NodeBinder::result(GraphValue value, unsigned index) {
  if (index < node.outputs.size() && !node.outputs[index].empty())
    state.values[node.outputs[index]] = std::move(value);
  return success();
}

LogicalResult NodeBinder::result(Value value, unsigned index) {
  return value ? result(GraphValue{nullptr, value, moved.value_or(Grid())}, index) : failure();
}

LogicalResult NodeBinder::result(Tensor tensor, unsigned index) {
  return result(GraphValue{std::make_shared<Tensor>(std::move(tensor)), nullptr, {}}, index);
}

LogicalResult NodeBinder::expectReaders(unsigned index, ArrayRef<StringRef> readers) {
  if (index >= node.outputs.size() || node.outputs[index].empty())
    return success();
  const std::string &name = node.outputs[index];
  std::string other;
  for (const ValueInfo &output : state.outputs)
    if (output.name == name)
      other = "as an output of the network";
  for (const Node &reader : state.nodes)
    if (llvm::is_contained(reader.inputs, name) && !llvm::is_contained(readers, reader.op))
      other = "by '" + reader.op + "'";
  if (other.empty())
    return success();
  return error() << "expected results that only '" << llvm::join(readers, "' and '") << "' "
                 << (readers.size() == 1 ? "reads" : "read") << ", found " << name << " read " << other;
}

LogicalResult NodeBinder::finish() {
  for (const NodeAttribute &attribute : node.attributes)
    if (!boundAttributes.contains(attribute.name))
      return error() << "attribute '" << attribute.name << "' of operator '" << node.op
                     << "' is not supported in version " << getVersion();
  for (unsigned index = boundInputCount; index < node.inputs.size(); ++index)
    if (hasInput(index))
      return error() << "expected at most " << boundInputCount << " inputs, found " << describeInput(index);
  for (unsigned index = 0; index < node.outputs.size(); ++index)
    if (state.usedNames.contains(node.outputs[index]) && !state.values.contains(node.outputs[index]))
      return error() << "output " << index << " ('" << node.outputs[index] << "') of operator '" << node.op
                     << "' is not supported";
  return success();
}
