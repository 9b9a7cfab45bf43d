// Shape.h - shapes of tensors while a model is imported.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef FRONTENDS_EMIT_SHAPE_H
#define FRONTENDS_EMIT_SHAPE_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"

#include <map>
#include <optional>
#include <string>

namespace dendc {

/// Shapes of inputs by name, for files that leave sizes open.
using InputShapes = std::map<std::string, llvm::SmallVector<int64_t>>;

} // namespace dendc

namespace dendc::frontend {

using Shape = llvm::SmallVector<int64_t>;

/// Largest number of elements of any tensor: far above what fits a microcontroller, and small enough that sizes in
/// bytes and products of two sizes cannot overflow.
inline constexpr int64_t kMaxElementCount = int64_t(1) << 28;

/// Largest number of axes of any tensor.
inline constexpr size_t kMaxRank = 8;

/// Number of elements of a shape; none where a size is negative, the product exceeds `kMaxElementCount` or there are
/// more than `kMaxRank` axes.
std::optional<int64_t> countElements(llvm::ArrayRef<int64_t> shape);

/// "[1, 8, 3]", with "?" for sizes that are open.
std::string toString(llvm::ArrayRef<int64_t> shape);

} // namespace dendc::frontend

#endif
