// Program.h - what the profiler needs of an ELF file.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#ifndef DENDC_COMPILER_TOOLS_DENDRUN_CYCLES_PROGRAM_H
#define DENDC_COMPILER_TOOLS_DENDRUN_CYCLES_PROGRAM_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <cstdint>
#include <string>
#include <vector>

namespace dendc::cycles {

/// Where another part of a program begins: `number` is 1 + the index of a layer, 0 what lies between layers.
struct Mark {
  uint32_t address = 0, number = 0;
};

/// Addresses from the first to before the last.
struct Range {
  uint32_t begin = 0, end = 0;
};

/// A function of a program.
struct Program {
  std::string path, function;
  uint32_t entry = 0;
  std::vector<Range> constants; // what lies in flash: all sections that are not written
  std::vector<Mark> marks;      // see harness/marks.h
};

/// Finds the function by its symbol, or by its address (`0x1500`) where the program has none.
llvm::Expected<Program> readProgram(llvm::StringRef path, llvm::StringRef function);

} // namespace dendc::cycles

#endif
