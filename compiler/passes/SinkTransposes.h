// SinkTransposes.h - the walk that moves transposes down through a function's ops.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_PASSES_SINKTRANSPOSES_H
#define COMPILER_PASSES_SINKTRANSPOSES_H

#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace dendc {

/// Moves every transpose of the function's one block as far down as ops let it pass, in one walk from the first op to
/// the last, so that each op is seen once; removes ops that are dead afterwards. Images of one channel need no
/// transpose until they are joined: `eager` takes the transpose that this costs upon the result, in the hope that it
/// cancels.
void sinkTransposes(mlir::func::FuncOp function, bool eager);

/// Removes ops without uses and side effects, those that feed only such ops too.
void removeDeadOps(mlir::Block &block);

} // namespace dendc

#endif
