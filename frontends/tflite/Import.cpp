// Import.cpp - a checked model becomes a module with the one function `main`.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/tflite/Operators.h"
#include "frontends/tflite/Reader.h"
#include "frontends/tflite/Tflite.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/Verifier.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace mlir;
using namespace dendc;
using namespace dendc::tflite;

namespace {

class Importer {
public:
  Importer(const Model &model, MLIRContext *context)
      : model(model), state{model, OpBuilder(context), {}, {}, {}, {}, {}, {}} {
    state.values.resize(model.tensors.size());
    state.integers.resize(model.tensors.size());
    state.blocks.resize(model.tensors.size());
    state.handles.resize(model.tensors.size());
  }

  OwningOpRef<ModuleOp> run(StringRef fileName) {
    if (failed(checkOperators()))
      return {};
    OpBuilder &builder = state.builder;
    OwningOpRef<ModuleOp> module = ModuleOp::create(FileLineColLoc::get(builder.getContext(), fileName, 0, 0));
    if (!model.producer.empty())
      (*module)->setAttr(dend::kProducerAttr, builder.getStringAttr(model.producer));
    builder.setInsertionPointToEnd(module->getBody());
    if (failed(importFunction(module->getLoc())) || failed(verify(*module)))
      return {};
    return module;
  }

private:
  Location getLoc(StringRef name) { return NameLoc::get(state.builder.getStringAttr(name)); }

  /// Reports every operator that is not understood, not just the first.
  LogicalResult checkOperators() {
    LogicalResult status = success();
    for (const Node &node : model.nodes) {
      const Operator *op = findOperator(node.op);
      if (op && node.version >= 1 && node.version <= op->lastVersion)
        continue;
      InFlightDiagnostic error = emitError(getLoc(node.name));
      error << (node.op == schema::BuiltinOperator::CUSTOM ? "custom operator '" : "operator '") << node.opName
            << "', version " << node.version << ", is not supported";
      if (op)
        error << ": expected version 1 to " << op->lastVersion;
      status = failure();
    }
    return status;
  }

  /// The type of an input or output that is not what the file says.
  void warnOfSign(const Tensor &tensor) {
    if (tensor.type == schema::TensorType::UINT8)
      emitWarning(getLoc(tensor.name)) << "'" << tensor.name
                                       << "' of UINT8 becomes INT8: every value is 128 less than in the file";
  }

  DictionaryAttr describe(StringRef name, Type type) {
    OpBuilder &builder = state.builder;
    return builder.getDictionaryAttr(
        {builder.getNamedAttr(dend::kNameAttr, builder.getStringAttr(name)),
         builder.getNamedAttr(dend::kFileShapeAttr,
                              builder.getDenseI64ArrayAttr(cast<RankedTensorType>(type).getShape()))});
  }

  FailureOr<RankedTensorType> getInputType(const Tensor &input) {
    auto error = [&] { return emitError(getLoc(input.name)); };
    Type element = getElementType(input, state.builder.getContext(), error);
    if (!element)
      return failure();
    auto type = RankedTensorType::get(input.shape, element);
    if (!dend::isTensorType(type))
      return error() << "expected an input of the network with elements, and one scale for all where it is quantized, "
                        "found "
                     << type;
    warnOfSign(input);
    return type;
  }

  LogicalResult importFunction(Location loc) {
    OpBuilder &builder = state.builder;
    SmallVector<Type> inputTypes;
    SmallVector<Location> inputLocs;
    for (int32_t index : model.inputs) {
      FailureOr<RankedTensorType> type = getInputType(model.tensors[index]);
      if (failed(type))
        return failure();
      inputTypes.push_back(*type);
      inputLocs.push_back(getLoc(model.tensors[index].name));
    }
    auto function = func::FuncOp::create(builder, loc, dend::kModelFunction, builder.getFunctionType(inputTypes, {}));
    Block *body = builder.createBlock(&function.getBody(), {}, inputTypes, inputLocs);
    for (auto [index, argument] : llvm::zip_equal(model.inputs, body->getArguments())) {
      state.values[index] = argument;
      function.setArgAttrs(argument.getArgNumber(), describe(model.tensors[index].name, argument.getType()));
    }
    for (const Node &node : model.nodes) {
      NodeBinder bind(node, state);
      if (failed(findOperator(node.op)->convert(bind)) || failed(bind.finish()))
        return failure();
    }
    SmallVector<Value> results;
    for (int32_t index : model.outputs) {
      Value value = materialize(state, index, [&] { return emitError(getLoc(model.tensors[index].name)); });
      if (!value)
        return failure();
      results.push_back(value);
      warnOfSign(model.tensors[index]);
    }
    SmallVector<StringRef> names;
    for (int32_t index : model.outputs)
      names.push_back(model.tensors[index].name);
    for (const Variable &variable : state.variables)
      if (variable.input) {
        results.push_back(variable.value);
        names.push_back(variable.name);
      }
    func::ReturnOp::create(builder, loc, results);
    function.setType(builder.getFunctionType(body->getArgumentTypes(), ValueRange(results).getTypes()));
    for (const Variable &variable : state.variables)
      if (variable.input) {
        function.setArgAttrs(variable.input.getArgNumber(), describe(variable.name, variable.input.getType()));
        function.setArgAttr(variable.input.getArgNumber(), dend::kStartAttr, builder.getF64FloatAttr(variable.start));
      }
    for (auto [position, name] : llvm::enumerate(names))
      function.setResultAttrs(position, describe(name, results[position].getType()));
    // What ops were made of that another op took instead: constants before they were rearranged, borders, images.
    for (Operation &op : llvm::make_early_inc_range(llvm::reverse(*body)))
      if (isOpTriviallyDead(&op))
        op.erase();
    return success();
  }

  const Model &model;
  GraphState state;
};

} // namespace

bool dendc::isTfliteFile(StringRef path) {
  auto head = llvm::MemoryBuffer::getFileSlice(path, /*MapSize=*/8, /*Offset=*/0);
  return head && (*head)->getBufferSize() == 8 && (*head)->getBuffer().drop_front(4) == schema::ModelIdentifier();
}

OwningOpRef<ModuleOp> dendc::importTflite(StringRef path, MLIRContext *context) {
  context->loadDialect<dend::DendDialect, func::FuncDialect>();
  FailureOr<Model> model = readModel(path, context);
  if (failed(model))
    return {};
  return Importer(*model, context).run(llvm::sys::path::filename(path));
}
