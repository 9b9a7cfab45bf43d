// IntegerFunction.h - elementwise ops on integers that are, together, a function of one tensor of 8 bits: a table.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef FRONTENDS_TOSA_INTEGERFUNCTION_H
#define FRONTENDS_TOSA_INTEGERFUNCTION_H

#include "frontends/tosa/Emitter.h"

namespace dendc::tosafrontend {

struct IntegerFunction {
  /// The tensor of the file, of 8 bits.
  mlir::Value argument;
  /// The ops of it, in the order of the file.
  llvm::SmallVector<mlir::Operation *> ops;
  /// What the result is for 256 arguments, from -128 on.
  llvm::SmallVector<int64_t> values;

  /// That of a value of the file; its argument is null where the value is no function of one tensor, and all else fits
  /// together. A value that no op computes from another is none.
  static llvm::FailureOr<IntegerFunction> get(mlir::Value result, Emitter &emit);
  /// The same of `argument`, of any width, from `first` on.
  static llvm::FailureOr<IntegerFunction> get(mlir::Value result, mlir::Value argument, int64_t first, Emitter &emit);
};

} // namespace dendc::tosafrontend

#endif
