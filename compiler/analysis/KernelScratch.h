// KernelScratch.h - bytes of scratch that kernels take, as runtime/README.md has them.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_ANALYSIS_KERNELSCRATCH_H
#define COMPILER_ANALYSIS_KERNELSCRATCH_H

#include "dialects/kern/Kern.h"

namespace dendc {

/// What the kernel of that layout needs for the op.
int64_t getScratchSize(kern::WeightedOpInterface op, llvm::StringRef layout);
int64_t getScratchSize(kern::RecurrentOp op, llvm::StringRef layout);

/// The output rows whose input a convolution's chosen kernel may copy to its scratch at once, with its padding, so that
/// all windows lie inside; 0 where it has none, or the copy is large.
int64_t getPaddableRows(mlir::Operation *op);

/// What one product of a recurrent op takes of that.
int64_t getProductScratchSize(kern::RecurrentOp op, llvm::StringRef layout);

/// What an op's chosen kernel needs: as `kern.scratch_size` says, or what `pack` will say.
int64_t getScratchSize(mlir::Operation *op);
/// The same where no call computes more than `rows` output rows of `columns` columns.
int64_t getCallScratchSize(mlir::Operation *op, int64_t rows, int64_t columns);
/// The same for any rows and columns, where these change nothing and the op keeps nothing; none where they do.
std::optional<int64_t> getFixedScratchSize(mlir::Operation *op);
/// What an op in a stream needs from its first call to its last, of so many columns; 0 where calls have nothing to
/// remember.
int64_t getKeptScratchSize(mlir::Operation *op, int64_t columns);

} // namespace dendc

#endif
