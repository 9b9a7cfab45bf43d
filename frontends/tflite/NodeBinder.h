// NodeBinder.h - what a converter asks of its operator: operands, options, the types of results; and where it leaves
// the results. A converter binds all it needs and then checks `failed()` once; the first mismatch was reported at the
// operator.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef FRONTENDS_TFLITE_NODEBINDER_H
#define FRONTENDS_TFLITE_NODEBINDER_H

#include "frontends/emit/OpEmitter.h"
#include "frontends/tflite/Model.h"
#include "frontends/tflite/Types.h"

#include "mlir/IR/Builders.h"

namespace dendc::tflite {

using frontend::getElement;
inline bool isQuantized(mlir::Value value) { return dend::isQuantized(value.getType()); }

/// What keeps its value from inference to inference: an input of the network, and an output that is the next one's
/// input.
struct Variable {
  std::string name;
  /// At the beginning of an inference; null where it is assigned before it is read.
  mlir::BlockArgument input;
  mlir::Value value;
  /// All its elements before the first inference, as real numbers.
  double start = 0;
};

/// What is known of the network while its operators are imported one after the other; both by index of the tensor.
struct GraphState {
  const Model &model;
  mlir::OpBuilder builder;
  std::vector<mlir::Value> values;
  /// Integers that operators computed; those of constants are in the model.
  std::vector<std::optional<std::vector<int64_t>>> integers;
  /// Of what SPACE_TO_BATCH_ND made of one image the value is that image: image (i, j) of the batch has every n-th
  /// element of it from (i, j) on. Here is n for each axis; empty where the value is as the file has it.
  std::vector<Shape> blocks;
  /// Of handles, what they are the handles of.
  std::vector<std::string> handles;
  std::vector<Variable> variables;
  /// What emitters note of the values they make; nothing here asks for it.
  llvm::DenseSet<mlir::Value> varying;

  /// The variable called `name`, or null.
  Variable *findVariable(llvm::StringRef name);
};

class NodeBinder {
public:
  NodeBinder(const Node &node, GraphState &state);

  const Node &getNode() const { return node; }
  mlir::Location getLoc() const { return loc; }
  mlir::OpBuilder &getBuilder() { return state.builder; }
  mlir::MLIRContext *getContext() const { return loc.getContext(); }
  bool failed() const { return hasFailed; }
  GraphState &getState() { return state; }
  /// Makes float ops at the operator's location.
  OpEmitter getEmitter() { return OpEmitter(state.builder, loc, state.varying); }
  /// An error at the operator, which it names; binding has failed.
  mlir::InFlightDiagnostic error();

  // Operands. Required ones fail when absent; optional ones leave the variable as it was.

  unsigned getInputCount() const { return node.inputs.size(); }
  bool hasInput(unsigned index) const { return index < node.inputs.size() && node.inputs[index] >= 0; }
  /// 'name' of the tensor, for messages.
  std::string describeInput(unsigned index) const;
  /// The tensor as the file has it. The operand is given.
  const Tensor &getInput(unsigned index) const { return state.model.tensors[node.inputs[index]]; }
  /// A tensor of numbers, float or quantized.
  NodeBinder &tensor(unsigned index, mlir::Value &value);
  /// The same; integers without a scale stand for themselves.
  NodeBinder &elements(unsigned index, mlir::Value &value);
  /// Whether an operator gave the operand as a value of the network.
  bool isComputed(unsigned index) const { return hasInput(index) && state.values[node.inputs[index]]; }
  NodeBinder &optionalTensor(unsigned index, mlir::Value &value);
  /// A tensor that may be a batch of interleaved images (GraphState::blocks).
  NodeBinder &blocked(unsigned index, mlir::Value &value, Shape &blocks);
  /// A tensor whose values are in the file, or computed from such when compiling.
  NodeBinder &constant(unsigned index, dend::ConstantOp &value);
  /// Integers that are known when compiling, in a vector or a scalar.
  NodeBinder &integers(unsigned index, llvm::SmallVector<int64_t> &values);
  /// The same of one number.
  NodeBinder &integer(unsigned index, int64_t &value);
  /// The integers of an operand, whatever its shape, or none; no error.
  std::optional<std::vector<int64_t>> findIntegers(unsigned index) const;
  /// Says that halves of UINT8 are rounded as those of INT8 are, where the operand is UINT8.
  void warnOfHalves(unsigned index);
  /// Has no influence on what the network computes.
  NodeBinder &ignoreInput(unsigned index);

  // Options.

  /// The operator's options of the format's table `Table`; the format's defaults where the file has none.
  template <typename Table> NodeBinder &options(Table &values) {
    using Options = typename Table::TableType;
    constexpr auto kind = schema::BuiltinOptionsTraits<Options>::enum_value;
    if (checkOptions(kind))
      static_cast<const Options *>(node.table->builtin_options())->UnPackTo(&values);
    return *this;
  }
  /// The activation that is fused into the operator, or null.
  NodeBinder &activation(schema::ActivationFunctionType type, dend::FunctionAttr &function);

  /// Makes `axis` count from the first of `rank` axes.
  NodeBinder &axis(int64_t &axis, int64_t rank);
  /// The same for a list, which becomes sorted and without repetitions.
  NodeBinder &axes(llvm::SmallVector<int64_t> &axes, int64_t rank);

  // Results.

  const Tensor &getOutput(unsigned index = 0) const { return state.model.tensors[node.outputs[index]]; }
  unsigned getOutputCount() const { return node.outputs.size(); }
  /// The element type of an output as the file gives it; null with an error where dend has no such type, or where the
  /// integers have no scale.
  mlir::Type getOutputElement(unsigned index = 0);
  /// The arithmetic of an op whose result has elements of type `element`: TFLite's where it is quantized, null where it
  /// is float.
  dend::ArithmeticKindAttr getArithmetic(mlir::Type element) const;
  /// A tensor type; null with an error where a size is not positive or the whole too large.
  mlir::RankedTensorType getType(llvm::ArrayRef<int64_t> shape, mlir::Type element);
  /// Makes an op of one result at the operator's location.
  template <typename Op, typename... Args> mlir::Value create(mlir::RankedTensorType type, Args &&...args) {
    return Op::create(state.builder, loc, type, std::forward<Args>(args)...);
  }
  mlir::Value reshape(mlir::Value input, llvm::ArrayRef<int64_t> shape);
  /// The integers of `value`, unless null, as what the file says of an output.
  mlir::Value reinterpret(mlir::Value value, unsigned index = 0);
  /// Leaves `value`, unless null, as an output after checking it against what the file says of it.
  mlir::LogicalResult result(mlir::Value value, unsigned index = 0, llvm::ArrayRef<int64_t> blocks = {});
  /// The same of an output whose integers the operator only moved: they mean what the file says of the output.
  mlir::LogicalResult movedResult(mlir::Value value, unsigned index = 0, llvm::ArrayRef<int64_t> blocks = {});
  mlir::LogicalResult result(std::vector<int64_t> integers, unsigned index = 0);
  /// Leaves `value`, unless null, as an output of INT32, INT64 or BOOL: its numbers are whole, whatever holds them.
  mlir::LogicalResult wholeResult(mlir::Value value, unsigned index = 0);

  /// Checks that nothing the operator says was left out.
  mlir::LogicalResult finish();

private:
  bool checkOptions(schema::BuiltinOptions kind);
  bool checkInput(unsigned index);
  bool checkShape(mlir::Value value, const Tensor &output, llvm::ArrayRef<int64_t> blocks = {});
  mlir::Type getAnyOutputElement(unsigned index);

  const Node &node;
  GraphState &state;
  mlir::Location loc;
  unsigned boundInputCount = 0;
  bool hasFailed = false, hasBoundOptions = false;
};

/// The shape that the file gives an image of `shape` in blocks.
Shape getBlockedShape(llvm::ArrayRef<int64_t> shape, llvm::ArrayRef<int64_t> blocks);

/// The value of a tensor, made a constant where it is one; null with an error where dend has no such tensor.
mlir::Value materialize(GraphState &state, int32_t index, llvm::function_ref<mlir::InFlightDiagnostic()> emitError);

} // namespace dendc::tflite

#endif
