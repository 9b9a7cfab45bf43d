// KnownIntegers.h - elementwise arithmetic of a node whose operands are integers known at import.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef FRONTENDS_ONNX_KNOWNINTEGERS_H
#define FRONTENDS_ONNX_KNOWNINTEGERS_H

#include "frontends/onnx/Evaluate.h"
#include "frontends/onnx/NodeBinder.h"

namespace dendc::onnx {

/// The shape two known operands broadcast to; failure was reported.
mlir::FailureOr<Shape> broadcastKnown(NodeBinder &bind, llvm::ArrayRef<int64_t> lhs, llvm::ArrayRef<int64_t> rhs);

/// Integers of operands 0 and 1, combined to elements of `type`, by default that of operand 0; failure was reported.
/// None where one of them is a float.
std::optional<mlir::FailureOr<Tensor>> combineKnownIntegers(NodeBinder &bind, IntegerFunction function,
                                                            std::optional<ElementType> type = std::nullopt);

} // namespace dendc::onnx

#endif
