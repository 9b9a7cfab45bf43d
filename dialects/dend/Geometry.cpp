// Geometry.cpp - sizes of windows sliding over images.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/dend/Geometry.h"

using namespace dendc::dend;

int64_t Window::getOutputSize(int64_t inputSize, unsigned axis) const {
  int64_t span = inputSize + padding[axis] + padding[axis + 2] - getReach(axis);
  return span < 0 ? 0 : span / strides[axis] + 1;
}

bool Window::isAlwaysInside(int64_t inputSize, unsigned axis) const {
  // The window that starts farthest beyond the end, then those that start before the input and step over its border.
  int64_t last = (getOutputSize(inputSize, axis) - 1) * strides[axis] - padding[axis];
  if (last >= inputSize)
    return false;
  for (int64_t before = padding[axis]; before > 0 && -before <= last; before -= strides[axis]) {
    int64_t steps = (before + dilations[axis] - 1) / dilations[axis];
    if (steps >= size[axis] || steps * dilations[axis] - before >= inputSize)
      return false;
  }
  return true;
}

llvm::FailureOr<llvm::SmallVector<int64_t>> dendc::dend::getBroadcastShape(llvm::ArrayRef<int64_t> lhs,
                                                                           llvm::ArrayRef<int64_t> rhs) {
  size_t rank = std::max(lhs.size(), rhs.size());
  llvm::SmallVector<int64_t> shape(rank);
  for (size_t i = 0; i < rank; ++i) {
    int64_t a = i < lhs.size() ? lhs[lhs.size() - 1 - i] : 1;
    int64_t b = i < rhs.size() ? rhs[rhs.size() - 1 - i] : 1;
    if (a != b && a != 1 && b != 1)
      return llvm::failure();
    shape[rank - 1 - i] = a == 1 ? b : a;
  }
  return shape;
}

llvm::FailureOr<llvm::SmallVector<int64_t>> dendc::dend::getMatmulShape(llvm::ArrayRef<int64_t> lhs,
                                                                        llvm::ArrayRef<int64_t> rhs) {
  if (lhs.size() != 3 || rhs.size() != 3 || lhs[2] != rhs[2] || (lhs[0] != rhs[0] && lhs[0] != 1 && rhs[0] != 1))
    return llvm::failure();
  return llvm::SmallVector<int64_t>{std::max(lhs[0], rhs[0]), lhs[1], rhs[1]};
}
