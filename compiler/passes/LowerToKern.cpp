// LowerToKern.cpp - from what the network is to how it is computed.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/passes/LowerToKern.h"

#include "compiler/analysis/Quantization.h"
#include "compiler/passes/Passes.h"

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
    populateLowerElementwise(converter, patterns);
    populateLowerStructural(converter, patterns);
    populateFunctionOpInterfaceTypeConversionPattern<func::FuncOp>(patterns, converter);
    populateReturnOpTypeConversionPattern(patterns, converter);

    ConversionTarget target(*context);
    target.addLegalDialect<kern::KernDialect>();
    target.addIllegalDialect<dend::DendDialect>();
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
      signalPassFailure();
  }
};

} // namespace
