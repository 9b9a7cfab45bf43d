// Passes.h - creation and registration of all passes of the compiler.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_PASSES_PASSES_H
#define COMPILER_PASSES_PASSES_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/Pass/Pass.h"

namespace dendc {

/// Whose layout the model function's arguments and results have.
enum class InputLayout { nhwc, nchw };

/// What the activations of a network are held in; weights have 8 bits but in float32. `automatic`: 16 bits where they
/// pay.
enum class Precision { int8, int16, automatic, float32 };
/// What a user gives or gets. `automatic`: what the precision brings with it.
enum class BorderType { automatic, int8, int16, float32 };

#define GEN_PASS_DECL
#include "compiler/passes/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "compiler/passes/Passes.h.inc"

} // namespace dendc

#endif
