// Annotations.h - what the passes before quantize write on a float network for it to turn into types.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_ANALYSIS_ANNOTATIONS_H
#define COMPILER_ANALYSIS_ANNOTATIONS_H

#include "llvm/ADT/StringRef.h"

namespace dendc {

/// On arguments of the model function and on its ops with an activation as result: the real numbers that its quantized
/// type is to hold, array<f64: min, max>.
inline constexpr llvm::StringLiteral kRangeAttr = "calibrated.range";
/// On the same: the integers to hold them in, `i8` or `i16`.
inline constexpr llvm::StringLiteral kStorageAttr = "calibrated.storage";
/// On arguments and results of the function: what users give and get, `f32`, `i8` or `i16`.
inline constexpr llvm::StringLiteral kBorderAttr = "calibrated.border";
/// On weighted ops with dendrites: ranges of z and of d over all its dendrites,
/// array<f64: z min, z max, d min, d max>.
inline constexpr llvm::StringLiteral kDendriteRangesAttr = "calibrated.dendrite_ranges";

/// On recurrent ops: the range of all their states, array<f64: min, max>.
inline constexpr llvm::StringLiteral kStateRangeAttr = "calibrated.state_range";

/// On weighted ops: the scales that its weights were rounded to, one per row; the weights are multiples of them.
inline constexpr llvm::StringLiteral kRowScalesAttr = "calibrated.row_scales";

/// On ops whose channels were equalized: what each channel of the result was multiplied by, counted along the last axis
/// and repeated where it is longer. Stays after quantize, for comparisons with the float network.
inline constexpr llvm::StringLiteral kChannelFactorsAttr = "calibrated.channel_factors";

/// On the function, for users: see CalibrationReport.h.
inline constexpr llvm::StringLiteral kReportAttr = "calibrated.report";
/// On arguments, for tests: calibration data, a tensor whose first axis counts samples.
inline constexpr llvm::StringLiteral kCalibrationAttr = "calibration.samples";

} // namespace dendc

#endif
