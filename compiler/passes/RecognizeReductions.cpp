// RecognizeReductions.cpp - reductions, means and softmax written out in several ops become the one op they are.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/passes/Passes.h"
#include "dialects/dend/Constants.h"
#include "dialects/dend/Dend.h"

#include "mlir/IR/PatternMatch.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

#include <cmath>

using namespace mlir;
using namespace dendc;
using namespace dendc::dend;

namespace dendc {
#define GEN_PASS_DEF_RECOGNIZEREDUCTIONSPASS
#include "compiler/passes/Passes.h.inc"
} // namespace dendc

namespace {

bool isFloat(Operation *op) { return getElementTypeOrSelf(op->getResult(0).getType()).isF32(); }

/// The op that gives `value`, of one kind and without an activation of its own, or null.
template <typename Op> Op findPlain(Value value) {
  auto op = value.getDefiningOp<Op>();
  return op && isFloat(op) && !op->hasAttr("activation") ? op : Op();
}

UnaryOp findUnary(Value value, StringRef function) {
  auto unary = findPlain<UnaryOp>(value);
  return unary && unary.getFunction().getName() == function ? unary : UnaryOp();
}

ReduceOp findReduction(Value value, ReductionKind kind) {
  auto reduce = findPlain<ReduceOp>(value);
  return reduce && reduce.getKind() == kind ? reduce : ReduceOp();
}

/// A reduction of a reduction along other axes is one along all of them.
struct MergeReductions : OpRewritePattern<ReduceOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(ReduceOp op, PatternRewriter &rewriter) const override {
    ReduceOp inner = isFloat(op) ? findReduction(op.getInput(), op.getKind()) : ReduceOp();
    if (!inner || !inner->hasOneUse())
      return failure();
    SmallVector<int64_t> axes(inner.getAxes());
    llvm::append_range(axes, op.getAxes());
    llvm::sort(axes);
    axes.erase(llvm::unique(axes), axes.end());
    rewriter.replaceOpWithNewOp<ReduceOp>(op, op.getType(), op.getKind(), inner.getInput(), axes, nullptr);
    return success();
  }
};

/// A sum of n elements by n.
struct RecognizeMean : OpRewritePattern<MulOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(MulOp op, PatternRewriter &rewriter) const override {
    for (auto [value, other] : {std::pair(op.getLhs(), op.getRhs()), std::pair(op.getRhs(), op.getLhs())}) {
      ReduceOp sum = op.getActivation() ? ReduceOp() : findReduction(value, ReductionKind::sum);
      std::optional<float> factor = getUniformValue(other);
      if (!sum || !sum->hasOneUse() || !factor || sum.getType() != op.getType())
        continue;
      double count = double(sum.getInput().getType().getNumElements()) / double(sum.getType().getNumElements());
      // The factor is 1/n as f32 has it.
      if (std::abs(double(*factor) * count - 1) > 1e-6)
        continue;
      rewriter.replaceOpWithNewOp<ReduceOp>(op, op.getType(), ReductionKind::mean, sum.getInput(), sum.getAxes(),
                                            nullptr);
      return success();
    }
    return failure();
  }
};

/// Exponentials by their sum along one axis; those of the distances from the largest value are the same.
LogicalResult recognizeSoftmax(Operation *op, Value exponentials, Value divisor, PatternRewriter &rewriter) {
  UnaryOp exponential = findUnary(exponentials, "exp");
  ReduceOp sum = findReduction(divisor, ReductionKind::sum);
  if (!exponential || !sum || sum.getInput() != exponentials || sum.getAxes().size() != 1 ||
      op->getResult(0).getType() != exponentials.getType() || op->hasAttr("activation"))
    return failure();
  Value input = exponential.getInput();
  if (auto distance = findPlain<SubOp>(input)) {
    ReduceOp largest = findReduction(distance.getRhs(), ReductionKind::max);
    if (largest && largest.getInput() == distance.getLhs() && largest.getAxes() == sum.getAxes())
      input = distance.getLhs();
  }
  rewriter.replaceOpWithNewOp<SoftmaxOp>(op, op->getResult(0).getType(), input, uint64_t(sum.getAxes()[0]), nullptr,
                                         nullptr);
  return success();
}

struct RecognizeSoftmaxOfQuotient : OpRewritePattern<DivOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(DivOp op, PatternRewriter &rewriter) const override {
    return recognizeSoftmax(op, op.getLhs(), op.getRhs(), rewriter);
  }
};

struct RecognizeSoftmaxOfProduct : OpRewritePattern<MulOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(MulOp op, PatternRewriter &rewriter) const override {
    for (auto [value, other] : {std::pair(op.getLhs(), op.getRhs()), std::pair(op.getRhs(), op.getLhs())})
      if (UnaryOp part = findUnary(other, "reciprocal"))
        if (succeeded(recognizeSoftmax(op, value, part.getInput(), rewriter)))
          return success();
    return failure();
  }
};

struct RecognizeReductionsPass : dendc::impl::RecognizeReductionsPassBase<RecognizeReductionsPass> {
  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    patterns.add<MergeReductions, RecognizeMean, RecognizeSoftmaxOfQuotient, RecognizeSoftmaxOfProduct>(&getContext());
    if (failed(applyPatternsGreedily(getOperation(), std::move(patterns))))
      signalPassFailure();
  }
};

} // namespace
