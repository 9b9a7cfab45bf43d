// Operators.h - the one table of operators the frontend understands.
// A new operator is one line in the table and one converter.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef FRONTENDS_TOSA_OPERATORS_H
#define FRONTENDS_TOSA_OPERATORS_H

#include "frontends/tosa/Emitter.h"

namespace dendc::tosafrontend {

/// What `op` computes, from its operands as dend has them; null after an error at the op. Booleans and integers that
/// are computed from floats are the floats that hold them.
using Converter = mlir::Value (*)(mlir::Operation *op, llvm::ArrayRef<mlir::Value> operands, Emitter &emit);

struct Operator {
  /// With that of its dialect.
  llvm::StringLiteral name;
  /// Null where those that read the op take its value from the attribute.
  Converter convert;
  /// What is not understood of it, for users; may be empty.
  llvm::StringLiteral note;
  /// Of tensors of integers of 8 and 16 bits; operands of other integers are null. Where this is null, the op is
  /// understood as part of a function of one tensor of 8 bits.
  Converter convertIntegers = nullptr;
};

/// All operators, by name.
llvm::ArrayRef<Operator> getOperators();

/// The entry for `name`, or null.
const Operator *findOperator(llvm::StringRef name);

} // namespace dendc::tosafrontend

#endif
