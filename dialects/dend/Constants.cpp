// Constants.cpp - reading and rearranging the elements of constant tensors.
// Rearranging works on bytes, so that it serves every element type.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/dend/Constants.h"

#include "mlir/IR/Matchers.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MathExtras.h"

#include <cstring>

using namespace mlir;
using namespace dendc::dend;

SmallVector<int64_t> dendc::dend::getStrides(ArrayRef<int64_t> shape) {
  SmallVector<int64_t> strides(shape.size(), 1);
  for (size_t i = shape.size(); i-- > 1;)
    strides[i - 1] = strides[i] * shape[i];
  return strides;
}

SmallVector<int64_t> dendc::dend::getBroadcastStrides(ArrayRef<int64_t> shape, size_t rank) {
  SmallVector<int64_t> own = getStrides(shape), strides(rank, 0);
  for (size_t i = 0; i < shape.size(); ++i)
    if (shape[i] != 1)
      strides[rank - shape.size() + i] = own[i];
  return strides;
}

void dendc::dend::forEachOffset(ArrayRef<int64_t> shape, ArrayRef<SmallVector<int64_t>> strides,
                                llvm::function_ref<void(ArrayRef<int64_t>)> visit) {
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

//===----------------------------------------------------------------------===//
// Reading
//===----------------------------------------------------------------------===//

DenseElementsAttr dendc::dend::getElements(Value value) {
  Attribute constant;
  return value && matchPattern(value, m_Constant(&constant)) ? dyn_cast<DenseElementsAttr>(constant)
                                                             : DenseElementsAttr();
}

DenseElementsAttr dendc::dend::getFloats(Attribute constant) {
  auto elements = dyn_cast_or_null<DenseElementsAttr>(constant);
  return elements && elements.getElementType().isF32() ? elements : DenseElementsAttr();
}

DenseElementsAttr dendc::dend::getFloats(Value value) { return getFloats(Attribute(getElements(value))); }

std::vector<float> dendc::dend::getFloatVector(DenseElementsAttr floats) {
  auto values = floats.getValues<float>();
  return {values.begin(), values.end()};
}

std::optional<float> dendc::dend::getUniformValue(Value value) {
  DenseElementsAttr floats = getFloats(value);
  if (!floats || floats.empty())
    return std::nullopt;
  if (floats.isSplat())
    return floats.getSplatValue<float>();
  float first = *floats.getValues<float>().begin();
  if (llvm::any_of(floats.getValues<float>(), [&](float v) { return v != first; }))
    return std::nullopt;
  return first;
}

std::optional<std::vector<float>> dendc::dend::getChannelValues(DenseElementsAttr floats, ArrayRef<int64_t> shape) {
  DenseElementsAttr shrunk = shrinkElements(floats);
  ArrayRef<int64_t> own = shrunk.getType().getShape();
  if (shape.empty() || own.size() > shape.size() ||
      llvm::any_of(own.drop_back(own.empty() ? 0 : 1), [](int64_t size) { return size != 1; }))
    return std::nullopt;
  std::vector<float> values = getFloatVector(shrunk);
  if (values.size() == 1)
    values.resize(shape.back(), values.front());
  assert(int64_t(values.size()) == shape.back() && "the constant broadcasts to the shape");
  return values;
}

//===----------------------------------------------------------------------===//
// Rearranging
//===----------------------------------------------------------------------===//

/// The elements of `shape` found in `elements` where `find` says for offsets of `strides`.
static DenseElementsAttr gather(DenseElementsAttr elements, ArrayRef<int64_t> shape,
                                ArrayRef<SmallVector<int64_t>> strides,
                                llvm::function_ref<int64_t(ArrayRef<int64_t>)> find) {
  auto type = RankedTensorType::get(shape, elements.getElementType());
  if (elements.isSplat())
    return elements.resizeSplat(type);
  assert(!elements.getElementType().isInteger(1) && "elements of whole bytes");
  size_t width = llvm::divideCeil(elements.getElementType().getIntOrFloatBitWidth(), 8);
  std::vector<char> result(width * type.getNumElements());
  const char *source = elements.getRawData().data();
  char *destination = result.data();
  forEachOffset(shape, strides, [&](ArrayRef<int64_t> offsets) {
    std::memcpy(destination, source + find(offsets) * width, width);
    destination += width;
  });
  return DenseElementsAttr::getFromRawBuffer(type, result);
}

static DenseElementsAttr gather(DenseElementsAttr elements, ArrayRef<int64_t> shape, SmallVector<int64_t> strides) {
  return gather(elements, shape, {strides}, [](ArrayRef<int64_t> offsets) { return offsets[0]; });
}

DenseElementsAttr dendc::dend::transposeElements(DenseElementsAttr elements, ArrayRef<int64_t> permutation) {
  ArrayRef<int64_t> shape = elements.getType().getShape();
  SmallVector<int64_t> own = getStrides(shape), strides, permuted;
  for (int64_t axis : permutation) {
    strides.push_back(own[axis]);
    permuted.push_back(shape[axis]);
  }
  return gather(elements, permuted, strides);
}

DenseElementsAttr dendc::dend::broadcastElements(DenseElementsAttr elements, ArrayRef<int64_t> shape) {
  return gather(elements, shape, getBroadcastStrides(elements.getType().getShape(), shape.size()));
}

DenseElementsAttr dendc::dend::takeElements(DenseElementsAttr elements, ArrayRef<int64_t> indices) {
  SmallVector<int64_t> shape(elements.getType().getShape());
  // Offsets of everything before the last axis in the source, and along the last axis in the result.
  SmallVector<int64_t> before = getStrides(shape), along(shape.size(), 0);
  before.back() = 0;
  along.back() = 1;
  shape.back() = int64_t(indices.size());
  return gather(elements, shape, {before, along},
                [&](ArrayRef<int64_t> offsets) { return offsets[0] + indices[offsets[1]]; });
}

DenseElementsAttr dendc::dend::shrinkElements(DenseElementsAttr elements) {
  SmallVector<int64_t> shape(elements.getType().getShape());
  if (elements.isSplat())
    return elements.resizeSplat(
        RankedTensorType::get(SmallVector<int64_t>(shape.size(), 1), elements.getElementType()));
  for (size_t axis = 0; axis < shape.size(); ++axis) {
    if (shape[axis] == 1)
      continue;
    SmallVector<int64_t> shrunk(shape), strides = getStrides(shape);
    shrunk[axis] = 1;
    DenseElementsAttr candidate = gather(elements, shrunk, strides);
    if (broadcastElements(candidate, shape) != elements)
      continue;
    elements = candidate;
    shape = shrunk;
  }
  return elements;
}
