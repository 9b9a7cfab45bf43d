// ConvertMovement.cpp - operators that move elements and compute nothing: other shapes, orders of axes, borders.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/tflite/Converters.h"
#include "frontends/tflite/Item.h"

#include "mlir/IR/Diagnostics.h"

using namespace mlir;
using namespace dendc;
using namespace dendc::tflite;

//===----------------------------------------------------------------------===//
// Shapes
//===----------------------------------------------------------------------===//

LogicalResult tflite::convertReshape(NodeBinder &bind) {
  Mover mover(bind);
  schema::ReshapeOptionsT options;
  FailureOr<Item> input = mover.getBlocked(0);
  if (failed(input) || bind.options(options).ignoreInput(1).failed())
    return failure();
  Shape shape(options.new_shape.begin(), options.new_shape.end());
  if (bind.hasInput(1) && bind.integers(1, shape).failed())
    return failure();
  // One size may follow from the others.
  if (auto *open = llvm::find(shape, -1); open != shape.end()) {
    *open = 1;
    std::optional<int64_t> others = countElements(shape);
    int64_t count = ShapedType::getNumElements(input->shape);
    if (!others || *others == 0 || count % *others != 0) {
      *open = -1;
      return bind.error() << "expected a shape of " << count << " elements, found " << toString(shape);
    }
    *open = count / *others;
  }
  return mover.result(mover.reshape(*input, shape));
}

LogicalResult tflite::convertSqueeze(NodeBinder &bind) {
  Mover mover(bind);
  schema::SqueezeOptionsT options;
  FailureOr<Item> input = mover.getBlocked(0);
  if (failed(input) || bind.options(options).failed())
    return failure();
  SmallVector<int64_t> axes(options.squeeze_dims.begin(), options.squeeze_dims.end());
  if (bind.axes(axes, input->shape.size()).failed())
    return failure();
  Shape squeezed;
  for (auto [axis, size] : llvm::enumerate(input->shape)) {
    bool isListed = llvm::is_contained(axes, axis);
    if (isListed && size != 1)
      return bind.error() << "expected axes of size 1 to squeeze, found axis " << axis << " of "
                          << toString(input->shape);
    if (axes.empty() ? size != 1 : !isListed)
      squeezed.push_back(size);
  }
  return mover.result(mover.reshape(*input, squeezed));
}

LogicalResult tflite::convertExpandDims(NodeBinder &bind) {
  Mover mover(bind);
  int64_t axis = 0;
  FailureOr<Item> input = mover.getBlocked(0);
  if (failed(input) || bind.integer(1, axis).axis(axis, input->shape.size() + 1).failed())
    return failure();
  Shape shape(input->shape);
  shape.insert(shape.begin() + axis, 1);
  return mover.result(mover.reshape(*input, shape));
}

LogicalResult tflite::convertShape(NodeBinder &bind) {
  if (!bind.hasInput(0))
    return bind.error() << "expected input 0, found none";
  schema::ShapeOptionsT options;
  if (bind.ignoreInput(0).options(options).failed())
    return failure();
  const Shape &shape = bind.getInput(0).shape;
  return bind.result(std::vector<int64_t>(shape.begin(), shape.end()));
}

//===----------------------------------------------------------------------===//
// Orders of axes
//===----------------------------------------------------------------------===//

LogicalResult tflite::convertTranspose(NodeBinder &bind) {
  Mover mover(bind);
  SmallVector<int64_t> permutation;
  FailureOr<Item> input = mover.get(0);
  if (failed(input) || bind.integers(1, permutation).failed())
    return failure();
  for (int64_t &axis : permutation)
    bind.axis(axis, input->shape.size());
  if (bind.failed())
    return failure();
  SmallVector<int64_t> sorted(permutation);
  llvm::sort(sorted);
  if (permutation.size() != input->shape.size() || std::unique(sorted.begin(), sorted.end()) != sorted.end())
    return bind.error() << "expected a permutation of " << input->shape.size() << " axes, found "
                        << toString(permutation);
  return mover.result(mover.transpose(*input, permutation));
}

/// Blocks of `size` x `size` positions become channels, or the other way round.
static LogicalResult convertBlocks(NodeBinder &bind, int64_t size, bool toDepth) {
  Mover mover(bind);
  FailureOr<Item> input = mover.get(0);
  if (failed(input) || bind.failed())
    return failure();
  const Shape &s = input->shape;
  bool fits = s.size() == 4 && size >= 1 && size <= kMaxElementCount &&
              (toDepth ? s[1] % size == 0 && s[2] % size == 0 : s[3] % size == 0 && s[3] / size % size == 0);
  if (!fits)
    return bind.error() << "expected blocks that divide an image, found blocks of " << size << " for "
                        << toString(input->shape);
  Shape split = toDepth ? Shape{s[0], s[1] / size, size, s[2] / size, size, s[3]}
                        : Shape{s[0], s[1], s[2], size, size, s[3] / size / size};
  Shape joined = toDepth ? Shape{s[0], s[1] / size, s[2] / size, s[3] * size * size}
                         : Shape{s[0], s[1] * size, s[2] * size, s[3] / size / size};
  SmallVector<int64_t> permutation{0, 1, 3, 2, 4, 5};
  FailureOr<Item> item = mover.reshape(*input, split);
  if (succeeded(item))
    item = mover.transpose(*item, permutation);
  if (succeeded(item))
    item = mover.reshape(*item, joined);
  return mover.result(std::move(item));
}

LogicalResult tflite::convertSpaceToDepth(NodeBinder &bind) {
  schema::SpaceToDepthOptionsT options;
  return bind.options(options).failed() ? failure() : convertBlocks(bind, options.block_size, /*toDepth=*/true);
}

LogicalResult tflite::convertDepthToSpace(NodeBinder &bind) {
  schema::DepthToSpaceOptionsT options;
  return bind.options(options).failed() ? failure() : convertBlocks(bind, options.block_size, /*toDepth=*/false);
}

//===----------------------------------------------------------------------===//
// Borders
//===----------------------------------------------------------------------===//

/// Sizes of a border below and above each axis.
struct Border {
  Shape low, high;
};

/// The border of pairs in operand 1, around a tensor of `shape`.
static FailureOr<Border> bindBorder(NodeBinder &bind, ArrayRef<int64_t> shape) {
  std::optional<std::vector<int64_t>> pads = bind.ignoreInput(1).findIntegers(1);
  if (!pads)
    return bind.error() << "expected paddings " << bind.describeInput(1) << " of INT32 or INT64, known when compiling, "
                        << "found others";
  if (pads->size() != 2 * shape.size() || llvm::any_of(*pads, [](int64_t v) { return v < 0 || v > kMaxElementCount; }))
    return bind.error() << "expected two paddings from 0 on for each of " << shape.size() << " axes, found "
                        << toString(*pads);
  Border border;
  for (size_t axis = 0; axis < shape.size(); ++axis) {
    border.low.push_back((*pads)[2 * axis]);
    border.high.push_back((*pads)[2 * axis + 1]);
  }
  return border;
}

/// The border holds the integer that the output's type has for `value`.
static LogicalResult convertPadWith(NodeBinder &bind, Value input, double value) {
  FailureOr<Border> border = bindBorder(bind, getShape(input));
  if (failed(border) || !(input = bind.reinterpret(input)))
    return failure();
  Shape padded(getShape(input));
  for (size_t axis = 0; axis < padded.size(); ++axis)
    padded[axis] += border->low[axis] + border->high[axis];
  RankedTensorType type = bind.getType(padded, getElement(input));
  if (!type)
    return failure();
  return bind.result(bind.create<dend::PadOp>(type, input, border->low, border->high, llvm::APFloat(float(value))));
}

LogicalResult tflite::convertPad(NodeBinder &bind) {
  Value input;
  return bind.tensor(0, input).failed() ? failure() : convertPadWith(bind, input, 0);
}

LogicalResult tflite::convertPadV2(NodeBinder &bind) {
  Value input;
  dend::ConstantOp constant;
  if (bind.tensor(0, input).ignoreInput(2).failed())
    return failure();
  if (!bind.hasInput(2))
    return convertPadWith(bind, input, 0);
  if (bind.constant(2, constant).failed())
    return failure();
  auto elements = cast<DenseElementsAttr>(constant.getValue());
  if (elements.getNumElements() != 1 || isQuantized(constant) != isQuantized(input))
    return bind.error() << "expected one value of the input's type to pad with, found " << constant.getType();
  if (!isQuantized(input))
    return convertPadWith(bind, input, double(*elements.getValues<float>().begin()));
  auto quantized = dyn_cast_or_null<quant::UniformQuantizedType>(bind.getOutputElement());
  if (!quantized)
    return failure();
  int64_t value = (*elements.getValues<APInt>().begin()).getSExtValue();
  return convertPadWith(bind, input, double(value - quantized.getZeroPoint()) * quantized.getScale());
}

LogicalResult tflite::convertMirrorPad(NodeBinder &bind) {
  Mover mover(bind);
  schema::MirrorPadOptionsT options;
  FailureOr<Item> item = mover.get(0);
  if (failed(item) || bind.options(options).failed())
    return failure();
  FailureOr<Border> border = bindBorder(bind, item->shape);
  if (failed(border))
    return failure();
  if (options.mode != schema::MirrorPadMode::REFLECT && options.mode != schema::MirrorPadMode::SYMMETRIC)
    return bind.error() << "expected mode REFLECT or SYMMETRIC, found mode " << int(options.mode);
  // What REFLECT does not repeat: the element at the edge.
  int64_t edge = options.mode == schema::MirrorPadMode::REFLECT ? 1 : 0;
  for (int64_t axis = 0; axis < int64_t(border->low.size()); ++axis) {
    int64_t size = item->shape[axis], low = border->low[axis], high = border->high[axis];
    if (std::max(low, high) > size - edge)
      return bind.error() << "expected a mirrored border of at most " << size - edge << " along axis " << axis
                          << ", found " << std::max(low, high);
    SmallVector<Item> parts;
    FailureOr<Item> below = low > 0 ? mover.slice(*item, axis, low - 1 + edge, -1, low) : item;
    FailureOr<Item> above = high > 0 ? mover.slice(*item, axis, size - 1 - edge, -1, high) : item;
    if (failed(below) || failed(above))
      return failure();
    if (low > 0)
      parts.push_back(*below);
    parts.push_back(*item);
    if (high > 0)
      parts.push_back(*above);
    if (failed(item = mover.concat(parts, axis)))
      return failure();
  }
  return mover.result(item);
}
