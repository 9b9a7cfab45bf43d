// Canonicalize.cpp - algebra that brings elementwise ops into one form.
// In that form a constant is the right operand of `add` or `mul`, `mul` comes before `add`, and constants have no
// axis they are uniform along; clamps are one unary function.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/dend/Constants.h"
#include "dialects/dend/Dend.h"
#include "dialects/dend/Geometry.h"

#include "mlir/IR/PatternMatch.h"

#include <cmath>
#include <limits>

using namespace mlir;
using namespace dendc::dend;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// Replaces `op` by `value`, keeping its fused activation.
void replaceKeepingActivation(PatternRewriter &rewriter, Operation *op, Value value, FunctionAttr activation) {
  if (activation)
    value = UnaryOp::create(rewriter, op->getLoc(), value.getType(), activation, value, ArithmeticKindAttr());
  rewriter.replaceOp(op, value);
}

FunctionAttr getFunction(std::optional<FunctionAttr> function) { return function ? *function : FunctionAttr(); }

/// A constant like that of `floats` with `function` of every element.
Value createMapped(PatternRewriter &rewriter, Location loc, DenseElementsAttr floats,
                   llvm::function_ref<double(double)> function) {
  std::vector<float> values = getFloatVector(floats);
  for (float &value : values)
    value = float(function(value));
  return ConstantOp::create(rewriter, loc, DenseElementsAttr::get(floats.getType(), ArrayRef<float>(values)));
}

//===----------------------------------------------------------------------===//
// Binary ops
//===----------------------------------------------------------------------===//

/// x + 0, x - 0, x * 1, x / 1, x ** 1: x.
template <typename Op> struct DropNeutral : OpRewritePattern<Op> {
  DropNeutral(MLIRContext *context, float neutral) : OpRewritePattern<Op>(context), neutral(neutral) {}

  LogicalResult matchAndRewrite(Op op, PatternRewriter &rewriter) const override {
    if (getUniformValue(op.getRhs()) != neutral || op.getLhs().getType() != op.getType())
      return failure();
    replaceKeepingActivation(rewriter, op, op.getLhs(), getFunction(op.getActivation()));
    return success();
  }
  float neutral;
};

/// x - c: x + (-c).
struct SubtractedConstant : OpRewritePattern<SubOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(SubOp op, PatternRewriter &rewriter) const override {
    DenseElementsAttr constant = getFloats(op.getRhs());
    if (!constant || !op.getType().getElementType().isF32())
      return failure();
    Value negated = createMapped(rewriter, op.getRhs().getLoc(), constant, [](double c) { return -c; });
    rewriter.replaceOpWithNewOp<AddOp>(op, op.getType(), op.getLhs(), negated, getFunction(op.getActivation()),
                                       op.getArithmeticAttr());
    return success();
  }
};

/// x / c: x * (1 / c), where no quotient overflows; 1 / x: reciprocal of x.
struct DividedConstant : OpRewritePattern<DivOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(DivOp op, PatternRewriter &rewriter) const override {
    if (getUniformValue(op.getLhs()) == 1.0f && op.getRhs().getType() == op.getType()) {
      auto reciprocal = FunctionAttr::get(getContext(), "reciprocal");
      Value value =
          UnaryOp::create(rewriter, op.getLoc(), op.getType(), reciprocal, op.getRhs(), op.getArithmeticAttr());
      replaceKeepingActivation(rewriter, op, value, getFunction(op.getActivation()));
      return success();
    }
    DenseElementsAttr constant = getFloats(op.getRhs());
    auto isSafe = [](float c) { return std::isnormal(c) && std::isnormal(1.0f / c); };
    if (!constant || !op.getType().getElementType().isF32() || !llvm::all_of(constant.getValues<float>(), isSafe))
      return failure();
    Value inverse = createMapped(rewriter, op.getRhs().getLoc(), constant, [](double c) { return 1.0 / c; });
    rewriter.replaceOpWithNewOp<MulOp>(op, op.getType(), op.getLhs(), inverse, getFunction(op.getActivation()),
                                       op.getArithmeticAttr());
    return success();
  }
};

/// The op that alone feeds the left operand of `op`, without an activation and with a constant on its right, if it
/// is an `Inner` and takes an operand of the type `op` gives.
template <typename Inner, typename Op> Inner getInnerWithConstant(Op op) {
  auto inner = op.getLhs().template getDefiningOp<Inner>();
  if (!inner || inner.getActivation() || !inner->hasOneUse() || inner.getLhs().getType() != op.getType() ||
      !getFloats(inner.getRhs()) || !getFloats(op.getRhs()))
    return nullptr;
  return inner;
}

/// (x + c) + d: x + (c + d); (x * c) * d: x * (c * d).
template <typename Op> struct MergeConstants : OpRewritePattern<Op> {
  using OpRewritePattern<Op>::OpRewritePattern;

  LogicalResult matchAndRewrite(Op op, PatternRewriter &rewriter) const override {
    Op inner = getInnerWithConstant<Op>(op);
    if (!inner)
      return failure();
    Value merged = createOnConstants<Op>(rewriter, op.getLoc(), inner.getRhs(), op.getRhs());
    rewriter.replaceOpWithNewOp<Op>(op, op.getType(), inner.getLhs(), merged, getFunction(op.getActivation()),
                                    op.getArithmeticAttr());
    return success();
  }

  /// The op on two constants; folding makes it one.
  template <typename Combine>
  static Value createOnConstants(PatternRewriter &rewriter, Location loc, Value lhs, Value rhs) {
    auto a = cast<RankedTensorType>(lhs.getType()), b = cast<RankedTensorType>(rhs.getType());
    auto shape = getBroadcastShape(a.getShape(), b.getShape());
    assert(succeeded(shape) && "constants of ops on one tensor broadcast");
    return rewriter.createOrFold<Combine>(loc, RankedTensorType::get(*shape, a.getElementType()), lhs, rhs);
  }
};

/// (x + c) * d: x * d + c * d, so that scales meet the weights before them first.
struct ScaleBeforeShift : OpRewritePattern<MulOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(MulOp op, PatternRewriter &rewriter) const override {
    auto inner = getInnerWithConstant<AddOp>(op);
    if (!inner)
      return failure();
    Value shift = MergeConstants<MulOp>::createOnConstants<MulOp>(rewriter, op.getLoc(), inner.getRhs(), op.getRhs());
    Value scaled = MulOp::create(rewriter, op.getLoc(), op.getType(), inner.getLhs(), op.getRhs());
    rewriter.replaceOpWithNewOp<AddOp>(op, op.getType(), scaled, shift, getFunction(op.getActivation()),
                                       op.getArithmeticAttr());
    return success();
  }
};

/// max(x, c) and min(x, c) with one c for all: a clamp.
template <typename Op, bool isLow> struct ClampOfBound : OpRewritePattern<Op> {
  using OpRewritePattern<Op>::OpRewritePattern;

  LogicalResult matchAndRewrite(Op op, PatternRewriter &rewriter) const override {
    std::optional<float> bound = getUniformValue(op.getRhs());
    if (!bound || std::isnan(*bound) || op.getLhs().getType() != op.getType())
      return failure();
    FunctionAttr clamp = isLow ? FunctionAttr::getClamp(op.getContext(), *bound, kInfinity)
                               : FunctionAttr::getClamp(op.getContext(), -kInfinity, *bound);
    Value value = UnaryOp::create(rewriter, op.getLoc(), op.getType(), clamp, op.getLhs(), op.getArithmeticAttr());
    replaceKeepingActivation(rewriter, op, value, getFunction(op.getActivation()));
    return success();
  }
};

/// x ** 2, 0.5, -1, -0.5: a unary function.
struct PowOfConstant : OpRewritePattern<PowOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(PowOp op, PatternRewriter &rewriter) const override {
    std::optional<float> exponent = getUniformValue(op.getRhs());
    if (!exponent || op.getLhs().getType() != op.getType())
      return failure();
    StringRef name = *exponent == 2.0f    ? "square"
                     : *exponent == 0.5f  ? "sqrt"
                     : *exponent == -1.0f ? "reciprocal"
                     : *exponent == -0.5f ? "rsqrt"
                                          : "";
    if (name.empty())
      return failure();
    Value value = UnaryOp::create(rewriter, op.getLoc(), op.getType(), FunctionAttr::get(getContext(), name),
                                  op.getLhs(), op.getArithmeticAttr());
    replaceKeepingActivation(rewriter, op, value, getFunction(op.getActivation()));
    return success();
  }
};

/// x * x: the square of x.
struct ProductWithItself : OpRewritePattern<MulOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(MulOp op, PatternRewriter &rewriter) const override {
    if (op.getLhs() != op.getRhs() || !op.getType().getElementType().isF32())
      return failure();
    Value value = UnaryOp::create(rewriter, op.getLoc(), op.getType(), FunctionAttr::get(getContext(), "square"),
                                  op.getLhs(), op.getArithmeticAttr());
    replaceKeepingActivation(rewriter, op, value, getFunction(op.getActivation()));
    return success();
  }
};

/// A constant operand loses the axes it is uniform along, where the other operand gives the result its shape.
template <typename Op> struct ShrinkConstant : OpRewritePattern<Op> {
  using OpRewritePattern<Op>::OpRewritePattern;

  LogicalResult matchAndRewrite(Op op, PatternRewriter &rewriter) const override {
    for (unsigned operand : {0, 1}) {
      DenseElementsAttr floats = getFloats(op->getOperand(operand));
      if (!floats || floats.getNumElements() == 1 || op->getOperand(1 - operand).getType() != op.getType())
        continue;
      DenseElementsAttr shrunk = shrinkElements(floats);
      if (shrunk == floats)
        continue;
      Value constant = ConstantOp::create(rewriter, op->getOperand(operand).getLoc(), shrunk);
      rewriter.modifyOpInPlace(op, [&] { op->setOperand(operand, constant); });
      return success();
    }
    return failure();
  }
};

//===----------------------------------------------------------------------===//
// Unary ops and transposes
//===----------------------------------------------------------------------===//

/// A clamp of a clamp: one clamp. relu of what is never negative, neg of neg: the inner value.
struct MergeUnary : OpRewritePattern<UnaryOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(UnaryOp op, PatternRewriter &rewriter) const override {
    auto inner = op.getInput().getDefiningOp<UnaryOp>();
    if (!inner || !op.getType().getElementType().isF32() || op.getType() != inner.getType())
      return failure();
    FunctionAttr outerFunction = op.getFunction(), innerFunction = inner.getFunction();
    StringRef outerName = outerFunction.getName(), innerName = innerFunction.getName();
    if (outerName == "relu" && isNeverNegative(innerName)) {
      rewriter.replaceOp(op, inner);
      return success();
    }
    if (outerName == "neg" && innerName == "neg") {
      rewriter.replaceOp(op, inner.getInput());
      return success();
    }
    if (!outerFunction.getClamp() || !innerFunction.getClamp())
      return failure();
    rewriter.replaceOpWithNewOp<UnaryOp>(op, op.getType(), outerFunction.composeClamps(innerFunction), inner.getInput(),
                                         op.getArithmeticAttr());
    return success();
  }

  static bool isNeverNegative(StringRef function) {
    return llvm::is_contained({"abs", "exp", "hard_sigmoid", "relu", "sigmoid", "softplus", "sqrt", "square"},
                              function);
  }
};

/// A clip that is a relu or the identity is written as such.
struct NameClamp : OpRewritePattern<UnaryOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(UnaryOp op, PatternRewriter &rewriter) const override {
    auto bounds = op.getFunction().getClamp();
    if (!bounds || op.getFunction().getName() != "clip")
      return failure();
    FunctionAttr named = FunctionAttr::getClamp(getContext(), bounds->first, bounds->second);
    if (named == op.getFunction())
      return failure();
    rewriter.modifyOpInPlace(op, [&] { op.setFunctionAttr(named); });
    return success();
  }
};

/// A transpose that only moves axes of 1 moves no element: a reshape.
struct TransposeToReshape : OpRewritePattern<TransposeOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(TransposeOp op, PatternRewriter &rewriter) const override {
    ArrayRef<int64_t> shape = op.getInput().getType().getShape();
    int64_t previous = -1;
    for (int64_t axis : op.getPermutation()) {
      if (shape[axis] == 1)
        continue;
      if (axis < previous)
        return failure();
      previous = axis;
    }
    rewriter.replaceOpWithNewOp<ReshapeOp>(op, op.getType(), op.getInput());
    return success();
  }
};

/// What nobody asks of the cells after the last step need not be kept.
struct DropFinalCell : OpRewritePattern<RecurrentOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(RecurrentOp op, PatternRewriter &rewriter) const override {
    if (!op.getFinalCell() || !op.getFinalCell().use_empty())
      return failure();
    auto output = RecurrentOp::create(rewriter, op.getLoc(), TypeRange(op.getOutput().getType()), op->getOperands(),
                                      op->getAttrs());
    rewriter.replaceAllUsesWith(op.getOutput(), output.getOutput());
    rewriter.eraseOp(op);
    return success();
  }
};

} // namespace

void AddOp::getCanonicalizationPatterns(RewritePatternSet &patterns, MLIRContext *context) {
  patterns.add<MergeConstants<AddOp>, ShrinkConstant<AddOp>>(context);
  patterns.add<DropNeutral<AddOp>>(context, 0.0f);
}
void SubOp::getCanonicalizationPatterns(RewritePatternSet &patterns, MLIRContext *context) {
  patterns.add<SubtractedConstant, ShrinkConstant<SubOp>>(context);
}
void MulOp::getCanonicalizationPatterns(RewritePatternSet &patterns, MLIRContext *context) {
  patterns.add<MergeConstants<MulOp>, ScaleBeforeShift, ProductWithItself, ShrinkConstant<MulOp>>(context);
  patterns.add<DropNeutral<MulOp>>(context, 1.0f);
}
void DivOp::getCanonicalizationPatterns(RewritePatternSet &patterns, MLIRContext *context) {
  patterns.add<DividedConstant, ShrinkConstant<DivOp>>(context);
}
void MinimumOp::getCanonicalizationPatterns(RewritePatternSet &patterns, MLIRContext *context) {
  patterns.add<ClampOfBound<MinimumOp, false>, ShrinkConstant<MinimumOp>>(context);
}
void MaximumOp::getCanonicalizationPatterns(RewritePatternSet &patterns, MLIRContext *context) {
  patterns.add<ClampOfBound<MaximumOp, true>, ShrinkConstant<MaximumOp>>(context);
}
void PowOp::getCanonicalizationPatterns(RewritePatternSet &patterns, MLIRContext *context) {
  patterns.add<PowOfConstant, ShrinkConstant<PowOp>>(context);
  patterns.add<DropNeutral<PowOp>>(context, 1.0f);
}
void UnaryOp::getCanonicalizationPatterns(RewritePatternSet &patterns, MLIRContext *context) {
  patterns.add<MergeUnary, NameClamp>(context);
}
void TransposeOp::getCanonicalizationPatterns(RewritePatternSet &patterns, MLIRContext *context) {
  patterns.add<TransposeToReshape>(context);
}
void RecurrentOp::getCanonicalizationPatterns(RewritePatternSet &patterns, MLIRContext *context) {
  patterns.add<DropFinalCell>(context);
}
