// TurnRows.cpp - makes time the row axis of networks in one dimension.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/passes/Passes.h"

#include "dialects/kern/Kern.h"
#include "dialects/kern/Layers.h"

#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace dendc;

namespace dendc {
#define GEN_PASS_DEF_TURNROWSPASS
#include "compiler/passes/Passes.h.inc"
} // namespace dendc

namespace {

/// One row of several positions: the same bytes are as many rows of one position.
bool isOneRow(Type type) {
  auto tensor = cast<RankedTensorType>(type);
  return tensor.getRank() == 4 && tensor.getDimSize(0) == 1 && tensor.getDimSize(1) == 1;
}

RankedTensorType turn(RankedTensorType type) {
  return RankedTensorType::get({1, type.getDimSize(2), 1, type.getDimSize(3)}, type.getElementType());
}

bool isElementwise(Operation *op) {
  return isa<kern::AddOp, kern::ScaledAddOp, kern::MulOp, kern::RescaleOp, kern::LookupOp, kern::InterpolateOp,
             kern::FixedSigmoidOp, kern::FloatUnaryOp, kern::FloatBinaryOp, kern::QuantizeOp, kern::DequantizeOp>(op);
}

DenseI64ArrayAttr swapPair(MLIRContext *context, ArrayRef<int64_t> pair) {
  return DenseI64ArrayAttr::get(context, {pair[1], pair[0]});
}

/// Whether the op's window is one row high and stays within it.
template <typename Op> bool hasFlatWindow(Op op, int64_t windowHeight) {
  return windowHeight == 1 && op.getPadding()[0] == 0 && op.getPadding()[2] == 0;
}

template <typename Op> void turnWindow(Op op) {
  MLIRContext *context = op.getContext();
  ArrayRef<int64_t> padding = op.getPadding();
  op.setPadding({padding[1], padding[0], padding[3], padding[2]});
  op.setStridesAttr(swapPair(context, op.getStrides()));
  op.setDilationsAttr(swapPair(context, op.getDilations()));
}

/// A row of more than one position.
bool isWide(Type type) { return isOneRow(type) && cast<RankedTensorType>(type).getDimSize(2) > 1; }

bool canTurn(Operation *op) {
  if (op->getNumResults() != 1 || !isOneRow(op->getResult(0).getType()))
    return false;
  if (!isWide(op->getResult(0).getType()) && llvm::none_of(op->getOperandTypes(), isWide))
    return false;
  auto isOneRowOrRepeated = [](Type type) {
    auto tensor = cast<RankedTensorType>(type);
    return isOneRow(type) || tensor.getRank() < 2 || tensor.getDimSize(tensor.getRank() - 2) == 1;
  };
  return llvm::TypeSwitch<Operation *, bool>(op)
      .Case<kern::Conv2DOp, kern::DepthwiseConv2DOp>([](auto conv) {
        return isOneRow(conv.getInput().getType()) && isa<DenseElementsAttr>(conv.getWeights()) &&
               hasFlatWindow(conv, conv.getWeights().getShapedType().getDimSize(1));
      })
      .Case<kern::MaxPool2DOp, kern::AveragePool2DOp>(
          [](auto pool) { return isOneRow(pool.getInput().getType()) && hasFlatWindow(pool, pool.getWindow()[0]); })
      .Case([](kern::ResizeBilinearOp resize) { return isOneRow(resize.getInput().getType()); })
      .Default([&](Operation *other) {
        return isElementwise(other) && llvm::all_of(other->getOperandTypes(), isOneRowOrRepeated) &&
               llvm::any_of(other->getOperandTypes(), isOneRow);
      });
}

void turnGeometry(Operation *op) {
  llvm::TypeSwitch<Operation *>(op)
      .Case<kern::Conv2DOp, kern::DepthwiseConv2DOp>([](auto conv) {
        auto weights = cast<DenseElementsAttr>(conv.getWeights());
        ArrayRef<int64_t> shape = weights.getType().getShape();
        conv.setWeightsAttr(
            weights.reshape(RankedTensorType::get({shape[0], shape[2], shape[1], shape[3]}, weights.getElementType())));
        turnWindow(conv);
        if (auto borders = conv->template getAttrOfType<DenseI64ArrayAttr>("borders"))
          conv->setAttr("borders",
                        DenseI64ArrayAttr::get(conv.getContext(), {borders[1], borders[0], borders[3], borders[2]}));
      })
      .Case<kern::MaxPool2DOp, kern::AveragePool2DOp>([](auto pool) {
        pool.setWindowAttr(swapPair(pool.getContext(), pool.getWindow()));
        turnWindow(pool);
      })
      .Case([](kern::ResizeBilinearOp resize) {
        auto rows = resize.getRowsAttr();
        resize.setRowsAttr(resize.getColumnsAttr());
        resize.setColumnsAttr(rows);
      });
}

struct TurnRowsPass : dendc::impl::TurnRowsPassBase<TurnRowsPass> {
  void runOnOperation() override {
    func::FuncOp function = kern::getModelFunction(getOperation());
    if (!function)
      return;
    for (Operation &op : llvm::make_early_inc_range(function.front()))
      if (canTurn(&op))
        turnOp(&op);
    for (Operation &op : llvm::make_early_inc_range(llvm::reverse(function.front())))
      if (isa<kern::ReshapeOp>(op) && op.use_empty())
        op.erase();
  }

  /// `value` as `type`, through no more than one reshape.
  static Value reshape(OpBuilder &builder, Value value, RankedTensorType type) {
    while (auto before = value.getDefiningOp<kern::ReshapeOp>())
      value = before.getInput();
    return value.getType() == type ? value : kern::ReshapeOp::create(builder, value.getLoc(), type, value).getResult();
  }

  void turnOp(Operation *op) {
    OpBuilder builder(op);
    for (OpOperand &operand : op->getOpOperands())
      if (auto type = cast<RankedTensorType>(operand.get().getType()); isOneRow(type))
        operand.set(reshape(builder, operand.get(), turn(type)));
    turnGeometry(op);
    auto type = cast<RankedTensorType>(op->getResult(0).getType());
    op->getResult(0).setType(turn(type));
    builder.setInsertionPointAfter(op);
    auto back = kern::ReshapeOp::create(builder, op->getLoc(), type, op->getResult(0));
    op->getResult(0).replaceAllUsesExcept(back, back);
    for (Operation *user : llvm::make_early_inc_range(back->getUsers()))
      if (auto after = dyn_cast<kern::ReshapeOp>(user))
        after.getInputMutable().assign(op->getResult(0));
  }
};

} // namespace
