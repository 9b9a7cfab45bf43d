// Integers.h - integers of a file: types, zero points and constants, and what tosa.rescale does to them.
// A tensor of 8 or 16 bits has steps of 1 in dend, TOSA not knowing others, and the zero point of those that give or
// read it, so that ops in between see one type. Integers of 32 and 48 bits are no tensors in dend: what reads them
// looks at the ops that compute them.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef FRONTENDS_TOSA_INTEGERS_H
#define FRONTENDS_TOSA_INTEGERS_H

#include "frontends/tosa/Emitter.h"

#include "mlir/Dialect/Tosa/IR/TosaOps.h"

namespace dendc::tosafrontend {

/// Bits of the integers of a type, whether it calls them quantized or not; 0 of other elements.
unsigned getWidth(mlir::Type type);
/// Whether these are integers that dend has tensors of.
bool isNarrow(mlir::Value value);

/// An element type of dend.
mlir::Type getIntegerType(mlir::MLIRContext *context, unsigned width, double scale, int64_t zeroPoint);
/// That of a value of the file of 8 or 16 bits in steps of 1, around the zero point of the first op that reads it and
/// has one.
mlir::Type getTensorType(mlir::Value value);

/// The integer that all elements of a constant are, or none.
std::optional<int64_t> getUniform(mlir::Value value);

/// A zero point, which is known and fits 8 or 16 bits.
llvm::FailureOr<int64_t> readZeroPoint(mlir::Operation *op, unsigned index, Emitter &emit);

/// Integers that are known when compiling.
struct IntegerArray {
  frontend::Shape shape;
  std::vector<int64_t> values;

  /// Also those that reshapes and transposes give of constants.
  static llvm::FailureOr<IntegerArray> read(mlir::Value value, llvm::StringRef what, Emitter &emit);
  IntegerArray transpose(llvm::ArrayRef<int64_t> permutation) const;
  /// Elements from the last to the first along `axes`.
  IntegerArray reverse(llvm::ArrayRef<int64_t> axes) const;
};

/// What a tosa.rescale computes, checked.
struct Rescale {
  /// A handle, whose accessors are not const.
  mutable mlir::tosa::RescaleOp op;
  llvm::SmallVector<int64_t> multipliers, shifts;
  int64_t inputZeroPoint = 0, outputZeroPoint = 0;

  static llvm::FailureOr<Rescale> read(mlir::tosa::RescaleOp op, Emitter &emit);

  /// Of bits as the file has them: those of unsigned ones are turned to and from signed integers.
  int64_t apply(int64_t value, size_t channel = 0) const;
  /// The real factors, one or one per channel, of which `toFixedPoint` of the compiler makes the multipliers again;
  /// with an error where no arithmetic of dend rounds so.
  llvm::FailureOr<llvm::SmallVector<double>> getFactors(Emitter &emit) const;
  /// The only factor.
  llvm::FailureOr<double> getFactor(Emitter &emit) const;
  bool isUnsigned() const { return op.getInputUnsigned() || op.getOutputUnsigned(); }
  /// Whether a second rounding plays a part: those of shifts of at most 31 are rounded once.
  bool roundsTwice() const;
  /// The type of the result in dend, with another scale where it is to have one.
  frontend::Rounding getRounding(double scale = 1) const;
};

} // namespace dendc::tosafrontend

#endif
