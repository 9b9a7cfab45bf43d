// Import.cpp - a checked model becomes a module with the one function `main`.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/emit/FoldValue.h"
#include "frontends/onnx/Onnx.h"
#include "frontends/onnx/Operators.h"
#include "frontends/onnx/Quantized.h"
#include "frontends/onnx/Reader.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/Verifier.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"

#include <cmath>

using namespace mlir;
using namespace dendc;
using namespace dendc::onnx;

namespace {

class Importer {
public:
  Importer(Model &model, StringRef path, MLIRContext *context)
      : model(model), fileLoc(FileLineColLoc::get(context, path, 0, 0)),
        state{OpBuilder(context), {}, {}, {}, model.nodes, model.outputs, {}} {}

  OwningOpRef<ModuleOp> run(StringRef fileName, const InputShapes &inputShapes) {
    if (failed(checkOperators()) || failed(setInputShapes(inputShapes)))
      return {};
    state.fileBatch = findBatch();
    OwningOpRef<ModuleOp> module = ModuleOp::create(FileLineColLoc::get(fileLoc.getContext(), fileName, 0, 0));
    OpBuilder &builder = state.builder;
    if (!model.producer.empty())
      (*module)->setAttr(dend::kProducerAttr, builder.getStringAttr(model.producer));
    if (!model.perforatedAiName.empty())
      (*module)->setAttr(dend::kPerforatedAiAttr, builder.getStringAttr(model.perforatedAiName));
    builder.setInsertionPointToEnd(module->getBody());
    if (failed(importFunction()) || failed(verify(*module)))
      return {};
    return module;
  }

private:
  Location getLoc(StringRef name) { return NameLoc::get(state.builder.getStringAttr(name)); }

  /// Reports every node that is not understood, not just the first.
  LogicalResult checkOperators() {
    auto standard = model.versions.find("");
    if (standard != model.versions.end() && (standard->second < kFirstVersion || standard->second > kLastVersion))
      return emitError(fileLoc) << "expected version " << kFirstVersion << " to " << kLastVersion
                                << " of the operators of ai.onnx, found version " << standard->second;
    LogicalResult status = success();
    for (const Node &node : model.nodes) {
      const Operator *op = findOperator(node.op, node.domain);
      if (op && node.version >= op->firstVersion && node.version <= op->lastVersion && !node.callsFunction)
        continue;
      InFlightDiagnostic error = emitError(getLoc(node.name));
      error << "operator '" << node.op << "' of domain '" << (node.domain.empty() ? "ai.onnx" : node.domain)
            << "', version " << node.version << ", is not supported";
      if (node.callsFunction)
        error << ": it is a function of the file; expected a file whose functions are inlined";
      else if (op)
        error << ": expected version " << op->firstVersion << " to " << op->lastVersion;
      status = failure();
    }
    return status;
  }

  /// Fixes the sizes that the file leaves open; those it says stay.
  LogicalResult setInputShapes(const InputShapes &shapes) {
    for (const auto &[name, sizes] : shapes) {
      auto input = llvm::find_if(model.inputs, [&](const ValueInfo &info) { return info.name == name; });
      if (input == model.inputs.end()) {
        auto quote = [](const ValueInfo &info) { return "'" + info.name + "'"; };
        return emitError(fileLoc) << "expected a shape for one of the inputs, "
                                  << llvm::join(llvm::map_range(model.inputs, quote), ", ") << ", found one for '"
                                  << name << "'";
      }
      if (!input->shape)
        input->shape.emplace(sizes.size());
      Shape declared;
      for (const Dimension &dimension : *input->shape)
        declared.push_back(dimension.size.value_or(ShapedType::kDynamic));
      if (failed(verifyCompatibleShape(declared, sizes)))
        return emitError(getLoc(name)) << "expected sizes that agree with those of the file, " << toString(declared)
                                       << ", found " << toString(sizes);
      for (auto [dimension, size] : llvm::zip_equal(*input->shape, sizes))
        dimension.size = size;
    }
    return success();
  }

  static bool isVariable(const Dimension &dimension) { return !dimension.size; }

  /// The first size of the first input is the batch when it is open, or when all outputs that say their shape have it,
  /// too. 1 where there is no other batch in the file, none where it is open.
  std::optional<int64_t> findBatch() {
    if (model.inputs.empty() || !model.inputs[0].shape || model.inputs[0].shape->empty())
      return 1;
    const Dimension &first = model.inputs[0].shape->front();
    if (isVariable(first))
      return std::nullopt;
    for (const ValueInfo &output : model.outputs)
      if (output.shape && (output.shape->empty() || output.shape->front().size.value_or(*first.size) != *first.size))
        return 1;
    return first.size;
  }

  /// The shape in the file with a batch of 1; entries that stay open are ShapedType::kDynamic.
  Shape getShapeOfBatch1(const ValueInfo &info) {
    Shape shape;
    for (const Dimension &dimension : *info.shape)
      shape.push_back(dimension.size.value_or(ShapedType::kDynamic));
    if (!shape.empty() && (isVariable(info.shape->front()) || info.shape->front().size == state.fileBatch))
      shape[0] = 1;
    return shape;
  }

  /// Scale and zero point of the integers of input `name`, by the first node that says them; operators that move
  /// elements are seen through.
  Grid findInputGrid(StringRef name) {
    llvm::StringSet<> names;
    names.insert(name);
    for (const Node &node : model.nodes)
      for (size_t index = 0; index < node.inputs.size(); ++index) {
        if (!names.contains(node.inputs[index]))
          continue;
        // An integer product is about the integers themselves.
        bool isProduct = node.op == "ConvInteger" || node.op == "MatMulInteger";
        bool saysGrid =
            node.op == "DequantizeLinear" || StringRef(node.op).starts_with("QLinear") || node.op == "QGemm";
        if (!saysGrid && !isProduct) {
          names.insert_range(node.outputs);
          continue;
        }
        // Wherever a quantized operand stands, its scale and zero point follow it.
        auto find = [&](size_t position) {
          auto found =
              position < node.inputs.size() ? model.initializers.find(node.inputs[position]) : model.initializers.end();
          return found == model.initializers.end() ? nullptr : &found->second;
        };
        const Tensor one{ElementType::Float32, {}, {1.0f}, {}};
        const Tensor *scale = isProduct ? &one : find(index + 1), *zeroPoint = find(index + 2);
        if (!scale || !scale->isFloat() || scale->floats.size() != 1 || !std::isnormal(scale->floats[0]) ||
            scale->floats[0] < 0 || (zeroPoint && (zeroPoint->isFloat() || zeroPoint->integers.size() != 1)))
          return {};
        auto input = llvm::find_if(model.inputs, [&](const ValueInfo &info) { return info.name == name; });
        return makeGrid(state.builder.getContext(), input->type, scale->floats[0],
                        zeroPoint ? zeroPoint->integers[0] : 0);
      }
    return {};
  }

  /// The network's argument for `input`: where it is quantized, what its integers stand for.
  GraphValue getGraphValue(const ValueInfo &input, Value argument) {
    Grid grid = isFloat(input.type) ? Grid() : findInputGrid(input.name);
    OpEmitter emit(state.builder, argument.getLoc(), state.varying);
    return {nullptr, grid ? emit.dequantize(argument) : argument, grid};
  }

  FailureOr<RankedTensorType> getInputType(const ValueInfo &input) {
    Location loc = getLoc(input.name);
    constexpr ElementType quantized[] = {ElementType::Int8, ElementType::UInt8, ElementType::Int16,
                                         ElementType::UInt16};
    Grid grid = llvm::is_contained(quantized, input.type) ? findInputGrid(input.name) : Grid();
    if (!isFloat(input.type) && !grid)
      return emitError(loc) << "expected an input of floats, or of integers whose scale the file says, found "
                            << getTypeName(input.type);
    if (!input.shape)
      return emitError(loc) << "expected an input of known shape, found none";
    Shape shape = getShapeOfBatch1(input);
    for (size_t axis = 0; axis < shape.size(); ++axis)
      if (ShapedType::isDynamic(shape[axis])) {
        const std::string &symbol = (*input.shape)[axis].symbol;
        return emitError(loc) << "expected an input of fixed sizes but for the batch, found axis " << axis
                              << " of size '" << (symbol.empty() ? "?" : symbol) << "'; --input-shape fixes it";
      }
    RankedTensorType type = OpEmitter(state.builder, loc, state.varying).getType(shape);
    if (!type)
      return failure();
    return grid ? type.clone(grid.element) : type;
  }

  DictionaryAttr describe(StringRef name, Type type) {
    OpBuilder &builder = state.builder;
    return builder.getDictionaryAttr(
        {builder.getNamedAttr(dend::kNameAttr, builder.getStringAttr(name)),
         builder.getNamedAttr(dend::kFileShapeAttr,
                              builder.getDenseI64ArrayAttr(cast<RankedTensorType>(type).getShape()))});
  }

  LogicalResult importFunction() {
    OpBuilder &builder = state.builder;
    SmallVector<Type> inputTypes;
    SmallVector<Location> inputLocs;
    for (const ValueInfo &input : model.inputs) {
      FailureOr<RankedTensorType> type = getInputType(input);
      if (failed(type))
        return failure();
      inputTypes.push_back(*type);
      inputLocs.push_back(getLoc(input.name));
    }
    auto function =
        func::FuncOp::create(builder, fileLoc, dend::kModelFunction, builder.getFunctionType(inputTypes, {}));
    function->setLoc(function->getParentOp()->getLoc());
    Block *body = builder.createBlock(&function.getBody(), {}, inputTypes, inputLocs);
    for (auto [input, argument] : llvm::zip_equal(model.inputs, body->getArguments())) {
      state.varying.insert(argument);
      state.values[input.name] = getGraphValue(input, argument);
      function.setArgAttrs(argument.getArgNumber(), describe(input.name, argument.getType()));
    }
    for (auto &entry : model.initializers)
      state.values[entry.getKey()] = {std::make_shared<Tensor>(std::move(entry.getValue())), nullptr};
    if (failed(importNodes()) || failed(checkConstants(*body, state.varying)))
      return failure();

    SmallVector<Value> results;
    for (const ValueInfo &output : model.outputs)
      if (failed(importOutput(output, results)))
        return failure();
    func::ReturnOp::create(builder, function.getLoc(), results);
    function.setType(builder.getFunctionType(inputTypes, ValueRange(results).getTypes()));
    for (auto [index, output] : llvm::enumerate(model.outputs))
      function.setResultAttrs(index, describe(output.name, results[index].getType()));
    return success();
  }

  LogicalResult importNodes() {
    for (const ValueInfo &output : model.outputs)
      state.usedNames.insert(output.name);
    for (const Node &node : model.nodes)
      for (const std::string &input : node.inputs)
        if (!input.empty())
          state.usedNames.insert(input);
    for (const Node &node : model.nodes) {
      NodeBinder bind(node, state);
      if (failed(findOperator(node.op, node.domain)->convert(bind, bind.getEmitter())) || failed(bind.finish()))
        return failure();
    }
    return success();
  }

  LogicalResult importOutput(const ValueInfo &output, SmallVector<Value> &results) {
    Location loc = getLoc(output.name);
    GraphValue &graphValue = state.values[output.name];
    Value value = materialize(graphValue, output.name, state, loc);
    if (!value)
      return failure();
    // Integers that stand for themselves are given as floats.
    if (graphValue.grid && graphValue.grid != makeIntegerGrid(loc.getContext(), graphValue.grid.type))
      value = OpEmitter(state.builder, loc, state.varying).quantize(value, graphValue.grid.element);
    results.push_back(value);
    if (!output.shape)
      return success();
    Shape expected = getShapeOfBatch1(output);
    ArrayRef<int64_t> found = onnx::getShape(value);
    bool fits = expected.size() == found.size();
    for (size_t axis = 0; fits && axis < expected.size(); ++axis) {
      if (ShapedType::isDynamic(expected[axis]))
        expected[axis] = found[axis];
      fits = expected[axis] == found[axis];
    }
    if (fits)
      return success();
    return emitError(loc) << "expected output '" << output.name << "' of shape " << toString(expected)
                          << ", as the file declares it with a batch of 1, found " << toString(found);
  }

  Model &model;
  Location fileLoc;
  GraphState state;
};

} // namespace

OwningOpRef<ModuleOp> dendc::importOnnx(StringRef path, MLIRContext *context, const InputShapes &inputShapes) {
  context->loadDialect<dend::DendDialect, func::FuncDialect>();
  FailureOr<Model> model = readModel(path, context);
  if (failed(model))
    return {};
  return Importer(*model, path, context).run(llvm::sys::path::filename(path), inputShapes);
}
