// LowerToKern.cpp - from what the network is to how it is computed.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/passes/LowerToKern.h"

#include "compiler/analysis/Quantization.h"
#include "compiler/analysis/TfliteArithmetic.h"
#include "compiler/passes/Passes.h"

#include "dialects/kern/Layers.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Func/Transforms/FuncConversions.h"

using namespace mlir;
using namespace dendc;

namespace dendc {
#define GEN_PASS_DEF_LOWERTOKERNPASS
#include "compiler/passes/Passes.h.inc"
} // namespace dendc

namespace {

/// Tensors of quantized elements become tensors of their storage type.
RankedTensorType convertTensor(RankedTensorType type) {
  if (auto quantized = dyn_cast<quant::QuantizedType>(type.getElementType()))
    return type.clone(IntegerType::get(type.getContext(), quantized.getStorageTypeIntegralWidth()));
  return type;
}

/// Keeps the scales of the model's own tensors, which their types are about to lose.
void recordScales(func::FuncOp function) {
  Builder builder(function.getContext());
  auto record = [&](Type type, auto set) {
    if (!isPerTensorQuantized(type))
      return;
    Quantization q = Quantization::get(cast<RankedTensorType>(type).getElementType());
    set(kern::kScaleAttr, builder.getF64FloatAttr(q.scale));
    set(kern::kZeroPointAttr, builder.getI64IntegerAttr(q.zeroPoint));
  };
  for (auto [i, type] : llvm::enumerate(function.getArgumentTypes()))
    record(type, [&, index = i](StringRef name, Attribute value) { function.setArgAttr(index, name, value); });
  for (auto [i, type] : llvm::enumerate(function.getResultTypes()))
    record(type, [&, index = i](StringRef name, Attribute value) { function.setResultAttr(index, name, value); });
}

/// Whether a constant is nothing but weights, biases and coefficients, which become attributes of the ops that use it.
bool isParameter(dend::ConstantOp constant) {
  return llvm::all_of(constant->getUses(), [](OpOperand &use) {
    if (auto recurrent = dyn_cast<dend::RecurrentOp>(use.getOwner()))
      return use.getOperandNumber() >= recurrent.getWeightsMutable().getOperandNumber() || hasConstantStates(recurrent);
    return (isa<dend::WeightedOpInterface>(use.getOwner()) && use.getOperandNumber() > 0) ||
           (isa<dend::DotOp>(use.getOwner()) && isTflite(use.getOwner()) && use.getOperandNumber() > 0);
  });
}

/// Gives every result of the model memory of its own: one that is an argument, a constant or another result is copied.
void separateResults(func::FuncOp function) {
  Operation *ret = function.front().getTerminator();
  OpBuilder builder(ret);
  DenseSet<Value> taken(function.args_begin(), function.args_end());
  for (OpOperand &result : ret->getOpOperands()) {
    Value storage = kern::getStorage(result.get());
    if (storage.getDefiningOp<kern::ConstantOp>() || !taken.insert(storage).second) {
      auto type = cast<RankedTensorType>(result.get().getType());
      SmallVector<int64_t> begin(type.getRank(), 0), steps(type.getRank(), 1);
      result.set(kern::SliceOp::create(builder, ret->getLoc(), type, result.get(), begin, steps));
    }
  }
}

struct LowerToKernPass : dendc::impl::LowerToKernPassBase<LowerToKernPass> {
  void runOnOperation() override {
    MLIRContext *context = &getContext();
    TypeConverter converter;
    converter.addConversion([](Type type) { return type; });
    converter.addConversion(convertTensor);

    for (auto function : getOperation().getOps<func::FuncOp>())
      recordScales(function);

    RewritePatternSet patterns(context);
    populateLowerWeighted(converter, patterns);
    populateLowerRecurrent(converter, patterns);
    populateLowerElementwise(converter, patterns);
    populateLowerBinary(converter, patterns);
    populateLowerAlongAxis(converter, patterns);
    populateLowerStructural(converter, patterns);
    populateFunctionOpInterfaceTypeConversionPattern<func::FuncOp>(patterns, converter);
    populateReturnOpTypeConversionPattern(patterns, converter);

    ConversionTarget target(*context);
    target.addLegalDialect<kern::KernDialect>();
    target.addIllegalDialect<dend::DendDialect>();
    target.addDynamicallyLegalOp<dend::ConstantOp>(isParameter);
    target.addLegalOp<ModuleOp>();
    target.addDynamicallyLegalOp<func::FuncOp>(
        [&](func::FuncOp op) { return converter.isSignatureLegal(op.getFunctionType()); });
    target.addDynamicallyLegalOp<func::ReturnOp>([&](func::ReturnOp op) { return converter.isLegal(op); });

    // A pattern that gives up has said why at the op; the driver's own words about it would only hide that.
    bool explained = false;
    ScopedDiagnosticHandler handler(context, [&](Diagnostic &diagnostic) {
      bool isDrivers = StringRef(diagnostic.str()).starts_with("failed to legalize operation");
      explained |= !isDrivers && diagnostic.getSeverity() == DiagnosticSeverity::Error;
      return success(isDrivers && explained);
    });
    if (failed(applyFullConversion(getOperation(), target, std::move(patterns))))
      return signalPassFailure();
    getOperation().walk([](dend::ConstantOp parameter) { parameter.erase(); });
    for (auto function : getOperation().getOps<func::FuncOp>())
      if (!function.isExternal())
        separateResults(function);
  }
};

} // namespace
