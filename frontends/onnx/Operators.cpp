// Operators.cpp - the one table of operators the frontend understands.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "frontends/onnx/Operators.h"
#include "frontends/onnx/Converters.h"
#include "frontends/onnx/Onnx.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/raw_ostream.h"

using namespace mlir;
using namespace dendc;
using namespace dendc::onnx;

/// A converter that is one call with more than the node.
#define CALL(CALLEE, ...) [](NodeBinder &bind, OpEmitter &emit) { return CALLEE(bind, emit, __VA_ARGS__); }

static const Operator kOperators[] = {
    {"Abs", "", 7, 22, convertAbs, ""},
    {"Acos", "", 7, 22, CALL(convertUnary, "acos"), ""},
    {"Acosh", "", 9, 22, CALL(convertUnary, "acosh"), ""},
    {"Add", "", 7, 22, convertAdd, ""},
    {"And", "", 7, 22, convertAnd, ""},
    {"ArgMax", "", 7, 22, CALL(convertArg, dend::ReductionKind::max), "the index as a float"},
    {"ArgMin", "", 7, 22, CALL(convertArg, dend::ReductionKind::min), "the index as a float"},
    {"Asin", "", 7, 22, CALL(convertUnary, "asin"), ""},
    {"Asinh", "", 9, 22, CALL(convertUnary, "asinh"), ""},
    {"Atan", "", 7, 22, CALL(convertUnary, "atan"), ""},
    {"Atanh", "", 9, 22, CALL(convertUnary, "atanh"), ""},
    {"AveragePool", "", 7, 22, convertAveragePool, "1-D and 2-D"},
    {"BatchNormalization", "", 7, 22, convertBatchNormalization, "not in training mode"},
    {"Cast", "", 7, 22, convertCast,
     "between floats nothing is done; computed floats also to bool, int32 and int64, given as floats"},
    {"Ceil", "", 7, 22, CALL(convertUnary, "ceil"), ""},
    {"Celu", "", 12, 22, convertCelu, ""},
    {"Clip", "", 7, 22, convertClip, "bounds known when compiling"},
    {"Concat", "", 7, 22, convertConcat, ""},
    {"Constant", "", 7, 22, convertConstant, "no strings, no sparse tensors"},
    {"ConstantOfShape", "", 9, 22, convertConstantOfShape, "evaluated when compiling"},
    {"Conv", "", 7, 22, convertConv, "1-D and 2-D, grouped, depthwise, dilated; weights known when compiling"},
    {"ConvInteger", "", 10, 22, convertConvInteger, "data that the file quantizes; then the network is as in float"},
    {"ConvTranspose", "", 7, 22, convertConvTranspose, "1-D and 2-D; weights known when compiling"},
    {"Cos", "", 7, 22, CALL(convertUnary, "cos"), ""},
    {"Cosh", "", 9, 22, CALL(convertUnary, "cosh"), ""},
    {"CumSum", "", 11, 22, convertCumSum, "axis known when compiling"},
    {"DepthToSpace", "", 7, 22, convertDepthToSpace, ""},
    {"DequantizeLinear", "", 10, 22, convertDequantizeLinear, "8, 16 or 32 bits, per tensor or channel"},
    {"Div", "", 7, 22, convertDiv, ""},
    {"Dropout", "", 7, 22, convertDropout, "not in training mode; no mask"},
    {"DynamicQuantizeLinear", "", 11, 22, convertDynamicQuantizeLinear, "undone: the network is as in float"},
    {"Elu", "", 7, 22, convertElu, ""},
    {"Equal", "", 7, 22, convertEqual, ""},
    {"Erf", "", 9, 22, CALL(convertUnary, "erf"), ""},
    {"Exp", "", 7, 22, CALL(convertUnary, "exp"), ""},
    {"Expand", "", 8, 22, convertExpand, "shape known when compiling"},
    {"Flatten", "", 7, 22, convertFlatten, ""},
    {"Floor", "", 7, 22, CALL(convertUnary, "floor"), ""},
    {"Gather", "", 7, 22, convertGather, "indices known when compiling"},
    {"Gelu", "", 20, 22, convertGelu, ""},
    {"Gemm", "", 7, 22, convertGemm, "B known when compiling"},
    {"GRU", "", 7, 22, CALL(convertRecurrent, dend::Cell::gru),
     "sequences of full length; weights known when compiling"},
    {"GlobalAveragePool", "", 7, 22, convertGlobalAveragePool, "1-D and 2-D"},
    {"GlobalLpPool", "", 7, 22, convertGlobalLpPool, "1-D and 2-D"},
    {"GlobalMaxPool", "", 7, 22, convertGlobalMaxPool, "1-D and 2-D"},
    {"Greater", "", 7, 22, convertGreater, ""},
    {"GreaterOrEqual", "", 12, 22, convertGreaterOrEqual, ""},
    {"GroupNormalization", "", 18, 22, convertGroupNormalization, ""},
    {"HardSigmoid", "", 7, 22, convertHardSigmoid, ""},
    {"HardSwish", "", 14, 22, CALL(convertUnary, "hard_swish"), ""},
    {"Hardmax", "", 7, 22, convertHardmax, ""},
    {"Identity", "", 7, 22, convertIdentity, ""},
    {"InstanceNormalization", "", 7, 22, convertInstanceNormalization, ""},
    {"LRN", "", 7, 22, convertLrn, ""},
    {"LSTM", "", 7, 22, CALL(convertRecurrent, dend::Cell::lstm),
     "as GRU; gates for input and forgetting of their own"},
    {"LayerNormalization", "", 17, 22, convertLayerNormalization, ""},
    {"LeakyRelu", "", 7, 22, convertLeakyRelu, ""},
    {"Less", "", 7, 22, convertLess, ""},
    {"LessOrEqual", "", 12, 22, convertLessOrEqual, ""},
    {"Log", "", 7, 22, CALL(convertUnary, "log"), ""},
    {"LogSoftmax", "", 7, 22, convertLogSoftmax, ""},
    {"LpNormalization", "", 7, 22, convertLpNormalization, ""},
    {"LpPool", "", 7, 22, convertLpPool, "1-D and 2-D"},
    {"MatMul", "", 7, 22, convertMatMul, "a side known when compiling is one matrix or vector"},
    {"MatMulInteger", "", 10, 22, convertMatMulInteger, "as ConvInteger"},
    {"Max", "", 7, 22, convertMax, ""},
    {"MaxPool", "", 7, 22, convertMaxPool, "1-D and 2-D; no indices"},
    {"Mean", "", 7, 22, convertMean, ""},
    {"MeanVarianceNormalization", "", 9, 22, convertMeanVarianceNormalization, ""},
    {"Min", "", 7, 22, convertMin, ""},
    {"Mish", "", 18, 22, CALL(convertUnary, "mish"), ""},
    {"Mod", "", 10, 22, convertMod, "evaluated when compiling"},
    {"Mul", "", 7, 22, convertMul, ""},
    {"Neg", "", 7, 22, convertNeg, ""},
    {"Not", "", 7, 22, convertNot, ""},
    {"Or", "", 7, 22, convertOr, ""},
    {"PRelu", "", 7, 22, convertPRelu, ""},
    {"Pad", "", 7, 22, convertPad, "pads known when compiling"},
    {"Pow", "", 7, 22, convertPow, ""},
    {"QLinearConv", "", 10, 22, convertQLinearConv, "as Conv"},
    {"QLinearMatMul", "", 10, 22, convertQLinearMatMul, "as MatMul"},
    {"QuantizeLinear", "", 10, 22, convertQuantizeLinear, "to 8 or 16 bits, per tensor; constants also per channel"},
    {"RNN", "", 7, 22, CALL(convertRecurrent, dend::Cell::rnn), "as GRU"},
    {"Range", "", 11, 22, convertRange, "evaluated when compiling"},
    {"Reciprocal", "", 7, 22, CALL(convertUnary, "reciprocal"), ""},
    {"ReduceL1", "", 7, 22, CALL(convertReduce, dend::ReductionKind::sum, 18, "abs"), "axes known when compiling"},
    {"ReduceL2", "", 7, 22, CALL(convertReduce, dend::ReductionKind::sum, 18, "square", "sqrt"),
     "axes known when compiling"},
    {"ReduceLogSum", "", 7, 22, CALL(convertReduce, dend::ReductionKind::sum, 18, "", "log"),
     "axes known when compiling"},
    {"ReduceLogSumExp", "", 7, 22, convertReduceLogSumExp, "axes known when compiling"},
    {"ReduceMax", "", 7, 22, CALL(convertReduce, dend::ReductionKind::max, 18), "axes known when compiling"},
    {"ReduceMean", "", 7, 22, CALL(convertReduce, dend::ReductionKind::mean, 18), "axes known when compiling"},
    {"ReduceMin", "", 7, 22, CALL(convertReduce, dend::ReductionKind::min, 18), "axes known when compiling"},
    {"ReduceSum", "", 7, 22, CALL(convertReduce, dend::ReductionKind::sum, 13), "axes known when compiling"},
    {"ReduceSumSquare", "", 7, 22, CALL(convertReduce, dend::ReductionKind::sum, 18, "square"),
     "axes known when compiling"},
    {"Relu", "", 7, 22, CALL(convertUnary, "relu"), ""},
    {"Reshape", "", 7, 22, convertReshape, "shape known when compiling"},
    {"Resize", "", 10, 22, convertResize,
     "nearest, linear, cubic; scales or sizes known when compiling; no antialias, no region"},
    {"Round", "", 11, 22, CALL(convertUnary, "round"), ""},
    {"Selu", "", 7, 22, convertSelu, ""},
    {"Shape", "", 7, 22, convertShape, "evaluated when compiling"},
    {"Shrink", "", 9, 22, convertShrink, ""},
    {"Sigmoid", "", 7, 22, CALL(convertUnary, "sigmoid"), ""},
    {"Sign", "", 9, 22, CALL(convertUnary, "sign"), ""},
    {"Sin", "", 7, 22, CALL(convertUnary, "sin"), ""},
    {"Sinh", "", 9, 22, CALL(convertUnary, "sinh"), ""},
    {"Size", "", 7, 22, convertSize, "evaluated when compiling"},
    {"Slice", "", 7, 22, convertSlice, "bounds known when compiling"},
    {"Softmax", "", 7, 22, convertSoftmax, ""},
    {"Softplus", "", 7, 22, CALL(convertUnary, "softplus"), ""},
    {"Softsign", "", 7, 22, CALL(convertUnary, "softsign"), ""},
    {"SpaceToDepth", "", 7, 22, convertSpaceToDepth, ""},
    {"Split", "", 7, 22, convertSplit, "sizes known when compiling"},
    {"Sqrt", "", 7, 22, CALL(convertUnary, "sqrt"), ""},
    {"Squeeze", "", 7, 22, convertSqueeze, "axes known when compiling"},
    {"Sub", "", 7, 22, convertSub, ""},
    {"Sum", "", 7, 22, convertSum, ""},
    {"Tan", "", 7, 22, CALL(convertUnary, "tan"), ""},
    {"Tanh", "", 7, 22, CALL(convertUnary, "tanh"), ""},
    {"ThresholdedRelu", "", 10, 22, convertThresholdedRelu, ""},
    {"Tile", "", 7, 22, convertTile, "repeats known when compiling"},
    {"Transpose", "", 7, 22, convertTranspose, ""},
    {"Unsqueeze", "", 7, 22, convertUnsqueeze, "axes known when compiling"},
    {"Upsample", "", 7, 9, convertUpsample, "scales known when compiling"},
    {"Where", "", 9, 22, convertWhere, ""},
    {"Xor", "", 7, 22, convertXor, ""},
    {"Gelu", "com.microsoft", 1, 1, convertGelu, ""},
    {"QGemm", "com.microsoft", 1, 1, convertQGemm, "as Gemm"},
    {"QLinearAdd", "com.microsoft", 1, 1, convertQLinearAdd, ""},
    {"QLinearAveragePool", "com.microsoft", 1, 1, convertQLinearAveragePool, "1-D and 2-D; channels first"},
    {"QLinearConcat", "com.microsoft", 1, 1, convertQLinearConcat, ""},
    {"QLinearGlobalAveragePool", "com.microsoft", 1, 1, convertQLinearGlobalAveragePool, "1-D and 2-D; channels first"},
    {"QLinearLeakyRelu", "com.microsoft", 1, 1, convertQLinearLeakyRelu, ""},
    {"QLinearMul", "com.microsoft", 1, 1, convertQLinearMul, ""},
    {"QLinearSigmoid", "com.microsoft", 1, 1, convertQLinearSigmoid, ""},
    {"QLinearSoftmax", "com.microsoft", 1, 1, convertQLinearSoftmax, ""},
};

#undef CALL

llvm::ArrayRef<Operator> onnx::getOperators() { return kOperators; }

const Operator *onnx::findOperator(StringRef name, StringRef domain) {
  const auto *found =
      llvm::find_if(kOperators, [&](const Operator &o) { return o.name == name && o.domain == domain; });
  return found == std::end(kOperators) ? nullptr : found;
}

std::string dendc::getOnnxOperatorTable() {
  std::string text;
  llvm::raw_string_ostream os(text);
  os << "| operator | versions | |\n|---|---|---|\n";
  for (const Operator &op : kOperators) {
    os << "| " << (op.domain.empty() ? "" : op.domain.str() + ".") << op.name << " | " << op.firstVersion;
    if (op.lastVersion != op.firstVersion)
      os << " to " << op.lastVersion;
    os << " | " << op.note << " |\n";
  }
  return text;
}
