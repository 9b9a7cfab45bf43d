// Folds.cpp - values of ops whose operands are constants: floats, or integers that are only moved.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/dend/Constants.h"
#include "dialects/dend/Dend.h"

#include <cmath>
#include <limits>

using namespace mlir;
using namespace dendc::dend;

namespace {

/// The constant `type` holds when `visit` gives its elements one by one from offsets of `strides`.
OpFoldResult gather(RankedTensorType type, ArrayRef<SmallVector<int64_t>> strides,
                    llvm::function_ref<float(ArrayRef<int64_t> offsets)> visit) {
  std::vector<float> result;
  result.reserve(type.getNumElements());
  forEachOffset(type.getShape(), strides, [&](ArrayRef<int64_t> offsets) { result.push_back(visit(offsets)); });
  return DenseElementsAttr::get(type, ArrayRef<float>(result));
}

template <typename Op> OpFoldResult foldBinary(Op op, Attribute lhs, Attribute rhs, double (*combine)(double, double)) {
  DenseElementsAttr a = getFloats(lhs), b = getFloats(rhs);
  RankedTensorType type = op.getType();
  if (!a || !b || !type.getElementType().isF32())
    return {};
  SmallVector<SmallVector<int64_t>> strides{getBroadcastStrides(op.getLhs().getType().getShape(), type.getRank()),
                                            getBroadcastStrides(op.getRhs().getType().getShape(), type.getRank())};
  std::vector<float> left = getFloatVector(a), right = getFloatVector(b);
  return gather(type, strides, [&](ArrayRef<int64_t> offsets) {
    double value = combine(left[offsets[0]], right[offsets[1]]);
    return float(op.getActivation() ? op.getActivation()->evaluate(value) : value);
  });
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
  if (auto input = dyn_cast_or_null<DenseElementsAttr>(adaptor.getInput()))
    return input.reshape(input.getType().clone(getType().getShape()));
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
  if (auto input = dyn_cast_or_null<DenseElementsAttr>(adaptor.getInput()))
    return transposeElements(input, permutation);
  return {};
}

//===----------------------------------------------------------------------===//
// Data movement
//===----------------------------------------------------------------------===//

OpFoldResult SliceOp::fold(FoldAdaptor adaptor) {
  if (getInput().getType() == getType() && llvm::all_of(getSteps(), [](int64_t step) { return step == 1; }))
    return getInput();
  DenseElementsAttr input = getFloats(adaptor.getInput());
  if (!input || !getType().getElementType().isF32())
    return {};
  SmallVector<int64_t> strides = getStrides(getInput().getType().getShape());
  int64_t first = 0;
  for (size_t axis = 0; axis < strides.size(); ++axis) {
    first += getBegin()[axis] * strides[axis];
    strides[axis] *= getSteps()[axis];
  }
  std::vector<float> values = getFloatVector(input);
  return gather(getType(), {strides}, [&](ArrayRef<int64_t> offsets) { return values[first + offsets[0]]; });
}

OpFoldResult ConcatOp::fold(FoldAdaptor adaptor) {
  if (getInputs().size() == 1 && getInputs().front().getType() == getType())
    return getInputs().front();
  SmallVector<DenseElementsAttr> inputs;
  for (Attribute input : adaptor.getInputs())
    inputs.push_back(getFloats(input));
  if (!llvm::all_of(inputs, [](DenseElementsAttr input) { return bool(input); }) || !getType().getElementType().isF32())
    return {};
  SmallVector<int64_t> strides = getStrides(getType().getShape());
  std::vector<float> result(getType().getNumElements());
  int64_t first = 0;
  for (DenseElementsAttr input : inputs) {
    std::vector<float> values = getFloatVector(input);
    ArrayRef<int64_t> shape = input.getType().getShape();
    forEachOffset(shape, {getStrides(shape), strides},
                  [&](ArrayRef<int64_t> offsets) { result[first + offsets[1]] = values[offsets[0]]; });
    first += shape[getAxis()] * strides[getAxis()];
  }
  return DenseElementsAttr::get(getType(), ArrayRef<float>(result));
}

OpFoldResult PadOp::fold(FoldAdaptor adaptor) {
  if (getInput().getType() == getType())
    return getInput();
  DenseElementsAttr input = getFloats(adaptor.getInput());
  if (!input || !getType().getElementType().isF32())
    return {};
  SmallVector<int64_t> strides = getStrides(getType().getShape());
  int64_t first = 0;
  for (auto [low, stride] : llvm::zip(getLow(), strides))
    first += low * stride;
  std::vector<float> values = getFloatVector(input), result(getType().getNumElements(), getValue().convertToFloat());
  ArrayRef<int64_t> shape = input.getType().getShape();
  forEachOffset(shape, {getStrides(shape), strides},
                [&](ArrayRef<int64_t> offsets) { result[first + offsets[1]] = values[offsets[0]]; });
  return DenseElementsAttr::get(getType(), ArrayRef<float>(result));
}

//===----------------------------------------------------------------------===//
// Pools and reductions
//===----------------------------------------------------------------------===//

OpFoldResult ReduceOp::fold(FoldAdaptor adaptor) {
  // Along axes of one element every kind of reduction is that element.
  if (getInput().getType() == getType())
    return getInput();
  DenseElementsAttr input = getFloats(adaptor.getInput());
  if (!input || !getType().getElementType().isF32())
    return {};
  constexpr double infinity = std::numeric_limits<double>::infinity();
  double start = getKind() == ReductionKind::max ? -infinity : getKind() == ReductionKind::min ? infinity : 0.0;
  std::vector<double> result(getType().getNumElements(), start);
  std::vector<float> values = getFloatVector(input);
  ArrayRef<int64_t> shape = input.getType().getShape();
  SmallVector<int64_t> to = getBroadcastStrides(getType().getShape(), shape.size());
  forEachOffset(shape, {getStrides(shape), to}, [&](ArrayRef<int64_t> offsets) {
    double &total = result[offsets[1]], value = values[offsets[0]];
    if (getKind() == ReductionKind::max)
      total = std::max(total, value);
    else if (getKind() == ReductionKind::min)
      total = std::min(total, value);
    else
      total += value;
  });
  double count = getKind() == ReductionKind::mean ? double(values.size()) / double(result.size()) : 1.0;
  auto floats = llvm::map_to_vector(result, [&](double total) { return float(total / count); });
  return DenseElementsAttr::get(getType(), ArrayRef<float>(floats));
}

/// A window of one position that visits every position gives its input.
template <typename PoolOp> static OpFoldResult foldPool(PoolOp op) {
  bool single = llvm::all_of(op.getWindow(), [](int64_t size) { return size == 1; });
  return single && op.getInput().getType() == op.getType() ? op.getInput() : OpFoldResult();
}

/// Every place is its own element where the size stays.
OpFoldResult ResizeBilinearOp::fold(FoldAdaptor) {
  return getInput().getType() == getType() ? getInput() : OpFoldResult();
}

OpFoldResult MaxPool2DOp::fold(FoldAdaptor) { return foldPool(*this); }
OpFoldResult AveragePool2DOp::fold(FoldAdaptor) { return foldPool(*this); }

//===----------------------------------------------------------------------===//
// Quantization
//===----------------------------------------------------------------------===//

/// The scales of a quantized tensor, and which of them holds for element i: one for all, or i / inner % count.
namespace {
struct Scales {
  SmallVector<double> scales;
  SmallVector<int64_t> zeroPoints;
  int64_t inner = 1;

  explicit Scales(RankedTensorType type) {
    if (auto perAxis = dyn_cast<quant::UniformQuantizedPerAxisType>(type.getElementType())) {
      scales.assign(perAxis.getScales().begin(), perAxis.getScales().end());
      zeroPoints.assign(perAxis.getZeroPoints().begin(), perAxis.getZeroPoints().end());
      inner = ShapedType::getNumElements(type.getShape().drop_front(perAxis.getQuantizedDimension() + 1));
      return;
    }
    auto perTensor = cast<quant::UniformQuantizedType>(type.getElementType());
    scales.push_back(perTensor.getScale());
    zeroPoints.push_back(perTensor.getZeroPoint());
  }
  size_t find(size_t element) const { return element / inner % scales.size(); }
};
} // namespace

/// x / scale rounded: half to even for ONNX Runtime, which divides in float; half away from zero for the others.
static double roundSteps(float x, double scale, ArithmeticKind arithmetic) {
  return arithmetic == ArithmeticKind::onnxruntime ? std::nearbyint(x / float(scale)) : std::round(x / scale);
}

OpFoldResult QuantizeOp::fold(FoldAdaptor adaptor) {
  DenseElementsAttr input = getFloats(adaptor.getInput());
  if (!input)
    return {};
  Scales scales(getType());
  auto type = cast<quant::QuantizedType>(getType().getElementType());
  double min = double(type.getStorageTypeMin()), max = double(type.getStorageTypeMax());
  SmallVector<APInt> integers;
  for (auto [i, x] : llvm::enumerate(input.getValues<float>())) {
    size_t index = scales.find(i);
    double steps = std::isnan(x) ? 0.0 : roundSteps(x, scales.scales[index], getArithmetic());
    integers.emplace_back(type.getStorageTypeIntegralWidth(),
                          uint64_t(int64_t(std::clamp(steps + double(scales.zeroPoints[index]), min, max))),
                          /*isSigned=*/true);
  }
  return DenseElementsAttr::get(input.getType().clone(type.getStorageType()), integers);
}

OpFoldResult DequantizeOp::fold(FoldAdaptor adaptor) {
  auto input = dyn_cast_or_null<DenseElementsAttr>(adaptor.getInput());
  if (!input)
    return {};
  Scales scales(getInput().getType());
  std::vector<float> floats;
  for (auto [i, integer] : llvm::enumerate(input.getValues<APInt>())) {
    size_t index = scales.find(i);
    floats.push_back(float(double(integer.getSExtValue() - scales.zeroPoints[index]) * scales.scales[index]));
  }
  return DenseElementsAttr::get(getType(), ArrayRef<float>(floats));
}

OpFoldResult ReinterpretOp::fold(FoldAdaptor adaptor) {
  if (getInput().getType() == getType())
    return getInput();
  if (auto producer = getInput().getDefiningOp<ReinterpretOp>()) {
    getInputMutable().assign(producer.getInput());
    return getResult();
  }
  return dyn_cast_or_null<DenseElementsAttr>(adaptor.getInput());
}
