// CortexM33.cpp - the timing of Cortex-M33.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Arm publishes no table for Cortex-M33; the low bounds are what the SLOTHY project measured on an RP2350
// (slothy/targets/arm_v7m/cortex_m33.py): one instruction per cycle; loads, multiplications, parallel and shifted
// operations have their result a cycle later; a taken branch three cycles; LDRD 2.2. The high bounds add what
// Cortex-M4, a pipeline of the same length, pays.

#include "compiler/tools/dend-run/cycles/Timing.h"

namespace dendc::cycles {
namespace {

bool isLate(const Instruction &instruction) {
  switch (instruction.kind) {
  case Kind::Load:
  case Kind::Multiply:
  case Kind::LongMultiply:
  case Kind::Parallel:
    return true;
  default:
    return false;
  }
}

Cycles getCycles(const Instruction &instruction) {
  const double count = instruction.elements;
  switch (instruction.kind) {
  case Kind::Shifted:
    return {1, 2}; // late unless the shift is LSL
  case Kind::LoadMultiple:
  case Kind::StoreMultiple:
    return {count, 1 + count};
  case Kind::Divide:
    return {2, 12};
  case Kind::TableBranch:
    return {2, 3};
  case Kind::IfThen:
    return {0, 1};
  case Kind::System:
  case Kind::Float:
  case Kind::FloatMove:
    return {1, 2};
  case Kind::FloatMultiplyAdd:
    return {1, 4};
  case Kind::FloatDivide:
    return {14, 14};
  default:
    return {1, 1};
  }
}

Timing getTiming(const Instruction &instruction, const Instruction *previous) {
  Cycles cycles = getCycles(instruction);
  if (previous && isLate(*previous) && instruction.needs(*previous))
    cycles += {1, 1};
  return {cycles};
}

Cycles getBranch(const Instruction &) { return {2, 3}; }

} // namespace

const CoreTiming kCortexM33 = {"cortex-m33", "measured on an RP2350 by the SLOTHY project; bounds by Cortex-M4",
                               getTiming, getBranch, /*unaligned=*/{1, 2}};

} // namespace dendc::cycles
