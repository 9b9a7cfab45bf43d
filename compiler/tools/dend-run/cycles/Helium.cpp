// Helium.cpp - bounds on the timing of Cortex-M55 and Cortex-M85, the cores with vectors.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Both do half a vector of 128 bits per cycle (Arm Cortex-M55 Technical Reference Manual, 101051, and Cortex-M85,
// 101924): a vector operation takes two cycles. Arm publishes no further table. Low: the operations of different units
// (loads and stores, which M85 has a unit each for; multiplications; the rest) overlap; the core begins one vector
// operation in a cycle, M85 two, and as many scalar ones, M55 two where both have 16 bits; loops end for nothing. High:
// nothing overlaps, and late results (of loads, multiplications, shifted and parallel operations, sums over a vector)
// are waited for a cycle more. A gather or scatter takes a cycle per element. Units, latencies and penalties agree with
// LLVM's models (ARMScheduleM55.td, ARMScheduleM85.td).

#include "compiler/tools/dend-run/cycles/Timing.h"

#include <algorithm>

namespace dendc::cycles {
namespace {

/// What differs between the cores.
struct Width {
  double scalar, vector; // cycles that the begin of an instruction takes at best
  double word;           // cycles that a unit needs for a word of memory
  Unit store;
};

Timing getAlone(const Instruction &instruction, const Width &width) {
  const double count = instruction.elements;
  switch (instruction.kind) {
  case Kind::Load:
    return {{width.scalar, 1}, Unit::Load, width.word};
  case Kind::Store:
    return {{width.scalar, 1}, width.store, width.word};
  case Kind::LoadMultiple: // two words at a time
    return {{std::max(1.0, 0.5 * count), 1 + count}, Unit::Load, 0.5 * count};
  case Kind::StoreMultiple:
    return {{std::max(1.0, 0.5 * count), 1 + count}, width.store, 0.5 * count};
  case Kind::Multiply:
  case Kind::LongMultiply:
    return {{width.scalar, 1}};
  case Kind::Divide:
    return {{2, 12}};
  case Kind::TableBranch:
    return {{2, 3}};
  case Kind::LoopStart:
    return {{1, 2}};
  case Kind::LoopEnd:
  case Kind::IfThen:
  case Kind::Nop:
    return {{0, 1}};
  case Kind::System:
    return {{1, 2}};
  case Kind::Float:
  case Kind::FloatMove:
    return {{width.vector, 2}};
  case Kind::FloatMultiplyAdd:
    return {{width.vector, 5}};
  case Kind::FloatDivide:
    return {{14, instruction.isDouble ? 30.0 : 16.0}};
  case Kind::VectorLoad:
    return {{width.vector, 2}, Unit::Load, 2};
  case Kind::VectorStore:
    return {{width.vector, 2}, width.store, 2};
  case Kind::VectorGather:
    return {{count, 1 + count}, Unit::Load, count};
  case Kind::VectorData:
    return {{width.vector, 2}, Unit::VectorData, 2};
  case Kind::VectorMultiply:
    return {{width.vector, 2}, Unit::Multiply, 2};
  case Kind::VectorMove:
    return {{width.vector, 2}};
  case Kind::VectorPredicate:
    return {{width.vector, 1}};
  default:
    return {{width.scalar, 1}};
  }
}

Timing getTiming(const Instruction &instruction, const Instruction *previous, const Width &width) {
  return waitForLateResult(getAlone(instruction, width), instruction, previous);
}

Timing getTimingM55(const Instruction &instruction, const Instruction *previous) {
  return getTiming(instruction, previous, {instruction.isNarrow() ? 0.5 : 1, 1, 1, Unit::Load});
}

Timing getTimingM85(const Instruction &instruction, const Instruction *previous) {
  return getTiming(instruction, previous, {0.5, 0.5, 0.5, Unit::Store});
}

/// The end of a loop that DLS or WLS began is known beforehand.
Cycles getBranchM55(const Instruction &instruction) {
  return instruction.kind == Kind::LoopEnd ? Cycles{0, 0} : Cycles{1, 3};
}

Cycles getBranchM85(const Instruction &instruction) {
  return instruction.kind == Kind::LoopEnd ? Cycles{0, 0} : Cycles{0, 1};
}

} // namespace

const CoreTiming kCortexM55 = {"cortex-m55",
                               "Arm Cortex-M55 Technical Reference Manual, 101051: two cycles per vector; bounds by "
                               "full overlap of units and by none",
                               getTimingM55, getBranchM55, /*unaligned=*/{0, 2}};
const CoreTiming kCortexM85 = {"cortex-m85",
                               "Arm Cortex-M85 Technical Reference Manual, 101924: two cycles per vector; bounds by "
                               "full overlap of units and by none",
                               getTimingM85,
                               getBranchM85,
                               /*unaligned=*/{0, 2},
                               /*misprediction=*/7};

} // namespace dendc::cycles
