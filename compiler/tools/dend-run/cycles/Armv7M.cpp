// Armv7M.cpp - the timing of Cortex-M3 and Cortex-M4.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Arm Cortex-M3 Technical Reference Manual (100165) and Arm Cortex-M4 Technical Reference Manual (100166): the tables
// of instructions, of load/store timings and of the FPU. P, the cycles to refill the pipeline, is 1 to 3 there.

#include "compiler/tools/dend-run/cycles/Timing.h"

namespace dendc::cycles {
namespace {

constexpr Cycles kRefill = {1, 3};

bool isDataProcessing(const Instruction &instruction) {
  switch (instruction.kind) {
  case Kind::Data:
  case Kind::Shifted:
  case Kind::Parallel:
  case Kind::Multiply:
  case Kind::LongMultiply:
  case Kind::Divide:
    return true;
  default:
    return false;
  }
}

/// A single load or store. A load lets the next one begin a cycle earlier, unless that needs its result for an address;
/// an address that was computed just before costs a cycle; a store with an immediate offset takes one always.
Cycles getAccess(const Instruction &instruction, const Instruction *previous) {
  const bool isStore = instruction.kind == Kind::Store;
  double cycles = isStore && !instruction.hasRegisterOffset ? 1 : 2;
  if (previous && previous->kind == Kind::Load && !instruction.needsForAddress(*previous))
    cycles = 1;
  if (previous && isDataProcessing(*previous) && instruction.needsForAddress(*previous))
    cycles += 1;
  // The load of a literal may meet the fetch of instructions.
  return {cycles, cycles + (instruction.isPcRelative ? 1 : 0)};
}

Cycles getCycles(const Instruction &instruction, const Instruction *previous) {
  const double count = instruction.elements;
  switch (instruction.kind) {
  case Kind::Load:
  case Kind::Store:
    return getAccess(instruction, previous);
  case Kind::LoadMultiple:
  case Kind::StoreMultiple:
    return {1 + count, 1 + count};
  case Kind::Divide:
    return {2, 12};
  case Kind::TableBranch:
    return {2, 3}; // the load, and perhaps one to add; the refill is that of the branch
  case Kind::IfThen:
    return {0, 1}; // folded into a 16-bit instruction before it
  case Kind::System:
    return {1, 2};
  case Kind::Float: // a cycle more for whoever needs the result at once
  case Kind::FloatMove:
    return {1, 2};
  case Kind::FloatMultiplyAdd:
    return {3, 4};
  case Kind::FloatDivide:
    return {14, 14};
  default:
    return {1, 1};
  }
}

Timing getTimingM4(const Instruction &instruction, const Instruction *previous) {
  return {getCycles(instruction, previous)};
}

/// Its multiplier is smaller.
Timing getTimingM3(const Instruction &instruction, const Instruction *previous) {
  const bool accumulates = instruction.name.contains("MLA") || instruction.name.contains("MLS");
  if (instruction.kind == Kind::LongMultiply)
    return {accumulates ? Cycles{4, 7} : Cycles{3, 5}};
  if (instruction.kind == Kind::Multiply && accumulates)
    return {{2, 2}};
  return getTimingM4(instruction, previous);
}

Cycles getBranch(const Instruction &) { return kRefill; }

} // namespace

const CoreTiming kCortexM3 = {"cortex-m3", "Arm Cortex-M3 Technical Reference Manual, 100165", getTimingM3, getBranch,
                              /*unaligned=*/{1, 2}};
const CoreTiming kCortexM4 = {"cortex-m4", "Arm Cortex-M4 Technical Reference Manual, 100166", getTimingM4, getBranch,
                              /*unaligned=*/{1, 2}};

} // namespace dendc::cycles
