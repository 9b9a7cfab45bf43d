// ReduceToPool.cpp - reductions over positions become pools.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/Movement.h"
#include "compiler/passes/Passes.h"
#include "dialects/dend/Dend.h"

using namespace mlir;
using namespace dendc;
using namespace dendc::dend;

namespace dendc {
#define GEN_PASS_DEF_REDUCETOPOOLPASS
#include "compiler/passes/Passes.h.inc"
} // namespace dendc

namespace {

/// An image whose pool over one window computes a reduction.
struct PooledImage {
  SmallVector<int64_t> shape, window, pooledShape;

  static std::optional<PooledImage> of(ReduceOp op);
};

std::optional<PooledImage> PooledImage::of(ReduceOp op) {
  // Axes longer than 1: those before the reduced ones, the reduced ones, those after, which become the channels.
  SmallVector<int64_t> reduced;
  int64_t before = 1, channels = 1;
  bool hasChannels = false;
  for (auto [axis, size] : llvm::enumerate(op.getInput().getType().getShape())) {
    if (size == 1)
      continue;
    if (llvm::is_contained(op.getAxes(), int64_t(axis))) {
      if (hasChannels)
        return std::nullopt;
      reduced.push_back(size);
    } else if (reduced.empty()) {
      before *= size;
    } else {
      channels *= size;
      hasChannels = true;
    }
  }
  if (reduced.empty() || !hasChannels)
    return std::nullopt;
  if (before == 1 && reduced.size() == 2)
    return PooledImage{{1, reduced[0], reduced[1], channels}, reduced, {1, 1, 1, channels}};
  int64_t count = 1;
  for (int64_t size : reduced)
    count *= size;
  if (before == 1)
    return PooledImage{{1, count, 1, channels}, {count, 1}, {1, 1, 1, channels}};
  return PooledImage{{1, before, count, channels}, {1, count}, {1, before, 1, channels}};
}

struct ReduceToPoolPass : dendc::impl::ReduceToPoolPassBase<ReduceToPoolPass> {
  void runOnOperation() override {
    getOperation().walk([](ReduceOp op) {
      bool isMax = op.getKind() == ReductionKind::max;
      if (!isMax && op.getKind() != ReductionKind::mean)
        return;
      // Others round a mean and an average each in its own way.
      if (!isMax && op.getArithmetic().value_or(ArithmeticKind::native) != ArithmeticKind::native)
        return;
      std::optional<PooledImage> image = PooledImage::of(op);
      if (!image || (isMax && op.getInput().getType().getElementType() != op.getType().getElementType()))
        return;
      OpBuilder builder(op);
      Value input = regroup(builder, op.getLoc(), op.getInput(), image->shape);
      Type type = op.getType().clone(image->pooledShape);
      OperationState state(op.getLoc(), isMax ? MaxPool2DOp::getOperationName() : AveragePool2DOp::getOperationName());
      state.addOperands(input);
      state.addTypes(type);
      state.addAttribute("window", builder.getDenseI64ArrayAttr(image->window));
      if (op.getArithmeticAttr())
        state.addAttribute("arithmetic", op.getArithmeticAttr());
      Value pooled = builder.create(state)->getResult(0);
      op.replaceAllUsesWith(regroup(builder, op.getLoc(), pooled, op.getType().getShape()));
      op.erase();
    });
  }
};

} // namespace
