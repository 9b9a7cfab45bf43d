// Timing.h - how long cores take for instructions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#ifndef DENDC_COMPILER_TOOLS_DENDRUN_CYCLES_TIMING_H
#define DENDC_COMPILER_TOOLS_DENDRUN_CYCLES_TIMING_H

#include "compiler/tools/dend-run/cycles/Instruction.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

namespace dendc::cycles {

/// A band of cycles.
struct Cycles {
  double low = 0, high = 0;

  Cycles &operator+=(Cycles other) {
    low += other.low;
    high += other.high;
    return *this;
  }
};

inline Cycles operator+(Cycles one, Cycles other) { return one += other; }
inline Cycles operator*(double factor, Cycles cycles) { return {factor * cycles.low, factor * cycles.high}; }

/// Parts of a core that work beside each other, each on one instruction at a time.
enum class Unit { None, Load, Store, Multiply, Parallel, Float, VectorData };
inline constexpr unsigned kUnitCount = 7;

/// One execution of an instruction.
struct Timing {
  /// Until the next one may begin: at best, and with nothing beside it.
  Cycles cycles;
  /// What is busy meanwhile, and for how long. Instructions that follow each other take at least as long as the busiest
  /// unit.
  Unit unit = Unit::None;
  double busy = 0;
};

/// `timing` of `instruction`, at most a cycle longer where it needs a late result of `previous`: of a load, a
/// multiplication, a shifted or parallel operation, a sum over a vector. On cores that issue more than one at a time.
Timing waitForLateResult(Timing timing, const Instruction &instruction, const Instruction *previous);

/// What is known about the timing of a core.
struct CoreTiming {
  llvm::StringRef core; // as in targets/cores
  /// Where the figures come from.
  llvm::StringRef source;
  /// `previous` was executed right before, or is null where that is not known.
  Timing (*getTiming)(const Instruction &instruction, const Instruction *previous);
  /// A branch that is taken, beyond that.
  Cycles (*getBranch)(const Instruction &instruction);
  /// An access to memory at no multiple of its size, beyond that.
  Cycles unaligned;
  /// A branch that goes elsewhere than predicted, beyond that; 0 on cores that predict none.
  double misprediction = 0;
};

/// Each defined in the file of its core.
extern const CoreTiming kCortexM0, kCortexM0Plus, kCortexM3, kCortexM4, kCortexM7, kCortexM33, kCortexM55, kCortexM85;

/// The timing of a core of targets/cores, each of which has one.
const CoreTiming &getTiming(llvm::StringRef core);

/// What all instructions of a profile take. `waitStates`: cycles of flash beyond one, paid at best never, because of
/// caches and prefetching, and at most by each jump and by each read of constants.
Cycles estimate(llvm::ArrayRef<Instruction> instructions, const CoreTiming &timing, unsigned waitStates);

} // namespace dendc::cycles

#endif
