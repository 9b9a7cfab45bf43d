// Table.cpp - facts and tables for people.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/tools/dend-run/Table.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace llvm;

namespace dendc {

std::string formatCount(double value) {
  std::string digits = std::to_string(std::llround(value));
  for (int at = static_cast<int>(digits.size()) - 3; at > 0; at -= 3)
    digits.insert(at, ",");
  return digits;
}

void printFact(raw_ostream &os, StringRef name, const Twine &value, const Twine &remark) {
  std::string text = value.str(), more = remark.str();
  os << "  " << left_justify(name, 18) << right_justify(text, 14);
  if (!more.empty())
    os << "   " << more;
  os << "\n";
}

void Table::print(raw_ostream &os) const {
  std::vector<size_t> widths(rows.front().size());
  for (const auto &row : rows)
    for (size_t column = 0; column < row.size(); ++column)
      widths[column] = std::max(widths[column], row[column].size());
  for (const auto &row : rows) {
    std::string line;
    for (size_t column = 0; column < row.size(); ++column) {
      const std::string space(widths[column] - row[column].size(), ' ');
      line += "  " + (column < wordColumns ? row[column] + space : space + row[column]);
    }
    os << StringRef(line).rtrim() << "\n";
    if (&row == &rows.front())
      os << "  " << std::string(std::accumulate(widths.begin(), widths.end(), 2 * (widths.size() - 1)), '-') << "\n";
  }
}

} // namespace dendc
