// Converters.h - converters of operators, by the file that holds them.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef FRONTENDS_ONNX_CONVERTERS_H
#define FRONTENDS_ONNX_CONVERTERS_H

#include "frontends/emit/Formulas.h"
#include "frontends/onnx/NodeBinder.h"

namespace dendc::onnx {

// ConvertWeighted.cpp
mlir::LogicalResult convertConv(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertGemm(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertMatMul(NodeBinder &bind, OpEmitter &emit);
/// The operators on operands that are bound already; the node's attributes are bound here.
mlir::FailureOr<mlir::Value> emitConv(NodeBinder &bind, OpEmitter &emit, mlir::Value input, mlir::Value weights,
                                      mlir::Value bias);
mlir::FailureOr<mlir::Value> emitGemm(NodeBinder &bind, OpEmitter &emit, mlir::Value a, mlir::Value b, mlir::Value c,
                                      double beta);
mlir::FailureOr<mlir::Value> emitMatMul(NodeBinder &bind, OpEmitter &emit, mlir::Value a, mlir::Value b);

// ConvertPools.cpp
mlir::LogicalResult convertMaxPool(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertAveragePool(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertGlobalMaxPool(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertGlobalAveragePool(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertLpPool(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertGlobalLpPool(NodeBinder &bind, OpEmitter &emit);
mlir::FailureOr<mlir::Value> emitAveragePool(NodeBinder &bind, OpEmitter &emit, mlir::Value input);
mlir::FailureOr<mlir::Value> emitGlobalAveragePool(NodeBinder &bind, OpEmitter &emit, mlir::Value input);

// ConvertTransposed.cpp
mlir::LogicalResult convertConvTranspose(NodeBinder &bind, OpEmitter &emit);

// ConvertRecurrent.cpp
/// `cell` is rnn, gru or lstm; which kind of gru it is the node says.
mlir::LogicalResult convertRecurrent(NodeBinder &bind, OpEmitter &emit, dend::Cell cell);

// ConvertReductions.cpp
/// Operators whose axes became an operand in version `axesInput`. `before` and `after` name functions of the elements
/// and of the reduced values.
mlir::LogicalResult convertReduce(NodeBinder &bind, OpEmitter &emit, dend::ReductionKind kind, int64_t axesInput,
                                  llvm::StringRef before = "", llvm::StringRef after = "");
/// The index of the first, or last, largest or smallest element along an axis.
mlir::LogicalResult convertArg(NodeBinder &bind, OpEmitter &emit, dend::ReductionKind kind);
mlir::LogicalResult convertHardmax(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertCumSum(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertReduceLogSumExp(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertSoftmax(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertLogSoftmax(NodeBinder &bind, OpEmitter &emit);
/// Softmax as version `version` of the standard operators defines it.
mlir::FailureOr<mlir::Value> emitSoftmax(NodeBinder &bind, OpEmitter &emit, mlir::Value input, int64_t version);

// ConvertNormalizations.cpp
mlir::LogicalResult convertBatchNormalization(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertInstanceNormalization(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertLayerNormalization(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertGroupNormalization(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertMeanVarianceNormalization(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertLpNormalization(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertLrn(NodeBinder &bind, OpEmitter &emit);

// ConvertActivations.cpp
/// A function without parameters.
mlir::LogicalResult convertUnary(NodeBinder &bind, OpEmitter &emit, llvm::StringRef function);
mlir::LogicalResult convertCelu(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertClip(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertElu(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertGelu(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertHardSigmoid(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertLeakyRelu(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertShrink(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertThresholdedRelu(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertPRelu(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertSelu(NodeBinder &bind, OpEmitter &emit);

// ConvertArithmetic.cpp: on floats, or on integers known at import
mlir::LogicalResult convertAbs(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertNeg(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertAdd(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertSub(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertMul(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertDiv(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertPow(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertMax(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertMin(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertSum(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertMean(NodeBinder &bind, OpEmitter &emit);

// ConvertIntegers.cpp: comparisons and logic also on floats, arithmetic only on integers known at import
mlir::LogicalResult convertAnd(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertEqual(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertGreater(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertGreaterOrEqual(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertLess(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertLessOrEqual(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertMod(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertNot(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertOr(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertXor(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertWhere(NodeBinder &bind, OpEmitter &emit);

// ConvertShapes.cpp
mlir::LogicalResult convertReshape(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertFlatten(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertSqueeze(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertUnsqueeze(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertTranspose(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertExpand(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertDepthToSpace(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertSpaceToDepth(NodeBinder &bind, OpEmitter &emit);

// ConvertParts.cpp
mlir::LogicalResult convertConcat(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertSplit(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertSlice(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertGather(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertPad(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertTile(NodeBinder &bind, OpEmitter &emit);

// ConvertResize.cpp
mlir::LogicalResult convertResize(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertUpsample(NodeBinder &bind, OpEmitter &emit);

// ConvertQuantized.cpp
mlir::LogicalResult convertQuantizeLinear(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertDequantizeLinear(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertQLinearConv(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertQLinearMatMul(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertQGemm(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertQLinearAdd(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertQLinearMul(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertQLinearSigmoid(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertQLinearLeakyRelu(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertQLinearAveragePool(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertQLinearGlobalAveragePool(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertQLinearSoftmax(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertQLinearConcat(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertDynamicQuantizeLinear(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertConvInteger(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertMatMulInteger(NodeBinder &bind, OpEmitter &emit);

// ConvertConstants.cpp
mlir::LogicalResult convertConstant(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertConstantOfShape(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertRange(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertShape(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertSize(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertCast(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertIdentity(NodeBinder &bind, OpEmitter &emit);
mlir::LogicalResult convertDropout(NodeBinder &bind, OpEmitter &emit);

} // namespace dendc::onnx

#endif
