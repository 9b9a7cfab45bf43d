// Layer.h - operands of a layer as dend takes them.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef FRONTENDS_TFLITE_LAYER_H
#define FRONTENDS_TFLITE_LAYER_H

#include "frontends/tflite/NodeBinder.h"

namespace dendc::tflite {

/// Weights are constants [C, ...] quantized along the first axis, where they are, and the bias is null or one of C.
struct Layer {
  mlir::Value input, weights, bias;
  llvm::SmallVector<double> weightScales;
};

/// Binds the weights, operand `index`, whose axis `permutation[0]` of the file becomes the first by `permutation`.
/// Integers are dequantized with a warning where the input is float, and have `width` bits where it is not.
mlir::LogicalResult bindWeights(NodeBinder &bind, Layer &layer, unsigned index, llvm::ArrayRef<int64_t> permutation,
                                unsigned width = 8);

/// Binds the bias of `channels` values: integers in steps of the products, whatever scale the file gives them.
mlir::LogicalResult bindBias(NodeBinder &bind, Layer &layer, unsigned index, int64_t channels);

} // namespace dendc::tflite

#endif
