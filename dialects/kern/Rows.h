// Rows.h - which rows of its input an op's kernel reads for which rows of its output.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The one place that knows how far an output may run into an input, and what a stream has to keep of a tensor. All
// figures follow from the geometry of the op.

#ifndef DIALECTS_KERN_ROWS_H
#define DIALECTS_KERN_ROWS_H

#include "dialects/dend/Geometry.h"
#include "dialects/kern/Kern.h"

#include "mlir/IR/Operation.h"
#include "llvm/Support/MathExtras.h"

#include <optional>

namespace dendc::kern {

/// Where the window of an op slides; none for ops without one.
std::optional<dend::Window> getWindow(mlir::Operation *op);

/// Output rows that the kernels of layouts planes and single compute at once of a depthwise convolution.
int64_t getStripRows(DepthwiseConv2DOp op, llvm::StringRef layout);
/// The input rows, with padding, that `rows` of its output rows read.
int64_t getPlaneRows(DepthwiseConv2DOp op, int64_t rows);
/// Bytes of the four planes of layout planes for so many output rows and columns.
int64_t getPlanesSize(DepthwiseConv2DOp op, int64_t rows, int64_t columns);

/// An operand that is read row by row: output row y reads `extent` rows from (y * stride - padding) / divisor on,
/// rounded down, as far as they exist.
struct OperandRows {
  int64_t count;
  int64_t size; // bytes
  int64_t stride = 1, padding = 0, extent = 1, divisor = 1;

  /// The first row that output rows from `y` on still read.
  int64_t getFirst(int64_t y) const {
    return std::clamp<int64_t>(llvm::divideFloorSigned(y * stride - padding, divisor), 0, count);
  }
  /// The rows from the first that output rows before `end` have read.
  int64_t getEnd(int64_t end) const {
    if (end == 0)
      return 0;
    return std::clamp<int64_t>(llvm::divideFloorSigned((end - 1) * stride - padding, divisor) + extent, 0, count);
  }
  /// What row y reads up to, y * stride beyond it, in parts of a row of which there are `divisor`.
  int64_t getLast() const { return (extent - 1) * divisor - padding; }
  /// Whether row y reads row y and no other.
  bool isSame() const { return stride == divisor && divisor == 1 && padding == 0 && extent == 1; }
};

/// The rows of an op's output, which its kernel computes in order, and what it reads for them.
struct RowAccess {
  int64_t count;
  int64_t size; // bytes
  /// While row y is written, operand rows may still be read from those of row y - `lag` on.
  int64_t lag;
  /// By operand; none: every output row may read all of it.
  llvm::SmallVector<std::optional<OperandRows>, 2> operands;
  /// What counts as a row above is one of so many parts of a row of `size` bytes, each of which adds to it.
  int64_t parts = 1;

  /// The bytes from the first of `operand` still read while row `y` is written to the end of that row, were both to
  /// begin at one place. `firstRow` is the first row of the call.
  int64_t getLead(int64_t y, const OperandRows &operand, int64_t firstRow) const;
};

/// The rows of an image, axis 1 of `[1, height, width, channels]`, that the kernel of `op` computes one call after the
/// other; none where it does not.
std::optional<RowAccess> getImageRows(mlir::Operation *op);

/// The same in a stream: a maximum or mean over windows of rows that do not overlap is taken row by row of its input.
std::optional<RowAccess> getStreamRows(mlir::Operation *op);

/// An output that may run into an operand, counted in the bytes by which it begins before the operand does.
struct Overlap {
  /// So many or more, and nothing is overwritten that is read later.
  int64_t distance;
  /// Exactly so many do, too: what is written over a position of the operand are the channels that have been read.
  std::optional<int64_t> exact;

  int64_t getLeastDistance() const { return std::min(distance, exact.value_or(distance)); }
};

/// How far the output of `op`, computed by one call, may run into operand `index`; none where they may not overlap. The
/// operand may be overwritten altogether.
std::optional<Overlap> getOverlap(mlir::Operation *op, unsigned index);

/// How many bytes the scratch of `op` must begin before its input does so that the input may lie in it, to be
/// overwritten as it is taken over there; none where they may not overlap.
std::optional<int64_t> getScratchDistance(mlir::Operation *op);

} // namespace dendc::kern

#endif
