// Header.h - the text of NAME.h.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef TARGETS_C_HEADER_H
#define TARGETS_C_HEADER_H

#include "targets/c/EmitC.h"

namespace dendc::c {

/// NAME.h, in parts that belong together.
std::vector<std::string> printHeader(mlir::ModuleOp planned, const EmitOptions &options);

/// Alignment of the arena in bytes, by the module's target.
int64_t getArenaAlignment(mlir::ModuleOp planned);

/// `int kws_run(...)` without its semicolon; `int kws_push(...)` where the input is fed.
std::string printRunPrototype(mlir::ModuleOp planned, const EmitOptions &options);

/// `int kws_reset(void *arena)`.
std::string printResetPrototype(mlir::ModuleOp planned, const EmitOptions &options);

/// `void *arena`, or `const kws_arena_t *arena` where it lies in regions.
std::string printArenaParameter(mlir::ModuleOp planned, const EmitOptions &options, bool isConst = false);

/// `void kws_quantize(...)` and `void kws_dequantize(...)` of a tensor, without their semicolons.
std::string printQuantizePrototype(const EmitOptions &options, const IoTensor &tensor);
std::string printDequantizePrototype(const EmitOptions &options, const IoTensor &tensor);

/// Whether a tensor holds integers that stand for real numbers.
bool isQuantized(const IoTensor &tensor);
double getScale(const IoTensor &tensor);
int64_t getZeroPoint(const IoTensor &tensor);

} // namespace dendc::c

#endif
