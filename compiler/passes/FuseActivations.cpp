// FuseActivations.cpp - clamps become part of the op that computes what they limit.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/passes/Passes.h"
#include "dialects/dend/Dend.h"

#include "mlir/IR/TypeUtilities.h"

using namespace mlir;
using namespace dendc;
using namespace dendc::dend;

namespace dendc {
#define GEN_PASS_DEF_FUSEACTIVATIONSPASS
#include "compiler/passes/Passes.h.inc"
} // namespace dendc

namespace {

/// The ops to give a clamp of `value` to, or failure. Ops that only move elements, and a maximum, let it pass. Integers
/// keep their type on the way.
FailureOr<SmallVector<Operation *>> getProducers(Value value) {
  Type element = getElementTypeOrSelf(value);
  SmallVector<Operation *> producers;
  SmallVector<Value> pending{value};
  while (!pending.empty()) {
    Value next = pending.pop_back_val();
    Operation *op = next.getDefiningOp();
    if (!op || !next.hasOneUse() || getElementTypeOrSelf(next) != element)
      return failure();
    if (isa<WeightedOpInterface, AddOp, SubOp, MulOp>(op) ||
        (element.isF32() && isa<DivOp, MinimumOp, MaximumOp, PowOp>(op))) {
      auto activation = op->getAttrOfType<FunctionAttr>("activation");
      if (activation && !activation.getClamp())
        return failure();
      producers.push_back(op);
    } else if (isa<MaxPool2DOp, ReshapeOp, TransposeOp, SliceOp, ConcatOp>(op)) {
      llvm::append_range(pending, op->getOperands());
    } else {
      return failure();
    }
  }
  return producers;
}

struct FuseActivationsPass : dendc::impl::FuseActivationsPassBase<FuseActivationsPass> {
  void runOnOperation() override {
    getOperation().walk([](UnaryOp op) {
      if (!op.getFunction().getClamp() || op.getFunction().getName() == "identity" ||
          op.getType() != op.getInput().getType())
        return;
      FailureOr<SmallVector<Operation *>> producers = getProducers(op.getInput());
      if (failed(producers))
        return;
      for (Operation *producer : *producers) {
        FunctionAttr fused = op.getFunction();
        if (auto inner = producer->getAttrOfType<FunctionAttr>("activation"))
          fused = fused.composeClamps(inner);
        producer->setAttr("activation", fused);
      }
      op.replaceAllUsesWith(op.getInput());
      op.erase();
    });
  }
};

} // namespace
