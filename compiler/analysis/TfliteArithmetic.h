// TfliteArithmetic.h - the numbers TensorFlow Lite's reference kernels prepare: multipliers, shifts and tables.
// They are computed as the reference computes them, in float where it uses float: scales are float32 there.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_ANALYSIS_TFLITEARITHMETIC_H
#define COMPILER_ANALYSIS_TFLITEARITHMETIC_H

#include "compiler/analysis/Quantization.h"

namespace dendc {

/// Whether `op` of `dend` computes what the reference kernels compute.
bool isTflite(mlir::Operation *op);

/// The scale of a quantized type as the reference knows it.
inline double getFloatScale(double scale) { return double(float(scale)); }

/// A real factor as multiplier / 2^31 * 2^shift; the multiplier of a factor that is not 0 is at least 2^30.
struct FixedPoint {
  int32_t multiplier = 0, shift = 0;
};

/// `factor`, not negative; 0 where it is below 2^-32.
FixedPoint toFixedPoint(double factor);

/// Requantization with rounding `tflite` by real factors, one or one per channel.
kern::RequantAttr getTfliteRequant(mlir::MLIRContext *context, llvm::ArrayRef<double> factors, int64_t zeroPoint,
                                   int64_t min, int64_t max);

/// The same of sums within `bounds`, one for each factor: with rounding `nearest` where that gives every bit, as it
/// does of factors from 1/2 on, of which the reference rounds nothing but the product.
kern::RequantAttr getTfliteRequant(mlir::MLIRContext *context, llvm::ArrayRef<double> factors,
                                   llvm::ArrayRef<double> bounds, int64_t zeroPoint, int64_t min, int64_t max);

/// Requantization of the sums of 16-bit inputs, which the reference adds up in 64 bits and rounds once.
struct TfliteWideRequant {
  /// Null where there is none.
  kern::RequantAttr requant;
  /// Sums within the bound of a channel may leave 32 bits; what they saturate to gives the outermost outputs.
  bool saturates = false;
};

/// With multipliers of 16 bits for convolutions and of 32 for fully connected layers, to integers around 0.
TfliteWideRequant getTfliteWideRequant(mlir::MLIRContext *context, llvm::ArrayRef<double> factors,
                                       llvm::ArrayRef<double> bounds, unsigned multiplierWidth, int64_t min,
                                       int64_t max);

/// Requantization with rounding `nearest` that gives, for every integer sum within the bound of its channel, the
/// integer nearest to sum * factor as a double, halves away from zero. None where 32 bits of a multiplier do not
/// suffice.
std::optional<kern::RequantAttr> getNearestRequant(mlir::MLIRContext *context, llvm::ArrayRef<double> factors,
                                                   llvm::ArrayRef<double> bounds, int64_t zeroPoint, int64_t min,
                                                   int64_t max);

/// Requantization with rounding `nearest` of sums of integers to their means, halves away from zero, one factor for
/// each of `counts`. None where so many integers from `min` to `max` cannot be divided exactly.
std::optional<kern::RequantAttr> getMeanRequant(mlir::MLIRContext *context, llvm::ArrayRef<int64_t> counts, int64_t min,
                                                int64_t max);

/// As `getClampRange`, with the bounds divided by the scale in float.
std::pair<int64_t, int64_t> getTfliteClampRange(const Quantization &type, std::optional<dend::FunctionAttr> function);

/// The values of `function` for all 256 int8 integers of type `in`, as integers of type `out`; none where the reference
/// kernels do not have the function.
std::optional<llvm::SmallVector<int16_t>> getTfliteTable(dend::FunctionAttr function, const Quantization &in,
                                                         const Quantization &out);

/// 513 interpolated entries of `function` for the int16 integers of type `in`, as integers of type `out`; none where
/// the reference kernels do not have the function, or not with such scales.
std::optional<llvm::SmallVector<int16_t>> getTfliteSegments(dend::FunctionAttr function, const Quantization &in,
                                                            const Quantization &out);

/// What `kern.fixed_sigmoid` needs: its table, and the factor from int16 inputs to steps of the table as multiplier /
/// 2^shift.
llvm::SmallVector<int16_t> getTfliteSigmoidTable();
FixedPoint getTfliteSigmoidFactor(double inputScale, bool isTanh);

/// What `kern.interpolated_softmax` needs.
struct TfliteSoftmaxTables {
  llvm::SmallVector<int16_t> exponentials, reciprocals;
};
TfliteSoftmaxTables getTfliteSoftmaxTables();
FixedPoint getTfliteSoftmaxFactor(double inputScale);

/// -i * inputScale times 2^26 for i from 0 to 255, in the reference's fixed point, -2^30 at least.
llvm::SmallVector<int32_t> getTfliteArguments(double inputScale);

/// e^-(i * inputScale) * 2^31 for i from 0 to 255, in the reference's fixed point.
llvm::SmallVector<int32_t> getTfliteExponentials(double inputScale);

} // namespace dendc

#endif
