// Quantization.h - numbers of quantized types and of requantization.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_ANALYSIS_QUANTIZATION_H
#define COMPILER_ANALYSIS_QUANTIZATION_H

#include "dialects/kern/Kern.h"

namespace dendc {

/// How the integers of a quantized type map to real numbers: real = (integer - zeroPoint) * scale.
struct Quantization {
  double scale = 1;
  int64_t zeroPoint = 0;
  int64_t min = 0, max = 0; // of the storage type

  /// Of a per-tensor quantized element type.
  static Quantization get(mlir::Type elementType);
  /// The integer nearest to `real` (half away from zero), within the storage range; NaN gives the zero point.
  int64_t quantize(double real) const;
  double dequantize(int64_t integer) const { return double(integer - zeroPoint) * scale; }
  /// Largest distance of an integer from the zero point.
  int64_t getMagnitude() const { return std::max(max - zeroPoint, zeroPoint - min); }
};

/// Whether elements are quantized with one scale for the tensor.
bool isPerTensorQuantized(mlir::Type type);

/// The scales of a quantized type, one per row: a per-tensor type repeats its only one.
llvm::SmallVector<double> getRowScales(mlir::Type elementType, int64_t rows);

/// The integer range a clamp `function` leaves of the type's storage range; the whole range without a function.
std::pair<int64_t, int64_t> getClampRange(const Quantization &type, std::optional<dend::FunctionAttr> function);

/// The smallest shift for which the multiplier of requantization by `largestFactor`, finite and not negative, is below
/// 2^31.
int32_t getRequantShift(double largestFactor);

/// Native requantization by real factors, one or one per channel; finite and not negative.
kern::RequantAttr getRequant(mlir::MLIRContext *context, llvm::ArrayRef<double> factors, int64_t zeroPoint, int64_t min,
                             int64_t max);

/// The value of `v` rounded half away from zero and saturated to 32 bits.
int32_t roundToInt32(double v);

} // namespace dendc

#endif
