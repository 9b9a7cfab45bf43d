// LinearOperator.cpp - geometry of weighted ops of either dialect.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/reference/LinearOperator.h"
#include "dialects/kern/Kern.h"

#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace dendc;

static const int64_t kOnes[] = {1, 1}, kNoPadding[] = {0, 0, 0, 0};

static ArrayRef<int64_t> getShape(Value value) { return cast<ShapedType>(value.getType()).getShape(); }

/// The window of a weighted op over its input; that of a dense layer is one position, and its input a column of them.
static Sliding getSliding(Operation *op) {
  ArrayRef<int64_t> input = getShape(op->getOperand(0)), output = getShape(op->getResult(0));
  return llvm::TypeSwitch<Operation *, Sliding>(op)
      .Case<dend::Conv2DOp, dend::DepthwiseConv2DOp>([&](auto op) {
        ArrayRef<int64_t> size = getShape(op.getWeights()).slice(1, 2);
        return Sliding({size, op.getStrides(), op.getDilations(), op.getPadding()}, input, output);
      })
      .Case<kern::Conv2DOp, kern::DepthwiseConv2DOp>([&](auto op) {
        ArrayRef<int64_t> size = op.getWeights().getShapedType().getShape().slice(1, 2);
        return Sliding({size, op.getStrides(), op.getDilations(), op.getPadding()}, input, output);
      })
      .Case<dend::DenseOp, kern::DenseOp>([&](auto) {
        int64_t positions = ShapedType::getNumElements(input.drop_back());
        return Sliding({kOnes, kOnes, kOnes, kNoPadding}, {1, positions, 1, input.back()},
                       {1, positions, 1, output.back()});
      });
}

static int64_t getGroups(Operation *op) {
  return llvm::TypeSwitch<Operation *, int64_t>(op)
      .Case<dend::Conv2DOp, kern::Conv2DOp>([](auto op) { return op.getGroups(); })
      .Case<dend::DepthwiseConv2DOp, kern::DepthwiseConv2DOp>(
          [](auto op) { return op.getInput().getType().getDimSize(3); })
      .Case<dend::DenseOp, kern::DenseOp>([](auto) { return 1; });
}

LinearOperator::LinearOperator(Operation *op, const Tensor &tensor)
    : sliding(getSliding(op)), rows(tensor.shape.front()), outputChannels(getShape(op->getResult(0)).back()),
      inputChannels(getShape(op->getOperand(0)).back()), groups(getGroups(op)), weights(tensor.getElementCount()) {
  int64_t depth = weights.size() / rows;
  for (int64_t row = 0; row < rows; ++row)
    for (int64_t k = 0; k < depth; ++k)
      weights[k * rows + row] = float(tensor.getElement(row * depth + k));
}
