// WindowAttributes.cpp - the attributes shared by convolutions and pools.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/onnx/WindowAttributes.h"

using namespace mlir;
using namespace dendc;
using namespace dendc::onnx;

namespace {

/// Largest size, stride, dilation or padding: products of two of them cannot overflow.
constexpr int64_t kLargest = int64_t(1) << 30;

/// One entry per spatial axis, all from `least` on.
LogicalResult checkList(NodeBinder &bind, StringRef name, ArrayRef<int64_t> values, size_t count, int64_t least) {
  if (values.size() == count && llvm::all_of(values, [&](int64_t v) { return v >= least && v <= kLargest; }))
    return success();
  return bind.error() << "expected attribute '" << name << "' with " << count << " entries from " << least << " to "
                      << kLargest << ", found " << toString(values);
}

/// Paddings so that the output has as many positions as strides fit in the input.
void padSame(WindowAttributes &window, ArrayRef<int64_t> input, bool atEnd) {
  for (unsigned axis = 0; axis < input.size(); ++axis) {
    int64_t outputs = (input[axis] + window.strides[axis] - 1) / window.strides[axis];
    int64_t reach = window.getWindow().getReach(axis);
    int64_t total = std::max<int64_t>((outputs - 1) * window.strides[axis] + reach - input[axis], 0);
    int64_t small = total / 2;
    window.padding[axis] = atEnd ? small : total - small;
    window.padding[axis + 2] = atEnd ? total - small : small;
  }
}

/// A last window that does not fit counts when it starts inside the input or the padding before it.
void padCeil(WindowAttributes &window, ArrayRef<int64_t> input) {
  for (unsigned axis = 0; axis < input.size(); ++axis) {
    int64_t stride = window.strides[axis], reach = window.getWindow().getReach(axis);
    int64_t before = input[axis] + window.padding[axis], padded = before + window.padding[axis + 2];
    if (padded < reach)
      continue;
    int64_t outputs = (padded - reach + stride - 1) / stride + 1;
    if ((outputs - 1) * stride >= before)
      --outputs;
    window.ceilPadding[axis] = std::max<int64_t>((outputs - 1) * stride + reach - padded, 0);
  }
}

} // namespace

FailureOr<WindowAttributes> onnx::bindWindow(NodeBinder &bind, ArrayRef<int64_t> inputShape, ArrayRef<int64_t> size) {
  if (inputShape.size() != 3 && inputShape.size() != 4)
    return bind.error() << "expected an input of rank 3 (1-D) or 4 (2-D), found shape " << toString(inputShape);
  size_t rank = inputShape.size() - 2;
  Shape kernel(size), strides(rank, 1), dilations(rank, 1), pads(2 * rank, 0);
  std::string autoPad;
  int64_t ceilMode = 0;
  bool isPool = size.empty();
  bind.optionalAttribute("kernel_shape", kernel).optionalAttribute("strides", strides).optionalAttribute("pads", pads);
  bind.optionalAttribute("dilations", dilations).attribute("auto_pad", autoPad, "NOTSET");
  if (isPool)
    bind.attribute("ceil_mode", ceilMode, 0);
  if (bind.failed() || failed(checkList(bind, "kernel_shape", kernel, rank, 1)) ||
      failed(checkList(bind, "strides", strides, rank, 1)) ||
      failed(checkList(bind, "dilations", dilations, rank, 1)) || failed(checkList(bind, "pads", pads, 2 * rank, 0)))
    return failure();
  if (!isPool && ArrayRef<int64_t>(kernel) != size)
    return bind.error() << "expected kernel_shape " << toString(size) << " by the shape of the weights, found "
                        << toString(kernel);

  // One spatial axis is the height of an image of width 1.
  WindowAttributes window{kernel, strides, dilations, {}};
  window.size.resize(2, 1);
  window.strides.resize(2, 1);
  window.dilations.resize(2, 1);
  window.padding = rank == 2 ? pads : Shape{pads[0], 0, pads[1], 0};
  Shape input(inputShape.drop_front(2));
  input.resize(2, 1);

  if (autoPad == "SAME_UPPER" || autoPad == "SAME_LOWER")
    padSame(window, input, autoPad == "SAME_UPPER");
  else if (autoPad == "VALID")
    window.padding.assign(4, 0);
  else if (autoPad != "NOTSET")
    return bind.error() << "expected attribute 'auto_pad' NOTSET, SAME_UPPER, SAME_LOWER or VALID, found '" << autoPad
                        << "'";
  if (ceilMode)
    padCeil(window, input);
  return window;
}
