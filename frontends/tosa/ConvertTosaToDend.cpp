// ConvertTosaToDend.cpp - a module over TOSA ops becomes one over dend ops.
// One pattern serves all operators: what each becomes says the table in Operators.cpp. Types are computed anew from the
// operands, so that sizes the file leaves open need not be known before.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/emit/FoldValue.h"
#include "frontends/tosa/Operators.h"
#include "frontends/tosa/Tosa.h"

#include "dialects/dend/Location.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Tosa/IR/TosaOps.h"
#include "mlir/IR/TypeUtilities.h"
#include "mlir/IR/Verifier.h"
#include "mlir/Transforms/DialectConversion.h"
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

constexpr llvm::StringLiteral kQuantized =
    "; a quantized network is understood as the TFLite or ONNX file that it was made of";

//===----------------------------------------------------------------------===//
// Patterns
//===----------------------------------------------------------------------===//

/// An op becomes what its entry of the table says.
class ConvertOperator : public ConversionPattern {
public:
  ConvertOperator(MLIRContext *context, const Operator &entry, DenseSet<Value> &varying)
      : ConversionPattern(entry.name, /*benefit=*/1, context), entry(entry), varying(varying) {}

  LogicalResult matchAndRewrite(Operation *op, ArrayRef<Value> operands,
                                ConversionPatternRewriter &rewriter) const override {
    OpEmitter emit(rewriter, op->getLoc(), varying);
    Value output = entry.convert(op, operands, emit);
    if (!output)
      return failure();
    auto declared = cast<TensorType>(op->getResult(0).getType());
    if (declared.hasRank() && failed(verifyCompatibleShape(declared.getShape(), getShape(output))))
      return emit.error() << "expected a result of shape " << toString(declared.getShape())
                          << ", as its type says, found " << toString(getShape(output));
    rewriter.replaceOp(op, output);
    return success();
  }

private:
  const Operator &entry;
  DenseSet<Value> &varying;
};

struct ConvertReturn : OpConversionPattern<func::ReturnOp> {
  using OpConversionPattern::OpConversionPattern;

  LogicalResult matchAndRewrite(func::ReturnOp op, OpAdaptor adaptor,
                                ConversionPatternRewriter &rewriter) const override {
    rewriter.replaceOpWithNewOp<func::ReturnOp>(op, adaptor.getOperands());
    return success();
  }
};

//===----------------------------------------------------------------------===//
// The function
//===----------------------------------------------------------------------===//

class Conversion {
public:
  Conversion(ModuleOp module, const InputShapes &inputShapes) : module(module), inputShapes(inputShapes) {}

  LogicalResult run() {
    if (failed(findFunction()))
      return failure();
    eraseUnused();
    if (failed(checkOperators()))
      return failure();
    nameOperators();
    if (failed(setArguments()) || failed(convert()))
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

  /// Whether dend holds such elements as floats: floats of any width, and integers that are no quantized numbers.
  static bool isNumber(Type element) {
    return element.isF32() || element.isF16() || element.isBF16() || element.isF64() || element.isInteger(1) ||
           element.isInteger(32) || element.isInteger(64);
  }

  /// Reports every op that is not understood, not just the first.
  LogicalResult checkOperators() {
    LogicalResult status = success();
    for (Operation &op : function.front().without_terminator()) {
      StringRef name = op.getName().getStringRef();
      if (!findOperator(name)) {
        bool isQuantized = name == "tosa.rescale" || name == "tosa.table";
        status = op.emitError() << "operator '" << name << "' is not supported" << (isQuantized ? kQuantized : "");
        continue;
      }
      Type type = op.getResult(0).getType();
      if (!isConstant(op) && !isNumber(getElementTypeOrSelf(type)))
        status = op.emitError() << "expected elements of f32, f16, bf16, f64, i1, i32 or i64, found " << type
                                << kQuantized;
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

  /// Gives the arguments names and types of dend.
  LogicalResult setArguments() {
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
    for (auto [name, argument] : llvm::zip_equal(names, function.getArguments())) {
      FailureOr<RankedTensorType> type = getType(name, argument);
      if (failed(type))
        return failure();
      argument.setType(*type);
      varying.insert(argument);
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
    if (!isNumber(type.getElementType()) || !isa<FloatType>(type.getElementType()))
      return error() << "expected an input of floats, found " << type << kQuantized;
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
    OpBuilder builder(argument.getContext());
    RankedTensorType result = OpEmitter(builder, argument.getLoc(), varying).getType(shape);
    if (!result)
      return failure();
    return result;
  }

  LogicalResult convert() {
    MLIRContext *context = module.getContext();
    RewritePatternSet patterns(context);
    for (const Operator &entry : getOperators())
      if (entry.convert)
        patterns.add<ConvertOperator>(context, entry, varying);
    patterns.add<ConvertReturn>(context);

    ConversionTarget target(*context);
    target.addLegalDialect<dend::DendDialect>();
    target.addLegalOp<ModuleOp, func::FuncOp, tosa::ConstShapeOp>();
    target.addDynamicallyLegalOp<func::ReturnOp>([](func::ReturnOp op) {
      return llvm::all_of(op.getOperands(), [](Value value) {
        Operation *definition = value.getDefiningOp();
        return !definition || isa<dend::DendDialect>(definition->getDialect());
      });
    });
    // A converter that gives up has said why at the op; the driver's own words about it would only hide that.
    bool explained = false;
    ScopedDiagnosticHandler handler(context, [&](Diagnostic &diagnostic) {
      bool isDrivers = StringRef(diagnostic.str()).starts_with("failed to legalize operation");
      explained |= !isDrivers && diagnostic.getSeverity() == DiagnosticSeverity::Error;
      return success(isDrivers && explained);
    });
    ConversionConfig config;
    config.foldingMode = DialectConversionFoldingMode::Never;
    if (failed(applyFullConversion(module, target, std::move(patterns), config)))
      return failure();
    eraseUnused(); // constants that were read and are not computed with
    return checkConstants(function.front(), varying);
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
  DenseSet<Value> varying;
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
