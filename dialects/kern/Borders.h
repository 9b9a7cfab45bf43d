// Borders.h - the positions of a convolution's output that have biases of their own.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef DIALECTS_KERN_BORDERS_H
#define DIALECTS_KERN_BORDERS_H

#include "dialects/kern/Kern.h"

#include <algorithm>

namespace dendc::kern {

/// Rows at the top and bottom, columns to the left and right, of an output of `height` rows and `width` columns. Each
/// has its own biases, those between share one: `getCount` biases of all branches, row by row.
struct Borders {
  int64_t top = 0, left = 0, bottom = 0, right = 0;
  int64_t height = 1, width = 1;

  /// Those of a weighted op: none but for convolutions with `borders`.
  static Borders get(WeightedOpInterface op);

  int64_t getColumnCount() const { return left + 1 + right; }
  int64_t getCount() const { return (top + 1 + bottom) * getColumnCount(); }
  /// The bias of the output position with number `position`, row by row.
  int64_t getIndex(int64_t position) const {
    if (getCount() == 1)
      return 0;
    return getPlace(position / width, top, height - bottom) * getColumnCount() +
           getPlace(position % width, left, width - right);
  }

private:
  static int64_t getPlace(int64_t i, int64_t before, int64_t end) {
    return std::min(i, before) + std::max<int64_t>(i - end + 1, 0);
  }
};

} // namespace dendc::kern

#endif
