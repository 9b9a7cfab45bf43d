// ConvertBatches.cpp - images taken apart into batches and put together again: how TensorFlow writes dilations.
// What SPACE_TO_BATCH_ND makes of one image stays that image (GraphState::blocks): a convolution of every n-th element
// is one of the whole with n times the dilation, a function of elements is what it is.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/tflite/Converters.h"

#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/IRMapping.h"

using namespace mlir;
using namespace dendc;
using namespace dendc::tflite;

namespace {

/// Operands 1 and 2: the blocks along the axes behind that of the batch, and a pair of sizes for each.
struct Blocks {
  /// For all axes of the tensor.
  Shape sizes, low, high;
};

FailureOr<Blocks> bindBlocks(NodeBinder &bind, size_t rank) {
  SmallVector<int64_t> sizes;
  if (bind.integers(1, sizes).ignoreInput(2).failed())
    return failure();
  std::optional<std::vector<int64_t>> pairs = bind.findIntegers(2);
  auto isOutside = [](int64_t least) { return [=](int64_t v) { return v < least || v > kMaxElementCount; }; };
  if (sizes.empty() || sizes.size() >= rank || llvm::any_of(sizes, isOutside(1)))
    return bind.error() << "expected blocks from 1 on along at most " << int64_t(rank) - 1 << " axes, found "
                        << toString(sizes);
  if (!pairs || pairs->size() != 2 * sizes.size() || llvm::any_of(*pairs, isOutside(0)))
    return bind.error() << "expected " << bind.describeInput(2) << " to be a pair from 0 on, known when compiling, for "
                        << "each of " << sizes.size() << " axes, found others";
  Blocks blocks{Shape(rank, 1), Shape(rank, 0), Shape(rank, 0)};
  for (size_t i = 0; i < sizes.size(); ++i) {
    blocks.sizes[i + 1] = sizes[i];
    blocks.low[i + 1] = (*pairs)[2 * i];
    blocks.high[i + 1] = (*pairs)[2 * i + 1];
  }
  return blocks;
}

/// The convolution that gives `value`, a whole image, over as much less border as is cut off behind it; null where
/// another op gives it, or the border is smaller.
template <typename Op> Value shrinkBorder(NodeBinder &bind, Value value, const Blocks &cut) {
  auto conv = value.getDefiningOp<Op>();
  auto pad = conv ? conv.getInput().template getDefiningOp<dend::PadOp>() : dend::PadOp();
  if (!pad || llvm::any_of(conv.getStrides(), [](int64_t stride) { return stride != 1; }))
    return {};
  Shape low(pad.getLow()), high(pad.getHigh()), padded(getShape(pad)), shape(getShape(value));
  for (size_t axis = 0; axis < shape.size(); ++axis) {
    low[axis] -= cut.low[axis];
    high[axis] -= cut.high[axis];
    padded[axis] -= cut.low[axis] + cut.high[axis];
    shape[axis] -= cut.low[axis] + cut.high[axis];
    if (low[axis] < 0 || high[axis] < 0)
      return {};
  }
  OpBuilder &builder = bind.getBuilder();
  Value input = dend::PadOp::create(builder, pad.getLoc(), pad.getType().clone(padded), pad.getInput(), low, high,
                                    pad.getValue());
  IRMapping mapping;
  mapping.map(conv.getInput(), input);
  auto result = cast<Op>(builder.clone(*conv, mapping));
  result.getOutput().setType(cast<RankedTensorType>(value.getType()).clone(shape));
  return result.getOutput();
}

/// `value` without what is cut off at its edges.
Value cutEdges(NodeBinder &bind, Value value, const Blocks &cut) {
  Shape shape(getShape(value));
  bool isWhole = true;
  for (size_t axis = 0; axis < shape.size(); ++axis) {
    isWhole &= cut.low[axis] + cut.high[axis] == 0;
    shape[axis] -= cut.low[axis] + cut.high[axis];
  }
  if (isWhole)
    return value;
  RankedTensorType type = bind.getType(shape, getElement(value));
  if (!type)
    return {};
  if (Value result = shrinkBorder<dend::Conv2DOp>(bind, value, cut))
    return result;
  if (Value result = shrinkBorder<dend::DepthwiseConv2DOp>(bind, value, cut))
    return result;
  return bind.create<dend::SliceOp>(type, value, cut.low, Shape(shape.size(), 1));
}

} // namespace

LogicalResult tflite::convertSpaceToBatch(NodeBinder &bind) {
  Value input;
  if (bind.tensor(0, input).failed())
    return failure();
  Shape shape(getShape(input));
  FailureOr<Blocks> blocks = bindBlocks(bind, shape.size());
  if (failed(blocks) || !(input = bind.reinterpret(input)))
    return failure();
  if (shape[0] != 1)
    return bind.error() << "expected a batch of 1, found " << shape[0];
  for (size_t axis = 0; axis < shape.size(); ++axis)
    if (shape[axis] += blocks->low[axis] + blocks->high[axis]; shape[axis] % blocks->sizes[axis] != 0)
      return bind.error() << "expected blocks that divide the padded shape " << toString(shape) << ", found "
                          << toString(blocks->sizes);
  RankedTensorType type = bind.getType(shape, getElement(input));
  if (!type)
    return failure();
  if (type != input.getType())
    input = bind.create<dend::PadOp>(type, input, blocks->low, blocks->high, llvm::APFloat(0.0f));
  return bind.result(input, 0, blocks->sizes);
}

LogicalResult tflite::convertBatchToSpace(NodeBinder &bind) {
  Value input;
  Shape blocks;
  if (bind.blocked(0, input, blocks).failed())
    return failure();
  size_t rank = getShape(input).size();
  FailureOr<Blocks> cut = bindBlocks(bind, rank);
  if (failed(cut))
    return failure();
  if (blocks.empty())
    blocks.assign(rank, 1);
  if (blocks != cut->sizes)
    return bind.error() << "expected the blocks of SPACE_TO_BATCH_ND before it, " << toString(blocks) << ", found "
                        << toString(cut->sizes);
  return bind.movedResult(cutEdges(bind, input, *cut));
}
