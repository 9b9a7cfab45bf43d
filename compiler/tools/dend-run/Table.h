// Table.h - facts and tables for people.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#ifndef DENDC_COMPILER_TOOLS_DENDRUN_TABLE_H
#define DENDC_COMPILER_TOOLS_DENDRUN_TABLE_H

#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/raw_ostream.h"

#include <string>
#include <vector>

namespace dendc {

/// 1,234,567
std::string formatCount(double value);

/// A line: a name, a value, and what else there is to say.
void printFact(llvm::raw_ostream &os, llvm::StringRef name, const llvm::Twine &value, const llvm::Twine &remark = "");

/// Rows of cells under a head; columns as wide as their widest cell, the first ones of words, the others of figures.
class Table {
public:
  Table(std::vector<std::string> head, size_t wordColumns) : rows({std::move(head)}), wordColumns(wordColumns) {}

  void add(std::vector<std::string> row) { rows.push_back(std::move(row)); }
  void print(llvm::raw_ostream &os) const;

private:
  std::vector<std::vector<std::string>> rows;
  size_t wordColumns;
};

} // namespace dendc

#endif
