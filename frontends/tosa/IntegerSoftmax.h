// IntegerSoftmax.h - softmax of 8 bits as TOSA's converters write it: some forty ops on integers of 32.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef FRONTENDS_TOSA_INTEGERSOFTMAX_H
#define FRONTENDS_TOSA_INTEGERSOFTMAX_H

#include "frontends/tosa/Emitter.h"

#include "mlir/Dialect/Tosa/IR/TosaOps.h"

#include <optional>

namespace dendc::tosafrontend {

struct IntegerSoftmax {
  /// The tensor of the file, of 8 bits.
  mlir::Value input;
  int64_t axis;
  /// The ops that compute an exponential from the distance of an element from the largest.
  llvm::SmallVector<mlir::Operation *> exponential;
  /// What they give for every distance from 0 on.
  llvm::SmallVector<int32_t> exponentials;

  /// The softmax whose last op is `op`; none where it is the last of something else. An error where it is one but
  /// would round otherwise than dend's.
  static mlir::FailureOr<std::optional<IntegerSoftmax>> find(mlir::tosa::RescaleOp op, Emitter &emit);
};

} // namespace dendc::tosafrontend

#endif
