// NodeBinder.h - what a converter asks of its node: operands, attributes, defaults; and where it leaves the results.
// A converter binds all it needs and then checks `failed()` once; the first mismatch was reported at the node.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef FRONTENDS_ONNX_NODEBINDER_H
#define FRONTENDS_ONNX_NODEBINDER_H

#include "frontends/emit/OpEmitter.h"
#include "frontends/onnx/Model.h"

#include "llvm/ADT/StringSet.h"

#include <memory>

namespace dendc::onnx {

/// How integers of the file stand for real numbers.
struct Grid {
  /// The integers' type in the file.
  ElementType type = ElementType::Undefined;
  /// The same in dend, a `!quant` type of signed storage; null where a value is no such integer.
  mlir::Type element;
  /// Chosen at run time: `element` only stands for it.
  bool isDynamic = false;

  explicit operator bool() const { return bool(element); }
  bool operator==(const Grid &other) const {
    return type == other.type && element == other.element && isDynamic == other.isDynamic;
  }
  bool operator!=(const Grid &other) const { return !(*this == other); }
};

/// A value of the graph: a tensor known at import, a dend value, or, for a known float that an op uses, both.
/// Integers and booleans exist at import only, but for those that stand for real numbers: a quantized tensor is the
/// float value its integers stand for, and its grid.
struct GraphValue {
  std::shared_ptr<const Tensor> known;
  mlir::Value value;
  Grid grid = {};
};

/// What is known of the network while its nodes are imported one after the other.
struct GraphState {
  mlir::OpBuilder builder;
  /// By name.
  llvm::StringMap<GraphValue> values;
  llvm::StringSet<> usedNames;
  /// Values that depend on the inputs of the network.
  llvm::DenseSet<mlir::Value> varying;
  /// Of the model.
  llvm::ArrayRef<Node> nodes;
  llvm::ArrayRef<ValueInfo> outputs;
  /// Batch the file fixes its constants to; none where it leaves the batch open.
  std::optional<int64_t> fileBatch;
};

class NodeBinder {
public:
  NodeBinder(const Node &node, GraphState &state);

  const Node &getNode() const { return node; }
  int64_t getVersion() const { return node.version; }
  std::optional<int64_t> getFileBatch() const { return state.fileBatch; }
  OpEmitter &getEmitter() { return emitter; }
  bool failed() const { return hasFailed; }
  /// An error at the node; binding has failed.
  mlir::InFlightDiagnostic error();

  // Operands. Required ones fail when absent; optional ones leave the variable as it was.

  unsigned getInputCount() const { return node.inputs.size(); }
  bool hasInput(unsigned index) const { return index < node.inputs.size() && !node.inputs[index].empty(); }
  /// A tensor whose elements the operator moves or compares, but does not compute with: floats, or quantized ones. The
  /// node's results are on the same grid.
  NodeBinder &elements(unsigned index, mlir::Value &value);
  /// A float tensor.
  NodeBinder &tensor(unsigned index, mlir::Value &value);
  NodeBinder &optionalTensor(unsigned index, mlir::Value &value);
  /// Integers known at import, a vector or a scalar.
  NodeBinder &integers(unsigned index, llvm::SmallVector<int64_t> &values);
  /// One number known at import, float or integer.
  NodeBinder &optionalScalar(unsigned index, double &value);
  /// The integers or booleans of an operand, or null when it is a float. No error.
  const Tensor *getKnownInteger(unsigned index);
  /// The values of an operand of any type, where they are known at import.
  NodeBinder &known(unsigned index, std::shared_ptr<const Tensor> &tensor);
  /// The operand as it is, whatever its type.
  NodeBinder &any(unsigned index, GraphValue &value);
  /// Has no influence on what the network computes.
  NodeBinder &ignoreInput(unsigned index);
  mlir::ArrayRef<int64_t> getInputShape(unsigned index);

  // Attributes. Without a default they are required.

  bool hasAttribute(llvm::StringRef name) const;
  NodeBinder &attribute(llvm::StringRef name, int64_t &value, std::optional<int64_t> defaultValue = std::nullopt);
  /// Finite, or also infinite; never NaN.
  NodeBinder &attribute(llvm::StringRef name, double &value, double defaultValue, bool mayBeInfinite = false);
  NodeBinder &attribute(llvm::StringRef name, std::string &value, llvm::StringRef defaultValue);
  /// Lists stay as they were when absent.
  NodeBinder &optionalAttribute(llvm::StringRef name, llvm::SmallVector<int64_t> &values);
  /// Any attribute, or null.
  const NodeAttribute *findAttribute(llvm::StringRef name);
  /// Has no influence on what the network computes.
  NodeBinder &ignore(llvm::StringRef name);
  /// What was an attribute before `version` and is an operand from it on; none where absent.
  NodeBinder &attributeOrInput(int64_t version, llvm::StringRef name, unsigned index,
                               std::optional<llvm::SmallVector<int64_t>> &values);
  /// Makes `axis` count from the first of `rank` axes; `rank` itself is allowed where `allowEnd`.
  NodeBinder &axis(int64_t &axis, int64_t rank, bool allowEnd = false);
  /// Fails where the operator would mix the samples of a batch: `axis` is 0, and `input` is of size 1 along it only
  /// because this compiler made the batch of the file 1.
  NodeBinder &keepBatch(mlir::Value input, int64_t axis);

  /// Number of elements of a tensor that is evaluated at import; failure, reported, where that is too large.
  mlir::FailureOr<int64_t> countEvaluated(llvm::ArrayRef<int64_t> shape);

  // Results. Null is failure, its reason already reported.

  mlir::LogicalResult result(mlir::Value value, unsigned index = 0);
  mlir::LogicalResult result(mlir::FailureOr<mlir::Value> value) {
    return mlir::failed(value) ? mlir::failure() : result(*value);
  }
  mlir::LogicalResult result(Tensor tensor, unsigned index = 0);
  mlir::LogicalResult result(GraphValue value, unsigned index = 0);

  /// Fails where anything but nodes of the operators `readers` reads result `index`.
  mlir::LogicalResult expectReaders(unsigned index, llvm::ArrayRef<llvm::StringRef> readers);

  /// After the converter: nothing the node says may have been left unread, nothing others use left without a result.
  mlir::LogicalResult finish();

private:
  GraphValue *findInput(unsigned index);
  std::string describeInput(unsigned index) const;
  const NodeAttribute *take(llvm::StringRef name, NodeAttribute::Kind kind, llvm::StringRef kindName, bool isRequired);

  const Node &node;
  GraphState &state;
  OpEmitter emitter;
  bool hasFailed = false;
  /// The grid of what `elements` bound, once it did.
  std::optional<Grid> moved;
  unsigned boundInputCount = 0;
  llvm::StringSet<> boundAttributes;
};

/// The dend value of a float; null with an error at `loc` for integers and for values that are not finite.
mlir::Value materialize(GraphValue &value, llvm::StringRef name, GraphState &state, mlir::Location loc);

} // namespace dendc::onnx

#endif
