// ActivationTypes.h - quantized types for ranges of real numbers.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_ANALYSIS_ACTIVATIONTYPES_H
#define COMPILER_ANALYSIS_ACTIVATIONTYPES_H

#include "compiler/analysis/SignalStatistics.h"
#include "dialects/dend/Dend.h"

namespace dendc {

/// Levels either side of the zero point of a 16-bit type.
inline constexpr int64_t kInt16Limit = 32767;

/// Asymmetric i8 over all of `range` and 0, which some integer represents exactly.
mlir::quant::UniformQuantizedType getInt8Type(mlir::MLIRContext *context, const Range &range);

/// Symmetric i16, zero point 0, with `limit` levels either side for the larger end of `range`.
mlir::quant::UniformQuantizedType getInt16Type(mlir::MLIRContext *context, const Range &range,
                                               int64_t limit = kInt16Limit);

/// i16 around 0 in steps of the least power of two that holds `range`, but 2^`leastExponent` or more.
mlir::quant::UniformQuantizedType getBinaryFractionType(mlir::MLIRContext *context, const Range &range,
                                                        int leastExponent);

/// What softmax gives: i8 in steps of 1/256 from -128 on, i16 in steps of 1/32768.
mlir::quant::UniformQuantizedType getProbabilityType(mlir::MLIRContext *context, unsigned width);

/// Types of z and d, of 16 bits, of dendrites with `function` whose sums are those of elements of `width` bits. Of 8
/// bits, z has 512 values where f is no clamp: kernels may look each of them up. `inputs` and `outputs` are the ranges
/// of z and d, used only where the function has no saturation of its own.
std::pair<mlir::quant::UniformQuantizedType, mlir::quant::UniformQuantizedType>
getDendriteTypes(dend::FunctionAttr function, unsigned width, const Range &inputs, const Range &outputs);

/// Whether all activations around an op have one type, because it computes nothing new: data movement, maxima, minima.
bool keepsType(mlir::Operation *op);

} // namespace dendc

#endif
