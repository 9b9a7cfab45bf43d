// Window.h - where the windows of convolutions and pools look: TFLite's padding schemes as paddings in elements.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef FRONTENDS_TFLITE_WINDOW_H
#define FRONTENDS_TFLITE_WINDOW_H

#include "dialects/dend/Geometry.h"
#include "frontends/tflite/NodeBinder.h"

namespace dendc::tflite {

/// A window that owns its numbers; [y, x], and padding [top, left, bottom, right].
struct WindowSizes {
  Shape size, strides, dilations, padding;

  dend::Window getWindow() const { return {size, strides, dilations, padding}; }
};

/// The window of `options`, of `size` and `dilations`, over images of shape `input`, with SAME or VALID as paddings.
/// Failure with an error where the numbers make no window or the input is no image of a batch of 1.
mlir::FailureOr<WindowSizes> bindWindow(NodeBinder &bind, llvm::ArrayRef<int64_t> input, schema::Padding padding,
                                        llvm::ArrayRef<int64_t> size, llvm::ArrayRef<int64_t> strides,
                                        llvm::ArrayRef<int64_t> dilations);

} // namespace dendc::tflite

#endif
