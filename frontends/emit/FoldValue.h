// FoldValue.h - the elements of floats that are computed from constants.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef FRONTENDS_EMIT_FOLDVALUE_H
#define FRONTENDS_EMIT_FOLDVALUE_H

#include "mlir/IR/Block.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "llvm/ADT/DenseSet.h"

#include <string>

namespace dendc::frontend {

/// The elements of `value`, of f32, by the folds of the ops that compute it; null where one of them does not fold.
mlir::DenseElementsAttr foldValue(mlir::Value value);

/// Says of the first float that is not a finite number what and where it is; empty where there is none.
std::string describeNotFinite(llvm::ArrayRef<float> values);

/// Constants that ops use on data, those that are `varying`, are finite; else the first op that spoils them is named.
llvm::LogicalResult checkConstants(mlir::Block &body, const llvm::DenseSet<mlir::Value> &varying);

} // namespace dendc::frontend

#endif
