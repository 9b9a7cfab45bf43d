// CalibrationReader.h - typical inputs out of a .npy or .npz file, for the quantizer.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_TOOLS_CALIBRATIONREADER_H
#define COMPILER_TOOLS_CALIBRATIONREADER_H

#include "compiler/reference/Tensor.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "llvm/Support/Error.h"

namespace dendc {

/// The inputs of every inference in the file, as `function` takes them. The arrays are in the layout of the model's
/// file: `x_calibration`, `x` or the only array for a network with one input, arrays named after the inputs (with or
/// without `_calibration`) for one with several. What is kept from inference to inference may be missing: it begins
/// with the first sample and goes on from each to the next.
llvm::Expected<std::vector<std::vector<Tensor>>> readCalibration(mlir::func::FuncOp function, llvm::StringRef path);

} // namespace dendc

#endif
