// Timing.cpp - how long a program takes, by the timing of its instructions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "compiler/tools/dend-run/cycles/Timing.h"

#include "llvm/ADT/STLExtras.h"

#include <algorithm>
#include <array>

using namespace llvm;

namespace dendc::cycles {
namespace {

const CoreTiming *const kTimings[] = {&kCortexM0, &kCortexM0Plus, &kCortexM3,  &kCortexM4,
                                      &kCortexM7, &kCortexM33,    &kCortexM55, &kCortexM85};

/// Sums up instructions that are executed one after the other, always all of them.
class StraightRun {
public:
  void add(Timing timing, uint64_t count) {
    issue += double(count) * timing.cycles.low;
    busy[unsigned(timing.unit)] += double(count) * timing.busy;
  }

  /// The least that the run takes; the next one begins.
  double finish() {
    const double least = std::max(issue, *std::max_element(busy.begin(), busy.end()));
    *this = {};
    return least;
  }

private:
  double issue = 0;
  std::array<double, kUnitCount> busy = {};
};

bool isLate(const Instruction &instruction) {
  switch (instruction.kind) {
  case Kind::Load:
  case Kind::LoadMultiple:
  case Kind::Multiply:
  case Kind::LongMultiply:
  case Kind::Shifted:
  case Kind::Parallel:
  case Kind::VectorMultiply:
  case Kind::VectorMove:
    return true;
  default:
    return false;
  }
}

bool follows(const Instruction &instruction, const Instruction &previous) {
  return instruction.address == previous.address + previous.size;
}

} // namespace

const CoreTiming &getTiming(StringRef core) {
  const auto *found = find_if(kTimings, [&](const CoreTiming *timing) { return timing->core == core; });
  assert(found != std::end(kTimings) && "every core has a timing");
  return **found;
}

Timing waitForLateResult(Timing timing, const Instruction &instruction, const Instruction *previous) {
  if (previous && isLate(*previous) && instruction.needs(*previous))
    timing.cycles.high += 1;
  return timing;
}

Cycles estimate(ArrayRef<Instruction> instructions, const CoreTiming &timing, unsigned waitStates) {
  Cycles sum;
  StraightRun run;
  const Instruction *previous = nullptr;
  for (const Instruction &instruction : instructions) {
    const Counts &counts = instruction.counts;
    if (previous && !follows(instruction, *previous))
      previous = nullptr;
    if (!previous || counts.entered || previous->counts.left || counts.executed != previous->counts.executed)
      sum.low += run.finish();

    const uint64_t followed = counts.executed - counts.entered;
    const Timing alone = timing.getTiming(instruction, nullptr);
    const Timing beside = previous ? timing.getTiming(instruction, previous) : alone;
    run.add(alone, counts.entered);
    run.add(beside, followed);
    sum.high += double(counts.entered) * alone.cycles.high + double(followed) * beside.cycles.high;

    sum += double(counts.left) * timing.getBranch(instruction);
    sum += double(counts.unaligned) * timing.unaligned;
    // A predictor that goes by what a branch did before is wrong at most about as often as the rarer way is taken.
    sum.high += timing.misprediction * double(std::min(counts.left, counts.executed - counts.left));
    sum.high += waitStates * double(counts.entered + counts.constant);
    previous = &instruction;
  }
  sum.low += run.finish();
  return sum;
}

} // namespace dendc::cycles
