// LibraryStack.h - how deep functions of libraries reach on the stack, by their machine code.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#ifndef DENDC_COMPILER_TOOLS_DENDRUN_LIBRARYSTACK_H
#define DENDC_COMPILER_TOOLS_DENDRUN_LIBRARYSTACK_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Error.h"

#include <cstdint>
#include <map>
#include <optional>

namespace dendc {

/// What Thumb code does to the stack: bytes it takes in all, each instruction counted once, and where it goes to.
struct ThumbStack {
  uint64_t taken = 0;
  llvm::SmallVector<uint32_t> targets; // of branches and calls
  bool isKnown = true;                 // no amount or target is in a register
};

/// Of the instructions that lie from `address` on.
ThumbStack readThumbStack(llvm::ArrayRef<uint8_t> code, uint32_t address);

/// The functions of a linked program.
class LibraryStack {
public:
  static llvm::Expected<LibraryStack> read(llvm::StringRef program);

  /// The bytes that a function and all it calls take at most; none where that is not known.
  std::optional<uint64_t> getDepth(llvm::StringRef name);

private:
  struct Function {
    uint32_t end = 0;
    ThumbStack stack;
    enum { Unseen, Open, Done } state = Unseen;
    std::optional<uint64_t> depth;
  };
  std::optional<uint64_t> getDepth(uint32_t address);

  std::map<uint32_t, Function> functions; // by their first address
  llvm::StringMap<uint32_t> addresses;
};

} // namespace dendc

#endif
