// Window.cpp - TFLite's padding schemes as paddings in elements.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/tflite/Window.h"

#include "mlir/IR/Diagnostics.h"

using namespace mlir;
using namespace dendc;
using namespace dendc::tflite;

FailureOr<WindowSizes> tflite::bindWindow(NodeBinder &bind, ArrayRef<int64_t> input, schema::Padding padding,
                                          ArrayRef<int64_t> size, ArrayRef<int64_t> strides,
                                          ArrayRef<int64_t> dilations) {
  if (input.size() != 4 || input[0] != 1)
    return bind.error() << "expected an input [1, height, width, channels], found " << toString(input);
  for (auto [what, pair] : {std::pair("window sizes", size), {"strides", strides}, {"dilations", dilations}})
    if (llvm::any_of(pair, [](int64_t v) { return v < 1 || v > kMaxElementCount; }))
      return bind.error() << "expected " << what << " from 1 to " << kMaxElementCount << ", found " << toString(pair);
  if (padding != schema::Padding::SAME && padding != schema::Padding::VALID)
    return bind.error() << "expected padding SAME or VALID, found padding " << int(padding);
  WindowSizes window{Shape(size), Shape(strides), Shape(dilations), {0, 0, 0, 0}};
  for (unsigned axis : {0u, 1u}) {
    int64_t extent = input[axis + 1], reach = window.getWindow().getReach(axis);
    if (padding == schema::Padding::SAME) {
      // As many windows as starts, the padding they need shared out with the odd one behind.
      int64_t count = (extent + strides[axis] - 1) / strides[axis];
      int64_t total = std::max<int64_t>(0, (count - 1) * strides[axis] + reach - extent);
      window.padding[axis] = total / 2;
      window.padding[axis + 2] = total - total / 2;
    } else if (reach > extent) {
      return bind.error() << "expected a window within the input, found window " << toString(size) << " with dilations "
                          << toString(dilations) << " on input " << toString(input);
    }
    if (window.padding[axis + 2] > kMaxElementCount)
      return bind.error() << "expected paddings of at most " << kMaxElementCount << ", found "
                          << window.padding[axis + 2];
  }
  return window;
}
