// Converters.h - one function per kind of operator; the table in Operators.cpp says which operator uses which.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef FRONTENDS_TFLITE_CONVERTERS_H
#define FRONTENDS_TFLITE_CONVERTERS_H

#include "frontends/tflite/NodeBinder.h"

namespace dendc::tflite {

using mlir::LogicalResult;

// ConvertWeighted.cpp
LogicalResult convertConv2d(NodeBinder &bind);
LogicalResult convertDepthwiseConv2d(NodeBinder &bind);
LogicalResult convertFullyConnected(NodeBinder &bind);

// ConvertPools.cpp
LogicalResult convertAveragePool2d(NodeBinder &bind);
LogicalResult convertMaxPool2d(NodeBinder &bind);
LogicalResult convertReduction(NodeBinder &bind, dend::ReductionKind kind);

// ConvertElementwise.cpp
LogicalResult convertAdd(NodeBinder &bind);
LogicalResult convertSub(NodeBinder &bind);
LogicalResult convertMul(NodeBinder &bind);
LogicalResult convertDiv(NodeBinder &bind);
LogicalResult convertMinimum(NodeBinder &bind);
LogicalResult convertMaximum(NodeBinder &bind);
LogicalResult convertPow(NodeBinder &bind);
LogicalResult convertUnary(NodeBinder &bind, llvm::StringRef function, llvm::ArrayRef<double> parameters = {});
LogicalResult convertLeakyRelu(NodeBinder &bind);
LogicalResult convertGelu(NodeBinder &bind);
LogicalResult convertSoftmax(NodeBinder &bind);
LogicalResult convertQuantize(NodeBinder &bind);
LogicalResult convertDequantize(NodeBinder &bind);

// ConvertMovement.cpp
LogicalResult convertReshape(NodeBinder &bind);
/// SQUEEZE and EXPAND_DIMS: only the shape changes, to that of the output.
LogicalResult convertSqueeze(NodeBinder &bind);
LogicalResult convertExpandDims(NodeBinder &bind);
LogicalResult convertTranspose(NodeBinder &bind);
LogicalResult convertConcatenation(NodeBinder &bind);
LogicalResult convertPad(NodeBinder &bind);
LogicalResult convertPadV2(NodeBinder &bind);

} // namespace dendc::tflite

#endif
