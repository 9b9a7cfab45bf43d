// FoldAffine.cpp - scales and shifts become part of the weights next to them.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/Branches.h"
#include "compiler/passes/Passes.h"
#include "dialects/dend/Constants.h"
#include "dialects/dend/Dend.h"

#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

using namespace mlir;
using namespace dendc;
using namespace dendc::dend;

namespace dendc {
#define GEN_PASS_DEF_FOLDAFFINEPASS
#include "compiler/passes/Passes.h.inc"
} // namespace dendc

namespace {

/// An op that scales or shifts `input` by constants: y = input * scale + shift, either of which may be missing.
struct Affine {
  Value input;
  /// Constants that broadcast to the input's shape.
  DenseElementsAttr scale, shift;
  FunctionAttr activation;

  static std::optional<Affine> of(Operation *op);
};

std::optional<Affine> Affine::of(Operation *op) {
  if (!isa<UnaryOp, AddOp, SubOp, MulOp>(op))
    return std::nullopt;
  auto type = cast<RankedTensorType>(op->getResult(0).getType());
  if (!type.getElementType().isF32())
    return std::nullopt;
  auto minusOne = [&] {
    return DenseElementsAttr::get(RankedTensorType::get({}, type.getElementType()), ArrayRef<float>{-1.0f});
  };
  Affine affine;
  if (auto unary = dyn_cast<UnaryOp>(op)) {
    affine.input = unary.getInput();
    affine.scale = minusOne();
    return unary.getFunction().getName() == "neg" ? std::optional(affine) : std::nullopt;
  }
  affine.activation = op->getAttrOfType<FunctionAttr>("activation");
  unsigned constant = getFloats(op->getOperand(1)) ? 1 : 0;
  DenseElementsAttr values = getFloats(op->getOperand(constant));
  affine.input = op->getOperand(1 - constant);
  if (!values || affine.input.getType() != type)
    return std::nullopt;
  if (isa<MulOp>(op)) {
    affine.scale = values;
  } else if (isa<AddOp>(op)) {
    affine.shift = values;
  } else if (constant == 0) {
    affine.scale = minusOne();
    affine.shift = values;
  } else {
    return std::nullopt; // x - c is x + (-c) in canonical form
  }
  return affine;
}

//===----------------------------------------------------------------------===//
// After a weighted op
//===----------------------------------------------------------------------===//

/// The weighted op that alone feeds `value`, directly or through a pool that lets `affine` pass.
WeightedOpInterface getWeightedProducer(Value value, const Affine &affine) {
  if (!value.hasOneUse())
    return nullptr;
  Operation *producer = value.getDefiningOp();
  if (auto pool = dyn_cast_or_null<AveragePool2DOp>(producer)) {
    // Padding that counts is shifted by nothing.
    if (affine.shift && pool.getCountPadding() && llvm::any_of(pool.getPadding(), [](int64_t p) { return p != 0; }))
      return nullptr;
    value = pool.getInput();
  } else if (auto pool = dyn_cast_or_null<MaxPool2DOp>(producer)) {
    if (affine.scale && llvm::any_of(affine.scale.getValues<float>(), [](float s) { return !(s > 0); }))
      return nullptr;
    value = pool.getInput();
  }
  auto weighted = value.getDefiningOp<WeightedOpInterface>();
  return weighted && value.hasOneUse() && !weighted.getActivation() ? weighted : nullptr;
}

LogicalResult foldIntoProducer(PatternRewriter &rewriter, Operation *op, const Affine &affine) {
  WeightedOpInterface weighted = getWeightedProducer(affine.input, affine);
  if (!weighted)
    return failure();
  std::optional<Branches> branches = Branches::read(weighted);
  if (!branches)
    return failure();
  ArrayRef<int64_t> shape = weighted.getOutput().getType().getShape();
  std::optional<std::vector<float>> scale, shift;
  if (affine.scale && !(scale = getChannelValues(affine.scale, shape)))
    return failure();
  if (affine.shift && !(shift = getChannelValues(affine.shift, shape)))
    return failure();
  if (scale)
    branches->scaleOutput(*scale);
  if (shift)
    branches->shiftOutput(*shift);
  rewriter.modifyOpInPlace(weighted, [&] { branches->write(rewriter, weighted); });
  Value result = affine.input;
  if (affine.activation)
    result = UnaryOp::create(rewriter, op->getLoc(), result.getType(), affine.activation, result, ArithmeticKindAttr());
  rewriter.replaceOp(op, result);
  return success();
}

//===----------------------------------------------------------------------===//
// Before weighted ops
//===----------------------------------------------------------------------===//

/// Whether `op` sees each input channel, or as a dense layer each element, unmixed with padding.
bool isUnpadded(WeightedOpInterface op) {
  auto padding = op->getAttrOfType<DenseI64ArrayAttr>("padding");
  return !padding || llvm::all_of(padding.asArrayRef(), [](int64_t p) { return p == 0; });
}

/// The weighted ops that alone read `value`, dense layers also through a reshape that flattens it. Empty where
/// something else reads it.
SmallVector<WeightedOpInterface> getWeightedReaders(Value value) {
  SmallVector<WeightedOpInterface> readers;
  for (Operation *user : value.getUsers()) {
    if (auto weighted = dyn_cast<WeightedOpInterface>(user)) {
      if (weighted.getInput() != value)
        return {};
      readers.push_back(weighted);
      continue;
    }
    auto reshape = dyn_cast<ReshapeOp>(user);
    if (!reshape || reshape.getType().getRank() == 0 ||
        reshape.getType().getShape().back() != reshape.getType().getNumElements())
      return {};
    for (Operation *reader : reshape->getUsers()) {
      auto dense = dyn_cast<DenseOp>(reader);
      if (!dense || dense.getInput() != reshape)
        return {};
      readers.push_back(cast<WeightedOpInterface>(reader));
    }
  }
  return readers;
}

/// `values` as one for each input channel of `op`, which reads a tensor of `shape` directly or flattened.
std::optional<std::vector<float>> getInputValues(WeightedOpInterface op, DenseElementsAttr values,
                                                 ArrayRef<int64_t> shape) {
  RankedTensorType input = op.getInput().getType();
  if (isa<DenseOp>(*op) && input.getShape().back() == input.getNumElements())
    return getFloatVector(broadcastElements(values, shape));
  return getChannelValues(values, shape);
}

LogicalResult foldIntoReaders(PatternRewriter &rewriter, Operation *op, const Affine &affine) {
  SmallVector<WeightedOpInterface> readers = getWeightedReaders(op->getResult(0));
  if (readers.empty() || affine.activation)
    return failure();
  ArrayRef<int64_t> shape = cast<RankedTensorType>(affine.input.getType()).getShape();
  SmallVector<std::pair<WeightedOpInterface, Branches>> folded;
  for (WeightedOpInterface reader : readers) {
    std::optional<Branches> branches = Branches::read(reader);
    std::optional<std::vector<float>> scale, shift;
    if (!branches || (affine.shift && !isUnpadded(reader)) ||
        (affine.scale && !(scale = getInputValues(reader, affine.scale, shape))) ||
        (affine.shift && !(shift = getInputValues(reader, affine.shift, shape))))
      return failure();
    for (int64_t row = 0; row < branches->getRowCount(); ++row) {
      double total = 0;
      for (auto [index, weight] : llvm::enumerate(branches->getRow(row))) {
        int64_t channel = getInputChannel(reader, row, int64_t(index));
        total += shift ? double(weight) * (*shift)[channel] : 0.0;
        weight *= scale ? (*scale)[channel] : 1.0f;
      }
      branches->bias[row] += float(total);
    }
    folded.emplace_back(reader, std::move(*branches));
  }
  for (auto &[reader, branches] : folded)
    rewriter.modifyOpInPlace(reader, [&, &r = reader, &b = branches] { b.write(rewriter, r); });
  rewriter.replaceOp(op, affine.input);
  return success();
}

/// Tries the weights before an op that scales or shifts, then those after it.
struct FoldAffine : RewritePattern {
  explicit FoldAffine(MLIRContext *context) : RewritePattern(MatchAnyOpTypeTag(), 1, context) {}

  LogicalResult matchAndRewrite(Operation *op, PatternRewriter &rewriter) const override {
    std::optional<Affine> affine = Affine::of(op);
    if (!affine)
      return failure();
    return success(succeeded(foldIntoProducer(rewriter, op, *affine)) ||
                   succeeded(foldIntoReaders(rewriter, op, *affine)));
  }
};

struct FoldAffinePass : dendc::impl::FoldAffinePassBase<FoldAffinePass> {
  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    patterns.add<FoldAffine>(&getContext());
    if (failed(applyPatternsGreedily(getOperation(), std::move(patterns))))
      signalPassFailure();
  }
};

} // namespace
