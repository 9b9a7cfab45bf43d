// Traffic.h - how many bytes a layer reads and writes: what a fast memory is good for.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_ANALYSIS_TRAFFIC_H
#define COMPILER_ANALYSIS_TRAFFIC_H

#include "mlir/IR/Operation.h"

namespace dendc {

/// Bytes, each as often as it is read or written; estimated.
struct Traffic {
  llvm::SmallVector<double, 2> operands;
  double result = 0, scratch = 0;
};

/// Of a layer with its kernel.
Traffic estimateTraffic(mlir::Operation *layer);

} // namespace dendc

#endif
