// WeightedRows.cpp - sums of rows of numbers, each with a factor.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/reference/WeightedRows.h"

using namespace dendc;

template <typename Element>
static void addOne(const WeightedRow<Element> &row, int64_t offset, int64_t count, double *__restrict sums) {
  const Element *elements = row.elements + offset;
  for (int64_t i = 0; i < count; ++i)
    sums[i] += row.factor * elements[i];
}

/// Four rows, so that a sum is loaded and stored once for four products.
template <typename Element>
static void addFour(const WeightedRow<Element> *rows, int64_t offset, int64_t count, double *__restrict sums) {
  const double a = rows[0].factor, b = rows[1].factor, c = rows[2].factor, d = rows[3].factor;
  const Element *p = rows[0].elements + offset, *q = rows[1].elements + offset, *r = rows[2].elements + offset,
                *s = rows[3].elements + offset;
  for (int64_t i = 0; i < count; ++i)
    sums[i] = sums[i] + a * p[i] + b * q[i] + c * r[i] + d * s[i];
}

template <typename Element>
static void addAll(llvm::ArrayRef<WeightedRow<Element>> rows, int64_t offset, llvm::MutableArrayRef<double> sums) {
  for (; rows.size() >= 4; rows = rows.drop_front(4))
    addFour(rows.data(), offset, int64_t(sums.size()), sums.data());
  for (const WeightedRow<Element> &row : rows)
    addOne(row, offset, int64_t(sums.size()), sums.data());
}

void dendc::addRows(llvm::ArrayRef<WeightedRow<float>> rows, int64_t offset, llvm::MutableArrayRef<double> sums) {
  addAll(rows, offset, sums);
}

void dendc::addRows(llvm::ArrayRef<WeightedRow<double>> rows, int64_t offset, llvm::MutableArrayRef<double> sums) {
  addAll(rows, offset, sums);
}
