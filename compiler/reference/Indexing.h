// Indexing.h - walks over tensors: row-major indices, broadcast operands, windows over images.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_REFERENCE_INDEXING_H
#define COMPILER_REFERENCE_INDEXING_H

#include "dialects/dend/Geometry.h"

namespace dendc {

/// Elements between neighbours along each axis of a row-major tensor.
inline llvm::SmallVector<int64_t, 4> getRowMajorStrides(llvm::ArrayRef<int64_t> shape) {
  llvm::SmallVector<int64_t, 4> strides(shape.size(), 1);
  for (size_t axis = shape.size(); axis-- > 1;)
    strides[axis - 1] = strides[axis] * shape[axis];
  return strides;
}

/// Strides under which a tensor of `shape` reads as one of `rank` axes it broadcasts to: 0 along repeated axes.
inline llvm::SmallVector<int64_t, 4> getBroadcastStrides(llvm::ArrayRef<int64_t> shape, size_t rank) {
  llvm::SmallVector<int64_t, 4> own = getRowMajorStrides(shape), strides(rank, 0);
  for (size_t axis = 0; axis < shape.size(); ++axis)
    if (shape[axis] != 1)
      strides[rank - shape.size() + axis] = own[axis];
  return strides;
}

/// Calls `visit(index, offset)` for every index of `shape` in row-major order; `offset` is `start` plus the index
/// along each axis times `strides`.
template <typename Visit>
void forEachOffset(llvm::ArrayRef<int64_t> shape, int64_t start, llvm::ArrayRef<int64_t> strides, Visit visit) {
  llvm::SmallVector<int64_t, 4> index(shape.size(), 0);
  int64_t count = mlir::ShapedType::getNumElements(shape), offset = start;
  for (int64_t n = 0; n < count; ++n) {
    visit(n, offset);
    for (size_t axis = shape.size(); axis-- > 0;) {
      offset += strides[axis];
      if (++index[axis] < shape[axis])
        break;
      offset -= strides[axis] * shape[axis];
      index[axis] = 0;
    }
  }
}

template <typename Visit>
void forEachOffset(llvm::ArrayRef<int64_t> shape, llvm::ArrayRef<int64_t> strides, Visit visit) {
  forEachOffset(shape, 0, strides, visit);
}

/// Calls `visit(n, lhsRow, rhsRow, depth)` for every element of [B, M, N] in row-major order: where the rows of [B, M,
/// depth] and [B, N, depth] begin whose product it is; B of either may be 1.
template <typename Visit> void forEachRowPair(llvm::ArrayRef<int64_t> lhs, llvm::ArrayRef<int64_t> rhs, Visit visit) {
  int64_t depth = lhs[2], n = 0;
  for (int64_t b = 0, batches = std::max(lhs[0], rhs[0]); b < batches; ++b)
    for (int64_t row = 0; row < lhs[1]; ++row)
      for (int64_t column = 0; column < rhs[1]; ++column, ++n)
        visit(n, ((lhs[0] == 1 ? 0 : b) * lhs[1] + row) * depth, ((rhs[0] == 1 ? 0 : b) * rhs[1] + column) * depth,
              depth);
}

/// The images an op slides its window over. Shapes are [1, H, W, C].
struct Sliding {
  dend::Window window;
  int64_t inputHeight, inputWidth, outputHeight, outputWidth;

  Sliding(const dend::Window &window, llvm::ArrayRef<int64_t> input, llvm::ArrayRef<int64_t> output)
      : window(window), inputHeight(input[1]), inputWidth(input[2]), outputHeight(output[1]), outputWidth(output[2]) {}

  /// Calls `visit(tap, position)` for the positions of the window at output (y, x) that lie inside the input: `tap`
  /// counts window positions and `position` input positions, both row by row.
  template <typename Visit> void forEachTap(int64_t y, int64_t x, Visit visit) const {
    for (int64_t i = 0; i < window.size[0]; ++i) {
      int64_t row = y * window.strides[0] + i * window.dilations[0] - window.padding[0];
      if (row < 0 || row >= inputHeight)
        continue;
      for (int64_t j = 0; j < window.size[1]; ++j) {
        int64_t column = x * window.strides[1] + j * window.dilations[1] - window.padding[1];
        if (column >= 0 && column < inputWidth)
          visit(i * window.size[1] + j, row * inputWidth + column);
      }
    }
  }
};

} // namespace dendc

#endif
