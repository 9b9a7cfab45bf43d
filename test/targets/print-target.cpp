// print-target.cpp - shows what is known about one target, for tests.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "targets/Targets.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

using namespace dendc::targets;

int main(int argc, char **argv) {
  if (argc == 1) {
    printTargets(llvm::outs());
    return 0;
  }
  llvm::Expected<Target> target = findTarget(argv[1]);
  if (!target) {
    llvm::errs() << "error: " << llvm::toString(target.takeError()) << "\n";
    return 1;
  }
  const Core &core = target->core;
  llvm::outs() << target->getName() << ": core " << core.name << ", " << core.architecture << ", isa ["
               << llvm::join(core.isa, " ") << "], flags [" << llvm::join(core.flags, " ") << "], on "
               << core.emulator.machine << (core.emulator.trapUnaligned ? ", unaligned accesses trapped" : "") << "\n";
  if (!target->mcu)
    return 0;
  const Mcu &mcu = *target->mcu;
  llvm::outs() << mcu.part << ", " << mcu.vendor << ", " << mcu.clockMhz << " MHz, data cache line "
               << mcu.dataCacheLine << ", contiguous RAM " << mcu.getContiguousRam() << ", source: " << mcu.source
               << "\n";
  auto print = [](const Memory &memory) {
    llvm::outs() << "  " << memory.name << " at 0x" << llvm::utohexstr(memory.address) << ", " << memory.size
                 << " bytes";
    if (memory.waitStates)
      llvm::outs() << ", " << *memory.waitStates << " wait states";
    llvm::outs() << "\n";
  };
  print(mcu.flash);
  for (const Memory &memory : mcu.ram)
    print(memory);
  return 0;
}
