// Operators.cpp - the one table of operators the frontend understands.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/tflite/Operators.h"
#include "frontends/emit/Formulas.h"
#include "frontends/tflite/Converters.h"
#include "frontends/tflite/Tflite.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/raw_ostream.h"

using namespace mlir;
using namespace dendc;
using namespace dendc::tflite;
using Code = schema::BuiltinOperator;

/// A converter that is one call with more than the operator.
#define CALL(CALLEE, ...) [](NodeBinder &bind) { return CALLEE(bind, __VA_ARGS__); }

static const Operator kOperators[] = {
    {Code::ABS, 5, CALL(convertUnary, "abs"), ""},
    {Code::ADD, 5, convertAdd, ""},
    {Code::ADD_N, 2, convertAddN, "of floats"},
    {Code::ARG_MAX, 3, CALL(convertArg, dend::ReductionKind::max),
     "axis known when compiling; the index as INT16, of floats as FLOAT32"},
    {Code::ARG_MIN, 3, CALL(convertArg, dend::ReductionKind::min),
     "axis known when compiling; the index as INT16, of floats as FLOAT32"},
    {Code::ASSIGN_VARIABLE, 1, convertAssignVariable, "the variable is an output of the network"},
    {Code::AVERAGE_POOL_2D, 3, convertAveragePool2d, ""},
    {Code::BATCH_MATMUL, 4, convertBatchMatMul, "a second operand known when compiling is one matrix"},
    {Code::BATCH_TO_SPACE_ND, 4, convertBatchToSpace, "of what SPACE_TO_BATCH_ND made"},
    {Code::BROADCAST_TO, 3, convertBroadcastTo, "shape known when compiling"},
    {Code::CALL_ONCE, 1, convertCallOnce, "for variables that begin with one value in all elements"},
    {Code::CAST, 7, convertCast, "to FLOAT32, or of FLOAT32 to INT32 and INT64, which stay floats"},
    {Code::CEIL, 1, CALL(convertFloatUnary, "ceil"), "of floats"},
    {Code::CONCATENATION, 4, convertConcatenation, "no fused activation"},
    {Code::CONV_2D, 8, convertConv2d, "weights known when compiling"},
    {Code::COS, 1, CALL(convertFloatUnary, "cos"), "of floats"},
    {Code::DEPTHWISE_CONV_2D, 7, convertDepthwiseConv2d, "weights known when compiling"},
    {Code::DEPTH_TO_SPACE, 2, convertDepthToSpace, ""},
    {Code::DEQUANTIZE, 6, convertDequantize, ""},
    {Code::DIV, 2, convertDiv, "of floats or INT8"},
    {Code::ELU, 1, CALL(convertUnary, "elu", 1.0), ""},
    {Code::EQUAL, 4, CALL(convertComparison, isZero), "of floats"},
    {Code::EXP, 2, CALL(convertUnary, "exp"), ""},
    {Code::EXPAND_DIMS, 1, convertExpandDims, "axis known when compiling"},
    {Code::FLOOR, 1, CALL(convertFloatUnary, "floor"), "of floats"},
    {Code::FULLY_CONNECTED, 13, convertFullyConnected, "weights known when compiling"},
    {Code::GATHER, 7, convertGather, "indices known when compiling; no batch dimensions"},
    {Code::GELU, 2, convertGelu, ""},
    {Code::GREATER, 2, CALL(convertComparison, isPositive), "of floats"},
    {Code::GREATER_EQUAL, 3, CALL(convertComparison, isNotNegative), "of floats"},
    {Code::HARD_SWISH, 1, CALL(convertUnary, "hard_swish"), ""},
    {Code::L2_NORMALIZATION, 2, convertL2Normalization, "no fused activation"},
    {Code::LEAKY_RELU, 2, convertLeakyRelu, ""},
    {Code::LESS, 3, CALL(convertComparison, isNegative), "of floats"},
    {Code::LESS_EQUAL, 3, CALL(convertComparison, isNotPositive), "of floats"},
    {Code::LOG, 2, CALL(convertUnary, "log"), ""},
    {Code::LOGICAL_AND, 1, CALL(convertLogical, emitBoth), "of what was compared"},
    {Code::LOGICAL_NOT, 1, convertLogicalNot, "of what was compared"},
    {Code::LOGICAL_OR, 1, CALL(convertLogical, emitEither), "of what was compared"},
    {Code::LOGISTIC, 3, CALL(convertUnary, "sigmoid"), ""},
    {Code::LOG_SOFTMAX, 2, convertLogSoftmax, ""},
    {Code::MAXIMUM, 4, convertMaximum, ""},
    {Code::MAX_POOL_2D, 3, convertMaxPool2d, ""},
    {Code::MEAN, 3, CALL(convertReduction, dend::ReductionKind::mean), "axes known when compiling"},
    {Code::MINIMUM, 4, convertMinimum, ""},
    {Code::MIRROR_PAD, 3, convertMirrorPad, "paddings known when compiling"},
    {Code::MUL, 7, convertMul, ""},
    {Code::NEG, 2, CALL(convertFloatUnary, "neg"), "of floats"},
    {Code::NOT_EQUAL, 3, CALL(convertComparison, isNotZero), "of floats"},
    {Code::PACK, 4, convertPack, ""},
    {Code::PAD, 4, convertPad, "paddings known when compiling"},
    {Code::PADV2, 4, convertPadV2, "paddings and value known when compiling"},
    {Code::POW, 1, convertPow, "of floats"},
    {Code::PRELU, 1, convertPRelu, ""},
    {Code::QUANTIZE, 4, convertQuantize, ""},
    {Code::READ_VARIABLE, 1, convertReadVariable, "the variable is an input of the network"},
    {Code::REDUCE_MAX, 3, CALL(convertReduction, dend::ReductionKind::max), "axes known when compiling"},
    {Code::REDUCE_MIN, 3, CALL(convertReduction, dend::ReductionKind::min), "axes known when compiling"},
    {Code::REDUCE_PROD, 2, convertWholeProduct, "evaluated when compiling"},
    {Code::RELU, 3, CALL(convertUnary, "relu"), ""},
    {Code::RELU6, 3, CALL(convertUnary, "clip", ArrayRef<double>({0.0, 6.0})), ""},
    {Code::RELU_0_TO_1, 1, CALL(convertUnary, "clip", ArrayRef<double>({0.0, 1.0})), ""},
    {Code::RELU_N1_TO_1, 1, CALL(convertUnary, "clip", ArrayRef<double>({-1.0, 1.0})), ""},
    {Code::RESHAPE, 1, convertReshape, "shape known when compiling"},
    {Code::RESIZE_BILINEAR, 4, convertResizeBilinear, "size known when compiling"},
    {Code::RESIZE_NEAREST_NEIGHBOR, 4, convertResizeNearestNeighbor, "size known when compiling"},
    {Code::REVERSE_V2, 3, convertReverse, "axes known when compiling"},
    {Code::ROUND, 1, CALL(convertFloatUnary, "round"), "of floats"},
    {Code::RSQRT, 3, CALL(convertUnary, "rsqrt"), ""},
    {Code::SELECT, 5, convertSelect, "of floats, by what was compared"},
    {Code::SELECT_V2, 4, convertSelect, "of floats, by what was compared"},
    {Code::SHAPE, 1, convertShape, "evaluated when compiling"},
    {Code::SIGN, 2, CALL(convertFloatUnary, "sign"), "of floats"},
    {Code::SIN, 1, CALL(convertFloatUnary, "sin"), "of floats"},
    {Code::SLICE, 6, convertSlice, "bounds known when compiling"},
    {Code::SOFTMAX, 3, convertSoftmax, ""},
    {Code::SPACE_TO_BATCH_ND, 4, convertSpaceToBatch,
     "before BATCH_TO_SPACE_ND, around convolutions of stride 1 and functions of elements"},
    {Code::SPACE_TO_DEPTH, 2, convertSpaceToDepth, ""},
    {Code::SPLIT, 4, convertSplit, "axis known when compiling"},
    {Code::SPLIT_V, 2, convertSplitV, "sizes known when compiling"},
    {Code::SQRT, 2, CALL(convertUnary, "sqrt"), ""},
    {Code::SQUARE, 2, CALL(convertFloatUnary, "square"), "of floats"},
    {Code::SQUARED_DIFFERENCE, 2, convertSquaredDifference, ""},
    {Code::SQUEEZE, 2, convertSqueeze, ""},
    {Code::STRIDED_SLICE, 8, convertStridedSlice, "bounds known when compiling"},
    {Code::SUB, 5, convertSub, ""},
    {Code::SUM, 2, CALL(convertReduction, dend::ReductionKind::sum), "axes known when compiling"},
    {Code::SVDF, 4, convertSvdf, "weights known when compiling; the state is an input and an output of the network"},
    {Code::TANH, 3, CALL(convertUnary, "tanh"), ""},
    {Code::TILE, 3, convertTile, "counts known when compiling"},
    {Code::TRANSPOSE, 6, convertTranspose, "permutation known when compiling"},
    {Code::TRANSPOSE_CONV, 5, convertTransposeConv, "weights known when compiling"},
    {Code::UNIDIRECTIONAL_SEQUENCE_LSTM, 4, convertSequenceLstm,
     "batch 1; weights known when compiling; no projection, layer normalization or coupled gates"},
    {Code::UNIDIRECTIONAL_SEQUENCE_RNN, 3, convertSequenceRnn, "of floats, batch 1; weights known when compiling"},
    {Code::UNPACK, 4, convertUnpack, ""},
    {Code::VAR_HANDLE, 1, convertVarHandle, ""},
};

#undef CALL

const Operator *tflite::findOperator(Code op) {
  const auto *found = llvm::find_if(kOperators, [&](const Operator &o) { return o.op == op; });
  return found == std::end(kOperators) ? nullptr : found;
}

std::string dendc::getTfliteOperatorTable() {
  std::string text;
  llvm::raw_string_ostream os(text);
  os << "| operator | versions | |\n|---|---|---|\n";
  for (const Operator &op : kOperators) {
    os << "| " << schema::EnumNameBuiltinOperator(op.op) << " | 1";
    if (op.lastVersion != 1)
      os << " to " << op.lastVersion;
    os << " | " << op.note << " |\n";
  }
  return text;
}
