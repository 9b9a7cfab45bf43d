// Converters.h - converters of operators, by the file that holds them.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef FRONTENDS_TOSA_CONVERTERS_H
#define FRONTENDS_TOSA_CONVERTERS_H

#include "frontends/emit/OpEmitter.h"

namespace dendc::tosafrontend {

using frontend::OpEmitter;
using mlir::Operation;
using mlir::Value;
/// The operands as dend has them; what the file has is at the op.
using Operands = llvm::ArrayRef<mlir::Value>;

/// Paddings at top, bottom, left and right of an image in the order of dend.
inline frontend::Shape toPadding(llvm::ArrayRef<int64_t> pad) { return {pad[0], pad[2], pad[1], pad[3]}; }

// ConvertWeighted.cpp
Value convertConv2D(Operation *op, Operands operands, OpEmitter &emit);
Value convertDepthwiseConv2D(Operation *op, Operands operands, OpEmitter &emit);
Value convertTransposeConv2D(Operation *op, Operands operands, OpEmitter &emit);
Value convertMatMul(Operation *op, Operands operands, OpEmitter &emit);

// ConvertPools.cpp
Value convertAvgPool2D(Operation *op, Operands operands, OpEmitter &emit);
Value convertMaxPool2D(Operation *op, Operands operands, OpEmitter &emit);
Value convertReduce(Operation *op, Operands operands, OpEmitter &emit, dend::ReductionKind kind);
Value convertReduceProduct(Operation *op, Operands operands, OpEmitter &emit);
Value convertArgMax(Operation *op, Operands operands, OpEmitter &emit);
Value convertResize(Operation *op, Operands operands, OpEmitter &emit);

// ConvertElementwise.cpp
Value convertClamp(Operation *op, Operands operands, OpEmitter &emit);
Value convertCast(Operation *op, Operands operands, OpEmitter &emit);
Value convertNegate(Operation *op, Operands operands, OpEmitter &emit);
Value convertMul(Operation *op, Operands operands, OpEmitter &emit);

// ConvertMovement.cpp
/// tosa.const and arith.constant.
Value convertConstant(Operation *op, Operands operands, OpEmitter &emit);
Value convertReshape(Operation *op, Operands operands, OpEmitter &emit);
/// tensor.expand_shape and tensor.collapse_shape.
Value convertRegroup(Operation *op, Operands operands, OpEmitter &emit);
Value convertTranspose(Operation *op, Operands operands, OpEmitter &emit);
Value convertConcat(Operation *op, Operands operands, OpEmitter &emit);
Value convertPad(Operation *op, Operands operands, OpEmitter &emit);
Value convertReverse(Operation *op, Operands operands, OpEmitter &emit);
Value convertSlice(Operation *op, Operands operands, OpEmitter &emit);
Value convertTile(Operation *op, Operands operands, OpEmitter &emit);
Value convertGather(Operation *op, Operands operands, OpEmitter &emit);

} // namespace dendc::tosafrontend

#endif
