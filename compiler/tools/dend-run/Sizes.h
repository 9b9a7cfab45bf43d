// Sizes.h - what generated code takes of flash and RAM.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#ifndef DENDC_COMPILER_TOOLS_DENDRUN_SIZES_H
#define DENDC_COMPILER_TOOLS_DENDRUN_SIZES_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <cstdint>

namespace dendc {

/// Bytes, without start-up, semihosting and dend-run's program.
struct Sizes {
  uint64_t code = 0;      // machine code of the generated C and its runtime
  uint64_t constants = 0; // their tables
  uint64_t flash = 0;     // both, initial values, and what they pull in of the libraries
  uint64_t staticRam = 0; // variables of both
};

/// Reads the sections that harness/probe.ld lays out.
llvm::Expected<Sizes> readSizes(llvm::StringRef program);

} // namespace dendc

#endif
