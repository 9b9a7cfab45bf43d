// KernelScratch.cpp - bytes of scratch that kernels take, as runtime/README.md has them.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/analysis/KernelScratch.h"

#include "dialects/kern/Kernels.h"
#include "dialects/kern/Rows.h"

#include <algorithm>

using namespace mlir;
using namespace dendc;

/// Taps, planes of a strip, sums. `callRows` output rows of `columns` columns are computed by one call.
static int64_t getStripScratchSize(kern::DepthwiseConv2DOp op, StringRef layout, int64_t callRows, int64_t columns) {
  ArrayRef<int64_t> window = op.getWeights().getShapedType().getShape();
  int64_t branches = int64_t(op.getDendriteCount()) + 1, strip = std::min(callRows, kern::getStripRows(op, layout));
  if (layout == "single") {
    int64_t words = (columns - 1) * op.getStrides()[1] + (window[2] - 1) * op.getDilations()[1] + 1;
    return 4 * branches * window[1] * window[2] + 4 * words * kern::getPlaneRows(op, strip) +
           (branches > 2 ? 16 * branches : 0);
  }
  return 8 * branches * window[1] + kern::getPlanesSize(op, strip, columns) + (branches > 4 ? 8 * branches : 0);
}

/// Columns of whole steps, where they are not read in place, and the signals of dendrites that others follow.
static int64_t getVectorScratchSize(kern::WeightedOpInterface op) {
  int64_t rows = op.getWeights().getShapedType().getDimSize(0), length = op.getWeights().getNumElements() / rows;
  int64_t size = length * op.getInput().getType().getElementTypeBitWidth() / 8, columns = 2;
  if (isa<kern::DenseOp>(op.getOperation()))
    columns =
        size % 16 == 0 ? 0 : std::min<int64_t>(2, op.getOutput().getType().getNumElements() / op.getChannelCount());
  int64_t bytes = columns * int64_t(llvm::alignTo(size, 16)) + 32 * std::max<int64_t>(op.getDendriteCount() - 1, 0);
  return std::max<int64_t>(bytes, 4); // kernels of weighted ops take some
}

/// Columns of plain elements, which dense layers read in place, and sums of more than four branches.
static int64_t getNarrowScratchSize(kern::WeightedOpInterface op) {
  int64_t rows = op.getWeights().getShapedType().getDimSize(0), length = op.getWeights().getNumElements() / rows;
  int64_t size = length * op.getInput().getType().getElementTypeBitWidth() / 8, branches = op.getDendriteCount() + 1;
  int64_t bytes = isa<kern::DenseOp>(op.getOperation()) ? 0 : 2 * int64_t(llvm::alignTo(size, 4));
  return std::max<int64_t>(bytes + (branches > 4 ? 8 * branches : 0), 4); // kernels of weighted ops take some
}

/// Transformed inputs of two tiles; before these their inputs, then the sums of their products, signals of dendrites
/// and outputs of tiles at the edge.
static int64_t getWinogradScratchSize(kern::WeightedOpInterface op) {
  int64_t inputs = int64_t(llvm::alignTo(op.getInput().getType().getDimSize(3), 4));
  int64_t outputSize = op.getOutput().getType().getElementTypeBitWidth() / 8 * op.getChannelCount();
  return 64 * inputs + std::max(24 * inputs, 512 + 64 * int64_t(op.getDendriteCount()) + 8 * outputSize);
}

/// A column of words, and sums of more than four branches at three positions.
static int64_t getTripleScratchSize(kern::WeightedOpInterface op) {
  int64_t branches = op.getDendriteCount() + 1;
  int64_t length = op.getWeights().getNumElements() / op.getWeights().getShapedType().getDimSize(0);
  return 4 * length + (branches > 4 ? 12 * branches : 0);
}

/// The bytes of the input, padding included, that `rows` output rows of a convolution read: those of a row are whole
/// words, one byte behind the last window among them.
static int64_t getPaddedSize(kern::Conv2DOp op, int64_t rows) {
  ArrayRef<int64_t> output = op.getOutput().getType().getShape(), window = op.getWeights().getShapedType().getShape();
  auto getExtent = [&](int64_t positions, unsigned axis) {
    return (positions - 1) * op.getStrides()[axis] + (window[1 + axis] - 1) * op.getDilations()[axis] + 1;
  };
  RankedTensorType input = op.getInput().getType();
  int64_t size = input.getElementTypeBitWidth() / 8, width = getExtent(output[2], 1) + (size == 1 ? 1 : 0);
  return getExtent(rows, 0) * int64_t(llvm::alignTo(width * input.getDimSize(3) * size, 4));
}

int64_t dendc::getPaddableRows(Operation *op) {
  constexpr int64_t kLeastWidth = 4, kMostSize = 512;
  auto conv = dyn_cast<kern::Conv2DOp>(op);
  const kern::Kernel *kernel = kern::getChosenKernel(op);
  if (!conv || !kernel || !kernel->gathersColumns() || conv.getGroups() != 1 ||
      conv.getInput().getType().getDimSize(2) == 1)
    return 0;
  int64_t width = conv.getOutput().getType().getDimSize(2);
  int64_t rows = 1 + width % 2; // positions are taken in pairs, even where a row ends
  bool isPadded = llvm::any_of(conv.getPadding(), [](int64_t padding) { return padding > 0; });
  return isPadded && width >= kLeastWidth && getPaddedSize(conv, rows) <= kMostSize ? rows : 0;
}

int64_t dendc::getScratchSize(kern::WeightedOpInterface op, StringRef layout) {
  int64_t branches = int64_t(op.getDendriteCount()) + 1, sums = branches > 1 ? 32 * branches : 0;
  if (layout == "wide")
    sums = branches > 4 ? 8 * branches : 0;
  if (layout.empty())
    return 4 * branches;
  if (layout == "direct")
    return branches > 1 ? 16 * branches : 4;
  if (layout == "quad")
    return 32 * branches;
  if (layout == "planes" || layout == "single") {
    ArrayRef<int64_t> output = op.getOutput().getType().getShape();
    return getStripScratchSize(cast<kern::DepthwiseConv2DOp>(op.getOperation()), layout, output[1], output[2]);
  }
  if (layout == "vector")
    return getVectorScratchSize(op);
  if (layout == "long")
    return 4; // kernels of weighted ops take some
  if (layout == "quartet")
    return branches == 3 || branches > 4 ? 32 * branches : 4; // kernels of weighted ops take some
  if (layout == "narrow")
    return getNarrowScratchSize(op);
  if (layout == "winograd")
    return getWinogradScratchSize(op);
  if (layout == "triple")
    return getTripleScratchSize(op);
  if (layout == "sixteen")
    return int64_t(llvm::alignTo(op.getChannelCount(), 16)) +
           8 * op.getWeights().getShapedType().getDimSize(1) * op.getWeights().getShapedType().getDimSize(2) +
           64 * std::max<int64_t>(op.getDendriteCount() - 1, 0);
  int64_t rows = op.getWeights().getShapedType().getDimSize(0), length = op.getWeights().getNumElements() / rows;
  int64_t words = layout == "paired" ? (length + 3) / 4 * 2 : (length + 1) / 2;
  int64_t columns = 2;
  if (isa<kern::DenseOp>(op.getOperation()))
    columns = std::min<int64_t>(2, op.getOutput().getType().getNumElements() / op.getChannelCount());
  auto padded = op->getAttrOfType<IntegerAttr>(kern::kPaddedRowsAttr);
  int64_t copy = padded ? getPaddedSize(cast<kern::Conv2DOp>(op.getOperation()), padded.getInt()) : 0;
  return copy + 4 * columns * words + sums;
}

int64_t dendc::getProductScratchSize(kern::RecurrentOp op, StringRef layout) {
  int64_t units = op.getUnitCount();
  if (layout == "vector") {
    int64_t size = 2 * units;
    return size % 16 == 0 ? 0 : int64_t(llvm::alignTo(size, 16));
  }
  return 4 * (layout == "paired" ? (units + 3) / 4 * 2 : (units + 1) / 2);
}

/// A signal of all branches, what one product takes, the states, then the sums of a branch and a vector beside.
int64_t dendc::getScratchSize(kern::RecurrentOp op, StringRef layout) {
  int64_t units = op.getUnitCount(), states = op.getInitial().getType().getNumElements();
  int64_t elements = states + (op.getShape().gates + 1) * units;
  if (layout.empty())
    return 4 * (elements + op.getBranchCount());
  int64_t wider = op.getHiddenRequant() ? 6 * units : 0; // products of 32 bits, and no vector
  return 4 * op.getBranchCount() + getProductScratchSize(op, layout) + int64_t(llvm::alignTo(2 * elements + wider, 4));
}

int64_t dendc::getScratchSize(Operation *op) {
  if (auto size = op->getAttrOfType<IntegerAttr>(kern::kScratchSizeAttr))
    return size.getInt();
  auto weighted = dyn_cast<kern::WeightedOpInterface>(op);
  const kern::Kernel *kernel = kern::getChosenKernel(op);
  if (auto recurrent = dyn_cast<kern::RecurrentOp>(op); recurrent && kernel)
    return getScratchSize(recurrent, kernel->layout);
  return weighted && kernel ? getScratchSize(weighted, kernel->layout) : 0;
}

int64_t dendc::getCallScratchSize(Operation *op, int64_t rows, int64_t columns) {
  if (getKeptScratchSize(op, columns) > 0)
    return 0;
  const kern::Kernel *kernel = kern::getChosenKernel(op);
  if (kernel && kernel->computesStrips())
    return getStripScratchSize(cast<kern::DepthwiseConv2DOp>(op), kernel->layout, rows, columns);
  return getScratchSize(op);
}

std::optional<int64_t> dendc::getFixedScratchSize(Operation *op) {
  if (isa<kern::DepthwiseConv2DOp, kern::RecurrentOp, kern::AveragePool2DOp>(op))
    return std::nullopt;
  return getScratchSize(op);
}

int64_t dendc::getKeptScratchSize(Operation *op, int64_t columns) {
  if (isa<kern::RecurrentOp>(op)) // its states
    return getScratchSize(op);
  auto pool = dyn_cast<kern::AveragePool2DOp>(op);
  if (!pool || kern::getStreamRows(op)->parts == 1)
    return 0;
  return 4 * columns * pool.getOutput().getType().getDimSize(3); // the sums of a row
}
