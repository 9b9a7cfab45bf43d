// Operators.h - the one table of operators the frontend understands.
// A new operator is one line in the table and one converter.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef FRONTENDS_ONNX_OPERATORS_H
#define FRONTENDS_ONNX_OPERATORS_H

#include "frontends/onnx/NodeBinder.h"

namespace dendc::onnx {

/// Versions of the standard operator set that the frontend understands.
inline constexpr int64_t kFirstVersion = 7, kLastVersion = 22;

/// Turns one node into dend ops, or into tensors known at import; errors were emitted at the node.
using Converter = mlir::LogicalResult (*)(NodeBinder &bind, OpEmitter &emit);

struct Operator {
  llvm::StringLiteral name;
  /// "" is the standard domain, ai.onnx.
  llvm::StringLiteral domain;
  /// Versions of the domain's operator set whose form of this operator is understood.
  int64_t firstVersion, lastVersion;
  Converter convert;
  /// What is not understood of it, or where it is evaluated, for users; may be empty.
  llvm::StringLiteral note;
};

/// All operators, by domain and name.
llvm::ArrayRef<Operator> getOperators();

/// The entry for `name` in `domain`, whatever its versions, or null.
const Operator *findOperator(llvm::StringRef name, llvm::StringRef domain);

} // namespace dendc::onnx

#endif
