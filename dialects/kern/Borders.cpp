// Borders.cpp - the positions of a convolution's output that have biases of their own.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "dialects/kern/Borders.h"

using namespace mlir;
using namespace dendc::kern;

Borders Borders::get(WeightedOpInterface op) {
  auto conv = dyn_cast<Conv2DOp>(op.getOperation());
  if (!conv || !conv.getBorders())
    return {};
  ArrayRef<int64_t> sizes = *conv.getBorders(), output = conv.getType().getShape();
  return {sizes[0], sizes[1], sizes[2], sizes[3], output[1], output[2]};
}
