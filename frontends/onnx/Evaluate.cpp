// Evaluate.cpp - arithmetic on tensors known at import: shapes, sizes, indices.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/onnx/Evaluate.h"

using namespace mlir;
using namespace dendc;
using namespace dendc::onnx;

SmallVector<int64_t> onnx::getStrides(ArrayRef<int64_t> shape) {
  SmallVector<int64_t> strides(shape.size(), 1);
  for (size_t axis = shape.size(); axis-- > 1;)
    strides[axis - 1] = strides[axis] * shape[axis];
  return strides;
}

void onnx::forEachOffset(ArrayRef<int64_t> shape, ArrayRef<SmallVector<int64_t>> strides,
                         llvm::function_ref<void(ArrayRef<int64_t>)> visit) {
  SmallVector<int64_t> index(shape.size(), 0), offsets(strides.size(), 0);
  int64_t count = countElements(shape).value_or(0);
  for (int64_t n = 0; n < count; ++n) {
    visit(offsets);
    for (size_t axis = shape.size(); axis-- > 0;) {
      bool wraps = ++index[axis] == shape[axis];
      for (size_t k = 0; k < strides.size(); ++k)
        offsets[k] += wraps ? -strides[k][axis] * (shape[axis] - 1) : strides[k][axis];
      if (!wraps)
        break;
      index[axis] = 0;
    }
  }
}

Tensor onnx::view(const Tensor &input, ArrayRef<int64_t> shape, int64_t offset, ArrayRef<int64_t> strides) {
  Tensor output{input.type, llvm::to_vector(shape), {}, {}};
  forEachOffset(shape, {llvm::to_vector(strides)},
                [&](ArrayRef<int64_t> offsets) { output.integers.push_back(input.integers[offset + offsets[0]]); });
  return output;
}

SmallVector<int64_t> onnx::getBroadcastStrides(ArrayRef<int64_t> from, ArrayRef<int64_t> to) {
  SmallVector<int64_t> own = getStrides(from), strides(to.size(), 0);
  for (size_t axis = 0; axis < from.size(); ++axis)
    if (from[axis] != 1)
      strides[to.size() - from.size() + axis] = own[axis];
  return strides;
}

Tensor onnx::combine(const Tensor &lhs, const Tensor &rhs, ArrayRef<int64_t> shape, ElementType type,
                     IntegerFunction function) {
  Tensor output{type, llvm::to_vector(shape), {}, {}};
  forEachOffset(shape, {getBroadcastStrides(lhs.shape, shape), getBroadcastStrides(rhs.shape, shape)},
                [&](ArrayRef<int64_t> offsets) {
                  int64_t value = function(lhs.integers[offsets[0]], rhs.integers[offsets[1]]);
                  output.integers.push_back(wrapToType(value, type));
                });
  return output;
}

Tensor onnx::join(ArrayRef<const Tensor *> inputs, int64_t axis, ArrayRef<int64_t> shape) {
  Tensor output{inputs.front()->type, llvm::to_vector(shape), {}, {}};
  int64_t outer = countElements(shape.take_front(axis)).value_or(0);
  for (int64_t row = 0; row < outer; ++row)
    for (const Tensor *input : inputs) {
      int64_t count = countElements(ArrayRef<int64_t>(input->shape).drop_front(axis)).value_or(0);
      auto begin = input->integers.begin() + row * count;
      output.integers.insert(output.integers.end(), begin, begin + count);
    }
  return output;
}
