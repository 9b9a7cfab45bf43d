// EstimateText.h - estimated cycles for people and as JSON.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#ifndef DENDC_COMPILER_TOOLS_DENDRUN_ESTIMATETEXT_H
#define DENDC_COMPILER_TOOLS_DENDRUN_ESTIMATETEXT_H

#include "compiler/tools/dend-run/cycles/Estimate.h"

#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"

namespace dendc {

/// Facts of a table: cycles, per multiply-accumulate if there are `macs`, and milliseconds of a microcontroller.
void printEstimate(llvm::raw_ostream &os, const cycles::Estimate &estimate, int64_t macs);

/// The attribute `cycles` (see compiler/tools/README.md).
void printEstimate(llvm::json::OStream &json, const cycles::Estimate &estimate, int64_t macs);

} // namespace dendc

#endif
