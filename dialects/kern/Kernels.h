// Kernels.h - the catalogue of kernels, read from Kernels.td.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef DIALECTS_KERN_KERNELS_H
#define DIALECTS_KERN_KERNELS_H

#include "mlir/IR/Operation.h"

#include <string>

namespace dendc::kern {

/// One record of the catalogue; Kernels.td explains the fields.
struct Kernel {
  llvm::StringLiteral op, verb, layout, header, extension;
  bool takesInt8, takesInt16, takesFloat, movesBytes;
  llvm::StringLiteral overlap;

  /// Whether the kernel computes `op` by its kind and the type of its first operand.
  bool matches(mlir::Operation *op) const;
  /// Output positions that convolutions compute at once.
  int64_t getPositionsAtOnce() const { return layout == "triple" ? 3 : 2; }
  /// Whether columns of two positions are gathered as int16 in scratch, for all filters; a position alone is two then.
  bool gathersColumns() const { return layout == "dual" || layout == "paired" || layout == "wide"; }
  /// Whether strips of rows are computed channels by channels, each of which lies in planes in scratch before.
  bool computesStrips() const { return layout == "planes" || layout == "single"; }
  /// The name of the runtime's function for the types of `op`, without its prefix: "conv2d_s8_s16_dual".
  std::string getName(mlir::Operation *op) const;
};

llvm::ArrayRef<Kernel> getKernels();

/// The kernel that `schedule` chose for `op`, or null.
const Kernel *getChosenKernel(mlir::Operation *op);

} // namespace dendc::kern

#endif
