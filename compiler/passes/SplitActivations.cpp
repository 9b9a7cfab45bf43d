// SplitActivations.cpp - fused activations that are no clamps become ops of their own.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/passes/Passes.h"
#include "dialects/dend/Dend.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"

using namespace mlir;
using namespace dendc;

namespace dendc {
#define GEN_PASS_DEF_SPLITACTIVATIONSPASS
#include "compiler/passes/Passes.h.inc"
} // namespace dendc

namespace {

struct SplitActivationsPass : dendc::impl::SplitActivationsPassBase<SplitActivationsPass> {
  void runOnOperation() override {
    getOperation().walk([](Operation *op) {
      auto activation = op->getAttrOfType<dend::FunctionAttr>("activation");
      if (!activation || activation.getClamp())
        return;
      op->removeAttr("activation");
      OpBuilder builder(op->getContext());
      builder.setInsertionPointAfter(op);
      Value result = op->getResult(0);
      auto unary = dend::UnaryOp::create(builder, op->getLoc(), result.getType(), activation, result, nullptr);
      result.replaceAllUsesExcept(unary.getOutput(), unary);
    });
  }
};

} // namespace
