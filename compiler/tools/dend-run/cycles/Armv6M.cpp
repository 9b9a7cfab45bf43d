// Armv6M.cpp - the timing of Cortex-M0 and Cortex-M0+.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Arm Cortex-M0 Technical Reference Manual (DDI 0432) and Arm Cortex-M0+ Technical Reference Manual (DDI 0484), 3.3
// "Instruction set summary". A multiplication takes 1 or 32 cycles, as the part was built: 1 in all parts of
// targets/mcus.

#include "compiler/tools/dend-run/cycles/Timing.h"

namespace dendc::cycles {
namespace {

Timing getTiming(const Instruction &instruction, const Instruction *) {
  const double count = instruction.elements;
  switch (instruction.kind) {
  case Kind::Load:
  case Kind::Store:
    return {{2, 2}};
  case Kind::LoadMultiple:
  case Kind::StoreMultiple:
    return {{1 + count, 1 + count}};
  case Kind::System:
    return {{3, 4}};
  default:
    return {{1, 1}};
  }
}

/// BL takes a cycle more than a branch, and so does a POP of the program counter.
double getExtra(const Instruction &instruction) { return instruction.name == "tBL" || instruction.writesPc ? 1 : 0; }

Cycles getBranchM0(const Instruction &instruction) {
  const double refill = 2 + getExtra(instruction);
  return {refill, refill};
}

Cycles getBranchM0Plus(const Instruction &instruction) {
  const double refill = 1 + getExtra(instruction);
  return {refill, refill};
}

} // namespace

const CoreTiming kCortexM0 = {"cortex-m0", "Arm Cortex-M0 Technical Reference Manual, DDI 0432", getTiming, getBranchM0,
                              /*unaligned=*/{0, 0}};
const CoreTiming kCortexM0Plus = {"cortex-m0plus", "Arm Cortex-M0+ Technical Reference Manual, DDI 0484", getTiming,
                                  getBranchM0Plus, /*unaligned=*/{0, 0}};

} // namespace dendc::cycles
