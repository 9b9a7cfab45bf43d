// Values.h - the numbers that go into a network and come out: as C has them, and as the model file has them.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#ifndef DENDC_COMPILER_TOOLS_DENDRUN_VALUES_H
#define DENDC_COMPILER_TOOLS_DENDRUN_VALUES_H

#include "compiler/tools/dend-run/Report.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

#include <cstdint>
#include <string>
#include <vector>

namespace dendc {

/// Real numbers of all inputs or all outputs of one inference, tensor by tensor.
using RealTensors = std::vector<std::vector<float>>;

/// For each element of the C array its position in the model file's layout.
std::vector<int64_t> getFilePositions(const ReportTensor &tensor);
std::vector<std::vector<int64_t>> getFilePositions(llvm::ArrayRef<ReportTensor> tensors);

/// The C array of real numbers, as NAME_quantize makes it: halves away from zero, saturated, NaN as the zero point.
std::string encode(const ReportTensor &tensor, llvm::ArrayRef<float> reals);

/// The C array of integers that all fit its type.
std::string encodeIntegers(const ReportTensor &tensor, llvm::ArrayRef<int64_t> integers);

/// The real numbers in a C array.
std::vector<float> decode(const ReportTensor &tensor, llvm::StringRef bytes);

/// The elements of a C array as they are, without scale and zero point.
std::vector<double> decodeRaw(const ReportTensor &tensor, llvm::StringRef bytes);

/// Values in the order of the C array, in the order of the model file.
std::vector<float> toFileOrder(const ReportTensor &tensor, llvm::ArrayRef<float> values);

} // namespace dendc

#endif
