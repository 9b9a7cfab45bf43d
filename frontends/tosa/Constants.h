// Constants.h - values of the file that are known when compiling.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef FRONTENDS_TOSA_CONSTANTS_H
#define FRONTENDS_TOSA_CONSTANTS_H

#include "frontends/emit/OpEmitter.h"

#include <vector>

namespace dendc::tosafrontend {

/// The elements of a constant of the file, also where they stand at the end of it (`dense_resource`), as floats. An
/// error where there are none or a float does not hold them.
mlir::FailureOr<std::vector<float>> readFloats(mlir::ElementsAttr elements, const frontend::OpEmitter &emit);

/// Integers that a constant of the file holds; `what` is its name for messages.
mlir::FailureOr<frontend::Shape> readIntegers(mlir::Value constant, llvm::StringRef what,
                                              const frontend::OpEmitter &emit);
/// The same of operand `index` of `op`.
inline mlir::FailureOr<frontend::Shape> readIntegers(mlir::Operation *op, unsigned index, llvm::StringRef what,
                                                     const frontend::OpEmitter &emit) {
  return readIntegers(op->getOperand(index), what, emit);
}

/// An error unless all numbers of an attribute of windows, whose signs the op verifies, are such as networks have.
mlir::LogicalResult expectSmall(llvm::ArrayRef<int64_t> values, llvm::StringRef what, const frontend::OpEmitter &emit);

/// An error unless the constant that is operand `index` of `op` is zero.
mlir::LogicalResult expectZero(mlir::Operation *op, unsigned index, llvm::StringRef what,
                               const frontend::OpEmitter &emit);

} // namespace dendc::tosafrontend

#endif
