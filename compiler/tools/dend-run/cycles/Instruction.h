// Instruction.h - an executed instruction as the timing of cores sees it.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#ifndef DENDC_COMPILER_TOOLS_DENDRUN_CYCLES_INSTRUCTION_H
#define DENDC_COMPILER_TOOLS_DENDRUN_CYCLES_INSTRUCTION_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/MC/MCRegister.h"

#include <cstdint>

namespace dendc::cycles {

/// How often an instruction was executed, and how (see profile.c).
struct Counts {
  uint64_t executed = 0;
  uint64_t entered = 0;   // by a jump
  uint64_t left = 0;      // by a jump
  uint64_t unaligned = 0; // accesses to memory at no multiple of their size
  uint64_t constant = 0;  // reads of what lies in flash
};

/// What the manuals' tables of timings tell apart.
enum class Kind {
  Data,     // data processing in one cycle
  Shifted,  // the same with a shifted operand
  Parallel, // the same on two or four parts of a register
  Multiply,
  LongMultiply, // with a result of 64 bits
  Divide,
  Load,
  Store,
  LoadMultiple, // LDRD, LDM, POP: the number of words is known
  StoreMultiple,
  Branch, // BL, BX and BLX, too
  TableBranch,
  IfThen,
  Nop,
  System, // MRS, MSR, barriers
  // Scalar floating point.
  Float,
  FloatMultiplyAdd,
  FloatDivide, // and square root
  FloatMove,   // between the register files
  // The M-profile vector extension.
  LoopStart,
  LoopEnd,
  VectorLoad,
  VectorStore,
  VectorGather, // and scatter: the number of elements is known
  VectorData,
  VectorMultiply,
  VectorMove,      // between the register files
  VectorPredicate, // VPST, VPNOT, VCTP
};

struct Instruction {
  uint32_t address = 0;
  unsigned size = 0; // bytes
  Counts counts;

  llvm::StringRef name; // LLVM's
  Kind kind = Kind::Data;
  /// Words, or the elements of a gather, that one execution loads or stores.
  unsigned elements = 0;
  bool isDouble = false; // floating point of 64 bits
  bool writesPc = false;
  bool hasRegisterOffset = false;
  bool isPcRelative = false;
  /// Registers: what it computes or loads; what it needs at its begin; of these, what makes an address.
  llvm::SmallVector<llvm::MCRegister, 4> results;
  llvm::SmallVector<llvm::MCRegister, 4> sources, addressSources;

  bool isNarrow() const { return size == 2; }
  bool needs(const Instruction &earlier) const { return meet(sources, earlier.results); }
  bool needsForAddress(const Instruction &earlier) const { return meet(addressSources, earlier.results); }

private:
  static bool meet(llvm::ArrayRef<llvm::MCRegister> some, llvm::ArrayRef<llvm::MCRegister> others) {
    return llvm::any_of(some, [&](llvm::MCRegister one) { return llvm::is_contained(others, one); });
  }
};

} // namespace dendc::cycles

#endif
