// Folds.cpp - values of ops whose operands are float constants.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/dend/Dend.h"

#include <cmath>

using namespace mlir;
using namespace dendc::dend;

namespace {

/// The f32 elements of a constant operand, or null: quantized constants are not folded here.
DenseElementsAttr getFloats(Attribute operand) {
  auto elements = dyn_cast_or_null<DenseElementsAttr>(operand);
  return elements && elements.getElementType().isF32() ? elements : DenseElementsAttr();
}

SmallVector<int64_t> getStrides(ArrayRef<int64_t> shape) {
  SmallVector<int64_t> strides(shape.size(), 1);
  for (size_t i = shape.size(); i-- > 1;)
    strides[i - 1] = strides[i] * shape[i];
  return strides;
}

/// Walks all indices of `shape` in row-major order, giving `visit` the linear offset under each set of `strides`.
void forEachIndex(ArrayRef<int64_t> shape, ArrayRef<SmallVector<int64_t>> strides,
                  llvm::function_ref<void(ArrayRef<int64_t> offsets)> visit) {
  SmallVector<int64_t> index(shape.size(), 0), offsets(strides.size(), 0);
  int64_t count = ShapedType::getNumElements(shape);
  for (int64_t n = 0; n < count; ++n) {
    visit(offsets);
    for (size_t axis = shape.size(); axis-- > 0;) {
      bool wrapped = ++index[axis] == shape[axis];
      for (size_t k = 0; k < strides.size(); ++k)
        offsets[k] += wrapped ? -strides[k][axis] * (shape[axis] - 1) : strides[k][axis];
      if (!wrapped)
        break;
      index[axis] = 0;
    }
  }
}

/// Strides of an operand broadcast to `rank` axes: 0 along axes it is repeated over.
SmallVector<int64_t> getBroadcastStrides(ArrayRef<int64_t> shape, size_t rank) {
  SmallVector<int64_t> own = getStrides(shape), strides(rank, 0);
  for (size_t i = 0; i < shape.size(); ++i)
    if (shape[i] != 1)
      strides[rank - shape.size() + i] = own[i];
  return strides;
}

template <typename Op> OpFoldResult foldBinary(Op op, Attribute lhs, Attribute rhs, double (*combine)(double, double)) {
  DenseElementsAttr a = getFloats(lhs), b = getFloats(rhs);
  RankedTensorType type = op.getType();
  if (!a || !b || !type.getElementType().isF32())
    return {};
  SmallVector<SmallVector<int64_t>> strides{getBroadcastStrides(op.getLhs().getType().getShape(), type.getRank()),
                                            getBroadcastStrides(op.getRhs().getType().getShape(), type.getRank())};
  auto left = llvm::to_vector(a.getValues<float>()), right = llvm::to_vector(b.getValues<float>());
  std::vector<float> result;
  result.reserve(type.getNumElements());
  forEachIndex(type.getShape(), strides, [&](ArrayRef<int64_t> offsets) {
    double value = combine(left[offsets[0]], right[offsets[1]]);
    result.push_back(float(op.getActivation() ? op.getActivation()->evaluate(value) : value));
  });
  return DenseElementsAttr::get(type, ArrayRef<float>(result));
}

} // namespace

OpFoldResult AddOp::fold(FoldAdaptor a) {
  return foldBinary(*this, a.getLhs(), a.getRhs(), [](double x, double y) { return x + y; });
}
OpFoldResult SubOp::fold(FoldAdaptor a) {
  return foldBinary(*this, a.getLhs(), a.getRhs(), [](double x, double y) { return x - y; });
}
OpFoldResult MulOp::fold(FoldAdaptor a) {
  return foldBinary(*this, a.getLhs(), a.getRhs(), [](double x, double y) { return x * y; });
}
OpFoldResult DivOp::fold(FoldAdaptor a) {
  return foldBinary(*this, a.getLhs(), a.getRhs(), [](double x, double y) { return x / y; });
}
OpFoldResult MinimumOp::fold(FoldAdaptor a) {
  return foldBinary(*this, a.getLhs(), a.getRhs(), [](double x, double y) { return std::min(x, y); });
}
OpFoldResult MaximumOp::fold(FoldAdaptor a) {
  return foldBinary(*this, a.getLhs(), a.getRhs(), [](double x, double y) { return std::max(x, y); });
}
OpFoldResult PowOp::fold(FoldAdaptor a) {
  return foldBinary(*this, a.getLhs(), a.getRhs(), [](double x, double y) { return std::pow(x, y); });
}

OpFoldResult UnaryOp::fold(FoldAdaptor adaptor) {
  if (getFunction().getName() == "identity" && getInput().getType() == getType())
    return getInput();
  DenseElementsAttr input = getFloats(adaptor.getInput());
  if (!input || !getType().getElementType().isF32())
    return {};
  std::vector<float> result;
  result.reserve(input.getNumElements());
  for (float x : input.getValues<float>())
    result.push_back(float(getFunction().evaluate(x)));
  return DenseElementsAttr::get(getType(), ArrayRef<float>(result));
}

OpFoldResult ReshapeOp::fold(FoldAdaptor adaptor) {
  if (getInput().getType() == getType())
    return getInput();
  if (auto producer = getInput().getDefiningOp<ReshapeOp>()) {
    getInputMutable().assign(producer.getInput());
    return getResult();
  }
  if (DenseElementsAttr input = getFloats(adaptor.getInput()))
    return input.reshape(getType());
  return {};
}

OpFoldResult TransposeOp::fold(FoldAdaptor adaptor) {
  ArrayRef<int64_t> permutation = getPermutation();
  if (llvm::is_sorted(permutation))
    return getInput();
  if (auto producer = getInput().getDefiningOp<TransposeOp>()) {
    SmallVector<int64_t> composed;
    for (int64_t axis : permutation)
      composed.push_back(producer.getPermutation()[axis]);
    setPermutation(composed);
    getInputMutable().assign(producer.getInput());
    return getResult();
  }
  DenseElementsAttr input = getFloats(adaptor.getInput());
  if (!input)
    return {};
  SmallVector<int64_t> own = getStrides(getInput().getType().getShape()), strides;
  for (int64_t axis : permutation)
    strides.push_back(own[axis]);
  auto values = llvm::to_vector(input.getValues<float>());
  std::vector<float> result;
  result.reserve(values.size());
  forEachIndex(getType().getShape(), {strides},
               [&](ArrayRef<int64_t> offsets) { result.push_back(values[offsets[0]]); });
  return DenseElementsAttr::get(getType(), ArrayRef<float>(result));
}
