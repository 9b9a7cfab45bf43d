// Converters.h - converters of operators, by the file that holds them.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef FRONTENDS_TOSA_CONVERTERS_H
#define FRONTENDS_TOSA_CONVERTERS_H

#include "frontends/tosa/Emitter.h"

namespace dendc::tosafrontend {

using mlir::Operation;
using mlir::Value;
/// The operands as dend has them; what the file has is at the op.
using Operands = llvm::ArrayRef<mlir::Value>;

/// Paddings at top, bottom, left and right of an image in the order of dend.
inline frontend::Shape toPadding(llvm::ArrayRef<int64_t> pad) { return {pad[0], pad[2], pad[1], pad[3]}; }

// ConvertWeighted.cpp
Value convertConv2D(Operation *op, Operands operands, Emitter &emit);
Value convertDepthwiseConv2D(Operation *op, Operands operands, Emitter &emit);
Value convertTransposeConv2D(Operation *op, Operands operands, Emitter &emit);
Value convertMatMul(Operation *op, Operands operands, Emitter &emit);
/// The layer whose sums, of integers, are `sum`, of the file, with `addend` added unless it is null, in the type and
/// rounding given: `factors` are one or one per channel.
Value convertIntegerLayer(Value sum, Value addend, llvm::ArrayRef<double> factors, const frontend::Rounding &rounding,
                          Emitter &emit);

// ConvertRescale.cpp
Value convertRescale(Operation *op, Operands operands, Emitter &emit);
/// An op that is, with those before it, a function of one tensor of 8 bits.
Value convertFunction(Operation *op, Operands operands, Emitter &emit);

// ConvertPools.cpp
Value convertAvgPool2D(Operation *op, Operands operands, Emitter &emit);
Value convertMaxPool2D(Operation *op, Operands operands, Emitter &emit);
Value convertReduce(Operation *op, Operands operands, Emitter &emit, dend::ReductionKind kind);
Value convertReduceProduct(Operation *op, Operands operands, Emitter &emit);
Value convertArgMax(Operation *op, Operands operands, Emitter &emit);
Value convertResize(Operation *op, Operands operands, Emitter &emit);
/// tosa.resize of integers to sums, which are rounded as given.
Value convertIntegerResize(Operation *op, const frontend::Rounding &rounding, Emitter &emit);

// ConvertElementwise.cpp
Value convertClamp(Operation *op, Operands operands, Emitter &emit);
Value convertCast(Operation *op, Operands operands, Emitter &emit);
Value convertNegate(Operation *op, Operands operands, Emitter &emit);
Value convertMul(Operation *op, Operands operands, Emitter &emit);
/// Of integers.
Value convertExtreme(Operation *op, Operands operands, Emitter &emit);
Value convertTable(Operation *op, Operands operands, Emitter &emit);
/// tosa.table with a result of integers of type `element`.
Value emitTable(Operation *op, Emitter &emit, mlir::Type element);
/// Integers limited to `min` and `max`.
Value emitClamp(Emitter &emit, Value input, int64_t min, int64_t max);

// ConvertMovement.cpp
/// tosa.const and arith.constant.
Value convertConstant(Operation *op, Operands operands, Emitter &emit);
Value convertReshape(Operation *op, Operands operands, Emitter &emit);
/// tensor.expand_shape and tensor.collapse_shape.
Value convertRegroup(Operation *op, Operands operands, Emitter &emit);
Value convertTranspose(Operation *op, Operands operands, Emitter &emit);
Value convertConcat(Operation *op, Operands operands, Emitter &emit);
Value convertPad(Operation *op, Operands operands, Emitter &emit);
Value convertReverse(Operation *op, Operands operands, Emitter &emit);
Value convertSlice(Operation *op, Operands operands, Emitter &emit);
Value convertTile(Operation *op, Operands operands, Emitter &emit);
Value convertGather(Operation *op, Operands operands, Emitter &emit);

} // namespace dendc::tosafrontend

#endif
