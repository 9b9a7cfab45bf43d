// test-report.cpp - reads a report cut at every length and with every bit turned: no crash, and an error with words.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//   test-report FILE.report.json FOLDER    FOLDER: for the damaged copies

#include "compiler/tools/dend-run/Report.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"

using namespace dendc;
using namespace llvm;

/// Whether the folder's report, with these contents, is taken.
static bool isTaken(StringRef folder, StringRef contents) {
  std::error_code error;
  raw_fd_ostream((folder + "/damaged.report.json").str(), error) << contents;
  Expected<Report> report = readReport(folder);
  if (report)
    return true;
  if (toString(report.takeError()).empty())
    report_fatal_error("an error without words");
  return false;
}

int main(int argc, char **argv) {
  if (argc != 3)
    return 2;
  ErrorOr<std::unique_ptr<MemoryBuffer>> buffer = MemoryBuffer::getFile(argv[1]);
  if (!buffer || sys::fs::create_directories(argv[2]))
    return 2;
  std::string contents = (*buffer)->getBuffer().rtrim().str();
  size_t whole = isTaken(argv[2], contents), cut = 0, turned = 0;
  for (size_t size = 0; size < contents.size(); ++size)
    cut += isTaken(argv[2], StringRef(contents).take_front(size));
  for (size_t bit = 0; bit < contents.size() * 8; ++bit) {
    contents[bit / 8] ^= 1 << bit % 8;
    turned += isTaken(argv[2], contents);
    contents[bit / 8] ^= 1 << bit % 8;
  }
  outs() << "whole: " << whole << ", cut: " << cut
         << ", refused of those with a wrong bit: " << contents.size() * 8 - turned << "\n";
  return 0;
}
