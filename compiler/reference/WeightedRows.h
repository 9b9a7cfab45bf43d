// WeightedRows.h - sums of rows of numbers, each with a factor: the inner loop of layers and of their calibration.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COMPILER_REFERENCE_WEIGHTEDROWS_H
#define COMPILER_REFERENCE_WEIGHTEDROWS_H

#include "llvm/ADT/ArrayRef.h"

#include <cstdint>

namespace dendc {

template <typename Element> struct WeightedRow {
  double factor;
  const Element *elements;
};

/// Adds factor * elements[offset + i] to sums[i], for every i, one row after the other: the bits are those of the plain
/// loop.
void addRows(llvm::ArrayRef<WeightedRow<float>> rows, int64_t offset, llvm::MutableArrayRef<double> sums);
void addRows(llvm::ArrayRef<WeightedRow<double>> rows, int64_t offset, llvm::MutableArrayRef<double> sums);

} // namespace dendc

#endif
