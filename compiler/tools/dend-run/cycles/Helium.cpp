// Helium.cpp - bounds on the timing of Cortex-M55 and Cortex-M85, the cores with vectors.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Both do half a vector of 128 bits per cycle (Arm Cortex-M55 Technical Reference Manual, 101051, and Cortex-M85,
// 101924): a vector operation takes two cycles. Arm publishes no further table. Low: the operations of different units
// (loads and stores, multiplications, the rest) overlap, so that one may begin each cycle; loops end for nothing;
// scalar instructions of 16 bits go in pairs on M55, any two on M85. High: nothing overlaps, and late results (loads,
// multiplications, sums over a vector) are waited for. Units and latencies agree with the SLOTHY project's model
// (slothy/targets/arm_v81m/cortex_m55r1.py). A gather or scatter takes a cycle per element.

#include "compiler/tools/dend-run/cycles/Timing.h"

namespace dendc::cycles {
namespace {

bool isLate(const Instruction &instruction) {
  switch (instruction.kind) {
  case Kind::Load:
  case Kind::LoadMultiple:
  case Kind::Multiply:
  case Kind::LongMultiply:
  case Kind::VectorMultiply:
  case Kind::VectorMove:
    return true;
  default:
    return false;
  }
}

/// `issue`: what the core takes at best to begin a scalar instruction.
Timing getAlone(const Instruction &instruction, double issue) {
  const double count = instruction.elements;
  switch (instruction.kind) {
  case Kind::Load:
    return {{issue, 1}, Unit::Load, 1};
  case Kind::Store:
    return {{issue, 1}, Unit::Load, 1};
  case Kind::LoadMultiple: // two words at a time
  case Kind::StoreMultiple:
    return {{0.5 * count, 1 + count}, Unit::Load, 0.5 * count};
  case Kind::Multiply:
  case Kind::LongMultiply:
    return {{issue, 1}, Unit::Multiply, 1};
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
    return {{issue, 2}, Unit::Multiply, 1};
  case Kind::FloatMultiplyAdd:
    return {{issue, 4}, Unit::Multiply, 1};
  case Kind::FloatDivide:
    return instruction.isDouble ? Timing{{14, 30}} : Timing{{14, 16}};
  case Kind::VectorLoad:
  case Kind::VectorStore:
    return {{1, 2}, Unit::Load, 2};
  case Kind::VectorGather:
    return {{count, 1 + count}, Unit::Load, count};
  case Kind::VectorData:
    return {{1, 2}, Unit::VectorData, 2};
  case Kind::VectorMultiply:
    return {{1, 2}, Unit::Multiply, 2};
  case Kind::VectorMove:
    return {{1, 2}};
  case Kind::VectorPredicate:
    return {{1, 1}};
  default:
    return {{issue, 1}};
  }
}

Timing getTiming(const Instruction &instruction, const Instruction *previous, double issue) {
  Timing timing = getAlone(instruction, issue);
  if (previous && isLate(*previous) && instruction.needs(*previous))
    timing.cycles.high += 1;
  return timing;
}

Timing getTimingM55(const Instruction &instruction, const Instruction *previous) {
  return getTiming(instruction, previous, instruction.isNarrow() ? 0.5 : 1);
}

Timing getTimingM85(const Instruction &instruction, const Instruction *previous) {
  return getTiming(instruction, previous, 0.5);
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
                               /*misprediction=*/8};

} // namespace dendc::cycles
