// Rows.cpp - which rows of its input an op's kernel reads for which rows of its output.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/kern/Rows.h"
#include "dialects/kern/Kern.h"
#include "dialects/kern/Kernels.h"

#include "llvm/ADT/TypeSwitch.h"

#include <cmath>
#include <numeric>

using namespace mlir;
using namespace dendc;
using namespace dendc::kern;

namespace {

RankedTensorType getType(Value value) { return cast<RankedTensorType>(value.getType()); }

int64_t getElementSize(RankedTensorType type) { return type.getElementTypeBitWidth() / 8; }

bool isImage(RankedTensorType type) { return type.getRank() == 4 && type.getDimSize(0) == 1; }

int64_t getImageRowSize(RankedTensorType type) { return kern::getByteSize(type) / type.getDimSize(1); }

/// Convolutions and dense layers compute two or three positions at a time, even where one ends a row and another begins
/// the next, those of layout winograd two rows, those of layouts planes and single a strip of rows, channels by
/// channels; elementwise kernels are done with what they overwrite.
int64_t getLag(Operation *op) {
  const kern::Kernel *kernel = kern::getChosenKernel(op);
  if (kernel->overlap == "elements")
    return -1;
  if (kernel->computesStrips())
    return getStripRows(cast<kern::DepthwiseConv2DOp>(op), kernel->layout) - 1;
  if (isa<kern::DenseOp>(op) || kernel->layout == "winograd")
    return 1;
  if (!isa<kern::Conv2DOp>(op))
    return 0;
  // Positions at once are in as many rows more as fit between the first and the last of them.
  int64_t width = getType(op->getResult(0)).getDimSize(2), atOnce = kernel->getPositionsAtOnce();
  return width % atOnce == 0 ? 0 : int64_t(llvm::divideCeil(atOnce - 1, width));
}

/// The rows of ops that compute along the last axis alone: everything else is rows.
std::optional<RowAccess> getVectorRows(Operation *op) {
  if (!isa<kern::DenseOp, kern::SoftmaxOp, kern::FixedSoftmaxOp, kern::FixedLogSoftmaxOp, kern::InterpolatedSoftmaxOp,
           kern::FixedL2NormalizationOp>(op))
    return std::nullopt;
  RankedTensorType input = getType(op->getOperand(0)), output = getType(op->getResult(0));
  int64_t count = output.getNumElements() / output.getShape().back();
  return RowAccess{
      count, kern::getByteSize(output) / count, getLag(op), {OperandRows{count, kern::getByteSize(input) / count}}};
}

int64_t getPositionSize(RankedTensorType type) { return type.getShape().back() * getElementSize(type); }

/// The distance of an output whose positions are computed one after the other, or some at a time, through all rows.
int64_t getPositionDistance(Operation *op, const dend::Window &window) {
  RankedTensorType input = getType(op->getOperand(0)), output = getType(op->getResult(0));
  int64_t width = output.getDimSize(2), count = output.getDimSize(1) * width, step = 1;
  // Columns in scratch of all channels have been read before the first output is written.
  bool isCopied = false;
  if (auto conv = dyn_cast<kern::Conv2DOp>(op)) {
    const kern::Kernel *kernel = kern::getChosenKernel(op);
    bool isWindow = window.size[0] * window.size[1] > 1 && (kernel->layout == "narrow" || kernel->layout == "vector");
    step = kernel->getPositionsAtOnce();
    isCopied = conv.getGroups() == 1 && (kernel->gathersColumns() || kernel->layout == "triple" || isWindow);
  }
  auto getFirst = [&](int64_t position) {
    auto clip = [&](int64_t place, unsigned axis) {
      return std::clamp<int64_t>(place * window.strides[axis] - window.padding[axis], 0, input.getDimSize(1 + axis));
    };
    return clip(position / width, 0) * getImageRowSize(input) + clip(position % width, 1) * getPositionSize(input);
  };
  int64_t distance = 0, read = kern::getByteSize(input); // the first byte read by all positions that follow
  for (int64_t position = (count - 1) / step * step; position >= 0; position -= step) {
    int64_t end = std::min(position + step, count), later = read;
    for (int64_t together = position; together < end; ++together)
      read = std::min(read, getFirst(together));
    distance = std::max(distance, end * getPositionSize(output) - (isCopied ? later : read));
  }
  return distance;
}

/// The exact distance of layouts planes and single, whose channels do not mix: of each strip of rows, channels are
/// copied before they are written. A multiple of a position's size, so that channels lie over themselves, and of a
/// word.
std::optional<int64_t> getStripDistance(const RowAccess &rows, int64_t strip, int64_t positionSize) {
  const OperandRows &operand = *rows.operands[0];
  int64_t distance = 0;
  for (int64_t end = strip; end < rows.count; end += strip)
    distance = std::max(distance, end * rows.size - operand.getFirst(end) * operand.size);
  constexpr int64_t kWord = 4;
  return int64_t(llvm::alignTo(distance, std::lcm(positionSize, kWord)));
}

/// Whether an op moves elements within the rows of an image: in a stream, its kernel is called for one row after the
/// other.
bool movesWithinRows(Operation *op) {
  if (!isImage(getType(op->getResult(0))))
    return false;
  if (auto concat = dyn_cast<kern::ConcatOp>(op))
    return concat.getAxis() >= 2;
  auto slice = dyn_cast<kern::SliceOp>(op);
  return slice && slice.getSteps()[1] == 1 && slice.getType().getDimSize(1) == slice.getInput().getType().getDimSize(1);
}

/// The rows that interpolation at `places` reads: of the two slopes by which images grow, the one that reads fewer rows
/// beyond those it needs. None where figures grow too large for the runtime.
std::optional<OperandRows> getPlacedRows(ArrayRef<float> places, int64_t count, int64_t size) {
  constexpr int64_t kMost = 1 << 30;
  auto rows = int64_t(places.size());
  std::optional<OperandRows> best;
  for (auto [stride, divisor] : {std::pair(count, rows), std::pair(count - 1, rows - 1)}) {
    int64_t common = std::max<int64_t>(std::gcd(stride, divisor), 1);
    OperandRows operand{count, size, stride / common, INT64_MIN, 1, std::max<int64_t>(divisor / common, 1)};
    if (operand.stride * rows > kMost || operand.divisor * (count + 1) > kMost)
      continue;
    for (int64_t y = 0; y < rows; ++y)
      operand.padding = std::max(operand.padding, y * operand.stride - (int64_t(places[y]) + 1) * operand.divisor + 1);
    for (int64_t y = 0; y < rows; ++y) {
      int64_t first = llvm::divideFloorSigned(y * operand.stride - operand.padding, operand.divisor);
      operand.extent = std::max(operand.extent, int64_t(std::ceil(places[y])) + 1 - first);
    }
    if (!best || operand.extent < best->extent)
      best = operand;
  }
  return best;
}

} // namespace

std::optional<dend::Window> dendc::kern::getWindow(Operation *op) {
  return llvm::TypeSwitch<Operation *, std::optional<dend::Window>>(op)
      .Case<kern::Conv2DOp, kern::DepthwiseConv2DOp>([](auto conv) {
        return dend::Window{conv.getWeights().getShapedType().getShape().slice(1, 2), conv.getStrides(),
                            conv.getDilations(), conv.getPadding()};
      })
      .Case<kern::MaxPool2DOp, kern::AveragePool2DOp>([](auto pool) {
        return dend::Window{pool.getWindow(), pool.getStrides(), pool.getDilations(), pool.getPadding()};
      })
      .Default([](Operation *) { return std::nullopt; });
}

int64_t dendc::kern::getStripRows(DepthwiseConv2DOp op, StringRef layout) {
  constexpr int64_t kMostRows = 8, kLeastRows = 2, kShare = 4, kSmallShare = 8;
  RankedTensorType output = op.getOutput().getType();
  int64_t height = output.getDimSize(1), most = kMostRows;
  // The more dendrites, the smaller a part of the work is to make planes: they take no more than such a share of the
  // output.
  int64_t share = op.getDendriteCount() == 1 ? kShare : kSmallShare;
  if (layout == "planes" && op.getDendriteCount() > 0)
    while (most > kLeastRows && getPlanesSize(op, most, output.getDimSize(2)) * share > getByteSize(output))
      --most;
  return int64_t(llvm::divideCeil(height, llvm::divideCeil(height, most)));
}

int64_t dendc::kern::getPlaneRows(DepthwiseConv2DOp op, int64_t rows) {
  return (rows - 1) * op.getStrides()[0] + (op.getWeights().getShapedType().getDimSize(1) - 1) * op.getDilations()[0] +
         1;
}

int64_t dendc::kern::getPlanesSize(DepthwiseConv2DOp op, int64_t rows, int64_t columns) {
  int64_t words = (((columns + 1) / 2 * 2 - 1) * op.getStrides()[1] + 4) / 2;
  return 16 * words * getPlaneRows(op, rows);
}

int64_t RowAccess::getLead(int64_t y, const OperandRows &operand, int64_t firstRow) const {
  return (y / parts + 1) * size - operand.getFirst(std::max(y - lag, firstRow)) * operand.size;
}

std::optional<RowAccess> dendc::kern::getImageRows(Operation *op) {
  const kern::Kernel *kernel = kern::getChosenKernel(op);
  if (!kernel || (kernel->overlap.empty() && !movesWithinRows(op)) || !isImage(getType(op->getResult(0))) ||
      getVectorRows(op))
    return std::nullopt;
  RankedTensorType output = getType(op->getResult(0));
  RowAccess access{output.getDimSize(1), getImageRowSize(output), getLag(op), {}};
  if (isa<kern::ConcatOp>(op)) // all rows of one operand, then all rows of the next
    access.lag = access.count;
  for (auto [index, operand] : llvm::enumerate(op->getOperands())) {
    RankedTensorType type = getType(operand);
    if (isa<kern::RecurrentOp>(op)) {
      if (index == 0)
        access.operands.push_back(OperandRows{type.getDimSize(1), getImageRowSize(type)});
      else // states, read before the first row
        access.operands.push_back(std::nullopt);
      continue;
    }
    if (auto resize = dyn_cast<kern::ResizeBilinearOp>(op)) {
      access.operands.push_back(getPlacedRows(resize.getRows(), type.getDimSize(1), getImageRowSize(type)));
      if (!access.operands.back())
        return std::nullopt;
    } else if (std::optional<dend::Window> window = getWindow(op))
      access.operands.push_back(OperandRows{type.getDimSize(1), getImageRowSize(type), window->strides[0],
                                            window->padding[0], window->getReach(0)});
    else if (isImage(type) && type.getDimSize(1) == access.count)
      access.operands.push_back(OperandRows{access.count, getImageRowSize(type)});
    else if (type.getRank() < 3 || type.getDimSize(type.getRank() - 3) == 1) // repeated for every row
      access.operands.push_back(std::nullopt);
    else
      return std::nullopt;
  }
  return access;
}

std::optional<RowAccess> dendc::kern::getStreamRows(Operation *op) {
  std::optional<RowAccess> access = getImageRows(op);
  std::optional<dend::Window> window = getWindow(op);
  if (!access || !isa<kern::MaxPool2DOp, kern::AveragePool2DOp>(op) ||
      getType(op->getOperand(0)).getElementType().isF32())
    return access;
  OperandRows &operand = *access->operands[0];
  bool isApart = operand.extent == operand.stride || access->count == 1;
  if (window->dilations[0] == 1 && isApart && operand.padding == 0) {
    access->parts = operand.extent;
    access->count *= access->parts;
    operand.stride = operand.extent = 1;
  }
  return access;
}

std::optional<Overlap> dendc::kern::getOverlap(Operation *op, unsigned index) {
  const kern::Kernel *kernel = kern::getChosenKernel(op);
  if (!kernel || kernel->overlap.empty())
    return std::nullopt;
  std::optional<dend::Window> window = getWindow(op);
  if (window && !kernel->computesStrips() && kernel->layout != "winograd")
    return Overlap{getPositionDistance(op, *window), std::nullopt};
  RankedTensorType input = getType(op->getOperand(index)), output = getType(op->getResult(0));
  std::optional<RowAccess> rows;
  if (kernel->overlap == "elements") {
    if (input.getNumElements() != output.getNumElements()) // repeated
      return std::nullopt;
    rows = {output.getNumElements(), getElementSize(output), getLag(op), {}};
    rows->operands.assign(op->getNumOperands(), OperandRows{input.getNumElements(), getElementSize(input)});
  } else {
    rows = getVectorRows(op);
    if (!rows)
      rows = getImageRows(op);
  }
  if (!rows || !rows->operands[index])
    return std::nullopt;
  const OperandRows &operand = *rows->operands[index];
  Overlap overlap{0, std::nullopt};
  for (int64_t y = 0; y < rows->count; ++y)
    overlap.distance = std::max(overlap.distance, rows->getLead(y, operand, /*firstRow=*/0));
  if (kernel->computesStrips() && getPositionSize(input) == getPositionSize(output))
    overlap.exact =
        getStripDistance(*rows, getStripRows(cast<DepthwiseConv2DOp>(op), kernel->layout), getPositionSize(output));
  return overlap;
}

std::optional<int64_t> dendc::kern::getScratchDistance(Operation *op) {
  const kern::Kernel *kernel = kern::getChosenKernel(op);
  auto dense = dyn_cast<kern::DenseOp>(op);
  if (!dense || !kernel || !kernel->gathersColumns())
    return std::nullopt;
  // One row is widened into a column of int16 from its beginning to its end, four bytes at a time.
  RankedTensorType input = dense.getInput().getType();
  if (input.getNumElements() != input.getShape().back())
    return std::nullopt;
  return input.getElementType().isInteger(8) ? int64_t(llvm::alignTo(input.getNumElements(), 4)) : 0;
}
