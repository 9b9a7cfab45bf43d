// ConvertShapes.cpp - the same elements in another shape or order.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/onnx/Converters.h"
#include "frontends/onnx/Evaluate.h"

using namespace mlir;
using namespace dendc;
using namespace dendc::onnx;

namespace {

/// Operand 0 in `shape`, be it a float or integers known at import.
LogicalResult reshapeTo(NodeBinder &bind, OpEmitter &emit, ArrayRef<int64_t> shape) {
  if (const Tensor *known = bind.getKnownInteger(0)) {
    if (countElements(shape) != known->getElementCount())
      return bind.error() << "expected a shape of as many elements as " << toString(known->shape) << ", found "
                          << toString(shape);
    Tensor output = *known;
    output.shape.assign(shape.begin(), shape.end());
    return bind.result(std::move(output));
  }
  Value input;
  if (bind.elements(0, input).failed())
    return failure();
  return bind.result(emit.reshape(input, shape));
}

/// The target of a Reshape is written for the batch of the file; its outermost size loses that factor.
/// `count` is the number of elements with a batch of 1.
void divideByBatch(MutableArrayRef<int64_t> target, int64_t count, int64_t batch) {
  if (target.empty() || target[0] <= 0 || target[0] % batch != 0)
    return;
  bool isOpen = llvm::any_of(target, [](int64_t size) { return size <= 0; });
  std::optional<int64_t> total = isOpen ? std::nullopt : countElements(target);
  if (isOpen || (total && *total / batch == count))
    target[0] /= batch;
}

/// Replaces a size of -1 by what the others leave.
LogicalResult resolveOpenSize(NodeBinder &bind, SmallVector<int64_t> &target, int64_t count) {
  if (llvm::count(target, -1) > 1 || llvm::any_of(target, [](int64_t size) { return size < -1; }))
    return bind.error() << "expected sizes of 0 or more and at most one of -1, found shape " << toString(target);
  auto *open = llvm::find(target, -1);
  if (open == target.end())
    return success();
  *open = 1;
  std::optional<int64_t> others = countElements(target);
  *open = -1;
  if (!others || *others == 0 || count % *others != 0)
    return bind.error() << "expected a shape for " << count << " elements, found " << toString(target);
  *open = count / *others;
  return success();
}

} // namespace

LogicalResult onnx::convertReshape(NodeBinder &bind, OpEmitter &emit) {
  GraphValue input;
  SmallVector<int64_t> target;
  int64_t allowZero = 0;
  bind.any(0, input).integers(1, target);
  if (bind.getVersion() >= 14)
    bind.attribute("allowzero", allowZero, 0);
  if (bind.failed())
    return failure();
  Shape shape(bind.getInputShape(0));
  int64_t count = countElements(shape).value_or(0);
  if (input.value && !emit.isConstant(input.value) && bind.getFileBatch().value_or(1) > 1)
    divideByBatch(target, count, *bind.getFileBatch());
  for (size_t axis = 0; axis < target.size() && !allowZero; ++axis)
    if (target[axis] == 0) {
      if (axis >= shape.size())
        return bind.error() << "expected sizes of 0 only where the input has an axis, found shape " << toString(target)
                            << " for input " << toString(shape);
      target[axis] = shape[axis];
    }
  if (failed(resolveOpenSize(bind, target, count)))
    return failure();
  return reshapeTo(bind, emit, target);
}

LogicalResult onnx::convertFlatten(NodeBinder &bind, OpEmitter &emit) {
  int64_t axis;
  Shape shape(bind.getInputShape(0));
  if (bind.attribute("axis", axis, 1).axis(axis, shape.size(), /*allowEnd=*/true).failed())
    return failure();
  auto product = [](ArrayRef<int64_t> sizes) { return countElements(sizes).value_or(-1); };
  ArrayRef<int64_t> whole(shape);
  return reshapeTo(bind, emit, {product(whole.take_front(axis)), product(whole.drop_front(axis))});
}

LogicalResult onnx::convertSqueeze(NodeBinder &bind, OpEmitter &emit) {
  GraphValue input;
  std::optional<SmallVector<int64_t>> axes;
  if (bind.any(0, input).attributeOrInput(13, "axes", 1, axes).failed())
    return failure();
  Shape shape(bind.getInputShape(0));
  if (!axes) {
    // All axes of size 1; but the batch is 1 only because this compiler made it so.
    bool keepsBatch = input.value && !emit.isConstant(input.value) && bind.getFileBatch() != 1;
    axes.emplace();
    for (int64_t axis = keepsBatch ? 1 : 0; axis < int64_t(shape.size()); ++axis)
      if (shape[axis] == 1)
        axes->push_back(axis);
  }
  for (int64_t &axis : *axes) {
    if (bind.axis(axis, shape.size()).failed())
      return failure();
    if (shape[axis] != 1)
      return bind.error() << "expected axes of size 1, found axis " << axis << " of shape " << toString(shape);
  }
  Shape kept;
  for (int64_t axis = 0; axis < int64_t(shape.size()); ++axis)
    if (!llvm::is_contained(*axes, axis))
      kept.push_back(shape[axis]);
  return reshapeTo(bind, emit, kept);
}

LogicalResult onnx::convertUnsqueeze(NodeBinder &bind, OpEmitter &emit) {
  std::optional<SmallVector<int64_t>> axes;
  Shape shape(bind.getInputShape(0));
  if (bind.attributeOrInput(13, "axes", 1, axes).failed())
    return failure();
  if (!axes)
    return bind.error() << "expected the axes to insert, found none";
  int64_t rank = shape.size() + axes->size();
  if (rank > int64_t(kMaxRank))
    return bind.error() << "expected at most " << kMaxRank << " axes, found " << rank;
  for (int64_t &axis : *axes)
    if (bind.axis(axis, rank).failed())
      return failure();
  llvm::sort(*axes);
  if (std::adjacent_find(axes->begin(), axes->end()) != axes->end())
    return bind.error() << "expected every axis once, found axes " << toString(*axes);
  for (int64_t axis : *axes)
    shape.insert(shape.begin() + axis, 1);
  return reshapeTo(bind, emit, shape);
}

LogicalResult onnx::convertTranspose(NodeBinder &bind, OpEmitter &emit) {
  GraphValue input;
  SmallVector<int64_t> permutation;
  if (bind.any(0, input).optionalAttribute("perm", permutation).failed())
    return failure();
  Shape shape(bind.getInputShape(0));
  if (!bind.hasAttribute("perm"))
    permutation = llvm::to_vector(llvm::reverse(llvm::seq<int64_t>(0, shape.size())));
  SmallVector<int64_t> sorted(permutation);
  llvm::sort(sorted);
  if (sorted != llvm::to_vector(llvm::seq<int64_t>(0, shape.size())))
    return bind.error() << "expected a permutation of " << shape.size() << " axes, found " << toString(permutation);
  if (const Tensor *known = bind.getKnownInteger(0)) {
    SmallVector<int64_t> strides = getStrides(shape), permuted, permutedStrides;
    for (int64_t axis : permutation) {
      permuted.push_back(shape[axis]);
      permutedStrides.push_back(strides[axis]);
    }
    return bind.result(view(*known, permuted, 0, permutedStrides));
  }
  Value value;
  if (bind.elements(0, value).failed())
    return failure();
  return bind.result(emit.transpose(value, permutation));
}

LogicalResult onnx::convertExpand(NodeBinder &bind, OpEmitter &emit) {
  GraphValue input;
  SmallVector<int64_t> target;
  if (bind.any(0, input).integers(1, target).failed())
    return failure();
  Shape shape(bind.getInputShape(0));
  bool varies = input.value && !emit.isConstant(input.value);
  // The outermost size is the batch of the file where the input has it, too.
  if (varies && !target.empty() && target.size() == shape.size() && target[0] == bind.getFileBatch())
    target[0] = shape[0];
  auto expanded = dend::getBroadcastShape(shape, target);
  if (failed(expanded))
    return bind.error() << "expected a shape that " << toString(shape) << " broadcasts to, found " << toString(target);
  if (const Tensor *known = bind.getKnownInteger(0)) {
    if (failed(bind.countEvaluated(*expanded)))
      return failure();
    return bind.result(view(*known, *expanded, 0, getBroadcastStrides(shape, *expanded)));
  }
  Value value;
  if (bind.tensor(0, value).failed())
    return failure();
  return bind.result(emit.broadcast(value, *expanded));
}

/// Input [N, C, H, W] and the block size of DepthToSpace and SpaceToDepth.
static LogicalResult bindBlocks(NodeBinder &bind, Value &input, int64_t &block) {
  if (bind.elements(0, input).attribute("blocksize", block).failed())
    return failure();
  if (getShape(input).size() != 4)
    return bind.error() << "expected an input [N, C, H, W], found shape " << toString(getShape(input));
  if (block < 1 || block > kMaxElementCount)
    return bind.error() << "expected a block size of 1 or more, found " << block;
  return success();
}

LogicalResult onnx::convertDepthToSpace(NodeBinder &bind, OpEmitter &emit) {
  Value input;
  int64_t block;
  std::string mode = "DCR";
  if (bind.getVersion() >= 11)
    bind.attribute("mode", mode, "DCR");
  if (failed(bindBlocks(bind, input, block)))
    return failure();
  Shape shape(getShape(input));
  if (mode != "DCR" && mode != "CRD")
    return bind.error() << "expected attribute 'mode' DCR or CRD, found '" << mode << "'";
  if (shape[1] % block != 0 || shape[1] / block % block != 0)
    return bind.error() << "expected channels that are a multiple of the block's " << block << "x" << block
                        << " elements, found " << shape[1];
  int64_t depth = shape[1] / block / block;
  bool blocksFirst = mode == "DCR";
  Value split = blocksFirst ? emit.reshape(input, {shape[0], block, block, depth, shape[2], shape[3]})
                            : emit.reshape(input, {shape[0], depth, block, block, shape[2], shape[3]});
  Value moved = emit.transpose(split, blocksFirst ? Shape{0, 3, 4, 1, 5, 2} : Shape{0, 1, 4, 2, 5, 3});
  return bind.result(emit.reshape(moved, {shape[0], depth, shape[2] * block, shape[3] * block}));
}

LogicalResult onnx::convertSpaceToDepth(NodeBinder &bind, OpEmitter &emit) {
  Value input;
  int64_t block;
  if (failed(bindBlocks(bind, input, block)))
    return failure();
  Shape shape(getShape(input));
  if (shape[2] % block != 0 || shape[3] % block != 0)
    return bind.error() << "expected height and width that are multiples of the block size " << block << ", found "
                        << shape[2] << " and " << shape[3];
  int64_t height = shape[2] / block, width = shape[3] / block;
  Value split = emit.reshape(input, {shape[0], shape[1], height, block, width, block});
  Value moved = emit.transpose(split, {0, 3, 5, 1, 2, 4});
  return bind.result(emit.reshape(moved, {shape[0], block * block * shape[1], height, width}));
}
