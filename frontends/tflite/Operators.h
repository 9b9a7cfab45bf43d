// Operators.h - the one table of operators the frontend understands.
// A new operator is one line in the table and one converter.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef FRONTENDS_TFLITE_OPERATORS_H
#define FRONTENDS_TFLITE_OPERATORS_H

#include "frontends/tflite/NodeBinder.h"

namespace dendc::tflite {

/// Turns one operator into dend ops, or into integers known at import; errors were emitted at the operator.
using Converter = mlir::LogicalResult (*)(NodeBinder &bind);

struct Operator {
  schema::BuiltinOperator op;
  /// The last version whose form of this operator is understood; the first is 1.
  int64_t lastVersion;
  Converter convert;
  /// What is not understood of it, or where it is evaluated, for users; may be empty.
  llvm::StringLiteral note;
};

/// The entry for `op`, whatever its versions, or null.
const Operator *findOperator(schema::BuiltinOperator op);

} // namespace dendc::tflite

#endif
