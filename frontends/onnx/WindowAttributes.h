// WindowAttributes.h - the attributes shared by convolutions and pools.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef FRONTENDS_ONNX_WINDOWATTRIBUTES_H
#define FRONTENDS_ONNX_WINDOWATTRIBUTES_H

#include "frontends/onnx/NodeBinder.h"

namespace dendc::onnx {

/// A window over an image, resolved: `auto_pad` and `ceil_mode` have become paddings.
struct WindowAttributes {
  /// As `[y, x]`; padding as `[top, left, bottom, right]`.
  Shape size, strides, dilations, padding;
  /// What `ceil_mode` adds at the bottom and at the right.
  Shape ceilPadding{0, 0};

  dend::Window getWindow() const { return {size, strides, dilations, padding}; }
};

/// Reads the attributes of a window over an input of shape `[N, C, spatial...]` with one or two spatial axes.
/// `size` is the window's by the weights, or empty where `kernel_shape` alone says it. Failure was reported.
mlir::FailureOr<WindowAttributes> bindWindow(NodeBinder &bind, llvm::ArrayRef<int64_t> inputShape,
                                             llvm::ArrayRef<int64_t> size);

} // namespace dendc::onnx

#endif
