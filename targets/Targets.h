// Targets.h - what is known about cores and microcontrollers.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The facts are JSON files in targets/cores and targets/mcus, embedded at build time; targets/README.md explains the
// keys. A user's own microcontroller is a file with the same keys.

#ifndef DENDC_TARGETS_TARGETS_H
#define DENDC_TARGETS_TARGETS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace llvm {
class raw_ostream;
}

namespace dendc::targets {

/// How QEMU runs programs for a core.
struct Emulator {
  std::string machine;
  /// The machine with the memory of a small real part; empty where there is none.
  std::string smallMachine;
  /// Unaligned accesses fault on the core but not in the machine unless it is told so.
  bool trapUnaligned = false;
};

/// A processor core: what the generated C may be specialized for.
struct Core {
  std::string name;
  std::string architecture;
  /// Instruction set extensions with kernels of their own ("dsp", "mve"); portable C is always there.
  std::vector<std::string> isa;
  /// For gcc, and for clang beside `--target=arm-none-eabi`.
  std::vector<std::string> flags;
  Emulator emulator;

  bool has(llvm::StringRef extension) const;
};

/// A stretch of memory; sizes are bytes.
struct Memory {
  std::string name;
  uint64_t address = 0;
  uint64_t size = 0;
  /// Cycles beyond one at the full clock, where the source states them.
  std::optional<unsigned> waitStates;
};

/// A microcontroller: a core with memories and a clock.
struct Mcu {
  std::string name;
  std::string part;
  std::string vendor;
  unsigned clockMhz = 0;
  Memory flash;
  std::vector<Memory> ram;
  /// Bytes of one line of the data cache in front of RAM; 0 without such a cache.
  unsigned dataCacheLine = 0;
  /// The documents that state these figures.
  std::string source;

  /// The size of the largest stretch of RAM without a gap: what one arena can have.
  uint64_t getContiguousRam() const;
};

/// What `--target` names: a core alone, without limits, or a microcontroller.
struct Target {
  Core core;
  std::optional<Mcu> mcu;

  llvm::StringRef getName() const { return mcu ? mcu->name : core.name; }
};

/// The built-in cores and microcontrollers, in the order of the cores from small to large, then by name.
llvm::ArrayRef<Core> getCores();
llvm::ArrayRef<Target> getMcus();

/// The core or microcontroller of that name, in either case of letters, or the one that a `.json` file describes. The
/// error says what was expected and found, and offers names that are near.
llvm::Expected<Target> findTarget(llvm::StringRef nameOrFile);

/// Reads a core or a microcontroller from JSON text; `origin` names the text in errors.
llvm::Expected<Core> readCore(llvm::StringRef text, llvm::StringRef origin);
llvm::Expected<Target> readMcu(llvm::StringRef text, llvm::StringRef origin);

/// The table of `dendc --list-targets`.
void printTargets(llvm::raw_ostream &os);

} // namespace dendc::targets

#endif // DENDC_TARGETS_TARGETS_H
