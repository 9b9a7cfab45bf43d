// CortexM7.cpp - bounds on the timing of Cortex-M7.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Arm publishes no table for Cortex-M7. Low: two instructions per cycle wherever the units of LLVM's model allow it
// (ARMScheduleM7.td: two loads, one store, one multiplication, one parallel and one floating-point operation at a time;
// loads and stores of several registers go alone), all results in time, all branches predicted. High: one instruction
// after the other, late results (of loads, multiplications, parallel and shifted operations) waited for a cycle more,
// floating-point results as long as the model says.

#include "compiler/tools/dend-run/cycles/Timing.h"

#include <algorithm>

namespace dendc::cycles {
namespace {

Timing getAlone(const Instruction &instruction) {
  const double count = instruction.elements;
  switch (instruction.kind) {
  case Kind::Load:
    return {{0.5, 1}, Unit::Load, 0.5};
  case Kind::LoadMultiple:
    return {{std::max(1.0, 0.5 * count), count}, Unit::Load, 0.5 * count};
  case Kind::Store:
    return {{0.5, 1}, Unit::Store, 1};
  case Kind::StoreMultiple:
    return {{std::max(1.0, 0.5 * count), count}, Unit::Store, 0.5 * count};
  case Kind::Multiply:
  case Kind::LongMultiply:
    return {{0.5, 1}, Unit::Multiply, 1};
  case Kind::Parallel:
    return {{0.5, 1}, Unit::Parallel, 1};
  case Kind::Divide:
    return {{2, 12}};
  case Kind::TableBranch:
    return {{1, 3}};
  case Kind::IfThen:
    return {{0, 1}};
  case Kind::System:
    return {{1, 2}};
  case Kind::Float:
  case Kind::FloatMove:
    return {{0.5, instruction.isDouble ? 7.0 : 3.0}, Unit::Float, 1};
  case Kind::FloatMultiplyAdd:
    return {{0.5, instruction.isDouble ? 11.0 : 6.0}, Unit::Float, 1};
  case Kind::FloatDivide:
    return instruction.isDouble ? Timing{{14, 30}} : Timing{{14, 16}};
  default:
    return {{0.5, 1}};
  }
}

Timing getTiming(const Instruction &instruction, const Instruction *previous) {
  return waitForLateResult(getAlone(instruction), instruction, previous);
}

Cycles getBranch(const Instruction &) { return {0, 1}; }

} // namespace

const CoreTiming kCortexM7 = {"cortex-m7",
                              "bounds by two instructions per cycle and by one, units by LLVM's model",
                              getTiming,
                              getBranch,
                              /*unaligned=*/{0, 2},
                              /*misprediction=*/6};

} // namespace dendc::cycles
