// ConvertMovement.cpp - operators that move elements and compute nothing.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/tflite/Converters.h"

#include "mlir/IR/Diagnostics.h"

using namespace mlir;
using namespace dendc;
using namespace dendc::tflite;

LogicalResult tflite::convertReshape(NodeBinder &bind) {
  Value input;
  schema::ReshapeOptionsT options;
  if (bind.tensor(0, input).options(options).ignoreInput(1).failed())
    return failure();
  Shape shape(options.new_shape.begin(), options.new_shape.end());
  if (bind.hasInput(1) && bind.integers(1, shape).failed())
    return failure();
  // One size may follow from the others.
  if (auto *open = llvm::find(shape, -1); open != shape.end()) {
    *open = 1;
    std::optional<int64_t> others = countElements(shape);
    int64_t count = ShapedType::getNumElements(getShape(input));
    if (!others || *others == 0 || count % *others != 0) {
      *open = -1;
      return bind.error() << "expected a shape of " << count << " elements, found " << toString(shape);
    }
    *open = count / *others;
  }
  return bind.movedResult(bind.reshape(input, shape));
}

LogicalResult tflite::convertSqueeze(NodeBinder &bind) {
  Value input;
  schema::SqueezeOptionsT options;
  if (bind.tensor(0, input).options(options).failed())
    return failure();
  ArrayRef<int64_t> shape = getShape(input);
  SmallVector<int64_t> axes(options.squeeze_dims.begin(), options.squeeze_dims.end());
  if (bind.axes(axes, shape.size()).failed())
    return failure();
  Shape squeezed;
  for (auto [axis, size] : llvm::enumerate(shape)) {
    bool isListed = llvm::is_contained(axes, axis);
    if (isListed && size != 1)
      return bind.error() << "expected axes of size 1 to squeeze, found axis " << axis << " of " << toString(shape);
    if (axes.empty() ? size != 1 : !isListed)
      squeezed.push_back(size);
  }
  return bind.movedResult(bind.reshape(input, squeezed));
}

LogicalResult tflite::convertExpandDims(NodeBinder &bind) {
  Value input;
  int64_t axis = 0;
  if (bind.tensor(0, input).integer(1, axis).failed())
    return failure();
  Shape shape(getShape(input));
  if (bind.axis(axis, shape.size() + 1).failed())
    return failure();
  shape.insert(shape.begin() + axis, 1);
  return bind.movedResult(bind.reshape(input, shape));
}

LogicalResult tflite::convertTranspose(NodeBinder &bind) {
  Value input;
  SmallVector<int64_t> permutation;
  if (bind.tensor(0, input).integers(1, permutation).failed())
    return failure();
  ArrayRef<int64_t> shape = getShape(input);
  for (int64_t &axis : permutation)
    bind.axis(axis, shape.size());
  if (bind.failed())
    return failure();
  SmallVector<int64_t> sorted(permutation), permuted;
  llvm::sort(sorted);
  if (permutation.size() != shape.size() || std::unique(sorted.begin(), sorted.end()) != sorted.end())
    return bind.error() << "expected a permutation of " << shape.size() << " axes, found " << toString(permutation);
  for (int64_t axis : permutation)
    permuted.push_back(shape[axis]);
  RankedTensorType type = bind.getType(permuted, getElement(input));
  return type ? bind.movedResult(bind.create<dend::TransposeOp>(type, input, permutation)) : failure();
}

LogicalResult tflite::convertConcatenation(NodeBinder &bind) {
  schema::ConcatenationOptionsT options;
  dend::FunctionAttr activation;
  SmallVector<Value> inputs(bind.getInputCount());
  for (unsigned index = 0; index < inputs.size(); ++index)
    bind.tensor(index, inputs[index]);
  if (bind.options(options).activation(options.fused_activation_function, activation).failed())
    return failure();
  if (inputs.empty() || activation)
    return bind.error() << "expected one input or more and no fused activation, found "
                        << (activation ? "an activation" : "no input");
  Shape shape(getShape(inputs.front()));
  int64_t axis = options.axis;
  if (bind.axis(axis, shape.size()).failed())
    return failure();
  shape[axis] = 0;
  Type element = getElement(inputs.front());
  for (auto [index, input] : llvm::enumerate(inputs)) {
    Shape expected(shape), found(getShape(input));
    if (expected.size() == found.size())
      expected[axis] = found[axis];
    if (expected != found)
      return bind.error() << "expected inputs of one shape but for axis " << axis << ", found "
                          << toString(getShape(inputs.front())) << " and " << toString(found);
    if (getElement(input) != element)
      return bind.error() << "expected inputs of one type, scale and zero point, found " << element << " and "
                          << getElement(input);
    shape[axis] += found[axis];
  }
  RankedTensorType type = bind.getType(shape, element);
  return type ? bind.movedResult(bind.create<dend::ConcatOp>(type, inputs, uint64_t(axis), bind.getArithmetic(element)))
              : failure();
}

/// Pads by the vector of pairs in operand 1 with `value`.
static LogicalResult convertPadWith(NodeBinder &bind, Value input, double value) {
  ArrayRef<int64_t> shape = getShape(input);
  bind.ignoreInput(1);
  std::optional<std::vector<int64_t>> pads = bind.findIntegers(1);
  if (!pads)
    return bind.error() << "expected paddings " << bind.describeInput(1) << " known when compiling, found none";
  if (pads->size() != 2 * shape.size() || llvm::any_of(*pads, [](int64_t v) { return v < 0 || v > kMaxElementCount; }))
    return bind.error() << "expected two paddings from 0 on for each of " << shape.size() << " axes, found "
                        << toString(*pads);
  Shape low, high, padded;
  for (size_t axis = 0; axis < shape.size(); ++axis) {
    low.push_back((*pads)[2 * axis]);
    high.push_back((*pads)[2 * axis + 1]);
    padded.push_back(low.back() + shape[axis] + high.back());
  }
  RankedTensorType type = bind.getType(padded, getElement(input));
  return type ? bind.movedResult(bind.create<dend::PadOp>(type, input, low, high, llvm::APFloat(float(value))))
              : failure();
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
  if (elements.getNumElements() != 1 || getElement(constant) != getElement(input))
    return bind.error() << "expected one value of the input's type to pad with, found " << constant.getType();
  if (!isQuantized(input))
    return convertPadWith(bind, input, double(*elements.getValues<float>().begin()));
  auto quantized = cast<quant::UniformQuantizedType>(getElement(input));
  int64_t value = (*elements.getValues<APInt>().begin()).getSExtValue();
  return convertPadWith(bind, input, double(value - quantized.getZeroPoint()) * quantized.getScale());
}
