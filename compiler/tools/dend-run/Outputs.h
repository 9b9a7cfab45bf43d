// Outputs.h - what the network answered: written to files and compared with what was expected.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#ifndef DENDC_COMPILER_TOOLS_DENDRUN_OUTPUTS_H
#define DENDC_COMPILER_TOOLS_DENDRUN_OUTPUTS_H

#include "compiler/tools/dend-run/Values.h"

#include "llvm/Support/Error.h"

#include <optional>

namespace dendc {

/// Splits what a run wrote, all outputs of one inference after those of another, into real numbers in file order.
std::vector<RealTensors> decodeOutputs(const Report &report, llvm::StringRef bytes, int64_t count);

/// The outputs as arrays in the model file's layout, the batch in front: real, or the integers of C.
std::vector<NumericArray> formatOutputs(const Report &report, llvm::StringRef bytes, int64_t count, bool areReal);

/// Writes them to a .npy file, of which there must be one, or by name to a .npz file.
llvm::Error writeOutputs(const Report &report, llvm::ArrayRef<NumericArray> arrays, llvm::StringRef path);

struct Comparison {
  int64_t differing = 0; // elements further apart than the tolerance
  double maxAbsDifference = 0;
};

/// Compares with a file of expected outputs. Without a tolerance integers must be equal and floats within 1e-4.
llvm::Expected<Comparison> compareOutputs(const Report &report, llvm::ArrayRef<NumericArray> arrays,
                                          llvm::StringRef path, std::optional<double> tolerance);

} // namespace dendc

#endif
