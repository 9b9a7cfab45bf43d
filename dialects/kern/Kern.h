// Kern.h - the kern dialect: its ops, attributes and the names of the attributes that phases add.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef DIALECTS_KERN_KERN_H
#define DIALECTS_KERN_KERN_H

#include "dialects/dend/Dend.h"

#include "dialects/kern/KernEnums.h.inc"

#include "dialects/kern/KernDialect.h.inc"

#define GET_ATTRDEF_CLASSES
#include "dialects/kern/KernAttrs.h.inc"

#include "dialects/kern/KernInterfaces.h.inc"

namespace dendc::kern {

/// Attributes phases add to ops; the table in KernDialect.td says which phase and what.
inline constexpr llvm::StringLiteral kEliminatedAttr = "kern.eliminated";
inline constexpr llvm::StringLiteral kKernelAttr = "kern.kernel";
inline constexpr llvm::StringLiteral kWhyAttr = "kern.why";
inline constexpr llvm::StringLiteral kPaddedRowsAttr = "kern.padded_rows";
inline constexpr llvm::StringLiteral kRingRowsAttr = "kern.ring_rows";
inline constexpr llvm::StringLiteral kRowSizeAttr = "kern.row_size";
inline constexpr llvm::StringLiteral kTablesAttr = "kern.tables";
inline constexpr llvm::StringLiteral kScratchSizeAttr = "kern.scratch_size";
inline constexpr llvm::StringLiteral kOffsetAttr = "kern.offset";
inline constexpr llvm::StringLiteral kScratchOffsetAttr = "kern.scratch_offset";

/// On the argument of the model function that is fed some rows at a time: their number.
inline constexpr llvm::StringLiteral kInputRowsAttr = "kern.input_rows"; // i64

/// Attributes on the module.
inline constexpr llvm::StringLiteral kTargetAttr = "kern.target";
inline constexpr llvm::StringLiteral kArenaSizeAttr = "kern.arena_size";
inline constexpr llvm::StringLiteral kArenaLowerBoundAttr = "kern.arena_lower_bound";

/// Attributes on arguments and results of the model function, beside those of Dend.h: how integers map to real numbers.
inline constexpr llvm::StringLiteral kScaleAttr = "kern.scale";          // f64
inline constexpr llvm::StringLiteral kZeroPointAttr = "kern.zero_point"; // i64

/// A tensor of i8, i16 or f32 with a static shape and from 1 to 2^31 - 1 elements: rule T1 of the dialect.
bool isTensorType(mlir::Type type);

/// Bytes a tensor of this type takes.
int64_t getByteSize(mlir::RankedTensorType type);

} // namespace dendc::kern

#define GET_OP_CLASSES
#include "dialects/kern/KernOps.h.inc"

#endif
