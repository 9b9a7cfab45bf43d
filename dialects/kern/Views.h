// Views.h - values whose bytes lie within those of others: nothing need be copied between them.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef DIALECTS_KERN_VIEWS_H
#define DIALECTS_KERN_VIEWS_H

#include "mlir/IR/Operation.h"

#include <optional>

namespace dendc::kern {

/// The bytes of `part` are those of `whole` from byte `offset` on. Both have memory of their own (getStorage).
struct View {
  mlir::Value part, whole;
  int64_t offset;
};

/// What an op that moves elements says of its operands and its result: operands of a concatenation along the first axis
/// that is longer than 1 are parts of its result; a slice of neighbours along that axis is a part of its operand. By
/// operand; none where it is a constant, is computed a few rows at a time, or its bytes do not lie side by side.
llvm::SmallVector<std::optional<View>, 2> getViews(mlir::Operation *op);

/// The same of all these ops, but none for a value that is a part of another already.
llvm::SmallVector<View> getViews(llvm::ArrayRef<mlir::Operation *> ops);

/// Whether a planned op has nothing to do for an operand: the arena holds both as the view says.
bool isInPlace(mlir::Operation *op, unsigned operand);
/// Whether it has nothing to do at all.
bool isInPlace(mlir::Operation *op);

} // namespace dendc::kern

#endif
