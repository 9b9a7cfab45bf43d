// ConvertTransposed.cpp - transposed convolutions.
// Each is the convolution of the input, with zeros between its elements, by the weights turned around.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/onnx/Converters.h"

using namespace mlir;
using namespace dendc;
using namespace dendc::onnx;

namespace {

/// Attributes of the operator, for two spatial axes.
struct Transposed {
  Shape kernel, strides, dilations, outputPadding;
  /// What is cut off, as `[top, left, bottom, right]`.
  Shape pads;

  int64_t getReach(unsigned axis) const { return (kernel[axis] - 1) * dilations[axis] + 1; }
};

LogicalResult checkList(NodeBinder &bind, StringRef name, ArrayRef<int64_t> values, size_t count, int64_t least) {
  constexpr int64_t largest = int64_t(1) << 20;
  if (values.size() == count && llvm::all_of(values, [&](int64_t v) { return v >= least && v <= largest; }))
    return success();
  return bind.error() << "expected attribute '" << name << "' with " << count << " entries from " << least << " to "
                      << largest << ", found " << toString(values);
}

/// `input` and `kernel` are the spatial sizes of the file, one or two.
FailureOr<Transposed> bindTransposed(NodeBinder &bind, Shape input, Shape kernel) {
  size_t rank = kernel.size();
  Shape named(kernel), strides(rank, 1), dilations(rank, 1), outputPadding(rank, 0), pads(2 * rank, 0), outputShape;
  std::string autoPad;
  bind.optionalAttribute("kernel_shape", named).optionalAttribute("strides", strides);
  bind.optionalAttribute("dilations", dilations).optionalAttribute("output_padding", outputPadding);
  bind.optionalAttribute("pads", pads).optionalAttribute("output_shape", outputShape);
  if (bind.attribute("auto_pad", autoPad, "NOTSET").failed() || failed(checkList(bind, "strides", strides, rank, 1)) ||
      failed(checkList(bind, "dilations", dilations, rank, 1)) ||
      failed(checkList(bind, "output_padding", outputPadding, rank, 0)) ||
      failed(checkList(bind, "pads", pads, 2 * rank, 0)))
    return failure();
  if (named != kernel)
    return bind.error() << "expected kernel_shape " << toString(kernel) << " by the shape of the weights, found "
                        << toString(named);
  if (!llvm::is_contained({"NOTSET", "SAME_UPPER", "SAME_LOWER", "VALID"}, autoPad))
    return bind.error() << "expected attribute 'auto_pad' NOTSET, SAME_UPPER, SAME_LOWER or VALID, found '" << autoPad
                        << "'";
  bool isSame = StringRef(autoPad).starts_with("SAME");
  if (outputShape.empty() && isSame)
    for (size_t axis = 0; axis < rank; ++axis)
      outputShape.push_back(input[axis] * strides[axis]);
  // Older files give the whole shape.
  if (outputShape.size() == rank + 2)
    outputShape.erase(outputShape.begin(), outputShape.begin() + 2);
  if (!outputShape.empty() && failed(checkList(bind, "output_shape", outputShape, rank, 1)))
    return failure();
  for (size_t axis = 0; axis < outputShape.size(); ++axis) {
    int64_t whole = strides[axis] * (input[axis] - 1) + outputPadding[axis] + (kernel[axis] - 1) * dilations[axis] + 1;
    // Where the shape asks for more, zeros follow.
    int64_t total = std::max<int64_t>(whole - outputShape[axis], 0), small = total / 2;
    outputPadding[axis] += std::max<int64_t>(outputShape[axis] - whole, 0);
    pads[axis] = autoPad == "SAME_UPPER" ? small : total - small;
    pads[axis + rank] = total - pads[axis];
  }
  if (rank == 1)
    pads = {pads[0], 0, pads[1], 0};
  kernel.resize(2, 1);
  strides.resize(2, 1);
  dilations.resize(2, 1);
  outputPadding.resize(2, 0);
  return Transposed{kernel, strides, dilations, outputPadding, pads};
}

/// Weights `[I, C/groups, h, w]` as those of a convolution, `[C, h, w, I/groups]`, turned around.
Value turn(OpEmitter &emit, Value weights, int64_t groups) {
  Shape shape(getShape(weights));
  if (shape.size() == 3)
    shape.push_back(1);
  Value split = emit.reshape(weights, {groups, shape[0] / groups, shape[1], shape[2], shape[3]});
  Value turned =
      split ? emit.slice(split, {0, 0, 0, shape[2] - 1, shape[3] - 1}, {1, 1, 1, -1, -1}, Shape(getShape(split)))
            : Value();
  Value moved = emit.transpose(turned, {0, 2, 3, 4, 1});
  return emit.reshape(moved, {groups * shape[1], shape[2], shape[3], shape[0] / groups});
}

} // namespace

LogicalResult onnx::convertConvTranspose(NodeBinder &bind, OpEmitter &emit) {
  Value input, weights, bias;
  int64_t groups;
  if (bind.tensor(0, input).tensor(1, weights).optionalTensor(2, bias).attribute("group", groups, 1).failed())
    return failure();
  Shape shape(getShape(input)), kernel(getShape(weights));
  if ((shape.size() != 3 && shape.size() != 4) || kernel.size() != shape.size())
    return bind.error() << "expected an input of rank 3 (1-D) or 4 (2-D) and weights [I, C/group, spatial...], found "
                        << "input " << toString(shape) << " and weights " << toString(kernel);
  if (groups < 1 || kernel[0] % groups != 0 || kernel[0] != shape[1])
    return bind.error() << "expected weights over " << shape[1] << " input channels, a multiple of the " << groups
                        << " groups, found weights " << toString(kernel);
  int64_t channels = kernel[1] * groups;
  if (bias && getShape(bias) != ArrayRef<int64_t>({channels}))
    return bind.error() << "expected a bias of shape [" << channels << "], found " << toString(getShape(bias));
  if (!emit.isConstant(weights) || (bias && !emit.isConstant(bias)))
    return bind.error() << "expected weights and bias known when compiling, found values computed from the network's "
                           "input";
  FailureOr<Transposed> window = bindTransposed(bind, Shape(ArrayRef<int64_t>(shape).drop_front(2)),
                                                Shape(ArrayRef<int64_t>(kernel).drop_front(2)));
  if (failed(window))
    return failure();

  Value image = emit.toImage(input);
  image = spread(emit, spread(emit, image, 1, window->strides[0]), 2, window->strides[1]);
  if (!image)
    return failure();
  // What a pad would cut off deeper than the window reaches is cut off the input.
  Shape padding(4, 0), begin(4, 0), count(getShape(image));
  for (unsigned side = 0; side < 4; ++side) {
    unsigned axis = side % 2;
    int64_t border = window->getReach(axis) - 1 - window->pads[side] + (side >= 2 ? window->outputPadding[axis] : 0);
    padding[side] = std::max<int64_t>(border, 0);
    int64_t cut = std::max<int64_t>(-border, 0);
    count[axis + 1] -= cut;
    if (side < 2)
      begin[axis + 1] = cut;
  }
  if (count[1] < 1 || count[2] < 1)
    return bind.error() << "expected pads that leave an output, found " << toString(window->pads);
  image = emit.slice(image, begin, Shape(4, 1), count);
  Shape ones(2, 1);
  dend::Window convolution{window->kernel, ones, window->dilations, padding};
  Value rows = turn(emit, weights, groups);
  bool isDepthwise = groups > 1 && groups == shape[1];
  Value output = isDepthwise ? emit.depthwiseConv2d(image, rows, bias, convolution)
                             : emit.conv2d(image, rows, bias, convolution, groups);
  return bind.result(output ? emit.fromImage(output, shape.size() - 2) : Value());
}
