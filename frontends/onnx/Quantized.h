// Quantized.h - operands and results whose integers stand for real numbers.
// A quantized tensor of the file is two ops in dend, `quantize` and `dequantize`: what the integers are, and what they
// stand for, with which every operator computes. Folding the pairs into integer ops is the compiler's first pass.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef FRONTENDS_ONNX_QUANTIZED_H
#define FRONTENDS_ONNX_QUANTIZED_H

#include "frontends/onnx/NodeBinder.h"

namespace dendc::onnx {

/// The grid that operands `scale` and `zeroPoint` describe for a tensor of `shape`: one scale, or one for each index of
/// `axis`. Without the zero point it is 0 in `defaultType`. Failure was reported.
mlir::FailureOr<Grid> bindGrid(NodeBinder &bind, unsigned scale, unsigned zeroPoint, ElementType defaultType,
                               llvm::ArrayRef<int64_t> shape, int64_t axis);

/// What operand `index` stands for; its scale and zero point are the two operands after it. `axis` is that of weights
/// quantized per channel. Failure was reported.
mlir::FailureOr<mlir::Value> bindQuantized(NodeBinder &bind, OpEmitter &emit, unsigned index, int64_t axis = 1,
                                           Grid *grid = nullptr);

/// The result of the node, `real` on `grid`.
mlir::LogicalResult resultOnGrid(NodeBinder &bind, OpEmitter &emit, mlir::FailureOr<mlir::Value> real,
                                 const Grid &grid);

/// Integers known at import as what they stand for on `grid`.
mlir::Value emitOnGrid(OpEmitter &emit, const Tensor &integers, const Grid &grid);

/// A grid of `type` with one scale.
Grid makeGrid(mlir::MLIRContext *context, ElementType type, double scale, int64_t zeroPoint);

/// The grid of integers or booleans that are computed: they stand for themselves.
Grid makeIntegerGrid(mlir::MLIRContext *context, ElementType type);

/// What is to be added to an integer of `type` in the file to have it in signed storage: 0 or negative.
int64_t getSignedShift(ElementType type);

/// The scale and zero point, as the file has them, of a grid with one scale.
std::pair<double, int64_t> getScaleAndZeroPoint(const Grid &grid);

} // namespace dendc::onnx

#endif
