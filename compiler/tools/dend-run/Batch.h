// Batch.h - the inputs and labels that dend-run is given.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#ifndef DENDC_COMPILER_TOOLS_DENDRUN_BATCH_H
#define DENDC_COMPILER_TOOLS_DENDRUN_BATCH_H

#include "compiler/tools/dend-run/Values.h"

#include "llvm/Support/Error.h"

namespace dendc {

struct Batch {
  int64_t count = 0;
  /// The user gave real numbers, and gets real numbers.
  bool isReal = false;
  /// For each input all tensors as C has them.
  std::string bytes;
  /// The same as real numbers, in the order of the C arrays.
  std::vector<RealTensors> reals;
  /// One class per input, or empty.
  std::vector<int64_t> labels;
};

/// Reads at most `limit` inputs (0: all) from a .npy or .npz file. Variables, inputs that are outputs by name and type,
/// may be missing: `report` then says that they begin as zero and go on with what the inference before left.
llvm::Expected<Batch> readBatch(Report &report, llvm::StringRef path, int64_t limit);

/// What one input or output has in an array of many, behind the axis that counts them: its shape in the model's file,
/// without a batch of 1 in front.
llvm::ArrayRef<int64_t> getSampleShape(const ReportTensor &tensor);

/// What integers of an array are more than those of C: 128 where unsigned ones stand for signed ones.
int64_t getOffset(const ReportTensor &tensor, const NumericArray &array);

/// The elements of one tensor for `count` inputs from an array whose first axis is the batch; an error tells where the
/// array does not fit the tensor. The array may hold more inputs.
llvm::Error checkBatchArray(const ReportTensor &tensor, const NumericArray &array, int64_t count);

} // namespace dendc

#endif
