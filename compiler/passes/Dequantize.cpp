// Dequantize.cpp - the network of real numbers that a quantized file stands for.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/Annotations.h"
#include "compiler/analysis/Quantization.h"
#include "compiler/passes/Passes.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/TypeUtilities.h"
#include "llvm/ADT/TypeSwitch.h"

#include <cmath>

using namespace mlir;
using namespace dendc;
using namespace dendc::dend;

namespace dendc {
#define GEN_PASS_DEF_DEQUANTIZEPASS
#include "compiler/passes/Passes.h.inc"
} // namespace dendc

namespace {

bool isQuantizedTensor(Type type) { return isa<quant::QuantizedType>(getElementTypeOrSelf(type)); }

Type getFloatType(Type type) { return cast<RankedTensorType>(type).clone(Float32Type::get(type.getContext())); }

/// The real numbers that integers of the type stand for, as many either side of zero where zero is in the middle.
DenseF64ArrayAttr getRangeAttr(Type type) {
  Quantization q = Quantization::get(getElementTypeOrSelf(type));
  int64_t min = q.zeroPoint == 0 && q.max == INT16_MAX ? -q.max : q.min;
  return DenseF64ArrayAttr::get(type.getContext(), {q.dequantize(min), q.dequantize(q.max)});
}

/// The clamp that a type imposes on what an op gives, where it was a function before the file was quantized: none of
/// its numbers is negative, so it was relu or, where they end at 6, relu6.
std::optional<FunctionAttr> getHiddenClamp(Operation *op) {
  if (!isa<WeightedOpInterface, AddOp, SubOp, MulOp, QuantizeOp>(op) ||
      !isPerTensorQuantized(op->getResult(0).getType()))
    return std::nullopt;
  Quantization q = Quantization::get(getElementTypeOrSelf(op->getResult(0).getType()));
  auto activation = op->getAttrOfType<FunctionAttr>("activation");
  if (q.zeroPoint != q.min || (activation && activation.getClamp()))
    return std::nullopt;
  MLIRContext *context = op->getContext();
  bool endsAtSix = std::abs(q.dequantize(q.max) - 6) < q.scale / 2;
  return endsAtSix ? FunctionAttr::get(context, "clip", {0.0, 6.0}) : FunctionAttr::get(context, "relu", {});
}

struct DequantizePass : dendc::impl::DequantizePassBase<DequantizePass> {
  void runOnOperation() override {
    func::FuncOp function = getOperation();
    for (LookupOp op : function.getOps<LookupOp>()) {
      op.emitOpError() << "expected functions of real numbers, found a table of integers";
      return signalPassFailure();
    }
    // From the last op to the first: each still sees what its operands were.
    for (Operation &op : llvm::make_early_inc_range(llvm::reverse(function.front())))
      if (op.getNumResults() == 1)
        dequantize(&op);
    for (BlockArgument argument : function.getArguments())
      if (isPerTensorQuantized(argument.getType())) {
        function.setArgAttr(argument.getArgNumber(), kRangeAttr, getRangeAttr(argument.getType()));
        argument.setType(getFloatType(argument.getType()));
      }
    function.setType(FunctionType::get(&getContext(), function.front().getArgumentTypes(),
                                       function.front().getTerminator()->getOperandTypes()));
  }

  void replace(Operation *op, Value value) {
    op->getResult(0).replaceAllUsesWith(value);
    op->erase();
  }

  void dequantize(Operation *op) {
    OpBuilder builder(op);
    builder.setInsertionPointAfter(op);
    Type type = op->getResult(0).getType();
    if (auto constant = dyn_cast<ConstantOp>(op); constant && isQuantizedTensor(type))
      return replace(op, replaceConstant(constant));
    if (auto reinterpret = dyn_cast<ReinterpretOp>(op))
      return replace(op, createAffine(builder, reinterpret));
    if (auto dequantize = dyn_cast<DequantizeOp>(op))
      return replace(op, dequantize.getInput());
    std::optional<FunctionAttr> clamp = getHiddenClamp(op);
    // What the file rounds on its way in is not clamped: its range is that of its data.
    if (auto quantize = dyn_cast<QuantizeOp>(op)) {
      Value input = quantize.getInput();
      bool isClamped = clamp && !isa<BlockArgument>(input);
      return replace(op, isClamped ? createUnary(builder, op->getLoc(), *clamp, input) : input);
    }
    op->removeAttr("arithmetic");
    op->removeAttr("signal_types");
    if (isQuantizedTensor(type))
      op->getResult(0).setType(getFloatType(type));
    if (!clamp)
      return;
    Value clamped = createUnary(builder, op->getLoc(), *clamp, op->getResult(0));
    op->getResult(0).replaceAllUsesExcept(clamped, clamped.getDefiningOp());
  }

  static Value createUnary(OpBuilder &builder, Location loc, FunctionAttr function, Value input) {
    return UnaryOp::create(builder, loc, getFloatType(input.getType()), function, input, ArithmeticKindAttr());
  }

  static Value replaceConstant(ConstantOp constant) {
    OpBuilder builder(constant);
    builder.setInsertionPointAfter(constant);
    return builder.createOrFold<DequantizeOp>(constant.getLoc(), getFloatType(constant.getType()), constant);
  }

  /// The real numbers that the integers of `input` stand for in the other type.
  static Value createAffine(OpBuilder &builder, ReinterpretOp op) {
    Quantization from = Quantization::get(getElementTypeOrSelf(op.getInput().getType()));
    Quantization to = Quantization::get(getElementTypeOrSelf(op.getType()));
    auto scalar = RankedTensorType::get(SmallVector<int64_t>(op.getType().getRank(), 1), builder.getF32Type());
    auto constant = [&](double value) {
      return ConstantOp::create(builder, op.getLoc(), DenseElementsAttr::get(scalar, float(value)));
    };
    Value factor = constant(to.scale / from.scale);
    Value offset = constant(double(from.zeroPoint - to.zeroPoint) * to.scale);
    Type type = getFloatType(op.getType());
    Value scaled = MulOp::create(builder, op.getLoc(), type, op.getInput(), factor);
    return AddOp::create(builder, op.getLoc(), type, scaled, offset);
  }
};

} // namespace
