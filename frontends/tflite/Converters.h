// Converters.h - one function per kind of operator; the table in Operators.cpp says which operator uses which.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef FRONTENDS_TFLITE_CONVERTERS_H
#define FRONTENDS_TFLITE_CONVERTERS_H

#include "frontends/tflite/NodeBinder.h"

namespace dendc::tflite {

using mlir::LogicalResult;

/// What a comparison says of the sign of a difference, and what is said of two truths.
using TruthOfSign = mlir::Value (*)(OpEmitter &emit, mlir::Value sign);
using TruthOfTwo = mlir::Value (*)(OpEmitter &emit, mlir::Value lhs, mlir::Value rhs);

// ConvertWeighted.cpp
LogicalResult convertConv2d(NodeBinder &bind);
LogicalResult convertDepthwiseConv2d(NodeBinder &bind);
LogicalResult convertFullyConnected(NodeBinder &bind);
LogicalResult convertBatchMatMul(NodeBinder &bind);
LogicalResult convertComputedMatmul(NodeBinder &bind);
LogicalResult convertTransposeConv(NodeBinder &bind);

// ConvertRecurrent.cpp
LogicalResult convertSequenceLstm(NodeBinder &bind);
LogicalResult convertSequenceRnn(NodeBinder &bind);
LogicalResult convertSvdf(NodeBinder &bind);

// ConvertBatches.cpp
LogicalResult convertSpaceToBatch(NodeBinder &bind);
LogicalResult convertBatchToSpace(NodeBinder &bind);

// ConvertPools.cpp
LogicalResult convertAveragePool2d(NodeBinder &bind);
LogicalResult convertMaxPool2d(NodeBinder &bind);
LogicalResult convertReduction(NodeBinder &bind, dend::ReductionKind kind);

// ConvertElementwise.cpp
/// Whether operands, from the first on, and the result of an op that computes are all floats or all quantized. Fails
/// without an error where there is no result's type.
LogicalResult checkKinds(NodeBinder &bind, llvm::ArrayRef<mlir::Value> inputs, mlir::Type output);
LogicalResult convertAdd(NodeBinder &bind);
LogicalResult convertSub(NodeBinder &bind);
LogicalResult convertMul(NodeBinder &bind);
LogicalResult convertDiv(NodeBinder &bind);
LogicalResult convertMinimum(NodeBinder &bind);
LogicalResult convertMaximum(NodeBinder &bind);
LogicalResult convertPow(NodeBinder &bind);
LogicalResult convertAddN(NodeBinder &bind);
LogicalResult convertUnary(NodeBinder &bind, llvm::StringRef function, llvm::ArrayRef<double> parameters = {});
LogicalResult convertFloatUnary(NodeBinder &bind, llvm::StringRef function);
LogicalResult convertLeakyRelu(NodeBinder &bind);
LogicalResult convertGelu(NodeBinder &bind);
LogicalResult convertSoftmax(NodeBinder &bind);
LogicalResult convertQuantize(NodeBinder &bind);
LogicalResult convertDequantize(NodeBinder &bind);
LogicalResult convertPRelu(NodeBinder &bind);
LogicalResult convertSquaredDifference(NodeBinder &bind);
LogicalResult convertLogSoftmax(NodeBinder &bind);
LogicalResult convertL2Normalization(NodeBinder &bind);

// ConvertLogic.cpp
LogicalResult convertComparison(NodeBinder &bind, TruthOfSign truth);
LogicalResult convertLogical(NodeBinder &bind, TruthOfTwo combine);
LogicalResult convertLogicalNot(NodeBinder &bind);
LogicalResult convertSelect(NodeBinder &bind);

// ConvertIntegers.cpp
LogicalResult convertArg(NodeBinder &bind, dend::ReductionKind kind);
LogicalResult convertCast(NodeBinder &bind);
/// Whether an operand is integers that are known when compiling.
bool isWhole(const NodeBinder &bind, unsigned index);
/// `combine` of two such operands; none where it does not exist.
LogicalResult convertWholeBinary(NodeBinder &bind,
                                 llvm::function_ref<std::optional<int64_t>(int64_t, int64_t)> combine);
/// The product of known integers along axes.
LogicalResult convertWholeProduct(NodeBinder &bind);

// ConvertVariables.cpp
LogicalResult convertCallOnce(NodeBinder &bind);
LogicalResult convertVarHandle(NodeBinder &bind);
LogicalResult convertReadVariable(NodeBinder &bind);
LogicalResult convertAssignVariable(NodeBinder &bind);
/// What a variable called `name` is at the beginning of an inference; before the first all its elements are `start`, of
/// quantized ones the integer.
mlir::Value createVariable(NodeBinder &bind, llvm::StringRef name, mlir::RankedTensorType type, double start);

// ConvertMovement.cpp
LogicalResult convertReshape(NodeBinder &bind);
LogicalResult convertSqueeze(NodeBinder &bind);
LogicalResult convertExpandDims(NodeBinder &bind);
LogicalResult convertShape(NodeBinder &bind);
LogicalResult convertTranspose(NodeBinder &bind);
LogicalResult convertSpaceToDepth(NodeBinder &bind);
LogicalResult convertDepthToSpace(NodeBinder &bind);
LogicalResult convertPad(NodeBinder &bind);
LogicalResult convertPadV2(NodeBinder &bind);
LogicalResult convertMirrorPad(NodeBinder &bind);

// ConvertParts.cpp
LogicalResult convertConcatenation(NodeBinder &bind);
LogicalResult convertPack(NodeBinder &bind);
LogicalResult convertSplit(NodeBinder &bind);
LogicalResult convertSplitV(NodeBinder &bind);
LogicalResult convertUnpack(NodeBinder &bind);
LogicalResult convertSlice(NodeBinder &bind);
LogicalResult convertStridedSlice(NodeBinder &bind);
LogicalResult convertGather(NodeBinder &bind);
LogicalResult convertReverse(NodeBinder &bind);
LogicalResult convertTile(NodeBinder &bind);
LogicalResult convertBroadcastTo(NodeBinder &bind);
LogicalResult convertResizeBilinear(NodeBinder &bind);
LogicalResult convertResizeNearestNeighbor(NodeBinder &bind);

} // namespace dendc::tflite

#endif
