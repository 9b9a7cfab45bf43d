// ConvertTosaToDend.cpp - a module over TOSA ops becomes one over dend ops.
// Ops are converted in the order of the file: what each becomes says the table in Operators.cpp. Types are computed
// anew from the operands, so that sizes the file leaves open need not be known before.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/emit/FoldValue.h"
#include "frontends/tosa/Converters.h"
#include "frontends/tosa/IntegerSoftmax.h"
#include "frontends/tosa/Integers.h"
#include "frontends/tosa/Operators.h"
#include "frontends/tosa/Tosa.h"

#include "dialects/dend/Location.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "mlir/Dialect/Quant/IR/QuantTypes.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/TypeUtilities.h"
#include "mlir/IR/Verifier.h"
#include "llvm/ADT/StringExtras.h"

using namespace mlir;
using namespace dendc;
using namespace dendc::frontend;
using namespace dendc::tosafrontend;

namespace dendc {
#define GEN_PASS_DEF_CONVERTTOSATODENDPASS
#include "frontends/tosa/Passes.h.inc"
} // namespace dendc

namespace {

//===----------------------------------------------------------------------===//
// The function
//===----------------------------------------------------------------------===//

class Conversion {
public:
  Conversion(ModuleOp module, const InputShapes &inputShapes)
      : module(module), inputShapes(inputShapes), network(module.getContext()) {}

  LogicalResult run() {
    if (failed(findFunction()))
      return failure();
    eraseUnused();
    if (failed(checkOperators()))
      return failure();
    nameOperators();
    if (failed(findSums()) || failed(addArguments()) || failed(convert()))
      return failure();
    eraseOriginals();
    if (failed(checkConstants(function.front(), network.varying)))
      return failure();
    setSignature();
    return verify(module);
  }

private:
  LogicalResult findFunction() {
    for (Operation &op : llvm::make_early_inc_range(*module.getBody())) {
      auto found = dyn_cast<func::FuncOp>(op);
      if (found && found.isExternal())
        return found.emitError() << "expected a function with a body, found the declaration @" << found.getName();
      if (found && function)
        return found.emitError() << "expected one function, found @" << function.getName() << " and @"
                                 << found.getName();
      if (found)
        function = found;
      else if (auto global = dyn_cast<ml_program::GlobalOp>(op);
               global && SymbolTable::symbolKnownUseEmpty(global, module))
        global.erase(); // such as the seed of random numbers that torch-mlir declares everywhere
      else
        return op.emitError() << "expected functions only, found '" << op.getName() << "'";
    }
    if (!function)
      return module.emitError() << "expected a function, found none";
    if (!function.getBody().hasOneBlock())
      return function.emitError() << "expected a function of one block, found "
                                  << function.getBody().getBlocks().size();
    return success();
  }

  /// What nothing depends on needs not be understood.
  void eraseUnused() {
    for (Operation &op : llvm::make_early_inc_range(llvm::reverse(function.front())))
      if (isOpTriviallyDead(&op))
        op.erase();
  }

  static bool isConstant(Operation &op) { return op.hasTrait<OpTrait::ConstantLike>(); }

  static bool isFloat(Type element) {
    return element.isF32() || element.isF16() || element.isBF16() || element.isF64();
  }

  /// Whether an op may have such elements as a result.
  static bool isNumber(Type element) {
    return isFloat(element) || llvm::is_contained({1u, 8u, 16u, 32u, 48u, 64u}, getWidth(element));
  }

  /// Reports every op that is not understood, not just the first.
  LogicalResult checkOperators() {
    LogicalResult status = success();
    for (Operation &op : function.front().without_terminator()) {
      StringRef name = op.getName().getStringRef();
      if (!findOperator(name)) {
        status = op.emitError() << "operator '" << name << "' is not supported";
        continue;
      }
      Type type = op.getResult(0).getType();
      if (!isConstant(op) && !isNumber(getElementTypeOrSelf(type)))
        status = op.emitError() << "expected elements of f32, f16, bf16, f64, or of integers of 1, 8, 16, 32, 48 or 64 "
                                   "bits, found "
                                << type;
    }
    if (!isa<func::ReturnOp>(function.front().getTerminator()))
      return function.front().getTerminator()->emitError() << "expected 'func.return', found another terminator";
    return status;
  }

  /// An op that has no name is called by what it is, and how many of its kind come before it: layers are reported and
  /// compared by their names.
  void nameOperators() {
    llvm::StringMap<unsigned> counts;
    for (Operation &op : function.front().without_terminator()) {
      if (isConstant(op))
        continue;
      StringRef kind = op.getName().stripDialect();
      std::string name = kind.str() + "_" + std::to_string(counts[kind]++);
      if (dend::getLayerName(op.getLoc()).empty())
        op.setLoc(FusedLoc::get({op.getLoc()}, StringAttr::get(op.getContext(), name), op.getContext()));
    }
  }

  /// A string that exporters write beside an argument or result.
  static std::string getGivenName(DictionaryAttr attributes, Location loc) {
    if (auto name = attributes ? attributes.getAs<StringAttr>("ml_program.identifier") : StringAttr())
      return name.str();
    auto path = attributes ? attributes.getAs<ArrayAttr>("tf_saved_model.index_path") : ArrayAttr();
    if (path && path.size() == 1 && isa<StringAttr>(path[0]))
      return cast<StringAttr>(path[0]).str();
    return dend::getLayerName(loc).str();
  }

  /// Those of an argument or result of the network; results need no name.
  static DictionaryAttr describe(StringRef name, Value value) {
    Builder builder(value.getContext());
    SmallVector<NamedAttribute> attributes;
    if (!name.empty())
      attributes.push_back(builder.getNamedAttr(dend::kNameAttr, builder.getStringAttr(name)));
    attributes.push_back(builder.getNamedAttr(dend::kFileShapeAttr, builder.getDenseI64ArrayAttr(getShape(value))));
    return builder.getDictionaryAttr(attributes);
  }

  /// Whether integers of 8 or 16 bits that the network computes are among `values`.
  static bool areNarrow(ValueRange values) {
    return llvm::any_of(values, [](Value value) {
      Operation *op = value.getDefiningOp();
      return isNarrow(value) && !(op && isConstant(*op));
    });
  }

  /// Ops on integers whose results dend has no tensors of: wide sums, and truths about them. Those that read them look
  /// at the ops.
  LogicalResult findSums() {
    for (auto rescale : function.front().getOps<mlir::tosa::RescaleOp>()) {
      Emitter emit(network, rescale.getLoc());
      FailureOr<std::optional<IntegerSoftmax>> softmax = IntegerSoftmax::find(rescale, emit);
      if (failed(softmax))
        return failure();
      if (*softmax)
        sums.insert_range((*softmax)->exponential);
    }
    for (Operation &op : function.front().without_terminator()) {
      auto isSum = [&](Value operand) { return sums.contains(operand.getDefiningOp()); };
      unsigned width = getWidth(op.getResult(0).getType());
      if (width != 0 && !isNarrow(op.getResult(0)) && !isa<mlir::tosa::ArgMaxOp>(op) &&
          (isa<mlir::tosa::RescaleOp>(op) || areNarrow(op.getOperands()) || llvm::any_of(op.getOperands(), isSum)))
        sums.insert(&op);
    }
    return success();
  }

  /// Makes arguments of dend beside those of the file.
  LogicalResult addArguments() {
    for (BlockArgument argument : function.getArguments()) {
      std::string name = getGivenName(function.getArgAttrDict(argument.getArgNumber()), argument.getLoc());
      names.push_back(name.empty() ? "arg" + std::to_string(argument.getArgNumber()) : name);
    }
    for (const auto &[name, shape] : inputShapes)
      if (!llvm::is_contained(names, name)) {
        auto quote = [](const std::string &known) { return "'" + known + "'"; };
        return function.emitError() << "expected a shape for one of the inputs, "
                                    << llvm::join(llvm::map_range(names, quote), ", ") << ", found one for '" << name
                                    << "'";
      }
    for (unsigned index = 0; index < names.size(); ++index) {
      BlockArgument original = function.getArgument(index);
      FailureOr<RankedTensorType> type = getType(names[index], original);
      if (failed(type))
        return failure();
      Value argument = function.front().addArgument(*type, original.getLoc());
      network.values[original] = argument;
      network.varying.insert(argument);
    }
    return success();
  }

  FailureOr<RankedTensorType> getType(const std::string &name, BlockArgument argument) {
    bool isNamed = dend::getLayerName(argument.getLoc()) == name;
    std::string prefix = isNamed ? "" : "'" + name + "': ";
    auto error = [&] { return emitError(argument.getLoc()) << prefix; };
    auto type = dyn_cast<RankedTensorType>(argument.getType());
    if (!type)
      return error() << "expected an input that is a tensor of known rank, found " << argument.getType();
    if (!isFloat(type.getElementType()) && !isNarrow(argument))
      return error() << "expected an input of floats, or of integers of 8 or 16 bits, found " << type;
    Shape shape(type.getShape());
    if (auto given = inputShapes.find(name); given != inputShapes.end()) {
      if (failed(verifyCompatibleShape(shape, given->second)))
        return error() << "expected sizes that agree with those of the file, " << toString(shape) << ", found "
                       << toString(given->second);
      shape = given->second;
    }
    if (!shape.empty() && ShapedType::isDynamic(shape[0])) {
      emitWarning(argument.getLoc()) << prefix << "the first size is open: the network is compiled for a batch of 1";
      shape[0] = 1;
    }
    for (auto [axis, size] : llvm::enumerate(shape))
      if (ShapedType::isDynamic(size))
        return error() << "expected an input of fixed sizes but for the batch, found axis " << axis
                       << " of size '?'; --input-shape fixes it";
    // A type that says what integers stand for is one that users are told.
    auto quantized = dyn_cast<quant::UniformQuantizedType>(type.getElementType());
    Type element = quantized && quantized.isSigned() ? quantized
                   : isNarrow(argument)              ? getTensorType(argument)
                                                     : Type();
    RankedTensorType result = Emitter(network, argument.getLoc()).getType(shape, element);
    if (!result)
      return failure();
    return result;
  }

  LogicalResult convert() {
    Operation *terminator = function.front().getTerminator();
    network.builder.setInsertionPoint(terminator);
    for (Operation &op : function.front().without_terminator())
      originals.push_back(&op);
    for (Operation *op : originals)
      if (!sums.contains(op) && failed(convert(op)))
        return failure();
    Emitter emit(network, terminator->getLoc());
    SmallVector<Value> results;
    for (Value operand : terminator->getOperands()) {
      Value result = emit.get(operand);
      if (!result)
        return failure();
      auto declared = dyn_cast<quant::UniformQuantizedType>(getElementTypeOrSelf(operand));
      results.push_back(declared ? emit.reinterpret(result, declared) : result);
    }
    terminator->setOperands(results);
    return success();
  }

  LogicalResult convert(Operation *op) {
    bool isInteger = isNarrow(op->getResult(0)) || areNarrow(op->getOperands());
    // Constants of integers are made where they are data.
    if (isConstant(*op) ? !isFloat(getElementTypeOrSelf(op->getResult(0))) : isa<mlir::tosa::ConstShapeOp>(op))
      return success();
    const Operator &entry = *findOperator(op->getName().getStringRef());
    Converter convert = !isInteger || isConstant(*op) ? entry.convert
                        : entry.convertIntegers       ? entry.convertIntegers
                                                      : convertFunction;
    Emitter emit(network, op->getLoc());
    if (!convert)
      return emit.error() << "expected operands of integers of 8 or 16 bits, found " << op->getOperandTypes();
    SmallVector<Value> operands;
    for (Value operand : op->getOperands()) {
      // Shapes, and what only integers of other widths say, are read at the op.
      bool isData = !isa<mlir::tosa::shapeType>(operand.getType()) && (!isInteger || isNarrow(operand));
      operands.push_back(isData ? emit.get(operand) : Value());
      if (isData && !operands.back())
        return failure();
    }
    Value output = convert(op, operands, emit);
    if (!output)
      return failure();
    auto declared = cast<TensorType>(op->getResult(0).getType());
    if (declared.hasRank() && failed(verifyCompatibleShape(declared.getShape(), getShape(output))))
      return emit.error() << "expected a result of shape " << toString(declared.getShape())
                          << ", as its type says, found " << toString(getShape(output));
    network.values[op->getResult(0)] = output;
    return success();
  }

  void eraseOriginals() {
    for (Operation *op : llvm::reverse(originals))
      op->erase();
    function.front().eraseArguments(0, names.size());
    eraseUnused(); // constants that were read and are not computed with
  }

  /// Names, types and attributes are those of a dend network; what exporters say beside is dropped.
  void setSignature() {
    SmallVector<DictionaryAttr> arguments, results;
    ValueRange returned = function.front().getTerminator()->getOperands();
    for (auto [name, argument] : llvm::zip_equal(names, function.getArguments()))
      arguments.push_back(describe(name, argument));
    for (auto [index, value] : llvm::enumerate(returned))
      results.push_back(
          describe(getGivenName(function.getResultAttrDict(index), UnknownLoc::get(value.getContext())), value));
    auto type = FunctionType::get(function.getContext(), function.front().getArgumentTypes(), returned.getTypes());
    function->setAttrs(ArrayRef<NamedAttribute>());
    function.setSymName(dend::kModelFunction);
    function.setFunctionType(type);
    function.setAllArgAttrs(arguments);
    function.setAllResultAttrs(results);
    module->setDiscardableAttrs(ArrayRef<NamedAttribute>());
  }

  ModuleOp module;
  const InputShapes &inputShapes;
  func::FuncOp function;
  /// Of the arguments.
  std::vector<std::string> names;
  /// All ops of the file but the last, in order.
  SmallVector<Operation *> originals;
  DenseSet<Operation *> sums;
  Network network;
};

struct ConvertTosaToDendPass : dendc::impl::ConvertTosaToDendPassBase<ConvertTosaToDendPass> {
  void runOnOperation() override {
    if (failed(convertTosaToDend(getOperation())))
      signalPassFailure();
  }
};

} // namespace

void dendc::registerTosaDialects(DialectRegistry &registry) {
  registry.insert<arith::ArithDialect, func::FuncDialect, ml_program::MLProgramDialect, tensor::TensorDialect,
                  mlir::tosa::TosaDialect>();
}

bool dendc::isTosa(ModuleOp module) {
  return module
      .walk([](Operation *op) {
        return op->getName().getDialectNamespace() == "tosa" ? WalkResult::interrupt() : WalkResult::advance();
      })
      .wasInterrupted();
}

LogicalResult dendc::convertTosaToDend(ModuleOp module, const InputShapes &inputShapes) {
  module.getContext()->loadDialect<dend::DendDialect>();
  return Conversion(module, inputShapes).run();
}
